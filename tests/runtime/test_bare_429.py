"""429s that do not report the quota: holds, bursts, bounds, and resets that move, in virtual time."""

from __future__ import annotations

import copy
import math
import time
from collections.abc import Callable
from email.utils import formatdate

import httpx
import pytest
import trio
from runtime.apis import MSPORTAL
from runtime.scripted_server import Reply, ScriptedServer, quota_headers, respond
from runtime.simulation import Quota, QuotaServer, SlidingLog, TokenBucket, request, run_virtual, simulate

from msportal_client._runtime.transport import AsyncTransport
from msportal_client.events import Event, Waiting
from msportal_client.rate_limit._window import Window
from msportal_client.rate_limit.limiter import Answer, Ticket
from msportal_client.retry import RetryPolicy

HOUR = 3600.0


def well(remaining: int = 995, resets_in: float = HOUR) -> Reply:
    return lambda: httpx.Response(200, headers={**quota_headers(remaining, resets_in), "x-ratelimit-limit": "1000"})


def refuse(**headers: str) -> Reply:
    return respond(429, **headers)


def refuse_with_quota(remaining: int, resets_in: float, **headers: str) -> Reply:
    return lambda: httpx.Response(
        429,
        headers={
            **quota_headers(remaining, resets_in),
            "x-ratelimit-limit": "1000",
            **{name.replace("_", "-"): text for name, text in headers.items()},
        },
    )


def send_calls(server: ScriptedServer, count: int, on_event: Callable[[Event], None] | None = None) -> list[int]:
    """Send `count` calls one after the other, and return the statuses."""

    async def main() -> list[int]:
        transport = AsyncTransport(server, api=MSPORTAL, headers={}, clock=trio.current_time, on_event=on_event)
        return [
            (await transport.send(request(number), timeout=30, retry=RetryPolicy())).status_code
            for number in range(count)
        ]

    return run_virtual(main)


@pytest.mark.parametrize(
    ("refusal", "held"),
    [
        pytest.param(refuse(), 1.0, id="bare"),
        pytest.param(refuse(retry_after="1"), 1.0, id="retry-after-1"),
        pytest.param(refuse(retry_after="0"), 1.0, id="retry-after-0"),
        pytest.param(refuse(retry_after="7"), 7.0, id="retry-after-7"),
        pytest.param(refuse(retry_after_ms="2500"), 2.5, id="retry-after-ms"),
        pytest.param(refuse(x_ratelimit_limit="1000", retry_after="1"), 1.0, id="limit-only"),
        pytest.param(refuse(x_ratelimit_remaining="995", retry_after="1"), 1.0, id="remaining-without-reset"),
        pytest.param(refuse(x_ratelimit_remaining="0", retry_after="1"), 1.0, id="none-remaining-without-reset"),
        pytest.param(refuse_with_quota(995, HOUR, retry_after="1"), 1.0, id="remaining-and-retry-after"),
        pytest.param(refuse(ratelimit='"second";r=0;t=1'), 1.0, id="second-quota-in-draft-field"),
    ],
)
def test_429_in_healthy_window(refusal: Reply, held: float) -> None:
    """Hold calls for Retry-After or for a short backoff, and keep the window: no call fails or waits for its reset."""
    server = ScriptedServer(*[well(1000 - number) for number in range(5)], refusal, well(990))

    assert send_calls(server, 8) == [200] * 8
    assert len(server.requests) == 9
    assert held - 0.01 <= server.times[6] <= held + 1.5
    assert server.times[-1] == server.times[6]


def test_429_in_healthy_window_keeps_quota() -> None:
    server = ScriptedServer(*[well(1000 - number) for number in range(5)], refuse(), well(990))

    async def main() -> None:
        transport = AsyncTransport(server, api=MSPORTAL, headers={}, clock=trio.current_time)
        for number in range(5):
            await transport.send(request(number), timeout=30, retry=RetryPolicy())
        before = transport.rate_limit
        await transport.send(request(5), timeout=30, retry=RetryPolicy(max_wait=0.0))
        assert transport.rate_limit == before
        assert before is not None
        assert before.remaining == 996

    run_virtual(main)


def answer_all(window: Window, tickets: list[Ticket], status: int, now: float, **headers: str) -> None:
    for ticket in tickets:
        window.settle(ticket, Answer(status, headers, now - 0.1, now))


