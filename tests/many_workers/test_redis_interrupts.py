"""Signal handlers that raise in the midst of a call with a RedisLimiter: no permit is lost, and nobody waits for ever."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from many_workers.redis_server import RedisServer
from runtime.interrupts import raising_at

from msportal_client.rate_limit._clock import monotonic
from msportal_client.rate_limit.limiter import Answer, Ticket
from msportal_client.rate_limit.redis import RedisLimiter


@pytest.fixture
def limiter(redis_server: RedisServer) -> Iterator[RedisLimiter]:
    limiter = RedisLimiter(redis_server.url, key="msp_key", prefix="interrupts")
    yield limiter
    limiter.close()


def use(limiter: RedisLimiter) -> None:
    """Take a permit and give it back, as a client does it."""
    ticket = Ticket(max_wait=100.0, deadline=None, on_hold=lambda _: None)
    try:
        assert limiter.acquire(ticket) is None
        now = monotonic()
        limiter.settle(ticket, Answer(200, {"ratelimit": "limit=100000, remaining=99999, reset=1000"}, now, now))
    except BaseException:
        limiter.release(ticket, counted=False)
        raise


@pytest.mark.parametrize("module", ["redis", "_shared_window", "_locks"])
def test_interrupt_at_every_line(limiter: RedisLimiter, module: str) -> None:
    use(limiter)
    number, interrupted = 0, True
    while interrupted:
        number += 1
        interrupted = raising_at(number, lambda: use(limiter), f"msportal_client.rate_limit.{module}")
        others = [threading.Thread(target=use, args=(limiter,), daemon=True) for _ in range(2)]
        for other in others:
            other.start()
        for other in others:
            other.join(5)
            assert not other.is_alive(), f"a call waits for ever after an interrupt at line {number}"
    assert number > 5
    assert not limiter._worker.window.busy  # pyright: ignore[reportPrivateUsage]
