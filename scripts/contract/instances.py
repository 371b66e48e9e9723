"""Hypothesis strategies for the schemas of the document."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from generation.document import Json, is_array
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from contract.raw import bounds, flat, is_object

_WORDS = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=12)
_TEXT = st.characters(codec="utf-8", exclude_characters="\0")
_NAMES = st.text(_TEXT, max_size=12)
_SCALARS = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(_TEXT, max_size=12)
_ANYTHING = _SCALARS | st.lists(_SCALARS, max_size=3) | st.dictionaries(_NAMES, _SCALARS, max_size=3)

_DAYS = st.dates(date(1970, 1, 1), date(2199, 12, 31)).map(date.isoformat)


@st.composite
def _moments(draw: st.DrawFn) -> str:
    """Draw RFC 3339 date-times in several spellings, from 1970 to 2199."""
    moment = draw(st.datetimes(datetime(1970, 1, 2), datetime(2199, 12, 30)))  # noqa: DTZ001 - the offset is appended
    precision = draw(st.sampled_from(["seconds", "milliseconds", "microseconds"]))
    return moment.isoformat(timespec=precision) + draw(st.sampled_from(["Z", "+00:00", "-05:00", "+13:45"]))


_FORMATS: dict[str, st.SearchStrategy[str]] = {
    "uuid": st.uuids().map(str),
    "date-time": _moments(),
    "date": _DAYS,
    # Simple forms that every server accepts.
    "email": _WORDS.map(lambda word: f"{word}@example.com"),
    "uri": _WORDS.map(lambda word: f"https://example.com/{word}"),
}
# How often a component may contain itself.
_MAX_DEPTH = 2


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
    document: Json, schema: Json, *, beyond_spec: bool, inside: tuple[str, ...] = ()
) -> st.SearchStrategy[Any]:
    """Return a strategy for instances of a schema.

    Args:
        document: The document, for references.
        schema: The schema.
        beyond_spec: Include undocumented fields and enum values, unless the schema forbids them.
        inside: The components that contain the schema.
    """
    here = flat(document, schema)
    component = here["x-component"]
    inside = (*inside, component) if component else inside

    def of(part: Any) -> st.SearchStrategy[Any]:
        return instances(document, part, beyond_spec=beyond_spec, inside=inside) if is_object(part) else _ANYTHING

    # Recursion ends here.
    if component and inside.count(component) > _MAX_DEPTH:
        return st.none() if here["nullable"] else st.nothing()
    kind = here.get("type")
    options = [*here.get("oneOf", []), *here.get("anyOf", [])]
    if here.get("enum"):
        found = st.sampled_from(here["enum"])
        if beyond_spec:
            found |= st.text(_TEXT, max_size=20) if isinstance(here["enum"][0], str) else st.integers()
    elif options:
        found = st.one_of([of(option) for option in options])
    elif is_array(kind):
        found = st.one_of([of({**here, "type": one, "x-component": None, "nullable": False}) for one in kind])
    elif kind == "object" or "properties" in here:
        found = _objects(here, of, beyond_spec=beyond_spec)
    elif kind == "array":
        found = _arrays(here, of(here.get("items")))
    else:
        found = _scalars(here)
    return st.none() | found if here["nullable"] else found


def _objects(here: Json, of: Any, *, beyond_spec: bool) -> st.SearchStrategy[Any]:
    properties: Json = here.get("properties", {})
    required = set(here.get("required", []))
    optional = {
        name: strategy
        for name, part in properties.items()
        if name not in required and not (strategy := of(part)).is_empty
    }
    known = st.fixed_dictionaries({name: of(properties.get(name)) for name in required}, optional=optional)
    more = here.get("additionalProperties", beyond_spec)
    if more is False or (more is True and properties and not beyond_spec):
        return known
    others = st.dictionaries(_NAMES.filter(lambda name: name not in properties), of(more), max_size=3)
    return st.tuples(others, known).map(lambda parts: {**parts[0], **parts[1]})


def _arrays(here: Json, items: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    least = here.get("minItems", 0)
    if items.is_empty:
        return st.just([]) if least == 0 else st.nothing()
    unique_by = repr if here.get("uniqueItems") else None
    return st.lists(
        items, min_size=least, max_size=min(here.get("maxItems", least + 3), least + 3), unique_by=unique_by
    )


def _scalars(here: Json) -> st.SearchStrategy[Any]:  # noqa: PLR0911 - one case per type
    low, high = bounds(here)
    match here.get("type"):
        case "string" if here.get("format") in _FORMATS:
            return _FORMATS[here["format"]]
        case "string" if "pattern" in here:
            return st.from_regex(str(here["pattern"]))
        case "string":
            least = here.get("minLength", 0)
            return st.text(_TEXT, min_size=least, max_size=min(here.get("maxLength", least + 30), least + 30))
        case "integer":
            return st.integers(*_whole(low, high))
        case "number":
            fractions = st.floats(low, high, allow_nan=False, allow_infinity=False, width=32 if low is None else 64)
            least, most = _whole(low, high)
            return fractions | st.integers(least, most) if least is None or most is None or least <= most else fractions
        case "boolean":
            return st.booleans()
        case "null":
            return st.none()
        case _:
            return _ANYTHING


def _whole(low: float | None, high: float | None) -> tuple[int | None, int | None]:
    """Return bounds as integers; JavaScript's safe integers where there is none."""
    return (-(2**53) if low is None else -int(-low // 1)), (2**53 if high is None else int(high // 1))
