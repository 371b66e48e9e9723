"""The normalised document as an OpenAPI 3.1 document for openapi-python-client.

Every operation, parameter, body, response and class is handed over with its types. Five things have another form, because
openapi-python-client would rename, merge or drop them otherwise:

- Operations and tags have numbers; a path is its number and its path parameters.
- Header parameters are in the query, because it refuses dates, lists and objects in headers.
- Null is an option of a union: `nullable` has no effect beside `$ref`.
- A body is JSON, in which a file is a binary string; of several media types it is a union, as several responses are.
- A mapping has a title that no class has: it makes a class of each, named after its place.

Texts and limits are left out; it makes nothing but docstrings of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any, cast

from .document import Json, operations
from .media_types import EVENTS, is_form, is_json, is_plain_text, is_text

_KEPT = ("type", "format", "$ref", "required", "properties", "items", "additionalProperties", "oneOf", "anyOf")


def handover(document: Json) -> Json:
    """Return the document for openapi-python-client."""
    components: Json = document["components"]["schemas"]
    names = {name.lower() for name in components}
    titles = (title for n in count(1) if (title := f"Mapping{n}").lower() not in names)
    tags: dict[str, int] = {}
    paths: Json = {}
    for n, (_, method, operation) in enumerate(operations(document)):
        tag = tags.setdefault(operation["tags"][0], len(tags))
        in_path = [parameter["name"] for parameter in operation["parameters"] if parameter["in"] == "path"]
        path = "".join(f"/{{{name}}}" for name in in_path)
        paths[f"/{n}{path}"] = {method: _operation(operation, n, tag, titles)}
    return {
        "openapi": "3.1.0",
        "info": {"title": "API", "version": "1"},
        "paths": paths,
        "components": {"schemas": {name: _class(schema, titles) for name, schema in components.items()}},
    }


def _operation(operation: Json, number: int, tag: int, titles: Iterator[str]) -> Json:
    made: Json = {"operationId": f"operation{number}", "tags": [f"tag{tag}"]}
    made["parameters"] = [
        {
            "name": parameter["name"],
            "in": "path" if parameter["in"] == "path" else "query",
            "required": parameter["required"],
            "schema": _schema({**parameter["schema"], "nullable": False}, titles),
        }
        for parameter in operation["parameters"]
    ]
    made["responses"] = {"2XX": {"description": "", "content": _response_content(operation["responses"], titles)}}
    if "requestBody" in operation:
        body = operation["requestBody"]
        schemas = [schema for media, holder in body["content"].items() for schema in _body_schemas(media, holder)]
        made["requestBody"] = {
            "required": body["required"],
            "content": {"application/json": {"schema": _schema(_union(schemas), titles)}},
        }
    return made


# A file, or bytes in a response.
_FILE: Json = {"type": "string", "format": "binary", "x-file": True}


def _body_schemas(media: str, holder: Json) -> list[Json]:
    if is_json(media) or is_form(media):
        return [holder["schema"]]
    return [{"type": "string"}, _FILE] if is_text(media) else [_FILE]


def _response_content(responses: Json, titles: Iterator[str]) -> Json:
    """Return the content of the responses as JSON that any of them may be; a text and bytes have types of their own."""
    kept = {status: response for status, response in responses.items() if status != "events"}
    contents = [
        (media, holder["schema"]) for response in kept.values() for media, holder in response["content"].items()
    ]
    if not contents and "events" in responses:
        event = responses["events"]["content"][EVENTS]["schema"]
        text = {"type": "string"} if is_plain_text(event) else event
        return {"application/json": {"schema": _schema({"type": "array", "items": text}, titles)}}
    if len(kept) == 1 and contents and not is_json(contents[0][0]):
        media, _ = contents[0]
        schema = {"type": "string"} if is_text(media) else {"type": "string", "format": "binary"}
        return {"text/plain" if is_text(media) else "application/octet-stream": {"schema": schema}}
    if not contents:
        return {}
    schemas = [
        schema if is_json(media) else {"type": "string"} if is_text(media) else _FILE for media, schema in contents
    ]
    may_be_none = any(not response["content"] for response in kept.values())
    union = _union(schemas)
    return {"application/json": {"schema": _schema({**union, "nullable": True} if may_be_none else union, titles)}}


def _union(schemas: list[Json]) -> Json:
    distinct = [schema for n, schema in enumerate(schemas) if schema not in schemas[:n]]
    return distinct[0] if len(distinct) == 1 else {"oneOf": distinct}


def _class(schema: Json, titles: Iterator[str]) -> Json:
    if "enum" not in schema:
        return {key: value for key, value in _schema({**schema, "type": "object"}, titles).items() if key != "title"}
    return {
        "type": schema["type"],
        "enum": [value for _, value in schema["x-members"]],
        "x-enum-varnames": [name for name, _ in schema["x-members"]],
    }


def _schema(schema: Json, titles: Iterator[str]) -> Json:
    kept = {key: _member(key, schema[key], titles) for key in _KEPT if schema.get(key) not in (None, [], "")}
    if kept.get("format") == "binary" and schema.get("x-file") is not True:
        del kept["format"]  # In JSON it is a text.
    if kept.get("type") == "array":
        kept.setdefault("items", {})
    elif kept.get("type") == "object" and not kept.get("properties"):
        kept["title"] = next(titles)
    return {"oneOf": [kept, {"type": "null"}]} if schema.get("nullable") is True else kept


def _member(key: str, value: Any, titles: Iterator[str]) -> Any:
    match key:
        case "properties":
            return {name: _schema(part, titles) for name, part in value.items()}
        case "items":
            return _schema(value, titles)
        case "additionalProperties" if isinstance(value, dict):
            return _schema(cast("Json", value), titles)
        case "oneOf" | "anyOf":
            return [_schema(part, titles) for part in value]
        case "format":
            return value.encode("ascii", "ignore").decode()
        case _:
            return value
