"""Reading an OpenAPI document, and what must hold of it before anything is generated."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeGuard, cast

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
PATH_PARAMETER = re.compile(r"{([^{}]*)}")

Json = dict[str, Any]


@dataclass(frozen=True, order=True)
class Problem:
    """Something that keeps a document from becoming a client: where it is, as a JSON pointer, and what it is."""

    pointer: str
    message: str

    def __str__(self) -> str:
        printable = "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in f"{self.pointer}: {self.message}")
        return f"#{printable}"


class DocumentError(Exception):
    """A document that cannot be generated from, with every problem found."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def is_array(value: object) -> TypeGuard[list[Any]]:
    """Whether `value` is a JSON array; an isinstance that type checkers agree on."""
    return isinstance(value, list)


def pointer(*parts: str | int) -> str:
    """A JSON pointer (RFC 6901)."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)


def read(path: Path) -> Json:
    """The document in the file at `path`.

    Raises:
        DocumentError: The file is not JSON or not an OpenAPI 3.0 or 3.1 document, a reference leads nowhere, a path is
            not one; every problem is in it.
        OSError: The file cannot be read.
    """
    try:
        document: Any = json.loads(path.read_bytes(), parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise DocumentError([Problem("", f"not JSON: {error}")]) from error
    problems = sorted(_problems(document))
    if problems:
        raise DocumentError(problems)
    return cast("Json", document)


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is not a JSON number")


def operations(document: Json) -> Iterator[tuple[str, str, Json]]:
    """Every operation: path, method and the operation object."""
    for path, item in document["paths"].items():
        for method in METHODS:
            if method in item:
                yield path, method, item[method]


def resolve(document: Json, reference: str) -> Any:
    """What a local reference (`#/components/…`) leads to.

    Raises:
        KeyError: It leads nowhere.
    """
    target: Any = document
    for part in reference.removeprefix("#/").split("/"):
        target = _member(target, part.replace("~1", "/").replace("~0", "~"))
    return target


def _member(value: Any, key: str) -> Any:
    if is_array(value):
        return value[int(key)] if key.isdecimal() else None
    return value[key]


def _problems(document: Any) -> Iterator[Problem]:
    if not isinstance(document, dict):
        yield Problem("", "not an OpenAPI document: the top level is not an object")
        return
    document = cast("Json", document)
    version = document.get("openapi")
    if not isinstance(version, str) or not re.fullmatch(r"3\.[01]\.\d+(-.*)?", version):
        yield Problem("/openapi", f"not an OpenAPI 3.0 or 3.1 document: openapi is {version!r}")
        return
    for name in ("info", "paths"):
        if not isinstance(document.get(name), dict):
            yield Problem(f"/{name}", "missing, or not an object")
    yield from _reference_problems(document, document, "")
    if isinstance(document.get("paths"), dict):
        yield from _path_problems(document["paths"])


_MAPS_OF_NAMES = {"properties", "schemas", "parameters", "requestBodies", "responses", "headers", "paths", "content"}
_LITERALS = {"example", "examples", "default", "enum", "const"}


def _reference_problems(document: Json, value: Any, at: str, *, names: bool = False) -> Iterator[Problem]:
    """The references below `value`; `names` says that its keys are names of the document's own, not keywords."""
    if is_array(value):
        for index, item in enumerate(value):
            yield from _reference_problems(document, item, at + pointer(index))
    if not isinstance(value, dict):
        return
    value = cast("Json", value)
    for key, item in value.items():
        if names:
            yield from _reference_problems(document, item, at + pointer(key))
        elif key == "$ref" and isinstance(item, str):
            yield from _one_reference(document, item, at)
        elif not (key in _LITERALS or key.startswith("x-")):
            yield from _reference_problems(document, item, at + pointer(key), names=key in _MAPS_OF_NAMES)


def _one_reference(document: Json, reference: str, at: str) -> Iterator[Problem]:
    seen: set[str] = set()
    while True:
        if reference in seen:
            yield Problem(at, f"$ref to {reference!r} leads back to itself")
            return
        seen.add(reference)
        if not reference.startswith("#/"):
            yield Problem(at, f"$ref to {reference!r} leads out of the document")
            return
        try:
            target = resolve(document, reference)
        except (KeyError, IndexError, TypeError):
            yield Problem(at, f"$ref to {reference!r} leads nowhere")
            return
        if not (isinstance(target, dict) and isinstance(cast("Json", target).get("$ref"), str)):
            return
        reference = cast("Json", target)["$ref"]


def _path_problems(paths: Json) -> Iterator[Problem]:
    for path, item in paths.items():
        at = pointer("paths", path)
        if not path.startswith("/"):
            yield Problem(at, "a path begins with /")
        if re.search(r"[?#\s\\]|[^\x21-\x7e]", path):
            yield Problem(at, "a path has no query, fragment, white space, backslash or character outside ASCII")
        if not isinstance(item, dict):
            yield Problem(at, "not an object")
            continue
        for method in METHODS:
            operation: Any = cast("Json", item).get(method, {})
            if not isinstance(operation, dict):
                yield Problem(at + pointer(method), "not an object")
