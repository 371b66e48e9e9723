"""`RequestOptions`: settings for one call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .retry import RetryPolicy

__all__ = ["QueryValue", "RequestOptions"]

QueryValue = str | int | float | bool | Sequence[str | int | float | bool] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestOptions:
    """Settings for one call, in place of the client's. None keeps the client's.

    Attributes:
        timeout: Seconds for one attempt, from waiting for a connection to the end of the body.
        retry: When to send again, and how long to wait.
        request_id: The request id to send (1 to 200 visible ASCII characters); by default a new UUID.
        headers: More request headers. `Authorization` and `Cookie` are refused: the key belongs to the client, and the
            API takes no cookies ("Authentication" in the API's description).
        query: Query parameters that the spec does not document. None is left out, a sequence is repeated. They
            replace a documented argument of the same name.
        body: Top-level fields of a JSON body that the spec does not document.
        strict: Whether a value in the response that breaks the spec's schema is a ResponseDecodeError.
    """

    timeout: float | None = None
    retry: RetryPolicy | None = None
    request_id: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    query: Mapping[str, QueryValue] = field(default_factory=dict[str, QueryValue])
    body: Mapping[str, Any] = field(default_factory=dict[str, Any])
    strict: bool | None = None
