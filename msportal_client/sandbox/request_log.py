"""The requests that a local server has answered, and their counts."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["RequestLog", "SeenRequest"]

_MAX_SEEN_REQUESTS = 10_000


@dataclass(frozen=True, slots=True)
class SeenRequest:
    """A request that the sandbox has answered.

    Attributes:
        method: The method.
        path: The percent-encoded path as sent.
        query: The query string.
        headers: The headers by lower-case name, without `authorization`.
        body: The decoded body; None if it was not read.
        operation: The operation, `POST /api/public/v1/goals`; None for an unknown path or method.
        status: The status of the response.
        request_id: The request id.
        at: The time of the response in epoch seconds of the sandbox's clock.
    """

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: Any
    operation: str | None
    status: int
    request_id: str
    at: float


class RequestLog:
    """The last 10,000 requests, oldest first, and the counts of all.

    Attributes:
        requests: The last 10,000 requests.
    """

    def __init__(self) -> None:
        self.requests: deque[SeenRequest] = deque(maxlen=_MAX_SEEN_REQUESTS)
        self._operations: Counter[str] = Counter()
        self._statuses: Counter[int] = Counter()

    def add(self, seen: SeenRequest) -> None:
        """Add a request."""
        if seen.operation:
            self._operations[seen.operation] += 1
        self._statuses[seen.status] += 1
        self.requests.append(seen)

    def counts(self) -> dict[str, Any]:
        """Return the counts, ready for JSON.

        `total` counts all requests, unknown paths too; `requests` counts them by operation, `statuses` by status, and
        `rate_limited` counts the 429s.
        """
        statuses = dict(self._statuses)
        return {
            "total": sum(statuses.values()),
            "requests": dict(self._operations),
            "statuses": {str(status): count for status, count in sorted(statuses.items())},
            "rate_limited": statuses.get(429, 0),
        }
