"""Where requests are sent: async and sync. What to do next is decided in `call.py`; here it is done.

httpx transports are driven directly, without an httpx client around them: no cookie is kept, no redirect is followed,
and no proxy, netrc or other setting is taken from the environment.
"""

from __future__ import annotations

import os
import ssl
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from typing import cast

import anyio
import httpx

from ..errors import APIConnectionError, APITimeoutError
from ..events import Event
from ..rate_limit._headers import RateLimit
from ..rate_limit.limiter import Answer, AsyncLimiter, SyncLimiter
from ..rate_limit.local import AsyncWindowLimiter, SyncWindowLimiter
from ..retry import RetryPolicy
from ..types import Request, Response
from .call import Call, Common
from .content_encoding import ACCEPTED, EncodingError, Unpacker

__all__ = ["MAX_BODY", "MAX_ERROR_BODY", "AsyncTransport", "SyncTransport"]

MAX_BODY = 256 * 1024 * 1024
"""Bytes of a 2xx body, decompressed. A longer one is an APIConnectionError: it would take the memory of the program."""

MAX_ERROR_BODY = 64 * 1024
"""Bytes that are kept of any other body. The rest is not read, and the connection is closed."""

_GRACE = 0.05
"""Seconds by which httpx's own timeouts, which know what they were waiting for, come before ours."""

# As many are kept as are opened: a pool that closes what falls idle beyond twenty closes some under the feet of threads.
_LIMITS = httpx.Limits(max_connections=100, max_keepalive_connections=100, keepalive_expiry=30.0)

_FAILURES = (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, EncodingError, UnicodeEncodeError, OSError)
_NOTHING_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
_NOT_SENDABLE = (httpx.LocalProtocolError, httpx.UnsupportedProtocol, httpx.InvalidURL, UnicodeEncodeError)


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
        self._common = Common(_lower({"accept-encoding": ACCEPTED, **headers}), on_event, clock)
        self._inner = inner or httpx.AsyncHTTPTransport(limits=_LIMITS)
        self._window = AsyncWindowLimiter(clock) if limiter is None else None
        self._limiter: AsyncLimiter = limiter or cast("AsyncWindowLimiter", self._window)
        self._loop: object = None

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
        self._check_loop()
        call = Call(self._common, request, timeout, retry)
        while True:
            hold = await self._limiter.acquire(call.ticket)
            if hold is not None:
                raise call.refused(hold)
            exchange = await self._exchange(call)
            pause = exchange.pause()
            if pause is None:
                return exchange.result()
            if pause > 0:
                await anyio.sleep(pause)

    async def _exchange(self, call: Call) -> _Exchange:
        exchange = _Exchange(call, self._common)
        settled = False
        try:
            self._common.check_open()
            http_request = exchange.begin()
            with anyio.move_on_after(exchange.seconds + _GRACE) as scope:
                response = await self._inner.handle_async_request(http_request)
                try:
                    answer = exchange.answered(response)
                    settled = True
                    exchange.reopens = await self._limiter.settle(call.ticket, answer)
                    async for piece in cast("httpx.AsyncByteStream", response.stream):
                        if not exchange.keep(piece):
                            # Closed and then read once more, the generators beneath come to their ends.
                            await response.aclose()
                    exchange.end()
                finally:
                    await response.aclose()
            if scope.cancelled_caught:
                exchange.failed(httpx.ReadTimeout("the attempt as a whole took too long"))
        except _FAILURES as error:
            exchange.failed(error)
        finally:
            if not settled:
                await self._limiter.release(call.ticket, counted=exchange.bytes_sent)
        return exchange

    def _check_loop(self) -> None:
        loop = _running_loop()
        if self._loop is None:
            self._loop = loop
        elif self._loop is not loop:
            raise RuntimeError(
                "this client has been used in another event loop, where its connections are: make one client for "
                "each event loop (for each asyncio.run)"
            )

    @property
    def rate_limit(self) -> RateLimit | None:
        """The quota as the newest answer reported it; None before the first one."""
        return self._limiter.rate_limit

    async def aclose(self) -> None:
        """Close every connection. Calls that wait for the quota fail with the RuntimeError of a closed client."""
        self._common.closed = True
        if self._window is not None:
            self._window.wake_all()
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
        self._common = Common(_lower({"accept-encoding": ACCEPTED, **headers}), on_event, clock)
        self._inner = inner or httpx.HTTPTransport(limits=_LIMITS)
        self._window = SyncWindowLimiter(clock) if limiter is None else None
        self._limiter: SyncLimiter = limiter or cast("SyncWindowLimiter", self._window)

    def send(self, request: Request, *, timeout: float, retry: RetryPolicy) -> Response[None]:
        """Send `request`, as often and as late as `retry` and the quota ask for, and return the last answer.

        Args:
            request: What to send; each attempt sends the same.
            timeout: Seconds for one attempt, from connecting to the end of the body. Nothing can interrupt a thread
                that reads: it is looked at whenever data comes, so that an answer that trickles and then stops may
                take up to twice as long.
            retry: When to send again, and how long to wait.

        Raises:
            APIConnectionError: No answer came, or none that can be read.
            APITimeoutError: None came in time.
            RateLimitError: The quota is known to reset later than `retry` allows to wait. Nothing was sent.
            RuntimeError: The transport is closed.
        """
        self._common.check_open()
        call = Call(self._common, request, timeout, retry)
        while True:
            hold = self._limiter.acquire(call.ticket)
            if hold is not None:
                raise call.refused(hold)
            exchange = self._exchange(call)
            pause = exchange.pause()
            if pause is None:
                return exchange.result()
            if pause > 0:
                time.sleep(pause)

    def _exchange(self, call: Call) -> _Exchange:
        exchange = _Exchange(call, self._common)
        settled = False
        try:
            self._common.check_open()
            response = self._inner.handle_request(exchange.begin())
            try:
                answer = exchange.answered(response)
                settled = True
                exchange.reopens = self._limiter.settle(call.ticket, answer)
                for piece in cast("httpx.SyncByteStream", response.stream):
                    if not exchange.keep(piece):
                        break
                exchange.end()
            finally:
                response.close()
        except _FAILURES as error:
            exchange.failed(error)
        finally:
            if not settled:
                self._limiter.release(call.ticket, counted=exchange.bytes_sent)
        return exchange

    @property
    def rate_limit(self) -> RateLimit | None:
        """The quota as the newest answer reported it; None before the first one."""
        return self._limiter.rate_limit

    def close(self) -> None:
        """Close every connection. Calls that wait for the quota fail with the RuntimeError of a closed client."""
        self._common.closed = True
        if self._window is not None:
            self._window.wake_all()
        self._inner.close()


