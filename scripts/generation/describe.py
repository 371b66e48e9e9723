"""What the templates write: the models, operations and tags of a normalised document, as strings of Python."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any, cast

from .docstrings import docstring, sentence
from .document import Json, is_array, operations
from .naming import RESERVED, module_name, pascal_case, snake_case, unique_names
from .normalise import RESERVED_CLASSES, RESERVED_IN_OPERATIONS
from .python_code import Schemas, class_name, limits_in_words, literal

# Attributes that the clients have for themselves; a tag of that name gets the underscore.
RESERVED_TAGS = RESERVED | {"aclose", "base_url", "close", "rate_limit", "send"}

ERRORS = {
    "400": "BadRequestError",
    "401": "AuthenticationError",
    "403": "PermissionDeniedError",
    "404": "NotFoundError",
    "409": "ConflictError",
    "422": "UnprocessableEntityError",
    "429": "RateLimitError",
}
_SCOPE = re.compile(r"missing required scopes? \(([^()]+)\)", re.IGNORECASE)


@dataclass(frozen=True)
class FieldCode:
    """A field of a model."""

    name: str
    declaration: str
    read: str
    wire: str
    write: str
    always: bool
    limits: str


@dataclass(frozen=True)
class ModelCode:
    """A class with fields, for `model.py.jinja`."""

    name: str
    docstring: str
    sent: bool
    fields: list[FieldCode]
    tracks_absence: bool
    early_imports: dict[str, str]
    late_imports: dict[str, str]


@dataclass(frozen=True)
class EnumCode:
    """An enum, for `str_enum.py.jinja` and `int_enum.py.jinja`."""

    name: str
    docstring: str
    members: list[tuple[str, str]]


@dataclass(frozen=True)
class ArgumentCode:
    """An argument of a function: `declaration` has its type and default."""

    name: str
    declaration: str
    by_position: bool = False


@dataclass(frozen=True)
class OperationCode:
    """An operation, for `endpoint_module.py.jinja` (its module) and `endpoint_init.py.jinja` (its resource methods)."""

    name: str
    module: str
    title: str
    method: str
    path: str
    scope: str
    read: str
    media: str
    returns: str
    parameters: list[str]
    body_limits: str | None
    arguments: list[ArgumentCode]
    body: str | None
    docstring: str
    # The resource method.
    method_arguments: list[ArgumentCode]
    method_docstring: str
    body_class: str | None
    body_fields: list[tuple[str, str]]
    unwrap: str
    item: str
    page_argument: str | None


@dataclass(frozen=True)
class TagCode:
    """A tag: its package, its attribute on the clients and its resource classes."""

    name: str
    attribute: str
    resource: str
    text: str
    docstring: str
    operations: list[OperationCode]


@dataclass(frozen=True)
class Code:
    """All of it. Models and enums by class name, tags and operations by the name of package and module."""

    models: dict[str, ModelCode]
    enums: dict[str, EnumCode]
    tags: dict[str, TagCode]


def describe(document: Json) -> Code:
    """What the templates write for a normalised document."""
    schemas = Schemas(document)
    components: Json = document["components"]["schemas"]
    cycles = _cycles({name: _mentions(schemas, schema) - {name} for name, schema in components.items()})
    words = {str(tag.get("name")): str(tag.get("description") or "") for tag in document.get("tags", [])}
    by_tag: dict[str, list[OperationCode]] = {}
    for _, method, operation in operations(document):
        by_tag.setdefault(operation["tags"][0], []).append(_operation(schemas, method, operation))
    attributes = unique_names(by_tag, lambda tag: snake_case(tag, fallback="tag"), reserved=RESERVED_TAGS)
    resources = unique_names(
        by_tag, lambda tag: pascal_case(tag, fallback="Tag"), reserved={*RESERVED_CLASSES, *components}
    )
    return Code(
        models={
            name: _model(schemas, name, schema, cycles[name])
            for name, schema in components.items()
            if "enum" not in schema
        },
        enums={name: _enum(name, schema) for name, schema in components.items() if "enum" in schema},
        tags={
            attributes[tag]: TagCode(
                tag,
                attributes[tag],
                resources[tag],
                literal(tag),
                docstring(sentence(words.get(tag) or f"The operations of {tag}")),
                _modules(found),
            )
            for tag, found in by_tag.items()
        },
    )


def _modules(found: list[OperationCode]) -> list[OperationCode]:
    """The operations of a tag, each with a name for its module that no argument hides in a resource method."""
    arguments = {argument.name for operation in found for argument in operation.method_arguments}
    return [replace(o, module=f"{o.name}_operation") if o.name in arguments else o for o in found]


# --- models ------------------------------------------------------------------------------------------------------------


def _model(schemas: Schemas, name: str, schema: Json, cycle: set[str]) -> ModelCode:
    sent = schema.get("x-sent") is True
    required = set(schema.get("required", []))
    properties: dict[str, Json] = schema["properties"]
    ordered = sorted(properties, key=lambda field: field not in required)
    mentioned = sorted(_mentions(schemas, schema) - {name})
    described = [(field, _facts(properties[field])) for field in ordered if _facts(properties[field])]
    received_as = schema.get("x-received-as")
    return ModelCode(
        name=name,
        docstring=docstring(
            sentence(schema.get("description") or _in_words(name)),
            f"What is sent in place of `{received_as}`, which is what is received." if received_as else "",
            [("Attributes", described)],
        ),
        sent=sent,
        fields=[_field(schemas, field, properties[field], required=field in required, sent=sent) for field in ordered],
        tracks_absence=not sent and len(required) < len(properties),
        early_imports={other: f".{module_name(other)}" for other in mentioned if other not in cycle},
        late_imports={other: f".{module_name(other)}" for other in mentioned if other in cycle},
    )


def _field(schemas: Schemas, name: str, schema: Json, *, required: bool, sent: bool) -> FieldCode:
    wire = literal(schema["x-wire"])
    nullable = schema.get("nullable") is True
    annotation = schemas.annotation(schema, sent=sent)
    default = ""
    if not required:
        bare = annotation.removesuffix(" | None")
        kinds = (
            [bare]
            if bare == "Any"
            else [bare, *(["Unset"] if sent else []), *(["None"] if nullable or not sent else [])]
        )
        annotation = " | ".join(kinds)
        default = f" = {'UNSET' if sent else 'None'}"
    reader = schemas.reader(schema)
    absent = "UNSET" if sent else "None"
    if required:
        read = f"data[{wire}]" if reader is None else _null_or(f"data[{wire}]", reader, nullable=nullable)
    elif reader is None:
        read = f"data.get({wire}, UNSET)" if sent else f"data.get({wire})"
    elif nullable and not sent:
        read = _null_or(f"data.get({wire})", reader, nullable=True)
    else:
        inner = _null_or(f"data[{wire}]", reader, nullable=nullable)
        read = (
            f"({inner} if {wire} in data else {absent})"
            if not nullable
            else f"(({inner}) if {wire} in data else {absent})"
        )
    return FieldCode(
        name=name,
        declaration=f"{name}: {annotation}{default}",
        read=read,
        wire=wire,
        write=_written(schemas, schema, f"self.{name}", nullable=nullable or (not required and not sent)),
        always=required or not sent,
        limits=schemas.limits(schema),
    )


def _null_or(value: str, reader: str, *, nullable: bool) -> str:
    return f"None if (value := {value}) is None else {reader}(value)" if nullable else f"{reader}({value})"


def _written(schemas: Schemas, schema: Json, value: str, *, nullable: bool) -> str:
    code = schemas.writer({**schema, "nullable": False}, value)
    return code if code == value or not nullable else f"None if {value} is None else {code}"


def _mentions(schemas: Schemas, schema: Json) -> set[str]:
    return {name for field in schema.get("properties", {}).values() for name in schemas.classes(field)}


def _cycles(graph: dict[str, set[str]]) -> dict[str, set[str]]:
    """For each class, the others that lead back to it: modules that import each other."""
    reach: dict[str, set[str]] = {}
    for start, direct in graph.items():
        found: set[str] = set()
        todo = list(direct)
        while todo:
            name = todo.pop()
            if name not in found:
                found.add(name)
                todo.extend(graph.get(name, ()))
        reach[start] = found
    return {name: {other for other in found if name in reach.get(other, ())} for name, found in reach.items()}


def _enum(name: str, schema: Json) -> EnumCode:
    return EnumCode(
        name=name,
        docstring=docstring(
            sentence(schema.get("description") or _in_words(name)),
            "These are the values that the spec documents. Another one is kept as it is: see `is_known`.",
        ),
        members=[(member, literal(value)) for member, value in schema["x-members"]],
    )


def _facts(schema: Json) -> str:
    """What is documented of a value: its description, its bounds, its default."""
    text = sentence(schema.get("description") or "")
    bounds = limits_in_words(schema)
    if bounds:
        text = f"{text} {bounds[0].upper()}{bounds[1:]}.".strip()
    if schema.get("x-default") is not None and "default" not in text.lower():
        text = f"{text} The server's default is {_plain(schema['x-default'])}.".strip()
    return text


def _plain(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _in_words(name: str) -> str:
    return snake_case(name).replace("_", " ").capitalize()


# --- operations --------------------------------------------------------------------------------------------------------


def _operation(schemas: Schemas, method: str, operation: Json) -> OperationCode:
    parameters: list[Json] = operation["parameters"]
    media, body = _only_content(operation.get("requestBody", {}))
    body_model = schemas.target(body) if media == "application/json" and "$ref" in body else None
    body_class = class_name(body) if body_model and "properties" in body_model else None
    answer_media, answer = _only_content(next(iter(operation["responses"].values())))
    kind = _kind(answer_media)
    returns = {"json": schemas.annotation(answer, sent=False), "text": "str", "bytes": "bytes", "none": "None"}[kind]
    unwrap, item_schema = _envelope(schemas, answer) if kind == "json" else ("", {})
    scope = _scope(operation)

    arguments = [_parameter_argument(schemas, parameter) for parameter in parameters]
    body_type = (
        None if media is None else ("bytes" if media != "application/json" else schemas.annotation(body, sent=True))
    )
    body_required = operation.get("requestBody", {}).get("required") is True
    body_argument = (
        None
        if body_type is None
        else ArgumentCode("body", f"body: {body_type}" + ("" if body_required else " | Unset = UNSET"))
    )
    own_arguments = [*arguments, *([body_argument] if body_argument else [])]

    method_arguments = list(arguments)
    body_fields: list[tuple[str, str]] = []
    facts = {p["name"]: _argument_facts(p["schema"]) for p in parameters}
    if body_class and body_model:
        fields: dict[str, Json] = body_model["properties"]
        required = set(body_model.get("required", []))
        taken = [f"\0{a.name}" for a in arguments]
        names = unique_names(
            [*taken, *fields], lambda text: text.lstrip("\0"), reserved=RESERVED_IN_OPERATIONS - {"body"}
        )
        for field in sorted(fields, key=lambda f: f not in required):
            code = _field(schemas, field, fields[field], required=field in required, sent=True)
            method_arguments.append(ArgumentCode(names[field], names[field] + code.declaration.removeprefix(field)))
            body_fields.append((field, names[field]))
            facts[names[field]] = _argument_facts(fields[field])
    elif body_argument:
        method_arguments.append(body_argument)
    method_arguments.sort(key=lambda a: (not a.by_position, not _is_required(a)))
    own_arguments.sort(key=lambda a: (not a.by_position, not _is_required(a)))

    title = sentence(operation.get("summary") or operation["operationId"])
    raises = _raises(operation, checks=bool(parameters or media))
    where = f"API: `{method.upper()} {operation['x-path']}`" + (f", scope `{scope}`." if scope else ".")
    options = ("options", "What this call does differently from its client.")
    method_args = [*((a.name, facts.get(a.name, "What is sent.")) for a in method_arguments), options]
    return OperationCode(
        name=operation["operationId"],
        module=operation["operationId"],
        title=docstring(f"{title.rstrip('.')}: `{method.upper()} {operation['x-path']}`.", indent=0),
        method=literal(method.upper()),
        path=literal(_path(operation)),
        scope=literal(scope),
        read=_read(schemas, answer) if kind == "json" else "as_is",
        media=literal(kind),
        returns=returns,
        parameters=[_parameter_code(schemas, parameter) for parameter in parameters],
        body_limits=None if media is None else (schemas.limits(body) if media == "application/json" else "Limits('bytes')"),
        body=None if media is None else literal(media),
        arguments=own_arguments,
        docstring=docstring(
            title,
            _description(operation),
            [
                (
                    "Args",
                    [
                        *((p["name"], _argument_facts(p["schema"])) for p in parameters if p["in"] == "path"),
                        ("client", "Sends it."),
                        *((p["name"], _argument_facts(p["schema"])) for p in parameters if p["in"] != "path"),
                        *([("body", "What is sent.")] if body_argument else []),
                        options,
                    ],
                ),
                ("Returns", [("The answer, with status, headers, request id and rate limit", "what it says is `parsed`.")]),
                ("Raises", raises),
            ],
            where,
            _not_shown(operation),
        ),
        method_arguments=method_arguments,
        method_docstring=docstring(
            title,
            _description(operation),
            [
                ("Args", method_args),
                ("Returns", [_returned(unwrap, kind)]),
                ("Raises", raises),
            ],
            where,
            _not_shown(operation),
            indent=8,
        ),
        body_class=body_class,
        body_fields=body_fields,
        unwrap=unwrap,
        item=schemas.annotation(item_schema, sent=False) if unwrap else returns,
        page_argument=next((p["name"] for p in parameters if p["in"] == "query" and p["schema"]["x-wire"] == "page"), None),
    )  # fmt: skip


def _path(operation: Json) -> str:
    path = str(operation["x-path"])
    for parameter in operation["parameters"]:
        if parameter["in"] == "path":
            path = path.replace(f"{{{parameter['schema']['x-wire']}}}", f"{{{parameter['name']}}}")
    return path


def _is_required(argument: ArgumentCode) -> bool:
    return " = " not in argument.declaration


def _parameter_argument(schemas: Schemas, parameter: Json) -> ArgumentCode:
    """A path parameter by position; others by keyword, None where they are not sent: no query can say null."""
    annotation = schemas.annotation(parameter["schema"], sent=True)
    if not parameter["required"]:
        annotation = annotation.removesuffix(" | None")
        annotation = f"{annotation} | None = None" if annotation != "Any" else "Any = None"
    return ArgumentCode(parameter["name"], f"{parameter['name']}: {annotation}", by_position=parameter["in"] == "path")


def _parameter_code(schemas: Schemas, parameter: Json) -> str:
    schema = {**parameter["schema"], "nullable": False}
    return (
        f"Parameter({literal(parameter['name'])}, {literal(schema['x-wire'])}, {literal(parameter['in'])}, "
        f"{schemas.limits(schema)}, required={parameter['required']})"
    )


def _only_content(holder: Json) -> tuple[str | None, Json]:
    for media, content in holder.get("content", {}).items():
        return media, content["schema"]
    return None, {}


def _kind(media: str | None) -> str:
    if media is None:
        return "none"
    return "json" if media == "application/json" else "text" if media.startswith("text/") else "bytes"


def _read(schemas: Schemas, schema: Json) -> str:
    reader = schemas.reader(schema)
    if reader is None:
        return "as_is"
    return f"nullable_reader({reader})" if schema.get("nullable") is True else reader


_PAGE_FIELDS = {"page", "hasNextPage", "totalPages"}


def _envelope(schemas: Schemas, answer: Json) -> tuple[str, Json]:
    """How the success model is unwrapped: `data` alone, a page of it, or not at all; and the schema of what is inside."""
    model = schemas.target(answer) or {}
    fields = {field["x-wire"]: field for field in cast("Json", model.get("properties", {})).values()}
    if not set(model.get("required", [])) >= fields.keys():
        return "", {}
    if fields.keys() == {"data"}:
        return "data", fields["data"]
    if fields.keys() == {"data", "pagination"} and fields["data"].get("type") == "array":
        pagination = schemas.target(fields["pagination"]) or {}
        page = {field["x-wire"] for field in cast("Json", pagination.get("properties", {})).values()}
        if page >= _PAGE_FIELDS:
            return "page", fields["data"].get("items", {})
    return "", {}


def _scope(operation: Json) -> str | None:
    for status, text in operation["x-errors"]:
        if status == "403" and (found := _SCOPE.search(text)):
            return found[1].strip()
    return None


def _description(operation: Json) -> str:
    text = str(operation.get("description") or "")
    return "" if text == operation.get("summary") else sentence(text)


def _argument_facts(schema: Json) -> str:
    return _facts(schema) or f"`{schema['x-wire']}` of the API."


def _returned(unwrap: str, kind: str) -> tuple[str, str]:
    if unwrap == "page":
        return ("A pager", "awaited or asked for `first()` it gives the first page, iterated every item of every page.")
    if unwrap == "data":
        return ("What the answer says", "the `data` of its envelope.")
    return (
        ("Nothing", "the success has no body.")
        if kind == "none"
        else ("What the answer says", "its body as it is documented.")
    )


def _raises(operation: Json, *, checks: bool) -> list[tuple[str, str]]:
    raised = [
        (ERRORS[status], f"{status}: {sentence(text)}") for status, text in operation["x-errors"] if status in ERRORS
    ]
    if checks:
        raised.append(("RequestValidationError", "An argument breaks a documented limit; nothing was sent."))
    return raised


def _not_shown(operation: Json) -> str:
    provenance = operation.get("x-provenance")
    missing: Any = cast("Json", provenance).get("not_shown") if isinstance(provenance, dict) else None
    parts = missing if is_array(missing) else []
    return sentence("The spec is partial here; not shown: " + "; ".join(map(str, parts))) if parts else ""
