"""Shaped values fit their schema."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from sandbox.schemas import read

from msportal_client.sandbox.shaping import Examples, Fill, blank, find_nothing, shape
from msportal_client.sandbox.validation import fits

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=8,
)


Json = dict[str, Any]


def text(low: int, span: int) -> Json:
    return {"type": "string", "minLength": low, "maxLength": low + span}


def number(kind: str, low: int, span: int) -> Json:
    return {"type": kind, "minimum": low, "maximum": low + span}


def structure(properties: dict[str, Json], required: list[str]) -> Json:
    return {"type": "object", "properties": properties, "required": required}


def sequence(items: Json, least: int) -> Json:
    return {"type": "array", "items": items, "minItems": least}


def described(schema: Json) -> Json:
    return {"allOf": [schema, {"description": "x"}]}


def nullable(schema: Json) -> Json:
    return {"nullable": True, **schema}


scalars = st.one_of(
    st.builds(text, st.integers(0, 9), st.integers(0, 9)),
    st.builds(number, st.sampled_from(["number", "integer"]), st.integers(-9, 9), st.integers(0, 9)),
    st.fixed_dictionaries(
        {"type": st.just("string"), "format": st.sampled_from(["uuid", "date-time", "date", "email", "uri"])}
    ),
    st.fixed_dictionaries({"type": st.just("string"), "enum": st.lists(st.text(max_size=3), min_size=1, max_size=3)}),
    st.sampled_from([Json(type="boolean"), Json(type="object"), Json(type="number"), Json()]),
)


def composed(inner: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    names = st.sampled_from("abc")
    objects = st.builds(structure, st.dictionaries(names, inner, min_size=3, max_size=3), st.lists(names, unique=True))
    return st.one_of(
        objects,
        st.builds(sequence, inner, st.integers(0, 2)),
        inner.map(described),
        objects.map(described).map(nullable),
        st.fixed_dictionaries({"anyOf": st.lists(inner, min_size=1, max_size=3)}),
    )


# Schemas that at least one value fits.
schemas = st.recursive(scalars | scalars.map(nullable), composed, max_leaves=6)


@settings(max_examples=100, deadline=None)
@given(schema=schemas, known=anything, number=st.integers(1, 4))
def test_shaped_values_fit_schema(schema: dict[str, Any], known: Any, number: int) -> None:
    wanted = read(schema)
    fills: list[Fill] = [blank, Examples(number)]
    for fill in fills:
        made = shape(wanted, known, fill=fill, find=find_nothing)
        assert fits(made, wanted), made
