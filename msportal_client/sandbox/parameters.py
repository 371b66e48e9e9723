"""Read the parameters of a request by their styles ("Style Values" of OpenAPI 3.1.1)."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import unquote, unquote_plus

from .json_text import MAX_DIGITS, decode_body
from .spec import Parameter, Schema, flat

__all__ = ["MISSING", "Sent", "read_form", "read_parameter", "split_cookies", "split_query"]

# The parameters as sent, percent-encoded: the texts by name.
Sent = Mapping[str, Sequence[str]]

# The value of a parameter that was not sent.
MISSING = object()

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.IGNORECASE | re.ASCII)
_SEPARATORS = {"spaceDelimited": re.compile(r"%20|\+| "), "pipeDelimited": re.compile(r"%7c|\|", re.IGNORECASE)}
_COMMA, _DOT, _SEMICOLON = re.compile(","), re.compile(r"\."), re.compile(";")


def split_query(text: str, most: int) -> dict[str, list[str]]:
    """Return the texts of a query or of an urlencoded form by name. Names are decoded, texts are not.

    Raises:
        ValueError: There are more than `most` of them.
    """
    found: dict[str, list[str]] = {}
    pairs = [pair for pair in text.split("&") if pair]
    if len(pairs) > most:
        raise ValueError(f"has more than {most} parameters")
    for pair in pairs:
        name, _, value = pair.partition("=")
        found.setdefault(unquote_plus(name, errors="replace").removesuffix("[]"), []).append(value)
    return found


def split_cookies(header: str) -> dict[str, list[str]]:
    """Return the texts of a `Cookie` header by name, not decoded."""
    found: dict[str, list[str]] = {}
    for pair in header.split(";"):
        name, separator, value = pair.strip().partition("=")
        if separator:
            found.setdefault(name, []).append(value)
    return found


def read_parameter(parameter: Parameter, sent: Sent, others: frozenset[str] = frozenset()) -> Any:
    """Return the value of a parameter in the types of its schema, or MISSING. A text that does not fit stays a text.

    Args:
        parameter: The parameter.
        sent: What was sent in its location.
        others: The names of the other parameters there, which are no members of an exploded object.

    Raises:
        UnreadableBodyError: It should be JSON, and is none.
    """
    name = parameter.name.lower() if parameter.location == "header" else parameter.name.removesuffix("[]")
    wanted = flat(parameter.schema)
    if parameter.style == "deepObject" and (found := _deep_members(sent, name)):
        return _nested(found, wanted, _unquote_plus)
    texts = sent.get(name, ())
    if texts:
        return _read(parameter, texts, wanted)
    if parameter.style == "form" and parameter.explode and "object" in _kinds(wanted):
        known = wanted["properties"]
        members = {k: v for k, v in sent.items() if (k in known if known else k not in others and "[" not in k)}
        return _members(members, wanted, _unquote_plus) if members else MISSING
    return MISSING


def _read(parameter: Parameter, texts: Sequence[str], wanted: Schema) -> Any:
    decode = str if parameter.location == "header" else _unquote_plus if parameter.location == "query" else _unquote
    if parameter.style == "json":
        return decode_body(decode(texts[-1]).encode())
    if list(texts) == [""] and parameter.may_be_empty:
        return None
    parts = _parts(parameter, texts)
    by_members = parameter.style == "deepObject" or (parameter.style == "form" and parameter.explode)
    if wanted.get("type") == "object" and not by_members:
        return _members(_pairs(parameter, parts), wanted, decode)
    if wanted.get("type") == "array" or ("array" in _kinds(wanted) and len(parts) > 1):
        items = _items_schema(wanted)
        return [_coerced(decode(part), items) for part in parts]
    mark = {"label": ".", "matrix": f";{parameter.name}="}.get(parameter.style, "")
    return _coerced(decode(texts[-1].removeprefix(mark)), wanted)


def read_form(fields: Sent, schema: Schema, styles: Mapping[str, Parameter], *, encoded: bool = True) -> dict[str, Any]:
    """Return the fields of a form in the types of their schemas.

    Args:
        fields: The fields as sent.
        schema: The schema of the body.
        styles: The documented fields that are not sent in the usual style.
        encoded: Whether the texts are percent-encoded.
    """
    location = "query" if encoded else "header"
    documented: Mapping[str, Schema] = flat(schema)["properties"]
    made: dict[str, Any] = {}
    used: set[str] = set()
    for name, field in documented.items():
        style = "json" if flat(field).get("type") == "object" else "form"
        parameter = styles.get(name) or Parameter(name, location, required=False, schema=field, style=style)
        value = read_parameter(parameter, fields, frozenset(documented))
        used |= {key for key in fields if key == name or key.startswith(f"{name}[")}
        if value is not MISSING:
            made[name] = value
    return {**{key: unquote_plus(texts[-1]) for key, texts in fields.items() if key not in used}, **made}


def _unquote_plus(text: str) -> str:
    return unquote_plus(text, errors="replace")


def _unquote(text: str) -> str:
    return unquote(text, errors="replace")


def _parts(parameter: Parameter, texts: Sequence[str]) -> list[str]:
    """Return the items of a list, or the members of an object, as sent; one part for a plain value."""
    style, text = parameter.style, texts[-1]
    if style == "matrix":
        text = text.removeprefix(";")
        if not parameter.explode:
            return _COMMA.split(text.removeprefix(f"{parameter.name}="))
        return [part.removeprefix(f"{parameter.name}=") for part in _SEMICOLON.split(text)]
    if style == "label":
        return (_DOT if parameter.explode else _COMMA).split(text.removeprefix("."))
    if style == "simple":
        return [part.strip() for part in _COMMA.split(text)] if parameter.location == "header" else _COMMA.split(text)
    if parameter.explode or style == "deepObject":
        return list(texts)
    return _SEPARATORS.get(style, _COMMA).split(text) if text else []  # an empty list, as OpenAPI writes one


def _pairs(parameter: Parameter, parts: Sequence[str]) -> dict[str, Sequence[str]]:
    """Return the members of an object from `name=value` parts, or from names and values by turns."""
    if parameter.explode:
        split = [part.partition("=") for part in parts]
        return {unquote(name): [value] for name, _, value in split}
    return {unquote(name): [value] for name, value in zip(parts[::2], parts[1::2], strict=False)}


def _deep_members(sent: Sent, name: str) -> dict[tuple[str, ...], Sequence[str]]:
    """Return the texts of the parameters `name[member]` and `name[member][inner]`, by the way to the member."""
    start = f"{name}["
    found = {key: texts for key, texts in sent.items() if key.startswith(start) and key.endswith("]")}
    return {tuple(key[len(start) : -1].split("][")): texts for key, texts in found.items()}


def _nested(members: Mapping[tuple[str, ...], Sequence[str]], wanted: Schema, decode: Callable[[str], str]) -> Any:
    made: dict[str, Any] = {}
    documented: Mapping[str, Schema] = wanted["properties"]
    for name in dict.fromkeys(way[0] for way in members):
        schema = flat(documented.get(name) or _values_schema(wanted))
        inner = {way[1:]: texts for way, texts in members.items() if way[0] == name}
        texts = inner.pop((), None)
        made[name] = _nested(inner, schema, decode) if inner else _typed(texts or [""], schema, decode)
    return made


def _members(members: Sent, wanted: Schema, decode: Callable[[str], str]) -> dict[str, Any]:
    documented: Mapping[str, Schema] = wanted["properties"]
    return {
        name: _typed(texts, flat(documented.get(name) or _values_schema(wanted)), decode)
        for name, texts in members.items()
    }


def _values_schema(wanted: Schema) -> Schema:
    values = wanted.get("additionalProperties")
    return values if isinstance(values, Schema) else Schema()


def _items_schema(wanted: Schema) -> Schema:
    for branch in (wanted, *map(flat, (*wanted.get("oneOf", ()), *wanted.get("anyOf", ())))):
        if branch.get("type") == "array":
            return flat(branch.get("items") or Schema())
    return flat(Schema())


def _typed(texts: Sequence[str], wanted: Schema, decode: Callable[[str], str]) -> Any:
    if wanted.get("type") == "array" or ("array" in _kinds(wanted) and len(texts) > 1):
        items = _items_schema(wanted)
        return [_coerced(decode(text), items) for text in texts]
    return _coerced(decode(texts[-1]), wanted)


def _coerced(text: str, wanted: Schema) -> Any:
    """Convert `text` to the type of `wanted`, or return it as it is for the validation to report."""
    if wanted["nullable"] and wanted.get("type") != "string" and text == "null":
        return None
    for kind in _kinds(wanted):
        if kind == "boolean" and text in {"true", "false"}:
            return text == "true"
        if kind in {"number", "integer"} and len(text) <= MAX_DIGITS and _NUMBER.fullmatch(text):
            number = float(text)
            if math.isfinite(number):
                return int(number) if number.is_integer() else number
    return text


def _kinds(wanted: Schema) -> Iterator[str]:
    if "type" in wanted:
        yield wanted["type"]
    for branch in (*wanted.get("oneOf", ()), *wanted.get("anyOf", ())):
        yield from _kinds(flat(branch))
