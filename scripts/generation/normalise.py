"""The document as the generator and the templates need it: a list of small pure rules, each with its reason.

Every rule takes a document and gives a new one. What the rules keep for the templates stands in `x-` members:

| member | on | says |
|---|---|---|
| `x-pointer` | operation, component | where it stands in the document as received |
| `x-errors` | operation | the documented errors: `[status, description]` |
| `x-wire` | property, parameter | its name in the spec, where the key is now its Python name |
| `x-default` | any schema | the documented default |
| `x-sent` | component | it is part of a request: absent and null differ, limits are checked |
| `x-members` | enum | the names of its values |
"""

from __future__ import annotations

import builtins
import copy
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, cast

from .document import (
    PATH_PARAMETER,
    DocumentError,
    Json,
    Problem,
    is_array,
    operations,
    pointer,
    resolve,
)
from .naming import RESERVED, pascal_case, snake_case, unique_names, upper_case

Rule = Callable[[Json], Json]

SCHEMAS = "#/components/schemas/"
ANNOTATIONS = {"description", "deprecated", "nullable", "x-default", "readOnly", "writeOnly"}
STRUCTURE = {"$ref", "type", "properties", "items", "enum", "oneOf", "anyOf", "additionalProperties", "const"}

# Names that a model or an operation has for itself.
RESERVED_IN_MODELS = RESERVED | {"absent", "additional_properties", "cls", "from_dict", "limits", "self", "to_dict"}
RESERVED_IN_OPERATIONS = RESERVED | {"body", "client", "fetch", "options", "self"}
# Names that generated modules import or define beside the classes of models.
RESERVED_CLASSES = {
    "Any", "AsyncMSPortal", "AsyncPager", "ClassVar", "Exception", "False", "Limits", "MSPortal", "None", "Operation",
    "Pager", "Parameter", "ReadError", "RequestOptions", "Response", "Self", "True", "UNSET", "UUID", "Unset",
}  # fmt: skip
# The generator gives modules of these names the underscore by itself.
RESERVED_MODULES = RESERVED | set(dir(builtins)) | {"self", "true", "false", "datetime"}
# Headers that the client sends by itself, or that OpenAPI says to ignore as parameters.
CLIENT_HEADERS = {"accept", "authorization", "content-type", "x-request-id"}


def normalise(document: Json) -> Json:
    """The document after all rules.

    Raises:
        DocumentError: With every problem that the first failing rule found.
    """
    for rule in RULES:
        document = rule(copy.deepcopy(document))
    return document


# --- operations ------------------------------------------------------------------------------------------------------


def gather_parts(document: Json) -> Json:
    """Parameters, bodies and responses stand in their operation: one form for all later rules and for the generator."""
    paths: Json = {}
    for path, method, operation in operations(document):
        item = document["paths"][path]
        parameters: dict[tuple[str, str], Json] = {}
        for parameter in [*item.get("parameters", []), *operation.get("parameters", [])]:
            found = _dereferenced(document, parameter)
            parameters[found.get("in", ""), found.get("name", "")] = found
        paths.setdefault(path, {})[method] = {
            **operation,
            "parameters": list(parameters.values()),
            **(
                {"requestBody": _dereferenced(document, operation["requestBody"])} if "requestBody" in operation else {}
            ),
            "responses": {
                status: _dereferenced(document, response) for status, response in operation.get("responses", {}).items()
            },
            "x-pointer": pointer("paths", path, method),
        }
    schemas: Json = document.get("components", {}).get("schemas", {})
    return {
        **{key: document[key] for key in ("openapi", "info", "tags") if key in document},
        "paths": paths,
        "components": {
            "schemas": {
                name: {**_object(schema), "x-pointer": pointer("components", "schemas", name)}
                for name, schema in schemas.items()
            }
        },
    }


