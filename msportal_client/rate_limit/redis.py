"""The limiters of many processes: calls on many machines that share one key's quota, kept in Redis.

    limiter = AsyncRedisLimiter("redis://redis.internal:6379/0")
    async with AsyncMSPortal(limiter=limiter) as msportal: ...

Needs the extra `redis`: `pip install "msportal-client[redis]"`. How it behaves: docs/many-workers.md.
"""

from __future__ import annotations

import asyncio
import copy
import hashlib
import json
import logging
import os
import secrets
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self, cast

import anyio

try:
    from redis import Redis
    from redis.backoff import NoBackoff
    from redis.exceptions import NoScriptError
    from redis.retry import Retry
except ImportError as error:
    raise ImportError('a limiter in Redis needs redis-py: pip install "msportal-client[redis]"') from error

from ._headers import RateLimit
from ._shared_window import ASKED, LEASE, SharedWindow
from .limiter import Answer, Hold, Ticket

__all__ = ["AsyncRedisLimiter", "RedisLimiter"]

logger = logging.getLogger("msportal_client")

SCRIPT = Path(__file__).with_name("_shared_window.lua").read_text("utf-8")
_SHA = hashlib.sha1(SCRIPT.encode(), usedforsecurity=False).hexdigest()

_RETRY = 0.25
"""Seconds between two attempts to reach Redis again."""

_IDLE = 5.0
"""Seconds after the last call, until thread and connection are given up. The next call brings them back."""


