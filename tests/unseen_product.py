"""An OpenAPI document of another product, as zod-to-openapi writes it, with five operations for each resource."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

RESOURCES = ("Vehicle", "Driver", "Depot", "Inspection", "Tyre", "Fuel card", "Incident", "Toll road")


def document(*resources: str) -> Json:
    """Return the document of a fleet management API with these resources, by default all eight."""
    names = resources or RESOURCES
    paths: Json = {}
    schemas: Json = _shared()
    for number, name in enumerate(names):
        paths |= _paths(name)
        schemas |= _schemas(name, number)
    return {
        "openapi": "3.0.3",
        "info": {
            "title": "Fleet Public API",
            "version": "2.4.0",
            "description": "Vehicles and all that goes with them.",
        },
        "servers": [{"url": "https://fleet.example"}],
        "security": [{"BearerAuth": []}],
        "tags": [{"name": _plural(name), "description": f"Everything about {_plural(name).lower()}"} for name in names],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {"BearerAuth": {"type": "http", "scheme": "bearer"}},
        },
    }


def _plural(name: str) -> str:
    return f"{name}s"


def _class(name: str) -> str:
    return name.title().replace(" ", "")


def _ref(name: str, description: str | None = None) -> Json:
    reference = {"$ref": f"#/components/schemas/{name}"}
    return reference if description is None else {"allOf": [reference, {"description": description}]}


def _json(schema: Json, description: str) -> Json:
    return {"description": description, "content": {"application/json": {"schema": schema}}}


def _errors(scope: str, *statuses: str) -> Json:
    words = {"400": "Validation error", "401": "Unauthorized", "404": "Not found"}
    words["403"] = f"Forbidden - Missing required scope ({scope})"
    return {status: _json(_ref("ErrorResponse"), words[status]) for status in ("400", "401", "403", *statuses)}


def _query(name: str, **schema: Any) -> Json:
    return {"name": name, "in": "query", "required": False, "schema": schema}


def _paths(name: str) -> Json:
    lower, kind = name.lower(), _class(name)
    scope = _plural(lower).replace(" ", "")
    collection = f"/api/public/v2/{_plural(lower).replace(' ', '-')}"
    common: Json = {"tags": [_plural(name)], "security": [{"BearerAuth": []}]}
    the_id = {"name": "id", "in": "path", "required": True, "schema": {"type": "string", "format": "uuid"}}
    read, write = _errors(f"{scope}.read"), _errors(f"{scope}.write")
    body = {"required": True, "content": {"application/json": {"schema": _ref(f"Create{kind}Request")}}}
    changes = {"required": True, "content": {"application/json": {"schema": _ref(f"Update{kind}Request")}}}
    single = _ref(f"{kind}SingleResponse")
    return {
        collection: {
            "get": {
                **common,
                "summary": f"List {_plural(lower)}",
                "parameters": [
                    _query("page", type="number", minimum=1, default=1),
                    _query("limit", type="number", minimum=1, maximum=200, default=50),
                    _query("sortColumn", type="string", enum=["name", "createdAt"], default="name"),
                    _query("sortDesc", type="boolean", nullable=True),
                    _query("state", type="string", enum=["active", "parked", "sold"]),
                    _query("createdFrom", type="string", format="date-time"),
                    _query("search", type="string", minLength=2, maxLength=80),
                ],
                "responses": {"200": _json(_ref(f"{kind}ListResponse"), "Success"), **read},
            },
            "post": {
                **common,
                "summary": f"Create {lower}",
                "description": f"Create a {lower}.",
                "requestBody": body,
                "responses": {"201": _json(single, "Created"), **write},
            },
        },
        f"{collection}/{{id}}": {
            "get": {
                **common,
                "summary": f"Get {lower}",
                "parameters": [the_id],
                "responses": {"200": _json(single, "Success"), **read, **_errors(f"{scope}.read", "404")},
            },
            "patch": {
                **common,
                "summary": f"Update {lower}",
                "parameters": [the_id],
                "requestBody": changes,
                "responses": {"200": _json(single, "Success"), **_errors(f"{scope}.write", "404")},
            },
            "delete": {
                **common,
                "summary": f"Delete {lower}",
                "parameters": [the_id],
                "responses": {"204": {"description": "Deleted"}, **_errors(f"{scope}.write", "404")},
            },
        },
    }


def _schemas(name: str, number: int) -> Json:
    kind = _class(name)
    fields = {
        "name": {
            "type": "string",
            "minLength": 1,
            "maxLength": 120,
            "description": f"Name of the {name.lower()}",
        },
        "state": _ref("FleetState", "What it is used for"),
        "mileage": {"type": "number", "minimum": 0, "maximum": 2_000_000},
        "seats": {"type": "integer", "minimum": 1, "maximum": 80 + number},
        "boughtAt": {"type": "string", "format": "date-time"},
        "notes": {"type": "string", "maxLength": 5000, "nullable": True},
        "labels": {"type": "array", "items": {"type": "string", "minLength": 1, "maxLength": 30}, "maxItems": 5},
        "garage": _ref("Garage"),
    }
    received = {field: {**schema} for field, schema in fields.items()}
    for schema in received.values():
        for bound in ("minLength", "maxLength", "minimum", "maximum", "maxItems"):
            schema.pop(bound, None)
    received["labels"] = {"type": "array", "items": {"type": "string"}}
    return {
        kind: {
            "type": "object",
            "properties": {
                "id": {"type": "string", "format": "uuid"},
                **received,
                "owner": _ref("FleetOwner", "Who it belongs to"),
                "boughtAt": {"type": "string", "format": "date-time", "nullable": True},
                "inspectedOn": {"type": "string", "format": "date", "nullable": True},
                "readings": {"type": "object", "additionalProperties": {"type": "number"}},
                "createdAt": {"type": "string", "format": "date-time"},
                "isElectric": {"type": "boolean"},
            },
            "required": ["id", *fields, "owner", "inspectedOn", "readings", "createdAt", "isElectric"],
        },
        f"{kind}ListResponse": {
            "type": "object",
            "properties": {"data": {"type": "array", "items": _ref(kind)}, "pagination": _ref("Pagination")},
            "required": ["data", "pagination"],
        },
        f"{kind}SingleResponse": {"type": "object", "properties": {"data": _ref(kind)}, "required": ["data"]},
        f"Create{kind}Request": {"type": "object", "properties": fields, "required": ["name", "seats"]},
        f"Update{kind}Request": {"type": "object", "properties": fields},
    }


def _shared() -> Json:
    numbers = {name: {"type": "number"} for name in ("page", "limit", "total", "totalPages")}
    flags = {name: {"type": "boolean"} for name in ("hasNextPage", "hasPreviousPage")}
    return {
        "ErrorResponse": {
            "type": "object",
            "properties": {
                "error": {"type": "string"},
                "code": {"type": "string"},
                "details": {"nullable": True, "description": "Additional error details"},
                "requestId": {"type": "string"},
            },
            "required": ["error"],
        },
        "Pagination": {"type": "object", "properties": {**numbers, **flags}, "required": [*numbers, *flags]},
        "FleetState": {"type": "string", "enum": ["active", "parked", "sold"]},
        "FleetOwner": {
            "type": "object",
            "nullable": True,
            "properties": {"id": {"type": "string", "format": "uuid"}, "name": {"type": "string"}},
            "required": ["id", "name"],
        },
        "Garage": {
            "type": "object",
            "properties": {"city": {"type": "string"}, "spaces": {"type": "integer", "nullable": True}},
            "required": ["city"],
        },
    }
