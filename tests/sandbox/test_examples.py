"""Example values fit their schema."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sandbox.schemas import read

from msportal_client.sandbox.examples import example_scalar
from msportal_client.sandbox.patterns import text_matching
from msportal_client.sandbox.shaping import Examples
from msportal_client.sandbox.spec import Schema, flat, read_spec
from msportal_client.sandbox.validation import fits


@pytest.mark.parametrize(
    "pattern",
    [
        r"^[A-Z]{3}$",
        r"^(Q[1-4]|H[12])-\d{4}$",
        r"^#[0-9a-fA-F]{6}$",
        r"^[^@]+@x\.y$",
        r"^\w+(-\w+)*$",
        r"^a.b\s\S\D\W?$",
        r"^(?:foo|bar)?baz{2,3}[^a]$",
        "x",
    ],
)
def test_examples_match_pattern(pattern: str) -> None:
    for number in range(1, 20):
        assert re.search(pattern, text_matching(pattern, number))
    wanted = flat(read({"type": "string", "pattern": pattern}))
    assert fits(example_scalar(wanted, "code", 1), wanted)


def test_javascript_pattern_is_ignored() -> None:
    assert text_matching(r"^\p{L}+$") == ""
    assert fits("anything", read({"type": "string", "pattern": r"^\p{L}+$"}))


numbers = st.integers(-50, 50)


@given(
    low=numbers | st.none(), span=st.integers(0, 60), kind=st.sampled_from(["number", "integer"]),
    step=st.sampled_from([None, 1, 5]), number=st.integers(1, 9),
)  # fmt: skip
def test_example_numbers_keep_limits(low: int | None, span: int, kind: str, step: int | None, number: int) -> None:
    schema: dict[str, Any] = {"type": kind}
    if low is not None:
        schema |= {"minimum": low, "maximum": low + span}
    if step is not None and (low is None or span >= step):
        schema["multipleOf"] = step
    wanted = flat(Schema(schema))
    assert fits(example_scalar(wanted, "size", number), wanted)


@given(shortest=st.integers(0, 60), extra=st.integers(0, 9), number=st.integers(1, 9))
def test_example_texts_keep_lengths(shortest: int, extra: int, number: int) -> None:
    wanted = flat(Schema(type="string", minLength=shortest, maxLength=shortest + extra))
    assert fits(example_scalar(wanted, "title", number), wanted)


def test_example_of_recursive_schema_ends() -> None:
    node = {
        "type": "object",
        "properties": {
            "next": {"allOf": [{"$ref": "#/components/schemas/Node"}], "nullable": True},
            "pair": {"$ref": "#/components/schemas/Pair"},
        },
        "required": ["next", "pair"],
    }
    pair = {"type": "array", "items": {"$ref": "#/components/schemas/Node"}}
    found = read({"$ref": "#/components/schemas/Node"}, Node=node, Pair=pair)
    assert fits(Examples(1)(flat(found), "", True), found)


def test_examples_fit_vendored_schemas() -> None:
    spec = read_spec()
    for operation in spec.operations:
        for schema in filter(None, (operation.success, operation.body, *operation.errors.values())):
            for number in range(1, 7):
                assert fits(Examples(number)(flat(schema), "", True), schema), operation.key
