"""Turns a response outside 2xx into the exception for it."""

from __future__ import annotations

import time
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
from ..rate_limit._headers import Quota, RateLimit, read_date, read_quota, read_retry_after
from ..types import Response
from .api import API, ErrorBody
from .redaction import Redaction

__all__ = ["error_from_response", "unsent_rate_limit_error"]

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
        return _rate_limit_error(response, body, method=method, url=url)
    refined, body = api.refine_error(status, body)
    cls = refined or _BY_STATUS.get(status) or (ServerError if status >= _SERVER_ERRORS else APIStatusError)
    needs = f"needs scope {required_scope}, " if cls is PermissionDeniedError and required_scope else ""
    error = cls(
        body.message, response=response, method=method, url=url, code=body.code, details=body.details, context=needs
    )
    if isinstance(error, PermissionDeniedError):
        error.required_scope = required_scope
    return error


def unsent_rate_limit_error(
    message: str, *, method: str, url: str, request_id: str, rate_limit: RateLimit | None, retry_after: float
) -> RateLimitError:
    """Return the exception for a call that is not sent, because the quota is known to be spent. It has no response.

    Args:
        message: The reason.
        method: The HTTP method of the call.
        url: The URL of the call.
        request_id: The request id that would have been sent.
        rate_limit: The quota as it is known.
        retry_after: Seconds until a call may be sent.
    """
    context = _resets(rate_limit.reset_at if rate_limit else None)
    error = RateLimitError(
        message, method=method, url=url, context=context, status_code=_TOO_MANY_REQUESTS, request_id=request_id
    )
    _set_quota(error, rate_limit, retry_after)
    return error


def _rate_limit_error(response: Response[None], body: ErrorBody, *, method: str, url: str) -> RateLimitError:
    """Return the exception for a 429."""
    quota = read_quota(response.headers, response.quota_headers)
    context = _resets(quota.rate_limit.reset_at if quota else None)
    error = RateLimitError(
        body.message, response=response, method=method, url=url, code=body.code, details=body.details, context=context
    )
    _set_quota(error, quota.rate_limit if quota else None, _retry_after(response, quota))
    return error


def _set_quota(error: RateLimitError, rate_limit: RateLimit | None, retry_after: float | None) -> None:
    error.retry_after = retry_after
    if rate_limit is not None:
        error.limit, error.remaining, error.reset_at = rate_limit.limit, rate_limit.remaining, rate_limit.reset_at


def _retry_after(response: Response[None], quota: Quota | None) -> float | None:
    """Return the seconds that a 429 asks to wait: until the reset of a quota that is spent, else by Retry-After."""
    after = read_retry_after(response.headers)
    if quota is None or (quota.rate_limit.remaining and after is not None):
        return after
    resets_in = quota.resets_in
    if quota.rate_limit.reset_at is not None:
        now = read_date(response.headers.get("date"))  # The server's own clock, where it tells.
        resets_in = quota.rate_limit.reset_at.timestamp() - (time.time() if now is None else now)
    return after if resets_in is None or resets_in < 0 else resets_in


def _resets(reset_at: datetime | None) -> str:
    return f"resets at {reset_at.isoformat()}, " if reset_at else ""


def _without_body(response: Response[None]) -> str:
    location = response.headers.get("location")
    if location and 300 <= response.status_code < 400:  # noqa: PLR2004 - the redirects
        return f"Redirect to {excerpt(location)} was not followed"
    return "The response has no body"
