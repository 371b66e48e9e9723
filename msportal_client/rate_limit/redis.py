"""Rate limiters for many processes, on one machine or many, that use one API key. They share the quota in Redis.

    limiter = AsyncRedisLimiter("redis://redis.internal:6379/0")
    async with AsyncMSPortal(limiter=limiter) as msportal: ...

Needs the extra `redis`: `pip install "msportal-client[redis]"`. See docs/many-workers.md.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import math
import os
import sys
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from functools import partial
from queue import SimpleQueue
from types import TracebackType
from typing import Any, Protocol, Self, cast

import anyio

try:
    from redis import Redis
    from redis.backoff import NoBackoff
    from redis.exceptions import NoScriptError
    from redis.retry import Retry
except ImportError as error:
    raise ImportError('a limiter in Redis needs redis-py: pip install "msportal-client[redis]"') from error

from ._clock import monotonic
from ._fork import begin_anew_after_fork
from ._headers import RateLimit
from ._locks import new_lock, unlock, wait
from ._shared_window import LEASE, PENDING, SharedWindow
from ._shared_window_script import KEYS, SCRIPT, VERSION
from .limiter import Answer, Hold, Ticket

__all__ = ["AsyncRedisLimiter", "RedisLimiter"]

logger = logging.getLogger("msportal_client")

# The fields that every log record of the package has; these are about no call.
_NO_CALL: dict[str, object] = {"operation": None, "request_id": None, "attempt": None, "status": None, "seconds": None}

_SHA = hashlib.sha1(SCRIPT.encode(), usedforsecurity=False).hexdigest()

# Seconds between two attempts to reach Redis again.
_RETRY_INTERVAL = 0.25
# Seconds after the last call, until the thread ends and the connection is closed. The next call starts them again.
_IDLE_TIMEOUT = 5.0
# Seconds between two warnings that Redis lost keys. It may lose one every moment, where its memory is too small.
_LOSS_LOG_INTERVAL = 60.0


class _Connection(Protocol):
    """A connection of redis-py."""

    def send_command(self, *args: object) -> None: ...
    def read_response(self) -> Any: ...
    def disconnect(self) -> None: ...


class _Worker:
    """This process as one of the workers: its window, and the thread that exchanges messages with Redis.

    A thread serves the tasks of an event loop too: a busy loop does not keep it from the heartbeat, it is the same on
    asyncio and trio, and a cancelled call leaves no half-read connection behind.
    """

    def __init__(self, redis: str | Redis, key: str | None, prefix: str, timeout: float) -> None:
        self._connect = _connector(redis, timeout)
        self._keys = redis_keys(prefix, key or os.environ.get("MSPORTAL_API_KEY"))
        self._timeout = timeout
        self.clock = monotonic
        self.after_fork()
        begin_anew_after_fork(self)

    def after_fork(self) -> None:
        """Begin as a new worker: in a child process the thread, connection, lock and calls are the parent's."""
        self._connection: _Connection | None = None
        self._thread: threading.Thread | None = None
        self._closing = False
        self._retry_at = 0.0
        self._outage_logged = False
        self._loss_logged = -math.inf
        # Guards the window.
        self.lock = new_lock()
        # Wakes the thread, when there is a message for Redis.
        self._news: SimpleQueue[None] = SimpleQueue()
        self.window = SharedWindow(self.clock)

    # --- calls ---

    def enter(self, ticket: Ticket) -> None:
        """Ask for a permit for `ticket`."""
        with self._changing() as window:
            self._closing = False
            if self._thread is None or not self._thread.is_alive():
                window.join()
                # Kept before it is started: of two, the one that is not kept ends.
                self._thread = threading.Thread(target=self._run, name="msportal-redis-limiter", daemon=True)
                self._thread.start()
            window.enter(ticket, self.clock())

    def check(self, ticket: Ticket, wake: Callable[[], None]) -> tuple[Hold | None, bool, float | None]:
        """Return the hold of `ticket`, whether `acquire` ends with it, and in how many seconds to check again.

        It ends when `ticket` has a permit, and when it gives up; it has left the line then.
        """
        # First, because `Ticket.cancel` takes no lock.
        ticket.wake = wake
        with self._changing() as window:
            now = self.clock()
            hold = window.hold(ticket, now)
            if hold is None:
                return None, True, None
            if ticket.gives_up(hold, now):
                window.leave(ticket, now)
                return hold, True, None
            wake_at = window.wake_at(ticket)
            return hold, False, None if wake_at is None else min(max(0.0, wake_at - now), threading.TIMEOUT_MAX)

    def settle(self, ticket: Ticket, answer: Answer) -> float | None:
        """Take the permit back with the response."""
        with self._changing() as window:
            return window.settle(ticket, answer)

    def leave(self, ticket: Ticket, *, counted: bool = False) -> None:
        """Take back the place of `ticket` in the line, or its permit. To leave twice does nothing."""
        unlock(self.lock)
        with self._changing() as window:
            window.leave(ticket, self.clock(), counted=counted)

    def close(self) -> None:
        """End the thread as soon as no calls wait or are in flight."""
        with self._changing() as window:
            self._closing = True
            thread = None if window.busy else self._thread
        if thread is not None:
            thread.join(4 * self._timeout)

    @contextmanager
    def _changing(self) -> Generator[SharedWindow]:
        """Lock the window for the block, and wake the thread after it."""
        with self.lock:
            try:
                yield self.window
            except BaseException:
                self.window.repair(self.clock())
                raise
            finally:
                self._news.put(None)

    # --- the thread ---

    def _run(self) -> None:
        while self._thread is threading.current_thread():
            messages = self._wait_for_messages()
            if messages is None:
                if self._end():
                    return
                continue
            try:
                self._handle_reply(self._exchange(messages), messages)
            except Exception as error:  # noqa: BLE001 - calls go on, whatever is wrong with Redis
                self._go_offline(error)

    def _wait_for_messages(self) -> list[list[Any]] | None:
        """Return the messages that are due; None: there will be no more."""
        window, clock = self.window, self.clock
        idle_until = clock() + _IDLE_TIMEOUT
        while True:
            with self.lock:
                now = clock()
                due = self._retry_at if window.is_offline else window.next_exchange()
                if window.idle and (self._closing or now >= idle_until) and (window.is_offline or due > now):
                    return None
                if due <= now:
                    # While offline, an empty exchange shows whether Redis is back.
                    return [] if window.is_offline else window.take_messages(now)
                seconds = (min(due, idle_until) if window.idle else due) - now
            wait(self._news, seconds)

    def _exchange(self, messages: list[list[Any]]) -> dict[str, Any]:
        """Run the script with `messages` and return its reply."""
        arguments = (len(self._keys), *self._keys, self.window.name, str(LEASE), json.dumps(messages))
        try:
            try:
                reply = self._execute("EVALSHA", _SHA, *arguments)
            except NoScriptError:
                reply = self._execute("EVAL", SCRIPT, *arguments)
        except BaseException:
            self._disconnect()
            raise
        return cast("dict[str, Any]", json.loads(reply))

    def _execute(self, *command: object) -> Any:
        if self._connection is None:
            self._connection = self._connect()
        self._connection.send_command(*command)
        return self._connection.read_response()

    def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(Exception):
                connection.disconnect()

    def _end(self) -> bool:
        """Say goodbye and disconnect; return False if a call came in the meantime."""
        with suppress(Exception):  # Without a goodbye, the lease ends soon.
            self._exchange([["goodbye"]])
        self._disconnect()
        with self.lock:
            if not self.window.idle:
                self.window.join()
                return False
            self._thread = None
            return True

    def _handle_reply(self, reply: dict[str, Any], messages: list[list[Any]]) -> None:
        lost = None
        with self.lock:
            if self.window.is_offline:
                self.window.go_online()
                return
            lost = self.window.handle_reply(reply, messages, now := self.clock())
        if self._outage_logged and reply["known"]:
            self._outage_logged = False
            logger.info("Redis is back: the quota is shared with all workers again", extra=_NO_CALL)
        if lost is not None and now >= self._loss_logged + _LOSS_LOG_INTERVAL:
            self._loss_logged = now
            logger.warning(
                "Redis lost the state of the shared quota (%s). The workers report their calls again, and no call "
                "fails. If this repeats, give Redis more memory or the maxmemory-policy noeviction",
                lost,
                extra=_NO_CALL,
            )

    def _go_offline(self, error: Exception) -> None:
        with self.lock:
            self.window.go_offline(now := self.clock())
            self._retry_at = now + _RETRY_INTERVAL
        if not self._outage_logged:
            self._outage_logged = True
            logger.warning(
                "Redis is not available (%s). Until it is, this worker keeps to its own share of the quota",
                error,
                extra=_NO_CALL,
            )


