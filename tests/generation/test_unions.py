"""Each option of a union is read as itself, by a generated client."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from documents import Json, answering, document, operation, record, ref
from regeneration import make_client

TEXT: Json = {"type": "string"}
NUMBER: Json = {"type": "integer"}


def one(value: Any) -> Json:
    """Return an enum of one value."""
    return {"type": "string", "enum": [value]}


def by(name: str, **mapping: str) -> Json:
    """Return a discriminator."""
    return {
        "propertyName": name,
        **({"mapping": {v: f"#/components/schemas/{c}" for v, c in mapping.items()}} if mapping else {}),
    }


SCHEMAS: Json = {
    # By a discriminator: with a mapping, with names of components, with values that the options document.
    "Mail": record("kind", "v", kind=TEXT, v=TEXT),
    "Hook": record("kind", "v", kind=TEXT, v=TEXT),
    "Mapped": {"oneOf": [ref("Mail"), ref("Hook")], "discriminator": by("kind", mail="Mail", hook="Hook", web="Hook")},
    "Named": {"oneOf": [ref("Mail"), ref("Hook")], "discriminator": by("kind")},
    "Slow": record("pace", pace={"type": "string", "enum": ["slow", "slower"]}),
    "Fast": record("pace", pace={"type": "string", "enum": ["fast", "faster"]}),
    "Paced": {"anyOf": [ref("Slow"), ref("Fast")], "discriminator": by("pace")},
    "Speed": {"type": "string", "enum": ["slow", "fast"]},
    "Tortoise": record("speed", "v", speed=ref("Speed"), v=TEXT),
    "Hare": record("speed", "v", speed=ref("Speed"), v=TEXT),
    "Racer": {"oneOf": [ref("Tortoise"), ref("Hare")], "discriminator": by("speed", slow="Tortoise", fast="Hare")},
    # A base class with a discriminator, once without and once with the list of its subclasses.
    "Pet": {**record("type", type=TEXT, name=TEXT), "discriminator": by("type", cat="Cat", dog="Dog")},
    "Cat": {"allOf": [ref("Pet"), record(name=TEXT)]},
    "Dog": {"allOf": [ref("Pet"), record(name=TEXT)]},
    "Puppy": {"allOf": [ref("Dog")]},
    "Owner": record("pet", pet=ref("Pet"), pets={"type": "array", "items": ref("Pet")}),
    "Shape": {**record("form", form=TEXT), "oneOf": [ref("Circle"), ref("Square")], "discriminator": by("form", c="Circle", s="Square")},
    "Circle": {"allOf": [ref("Shape"), record("r", r=NUMBER)]},
    "Square": {"allOf": [ref("Shape"), record("r", r=NUMBER)]},
    # By constants, by enums of one value, in allOf, by flags and numbers, and by a tag that may be absent.
    "Up": record("way", "v", way={"const": "up"}, v=TEXT),
    "Down": {"allOf": [record("v", v=TEXT), {"allOf": [record("way", way={"allOf": [one("down")]})]}]},
    "Way": {"oneOf": [ref("Up"), ref("Down")]},
    "Yes": record("done", done={"const": True}),
    "No": record("done", done={"type": "boolean", "enum": [False]}),
    "Done": {"anyOf": [ref("No"), ref("Yes")]},
    "First": record("version", version={"const": 1}, v=TEXT),
    "Second": record("version", version={"const": 2}, v=TEXT),
    "Version": {"oneOf": [ref("First"), ref("Second")]},
    "Lax": record("v", kind=one("lax"), v=TEXT),
    "Strict": record("kind", "v", kind=one("strict"), v=TEXT),
    "Either": {"oneOf": [ref("Strict"), ref("Lax")]},
    # By the form of values: types, enums, nested tags, items, maps.
    "Texts": record("v", v=TEXT),
    "Numbers": record("v", v=NUMBER),
    "Valued": {"oneOf": [ref("Texts"), ref("Numbers")]},
    "Outer": {"oneOf": [record("in", **{"in": record("t", t=one("x"))}), record("in", **{"in": record("t", t=one("y"))})]},
    "Lists": {"oneOf": [{"type": "array", "items": ref("Texts")}, {"type": "array", "items": ref("Numbers")}]},
    "Map": {"oneOf": [{"type": "object", "additionalProperties": NUMBER}, record("v", v=TEXT)]},
    # By what fits best, and in unions of unions.
    "Small": record("a", a=TEXT),
    "Large": record("a", a=TEXT, b=TEXT),
    "Sized": {"anyOf": [ref("Small"), ref("Large")]},
    "All": {"oneOf": [ref("Way"), {"anyOf": [ref("Version"), ref("Mapped"), {"type": "null"}]}, ref("Size")]},
    "Size": {"type": "string", "enum": ["s", "m"]},
    "Weight": {"type": "string", "enum": ["light", "heavy"]},
    "Measures": {"oneOf": [ref("Size"), ref("Weight")]},
    "Open": {"anyOf": [TEXT, ref("Size")]},
    "Answers": record("a", a={"anyOf": [{"type": "null"}]}),
}  # fmt: skip


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Provide the classes of SCHEMAS; each union is a field of `Everything`."""
    directory = tmp_path_factory.mktemp("unions")
    unions = {name: ref(name) for name, schema in SCHEMAS.items() if {"oneOf", "anyOf"} & schema.keys() or name in {"Pet", "Answers"}}  # fmt: skip
    schemas = SCHEMAS | {"Everything": record(**unions)}
    paths = {
        "/e": {"get": operation("Get", answer=ref("Everything")), "put": operation("Set", body=ref("Everything"))},
        "/o": {"get": operation("Get owner", answer=ref("Owner"))},
    }
    make_client({**document(paths, schemas), "openapi": "3.1.0"}, directory, "unions_client")
    sys.path.insert(0, str(directory))
    yield importlib.import_module("unions_client.models")
    sys.path.remove(str(directory))
    for name in [name for name in sys.modules if name.split(".")[0] == "unions_client"]:
        del sys.modules[name]


