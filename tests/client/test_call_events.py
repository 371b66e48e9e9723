"""Events of whole calls: the operation in each, and one `Finished` at the end, however a call ends."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import anyio
import httpx
import pytest
from fake_server import KEY, Call, Server, envelope, error_response, planner_item_detail

from msportal_client import (
    APIConnectionError,
    AuthenticationError,
    BadRequestError,
    MSPortal,
    RateLimitError,
    RequestOptions,
    RequestValidationError,
    ResponseDecodeError,
    RetryPolicy,
)
from msportal_client._runtime.api import API
from msportal_client._runtime.clients import APIClient, AsyncAPIClient
from msportal_client._runtime.operation import Operation
from msportal_client.events import Event, Finished, RequestSent, ResponseMismatch, ResponseReceived

URL = "https://app.msportal.ai/api/public/v1/planner/items"
ONCE = RetryPolicy.never()


@pytest.fixture
def events() -> list[Event]:
    return []


def create(**fields: Any) -> Callable[[Any], Any]:
    return lambda m: m.planner.create_planner_item(**({"title": "x"} | fields))


def last(events: list[Event]) -> Finished:
    """Return the last event; it is the only one of its kind."""
    (finished,) = [event for event in events if isinstance(event, Finished)]
    assert finished is events[-1]
    return finished


def test_success(call: Call, server: Server, events: list[Event]) -> None:
    server.respond_with(envelope(planner_item_detail(), 201))
    call(create(options=RequestOptions(request_id="mine")), on_event=events.append)
    assert [type(event) for event in events] == [RequestSent, ResponseReceived, Finished]
    assert {(event.operation, event.method, event.url, event.request_id) for event in events} == {
        ("create_planner_item", "POST", URL, "mine")
    }
    finished = last(events)
    assert (finished.status_code, finished.error, finished.attempts) == (201, None, 1)
    assert 0 <= finished.waited <= finished.seconds < 5


def test_refused_arguments(call: Call, server: Server, events: list[Event]) -> None:
    with pytest.raises(RequestValidationError) as caught:
        call(create(title=""), on_event=events.append)
    finished = last(events)
    assert len(events) == 1
    assert finished.error is caught.value
    assert (finished.status_code, finished.attempts, finished.attempt, finished.waited) == (None, 0, 0, 0.0)
    assert (finished.operation, finished.method, finished.url) == ("create_planner_item", "POST", URL)
    assert finished.request_id == caught.value.request_id


def test_error_status(call: Call, server: Server, events: list[Event]) -> None:
    server.respond_with(httpx.Response(503), error_response(400, "No"))
    with pytest.raises(BadRequestError) as caught:
        call(
            lambda m: m.budgets.get_budget("0b8f6f4e-27b1-4f2b-8a0e-7b8f0ce1b7a2"),
            on_event=events.append,
            retry=RetryPolicy(backoff=0.01, jitter=lambda: 1.0),
        )
    finished = last(events)
    assert finished.error is caught.value
    assert (finished.status_code, finished.attempts) == (400, 2)
    assert 0.005 < finished.waited <= finished.seconds


def test_connection_error_after_status(call: Call, server: Server, events: list[Event]) -> None:
    def reset(_: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    server.respond_with(httpx.Response(429, headers={"retry-after-ms": "600"}), reset)
    with pytest.raises(APIConnectionError) as caught:
        call(create(), on_event=events.append, retry=RetryPolicy(max_attempts=2))
    finished = last(events)
    assert finished.error is caught.value
    assert (finished.status_code, finished.attempts) == (None, 2)


def test_undecodable_body(call: Call, server: Server, events: list[Event]) -> None:
    server.respond_with(httpx.Response(201, content=b"<html>"))
    with pytest.raises(ResponseDecodeError) as caught:
        call(create(), on_event=events.append)
    finished = last(events)
    assert (finished.status_code, finished.error, finished.attempts) == (201, caught.value, 1)


def test_mismatches_come_before(call: Call, server: Server, events: list[Event]) -> None:
    server.respond_with(envelope(planner_item_detail(dueDate="soon"), 201))
    call(create(), on_event=events.append)
    mismatch = events[-2]
    assert isinstance(mismatch, ResponseMismatch)
    assert (mismatch.operation, mismatch.attempt, mismatch.field) == ("create_planner_item", 0, "data.dueDate")
    assert last(events).error is None


def test_error_of_handler_loses_no_result(call: Call, server: Server, caplog: pytest.LogCaptureFixture) -> None:
    def fail(event: Event) -> None:
        raise ValueError(event.operation)

    server.respond_with(envelope(planner_item_detail(), 201), error_response(400, "No"))
    assert call(create(), on_event=fail).title == "Replace firewall"
    with pytest.raises(BadRequestError):
        call(create(), on_event=fail)
    assert {record.levelno for record in caplog.records} == {logging.ERROR}
    assert {vars(record)["operation"] for record in caplog.records} == {"create_planner_item"}
    assert KEY not in caplog.text


def test_calls_of_pager(call: Call, server: Server, events: list[Event]) -> None:
    def page(request: httpx.Request) -> httpx.Response:
        number = int(request.url.params.get("page", 1))
        at = {"page": number, "limit": 1, "totalCount": 2, "totalPages": 2, "hasNextPage": number < 2, "hasPrevPage": False}  # fmt: skip
        return httpx.Response(200, json={"data": [], "pagination": at})

    server.respond_with(page)
    call(lambda m: m.planner.list_planner_items().collect(), on_event=events.append)
    assert [event.operation for event in events if isinstance(event, Finished)] == ["list_planner_items"] * 2


class TestRateLimitErrors:
    """Each `RateLimitError` speaks of its own response, or of none."""

    SPENT = {  # noqa: RUF012 - a constant
        "date": "Sat, 21 Nov 2026 09:30:00 GMT",
        "x-ratelimit-limit": "60",
        "x-ratelimit-remaining": "0",
        "x-ratelimit-reset": "2026-11-21T09:30:41Z",
    }

    def fail(self, call: Call, server: Server, headers: dict[str, str], status: int = 429) -> RateLimitError:
        server.respond_with(httpx.Response(status, headers=headers, json={"error": "slow down"}))
        with pytest.raises(RateLimitError) as caught:
            call(create(), retry=ONCE)
        return caught.value

    @pytest.mark.parametrize(
        ("headers", "seconds"),
        [
            ({}, None),
            ({"retry-after": "7"}, 7),
            (SPENT, 41),
            (SPENT | {"retry-after": "1"}, 41),
            (SPENT | {"x-ratelimit-remaining": "9", "retry-after": "3"}, 3),
            (SPENT | {"x-ratelimit-remaining": "9"}, 41),
            (SPENT | {"x-ratelimit-reset": "2026-11-21T09:29:00Z", "retry-after": "5"}, 5),
            ({"ratelimit": '"default";r=0;t=30'}, 30),
        ],
    )
    def test_retry_after(self, call: Call, server: Server, headers: dict[str, str], seconds: float | None) -> None:
        error = self.fail(call, server, headers)
        assert error.retry_after == seconds
        assert error.response is not None
        assert error.response.json() == {"error": "slow down"}
        assert error.status_code == 429

    def test_unsent(self, server: Server) -> None:
        spent = self.SPENT | {"x-ratelimit-reset": "2999-01-01T00:00:00Z", "x-request-id": "older"}
        reset = {"x-ratelimit-reset": "2026-11-21T09:30:41Z"}
        server.respond_with(httpx.Response(201, headers=spent | reset, json={"data": planner_item_detail()}))
        with MSPortal(KEY, transport=httpx.MockTransport(server.handle), retry=ONCE) as msportal:
            create()(msportal)
            with pytest.raises(RateLimitError, match="nothing was sent") as caught:
                create()(msportal)
        error = caught.value
        assert error.response is None
        assert error.request_id not in {"", "older"}
        assert (error.status_code, error.limit, error.remaining, error.method, error.url) == (429, 60, 0, "POST", URL)
        assert error.retry_after == pytest.approx(41, abs=2.5)
        assert len(server.requests) == 1


class Client(APIClient):
    _api = API("Acme", "https://acme.example", "ACME_TOKEN", "ACME_BASE_URL")


class AsyncClient(AsyncAPIClient):
    _api = API("Acme", "https://acme.example", "ACME_TOKEN", "ACME_BASE_URL")


THING: Operation[Any] = Operation("get_thing", "GET", "/thing", dict[str, Any])


class TestNewToken:
    """A call that is sent again with a new token is one call."""

    def send(self, kind: str, server: Server, events: list[Event]) -> None:
        tokens = iter(["token-one", "token-two", "token-three"])
        settings: Any = {"transport": httpx.MockTransport(server.handle), "on_event": events.append}

        async def send_async() -> None:
            async with AsyncClient(lambda: next(tokens), **settings) as acme:
                await acme.send(THING, {})

        if kind == "async":
            anyio.run(send_async)
        else:
            with Client(lambda: next(tokens), **settings) as acme:
                acme.send(THING, {})

    @pytest.mark.parametrize("kind", ["async", "sync"])
    def test_accepted(self, kind: str, server: Server, events: list[Event]) -> None:
        server.respond_with(httpx.Response(401), httpx.Response(200, json={}))
        self.send(kind, server, events)
        finished = last(events)
        assert (finished.status_code, finished.error, finished.attempts) == (200, None, 2)
        assert [event.attempt for event in events] == [1, 1, 2, 2, 2]

    @pytest.mark.parametrize("kind", ["async", "sync"])
    def test_refused(self, kind: str, server: Server, events: list[Event]) -> None:
        server.respond_with(httpx.Response(401))
        with pytest.raises(AuthenticationError):
            self.send(kind, server, events)
        finished = last(events)
        assert (finished.status_code, finished.attempts) == (401, 2)
        assert isinstance(finished.error, AuthenticationError)