class _Exchange:
    """One attempt: the request as httpx has it, and what came of it."""

    __slots__ = (
        "_body",
        "_call",
        "_common",
        "_cut",
        "_encoding",
        "_error",
        "_final",
        "_headers",
        "_sent",
        "_size",
        "_succeeded",
        "_timeouts",
        "_unpacker",
        "answer",
        "bytes_sent",
        "reopens",
        "seconds",
    )

    def __init__(self, call: Call, common: Common) -> None:
        self._call = call
        self._common = common
        self._body: list[bytes] = []
        self._size = 0
        self._succeeded = False
        self._cut = False
        self._unpacker: Unpacker | None = None
        self._error: APIConnectionError | None = None
        self._final = False
        """Sent again, it would fail again."""
        self.answer: Answer | None = None
        self.bytes_sent = False
        self.reopens: float | None = None
        """After a 429: when the limiter will let the call pass again. None where nothing tells."""

    def begin(self) -> httpx.Request:
        """The request that goes out now."""
        request = self._call.request
        self._sent, self.seconds = self._call.begin()
        self._timeouts = dict.fromkeys(("connect", "read", "write", "pool"), self.seconds)
        self.bytes_sent = True
        url, host = _parse(request.url)
        content = request.content or b""
        headers = {"host": host, **self._common.headers, **_lower(request.headers)}
        headers.setdefault("x-request-id", request.request_id)
        if request.content is not None or request.method not in {"GET", "HEAD", "DELETE", "OPTIONS"}:
            headers["content-length"] = str(len(content))
        http_request = httpx.Request(
            request.method,
            url,
            headers=headers,
            stream=httpx.ByteStream(content),
            extensions={"timeout": self._timeouts},
        )
        http_request.read()
        return http_request

    def answered(self, response: httpx.Response) -> Answer:
        """The headers of an answer are here."""
        received = self._common.clock()
        # httpcore looks the timeout up again when it begins with the body.
        self._timeouts["read"] = max(0.001, self._sent + self.seconds - received)
        self._headers = response.headers
        self._succeeded = response.is_success
        headers = {name.lower().decode("latin-1"): text.decode("latin-1") for name, text in response.headers.raw}
        self._encoding = headers.get("content-encoding") or None
        self.answer = answer = Answer(response.status_code, headers, self._sent, received)
        self._call.answered(answer)
        return answer

    def keep(self, piece: bytes) -> bool:
        """Take in a piece of the body as it came; False: no more of it is wanted."""
        if self._cut:
            return False
        most = MAX_BODY if self._succeeded else MAX_ERROR_BODY
        if self._encoding is not None:
            try:
                self._unpacker = self._unpacker or Unpacker(self._encoding)
                piece = self._unpacker.unpack(piece, most - self._size + 1)
            except EncodingError as error:
                self._cut = True
                self.failed(error)
                return False
        self._body.append(piece)
        self._size += len(piece)
        if self._size > most:
            self._cut = True
            if self._succeeded:
                self._final = True
                self._fail(APIConnectionError, f"The answer is longer than {MAX_BODY >> 20} MiB")
        elif self._common.clock() > self._sent + self.seconds + _GRACE:
            self._cut = True
            self.failed(httpx.ReadTimeout("the body trickles"))
        return not self._cut

    def end(self) -> None:
        """The body has come to its end."""
        if self._unpacker is not None and not self._cut:
            self._unpacker.end()

    def failed(self, error: Exception) -> None:
        """The attempt ended without a whole answer."""
        if self._error is not None or (self.answer is not None and not self._succeeded):
            return  # It was cut on purpose; or the status says enough, and the body is kept as far as it came.
        if isinstance(error, _NOTHING_SENT):
            self.bytes_sent = False
        if isinstance(error, _NOT_SENDABLE):
            # Not chained: h11 quotes the header that it refuses, and that may be the key.
            self._final, self.bytes_sent = True, False
            self._fail(APIConnectionError, "This cannot be sent over HTTP: the URL or a header is not well-formed")
        elif isinstance(error, httpx.TimeoutException):
            self._fail(APITimeoutError, f"{_in_words(error)} within {self.seconds:g} s", error)
        else:
            self._final = any(isinstance(cause, ssl.SSLCertVerificationError) for cause in _causes(error))
            self._fail(APIConnectionError, _in_words(error), error)

    def _fail(self, kind: type[APIConnectionError], message: str, cause: Exception | None = None) -> None:
        request = self._call.request
        self._error = kind(message, method=request.method, url=request.url, request_id=request.request_id)
        self._error.__cause__ = cause

    def pause(self) -> float | None:
        """Seconds until the call asks for its next permit; None: this attempt was the last."""
        if self._final or (self._succeeded and self._error is None):
            return None
        # A success whose body did not come whole is as good as no answer.
        answer = None if self._succeeded else self.answer
        return self._call.pause_after(answer, bytes_sent=self.bytes_sent, reopens=self.reopens)

    def result(self) -> Response[None]:
        """The answer, or the error in its place."""
        if self._error is not None:
            raise self._error
        answer = cast("Answer", self.answer)  # There is no error, so there is one.
        body = self._body[0] if len(self._body) == 1 else b"".join(self._body)
        if not self._succeeded:
            body = body[:MAX_ERROR_BODY]
        request_id = answer.headers.get("x-request-id") or self._call.request.request_id
        return Response(answer.status, self._headers, body, request_id, None)


