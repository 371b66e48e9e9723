"""A call: what is sent, and what comes back."""

from __future__ import annotations

import json
import uuid
from datetime import UTC, datetime, timedelta, timezone
from functools import partial
from typing import Any

import attrs
import httpx
import pytest
from fake_server import KEY, Call, Server, envelope, planner_item, planner_item_detail

from msportal_client import (
    UNSET,
    MSPortal,
    RequestOptions,
    RequestValidationError,
    ResponseDecodeError,
    RetryPolicy,
)
from msportal_client.api.goals import create_goal
from msportal_client.api.planner import create_planner_item
from msportal_client.models import (
    BusinessValue,
    CreateGoalRequest,
    CreatePlannerItemRequest,
    PlannerItemDetail,
    PlannerItemSingleResponse,
    PlannerStatus,
    ReportStructureInput,
)

COMPANY = "0b8f6f4e-27b1-4f2b-8a0e-7b8f0ce1b7a2"


def test_a_create_sends_what_was_given_under_the_names_of_the_spec(call: Call, server: Server) -> None:
    server.will_answer(envelope(planner_item_detail(), 201))
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


def test_plain_strings_do_for_enums_and_ids(call: Call, server: Server) -> None:
    server.will_answer(envelope(planner_item_detail(), 201))
    call(lambda m: m.planner.create_planner_item(title="x", company_id=COMPANY, status="In Progress"))
    assert server.body == {"title": "x", "companyId": COMPANY, "status": "In Progress"}


def test_none_is_sent_as_null_and_unset_is_not_sent(call: Call, server: Server) -> None:
    server.will_answer(envelope({"id": COMPANY}))
    call(lambda m: m.budgets.update_budget(COMPANY, notes=None, title=UNSET))
    assert server.body == {"notes": None}


def test_an_envelope_of_data_alone_is_unwrapped(call: Call, server: Server) -> None:
    server.will_answer(envelope(planner_item_detail(), 201))
    item = call(lambda m: m.planner.create_planner_item(title="x"))
    assert isinstance(item, PlannerItemDetail)
    assert item.id == uuid.UUID("6f1c2a52-7a5f-4a7e-9f57-0f4a9d3f3b11")
    assert item.due_date == datetime(2026, 12, 24, 17, tzinfo=UTC)
    assert item.status is PlannerStatus.NOT_STARTED
    assert item.company is not None
    assert item.company.name == "Contoso"
    assert item.type is None


@pytest.mark.parametrize("status", [200, 201, 202, 299])
def test_any_2xx_is_read_as_the_documented_success(call: Call, server: Server, status: int) -> None:
    server.will_answer(envelope(planner_item_detail(), status))
    assert call(lambda m: m.planner.create_planner_item(title="x")).title == "Replace firewall"


def test_the_detailed_functions_return_status_headers_request_id_and_rate_limit(server: Server) -> None:
    server.will_answer(
        envelope(
            planner_item_detail(),
            201,
            x_request_id="srv-1",
            x_ratelimit_limit="60",
            x_ratelimit_remaining="59",
            x_ratelimit_reset="2026-11-21T09:31:00.000Z",
        )
    )
    with MSPortal(KEY, transport=httpx.MockTransport(server.handle)) as msportal:
        response = create_planner_item.sync_detailed(client=msportal, body=CreatePlannerItemRequest(title="x"))
        plain = create_planner_item.sync(client=msportal, body=CreatePlannerItemRequest(title="x"))
    assert response.status_code == 201
    assert response.headers["X-Request-ID"] == "srv-1"
    assert response.request_id == "srv-1"
    assert isinstance(response.parsed, PlannerItemSingleResponse)
    assert response.parsed.data.title == "Replace firewall"
    assert response.rate_limit is not None
    assert (response.rate_limit.limit, response.rate_limit.remaining) == (60, 59)
    assert response.rate_limit.reset_at == datetime(2026, 11, 21, 9, 31, tzinfo=UTC)
    assert plain == response.parsed