def read_as(models: Any, union: str, value: Any) -> Any:
    """Return what a value is read as, in a response."""
    read = models.Everything.from_dict({union: value})
    assert read.to_dict() == {union: value}
    return getattr(read, union.lower())


@pytest.mark.parametrize(
    ("union", "value", "expected"),
    [
        ("Mapped", {"kind": "mail", "v": "x"}, "Mail"),
        ("Mapped", {"kind": "hook", "v": "x"}, "Hook"),
        ("Mapped", {"kind": "web", "v": "x"}, "Hook"),
        ("Mapped", {"kind": "new", "v": "x"}, "Mail"),
        ("Named", {"kind": "Hook", "v": "x"}, "Hook"),
        ("Paced", {"pace": "slower"}, "Slow"),
        ("Paced", {"pace": "faster"}, "Fast"),
        ("Racer", {"speed": "slow", "v": "x"}, "Tortoise"),
        ("Racer", {"speed": "fast", "v": "x"}, "Hare"),
        ("Pet", {"type": "cat"}, "Cat"),
        ("Pet", {"type": "dog", "name": "n"}, "Dog"),
        ("Pet", {"type": "Puppy"}, "Puppy"),
        ("Pet", {"type": "bird"}, "Pet"),
        ("Shape", {"form": "c", "r": 1}, "Circle"),
        ("Shape", {"form": "s", "r": 1}, "Square"),
        ("Way", {"way": "up", "v": "x"}, "Up"),
        ("Way", {"way": "down", "v": "x"}, "Down"),
        ("Done", {"done": True}, "Yes"),
        ("Done", {"done": False}, "No"),
        ("Version", {"version": 1, "v": "x"}, "First"),
        ("Version", {"version": 2, "v": "x"}, "Second"),
        ("Either", {"v": "x"}, "Lax"),
        ("Either", {"kind": "lax", "v": "x"}, "Lax"),
        ("Either", {"kind": "strict", "v": "x"}, "Strict"),
        ("Valued", {"v": "x"}, "Texts"),
        ("Valued", {"v": 1}, "Numbers"),
        ("Outer", {"in": {"t": "x"}}, "OuterOption1"),
        ("Outer", {"in": {"t": "y"}}, "OuterOption2"),
        ("Map", {"v": "x"}, "MapOption2"),
        ("Map", {"v": 1}, "dict"),
        ("Map", {"w": 1}, "dict"),
        ("Sized", {"a": "x"}, "Small"),
        ("Sized", {"a": "x", "b": "y"}, "Large"),
        ("All", {"way": "down", "v": "x"}, "Down"),
        ("All", {"version": 2, "v": "x"}, "Second"),
        ("All", {"kind": "hook", "v": "x"}, "Hook"),
        ("All", "m", "Size"),
        ("All", None, "NoneType"),
        ("Measures", "s", "Size"),
        ("Measures", "heavy", "Weight"),
        ("Measures", "new", "Size"),
        ("Open", "s", "Size"),
        ("Open", "other", "str"),
    ],
)
def test_option_is_read_as_its_class(models: Any, union: str, value: Any, expected: str) -> None:
    assert type(read_as(models, union, value)).__name__ == expected