def keep_plain_parameters(document: Json) -> Json:
    """Headers that the client itself sends are no arguments; cookies are refused, because the API takes none."""
    problems: list[Problem] = []
    for path, _, operation in operations(document):
        declared = {p.get("name") for p in operation["parameters"] if p.get("in") == "path"}
        problems += [
            Problem(operation["x-pointer"], f"the path names {{{name}}}, but no path parameter does")
            for name in PATH_PARAMETER.findall(path)
            if name not in declared
        ]
        kept: list[Json] = []
        for parameter in operation["parameters"]:
            name, location = parameter.get("name"), parameter.get("in")
            if not isinstance(name, str) or location not in {"path", "query", "header", "cookie"}:
                problems.append(
                    Problem(operation["x-pointer"], f"parameter {name!r} in {location!r} is not a parameter")
                )
            elif location == "cookie":
                problems.append(Problem(operation["x-pointer"], f"cookie parameter {name!r}: the API takes no cookies"))
            elif location == "path" and f"{{{name}}}" not in path:
                problems.append(Problem(operation["x-pointer"], f"path parameter {name!r} is not in the path"))
            elif location != "header" or name.lower() not in CLIENT_HEADERS:
                schema = parameter.get("schema") or _content(parameter)[1]
                kept.append({
                    "name": name,
                    "in": location,
                    "required": location == "path" or parameter.get("required") is True,
                    "schema": {"description": parameter.get("description", ""), **(_object(schema) if schema else {})},
                })  # fmt: skip
        operation["parameters"] = kept
    return _unless(problems, document)


def name_operations(document: Json) -> Json:
    """An operation is called what its summary says, in its first tag: `operationId` is absent or made of the path."""
    problems: list[Problem] = []
    first: dict[tuple[str, str], Json] = {}
    for path, method, operation in operations(document):
        tags: list[Any] = operation.get("tags") or []
        operation["tags"] = [tags[0] if tags and isinstance(tags[0], str) else "default"]
        text = operation.get("summary") or operation.get("operationId") or f"{method} {path}"
        name = snake_case(text, fallback="operation")
        operation["operationId"] = f"{name}_" if name in RESERVED_MODULES else name
        other = first.setdefault((snake_case(operation["tags"][0]), operation["operationId"]), operation)
        if other is not operation:
            problems.append(
                Problem(
                    operation["x-pointer"],
                    f"two operations of tag {operation['tags'][0]!r} have the name {operation['operationId']!r}; "
                    f"the other is #{other['x-pointer']}",
                )
            )
    return _unless(problems, document)


def keep_success(document: Json) -> Json:
    """Only the success is a return type: errors are raised, whatever their body. Several successes are a union."""
    for _, _, operation in operations(document):
        responses: dict[str, Json] = operation["responses"]
        successes = {s: r for s, r in sorted(responses.items()) if re.fullmatch(r"2(\d\d|XX)", s)}
        operation["x-errors"] = [
            [status, str(response.get("description", ""))]
            for status, response in sorted(responses.items())
            if status not in successes
        ]
        found: dict[str, list[Json]] = {}
        for response in successes.values():
            media, schema = _content(response)
            if media and schema not in found.setdefault(media, []):
                found[media].append(schema)
        success: Json = {"description": ""}
        if found:
            media = "application/json" if "application/json" in found else next(iter(found))
            schemas = found[media]
            success["content"] = {media: {"schema": schemas[0] if len(schemas) == 1 else {"oneOf": schemas}}}
        operation["responses"] = {next(iter(successes), "200"): success}
    return document


def keep_one_body(document: Json) -> Json:
    """A body has one form. JSON is preferred; what has no JSON form is sent as bytes of its one documented type."""
    problems: list[Problem] = []
    for _, _, operation in operations(document):
        body = operation.pop("requestBody", None)
        if body is None:
            continue
        media, schema = _content(_object(body))
        if media is None or media.startswith("multipart/") or media == "application/x-www-form-urlencoded":
            problems.append(
                Problem(operation["x-pointer"] + "/requestBody", f"a body of {media or 'no type'} cannot be generated")
            )
            continue
        operation["requestBody"] = {
            "required": body.get("required") is True,
            "content": {media: {"schema": schema}},
        }
    return _unless(problems, document)


def read_boolean_strings(document: Json) -> Json:
    """A query parameter that takes the strings true and false is a boolean; it is sent as the same text."""
    for _, _, operation in operations(document):
        for parameter in operation["parameters"]:
            schema = parameter["schema"]
            if set(map(str, schema.get("enum", []))) == {"true", "false"}:
                del schema["enum"]
                schema["type"] = "boolean"
    return document


