"""Rules for classes: one class, with one name, for each object and enum."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Iterable
from typing import Any, cast

from .document import Json, operations, pointer
from .naming import LONGEST, RESERVED_CLASSES, free_name, pascal_case, reserved_classes, unique_names
from .traversal import (
    ANNOTATIONS,
    SCHEMAS,
    as_object,
    component,
    content_holders,
    each_schema,
    each_subschema,
    in_subschemas,
    is_class,
    place_of,
    renamed,
    report,
    schema_holders,
    subschemas,
    without,
)


def add_required_fields(document: Json) -> Json:
    """Give an object a field for each required one that it does not describe; every object has it."""

    def change(schema: Json) -> Json:
        properties: Json = schema.get("properties", {})
        missing = [name for name in schema.get("required", []) if name not in properties]
        if not properties or not missing:
            return schema
        kind = as_object(schema.get("additionalProperties"))
        return {**schema, "properties": properties | dict.fromkeys(missing, kind)}

    return each_schema(document, change)


def name_classes(document: Json) -> Json:
    """Name each class after its component, or an inline object or enum after its place.

    A place is the operation or owning class, then the field, `Item` in an array, `Value` in a mapping, `Option1` and
    so on in a union.
    """
    received: Json = document["components"]["schemas"]
    reserved = reserved_classes(document.get("x-client", ""))
    free = unique_names(sorted(received), pascal_case, reserved=reserved, separator="")
    names = {name: free[name] for name in received}
    document = each_schema(document, lambda schema: renamed(schema, names))
    classes = _Classes({names[name]: schema for name, schema in document["components"]["schemas"].items()})
    for component_name, name in names.items():
        at = document.get("x-hoisted", {}).get(component_name) or pointer("components", "schemas", component_name)
        classes.named[name] = {**classes.within(classes.named[name], name, at), "x-pointer": at}
    contexts = _operation_contexts(document)
    for _, _, operation in operations(document):
        at = operation["x-pointer"]
        context = contexts[at]
        for parameter in operation["parameters"]:
            name = context + _capitalised(parameter["name"])
            parameter["schema"] = classes.hoisted(parameter["schema"], name, f"{at}/parameters", parameter["name"])
        bodies: list[tuple[Json, Json]] = []
        for holder in content_holders(operation.get("requestBody", {})):
            # Media types that write the same schema have one class.
            known = next((made for schema, made in bodies if schema == holder["schema"]), None)
            made = known or classes.hoisted(holder["schema"], f"{context}Request", f"{at}/requestBody")
            bodies.append((holder["schema"], made))
            holder["schema"] = copy.deepcopy(made)
        for status, response in operation["responses"].items():
            name = f"{context}{'Event' if status == 'events' else 'Response'}"
            for holder in content_holders(response):
                holder["schema"] = classes.hoisted(holder["schema"], name, f"{at}/responses")
    document["components"]["schemas"] = classes.named
    for name, schema in classes.named.items():
        if len(name) > LONGEST:
            report(
                document,
                place_of(schema),
                f"the class name has more than {LONGEST} characters: shorten it, or name the inline schema in components",
            )
    return document


class _Classes:
    """The classes by name; inline ones are added as they are found."""

    def __init__(self, named: Json) -> None:
        self.named = named

    def hoisted(self, schema: Json, context: str, at: str, field: str = "") -> Json:
        """Move a class to `named` under the name `context` and return a reference; treat any other schema as `within`."""
        if not is_class(schema):
            return self.within(schema, context, at, field)
        name = _free_class(context, self.named)
        self.named[name] = {}  # takes the name before inner classes get theirs
        self.named[name] = {**self.within(schema, name, at), "x-at": at, "x-field": field}
        return {"$ref": SCHEMAS + name, **{key: value for key, value in schema.items() if key in ANNOTATIONS}}

    def within(self, schema: Json, context: str, at: str, field: str = "") -> Json:
        """Return a schema with the classes in it hoisted; `at` is its pointer, `field` the field or parameter."""
        return {key: self._member(key, value, context, at + pointer(key), field) for key, value in schema.items()}

    def _member(self, key: str, value: Any, context: str, at: str, field: str) -> Any:
        match key:
            case "properties":
                return {
                    name: self.hoisted(part, context + _capitalised(name), at + pointer(name), name)
                    for name, part in value.items()
                }
            case "items":
                return self.hoisted(value, f"{context}Item", at, field)
            case "additionalProperties" if isinstance(value, dict):
                return self.hoisted(cast("Json", value), f"{context}Value", at, field)
            case "oneOf" | "anyOf":
                return [
                    self.hoisted(part, f"{context}Option{n}", at + pointer(n - 1), field)
                    for n, part in enumerate(value, 1)
                ]
            case _:
                return value


def share_enums(document: Json) -> Json:
    """Make one class of inline enums with the same values in fields or parameters of the same name.

    It is named after the field where no other class has that name, or else after the first of its places in alphabetical
    order. Enums of one value stay apart: they tell classes apart.
    """
    components: Json = document["components"]["schemas"]
    groups: dict[tuple[str, frozenset[Any]], list[str]] = {}
    for name, schema in components.items():
        if field := schema.pop("x-field", "") if len(schema.get("enum", [])) > 1 else "":
            groups.setdefault((field, frozenset(schema["enum"])), []).append(name)
    shared = {key: names for key, names in groups.items() if len(names) > 1}
    replaced = {name for names in shared.values() for name in names}
    tags = {pascal_case(operation["tags"][0], fallback="") for _, _, operation in operations(document)}
    taken = {name.lower() for name in {*components} - replaced | tags | {f"Async{tag}" for tag in tags}}
    reserved = reserved_classes(document.get("x-client", ""))
    fields = Counter(_capitalised(field).lower() for field, _ in shared)
    names_of: dict[str, str] = {}
    for (field, _), names in shared.items():
        own = _capitalised(field)
        is_free = own.lower() not in taken and fields[own.lower()] == 1 and own not in reserved
        names_of |= dict.fromkeys(names, own if is_free else min(names))
    renamed_components: Json = {}
    for name, schema in components.items():
        known = renamed_components.get(names_of.get(name, name))
        if known and known.get("description") != schema.get("description"):
            known.pop("description", None)
        renamed_components.setdefault(names_of.get(name, name), schema)
    document["components"]["schemas"] = renamed_components
    return each_schema(document, lambda schema: renamed(schema, names_of))


def _operation_contexts(document: Json) -> dict[str, str]:
    """Map each operation to the prefix of its inline classes: its name, after its tag if other tags have it too."""
    tags: dict[str, set[str]] = {}
    for _, _, operation in operations(document):
        tags.setdefault(operation["operationId"], set()).add(operation["tags"][0])
    return {
        operation["x-pointer"]: pascal_case(
            operation["tags"][0] if len(tags[operation["operationId"]]) > 1 else "", fallback=""
        )
        + pascal_case(operation["operationId"])
        for _, _, operation in operations(document)
    }


def _free_class(name: str, taken: Iterable[str]) -> str:
    return free_name(name, {other.lower() for other in taken}, reserved=RESERVED_CLASSES, separator="")


def _capitalised(text: str) -> str:
    return pascal_case(text[:1].upper() + text[1:], fallback="Field")


def inline_aliases(document: Json) -> Json:
    """Put a component that is no class (neither an object with fields nor an enum) where it is used."""
    components: Json = document["components"]["schemas"]

    def inlined(schema: Json, seen: tuple[str, ...]) -> Json:
        name = component(schema)
        if name is None:
            return {key: in_subschemas(key, value, lambda s: inlined(s, seen)) for key, value in schema.items()}
        target = components[name]
        if is_class(target):
            nullable = {"nullable": True} if target.get("nullable") is True or schema.get("nullable") is True else {}
            return {**schema, **nullable}
        if name in seen:  # an alias of itself, such as the type of any JSON value
            return {k: v for k, v in schema.items() if k in ANNOTATIONS}
        return {**inlined(without(target, "x-pointer"), (*seen, name)), **without(schema, "$ref")}

    document["components"]["schemas"] = {
        name: without(inlined(schema, ()), "nullable") for name, schema in components.items() if is_class(schema)
    }
    for holder in schema_holders(document):
        holder["schema"] = inlined(holder["schema"], ())
    return document


def lift_null(document: Json) -> Json:
    """Make a union nullable in place of its options."""

    def change(schema: Json) -> Json:
        for key in ("oneOf", "anyOf"):
            options = cast("list[Json]", schema.get(key, []))
            if any(option.get("nullable") is True for option in options):
                schema = {**schema, key: [without(option, "nullable") for option in options], "nullable": True}
        return schema

    return each_schema(document, change)


def split_sent_from_received(document: Json) -> Json:
    """Split a class that requests and responses share in two.

    In a request, absent and null differ; in a response, both are read as None. The response class keeps the name, the
    request class is called `…Input`. Read-only fields are left out of requests, and write-only ones out of responses.
    """
    components: Json = document["components"]["schemas"]
    sent = _reachable(components, [h["schema"] for h in schema_holders(document, sent=True)])
    received = _reachable(components, [h["schema"] for h in schema_holders(document, sent=False)])
    inputs: dict[str, str] = {}
    for name in components:
        if name in sent & received and "enum" not in components[name]:
            inputs[name] = _free_class(f"{name}Input", {*components, *inputs.values()})

    read_only = {name for name in inputs if _has_read_only(components, name)}

    def as_input(schema: Json) -> Json:
        return each_subschema(schema, lambda s: renamed(s, inputs))

    changed: Json = {}
    for name, schema in components.items():
        if name in inputs:
            changed[name] = _without_fields(components, schema, "writeOnly")
            changed[inputs[name]] = {
                **_without_fields(components, as_input(schema), "readOnly"),
                "x-sent": True,
                "x-received-as": name,
                "x-has-read-only": name in read_only,
            }
        elif name in sent and "enum" not in schema:
            changed[name] = {**_without_fields(components, as_input(schema), "readOnly"), "x-sent": True}
        else:
            changed[name] = _without_fields(components, schema, "writeOnly")
    document["components"]["schemas"] = changed
    for holder in schema_holders(document, sent=True):
        holder["schema"] = as_input(holder["schema"])
    return document


def _without_fields(components: Json, schema: Json, flag: str) -> Json:
    """Return a class without the fields that are `readOnly` or `writeOnly`."""
    if "properties" not in schema:
        return schema
    left_out = {name for name, field in schema["properties"].items() if _has_flag(components, field, flag)}
    return {
        **schema,
        "properties": {name: field for name, field in schema["properties"].items() if name not in left_out},
        "required": [name for name in schema.get("required", []) if name not in left_out],
    }


def _has_flag(components: Json, field: Json, flag: str) -> bool:
    return field.get(flag) is True or components.get(component(field) or "", {}).get(flag) is True


def _has_read_only(components: Json, name: str) -> bool:
    """Return whether a class has a read-only field, or a class in it has one."""
    found = [components[inner] for inner in _reachable(components, [{"$ref": SCHEMAS + name}])]
    return any(
        _has_flag(components, field, "readOnly") for schema in found for field in schema.get("properties", {}).values()
    )


def _reachable(components: Json, roots: list[Json]) -> set[str]:
    found: set[str] = set()
    todo = list(roots)
    while todo:
        schema = todo.pop()
        name = component(schema)
        if name is not None and name not in found:
            found.add(name)
            todo.append(components[name])
        todo.extend(subschemas(schema))
    return found
