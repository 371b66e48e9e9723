"""The numbers that a schema allows, and those just outside its bounds."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

from generation.document import Json

Bound = int | float

# JavaScript's safe integers, which every server can represent.
SAFE = 2**53


def bounds(schema: Json) -> tuple[Bound | None, Bound | None]:
    """Return the smallest and the largest allowed number. An exclusive bound is moved inwards, by 0.5 for fractions."""
    low = _inside(schema, "minimum", "exclusiveMinimum", 1)
    high = _inside(schema, "maximum", "exclusiveMaximum", -1)
    if low is not None and high is not None and low > high and schema.get("type") != "integer":
        # Both steps went too far: only what lies between the bounds is left.
        middle = (_bound(schema, "minimum", "exclusiveMinimum") + _bound(schema, "maximum", "exclusiveMaximum")) / 2
        return middle, middle
    return low, high


def example_number(schema: Json) -> Bound | None:
    """Return an allowed number close to zero or to a bound, None if there is none."""
    low, high = bounds(schema)
    number: Bound = low if low is not None else high if high is not None and high < 1 else 1
    number = _multiple(schema, number, up=low is not None or high is None)
    too_low = low is not None and number < low
    return None if too_low or (high is not None and number > high) else number


def at_and_beyond(schema: Json) -> Iterator[tuple[str, Bound, Bound]]:
    """Yield each bound as text, with an allowed number next to it and a forbidden one."""
    low, high = bounds(schema)
    if low is not None:
        yield from _around(schema, ("minimum", "exclusiveMinimum"), low, high, up=True)
    if high is not None:
        yield from _around(schema, ("maximum", "exclusiveMaximum"), high, low, up=False)


def whole_bounds(schema: Json) -> tuple[int, int]:
    """Return the smallest and the largest allowed integer, within the safe integers where there is no bound."""
    low, high = bounds(schema)
    least = math.ceil(low) if low is not None else min(-SAFE, math.floor(high) if high is not None else 0)
    return least, math.floor(high) if high is not None else max(SAFE, least)


def multiples(schema: Json, number: int) -> Bound:
    """Return the `number`th multiple of `multipleOf`."""
    return _plain(Fraction(str(schema["multipleOf"])) * number)


def multiple_bounds(schema: Json) -> tuple[int, int]:
    """Return the numbers of the smallest and the largest allowed multiple of `multipleOf`."""
    factor = abs(Fraction(str(schema["multipleOf"])))
    low, high = whole_bounds({**schema, "type": "number"})
    exact_low, exact_high = bounds(schema)
    least = math.ceil(Fraction(str(low if exact_low is None else exact_low)) / factor)
    most = math.floor(Fraction(str(high if exact_high is None else exact_high)) / factor)
    # More digits than a double has are no multiple in JSON.
    return max(least, -SAFE), min(most, SAFE)


def _around(
    schema: Json, names: tuple[str, str], inner: Bound, other: Bound | None, *, up: bool
) -> Iterator[tuple[str, Bound, Bound]]:
    name = next(n for n in reversed(names) if _number(schema, n) is not None)
    good = _multiple(schema, inner, up=up)
    if other is not None and (good > other if up else good < other):
        return
    bad = _beyond(schema, _bound(schema, *names), exclusive=_is_exclusive(schema, *names), up=up)
    yield f"{name} {schema[name]}", good, _multiple(schema, bad, up=not up)


def _bound(schema: Json, inclusive: str, exclusive: str) -> Bound:
    """Return the tighter of two bounds. OpenAPI 3.0 has a flag for an exclusive one."""
    found = [number for name in (inclusive, exclusive) if (number := _number(schema, name)) is not None]
    return (max if inclusive == "minimum" else min)(found)


def _number(schema: Json, name: str) -> Bound | None:
    value = schema.get(name)
    return None if isinstance(value, bool) or not isinstance(value, (int, float)) else value


def _is_exclusive(schema: Json, inclusive: str, exclusive: str) -> bool:
    value = _number(schema, exclusive)
    return schema.get(exclusive) is True if value is None else value == _bound(schema, inclusive, exclusive)


def _inside(schema: Json, inclusive: str, exclusive: str, direction: int) -> Bound | None:
    if _number(schema, inclusive) is None and _number(schema, exclusive) is None:
        return None
    bound = _bound(schema, inclusive, exclusive)
    is_exclusive = _is_exclusive(schema, inclusive, exclusive)
    if schema.get("type") == "integer":
        whole = math.ceil(bound) if direction > 0 else math.floor(bound)
        return whole + direction if is_exclusive and whole == bound else whole
    return _next(bound, direction) if is_exclusive else bound


def _beyond(schema: Json, bound: Bound, *, exclusive: bool, up: bool) -> Bound:
    """Return the forbidden number that is closest to a bound."""
    if schema.get("type") == "integer":
        whole = math.ceil(bound) if up else math.floor(bound)
        return whole if exclusive and whole == bound else whole + (-1 if up else 1)
    return bound if exclusive else _next(bound, -1 if up else 1)


def _next(number: Bound, direction: int) -> Bound:
    """Return a number close by: half a unit away, or the next one that a double can represent."""
    moved = number + direction * 0.5 if abs(number) < SAFE / 4 else number + direction
    return moved if moved != number else math.nextafter(number, direction * math.inf)


def _multiple(schema: Json, number: Bound, *, up: bool) -> Bound:
    """Return the next multiple of `multipleOf`, if the schema has it."""
    factor = _number(schema, "multipleOf")
    if factor is None or factor <= 0:
        return number
    steps = Fraction(str(number)) / Fraction(str(factor))
    return _plain(Fraction(str(factor)) * (math.ceil(steps) if up else math.floor(steps)))


def _plain(number: Fraction) -> Bound:
    return int(number) if number.denominator == 1 else float(number)
