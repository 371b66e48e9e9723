"""Values that break their schema: kept and reported by default, an error with strict=True."""

from __future__ import annotations

import copy
import json
import logging
import uuid
from typing import Any

import httpx
import pytest
from fake_server import Call, Server, envelope, page_response, planner_item, planner_item_detail

from msportal_client import AsyncMSPortal, RequestOptions, ResponseDecodeError
from msportal_client._runtime import lenient
from msportal_client.api.planner import create_planner_item
from msportal_client.events import Event, ResponseMismatch
from msportal_client.models import CreatePlannerItemRequest, PlannerItemDetail

GOAL = {"id": "0b8f6f4e-27b1-4f2b-8a0e-7b8f0ce1b7a2", "title": "a", "customTitle": None}
BODY = CreatePlannerItemRequest(title="x")
LENIENT, STRICT = RequestOptions(strict=False), RequestOptions(strict=True)


def create(msportal: Any, options: RequestOptions | None = None) -> Any:
    """Send a request and return the whole response."""
    if isinstance(msportal, AsyncMSPortal):
        return create_planner_item.asyncio_detailed(client=msportal, body=BODY, options=options)
    return create_planner_item.sync_detailed(client=msportal, body=BODY, options=options)


def without(*names: str) -> dict[str, Any]:
    return {name: value for name, value in planner_item_detail().items() if name not in names}


def places(response: Any) -> list[str]:
    """Return the sorted places of the mismatches."""
    return sorted(mismatch.field for mismatch in response.mismatches)


def test_valid_body_has_no_mismatches(call: Call, server: Server, caplog: pytest.LogCaptureFixture) -> None:
    server.respond_with(envelope(planner_item_detail(linkedGoals=[GOAL]), 201))
    assert call(create).mismatches == ()
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


@pytest.mark.parametrize(
    ("change", "attribute", "place", "message"),
    [
        ({"id": "7"}, "id", "data.id", "'7'"),
        ({"createdAt": "yesterday"}, "created_at", "data.createdAt", "'yesterday'"),
        ({"createdAt": "2026-11-21T09:30:00"}, "created_at", "data.createdAt", "no offset"),
        ({"createdAt": None}, "created_at", "data.createdAt", "null"),
        ({"dueDate": 5}, "due_date", "data.dueDate", "5"),
        ({"status": 5}, "status", "data.status", "5"),
        ({"status": []}, "status", "data.status", "an array"),
        ({"company": "Contoso"}, "company", "data.company", "expected an object, not 'Contoso'"),
        ({"company": [1]}, "company", "data.company", "expected an object, not an array"),
        ({"linkedGoals": {}}, "linked_goals", "data.linkedGoals", "expected an array, not an object"),
        ({"tags": "a,b"}, "tags", "data.tags", "expected an array, not 'a,b'"),
    ],
)
def test_bad_value_kept_and_reported(  # noqa: PLR0917 - fixtures, and the columns of a table
    call: Call, server: Server, change: dict[str, Any], attribute: str, place: str, message: str
) -> None:
    server.respond_with(envelope(planner_item_detail(**change), 201))
    response = call(create)
    (mismatch,) = response.mismatches
    assert mismatch.field == place
    assert message in mismatch.message
    item = response.parsed.data
    assert isinstance(item, PlannerItemDetail)
    assert getattr(item, attribute) == next(iter(change.values()))
    assert item.title == "Replace firewall"


def test_bad_value_in_nested_array(call: Call, server: Server) -> None:
    server.respond_with(envelope(planner_item_detail(linkedGoals=[GOAL, {**GOAL, "id": "7"}, "x"]), 201))
    response = call(create)
    goals = response.parsed.data.linked_goals
    assert places(response) == ["data.linkedGoals[1].id", "data.linkedGoals[2]"]
    assert goals[0].id == uuid.UUID(GOAL["id"] or "")
    assert goals[1].id == "7"
    assert goals[1].title == "a"
    assert goals[2] == "x"


def test_bad_value_in_nested_object(call: Call, server: Server) -> None:
    server.respond_with(envelope(planner_item_detail(company={"id": 7, "name": "Contoso"}), 201))
    response = call(create)
    assert places(response) == ["data.company.id"]
    assert (response.parsed.data.company.id, response.parsed.data.company.name) == (7, "Contoso")


