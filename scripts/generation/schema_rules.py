"""The rules for schemas: one way to say each thing, one class for each object and enum, one Python name for each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, cast

from .document import Json, is_array, operations, pointer
from .naming import (
    LONGEST,
    RESERVED_CLASSES,
    RESERVED_IN_MODELS,
    RESERVED_IN_OPERATIONS,
    free_name,
    pascal_case,
    snake_case,
    unique_names,
    upper_case,
)
from .traversal import (
    SCHEMAS,
    component,
    content_holders,
    each_schema,
    each_subschema,
    in_subschemas,
    is_class,
    renamed,
    report,
    schema_holders,
    subschemas,
    without,
)
from .validate import PATH_PARAMETER

_ANNOTATIONS = {"description", "deprecated", "nullable", "x-default", "readOnly", "writeOnly"}
_STRUCTURE = {"$ref", "type", "properties", "items", "enum", "oneOf", "anyOf", "additionalProperties", "const"}


def note_places(document: Json) -> Json:
    """A schema made of others knows where it stands, so that a rule which cannot make one of it can say so."""

    def note(value: Any, at: str) -> Any:
        if is_array(value):
            return [note(item, at + pointer(index)) for index, item in enumerate(value)]
        if not isinstance(value, dict):
            return value
        members = cast("Json", value)
        place = {"x-at": at} if any(is_array(members.get(key)) for key in ("allOf", "oneOf", "anyOf")) else {}
        return {key: note(item, at + pointer(key)) for key, item in members.items()} | place

    return cast("Json", note(document, ""))


# --- one way to say each thing ---------------------------------------------------------------------------------------


def one_type(document: Json) -> Json:
    """A schema has one type: several, as 3.1 lists them, are a union, and `null` among them is `nullable`."""

    def change(schema: Json) -> Json:
        types = schema.get("type")
        if not is_array(types):
            return schema
        kept = [kind for kind in dict.fromkeys(types) if kind != "null"]
        null = {"nullable": True} if "null" in types else {}
        if len(kept) == 1:
            return {**schema, **null, "type": kept[0]}
        own = {key: schema[key] for key in schema.keys() & _ANNOTATIONS}
        bare = without(schema, "type", *_ANNOTATIONS)
        return {**own, **null, "oneOf": [{**bare, "type": kind} for kind in kept]} if kept else {**schema, **null, "type": "null"}  # fmt: skip

    return each_schema(document, change)


def one_form_of_null(document: Json) -> Json:
    """`nullable: true` is the one way to say null, where 3.1 has null as a type, a constant and an option of a union."""

    def is_null(schema: Json) -> bool:
        return schema.get("nullable") is True and not schema.keys() & (_STRUCTURE | {"allOf"})

    def change(schema: Json) -> Json:
        if schema.get("type") == "null" or ("const" in schema and schema["const"] is None):
            schema = {**without(schema, "type", "const"), "nullable": True}
        for key in ("oneOf", "anyOf"):
            if options := schema.get(key):
                kept = [option for option in options if not is_null(option)]
                null = {"nullable": True} if len(kept) < len(options) else {}
                schema = {**without(schema, key), **null, **({key: kept} if len(kept) > 1 else _with(schema, kept))}
        if None in (schema.get("enum") or []):
            schema = {**schema, "enum": [value for value in schema["enum"] if value is not None], "nullable": True}
        return schema

    return each_schema(document, change)


def _with(schema: Json, parts: list[Json]) -> Json:
    return {"allOf": [*schema.get("allOf", []), *parts]}


def one_form_of_bounds(document: Json) -> Json:
    """An exclusive bound is a number, as in 3.1; in 3.0 it is a flag beside the bound. A length is an int."""

    def change(schema: Json) -> Json:
        for bound, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
            if schema.get(exclusive) is True and bound in schema:
                schema = {**without(schema, bound), exclusive: schema[bound]}
            elif isinstance(schema.get(exclusive), bool):
                schema = without(schema, exclusive)
        lengths = schema.keys() & {"minLength", "maxLength", "minItems", "maxItems"}
        return {**schema, **{name: int(schema[name]) for name in lengths}} if lengths else schema

    return each_schema(document, change)


def keep_facts(document: Json) -> Json:
    """Titles name nothing, defaults are the server's to apply, examples are not code: only their words are kept."""

    def change(schema: Json) -> Json:
        kept = without(schema, "title", "default", "example", "examples", "xml", "externalDocs", "const")
        if schema.get("default") is not None:
            kept["x-default"] = schema["default"]
        enum: list[Any] = kept.pop("enum", [])
        if {type(value) for value in enum} in ({str}, {int}):  # no other values make an enum in Python
            kept["enum"] = list(dict.fromkeys(enum))
        return kept

    return each_schema(document, change)