class _Messenger:
    """Carries what happens at the window of this process to Redis and back: one thread, one connection.

    A thread also serves the tasks of an event loop: one that is busy does not keep it from giving signs of life, it is
    the same on asyncio and trio, and a call that is cancelled leaves no half-read connection behind.
    """

    def __init__(self, redis: str | Redis, key: str | None, prefix: str, timeout: float) -> None:
        self._redis = _connect(redis, timeout)
        self._keys = redis_keys(prefix, key or os.environ.get("MSPORTAL_API_KEY"))
        self._timeout = timeout
        self.clock = time.monotonic
        self._begin()

    def _begin(self) -> None:
        self._process = os.getpid()
        self._thread: threading.Thread | None = None
        self._worker = ""
        self._closing = False
        self._retry_at = 0.0
        self.changed = threading.Condition(threading.Lock())
        """Guards the window; notified when there is something to tell."""
        self.window = SharedWindow(self.clock)

    def enter(self, ticket: Ticket) -> None:
        if self._process != os.getpid():
            self._begin()  # This process was forked: the thread and the calls are the other one's.
        with self.changed:
            self._start()
            self.window.enter(ticket, self.clock())
            self.changed.notify()

    def look(self, ticket: Ticket, wake: Callable[[], None]) -> tuple[Hold | None, bool, float | None]:
        """What holds `ticket` back, whether that is the last word, and in how many seconds to look again at the latest.

        The last word: it is granted, and nothing holds it; or it does not want to wait, and is out of the line.
        """
        with self.changed:
            now = self.clock()
            hold = self.window.hold(ticket, now)
            if hold is None:
                return None, True, None
            if ticket.gives_up(hold, now):
                self.window.leave(ticket, now)
                self.changed.notify()
                return hold, True, None
            ticket.wake = wake
            wake_at = self.window.wake_at(ticket)
            return hold, False, None if wake_at is None else max(0.0, wake_at - now)

    def settle(self, ticket: Ticket, answer: Answer) -> float | None:
        with self.changed:
            reopens = self.window.settle(ticket, answer)
            self.changed.notify()
            return reopens

    def leave(self, ticket: Ticket, *, counted: bool = False) -> None:
        with self.changed:
            self.window.leave(ticket, self.clock(), counted=counted)
            self.changed.notify()

    def close(self) -> None:
        with self.changed:
            self._closing = True
            self.changed.notify()
            thread = None if self.window.busy else self._thread
        if thread is not None:
            thread.join(4 * self._timeout)

    def _start(self) -> None:
        self._closing = False
        if self._thread is None:
            self._worker = secrets.token_hex(8)
            self._thread = threading.Thread(target=self._run, name="msportal-redis-limiter", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        while True:
            messages = self._next()
            if messages is None:
                if self._ended():
                    return
                continue
            try:
                self._replied(self._tell(messages), messages)
            except Exception as error:  # noqa: BLE001 - whatever is wrong with Redis, the calls go on
                self._lost(error)

    def _ended(self) -> bool:
        with suppress(Exception):  # Without a goodbye, the lease ends soon.
            self._tell([["goodbye"]])
        self._redis.connection_pool.disconnect()
        with self.changed:
            if not self.window.idle:
                return False  # A call has come in the meantime.
            self._thread = None
            return True

    def _next(self) -> list[list[Any]] | None:
        """Wait until there is something to tell, and give it; None: nothing more will come."""
        window, clock = self.window, self.clock
        with self.changed:
            idle_until = clock() + _IDLE
            while True:
                now = clock()
                if window.idle and (self._closing or now >= idle_until):
                    return None
                due = self._retry_at if window.alone else window.due()
                if due <= now:
                    # Found again, Redis is told all; for a start, whether it can be written to is enough.
                    return [] if window.alone else window.messages(now)
                self.changed.wait(min(due, idle_until) - now)

    def _tell(self, messages: list[list[Any]]) -> dict[str, Any]:
        keys, arguments = self._keys, (self._worker, str(LEASE), json.dumps(messages))
        try:
            reply = self._redis.evalsha(_SHA, len(keys), *keys, *arguments)
        except NoScriptError:
            reply = self._redis.eval(SCRIPT, len(keys), *keys, *arguments)
        return cast("dict[str, Any]", json.loads(cast("bytes", reply)))

    def _replied(self, reply: dict[str, Any], messages: list[list[Any]]) -> None:
        with self.changed:
            found = self.window.alone
            if found:
                self.window.found()
            else:
                self.window.replied(reply, messages, self.clock())
        if found:
            logger.info("Redis is back: the quota is shared with all workers again")

    def _lost(self, error: Exception) -> None:
        with self.changed:
            news = not self.window.alone
            self.window.lost(now := self.clock())
            self._retry_at = now + _RETRY
        if news:
            logger.warning(
                "Redis does not answer, and each worker goes by what it knows of the quota itself: %s", error
            )


class _Limiter:
    """What both limiters have in common: everything but waiting."""

    def __init__(
        self, redis: str | Redis, *, key: str | None = None, prefix: str = "msportal", timeout: float = 0.5
    ) -> None:
        self._messenger = _Messenger(redis, key, prefix, timeout)

    @property
    def rate_limit(self) -> RateLimit | None:
        """The quota as it is known; None before the first answer."""
        return self._messenger.window.rate_limit


class AsyncRedisLimiter(_Limiter):
    """Holds the calls of all processes that use one API key to its one quota, for `AsyncMSPortal(limiter=…)`.

    It works on asyncio and on trio: Redis is spoken to from a thread of its own, which is also why it takes no client
    of `redis.asyncio`. Clients in several event loops of one process may share it. Closing it is good manners, and
    lets the other workers know at once that this one is gone; a second after a worker has gone silent, they know too.

    Args:
        redis: The URL of a Redis, from version 6.2 on (`redis://`, `rediss://`, `unix://`), or a `redis.Redis` with
            the settings to connect by. The limiter opens one connection of its own with them.
        key: The API key whose quota this is; by default the environment variable `MSPORTAL_API_KEY`. It is not stored:
            the names in Redis have a hash of it.
        prefix: What the names in Redis begin with.
        timeout: Seconds for one exchange with Redis. Where it takes longer, or Redis is away, a warning is logged once
            and the calls go by a window of this process until Redis is back.

    Raises:
        ValueError: There is no API key, the URL is not one of Redis, or the timeout is not between 0 and 1 second.
        TypeError: `redis` is something else, such as a client of `redis.asyncio`.
    """

    async def acquire(self, ticket: Ticket) -> Hold | None:
        """Wait for a permit, in the order in which the calls of all workers came. See `AsyncLimiter`."""
        messenger, schedule = self._messenger, _scheduler()
        told: Hold | None = None
        event = anyio.Event()
        try:
            messenger.enter(ticket)
            while True:
                hold, final, seconds = messenger.look(ticket, partial(_set, schedule, event))
                if final or hold is None:
                    return hold
                if hold is not ASKED and hold.differs(told):
                    ticket.on_hold(told := hold)
                with anyio.move_on_after(seconds):
                    await event.wait()
                event = anyio.Event()
        except BaseException:
            messenger.leave(ticket)
            raise

    async def settle(self, ticket: Ticket, answer: Answer) -> float | None:
        """Take the permit back with what the server answered. See `AsyncLimiter`."""
        return self._messenger.settle(ticket, answer)

    async def release(self, ticket: Ticket, *, counted: bool) -> None:
        """Take the permit back without an answer. See `AsyncLimiter`."""
        self._messenger.leave(ticket, counted=counted)

    async def aclose(self) -> None:
        """Tell Redis what is left to tell and disconnect. Calls that still wait or are under way go on."""
        await anyio.to_thread.run_sync(self._messenger.close)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        with anyio.CancelScope(shield=True):
            await self.aclose()


class RedisLimiter(_Limiter):
    """Holds the calls of all processes that use one API key to its one quota, for `MSPortal(limiter=…)`.

    Clients in several threads may share it. Arguments and errors are those of `AsyncRedisLimiter`.
    """

    def acquire(self, ticket: Ticket) -> Hold | None:
        """Wait for a permit, in the order in which the calls of all workers came. See `AsyncLimiter`."""
        messenger = self._messenger
        told: Hold | None = None
        woken = threading.Event()
        try:
            messenger.enter(ticket)
            while True:
                hold, final, seconds = messenger.look(ticket, woken.set)
                if final or hold is None:
                    return hold
                if hold is not ASKED and hold.differs(told):
                    ticket.on_hold(told := hold)
                woken.wait(seconds)
                woken.clear()
        except BaseException:
            messenger.leave(ticket)
            raise

    def settle(self, ticket: Ticket, answer: Answer) -> float | None:
        """Take the permit back with what the server answered. See `AsyncLimiter`."""
        return self._messenger.settle(ticket, answer)

    def release(self, ticket: Ticket, *, counted: bool) -> None:
        """Take the permit back without an answer. See `AsyncLimiter`."""
        self._messenger.leave(ticket, counted=counted)

    def close(self) -> None:
        """Tell Redis what is left to tell and disconnect. Calls that still wait or are under way go on."""
        self._messenger.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


def _connect(redis: object, timeout: float) -> Redis:
    if not 0 < timeout < LEASE:
        raise ValueError(f"timeout must be between 0 and {LEASE:g} seconds, is {timeout!r}")
    if not isinstance(redis, (str, Redis)):
        raise TypeError(
            f"redis must be a URL or a redis.Redis, is a {type(redis).__module__}.{type(redis).__qualname__}: the "
            "async limiter, too, speaks to Redis from a thread of its own"
        )
    # For pyright, redis-py does not say what options a URL may come with.
    given = Redis.from_url(redis) if isinstance(redis, str) else redis  # pyright: ignore[reportUnknownMemberType]
    # The same pool over again with connections of our own: bounded, and never sending a second time by themselves what
    # may have been done the first time.
    pool = copy.copy(given.connection_pool)
    pool.connection_kwargs = {
        **pool.connection_kwargs,
        "socket_timeout": timeout,
        "socket_connect_timeout": timeout,
        "retry": Retry(NoBackoff(), 0),
        "retry_on_timeout": False,
        "retry_on_error": [],
    }
    pool.reset()
    return Redis(connection_pool=pool)


def redis_keys(prefix: str, key: str | None) -> list[str]:
    """The names in Redis; in braces what a cluster places them by, so that they are in one place."""
    if not key:
        raise ValueError("no API key: pass key, or set the environment variable MSPORTAL_API_KEY")
    digest = hashlib.sha256(f"msportal-client {key}".encode()).hexdigest()[:32]
    return [f"{prefix}:{{{digest}}}:{part}" for part in ("window", "line", "permits", "workers", "mail")]


def _scheduler() -> Callable[[Callable[[], None]], object]:
    """What has something done in the event loop that runs now, and may be called in any thread."""
    if "trio" in sys.modules:
        import trio  # noqa: PLC0415 - it is loaded; a program without it does without

        with suppress(RuntimeError):
            return trio.lowlevel.current_trio_token().run_sync_soon
    return asyncio.get_running_loop().call_soon_threadsafe


def _set(schedule: Callable[[Callable[[], None]], object], event: anyio.Event) -> None:
    with suppress(RuntimeError):  # The event loop has ended, and with it the call.
        schedule(event.set)