def test_every_call_goes_out_with_a_fresh_request_id_or_the_callers(call: Call, server: Server) -> None:
    server.will_answer(envelope(planner_item_detail(), 201))
    call(lambda m: m.planner.create_planner_item(title="x"))
    call(lambda m: m.planner.create_planner_item(title="x"))
    call(lambda m: m.planner.create_planner_item(title="x", options=RequestOptions(request_id="job-7/42")))
    first, second, third = (request.headers["x-request-id"] for request in server.requests)
    assert uuid.UUID(first) != uuid.UUID(second)
    assert third == "job-7/42"


def test_the_key_goes_out_as_a_bearer_token_and_no_cookie_ever_does(call: Call, server: Server) -> None:
    server.will_answer(envelope(planner_item_detail(), 201, set_cookie="session=1; Path=/"))

    def twice(msportal: Any) -> Any:
        if isinstance(msportal, MSPortal):
            return [msportal.planner.create_planner_item(title="x") for _ in range(2)]

        async def both() -> None:
            for _ in range(2):
                await msportal.planner.create_planner_item(title="x")

        return both()

    call(twice)
    assert [request.headers["authorization"] for request in server.requests] == [f"Bearer {KEY}"] * 2
    assert [request.headers.get("cookie") for request in server.requests] == [None, None]
    assert server.requests[0].headers["user-agent"].startswith("msportal-client/")


def test_undocumented_query_parameters_headers_and_body_fields_can_be_sent(call: Call, server: Server) -> None:
    server.will_answer(envelope(planner_item_detail(), 201))
    options = RequestOptions(
        query={"dryRun": True, "ids": ["a", "b"], "nothing": None}, headers={"X-Trace": "t1"}, body={"colour": "red"}
    )
    call(lambda m: m.planner.create_planner_item(title="x", options=options))
    assert server.requests[0].url.query == b"dryRun=true&ids=a&ids=b"
    assert server.requests[0].headers["x-trace"] == "t1"
    assert server.body == {"title": "x", "colour": "red"}


def test_undocumented_body_fields_of_a_model_are_sent(server: Server) -> None:
    body = CreatePlannerItemRequest(title="x", additional_properties={"colour": "red"})
    assert body.to_dict() == {"title": "x", "colour": "red"}


def test_query_parameters_are_written_as_the_api_reads_them(call: Call, server: Server) -> None:
    server.will_answer(_page([], page=2))
    call(lambda m: m.planner.list_planner_items(page=2, limit=100.0, sort_column="dueDate", sort_desc=False).first())
    assert server.requests[0].url.query == b"page=2&limit=100&sortColumn=dueDate&sortDesc=false"


def get_budget(budget: str, msportal: Any) -> Any:
    return msportal.budgets.get_budget(budget)


def test_path_parameters_are_escaped_and_cannot_lead_elsewhere(call: Call, server: Server) -> None:
    server.will_answer(envelope({"id": COMPANY}))
    with attrs.validators.disabled():
        call(lambda m: m.budgets.get_budget("a/../../users?x=1#y"))
        assert server.requests[0].url.raw_path == b"/api/public/v1/budgets/a%2F..%2F..%2Fusers%3Fx%3D1%23y"
        for nowhere in ("", ".", ".."):
            with pytest.raises(RequestValidationError, match="id: must name one thing"):
                call(partial(get_budget, nowhere))


def test_every_offending_field_is_named_in_one_error_and_nothing_is_sent(call: Call, server: Server) -> None:
    with pytest.raises(RequestValidationError) as caught:
        call(
            lambda m: m.budgets.update_budget(
                "not-an-id",
                title="",
                currency="EURO",
                fiscal_year=1066,
                options=RequestOptions(headers={"Cookie": "a=b"}),
            )
        )
    assert [problem.field for problem in caught.value.problems] == [
        "id",
        "title",
        "fiscal_year",
        "currency",
        "options.headers['Cookie']",
    ]
    assert isinstance(caught.value, ValueError)
    assert caught.value.operation == "update_budget"
    assert "title: must have at least 1 character, has 0" in str(caught.value)
    assert caught.value.request_id
    assert server.requests == []


