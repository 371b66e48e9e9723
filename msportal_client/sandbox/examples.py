"""Example values of schemas: plausible, valid, and the same in every run."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from .patterns import text_matching
from .spec import Schema
from .validation import fits

__all__ = ["example_scalar", "fixed_id", "timestamp"]

_NAMESPACE = uuid.UUID("6d73706f-7274-5a6c-8000-73616e64626f")
_FIRST_DAY = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
# Characters of an example, whatever the schema asks for.
_MAX_LENGTH = 100_000


def fixed_id(*names: object) -> str:
    """Return a UUID derived from `names`."""
    return str(uuid.uuid5(_NAMESPACE, "/".join(map(str, names))))


def timestamp(moment: datetime) -> str:
    """Format `moment` as the API does: ISO 8601 in UTC with milliseconds."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def example_scalar(schema: Schema, name: str, number: int) -> Any:
    """Return a string, number or boolean that fits `schema`.

    Args:
        schema: A flat schema.
        name: The name of the field. Texts are made of its words.
        number: Selects one of several values, where the schema allows several.
    """
    for documented in (schema.get("example"), schema.get("default")):
        if documented is not None and fits(documented, schema):
            return documented
    choices = [choice for choice in schema.get("enum", []) if choice is not None and fits(choice, schema)]
    if choices:
        return choices[(number - 1) % len(choices)]
    match schema.get("type"):
        case "boolean":
            return number % 2 == 1
        case "integer" | "number":
            return _number(schema, name, number)
        case "string":
            return _text(schema, name, number)
        case _:
            return None if fits(None, schema) else f"{name} {number}"


def _number(schema: Schema, name: str, number: int) -> int | float:
    step: float = schema.get("multipleOf", 1)
    lowest: float | None = schema.get("minimum")
    highest: float | None = schema.get("maximum")
    if name.lower().endswith("year") and fits(2025 + number, schema):
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
    return next((candidate for candidate in (*candidates, 0) if fits(candidate, schema)), 0)


def _text(schema: Schema, name: str, number: int) -> str:
    text = _FORMATS.get(schema.get("format", ""), _words)(name, number)
    min_length, max_length = min(schema.get("minLength", 0), _MAX_LENGTH), schema.get("maxLength")
    if "pattern" in schema and not fits(text, schema):
        text = text_matching(schema["pattern"], number, min_length)
    if len(text) < min_length:
        text = text.ljust(min_length, "x")
    return text if max_length is None else text[:max_length]


def _words(name: str, number: int) -> str:
    lowered = name.lower()
    if lowered.endswith("currency"):
        return "USD"
    if lowered.endswith("email"):
        return _email(name, number)
    if lowered.endswith(("url", "uri")):
        return _uri(name, number)
    return f"{_label(name)} {number}"


def _label(name: str) -> str:
    words = re.sub(r"(?<=[a-z0-9])([A-Z])", r" \1", name).replace("_", " ").strip().lower()
    return words[:1].upper() + words[1:]


def _email(name: str, number: int) -> str:
    return f"{re.sub(r'[^a-z]+', '-', name.lower()) or 'user'}-{number}@example.com"


def _uri(name: str, number: int) -> str:
    return f"https://example.com/{re.sub(r'[^a-z]+', '-', name.lower())}/{number}"


def _date_time(name: str, number: int) -> datetime:
    # Ends come after starts: fields with one of these words are 30 days later.
    later = 30 if re.search(r"(end|due|updated|completed|expires|to$)", name, re.IGNORECASE) else 0
    return _FIRST_DAY + timedelta(days=number + later)


_FORMATS: dict[str, Callable[[str, int], str]] = {
    "uuid": lambda name, number: fixed_id("example", name, number),
    "date-time": lambda name, number: timestamp(_date_time(name, number)),
    "date": lambda name, number: _date_time(name, number).date().isoformat(),
    "time": lambda _, number: f"09:{number % 60:02d}:00Z",
    "email": _email,
    "uri": _uri,
    "url": _uri,
    "hostname": lambda _, number: f"host-{number}.example.com",
    "ipv4": lambda _, number: f"192.0.2.{number % 256}",
    "ipv6": lambda _, number: f"2001:db8::{number % 65536:x}",
    "byte": lambda _, __: "AAAA",
}
