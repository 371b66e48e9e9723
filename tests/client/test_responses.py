"""Responses: decoding, envelopes, unknown and absent fields."""

from __future__ import annotations

import json
import uuid
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from fake_server import KEY, Call, Server, envelope, planner_item_detail

from msportal_client import MSPortal, ResponseDecodeError
from msportal_client.api.planner import create_planner_item
from msportal_client.models import CreatePlannerItemRequest, PlannerItemDetail, PlannerItemSingleResponse, PlannerStatus

COMPANY = "0b8f6f4e-27b1-4f2b-8a0e-7b8f0ce1b7a2"


def test_data_envelope_unwrapped(call: Call, server: Server) -> None:
    server.respond_with(envelope(planner_item_detail(), 201))
    item = call(lambda m: m.planner.create_planner_item(title="x"))
    assert isinstance(item, PlannerItemDetail)
    assert item.id == uuid.UUID("6f1c2a52-7a5f-4a7e-9f57-0f4a9d3f3b11")
    assert item.due_date == datetime(2026, 12, 24, 17, tzinfo=UTC)
    assert item.status is PlannerStatus.NOT_STARTED
    assert item.company is not None
    assert item.company.name == "Contoso"
    assert item.type is None


@pytest.mark.parametrize("status", [200, 201, 202, 299])
def test_any_2xx_read_as_documented_success(call: Call, server: Server, status: int) -> None:
    server.respond_with(envelope(planner_item_detail(), status))
    assert call(lambda m: m.planner.create_planner_item(title="x")).title == "Replace firewall"


def test_detailed_functions_return_response(server: Server) -> None:
    server.respond_with(
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


@pytest.mark.parametrize(
    ("change", "field", "message"),
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
def test_decode_error_names_field(call: Call, server: Server, change: dict[str, Any], field: str, message: str) -> None:
    """Keep the response in the error."""
    server.respond_with(envelope(planner_item_detail(**change), 201, x_request_id="srv-9"))
    with pytest.raises(ResponseDecodeError) as caught:
        call(lambda m: m.planner.create_planner_item(title="x"), strict=True)
    assert caught.value.field == field
    assert message in str(caught.value)
    assert caught.value.request_id == "srv-9"
    assert json.loads(caught.value.response.content)["data"]["title"] == "Replace firewall"


@pytest.mark.parametrize(
    ("content", "message"),
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
def test_decode_error_on_invalid_body(call: Call, server: Server, content: bytes, message: str) -> None:
    server.respond_with(httpx.Response(201, content=content))
    with pytest.raises(ResponseDecodeError) as caught:
        call(lambda m: m.planner.create_planner_item(title="x"), strict=True)
    assert message in str(caught.value)
    assert caught.value.response.content == content


def test_unknown_fields_and_enum_values_kept(call: Call, server: Server) -> None:
    data = planner_item_detail(status="Blocked", colour="red")
    server.respond_with(envelope(data, 201))
    item = call(lambda m: m.planner.create_planner_item(title="x"))
    assert item.additional_properties == {"colour": "red"}
    assert not item.status.is_known
    assert item.status == "Blocked"
    assert item.to_dict() == data


def test_absent_field_reads_as_none(call: Call, server: Server) -> None:
    """Write it back as absent."""
    data = {"id": COMPANY, "title": None}
    server.respond_with(envelope(data))
    budget = call(lambda m: m.budgets.get_budget(COMPANY))
    assert budget.title is None
    assert budget.notes is None
    assert budget.line_items is None
    assert budget.to_dict() == data