# --- schemas ---------------------------------------------------------------------------------------------------------


def one_type(document: Json) -> Json:
    """A schema has one type: several, as 3.1 lists them, are a union, and `null` among them is `nullable`."""

    def change(schema: Json) -> Json:
        types = schema.get("type")
        if not is_array(types):
            return schema
        kept = [kind for kind in types if kind != "null"]
        schema = {**schema, "nullable": schema.get("nullable") is True or len(kept) < len(types)}
        if len(kept) == 1:
            return {**schema, "type": kept[0]}
        return {**_without(schema, "type"), "oneOf": [{"type": kind} for kind in kept]}

    return each_schema(document, change)


def one_form_of_null(document: Json) -> Json:
    """`nullable: true` is the one way to say null, where 3.1 has null as a type, a constant and an option of a union."""

    def change(schema: Json) -> Json:
        if schema.get("type") == "null" or ("const" in schema and schema["const"] is None):
            schema = {**_without(schema, "type", "const"), "nullable": True}
        for key in ("oneOf", "anyOf"):
            if options := schema.get(key):
                kept = [option for option in options if option != {"nullable": True}]
                null = {"nullable": True} if len(kept) < len(options) else {}
                schema = {**_without(schema, key), **null, **({key: kept} if len(kept) > 1 else {"allOf": kept})}
        if None in (schema.get("enum") or []):
            schema = {**schema, "enum": [value for value in schema["enum"] if value is not None], "nullable": True}
        return schema

    return each_schema(document, change)


def one_form_of_bounds(document: Json) -> Json:
    """An exclusive bound is a number, as in 3.1; in 3.0 it is a flag beside the bound."""

    def change(schema: Json) -> Json:
        for bound, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
            if schema.get(exclusive) is True:
                schema = {**_without(schema, bound), exclusive: schema.get(bound)}
            elif schema.get(exclusive) is False:
                schema = _without(schema, exclusive)
        return schema

    return each_schema(document, change)


def keep_facts(document: Json) -> Json:
    """Titles name nothing, defaults are the server's to apply, examples are not code: only their words are kept."""

    def change(schema: Json) -> Json:
        kept = _without(schema, "title", "default", "example", "examples", "xml", "externalDocs", "const")
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
    problems: list[Problem] = []

    def flat(schema: Json, seen: tuple[str, ...]) -> Json:
        if "allOf" not in schema:
            return schema
        parts = [flat(_object(part), seen) for part in schema["allOf"]]
        own = _without(schema, "allOf")
        structured = [part for part in [*parts, own] if STRUCTURE & part.keys()]
        annotations: Json = {}
        for part in [*parts, own]:
            if part is own or not STRUCTURE & part.keys() or "$ref" not in part:
                annotations |= {k: v for k, v in part.items() if k in ANNOTATIONS or k == "x-pointer"}
        if len(structured) <= 1 or all(part == structured[0] for part in structured):
            limits = {k: v for part in [*parts, own] if part not in structured for k, v in part.items()}
            return {**(structured[0] if structured else {}), **limits, **annotations}
        objects = [_as_object(document, part, seen, flat) for part in structured]
        if all(found is not None for found in objects):
            return {**_merged(cast("list[Json]", objects)), **annotations}
        refs = [part for part in structured if part.keys() & {"$ref", "enum"}]
        others = [part for part in structured if part not in refs]
        if len(refs) == 1 and all(part.keys() <= {"type", *ANNOTATIONS} for part in others):
            return {**refs[0], **annotations}
        problems.append(Problem(str(schema.get("x-pointer", "")), "allOf combines what cannot be one object"))
        return {}

    def change(schema: Json) -> Json:
        return flat(schema, ())

    changed = each_schema(document, change)
    return _unless(problems, changed)


