"""Request bodies in every media type: JSON, forms, texts and files. What a file holds is read while it is sent.

Nothing here sends anything: `transport.py` sends what is built.
"""

from __future__ import annotations

import errno
import mimetypes
import os
import re
import uuid
from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, BinaryIO, NamedTuple, cast

from ..types import UNSET, BinaryFile, Upload
from .json_text import write_json_text
from .limits import Limits, is_file
from .parameter_styles import FORM, ParameterStyle, StyleError, query_pairs
from .writing import is_sequence, write_json, write_object, write_text

__all__ = ["BodyError", "BodyFormat", "FieldEncoding", "StreamedBody", "is_json", "is_repeatable", "write_body"]

# Bytes that are read from a file at a time.
_PIECE = 256 * 1024

_HEADER_VALUE = re.compile(r"[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?")
# How browsers write names in the headers of a part (https://html.spec.whatwg.org, "multipart/form-data").
_ESCAPED = str.maketrans({'"': "%22", "\r": "%0D", "\n": "%0A"})
_OCTETS = "application/octet-stream"


class BodyError(Exception):
    """A file that cannot be read as a body while it is sent."""


class FieldEncoding(NamedTuple):
    """A field of a form.

    Attributes:
        style: The style in an urlencoded form; None for the usual one.
        content_type: The media type of its part, or several, as the spec has them; None for the usual one.
    """

    style: ParameterStyle | None = None
    content_type: str | None = None


class BodyFormat(NamedTuple):
    """A body of an operation in one media type.

    Attributes:
        media_type: The media type as the spec spells it.
        limits: The documented limits.
        fields: The fields of a form by their names in the spec, where they are not sent as usual.
    """

    media_type: str
    limits: Limits
    fields: Mapping[str, FieldEncoding] = MappingProxyType({})


@lru_cache(maxsize=256)  # Each call asks, and there are few.
def is_json(media_type: str) -> bool:
    """Return whether a media type is JSON."""
    name = media_type.split(";", maxsplit=1)[0].strip().lower()
    return name == "application/json" or name.endswith(("+json", "/json"))


def write_body(body: BodyFormat, value: Any, extra: Mapping[str, Any]) -> tuple[str, bytes | StreamedBody]:
    """Return the Content-Type and the content of a body.

    Args:
        body: The description of the body.
        value: The body: a model, a mapping, JSON, a text or a file.
        extra: More top-level fields of JSON or of a form.

    Raises:
        StyleError: A part of it cannot be sent so.
        TypeError: It has no form in this media type. So are ValueError, AttributeError, OverflowError, RecursionError.
    """
    media_type, fields = body.media_type, body.fields
    if is_json(media_type):
        made = value.to_dict() if hasattr(value, "to_dict") else write_json(value)
        if extra:
            made |= write_object(extra)
        return media_type, write_json_text(made)
    name = media_type.split(";", maxsplit=1)[0].strip().lower()
    if name == "application/x-www-form-urlencoded":
        return media_type, _write_urlencoded(_form_fields(value, extra), fields)
    if name.startswith("multipart/"):
        boundary = uuid.uuid4().hex
        return f"{name}; boundary={boundary}", _write_multipart(_form_fields(value, extra), fields, boundary)
    if extra:
        raise StyleError("", f"a body of type {name} has no fields that options.body could add to")
    if isinstance(value, str):
        return media_type, value.encode()
    source, own_type = _file(value, "")
    if "*" in name:
        media_type = own_type or _guessed(source, None) or _OCTETS
    return own_type or media_type, _assembled([source])


def is_repeatable(value: Any) -> bool:
    """Return whether a body can be sent again: False where a file in it can be read only once."""
    if isinstance(value, Upload):
        return is_repeatable(value.content)
    if is_file(value):
        can_seek: Any = getattr(value, "seekable", None)
        return not hasattr(value, "read") or (can_seek is not None and bool(can_seek()))
    if hasattr(value, "to_dict"):
        value = value.to_dict()
    if isinstance(value, Mapping):
        return all(map(is_repeatable, cast("Mapping[object, Any]", value).values()))
    return not is_sequence(value) or all(map(is_repeatable, value))


