"""The shapes of the parts of an OpenAPI document that the generator reads, as tables."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any, cast

from .document import METHODS, Json, Problem, is_array, pointer
from .references import PARAMETER, PATH_ITEM, REQUEST_BODY, RESPONSE, SCHEMA, leads_to

Check = Callable[[Any, str], Iterator[Problem]]

TYPES = ("string", "number", "integer", "boolean", "array", "object", "null")


def shape_problems(document: Json) -> Iterator[Problem]:
    """Yield every place where the document has another shape than OpenAPI defines."""
    return _members(_DOCUMENT)(document, "")


def _a(kind: type | tuple[type, ...], words: str) -> Check:
    def check(value: Any, at: str) -> Iterator[Problem]:
        # In Python a bool is an int; in JSON it is not a number.
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            yield Problem(at, f"must be {words}")

    return check


def _count(value: Any, at: str) -> Iterator[Problem]:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value < 0 or value % 1:
        yield Problem(at, "must be a whole number of 0 or more")


def _one_of(*values: str) -> Check:
    def check(value: Any, at: str) -> Iterator[Problem]:
        if value not in values:
            yield Problem(at, f"must be one of {', '.join(values)}")

    return check


def _array(check_item: Check) -> Check:
    def check(value: Any, at: str) -> Iterator[Problem]:
        if not is_array(value):
            yield Problem(at, "must be an array")
            return
        for index, item in enumerate(value):
            yield from check_item(item, at + pointer(index))

    return check


def _mapping(check_value: Check, *, extensible: bool = False) -> Check:
    """Check an object with arbitrary keys; if it is `extensible`, skip those that begin with `x-`."""

    def check(value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield Problem(at, "must be an object")
            return
        for name, item in cast("Json", value).items():
            if not (extensible and name.startswith("x-")):
                yield from check_value(item, at + pointer(name))

    return check


def _members(checks: Mapping[str, Check], *, needed: tuple[str, ...] = ()) -> Check:
    """Check the members of an object that are in the table, and that the `needed` ones are there."""

    def check(value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield Problem(at, "must be an object")
            return
        given = cast("Json", value)
        yield from (Problem(at, f"needs a member {name!r}") for name in needed if name not in given)
        for name, check_member in checks.items():
            if name in given:
                yield from check_member(given[name], at + pointer(name))

    return check


def _or_reference(check_itself: Check, target: str, words: str) -> Check:
    """Check a value, or that a reference points at a place for such values; its target is checked there."""

    def check(value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, dict) or "$ref" not in value:
            yield from check_itself(value, at)
        elif not isinstance(value["$ref"], str):
            yield Problem(at + "/$ref", "must be a string")
        elif value["$ref"].startswith("#/") and not leads_to(value["$ref"], target):
            yield Problem(at, f"$ref to {value['$ref']!r} does not lead to {words}: refer to one in components")

    return check


def _or_boolean(check_itself: Check) -> Check:
    def check(value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, bool):
            yield from check_itself(value, at)

    return check


def _type(value: Any, at: str) -> Iterator[Problem]:
    check = _one_of(*TYPES)
    yield from _array(check)(value, at) if is_array(value) else check(value, at)


def _bound(value: Any, at: str) -> Iterator[Problem]:
    # An integer is finite, and may be too large for math.isfinite().
    finite = isinstance(value, int) or (isinstance(value, float) and math.isfinite(value))
    if isinstance(value, bool) or not finite:
        yield Problem(at, "must be a number")


def _factor(value: Any, at: str) -> Iterator[Problem]:
    problems = list(_bound(value, at))
    yield from problems or ([] if value > 0 else [Problem(at, "must be more than 0")])


def _schema(value: Any, at: str) -> Iterator[Problem]:
    """Check a schema and the schemas in it."""
    yield from _schema_or_reference(value, at)
    if isinstance(value, dict) and "$ref" in value:  # OpenAPI 3.1 allows keywords beside the reference
        yield from _members(_SCHEMA)(value, at)


_text, _flag = _a(str, "a string"), _a(bool, "true or false")

_SCHEMA: dict[str, Check] = {
    "type": _type,
    "format": _text,
    "description": _text,
    "nullable": _flag,
    "enum": _a(list, "an array"),
    "required": _array(_text),
    "properties": _mapping(_schema),
    "$defs": _mapping(_schema),
    "definitions": _mapping(_schema),
    "items": _schema,
    "additionalProperties": _schema,
    "allOf": _array(_schema),
    "oneOf": _array(_schema),
    "anyOf": _array(_schema),
    "minLength": _count,
    "maxLength": _count,
    "minItems": _count,
    "maxItems": _count,
    "minProperties": _count,
    "maxProperties": _count,
    "uniqueItems": _flag,
    "pattern": _text,
    "multipleOf": _factor,
    "minimum": _bound,
    "maximum": _bound,
    "exclusiveMinimum": _or_boolean(_bound),
    "exclusiveMaximum": _or_boolean(_bound),
}
_schema_or_reference = _or_boolean(_or_reference(_members(_SCHEMA), SCHEMA, "a schema"))

_encoding = _members({"contentType": _text, "style": _text, "explode": _flag, "allowReserved": _flag})
_content = _mapping(_members({"schema": _schema, "itemSchema": _schema, "encoding": _mapping(_encoding)}))
_parameter = _or_reference(
    _members(
        {
            "name": _text,
            "in": _one_of("path", "query", "header", "cookie"),
            "description": _text,
            "required": _flag,
            "schema": _schema,
            "content": _content,
            "style": _text,
            "explode": _flag,
            "allowReserved": _flag,
        },
        needed=("name", "in"),
    ),
    PARAMETER,
    "a parameter",
)
_request_body = _or_reference(_members({"required": _flag, "content": _content}), REQUEST_BODY, "a request body")
_response = _or_reference(_members({"description": _text, "content": _content}), RESPONSE, "a response")
_servers = _array(_members({"url": _text, "variables": _mapping(_members({}))}, needed=("url",)))
_operation = _members({
    "servers": _servers,
    "security": _array(_mapping(_array(_text))),
    "tags": _array(_text),
    "summary": _text,
    "description": _text,
    "operationId": _text,
    "deprecated": _flag,
    "parameters": _array(_parameter),
    "requestBody": _request_body,
    "responses": _mapping(_response, extensible=True),
})  # fmt: skip
_path_item = _or_reference(
    _members({"servers": _servers, "parameters": _array(_parameter), **dict.fromkeys(METHODS, _operation)}),
    PATH_ITEM,
    "a path item",
)
_DOCUMENT: dict[str, Check] = {
    "info": _members({}),
    "servers": _servers,
    "security": _array(_mapping(_array(_text))),
    "paths": _mapping(_path_item, extensible=True),
    "$defs": _mapping(_schema),
    "definitions": _mapping(_schema),
    "tags": _array(_members({"name": _text, "description": _text}, needed=("name",))),
    "components": _members({
        "schemas": _mapping(_schema),
        "parameters": _mapping(_parameter),
        "requestBodies": _mapping(_request_body),
        "responses": _mapping(_response),
        "pathItems": _mapping(_path_item),
    }),
}  # fmt: skip