def inline_aliases(document: Json) -> Json:
    """A component that is neither an object with fields nor an enum is no class: it stands where it is used."""
    components: Json = document["components"]["schemas"]

    def inlined(schema: Json, seen: tuple[str, ...]) -> Json:
        name = _component(schema)
        if name is None:
            return {key: _in_subschemas(key, value, lambda s: inlined(s, seen)) for key, value in schema.items()}
        target = components[name]
        if _is_class(target):
            nullable = {"nullable": True} if target.get("nullable") is True or schema.get("nullable") is True else {}
            return {**schema, **nullable}
        if name in seen:  # an alias of itself, such as the type of any JSON value
            return {k: v for k, v in schema.items() if k in ANNOTATIONS}
        return {**inlined(_without(target, "x-pointer"), (*seen, name)), **_without(schema, "$ref")}

    document["components"]["schemas"] = {
        name: _without(inlined(schema, ()), "nullable") for name, schema in components.items() if _is_class(schema)
    }
    for holder in _schema_holders(document):
        holder["schema"] = inlined(holder["schema"], ())
    return document


def name_classes(document: Json) -> Json:
    """A class is called what its component is called; an object or enum without a name after where it stands.

    That is: operation or owning class, then field; `Item` for what an array holds, `Value` for what a mapping holds,
    `Option1`, `Option2` for the options of a union.
    """
    names = unique_names(document["components"]["schemas"], pascal_case, reserved=RESERVED_CLASSES)
    document = each_schema(document, lambda schema: _renamed(schema, names))
    classes = _Classes({names[name]: schema for name, schema in document["components"]["schemas"].items()})
    for name in names.values():
        classes.named[name] = classes.within(classes.named[name], name)
    contexts = _operation_contexts(document)
    for _, _, operation in operations(document):
        context = contexts[operation["x-pointer"]]
        for parameter in operation["parameters"]:
            parameter["schema"] = classes.hoisted(parameter["schema"], context + _capitalised(parameter["name"]))
        for holder in _content_holders(operation.get("requestBody", {})):
            holder["schema"] = classes.hoisted(holder["schema"], f"{context}Request")
        for response in operation["responses"].values():
            for holder in _content_holders(response):
                holder["schema"] = classes.hoisted(holder["schema"], f"{context}Response")
    document["components"]["schemas"] = {name: _without(schema, "nullable") for name, schema in classes.named.items()}
    return document


class _Classes:
    """The classes by name, and those that are found inside of schemas on the way."""

    def __init__(self, named: Json) -> None:
        self.named = named

    def hoisted(self, schema: Json, context: str) -> Json:
        """A reference to the class that `schema` is, called `context`; any other schema with the classes inside of it."""
        if not _is_class(schema):
            return self.within(schema, context)
        name = _free_name(context, self.named)
        self.named[name] = {}  # the name is taken before what is inside asks for one
        self.named[name] = self.within(schema, name)
        return {"$ref": SCHEMAS + name, **{key: value for key, value in schema.items() if key in ANNOTATIONS}}

    def within(self, schema: Json, context: str) -> Json:
        """The schema with the classes inside of it hoisted."""
        return {key: self._member(key, value, context) for key, value in schema.items()}

    def _member(self, key: str, value: Any, context: str) -> Any:
        match key:
            case "properties":
                return {name: self.hoisted(_object(part), context + _capitalised(name)) for name, part in value.items()}
            case "items":
                return self.hoisted(_object(value), f"{context}Item")
            case "additionalProperties" if isinstance(value, dict):
                return self.hoisted(cast("Json", value), f"{context}Value")
            case "oneOf" | "anyOf":
                return [self.hoisted(_object(part), f"{context}Option{n}") for n, part in enumerate(value, 1)]
            case _:
                return value


def split_sent_from_received(document: Json) -> Json:
    """A class that is both sent and received is two.

    In what is sent, absent and null differ; in what is received they read alike. The received one keeps the name, the
    sent one is called `…Input`.
    """
    components: Json = document["components"]["schemas"]
    sent = _reachable(components, [h["schema"] for h in _schema_holders(document, sent=True)])
    received = _reachable(components, [h["schema"] for h in _schema_holders(document, sent=False)])
    both = sorted(name for name in sent & received if "properties" in components[name])
    inputs: dict[str, str] = {}
    for name in both:
        inputs[name] = _free_name(f"{name}Input", {*components, *inputs.values()})

    def as_input(schema: Json) -> Json:
        return _each_subschema(schema, lambda s: _renamed(s, inputs))

    changed: Json = {}
    for name, schema in components.items():
        if name in inputs:
            changed[name] = schema
            changed[inputs[name]] = {**as_input(schema), "x-sent": True, "x-received-as": name}
        elif name in sent and "properties" in schema:
            changed[name] = {**as_input(schema), "x-sent": True}
        else:
            changed[name] = schema
    document["components"]["schemas"] = changed
    for holder in _schema_holders(document, sent=True):
        holder["schema"] = as_input(holder["schema"])
    return document