def _form_fields(value: Any, extra: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a form by their names in the spec."""
    to_dict = getattr(value, "to_dict", None)
    fields = to_dict() if to_dict is not None else cast("Mapping[Any, Any]", value)
    made = {write_text(name): field for name, field in {**fields, **extra}.items() if field is not UNSET}
    for name, field in made.items():
        if field is None:
            raise StyleError(f".{name}", "a form cannot express None: leave the field out")
    return made


# --- urlencoded forms ------------------------------------------------------------------------------------------------


def _write_urlencoded(values: Mapping[str, Any], fields: Mapping[str, FieldEncoding]) -> bytes:
    pairs: list[str] = []
    for name, value in values.items():
        field = fields.get(name, FieldEncoding())
        try:
            if field.style is not None:
                pairs += query_pairs(name, value, field.style)
            elif field.content_type is not None and is_json(field.content_type):
                pairs += query_pairs(name, value, ParameterStyle("json"))
            else:
                for item in _items(value):
                    pairs += query_pairs(name, item, ParameterStyle("json") if _is_structured(item) else FORM)
        except StyleError as error:
            raise StyleError(f".{name}{error.place}", str(error)) from error
    return "&".join(pairs).encode()


def _items(value: Any) -> Sequence[Any]:
    """Return the values that a field is sent with: each item of a list."""
    is_list = is_sequence(value) or isinstance(value, (set, frozenset))
    items: list[Any] = list(cast("Iterable[Any]", value)) if is_list else [value]
    return [item for item in items if item is not None]


def _is_structured(value: Any) -> bool:
    return isinstance(value, Mapping) or is_sequence(value) or hasattr(value, "to_dict")


# --- multipart forms -------------------------------------------------------------------------------------------------


def _write_multipart(
    values: Mapping[str, Any], fields: Mapping[str, FieldEncoding], boundary: str
) -> bytes | StreamedBody:
    pieces: list[bytes | _Source] = []
    for name, value in values.items():
        content_type = fields.get(name, FieldEncoding()).content_type
        # A list of plain values whose parts are JSON is one part: no server wants a string with quotes for each.
        whole = content_type is not None and is_json(content_type) and not any(map(_is_structured, _items(value)))
        for item in [value] if whole or is_file(value) else _items(value):
            try:
                pieces += [f"--{boundary}\r\n".encode(), *_part(name, item, content_type), b"\r\n"]
            except (TypeError, ValueError) as error:
                place = error.place if isinstance(error, StyleError) else ""
                raise StyleError(f".{name}{place}", str(error)) from error
    return _assembled([*pieces, f"--{boundary}--\r\n".encode()])


def _part(name: str, value: Any, content_type: str | None) -> list[bytes | _Source]:
    """Return the headers and the content of a part."""
    disposition = f'Content-Disposition: form-data; name="{name.translate(_ESCAPED)}"'
    if not is_file(value):
        if _is_structured(value) and content_type is None:
            content_type = "application/json"
        as_json = content_type is not None and is_json(content_type)
        text = write_json_text(write_json(value)) if as_json else write_text(value).encode()
        header = f"{disposition}\r\nContent-Type: {content_type}" if content_type is not None else disposition
        return [f"{header}\r\n\r\n".encode(), text]
    source, own_type = _file(value, name)
    kind = own_type or _guessed(source, content_type) or _OCTETS
    filename = source.filename.translate(_ESCAPED)
    return [f'{disposition}; filename="{filename}"\r\nContent-Type: {kind}\r\n\r\n'.encode(), source]


def _guessed(source: _Source, documented: str | None) -> str | None:
    """Return the media type of a file by its name, within those of the spec, of which the first stands for unknown."""
    guess = mimetypes.guess_type(source.filename)[0]
    if documented is None:
        return guess
    kinds = [kind.strip() for kind in documented.split(",")]
    if guess is not None and any(re.fullmatch(re.escape(kind).replace(r"\*", ".*"), guess) for kind in kinds):
        return guess
    return next((kind for kind in kinds if "*" not in kind), guess)


# --- files -----------------------------------------------------------------------------------------------------------


class _Source(NamedTuple):
    """A file, or bytes in the place of one.

    Attributes:
        content: A path, an open file or bytes.
        filename: The name that is sent.
        size: The number of bytes; None where it is not known.
        start: The position of an open file at which it begins; None for one that cannot be read again.
    """

    content: os.PathLike[str] | BinaryFile | bytes
    filename: str
    size: int | None
    start: int | None = 0


def _file(value: Any, name: str) -> tuple[_Source, str | None]:
    """Return the source that a caller gave, and its media type.

    Raises:
        StyleError: It cannot be read.
    """
    upload = value if isinstance(value, Upload) else Upload(value)
    content, own_type = upload.content, upload.content_type
    if own_type is not None and not _HEADER_VALUE.fullmatch(own_type):
        raise StyleError("", f"{own_type!r} is not a media type")
    if isinstance(content, (bytes, bytearray, memoryview)):
        return _Source(bytes(content), upload.filename or name or "file", len(content)), own_type
    try:
        if isinstance(content, os.PathLike):
            path = Path(content)
            return _Source(path, upload.filename or path.name, _size(path)), own_type
        return _open_file(content, upload.filename or name or "file", named=upload.filename is not None), own_type
    except OSError as error:
        raise StyleError("", f"cannot be read: {error.strerror or error}") from error


def _size(path: Path) -> int | None:
    """Return the size of a file that can be read; None for one that is no regular file, such as a pipe."""
    if not path.is_file():
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        path.stat()
        return None
    with path.open("rb") as file:
        return os.fstat(file.fileno()).st_size


def _open_file(file: BinaryFile, filename: str, *, named: bool) -> _Source:
    own_name = getattr(file, "name", None)
    if not named and isinstance(own_name, str) and own_name:
        filename = os.path.basename(own_name) or filename  # noqa: PTH119 - it may be no path, such as <stdin>
    if not getattr(file, "seekable", lambda: False)():
        return _Source(file, filename, None, None)
    seekable = cast("BinaryIO", file)
    start = seekable.tell()
    end = seekable.seek(0, os.SEEK_END)
    seekable.seek(start)
    return _Source(file, filename, max(0, end - start), start)


def _assembled(pieces: Sequence[bytes | _Source]) -> bytes | StreamedBody:
    """Return pieces that are in memory as one, and others as a body that is read while it is sent."""
    in_memory = [piece if isinstance(piece, bytes) else piece.content for piece in pieces]
    if all(isinstance(piece, bytes) for piece in in_memory):
        return b"".join(cast("list[bytes]", in_memory))
    return StreamedBody(pieces)


class StreamedBody:
    """A body with files in it, which is read piece by piece while it is sent.

    Attributes:
        length: The number of bytes; None where it is not known.
    """

    __slots__ = ("_began", "_pieces", "_reading", "length")

    def __init__(self, pieces: Sequence[bytes | _Source]) -> None:
        self._pieces = pieces
        sizes = [len(piece) if isinstance(piece, bytes) else piece.size for piece in pieces]
        self.length = None if None in sizes else sum(cast("list[int]", sizes))
        self._began = False
        self._reading: Generator[bytes] | None = None

    @property
    def can_be_sent(self) -> bool:
        """False once a file was read from that cannot be read again."""
        return not self._began or all(isinstance(piece, bytes) or piece.start is not None for piece in self._pieces)

    def read(self) -> bytes:
        """Return the next bytes; none at the end. It may wait for the disk.

        Raises:
            BodyError: A file cannot be read, or has another size than before.
        """
        if self._reading is None:
            self._reading = self._read()
        return next(self._reading, b"")

    def close(self) -> None:
        """End reading, so that the next `read` begins anew."""
        reading, self._reading = self._reading, None
        if reading is not None:
            reading.close()

    def _read(self) -> Generator[bytes]:
        for piece in self._pieces:
            if isinstance(piece, bytes):
                yield piece
            else:
                yield from self._read_source(piece)

    def _read_source(self, source: _Source) -> Generator[bytes]:
        content, left = source.content, source.size
        if isinstance(content, bytes):
            yield content
            return
        try:
            opened = Path(content).open("rb") if isinstance(content, os.PathLike) else None  # noqa: SIM115 - closed below
        except OSError as error:
            raise BodyError(f"{source.filename} cannot be read: {error.strerror or error}") from error
        try:
            file = opened or cast("BinaryFile", content)
            self._began = True
            while piece := _next_piece(source, file):
                left = None if left is None else left - len(piece)
                if left is not None and left < 0:
                    raise BodyError(f"{source.filename} has grown while it was sent")
                yield piece
        finally:
            if opened is not None:
                opened.close()
            elif source.start is not None:
                with suppress(OSError, ValueError):  # It was closed meanwhile.
                    cast("BinaryIO", content).seek(source.start)
        if left:
            raise BodyError(f"{source.filename} has shrunk while it was sent")


def _next_piece(source: _Source, file: BinaryFile) -> bytes:
    try:
        piece: Any = file.read(_PIECE)
    except (OSError, ValueError) as error:
        raise BodyError(f"{source.filename} cannot be read: {error}") from error
    if not isinstance(piece, bytes):
        raise BodyError(f"{source.filename} is not a binary file: it has to be opened with mode 'rb'")
    return piece
