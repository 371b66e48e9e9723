"""Schemas of a document, in the arguments, requests and responses of a generated client."""

from __future__ import annotations

import importlib
import inspect
import json
import sys
from collections.abc import Iterator
from datetime import date
from typing import Any

import httpx
import pytest
from documents import Json, document, operation, parameter, record, ref
from regeneration import make_client

TEXT: Json = {"type": "string"}
NUMBER: Json = {"type": "integer"}
ORDER: Json = {"type": "string", "enum": ["up", "down"]}

SCHEMAS: Json = {
    "Account": record(
        "id", "name", "secret",
        id={**TEXT, "readOnly": True}, name=TEXT, secret={**TEXT, "writeOnly": True}, made=ref("Made"), owner=ref("Person"),
    ),
    "Made": {**TEXT, "format": "date-time", "readOnly": True},
    "Person": record("id", "name", id={**TEXT, "readOnly": True}, name=TEXT),
    "Group": record("people", people={"type": "array", "items": ref("Person")}),
    "Plain": record("a", a=TEXT),
    "Note": record("plain", plain=ref("Plain")),
    "Limited": record(
        tags={"type": "object", "additionalProperties": {**TEXT, "maxLength": 2}, "maxProperties": 2},
        either={"oneOf": [{**TEXT, "maxLength": 2}, {**NUMBER, "maximum": 3}, ref("Plain"), {"type": "array", "items": NUMBER}]},
        nested={"type": "array", "items": {"type": "array", "items": {**TEXT, "maxLength": 2}}},
        maps={"type": "object", "additionalProperties": {"type": "object", "additionalProperties": {"anyOf": [{**NUMBER, "minimum": 1}, {"type": "boolean"}]}}},
        code={**TEXT, "pattern": "^[a-z]\\d{2}$"},
        slow={**TEXT, "pattern": "^(a+)+$"},
        letters={**TEXT, "pattern": "^\\p{L}+$"},
        step={"type": "number", "multipleOf": 0.1},
        unique={"type": "array", "items": TEXT, "uniqueItems": True},
        huge={**NUMBER, "maximum": 10**400},
    ),
    "Tagged": record("kind", "on", "version", "v", kind={"const": "tagged"}, on={"const": True}, version={"const": 3}, v=TEXT, other={"const": "x"}),
    "Code": {**TEXT, "maxLength": 4, "minLength": 2},
    "Color": {**TEXT, "enum": ["red", "green", "blue"]},
    "Narrow": record(
        "code", "color", "both",
        code={"type": "string", "nullable": True, "allOf": [ref("Code"), {"maxLength": 9}, {"minLength": 3}]},
        color={"allOf": [ref("Color"), {"enum": ["blue", "red"]}]},
        both={"allOf": [ref("Color"), {"type": "string"}]},
        whole={"allOf": [{"type": "number"}, {"type": "integer", "minimum": 1}]},
    ),
    "Contact": {
        **record("name", name=TEXT),
        "oneOf": [record("mail", mail=TEXT), record("hook", hook=TEXT)],
    },
    "Loose": {"type": "object", "required": ["a", "gone"], "properties": {"a": TEXT}},
    "Days": {"type": "object", "properties": {"name": TEXT}, "required": ["name"], "additionalProperties": {"type": "string", "format": "date"}},
    "Text": {"type": "string", "properties": {"a": TEXT}, "required": ["a"]},
    "Odd": record(text=ref("Text"), list={"type": "array", "properties": {"a": TEXT}, "items": NUMBER}, flag={"type": "boolean", "enum": ["yes", "no"]}, object={"type": "object", "enum": ["a", "b"]}),
    "Named": record(level={"type": "integer", "enum": [-1, 0], "x-enum-varnames": ["Low", "MID_LEVEL"]}, names={**TEXT, "enum": ["30s"], "x-enum-varnames": ["!"]}),
}  # fmt: skip


def both(name: str) -> Json:
    """Return an operation that sends and answers a component."""
    return {"post": operation(f"Make {name.lower()}", body=ref(name), answer=ref(name))}


