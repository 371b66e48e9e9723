"""Leave out the operations that code cannot be generated for.

A problem concerns the operation or component that it is in, and everything that refers to it, directly or not. What is
left out is recorded in the generated package, in `api/skipped.json`: operations as `GET /things`, and components as
`#/components/schemas/Thing`, each with the problems.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from .document import METHODS, DocumentError, Json, Problem, is_array, pointed, pointer, resolve

FILE = Path("api/skipped.json")

# A part of a document by its keys: a component, an operation, or what the operations of a path share.
_Part = tuple[str, ...]


@dataclass(frozen=True)
class Skipped:
    """The parts that are left out of a document, each with the reasons."""

    operations: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    components: dict[str, list[str]] = field(default_factory=dict[str, list[str]])

    def __bool__(self) -> bool:
        return bool(self.operations or self.components)

    def text(self) -> str:
        """Return it as the content of its file."""
        content = {"operations": self.operations, "components": self.components}
        return json.dumps(content, indent=2, ensure_ascii=False, sort_keys=True) + "\n"

    def lines(self) -> list[str]:
        """Return a line for each operation and component, with the reasons."""
        parts = [*sorted(self.operations.items()), *sorted(self.components.items())]
        return [f"left out: {name}: {reason}" for name, reasons in parts for reason in reasons]

    def __or__(self, other: Skipped) -> Skipped:
        return Skipped({**self.operations, **other.operations}, {**self.components, **other.components})


def skipped_in(package: Path) -> Skipped:
    """Return what was left out when a package was generated.

    Raises:
        DocumentError: Its file cannot be read.
    """
    file = package / FILE
    if not file.exists():
        return Skipped()
    try:
        return Skipped(**json.loads(file.read_bytes()))
    except (ValueError, TypeError) as error:
        raise DocumentError([Problem("", f"{file}: {error}: generate the package again")]) from error


def concerned(document: Json, problems: Iterable[Problem]) -> Skipped:
    """Return the operations and components that have the problems, or refer to a part that has.

    Raises:
        DocumentError: A problem is not in an operation or component.
    """
    references = _references(document)
    reasons: dict[_Part, list[str]] = {}
    elsewhere: list[Problem] = []
    for problem in problems:
        part = _part([key.replace("~1", "/").replace("~0", "~") for key in problem.pointer.split("/")[1:]])
        if part in references:
            reasons.setdefault(part, []).append(str(problem))
        else:
            elsewhere.append(problem)
    if elsewhere:
        raise DocumentError(elsewhere)
    users: dict[_Part, set[_Part]] = {}
    for part, targets in references.items():
        for target in targets:
            users.setdefault(target, set()).add(part)
    found: dict[_Part, dict[str, None]] = {}
    for part, texts in reasons.items():
        for user in _reachable(users, part):
            found.setdefault(user, {}).update(dict.fromkeys(texts))
    # Paths whose operations are not known, as they are in another file.
    known = {part[:2] for part in references if len(part) > len(("paths", "path"))}
    empty = {part for part in found if part[0] == "paths" and part[:2] not in known}
    return Skipped(
        {f"{part[2].upper()} {part[1]}": list(texts) for part, texts in found.items() if len(part) == 3 and part[0] == "paths"},  # noqa: PLR2004 - paths, the path, the method
        {f"#{pointer(*part)}": list(texts) for part, texts in found.items() if part[0] == "components" or part in empty},
    )  # fmt: skip


def without(document: Json, skipped: Skipped) -> Json:
    """Return a document without what is left out."""
    if not skipped:
        return document
    gone = {(method.lower(), path) for method, path in (name.split(" ", 1) for name in skipped.operations)}
    paths: Json = {}
    for path, item in document["paths"].items():
        if f"#{pointer('paths', path)}" in skipped.components:
            continue
        methods = {method for method, other in gone if other == path}
        if not methods or not isinstance(item, dict):
            paths[path] = item
            continue
        kept = {key: value for key, value in _itself(document, cast("Json", item)).items() if key not in methods}
        if kept.keys() & {*METHODS}:
            paths[path] = kept
    made = {**document, "paths": paths}
    if "components" in document:
        made["components"] = _kept(document["components"], "#/components", skipped.components, depth=3)
    return made


def _kept(value: Any, at: str, left_out: Collection[str], *, depth: int) -> Any:
    """Return a value without the members that are left out, down to a depth."""
    if not depth or not isinstance(value, dict):
        return value
    places = {name: f"{at}{pointer(name)}" for name in cast("Json", value)}
    members = cast("Json", value).items()
    return {
        name: _kept(v, places[name], left_out, depth=depth - 1) for name, v in members if places[name] not in left_out
    }


def _part(keys: list[str]) -> _Part:
    """Return the part that a JSON pointer leads into."""
    length = 2 if keys[:1] == ["paths"] else 3
    is_operation = keys[:1] == ["paths"] or keys[:2] == ["components", "pathItems"]
    return tuple(keys[: length + 1 if is_operation and set(keys[length : length + 1]) & {*METHODS} else length])


def _itself(document: Json, item: Json) -> Json:
    """Return a path item, or the one that it refers to."""
    for _ in range(100):
        if not isinstance(reference := item.get("$ref"), str):
            break
        try:
            target = resolve(document, reference) if reference.startswith("#/") else None
        except LookupError:
            break
        if not isinstance(target, dict):
            break
        item = {**{key: value for key, value in item.items() if key != "$ref"}, **cast("Json", target)}
    return item


def _references(document: Json) -> dict[_Part, set[_Part]]:
    """Return every part, with the parts that it refers to."""
    found: dict[_Part, set[_Part]] = {}
    for kind, parts in _members(document.get("components")):
        for name, value in _members(parts):
            if kind == "pathItems":
                _add_path_item(document, ("components", kind, name), value, found)
            else:
                found["components", kind, name] = set(_targets(value))
    for path, item in _members(document.get("paths")):
        _add_path_item(document, ("paths", path), item, found)
    return found


def _add_path_item(document: Json, part: _Part, item: Any, found: dict[_Part, set[_Part]]) -> None:
    """Add what the operations of a path share, and the operations, those of the path item that it refers to included."""
    found[part] = set(_targets({key: value for key, value in _members(item) if key not in METHODS}))
    operations = _itself(document, cast("Json", item)) if isinstance(item, dict) else {}
    for method in METHODS:
        if method in operations:
            shared = {(*target, method) for target in found[part] if target[:2] == ("components", "pathItems")}
            found[*part, method] = {part, *shared, *_targets(operations[method])}


def _members(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        yield from cast("Json", value).items()


def _targets(value: Any) -> Iterator[_Part]:
    """Yield the parts that references in a value lead into; so do texts that look like one, as in a discriminator."""
    todo = [value]
    while todo:
        inner = todo.pop()
        if isinstance(inner, dict):
            todo.extend(cast("Json", inner).values())
        elif is_array(inner):
            todo.extend(inner)
        elif isinstance(inner, str) and inner.startswith("#/"):
            yield _part(pointed(inner))


def _reachable(edges: dict[_Part, set[_Part]], start: _Part) -> set[_Part]:
    found, todo = {start}, [start]
    while todo:
        more = edges.get(todo.pop(), set()) - found
        found |= more
        todo.extend(more)
    return found
