"""Where requests are sent, held back and sent again: async and sync, one path of decisions.

The two transports only send, sleep and report. What they do next is decided by `_Call`, which does no I/O: it is told
what happened and says how to go on. httpx transports are driven directly, without an httpx client around them: no
cookie is kept, no redirect followed, and no proxy or netrc is taken from the environment.
"""

from __future__ import annotations

import logging
import ssl
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import anyio
import httpx

from .errors import APIConnectionError, APITimeoutError, RateLimitError
from .events import Event, RequestSent, ResponseReceived, Retrying, Waiting
from .rate_limit.headers import RateLimit, read_rate_limit, read_retry_after
from .rate_limit.limiter import Answer, AsyncLimiter, Hold, SyncLimiter, Ticket
from .rate_limit.local import AsyncWindowLimiter, SyncWindowLimiter
from .retry import Attempt, RetryPolicy
from .types import Request, Response

__all__ = ["AsyncTransport", "SyncTransport"]

logger = logging.getLogger("msportal_client")

MAX_BODY = 256 * 1024 * 1024
"""Bytes of a 2xx body, decompressed. A longer one is an APIConnectionError: it would take the memory of the program."""

MAX_ERROR_BODY = 64 * 1024
"""Bytes that are kept of any other body. The rest is not read."""

_GRACE = 0.05
"""Seconds by which httpx's own timeouts, which know what they were waiting for, come before ours."""

_LIMITS = httpx.Limits(max_connections=100, max_keepalive_connections=20, keepalive_expiry=30.0)

_FAILURES = (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError)
_NOTHING_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
_OK, _REDIRECTS, _TOO_MANY_REQUESTS = 200, 300, 429

_NOT_SENDABLE = (httpx.LocalProtocolError, httpx.UnsupportedProtocol, httpx.InvalidURL)


class _Common:
    """What the calls of one transport have in common. Its repr shows none of it: the headers hold the key."""

    __slots__ = ("clock", "closed", "headers", "last_quota", "on_event")

    def __init__(
        self, headers: Mapping[str, str], on_event: Callable[[Event], None] | None, clock: Callable[[], float]
    ) -> None:
        self.headers = {"accept-encoding": "gzip, deflate"} | {name.lower(): text for name, text in headers.items()}
        self.on_event = on_event
        self.clock = clock
        self.closed = False
        self.last_quota: Response[None] | None = None
        """The answer that last reported the quota, without its body."""

    def check_open(self) -> None:
        if self.closed:
            raise RuntimeError("this client is closed: make a new one")

    def emit(self, event: Event) -> None:
        """Hand `event` to the callback; should that raise, log it with its traceback and let the call go on."""
        if self.on_event is None:
            return
        try:
            self.on_event(event)
        except Exception:
            logger.exception("on_event raised on %s of %s %s", type(event).__name__, event.method, event.url)


