"""What the parts of an OpenAPI document that the generator reads must look like, as tables."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, cast

from .document import METHODS, Json, Problem, is_array, pointer

Check = Callable[[Any, str], Iterator[Problem]]

TYPES = ("string", "number", "integer", "boolean", "array", "object", "null")


def shape_problems(document: Json) -> Iterator[Problem]:
    """Every place of the document where something else stands than OpenAPI says."""
    return _members(_DOCUMENT)(document, "")


def _a(kind: type | tuple[type, ...], words: str) -> Check:
    def check(value: Any, at: str) -> Iterator[Problem]:
        # A JSON boolean is no number, although a Python one is.
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            yield Problem(at, f"not {words}")

    return check


def _count(value: Any, at: str) -> Iterator[Problem]:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value < 0 or value % 1:
        yield Problem(at, "not a whole number of 0 or more")


def _one_of(*values: str) -> Check:
    def check(value: Any, at: str) -> Iterator[Problem]:
        if value not in values:
            yield Problem(at, f"not one of {', '.join(values)}")

    return check


def _array(check_item: Check) -> Check:
    def check(value: Any, at: str) -> Iterator[Problem]:
        if not is_array(value):
            yield Problem(at, "not an array")
            return
        for index, item in enumerate(value):
            yield from check_item(item, at + pointer(index))

    return check


def _mapping(check_value: Check, *, extensible: bool = False) -> Check:
    """An object whose keys are names; where it is `extensible`, those that begin with `x-` are none."""

    def check(value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield Problem(at, "not an object")
            return
        for name, item in cast("Json", value).items():
            if not (extensible and name.startswith("x-")):
                yield from check_value(item, at + pointer(name))

    return check


def _members(checks: Mapping[str, Check], *, needed: tuple[str, ...] = ()) -> Check:
    """An object with the members of a table; those that the table does not know are not looked at."""

    def check(value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield Problem(at, "not an object")
            return
        given = cast("Json", value)
        yield from (Problem(at, f"has no {name}") for name in needed if name not in given)
        for name, check_member in checks.items():
            if name in given:
                yield from check_member(given[name], at + pointer(name))

    return check


def _or_reference(check_itself: Check, home: str, words: str) -> Check:
    """Either the thing, or a reference to where such things are kept: whatever it leads to is checked there."""

    def check(value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, dict) or "$ref" not in value:
            yield from check_itself(value, at)
        elif not isinstance(value["$ref"], str):
            yield Problem(at + "/$ref", "not a string")
        elif value["$ref"].startswith("#/") and not re.fullmatch(home, value["$ref"]):
            yield Problem(at, f"$ref to {value['$ref']!r} does not lead to {words}")

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
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        yield Problem(at, "not a number")


def _schema(value: Any, at: str) -> Iterator[Problem]:
    """A schema is made of schemas."""
    yield from _schema_or_reference(value, at)
    if isinstance(value, dict) and "$ref" in value:  # what OpenAPI 3.1 lets stand beside the reference
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
    "items": _schema,
    "additionalProperties": _schema,
    "allOf": _array(_schema),
    "oneOf": _array(_schema),
    "anyOf": _array(_schema),
    "minLength": _count,
    "maxLength": _count,
    "minItems": _count,
    "maxItems": _count,
    "minimum": _bound,
    "maximum": _bound,
    "exclusiveMinimum": _or_boolean(_bound),
    "exclusiveMaximum": _or_boolean(_bound),
}
_schema_or_reference = _or_boolean(_or_reference(_members(_SCHEMA), r"#/components/schemas/[^/]+", "a schema"))

_content = _mapping(_members({"schema": _schema}))
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
        },
        needed=("name", "in"),
    ),
    r"#/components/parameters/[^/]+",
    "a parameter",
)
_request_body = _or_reference(
    _members({"required": _flag, "content": _content}), r"#/components/requestBodies/[^/]+", "a request body"
)
_response = _or_reference(
    _members({"description": _text, "content": _content}), r"#/components/responses/[^/]+", "a response"
)
_operation = _members({
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
    _members({"parameters": _array(_parameter), **dict.fromkeys(METHODS, _operation)}),
    r"#/(components/pathItems|paths)/[^/]+",
    "a path item",
)
_DOCUMENT: dict[str, Check] = {
    "info": _members({}),
    "paths": _mapping(_path_item, extensible=True),
    "tags": _array(_members({"name": _text, "description": _text}, needed=("name",))),
    "components": _members({
        "schemas": _mapping(_schema),
        "parameters": _mapping(_parameter),
        "requestBodies": _mapping(_request_body),
        "responses": _mapping(_response),
        "pathItems": _mapping(_path_item),
    }),
}  # fmt: skip