def test_several_mismatches_all_reported(call: Call, server: Server) -> None:
    data = planner_item_detail(id="7", createdAt="x", updatedAt="x", linkedGoals=[{**GOAL, "id": 1}])
    server.respond_with(envelope(data, 201))
    response = call(create)
    assert places(response) == ["data.createdAt", "data.id", "data.linkedGoals[0].id", "data.updatedAt"]


@pytest.mark.parametrize(
    ("name", "attribute"),
    [("id", "id"), ("title", "title"), ("company", "company"), ("linkedGoals", "linked_goals")],
)
def test_absent_required_field_is_none(call: Call, server: Server, name: str, attribute: str) -> None:
    server.respond_with(envelope(without(name), 201))
    response = call(create)
    assert getattr(response.parsed.data, attribute) is None
    assert response.mismatches == ((f"data.{name}", "is missing"),)


def test_bad_values_in_page(call: Call, server: Server) -> None:
    server.respond_with(page_response([planner_item(), planner_item(createdAt="x"), 5]))
    page = call(lambda m: m.planner.list_planner_items().first())
    assert places(page.response) == ["data[1].createdAt", "data[2]"]
    assert page.data[1].created_at == "x"
    assert page.data[2] == 5


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({}, "data: is missing"),
        ({"data": "x"}, "data: expected an object, not 'x'"),
        ({"data": None}, "data: is null, which the schema does not allow"),
        ({"data": []}, "data: expected an object, not an array"),
        ([], "expected an object, not an array"),
        (None, "expected an object, not null"),
    ],
)
def test_wrong_envelope_is_decode_error(call: Call, server: Server, body: Any, message: str) -> None:
    """There is no item to return."""
    server.respond_with(httpx.Response(201, content=json.dumps(body).encode()))
    with pytest.raises(ResponseDecodeError) as caught:
        call(create)
    assert message in str(caught.value)
    assert json.loads(caught.value.response.content) == body


@pytest.mark.parametrize("data", [{}, {"a": 1}, "x", None])
def test_data_of_page_not_array_is_decode_error(call: Call, server: Server, data: Any) -> None:
    server.respond_with(httpx.Response(200, json={**json.loads(page_response([]).content), "data": data}))
    with pytest.raises(ResponseDecodeError, match=r"data: (expected an array|is null)"):
        call(lambda m: m.planner.list_planner_items().first())


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize("content", [b"", b"<html>", b'{"data": ', b"[" * 100_000])
def test_invalid_json_is_decode_error(call: Call, server: Server, content: bytes, strict: bool) -> None:
    server.respond_with(httpx.Response(201, content=content))
    with pytest.raises(ResponseDecodeError, match=r"the body is (empty|not JSON)"):
        call(create, strict=strict)


@pytest.mark.parametrize("client", [{}, {"strict": False}], ids=["default", "lenient"])
def test_strict_option_overrides_lenient_client(call: Call, server: Server, client: dict[str, Any]) -> None:
    server.respond_with(envelope(planner_item_detail(createdAt="x"), 201))
    assert call(create, **client).parsed.data.created_at == "x"
    with pytest.raises(ResponseDecodeError) as caught:
        call(lambda m: create(m, STRICT), **client)
    assert caught.value.field == "data.createdAt"


def test_lenient_option_overrides_strict_client(call: Call, server: Server) -> None:
    server.respond_with(envelope(planner_item_detail(createdAt="x"), 201))
    with pytest.raises(ResponseDecodeError):
        call(create, strict=True)
    with pytest.raises(ResponseDecodeError):
        call(lambda m: create(m, RequestOptions()), strict=True)
    assert call(lambda m: create(m, LENIENT), strict=True).parsed.data.created_at == "x"


def sent_twice(msportal: Any) -> Any:
    """Send a request two times and return the first response."""
    if not isinstance(msportal, AsyncMSPortal):
        return [create(msportal), create(msportal)][0]

    async def both() -> Any:
        return [await create(msportal), await create(msportal)][0]

    return both()