def test_a_naive_datetime_is_refused_by_name(call: Call, server: Server) -> None:
    with pytest.raises(ValueError, match="due_date: must be timezone-aware"):
        call(lambda m: m.planner.create_planner_item(title="x", due_date=datetime(2026, 1, 1)))  # noqa: DTZ001
    with pytest.raises(ValueError, match="date_from: must be timezone-aware"):
        call(lambda m: m.nps_surveys.get_nps_analytics(COMPANY, date_from=datetime(2026, 1, 1)))  # noqa: DTZ001
    assert server.requests == []


def test_limits_reach_into_lists_and_nested_objects(call: Call, server: Server) -> None:
    with pytest.raises(RequestValidationError) as caught:
        call(lambda m: m.training.bulk_enroll_users(course_id=COMPANY, user_ids=[COMPANY, "nobody"]))
    assert [problem.field for problem in caught.value.problems] == ["user_ids[1]"]
    with pytest.raises(RequestValidationError) as caught:
        call(lambda m: m.training.bulk_enroll_users(course_id=COMPANY, user_ids=[]))
    assert "at least 1 item" in str(caught.value)
    with pytest.raises(RequestValidationError) as caught:
        call(lambda m: m.reports.update_report(COMPANY, report_structure=ReportStructureInput(page_preset=7)))  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
    assert [problem.field for problem in caught.value.problems] == ["report_structure.page_preset"]


def test_the_switch_of_attrs_turns_the_limits_off(call: Call, server: Server) -> None:
    server.will_answer(envelope(planner_item_detail(), 201))
    with attrs.validators.disabled():
        call(lambda m: m.planner.create_planner_item(title="", hours=-1))
    assert server.body == {"title": "", "hours": -1}


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_number_that_json_does_not_have_is_refused(call: Call, server: Server, value: float) -> None:
    with pytest.raises(RequestValidationError, match="hours: must be a finite number"):
        call(lambda m: m.planner.create_planner_item(title="x", hours=value))
    assert server.requests == []


def test_text_that_is_no_unicode_is_refused(call: Call, server: Server) -> None:
    with pytest.raises(RequestValidationError, match="body: cannot be sent as JSON"):
        call(lambda m: m.planner.create_planner_item(title="half a pair \ud83d"))
    assert server.requests == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Authorization", "Bearer other"),
        ("cookie", "a=b"),
        ("Host", "elsewhere"),
        ("X-Request-Id", "1"),
        ("X-Bad", "a\r\nX-Injected: 1"),
        ("X Bad", "a"),
    ],
)
def test_headers_that_are_not_the_callers_to_set_are_refused(call: Call, server: Server, name: str, value: str) -> None:
    with pytest.raises(RequestValidationError):
        call(
            lambda m: m.goals.create_goal(title="x", company_id=COMPANY, options=RequestOptions(headers={name: value}))
        )
    with pytest.raises(ValueError, match="headers"):
        call(lambda m: m, headers={name: value})
    assert server.requests == []


@pytest.mark.parametrize("request_id", ["", "a b", "a\nb", "é", "x" * 201])
def test_a_request_id_that_cannot_be_a_header_is_refused(call: Call, server: Server, request_id: str) -> None:
    with pytest.raises(RequestValidationError, match=r"options\.request_id"):
        call(lambda m: m.planner.create_planner_item(title="x", options=RequestOptions(request_id=request_id)))
    assert server.requests == []


def _page(items: list[Any], *, page: int = 1, pages: int | None = None) -> httpx.Response:
    pages = page if pages is None else pages
    pagination = {
        "page": page,
        "limit": 2,
        "totalCount": 2 * pages,
        "totalPages": pages,
        "hasNextPage": page < pages,
        "hasPrevPage": page > 1,
    }
    return httpx.Response(200, json={"data": items, "pagination": pagination})


