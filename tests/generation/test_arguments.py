"""The documentation of arguments, on a small document."""

from __future__ import annotations

import pytest
from documents import UUID, Json, document, operation, parameter, record, ref
from generation.describe import describe
from generation.normalise import normalise

KINDS: list[tuple[Json, str]] = [
    ({"type": "string", "description": "A name"}, "A name."),
    ({"type": "integer", "minimum": 1}, "At least 1."),
    ({"type": "string"}, "A string, sent as `aName`."),
    (UUID, "A UUID, sent as `aName`."),
    ({"type": "string", "format": "email"}, "A string, sent as `aName`."),
    ({"type": "boolean"}, "True or False, sent as `aName`."),
    ({"type": "array", "items": UUID}, "A list, sent as `aName`."),
    ({"type": "string", "enum": ["b", "a"]}, "One of `b`, `a`, sent as `aName`."),
    ({"type": "integer", "enum": list(range(9))}, "A value of `PostThingRequestAName`, sent as `aName`."),
    (ref("Thing"), "A `Thing`, sent as `aName`."),
    ({}, "Any value, sent as `aName`."),
]


@pytest.mark.parametrize(("schema", "text"), KINDS)
def test_argument_documentation(schema: Json, text: str) -> None:
    made = document(
        {"/thing": {"post": operation("Post thing", body=record(aName=schema, same={"type": "string"}))}},
        {"Thing": record(a=UUID)},
    )
    (found,) = describe(normalise(made)[0]).tags["things"].operations
    assert {argument.name: argument.text for argument in found.method_arguments} == {
        "a_name": text,
        "same": "A string.",
    }


def test_every_argument_is_documented() -> None:
    parameters = [parameter("id", UUID, where="path"), parameter("q"), parameter("x-Y", where="header")]
    made = document({"/things/{id}": {"get": operation("Get thing", parameters=parameters)}})
    (found,) = describe(normalise(made)[0]).tags["things"].operations
    for docstring in (found.docstring, *found.method_docstrings.values()):
        assert all(f"    {name}: " in docstring for name in ("id", "q", "x_y", "options"))