def name_members(document: Json) -> Json:
    """A member of an enum is called what its value says."""
    for schema in document["components"]["schemas"].values():
        if "enum" in schema:
            texts = {str(value): value for value in schema["enum"]}
            names = unique_names(texts, _member_name, reserved=())
            schema["x-members"] = [[names[text], value] for text, value in texts.items()]
            schema["x-enum-varnames"] = [names[text] for text in texts]
            schema["type"] = "string" if isinstance(schema["enum"][0], str) else "integer"
    return document


def name_fields(document: Json) -> Json:
    """Fields and arguments have their Python names before the generator sees them, so that it has nothing to resolve."""
    for schema in document["components"]["schemas"].values():
        if "properties" in schema:
            names = unique_names(schema["properties"], snake_case, reserved=RESERVED_IN_MODELS)
            schema["properties"] = {
                names[wire]: {**_object(value), "x-wire": wire} for wire, value in schema["properties"].items()
            }
            schema["required"] = [names[wire] for wire in schema.get("required", []) if wire in names]
    paths: Json = {}
    for path, item in document["paths"].items():
        for method, operation in item.items():
            keys = {f"{p['in']} {p['name']}": p for p in sorted(operation["parameters"], key=_location)}
            names = unique_names(keys, _argument_name, reserved=RESERVED_IN_OPERATIONS)
            operation["x-path"] = path
            renamed = path
            for key, parameter in keys.items():
                parameter["schema"]["x-wire"] = wire = parameter["name"]
                parameter["name"] = names[key]
                if parameter["in"] == "path":
                    renamed = renamed.replace(f"{{{wire}}}", f"{{{names[key]}}}")
            operation["parameters"] = list(keys.values())
            paths.setdefault(renamed, {})[method] = operation
    document["paths"] = paths
    return document


RULES: list[Rule] = [
    gather_parts,
    keep_plain_parameters,
    name_operations,
    keep_success,
    keep_one_body,
    read_boolean_strings,
    one_type,
    one_form_of_null,
    one_form_of_bounds,
    keep_facts,
    merge_all_of,
    inline_aliases,
    name_classes,
    split_sent_from_received,
    name_members,
    name_fields,
]

# --- the ways around in a document -------------------------------------------------------------------------------------


def _unless(problems: list[Problem], document: Json) -> Json:
    if problems:
        raise DocumentError(sorted(problems))
    return document


def _object(value: Any) -> Json:
    """A schema, body or response; what is not an object says nothing (a schema may be `true`)."""
    return cast("Json", value) if isinstance(value, dict) else {}


def _without(schema: Json, *keys: str) -> Json:
    return {key: value for key, value in schema.items() if key not in keys}


def _dereferenced(document: Json, value: Json) -> Json:
    while isinstance(value.get("$ref"), str):
        value = resolve(document, value["$ref"])
    return value


def _content(holder: Json) -> tuple[str | None, Json]:
    """The preferred media type of a body or response, in lower case and without parameters, and its schema."""
    media = {str(key).split(";")[0].strip().lower(): _object(value) for key, value in holder.get("content", {}).items()}
    if not media:
        return None, {}
    best = next((m for m in media if m == "application/json" or m.endswith("+json")), next(iter(media)))
    name = "application/json" if best.endswith("json") else best
    return name, _object(media[best].get("schema"))


def _content_holders(holder: Json) -> list[Json]:
    return list(holder.get("content", {}).values())


def _schema_holders(document: Json, *, sent: bool | None = None) -> Iterator[Json]:
    """The objects whose `schema` says what a parameter, body (`sent`) or response (not `sent`) is."""
    for _, _, operation in operations(document):
        if sent is not False:
            yield from operation["parameters"]
            yield from _content_holders(operation.get("requestBody", {}))
        if sent is not True:
            for response in operation["responses"].values():
                yield from _content_holders(response)


