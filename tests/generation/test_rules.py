"""The rules of normalisation, each on a small document."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from documents import (
    PAGINATION,
    UUID,
    Json,
    answering,
    document,
    json_of,
    odd_document,
    operation,
    parameter,
    record,
    ref,
)
from generation import class_rules, combination_rules, media_rules, name_rules, notation_rules, operation_rules
from generation import normalise as normalisation
from generation.normalise import RULES, Rule, applied, normalise

TEXT: Json = {"type": "string"}


def after(rule: Rule, received: Json) -> Json:
    """Return the document after all rules up to this one."""
    for each in RULES[: RULES.index(rule) + 1]:
        received = applied(each, received)
    return received


def only_operation(received: Json) -> Json:
    (item,) = received["paths"].values()
    found: Json
    (found,) = item.values()
    return found


def answer_after(rule: Rule, schema: Any, schemas: Json | None = None) -> Json:
    """Return a response schema after the rules up to this one."""
    found = only_operation(after(rule, answering(schema, schemas)))
    content: Json = next(iter(found["responses"].values()))["content"]
    schema_after: Json = content["application/json"]["schema"]
    return schema_after


def components(received: Json) -> Json:
    found: Json = received["components"]["schemas"]
    return found


def problems(received: Json) -> list[tuple[str, str]]:
    return [(problem.pointer, problem.message) for problem in normalise(received)[1]]


@pytest.mark.parametrize("rule", RULES)
def test_rule_leaves_its_argument_unchanged(rule: Rule) -> None:
    received = odd_document()
    for each in RULES[: RULES.index(rule)]:
        received = applied(each, received)
    before = copy.deepcopy(received)
    applied(rule, received)
    assert received == before


def test_every_rule_has_a_docstring() -> None:
    assert all(rule.__doc__ for rule in RULES)
    described = normalisation.__doc__ or ""
    assert {"x-problems", "x-pointer", "x-sent", "x-wire"} <= set(described.split("`"))


# --- operations ------------------------------------------------------------------------------------------------------


def test_inline_parts_of_operation() -> None:
    received = document({
        "/things/{id}": {
            "parameters": [{"$ref": "#/components/parameters/Id"}, parameter("limit", {"type": "integer"})],
            "put": operation(
                "Put thing",
                parameters=[parameter("limit", {"type": "number"})],
                requestBody={"$ref": "#/components/requestBodies/Body"},
                responses={"200": {"$ref": "#/components/responses/Indirect"}, "x-note": 1},
            ),
        }
    })  # fmt: skip
    received["components"] |= {
        "parameters": {"Id": parameter("id", UUID, where="path")},
        "requestBodies": {"Body": {"content": json_of(TEXT)}},
        "responses": {"Indirect": {"$ref": "#/components/responses/Direct"}, "Direct": {"content": json_of(UUID)}},
    }
    found = only_operation(after(operation_rules.inline_parts, received))
    assert [(p["name"], p["schema"]["type"]) for p in found["parameters"]] == [("id", "string"), ("limit", "number")]
    assert found["requestBody"] == {"content": json_of(TEXT)}
    assert found["responses"] == {"200": {"content": json_of(UUID)}}
    assert found["x-pointer"] == "/paths/~1things~1{id}/put"


def test_inline_referenced_path_item() -> None:
    received = document({"/a": {"$ref": "#/paths/~1b"}, "/b": {"get": operation("Get thing")}, "x-note": 1})
    assert set(after(operation_rules.inline_parts, received)["paths"]) == {"/a", "/b"}


def test_extensions_of_the_document_are_dropped() -> None:
    forged = {"x-sent": True, "x-received-as": "__import__('os')", "x-wire": "y", "x-members": [["A", "b"]], "x-pointer": "z"}  # fmt: skip
    schemas = {"Thing": {**record(a={**TEXT, **forged}), **forged}, "Kind": {"type": "string", "enum": ["a"], **forged}}
    received = document({"/thing": {"get": {**operation("Get thing", answer=ref("Thing")), **forged, "x-path": "/x"}}}, schemas)  # fmt: skip
    plain = document(
        {"/thing": {"get": operation("Get thing", answer=ref("Thing"))}},
        {"Thing": record(a=TEXT), "Kind": {"type": "string", "enum": ["a"]}},
    )
    assert normalise(received) == normalise(plain)


def test_client_headers_are_dropped() -> None:
    names = ["Authorization", "X-Request-Id", "accept", "Cookie", "X-Other"]
    received = document({"/thing": {"get": operation("Get thing", parameters=[parameter(name, where="header") for name in names])}})  # fmt: skip
    found = only_operation(after(operation_rules.keep_plain_parameters, received))
    assert [p["name"] for p in found["parameters"]] == ["X-Other"]


def test_unsendable_parameters_are_reported() -> None:
    strings: Json = {"type": "array", "items": TEXT}
    parameters = [
        parameter("other", where="path"),
        parameter("a b", where="header"),
        parameter("c;d", where="cookie"),
        parameter("sort", {"type": "array", "items": {"type": "object"}}),
        parameter("ids", {"type": "array", "items": strings}, where="header"),
        parameter("tags", strings, where="header", style="form"),
        parameter("union", {"oneOf": [TEXT, {"type": "array", "items": {"type": "array"}}]}),
        {
            "name": "json",
            "in": "query",
            "content": {"application/json": {"schema": {"type": "array", "items": strings}}},
        },
        {"name": "xml", "in": "query", "content": {"application/xml": {"schema": TEXT}}},
    ]
    received = document({"/t/{id}": {"get": operation("Get", parameters=parameters)}})
    at = "/paths/~1t~1{id}/get"
    nested = "takes a list of objects or of lists, which has no form there: use plain items, or JSON as its content"
    assert sorted(problems(received)) == [
        (at, "cookie parameter 'c;d' is not a valid cookie name: rename it"),
        (at, "header parameter 'a b' is not a valid header name: rename it"),
        (at, f"header parameter 'ids' {nested}"),
        (at, "header parameter 'tags' cannot have the style 'form': use simple"),
        (at, "path parameter 'other' is not in the path: add {other} or remove the parameter"),
        (at, f"query parameter 'sort' {nested}"),
        (at, "query parameter 'xml' of type 'application/xml' is not supported: use JSON"),
        (at, "{id} in the path has no path parameter: declare one"),
    ]


def test_success_responses_become_one_union() -> None:
    responses = {
        "201": {"description": "", "content": json_of(TEXT)},
        "200": {"description": "", "content": json_of(UUID)},
        "2XX": {"description": "", "content": json_of(TEXT)},
        "204": {"description": "Nothing"},
        "404": {"description": "Gone", "content": json_of(record(a=TEXT))},
        "default": {"description": "Wrong"},
    }
    found = only_operation(after(media_rules.keep_success_responses, document({"/t": {"get": operation("Get", responses=responses)}})))  # fmt: skip
    kept = {status: [holder["schema"] for holder in response["content"].values()] for status, response in found["responses"].items()}  # fmt: skip
    assert kept == {"200": [UUID], "201": [TEXT], "204": []}
    assert found["x-errors"] == [["404", "Gone"], ["default", "Wrong"]]


def successes(responses: Json) -> Json:
    """Return the media types of the successes that are kept, by status."""
    received = document({"/t": {"get": operation("Get", responses=responses)}})
    found = only_operation(after(media_rules.keep_success_responses, received))
    return {status: list(response["content"]) for status, response in found["responses"].items()}


@pytest.mark.parametrize(
    ("content", "media"),
    [
        ({"text/plain": {}, "application/json": {}}, ["application/json"]),
        ({"application/vnd.x+json": {}, "text/json": {}, "application/json": {}}, ["application/json"]),
        ({"text/csv": {}, "application/problem+json; charset=utf-8": {}}, ["application/problem+json; charset=utf-8"]),
        ({"application/x-ndjson": {}}, ["application/x-ndjson"]),
        ({"Text/Plain; charset=utf-8": {"schema": TEXT}}, ["Text/Plain; charset=utf-8"]),
        ({"*/*": {"schema": record(a=TEXT)}}, ["application/json"]),
        ({"*/*": {}}, ["*/*"]),
        ({}, []),
    ],
)
def test_media_type_prefers_json(content: Json, media: list[str]) -> None:
    assert successes({"200": {"content": content}}) == {"2XX": media}


def test_default_alone_is_the_success() -> None:
    assert successes({"default": {"content": json_of(TEXT)}}) == {"2XX": ["application/json"]}
    assert successes({"400": {}, "default": {"content": json_of(TEXT)}}) == {"2XX": ["application/json"]}
    assert successes({"204": {}, "default": {"content": json_of(TEXT)}}) == {"2XX": []}
    assert successes({"2xx": {"content": json_of(TEXT)}, "202": {}}) == {"202": [], "2XX": ["application/json"]}


def test_events_stand_beside_other_responses() -> None:
    stream: Json = {"text/event-stream": {"schema": TEXT}}
    assert successes({"200": {"content": stream}}) == {"events": ["text/event-stream"]}
    assert successes({"200": {"content": {**stream, **json_of(TEXT)}}}) == {"2XX": ["application/json"], "events": ["text/event-stream"]}  # fmt: skip


@pytest.mark.parametrize(
    ("content", "kept"),
    [
        ({"multipart/form-data": {}, "application/json": {}}, ["application/json", "multipart/form-data"]),
        ({"text/json": {}, "application/json": {}, "application/*+json": {}}, ["application/json"]),
        ({"application/merge-patch+json": {}}, ["application/merge-patch+json"]),
        ({"application/xml": {"schema": record(a=TEXT)}, "application/json": {}}, ["application/json"]),
        ({"text/csv": {"schema": TEXT}, "application/json": {}}, ["application/json", "text/csv"]),
        ({"application/xml": {"schema": record(a=TEXT)}}, ["application/xml"]),
        ({"*/*": {"schema": record(a=TEXT)}}, ["application/json"]),
        ({"*/*": {}}, ["*/*"]),
    ],
)
def test_media_types_of_bodies(content: Json, kept: list[str]) -> None:
    received = document({"/t": {"post": operation("Post", requestBody={"content": content})}})
    found = only_operation(after(media_rules.keep_sendable_bodies, received))
    assert list(found["requestBody"]["content"]) == kept


@pytest.mark.parametrize("media", ["multipart/mixed", "text/a\r\nx: y", ""])
def test_unsupported_body_is_reported(media: str) -> None:
    received = document({"/t": {"post": operation("Post", requestBody={"content": {media: {}}})}})
    ((where, what),) = problems(received)
    assert where == "/paths/~1t/post/requestBody"
    assert what == f"a body of type {media!r} is not supported: offer JSON, a form, a text or a binary type"


def test_boolean_strings_become_booleans() -> None:
    received = document({"/t": {"get": operation("Get", parameters=[parameter("a", {**TEXT, "enum": ["true", "false"]})])}})  # fmt: skip
    (found,) = only_operation(after(operation_rules.read_boolean_strings, received))["parameters"]
    assert found["schema"] == {"description": "", "type": "boolean"}


# --- schemas ---------------------------------------------------------------------------------------------------------


def test_type_list_keeps_members_of_each_type() -> None:
    schema = {
        "type": ["object", "array", "string"],
        "properties": {"a": TEXT},
        "required": ["a"],
        "items": TEXT,
        "maxLength": 2,
    }
    found = answer_after(notation_rules.split_type_lists, schema)
    assert found == {
        "oneOf": [
            {"type": "object", "properties": {"a": TEXT}, "required": ["a"], "maxLength": 2},
            {"type": "array", "items": TEXT, "maxLength": 2},
            {"type": "string", "maxLength": 2},
        ]
    }


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": ["string", "null"]}, {"type": "string", "nullable": True}),
        ({"type": ["string"]}, {"type": "string"}),
        ({"type": ["null"]}, {"nullable": True}),
        ({"type": "null"}, {"nullable": True}),
        ({"const": None}, {"nullable": True}),
        (
            {"type": ["string", "integer"], "description": "d", "minLength": 2},
            {"description": "d", "oneOf": [{"type": "string", "minLength": 2}, {"type": "integer", "minLength": 2}]},
        ),
        ({"oneOf": [TEXT, {"type": "null"}]}, {"nullable": True, "allOf": [TEXT]}),
        ({"anyOf": [TEXT, {"type": "string", "nullable": True, "enum": [None]}]}, {"nullable": True, "allOf": [TEXT]}),
        ({"anyOf": [TEXT, {"type": "object", "nullable": True, "enum": [None]}]}, {"nullable": True, "allOf": [TEXT]}),
        ({"anyOf": [TEXT, UUID, {"type": "null", "description": "none"}]}, {"nullable": True, "anyOf": [TEXT, UUID]}),
        ({"oneOf": [TEXT]}, {"allOf": [TEXT]}),
        ({"oneOf": [UUID], "allOf": [{"description": "d"}]}, {"allOf": [{"description": "d"}, UUID]}),
        ({"type": "string", "enum": ["a", None]}, {"type": "string", "enum": ["a"], "nullable": True}),
    ],
)
def test_unify_null(schema: Json, expected: Json) -> None:
    found = answer_after(notation_rules.unify_null, schema)
    assert {key: value for key, value in found.items() if key != "x-at"} == expected


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"minimum": 1, "exclusiveMinimum": True}, {"exclusiveMinimum": 1}),
        ({"maximum": 1, "exclusiveMaximum": False}, {"maximum": 1}),
        ({"exclusiveMaximum": 2.5}, {"exclusiveMaximum": 2.5}),
        ({"exclusiveMinimum": True}, {}),
        ({"minLength": 1.0, "maxItems": 2.0}, {"minLength": 1, "maxItems": 2}),
    ],
)
def test_unify_bounds(schema: Json, expected: Json) -> None:
    found = answer_after(notation_rules.unify_bounds, schema)
    assert (found, [type(value) for value in found.values()]) == (expected, [type(v) for v in expected.values()])


ENUMS: list[tuple[list[Any], list[Any] | None]] = [
    (["a", "a", "b"], ["a", "b"]),
    ([2, 1], [2, 1]),
    ([True, False], None),
    (["a", 1], None),
    ([1.5], None),
    ([{}], None),
    ([], None),
]


@pytest.mark.parametrize(("enum", "expected"), ENUMS)
def test_enum_needs_strings_or_integers(enum: list[Any], expected: list[Any] | None) -> None:
    assert answer_after(notation_rules.strip_annotations, {"enum": enum}).get("enum") == expected


def test_titles_and_examples_are_stripped() -> None:
    schema = {"type": "string", "title": "T", "default": "d", "example": "e", "examples": ["e"], "description": "w"}
    assert answer_after(notation_rules.strip_annotations, schema) == {
        "type": "string",
        "description": "w",
        "x-default": "d",
    }


def test_fields_beside_union_are_distributed() -> None:
    union = {**record("name", name=TEXT), "description": "d", "anyOf": [ref("Thing"), record(b=TEXT)]}
    found = answer_after(combination_rules.merge_all_of, union, {"Thing": record("a", a=TEXT)})
    assert found == {
        "description": "d",
        "anyOf": [record("name", "a", name=TEXT, a=TEXT), record("name", name=TEXT, b=TEXT)],
    }


@pytest.mark.parametrize("option", [{"required": ["a"]}, {"type": "object", "required": ["b"]}, {"description": "d"}])
def test_required_only_union_is_dropped(option: Json) -> None:
    made = {**record(a=TEXT, b=TEXT), "oneOf": [option, {"required": ["a", "b"]}]}
    found = answer_after(combination_rules.distribute_fields, made)
    assert {key: value for key, value in found.items() if key != "x-at"} == record(a=TEXT, b=TEXT)


COLOR: Json = {"type": "string", "enum": ["red"], "description": "A color."}


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"allOf": [ref("Color"), {"description": "d"}]}, {**ref("Color"), "description": "d"}),
        ({"allOf": [ref("Color")], "nullable": True}, {**ref("Color"), "nullable": True}),
        ({"allOf": [ref("Color"), {"type": "string"}]}, ref("Color")),
        ({"allOf": [TEXT, {"minLength": 3}]}, {"type": "string", "minLength": 3}),
        ({"allOf": [TEXT, TEXT]}, TEXT),
        ({"allOf": [ref("Name"), {"maxLength": 9}]}, {**ref("Name"), "maxLength": 9}),
        ({"allOf": []}, {}),
        ({"allOf": [{"allOf": [{"allOf": [UUID]}]}, {"description": "d"}]}, {**UUID, "description": "d"}),
        (
            {"allOf": [ref("Base"), record("b", b=TEXT)], "description": "d"},
            {**record("a", "b", a={**ref("Color"), "description": "x"}, b=TEXT), "description": "d"},
        ),
        (
            {"allOf": [record("a", a=TEXT), {"properties": {"a": {"description": "more"}}, "additionalProperties": False}]},
            {**record("a", a={**TEXT, "description": "more"}), "additionalProperties": False},
        ),
    ],
)  # fmt: skip
def test_merge_all_of(schema: Json, expected: Json) -> None:
    base = record("a", a={"allOf": [ref("Color"), {"description": "x"}]})
    assert (
        answer_after(combination_rules.merge_all_of, schema, {"Color": COLOR, "Name": TEXT, "Base": base}) == expected
    )


def test_incompatible_all_of_is_reported() -> None:
    schemas: Json = {
        "A": {"allOf": [ref("B"), record(x=TEXT)]},
        "B": {"allOf": [ref("A"), record(y=TEXT)]},
        "C": record(field={"items": {"allOf": [TEXT, {"type": "integer"}]}}),
    }
    message = "allOf combines schemas that cannot be one object: use oneOf, or make every part an object"
    cycle = "allOf leads back to itself: a schema cannot be a part of itself"
    assert {(where, what) for where, what in problems(answering(TEXT, schemas))} == {
        ("/components/schemas/B", cycle),
        ("/components/schemas/C/properties/field/items", message),
    }


def test_aliases_are_inlined() -> None:
    schemas: Json = {
        "Name": {**TEXT, "minLength": 1, "description": "A name."},
        "Again": ref("Name"),
        "Names": {"type": "array", "items": ref("Again")},
        "Json": {"oneOf": [TEXT, {"type": "array", "items": ref("Json")}]},
        "Nothing": {**record(a=TEXT), "nullable": True},
    }
    rule = class_rules.inline_aliases
    named = {**TEXT, "minLength": 1, "description": "A name."}
    assert answer_after(rule, {**ref("Again"), "nullable": True}, schemas) == {**named, "nullable": True}
    assert answer_after(rule, ref("Names"), schemas) == {"type": "array", "items": named}
    assert answer_after(rule, ref("Json"), schemas)["oneOf"][1] == {"type": "array", "items": {}}
    assert answer_after(rule, ref("Nothing"), schemas) == {**ref("Nothing"), "nullable": True}
    assert set(components(after(rule, answering(TEXT, schemas)))) == {"Nothing"}


def test_inline_class_is_named_after_its_place() -> None:
    schemas: Json = {
        "Thing": record(
            itsSize=record(a=TEXT),
            list={"type": "array", "items": record(a=TEXT)},
            map={"type": "object", "additionalProperties": record(a=TEXT)},
            union={"oneOf": [record(a=TEXT), record(b=TEXT)]},
            kind={"type": "string", "enum": ["a"]},
        ),
        "Rows": {"type": "array", "items": record(a=TEXT)},
        "thing-kind": {"type": "string", "enum": ["b"]},
    }
    post = operation(
        "Make thing", answer=record(rows=ref("Rows"), more=ref("Rows")), body=record(a=TEXT),
        parameters=[parameter("sort-by", {**TEXT, "enum": ["a"]})],
    )  # fmt: skip
    paths = {"/a": {"post": post}, "/b": {"get": operation("Get", answer=record(a=TEXT))}, "/c": {"get": operation("Get", tag="Other tag", answer=record(a=TEXT))}}  # fmt: skip
    assert set(components(after(class_rules.inline_aliases, document(paths, schemas)))) == {
        "Thing", "ThingItsSize", "ThingListItem", "ThingMapValue", "ThingUnionOption1", "ThingUnionOption2", "ThingKind2",
        "ThingKind", "RowsItem", "MakeThingRequest", "MakeThingResponse", "MakeThingSortBy", "ThingsGetResponse",
        "OtherTagGetResponse",
    }  # fmt: skip


def test_class_names_are_unique_and_not_reserved() -> None:
    names = ["foo_bar", "FooBar", "foobar", "Response", "response", "Exception", "Sequence", "日", "日本", "1st", "A/b"]
    found = components(after(class_rules.name_classes, answering(TEXT, {name: record(a=TEXT) for name in names})))
    assert list(found) == [
        "FooBar2", "FooBar", "Foobar3", "Response_", "Response2", "Exception_", "Sequence_", "Model", "Model2", "Model1St", "AB",
    ]  # fmt: skip


def test_nullable_option_makes_union_nullable() -> None:
    schema = {"oneOf": [{**TEXT, "nullable": True}, ref("Nothing")]}
    found = answer_after(class_rules.lift_null, schema, {"Nothing": {**record(a=TEXT), "nullable": True}})
    assert found == {"oneOf": [TEXT, ref("Nothing")], "nullable": True}


def test_shared_class_is_split_for_requests() -> None:
    schemas: Json = {
        "Both": record(inner=ref("Inner"), kind=COLOR),
        "Inner": record(a=TEXT),
        "Sent": record(inner=ref("Inner")),
        "Received": record(inner=ref("Inner")),
        "InnerInput": record(a=TEXT),
    }
    paths = {
        "/a": {"post": operation("Make", body=ref("Both"), answer=ref("Both"))},
        "/b": {"post": operation("Make other", body=ref("Sent"), answer=ref("Received"))},
    }
    found = components(after(class_rules.split_sent_from_received, document(paths, schemas)))
    assert {name: schema.get("x-received-as") for name, schema in found.items() if schema.get("x-sent")} == {
        "BothInput": "Both",
        "InnerInput2": "Inner",
        "Sent": None,
    }
    assert found["Both"]["properties"]["inner"] == ref("Inner")
    assert found["BothInput"]["properties"]["inner"] == found["Sent"]["properties"]["inner"] == ref("InnerInput2")
    assert found["BothInput"]["properties"]["kind"] == found["Both"]["properties"]["kind"]


@pytest.mark.parametrize(
    ("values", "names"),
    [
        (["A+", "A-", "", "1", "None", "a"], ["A_2", "A_3", "EMPTY", "VALUE_1", "NONE", "A"]),
        ([1, -1, 0], ["VALUE_1", "VALUE_NEGATIVE_1", "VALUE_0"]),
        (["NotStarted", "not_started", "日", ">"], ["NOT_STARTED_2", "NOT_STARTED", "VALUE_2", "VALUE"]),
        (["mro", "name", "class", "self"], ["MRO", "NAME", "CLASS", "SELF"]),
    ],
)
def test_enum_member_names(values: list[Any], names: list[str]) -> None:
    found = components(after(name_rules.name_members, answering(TEXT, {"Kind": {"enum": values}})))
    assert found["Kind"]["x-members"] == [[name, value] for name, value in zip(names, values, strict=True)]


def test_field_names() -> None:
    wires = ["fooBar", "foo_bar", "foo-bar", "class", "Class", "type", "list", "self", "id", "_id", "additionalProperties", "__class__", "", "2nd"]  # fmt: skip
    schema = {"type": "object", "properties": dict.fromkeys(wires, TEXT), "required": ["Class", "gone", "Class"]}
    found = components(after(name_rules.name_fields, answering(ref("Thing"), {"Thing": schema})))["Thing"]
    assert {name: field["x-wire"] for name, field in found["properties"].items()} == {
        "foo_bar_3": "fooBar", "foo_bar": "foo_bar", "foo_bar_2": "foo-bar", "class_": "class", "class_2": "Class",
        "type": "type", "list_": "list", "self_": "self", "id": "id", "id_2": "_id",
        "additional_properties_": "additionalProperties", "class_3": "__class__", "field_": "", "field_2_nd": "2nd",
        "gone": "gone",
    }  # fmt: skip
    assert found["required"] == ["class_2", "gone"]


def test_argument_names_are_unique_across_locations() -> None:
    parameters = [parameter("x", where="header"), parameter("x-"), *(parameter(name, where="path") for name in ("x-", "x", "body", "Client"))]  # fmt: skip
    received = document({"/{x-}/{x}/{body}/{Client}": {"get": operation("Get", parameters=parameters)}})
    found = after(name_rules.name_fields, received)
    assert list(found["paths"]) == ["/{x_2}/{x}/{body_}/{client_}"]
    assert [(p["in"], p["name"], p["schema"]["x-wire"]) for p in only_operation(found)["parameters"]] == [
        ("path", "x_2", "x-"),
        ("path", "x", "x"),
        ("path", "body_", "body"),
        ("path", "client_", "Client"),
        ("query", "x_3", "x-"),
        ("header", "x_4", "x"),
    ]


def test_too_long_class_names_are_reported() -> None:
    assert [where for where, _ in problems(document({}, {"A" * 200: record(a=TEXT)}))] == [
        f"/components/schemas/{'A' * 200}",
    ]


def test_list_envelope_is_a_class() -> None:
    schema = record("data", "pagination", data={"type": "array", "items": TEXT}, pagination=PAGINATION)
    assert set(components(normalise(answering(schema))[0])) == {"GetThingResponse", "GetThingResponsePagination"}
