"""The base classes of all clients: configuration, lifecycle, sending."""

from __future__ import annotations

import ipaddress
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Self, TypeVar
from urllib.parse import urlsplit

from ..errors import FieldProblem, RequestValidationError
from ..options import RequestOptions
from ..retry import RetryPolicy
from ..types import UNSET, RateLimit, Response
from .api import API
from .call import Call
from .credentials import Credentials
from .network import Network, NetworkArguments, conflicts_with_transport, flag_problems, is_loopback, read_network
from .operation import (
    DEFAULT_OPTIONS,
    Operation,
    build_request,
    header_problems,
    read_response,
    timeout_problems,
    type_problems,
)
from .redaction import Redaction
from .transport import AsyncTransport, SyncTransport
from .version import __version__

if TYPE_CHECKING:
    from ..events import Event
    from ..rate_limit.limiter import AsyncLimiter, SyncLimiter
    from .connections import AsyncHTTPTransport, HTTPTransport
    from .network import CertTypes, VerifyTypes

__all__ = ["APIClient", "AsyncAPIClient"]

T = TypeVar("T")
X = TypeVar("X", AsyncTransport, SyncTransport)

# Characters of a host name and of one of its labels (RFC 1035, section 2.3.4).
_LONGEST_HOST, _LONGEST_LABEL = 253, 63


class Settings:
    """The checked settings of a client. It has no repr of the API key.

    Raises:
        RequestValidationError: A setting cannot be used. It is a ValueError, and names every such setting.
    """

    __slots__ = ("_headers", "api", "base_url", "credentials", "network", "redaction", "retry", "strict", "timeout")

    def __init__(  # noqa: PLR0917 - the arguments of the clients, in their order
        self,
        api: API,
        api_key: str | None,
        base_url: str | None,
        timeout: float,
        retry: RetryPolicy | None,
        headers: Mapping[str, str] | None,
        strict: bool,
        network: NetworkArguments,
        transport: object,
    ) -> None:
        key = os.environ.get(api.key_variable) if api_key is None else api_key
        given = None if base_url == "" else base_url
        url = (os.environ.get(api.base_url_variable) or api.base_url) if given is None else given
        problems = [
            *_key_problems(api, key),
            *_base_url_problems(url, allow_http=network.allow_http),
            *timeout_problems("timeout", timeout),
            *type_problems("retry", retry, RetryPolicy),
            *type_problems("headers", headers, Mapping),
            *type_problems("strict", strict, bool),
        ]
        if isinstance(headers, Mapping):
            problems += header_problems(api, headers, "headers")
        problems += flag_problems(allow_http=network.allow_http)
        # None where the transport has settings of its own.
        self.network: Network | None = None
        if transport is not None:
            problems += conflicts_with_transport(network)
        elif not problems:
            self.network, problems = read_network(url, network)
        if problems:
            raise RequestValidationError(api.name, problems)
        self.api = api
        self.base_url = url.rstrip("/")
        self.timeout = timeout
        self.retry = retry or RetryPolicy()
        self._headers = {name.lower(): value for name, value in (headers or {}).items()}
        self.strict = strict
        self.credentials = Credentials(api, str(key))
        self.redaction = Redaction(*self.credentials.secrets)

    def headers(self) -> dict[str, str]:
        """Return the headers of every request but the API key."""
        major, minor, *_ = sys.version_info
        agent = f"msportal-client/{__version__} Python/{major}.{minor}"
        return {"user-agent": agent, **self._headers}


class _Base(Generic[X]):
    """The parts of a client that are the same for asynchronous and synchronous code."""

    _api: ClassVar[API]
    _settings: Settings
    _transport: X

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.base_url}>"

    @property
    def base_url(self) -> str:
        """The URL of the server, without a slash at the end."""
        return self._settings.base_url

    def _read(
        self, operation: Operation[T], call: Call, response: Response[None], options: RequestOptions
    ) -> Response[T]:
        """Read a response, and report the values that break their schema."""
        settings = self._settings
        strict = settings.strict if options.strict is None else options.strict
        read = read_response(settings.api, operation, call.request, response, settings.redaction, strict=strict)
        if read.mismatches:
            call.report_mismatches(read.mismatches)
        return read

    @property
    def redaction(self) -> Redaction:
        """Removes the API key from texts."""
        return self._settings.redaction

    @property
    def page_parameter(self) -> str:
        """The query parameter with the number of a page."""
        return self._api.page_parameter

    @property
    def rate_limit(self) -> RateLimit | None:
        """The quota as the newest response reported it; None before the first one."""
        return self._transport.rate_limit


