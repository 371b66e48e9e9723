"""The ids in a request body, which must be ids of something."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, cast

from .resources import Resource
from .spec import Schema, flat
from .validation import Violation

__all__ = ["Reference", "references", "unknown_reference"]

Reference = tuple[str, str, Schema, Any]
"""Where an id stands (`body.participants[0].userId`), its field, the schema of the field, and the id."""


def references(body: Any, schema: Schema, place: str = "body") -> Iterator[Reference]:
    """Every field of `body` that might refer to something, with its place."""
    wanted = flat(schema)
    if isinstance(body, list) and "items" in wanted:
        for index, item in enumerate(cast("Sequence[Any]", body)):
            yield from references(item, wanted["items"], f"{place}[{index}]")
    if isinstance(body, dict):
        sent = cast("dict[str, Any]", body)
        for name, inner in wanted["properties"].items():
            value = sent.get(name)
            if isinstance(value, str | int):
                yield f"{place}.{name}", name, inner, value
            elif isinstance(value, list) and flat(flat(inner).get("items", Schema())).get("type") == "string":
                for index, item in enumerate(cast("Sequence[Any]", value)):
                    yield f"{place}.{name}[{index}]", name, inner, item
            elif value is not None:
                yield from references(value, inner, f"{place}.{name}")


def unknown_reference(place: str, targets: tuple[Resource, ...]) -> Violation:
    """What is wrong with an id that none of `targets` has."""
    return {"path": place, "message": f"invalid reference id: there is no such {targets[0].label}"}
