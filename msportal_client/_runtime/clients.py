"""The base classes of all clients: configuration, lifecycle, sending."""

from __future__ import annotations

import ipaddress
import os
import re
import sys
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import ExitStack
from copy import copy
from dataclasses import replace
from functools import cached_property, partial
from types import TracebackType
from typing import TYPE_CHECKING, Any, ClassVar, Generic, NoReturn, Self, TypeVar, cast
from urllib.parse import urlsplit

from ..errors import AuthenticationError, FieldProblem, RequestValidationError
from ..options import QueryValue, RequestOptions
from ..retry import RetryPolicy
from ..types import UNSET, RateLimit, Response
from .api import API
from .bodies import is_repeatable
from .call import Call, Request
from .credentials import Credentials, is_token_source
from .network import Network, NetworkArguments, conflicts_with_transport, flag_problems, is_loopback, read_network
from .operation import (
    DEFAULT_OPTIONS,
    Operation,
    build_request,
    header_problems,
    timeout_problems,
    type_problems,
    written_path,
)
from .redaction import Redaction
from .responses import read_response
from .transport import AsyncTransport, SyncTransport
from .urls import next_path
from .version import __version__

# What few programs use is loaded by the functions that use it: tokens, `client.request`, and streams.
if TYPE_CHECKING:
    from ..events import Event
    from ..rate_limit.limiter import AsyncLimiter, SyncLimiter
    from ..streaming import AsyncByteStream, AsyncEventStream, ByteStream, EventStream
    from .connections import AsyncHTTPTransport, HTTPTransport
    from .endpoint import Endpoint
    from .event_reader import EventReader
    from .network import CertTypes, VerifyTypes
    from .streams import AsyncOpenBody, OpenBody
    from .tokens import AsyncTokens, Tokens, TokenSource

__all__ = ["APIClient", "AsyncAPIClient"]

T = TypeVar("T")
R = TypeVar("R")
X = TypeVar("X", AsyncTransport, SyncTransport)

# Characters of a host name and of one of its labels (RFC 1035, section 2.3.4).
_LONGEST_HOST, _LONGEST_LABEL = 253, 63
# Parts of the own path of an API by which a base URL is known to have it. A server may well be at `/api`.
_SHORTEST_OWN_PATH = 2