class _Call:
    """One call: when it goes out, and whether it goes out again. Does no I/O and is told what happened."""

    __slots__ = ("attempt", "backed_off", "common", "deadline", "request", "retry", "started", "ticket", "timeout")

    def __init__(self, common: _Common, request: Request, timeout: float, retry: RetryPolicy) -> None:
        self.common = common
        self.request = request
        self.timeout = timeout
        self.retry = retry
        self.started = common.clock()
        self.deadline = None if retry.total_timeout is None else self.started + retry.total_timeout
        self.attempt = 1
        self.backed_off = 0.0
        self.ticket = Ticket(max_wait=retry.max_wait, deadline=self.deadline, on_hold=self._held)

    def about(self) -> dict[str, Any]:
        """What every event says."""
        request = self.request
        return {
            "method": request.method,
            "url": request.url,
            "request_id": request.request_id,
            "attempt": self.attempt,
        }

    def __str__(self) -> str:
        return f"{self.request.method} {self.request.url} [{self.request.request_id}] attempt {self.attempt}"

    def _held(self, hold: Hold) -> None:
        """The limiter holds the call back."""
        common = self.common
        seconds = None if hold.until is None else max(0.0, hold.until - common.clock())
        until = None if seconds is None else datetime.now(UTC) + timedelta(seconds=seconds)
        if logger.isEnabledFor(logging.DEBUG):
            when = f"until {until:%H:%M:%S}, {seconds:.1f} s" if until else "for the answers under way"
            logger.debug("%s waits %s (%s)", self, when, hold.reason)
        if common.on_event is not None:
            common.emit(Waiting(**self.about(), seconds=seconds, until=until, reason=hold.reason))

    def refused(self, hold: Hold) -> Exception:
        """The limiter gives no permit in the time that the call has."""
        request, limit = self.request, hold.rate_limit
        logger.debug("%s is not sent: %s", self, hold.reason)
        if limit is None:
            return APITimeoutError(
                "The call was held back for the whole of its total_timeout, and was not sent",
                method=request.method,
                url=request.url,
                request_id=request.request_id,
            )
        wait = "" if hold.until is None else f" in {max(0.0, hold.until - self.common.clock()):.0f} s"
        last = self.common.last_quota
        error = RateLimitError(
            f"The quota is spent and resets{wait}, later than the retry policy waits: nothing was sent",
            response=last or Response(_TOO_MANY_REQUESTS, {}, b"", request.request_id, None),
            method=request.method,
            url=request.url,
        )
        error.status_code = _TOO_MANY_REQUESTS
        error.request_id = request.request_id
        error.limit, error.remaining, error.reset_at = limit.limit, limit.remaining, limit.reset_at
        return error

    def pause_after(self, exchange: _Exchange) -> float | None:
        """Seconds until the call asks for its next permit; None: `exchange` was the last one."""
        answer, now = exchange.answer, self.common.clock()
        if exchange.final or (answer is not None and answer.status < _REDIRECTS):
            return None
        come_back = None if exchange.reopens is None else max(0.0, exchange.reopens - now)
        if come_back is None and answer is not None:
            come_back = read_retry_after(answer.headers)
        decision = self.retry.decide(
            Attempt(
                number=self.attempt,
                elapsed=now - self.started,
                method=self.request.method,
                bytes_sent=exchange.bytes_sent,
                status=answer.status if answer else None,
                come_back=come_back,
                backed_off=self.backed_off,
            )
        )
        if decision.wait is None:
            logger.debug("%s is the last: %s", self, decision.reason)
            return None
        logger.debug("%s is sent again in %.3f s: %s", self, decision.wait, decision.reason)
        if self.common.on_event is not None:
            self.common.emit(Retrying(**self.about(), seconds=decision.wait, reason=decision.reason))
        self.attempt += 1
        if exchange.reopens is not None:
            # The limiter holds the call until then, in its place in the line.
            return max(0.0, decision.wait - (come_back or 0.0))
        self.backed_off += decision.wait
        return decision.wait


class _Exchange:
    """One attempt: the request as httpx has it, and what came of it."""

    __slots__ = (
        "_body",
        "_call",
        "_error",
        "_sent",
        "_size",
        "_timeouts",
        "answer",
        "bytes_sent",
        "final",
        "reopens",
        "seconds",
    )

    def __init__(self, call: _Call) -> None:
        self._call = call
        self._body: list[bytes] = []
        self._size = 0
        self._error: APIConnectionError | None = None
        self.answer: Answer | None = None
        self.bytes_sent = False
        self.final = False
        """Sent again, it would fail again."""
        self.reopens: float | None = None
        """After a 429: when the quota begins anew, by our clock. None where the server does not say."""

    def begin(self) -> httpx.Request:
        """The attempt has its permit and goes out."""
        call, request = self._call, self._call.request
        self._sent = now = call.common.clock()
        seconds = call.timeout if call.deadline is None else max(0.0, min(call.timeout, call.deadline - now))
        self.seconds = seconds
        self._timeouts = {"connect": seconds, "read": seconds, "write": seconds, "pool": seconds}
        logger.debug("%s goes out", call)
        if call.common.on_event is not None:
            call.common.emit(RequestSent(**call.about()))
        headers = call.common.headers | {name.lower(): text for name, text in request.headers.items()}
        headers.setdefault("x-request-id", request.request_id)
        self.bytes_sent = True
        return httpx.Request(
            request.method,
            request.url,
            headers=headers,
            content=request.content,
            extensions={"timeout": self._timeouts},
        )

    def answered(self, response: httpx.Response) -> Answer:
        """The headers of an answer are here."""
        call = self._call
        received = call.common.clock()
        # httpcore looks the timeout up again when it begins with the body.
        self._timeouts["read"] = max(0.001, self._sent + self.seconds - received)
        self.answer = answer = Answer(response.status_code, response.headers, self._sent, received)
        logger.debug("%s: %d after %.3f s", call, answer.status, received - self._sent)
        if call.common.on_event is not None:
            call.common.emit(
                ResponseReceived(
                    **call.about(),
                    status_code=answer.status,
                    seconds=received - self._sent,
                    rate_limit=read_rate_limit(answer.headers),
                )
            )
        return answer

    def keep(self, chunk: bytes) -> bool:
        """Take in a piece of the body; False: no more of it is wanted."""
        self._size += len(chunk)
        self._body.append(chunk)
        if self._succeeded:
            if self._size > MAX_BODY:
                self.final = True
                self._fail(APIConnectionError, f"The answer is longer than {MAX_BODY >> 20} MiB")
                return False
        elif self._size > MAX_ERROR_BODY:
            return False
        if self._call.common.clock() > self._sent + self.seconds + _GRACE:
            self.failed(httpx.ReadTimeout("the body trickles"))
            return False
        return True

    def failed(self, error: Exception) -> None:
        """The attempt ended without a whole answer."""
        if self._error is not None or (self.answer is not None and not self._succeeded):
            return  # Cut on purpose; or the status says it all, and the body is kept as far as it came.
        if isinstance(error, _NOTHING_SENT):
            self.bytes_sent = False
        if isinstance(error, _NOT_SENDABLE):
            # Not chained: h11 quotes the header that it refuses, which may hold the key.
            self.final, self.bytes_sent = True, False
            self._fail(APIConnectionError, "This cannot be sent over HTTP: the URL or a header is not well-formed")
        elif isinstance(error, httpx.TimeoutException):
            self._fail(APITimeoutError, f"{_in_words(error)} within {self.seconds:g} s", error)
        else:
            self.final = isinstance(error, ssl.SSLCertVerificationError)
            self._fail(APIConnectionError, _in_words(error), error)

    def _fail(self, kind: type[APIConnectionError], message: str, cause: Exception | None = None) -> None:
        request = self._call.request
        self._error = kind(message, method=request.method, url=request.url, request_id=request.request_id)
        self._error.__cause__ = cause

    @property
    def _succeeded(self) -> bool:
        return self.answer is not None and _OK <= self.answer.status < _REDIRECTS

    def result(self) -> Response[None]:
        """The answer, or the error in its place."""
        if self._error is not None or self.answer is None:
            raise self._error or AssertionError
        body = self._body[0] if len(self._body) == 1 else b"".join(self._body)
        if not self._succeeded:
            body = body[:MAX_ERROR_BODY]
        headers = self.answer.headers
        request_id = headers.get("x-request-id") or self._call.request.request_id
        return Response(self.answer.status, headers, body, request_id, None)


