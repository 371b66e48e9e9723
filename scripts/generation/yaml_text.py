"""Documents in YAML, read as JSON: YAML 1.2's core schema (https://yaml.org/spec/1.2.2/#103-core-schema).

PyYAML reads YAML 1.1, where `no` is false, `1:30` is 90 and `2020-01-01` is a date. Here they are texts. Keys are texts as
they are written, such as the status `200`. Aliases are copied in, within a bound.
"""

from __future__ import annotations

import copy
import math
import re
from collections.abc import Iterator
from typing import Any

import yaml
from yaml import events

# The values that aliases may add to a document: a small one could fill the memory otherwise.
MOST_COPIED = 200_000
# The levels of lists and mappings in each other.
_DEEPEST = 400

_NULL = re.compile(r"null|Null|NULL|~|")
_BOOLEAN = re.compile(r"true|True|TRUE|false|False|FALSE")
_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_TAG = "tag:yaml.org,2002:"
_TEXTS = {f"{_TAG}str", "!"}
_OTHERS = {f"{_TAG}{name}" for name in ("null", "bool", "int", "float")}
# libyaml's parser, where PyYAML was built with it, takes a tenth of the time.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(content: bytes) -> Any:
    """Return the value in a YAML document.

    Raises:
        ValueError: It is not YAML, has a key twice, aliases that would fill the memory, or a value that JSON does not have.
    """
    try:
        return _Reader(yaml.parse(content, Loader=_LOADER)).document()
    except yaml.YAMLError as error:
        raise ValueError(" ".join(str(error).split())) from error


class _Reader:
    """Reads the values from the events of a parser."""

    def __init__(self, found: Iterator[Any]) -> None:
        self._events = found
        self._anchors: dict[str, Any] = {}
        self._copied = 0
        self._depth = 0

    def document(self) -> Any:
        """Return the value of the only document; None for none.

        Raises:
            ValueError: It has no value, or there are more documents.
        """
        next(self._events)  # the beginning of the stream
        if isinstance(next(self._events), events.StreamEndEvent):
            return None
        value = self._value(next(self._events))
        next(self._events)  # the end of the document
        if not isinstance(event := next(self._events), events.StreamEndEvent):
            raise _error(event, "there is more than one document")
        return value

    def _value(self, event: Any) -> Any:
        value: Any
        match event:
            case events.AliasEvent():
                return self._alias(event)
            case events.ScalarEvent():
                value = _scalar(event)
            case events.SequenceStartEvent(tag=(None | "!" | "tag:yaml.org,2002:seq")):
                value = [self._value(item) for item in self._items(event, events.SequenceEndEvent)]
            case events.MappingStartEvent(tag=(None | "!" | "tag:yaml.org,2002:map")):
                value = self._mapping(event)
            case _:
                raise _error(event, f"the tag {event.tag} is not JSON's")
        if event.anchor is not None:
            self._anchors[event.anchor] = value
        return value

    def _items(self, start: Any, end: type[Any]) -> Iterator[Any]:
        """Yield the events of the items of a list or mapping."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _error(start, f"nested more than {_DEEPEST} levels deep")
        while not isinstance(event := next(self._events), end):
            yield event
        self._depth -= 1

    def _alias(self, event: Any) -> Any:
        if event.anchor not in self._anchors:
            raise _error(event, f"*{event.anchor} stands for nothing, or for what it stands in")
        value = self._anchors[event.anchor]
        self._copied += _count(value)
        if self._copied > MOST_COPIED:
            raise _error(event, f"aliases copy more than {MOST_COPIED} values")
        return copy.deepcopy(value)

    def _mapping(self, start: Any) -> dict[str, Any]:
        made: dict[str, Any] = {}
        merged: dict[str, Any] = {}
        for key in self._items(start, events.MappingEndEvent):
            if not isinstance(key, events.ScalarEvent):
                raise _error(key, "a key must be a text")
            if key.value in made:
                raise _error(key, f"an object has {key.value!r} twice")
            value = self._value(next(self._events))
            if key.value == "<<" and key.implicit[0]:
                merged |= _merged(key, value)
            else:
                made[key.value] = value
        return {**merged, **made}


def _merged(key: Any, value: Any) -> dict[str, Any]:
    """Return the members that the merge key `<<` adds; the first of several mappings takes precedence."""
    found: dict[str, Any] = {}
    for source in value if isinstance(value, list) else [value]:  # pyright: ignore[reportUnknownVariableType]
        if not isinstance(source, dict):
            raise _error(key, "<< needs a mapping")
        found = {**source, **found}
    return found


def _count(value: Any) -> int:
    """Return the number of values in a value, itself included; it is not deep."""
    if isinstance(value, dict):
        return 1 + sum(map(_count, value.values()))  # pyright: ignore[reportUnknownArgumentType]
    return 1 + sum(map(_count, value)) if isinstance(value, list) else 1  # pyright: ignore[reportUnknownArgumentType]


def _scalar(event: Any) -> Any:
    text: str = event.value
    if event.tag in _TEXTS or (event.tag is None and not event.implicit[0]):
        return text
    if event.tag is not None and event.tag not in _OTHERS:
        raise _error(event, f"the tag {event.tag} is not JSON's")
    if _NULL.fullmatch(text):
        return None
    if _BOOLEAN.fullmatch(text):
        return text.lower() == "true"
    if _INTEGER.fullmatch(text):
        return int(text, {"0o": 8, "0x": 16}.get(text[:2], 10))
    if _FLOAT.fullmatch(text) and math.isfinite(float(text)):
        return float(text)
    if event.tag is not None or _NOT_FINITE.fullmatch(text) or _FLOAT.fullmatch(text):
        raise _error(event, f"{text} is not a JSON value")
    return text


def _error(event: Any, message: str) -> ValueError:
    mark = event.start_mark
    return ValueError(f"line {mark.line + 1}, column {mark.column + 1}: {message}")
