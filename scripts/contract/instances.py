"""Hypothesis strategies for the schemas of the document."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from generation.document import Json, is_array
from hypothesis import HealthCheck, Phase, assume, settings
from hypothesis import strategies as st

from contract import patterns
from contract.examples import MAX_ITEMS, Examples, NoExampleError, type_of
from contract.numbers import bounds, multiple_bounds, multiples, whole_bounds
from contract.raw import alternatives, is_object, without_fields

# The depth and the number of values after which an instance has only what is required.
MAX_DEPTH = 5
MAX_VALUES = 80
# By how many items or characters an instance may exceed the minimum.
_MORE_ITEMS = 3
_MORE_CHARACTERS = 30
# Numbers of more bits are not drawn evenly.
_BITS = 16

_WORDS = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=12)
_TEXT = st.characters(codec="utf-8", exclude_characters="\0")
_NAMES = st.text(_TEXT, max_size=12)
_SCALARS = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(_TEXT, max_size=12)
_ANYTHING = _SCALARS | st.lists(_SCALARS, max_size=3) | st.dictionaries(_NAMES, _SCALARS, max_size=3)

# Values that no enum has: a documented one could be the tag of another option of a union.
_UNDOCUMENTED: dict[bool, st.SearchStrategy[Any]] = {
    True: st.text(_TEXT, max_size=20).map("undocumented {}".format),
    False: st.integers(max_value=-987_654_321),
}

_DAYS = st.dates(date(1970, 1, 1), date(2199, 12, 31)).map(date.isoformat)


@st.composite
def _moments(draw: st.DrawFn) -> str:
    """Draw RFC 3339 date-times in several spellings, from 1970 to 2199."""
    moment = draw(st.datetimes(datetime(1970, 1, 2), datetime(2199, 12, 30)))  # noqa: DTZ001 - the offset is appended
    precision = draw(st.sampled_from(["seconds", "milliseconds", "microseconds"]))
    return moment.isoformat(timespec=precision) + draw(st.sampled_from(["Z", "+00:00", "-05:00", "+13:45"]))


_FORMATS: dict[str, st.SearchStrategy[str]] = {
    "uuid": st.uuids(version=4).map(str),
    "date-time": _moments(),
    "date": _DAYS,
    # Simple forms that every server accepts.
    "email": _WORDS.map(lambda word: f"{word}@example.com"),
    "uri": _WORDS.map(lambda word: f"https://example.com/{word}"),
}
# Formats of which the example is the only instance.
_FIXED_FORMATS = {"time", "duration", "hostname", "ipv4", "ipv6", "byte"}


def reproducible(examples: int, *phases: Phase) -> settings:
    """Return Hypothesis settings for reproducible runs without a deadline or a database."""
    return settings(
        max_examples=examples,
        database=None,
        deadline=None,
        derandomize=True,
        phases=phases,
        report_multiple_bugs=False,
        suppress_health_check=[
            HealthCheck.data_too_large,
            HealthCheck.filter_too_much,
            HealthCheck.large_base_example,
            HealthCheck.too_slow,
        ],
    )


def instances(
    examples: Examples, schema: Json, *, beyond_spec: bool, leave_out: str | None = None
) -> st.SearchStrategy[Any]:
    """Return a strategy for instances of a schema.

    Args:
        examples: The smallest instances of the document.
        schema: The schema.
        beyond_spec: Include undocumented fields and enum values, unless the schema forbids them.
        leave_out: `readOnly` or `writeOnly`: the properties with this flag are left out.

    Raises:
        NoExampleError: The schema has no instance.
    """
    examples.of(schema)
    return _instances(examples, schema, beyond_spec=beyond_spec, leave_out=leave_out)


@st.composite
def _instances(draw: st.DrawFn, examples: Examples, schema: Json, *, beyond_spec: bool, leave_out: str | None) -> Any:
    return _Drawing(draw, examples, beyond_spec=beyond_spec, leave_out=leave_out).value(schema, 0)


class _Drawing:
    """One instance while it is drawn. Values are drawn on demand, so that recursive schemas need no strategy of their own."""

    def __init__(self, draw: st.DrawFn, examples: Examples, *, beyond_spec: bool, leave_out: str | None) -> None:
        self._draw = draw
        self._examples = examples
        self._beyond_spec = beyond_spec
        self._leave_out = leave_out
        self._count = 0

    def value(self, schema: Any, depth: int) -> Any:  # noqa: PLR0911 - one case per kind of schema
        if not is_object(schema):
            return self._draw(_ANYTHING)
        self._count += 1
        if depth > MAX_DEPTH or self._count > MAX_VALUES:
            try:
                return self._examples.of(schema)
            except NoExampleError:
                assume(condition=False)
        here = self._examples.flat(schema)
        if here["nullable"] and self._draw(st.booleans()):
            return None
        if "const" in here:
            return here["const"]
        if here.get("enum"):
            return self._member(here)
        if here["x-unions"]:
            return self.value(self._option(alternatives(here)[0]), depth)
        return self._typed(here, depth)

    def _option(self, options: list[Json]) -> Json:
        possible = [option for option in options if _has_instance(self._examples, option)]
        assume(possible)
        return self._draw(st.sampled_from(possible))

    def _member(self, here: Json) -> Any:
        if self._beyond_spec and "x-tag" not in here and self._draw(st.booleans()):
            return self._draw(_UNDOCUMENTED[isinstance(here["enum"][0], str)])
        return self._draw(st.sampled_from(here["enum"]))

    def _typed(self, here: Json, depth: int) -> Any:  # noqa: PLR0911 - one case per type
        kinds = here.get("type")
        kind = self._draw(st.sampled_from(kinds)) if is_array(kinds) else type_of(here)
        match kind:
            case "object":
                return self._object(without_fields(here, self._leave_out, self._examples.flat), depth)
            case "array":
                return self._array(here, depth)
            case "string":
                return self._text(here)
            case "number" | "integer":
                return self._draw(_numbers({**here, "type": kind}))
            case "boolean":
                return self._draw(st.booleans())
            case "null":
                return None
            case _:
                return self._draw(_ANYTHING)

    def _object(self, here: Json, depth: int) -> Json:
        properties: Json = here.get("properties", {})
        required = list(here.get("required", []))
        optional = [n for n, part in properties.items() if n not in required and _has_instance(self._examples, part)]
        least, most = int(here.get("minProperties", 0)), int(here.get("maxProperties", sys.maxsize))
        chosen = self._some(optional) if self._count <= MAX_VALUES else []
        chosen = chosen[: max(0, most - len(required))]
        chosen += [name for name in optional if name not in chosen][: max(0, least - len(required) - len(chosen))]
        known = {
            name: self.value(properties.get(name, {"x-at": here["x-at"]}), depth + 1) for name in [*required, *chosen]
        }
        return {**self._others(here, properties, (least - len(known), most - len(known)), depth), **known}

    def _some(self, names: list[str]) -> list[str]:
        """Draw some of the names, many at once: a number is drawn much faster than a boolean for each of its bits."""
        chosen: list[str] = []
        for start in range(0, len(names), _BITS):
            part = names[start : start + _BITS]
            mask = self._draw(st.integers(0, 2 ** len(part) - 1))
            chosen += [name for bit, name in enumerate(part) if mask >> bit & 1]
        return chosen

    def _others(self, here: Json, properties: Json, counts: tuple[int, int], depth: int) -> Json:
        """Return properties that are not documented by name."""
        more = here.get("additionalProperties", self._beyond_spec)
        if more is False or (more is True and properties and not self._beyond_spec) or counts[1] <= 0:
            return {}
        least = min(max(0, counts[0]), MAX_ITEMS)
        names = self._draw(
            st.lists(
                _NAMES.filter(lambda name: name not in properties),
                min_size=least,
                max_size=min(least + _MORE_ITEMS, counts[1]),
                unique=True,
            )
        )
        return {name: self.value(more, depth + 1) for name in names}

    def _array(self, here: Json, depth: int) -> list[Any]:
        items = here.get("items")
        least = self._examples.least_items(here)
        if is_object(items) and not _has_instance(self._examples, items):
            return []
        most = min(int(here.get("maxItems", least + _MORE_ITEMS)), least + _MORE_ITEMS)
        count = self._draw(st.integers(least, max(least, most if self._count <= MAX_VALUES else least)))
        drawn = [self.value(items, depth + 1) for _ in range(count)]
        if not here.get("uniqueItems"):
            return drawn
        unique = list({repr(value): value for value in drawn}.values())
        for _ in range(MAX_ITEMS if len(unique) < least else 0):
            value = self.value(items, depth + 1)
            unique += [value] if repr(value) not in {repr(other) for other in unique} else []
            if len(unique) >= least:
                break
        assume(len(unique) >= least)
        return unique

    def _text(self, here: Json) -> str:
        least = self._examples.least_characters(here)
        longest = min(int(here.get("maxLength", least + _MORE_CHARACTERS)), least + _MORE_CHARACTERS)
        form = _FORMATS.get(here.get("format", ""))
        if "pattern" in here:
            if form is not None and _matches(text := self._draw(form), here):
                return text
            return self._draw(st.sampled_from(list(self._examples.texts(here))))
        if form is not None or here.get("format") in _FIXED_FORMATS:
            return self._examples.text(here) if form is None else self._draw(form)
        short = min(least, _MORE_CHARACTERS)  # Hypothesis draws no long texts
        drawn = self._draw(st.text(_TEXT, min_size=short, max_size=max(short, longest - least + short)))
        return drawn + "x" * (least - short)


def _has_instance(examples: Examples, schema: Any) -> bool:
    try:
        if is_object(schema):
            examples.of(schema)
    except NoExampleError:
        return False
    return True


def _matches(text: str, here: Json) -> bool:
    regex = patterns.compiled(str(here["pattern"]))
    return regex is not None and regex.search(text) is not None


def _numbers(here: Json) -> st.SearchStrategy[Any]:
    if isinstance(here.get("multipleOf"), (int, float)) and here["multipleOf"] > 0:
        least, most = multiple_bounds({**here, "multipleOf": here["multipleOf"]})
        return st.integers(least, max(least, most)).map(_multiple_of(here))
    least, most = whole_bounds(here)
    if here["type"] == "integer":
        return st.integers(least, max(least, most))
    low, high = (None if bound is None or abs(bound) > sys.float_info.max else float(bound) for bound in bounds(here))
    if low is not None and high is not None and low > high:
        return st.just(low)
    fractions = st.floats(low, high, allow_nan=False, allow_infinity=False, width=32 if low is high is None else 64)
    return fractions | st.integers(least, most) if least <= most else fractions


def _multiple_of(here: Json) -> Callable[[int], Any]:
    return lambda number: multiples(here, number)
