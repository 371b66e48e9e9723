"""Rules for operations: parameters, bodies and responses in one form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .document import Json, is_array, operations, pointer, resolve
from .media_types import TOKEN, body_content, is_json, is_text, response_content
from .traversal import as_object, component, each_schema, report, without
from .validate import PATH_PARAMETER

# Headers that the client sends itself or that frame the request; OpenAPI requires some of them to be ignored.
CLIENT_HEADERS = {
    "accept", "authorization", "connection", "content-length", "content-type", "cookie", "host", "transfer-encoding",
    "x-request-id",
}  # fmt: skip
_DOCUMENT_MEMBERS = {"x-client", "x-base-url", "x-cursors", "x-hoisted", "x-problems"}
# Members that other rules have made, and the text of where an operation is documented.
_OPERATION_MEMBERS = {"x-pointer", "x-provenance", "x-server", "x-anonymous", "x-paging"}


def inline_parts(document: Json) -> Json:
    """Move referenced and path-level parameters, bodies and responses into their operations."""
    paths: Json = {}
    for path, item in document["paths"].items():
        if path.startswith("/"):
            paths[path] = _dereferenced(document, item)
    inlined: Json = {}
    for path, method, operation in operations({"paths": paths}):
        parameters: dict[tuple[str, str], Json] = {}
        for parameter in [*paths[path].get("parameters", []), *operation.get("parameters", [])]:
            found = _dereferenced(document, parameter)
            parameters[found["in"], found["name"]] = found
        responses: Json = {
            status: _dereferenced(document, response)
            for status, response in operation.get("responses", {}).items()
            if not status.startswith("x-")
        }
        body = {"requestBody": _dereferenced(document, operation["requestBody"])} if "requestBody" in operation else {}
        inlined.setdefault(path, {})[method] = {
            **operation,
            "parameters": list(parameters.values()),
            **body,
            "responses": responses,
            "x-pointer": pointer("paths", path, method),
        }
    schemas: Json = document.get("components", {}).get("schemas", {})
    return {
        "openapi": document["openapi"],
        **{key: value for key, value in document.items() if key in _DOCUMENT_MEMBERS},
        "tags": document.get("tags", []),
        "paths": inlined,
        "components": {"schemas": {name: as_object(schema) for name, schema in schemas.items()}},
    }


def drop_foreign_extensions(document: Json) -> Json:
    """Remove the document's own `x-` members, which rules would take for theirs; `x-provenance` is only text."""

    def change(schema: Json) -> Json:
        kept = {key: value for key, value in schema.items() if not key.startswith("x-") or key == "x-at"}
        names, values = schema.get("x-enum-varnames"), schema.get("enum")
        if is_array(names) and is_array(values) and len(names) == len(values):
            kept["x-names"] = {str(value): str(name) for value, name in zip(values, names, strict=True)}
        return kept

    document = each_schema(_with_schemas(document), change)
    for _, _, operation in operations(document):
        for key in list(operation):
            if key.startswith("x-") and key not in _OPERATION_MEMBERS:
                del operation[key]
    for name, schema in document["components"]["schemas"].items():
        schema["x-pointer"] = document.get("x-hoisted", {}).get(name) or pointer("components", "schemas", name)
    return document


def _with_schemas(document: Json) -> Json:
    """Put every schema in a member `schema`, and keep the media types that bodies are sent and responses read in."""
    for _, _, operation in operations(document):
        for parameter in operation["parameters"]:
            if "schema" in parameter:
                parameter.pop("content", None)
            contents: Json = parameter.get("content", {})
            content: Json = next(iter(contents.values())) if contents else {}
            parameter["schema"] = as_object(parameter.get("schema", content.get("schema")))
        if "requestBody" in operation:
            body = operation["requestBody"]
            body["content"] = body_content(document, body.get("content", {}))
        for response in operation["responses"].values():
            response["content"] = response_content(document, response.get("content", {}))
    return document


