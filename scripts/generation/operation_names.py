"""The rule that names operations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .document import Json, operations
from .naming import LONGEST_OPERATION, RESERVED_OPERATIONS, free_name, snake_case, words


def name_operations(document: Json) -> Json:
    """Name each operation within its first tag: after its summary, else its operationId, else its method and path.

    A summary is used first because `operationId` is often absent or made of the path. A text that several operations of a
    tag share names none of them: a name must not pass to another operation when one is added or moved.
    """
    by_tag: dict[str, list[tuple[str, str, Json]]] = {}
    for path, method, operation in operations(document):
        operation["tags"] = [next(iter(operation.get("tags") or []), "default")]
        by_tag.setdefault(operation["tags"][0], []).append((path, method, operation))
    for found in by_tag.values():
        found.sort(key=lambda each: each[:2])
        names = _unlike([list(dict.fromkeys(_candidates(*each))) for each in found])
        for (path, method, operation), name in zip(found, names, strict=True):
            operation["summary"] = operation.get("summary", "")
            if not words(operation["summary"]):
                operation["summary"] = _title(operation.get("operationId", "")) or _title(f"{method} {path}")
            operation["operationId"] = f"{name}_" if name in RESERVED_OPERATIONS else name
    return document


def _candidates(path: str, method: str, operation: Json) -> Iterator[str]:
    """Yield the names that an operation may have, the best first."""
    texts = [text for key in ("summary", "operationId") if words(text := operation.get(key, ""))]
    names = [snake_case(text, fallback="operation") for text in texts]
    yield from (name for name in names if len(name) <= LONGEST_OPERATION)
    yield from (_cut(name) for name in names[:1])
    yield _cut(snake_case(f"{method} {path}", fallback="operation"))


def _cut(name: str) -> str:
    """Return the words at the beginning of a name that are not too long together."""
    return (
        name
        if len(name) <= LONGEST_OPERATION
        else name[: LONGEST_OPERATION + 1].rpartition("_")[0] or name[:LONGEST_OPERATION]
    )


def _unlike(candidates: Sequence[Sequence[str]]) -> list[str]:
    """Choose one of the candidates of each operation, so that no two names are equal; their order decides nothing."""
    chosen = [0] * len(candidates)
    while True:
        names = [each[n] for each, n in zip(candidates, chosen, strict=True)]
        groups: dict[str, list[int]] = {}
        for index, name in enumerate(names):
            groups.setdefault(name, []).append(index)
        moving: list[int] = []
        for group in groups.values():
            able = [index for index in group if len(group) > 1 and chosen[index] + 1 < len(candidates[index])]
            # Whoever has a name of its best text keeps it where the others can have another.
            first = min(chosen[index] for index in group)
            moving += [index for index in able if chosen[index] > first] or able
        if not moving:
            return _numbered(names)
        for index in moving:
            chosen[index] += 1


def _numbered(names: list[str]) -> list[str]:
    """Give equal names numbers, which is left for paths that differ in punctuation only."""
    free: list[str] = []
    for name in names:
        free.append(free_name(name, free, reserved=(), separator="_"))
    return free


def _title(text: str) -> str:
    """Return a text as words that begin with a capital letter."""
    found = " ".join(word if word.isupper() and len(word) > 1 else word.lower() for word in words(text))
    return found[:1].upper() + found[1:]