class Settings:
    """The checked settings of a client. It has no repr of the API key.

    Raises:
        RequestValidationError: A setting cannot be used. It is a ValueError, and names every such setting.
    """

    __slots__ = (
        "_headers",
        "api",
        "base_url",
        "credentials",
        "more_headers",
        "network",
        "redaction",
        "retry",
        "strict",
        "timeout",
        "token_source",
    )

    def __init__(  # noqa: PLR0917 - the arguments of the clients, in their order
        self,
        api: API,
        api_key: str | TokenSource | None,
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
            *(() if is_token_source(key) else _key_problems(api, key)),
            *_base_url_problems(api, url, allow_http=network.allow_http),
            *_call_problems(api, timeout, retry, headers, strict),
        ]
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
        # Headers of a derived client; those of the first one are the transport's.
        self.more_headers: dict[str, str] = {}
        self.strict = strict
        # The function that gives tokens, in place of a key.
        self.token_source = cast("TokenSource", key) if is_token_source(key) else None
        self.credentials = Credentials(api, "" if self.token_source is not None else str(key))
        self.redaction = Redaction(*self.credentials.secrets)
        self.credentials.on_new = self.redaction.add

    def derive(
        self,
        timeout: float | None,
        retry: RetryPolicy | None,
        headers: Mapping[str, str] | None,
        strict: bool | None,
    ) -> Settings:
        """Return settings with other values for calls. None keeps a value."""
        problems = list(_call_problems(self.api, self.timeout if timeout is None else timeout, retry, headers, strict))
        if problems:
            raise RequestValidationError("with_options", problems)
        derived = copy(self)
        derived.timeout = self.timeout if timeout is None else timeout
        derived.retry = retry or self.retry
        derived.more_headers = self.more_headers | {name.lower(): value for name, value in (headers or {}).items()}
        derived.strict = self.strict if strict is None else strict
        return derived

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

    def __reduce__(self) -> NoReturn:
        raise TypeError(
            f"{type(self).__name__} cannot be pickled or copied: it has connections, and the API key. Make a client in "
            "each process; with_options derives one with other settings"
        )

    def with_options(
        self,
        *,
        timeout: float | None = None,
        retry: RetryPolicy | None = None,
        headers: Mapping[str, str] | None = None,
        strict: bool | None = None,
    ) -> Self:
        """Return a client with other settings for its calls. `RequestOptions` of a call go before them.

        It shares everything else with this client: connections, the window of the quota, `on_event`, and their end.
        Closing one of them closes both, so that one of them, no matter which, has to be closed.

        Args:
            timeout: Seconds for one attempt, from waiting for a connection to the end of the body.
            retry: When a call is sent again, and how long it may wait for the quota.
            headers: More headers for every request. They replace headers of this client that have the same name.
            strict: Whether a value in a response that breaks the spec's schema is a ResponseDecodeError.

        Raises:
            RequestValidationError: A value cannot be used.
        """
        derived = type(self).__new__(type(self))
        # Not the resources, whose calls are sent by this client.
        made = {n for kind in type(self).__mro__ for n, it in vars(kind).items() if isinstance(it, cached_property)}
        vars(derived).update((n, v) for n, v in vars(self).items() if n not in made)
        derived._settings = self._settings.derive(timeout, retry, headers, strict)  # noqa: SLF001 - of the same class
        return derived

    def _begin(  # noqa: PLR0917 - the arguments of `send`
        self,
        call: Call,
        operation: Operation[Any],
        arguments: Mapping[str, Any],
        body: Any,
        options: RequestOptions,
        content_type: str | None,
        change: Callable[[Request], Request] | None = None,
    ) -> None:
        """Build the request of a call, and begin it with what `change` makes of it."""
        settings = self._settings
        request = build_request(settings.api, operation, arguments, settings.base_url, body, options, content_type)
        if settings.more_headers:
            request = request._replace(headers={**settings.more_headers, **request.headers})
        if change is not None:
            request = change(request)
        call.begin(request, options.timeout or settings.timeout, options.retry or settings.retry)

    def _refused(self, endpoint: Endpoint, error: RequestValidationError) -> NoReturn:
        """Raise `error` as the end of a call."""
        with Call(self._transport.shared, endpoint, self.base_url):
            raise error

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

    def _event_reader(
        self, operation: Operation[Any], read: Callable[[Any], T] | None, options: RequestOptions
    ) -> EventReader[T]:
        from .event_reader import EventReader  # noqa: PLC0415

        strict = self._settings.strict if options.strict is None else options.strict
        return EventReader(operation, read, self._settings.redaction, strict=strict)

    @property
    def redaction(self) -> Redaction:
        """Removes the API key from texts."""
        return self._settings.redaction

    def _following(
        self, operation: Operation[T], link: Any, arguments: Mapping[str, Any], options: RequestOptions | None
    ) -> tuple[Operation[T], RequestOptions | None]:
        """Return the operation that a link to the next page stands for, and its options: the link has the whole query."""
        settings = self._settings
        path = next_path(settings.api, settings.base_url, operation.server, written_path(operation, arguments), link)
        kept = tuple(parameter for parameter in operation.parameters if parameter.location in {"header", "cookie"})
        if isinstance(options, RequestOptions) and options.query:
            options = replace(options, query={})
        return operation._replace(path=path, parameters=kept), options

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
        api_key: str | TokenSource | None = None,
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
        self._tokens: AsyncTokens | None = None
        if settings.token_source is not None:
            from .tokens import AsyncTokens  # noqa: PLC0415

            self._tokens = AsyncTokens(settings.token_source, self._api.token_scopes, settings.credentials)
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
        content_type: str | None = None,
        options: RequestOptions | None = None,
    ) -> Response[T]:
        """Call an operation. The generated functions do this.

        Args:
            operation: The `OPERATION` of a module in `msportal_client.api`.
            arguments: Its parameters by Python name.
            body: Its body.
            content_type: The media type of the body, where there are several; by default the first.
            options: Settings for this call.

        Raises:
            RequestValidationError: An argument breaks a documented limit; nothing was sent.
            APIConnectionError: No response came.
            APIStatusError: The response is outside 2xx.
            ResponseDecodeError: The response breaks its schema.
            RuntimeError: The client is closed, or belongs to another event loop.
        """
        options = options or DEFAULT_OPTIONS
        with Call(self._transport.shared, operation, self._settings.base_url) as call:
            if self._tokens is not None:
                return await self._send_with_token(
                    self._tokens, call, operation, arguments, body, options, content_type
                )
            self._begin(call, operation, arguments, body, options, content_type)
            return self._read(operation, call, await self._transport.complete(call), options)

    async def follow(
        self,
        operation: Operation[T],
        link: Any,
        arguments: Mapping[str, Any],
        *,
        options: RequestOptions | None = None,
    ) -> Response[T]:
        """Call an operation by the link to a page of it. Pagers do this.

        Args:
            operation: The operation.
            link: The link, as the server sent it.
            arguments: The parameters by Python name. Those in headers and cookies are sent.
            options: Settings for this call.

        Raises:
            MSPortalError: As `send`, or because the link leads to another server.
        """
        following, options = self._following(operation, link, arguments, options)
        return await self.send(following, arguments, options=options)

    async def _send_with_token(  # noqa: PLR0917 - the arguments of `send`, and what they are sent with
        self,
        tokens: AsyncTokens,
        call: Call,
        operation: Operation[T],
        arguments: Mapping[str, Any],
        body: Any,
        options: RequestOptions,
        content_type: str | None,
    ) -> Response[T]:
        """Send a call, and once more with a new token where the server refuses the first."""
        token = await tokens.get()
        self._begin(call, operation, arguments, body, options, content_type)
        try:
            return self._read(operation, call, await self._transport.complete(call), options)
        except AuthenticationError:
            tokens.refuse(token)
            if await tokens.get() == token or not is_repeatable(body):
                raise
        self._begin(call, operation, arguments, body, options, content_type)
        return self._read(operation, call, await self._transport.complete(call), options)

    async def _with_token(self, attempt: Callable[[], Awaitable[R]], body: Any) -> R:
        """Open a stream, and once more with a new token where the server refuses the first."""
        if self._tokens is None:
            return await attempt()
        token = await self._tokens.get()
        try:
            return await attempt()
        except AuthenticationError:
            self._tokens.refuse(token)
            if await self._tokens.get() == token or not is_repeatable(body):
                raise
        return await attempt()

    async def request(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, Any] | None = None,
        query: Mapping[str, QueryValue] | None = None,
        body: Any = None,
        options: RequestOptions | None = None,
    ) -> Response[None]:
        """Call any endpoint, also one that is not generated: with the key, the quota, retries and typed errors.

            response = await msportal.request("GET", "/api/public/v1/goals/{id}", params={"id": goal_id})
            response.json()["data"]["title"]

        Args:
            method: The HTTP method. As for every call, only idempotent ones are sent again after a failure.
            path: The path under the base URL, beginning with a slash. A `{name}` in it is replaced.
            params: The value of each `{name}` in the path. They are quoted.
            query: Query parameters. None is left out, a sequence is repeated.
            body: The body; None for none. A value of any JSON type, in which models, datetimes, ids and enums are
                converted; a model; or bytes, with a content-type header in the options.
            options: Settings for this call.

        Returns:
            The response: `json()`, `text`, `content`, `headers`, `status_code`, `request_id`. Its `parsed` is None.

        Raises:
            RequestValidationError: Something cannot be sent, or the path leads out of the base URL. Nothing was sent.
            APIConnectionError: No response came.
            APIStatusError: The response is outside 2xx.
            RuntimeError: The client is closed, or belongs to another event loop.
        """
        from .endpoint import Endpoint  # noqa: PLC0415

        endpoint = Endpoint(method, path, {} if params is None else params, {} if query is None else query, body)
        try:
            operation, content = endpoint.operation(), endpoint.content(options or DEFAULT_OPTIONS)
        except RequestValidationError as error:
            self._refused(endpoint, error)
        return await self.send(operation, endpoint.arguments(), body=content, options=options)

    def stream(
        self,
        operation: Operation[Any],
        arguments: Mapping[str, Any],
        *,
        body: Any = UNSET,
        content_type: str | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncByteStream:
        """Call an operation whose response is read piece by piece. The call is made when the stream is opened.

        Args:
            operation: The `OPERATION` of a module in `msportal_client.api`.
            arguments: Its parameters by Python name.
            body: Its body.
            content_type: The media type of the body, where there are several; by default the first.
            options: Settings for this call. `timeout` bounds the wait for the response and for each piece.
        """
        from ..streaming import AsyncByteStream  # noqa: PLC0415

        options = options or DEFAULT_OPTIONS
        attempt = partial(self._open, operation, arguments, body, options, content_type, None)
        return AsyncByteStream(partial(self._with_token, attempt, body))

    def stream_events(
        self,
        operation: Operation[Any],
        arguments: Mapping[str, Any],
        read: Callable[[Any], T] | None,
        *,
        body: Any = UNSET,
        content_type: str | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncEventStream[T]:
        """Call an operation whose response is a stream of events. The call is made when the stream is opened.

        Args:
            operation: The `OPERATION` of a module in `msportal_client.api`.
            arguments: Its parameters by Python name.
            read: Read the JSON in the data of an event; None where the data is text.
            body: Its body.
            content_type: The media type of the body, where there are several; by default the first.
            options: Settings for this call. `timeout` bounds the wait for the response and for each piece.
        """
        from ..streaming import AsyncEventStream  # noqa: PLC0415

        options = options or DEFAULT_OPTIONS
        reader = self._event_reader(operation, read, options)
        attempt = partial(self._open, operation, arguments, body, options, content_type, reader)
        return AsyncEventStream(partial(self._with_token, attempt, body), reader)

    async def _open(  # noqa: PLR0917 - the arguments of `stream`
        self,
        operation: Operation[Any],
        arguments: Mapping[str, Any],
        body: Any,
        options: RequestOptions,
        content_type: str | None,
        reader: EventReader[Any] | None,
    ) -> AsyncOpenBody:
        from .streams import ended_by, streamed_request  # noqa: PLC0415

        with ExitStack() as stack:
            call = stack.enter_context(Call(self._transport.shared, operation, self._settings.base_url))
            change = partial(streamed_request, options=options, is_events=reader is not None)
            self._begin(call, operation, arguments, body, options, content_type, change)
            opened = await self._transport.open(call)
            if isinstance(opened, Response):
                self._read(operation, call, opened, options)  # It is no success, so that it raises.
                raise AssertionError("the body of a success was not opened")  # noqa: TRY004  # pragma: no cover
            if reader is not None:
                reader.report = call.report_mismatches
            opened.on_end = ended_by(stack.pop_all())
        return opened

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
        api_key: str | TokenSource | None = None,
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
        self._tokens: Tokens | None = None
        if settings.token_source is not None:
            from .tokens import Tokens  # noqa: PLC0415

            self._tokens = Tokens(settings.token_source, self._api.token_scopes, settings.credentials)
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
        content_type: str | None = None,
        options: RequestOptions | None = None,
    ) -> Response[T]:
        """Call an operation. The generated functions do this. See `AsyncAPIClient.send`."""
        options = options or DEFAULT_OPTIONS
        with Call(self._transport.shared, operation, self._settings.base_url) as call:
            if self._tokens is not None:
                return self._send_with_token(self._tokens, call, operation, arguments, body, options, content_type)
            self._begin(call, operation, arguments, body, options, content_type)
            return self._read(operation, call, self._transport.complete(call), options)

    def follow(
        self,
        operation: Operation[T],
        link: Any,
        arguments: Mapping[str, Any],
        *,
        options: RequestOptions | None = None,
    ) -> Response[T]:
        """Call an operation by the link to a page of it. Pagers do this. See `AsyncAPIClient.follow`."""
        following, options = self._following(operation, link, arguments, options)
        return self.send(following, arguments, options=options)

    def _send_with_token(  # noqa: PLR0917 - the arguments of `send`, and what they are sent with
        self,
        tokens: Tokens,
        call: Call,
        operation: Operation[T],
        arguments: Mapping[str, Any],
        body: Any,
        options: RequestOptions,
        content_type: str | None,
    ) -> Response[T]:
        """Send a call, and once more with a new token where the server refuses the first."""
        token = tokens.get()
        self._begin(call, operation, arguments, body, options, content_type)
        try:
            return self._read(operation, call, self._transport.complete(call), options)
        except AuthenticationError:
            tokens.refuse(token)
            if tokens.get() == token or not is_repeatable(body):
                raise
        self._begin(call, operation, arguments, body, options, content_type)
        return self._read(operation, call, self._transport.complete(call), options)

    def _with_token(self, attempt: Callable[[], R], body: Any) -> R:
        """Open a stream, and once more with a new token where the server refuses the first."""
        if self._tokens is None:
            return attempt()
        token = self._tokens.get()
        try:
            return attempt()
        except AuthenticationError:
            self._tokens.refuse(token)
            if self._tokens.get() == token or not is_repeatable(body):
                raise
        return attempt()

    def request(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, Any] | None = None,
        query: Mapping[str, QueryValue] | None = None,
        body: Any = None,
        options: RequestOptions | None = None,
    ) -> Response[None]:
        """Call any endpoint, also one that is not generated. See `AsyncAPIClient.request`."""
        from .endpoint import Endpoint  # noqa: PLC0415

        endpoint = Endpoint(method, path, {} if params is None else params, {} if query is None else query, body)
        try:
            operation, content = endpoint.operation(), endpoint.content(options or DEFAULT_OPTIONS)
        except RequestValidationError as error:
            self._refused(endpoint, error)
        return self.send(operation, endpoint.arguments(), body=content, options=options)

    def stream(
        self,
        operation: Operation[Any],
        arguments: Mapping[str, Any],
        *,
        body: Any = UNSET,
        content_type: str | None = None,
        options: RequestOptions | None = None,
    ) -> ByteStream:
        """Call an operation whose response is read piece by piece. See `AsyncAPIClient.stream`."""
        from ..streaming import ByteStream  # noqa: PLC0415

        options = options or DEFAULT_OPTIONS
        attempt = partial(self._open, operation, arguments, body, options, content_type, None)
        return ByteStream(partial(self._with_token, attempt, body))

    def stream_events(
        self,
        operation: Operation[Any],
        arguments: Mapping[str, Any],
        read: Callable[[Any], T] | None,
        *,
        body: Any = UNSET,
        content_type: str | None = None,
        options: RequestOptions | None = None,
    ) -> EventStream[T]:
        """Call an operation whose response is a stream of events. See `AsyncAPIClient.stream_events`."""
        from ..streaming import EventStream  # noqa: PLC0415

        options = options or DEFAULT_OPTIONS
        reader = self._event_reader(operation, read, options)
        attempt = partial(self._open, operation, arguments, body, options, content_type, reader)
        return EventStream(partial(self._with_token, attempt, body), reader)

    def _open(  # noqa: PLR0917 - the arguments of `stream`
        self,
        operation: Operation[Any],
        arguments: Mapping[str, Any],
        body: Any,
        options: RequestOptions,
        content_type: str | None,
        reader: EventReader[Any] | None,
    ) -> OpenBody:
        from .streams import ended_by, streamed_request  # noqa: PLC0415

        with ExitStack() as stack:
            call = stack.enter_context(Call(self._transport.shared, operation, self._settings.base_url))
            change = partial(streamed_request, options=options, is_events=reader is not None)
            self._begin(call, operation, arguments, body, options, content_type, change)
            opened = self._transport.open(call)
            if isinstance(opened, Response):
                self._read(operation, call, opened, options)  # It is no success, so that it raises.
                raise AssertionError("the body of a success was not opened")  # noqa: TRY004  # pragma: no cover
            if reader is not None:
                reader.report = call.report_mismatches
            opened.on_end = ended_by(stack.pop_all())
        return opened

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
    name = api.key_argument
    noun = "API key" if name == "api_key" else name
    if key is None or key == "":
        yield FieldProblem(name, f"no {noun}: pass {name}, or set the environment variable {api.key_variable}")
    elif not isinstance(key, str):
        yield FieldProblem(name, f"must be a string, is of the type {type(key).__name__}")
    elif "{base64}" in api.key_format and ":" not in key:
        yield FieldProblem(name, "must have the form user:password")
    elif not re.fullmatch(r"[\x21-\x7e]+", key):
        yield FieldProblem(
            name,
            f"the {noun} has characters that no key has (white space, a line break, a control character or one "
            "outside ASCII): look at how it was copied",
        )