def merge_all_of(document: Json) -> Json:
    """`allOf` becomes the one schema that it amounts to.

    The generator drops what combines an enum and a description, and the templates would have to look for a field in
    several places.
    """
    received = {**document, "components": {"schemas": dict(document["components"]["schemas"])}}
    components: Json = document["components"]["schemas"]
    for name, schema in components.items():
        components[name] = _each_flat(received, schema, (name,))
    for holder in schema_holders(document):
        holder["schema"] = _each_flat(received, holder["schema"], ())
    document["x-problems"] = received.get("x-problems", [])
    return document


def _each_flat(document: Json, schema: Json, seen: tuple[str, ...]) -> Json:
    return each_subschema(schema, lambda part: _flat(document, part, seen))


def _flat(document: Json, schema: Json, seen: tuple[str, ...]) -> Json:
    """A schema whose parts are flat already as one; `seen` are the components that it is part of."""
    own = without(schema, "allOf", "x-at")
    if "allOf" not in schema:
        return own
    parts: list[Json] = [*schema["allOf"], own]
    structured = [part for part in parts if _STRUCTURE & part.keys()]
    annotations = {
        key: value
        for part in parts
        if part is own or part not in structured or "$ref" not in part
        for key, value in part.items()
        if key in _ANNOTATIONS or key == "x-pointer"
    }
    if not structured or all(part == structured[0] for part in structured):
        limits = {key: value for part in parts if part not in structured for key, value in part.items()}
        return {**(structured[0] if structured else {}), **limits, **annotations}
    objects = [_as_one_object(document, part, seen) for part in structured]
    if all(found is not None for found in objects):
        return {**_merged(cast("list[Json]", objects)), **annotations}
    special = [part for part in structured if part.keys() & {"$ref", "enum"}]
    others = [part for part in structured if part not in special]
    if len(special) == 1 and all(part.keys() <= {"type", *_ANNOTATIONS} for part in others):
        return {**special[0], **annotations}
    report(document, schema.get("x-at", ""), "allOf combines what cannot be one object")
    return annotations


def _as_one_object(document: Json, part: Json, seen: tuple[str, ...]) -> Json | None:
    """The object that a part stands for, with every `allOf` inside of it flat; None if it is none."""
    name = component(part)
    if name is None:
        is_object = part.get("type", "object") == "object" and not part.keys() & {"enum", "oneOf", "anyOf"}
        return part if is_object else None
    if name in seen:
        return None
    inner = (*seen, name)
    return _as_one_object(document, _each_flat(document, document["components"]["schemas"][name], inner), inner)


def _merged(parts: list[Json]) -> Json:
    properties: Json = {}
    for part in parts:
        for name, schema in part.get("properties", {}).items():
            known = properties.get(name)
            properties[name] = {**known, **schema} if known and not _STRUCTURE & schema.keys() else schema
    extra = [part["additionalProperties"] for part in parts if "additionalProperties" in part]
    required = dict.fromkeys(name for part in parts for name in part.get("required", []))
    merged: Json = {"type": "object", "properties": properties, "required": list(required)}
    return {**merged, "additionalProperties": extra[0]} if extra else merged


# --- one class for each object and enum ------------------------------------------------------------------------------