def enter(window: Window, count: int, now: float) -> list[Ticket]:
    tickets = [Ticket(max_wait=90, deadline=None, on_hold=lambda _: None) for _ in range(count)]
    for ticket in tickets:
        window.enter(ticket, now)
    return tickets


def warm_window() -> Window:
    """Return a window of a server that reports no quota, past its slow start."""
    window = Window()
    for number in range(100):
        answer_all(window, enter(window, 1, float(number)), 200, number + 0.2)
    return window


def held_for(window: Window, now: float) -> float:
    (ticket,) = enter(window, 1, now)
    hold = window.hold(ticket, now)
    window.leave(ticket, now)
    return 0.0 if hold is None or hold.until is None else hold.until - now


def test_burst_of_429s_is_one_step() -> None:
    """Calls that were in flight together double the backoff once."""
    window = warm_window()
    tickets = enter(window, 50, 200.0)
    assert all(ticket.granted for ticket in tickets)
    answer_all(window, tickets, 429, 200.2)
    assert held_for(window, 200.2) == pytest.approx(1.0)


def test_backoff_doubles_for_each_burst() -> None:
    window, now, holds = warm_window(), 200.0, list[float]()
    for _ in range(8):
        tickets = [ticket for ticket in enter(window, 20, now) if ticket.granted]
        assert tickets
        answer_all(window, tickets, 429, now + 0.2)
        for ticket in list(window.waiters):
            window.leave(ticket, now + 0.2)
        holds.append(held_for(window, now + 0.2))
        now += 0.2 + holds[-1]
    assert holds == pytest.approx([1, 2, 4, 8, 16, 32, 32, 32])


def test_success_begins_backoff_anew() -> None:
    """Single 429s between successes each hold for the first step."""
    window, now = warm_window(), 200.0
    for _ in range(20):
        answer_all(window, enter(window, 1, now), 429, now + 0.2)
        assert held_for(window, now + 0.2) == pytest.approx(1.0)
        now += 1.5
        answer_all(window, enter(window, 1, now), 200, now + 0.2)
        now += 1.0


@pytest.mark.parametrize("headers", [{}, {"retry-after": "0"}, {"retry-after": "1"}], ids=["bare", "0", "1"])
def test_1025_refusals_raise_nothing(headers: dict[str, str]) -> None:
    window, now = Window(), 0.0
    for _ in range(1_100):
        (ticket,) = enter(window, 1, now)
        while not ticket.granted:
            now = window.wake_at(ticket) or now + 1
            window.advance(now)
        answer_all(window, [ticket], 429, now + 0.2, **headers)
        now += 0.2
        assert held_for(window, now) <= 32.001
    now += 40
    answer_all(window, enter(window, 1, now), 200, now + 0.2)
    assert held_for(window, now + 0.2) == 0.0


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"retry_after": "0"},
        {"retry_after": "1"},
        {"x_ratelimit_remaining": "0", "x_ratelimit_reset": "2020-01-01T00:00:00Z"},
        {"x_ratelimit_remaining": "0", "x_ratelimit_reset": "2020-01-01T00:00:00Z", "retry_after": "1"},
        {"x_ratelimit_remaining": "5", "x_ratelimit_limit": "10", "retry_after": "1"},
        {"ratelimit": '"default";r=0;t=0'},
        {"ratelimit": '"default";r=5;t=0'},
        {"ratelimit": "limit=5, remaining=0, reset=0"},
    ],
    ids=lambda headers: "-".join(f"{name}={text}" for name, text in headers.items())[:40] or "bare",
)
def test_refusals_for_ever_bounded(headers: dict[str, str]) -> None:
    """A server that refuses for ever is given up after about `max_wait`, by default."""
    server = ScriptedServer(refuse(**headers))

    assert send_calls(server, 1) == [429]
    assert server.times[-1] <= 2 * RetryPolicy().max_wait
    assert len(server.requests) <= 120


