"""Compare type annotations of the generated code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

_GENERIC = re.compile(r"(\w+)\[(?:str, )?(.*)\]")


def options(annotation: str) -> list[str]:
    """Return the options of a union, without `Unset`."""
    found: list[str] = []
    depth = 0
    for part in annotation.split(" | "):
        if depth:
            found[-1] += f" | {part}"
        else:
            found.append(part)
        depth += part.count("[") - part.count("]")
    return [option for option in found if option != "Unset"]


def without_none(annotation: str) -> str:
    """Return the annotation without `None` as an option."""
    return " | ".join(option for option in options(annotation) if option != "None")


def not_accepted(annotation: str, other: str) -> list[str]:
    """Return the options of `other` whose values `annotation` does not accept."""
    return [option for option in options(other) if not any(_accepts(one, option) for one in options(annotation))]


def _accepts(one: str, other: str) -> bool:
    # PEP 484: an int is acceptable as a float.
    if one in {other, "Any"} or (one, other) == ("float", "int"):
        return True
    outer, inner = _GENERIC.fullmatch(one), _GENERIC.fullmatch(other)
    return bool(outer and inner and outer[1] == inner[1] and not not_accepted(outer[2], inner[2]))


def with_names(annotation: str, names: Mapping[str, str]) -> str:
    """Return the annotation with its classes renamed."""
    return re.sub(r"\w+", lambda found: names.get(found[0], found[0]), annotation)


def classes(annotation: str) -> list[str]:
    """Return the names in an annotation, in order."""
    return re.findall(r"\w+", annotation)


def aligned(one: str, other: str) -> Iterator[tuple[str, str]]:
    """Pair the names of two annotations that have the same structure."""
    if re.sub(r"\w+", "", one) == re.sub(r"\w+", "", other):
        yield from zip(classes(one), classes(other), strict=True)