def _call_problems(api: API, timeout: object, retry: object, headers: Any, strict: object) -> Iterator[FieldProblem]:
    """Find the problems of the settings that calls have."""
    yield from timeout_problems("timeout", timeout)
    yield from type_problems("retry", retry, RetryPolicy)
    no_mapping = list(type_problems("headers", headers, Mapping))
    yield from no_mapping
    if headers is not None and not no_mapping:
        yield from header_problems(api, headers, "headers")
    yield from type_problems("strict", strict, bool)


def _base_url_problems(api: API, url: object, *, allow_http: object) -> Iterator[FieldProblem]:
    problem = _base_url_problem(url, allow_http=allow_http is True) or _own_path_problem(api, str(url))
    if problem:
        yield FieldProblem("base_url", problem)


def _own_path_problem(api: API, url: str) -> str:
    """Find out whether a base URL has the path that every operation begins with, or most of it."""
    parts = urlsplit(url)
    own, path = api.own_path.split("/"), f"{parts.path.rstrip('/')}/"
    for length in range(len(own), _SHORTEST_OWN_PATH, -1):
        before, found, after = path.partition(f"{'/'.join(own[:length])}/")
        if found and (length == len(own) or not after):
            right = f"{parts.scheme}://{parts.netloc}{before}"
            return (
                f"must not have the path {path[len(before) : -1]}, which every operation brings itself: use {right!r}"
            )
    return ""


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
