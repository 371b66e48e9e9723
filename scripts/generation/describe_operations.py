"""Describe operations as Python code."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, cast

from .describe_models import field_code
from .docstrings import Section, docstring, one_line, sentence, value_text
from .document import Json, is_array
from .naming import RESERVED_IN_OPERATIONS, in_words, unique_names
from .paging import CursorCode, cursor_code
from .python_code import Schemas, class_name, literal
from .traversal import SCHEMAS

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
_CLIENT = ("client", "The client that sends the request.")
_OPTIONS = ("options", "Settings for this call, in place of the client's.")


@dataclass(frozen=True)
class ArgumentCode:
    """An argument of a function: `declaration` has its type and default, `text` its documentation."""

    name: str
    declaration: str
    text: str
    by_position: bool = False


@dataclass(frozen=True)
class BodyCode:
    """A request body: `argument` of the functions, and `fields` as arguments of the resource method."""

    media: str
    limits: str
    argument: ArgumentCode
    model: str | None
    fields: list[tuple[str, ArgumentCode]]


@dataclass(frozen=True)
class AnswerCode:
    """A successful response: `kind` for `Operation.answer`, `unwrap` for the resource method."""

    kind: str
    type: str
    read: str
    unwrap: str
    unwrapped: str
    schema: Json
    cursor: CursorCode | None = None


@dataclass(frozen=True)
class OperationCode:
    """An operation, for `endpoint_module.py.jinja` (its module) and `endpoint_init.py.jinja` (its resource methods)."""

    name: str
    module: str
    title: str
    method: str
    path: str
    scope: str | None
    server: str | None
    anonymous: bool
    deprecated: str | None
    is_deprecated: bool
    answer: AnswerCode
    body: BodyCode | None
    parameters: list[str]
    arguments: list[ArgumentCode]
    docstring: str
    short_docstrings: dict[str, str]
    method_arguments: list[ArgumentCode]
    method_docstrings: dict[str, str]
    # The name of the page number in a pager's `fetch`, and whether it is an argument of the operation.
    page: str
    page_is_argument: bool


def operation_code(schemas: Schemas, path: str, method: str, operation: Json) -> OperationCode:
    """Describe an operation; `path` has Python names."""
    parameters: list[Json] = operation["parameters"]
    answer = _answer(schemas, operation)
    page = _page_parameter(parameters) if answer.unwrap == "page" else None
    given = [_parameter_argument(schemas, parameter, is_page=parameter is page) for parameter in parameters]
    body = _body(schemas, operation, given)
    body_arguments = [argument for _, argument in body.fields] if body and body.model else [body.argument] if body else []  # fmt: skip
    method_arguments = _ordered([*given, *body_arguments])
    arguments = _ordered([*given, *([body.argument] if body else [])])
    title = _title(operation)
    scope = _scope(operation)
    return OperationCode(
        name=operation["operationId"],
        module=operation["operationId"],
        title=docstring(f"{title.rstrip('.')}: `{method.upper()} {operation['x-path']}`.", indent=0),
        method=literal(method.upper()),
        path=literal(path),
        scope=None if scope is None else literal(scope),
        server=literal(operation["x-server"]) if "x-server" in operation else None,
        anonymous=operation.get("x-anonymous") is True,
        deprecated=_deprecated(schemas, operation, body),
        is_deprecated=operation.get("deprecated") is True,
        answer=answer,
        body=body,
        parameters=[_parameter_code(schemas, parameter) for parameter in parameters],
        arguments=arguments,
        docstring=_docstring(
            operation, method, [*_by_position(arguments), _CLIENT, *_by_keyword(arguments)], _DETAILED
        ),
        short_docstrings={name: docstring(title, text) for name, text in _SHORT.items()},
        method_arguments=method_arguments,
        method_docstrings={
            kind: _docstring(
                operation,
                method,
                [(a.name, a.text) for a in method_arguments],
                _returned(schemas, answer, first_page=first_page),
                indent=8,
            )
            for kind, first_page in _FIRST_PAGE.items()
        },
        page=page["name"] if page else "page_" if any(a.name == "page" for a in arguments) else "page",
        page_is_argument=page is not None,
    )


def _deprecated(schemas: Schemas, operation: Json, body: BodyCode | None) -> str | None:
    """Return the code of the deprecated parts of an operation, but for fields and parameters that have to be given."""
    model = schemas.target({"$ref": f"{SCHEMAS}{body.model}"}) if body and body.model else None
    of_body: Json = model or {"properties": {}, "required": []}
    schema_of = {field: schema for field, schema in of_body["properties"].items() if field not in of_body["required"]}
    parts = {
        "operation": operation.get("deprecated") is True,
        "parameters": tuple(
            p["name"] for p in operation["parameters"] if p["schema"].get("deprecated") is True and not p["required"]
        ),
        "fields": tuple(field for field, schema in schema_of.items() if schema.get("deprecated") is True),
    }
    given = ", ".join(f"{name}={value!r}" for name, value in parts.items() if value)
    return f"Deprecated({given})" if given else None


def _ordered(arguments: list[ArgumentCode]) -> list[ArgumentCode]:
    """Sort arguments: positional before keyword, required before optional."""
    return sorted(arguments, key=lambda a: (not a.by_position, " = " in a.declaration))


def _by_position(arguments: list[ArgumentCode]) -> list[tuple[str, str]]:
    return [(a.name, a.text) for a in arguments if a.by_position]


def _by_keyword(arguments: list[ArgumentCode]) -> list[tuple[str, str]]:
    return [(a.name, a.text) for a in arguments if not a.by_position]


# --- requests --------------------------------------------------------------------------------------------------------


def _parameter_argument(schemas: Schemas, parameter: Json, *, is_page: bool) -> ArgumentCode:
    """Describe the argument of a parameter: None leaves it out, because a URL cannot express null."""
    schema = {**parameter["schema"], "nullable": False}
    annotation = "int" if is_page else schemas.annotation(schema, sent=True)
    if annotation != "Any" and any("properties" in (schemas.target(option) or {}) for option in _options(schema)):
        annotation = " | ".join(dict.fromkeys([*annotation.split(" | "), "Mapping[str, Any]"]))
    if not parameter["required"]:
        annotation = "Any = None" if annotation == "Any" else f"{annotation} | None = None"
    elif parameter["in"] != "path" and (only := schemas.only_value(schema)):
        annotation = f"{annotation} = {only}"
    return ArgumentCode(
        parameter["name"],
        f"{parameter['name']}: {annotation}",
        _text(schemas, parameter["name"], parameter["schema"]),
        by_position=parameter["in"] == "path",
    )


def _options(schema: Json) -> list[Json]:
    """Return the options of a union, those of the unions in it too; the schema itself if it is none."""
    options = [*schema.get("oneOf", []), *schema.get("anyOf", [])]
    return [inner for option in options for inner in _options(option)] if options else [schema]


def _parameter_code(schemas: Schemas, parameter: Json) -> str:
    schema = {**parameter["schema"], "nullable": False}
    style = f", style={_style_code(*parameter['x-style'])}" if parameter["x-style"] else ""
    return (
        f"Parameter({literal(parameter['name'])}, {literal(schema['x-wire'])}, {literal(parameter['in'])}, "
        f"{schemas.limits(schema)}, required={parameter['required']}{style})"
    )


def _style_code(name: str, explode: bool, allow_reserved: bool) -> str:
    arguments = [literal(name), *(["explode=True"] if explode else []), *(["allow_reserved=True"] if allow_reserved else [])]  # fmt: skip
    return f"Style({', '.join(arguments)})"


def _page_parameter(parameters: list[Json]) -> Json | None:
    """Return the parameter that a pager sets; it overrides a required or non-numeric one in the query."""
    for parameter in parameters:
        schema: Json = parameter["schema"]
        if (
            (parameter["in"], schema["x-wire"], parameter["required"]) == ("query", "page", False)
            and schema.get("type") in {"number", "integer"}
            and "enum" not in schema
        ):
            return parameter
    return None


def _body(schemas: Schemas, operation: Json, given: list[ArgumentCode]) -> BodyCode | None:
    """Describe the body and its fields as arguments, with other names than the `given` arguments."""
    if "requestBody" not in operation:
        return None
    media, schema = _only_content(operation["requestBody"])
    is_json = media == "application/json"
    target = schemas.target(schema) if is_json else None
    model = class_name(schema) if target and "properties" in target else None
    fields: list[tuple[str, ArgumentCode]] = []
    if model and target:
        names = unique_names(
            [*((True, argument.name) for argument in given), *((False, field) for field in target["properties"])],
            lambda key: key[1],
            spelled=lambda key: key[1],
            reserved=RESERVED_IN_OPERATIONS - {"body"},
        )
        for field, field_schema in sorted(target["properties"].items(), key=lambda f: f[0] not in target["required"]):
            name = names[False, field]
            code = field_code(schemas, field, field_schema, required=field in target["required"], sent=True)
            declaration = name + code.declaration.removeprefix(field)
            fields.append((field, ArgumentCode(name, declaration, _text(schemas, name, field_schema))))
    annotation = schemas.annotation(schema, sent=True) if is_json else "bytes"
    optional = "" if operation["requestBody"]["required"] else " = UNSET" if annotation == "Any" else " | Unset = UNSET"
    return BodyCode(
        media=literal(media),
        limits=schemas.limits(schema) if is_json else "Limits('bytes')",
        argument=ArgumentCode("body", f"body: {annotation}{optional}", value_text(schema) or "The request body."),
        model=model,
        fields=fields,
    )


def _only_content(holder: Json) -> tuple[str | None, Json]:
    for media, content in holder["content"].items():
        return media, content["schema"]
    return None, {}


# --- responses -------------------------------------------------------------------------------------------------------


def _answer(schemas: Schemas, operation: Json) -> AnswerCode:
    media, schema = _only_content(next(iter(operation["responses"].values())))
    if media != "application/json":
        kind, kind_of_python = ("none", "None") if media is None else ("text", "str") if media.startswith("text/") else ("bytes", "bytes")  # fmt: skip
        return AnswerCode(kind, kind_of_python, "as_is", "", kind_of_python, {})
    whole = schemas.annotation(schema, sent=False)
    reader = schemas.reader(schema) or "as_is"
    read = f"nullable_reader({reader})" if schema.get("nullable") is True and reader != "as_is" else reader
    unwrap, inner = _envelope(schemas, schema)
    if unwrap != "page" and schema.get("nullable") is not True and (cursor := cursor_code(schemas, operation, schema)):
        return AnswerCode(
            "json", whole, read, "cursor", schemas.annotation(cursor.items, sent=False), cursor.items, cursor
        )
    unwrapped = schemas.annotation(inner, sent=False) if unwrap else whole
    return AnswerCode("json", whole, read, unwrap, unwrapped, inner if unwrap else schema)


def _envelope(schemas: Schemas, answer: Json) -> tuple[str, Json]:
    """Return how a response is unwrapped ("data", "page" or ""), and the schema of its content."""
    fields = _certain_fields(schemas, answer)
    if fields.keys() == {"data"}:
        return "data", fields["data"]
    if fields.keys() == {"data", "pagination"}:
        data, pagination = fields["data"], _certain_fields(schemas, fields["pagination"])
        numbers = all(pagination.get(name, {}).get("type") in {"number", "integer"} for name in ("page", "limit", "totalPages"))  # fmt: skip
        if (
            numbers
            and pagination.get("hasNextPage", {}).get("type") == "boolean"
            and data.get("type") == "array"
            and data.get("nullable") is not True
        ):
            return "page", data.get("items", {})
    return "", {}


def _certain_fields(schemas: Schemas, schema: Json) -> dict[str, Json]:
    """Return the fields of an object by their names in the spec; none if it may be null or any field absent."""
    model = schemas.target(schema) or {}
    fields: dict[str, Json] = model.get("properties", {})
    if schema.get("nullable") is True or set(model.get("required", [])) != fields.keys():
        return {}
    return {field["x-wire"]: field for field in fields.values()}


# --- docstrings ------------------------------------------------------------------------------------------------------

_DETAILED = "The response with status code, headers, request id and rate limit; `parsed` is its decoded body."
_SEE = "See `asyncio_detailed` for arguments, limits and exceptions."
_FIRST_PAGE = {"async": "awaiting it", "sync": "`first()`"}
_SHORT = {
    "asyncio": f"Returns only the decoded body. {_SEE}",
    "sync_detailed": f"Synchronous. {_SEE}",
    "sync": f"Synchronous; returns only the decoded body. {_SEE}",
}


def _docstring(operation: Json, method: str, arguments: list[tuple[str, str]], returns: str, *, indent: int = 4) -> str:
    scope = _scope(operation)
    sections: list[Section] = [
        ("Args", [*arguments, _OPTIONS]),
        ("Returns", [("", returns)] if returns else []),
        ("Raises", _raises(operation)),
    ]
    return docstring(
        _title(operation),
        "Deprecated." if operation.get("deprecated") is True else "",
        _description(operation),
        sections,
        f"API: `{method.upper()} {operation['x-path']}`" + (f", scope `{scope}`." if scope else "."),
        _not_shown(operation),
        indent=indent,
    )


def _scope(operation: Json) -> str | None:
    for status, text in operation["x-errors"]:
        if status == "403" and (found := _SCOPE.search(text)):
            return " ".join(found[1].split()) or None
    return None


def _title(operation: Json) -> str:
    return sentence(one_line(operation.get("summary") or operation["operationId"]))


def _description(operation: Json) -> str:
    text = sentence(operation.get("description", ""))
    return "" if text == _title(operation) else text


def _text(schemas: Schemas, name: str, schema: Json) -> str:
    """Return the documentation of an argument: without any in the document, the kind of value and the wire name."""
    wire = schema["x-wire"]
    sent_as = "" if wire == name else f", sent as `{wire}`"
    return value_text(schema) or f"{_kind(schemas, schema)}{sent_as}."


# Kinds of values by format, or else by type.
_KINDS = {
    "uuid": "A UUID",
    "date-time": "A time with a time zone",
    "date": "A date",
    "string": "A string",
    "number": "A number",
    "integer": "A whole number",
    "boolean": "True or False",
    "array": "A list",
    "object": "A mapping",
}
_MOST_VALUES = 8


def _kind(schemas: Schemas, schema: Json) -> str:
    target = schemas.target(schema) or {}
    if 0 < len(target.get("enum", [])) <= _MOST_VALUES:
        return "One of " + ", ".join(f"`{value}`" for value in target["enum"])
    if target:
        return f"A value of `{class_name(schema)}`" if "enum" in target else f"A `{class_name(schema)}`"
    return _KINDS.get(schema.get("format", "")) or _KINDS.get(schema.get("type", ""), "Any value")


def _returned(schemas: Schemas, answer: AnswerCode, *, first_page: str) -> str:
    if answer.unwrap in {"page", "cursor"}:
        return f"A pager over the items; {first_page} returns the first page."
    if answer.kind != "json":
        return {"none": "", "text": "The response body as text.", "bytes": "The response body."}[answer.kind]
    described = sentence(
        answer.schema.get("description") or (schemas.target(answer.schema) or {}).get("description", "")
    )
    if described:
        return described
    return (
        f"The {in_words(class_name(answer.schema))}."
        if answer.unwrap and "$ref" in answer.schema
        else "The decoded response body."
    )


def _raises(operation: Json) -> list[tuple[str, str]]:
    raised = [
        (ERRORS[status], f"{status}: {sentence(text)}") for status, text in operation["x-errors"] if status in ERRORS
    ]
    if operation["parameters"] or "requestBody" in operation:
        raised.append(("RequestValidationError", "An argument breaks a documented limit; no request was sent."))
    return raised


def _not_shown(operation: Json) -> str:
    provenance = operation.get("x-provenance")
    missing: Any = cast("Json", provenance).get("not_shown") if isinstance(provenance, dict) else None
    parts = missing if is_array(missing) else []
    return sentence("The spec is incomplete here. Missing: " + "; ".join(map(str, parts))) if parts else ""
