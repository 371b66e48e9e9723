"""A value of a schema, out of nothing: plausible, valid, and the same each time."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from .patterns import matching
from .spec import Schema
from .validation import fits

__all__ = ["example_scalar", "fixed_id", "timestamp"]

_NAMESPACE = uuid.UUID("6d73706f-7274-5a6c-8000-73616e64626f")
_FIRST_DAY = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def fixed_id(*names: object) -> str:
    """A UUID that is the same whenever `names` are."""
    return str(uuid.uuid5(_NAMESPACE, "/".join(map(str, names))))


def timestamp(moment: datetime) -> str:
    """`moment` as the API writes it: ISO 8601 in UTC with milliseconds."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def example_scalar(shape: Schema, name: str, number: int) -> Any:
    """A string, number or boolean of `shape`, a flat schema.

    Args:
        shape: What is asked for.
        name: What the field is called; its words make the text.
        number: Which of several: another number gives another value, where there is one.
    """
    for documented in (shape.get("example"), shape.get("default")):
        if documented is not None and fits(documented, shape):
            return documented
    choices = [choice for choice in shape.get("enum", []) if choice is not None]
    if choices:
        return choices[(number - 1) % len(choices)]
    match shape.get("type"):
        case "boolean":
            return number % 2 == 1
        case "integer" | "number":
            return _number(shape, name, number)
        case "string":
            return _text(shape, name, number)
        case _:
            return None if fits(None, shape) else f"{name} {number}"


def _number(shape: Schema, name: str, number: int) -> int | float:
    step: float = shape.get("multipleOf", 1)
    lowest: float | None = shape.get("minimum")
    highest: float | None = shape.get("maximum")
    if name.lower().endswith("year") and fits(2025 + number, shape):
        return 2025 + number
    candidates: list[float] = [step * number]
    if lowest is not None:
        first = -(-lowest // step) * step  # the first step at or above the lowest
        candidates = [first + step * number, first + step, first, lowest, *candidates]
    if highest is not None:
        last = highest // step * step
        candidates += [last, last - step, highest]
    if lowest is not None and highest is not None:
        candidates.append((lowest + highest) / 2)
    return next((candidate for candidate in (*candidates, 0) if fits(candidate, shape)), 0)


def _text(shape: Schema, name: str, number: int) -> str:
    made = _FORMATS.get(shape.get("format", ""), _words)(name, number)
    shortest, longest = shape.get("minLength", 0), shape.get("maxLength")
    if "pattern" in shape and not fits(made, shape):
        made = matching(shape["pattern"], number, shortest)
    if len(made) < shortest:
        made = made.ljust(shortest, "x")
    return made if longest is None else made[:longest]


def _words(name: str, number: int) -> str:
    lowered = name.lower()
    if lowered.endswith("currency"):
        return "USD"
    if lowered.endswith("email"):
        return _email(name, number)
    if lowered.endswith(("url", "uri")):
        return _uri(name, number)
    return f"{_spoken(name)} {number}"


def _spoken(name: str) -> str:
    words = re.sub(r"(?<=[a-z0-9])([A-Z])", r" \1", name).replace("_", " ").strip().lower()
    return words[:1].upper() + words[1:]


def _email(name: str, number: int) -> str:
    return f"{re.sub(r'[^a-z]+', '-', name.lower()) or 'user'}-{number}@example.com"


def _uri(name: str, number: int) -> str:
    return f"https://example.com/{re.sub(r'[^a-z]+', '-', name.lower())}/{number}"


def _moment(name: str, number: int) -> datetime:
    # Ends follow starts: what is called by one of these words lies in the weeks after.
    later = 30 if re.search(r"(end|due|updated|completed|expires|to$)", name, re.IGNORECASE) else 0
    return _FIRST_DAY + timedelta(days=number + later)


_FORMATS: dict[str, Callable[[str, int], str]] = {
    "uuid": lambda name, number: fixed_id("example", name, number),
    "date-time": lambda name, number: timestamp(_moment(name, number)),
    "date": lambda name, number: _moment(name, number).date().isoformat(),
    "time": lambda _, number: f"09:{number % 60:02d}:00Z",
    "email": _email,
    "uri": _uri,
    "url": _uri,
    "hostname": lambda _, number: f"host-{number}.example.com",
    "ipv4": lambda _, number: f"192.0.2.{number % 256}",
    "ipv6": lambda _, number: f"2001:db8::{number % 65536:x}",
    "byte": lambda _, __: "AAAA",
}