class _Limiter:
    """The part of both limiters that does not wait."""

    def __init__(
        self, redis: str | Redis, *, key: str | None = None, prefix: str = "msportal", timeout: float = 0.5
    ) -> None:
        self._worker = _Worker(redis, key, prefix, timeout)

    @property
    def rate_limit(self) -> RateLimit | None:
        """The quota as it is known; None before the first response."""
        return self._worker.window.rate_limit


class AsyncRedisLimiter(_Limiter):
    """Holds the calls of all processes that use one API key to its quota, for `AsyncMSPortal(limiter=...)`.

    It works on asyncio and trio, and clients in several event loops of one process may share it: a thread of its own
    speaks to Redis. This is also why it takes no client of `redis.asyncio`. Closing it tells the other workers at once
    that this one is gone; otherwise they notice a second after its last sign of life.

    Args:
        redis: The URL of a Redis, version 6.2 or later (`redis://`, `rediss://`, `unix://`), or a `redis.Redis`. The
            limiter opens one connection of its own, with the settings of that client.
        key: The API key; by default the environment variable `MSPORTAL_API_KEY`. It is not stored: the names in Redis
            contain a hash of it.
        prefix: The beginning of the names in Redis.
        timeout: Seconds for one exchange with Redis, less than 1. If it takes longer, or Redis is not available, a
            warning is logged, and the process keeps to its own share of the quota until Redis is back.

    Raises:
        ValueError: There is no API key, the URL is not one of Redis, or the timeout is not between 0 and 1 second.
        TypeError: `redis` is neither a URL nor a `redis.Redis`; it may be a client of `redis.asyncio`.
    """

    ends_waits = True

    async def acquire(self, ticket: Ticket) -> Hold | None:
        """Wait for a permit, in the order in which the calls of all workers came. See `AsyncLimiter.acquire`."""
        worker, schedule = self._worker, _scheduler()
        announced: Hold | None = None
        event = anyio.Event()
        try:
            worker.enter(ticket)
            while True:
                hold, ended, seconds = worker.check(ticket, partial(_set, schedule, event))
                if ended or hold is None:
                    return hold
                if hold is not PENDING and hold.differs(announced):
                    ticket.on_hold(announced := hold)
                with anyio.move_on_after(seconds):
                    await event.wait()
                event = anyio.Event()
        except BaseException:
            worker.leave(ticket)
            raise

    async def settle(self, ticket: Ticket, answer: Answer) -> float | None:
        """Take the permit back with the response. See `AsyncLimiter.settle`."""
        return self._worker.settle(ticket, answer)

    async def release(self, ticket: Ticket, *, counted: bool) -> None:
        """Take the permit back without a response. See `AsyncLimiter.release`."""
        self._worker.leave(ticket, counted=counted)

    async def aclose(self) -> None:
        """Send Redis the last messages and disconnect. Calls that still wait or are in flight go on."""
        await anyio.to_thread.run_sync(self._worker.close)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        with anyio.CancelScope(shield=True):
            await self.aclose()