@pytest.mark.parametrize(
    ("refusal", "longest"),
    [
        (refuse_with_quota(0, 1.0), 100),
        (refuse_with_quota(0, 0.3), 100),
        (refuse_with_quota(0, 1.0, retry_after="1"), 100),
        (refuse(ratelimit='"default";r=0;t=1'), 100),
        (refuse_with_quota(0, 60.0), 10 * 61),
    ],
    ids=["1 s", "0.3 s", "1 s and Retry-After", "RateLimit", "60 s"],
)
def test_moving_resets_for_ever_bounded(refusal: Reply, longest: float) -> None:
    """So is one that reports another reset each time: after `max_wait` or ten 429s of a call, the later of the two."""
    server = ScriptedServer(refusal)

    assert send_calls(server, 1) == [429]
    assert RetryPolicy().max_wait - 2 <= server.times[-1] <= longest
    assert len(server.requests) <= 300


def test_few_refusals_with_quota_not_bounded() -> None:
    """Nine windows in a row that others have used up: the call waits for the next, longer than `max_wait` in all."""
    server = ScriptedServer(*[refuse_with_quota(0, 60.0)] * 9, well())

    assert send_calls(server, 1) == [200]
    assert server.times[-1] > 5 * RetryPolicy().max_wait


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("offset", [-HOUR, HOUR])
def test_retry_after_date_by_clock_of_server(status: int, offset: float) -> None:
    """A date without a `Date` beside it is one by the server's clock, which earlier responses have shown."""

    def date(seconds: float) -> str:
        return formatdate(time.time() + offset + trio.current_time() - started + seconds, usegmt=True)

    started = 0.0
    server = ScriptedServer(
        lambda: httpx.Response(200, headers={"date": date(0)}),
        lambda: httpx.Response(status, headers={"retry-after": date(7)}),
        lambda: httpx.Response(200),
    )

    async def main() -> list[int]:
        nonlocal started
        started = trio.current_time()
        transport = AsyncTransport(server, api=MSPORTAL, headers={}, clock=trio.current_time)
        get = request()._replace(method="GET")
        return [(await transport.send(get, timeout=30, retry=RetryPolicy())).status_code for _ in range(2)]

    assert run_virtual(main) == [200, 200]
    assert server.times[-1] - server.times[-2] == pytest.approx(7, abs=1.1)


def test_unbounded_policy_survives_refusals() -> None:
    """After 1,100 bare 429s a success is still a success."""
    server = ScriptedServer(*[refuse()] * 1_100, respond(200))

    async def main() -> int:
        transport = AsyncTransport(server, api=MSPORTAL, headers={}, clock=trio.current_time)
        retry = RetryPolicy(max_wait=float("inf"))
        return (await transport.send(request(), timeout=30, retry=retry)).status_code

    assert run_virtual(main) == 200
    assert len(server.requests) == 1_101


def test_waiting_event_names_refusal() -> None:
    events: list[Event] = []
    server = ScriptedServer(*[well()] * 3, refuse(retry_after="5"), well())

    send_calls(server, 5, events.append)

    waits = [event for event in events if isinstance(event, Waiting) and event.seconds is not None]
    assert [wait.reason for wait in waits] == ["the server refused requests (429)"]
    assert waits[0].seconds == pytest.approx(5, abs=0.01)


# --- a server with a quota that it does not report ---


