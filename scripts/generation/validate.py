"""Check a document before the rules see it, and leave out the invalid parts.

So the rules can rely on every shape, and still find further problems in the rest of an invalid document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, cast

from .document import METHODS, DocumentError, Json, Problem, is_array, pointer, resolve
from .references import absolute_references
from .shapes import shape_problems

PATH_PARAMETER = re.compile(r"{([^{}]*)}")

_MAPS_OF_NAMES = {
    "properties", "schemas", "parameters", "requestBodies", "responses", "headers", "paths", "content", "$defs",
    "definitions",
}  # fmt: skip
_LITERALS = {"example", "examples", "default", "enum", "const"}


def validate(document: Json) -> tuple[Json, list[Problem]]:
    """Return the document without its invalid parts, and every problem found.

    Raises:
        DocumentError: This is not an OpenAPI document.
    """
    version = document.get("openapi")
    if not isinstance(version, str) or not re.fullmatch(r"3\.[01]\.\d+(-.*)?", version):
        raise DocumentError(
            [
                Problem(
                    "/openapi", f"not an OpenAPI 3.0 or 3.1 document: the version must be like '3.0.3', not {version!r}"
                )
            ]
        )
    document = absolute_references(document)
    problems = found = list(_problems(document))
    while found:  # a reference may now point at a part that was left out
        valid = _without(document, "", {problem.pointer for problem in found})
        if valid == document or not isinstance(valid.get("paths"), dict):
            raise DocumentError(problems)
        document = valid
        found = list(_problems(document))
    return document, problems


def _problems(document: Json) -> Iterator[Problem]:
    if "paths" not in document:
        yield Problem("/paths", "missing: a document needs paths")
    yield from shape_problems(document)
    yield from _reference_problems(document, document, "")
    if isinstance(document.get("paths"), dict):
        yield from _path_problems(document["paths"])


def _without(value: Any, at: str, left_out: set[str]) -> Any:
    """Return `value` without the parts at the pointers in `left_out`."""
    if isinstance(value, dict):
        members = cast("Json", value).items()
        return {k: _without(v, at + pointer(k), left_out) for k, v in members if at + pointer(k) not in left_out}
    if is_array(value):
        items = enumerate(value)
        return [_without(v, at + pointer(n), left_out) for n, v in items if at + pointer(n) not in left_out]
    return value


def _reference_problems(document: Json, value: Any, at: str, *, names: bool = False) -> Iterator[Problem]:
    """Yield the broken references in `value`; with `names`, its keys are names that the author chose, not keywords."""
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
            yield Problem(at, f"$ref to {reference!r} leads back to itself: let it end at a definition")
            return
        seen.add(reference)
        if not reference.startswith("#/"):
            yield Problem(at, f"$ref to {reference!r} leads out of the document: copy the target into components")
            return
        try:
            target = resolve(document, reference)
        except LookupError:
            yield Problem(at, f"$ref to {reference!r} leads nowhere: define the target or correct the reference")
            return
        if not (isinstance(target, dict) and isinstance(cast("Json", target).get("$ref"), str)):
            return
        reference = cast("Json", target)["$ref"]


def _path_problems(paths: Json) -> Iterator[Problem]:
    items = [cast("Json", item) for item in paths.values() if isinstance(item, dict)]
    if not any(item.keys() & {*METHODS, "$ref"} for item in items):
        yield Problem("/paths", "needs at least one operation")
    first: dict[tuple[str, str], str] = {}
    for path, item in paths.items():
        at = pointer("paths", path)
        if path.startswith("x-"):
            continue
        if not path.startswith("/"):
            yield Problem(at, "a path must begin with /")
        if re.search(r"[?#\s\\]|[^\x21-\x7e]", path):
            yield Problem(at, "a path must not contain ?, #, spaces, backslashes or characters outside ASCII")
        for method in METHODS:
            if isinstance(item, dict) and method in item:
                other = first.setdefault((method, PATH_PARAMETER.sub("{}", path)), path)
                if other != path:
                    yield Problem(
                        at + pointer(method),
                        f"the path differs from #{pointer('paths', other, method)} only in parameter names: keep one",
                    )