def name_classes(document: Json) -> Json:
    """A class is called what its component is called; an object or enum without a name after where it stands.

    That is: operation or owning class, then field; `Item` for what an array holds, `Value` for what a mapping holds,
    `Option1`, `Option2` for the options of a union.
    """
    names = unique_names(document["components"]["schemas"], pascal_case, reserved=RESERVED_CLASSES, joint="")
    document = each_schema(document, lambda schema: renamed(schema, names))
    classes = _Classes({names[name]: schema for name, schema in document["components"]["schemas"].items()})
    for name in names.values():
        classes.named[name] = classes.within(classes.named[name], name)
    contexts = _operation_contexts(document)
    for _, _, operation in operations(document):
        context = contexts[operation["x-pointer"]]
        for parameter in operation["parameters"]:
            parameter["schema"] = classes.hoisted(parameter["schema"], context + _capitalised(parameter["name"]))
        for holder in content_holders(operation.get("requestBody", {})):
            holder["schema"] = classes.hoisted(holder["schema"], f"{context}Request")
        for response in operation["responses"].values():
            for holder in content_holders(response):
                holder["schema"] = classes.hoisted(holder["schema"], f"{context}Response")
    document["components"]["schemas"] = classes.named
    for name, schema in classes.named.items():
        if len(name) > LONGEST:
            report(document, schema.get("x-pointer", ""), f"{name} is no name: it is longer than {LONGEST} characters")
    return document


class _Classes:
    """The classes by name, and those that are found inside of schemas on the way."""

    def __init__(self, named: Json) -> None:
        self.named = named

    def hoisted(self, schema: Json, context: str) -> Json:
        """A reference to the class that `schema` is, called `context`; any other schema with the classes inside of it."""
        if not is_class(schema):
            return self.within(schema, context)
        name = _free_class(context, self.named)
        self.named[name] = {}  # the name is taken before what is inside asks for one
        self.named[name] = self.within(schema, name)
        return {"$ref": SCHEMAS + name, **{key: value for key, value in schema.items() if key in _ANNOTATIONS}}

    def within(self, schema: Json, context: str) -> Json:
        """The schema with the classes inside of it hoisted."""
        return {key: self._member(key, value, context) for key, value in schema.items()}

    def _member(self, key: str, value: Any, context: str) -> Any:
        match key:
            case "properties":
                return {name: self.hoisted(part, context + _capitalised(name)) for name, part in value.items()}
            case "items":
                return self.hoisted(value, f"{context}Item")
            case "additionalProperties" if isinstance(value, dict):
                return self.hoisted(cast("Json", value), f"{context}Value")
            case "oneOf" | "anyOf":
                return [self.hoisted(part, f"{context}Option{n}") for n, part in enumerate(value, 1)]
            case _:
                return value


def _operation_contexts(document: Json) -> dict[str, str]:
    """What the classes of an operation's own begin with: its name, behind its tag where another tag has it too."""
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
    return free_name(name, {other.lower() for other in taken}, reserved=RESERVED_CLASSES, joint="")


def _capitalised(text: str) -> str:
    return pascal_case(text[:1].upper() + text[1:], fallback="Field")


def inline_aliases(document: Json) -> Json:
    """A component that is neither an object with fields nor an enum is no class: it stands where it is used."""
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
            return {k: v for k, v in schema.items() if k in _ANNOTATIONS}
        return {**inlined(without(target, "x-pointer"), (*seen, name)), **without(schema, "$ref")}

    document["components"]["schemas"] = {
        name: without(inlined(schema, ()), "nullable") for name, schema in components.items() if is_class(schema)
    }
    for holder in schema_holders(document):
        holder["schema"] = inlined(holder["schema"], ())
    return document


def lift_null(document: Json) -> Json:
    """A union of which one option may be null is itself nullable, and its options are not."""

    def change(schema: Json) -> Json:
        for key in ("oneOf", "anyOf"):
            options = cast("list[Json]", schema.get(key, []))
            if any(option.get("nullable") is True for option in options):
                schema = {**schema, key: [without(option, "nullable") for option in options], "nullable": True}
        return schema

    return each_schema(document, change)


