"""Parameters of every style, sent by a generated client."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any, Protocol

import httpx
import pytest
from documents import Json, document, operation, parameter, record, ref
from regeneration import sync_client

TEXT: Json = {"type": "string"}
STRINGS: Json = {"type": "array", "items": TEXT}


class Sent(Protocol):
    """Sends a request with parameters, whose arguments are made from the models, and returns it."""

    def __call__(
        self, parameters: list[Json], arguments: Callable[[Any], Json], path: str = "/things"
    ) -> httpx.Request: ...


@pytest.fixture
def sent(package: Callable[[Json], Any]) -> Sent:
    """Return a function that generates a client with one operation, calls it, and returns the request."""

    def send(parameters: list[Json], arguments: Callable[[Any], Json], path: str = "/things") -> httpx.Request:
        schemas = {"Filter": record(status=TEXT, since={"type": "string", "format": "date"}, tags=STRINGS, deep=record(a=TEXT))}  # fmt: skip
        made = package(document({path: {"get": operation("Get things", parameters=parameters)}}, schemas))
        requests: list[httpx.Request] = []

        def answer(request: httpx.Request) -> httpx.Response:
            requests.append(request)
            return httpx.Response(200)

        models = importlib.import_module(f"{made.__name__}.models")
        sync_client(made, answer).things.get_things(**arguments(models))
        return requests[0]

    return send


def query_of(request: httpx.Request) -> str:
    return request.url.query.decode()


def test_lists_in_query(sent: Sent) -> None:
    parameters = [
        parameter("plain", STRINGS),
        parameter("commas", {"type": "array", "items": {"type": "integer"}}, style="form", explode=False),
        parameter("spaces", STRINGS, style="spaceDelimited"),
        parameter("pipes", STRINGS, style="pipeDelimited", explode=False),
        parameter("comma", STRINGS, explode=False),
    ]
    request = sent(
        parameters,
        lambda _: {
            "plain": ["a", "b"],
            "commas": [1, 2],
            "spaces": ["a", "b"],
            "pipes": ["a", "b"],
            "comma": ["a,b", "c d"],
        },
    )
    assert query_of(request) == "plain=a&plain=b&commas=1,2&spaces=a%20b&pipes=a%7Cb&comma=a%2Cb,c%20d"


def test_model_and_mapping_in_query(sent: Sent) -> None:
    parameters = [
        parameter("filter", ref("Filter"), style="deepObject", explode=True),
        parameter("where", ref("Filter"), explode=False),
        parameter("free", {"type": "object", "additionalProperties": TEXT}, style="deepObject"),
        parameter("exploded", {"type": "object", "additionalProperties": {"type": "integer"}}),
        {"name": "json", "in": "query", "content": {"application/json": {"schema": ref("Filter")}}},
    ]
    request = sent(
        parameters,
        lambda models: {
            "filter": models.Filter(status="a b", tags=["x", "y"], deep=models.FilterDeep(a="z")),
            "where": {"status": "open", "tags": None},
            "free": {"k&": "v"},
            "exploded": {"min": 1, "max": 2},
            "json": models.Filter(tags=["é"]),
        },
    )
    assert httpx.QueryParams(query_of(request)).multi_items() == [
        ("filter[status]", "a b"), ("filter[tags]", "x"), ("filter[tags]", "y"), ("filter[deep][a]", "z"),
        ("where", "status,open"), ("free[k&]", "v"), ("min", "1"), ("max", "2"), ("json", '{"tags":["é"]}'),
    ]  # fmt: skip


def test_parameters_in_path(sent: Sent) -> None:
    parameters = [
        parameter("ids", STRINGS, where="path"),
        parameter("labels", {"type": "array", "items": {"type": "integer"}}, where="path", style="label", explode=True),
        parameter("point", {"type": "object"}, where="path", style="matrix", explode=True),
    ]
    request = sent(
        parameters,
        lambda _: {"ids": ["a/b", "c,d"], "labels": [1, 2], "point": {"x": 1, "y": 2}},
        "/things/{ids}/{labels}/at{point}",
    )
    assert request.url.raw_path.decode() == "/things/a%2Fb,c%2Cd/.1.2/at;x=1;y=2"


def test_parameters_in_headers_and_cookies(sent: Sent) -> None:
    parameters = [
        parameter("X-Tags", STRINGS, where="header"),
        parameter("X-Point", {"type": "object"}, where="header", explode=True),
        parameter("session", where="cookie"),
        parameter("flags", STRINGS, where="cookie", explode=False),
    ]
    request = sent(
        parameters,
        lambda _: {"x_tags": ["a", "b"], "x_point": {"x": 1, "y": 2}, "session": "s;1", "flags": ["f", "g"]},
    )
    assert request.headers["x-tags"] == "a,b"
    assert request.headers["x-point"] == "x=1,y=2"
    assert request.headers["cookie"] == "session=s%3B1; flags=f,g"


def test_absent_parameters_are_not_sent(sent: Sent) -> None:
    parameters = [
        parameter("session", where="cookie"),
        parameter("tags", STRINGS, where="header"),
        parameter("ids", STRINGS, explode=False),
    ]
    request = sent(parameters, lambda _: {"ids": []})
    assert query_of(request) == ""
    assert not request.headers.keys() & {"cookie", "tags"}


def test_reserved_characters(sent: Sent) -> None:
    request = sent([parameter("path", allowReserved=True)], lambda _: {"path": "/a/b:c?d&e#f"})
    assert query_of(request) == "path=/a/b:c?d%26e%23f"


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"tags": ["a", "b,c"]}, r"tags\[1\]: cannot be sent: must not have ',' in it, which separates the values"),
        ({"ids": ["a|b"]}, r"ids\[0\]: cannot be sent in a query: must not have '\|' in it"),
        ({"where": {"a": {"b": 1}}}, r"where\.a: cannot be sent in a query: dict has no form in a URL or header"),
        ({"where": {"q": 1}, "q": "x"}, "q: is written as 'q' in the query, as where is"),
        ({"where": {"a": 1}, "other": {"a": 1}}, "other: is written as 'a' in the query, as where is"),
        ({"ids": ["a"], "tags": ["\n"]}, "begin or end with a space"),
    ],
)
def test_value_that_cannot_be_sent(sent: Sent, given: Json, problem: str) -> None:
    parameters = [
        parameter("where", {"type": "object"}),
        parameter("other", {"type": "object"}),
        parameter("q"),
        parameter("tags", STRINGS, where="header"),
        parameter("ids", STRINGS, style="pipeDelimited"),
    ]
    with pytest.raises(ValueError, match=problem):
        sent(parameters, lambda _: given)
