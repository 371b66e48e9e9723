"""The public clients: configuration, lifecycle, and one attribute for each tag of the spec."""

from __future__ import annotations

import ipaddress
import os
import re
import sys
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar
from urllib.parse import urlsplit

from ._runtime.operation import Operation, build_request, header_problems, read_answer
from ._runtime.transport import AsyncTransport, SyncTransport
from ._runtime.version import __version__
from .api import AsyncResources, Resources
from .options import RequestOptions
from .retry import RetryPolicy
from .types import UNSET, RateLimit, Response

if TYPE_CHECKING:
    import httpx

    from .events import Event
    from .rate_limit.limiter import AsyncLimiter, SyncLimiter

__all__ = ["DEFAULT_BASE_URL", "AsyncMSPortal", "MSPortal"]

T = TypeVar("T")

DEFAULT_BASE_URL = "https://app.msportal.ai"
"""Where the API is: the server that the spec names."""

_DEFAULT_OPTIONS = RequestOptions()


class _Settings:
    """What the two clients have in common: everything but sending."""

    def __init__(
        self,
        api_key: str | None,
        base_url: str | None,
        timeout: float,
        retry: RetryPolicy | None,
        headers: Mapping[str, str] | None,
    ) -> None:
        self._key = _checked_key(os.environ.get("MSPORTAL_API_KEY") if api_key is None else api_key)
        self.base_url = _checked_base_url(base_url or os.environ.get("MSPORTAL_BASE_URL") or DEFAULT_BASE_URL)
        self._timeout = _checked_timeout(timeout)
        self._retry = retry or RetryPolicy()
        self._headers = _checked_headers(headers or {})

    def headers(self) -> dict[str, str]:
        """The headers of every request."""
        major, minor, *_ = sys.version_info
        agent = f"msportal-client/{__version__} Python/{major}.{minor}"
        return {"user-agent": agent, **self._headers, "authorization": f"Bearer {self._key}"}

    def limits(self, options: RequestOptions) -> tuple[float, RetryPolicy]:
        """The timeout of an attempt and the retry policy of a call."""
        timeout = self._timeout if options.timeout is None else _checked_timeout(options.timeout)
        return timeout, options.retry or self._retry

    def redact(self, text: str) -> str:
        """`text` without the key, should the server have echoed it."""
        return text.replace(self._key, "<API key>")


def _checked_key(text: str | None) -> str:
    if not text:
        raise ValueError("no API key: pass api_key, or set the environment variable MSPORTAL_API_KEY")
    if not re.fullmatch(r"[\x21-\x7e]+", text):
        raise ValueError(
            "the API key has characters that no key has (white space, a line break, a control character or one "
            "outside ASCII): look at how it was copied"
        )
    return text


def _checked_headers(headers: Mapping[str, str]) -> dict[str, str]:
    problems = list(header_problems(headers, "headers"))
    if problems:
        raise ValueError("; ".join(map(str, problems)))
    return {name.lower(): value for name, value in headers.items()}


def _checked_base_url(url: str) -> str:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise ValueError(f"base_url {url!r} is not a URL: {error}") from None
    if parts.username is not None or parts.password is not None:
        raise ValueError("base_url must not hold a user name or password")
    if parts.scheme not in {"http", "https"} or not host or not re.fullmatch(r"[\x21-\x5b\x5d-\x7e]+", url):
        raise ValueError(f"base_url {url!r} is not an http or https URL")
    if parts.query or parts.fragment:
        raise ValueError(f"base_url {url!r} must not have a query or a fragment")
    if parts.scheme == "http" and not _is_loopback(host):
        raise ValueError(f"base_url {url!r} must begin with https://: the API key would travel in the clear")
    return url.rstrip("/")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _checked_timeout(timeout: float) -> float:
    if not timeout > 0:
        raise ValueError(f"timeout must be more than 0 seconds, is {timeout!r}")
    return timeout


