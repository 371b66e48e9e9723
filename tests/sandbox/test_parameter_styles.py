"""Parameters of every style, as the sandbox reads them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import httpx
import pytest

from msportal_client.sandbox.parameters import read_parameter, split_cookies
from msportal_client.sandbox.spec import read_spec

Serve = Callable[..., httpx.AsyncClient]

INTEGERS = {"type": "array", "items": {"type": "integer"}}
POINT = {"type": "object", "properties": {"x": {"type": "integer"}, "name": {"type": "string"}}, "required": ["x"]}


async def read_by(serve: Serve, parameter: Mapping[str, Any], url: str) -> Any:
    """Return what the sandbox reads of a query parameter: it answers with fields of the same names."""
    answer: Any = {"type": "object", "properties": {"p": {}}, "required": ["p"]}
    document: Any = {
        "openapi": "3.0.3",
        "paths": {"/tools": {"get": {
            "parameters": [{"name": "p", "required": True, **parameter}],
            "responses": {"200": {"content": {"application/json": {"schema": answer}}}},
        }}},
    }  # fmt: skip
    response = await serve(spec=document).get(f"http://sandbox{url}")
    return response.json().get("details") or response.json()["p"]


def read_text(parameter: Mapping[str, Any], *texts: str) -> Any:
    """Return what is read of a parameter that was sent as these texts."""
    operation: Any = {"parameters": [{"name": "p", **parameter}], "responses": {}}
    spec = read_spec({"openapi": "3.0.3", "paths": {"/tools": {"get": operation}}})
    return read_parameter(spec.operations[0].parameters[0], {"p": texts})


@pytest.mark.parametrize(
    ("style", "query"),
    [
        ({}, "p=1&p=2"),
        ({"explode": False}, "p=1,2"),
        ({"style": "spaceDelimited"}, "p=1%202"),
        ({"style": "pipeDelimited"}, "p=1%7C2"),
        ({"style": "pipeDelimited"}, "p=1|2"),
        ({"style": "spaceDelimited", "explode": True}, "p=1&p=2"),
    ],
)
async def test_list_in_query(serve: Serve, style: dict[str, Any], query: str) -> None:
    parameter = {"in": "query", "schema": INTEGERS, **style}
    assert await read_by(serve, parameter, f"/tools?{query}") == [1, 2]
    assert await read_by(serve, parameter, "/tools?p=x") == [
        {"path": "query.p[0]", "message": "must be an integer, not a string"}
    ]


@pytest.mark.parametrize(
    ("style", "query"),
    [
        ({}, "x=1&name=a%2Cb"),
        ({"explode": False}, "p=x,1,name,a%2Cb"),
        ({"style": "deepObject", "explode": True}, "p[x]=1&p%5Bname%5D=a%2Cb"),
    ],
)
async def test_object_in_query(serve: Serve, style: dict[str, Any], query: str) -> None:
    parameter = {"in": "query", "schema": POINT, **style}
    assert await read_by(serve, parameter, f"/tools?{query}") == {"x": 1, "name": "a,b"}


async def test_nested_deep_object(serve: Serve) -> None:
    schema = {"type": "object", "properties": {"in": POINT}}
    parameter = {"in": "query", "schema": schema, "style": "deepObject"}
    assert await read_by(serve, parameter, "/tools?p[in][x]=1") == {"in": {"x": 1}}


@pytest.mark.parametrize(
    ("style", "path"),
    [
        ({}, "1,2"),
        ({"style": "label"}, ".1,2"),
        ({"style": "label", "explode": True}, ".1.2"),
        ({"style": "matrix"}, ";p=1,2"),
        ({"style": "matrix", "explode": True}, ";p=1;p=2"),
    ],
)
def test_list_in_path(style: dict[str, Any], path: str) -> None:
    assert read_text({"in": "path", "schema": INTEGERS, **style}, path) == [1, 2]


@pytest.mark.parametrize(
    ("style", "path"),
    [
        ({}, "x,1,name,a%2Cb"),
        ({"explode": True}, "x=1,name=a%2Cb"),
        ({"style": "label", "explode": True}, ".x=1.name=a%2Cb"),
        ({"style": "matrix"}, ";p=x,1,name,a%2Cb"),
        ({"style": "matrix", "explode": True}, ";x=1;name=a%2Cb"),
    ],
)
def test_object_in_path(style: dict[str, Any], path: str) -> None:
    parameter = {"in": "path", "schema": POINT, **style}
    assert read_text(parameter, path) == {"x": 1, "name": "a,b"}


def test_plain_value_in_path() -> None:
    for style, path in (({}, "a%2Fb,c"), ({"style": "label"}, ".a%2Fb,c"), ({"style": "matrix"}, ";p=a%2Fb,c")):
        parameter = {"in": "path", "schema": {"type": "string"}, **style}
        assert read_text(parameter, path) == "a/b,c"


def test_headers_and_cookies() -> None:
    assert read_text({"in": "header", "schema": INTEGERS}, "1, 2") == [1, 2]
    exploded = {"in": "header", "schema": POINT, "explode": True}
    assert read_text(exploded, "x=1,name=b") == {"x": 1, "name": "b"}
    assert read_text({"in": "cookie", "schema": INTEGERS}, *split_cookies("p=1; q=3; p=2")["p"]) == [1, 2]
    assert read_text({"in": "cookie", "schema": INTEGERS, "explode": False}, "1,2") == [1, 2]


async def test_json_parameter(serve: Serve) -> None:
    parameter = {"in": "query", "content": {"application/json": {"schema": POINT}}}
    assert await read_by(serve, parameter, '/tools?p={"x":1}') == {"x": 1}
    assert await read_by(serve, parameter, "/tools?p={") == [
        {"path": "query.p", "message": "is not valid JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"}
    ]  # fmt: skip


async def test_empty_list_in_query(serve: Serve) -> None:
    """An empty list is written as the name with an empty text, unless its items are repeated."""
    parameter = {"in": "query", "schema": INTEGERS, "explode": False}
    assert await read_by(serve, parameter, "/tools?p=") == []