@pytest.mark.parametrize(("value", "expected"), [([{"v": "x"}], "Texts"), ([{"v": 1}, {"v": 2}], "Numbers")])
def test_option_that_is_list_is_read_by_its_items(models: Any, value: Any, expected: str) -> None:
    assert {type(item).__name__ for item in read_as(models, "Lists", value)} == {expected}


@pytest.mark.parametrize("value", [["a"], "a", 1, True])
def test_value_of_no_option_is_an_error(models: Any, value: Any) -> None:
    reading = importlib.import_module("unions_client._runtime.reading")
    with pytest.raises(reading.ReadError, match=r"Mapped: .* fits none of the documented forms"):
        models.Everything.from_dict({"Mapped": value})


def test_base_class_in_list_and_field_is_union_of_its_subclasses(models: Any) -> None:
    owner = models.Owner.from_dict({"pet": {"type": "dog"}, "pets": [{"type": "cat"}, {"type": "eel"}]})
    assert [type(pet).__name__ for pet in (owner.pet, *owner.pets)] == ["Dog", "Cat", "Pet"]


def test_error_of_tagged_option_names_its_field(models: Any) -> None:
    reading = importlib.import_module("unions_client._runtime.reading")
    with pytest.raises(reading.ReadError) as caught:
        models.Everything.from_dict({"Way": {"way": "down"}})
    assert (caught.value.field, caught.value.message) == ("Way.v", "is missing")


def test_tagged_option_is_read_leniently_as_its_class(models: Any) -> None:
    lenient = importlib.import_module("unions_client._runtime.lenient")
    found = lenient.Reading()
    token = lenient.reading.set(found)
    body = {"Way": {"way": "down"}}
    try:
        read = models.Everything.from_dict(body)
    finally:
        lenient.reading.reset(token)
    assert type(read.way).__name__ == "Down"
    assert [mismatch[:2] for mismatch in found.mismatches(body)] == [("Way.v", "is missing")]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([{"const": "a"}, {"const": "b"}], "GetThingResponse"),
        ([one("a"), one("b"), one("c")], "GetThingResponse"),
        ([{"const": 1}, {"const": 2}], "GetThingResponse"),
        ([{"type": "string", "enum": ["a", "b"]}, one("c"), {"type": "null"}], "GetThingResponse | None"),
        ([ref("A"), ref("B")], "GetThingResponse"),
        ([{"oneOf": [one("a"), one("b")]}, one("c")], "GetThingResponse"),
        ([one("a"), one("b"), NUMBER], "GetThingResponseOption1 | int"),
        ([one("a"), {"const": 1}], "GetThingResponseOption1 | GetThingResponseOption2"),
        ([ref("AB"), ref("C")], "AB | C"),
        ([one("a"), TEXT], "GetThingResponseOption1 | str"),
        ([TEXT, {"type": "null"}], "str | None"),
        ([TEXT, TEXT], "str"),
    ],
)
def test_enums_in_union_are_one(options: list[Json], expected: str) -> None:
    from generation.describe import describe
    from generation.normalise import normalise

    schemas = {"A": one("a"), "B": one("b"), "AB": {"type": "string", "enum": ["a", "b"]}, "C": {"type": "string", "enum": ["c", "d"]}}  # fmt: skip
    normalised, problems = normalise({**answering({"oneOf": options}, schemas), "openapi": "3.1.0"})
    assert problems == []
    (found,) = describe(normalised).tags["things"].operations
    assert found.answer.type == expected
