"""Decode the parameters and the body of a request, and validate them against the spec."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from .json_text import UnreadableBodyError, decode_body
from .parameters import MISSING, Sent, read_parameter, split_cookies, split_query
from .spec import Parameter, Schema, flat
from .validation import Violation, violations

__all__ = [
    "BodyTooLargeError",
    "Inputs",
    "TooManyParametersError",
    "is_json",
    "raw_path",
    "read_bounded",
    "read_control",
    "read_inputs",
    "sent_texts",
]

_JSON_TYPE = re.compile(r"application/(?:[\w.+-]+\+)?json\s*(;.*)?", re.IGNORECASE | re.ASCII)
_MAX_PARAMETERS = 1000
_MAX_CONTROL_BODY_SIZE = 64 * 1024


class BodyTooLargeError(ValueError):
    """The body is larger than allowed."""


class TooManyParametersError(ValueError):
    """The query has more parameters than allowed."""


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


def raw_path(request: Request) -> str:
    """Return the percent-encoded path as sent."""
    raw: bytes = request.scope.get("raw_path") or request.scope["path"].encode()
    return raw.decode("latin-1")


def sent_texts(request: Request, path: Mapping[str, str]) -> dict[str, Sent]:
    """Return the parameters as sent, by location and name.

    Args:
        request: The request.
        path: Its path parameters.

    Raises:
        TooManyParametersError: The query has more than 1,000.
    """
    try:
        query = split_query(request.scope["query_string"].decode("latin-1"), _MAX_PARAMETERS)
    except ValueError as error:
        raise TooManyParametersError(f"The query {error}") from None
    return {
        "path": {name: [value] for name, value in path.items()},
        "query": query,
        "header": {name: [value] for name, value in request.headers.items()},
        "cookie": split_cookies(request.headers.get("cookie", "")),
    }


async def read_control(request: Request) -> Any:
    """Return the decoded body of a request to a control endpoint.

    Raises:
        BodyTooLargeError: It has more than 64 KiB.
        UnreadableBodyError: It is not JSON.
    """
    if not is_json(request.headers.get("content-type", "")):
        raise UnreadableBodyError("The content type must be application/json")
    return decode_body(await read_bounded(request, _MAX_CONTROL_BODY_SIZE))


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


def read_inputs(
    parameters: Sequence[Parameter], sent: Mapping[str, Sent], body: Any, schema: Schema | None
) -> tuple[Inputs, list[Violation]]:
    """Return the decoded inputs of a request, and every violation of the spec.

    Args:
        parameters: The parameters of the operation.
        sent: The parameters as sent, percent-encoded: by location (`path`, `query`, `header`, `cookie`), then by name.
        body: The decoded body.
        schema: The schema that the body is validated against; None validates the parameters only.
    """
    values: dict[str, dict[str, Any]] = {"path": {}, "query": {}, "header": {}, "cookie": {}}
    found: list[Violation] = []
    names = {location: frozenset(p.name for p in parameters if p.location == location) for location in values}
    for parameter in parameters:
        location, path = parameter.location, f"{parameter.location}.{parameter.name}"
        try:
            value = read_parameter(parameter, sent[location], names[location])
        except UnreadableBodyError as error:
            found.append({"path": path, "message": str(error)})
            continue
        if value is not MISSING:
            values[location][parameter.name] = value
            if value is not None or not parameter.may_be_empty:
                found += _repeated(parameter, value, sent[location]) or violations(value, parameter.schema, path)
        elif parameter.required:
            found.append({"path": path, "message": "is required"})
        elif "default" in flat(parameter.schema):
            values[location][parameter.name] = flat(parameter.schema)["default"]
    if schema is not None:
        found += violations(body, schema, "body")
    return Inputs(values["path"], values["query"], body), found


def _repeated(parameter: Parameter, value: Any, sent: Sent) -> list[Violation]:
    name = parameter.name.lower() if parameter.location == "header" else parameter.name
    count = len(sent.get(name, ()))
    if count > 1 and not isinstance(value, (list, dict)):
        return [{"path": f"{parameter.location}.{parameter.name}", "message": f"was given {count} times"}]
    return []
