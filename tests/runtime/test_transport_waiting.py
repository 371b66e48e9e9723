"""How a call waits and goes out again: what is sent, when, what is told of it, and what is raised. Virtual time."""

from __future__ import annotations

import logging
import socket
import threading
import time
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from email.utils import formatdate

import anyio
import httpx
import pytest
import trio
from runtime.simulation import EPOCH, request, run_virtual

from msportal_client._runtime.transport import AsyncTransport, SyncTransport
from msportal_client.errors import APIConnectionError, APITimeoutError, RateLimitError
from msportal_client.events import Event, RequestSent, ResponseReceived, Retrying, Waiting
from msportal_client.retry import Attempt, Decision, RetryPolicy
from msportal_client.types import Request, Response

KEY = "Bearer msp_secret"
AHEAD = 7200.5


def quota(remaining: int, resets_in: float) -> dict[str, str]:
    """The headers of a server whose clock is two hours ahead."""
    now = EPOCH + trio.current_time() + AHEAD
    return {
        "date": formatdate(now, usegmt=True),
        "x-request-id": "from-the-server",
        "x-ratelimit-limit": "60",
        "x-ratelimit-remaining": str(remaining),
        "x-ratelimit-reset": datetime.fromtimestamp(now + resets_in, UTC).isoformat(),
    }


Answer = Callable[[], httpx.Response]


def refuses(resets_in: float) -> Answer:
    return lambda: httpx.Response(429, headers=quota(0, resets_in), json={"error": "slow down"})


def serves(remaining: int = 59) -> Answer:
    return lambda: httpx.Response(200, headers=quota(remaining, 60), json={"data": 1})


def says(status: int, **headers: str) -> Answer:
    return lambda: httpx.Response(status, headers={name.replace("_", "-"): text for name, text in headers.items()})


def breaks(error: Exception) -> Answer:
    def answer() -> httpx.Response:
        raise error

    return answer


class Server(httpx.AsyncBaseTransport):
    """Gives the answers that it was given, and then the last one for good."""

    def __init__(self, *answers: Answer) -> None:
        self.answers = list(answers)
        self.requests: list[httpx.Request] = []
        self.times: list[float] = []
        self.open = 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        self.times.append(trio.current_time())
        answer = (self.answers.pop(0) if len(self.answers) > 1 else self.answers[0])()
        self.open += 1
        return httpx.Response(answer.status_code, headers=answer.headers, stream=Body(self, answer.content))


class Body(httpx.AsyncByteStream):
    def __init__(self, server: Server, content: bytes) -> None:
        self.server, self.content, self.closed = server, content, False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield self.content

    async def aclose(self) -> None:
        self.server.open -= not self.closed
        self.closed = True


def send(
    server: Server,
    *,
    retry: RetryPolicy | None = None,
    sent: Request | None = None,
    on_event: Callable[[Event], None] | None = None,
) -> Response[None]:
    async def main() -> Response[None]:
        transport = AsyncTransport(server, headers={"Authorization": KEY}, on_event=on_event, clock=trio.current_time)
        return await transport.send(sent or request(), timeout=30, retry=retry or RetryPolicy())

    return run_virtual(main)


def test_a_429_is_waited_out_by_the_servers_clock_and_the_post_sent_again() -> None:
    server = Server(refuses(42), serves())

    answer = send(server)

    assert answer.status_code == 200
    assert answer.request_id == "from-the-server"
    assert 42 <= server.times[1] <= 43.1


def test_the_second_attempt_is_the_first_one_again() -> None:
    server = Server(refuses(1), serves())
    sent = Request("POST", "https://x.test/a?b=c", {"Content-Type": "application/json"}, b'{"title": "x"}', "my-id")

    send(server, sent=sent)

    first, second = server.requests
    assert first.content == second.content == b'{"title": "x"}'
    assert first.headers == second.headers
    assert first.headers["x-request-id"] == "my-id"
    assert first.headers["content-type"] == "application/json"
    assert first.headers["authorization"] == KEY
    assert first.headers["host"] == "x.test"
    assert first.headers["content-length"] == "14"
    assert "cookie" not in first.headers


def test_what_is_not_kept_is_closed_before_the_wait() -> None:
    server = Server(refuses(30), serves())
    still_open: list[int] = []

    send(server, on_event=lambda event: still_open.append(server.open) if isinstance(event, Waiting) else None)

    assert still_open == [0]
    assert server.open == 0


