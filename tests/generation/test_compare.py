"""The comparison of our types with those that openapi-python-client reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from documents import PAGINATION, UUID, Json, document, json_of, odd_document, operation, parameter, record, ref
from generation import parse
from generation.compare import Comparison, comparisons
from generation.describe import Code, describe
from generation.describe_operations import OperationCode
from generation.document import DocumentError
from generation.handover import handover
from generation.normalise import normalise
from generation.python_code import Schemas
from generation.render import CONFIG
from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser import GeneratorData
from regeneration import Run

TEXT: Json = {"type": "string"}
SETTINGS = Config.from_sources(
    ConfigFile.load_from_path(CONFIG), MetaType.NONE, CONFIG, "utf-8", overwrite=False, output_path=Path("unused")
)


def compared(received: Json, change: Callable[[Code], Code] = lambda code: code) -> dict[str, Comparison]:
    """Return the comparisons of a document by what they compare, after a change of our code."""
    normalised, problems = normalise(received)
    assert problems == []
    data = GeneratorData.from_dict(handover(normalised), config=SETTINGS)
    assert isinstance(data, GeneratorData)
    found = list(comparisons(normalised, change(describe(normalised)), data))
    return {comparison.what: comparison for comparison in found}


def differing(found: dict[str, Comparison]) -> dict[str, tuple[str, str | None, str | None]]:
    return {what: (c.pointer, c.ours, c.theirs) for what, c in found.items() if c.problem}


def small_document() -> Json:
    post = operation(
        "Post thing",
        parameters=[parameter("id", UUID, where="path"), parameter("aB", {"type": "integer"})],
        body=ref("Thing"),
        answer=record("data", data=ref("Thing")),
    )
    schemas = {"Thing": record("kind", kind=ref("Kind"), notes={**TEXT, "nullable": True}), "Kind": {"enum": ["a"]}}
    return document({"/t/{id}": {"post": post}}, schemas)


KINDS: list[tuple[Json, str, str]] = [
    (TEXT, "str", "str"),
    ({**TEXT, "format": "binary"}, "str", "str"),
    ({**TEXT, "format": "email"}, "str", "str"),
    ({**TEXT, "nullable": True}, "None | str", "None | str"),
    ({**TEXT, "format": "date"}, "date", "date"),
    ({**TEXT, "format": "date-time"}, "datetime", "datetime"),
    (UUID, "UUID", "UUID | str"),
    ({"type": "integer"}, "int", "int"),
    ({"type": "number"}, "float", "float"),
    ({"type": "boolean"}, "bool", "bool"),
    ({}, "Any", "Any"),
    ({"oneOf": [{}, TEXT]}, "Any", "Any"),
    ({"type": "array", "items": UUID}, "list[UUID]", "list[UUID | str]"),
    ({"type": "array", "items": {**TEXT, "nullable": True}}, "list[None | str]", "list[None | str]"),
    ({"type": "object"}, "dict[str, Any]", "dict[str, Any]"),
    ({"type": "object", "additionalProperties": False}, "dict[str, Any]", "dict[str, Any]"),
    (
        {"type": "object", "additionalProperties": {"type": "object", "additionalProperties": UUID}},
        "dict[str, dict[str, UUID]]",
        "dict[str, dict[str, UUID | str]]",
    ),
    ({"enum": ["a"]}, "ThingValue", "ThingValue | str"),
    ({"enum": [1]}, "ThingValue", "ThingValue | int"),
    (record(a=TEXT), "ThingValue", "ThingValue | ThingValueInput"),
    (
        {"anyOf": [ref("NPSSurvey"), {"type": "array", "items": ref("NPSSurvey")}, {"type": "null"}]},
        "NPSSurvey | None | list[NPSSurvey]",
        "NPSSurvey | NPSSurveyInput | None | list[NPSSurvey | NPSSurveyInput]",
    ),
]


@pytest.mark.parametrize(("schema", "received", "sent"), KINDS)
def test_kinds_of_types_agree(schema: Json, received: str, sent: str) -> None:
    thing = record("value", value=schema, other=schema)
    made = document(
        {"/t": {"post": operation("Post", body=ref("Thing"), answer=ref("Thing"))}},
        {"Thing": thing, "NPSSurvey": record(a=TEXT)},
    )
    found = compared(made)
    assert differing(found) == {}

    def with_absent(kind: str, absent: str) -> str:
        return f"{kind if kind == 'Any' else ' | '.join(sorted({*kind.split(' | '), absent}))} (optional)"

    assert found["the field Thing.value"].theirs == received
    assert found["the field ThingInput.value"].theirs == sent
    if "[" not in sent and "ThingValue" not in sent:
        assert found["the field Thing.other"].theirs == with_absent(received, "None")
        assert found["the field ThingInput.other"].theirs == with_absent(sent, "Unset")


def test_every_shape_agrees() -> None:
    found = compared(odd_document())
    assert differing(found) == {}
    assert len(found) > 150


def test_every_type_of_the_spec_agrees(vendored: Json) -> None:
    found = compared(vendored)
    assert differing(found) == {}
    assert len(found) > 800


def test_what_is_compared() -> None:
    found = compared(small_document())
    place = "/paths/~1t~1{id}/post"
    assert {what: (c.pointer, c.ours) for what, c in found.items()} == {
        "the field Thing.kind": ("/components/schemas/Thing/properties/kind", "Kind"),
        "the field Thing.notes": ("/components/schemas/Thing/properties/notes", "None | str (optional)"),
        "the field ThingInput.kind": ("/components/schemas/Thing/properties/kind", "Kind | str"),
        "the field ThingInput.notes": ("/components/schemas/Thing/properties/notes", "None | Unset | str (optional)"),
        "the enum Kind": ("/components/schemas/Kind", "{'A': 'a'}"),
        "the field PostThingResponse.data": (f"{place}/responses/properties/data", "Thing"),
        "the argument id": (place, "UUID | str"),
        "the argument a_b": (place, "None | int (optional)"),
        "the body": (f"{place}/requestBody", "Thing | ThingInput"),
        "the argument kind": (f"{place}/requestBody", "Kind | str"),
        "the argument notes": (f"{place}/requestBody", "None | Unset | str (optional)"),
        "the response": (f"{place}/responses", "PostThingResponse"),
        "the return value": (f"{place}/responses", "Thing"),
    }


def with_operation(code: Code, **changes: Any) -> Code:
    """Return code with changes to its only operation."""
    (tag,) = code.tags.values()
    (found,) = tag.operations
    return replace(code, tags={tag.attribute: replace(tag, operations=[replace(found, **changes)])})


def only_operation(code: Code) -> OperationCode:
    (tag,) = code.tags.values()
    return tag.operations[0]


def with_field(code: Code, model: str, **changes: Any) -> Code:
    """Return code with changes to the first field of a model."""
    first, *others = code.models[model].fields
    changed = replace(code.models[model], fields=[replace(first, **changes), *others])
    return replace(code, models={**code.models, model: changed})


def wrong_argument(code: Code) -> Code:
    first, *others = only_operation(code).arguments
    return with_operation(code, arguments=[replace(first, declaration="id: UUID"), *others])


def missing_argument(code: Code) -> Code:
    return with_operation(code, arguments=only_operation(code).arguments[1:])


def wrong_body(code: Code) -> Code:
    body = only_operation(code).body
    assert body is not None
    return with_operation(code, body=replace(body, argument=replace(body.argument, declaration="body: Thing")))


def wrong_body_field(code: Code) -> Code:
    body = only_operation(code).body
    assert body is not None
    (field, argument), *others = body.fields
    fields = [(field, replace(argument, declaration="kind: Kind | str | Unset = UNSET")), *others]
    return with_operation(code, body=replace(body, fields=fields))


def wrong_members(code: Code) -> Code:
    return replace(code, enums={"Kind": replace(code.enums["Kind"], members=[("A", "'b'")])})


THING = "/components/schemas/Thing"
FAULTS: list[tuple[Callable[[Code], Code], str, tuple[str, str | None, str | None]]] = [
    (lambda code: with_field(code, "Thing", declaration="kind: str"), "the field Thing.kind", (f"{THING}/properties/kind", "str", "Kind")),
    (lambda code: with_field(code, "ThingInput", declaration="kind: Kind"), "the field ThingInput.kind", (f"{THING}/properties/kind", "Kind", "Kind | str")),
    (lambda code: with_field(code, "Thing", declaration="kind: Kind | None = None"), "the field Thing.kind", (f"{THING}/properties/kind", "Kind | None (optional)", "Kind")),
    (wrong_members, "the enum Kind", ("/components/schemas/Kind", "{'A': 'b'}", "{'A': 'a'}")),
    (wrong_argument, "the argument id", ("/paths/~1t~1{id}/post", "UUID", "UUID | str")),
    (missing_argument, "the argument id", ("/paths/~1t~1{id}/post", None, "UUID | str")),
    (wrong_body, "the body", ("/paths/~1t~1{id}/post/requestBody", "Thing", "Thing | ThingInput")),
    (wrong_body_field, "the argument kind", ("/paths/~1t~1{id}/post/requestBody", "Kind | Unset | str (optional)", "Kind | str")),
    (
        lambda code: with_operation(code, answer=replace(only_operation(code).answer, type="Thing")),
        "the response",
        ("/paths/~1t~1{id}/post/responses", "Thing", "PostThingResponse"),
    ),
    (
        lambda code: with_operation(code, answer=replace(only_operation(code).answer, unwrapped="Thing | None")),
        "the return value",
        ("/paths/~1t~1{id}/post/responses", "None | Thing", "Thing"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("fault", "what", "difference"), FAULTS)
def test_fault_is_found(fault: Callable[[Code], Code], what: str, difference: tuple[str, str | None, str | None]) -> None:  # fmt: skip
    assert differing(compared(small_document(), fault)) == {what: difference}


def test_page_and_its_items_are_compared() -> None:
    envelope = record("data", "pagination", data={"type": "array", "items": UUID}, pagination=PAGINATION)
    get = operation("List things", answer=envelope, parameters=[parameter("page", {"type": "integer"})])
    found = compared(document({"/t": {"get": get}}))
    assert differing(found) == {}
    assert found["the argument page"].ours == "None | int (optional)"
    assert found["the return value"].ours == "UUID"


@pytest.mark.parametrize(
    ("content", "received", "sent"),
    [
        ({"text/csv": {"schema": UUID}}, "str", "FileContent | Unset | str (optional)"),
        ({"application/pdf": {"schema": UUID}}, "bytes", "FileContent | Unset (optional)"),
        (json_of({**TEXT, "format": "binary"}), "str", "Unset | str (optional)"),
    ],
)
def test_media_types_are_compared(content: Json, received: str, sent: str) -> None:
    responses = {"200": {"description": "", "content": content}}
    found = compared(
        document({"/a": {"post": operation("Post", requestBody={"content": content}, responses=responses)}})
    )
    assert {what: (c.ours, c.theirs) for what, c in found.items()} == {
        "the response": (received, received),
        "the body": (sent, sent),
    }


def test_difference_is_a_problem_at_its_place(regenerate: Callable[..., Run], monkeypatch: pytest.MonkeyPatch) -> None:
    annotation = Schemas.annotation

    def wrong(schemas: Schemas, schema: Json, *, sent: bool) -> str:
        return annotation(schemas, schema, sent=sent).replace("UUID", "datetime")

    monkeypatch.setattr(Schemas, "annotation", wrong)
    run = regenerate(small_document())
    assert run.exit_code == 2
    (line,) = run.err.splitlines()[1:]
    assert line == (
        "#/paths/~1t~1{id}/post: the argument id is `datetime | str` for this generator, and `UUID | str` for "
        "openapi-python-client: simplify the schema, or report this as a fault of the generator"
    )


def test_long_chain_of_models() -> None:
    """A chain of 600 models would overflow the stack if openapi-python-client copied them with each operation."""
    schemas: Json = {"T0": record(a=TEXT)}
    for n in range(1, 600):
        schemas[f"T{n}"] = record(a=ref(f"T{n - 1}"))
    normalised, _ = normalise(document({"/t": {"get": operation("Get", answer=ref("T599"))}}, schemas))
    data = parse.parse(normalised, describe(normalised), SETTINGS)
    assert len(data.models) == 600
    assert not hasattr(data.models[0], "__deepcopy__")


def test_refused_document_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    normalised, _ = normalise(small_document())

    def invalid(_: Json) -> Json:
        return {"openapi": "3.1.0"}

    monkeypatch.setattr(parse, "handover", invalid)
    with pytest.raises(DocumentError, match="Failed to parse OpenAPI document"):
        parse.parse(normalised, describe(normalised), SETTINGS)
