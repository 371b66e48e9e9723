"""Validation of arguments before a request is sent."""

from __future__ import annotations

from datetime import datetime

import attrs
import pytest
from fake_server import Call, Server, envelope, planner_item_detail

from msportal_client import RequestOptions, RequestValidationError
from msportal_client.models import ReportStructureInput

COMPANY = "0b8f6f4e-27b1-4f2b-8a0e-7b8f0ce1b7a2"


def test_validation_error_names_every_field(call: Call, server: Server) -> None:
    """Nothing is sent."""
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


def test_naive_datetime_rejected(call: Call, server: Server) -> None:
    with pytest.raises(ValueError, match="due_date: must be timezone-aware"):
        call(lambda m: m.planner.create_planner_item(title="x", due_date=datetime(2026, 1, 1)))  # noqa: DTZ001
    with pytest.raises(ValueError, match="date_from: must be timezone-aware"):
        call(lambda m: m.nps_surveys.get_nps_analytics(COMPANY, date_from=datetime(2026, 1, 1)))  # noqa: DTZ001
    assert server.requests == []


def test_limits_apply_to_nested_values(call: Call, server: Server) -> None:
    with pytest.raises(RequestValidationError) as caught:
        call(lambda m: m.training.bulk_enroll_users(course_id=COMPANY, user_ids=[COMPANY, "nobody"]))
    assert [problem.field for problem in caught.value.problems] == ["user_ids[1]"]
    with pytest.raises(RequestValidationError) as caught:
        call(lambda m: m.training.bulk_enroll_users(course_id=COMPANY, user_ids=[]))
    assert "at least 1 item" in str(caught.value)
    with pytest.raises(RequestValidationError) as caught:
        call(lambda m: m.reports.update_report(COMPANY, report_structure=ReportStructureInput(page_preset=7)))  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
    assert [problem.field for problem in caught.value.problems] == ["report_structure.page_preset"]


def test_attrs_switch_disables_limits(call: Call, server: Server) -> None:
    server.respond_with(envelope(planner_item_detail(), 201))
    with attrs.validators.disabled():
        call(lambda m: m.planner.create_planner_item(title="", hours=-1))
    assert server.body == {"title": "", "hours": -1}


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_nan_and_infinity_rejected(call: Call, server: Server, value: float) -> None:
    with pytest.raises(RequestValidationError, match="hours: must be a finite number"):
        call(lambda m: m.planner.create_planner_item(title="x", hours=value))
    assert server.requests == []


def test_lone_surrogate_rejected(call: Call, server: Server) -> None:
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
def test_reserved_headers_rejected(call: Call, server: Server, name: str, value: str) -> None:
    with pytest.raises(RequestValidationError):
        call(
            lambda m: m.goals.create_goal(title="x", company_id=COMPANY, options=RequestOptions(headers={name: value}))
        )
    with pytest.raises(ValueError, match="headers"):
        call(lambda m: m, headers={name: value})
    assert server.requests == []


@pytest.mark.parametrize("request_id", ["", "a b", "a\nb", "é", "x" * 201])
def test_invalid_request_id_rejected(call: Call, server: Server, request_id: str) -> None:
    with pytest.raises(RequestValidationError, match=r"options\.request_id"):
        call(lambda m: m.planner.create_planner_item(title="x", options=RequestOptions(request_id=request_id)))
    assert server.requests == []