def test_a_reset_beyond_max_wait_ends_the_call_with_the_answer_that_says_so() -> None:
    server = Server(refuses(91.5))

    answer = send(server)

    assert answer.status_code == 429
    assert len(server.requests) == 1


def test_and_the_next_call_is_not_even_sent() -> None:
    server = Server(refuses(3600))

    async def main() -> RateLimitError:
        transport = AsyncTransport(server, headers={"Authorization": KEY}, clock=trio.current_time)
        await transport.send(request(), timeout=30, retry=RetryPolicy())
        with pytest.raises(RateLimitError) as caught:
            await transport.send(request(2), timeout=30, retry=RetryPolicy())
        assert trio.current_time() == 0
        return caught.value

    error = run_virtual(main)

    assert len(server.requests) == 1
    assert (error.status_code, error.limit, error.remaining) == (429, 60, 0)
    assert error.reset_at == datetime.fromtimestamp(EPOCH + AHEAD + 3600, UTC)
    assert error.response.headers["x-ratelimit-remaining"] == "0"
    assert error.request_id == "request-2"
    assert "nothing was sent" in str(error)
    assert KEY not in str(error)


def test_never_does_not_wait_for_a_quota_that_a_success_has_shown_to_be_spent() -> None:
    server = Server(serves(remaining=0))

    async def main() -> None:
        transport = AsyncTransport(server, headers={}, clock=trio.current_time)
        assert (await transport.send(request(), timeout=30, retry=RetryPolicy.never())).status_code == 200
        with pytest.raises(RateLimitError) as caught:
            await transport.send(request(), timeout=30, retry=RetryPolicy.never())
        assert caught.value.status_code == 429

    run_virtual(main)
    assert len(server.requests) == 1


def test_never_waits_for_what_nobody_knows_yet() -> None:
    server = Server(serves(59), serves(58), serves(57))

    async def main() -> None:
        transport = AsyncTransport(server, headers={}, clock=trio.current_time)
        async with trio.open_nursery() as nursery:
            for number in range(3):
                nursery.start_soon(send_never, transport, number)

    async def send_never(transport: AsyncTransport, number: int) -> None:
        assert (await transport.send(request(number), timeout=30, retry=RetryPolicy.never())).status_code == 200

    run_virtual(main)
    assert len(server.requests) == 3


def test_total_timeout_bounds_waiting_in_line() -> None:
    server = Server(serves(remaining=0), serves())

    async def main() -> None:
        transport = AsyncTransport(server, headers={}, clock=trio.current_time)
        await transport.send(request(), timeout=30, retry=RetryPolicy())
        with pytest.raises(RateLimitError):
            await transport.send(request(), timeout=30, retry=RetryPolicy(total_timeout=59))
        await transport.send(request(), timeout=30, retry=RetryPolicy(total_timeout=63))

    run_virtual(main)