def keep_plain_parameters(document: Json) -> Json:
    """Drop headers that the client sends itself, and report parameters that cannot be sent."""
    for path, _, operation in operations(document):
        at: str = operation["x-pointer"]
        declared = {p["name"] for p in operation["parameters"] if p["in"] == "path"}
        for name in PATH_PARAMETER.findall(path):
            if name not in declared:
                report(document, at, f"{{{name}}} in the path has no path parameter: declare one")
        kept: list[Json] = []
        for parameter in operation["parameters"]:
            name, location = parameter["name"], parameter["in"]
            if location == "header" and name.lower() in CLIENT_HEADERS:
                continue
            if location == "path" and f"{{{name}}}" not in path:
                report(
                    document, at, f"path parameter {name!r} is not in the path: add {{{name}}} or remove the parameter"
                )
            elif location in {"header", "cookie"} and not re.fullmatch(TOKEN, name):
                report(document, at, f"{location} parameter {name!r} is not a valid {location} name: rename it")
            else:
                kept.append({
                    "name": name,
                    "in": location,
                    "required": location == "path" or parameter.get("required") is True,
                    "schema": {
                        "description": parameter.get("description", ""),
                        **({"deprecated": True} if parameter.get("deprecated") is True else {}),
                        **parameter["schema"],
                    },
                    "x-style": _style(document, at, parameter),
                })  # fmt: skip
        operation["parameters"] = kept
    return document


# The styles of each location; the first is that of a parameter which names none.
_STYLES = {
    "path": ("simple", "label", "matrix"),
    "query": ("form", "spaceDelimited", "pipeDelimited", "deepObject"),
    "header": ("simple",),
    "cookie": ("form",),
}


def _style(document: Json, at: str, parameter: Json) -> list[Any] | None:
    """Return the style of a parameter, whether it is exploded and reserves nothing; None for the usual one."""
    location: str = parameter["in"]
    if parameter.get("content"):
        media = next(iter(parameter["content"]))
        if is_json(media):
            return ["json", False, False]
        if not is_text(media):
            report(
                document, at, f"{location} parameter {parameter['name']!r} of type {media!r} is not supported: use JSON"
            )
        return None
    usual = _STYLES[location][0]
    style = parameter.get("style", usual)
    if style not in _STYLES[location]:
        known = ", ".join(_STYLES[location])
        report(document, at, f"{location} parameter {parameter['name']!r} cannot have the style {style!r}: use {known}")
    found = [style, parameter.get("explode", style == "form") is True, parameter.get("allowReserved") is True]
    return None if found == [usual, usual == "form", False] else found


def read_boolean_strings(document: Json) -> Json:
    """Turn a parameter that takes the strings "true" and "false" into a boolean; it is sent as the same text."""
    for _, _, operation in operations(document):
        for parameter in operation["parameters"]:
            schema = parameter["schema"]
            if {str(value) for value in schema.get("enum", [])} == {"true", "false"}:
                parameter["schema"] = {**without(schema, "enum"), "type": "boolean"}
    return document


def report_unsendable_parameters(document: Json) -> Json:
    """Report parameters whose every value is a list of lists or of objects, which only JSON can express."""
    components: Json = document["components"]["schemas"]

    def parts(schema: Json) -> Iterator[Json]:
        schema = components[str(component(schema))] if "$ref" in schema else schema
        options = [*schema.get("oneOf", []), *schema.get("anyOf", [])]
        for option in options:
            yield from parts(option)
        if not options:
            yield schema

    def is_nested(part: Json) -> bool:
        items = list(parts(part.get("items", {})))
        return part.get("type") == "array" and all(
            item.get("properties") or item.get("type") in {"object", "array"} for item in items
        )

    for _, _, operation in operations(document):
        for parameter in operation["parameters"]:
            if (parameter["x-style"] or [""])[0] != "json" and all(map(is_nested, parts(parameter["schema"]))):
                report(
                    document,
                    operation["x-pointer"],
                    f"{parameter['in']} parameter {parameter['name']!r} takes a list of objects or of lists, which has "
                    "no form there: use plain items, or JSON as its content",
                )
    return document


def _dereferenced(document: Json, value: Json) -> Json:
    while "$ref" in value:
        value = resolve(document, value["$ref"])
    return value
