"""References to schemas inside other schemas, of bundlers and of JSON Schema, and to parts inside operations."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

import httpx
import pytest
from documents import Json, document, json_of, operation, parameter, record, ref
from generation.references import hoist_schemas
from generation.validate import validate
from regeneration import Run

Package = Callable[[Json], Any]
TEXT: Json = {"type": "string"}
COLOR: Json = {"type": "string", "enum": ["red", "green"]}


def to(*keys: str) -> Json:
    return {"$ref": "#/" + "/".join(key.replace("~", "~0").replace("/", "~1") for key in keys)}


def models(made: Any) -> Any:
    return import_module(f"{made.__name__}.models")


def answered(made: Any, name: str, body: Any) -> Any:
    transport = httpx.MockTransport(lambda _: httpx.Response(200, json=body))
    with made.MSPortal("key", transport=transport, strict=True) as client:
        return getattr(client.things, name)()


def test_reference_into_a_property(package: Package) -> None:
    schemas = {"T": record("a", "c", a=record("b", b=TEXT), c=COLOR, s={"type": "string", "maxLength": 3})}
    made = package(
        document(
            {
                "/x": {"get": operation("Get it", answer=to("components", "schemas", "T", "properties", "a"))},
                "/c": {"get": operation("Get color", answer=to("components", "schemas", "T", "properties", "c"))},
                "/t": {"get": operation("Get t", answer=ref("T"))},
                "/s": {"get": operation("Get s", answer=to("components", "schemas", "T", "properties", "s"))},
            },
            schemas,
        )
    )
    assert set(models(made).__all__) == {"T", "TA", "TC"}  # the names that inline classes have
    found = answered(made, "get_it", {"b": "x"})
    assert (type(found), found.b) == (models(made).TA, "x")
    assert answered(made, "get_color", "red") is models(made).TC.RED
    assert type(answered(made, "get_t", {"a": {"b": "x"}, "c": "green"}).a) is models(made).TA
    assert answered(made, "get_s", "abc") == "abc"


@pytest.mark.parametrize("place", ["$defs", "definitions"])
@pytest.mark.parametrize("is_absolute", [True, False])
def test_reference_to_definitions(place: str, is_absolute: bool, package: Package) -> None:
    definition = to("components", "schemas", "T", place, "E") if is_absolute else to(place, "E")
    schemas = {
        "T": {
            **record("e", e=definition, list={"type": "array", "items": definition}),
            place: {"E": record("n", n=TEXT, next=definition)},
        },
        "U": {**record("e", e=to("components", "schemas", "U", place, "E")), place: {"E": COLOR}},
    }
    paths = {"/t": {"get": operation("Get t", answer=ref("T"))}, "/u": {"get": operation("Get u", answer=ref("U"))}}
    made = package({**document(paths, schemas), "openapi": "3.1.0"})
    assert set(models(made).__all__) == {"E", "T", "U", "UE"}
    found = answered(made, "get_t", {"e": {"n": "1", "next": {"n": "2"}}, "list": [{"n": "3"}]})
    assert [type(found.e), type(found.e.next), type(found.list_[0])] == [models(made).E] * 3
    assert answered(made, "get_u", {"e": "red"}).e is models(made).UE.RED


def test_reference_within_a_schema_with_an_id() -> None:
    """Such a schema is the top for its references, also where the document has the same place."""
    made = document(
        {"/t": {"get": operation("Get t")}},
        {"T": {"$id": "https://t.example", "$defs": {"E": COLOR}, **record(e=to("$defs", "E"))}},
    )
    made["$defs"] = {"E": TEXT}
    changed, problems = validate(made)
    assert problems == []
    assert changed["components"]["schemas"]["T"]["properties"]["e"] == to("components", "schemas", "T", "$defs", "E")


def test_reference_to_definitions_of_the_document(package: Package) -> None:
    made = document({"/t": {"get": operation("Get t", answer=to("$defs", "E"))}})
    assert set(models(package({**made, "$defs": {"E": record(a=TEXT)}})).__all__) == {"E"}


def test_references_into_each_other() -> None:
    """A place inside another one that is referred to, escaped names, options of unions and items."""
    inner = to("components", "schemas", "T", "properties", "a~/b", "items", "oneOf", "1")
    outer = to("components", "schemas", "T", "properties", "a~/b")
    made = document(
        {"/t": {"get": operation("Get t", answer=record(x=inner, y=outer, z={"$ref": outer["$ref"].replace("/b", "%2Fb")}))}},
        {"T": record(**{"a~/b": {"type": "array", "items": {"oneOf": [TEXT, record(n=TEXT)]}}})},
    )  # fmt: skip
    assert validate(made)[1] == []
    hoisted = hoist_schemas(made)
    schemas = hoisted["components"]["schemas"]
    assert schemas["TABItemOption2"] == record(n=TEXT)
    assert schemas["TAB"] == {"type": "array", "items": {"oneOf": [TEXT, ref("TABItemOption2")]}}
    assert schemas["T"]["properties"]["a~/b"] == ref("TAB")
    assert hoisted["x-hoisted"]["TAB"] == "/components/schemas/T/properties/a~0~1b"


def test_references_into_operations(package: Package) -> None:
    body = record("name", name=TEXT)
    made = package(
        document(
            {
                "/a/{id}": {
                    "parameters": [parameter("id", where="path")],
                    "put": operation("Put a", body=body, answer=record("made", made=TEXT), parameters=[parameter("q", COLOR)]),
                },
                "/b/{id}": {
                    "put": {
                        "tags": ["Things"],
                        "summary": "Put b",
                        "parameters": [
                            to("paths", "/a/{id}", "parameters", "0"),
                            to("paths", "/a/{id}", "put", "parameters", "0"),
                            parameter("r", to("paths", "/a/{id}", "put", "parameters", "0", "schema")),
                        ],
                        "requestBody": to("paths", "/a/{id}", "put", "requestBody"),
                        "responses": {"200": to("paths", "/a/{id}", "put", "responses", "200")},
                    }
                },
                "/c": {"get": operation("Get c", answer=to("paths", "/a/{id}", "put", "requestBody", "content", "application/json", "schema"))},
            }
        )
    )  # fmt: skip
    sent: list[httpx.Request] = []

    def handle(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(200, json={"made": "it", "name": "n"})

    with made.MSPortal("key", transport=httpx.MockTransport(handle)) as client:
        assert client.things.put_b("1", q="red", r="green", name="n").made == "it"
        assert client.things.get_c().name == "n"
    assert sent[0].url.raw_path == b"/b/1?q=red&r=green"
    assert sent[0].content == b'{"name":"n"}'


def test_flags_of_a_property_stay_its_own() -> None:
    """Read-only is the property, not what is referred to."""
    inner = to("components", "schemas", "T", "properties", "a")
    schemas = {"T": record(a={**record("n", n=TEXT), "readOnly": True, "deprecated": True})}
    hoisted = hoist_schemas(document({"/u": {"post": operation("Use", body=record(x=inner))}}, schemas))
    assert hoisted["components"]["schemas"] == {
        "T": record(a={**ref("TA"), "readOnly": True, "deprecated": True}),
        "TA": record("n", n=TEXT),
    }


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        ("#/components/schemas/T/properties", "does not lead to a schema"),
        ("#/components/schemas/T/properties/gone", "leads nowhere"),
        ("#/components/schemas/T/required/0", "does not lead to a schema"),
        ("#/components/schemas/T/example", "does not lead to a schema"),
        ("#/info", "does not lead to a schema"),
        ("#/x-schemas/T", "does not lead to a schema"),
        ("#anchor", "leads out of the document"),
        ("other.yaml#/T", "leads out of the document"),
        ("https://example.com/T.json", "leads out of the document"),
    ],
)
def test_reference_elsewhere_is_an_error(reference: str, message: str, regenerate: Callable[..., Run]) -> None:
    schema: Json = {**record("a", a=TEXT), "example": {}}
    made = document({"/t": {"get": operation("Get t", answer={"$ref": reference})}}, {"T": schema})
    run = regenerate({**made, "x-schemas": {"T": {}}})
    assert run.exit_code == 2
    assert message in run.err
    assert "#/paths/~1t/get/responses/200/content/application~1json/schema" in run.err


def test_problem_of_a_moved_schema_has_its_place(regenerate: Callable[..., Run]) -> None:
    broken = record(n={"allOf": [TEXT, {"type": "integer"}]})
    made = document(
        {
            "/t": {"get": operation("Get t", answer=to("components", "schemas", "T", "$defs", "E"))},
            "/u": {"get": operation("Get u")},
        },
        {"T": {**record(a=TEXT), "$defs": {"E": broken, "F": {"oneOf": [json_of(TEXT)]}}}},
    )
    assert "#/components/schemas/T/$defs/E/properties/n: allOf combines" in regenerate(made).err
    assert ", 1 operation left out" in regenerate(made, "--skip-unsupported").out
