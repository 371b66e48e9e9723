"""The styles in which parameters and the fields of forms are written ("Style Values" of OpenAPI 3.1.1). No I/O.

Where a separator is percent-encoded or a value cannot be, a value that holds the separator would be read as two: such a
value is refused.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, Literal, NamedTuple, cast
from urllib.parse import quote

from ..types import UNSET
from .writing import is_sequence, write_json, write_text

__all__ = ["FORM", "SIMPLE", "WRITE_ERRORS", "ParameterStyle", "StyleError", "cookie_pairs", "header_text", "path_text", "query_pairs"]  # fmt: skip

# What writing a value may raise.
WRITE_ERRORS = (ValueError, TypeError, AttributeError, OverflowError, RecursionError)

# The separators of lists and objects that are not exploded, as they stand in a query.
_SEPARATORS = {"spaceDelimited": "%20", "pipeDelimited": "%7C"}
_DECODED = {"%20": " ", "%7C": "|"}
# What stands before the values of a path parameter, and between exploded ones.
_PATH_MARKS = {"simple": ("", ","), "label": (".", "."), "matrix": (";", ";")}
# Reserved characters that mean nothing in a query.
_RESERVED = ":/?@!$'()*;"
# The characters of a cookie value but the percent sign (RFC 6265, section 4.1.1).
_COOKIE = "!#$&'()*+-./:<=>?@[]^_`{|}~"

_encode = partial(quote, safe="")


class ParameterStyle(NamedTuple):
    """A style.

    Attributes:
        name: The name in OpenAPI; `json` for a parameter whose `content` is JSON.
        explode: Whether each item of a list and each member of an object stands by itself.
        allow_reserved: Whether reserved characters in a query stay as they are, where they mean nothing there.
    """

    name: Literal["form", "simple", "label", "matrix", "spaceDelimited", "pipeDelimited", "deepObject", "json"]
    explode: bool = False
    allow_reserved: bool = False


# The styles of parameters that name none: in queries and cookies, and in paths and headers.
FORM = ParameterStyle("form", explode=True)
SIMPLE = ParameterStyle("simple")


class StyleError(ValueError):
    """A value that cannot be written in the style of its parameter.

    Attributes:
        place: The place in the value: `[2]`, `.status`; empty for the whole.
    """

    def __init__(self, place: str, message: str) -> None:
        super().__init__(message)
        self.place = place


def query_pairs(name: str, value: Any, style: ParameterStyle) -> list[str]:
    """Return the `name=value` texts of a query or of an urlencoded form, percent-encoded; none for an empty list.

    Raises:
        StyleError: The value cannot be written so.
    """
    if style.name == "json":
        return [f"{_encode(name)}={_encode(_json(value, ascii_only=False))}"]
    encode = cast("Callable[[str], str]", partial(quote, safe=_RESERVED) if style.allow_reserved else _encode)
    deep = style.name == "deepObject"
    if deep and (fields := _fields(value)) is not None:
        return [f"{_encode(key)}={encode(text)}" for key, text in _deep(name, fields, "")]
    texts = _texts(value, repeated=style.explode)
    if isinstance(texts, str):
        return [f"{_encode(name)}={encode(texts)}"]
    if style.explode or deep:
        return [_exploded(name, each, encode) for each in texts]
    if not texts:
        return []
    return [f"{_encode(name)}={_joined(texts, _SEPARATORS.get(style.name, ','), encode)}"]


def path_text(name: str, value: Any, style: ParameterStyle) -> str:
    """Return the text of a path parameter, percent-encoded.

    Raises:
        StyleError: The value cannot be written so.
    """
    if style.name == "json":
        return _encode(_json(value, ascii_only=False))
    first, separator = _PATH_MARKS[style.name]
    named = f"{_encode(name)}=" if style.name == "matrix" else ""
    texts = _texts(value)
    if isinstance(texts, str):
        return f"{first}{named if texts else named.removesuffix('=')}{_encode(texts)}"
    if not texts:
        return ""
    if not style.explode:
        return f"{first}{named}{_joined(texts, ',', _encode)}"
    if isinstance(texts[0], tuple):
        return first + _joined(texts, separator, _encode, between="=")
    return first + named + _joined(texts, f"{separator}{named}", _encode)


def header_text(value: Any, style: ParameterStyle) -> str | None:
    """Return the text of a header; None for an empty list, which is not sent.

    Raises:
        StyleError: The value cannot be written so.
    """
    if style.name == "json":
        return _json(value, ascii_only=True)
    texts = _texts(value)
    if isinstance(texts, str):
        return texts
    return _joined(texts, ",", _trimmed, between="=" if style.explode else ",") if texts else None


def cookie_pairs(name: str, value: Any, style: ParameterStyle) -> list[str]:
    """Return the `name=value` texts of a `Cookie` header. Only what cookies cannot hold is percent-encoded.

    Raises:
        StyleError: The value cannot be written so.
    """
    encode = cast("Callable[[str], str]", partial(quote, safe=_COOKIE))
    if style.name == "json":
        return [f"{name}={encode(_json(value, ascii_only=False))}"]
    texts = _texts(value)
    if isinstance(texts, str):
        return [f"{name}={encode(texts)}"]
    if style.explode:
        return [_exploded(name, each, encode) for each in texts]
    return [f"{name}={_joined(texts, ',', encode)}"] if texts else []


def _exploded(name: str, item: str | tuple[str, str], encode: Callable[[str], str]) -> str:
    if isinstance(item, str):
        return f"{_encode(name)}={encode(item)}"
    return f"{_encode(item[0])}={encode(item[1])}"


def _joined(
    texts: list[str] | list[tuple[str, str]], separator: str, encode: Callable[[str], str], *, between: str = ""
) -> str:
    """Join the items of a list, or the names and values of an object with `between`, by default the separator."""
    between = between or separator
    pieces: list[str] = []
    for index, each in enumerate(texts):
        if isinstance(each, str):
            pieces.append(_encoded(f"[{index}]", each, encode, separator))
        else:
            name, text = each
            place = f".{name}"
            pieces.append(
                _encoded(place, name, encode, separator, between) + between + _encoded(place, text, encode, separator)
            )
    return separator.join(pieces)


def _encoded(place: str, text: str, encode: Callable[[str], str], *separators: str) -> str:
    encoded = encode(text)
    for separator in separators:
        if separator in encoded:
            mark = _DECODED.get(separator, separator)
            raise StyleError(place, f"must not have {mark!r} in it, which separates the values")
    return encoded


def _trimmed(text: str) -> str:
    if text != text.strip():
        raise StyleError("", "an item of a list in a header must not begin or end with a space")
    return text


def _texts(value: Any, *, repeated: bool = False) -> str | list[str] | list[tuple[str, str]]:
    """Return a plain value as a text, a list as texts, and an object as names with texts.

    Args:
        value: The value. None in a list or an object is left out: a URL cannot express null.
        repeated: Whether a member of an object may be a list, whose name is repeated then.
    """
    if isinstance(value, str):
        return _text(value, "")
    fields = _fields(value)
    if fields is not None:
        pairs: list[tuple[str, str]] = []
        for name, member in fields.items():
            items = _items(member) if repeated else None
            members = [member] if items is None else items
            pairs += [(name, _text(each, f".{name}")) for each in members if each is not None and each is not UNSET]
        return pairs
    items = _items(value)
    if items is None:
        return _text(value, "")
    return [_text(item, f"[{index}]") for index, item in enumerate(items)]


def _fields(value: Any) -> Mapping[str, Any] | None:
    """Return the members of a model or a mapping by their names in the spec; None for any other value."""
    to_dict = getattr(value, "to_dict", None)
    if to_dict is not None:
        return cast("Mapping[str, Any]", to_dict())
    if isinstance(value, Mapping):
        return {write_text(name): member for name, member in cast("Mapping[object, Any]", value).items()}
    return None


def _items(value: Any) -> list[Any] | None:
    """Return the items of a sequence or a set, without None; None for any other value."""
    if is_sequence(value):
        return [item for item in value if item is not None]
    if isinstance(value, (set, frozenset)):
        return sorted(cast("set[Any]", value), key=repr)
    return None


def _deep(name: str, fields: Mapping[str, Any], place: str) -> Iterator[tuple[str, str]]:
    """Yield `name[member]` with the text of the member: again for each item of a list, and deeper for an object."""
    for key, member in fields.items():
        path, at = f"{name}[{key}]", f"{place}.{key}"
        inner = _fields(member)
        if inner is not None:
            yield from _deep(path, inner, at)
            continue
        items = _items(member)
        if items is None:
            items = [] if member is None or member is UNSET else [member]
        for item in items:
            yield path, _text(item, at)


def _text(value: Any, place: str) -> str:
    try:
        text = write_text(value)
        if not text.isascii():
            text.encode()  # Half of a surrogate pair cannot be sent.
    except WRITE_ERRORS as error:
        raise StyleError(place, str(error)) from error
    return text


def _json(value: Any, *, ascii_only: bool) -> str:
    text = json.dumps(write_json(value), ensure_ascii=ascii_only, separators=(",", ":"), allow_nan=False)
    if not ascii_only:
        text.encode()
    return text
