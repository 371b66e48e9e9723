"""The description of an API as data: what differs on the wire between the APIs that clients are made for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from ..errors import APIStatusError
from ..rate_limit._headers import X_RATE_LIMIT, QuotaHeaders

__all__ = ["API", "ErrorBody", "read_error_response"]


class ErrorBody(NamedTuple):
    """The parts of the body of a response outside 2xx.

    Attributes:
        message: The server's message; empty where there is none.
        code: The error code; None where there is none.
        details: The details, of any JSON type.
    """

    message: str
    code: str | None = None
    details: Any = None


def read_error_response(body: Mapping[str, Any]) -> ErrorBody:
    """Read MSPortal's `ErrorResponse`: `error`, `code` and `details`."""
    message, code = body.get("error"), body.get("code")
    return ErrorBody(
        message if isinstance(message, str) else "", code if isinstance(code, str) else None, body.get("details")
    )


def as_usual(_status: int, body: ErrorBody) -> tuple[None, ErrorBody]:
    """Leave the exception class to the status, and the body as it is."""
    return None, body


class API(NamedTuple):
    """An API.

    Attributes:
        name: The name, as it stands in messages: `MSPortal`.
        base_url: The URL of the server, with the path that all operations share, without a slash at the end.
        key_variable: The environment variable with the API key.
        base_url_variable: The environment variable with another base URL.
        key_header: The header that carries the API key, in lower case.
        key_query: The query parameter that carries it, in place of the header.
        key_cookie: The cookie that carries it, in place of the header.
        key_format: The value of the header, parameter or cookie, with `{key}` in place of the key. `{base64}` is the key in
            base64: `Basic {base64}` is for keys of the form `user:password`.
        headers: More headers of every request.
        request_id_header: The header that carries the id of a request, both ways, in lower case.
        response_id_header: The header that carries it in a response, where that is another.
        quota_headers: The headers that report the quota.
        read_error: Read the JSON object in the body of a response outside 2xx.
        refine_error: Return the exception class for such a response by its status and body, None for the usual one, and
            the body with what is known beside it.
        page_parameter: The query parameter with the number of a page.
        token_scopes: The scopes that a credential in place of a key is asked for.
        key_argument: The argument of the clients that takes the key.
        own_path: The path that every operation begins with, where it is no part of the base URL.
    """

    name: str
    base_url: str
    key_variable: str
    base_url_variable: str
    key_header: str = "authorization"
    key_query: str = ""
    key_cookie: str = ""
    key_format: str = "Bearer {key}"
    headers: Mapping[str, str] = MappingProxyType({})
    request_id_header: str = "x-request-id"
    response_id_header: str = ""
    quota_headers: QuotaHeaders = X_RATE_LIMIT
    read_error: Callable[[Mapping[str, Any]], ErrorBody] = read_error_response
    refine_error: Callable[[int, ErrorBody], tuple[type[APIStatusError] | None, ErrorBody]] = as_usual
    page_parameter: str = "page"
    token_scopes: tuple[str, ...] = ()
    key_argument: str = "api_key"
    own_path: str = ""
