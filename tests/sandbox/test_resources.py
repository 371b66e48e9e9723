"""Resources, routes and defaults that follow from a document."""

from __future__ import annotations

import re
from typing import Any

import pytest
from sandbox.schemas import read

from msportal_client.sandbox.resources import catalogue, noun_of
from msportal_client.sandbox.rules import defaults
from msportal_client.sandbox.spec import Schema, read_spec


@pytest.mark.parametrize(
    ("property_", "default"),
    [
        ({"type": "string", "description": "Status (default: Not Started)"}, "Not Started"),
        ({"type": "number", "description": "Hours (default: 0)"}, 0),
        ({"type": "number", "description": "Rate (default: 1.5)"}, 1.5),
        ({"type": "boolean", "description": "Whether (default: false)"}, False),
        ({"type": "number", "description": "Count (default: the number of users)"}, None),
        ({"type": "string", "enum": ["a"], "description": "Kind (default: b)"}, None),
        ({"type": "integer", "default": 7, "description": "(default: 9)"}, 7),
    ],
)
def test_documented_defaults_are_found(property_: dict[str, Any], default: Any) -> None:
    found = defaults(read({"type": "object", "properties": {"field": property_}}))
    assert found.get("field") == default
    assert type(found.get("field")) is type(default)


@pytest.mark.parametrize(
    ("segment", "noun"),
    [
        ("companies", "company"),
        ("statuses", "status"),
        ("classes", "class"),
        ("boxes", "box"),
        ("nps", "nps"),
        ("line-items", "lineItem"),
        ("analysis", "analysis"),
        ("address", "address"),
    ],
)
def test_noun_is_singular(segment: str, noun: str) -> None:
    assert noun_of(segment) == noun


def test_vendored_operations_have_route_and_scope() -> None:
    spec = read_spec()
    routes = catalogue(spec).routes
    assert [route.operation for route in routes] == list(spec.operations)
    assert len(routes) == sum(len(item) for item in spec.document["paths"].values())
    assert all(re.fullmatch(r"[a-z_]+\.(read|write)", route.operation.scope) for route in routes)


def answering(schema: dict[str, Any], status: int = 200) -> dict[str, Any]:
    content = {"application/json": {"schema": schema}}
    return {"responses": {str(status): {"description": "", "content": content}}}


def test_action_follows_from_path_and_response() -> None:
    thing = {"$ref": "#/components/schemas/Thing"}
    label = {"type": "object", "properties": {"id": {"type": "string"}}}
    read_back = catalogue(
        read_spec(
            {
                "openapi": "3.0.3",
                "paths": {
                    "/things": {
                        "get": answering({"type": "array", "items": thing}),
                        "post": answering(thing, 201),
                        "delete": answering({"type": "object"}),
                    },
                    "/things/{id}": {"get": answering(thing), "put": answering(thing), "delete": answering(thing)},
                    "/things/{id}/archive": {"post": answering(thing)},
                    "/things/{id}/copies": {"post": answering(thing, 201)},
                    "/things/{id}/label": {"get": answering(label), "put": answering(label)},
                    "/things/count": {"get": answering({"type": "object"})},
                },
                "components": {"schemas": {"Thing": {"type": "object", "properties": {"id": {"type": "string"}}}}},
            }
        )
    )
    assert {route.operation.key: route.action for route in read_back.routes} == {
        "GET /things": "list",
        "POST /things": "create",
        "DELETE /things": "act",
        "GET /things/{id}": "get",
        "PUT /things/{id}": "update",
        "DELETE /things/{id}": "delete",
        "POST /things/{id}/archive": "update",
        "POST /things/{id}/copies": "create",
        "GET /things/{id}/label": "read",
        "PUT /things/{id}/label": "write",
        "GET /things/count": "read",
    }


@pytest.mark.parametrize(
    ("field", "format_", "labels"),
    [
        ("userId", "uuid", ["user", "company user"]),
        ("authorUserId", "uuid", ["user", "company user"]),
        ("surveyId", "", ["nps"]),
        ("plannerItemIds", "uuid", ["item"]),
        ("statusId", "uuid", ["tickets status"]),
        ("externalDeviceId", "uuid", []),
        ("requestId", "", []),
        ("serialId", "", []),
        ("identity", "uuid", []),
    ],
)
def test_id_field_names_its_resource(field: str, format_: str, labels: list[str]) -> None:
    found = catalogue(read_spec()).find_by_id_field(field, Schema(type="string", format=format_), "Tickets")
    assert [resource.label for resource in found] == labels
