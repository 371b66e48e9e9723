"""The types that callers meet in every call: `Response`, its `Headers`, and `UNSET`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from os import PathLike
from typing import Any, Final, Generic, Literal, NamedTuple, Protocol, TypeVar

from .rate_limit._headers import X_RATE_LIMIT, QuotaHeaders, RateLimit, read_rate_limit

__all__ = [
    "UNSET",
    "BinaryFile",
    "FieldProblem",
    "FileContent",
    "Headers",
    "RateLimit",
    "Response",
    "Unset",
    "Upload",
]

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


class BinaryFile(Protocol):
    """A file that is open for reading, in binary mode."""

    def read(self, size: int = -1, /) -> bytes:
        """Return up to `size` bytes; none at the end."""
        ...


@dataclass(frozen=True, slots=True)
class Upload:
    """A file to send, with a name or a media type of the caller's own.

    Attributes:
        content: A path, bytes, or a file that is open in binary mode. What a file holds is read while it is sent; an open
            one is read from its position on, to which it is set back.
        filename: The name to send; None for the name of the file.
        content_type: The media type to send; None for the one that the spec names, or that the name of the file suggests.
    """

    content: PathLike[str] | bytes | BinaryFile
    filename: str | None = None
    content_type: str | None = None


# What takes the place of a file: a path, bytes, a file that is open in binary mode, or an `Upload` of these.
FileContent = Upload | PathLike[str] | bytes | BinaryFile


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


class BodyReader(Protocol):
    """Reads bodies for the responses of a client."""

    def read_json(self, response: Response[Any]) -> Any:
        """Read the body as JSON, or raise ResponseDecodeError."""
        ...

    def decode_error(self, response: Response[Any], message: str, *, model: str, field: str) -> Exception:
        """Return the ResponseDecodeError for a body that cannot be read, with the API key removed from its texts."""
        ...


_CHARSET = re.compile(r";\s*charset\s*=\s*\"?([^\s\";]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Response(Generic[T_co]):
    """A response of the server.

    Attributes:
        status_code: The HTTP status.
        headers: The response headers; lookup ignores case.
        content: The body, decompressed.
        request_id: The request id of the response, else the one that was sent. Quote it to support.
        parsed: The success model; None on a `Response` that an exception carries, and for `client.request`.
        mismatches: The values that break the spec's schema and stayed as they came, with their places in the body.
        quota_headers: The names of the headers that `rate_limit` reads.
        reader: Reads the body for `json`; None on a `Response` that no client made. It is not pickled.
    """

    status_code: int
    headers: Mapping[str, str] = field(repr=False)
    content: bytes = field(repr=False)
    request_id: str
    parsed: T_co
    mismatches: tuple[FieldProblem, ...] = field(default=(), repr=False)
    quota_headers: QuotaHeaders = field(default=X_RATE_LIMIT, repr=False, compare=False)
    reader: BodyReader | None = field(default=None, repr=False, compare=False)

    @property
    def rate_limit(self) -> RateLimit | None:
        """The quota as the headers report it; None where they report none."""
        return read_rate_limit(self.headers, self.quota_headers)

    @property
    def text(self) -> str:
        """The body as a text, by the charset of its `Content-Type`, else as UTF-8. What cannot be read becomes U+FFFD."""
        charset = _CHARSET.search(self.headers.get("content-type", ""))
        try:
            text = self.content.decode(charset[1] if charset else "utf-8", "replace")
        except (LookupError, ValueError):  # no charset, or one that cannot replace what it cannot read
            text = self.content.decode("utf-8", "replace")
        return text.removeprefix("\ufeff")

    def json(self) -> Any:
        """Return the body, read as JSON: dictionaries, lists, texts, numbers, booleans and None.

        Raises:
            ResponseDecodeError: It is no JSON, or empty. (ValueError on a response that no client made.)
        """
        return json.loads(self.content) if self.reader is None else self.reader.read_json(self)

    def decode_error(self, message: str, *, model: str = "", field: str = "") -> Exception:
        """Return the ResponseDecodeError for a body that cannot be read; a ValueError where no client made the response.

        Args:
            message: What is wrong.
            model: The model that was being read.
            field: The place of the problem in it, in the spec's own names.
        """
        if self.reader is None:
            return ValueError(message)
        return self.reader.decode_error(self, message, model=model, field=field)

    def with_parsed(
        self, parsed: T, mismatches: tuple[FieldProblem, ...] = (), reader: BodyReader | None = None
    ) -> Response[T]:
        """Return the same response with `parsed` in place."""
        return Response(
            self.status_code,
            self.headers,
            self.content,
            self.request_id,
            parsed,
            mismatches,
            self.quota_headers,
            reader or self.reader,
        )

    def __reduce__(self) -> tuple[Any, ...]:
        kept = (self.status_code, self.headers, self.content, self.request_id, self.parsed, self.mismatches)
        return type(self), (*kept, self.quota_headers)
