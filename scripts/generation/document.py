"""OpenAPI documents: load one, resolve its references, report its problems."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeGuard, cast
from urllib.parse import unquote

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

Json = dict[str, Any]


@dataclass(frozen=True, order=True)
class Problem:
    """A part of a document that code cannot be generated from: its JSON pointer, and what to change."""

    pointer: str
    message: str

    def __str__(self) -> str:
        text = f"#{self.pointer}: {self.message}"
        return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


class DocumentError(Exception):
    """Code cannot be generated from the document; `problems` has every reason."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(map(str, self.problems)))


def is_array(value: object) -> TypeGuard[list[Any]]:
    """Return whether `value` is a JSON array; an isinstance that type checkers agree on."""
    return isinstance(value, list)


def pointer(*parts: str | int) -> str:
    """Return a JSON pointer (RFC 6901)."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)


def pointed(reference: str) -> list[str]:
    """Return the keys that a local reference goes through: `#/a/b~1c%20d` goes through `a` and `b/c d`."""
    parts = unquote(reference).removeprefix("#/").split("/")
    return [part.replace("~1", "/").replace("~0", "~") for part in parts]


def load(path: Path) -> Json:
    """Return the object in a file of JSON or YAML.

    Raises:
        DocumentError: The file holds no object.
        OSError: The file cannot be read.
    """
    return parsed(path.read_bytes())


def parsed(content: bytes) -> Json:
    """Return the object in a JSON or YAML text. What does not begin as JSON does is YAML.

    Raises:
        DocumentError: It holds no object.
    """
    kind = "JSON" if is_json(content) else "YAML"
    try:
        document: Any = _read_json(content) if kind == "JSON" else _read_yaml(content)
    except (ValueError, RecursionError) as error:
        raise DocumentError([Problem("", f"not {kind}: {error}")]) from error
    if not isinstance(document, dict):
        raise DocumentError([Problem("", "not an OpenAPI document: the top level must be an object")])
    return cast("Json", document)


def is_json(content: bytes) -> bool:
    """Return whether a text is meant to be JSON: it begins with a brace or bracket, or has nothing in it."""
    text = content.lstrip(b" \t\r\n\xef\xbb\xbf\xff\xfe\x00")
    return text[:1] in {b"{", b"[", b"", b'"'}


def _read_json(content: bytes) -> Any:
    return json.loads(content, parse_constant=_number, parse_float=_number, object_pairs_hook=_object)


def _read_yaml(content: bytes) -> Any:
    from .yaml_text import read_yaml  # noqa: PLC0415 - few documents need it

    return read_yaml(content)


# The largest exponent of a number that is read.
_LARGEST_EXPONENT = 4_000


def _number(text: str) -> float:
    """Return a number; beyond the range of floats it is an integer. `json` would take NaN and infinity too."""
    if math.isfinite(float(text)):
        return float(text)
    number = Decimal(text)
    if not number.is_finite():
        raise ValueError(f"{text} is not a JSON number")
    if number.adjusted() > _LARGEST_EXPONENT:
        raise ValueError(f"{text} is too large a number")
    return int(number)


def _object(pairs: list[tuple[str, Any]]) -> Json:
    """Return an object, and refuse a repeated key: `json` would keep the last value only."""
    value = dict(pairs)
    if len(value) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"an object has {next(n for n in names if names.count(n) > 1)!r} twice")
    return value


def operations(document: Json) -> Iterator[tuple[str, str, Json]]:
    """Yield the path, method and operation object of every operation."""
    for path, item in document["paths"].items():
        for method in METHODS:
            if method in item:
                yield path, method, item[method]


def resolve(document: Json, reference: str) -> Any:
    """Return the target of a local reference (`#/components/…`).

    Raises:
        LookupError: There is nothing at this place.
    """
    target: Any = document
    for part in pointed(reference):
        if is_array(target) and part.isdecimal():
            target = target[int(part)]
        elif isinstance(target, dict):
            target = cast("Json", target)[part]
        else:
            raise LookupError(reference)
    return target
