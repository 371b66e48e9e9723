"""The ways around in a document between the rules: its schemas, and what a rule finds wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, cast

from .document import Json, Problem, operations, pointed

SCHEMAS = "#/components/schemas/"


def report(document: Json, at: str, message: str) -> None:
    """Note a problem on the document: the rules go on, so that one run finds every problem."""
    document.setdefault("x-problems", []).append(Problem(at, message))


def as_object(value: Any) -> Json:
    """A schema, body or response; what is not an object says nothing (a schema may be `true`)."""
    return cast("Json", value) if isinstance(value, dict) else {}


def without(schema: Json, *keys: str) -> Json:
    return {key: value for key, value in schema.items() if key not in keys}


def content_holders(holder: Json) -> list[Json]:
    return list(holder.get("content", {}).values())


def schema_holders(document: Json, *, sent: bool | None = None) -> Iterator[Json]:
    """The objects whose `schema` says what a parameter, body (`sent`) or response (not `sent`) is."""
    for _, _, operation in operations(document):
        if sent is not False:
            yield from operation["parameters"]
            yield from content_holders(operation.get("requestBody", {}))
        if sent is not True:
            for response in operation["responses"].values():
                yield from content_holders(response)


def in_subschemas(key: str, value: Any, change: Callable[[Json], Json]) -> Any:
    """The value of a schema's member, each schema in it changed."""
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
    """The schemas that a schema is directly made of."""
    found: list[Json] = []

    def note(part: Json) -> Json:
        found.append(part)
        return part

    for key, value in schema.items():
        in_subschemas(key, value, note)
    return found


def each_subschema(schema: Json, change: Callable[[Json], Json]) -> Json:
    """The schema with every schema in it changed, itself last."""
    return change({k: in_subschemas(k, value, lambda s: each_subschema(s, change)) for k, value in schema.items()})


def each_schema(document: Json, change: Callable[[Json], Json]) -> Json:
    """The document with every schema in it changed, the inner ones first."""
    components: Json = document["components"]["schemas"]
    document["components"]["schemas"] = {name: each_subschema(s, change) for name, s in components.items()}
    for holder in schema_holders(document):
        holder["schema"] = each_subschema(as_object(holder.get("schema")), change)
    return document


def component(schema: Json) -> str | None:
    """The name of the component that a reference leads to."""
    return pointed(schema["$ref"])[-1] if "$ref" in schema else None


def is_class(schema: Json) -> bool:
    """Whether a schema becomes a class: an object with fields, or an enum."""
    return "$ref" not in schema and bool(schema.get("properties") or schema.get("enum"))


def renamed(schema: Json, names: dict[str, str]) -> Json:
    """The schema, its reference by the new name."""
    name = component(schema)
    return {**schema, "$ref": SCHEMAS + names[name]} if name in names else schema