class AsyncMSPortal(AsyncResources):
    """A client of the MSPortal API for asyncio and trio, with one attribute for each tag of the spec.

    Use it as a context manager, or `aclose()` it. One client belongs to one event loop; its tasks share connections and
    the quota of the key.

    Args:
        api_key: Made in MSPortal under Settings → Integrations → API Access; by default the environment variable
            `MSPORTAL_API_KEY`.
        base_url: Where the API is; by default the environment variable `MSPORTAL_BASE_URL`, else
            `https://app.msportal.ai`. It must be https, unless it is this machine.
        timeout: Seconds for one attempt, from connecting to the end of the body.
        retry: When a call is sent again, and how long it may wait for the quota.
        limiter: What holds calls back to stay within the quota; by default a window in this process.
        headers: More headers for every request.
        transport: Any httpx transport to send through, such as one with a proxy; by default a new one. No proxy is
            taken from the environment.
        on_event: Called with each step of each call: see `msportal_client.events`.

    Raises:
        ValueError: There is no API key, or one that cannot be a key; base URL, timeout or headers cannot be used.
    """

    def __init__(
        self,
        api_key: str | None = None,
        *,
        base_url: str | None = None,
        timeout: float = 30.0,
        retry: RetryPolicy | None = None,
        limiter: AsyncLimiter | None = None,
        headers: Mapping[str, str] | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
        on_event: Callable[[Event], None] | None = None,
    ) -> None:
        self._settings = _Settings(api_key, base_url, timeout, retry, headers)
        self._transport = AsyncTransport(
            transport, headers=self._settings.headers(), limiter=limiter, on_event=on_event
        )

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.base_url}>"

    @property
    def base_url(self) -> str:
        """Where the API is, without a slash at the end."""
        return self._settings.base_url

    @property
    def rate_limit(self) -> RateLimit | None:
        """The quota as the newest answer reported it; None before the first one."""
        return self._transport.rate_limit

    async def send(
        self,
        operation: Operation[T],
        arguments: Mapping[str, Any],
        *,
        body: Any = UNSET,
        options: RequestOptions | None = None,
    ) -> Response[T]:
        """Send a call of an operation: what the generated functions do.

        Args:
            operation: The `OPERATION` of a module in `msportal_client.api`.
            arguments: Its parameters by Python name.
            body: Its body.
            options: What this call does differently.

        Raises:
            RequestValidationError: An argument breaks a documented limit; nothing was sent.
            APIConnectionError: No answer came.
            APIStatusError: The answer is outside 2xx.
            ResponseDecodeError: The answer breaks its schema.
            RuntimeError: The client is closed, or belongs to another event loop.
        """
        options = options or _DEFAULT_OPTIONS
        timeout, retry = self._settings.limits(options)
        request = build_request(operation, arguments, base_url=self.base_url, body=body, options=options)
        answer = await self._transport.send(request, timeout=timeout, retry=retry)
        return read_answer(operation, request, answer, redact=self._settings.redact)

    async def aclose(self) -> None:
        """Close every connection. Closing twice does nothing."""
        await self._transport.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.aclose()


class MSPortal(Resources):
    """A client of the MSPortal API, with one attribute for each tag of the spec.

    Use it as a context manager, or `close()` it. Threads may share it, and with it connections and the quota of the key.

    Args:
        api_key: Made in MSPortal under Settings → Integrations → API Access; by default the environment variable
            `MSPORTAL_API_KEY`.
        base_url: Where the API is; by default the environment variable `MSPORTAL_BASE_URL`, else
            `https://app.msportal.ai`. It must be https, unless it is this machine.
        timeout: Seconds for one attempt, from connecting to the end of the body.
        retry: When a call is sent again, and how long it may wait for the quota.
        limiter: What holds calls back to stay within the quota; by default a window in this process.
        headers: More headers for every request.
        transport: Any httpx transport to send through, such as one with a proxy; by default a new one. No proxy is
            taken from the environment.
        on_event: Called with each step of each call, in the call's thread: see `msportal_client.events`.

    Raises:
        ValueError: There is no API key, or one that cannot be a key; base URL, timeout or headers cannot be used.
    """

    def __init__(
        self,
        api_key: str | None = None,
        *,
        base_url: str | None = None,
        timeout: float = 30.0,
        retry: RetryPolicy | None = None,
        limiter: SyncLimiter | None = None,
        headers: Mapping[str, str] | None = None,
        transport: httpx.BaseTransport | None = None,
        on_event: Callable[[Event], None] | None = None,
    ) -> None:
        self._settings = _Settings(api_key, base_url, timeout, retry, headers)
        self._transport = SyncTransport(transport, headers=self._settings.headers(), limiter=limiter, on_event=on_event)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.base_url}>"

    @property
    def base_url(self) -> str:
        """Where the API is, without a slash at the end."""
        return self._settings.base_url

    @property
    def rate_limit(self) -> RateLimit | None:
        """The quota as the newest answer reported it; None before the first one."""
        return self._transport.rate_limit

    def send(
        self,
        operation: Operation[T],
        arguments: Mapping[str, Any],
        *,
        body: Any = UNSET,
        options: RequestOptions | None = None,
    ) -> Response[T]:
        """Send a call of an operation: what the generated functions do. See `AsyncMSPortal.send`."""
        options = options or _DEFAULT_OPTIONS
        timeout, retry = self._settings.limits(options)
        request = build_request(operation, arguments, base_url=self.base_url, body=body, options=options)
        answer = self._transport.send(request, timeout=timeout, retry=retry)
        return read_answer(operation, request, answer, redact=self._settings.redact)

    def close(self) -> None:
        """Close every connection. Closing twice does nothing."""
        self._transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()
