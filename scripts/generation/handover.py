"""The normalised document as an OpenAPI 3.1 document for openapi-python-client.

Every operation, parameter, body, response and class is handed over with its types. Four things have another form, because
openapi-python-client would rename, merge or drop them otherwise:

- Operations and tags have numbers; a path is its number and its path parameters.
- Header parameters are in the query, because it refuses dates, lists and objects in headers.
- Null is an option of a union: `nullable` has no effect beside `$ref`.
- A mapping has a title that no class has: it makes a class of each, named after its place.

Texts and limits are left out; it makes nothing but docstrings of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any, cast

from .document import Json, operations

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
    made["responses"] = {
        status: {"description": "", "content": _content(response["content"], titles, is_response=True)}
        for status, response in operation["responses"].items()
    }
    if "requestBody" in operation:
        body = operation["requestBody"]
        made["requestBody"] = {
            "required": body["required"],
            "content": _content(body["content"], titles, is_response=False),
        }
    return made


def _content(content: Json, titles: Iterator[str], *, is_response: bool) -> Json:
    """Return JSON as it is; other bodies are bytes, and other responses are text or bytes."""
    for media, holder in content.items():
        if media == "application/json":
            return {media: {"schema": _schema(holder["schema"], titles)}}
        if is_response and media.startswith("text/"):
            return {"text/plain": {"schema": {"type": "string"}}}
        return {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
    return {}


def _class(schema: Json, titles: Iterator[str]) -> Json:
    if "enum" not in schema:
        return {key: value for key, value in _schema(schema, titles).items() if key != "title"}
    return {
        "type": schema["type"],
        "enum": [value for _, value in schema["x-members"]],
        "x-enum-varnames": [name for name, _ in schema["x-members"]],
    }


def _schema(schema: Json, titles: Iterator[str]) -> Json:
    kept = {key: _member(key, schema[key], titles) for key in _KEPT if schema.get(key) not in (None, [], "")}
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
