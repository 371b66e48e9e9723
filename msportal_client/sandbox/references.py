"""References: fields of a request body that hold the id of something."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, cast

from .resources import Resource
from .spec import Schema, flat
from .validation import Violation

__all__ = ["Reference", "references", "unknown_reference"]

# The path of an id (`body.participants[0].userId`), its field, the schema of the field, and the id.
Reference = tuple[str, str, Schema, Any]


def references(body: Any, schema: Schema, path: str = "body") -> Iterator[Reference]:
    """Yield the fields of `body` that may be references."""
    wanted = flat(schema)
    if isinstance(body, list) and "items" in wanted:
        for index, item in enumerate(cast("Sequence[Any]", body)):
            yield from references(item, wanted["items"], f"{path}[{index}]")
    if isinstance(body, dict):
        sent = cast("dict[str, Any]", body)
        for name, inner in wanted["properties"].items():
            value = sent.get(name)
            if isinstance(value, str | int):
                yield f"{path}.{name}", name, inner, value
            elif isinstance(value, list) and flat(flat(inner).get("items", Schema())).get("type") == "string":
                for index, item in enumerate(cast("Sequence[Any]", value)):
                    yield f"{path}.{name}[{index}]", name, inner, item
            elif value is not None:
                yield from references(value, inner, f"{path}.{name}")


def unknown_reference(path: str, targets: tuple[Resource, ...]) -> Violation:
    """Return the violation for an id that none of `targets` has."""
    return {"path": path, "message": f"invalid reference id: there is no such {targets[0].label}"}