class SilentServer(QuotaServer):
    """A server with a quota whose responses do not report it."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        response = await super().handle_async_request(request)
        return httpx.Response(response.status_code, headers={"date": response.headers["date"]}, json={})


def run_tasks(server: QuotaServer, tasks: int, calls: int) -> tuple[int, float]:
    """Run calls against a server; return how many failed, and the seconds."""
    failed = 0

    async def work(transport: AsyncTransport) -> None:
        nonlocal failed
        for number in range(calls):
            response = await transport.send(request(number), timeout=30, retry=RetryPolicy())
            failed += response.status_code != 200

    async def main() -> float:
        transport = AsyncTransport(server, api=MSPORTAL, headers={}, clock=trio.current_time)
        async with trio.open_nursery() as nursery:
            for _ in range(tasks):
                nursery.start_soon(work, transport)
        return trio.current_time()

    return failed, run_virtual(main)


@pytest.mark.parametrize("latency", [0.05, 0.5])
@pytest.mark.parametrize(
    "quota",
    [
        pytest.param(TokenBucket(limit=10, seconds=1.0, tokens=10.0), id="10-a-second"),
        pytest.param(SlidingLog(limit=60, seconds=10.0), id="60-in-10-s"),
    ],
)
def test_quota_without_headers_serves_all(quota: Quota, latency: float) -> None:
    """200 tasks with 3 calls each: no call fails. About one request is refused for each that is served."""
    server = SilentServer(copy.deepcopy(quota), latency=latency)

    failed, _ = run_tasks(server, 200, 3)

    assert failed == 0
    assert server.served == 600
    assert server.refused <= 1.3 * server.served


# --- resets that move with each response ---


@pytest.mark.parametrize("latency", [0.05, 0.2, 0.5, 1.0, 2.0])
@pytest.mark.parametrize("burst", [1, 5, 10, 60])
def test_moving_reset_refuses_2_percent(burst: int, latency: float) -> None:
    """A token bucket of one request a second that reports when the next token comes: 2 of 100 are refused at most."""
    server = QuotaServer(TokenBucket(limit=burst, seconds=float(burst), tokens=float(burst)), latency=latency)

    outcome = simulate(server, tasks=50, calls=6)

    assert outcome.served == 300
    assert outcome.refused <= 0.02 * (outcome.served + outcome.refused)


@pytest.mark.parametrize("latency", [0.05, 0.5, 2.0])
def test_moving_reset_of_sliding_log(latency: float) -> None:
    server = QuotaServer(SlidingLog(limit=20, seconds=20.0), latency=latency)

    outcome = simulate(server, tasks=30, calls=10)

    assert outcome.refused <= 0.02 * (outcome.served + outcome.refused)


@pytest.mark.parametrize("retry_after", ["0.001", "0.05", "0", "0.4"])
def test_tiny_retry_after_backs_off(retry_after: str) -> None:
    """Count a Retry-After below half a second as none."""
    window = Window()
    ticket = Ticket(max_wait=90, deadline=None, on_hold=lambda _: None)
    window.enter(ticket, 0.0)
    window.settle(ticket, Answer(429, {"retry-after": retry_after}, 0.0, 0.1))
    waiting = Ticket(max_wait=90, deadline=None, on_hold=lambda _: None)
    window.enter(waiting, 0.2)
    hold = window.hold(waiting, 0.2)

    assert hold is not None
    assert hold.until == pytest.approx(1.1)


def test_calls_with_earlier_permits_belong_to_burst() -> None:
    """Count a refusal as part of a burst by its permit: a call may be sent long after it got one."""
    window = Window()
    silent = [Ticket(max_wait=90, deadline=None, on_hold=lambda _: None) for _ in range(6)]
    window.enter(silent[0], 0.0)
    window.settle(silent[0], Answer(200, {}, 0.0, 0.1))
    for ticket in silent[1:]:
        window.enter(ticket, 0.2)
    assert all(ticket.granted for ticket in silent[1:])
    for number, ticket in enumerate(silent[1:]):
        sent = 0.3 + 0.1 * number  # each after the refusal before it was received
        window.settle(ticket, Answer(429, {}, sent, sent + 0.05))
    waiting = Ticket(max_wait=90, deadline=None, on_hold=lambda _: None)
    window.enter(waiting, 0.9)
    hold = window.hold(waiting, 0.9)

    assert hold is not None
    assert hold.until == pytest.approx(1.35)


def test_short_waits_woken_for_each_hold() -> None:
    """Wake a call with a short max_wait also where the window is held for the same reason a second time."""
    window, now = Window(), 100.0

    def ticket(max_wait: float = math.inf) -> Ticket:
        return Ticket(max_wait=max_wait, deadline=None, on_hold=lambda _: None)

    def settle(asked: Ticket, remaining: int) -> None:
        headers = {"ratelimit": f"limit=100, remaining={remaining}, reset=60"}
        window.settle(asked, Answer(200, headers, now - 0.01, now))

    # Others use most of the window, so that its rest is left to them.
    for remaining in (100, 90, 80, 70, 60, 50, 40, 30, 20, 10, 5):
        asked = ticket()
        window.enter(asked, now)
        settle(asked, remaining)
    patient = ticket()
    window.enter(patient, now)
    hurried = ticket(0)
    window.enter(hurried, now)
    assert not patient.granted
    assert hurried.granted
    woken: list[str] = []
    late = ticket(5)
    late.wake = lambda: woken.append("late")
    window.enter(late, now)
    settle(hurried, 5)

    assert late.granted or woken