def test_total_timeout_bounds_the_wait_for_a_probe_without_an_answer() -> None:
    class Silent(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            await trio.sleep(1000)
            return httpx.Response(200)

    async def main() -> None:
        transport = AsyncTransport(Silent(), headers={}, clock=trio.current_time)
        async with trio.open_nursery() as nursery:
            nursery.start_soon(expect_timeout, transport, RetryPolicy(), 30.05)
            await trio.sleep(0.1)
            await expect_timeout(transport, RetryPolicy(total_timeout=0.5), 0.6)

    async def expect_timeout(transport: AsyncTransport, retry: RetryPolicy, at: float) -> None:
        with pytest.raises(APITimeoutError):
            await transport.send(request(), timeout=30, retry=retry)
        assert trio.current_time() == pytest.approx(at)

    run_virtual(main)


def test_total_timeout_bounds_an_attempt_too() -> None:
    class Slow(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            await trio.sleep(20)
            return httpx.Response(200)

    async def main() -> None:
        transport = AsyncTransport(Slow(), headers={}, clock=trio.current_time)
        with pytest.raises(APITimeoutError, match="within 5 s"):
            await transport.send(request(), timeout=30, retry=RetryPolicy(total_timeout=5))
        assert trio.current_time() == pytest.approx(5.05)

    run_virtual(main)


def test_429s_without_any_header_are_backed_off_from_and_given_up_after_max_wait() -> None:
    server = Server(says(429))

    answer = send(server, retry=RetryPolicy(jitter=lambda: 0.99))

    assert answer.status_code == 429
    assert 80 <= server.times[-1] <= 180
    assert len(server.requests) < 20


@pytest.mark.parametrize("after", ["7", formatdate(EPOCH + 7, usegmt=True)])
def test_retry_after_is_waited_for_where_there_is_no_reset(after: str) -> None:
    server = Server(says(429, retry_after=after, date=formatdate(EPOCH, usegmt=True)), serves())

    send(server)

    assert server.times[1] == pytest.approx(7, abs=0.01)


@pytest.mark.parametrize("status", [502, 503, 504])
def test_a_get_is_tried_three_times_and_a_post_once_where_the_gateway_has_no_server(status: int) -> None:
    for method, attempts in (("GET", 3), ("POST", 1)):
        server = Server(says(status))
        assert send(server, sent=request(method=method)).status_code == status
        assert len(server.requests) == attempts


@pytest.mark.parametrize(
    ("error", "attempts"),
    [
        (httpx.ConnectError("refused"), 3),
        (httpx.ConnectTimeout("slow"), 3),
        (httpx.PoolTimeout("full"), 3),
        (httpx.ReadError("reset"), 1),
        (httpx.WriteError("reset"), 1),
        (httpx.RemoteProtocolError("gone"), 1),
        (httpx.ReadTimeout("slow"), 1),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_post_is_sent_again_only_where_no_byte_of_it_was_sent(error: httpx.TransportError, attempts: int) -> None:
    server = Server(breaks(error))

    with pytest.raises(APIConnectionError) as caught:
        send(server)

    assert len(server.requests) == attempts
    assert caught.value.__cause__ is error
    assert isinstance(caught.value, APITimeoutError) == isinstance(error, httpx.TimeoutException)
    assert caught.value.request_id == "request-0"


def test_an_own_policy_decides() -> None:
    class Stubborn(RetryPolicy):
        def decide(self, attempt: Attempt) -> Decision:
            return Decision(1.0, "again") if attempt.status == 500 else Decision(None, "enough")

    server = Server(says(500), says(500), says(404))

    assert send(server, retry=Stubborn()).status_code == 404
    assert server.times == [0, 1, 2]


def test_a_call_that_was_refused_is_served_before_those_that_came_later() -> None:
    server = Server(refuses(30), serves(59), serves(58), serves(57))
    order: list[int] = []

    async def call(transport: AsyncTransport, number: int) -> None:
        await transport.send(request(number), timeout=30, retry=RetryPolicy())
        order.append(number)

    async def main() -> None:
        transport = AsyncTransport(server, headers={}, clock=trio.current_time)
        async with trio.open_nursery() as nursery:
            for number in range(3):
                nursery.start_soon(call, transport, number)
                await trio.sleep(0.001)

    run_virtual(main)
    assert order[0] == 0


def test_each_step_is_told_to_on_event() -> None:
    events: list[Event] = []

    send(Server(refuses(42), serves()), on_event=events.append)

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


def test_an_on_event_that_raises_is_logged_and_the_call_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    def broken(event: Event) -> None:
        raise KeyError(type(event).__name__)

    assert send(Server(serves()), on_event=broken).status_code == 200
    assert [record.levelname for record in caplog.records] == ["ERROR", "ERROR"]
    assert "on_event raised on RequestSent" in caplog.text


def test_the_log_says_what_happens_and_until_when_and_no_secret(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "msportal_client")

    send(Server(refuses(42), serves()))

    lines = [record.getMessage() for record in caplog.records if record.name == "msportal_client"]
    assert "request-0" in lines[0]
    assert any("429 after" in line for line in lines)
    assert any("waits until" in line and "the quota is spent" in line for line in lines)
    assert KEY not in caplog.text
    assert "slow down" not in caplog.text


def test_the_snapshot_follows_the_answers() -> None:
    async def main() -> None:
        transport = AsyncTransport(Server(serves(59), serves(58)), headers={}, clock=trio.current_time)
        before = transport.rate_limit
        assert before is None
        for remaining in (59, 58):
            await transport.send(request(), timeout=30, retry=RetryPolicy())
            assert transport.rate_limit is not None
            assert transport.rate_limit.remaining == remaining

    run_virtual(main)


def test_a_closed_transport_says_so_and_so_does_a_call_that_was_waiting() -> None:
    server = Server(serves(remaining=0))

    async def main() -> None:
        transport = AsyncTransport(server, headers={}, clock=trio.current_time)
        await transport.send(request(), timeout=30, retry=RetryPolicy())
        async with trio.open_nursery() as nursery:
            nursery.start_soon(expect_closed, transport)
            await trio.sleep(1)
            await transport.aclose()
        assert trio.current_time() == pytest.approx(1)
        await expect_closed(transport)

    async def expect_closed(transport: AsyncTransport) -> None:
        with pytest.raises(RuntimeError, match="this client is closed"):
            await transport.send(request(), timeout=30, retry=RetryPolicy())

    run_virtual(main)
    assert len(server.requests) == 1


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_a_second_event_loop_is_told_apart(backend: str) -> None:
    transport = AsyncTransport(httpx.MockTransport(lambda _: httpx.Response(200)), headers={})

    async def main() -> None:
        for _ in range(2):
            await transport.send(request(), timeout=30, retry=RetryPolicy())

    anyio.run(main, backend=backend)
    with pytest.raises(RuntimeError, match="another event loop"):
        anyio.run(main, backend=backend)


async def test_an_inner_transport_that_raises_something_else_loses_no_permit() -> None:
    def handle(request: httpx.Request) -> httpx.Response:
        if request.headers["x-request-id"] == "request-1":
            raise LookupError
        return httpx.Response(200, headers={"x-ratelimit-remaining": "5"})

    transport = AsyncTransport(httpx.MockTransport(handle), headers={})
    with pytest.raises(LookupError):
        await transport.send(request(1), timeout=30, retry=RetryPolicy())

    assert (await transport.send(request(2), timeout=30, retry=RetryPolicy())).status_code == 200


@pytest.mark.parametrize("bad", ["swordfish\r\nX-Evil: 1", "swordfish\u2026"])
@pytest.mark.parametrize("kind", ["async", "sync"])
def test_the_key_is_in_no_error_even_where_it_is_what_cannot_be_sent(bad: str, kind: str) -> None:
    async def send_async(sent: Request) -> None:
        transport = AsyncTransport(headers={"Authorization": bad})
        try:
            await transport.send(sent, timeout=1, retry=RetryPolicy())
        finally:
            await transport.aclose()

    def send_sync(sent: Request) -> None:
        transport = SyncTransport(headers={"Authorization": bad})
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


def test_a_transport_shows_none_of_its_headers() -> None:
    for transport in (AsyncTransport(headers={"Authorization": KEY}), SyncTransport(headers={"Authorization": KEY})):
        assert "secret" not in repr(transport) + repr(vars(transport))


# The twin: the decisions are the same objects, so what is left to show is that it sleeps, locks and closes.


def test_threads_wait_out_a_429_and_are_all_served(thread_pool: Callable[[list[Callable[[], int]]], list[int]]) -> None:
    lock = threading.Lock()
    served = refused = 0
    begins = time.time()

    def handle(request: httpx.Request) -> httpx.Response:
        nonlocal served, refused, begins
        with lock:
            now = time.time()
            if now >= begins + 1:
                begins, served = now, 0
            serves = served < 10
            served += serves
            refused += not serves
            headers = {
                "date": formatdate(now + AHEAD, usegmt=True),
                "x-ratelimit-limit": "10",
                "x-ratelimit-remaining": str(10 - served),
                "x-ratelimit-reset": datetime.fromtimestamp(begins + 1 + AHEAD, UTC).isoformat(),
            }
        return httpx.Response(200 if serves else 429, headers=headers)

    transport = SyncTransport(httpx.MockTransport(handle), headers={})
    calls = [lambda: transport.send(request(), timeout=5, retry=RetryPolicy()).status_code] * 30

    assert thread_pool(calls) == [200] * 30
    assert refused <= 1
    transport.close()


def test_closing_ends_the_wait_of_threads() -> None:
    headers = {"x-ratelimit-remaining": "0", "retry-after": "60"}
    errors: list[BaseException] = []
    waits = threading.Event()
    transport = SyncTransport(
        httpx.MockTransport(lambda _: httpx.Response(429, headers=headers)),
        headers={},
        on_event=lambda event: waits.set() if isinstance(event, Waiting) else None,
    )

    def call() -> None:
        try:
            transport.send(request(), timeout=5, retry=RetryPolicy())
        except RuntimeError as error:
            errors.append(error)

    thread = threading.Thread(target=call)
    thread.start()
    assert waits.wait(5)
    transport.close()
    thread.join(5)

    assert not thread.is_alive()
    assert "closed" in str(errors[0])
