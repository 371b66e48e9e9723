"""Docstrings of classes that the document does not describe say where they are used."""

from __future__ import annotations

import ast

from documents import Json, document, operation, parameter, record, ref
from generation.describe import describe
from generation.normalise import normalise

TEXT: Json = {"type": "string"}
COLOUR: Json = {"type": "string", "enum": ["red", "green"]}


def docstrings(made: Json) -> dict[str, str]:
    """Return the first line of the docstring of each class."""
    normalised, problems = normalise(made)
    assert problems == []
    code = describe(normalised)
    texts = {name: model.docstring for name, model in code.models.items()}
    texts |= {name: enum.docstring for name, enum in code.enums.items()}
    return {name: ast.literal_eval(text).strip().split("\n")[0] for name, text in texts.items()}


def test_body_answer_and_envelope() -> None:
    paths = {
        "/things": {
            "get": operation("List things", answer=ref("Things")),
            "post": operation("Create thing", answer=ref("Created"), body=ref("NewThing")),
        },
        "/parts": {"get": operation("Get part", answer=ref("Part"))},
    }
    schemas = {
        "Thing": record("id", id=TEXT),
        "Things": record("data", data={"type": "array", "items": ref("Thing")}),
        "NewThing": record("name", name=TEXT),
        "Created": record("data", data=ref("Thing")),
        "Part": record("id", id=TEXT),
    }
    found = docstrings(document(paths, schemas))
    assert found["Thing"] == "Returned by `list_things` and `create_thing`."
    assert found["NewThing"] == "The body of `create_thing`."
    assert found["Created"] == "The response to `create_thing`."
    assert found["Part"] == "Returned by `get_part`."
    assert found["Things"] == "The response to `list_things`."


def test_fields_and_arguments() -> None:
    paths = {
        "/things": {
            "get": operation(
                "List things", answer=ref("Thing"), parameters=[parameter("sortBy", COLOUR), parameter("q", TEXT)]
            )
        }
    }
    schemas = {
        "Thing": record("owner", owner=ref("Person"), helpers={"type": "array", "items": ref("Person")}, dye=COLOUR),
        "Person": record("name", name=TEXT, boss=ref("Person")),
    }
    found = docstrings(document(paths, schemas))
    assert found["Person"] == "`owner` of `Thing`; `helpers` of `Thing`; `boss` of `Person`."
    assert found["ThingDye"] == "`dye` of `Thing`."
    assert found["ListThingsSortBy"] == "`sort_by` of `list_things`."


def test_more_than_three_are_counted() -> None:
    names = ["one", "two", "three", "four", "five"]
    paths = {f"/{name}": {"get": operation(f"Get {name}", answer=ref("Thing"))} for name in names}
    found = docstrings(document(paths, {"Thing": record("id", id=TEXT)}))
    assert found["Thing"] == "Returned by `get_one`, `get_two` and `get_three`; 2 more."


def test_owners_of_one_name_stand_together() -> None:
    paths = {"/things": {"get": operation("Get thing", answer=ref("Thing"), body=ref("Part"))}}
    schemas = {"Thing": record("dye", dye=ref("Dye")), "Part": record("dye", dye=ref("Dye")), "Dye": COLOUR}
    assert docstrings(document(paths, schemas))["Dye"] == "`dye` of `Thing` and `Part`."


def test_description_is_kept() -> None:
    paths = {"/things": {"get": operation("Get thing", answer=ref("Thing"))}}
    found = docstrings(document(paths, {"Thing": {**record("id", id=TEXT), "description": "A thing"}}))
    assert found["Thing"] == "A thing."
