"""Operations of a normalised document, as strings of Python."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, cast

from .describe_models import field_code
from .docstrings import Section, docstring, facts, sentence
from .document import Json, is_array
from .naming import RESERVED_IN_OPERATIONS, unique_names
from .python_code import Schemas, class_name, literal

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
_OPTIONS = ("options", "What this call does differently from its client.")


@dataclass(frozen=True)
class ArgumentCode:
    """An argument of a function: `declaration` has its type and default, `text` what is documented of it."""

    name: str
    declaration: str
    text: str
    by_position: bool = False


@dataclass(frozen=True)
class BodyCode:
    """What an operation sends: `argument` is that of its functions, `fields` are those of its resource method."""

    media: str
    limits: str
    argument: ArgumentCode
    model: str | None
    fields: list[tuple[str, ArgumentCode]]


@dataclass(frozen=True)
class AnswerCode:
    """What a success says: `kind` is that of `Operation.answer`, `unwrap` what the resource method makes of it."""

    kind: str
    type: str
    read: str
    unwrap: str
    unwrapped: str


@dataclass(frozen=True)
class OperationCode:
    """An operation, for `endpoint_module.py.jinja` (its module) and `endpoint_init.py.jinja` (its resource methods)."""

    name: str
    module: str
    title: str
    method: str
    path: str
    scope: str | None
    answer: AnswerCode
    body: BodyCode | None
    parameters: list[str]
    arguments: list[ArgumentCode]
    docstring: str
    short_docstrings: dict[str, str]
    method_arguments: list[ArgumentCode]
    method_docstring: str
    # What a pager calls the number of a page, and whether that is an argument of the operation.
    page: str
    page_is_argument: bool


def operation_code(schemas: Schemas, path: str, method: str, operation: Json) -> OperationCode:
    """One operation, at a path with Python names."""
    parameters: list[Json] = operation["parameters"]
    answer = _answer(schemas, operation)
    page = _page_parameter(parameters) if answer.unwrap == "page" else None
    given = [_parameter_argument(schemas, parameter, is_page=parameter is page) for parameter in parameters]
    body = _body(schemas, operation, given)
    body_arguments = [argument for _, argument in body.fields] if body and body.model else [body.argument] if body else []  # fmt: skip
    method_arguments = _ordered([*given, *body_arguments])
    arguments = _ordered([*given, *([body.argument] if body else [])])
    title = sentence(operation.get("summary") or operation["operationId"])
    scope = _scope(operation)
    return OperationCode(
        name=operation["operationId"],
        module=operation["operationId"],
        title=docstring(f"{title.rstrip('.')}: `{method.upper()} {operation['x-path']}`.", indent=0),
        method=literal(method.upper()),
        path=literal(path),
        scope=None if scope is None else literal(scope),
        answer=answer,
        body=body,
        parameters=[_parameter_code(schemas, parameter) for parameter in parameters],
        arguments=arguments,
        docstring=_docstring(
            operation, method, [*_by_position(arguments), ("client", "Sends it."), *_by_keyword(arguments)], _DETAILED
        ),
        short_docstrings={name: docstring(f"{title.rstrip('.')}{text}", _AS_DETAILED) for name, text in _SHORT.items()},
        method_arguments=method_arguments,
        method_docstring=_docstring(
            operation, method, [(a.name, a.text) for a in method_arguments], _returned(answer), indent=8
        ),
        page=page["name"] if page else "page_" if any(a.name == "page" for a in arguments) else "page",
        page_is_argument=page is not None,
    )


def _ordered(arguments: list[ArgumentCode]) -> list[ArgumentCode]:
    """By position before by keyword, required before optional."""
    return sorted(arguments, key=lambda a: (not a.by_position, " = " in a.declaration))


def _by_position(arguments: list[ArgumentCode]) -> list[tuple[str, str]]:
    return [(a.name, a.text) for a in arguments if a.by_position]


def _by_keyword(arguments: list[ArgumentCode]) -> list[tuple[str, str]]:
    return [(a.name, a.text) for a in arguments if not a.by_position]


# --- what is sent ----------------------------------------------------------------------------------------------------


def _parameter_argument(schemas: Schemas, parameter: Json, *, is_page: bool) -> ArgumentCode:
    """A path parameter by position; others by keyword, None where they are not sent: no query can say null."""
    # A pager counts pages in the numbers that the server gives it, which JSON does not call whole.
    annotation = "float" if is_page else schemas.annotation({**parameter["schema"], "nullable": False}, sent=True)
    if not parameter["required"]:
        annotation = "Any = None" if annotation == "Any" else f"{annotation} | None = None"
    return ArgumentCode(
        parameter["name"],
        f"{parameter['name']}: {annotation}",
        _text(parameter["schema"]),
        by_position=parameter["in"] == "path",
    )


def _parameter_code(schemas: Schemas, parameter: Json) -> str:
    schema = {**parameter["schema"], "nullable": False}
    return (
        f"Parameter({literal(parameter['name'])}, {literal(schema['x-wire'])}, {literal(parameter['in'])}, "
        f"{schemas.limits(schema)}, required={parameter['required']})"
    )


def _page_parameter(parameters: list[Json]) -> Json | None:
    """The parameter that a pager sets: others of that name (required, or not a number) it overrides in the query."""
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
    """The body, its fields as arguments beside those that are `given` already."""
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
            reserved=RESERVED_IN_OPERATIONS - {"body"},
        )
        for field, field_schema in sorted(target["properties"].items(), key=lambda f: f[0] not in target["required"]):
            name = names[False, field]
            code = field_code(schemas, field, field_schema, required=field in target["required"], sent=True)
            declaration = name + code.declaration.removeprefix(field)
            fields.append((field, ArgumentCode(name, declaration, _text(field_schema))))
    annotation = schemas.annotation(schema, sent=True) if is_json else "bytes"
    optional = "" if operation["requestBody"]["required"] else " = UNSET" if annotation == "Any" else " | Unset = UNSET"
    return BodyCode(
        media=literal(media),
        limits=schemas.limits(schema) if is_json else "Limits('bytes')",
        argument=ArgumentCode("body", f"body: {annotation}{optional}", facts(schema) or "What is sent."),
        model=model,
        fields=fields,
    )


def _only_content(holder: Json) -> tuple[str | None, Json]:
    for media, content in holder["content"].items():
        return media, content["schema"]
    return None, {}


# --- what is answered ------------------------------------------------------------------------------------------------


def _answer(schemas: Schemas, operation: Json) -> AnswerCode:
    media, schema = _only_content(next(iter(operation["responses"].values())))
    if media != "application/json":
        kind, kind_of_python = ("none", "None") if media is None else ("text", "str") if media.startswith("text/") else ("bytes", "bytes")  # fmt: skip
        return AnswerCode(kind, kind_of_python, "as_is", "", kind_of_python)
    whole = schemas.annotation(schema, sent=False)
    reader = schemas.reader(schema) or "as_is"
    read = f"nullable_reader({reader})" if schema.get("nullable") is True and reader != "as_is" else reader
    unwrap, inner = _envelope(schemas, schema)
    return AnswerCode("json", whole, read, unwrap, schemas.annotation(inner, sent=False) if unwrap else whole)


def _envelope(schemas: Schemas, answer: Json) -> tuple[str, Json]:
    """How the success model is unwrapped: `data` alone, a page of it, or not at all; and the schema of what is inside."""
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
    """The fields of an object by their names in the spec; nothing if it, or any of them, may be absent or null."""
    model = schemas.target(schema) or {}
    fields: dict[str, Json] = model.get("properties", {})
    if schema.get("nullable") is True or set(model.get("required", [])) != fields.keys():
        return {}
    return {field["x-wire"]: field for field in fields.values()}


# --- what is said of it ----------------------------------------------------------------------------------------------

_DETAILED = ("The answer, with status, headers, request id and rate limit", "what it says is `parsed`.")
_SHORT = {
    "asyncio": ": what the answer says, without its status and headers.",
    "sync_detailed": ", synchronously.",
    "sync": ", synchronously: what the answer says, without its status and headers.",
}
_AS_DETAILED = "Arguments, limits and errors are those of `asyncio_detailed`."


def _docstring(
    operation: Json, method: str, arguments: list[tuple[str, str]], returns: tuple[str, str], *, indent: int = 4
) -> str:
    scope = _scope(operation)
    sections: list[Section] = [
        ("Args", [*arguments, _OPTIONS]),
        ("Returns", [returns]),
        ("Raises", _raises(operation)),
    ]
    return docstring(
        sentence(operation.get("summary") or operation["operationId"]),
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


def _description(operation: Json) -> str:
    text = operation.get("description", "")
    return "" if text == operation.get("summary") else sentence(text)


def _text(schema: Json) -> str:
    return facts(schema) or f"`{schema['x-wire']}` of the API."


def _returned(answer: AnswerCode) -> tuple[str, str]:
    if answer.unwrap == "page":
        return ("A pager", "awaited or asked for `first()` it gives the first page, iterated every item of every page.")
    if answer.unwrap == "data":
        return ("What the answer says", "the `data` of its envelope.")
    if answer.kind == "none":
        return ("Nothing", "the success has no body.")
    return ("What the answer says", "its body as it is documented.")


def _raises(operation: Json) -> list[tuple[str, str]]:
    raised = [
        (ERRORS[status], f"{status}: {sentence(text)}") for status, text in operation["x-errors"] if status in ERRORS
    ]
    if operation["parameters"] or "requestBody" in operation:
        raised.append(("RequestValidationError", "An argument breaks a documented limit; nothing was sent."))
    return raised


def _not_shown(operation: Json) -> str:
    provenance = operation.get("x-provenance")
    missing: Any = cast("Json", provenance).get("not_shown") if isinstance(provenance, dict) else None
    parts = missing if is_array(missing) else []
    return sentence("The spec is partial here; not shown: " + "; ".join(map(str, parts))) if parts else ""
