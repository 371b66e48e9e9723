"""Requests: URL, headers, query and body that a call sends."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta, timezone
from functools import partial
from typing import Any

import attrs
import httpx
import pytest
from fake_server import KEY, Call, Server, envelope, page_response, planner_item_detail

from msportal_client import UNSET, MSPortal, RequestOptions, RequestValidationError
from msportal_client.api.goals import create_goal
from msportal_client.models import BusinessValue, CreateGoalRequest, CreatePlannerItemRequest

COMPANY = "0b8f6f4e-27b1-4f2b-8a0e-7b8f0ce1b7a2"


def test_create_sends_spec_names(call: Call, server: Server) -> None:
    server.respond_with(envelope(planner_item_detail(), 201))
    call(
        lambda msportal: msportal.planner.create_planner_item(
            title="Replace firewall",
            company_id=uuid.UUID(COMPANY),
            business_value=BusinessValue.HIGH,
            cost_estimate=1200.5,
            due_date=datetime(2026, 12, 24, 18, 0, tzinfo=timezone(timedelta(hours=1))),
        )
    )
    assert server.requests[0].method == "POST"
    assert str(server.requests[0].url) == "https://app.msportal.ai/api/public/v1/planner/items"
    assert server.requests[0].headers["content-type"] == "application/json"
    assert server.body == {
        "title": "Replace firewall",
        "companyId": COMPANY,
        "businessValue": "High",
        "costEstimate": 1200.5,
        "dueDate": "2026-12-24T17:00:00.000Z",
    }


def test_plain_strings_as_enum_and_id(call: Call, server: Server) -> None:
    server.respond_with(envelope(planner_item_detail(), 201))
    call(lambda m: m.planner.create_planner_item(title="x", company_id=COMPANY, status="In Progress"))
    assert server.body == {"title": "x", "companyId": COMPANY, "status": "In Progress"}


def test_none_sent_as_null_unset_omitted(call: Call, server: Server) -> None:
    server.respond_with(envelope({"id": COMPANY}))
    call(lambda m: m.budgets.update_budget(COMPANY, notes=None, title=UNSET))
    assert server.body == {"notes": None}


def test_request_id_fresh_or_given(call: Call, server: Server) -> None:
    server.respond_with(envelope(planner_item_detail(), 201))
    call(lambda m: m.planner.create_planner_item(title="x"))
    call(lambda m: m.planner.create_planner_item(title="x"))
    call(lambda m: m.planner.create_planner_item(title="x", options=RequestOptions(request_id="job-7/42")))
    first, second, third = (request.headers["x-request-id"] for request in server.requests)
    assert uuid.UUID(first) != uuid.UUID(second)
    assert third == "job-7/42"


def test_api_key_sent_as_bearer_token(call: Call, server: Server) -> None:
    """No cookie is sent."""
    server.respond_with(envelope(planner_item_detail(), 201, set_cookie="session=1; Path=/"))

    def call_twice(msportal: Any) -> Any:
        if isinstance(msportal, MSPortal):
            return [msportal.planner.create_planner_item(title="x") for _ in range(2)]

        async def call_twice_async() -> None:
            for _ in range(2):
                await msportal.planner.create_planner_item(title="x")

        return call_twice_async()

    call(call_twice)
    assert [request.headers["authorization"] for request in server.requests] == [f"Bearer {KEY}"] * 2
    assert [request.headers.get("cookie") for request in server.requests] == [None, None]
    assert server.requests[0].headers["user-agent"].startswith("msportal-client/")


def test_options_send_undocumented_fields(call: Call, server: Server) -> None:
    server.respond_with(envelope(planner_item_detail(), 201))
    options = RequestOptions(
        query={"dryRun": True, "ids": ["a", "b"], "nothing": None}, headers={"X-Trace": "t1"}, body={"colour": "red"}
    )
    call(lambda m: m.planner.create_planner_item(title="x", options=options))
    assert server.requests[0].url.query == b"dryRun=true&ids=a&ids=b"
    assert server.requests[0].headers["x-trace"] == "t1"
    assert server.body == {"title": "x", "colour": "red"}


def test_model_sends_undocumented_fields(server: Server) -> None:
    body = CreatePlannerItemRequest(title="x", additional_properties={"colour": "red"})
    assert body.to_dict() == {"title": "x", "colour": "red"}


def test_query_parameters_formatted(call: Call, server: Server) -> None:
    server.respond_with(page_response([], page=2))
    call(lambda m: m.planner.list_planner_items(page=2, limit=100.0, sort_column="dueDate", sort_desc=False).first())
    assert server.requests[0].url.query == b"page=2&limit=100&sortColumn=dueDate&sortDesc=false"


def get_budget(budget: str, msportal: Any) -> Any:
    return msportal.budgets.get_budget(budget)


def test_path_parameters_escaped(call: Call, server: Server) -> None:
    """A parameter cannot change the path."""
    server.respond_with(envelope({"id": COMPANY}))
    with attrs.validators.disabled():
        call(lambda m: m.budgets.get_budget("a/../../users?x=1#y"))
        assert server.requests[0].url.raw_path == b"/api/public/v1/budgets/a%2F..%2F..%2Fusers%3Fx%3D1%23y"
        for path in ("", ".", ".."):
            with pytest.raises(RequestValidationError, match="id: must name one object"):
                call(partial(get_budget, path))


def test_low_level_function_creates_goal(server: Server) -> None:
    ref = {"id": COMPANY, "name": "Contoso"}
    times = {"createdAt": "2026-11-21T09:30:00.000Z", "updatedAt": "2026-11-21T09:30:00.000Z"}
    nulls = dict.fromkeys(("description", "dueDate", "quarter", "year", "status", "priority", "category"))
    goal: dict[str, Any] = {
        "id": COMPANY,
        "title": "x",
        **nulls,
        "progressPercentage": 0,
        "company": ref,
        **times,
        "tasks": [],
        "updates": [],
    }
    server.respond_with(envelope(goal, 201))
    with MSPortal(KEY, transport=httpx.MockTransport(server.handle)) as msportal:
        body = CreateGoalRequest(title="x", company_id=COMPANY)
        assert create_goal.sync(client=msportal, body=body).data.to_dict() == goal
