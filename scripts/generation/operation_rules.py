"""The rules for operations: parameters, bodies and responses in one form, and a name for each operation."""

from __future__ import annotations

import re
from typing import Any

from .document import Json, operations, pointer, resolve
from .naming import LONGEST, RESERVED_OPERATIONS, snake_case, words
from .traversal import as_object, each_schema, report, without
from .validate import PATH_PARAMETER

# Headers that the client sends by itself, or that frame the request; OpenAPI itself says to ignore some of them.
CLIENT_HEADERS = {
    "accept", "authorization", "connection", "content-length", "content-type", "cookie", "host", "transfer-encoding",
    "x-request-id",
}  # fmt: skip
_TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"  # noqa: S105 - what RFC 9110 calls a token


def gather_parts(document: Json) -> Json:
    """Parameters, bodies and responses stand in their operation: one form for all later rules and for the generator."""
    paths: Json = {}
    for path, item in document["paths"].items():
        if path.startswith("/"):
            paths[path] = _dereferenced(document, item)
    gathered: Json = {}
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
        gathered.setdefault(path, {})[method] = {
            **operation,
            "parameters": list(parameters.values()),
            **body,
            "responses": responses,
            "x-pointer": pointer("paths", path, method),
        }
    schemas: Json = document.get("components", {}).get("schemas", {})
    return {
        "openapi": document["openapi"],
        "tags": document.get("tags", []),
        "paths": gathered,
        "components": {"schemas": {name: as_object(schema) for name, schema in schemas.items()}},
    }


def drop_foreign_extensions(document: Json) -> Json:
    """`x-` members are the rules' own, or else a document could speak in their name; `x-provenance` is only words."""

    def change(schema: Json) -> Json:
        return {key: value for key, value in schema.items() if not key.startswith("x-") or key == "x-at"}

    document = each_schema(_with_one_schema_each(document), change)
    for _, _, operation in operations(document):
        for key in list(operation):
            if key.startswith("x-") and key not in {"x-pointer", "x-provenance"}:
                del operation[key]
    for name, schema in document["components"]["schemas"].items():
        schema["x-pointer"] = pointer("components", "schemas", name)
    return document


def _with_one_schema_each(document: Json) -> Json:
    """Whatever has a schema has it as `schema`, and bodies and responses have one content at most."""
    for _, _, operation in operations(document):
        for parameter in operation["parameters"]:
            parameter["schema"] = as_object(parameter["schema"] if "schema" in parameter else _content(parameter)[1])
        for holder in [operation.get("requestBody", {}), *operation["responses"].values()]:
            media, schema = _content(holder)
            holder["content"] = {} if media is None else {media: {"schema": schema}}
    return document


def keep_plain_parameters(document: Json) -> Json:
    """Headers that the client itself sends are no arguments; cookies are refused, because the API takes none."""
    for path, _, operation in operations(document):
        at: str = operation["x-pointer"]
        declared = {p["name"] for p in operation["parameters"] if p["in"] == "path"}
        for name in PATH_PARAMETER.findall(path):
            if name not in declared:
                report(document, at, f"the path names {{{name}}}, but no path parameter does")
        kept: list[Json] = []
        for parameter in operation["parameters"]:
            name, location = parameter["name"], parameter["in"]
            if location == "header" and name.lower() in CLIENT_HEADERS:
                continue
            if location == "cookie":
                report(document, at, f"cookie parameter {name!r}: the API takes no cookies")
            elif location == "path" and f"{{{name}}}" not in path:
                report(document, at, f"path parameter {name!r} is not in the path")
            elif location == "header" and not re.fullmatch(_TOKEN, name):
                report(document, at, f"header parameter {name!r} has characters that no header has")
            else:
                kept.append({
                    "name": name,
                    "in": location,
                    "required": location == "path" or parameter.get("required") is True,
                    "schema": {"description": parameter.get("description", ""), **parameter["schema"]},
                    "x-form": [parameter.get("style"), parameter.get("explode")],
                })  # fmt: skip
        operation["parameters"] = kept
    return document