def _in_subschemas(key: str, value: Any, change: Callable[[Json], Json]) -> Any:
    """The value of a schema's member, each schema in it changed."""
    match key:
        case "properties":
            return {name: change(_object(schema)) for name, schema in value.items()}
        case "allOf" | "oneOf" | "anyOf":
            return [change(_object(schema)) for schema in value]
        case "items":
            return change(_object(value))
        case "additionalProperties" if isinstance(value, dict):
            return change(cast("Json", value))
        case _:
            return value


def _subschemas(schema: Json) -> list[Json]:
    """The schemas that a schema is directly made of."""
    found: list[Json] = []

    def note(part: Json) -> Json:
        found.append(part)
        return part

    for key, value in schema.items():
        _in_subschemas(key, value, note)
    return found


def _each_subschema(schema: Json, change: Callable[[Json], Json]) -> Json:
    """The schema with every schema in it changed, itself last."""
    return change(
        {key: _in_subschemas(key, value, lambda s: _each_subschema(s, change)) for key, value in schema.items()}
    )


def each_schema(document: Json, change: Callable[[Json], Json]) -> Json:
    """The document with every schema in it changed, the inner ones first."""
    components: Json = document["components"]["schemas"]
    document["components"]["schemas"] = {name: _each_subschema(s, change) for name, s in components.items()}
    for holder in _schema_holders(document):
        holder["schema"] = _each_subschema(_object(holder.get("schema")), change)
    return document


def _component(schema: Json) -> str | None:
    reference = schema.get("$ref")
    return reference.removeprefix(SCHEMAS) if isinstance(reference, str) else None


def _is_class(schema: Json) -> bool:
    return "$ref" not in schema and bool(schema.get("properties") or schema.get("enum"))


def _renamed(schema: Json, names: dict[str, str]) -> Json:
    name = _component(schema)
    return {**schema, "$ref": SCHEMAS + names[name]} if name in names else schema


def _as_object(
    document: Json, part: Json, seen: tuple[str, ...], flat: Callable[[Json, tuple[str, ...]], Json]
) -> Json | None:
    name = _component(part)
    if name is not None:
        if name in seen:
            return None
        target = flat(_object(document["components"]["schemas"].get(name)), (*seen, name))
        return _as_object(document, target, (*seen, name), flat)
    return part if part.get("type", "object") == "object" and not part.keys() & {"enum", "oneOf", "anyOf"} else None


def _merged(parts: list[Json]) -> Json:
    properties: Json = {}
    for part in parts:
        for name, schema in part.get("properties", {}).items():
            known = properties.get(name)
            properties[name] = {**known, **schema} if known and not STRUCTURE & schema.keys() else schema
    extra = [part["additionalProperties"] for part in parts if "additionalProperties" in part]
    required = dict.fromkeys(name for part in parts for name in part.get("required", []))
    merged: Json = {"type": "object", "properties": properties, "required": list(required)}
    return {**merged, "additionalProperties": extra[0]} if extra else merged


def _reachable(components: Json, roots: list[Json]) -> set[str]:
    found: set[str] = set()
    todo = list(roots)
    while todo:
        schema = todo.pop()
        name = _component(schema)
        if name is not None and name not in found:
            found.add(name)
            todo.append(components[name])
        todo.extend(_subschemas(schema))
    return found


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


def _free_name(name: str, taken: Iterable[str]) -> str:
    name = f"{name}_" if name in RESERVED_CLASSES else name
    keys = {key.lower() for key in taken}
    return next(n for n in _numbered(name) if n.lower() not in keys)


def _numbered(name: str) -> Iterator[str]:
    yield name
    number = 2
    while True:
        yield f"{name}{number}"
        number += 1


def _capitalised(text: str) -> str:
    return pascal_case(text[:1].upper() + text[1:], fallback="Field")


def _member_name(text: str) -> str:
    negative = re.fullmatch(r"-(\d+)", text)
    return f"VALUE_NEGATIVE_{negative[1]}" if negative else upper_case(text)


def _argument_name(key: str) -> str:
    return snake_case(key.split(" ", 1)[1])


def _location(parameter: Json) -> int:
    return ("path", "query", "header").index(parameter["in"])