PATHS: Json = {f"/{name.lower()}": both(name) for name in SCHEMAS if name not in {"Made", "Person", "Plain", "Code", "Color", "Text"}} | {
    "/b/{second}/a/{first}": {
        "get": operation(
            "Find",
            answer=TEXT,
            parameters=[
                parameter("first", where="path"), parameter("order", ORDER), parameter("second", where="path"),
                parameter("version", {"const": "v2"}, required=True), parameter("X-Mode", {**TEXT, "enum": ["only"]}, where="header", required=True),
            ],
        )
    },
    "/c": {"post": operation("Sort", body=record(order={**ORDER, "description": "Of it."}, state=ORDER), answer=record(order=ORDER, state={**TEXT, "enum": ["on", "off"]}))},
    "/d": {"get": operation("Watch", parameters=[parameter("state", {**TEXT, "enum": ["off", "on"]}), parameter("things", {**TEXT, "enum": ["x", "y"]})], answer=record(things={**TEXT, "enum": ["x", "y"]}))},
}  # fmt: skip


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Provide the client that is generated from these schemas."""
    directory = tmp_path_factory.mktemp("schemas")
    make_client({**document(PATHS, SCHEMAS), "openapi": "3.1.0"}, directory, "schemas_client")
    sys.path.insert(0, str(directory))
    yield importlib.import_module("schemas_client")
    sys.path.remove(str(directory))
    for name in [name for name in sys.modules if name.split(".")[0] == "schemas_client"]:
        del sys.modules[name]


@pytest.fixture
def models(package: Any) -> Any:
    """Provide its classes."""
    return importlib.import_module("schemas_client.models")


@pytest.fixture
def sent() -> list[httpx.Request]:
    """Provide the list that `things` adds requests to."""
    return []


@pytest.fixture
def things(package: Any, sent: list[httpx.Request]) -> Any:
    """Provide the resource; each request is answered with its own body and ids."""

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        made = json.loads(request.content or b"{}")
        owner = {"owner": made["owner"] | {"id": "2"}} if "owner" in made else {}
        return httpx.Response(200, json={**made, **owner, "id": "1"})

    client = package.MSPortal("k" * 20, transport=httpx.MockTransport(answer), strict=True)
    return client.things


def body(sent: list[httpx.Request]) -> Any:
    return json.loads(sent[-1].content)


def problems(package: Any, call: Any) -> dict[str, str]:
    """Return the problems that a call is refused with."""
    with pytest.raises(package.RequestValidationError) as caught:
        call()
    return {problem.field: problem.message for problem in caught.value.problems}


# --- fields of one direction -----------------------------------------------------------------------------------------


def test_read_only_field_is_not_sent_and_write_only_field_is_not_expected(
    things: Any, sent: list[httpx.Request], models: Any
) -> None:
    account = things.make_account(name="n", secret="s", owner=models.PersonInput(name="o"))
    assert body(sent) == {"name": "n", "secret": "s", "owner": {"name": "o"}}
    assert (account.id, account.name) == ("1", "n")
    assert not {"secret"} & {*inspect.signature(models.Account).parameters}
    assert not {"id", "made"} & {*inspect.signature(models.AccountInput).parameters, *inspect.signature(things.make_account).parameters}  # fmt: skip


def test_response_with_read_only_fields_is_not_sent(package: Any, things: Any, models: Any) -> None:
    person = models.Person(id="1", name="n")
    expected = "must be of the class for requests: Person has read-only fields"
    assert problems(package, lambda: things.make_group(people=[person])) == {"people[0]": expected}
    assert "Person" not in str(inspect.signature(things.make_group).parameters["people"].annotation).replace("PersonInput", "")  # fmt: skip


def test_response_without_read_only_fields_is_sent(things: Any, sent: list[httpx.Request], models: Any) -> None:
    things.make_note(plain=models.Plain(a="x"))
    assert body(sent) == {"plain": {"a": "x"}}


def test_required_field_without_schema_is_of_any_type(things: Any, sent: list[httpx.Request]) -> None:
    assert things.make_loose(a="x", gone=[1]).gone == [1]
    assert inspect.signature(things.make_loose).parameters["gone"].default is inspect.Parameter.empty
    things.make_loose(a="x", gone=None)
    assert body(sent) == {"a": "x", "gone": None}


def test_other_fields_have_their_documented_type(package: Any, things: Any, sent: list[httpx.Request], models: Any) -> None:  # fmt: skip
    days = models.DaysInput(name="n", additional_properties={"first": date(2026, 1, 31)})
    api = importlib.import_module("schemas_client.api.things.make_days")
    client = package.MSPortal("k" * 20, transport=httpx.MockTransport(lambda r: httpx.Response(200, content=r.content)))
    read = api.sync(client=client, body=days)
    assert read.additional_properties == {"first": date(2026, 1, 31)}
    assert read.to_dict() == {"name": "n", "first": "2026-01-31"}
    reading = importlib.import_module("schemas_client._runtime.reading")
    with pytest.raises(reading.ReadError, match="second: 'no' is not a date"):
        models.Days.from_dict({"name": "n", "first": "2026-01-31", "second": "no"})
    days.additional_properties["first"] = "no"
    assert [*problems(package, lambda: api.sync(client=client, body=days))] == ["additional_properties.first"]


def test_only_allowed_values_are_filled_in(things: Any, sent: list[httpx.Request], models: Any) -> None:
    things.make_tagged(v="x")
    assert body(sent) == {"kind": "tagged", "on": True, "version": 3, "v": "x"}
    things.make_tagged(v="x", kind="new", version=4)
    assert body(sent) == {"kind": "new", "on": True, "version": 4, "v": "x"}
    assert models.TaggedInput(v="x").kind is models.TaggedKind.TAGGED
    with pytest.raises(TypeError):
        models.Tagged(v="x")


def test_only_allowed_parameters_are_filled_in(things: Any, sent: list[httpx.Request]) -> None:
    things.find("2", "1")
    assert (sent[-1].url.raw_path, sent[-1].headers["x-mode"]) == (b"/b/2/a/1?version=v2", "only")


def test_unset_is_no_value_of_a_field_that_is_filled_in(package: Any, things: Any) -> None:
    unset = importlib.import_module("schemas_client.types").UNSET
    expected = {"kind": "is required: UNSET leaves out optional fields only"}
    assert problems(package, lambda: things.make_tagged(v="x", kind=unset)) == expected


# --- limits ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("tags", {"k": "abc"}, {"tags.k": "must have at most 2 characters, has 3"}),
        ("tags", {"k": 1}, {"tags.k": "must be a string, is int 1"}),
        ("tags", dict.fromkeys("abc", "x"), {"tags": "must have at most 2 fields, has 3"}),
        ("either", "abc", {"either": "must have at most 2 characters, has 3"}),
        ("either", 4, {"either": "must be at most 3, is 4"}),
        ("either", [1, "x"], {"either[1]": "must be a whole number, is str 'x'"}),
        ("either", 1j, {"either": "must be a string or a whole number or a model or a list, is complex 1j"}),
        ("nested", [["a", "abc"]], {"nested[0][1]": "must have at most 2 characters, has 3"}),
        ("maps", {"a": {"b": 0}}, {"maps.a.b": "must be at least 1, is 0"}),
        ("code", "A12", {"code": "must match '^[a-z]\\\\d{2}\\\\Z', is 'A12'"}),
        ("code", "a12\n", {"code": "must match '^[a-z]\\\\d{2}\\\\Z', is 'a12\\n'"}),
        ("code", "a\u0967\u0968", {"code": "must match '^[a-z]\\\\d{2}\\\\Z', is 'a\u0967\u0968'"}),
        ("step", 0.25, {"step": "must be a multiple of 0.1, is 0.25"}),
        ("unique", ["a", "b", "a"], {"unique[2]": "must not be in the list twice"}),
        ("huge", 10**401, {"huge": "must be at most a number of 1329 bits, is a number of 1333 bits"}),
    ],
)
def test_limit_is_checked(package: Any, things: Any, field: str, value: Any, expected: Json) -> None:
    assert problems(package, lambda: things.make_limited(**{field: value})) == expected


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("tags", {"a": "x", "b": "yz"}), ("either", "ab"), ("either", 3), ("either", [4]), ("maps", {"a": {"b": 1, "c": True}}),
        ("code", "a12"), ("slow", "a" * 40 + "!"), ("letters", "1"), ("step", 0.3), ("step", 7), ("unique", ["a", "b"]), ("huge", 1),
    ],
)  # fmt: skip
def test_value_within_limits_is_sent(things: Any, sent: list[httpx.Request], field: str, value: Any) -> None:
    things.make_limited(**{field: value})
    assert body(sent) == {field: value}


def test_limits_of_model_in_union_are_checked(package: Any, things: Any, models: Any) -> None:
    expected = {"either.a": "must be a string, is int 1"}
    assert problems(package, lambda: things.make_limited(either=models.PlainInput(a=1))) == expected


def test_docstring_says_which_pattern_is_not_checked(things: Any) -> None:
    text = inspect.getdoc(things.make_limited) or ""
    assert "code: Matches `^[a-z]\\d{2}$`." in text
    assert "slow: Matches `^(a+)+$`; the client does not check this." in text
    assert "letters: Matches `^\\p{L}+$`; the client does not check this." in text
    assert "step: A multiple of 0.1." in text
    assert "tags: At most 2 fields." in text


# --- combined schemas ------------------------------------------------------------------------------------------------


def test_narrowed_scalar_has_the_narrower_limits(package: Any, things: Any, models: Any) -> None:
    fields = {"color": "red", "both": "red"}
    assert things.make_narrow(code=None, **fields).code is None
    assert problems(package, lambda: things.make_narrow(code="ab", **fields)) == {"code": "must have at least 3 characters, has 2"}  # fmt: skip
    assert problems(package, lambda: things.make_narrow(code="abcde", **fields)) == {"code": "must have at most 4 characters, has 5"}  # fmt: skip
    assert problems(package, lambda: things.make_narrow(code=None, whole=0, **fields)) == {"whole": "must be at least 1, is 0"}  # fmt: skip
    assert [member.value for member in models.NarrowColor] == ["red", "blue"]
    assert models.Narrow.from_dict({"code": None, **fields}).both is models.Color.RED


def test_fields_beside_union_are_in_each_option(things: Any, sent: list[httpx.Request], models: Any) -> None:
    read = things.make_contact(body=models.ContactOption2Input(name="n", hook="h"))
    assert body(sent) == {"name": "n", "hook": "h"}
    assert type(read).__name__ == "ContactOption2"
    assert type(models.ContactOption1.from_dict({"name": "n", "mail": "m"})).__name__ == "ContactOption1"


def test_type_wins_over_structure(things: Any, sent: list[httpx.Request]) -> None:
    read = things.make_odd(text="t", list_=[1], flag=True, object_={"x": 1})
    assert body(sent) == {"text": "t", "list": [1], "flag": True, "object": {"x": 1}}
    assert (read.text, read.list_, read.flag, read.object_) == ("t", [1], True, {"x": 1})


# --- names -----------------------------------------------------------------------------------------------------------


def test_path_parameters_are_in_the_order_of_the_path(things: Any) -> None:
    positional = [p.name for p in inspect.signature(things.find).parameters.values() if p.kind is p.POSITIONAL_OR_KEYWORD]  # fmt: skip
    assert positional == ["second", "first"]


def test_inline_enums_with_same_field_and_values_are_one_class(models: Any, things: Any) -> None:
    names = {name for name in models.__all__ if name.endswith(("Order", "State", "Things"))}
    # `Things` is the name of the resource.
    assert names == {"Order", "SortRequestState", "State", "WatchResponseThings"}
    assert "Order | str" in str(inspect.signature(things.find).parameters["order"].annotation)
    assert models.SortResponse.from_dict({"order": "up", "state": "on"}).order is models.Order.UP


def test_enum_members_have_the_names_of_the_document(models: Any) -> None:
    assert {member.name: member.value for member in models.NamedLevel} == {"LOW": -1, "MID_LEVEL": 0}
    assert [member.name for member in models.NamedNames] == ["VALUE_30_S"]
