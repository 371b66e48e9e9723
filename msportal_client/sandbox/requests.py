"""Decode the parameters and the body of a request, and validate them against the spec."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from starlette.requests import Request

from .spec import Operation, Parameter, Schema, flat
from .validation import Violation, violations

__all__ = [
    "BodyTooLargeError",
    "Inputs",
    "UnreadableBodyError",
    "decode_body",
    "is_json",
    "read_bounded",
    "read_inputs",
]

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.IGNORECASE | re.ASCII)
_JSON_TYPE = re.compile(r"application/(?:[\w.+-]+\+)?json\s*(;.*)?", re.IGNORECASE | re.ASCII)
_MAX_DEPTH = 64
_MAX_DIGITS = 308


class UnreadableBodyError(ValueError):
    """The body is not JSON, or not JSON that an API can process."""


class BodyTooLargeError(ValueError):
    """The body is larger than allowed."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """The decoded inputs of a request.

    Attributes:
        path: The path parameters by name, in their own types.
        query: The query parameters likewise, with their defaults.
        body: The body as sent.
    """

    path: dict[str, Any]
    query: dict[str, Any]
    body: Any


async def read_bounded(request: Request, max_size: int) -> bytes:
    """Read the body of a request, but not more than `max_size` bytes.

    Raises:
        BodyTooLargeError: The body is larger.
    """
    raw = bytearray()
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > max_size:
            raise BodyTooLargeError(f"The body is larger than {max_size} bytes")
    return bytes(raw)


def is_json(content_type: str) -> bool:
    """Return whether `content_type` is JSON."""
    return _JSON_TYPE.fullmatch(content_type) is not None


def decode_body(raw: bytes) -> Any:
    """Decode the JSON in `raw`.

    Raises:
        UnreadableBodyError: It is not UTF-8, not JSON, nested deeper than 64 levels, has NaN or numbers beyond the
            range of a double, or has half of a surrogate pair.
    """
    try:
        body = json.loads(
            raw.decode("utf-8-sig"), parse_constant=_no_constant, parse_float=_finite_float, parse_int=_finite_int
        )
    except UnicodeDecodeError:
        raise UnreadableBodyError("is not UTF-8") from None
    except RecursionError:
        raise UnreadableBodyError("is nested too deeply") from None
    except json.JSONDecodeError as error:
        raise UnreadableBodyError(f"is not valid JSON: {error}") from None
    _check_depth_and_text(body)
    return body


def _no_constant(name: str) -> Any:
    raise UnreadableBodyError(f"is not valid JSON: {name} is not a number")


def _finite_float(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise UnreadableBodyError("has a number that is out of range")
    return number


def _finite_int(text: str) -> int:
    if len(text) > _MAX_DIGITS:
        raise UnreadableBodyError("has a number that is out of range")
    return int(text)


def _check_depth_and_text(body: Any) -> None:
    level: list[Any] = [body]
    for _ in range(_MAX_DEPTH):
        if not level:
            return
        level = [inner for value in level for inner in _inside(value)]
    raise UnreadableBodyError("is nested too deeply")


def _inside(value: Any) -> Sequence[Any]:
    if isinstance(value, dict):
        members = cast("dict[str, Any]", value)
        return [*members.keys(), *members.values()]
    if isinstance(value, list):
        return cast("Sequence[Any]", value)
    if isinstance(value, str) and not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            raise UnreadableBodyError("has text that is not Unicode: half of a surrogate pair") from None
    return ()


def read_inputs(
    operation: Operation,
    parameters: Sequence[Parameter],
    sent: Mapping[str, Mapping[str, Sequence[str]]],
    body: Any,
    *,
    skip_body: bool = False,
) -> tuple[Inputs, list[Violation]]:
    """Return the decoded inputs of a request, and every violation of the spec.

    Args:
        operation: The operation that was called.
        parameters: Its parameters.
        sent: The parameters as sent: by location (`path`, `query`, `header`, `cookie`), then by name.
        body: The decoded body.
        skip_body: Whether to validate the parameters only.
    """
    values: dict[str, dict[str, Any]] = {"path": {}, "query": {}, "header": {}, "cookie": {}}
    found: list[Violation] = []
    for parameter in parameters:
        path = f"{parameter.location}.{parameter.name}"
        name = parameter.name.lower() if parameter.location == "header" else parameter.name
        texts = sent[parameter.location].get(name, ())
        members = _members(sent[parameter.location], name) if parameter.deep else {}
        if members:
            value = _read_members(members, flat(parameter.schema))
            values[parameter.location][parameter.name] = value
            found += violations(value, parameter.schema, path)
        elif list(texts) == [""] and parameter.may_be_empty:
            values[parameter.location][parameter.name] = None
        elif texts:
            value = _read(texts, parameter)
            values[parameter.location][parameter.name] = value
            found += _repeated(texts, parameter, path) or violations(value, parameter.schema, path)
        elif parameter.required:
            found.append({"path": path, "message": "is required"})
        elif "default" in flat(parameter.schema):
            values[parameter.location][parameter.name] = flat(parameter.schema)["default"]
    if operation.body is not None and not skip_body:
        found += violations(body, operation.body, "body")
    return Inputs(values["path"], values["query"], body), found


def _repeated(texts: Sequence[str], parameter: Parameter, path: str) -> list[Violation]:
    if len(texts) > 1 and flat(parameter.schema).get("type") != "array":
        return [{"path": path, "message": f"was given {len(texts)} times"}]
    return []


def _members(sent: Mapping[str, Sequence[str]], name: str) -> dict[str, Sequence[str]]:
    """Return the values of the parameters `name[member]`, by member."""
    start = f"{name}["
    return {key[len(start) : -1]: texts for key, texts in sent.items() if key.startswith(start) and key.endswith("]")}


def _read_members(members: Mapping[str, Sequence[str]], wanted: Schema) -> dict[str, Any]:
    documented: Mapping[str, Schema] = wanted["properties"]
    return {name: _typed(texts, flat(documented.get(name, Schema()))) for name, texts in members.items()}


def _read(texts: Sequence[str], parameter: Parameter) -> Any:
    wanted = flat(parameter.schema)
    is_list = wanted.get("type") == "array"
    return _typed(texts[-1].split(",") if is_list and not parameter.explode else texts, wanted)


def _typed(texts: Sequence[str], wanted: Schema) -> Any:
    if wanted.get("type") == "array":
        return [_coerced(text, flat(wanted.get("items", Schema()))) for text in texts]
    return _coerced(texts[-1], wanted)


def _coerced(text: str, wanted: Schema) -> Any:
    """Convert `text` to the type of `wanted`, or return it as it is for the validation to report."""
    if wanted["nullable"] and wanted.get("type") != "string" and text == "null":
        return None
    for kind in _kinds(wanted):
        if kind == "boolean" and text in {"true", "false"}:
            return text == "true"
        if kind in {"number", "integer"} and len(text) <= _MAX_DIGITS and _NUMBER.fullmatch(text):
            number = float(text)
            if math.isfinite(number):
                return int(number) if number.is_integer() else number
    return text


def _kinds(wanted: Schema) -> Iterator[str]:
    if "type" in wanted:
        yield wanted["type"]
    for branch in (*wanted.get("oneOf", ()), *wanted.get("anyOf", ())):
        yield from _kinds(flat(branch))