_WORDS: tuple[tuple[type[Exception], str], ...] = (
    (httpx.PoolTimeout, "No connection became free"),
    (httpx.ConnectTimeout, "No connection was made"),
    (httpx.WriteTimeout, "The request could not be sent"),
    (httpx.TimeoutException, "No whole answer came"),
    (httpx.ConnectError, "No connection could be made"),
    (httpx.RemoteProtocolError, "The connection was closed before the answer was whole, or the answer is not HTTP"),
    (httpx.DecodingError, "The body is not encoded as its Content-Encoding says"),
)


def _in_words(error: Exception) -> str:
    words = next((words for kind, words in _WORDS if isinstance(error, kind)), "The connection was lost")
    # What the system says of a connection that was not made holds no header: nothing was sent yet.
    return f"{words}: {error}" if isinstance(error, httpx.ConnectError) else words


class AsyncTransport:
    """Sends requests within the quota, on asyncio or trio; belongs to one event loop.

    Args:
        inner: Any httpx transport; by default one with up to 100 connections. It is closed with this one.
        headers: Added to every request. They appear in no repr, log line, event or exception.
        limiter: What holds requests back; by default a window of this transport's own.
        on_event: Called with each step of each call. What it raises is logged, and the call goes on.
        clock: Monotonic seconds.
    """

    def __init__(
        self,
        inner: httpx.AsyncBaseTransport | None = None,
        *,
        headers: Mapping[str, str],
        limiter: AsyncLimiter | None = None,
        on_event: Callable[[Event], None] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._common = _Common(headers, on_event, clock)
        self._inner = inner or httpx.AsyncHTTPTransport(limits=_LIMITS)
        self._limiter: AsyncLimiter = limiter or AsyncWindowLimiter(clock)

    async def send(self, request: Request, *, timeout: float, retry: RetryPolicy) -> Response[None]:  # noqa: ASYNC109 - of one attempt, not of this function
        """Send `request`, as often and as late as `retry` and the quota ask for, and return the last answer.

        Args:
            request: What to send; each attempt sends the same.
            timeout: Seconds for one attempt, from connecting to the end of the body.
            retry: When to send again, and how long to wait.

        Raises:
            APIConnectionError: No answer came, or none that can be read.
            APITimeoutError: None came in time.
            RateLimitError: The quota is known to reset later than `retry` allows to wait. Nothing was sent.
            RuntimeError: The transport is closed, or belongs to another event loop.
        """
        self._common.check_open()
        call = _Call(self._common, request, timeout, retry)
        while True:
            hold = await self._limiter.acquire(call.ticket)
            if hold is not None:
                raise call.refused(hold)
            exchange = await self._attempt(call)
            pause = call.pause_after(exchange)
            if pause is None:
                return exchange.result()
            if pause > 0:
                await anyio.sleep(pause)

    async def _attempt(self, call: _Call) -> _Exchange:
        exchange = _Exchange(call)
        try:
            self._common.check_open()
            http_request = exchange.begin()
            with anyio.move_on_after(exchange.seconds + _GRACE) as scope:
                response = await self._inner.handle_async_request(http_request)
                try:
                    exchange.reopens = await self._limiter.settle(call.ticket, exchange.answered(response))
                    async for chunk in response.aiter_bytes():
                        if not exchange.keep(chunk):
                            # Closed and then read once more, the generators beneath come to their ends.
                            await response.aclose()
                finally:
                    await response.aclose()
            if scope.cancelled_caught:
                exchange.failed(httpx.ReadTimeout("the attempt took too long"))
        except _FAILURES as error:
            exchange.failed(error)
        finally:
            if not exchange.answer:
                await self._limiter.release(call.ticket, counted=exchange.bytes_sent)
        return exchange

    @property
    def rate_limit(self) -> RateLimit | None:
        """The quota as the newest answer reported it; None before the first one."""
        return self._limiter.rate_limit

    async def aclose(self) -> None:
        """Close every connection. Calls that are still waiting for the quota fail when their turn comes."""
        self._common.closed = True
        await self._inner.aclose()


class SyncTransport:
    """Sends requests within the quota; threads may share it.

    Args:
        inner: Any httpx transport; by default one with up to 100 connections. It is closed with this one.
        headers: Added to every request. They appear in no repr, log line, event or exception.
        limiter: What holds requests back; by default a window of this transport's own.
        on_event: Called with each step of each call, in the thread of the call. What it raises is logged, and the
            call goes on.
        clock: Monotonic seconds.
    """

    def __init__(
        self,
        inner: httpx.BaseTransport | None = None,
        *,
        headers: Mapping[str, str],
        limiter: SyncLimiter | None = None,
        on_event: Callable[[Event], None] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._common = _Common(headers, on_event, clock)
        self._inner = inner or httpx.HTTPTransport(limits=_LIMITS)
        self._limiter: SyncLimiter = limiter or SyncWindowLimiter(clock)

    def send(self, request: Request, *, timeout: float, retry: RetryPolicy) -> Response[None]:
        """Send `request`, as often and as late as `retry` and the quota ask for, and return the last answer.

        Args:
            request: What to send; each attempt sends the same.
            timeout: Seconds for one attempt, from connecting to the end of the body. It is looked at whenever data
                comes: a server that falls silent half-way may take up to twice as long.
            retry: When to send again, and how long to wait.

        Raises:
            APIConnectionError: No answer came, or none that can be read.
            APITimeoutError: None came in time.
            RateLimitError: The quota is known to reset later than `retry` allows to wait. Nothing was sent.
            RuntimeError: The transport is closed.
        """
        self._common.check_open()
        call = _Call(self._common, request, timeout, retry)
        while True:
            hold = self._limiter.acquire(call.ticket)
            if hold is not None:
                raise call.refused(hold)
            exchange = self._attempt(call)
            pause = call.pause_after(exchange)
            if pause is None:
                return exchange.result()
            if pause > 0:
                time.sleep(pause)

    def _attempt(self, call: _Call) -> _Exchange:
        exchange = _Exchange(call)
        try:
            self._common.check_open()
            response = self._inner.handle_request(exchange.begin())
            try:
                exchange.reopens = self._limiter.settle(call.ticket, exchange.answered(response))
                for chunk in response.iter_bytes():
                    if not exchange.keep(chunk):
                        break
            finally:
                response.close()
        except _FAILURES as error:
            exchange.failed(error)
        finally:
            if not exchange.answer:
                self._limiter.release(call.ticket, counted=exchange.bytes_sent)
        return exchange

    @property
    def rate_limit(self) -> RateLimit | None:
        """The quota as the newest answer reported it; None before the first one."""
        return self._limiter.rate_limit

    def close(self) -> None:
        """Close every connection. Calls that are still waiting for the quota fail when their turn comes."""
        self._common.closed = True
        self._inner.close()
