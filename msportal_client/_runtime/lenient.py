"""Lenient reading: a value that breaks its schema stays as it came, and the response says so.

One odd date would otherwise lose a whole page, or an item that was created. While a body is read leniently, the
functions of `reading.py` report here what breaks the schema, instead of raising.
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any, NamedTuple, cast

__all__ = ["Mismatch", "Reading", "TooManyMismatchesError", "reading"]

# Objects that are read once more because a value in them breaks the schema. Nested ones are read again with each that
# they are nested in, so that a hostile body could take for ever.
_MOST_OBJECTS = 20_000


class TooManyMismatchesError(Exception):
    """Too much of a body breaks its schema."""


class Mismatch(NamedTuple):
    """A value that breaks its schema.

    Attributes:
        place: The place in the body, in the spec's own names (`data[3].dueDate`).
        message: What is wrong.
        structural: Whether an object or an array is needed there.
    """

    place: str
    message: str
    structural: bool


class Reading:
    """One lenient reading of a body.

    Attributes:
        place: The object or array, and the key in it, whose bad value may be kept. None: a bad value raises, and `recover`
            reads the object again.
    """

    __slots__ = ("_containers", "_count", "_found", "place")

    def __init__(self) -> None:
        self.place: tuple[Any, str | int] | None = None
        self._count = 0
        # By the id of the object or array, and by key. The containers are kept, so that the ids stay their own.
        self._found: dict[int, dict[str | int, tuple[str, bool]]] = {}
        self._containers: list[Any] = []

    def count(self, error: Exception) -> None:
        """Count an object that is read once more.

        Raises:
            TooManyMismatchesError: There were too many.
        """
        self._count += 1
        if self._count > _MOST_OBJECTS:
            raise TooManyMismatchesError from error

    def mismatch(self, container: Any, key: str | int, message: str, *, structural: bool = False) -> None:
        """Take note that the value at `key` of `container` breaks its schema. The first message for a value counts."""
        if id(container) not in self._found:
            self._containers.append(container)
        found = self._found.setdefault(id(container), {})
        first, was_structural = found.get(key, (message, structural))
        found[key] = first, was_structural or structural

    def mismatches(self, body: Any) -> list[Mismatch]:
        """Return the mismatches, in the order of the body."""
        found: list[Mismatch] = []
        todo: list[tuple[str, Any]] = [("", body)] if self._found else []
        while todo:
            path, container = todo.pop()
            here = self._found.get(id(container), {})
            entries = _entries(container)
            for key, (message, structural) in here.items():
                found.append(Mismatch(_place(path, key), message, structural))
            todo += [(_place(path, key), value) for key, value in reversed(entries) if isinstance(value, (dict, list))]
        return found


def _entries(container: Any) -> list[tuple[str | int, Any]]:
    if isinstance(container, dict):
        return list(cast("dict[str | int, Any]", container).items())
    return list(enumerate(cast("list[Any]", container)))


def _place(path: str, key: str | int) -> str:
    if isinstance(key, int):
        return f"{path}[{key}]"
    return f"{path}.{key}" if path else key


# The lenient reading under way in this task or thread; None where reading is strict.
reading: ContextVar[Reading | None] = ContextVar("reading", default=None)
