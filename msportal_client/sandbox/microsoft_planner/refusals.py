"""Errors as Microsoft Graph answers them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from ..local_api import Refusal

__all__ = [
    "bad_request",
    "conflict",
    "error_body",
    "limit_exceeded",
    "no_permission",
    "not_found",
    "precondition_failed",
    "too_many",
    "too_old",
    "unauthorized",
]

# Planner's errors often have an empty code; the message says what is wrong.
_NO_CODE = ""
_UNSEEN = "You do not have the required permissions to access this item, or the item may not exist."


def error_body(refusal: Refusal, request_id: str, client_request_id: str, now: float) -> dict[str, Any]:
    """Return the body of an error.

    Args:
        refusal: What is wrong.
        request_id: The id of the request.
        client_request_id: The id that the client gave, else that of the request.
        now: The time in epoch seconds.
    """
    inner: dict[str, Any] = {
        "date": datetime.fromtimestamp(now, UTC).strftime("%Y-%m-%dT%H:%M:%S"),
        "request-id": request_id,
        "client-request-id": client_request_id,
    }
    if refusal.status == 429:  # noqa: PLR2004 - Too Many Requests
        inner = {"code": "429", "message": "Please retry after", **inner}
    error: dict[str, Any] = {"code": refusal.code, "message": refusal.message, "innerError": inner}
    if refusal.details:
        error["details"] = [
            {"code": "", "message": detail["message"], "target": detail["path"]} for detail in refusal.details
        ]
    return {"error": error}


def unauthorized(message: str) -> Refusal:
    """Return the error for a token that is absent, unknown or expired."""
    return Refusal(401, message, "InvalidAuthenticationToken", headers={"WWW-Authenticate": 'Bearer realm=""'})


def bad_request(message: str, details: list[dict[str, str]] | None = None) -> Refusal:
    """Return the error for a request that is wrong by itself."""
    return Refusal(400, message, _NO_CODE, details=details or ())


def no_permission(message: str = _UNSEEN, code: str = _NO_CODE) -> Refusal:
    """Return the error for something that the caller has no right to."""
    return Refusal(403, message, code)


def limit_exceeded(code: str) -> Refusal:
    """Return the error for a limit of the service, named by its code."""
    return Refusal(403, "The request exceeds a limit of the service.", code)


def not_found(message: str = "The requested item is not found.") -> Refusal:
    """Return the error for an id that no resource has, or not yet."""
    return Refusal(404, message, _NO_CODE)


def conflict() -> Refusal:
    """Return the error for a change that touches what has changed since the version that it is based on."""
    return Refusal(409, "The change conflicts with a newer change of the same item.", _NO_CODE)


def precondition_failed(message: str) -> Refusal:
    """Return the error for an etag that is missing or no longer good."""
    return Refusal(412, message, _NO_CODE)


def too_old() -> Refusal:
    """Return the error for a link of a delta query that can no longer be followed."""
    return Refusal(410, "The delta link is too old. Start over without it.", "SyncStateNotFound")


def too_many(seconds: float, *, whole: bool) -> Refusal:
    """Return the error for more requests than the throttling allows.

    Args:
        seconds: The time until more are allowed.
        whole: Whether it is told in whole seconds.
    """
    # Rounded up, so that a client that waits for it is not early; but not for what floats of epoch seconds are off by.
    scale = 1 if whole else 1000
    rounded = math.ceil(round(seconds * scale, 3)) / scale
    headers: Mapping[str, str] = {"Retry-After": f"{rounded:g}"}
    return Refusal(429, "Too many requests.", "TooManyRequests", headers=headers)
