"""What must hold of a document before the rules see it; what does not hold is reported and left out.

So the rules can take every shape for granted, and still find their own problems in the rest of a faulty document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, cast

from .document import METHODS, DocumentError, Json, Problem, is_array, pointer, resolve
from .shapes import shape_problems

PATH_PARAMETER = re.compile(r"{([^{}]*)}")

_MAPS_OF_NAMES = {"properties", "schemas", "parameters", "requestBodies", "responses", "headers", "paths", "content"}
_LITERALS = {"example", "examples", "default", "enum", "const"}


def validate(document: Json) -> tuple[Json, list[Problem]]:
    """The document without what is malformed in it, and every problem found.

    Raises:
        DocumentError: It is no OpenAPI document at all.
    """
    version = document.get("openapi")
    if not isinstance(version, str) or not re.fullmatch(r"3\.[01]\.\d+(-.*)?", version):
        raise DocumentError([Problem("/openapi", f"not an OpenAPI 3.0 or 3.1 document: openapi is {version!r}")])
    problems = found = list(_problems(document))
    while found:  # leaving out what is malformed may leave a reference without its target
        document = _without(document, "", {problem.pointer for problem in found})
        if not isinstance(document.get("paths"), dict):
            raise DocumentError(problems)
        found = list(_problems(document))
    return document, problems


def _problems(document: Json) -> Iterator[Problem]:
    if "paths" not in document:
        yield Problem("/paths", "missing")
    yield from shape_problems(document)
    yield from _reference_problems(document, document, "")
    if isinstance(document.get("paths"), dict):
        yield from _path_problems(document["paths"])


def _without(value: Any, at: str, left_out: set[str]) -> Any:
    """`value` without what stands at the pointers of `left_out`."""
    if isinstance(value, dict):
        members = cast("Json", value).items()
        return {k: _without(v, at + pointer(k), left_out) for k, v in members if at + pointer(k) not in left_out}
    if is_array(value):
        items = enumerate(value)
        return [_without(v, at + pointer(n), left_out) for n, v in items if at + pointer(n) not in left_out]
    return value


def _reference_problems(document: Json, value: Any, at: str, *, names: bool = False) -> Iterator[Problem]:
    """The references below `value`; `names` says that its keys are names of the document's own, not keywords."""
    if is_array(value):
        for index, item in enumerate(value):
            yield from _reference_problems(document, item, at + pointer(index))
    if not isinstance(value, dict):
        return
    for key, item in cast("Json", value).items():
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
        except LookupError:
            yield Problem(at, f"$ref to {reference!r} leads nowhere")
            return
        if not (isinstance(target, dict) and isinstance(cast("Json", target).get("$ref"), str)):
            return
        reference = cast("Json", target)["$ref"]


def _path_problems(paths: Json) -> Iterator[Problem]:
    items = [cast("Json", item) for item in paths.values() if isinstance(item, dict)]
    if not any(item.keys() & {*METHODS, "$ref"} for item in items):
        yield Problem("/paths", "there is no operation")
    first: dict[tuple[str, str], str] = {}
    for path, item in paths.items():
        at = pointer("paths", path)
        if path.startswith("x-"):
            continue
        if not path.startswith("/"):
            yield Problem(at, "a path begins with /")
        if re.search(r"[?#\s\\]|[^\x21-\x7e]", path):
            yield Problem(at, "a path has no query, fragment, white space, backslash or character outside ASCII")
        for method in METHODS:
            if isinstance(item, dict) and method in item:
                other = first.setdefault((method, PATH_PARAMETER.sub("{}", path)), path)
                if other != path:
                    yield Problem(at + pointer(method), f"the same operation as #{pointer('paths', other, method)}")