@pytest.mark.parametrize(
    ("change", "field", "says"),
    [
        ({"id": "7"}, "data.id", "'7'"),
        ({"createdAt": "yesterday"}, "data.createdAt", "'yesterday'"),
        ({"createdAt": "2026-11-21T09:30:00"}, "data.createdAt", "no offset"),
        ({"createdAt": None}, "data.createdAt", "is null"),
        ({"status": 5}, "data.status", "5"),
        ({"company": "Contoso"}, "data.company", "expected an object, not 'Contoso'"),
        ({"company": {"name": "Contoso"}}, "data.company.id", "is missing"),
        ({"tags": "a,b"}, "data.tags", "expected an array"),
        (
            {"linkedGoals": [{"id": COMPANY, "title": "a", "customTitle": None}, {"id": "7"}]},
            "data.linkedGoals[1].id",
            "'7'",
        ),
    ],
)
def test_a_success_that_breaks_its_schema_names_the_field_and_keeps_the_answer(
    call: Call, server: Server, change: dict[str, Any], field: str, says: str
) -> None:
    server.will_answer(envelope(planner_item_detail(**change), 201, x_request_id="srv-9"))
    with pytest.raises(ResponseDecodeError) as caught:
        call(lambda m: m.planner.create_planner_item(title="x"))
    assert caught.value.field == field
    assert says in str(caught.value)
    assert caught.value.request_id == "srv-9"
    assert json.loads(caught.value.response.content)["data"]["title"] == "Replace firewall"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "the body is empty"),
        (b"<html>", "the body is not JSON"),
        (b"[]", "expected an object, not an array"),
        (b"null", "expected an object, not null"),
        (b"{}", "data: is missing"),
        (b'{"data": {}}', "data.id: is missing"),
        (b"[" * 100_000, "the body is not JSON"),
    ],
)
def test_a_success_that_is_no_success_model_at_all_is_a_decode_error(
    call: Call, server: Server, content: bytes, says: str
) -> None:
    server.will_answer(httpx.Response(201, content=content))
    with pytest.raises(ResponseDecodeError) as caught:
        call(lambda m: m.planner.create_planner_item(title="x"))
    assert says in str(caught.value)
    assert caught.value.response.content == content


def test_unknown_fields_and_unknown_enum_values_survive(call: Call, server: Server) -> None:
    data = planner_item_detail(status="Blocked", colour="red")
    server.will_answer(envelope(data, 201))
    item = call(lambda m: m.planner.create_planner_item(title="x"))
    assert item.additional_properties == {"colour": "red"}
    assert not item.status.is_known
    assert item.status == "Blocked"
    assert item.to_dict() == data


def test_absent_reads_none_and_is_written_back_as_absent(call: Call, server: Server) -> None:
    data = {"id": COMPANY, "title": None}
    server.will_answer(envelope(data))
    budget = call(lambda m: m.budgets.get_budget(COMPANY))
    assert budget.title is None
    assert budget.notes is None
    assert budget.line_items is None
    assert budget.to_dict() == data


def test_a_goal_can_be_created_with_the_low_level_function(server: Server) -> None:
    ref = {"id": COMPANY, "name": "Contoso"}
    times = {"createdAt": "2026-11-21T09:30:00.000Z", "updatedAt": "2026-11-21T09:30:00.000Z"}
    nothing = dict.fromkeys(("description", "dueDate", "quarter", "year", "status", "priority", "category"))
    goal: dict[str, Any] = {
        "id": COMPANY,
        "title": "x",
        **nothing,
        "progressPercentage": 0,
        "company": ref,
        **times,
        "tasks": [],
        "updates": [],
    }
    server.will_answer(envelope(goal, 201))
    with MSPortal(KEY, transport=httpx.MockTransport(server.handle)) as msportal:
        body = CreateGoalRequest(title="x", company_id=COMPANY)
        assert create_goal.sync(client=msportal, body=body).data.to_dict() == goal


def test_one_page_of_a_list_is_iterable_and_knows_where_it_stands(call: Call, server: Server) -> None:
    server.will_answer(_page([planner_item(title="a"), planner_item(title="b")], pages=3))
    page = call(lambda m: m.planner.list_planner_items().first(), retry=RetryPolicy.never())
    assert [item.title for item in page] == ["a", "b"]
    assert len(page) == 2
    assert (page.pagination.page, page.pagination.total_pages, page.pagination.total_count) == (1, 3, 6)
