"""What one call may do differently from its client."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .retry import RetryPolicy

__all__ = ["QueryValue", "RequestOptions"]

QueryValue = str | int | float | bool | Sequence[str | int | float | bool] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestOptions:
    """Overrides for one call. What is None is as the client has it.

    Attributes:
        timeout: Seconds for one attempt, from connecting to the end of the body.
        retry: When to send again, and how long to wait.
        request_id: The `X-Request-Id` to send (1 to 200 visible ASCII characters); else a fresh UUID.
        headers: More request headers. `Authorization` and `Cookie` are refused: the key belongs to the client, and the
            API takes no cookies ("Authentication" in the API's description).
        query: More query parameters, for those that the spec does not document. None is left out, a sequence is
            repeated. Takes precedence over a documented argument of the same name.
        body: More top-level fields of a JSON body, for those that the spec does not document.
    """

    timeout: float | None = None
    retry: RetryPolicy | None = None
    request_id: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    query: Mapping[str, QueryValue] = field(default_factory=dict[str, QueryValue])
    body: Mapping[str, Any] = field(default_factory=dict[str, Any])
