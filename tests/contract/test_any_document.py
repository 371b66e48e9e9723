"""Tests of checks a, c, d and e with documents that ask for too much, or for unusual things."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from contract_tree import Tree, make_tree

Json = dict[str, Any]

_HUGE = 2**31 - 1
_GIBIBYTE = str(2**20)


def ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def document(properties: Json, components: Json | None = None, *, openapi: str = "3.0.3", **operation: Any) -> Json:
    """Return a document of one operation that sends and receives a Thing."""
    content = {"application/json": {"schema": ref("Thing")}}
    post = {
        "tags": ["things"],
        "summary": "Make it",
        "requestBody": {"required": True, "content": content},
        "responses": {"200": {"description": "Made", "content": content}},
        **operation,
    }
    thing = {"type": "object", "properties": properties}
    return {
        "openapi": openapi,
        "info": {"title": "t", "version": "1"},
        "paths": {"/x": {"post": {key: value for key, value in post.items() if value is not None}}},
        "components": {"schemas": {"Thing": thing, **(components or {})}},
    }


def nested(levels: int) -> Json:
    schema: Json = {"type": "string", "maxLength": 3}
    for _ in range(levels):
        schema = {"type": "object", "properties": {"c": schema}, "required": ["c"]}
    return schema


def assert_passed(tree: Tree, letters: str = "acde") -> str:
    report = tree.check(letters, kibibytes=_GIBIBYTE)
    assert [report.outcome(letter) for letter in letters] == ["passed"] * len(letters), report.text
    return report.text


HUGE: Json = {
    "text": {"type": "string", "maxLength": _HUGE},
    "longText": {"type": "string", "minLength": _HUGE},
    "list": {"type": "array", "items": {"type": "string"}, "maxItems": _HUGE},
    "longList": {"type": "array", "items": ref("Item"), "minItems": _HUGE},
    "lists": {
        "type": "array",
        "minItems": 1000,
        "items": {"type": "array", "minItems": 1000, "items": {"type": "string"}},
    },
    "map": {"type": "object", "minProperties": _HUGE, "additionalProperties": {"type": "string"}},
    "number": {"type": "number", "minimum": -1e308, "maximum": 1.7e308},
    "integer": {"type": "integer", "minimum": -(10**30), "maximum": 10**30},
    "code": {"type": "string", "pattern": "^x{100000}$"},
    "word": {"type": "string", "pattern": "^[A-Z]+$", "minLength": 2, "maxLength": 40},
}
ITEM = {"Item": {"type": "object", "properties": {"k": {"type": "integer"}}, "required": ["k"]}}


@pytest.fixture(scope="module")
def huge_tree(tmp_path_factory: pytest.TempPathFactory) -> Tree:
    return make_tree(tmp_path_factory.mktemp("huge") / "tree", document(HUGE, ITEM))


def test_checks_pass_on_huge_limits(huge_tree: Tree) -> None:
    """Each in an address space of 1 GiB, and with a note on what is smaller than the limit."""
    text = assert_passed(huge_tree)
    at = "#/components/schemas/Thing/properties"
    assert f"{at}/longText: strings have 10000 characters, not minLength {_HUGE}" in text
    assert f"{at}/longList: arrays have 100 items, not minItems {_HUGE}" in text
    assert f"{at}/code: the pattern '^x{{100000}}$' is ignored: no matching text is known" in text


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (f"max_length={_HUGE}", f"max_length={_HUGE - 1}", f"/text: maxLength {_HUGE} is not checked"),
        (f"min_length={_HUGE}", f"min_length={_HUGE - 1}", f"/longText: minLength {_HUGE} is not checked"),
        (f"max_items={_HUGE}", f"max_items={_HUGE + 1}", f"/list: maxItems {_HUGE} is not checked"),
        (f"min_items={_HUGE}", "min_items=1", f"/longList: minItems {_HUGE} is not checked"),
        ("max_length=40", "max_length=39", "/word: maxLength 40: a value at the limit is refused"),
        ("min_length=2, max_length=40", "min_length=1, max_length=40", "/word: minLength 2 is not checked"),
    ],
)
def test_d_compares_huge_limits_as_numbers(huge_tree: Tree, tmp_path: Path, old: str, new: str, message: str) -> None:
    tree = huge_tree.copy(tmp_path / "tree")
    tree.edit(tree.file("class Thing", containing=old), old, new)
    report = tree.check("d")
    assert report.outcome("d") == "FAILED"
    assert message in report.text


UNUSUAL: Json = {
    "anything": {},
    "described": {"description": "Any JSON."},
    "unicode": {"type": "string", "pattern": r"^[\p{L}\s-]+$"},
    "braces": {"type": "string", "pattern": r"^\u{1F600}$"},
    "broken": {"type": "string", "pattern": "("},
    "slow": {"type": "string", "pattern": "^(a+)+$", "maxLength": 9},
    "slower": {"type": "string", "pattern": "^(?=(a+)+b)a{30}c"},
    "possessive": {"type": "string", "pattern": "^a++$"},
    "behind": {"type": "string", "pattern": "(?<=a)b"},
    "named": {"type": "string", "pattern": r"^(?<y>\d)\k<y>$"},
    "digits": {"type": "string", "pattern": r"^\d{4}$"},
    "nullEnum": {"type": "string", "nullable": True, "enum": ["a", None]},
    "numbers": {"type": "number", "enum": [0.5, 1]},
    "mixed": {"enum": ["a", 1, {"b": 2}, [3], None]},
    "map": {"type": "object", "additionalProperties": {"type": "object", "additionalProperties": ref("Colour")}},
    "open": {"type": "object", "properties": {"k": {"type": "string"}}, "additionalProperties": True},
    "closed": {"type": "object", "properties": {"k": {"type": "string"}}, "additionalProperties": False},
    "flags": {"type": "number", "minimum": 0, "exclusiveMinimum": True, "maximum": 0.2, "exclusiveMaximum": True},
    "one": {"type": "integer", "minimum": 1, "maximum": 1},
    "tiny": {"type": "number", "multipleOf": 1e-9, "minimum": 0, "maximum": 1},
    "cents": {"type": "number", "multipleOf": 0.01},
    "sevens": {"type": "integer", "multipleOf": 7, "minimum": 1, "maximum": 100},
    "halves": {"type": "integer", "minimum": 0.5, "maximum": 2.5},
    "swapped": {"type": "integer", "minimum": 5, "maximum": 2},
    "empty": {"type": "string", "maxLength": 0},
    "pair": {"type": "array", "items": {"type": "boolean"}, "minItems": 2, "uniqueItems": True},
    "triple": {"type": "array", "items": ref("Colour"), "minItems": 3, "uniqueItems": True},
    "format": {"type": "string", "format": "no-such-format", "minLength": 1},
    "chain": ref("Link0"),
    "incomplete": {"type": "object", "properties": {"k": {"type": "string"}}, "required": ["k", "undescribed"]},
    "+1": {"type": "integer"},
    "-1": {"type": "integer"},
    "2fa": {"type": "string"},
    "日本": {"type": "string"},
    "class": {"type": "string"},
    "union": {
        "oneOf": [{"anyOf": [{"type": "boolean"}, {"type": "integer"}]}, {"type": "array", "items": {"type": "string"}}]
    },
}
COLOUR: Json = {
    "Colour": {"type": "string", "enum": ["red", "blue"]},
    **{f"Link{n}": ref(f"Link{n + 1}") for n in range(50)},
    "Link50": {"type": "object", "properties": {"k": {"type": "string", "maxLength": 4}}},
}


def test_checks_pass_on_unusual_schemas(tmp_path: Path) -> None:
    text = assert_passed(make_tree(tmp_path / "tree", document(UNUSUAL, COLOUR)))
    for name in ("unicode", "braces", "broken", "slower", "possessive", "named"):
        assert f"properties/{name}: the pattern " in text
    for name in ("slow", "digits"):
        assert f"properties/{name}: the pattern " not in text


def test_checks_pass_on_schemas_of_3_1(tmp_path: Path) -> None:
    properties: Json = {
        "anything": True,
        "items": {"type": "array", "items": True},
        "parts": {"allOf": [True, {"type": "string"}]},
        "kinds": {"type": ["string", "integer", "null"]},
        "null": {"type": "null"},
        "constant": {"const": "v"},
        "above": {"type": "integer", "exclusiveMinimum": 0, "exclusiveMaximum": 2},
        "narrow": {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1e-9},
        "tuple": {"type": "array", "prefixItems": [{"type": "string"}]},
        "reference": {"$ref": "#/components/schemas/Colour", "description": "Beside a reference."},
        "orNull": {"oneOf": [ref("Colour"), {"type": "null"}]},
    }
    assert_passed(make_tree(tmp_path / "tree", document(properties, COLOUR, openapi="3.1.0")))


def test_checks_pass_on_recursive_schemas(tmp_path: Path) -> None:
    """A graph, a schema that doubles twelve times, one without an instance, and 60 levels."""
    nodes = [f"Node{n}" for n in range(8)]
    fields: Json = {name.lower(): ref(name) for name in nodes}
    components: Json = {
        **{
            name: {"type": "object", "properties": {**fields, "s": {"type": "string", "maxLength": 9}}}
            for name in nodes
        },
        **{
            f"Double{n}": {
                "type": "object",
                "properties": {"a": ref(f"Double{n + 1}"), "b": ref(f"Double{n + 1}")},
                "required": ["a", "b"],
            }
            for n in range(12)
        },
        "Double12": {"type": "object", "properties": {"k": {"type": "string"}}, "required": ["k"]},
        "Endless": {"type": "object", "properties": {"again": ref("Endless")}, "required": ["again"]},
        "Tree": {
            "type": "object",
            "properties": {"leaves": {"type": "array", "items": ref("Tree")}},
            "required": ["leaves"],
        },
    }
    properties = {"node": ref("Node0"), "double": ref("Double0"), "endless": ref("Endless"), "tree": ref("Tree")}
    text = assert_passed(make_tree(tmp_path / "tree", document({**properties, "deep": nested(60)}, components)))
    assert "Endless is not checked: #/components/schemas/Endless contains itself in every instance" in text
    assert "Double0 is not checked: " in text
    assert "the smallest instance has more than 3000 values" in text


# --- words -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        {"summary": "Make  a \n thing "},
        {"summary": 'Say """hello""" \\ to it'},
        {"summary": None, "operationId": "things-makeThing", "description": "Makes things. Twice."},
        {"summary": None, "operationId": None},
        {"summary": "2FA: make it"},
        {"summary": "Créer une chose"},
    ],
    ids=["blanks", "quotes", "operationId", "path", "digit", "accent"],
)
def test_c_compares_words(tmp_path: Path, words: Json) -> None:
    tree = make_tree(tmp_path / "tree", document({"a": {"type": "string"}}, **words))
    assert_passed(tree, "c")


def test_c_reports_missing_words(tmp_path: Path) -> None:
    tree = make_tree(tmp_path / "tree", document({"a": {"type": "string"}}, summary="Make  a thing"))
    tree.edit("api/things/__init__.py", "Make a thing", "Make another thing")
    report = tree.check("c")
    assert report.outcome("c") == "FAILED"
    assert "does not mention Make  a thing" in report.text


def test_a_accepts_later_keywords_with_a_note(tmp_path: Path) -> None:
    properties: Json = {
        "a": {"type": "string", "const": "v"},
        "b": {"type": ["string", "null"]},
        "c": {"type": "object", "properties": {"required": {"type": "string"}}, "required": []},
        "d": {"type": "integer", "exclusiveMinimum": 0},
        "e": {"type": "string", "maxLength": 3.0},
    }
    text = assert_passed(make_tree(tmp_path / "tree", document(properties)), "a")
    for place in ("a/const", "b/type", "c/required", "d/exclusiveMinimum"):
        assert f"#/components/schemas/Thing/properties/{place} is in the form of OpenAPI 3.1" in text
    assert text.count("is in the form of") == 4


# --- unions ----------------------------------------------------------------------------------------------------------


def test_d_reports_option_read_as_another_class(tmp_path: Path) -> None:
    components: Json = {
        name: {"type": "object", "properties": {field: {"type": "string"}}, "required": [field]}
        for name, field in (("Mail", "address"), ("Hook", "url"))
    }
    tree = make_tree(tmp_path / "tree", document({"to": {"oneOf": [ref("Mail"), ref("Hook")]}}, components))
    assert_passed(tree, "d")
    for name in ("mail", "mail_input"):
        if (tree.root / "msportal_client" / "models" / f"{name}.py").exists():
            kind = name.title().replace("_", "")
            tree.append(f"models/{name}.py", f"{kind}.from_dict = classmethod(lambda cls, data: cls(address='x'))")
    report = tree.check("d")
    assert report.outcome("d") == "FAILED"
    assert "#/components/schemas/Hook: an instance is not read as Hook" in report.text
    assert "schemas/Mail: " not in report.text


def test_d_accepts_option_that_fits_another(tmp_path: Path) -> None:
    """An instance of both options may be read as either."""
    components: Json = {
        "Small": {"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"]},
        "Large": {
            "type": "object",
            "properties": {"a": {"type": "string"}, "b": {"type": "string"}},
            "required": ["a"],
        },
    }
    tree = make_tree(tmp_path / "tree", document({"either": {"oneOf": [ref("Small"), ref("Large")]}}, components))
    assert_passed(tree, "d")


# --- code that raises ------------------------------------------------------------------------------------------------


def test_checks_go_on_after_an_exception(huge_tree: Tree, tmp_path: Path) -> None:
    """The checked code may raise anything; the rest is still checked."""
    tree = huge_tree.copy(tmp_path / "tree")
    tree.append("models/item.py", "Item.from_dict = classmethod(lambda cls, data: 1 // 0)")
    tree.append("api/things/make_it.py", "sync_detailed.__annotations__['body'] = '1 // 0'")
    report = tree.check("cde")
    assert [report.outcome(letter) for letter in "cde"] == ["FAILED"] * 3
    assert "sync_detailed: a type cannot be resolved: integer division or modulo by zero" in report.text
    assert "#/paths/~1x/post: the check stopped here: ZeroDivisionError" in report.text
    assert "#/components/schemas/Item: Item: integer division or modulo by zero" in report.text


def test_d_expects_no_limits_of_read_only_fields(tmp_path: Path) -> None:
    properties = {
        "id": {"type": "string", "maxLength": 7, "readOnly": True},
        "name": {"type": "string", "maxLength": 8},
    }
    tree = make_tree(tmp_path / "tree", document(properties))
    file = tree.file("class Thing", containing="max_length=8")
    for limit in ("max_length=7", "max_length=8"):
        if limit in (tree.root / "msportal_client" / file).read_text():
            tree.edit(file, limit, "max_length=99")
    report = tree.check("d")
    assert "/name: maxLength 8 is not checked" in report.text
    assert "/id: " not in report.text