def refuse_unsendable_parameters(document: Json) -> Json:
    """What has no one text in a URL or header is refused: objects, and arrays except repeated in the query."""
    components: Json = document["components"]["schemas"]

    def parts(schema: Json) -> Iterator[Json]:
        schema = components[str(component(schema))] if "$ref" in schema else schema
        options = [*schema.get("oneOf", []), *schema.get("anyOf", [])]
        for option in options:
            yield from parts(option)
        if not options:
            yield schema

    for _, _, operation in operations(document):
        for parameter in operation["parameters"]:
            name, where = parameter["name"], parameter["in"]
            style, explode = parameter.pop("x-form", [None, None])
            for part in parts(parameter["schema"]):
                is_list = part.get("type") == "array"
                leaves = list(parts(part.get("items", {}))) if is_list else [part]
                if any(leaf.get("properties") or leaf.get("type") in {"object", "array"} for leaf in leaves):
                    report(document, operation["x-pointer"], f"{where} parameter {name!r}: an object has no text here")
                elif is_list and (where != "query" or explode is False or style not in {None, "form"}):
                    message = f"{where} parameter {name!r}: an array can only be repeated, in the query"
                    report(document, operation["x-pointer"], message)
    return document


def split_sent_from_received(document: Json) -> Json:
    """A class that is both sent and received is two.

    In what is sent, absent and null differ; in what is received they read alike. The received one keeps the name, the
    sent one is called `…Input`.
    """
    components: Json = document["components"]["schemas"]
    sent = _reachable(components, [h["schema"] for h in schema_holders(document, sent=True)])
    received = _reachable(components, [h["schema"] for h in schema_holders(document, sent=False)])
    inputs: dict[str, str] = {}
    for name in components:
        if name in sent & received and "enum" not in components[name]:
            inputs[name] = _free_class(f"{name}Input", {*components, *inputs.values()})

    def as_input(schema: Json) -> Json:
        return each_subschema(schema, lambda s: renamed(s, inputs))

    changed: Json = {}
    for name, schema in components.items():
        if name in inputs:
            changed[name] = schema
            changed[inputs[name]] = {**as_input(schema), "x-sent": True, "x-received-as": name}
        elif name in sent and "enum" not in schema:
            changed[name] = {**as_input(schema), "x-sent": True}
        else:
            changed[name] = schema
    document["components"]["schemas"] = changed
    for holder in schema_holders(document, sent=True):
        holder["schema"] = as_input(holder["schema"])
    return document


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


# --- one Python name for each ----------------------------------------------------------------------------------------


def name_members(document: Json) -> Json:
    """A member of an enum is called what its value says."""
    for schema in document["components"]["schemas"].values():
        if "enum" in schema:
            texts = {str(value): value for value in schema["enum"]}
            names = unique_names(texts, _member_name, reserved=())
            schema["x-members"] = [[names[text], value] for text, value in texts.items()]
            schema["type"] = "string" if isinstance(schema["enum"][0], str) else "integer"
    return document


def _member_name(text: str) -> str:
    negative = re.fullmatch(r"-(\d+)", text, re.ASCII)
    return f"VALUE_NEGATIVE_{negative[1]}" if negative else upper_case(text)


def name_fields(document: Json) -> Json:
    """Fields and arguments have their Python names before the templates see them; `x-wire` is the spec's name."""
    for schema in document["components"]["schemas"].values():
        if "enum" not in schema:
            names = unique_names(schema["properties"], snake_case, reserved=RESERVED_IN_MODELS)
            schema["properties"] = {names[wire]: {**value, "x-wire": wire} for wire, value in schema["properties"].items()}  # fmt: skip
            schema["required"] = [names[wire] for wire in dict.fromkeys(schema.get("required", [])) if wire in names]
    paths: Json = {}
    for path, method, operation in operations(document):
        parameters = {(p["in"], p["name"]): p for p in sorted(operation["parameters"], key=_location)}
        names = unique_names(parameters, lambda key: snake_case(key[1]), reserved=RESERVED_IN_OPERATIONS)
        for key, parameter in parameters.items():
            parameter["schema"]["x-wire"] = key[1]
            parameter["name"] = names[key]
        operation["parameters"] = list(parameters.values())
        operation["x-path"] = path
        paths.setdefault(PATH_PARAMETER.sub(_renaming(names), path), {})[method] = operation
    document["paths"] = paths
    return document


def _renaming(names: dict[tuple[str, str], str]) -> Callable[[re.Match[str]], str]:
    return lambda found: f"{{{names.get(('path', found[1]), found[1])}}}"


def _location(parameter: Json) -> int:
    return ("path", "query", "header").index(parameter["in"])
