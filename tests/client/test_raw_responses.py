"""`with_raw_response`: the methods of a resource, which return the whole response."""

from __future__ import annotations

import inspect
from typing import Any
from unittest import mock

import httpx
import pytest
from fake_server import KEY, Call, Server, envelope, error_response, page_response, planner_item, planner_item_detail

from msportal_client import AsyncMSPortal, MSPortal, NotFoundError, Page, RequestValidationError
from msportal_client.models import BudgetDetail, PlannerItemDetail

COMPANY = "0b8f6f4e-27b1-4f2b-8a0e-7b8f0ce1b7a2"
CLIENTS = (AsyncMSPortal, MSPortal)


def test_unwrapped_result(call: Call, server: Server) -> None:
    server.respond_with(
        httpx.Response(
            201, json={"data": planner_item_detail(dueDate="soon")}, headers={"x-request-id": "r", "x-a": "b"}
        )
    )
    response = call(lambda m: m.planner.with_raw_response.create_planner_item(title="x", hours=2))
    assert isinstance(response.parsed, PlannerItemDetail)
    assert (response.status_code, response.request_id, response.headers["x-a"]) == (201, "r", "b")
    assert response.json()["data"]["dueDate"] == "soon"
    assert [problem.field for problem in response.mismatches] == ["data.dueDate"]
    assert server.body == {"title": "x", "hours": 2}


def test_argument_by_position(call: Call, server: Server) -> None:
    server.respond_with(envelope({"id": COMPANY}))
    response = call(lambda m: m.budgets.with_raw_response.get_budget(COMPANY))
    assert isinstance(response.parsed, BudgetDetail)
    assert server.requests[0].url.path.endswith(COMPANY)


def test_first_page_of_pager(call: Call, server: Server) -> None:
    server.respond_with(page_response([planner_item(title="a")], pages=3))
    response = call(lambda m: m.planner.with_raw_response.list_planner_items(page=1))
    page: Page[Any] = response.parsed
    assert type(page) is Page
    assert [item.title for item in page] == ["a"]
    assert response.json()["pagination"]["totalPages"] == page.pagination.total_pages == 3
    assert len(server.requests) == 1


def test_errors_are_raised(call: Call, server: Server) -> None:
    server.respond_with(error_response(404, "Not found"))
    with pytest.raises(NotFoundError):
        call(lambda m: m.budgets.with_raw_response.get_budget(COMPANY))
    with pytest.raises(RequestValidationError, match="title: must have at least 1 character"):
        call(lambda m: m.planner.with_raw_response.create_planner_item(title=""))
    with pytest.raises(TypeError, match="titel"):
        call(lambda m: m.planner.with_raw_response.create_planner_item(titel="x"))


def test_responses_of_calls_at_once_are_apart(server: Server) -> None:
    def respond(request: httpx.Request) -> httpx.Response:
        return envelope({"id": request.url.path.rpartition("/")[2]})

    with MSPortal(KEY, transport=httpx.MockTransport(respond)) as msportal:
        raw = msportal.budgets.with_raw_response
        first, second = raw.get_budget(COMPANY), raw.get_budget(COMPANY.replace("0", "1"))
    assert str(first.parsed.id) == first.json()["data"]["id"] == COMPANY
    assert second.json()["data"]["id"] != COMPANY


@pytest.mark.parametrize("client", CLIENTS)
def test_same_methods_and_signatures(client: type[Any]) -> None:
    msportal: Any = client(KEY)
    tags = [name for name in dir(client) if hasattr(getattr(msportal, name), "with_raw_response")]
    assert len(tags) == 14
    for tag in tags:
        resource = getattr(msportal, tag)
        raw = resource.with_raw_response
        assert raw is resource.with_raw_response
        methods = {name for name in dir(resource) if not name.startswith("_")} - {"with_raw_response"}
        assert methods == {name for name in dir(raw) if not name.startswith("_")}
        for name in methods:
            ours, theirs = inspect.signature(getattr(raw, name)), inspect.signature(getattr(resource, name))
            assert ours.parameters == theirs.parameters
            assert getattr(raw, name).__doc__ == getattr(resource, name).__doc__
            assert inspect.iscoroutinefunction(getattr(raw, name)) == (client is AsyncMSPortal)


def test_with_options(call: Call, server: Server) -> None:
    server.respond_with(envelope({"id": COMPANY}))
    call(lambda m: m.with_options(headers={"x-a": "1"}).budgets.with_raw_response.get_budget(COMPANY))
    assert server.requests[0].headers["x-a"] == "1"


@pytest.mark.parametrize("client", CLIENTS)
def test_methods_can_be_patched(client: type[Any]) -> None:
    planner = client(KEY).planner
    with mock.patch.object(planner, "create_planner_item", new=mock.Mock()) as create:
        planner.create_planner_item(title="x")
    with mock.patch.object(planner.with_raw_response, "create_planner_item", new=mock.Mock()) as create_raw:
        planner.with_raw_response.create_planner_item(title="x")
    create.assert_called_once_with(title="x")
    create_raw.assert_called_once_with(title="x")
