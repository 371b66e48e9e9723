"""Functions that the rules share: walk and change the schemas of a document, report a problem."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, cast

from .document import Json, Problem, operations, pointed

SCHEMAS = "#/components/schemas/"
# Members of a schema that do not say which values it has.
ANNOTATIONS = {"description", "deprecated", "nullable", "x-default", "readOnly", "writeOnly"}


def report(document: Json, at: str, message: str) -> None:
    """Add a problem to the document. The rules continue, so that one run finds every problem."""
    document.setdefault("x-problems", []).append(Problem(at, message))


def as_object(value: Any) -> Json:
    """Return a schema, body or response; anything but an object counts as empty, such as the schema `true`."""
    return cast("Json", value) if isinstance(value, dict) else {}


def without(schema: Json, *keys: str) -> Json:
    return {key: value for key, value in schema.items() if key not in keys}


def content_holders(holder: Json) -> list[Json]:
    return list(holder.get("content", {}).values())


def schema_holders(document: Json, *, sent: bool | None = None) -> Iterator[Json]:
    """Yield the objects that have a `schema`: parameters and bodies (`sent` is True), responses (False) or all (None)."""
    for _, _, operation in operations(document):
        if sent is not False:
            yield from operation["parameters"]
            yield from content_holders(operation.get("requestBody", {}))
        if sent is not True:
            for response in operation["responses"].values():
                yield from content_holders(response)


def in_subschemas(key: str, value: Any, change: Callable[[Json], Json]) -> Any:
    """Return a member of a schema with each schema in it changed."""
    match key:
        case "properties":
            return {name: change(as_object(schema)) for name, schema in value.items()}
        case "allOf" | "oneOf" | "anyOf":
            return [change(as_object(schema)) for schema in value]
        case "items":
            return change(as_object(value))
        case "additionalProperties" if isinstance(value, dict):
            return change(cast("Json", value))
        case _:
            return value


def subschemas(schema: Json) -> list[Json]:
    """Return the schemas directly inside a schema."""
    found: list[Json] = []

    def collect(part: Json) -> Json:
        found.append(part)
        return part

    for key, value in schema.items():
        in_subschemas(key, value, collect)
    return found


def each_subschema(schema: Json, change: Callable[[Json], Json]) -> Json:
    """Return a schema with every schema in it changed, the outermost last."""
    return change({k: in_subschemas(k, value, lambda s: each_subschema(s, change)) for k, value in schema.items()})


def each_schema(document: Json, change: Callable[[Json], Json]) -> Json:
    """Return the document with every schema changed, inner ones first."""
    components: Json = document["components"]["schemas"]
    document["components"]["schemas"] = {name: each_subschema(s, change) for name, s in components.items()}
    for holder in schema_holders(document):
        holder["schema"] = each_subschema(as_object(holder.get("schema")), change)
    return document


def options_of(schema: Json) -> list[Json]:
    """Return the options of a union; a normalised schema has `oneOf` or `anyOf`, not both."""
    return cast("list[Json]", schema.get("oneOf") or schema.get("anyOf") or [])


def component(schema: Json) -> str | None:
    """Return the name of the component that a reference leads to."""
    return pointed(schema["$ref"])[-1] if "$ref" in schema else None


def place_of(class_schema: Json) -> str:
    """Return the pointer of a class in the document as received."""
    return str(class_schema.get("x-pointer") or class_schema.get("x-at", ""))


def is_class(schema: Json) -> bool:
    """Return whether a schema becomes a class: an object with fields, or an enum."""
    return "$ref" not in schema and bool(schema.get("properties") or schema.get("enum"))


def renamed(schema: Json, names: dict[str, str]) -> Json:
    """Return a schema with the new name in its reference."""
    name = component(schema)
    return {**schema, "$ref": SCHEMAS + names[name]} if name in names else schema