class AsyncAPIClient(_Base[AsyncTransport]):
    """The base class of asynchronous clients. A subclass sets `_api`; the arguments are documented there.

    Raises:
        ValueError: There is no API key, or one that cannot be a key; another argument cannot be used.
        TypeError: The transport belongs to neither httpx nor httpx2.
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
        transport: AsyncHTTPTransport | None = None,
        on_event: Callable[[Event], None] | None = None,
        strict: bool = False,
        proxy: str | None = None,
        verify: VerifyTypes = True,
        cert: CertTypes | None = None,
        trust_env: bool = True,
        http2: bool = False,
        max_connections: int | None = None,
        allow_http: bool = False,
    ) -> None:
        network = NetworkArguments(proxy, verify, cert, trust_env, http2, max_connections, allow_http)
        self._settings = settings = Settings(
            self._api, api_key, base_url, timeout, retry, headers, strict, network, transport
        )
        self._transport = AsyncTransport(
            transport,
            api=self._api,
            headers=settings.headers(),
            credentials=settings.credentials,
            limiter=limiter,
            on_event=on_event,
            network=settings.network,
        )

    async def send(
        self,
        operation: Operation[T],
        arguments: Mapping[str, Any],
        *,
        body: Any = UNSET,
        options: RequestOptions | None = None,
    ) -> Response[T]:
        """Call an operation. The generated functions do this.

        Args:
            operation: The `OPERATION` of a module in `msportal_client.api`.
            arguments: Its parameters by Python name.
            body: Its body.
            options: Settings for this call.

        Raises:
            RequestValidationError: An argument breaks a documented limit; nothing was sent.
            APIConnectionError: No response came.
            APIStatusError: The response is outside 2xx.
            ResponseDecodeError: The response breaks its schema.
            RuntimeError: The client is closed, or belongs to another event loop.
        """
        settings, options = self._settings, options or DEFAULT_OPTIONS
        with Call(self._transport.shared, operation, settings.base_url) as call:
            request = build_request(settings.api, operation, arguments, settings.base_url, body, options)
            call.begin(request, options.timeout or settings.timeout, options.retry or settings.retry)
            response = await self._transport.complete(call)
            return self._read(operation, call, response, options)

    async def aclose(self) -> None:
        """Close every connection. Closing twice does nothing."""
        await self._transport.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.aclose()


class APIClient(_Base[SyncTransport]):
    """The base class of synchronous clients. A subclass sets `_api`; the arguments are documented there.

    Raises:
        ValueError: There is no API key, or one that cannot be a key; another argument cannot be used.
        TypeError: The transport belongs to neither httpx nor httpx2.
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
        transport: HTTPTransport | None = None,
        on_event: Callable[[Event], None] | None = None,
        strict: bool = False,
        proxy: str | None = None,
        verify: VerifyTypes = True,
        cert: CertTypes | None = None,
        trust_env: bool = True,
        http2: bool = False,
        max_connections: int | None = None,
        allow_http: bool = False,
    ) -> None:
        network = NetworkArguments(proxy, verify, cert, trust_env, http2, max_connections, allow_http)
        self._settings = settings = Settings(
            self._api, api_key, base_url, timeout, retry, headers, strict, network, transport
        )
        self._transport = SyncTransport(
            transport,
            api=self._api,
            headers=settings.headers(),
            credentials=settings.credentials,
            limiter=limiter,
            on_event=on_event,
            network=settings.network,
        )

    def send(
        self,
        operation: Operation[T],
        arguments: Mapping[str, Any],
        *,
        body: Any = UNSET,
        options: RequestOptions | None = None,
    ) -> Response[T]:
        """Call an operation. The generated functions do this. See `AsyncAPIClient.send`."""
        settings, options = self._settings, options or DEFAULT_OPTIONS
        with Call(self._transport.shared, operation, settings.base_url) as call:
            request = build_request(settings.api, operation, arguments, settings.base_url, body, options)
            call.begin(request, options.timeout or settings.timeout, options.retry or settings.retry)
            response = self._transport.complete(call)
            return self._read(operation, call, response, options)

    def close(self) -> None:
        """Close every connection. Closing twice does nothing."""
        self._transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


# The types say otherwise, but callers may do without types: hence the checks that pyright finds unnecessary.


def _key_problems(api: API, key: object) -> Iterator[FieldProblem]:
    if key is None or key == "":
        yield FieldProblem("api_key", f"no API key: pass api_key, or set the environment variable {api.key_variable}")
    elif not isinstance(key, str):
        yield FieldProblem("api_key", f"must be a string, is of the type {type(key).__name__}")
    elif "{base64}" in api.key_format and ":" not in key:
        yield FieldProblem("api_key", "must have the form user:password")
    elif not re.fullmatch(r"[\x21-\x7e]+", key):
        yield FieldProblem(
            "api_key",
            "the API key has characters that no key has (white space, a line break, a control character or one "
            "outside ASCII): look at how it was copied",
        )


def _base_url_problems(url: object, *, allow_http: object) -> Iterator[FieldProblem]:
    problem = _base_url_problem(url, allow_http=allow_http is True)
    if problem:
        yield FieldProblem("base_url", problem)


def _base_url_problem(url: object, *, allow_http: bool) -> str:  # noqa: PLR0911 - one sentence for each
    if not isinstance(url, str):
        return f"must be a string, is of the type {type(url).__name__}"
    if "@" in url:
        return "must not contain a user name or password"
    if "?" in url or "#" in url:
        return "must not have a query or a fragment"
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        return f"{url!r} is not a URL: {error}"
    if parts.scheme not in {"http", "https"} or not host or not re.fullmatch(r"[\x21-\x5b\x5d-\x7e]+", url):
        return f"{url!r} is not an http or https URL"
    if not _is_host(host):
        return f"{url!r} has no valid host name: {host!r}"
    if parts.scheme == "http" and not allow_http and not is_loopback(host):
        return (
            f"{url!r} must begin with https://: over http, anyone on the way can read the API key. In a network that is "
            "yours, allow_http=True allows it"
        )
    return ""


def _is_host(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        labels = host.removesuffix(".").split(".")
        return len(host) <= _LONGEST_HOST and all(0 < len(label) <= _LONGEST_LABEL for label in labels)
    return True