class RedisLimiter(_Limiter):
    """Holds the calls of all processes that use one API key to its quota, for `MSPortal(limiter=...)`.

    Clients in several threads may share it. Arguments and errors are those of `AsyncRedisLimiter`.
    """

    def acquire(self, ticket: Ticket) -> Hold | None:
        """Wait for a permit, in the order in which the calls of all workers came. See `SyncLimiter.acquire`."""
        worker = self._worker
        announced: Hold | None = None
        woken: SimpleQueue[None] = SimpleQueue()
        try:
            worker.enter(ticket)
            while True:
                hold, ended, seconds = worker.check(ticket, partial(woken.put, None))
                if ended or hold is None:
                    return hold
                if hold is not PENDING and hold.differs(announced):
                    ticket.on_hold(announced := hold)
                wait(woken, seconds)
        except BaseException:
            worker.leave(ticket)
            raise

    def settle(self, ticket: Ticket, answer: Answer) -> float | None:
        """Take the permit back with the response. See `SyncLimiter.settle`."""
        return self._worker.settle(ticket, answer)

    def release(self, ticket: Ticket, *, counted: bool) -> None:
        """Take the permit back without a response. See `SyncLimiter.release`."""
        self._worker.leave(ticket, counted=counted)

    def close(self) -> None:
        """Send Redis the last messages and disconnect. Calls that still wait or are in flight go on."""
        self._worker.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