def warnings(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [
        record.getMessage()
        for record in caplog.records
        if record.levelno == logging.WARNING and record.name.split(".")[0] == "msportal_client"
    ]


def test_one_warning_for_each_place_and_client(call: Call, server: Server, caplog: pytest.LogCaptureFixture) -> None:
    server.respond_with(envelope(planner_item_detail(id="7", createdAt="x"), 201))
    call(sent_twice)
    logged = warnings(caplog)
    assert len(logged) == 2
    assert sorted("data.createdAt" in text for text in logged) == [False, True]
    assert sorted("data.id" in text for text in logged) == [False, True]
    call(create)
    assert len(warnings(caplog)) == 4


def test_one_warning_for_items_of_array(call: Call, server: Server, caplog: pytest.LogCaptureFixture) -> None:
    """The index does not make another place."""
    server.respond_with(page_response([planner_item(createdAt="x")] * 3))
    call(lambda m: m.planner.list_planner_items().first())
    assert len(warnings(caplog)) == 1


def test_event_for_each_mismatch(call: Call, server: Server) -> None:
    """Emit them for each call, unlike the warnings."""
    server.respond_with(envelope(planner_item_detail(id="7", createdAt="x"), 201))
    events: list[Event] = []
    response = call(sent_twice, on_event=events.append)
    found = [event for event in events if isinstance(event, ResponseMismatch)]
    assert [(event.field, event.message) for event in found] == [*response.mismatches] * 2
    assert {event.method for event in found} == {"POST"}
    assert {event.attempt for event in found} == {0}
    assert [event.request_id for event in found[::2]] == [r.headers["X-Request-ID"] for r in server.requests]


def test_strict_reading_emits_no_mismatch(call: Call, server: Server, caplog: pytest.LogCaptureFixture) -> None:
    server.respond_with(envelope(planner_item_detail(id="7"), 201))
    events: list[Event] = []
    with pytest.raises(ResponseDecodeError):
        call(create, on_event=events.append, strict=True)
    assert not [event for event in events if isinstance(event, ResponseMismatch)]
    assert warnings(caplog) == []


ODD_VALUES: list[Any] = ["x", 5, None, [], True, [1], [None], 1.5, [["x"]], "", 0, False, {}, {"id": 5}, [{}]]


@pytest.mark.parametrize("value", ODD_VALUES, ids=repr)
def test_lenient_model_writes_same_json(call: Call, server: Server, value: Any) -> None:
    """Try the value in each field alone, and in all fields at once."""
    bodies = [planner_item_detail(**{name: value}) for name in planner_item_detail()]
    bodies.append(dict.fromkeys(planner_item_detail(), value))
    for data in bodies:
        server.respond_with(envelope(data, 201))
        assert json.dumps(call(create).parsed.data.to_dict(), sort_keys=True) == json.dumps(data, sort_keys=True)


def test_lenient_model_leaves_out_absent_fields(call: Call, server: Server) -> None:
    """A field that did not come is not written as null, unless it is set; one that came as null is."""
    data: dict[str, Any] = {"title": None, "linkedGoals": [{}], "company": {"name": "x"}}
    server.respond_with(envelope(data, 201))
    item = call(create).parsed.data
    assert item.to_dict() == data
    item.hours = 3
    assert copy.deepcopy(item).to_dict() == {**data, "hours": 3}


def test_lenient_model_writes_unknown_fields(call: Call, server: Server) -> None:
    data = planner_item_detail(createdAt="x", colour="red", linkedGoals=[{**GOAL, "id": 7, "colour": "blue"}])
    server.respond_with(envelope(data, 201))
    assert call(create).parsed.data.to_dict() == data


def broken_item(count: int) -> dict[str, Any]:
    lists = ("linkedGoals", "linkedCompliance", "linkedProjects", "linkedOpportunities", "linkedSecureScore")
    dates = ("startDate", "dueDate", "endDate", "createdAt", "updatedAt")
    return {
        **planner_item_detail(),
        **dict.fromkeys(dates, "x"),
        "id": 5,
        "company": "x",
        **{name: [{"id": 5} for _ in range(count)] for name in lists},
    }


def test_many_bad_objects_read_in_bounded_work(call: Call, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read each bad object once more, however many there are."""
    counted = 0
    count_one = lenient.Reading.count

    def count(self: lenient.Reading, error: Exception) -> None:
        nonlocal counted
        counted += 1
        count_one(self, error)

    monkeypatch.setattr(lenient.Reading, "count", count)
    server.respond_with(envelope(broken_item(40), 201))
    response = call(create)
    assert len(response.mismatches) >= 200
    assert response.parsed.data.linked_goals[39].id == 5
    assert counted == 201  # the item and what is linked to it


def test_too_many_bad_objects_is_decode_error(call: Call, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading stops at the bound."""
    monkeypatch.setattr(lenient, "_MOST_OBJECTS", 100)
    server.respond_with(envelope(broken_item(40), 201))
    with pytest.raises(ResponseDecodeError, match="too much of the body breaks the schema"):
        call(create)
