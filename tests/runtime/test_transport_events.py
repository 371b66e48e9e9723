"""Events, log lines and errors of the transport, and the API key absent from them."""

from __future__ import annotations

import logging
import socket

import anyio
import pytest
import trio
from runtime.apis import MSPORTAL
from runtime.scripted_server import KEY, ScriptedServer, respond_200, respond_429, send
from runtime.simulation import request, run_virtual

from msportal_client._runtime.call import Request
from msportal_client._runtime.transport import AsyncTransport, SyncTransport
from msportal_client.errors import APIConnectionError
from msportal_client.events import Event, RequestSent, ResponseReceived, Retrying, Waiting
from msportal_client.retry import RetryPolicy


def test_on_event_receives_each_step() -> None:
    events: list[Event] = []

    send(ScriptedServer(respond_429(42), respond_200()), on_event=events.append)

    kinds = [type(event) for event in events]
    assert kinds == [RequestSent, ResponseReceived, Retrying, Waiting, RequestSent, ResponseReceived]
    assert [event.attempt for event in events] == [1, 1, 1, 2, 2, 2]
    assert {event.request_id for event in events} == {"request-0"}
    received, retrying, waiting = events[1:4]
    assert isinstance(received, ResponseReceived)
    assert isinstance(retrying, Retrying)
    assert isinstance(waiting, Waiting)
    assert received.status_code == 429
    assert received.rate_limit is not None
    assert received.rate_limit.remaining == 0
    assert retrying.seconds == pytest.approx(42, abs=1.1)
    assert waiting.until is not None
    assert waiting.seconds == pytest.approx(42, abs=1.1)
    assert KEY not in repr(events)


def test_on_event_error_logged(caplog: pytest.LogCaptureFixture) -> None:
    """The call goes on."""

    def broken(event: Event) -> None:
        raise KeyError(type(event).__name__)

    assert send(ScriptedServer(respond_200()), on_event=broken).status_code == 200
    assert [record.levelname for record in caplog.records] == ["ERROR", "ERROR"]
    assert "on_event raised on RequestSent" in caplog.text


def test_log_names_request_and_wait(caplog: pytest.LogCaptureFixture) -> None:
    """Log neither the key nor the body."""
    caplog.set_level(logging.DEBUG, "msportal_client")

    send(ScriptedServer(respond_429(42), respond_200()))

    lines = [record.getMessage() for record in caplog.records if record.name == "msportal_client"]
    assert "request-0" in lines[0]
    assert any("429 after" in line for line in lines)
    assert any("waits until" in line and "the quota is spent" in line for line in lines)
    assert KEY not in caplog.text
    assert "slow down" not in caplog.text


def test_rate_limit_follows_responses() -> None:
    async def main() -> None:
        transport = AsyncTransport(
            ScriptedServer(respond_200(59), respond_200(58)), api=MSPORTAL, headers={}, clock=trio.current_time
        )
        before = transport.rate_limit
        assert before is None
        for remaining in (59, 58):
            await transport.send(request(), timeout=30, retry=RetryPolicy())
            assert transport.rate_limit is not None
            assert transport.rate_limit.remaining == remaining

    run_virtual(main)


@pytest.mark.parametrize("bad", ["swordfish\r\nX-Evil: 1", "swordfish\u2026"])
@pytest.mark.parametrize("kind", ["async", "sync"])
def test_api_key_absent_from_errors(bad: str, kind: str) -> None:
    """Hide a key that makes the request invalid."""

    async def send_async(sent: Request) -> None:
        transport = AsyncTransport(api=MSPORTAL, headers={"Authorization": bad})
        try:
            await transport.send(sent, timeout=1, retry=RetryPolicy())
        finally:
            await transport.aclose()

    def send_sync(sent: Request) -> None:
        transport = SyncTransport(api=MSPORTAL, headers={"Authorization": bad})
        try:
            transport.send(sent, timeout=1, retry=RetryPolicy())
        finally:
            transport.close()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        sent = Request("POST", f"http://127.0.0.1:{listener.getsockname()[1]}/", {}, b"{}", "my-id")
        with pytest.raises(APIConnectionError) as caught:
            anyio.run(send_async, sent) if kind == "async" else send_sync(sent)

    assert "cannot be sent over HTTP" in str(caught.value)
    error: BaseException | None = caught.value
    while error is not None:
        assert "swordfish" not in repr(error) + str(error)
        error = error.__cause__ or error.__context__


def test_api_key_absent_from_transport_repr() -> None:
    for transport in (
        AsyncTransport(api=MSPORTAL, headers={"Authorization": KEY}),
        SyncTransport(api=MSPORTAL, headers={"Authorization": KEY}),
    ):
        assert "secret" not in repr(transport) + repr(vars(transport))
