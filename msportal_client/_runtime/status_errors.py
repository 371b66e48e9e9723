"""Turns a response outside 2xx into the exception for it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from ..errors import (
    APIStatusError,
    AuthenticationError,
    BadRequestError,
    ConflictError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    ServerError,
    UnprocessableEntityError,
    excerpt,
)
from ..rate_limit._headers import read_retry_after
from ..types import Response
from .api import API, ErrorBody
from .redaction import Redaction

__all__ = ["error_from_response", "rate_limit_error"]

_BY_STATUS: dict[int, type[APIStatusError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    422: UnprocessableEntityError,
    429: RateLimitError,
}
_TOO_MANY_REQUESTS = 429
_SERVER_ERRORS = 500


def error_from_response(
    api: API,
    response: Response[None],
    *,
    method: str,
    url: str,
    required_scope: str | None = None,
    redaction: Redaction,
) -> APIStatusError:
    """Return the exception for a response outside 2xx.

    Args:
        api: The API, for the form of its error bodies.
        response: The response. A body of another form is quoted in part.
        method: The HTTP method of the call.
        url: The URL of the call.
        required_scope: The scope that the spec documents for the operation.
        redaction: Removes the API key from everything that the server sent, should it echo it.
    """
    response, value = redaction.response(response)
    body = api.read_error(cast("dict[str, Any]", value)) if isinstance(value, dict) else ErrorBody("")
    text = response.content.decode("utf-8", "replace").removeprefix("\ufeff")
    body = body._replace(message=excerpt(body.message or text) or _without_body(response))
    status = response.status_code
    if status == _TOO_MANY_REQUESTS:
        return rate_limit_error(response, body, method=method, url=url)
    cls = _BY_STATUS.get(status) or (ServerError if status >= _SERVER_ERRORS else APIStatusError)
    needs = f"needs scope {required_scope}, " if cls is PermissionDeniedError and required_scope else ""
    error = cls(
        body.message, response=response, method=method, url=url, code=body.code, details=body.details, context=needs
    )
    if isinstance(error, PermissionDeniedError):
        error.required_scope = required_scope
    return error


def rate_limit_error(
    response: Response[None], body: ErrorBody, *, method: str, url: str, retry_after: float | None = None
) -> RateLimitError:
    """Return the exception for a spent quota.

    Args:
        response: The response that reported it.
        body: The parts of its body.
        method: The HTTP method of the call.
        url: The URL of the call.
        retry_after: Seconds to wait, where more is known than the response says.
    """
    quota = response.rate_limit
    reset_at = quota.reset_at if quota else None
    error = RateLimitError(
        body.message,
        response=response,
        method=method,
        url=url,
        code=body.code,
        details=body.details,
        context=_resets(reset_at),
    )
    if quota is not None:
        error.limit, error.remaining, error.reset_at = quota.limit, quota.remaining, quota.reset_at
    error.retry_after = read_retry_after(response.headers) if retry_after is None else retry_after
    return error


def _resets(reset_at: datetime | None) -> str:
    return f"resets at {reset_at.isoformat()}, " if reset_at else ""


def _without_body(response: Response[None]) -> str:
    location = response.headers.get("location")
    if location and 300 <= response.status_code < 400:  # noqa: PLR2004 - the redirects
        return f"Redirect to {excerpt(location)} was not followed"
    return "The response has no body"
