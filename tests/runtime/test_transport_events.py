"""Events, log lines and errors of the transport, and the API key absent from them."""

from __future__ import annotations

import logging
import re
import socket
from functools import partial

import anyio
import httpx
import pytest
import trio
from runtime.apis import MSPORTAL
from runtime.scripted_server import KEY, ScriptedServer, respond, respond_200, respond_429, send
from runtime.simulation import request, run_virtual

from msportal_client._runtime.call import Request
from msportal_client._runtime.transport import AsyncTransport, SyncTransport
from msportal_client.errors import APIConnectionError, RateLimitError
from msportal_client.events import Event, Finished, RequestSent, ResponseReceived, Retrying, Waiting
from msportal_client.retry import RetryPolicy


def test_on_event_receives_each_step() -> None:
    events: list[Event] = []

    send(ScriptedServer(respond_429(42), respond_200()), on_event=events.append)

    kinds = [type(event) for event in events]
    assert kinds == [RequestSent, ResponseReceived, Retrying, Waiting, RequestSent, ResponseReceived, Finished]
    assert [event.attempt for event in events] == [1, 1, 1, 2, 2, 2, 2]
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
    assert [record.levelname for record in caplog.records] == ["ERROR"] * 3
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


class TestWaitsAreLogged:
    """Waits of a second or more are logged at INFO, at most once in five seconds."""

    def lines(self, caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
        return [record for record in caplog.records if record.levelno == logging.INFO]

    def test_wait_for_quota(self, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level(logging.INFO, "msportal_client")

        send(ScriptedServer(respond_429(42), respond_200()))

        (record,) = self.lines(caplog)
        assert re.fullmatch(
            r"1 call waits until \d\d:\d\d:\d\d UTC \(4[23]\.\d s\): the quota is spent.*", record.getMessage()
        )
        fields = vars(record)
        assert fields["seconds"] == pytest.approx(42, abs=1.1)
        assert (fields["request_id"], fields["attempt"], fields["status"]) == ("request-0", 2, None)

    def test_many_calls_one_line(self, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level(logging.INFO, "msportal_client")

        class Slow(ScriptedServer):
            async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
                await trio.sleep(0.1)
                return await super().handle_async_request(request)

        async def main() -> None:
            server = Slow(*[respond_200(remaining) for remaining in (4, 3, 2, 1, 0)], respond_200())
            transport = AsyncTransport(server, api=MSPORTAL, headers={}, clock=trio.current_time)
            async with trio.open_nursery() as nursery:
                for number in range(20):
                    nursery.start_soon(partial(transport.send, request(number), timeout=30, retry=RetryPolicy()))
            assert transport.shared.waiting == set()

        run_virtual(main)

        first, *others = self.lines(caplog)
        assert first.getMessage().startswith("15 calls wait until")
        assert others == []

    def test_again_after_five_seconds(self, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level(logging.INFO, "msportal_client")

        async def main() -> None:
            server = ScriptedServer(respond(503, retry_after="2"))
            transport = AsyncTransport(server, api=MSPORTAL, headers={}, clock=trio.current_time)
            for number in range(10):
                sent = Request("GET", "https://x.test/", {}, None, str(number))
                await transport.send(sent, timeout=30, retry=RetryPolicy(max_attempts=2))

        run_virtual(main)

        lines = self.lines(caplog)
        assert len(lines) == 4  # After 0, 6, 12 and 18 seconds of 20.
        assert {line.getMessage().partition(" until")[0] for line in lines} == {"1 call waits"}
        assert "503" in lines[0].getMessage()

    @pytest.mark.parametrize("seconds", ["0.9", "0.5"])
    def test_short_wait_unlogged(self, caplog: pytest.LogCaptureFixture, seconds: str) -> None:
        caplog.set_level(logging.INFO, "msportal_client")

        send(
            ScriptedServer(respond(503, retry_after=seconds), respond_200()),
            sent=Request("GET", "https://x.test/", {}, None, "id"),
        )

        assert self.lines(caplog) == []


def test_every_log_record_has_fields(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "msportal_client")

    def broken(event: Event) -> None:
        raise KeyError(type(event).__name__)

    send(ScriptedServer(respond_429(42), respond(503, retry_after="3"), respond_200()), on_event=broken)

    records = [record for record in caplog.records if record.name == "msportal_client"]
    assert len(records) > 10
    for record in records:
        "{operation} {request_id} {status} {seconds} {attempt}".format_map(vars(record))
    assert {vars(record)["request_id"] for record in records} == {"request-0"}
    assert {vars(record)["status"] for record in records} == {None, 200, 429, 503} - {200}


class TestFinished:
    """Each call ends with one `Finished`."""

    def test_retried_call(self) -> None:
        events: list[Event] = []

        send(ScriptedServer(respond_429(42), respond(503), respond_200()), on_event=events.append)

        (finished,) = [event for event in events if isinstance(event, Finished)]
        assert finished is events[-1]
        assert (finished.status_code, finished.error, finished.attempts) == (503, None, 2)
        assert finished.waited == pytest.approx(42, abs=1.1)
        assert finished.seconds == pytest.approx(42, abs=1.1)

    @pytest.mark.parametrize("begun", [0, 1])
    def test_cancelled_call(self, begun: int) -> None:
        """It is cancelled while it waits for the quota, and while it waits for the response."""
        events: list[Event] = []

        class Slow(ScriptedServer):
            async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
                if self.requests:
                    await trio.sleep(20)
                return await super().handle_async_request(request)

        async def main() -> None:
            server = Slow(respond_200(remaining=begun))
            transport = AsyncTransport(
                server, api=MSPORTAL, headers={}, on_event=events.append, clock=trio.current_time
            )
            await transport.send(request(), timeout=30, retry=RetryPolicy())
            with trio.move_on_after(7):
                await transport.send(request(2), timeout=30, retry=RetryPolicy())
            assert transport.shared.waiting == set()

        run_virtual(main)

        _, finished = [event for event in events if isinstance(event, Finished)]
        assert isinstance(finished.error, trio.Cancelled)
        assert (finished.request_id, finished.attempts, finished.status_code) == ("request-2", begun, None)
        assert finished.seconds == pytest.approx(7)
        assert finished.waited == pytest.approx(0 if begun else 7)

    @pytest.mark.parametrize("kind", ["async", "sync"])
    def test_closed_client(self, kind: str) -> None:
        events: list[Event] = []

        async def send_async() -> None:
            transport = AsyncTransport(api=MSPORTAL, headers={}, on_event=events.append)
            await transport.aclose()
            await transport.send(request(), timeout=1, retry=RetryPolicy())

        def send_sync() -> None:
            transport = SyncTransport(api=MSPORTAL, headers={}, on_event=events.append)
            transport.close()
            transport.send(request(), timeout=1, retry=RetryPolicy())

        with pytest.raises(RuntimeError, match="closed"):
            anyio.run(send_async) if kind == "async" else send_sync()
        (finished,) = events
        assert isinstance(finished, Finished)
        assert isinstance(finished.error, RuntimeError)
        assert finished.attempts == 0

    def test_unsent_call(self) -> None:
        events: list[Event] = []

        async def main() -> None:
            server = ScriptedServer(respond_200(remaining=0))
            transport = AsyncTransport(
                server, api=MSPORTAL, headers={}, on_event=events.append, clock=trio.current_time
            )
            await transport.send(request(), timeout=30, retry=RetryPolicy())
            with pytest.raises(RateLimitError):
                await transport.send(request(2), timeout=30, retry=RetryPolicy.never())

        run_virtual(main)

        finished = events[-1]
        assert isinstance(finished, Finished)
        assert isinstance(finished.error, RateLimitError)
        assert (finished.attempts, finished.attempt, finished.status_code) == (0, 0, None)


@pytest.mark.parametrize("handler", ["function", "object"])
def test_coroutine_function_refused_as_on_event(handler: str) -> None:
    async def handle(event: Event) -> None: ...

    class Handler:
        async def __call__(self, event: Event) -> None: ...

    with pytest.raises(TypeError, match="nothing would await it"):
        AsyncTransport(api=MSPORTAL, headers={}, on_event=handle if handler == "function" else Handler())  # type: ignore[arg-type]


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
