"""Rules for unions: one level of options, which their tags tell apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .document import Json, pointed
from .traversal import ANNOTATIONS, SCHEMAS, as_object, component, each_schema, options_of, without


def read_discriminators(document: Json) -> Json:
    """Write the values of a discriminator into `x-tags` of each option, or into `x-subtypes` of a base class.

    A base class is a component with a discriminator and without a union. Its subclasses are those in the mapping, and
    those that have it in their `allOf`.
    """
    components: Json = document["components"]["schemas"]

    def change(schema: Json) -> Json:
        property_name = _property(schema)
        if property_name is None:
            return schema
        return {
            key: [_tagged(option, property_name, _mapping(schema)) for option in value]
            if key in {"oneOf", "anyOf"}
            else value
            for key, value in schema.items()
        }

    bases = {name: schema for name, schema in components.items() if not options_of(schema) and _property(schema)}
    subtypes = {name: list(_subtypes(components, name)) for name in bases}
    document = each_schema(document, change)
    for name, found in subtypes.items():
        if found:
            components = document["components"]["schemas"]
            components[name] = {**components[name], "x-subtypes": found}
    return document


def _property(schema: Json) -> str | None:
    name = as_object(schema.get("discriminator")).get("propertyName")
    return name if isinstance(name, str) else None


def _mapping(schema: Json) -> dict[str, str]:
    """Return the component of each value in the mapping of a discriminator."""
    mapping = as_object(schema["discriminator"].get("mapping"))
    return {value: pointed(target)[-1] for value, target in mapping.items() if isinstance(target, str)}


def _tagged(option: Json, property_name: str, mapping: dict[str, str]) -> Json:
    name = _referenced(option)
    if name is None:
        return option
    values = [value for value, target in mapping.items() if target == name] or [name]
    return {**option, "x-tags": {property_name: values}}


def _referenced(option: Json) -> str | None:
    """Return the component that an option refers to, directly or as the only part of `allOf`."""
    parts: list[Json] = option.get("allOf", [])
    return component(option) or (component(parts[0]) if len(parts) == 1 else None)


def _subtypes(components: Json, base: str) -> Iterator[Json]:
    """Yield a reference to each subclass of a base class, with its tags."""
    property_name, mapping = _property(components[base]), _mapping(components[base])
    found = [name for name in dict.fromkeys(mapping.values()) if name in components and name != base]
    known = {base}
    while True:
        more = [name for name, schema in components.items() if name not in known and _parents(schema) & known]
        if not more:
            break
        known |= {*more}
    found += [name for name in components if name in known - {base, *found}]
    for name in [*found, *([base] if found else [])]:
        values = [value for value, target in mapping.items() if target == name]
        tags = {"x-tags": {property_name: values or [name]}} if values or name != base else {}
        yield {"$ref": SCHEMAS + name.replace("~", "~0").replace("/", "~1"), **tags}


def _parents(schema: Json) -> set[str | None]:
    return {component(part) for part in schema.get("allOf", [])} - {None}


def expand_base_classes(document: Json) -> Json:
    """Write a reference to a base class as the union of its subclasses and itself."""
    components: Json = document["components"]["schemas"]
    subtypes = {name: schema.pop("x-subtypes") for name, schema in components.items() if "x-subtypes" in schema}

    def change(schema: Json) -> Json:
        name = component(schema)
        return {**without(schema, "$ref"), "oneOf": subtypes[name]} if name in subtypes else schema

    return each_schema(document, change)


def join_enums(document: Json) -> Json:
    """Write the enums in a union as one: those of one value, and those that no component names."""
    components: Json = document["components"]["schemas"]

    def enum_of(option: Json, kind: type) -> Json | None:
        target = option
        seen: set[str] = set()
        while (name := component(target)) is not None and name not in seen:
            seen.add(name)
            target = components.get(name, {})
        values: list[Any] = target.get("enum", [])
        may_join = len(values) == 1 or (target is option and bool(values))
        return target if may_join and isinstance(values[0], kind) else None

    def change(schema: Json) -> Json:
        key = next((key for key in ("oneOf", "anyOf") if key in schema), None)
        if key is None:
            return schema
        options: list[Json | None] = list(schema[key])
        for kind in (str, int):
            alike = {n: enum for n, option in enumerate(schema[key]) if (enum := enum_of(option, kind))}
            if len(alike) > 1:
                options = [None if n in alike else option for n, option in enumerate(options)]
                options[next(iter(alike))] = _joined(list(alike.values()))
        return _union(schema, key, [option for option in options if option is not None])

    return each_schema(document, change)


def _joined(enums: list[Json]) -> Json:
    values = list(dict.fromkeys(value for enum in enums for value in enum["enum"]))
    names = {value: name for enum in enums for value, name in enum.get("x-names", {}).items()}
    null = {"nullable": True} if any(enum.get("nullable") is True for enum in enums) else {}
    kind = "string" if isinstance(values[0], str) else "integer"
    return {"type": kind, "enum": values, **({"x-names": names} if names else {}), **null}


def flatten_unions(document: Json) -> Json:
    """Put the options of a union in a union in its place, and leave out repeated ones."""

    def change(schema: Json) -> Json:
        key = next((key for key in ("oneOf", "anyOf") if key in schema), None)
        if key is None:
            return schema
        options: dict[str, Json] = {}
        for option in schema[key]:
            for inner in options_of(option) or [option]:
                tags = {**option.get("x-tags", {}), **inner.get("x-tags", {})}
                plain = without(inner, *ANNOTATIONS, "x-tags", "x-at")
                known = options.setdefault(repr(sorted(plain.items())), {**inner, "x-tags": tags})
                for name, values in tags.items():
                    known["x-tags"] = {
                        **known["x-tags"],
                        name: list(dict.fromkeys([*known["x-tags"].get(name, []), *values])),
                    }
        return _union(
            schema, key, [option if option["x-tags"] else without(option, "x-tags") for option in options.values()]
        )

    return each_schema(document, change)


def _union(schema: Json, key: str, options: list[Json]) -> Json:
    if len(options) > 1:
        return {**schema, key: options}
    return {**without(options[0], "x-tags"), **without(schema, key, "x-at")}
