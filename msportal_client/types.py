"""The few types that the generated and the hand-written code share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Final, Generic, Literal, TypeGuard, TypeVar

from .rate_limit._headers import RateLimit, read_rate_limit

__all__ = ["UNSET", "RateLimit", "Request", "Response", "Unset"]

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


def is_array(value: object) -> TypeGuard[list[Any]]:
    """Whether `value` is a JSON array; an isinstance that type checkers agree on."""
    return isinstance(value, list)


def is_sequence(value: object) -> TypeGuard[Sequence[Any]]:
    """Whether `value` is a sequence of values, which a text is not."""
    return isinstance(value, Sequence) and not isinstance(value, (str, bytes))


class Unset(Enum):
    """The type of `UNSET`: a field that is not sent at all, where None is sent as null."""

    UNSET = "UNSET"

    def __repr__(self) -> str:
        return "UNSET"

    def __bool__(self) -> Literal[False]:
        return False


UNSET: Final = Unset.UNSET
"""The value of a request field that is not sent."""


@dataclass(frozen=True, slots=True)
class Request:
    """One call on its way to the server, before any header of the client's own (the API key) is added."""

    method: str
    url: str
    headers: Mapping[str, str] = field(repr=False)
    content: bytes | None = field(repr=False)
    request_id: str


@dataclass(frozen=True, slots=True)
class Response(Generic[T_co]):
    """An answer of the server: what it said, and what was made of it.

    Attributes:
        status_code: The HTTP status.
        headers: The response headers; lookup ignores case.
        content: The body as it came, decompressed.
        request_id: The `X-Request-Id` of the answer, else the one that was sent. Quote it to support.
        parsed: The success model; None on a `Response` that hangs on an exception.
    """

    status_code: int
    headers: Mapping[str, str] = field(repr=False)
    content: bytes = field(repr=False)
    request_id: str
    parsed: T_co

    @property
    def rate_limit(self) -> RateLimit | None:
        """What the `X-RateLimit-*` headers said of the quota; None where there were none."""
        return read_rate_limit(self.headers)

    def with_parsed(self, parsed: T) -> Response[T]:
        """The same answer with `parsed` in place."""
        return Response(self.status_code, self.headers, self.content, self.request_id, parsed)