def _connector(redis: object, timeout: float) -> Callable[[], _Connection]:
    """Return a function that makes a connection with the settings of `redis`."""
    if not 0 < timeout < LEASE:
        raise ValueError(f"timeout must be between 0 and {LEASE:g} seconds, is {timeout!r}")
    if not isinstance(redis, (str, Redis)):
        raise TypeError(
            f"redis must be a URL or a redis.Redis, is a {type(redis).__module__}.{type(redis).__qualname__}: the "
            "async limiter, too, speaks to Redis from a thread of its own"
        )
    # For pyright, redis-py does not say what options a URL may have.
    given = Redis.from_url(redis) if isinstance(redis, str) else redis  # pyright: ignore[reportUnknownMemberType]
    pool: Any = given.connection_pool
    settings: dict[str, Any] = {
        **pool.connection_kwargs,
        "socket_timeout": timeout,
        "socket_connect_timeout": timeout,
        # An exchange that failed may have run, so it must not be repeated.
        "retry": Retry(NoBackoff(), 0),
        "retry_on_timeout": False,
        "retry_on_error": [],
    }
    # A connection without a pool: a pool has locks, which threads of the parent may hold at a fork.
    return partial(pool.connection_class, **settings)


def redis_keys(prefix: str, key: str | None) -> list[str]:
    """Return the names of the keys in Redis. The part in braces keeps them in one slot of a cluster."""
    if not key:
        raise ValueError("no API key: pass key, or set the environment variable MSPORTAL_API_KEY")
    digest = hashlib.sha256(f"msportal-client {key}".encode()).hexdigest()[:32]
    return [f"{prefix}:{{{digest}}}:v{VERSION}:{part}" for part in KEYS]


def _scheduler() -> Callable[[Callable[[], None]], object]:
    """Return a function that calls another in the running event loop. It may be used from any thread."""
    if "trio" in sys.modules:
        import trio  # noqa: PLC0415 - it is loaded; a program without it does without

        with suppress(RuntimeError):
            return trio.lowlevel.current_trio_token().run_sync_soon
    return asyncio.get_running_loop().call_soon_threadsafe


def _set(schedule: Callable[[Callable[[], None]], object], event: anyio.Event) -> None:
    with suppress(RuntimeError):  # The event loop has ended, and with it the call.
        schedule(event.set)