_WORDS: tuple[tuple[type[Exception], str], ...] = (
    (httpx.PoolTimeout, "No connection became free"),
    (httpx.ConnectTimeout, "No connection was made"),
    (httpx.WriteTimeout, "The request could not be sent"),
    (httpx.TimeoutException, "No whole answer came"),
    (httpx.ConnectError, "No connection could be made"),
    (httpx.RemoteProtocolError, "The connection was closed before the answer was whole, or the answer is not HTTP"),
    (EncodingError, "The body is not encoded as its Content-Encoding says"),
)


def _in_words(error: Exception) -> str:
    """What went wrong, in our words: the libraries beneath quote what they were given."""
    words = next((words for kind, words in _WORDS if isinstance(error, kind)), "The connection was lost")
    return f"{words}: {_by_system(error)}" if isinstance(error, httpx.ConnectError) else words


def _by_system(error: BaseException) -> str:
    """Why there is no connection, as the operating system or TLS says it."""
    cause = [cause for cause in _causes(error) if isinstance(cause, OSError)][-1:]
    match cause:
        case [ssl.SSLCertVerificationError(verify_message=text)]:
            return f"the certificate is not trusted, {text}"
        case [ssl.SSLError(reason=str(text))]:
            return f"TLS failed, {text}"
        case [OSError(errno=int(number), strerror=str(text))]:
            return os.strerror(number) if number > 0 else text
        case _:
            return "the host does not answer"


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        if isinstance(error, BaseExceptionGroup):
            error = cast("BaseExceptionGroup[BaseException]", error).exceptions[0]
        else:
            error = error.__cause__ or error.__context__


def _lower(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): text for name, text in headers.items()}


@lru_cache(maxsize=256)  # parsing is a sixth of a call, and most calls go to few places
def _parse(url: str) -> tuple[httpx.URL, str]:
    """The URL, and what goes into the Host header for it."""
    parsed = httpx.URL(url)
    return parsed, parsed.netloc.decode("ascii")


def _running_loop() -> object:
    """What identifies the event loop, on asyncio or trio."""
    if "asyncio" in sys.modules:
        import asyncio  # noqa: PLC0415 - it is loaded; a program on trio alone does without

        with suppress(RuntimeError):  # It is trio that runs, which has its own word for none at all.
            return asyncio.get_running_loop()
    import trio  # noqa: PLC0415 - it is loaded, or there is no event loop

    return trio.lowlevel.current_trio_token()