def name_operations(document: Json) -> Json:
    """An operation is called what its summary says, in its first tag: `operationId` is absent or made of the path."""
    first: dict[tuple[str, str], Json] = {}
    for path, method, operation in operations(document):
        operation["tags"] = [next(iter(operation.get("tags") or []), "default")]
        texts = [operation.get("summary", ""), operation.get("operationId", ""), f"{method} {path}"]
        name = snake_case(next(text for text in texts if words(text)), fallback="operation")
        operation["operationId"] = f"{name}_" if name in RESERVED_OPERATIONS else name
        if len(name) > LONGEST:
            report(document, operation["x-pointer"], f"its summary is no name: it is longer than {LONGEST} characters")
        other = first.setdefault((operation["tags"][0], operation["operationId"]), operation)
        if other is not operation:
            report(
                document,
                operation["x-pointer"],
                f"two operations of tag {operation['tags'][0]!r} have the name {operation['operationId']!r}; "
                f"the other is #{other['x-pointer']}",
            )
    return document


def keep_success(document: Json) -> Json:
    """Only the success is a return type: errors are raised, whatever their body. Several successes are a union."""
    for _, _, operation in operations(document):
        responses: dict[str, Json] = operation["responses"]
        successes = {s: r for s, r in sorted(responses.items()) if re.fullmatch(r"2(\d\d|XX)", s)}
        operation["x-errors"] = [
            [status, response.get("description", "")]
            for status, response in sorted(responses.items())
            if status not in successes
        ]
        found: dict[str, list[Json]] = {}
        for response in successes.values():
            for media, holder in response["content"].items():
                if holder["schema"] not in found.setdefault(media, []):
                    found[media].append(holder["schema"])
        success: Json = {"content": {}}
        if found:
            media = "application/json" if "application/json" in found else next(iter(found))
            schemas = found[media]
            success["content"] = {media: {"schema": schemas[0] if len(schemas) == 1 else {"oneOf": schemas}}}
        operation["responses"] = {"2XX": success}
    return document


def keep_one_body(document: Json) -> Json:
    """A body has one form. JSON is preferred; what has no JSON form is sent as bytes of its one documented type."""
    for _, _, operation in operations(document):
        body = operation.pop("requestBody", None)
        if body is None:
            continue
        media = next(iter(body["content"]), "no type")
        if (
            not re.fullmatch(rf"{_TOKEN}/{_TOKEN}", media)
            or media.startswith("multipart/")
            or media == "application/x-www-form-urlencoded"
        ):
            report(document, f"{operation['x-pointer']}/requestBody", f"a body of {media} cannot be generated")
            continue
        operation["requestBody"] = {"required": body.get("required") is True, "content": body["content"]}
    return document


def read_boolean_strings(document: Json) -> Json:
    """A query parameter that takes the strings true and false is a boolean; it is sent as the same text."""
    for _, _, operation in operations(document):
        for parameter in operation["parameters"]:
            schema = parameter["schema"]
            if {str(value) for value in schema.get("enum", [])} == {"true", "false"}:
                parameter["schema"] = {**without(schema, "enum"), "type": "boolean"}
    return document


def _dereferenced(document: Json, value: Json) -> Json:
    while "$ref" in value:
        value = resolve(document, value["$ref"])
    return value


def _content(holder: Json) -> tuple[str | None, Json]:
    """The preferred media type of a body or response, in lower case and without parameters, and its schema."""
    content: dict[str, Json] = holder.get("content", {})
    media: dict[str, Any] = {key.split(";")[0].strip().lower(): value.get("schema") for key, value in content.items()}
    if not media:
        return None, {}
    best = next((m for m in media if m == "application/json" or m.endswith("+json")), next(iter(media)))
    return "application/json" if best.endswith("+json") else best, as_object(media[best])
