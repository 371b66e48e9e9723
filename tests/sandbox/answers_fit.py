"""Check that responses are as a document says: strictly, with the library's own reading of OpenAPI 3.0."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

import httpx
from jsonschema import FormatChecker  # type: ignore[import-untyped]  # its types are a package apart
from openapi_schema_validator import OAS30Validator

from msportal_client.sandbox.validation import date_time

ROOT = Path(__file__).resolve().parents[2]
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
METHODS = {"get", "put", "post", "delete", "patch"}


def fits_int32(value: Any) -> bool:
    return not isinstance(value, int) or -(2**31) <= value < 2**31


def text_check(is_right: Callable[[str], Any]) -> Callable[[Any], bool]:
    """Return the check of a format, which concerns texts only."""
    return lambda value: not isinstance(value, str) or bool(is_right(value))


checker = FormatChecker(())
checker.checks("date-time")(text_check(date_time))
checker.checks("uuid")(text_check(UUID.fullmatch))
checker.checks("uri")(text_check(lambda text: urlsplit(text).scheme))
checker.checks("int32")(fits_int32)


@cache
def load(name: str) -> dict[str, Any]:
    """Return the document of a bridge."""
    return cast("dict[str, Any]", json.loads((ROOT / "msportal_client/bridges" / name / "openapi.json").read_text()))


def follow(document: Mapping[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    """Return what a node refers to, or the node."""
    target: Any = node
    if "$ref" in node:
        target = document
        for step in str(node["$ref"])[2:].split("/"):
            target = target[step.replace("~1", "/").replace("~0", "~")]
    return cast("dict[str, Any]", target)


def names_of_parts(path: str) -> list[bool]:
    return [part.startswith("{") for part in path.split("/")]


@cache
def routes(name: str) -> list[tuple[str, re.Pattern[str], dict[str, Any]]]:
    """Return the method, the pattern of the path, and the operation of each operation; the most special first."""
    document = load(name)
    found: list[tuple[str, re.Pattern[str], dict[str, Any]]] = []
    paths: dict[str, Any] = document["paths"]
    for path in sorted(paths, key=names_of_parts):
        for method, operation in paths[path].items():
            if method in METHODS:
                server = str((operation.get("servers") or document["servers"])[0]["url"])
                pattern = re.sub(r"\\\{[^}]+\\\}", "[^/]+", re.escape(urlsplit(server).path + path))
                found.append((method.upper(), re.compile(pattern), operation))
    return found


@cache
def validator(name: str, pointer: str) -> Any:
    document = load(name)
    return OAS30Validator({"$ref": pointer, "components": document["components"]}, format_checker=checker)


def check(name: str, response: httpx.Response) -> str:
    """Check a response against a document and return the id of its operation.

    Raises:
        AssertionError: It is not as documented.
    """
    document = load(name)
    path = response.request.url.raw_path.decode().partition("?")[0]
    operation = next((o for m, p, o in routes(name) if m == response.request.method and p.fullmatch(path)), None)
    if operation is None:
        return ""
    answers = operation["responses"]
    status = str(response.status_code)
    documented = answers.get(status) or answers.get(f"{status[0]}XX") or answers.get("default")
    assert documented is not None, f"{operation['operationId']}: {status} is not documented"
    documented = follow(document, documented)
    for header, described in documented.get("headers", {}).items():
        text = response.headers.get(header)
        kind = follow(document, described)["schema"]["type"]
        assert text is None or kind == "string" or float(text) >= 0, f"{header}: {text}"
    content = documented.get("content")
    if not content:
        assert response.content == b"", f"{operation['operationId']}: {status} has a body"
        return str(operation["operationId"])
    schema = content["application/json"]["schema"]
    assert response.headers["content-type"] == "application/json"
    errors = list(validator(name, schema["$ref"]).iter_errors(response.json())) if "$ref" in schema else []
    assert not errors, f"{operation['operationId']} {status}: {errors[0].message} at {list(errors[0].absolute_path)}"
    return str(operation["operationId"])
