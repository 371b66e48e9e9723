"""The types that callers meet in every call: `Response`, its `Headers`, and `UNSET`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Final, Generic, Literal, NamedTuple, TypeVar

from .rate_limit._headers import X_RATE_LIMIT, QuotaHeaders, RateLimit, read_rate_limit

__all__ = ["UNSET", "FieldProblem", "Headers", "RateLimit", "Response", "Unset"]

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Unset(Enum):
    """The type of `UNSET`: the value of a field that is not sent at all. None is sent as null."""

    UNSET = object()  # No text: nothing can send it by mistake.

    def __repr__(self) -> str:
        return "UNSET"

    def __bool__(self) -> Literal[False]:
        return False


# The value of a request field that is not sent.
UNSET: Final = Unset.UNSET


class Headers(Mapping[str, str]):
    """Response headers. Lookup ignores case.

    A header that came several times has its values joined with ", " (RFC 9110, section 5.3).
    """

    __slots__ = ("_fields",)

    def __init__(self, fields: Iterable[tuple[str, str]] = ()) -> None:
        # By the name in lower case.
        self._fields: dict[str, str] = {}
        for name, value in fields:
            key = name.lower()
            self._fields[key] = f"{self._fields[key]}, {value}" if key in self._fields else value

    def by_lower_case(self) -> Mapping[str, str]:
        """Return the headers by their names in lower case, for fast lookups."""
        return self._fields

    def __getitem__(self, name: str) -> str:
        return self._fields[name.lower()]

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name.lower() in self._fields

    def get(self, name: str, default: Any = None, /) -> Any:
        """Return the value of a header, or `default`."""
        return self._fields.get(name.lower(), default)

    def __iter__(self) -> Iterator[str]:
        return iter(self._fields)

    def __len__(self) -> int:
        return len(self._fields)

    def __repr__(self) -> str:
        return f"Headers({self._fields!r})"


class FieldProblem(NamedTuple):
    """A field that is wrong.

    Attributes:
        field: The field, with a path into nested objects: the Python name of an argument (`company.id`, `tags[3]`), the
            spec's name in a response (`data[3].dueDate`).
        message: What is wrong with it.
    """

    field: str
    message: str

    def __str__(self) -> str:
        return f"{self.field}: {self.message}" if self.field else self.message


@dataclass(frozen=True, slots=True)
class Response(Generic[T_co]):
    """A response of the server.

    Attributes:
        status_code: The HTTP status.
        headers: The response headers; lookup ignores case.
        content: The body, decompressed.
        request_id: The request id of the response, else the one that was sent. Quote it to support.
        parsed: The success model; None on a `Response` that an exception carries.
        mismatches: The values that break the spec's schema and stayed as they came, with their places in the body.
        quota_headers: The names of the headers that `rate_limit` reads.
    """

    status_code: int
    headers: Mapping[str, str] = field(repr=False)
    content: bytes = field(repr=False)
    request_id: str
    parsed: T_co
    mismatches: tuple[FieldProblem, ...] = field(default=(), repr=False)
    quota_headers: QuotaHeaders = field(default=X_RATE_LIMIT, repr=False, compare=False)

    @property
    def rate_limit(self) -> RateLimit | None:
        """The quota as the headers report it; None where they report none."""
        return read_rate_limit(self.headers, self.quota_headers)

    def with_parsed(self, parsed: T, mismatches: tuple[FieldProblem, ...] = ()) -> Response[T]:
        """Return the same response with `parsed` in place."""
        return Response(
            self.status_code, self.headers, self.content, self.request_id, parsed, mismatches, self.quota_headers
        )
