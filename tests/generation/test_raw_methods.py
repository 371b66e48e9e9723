"""`with_raw_response` of generated clients, also where names of the document clash with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
from documents import Json, document, operation, record, ref


def test_names_that_clash(package: Callable[[Json], Any]) -> None:
    schemas = {name: record(a={"type": "string"}) for name in ("ThingsWithRawResponse", "RawResource", "RawMethod")}
    names = ["With raw response", "Raw async", "Raw sync", "Raw page", "Cached property", "Request"]
    paths: Json = {f"/{n}": {"get": operation(name, answer=ref("RawResource"))} for n, name in enumerate(names)}
    paths["/x"] = {"get": operation("Get x", tag="Request", answer=ref("ThingsWithRawResponse"))}
    paths["/y"] = {"get": operation("Get y", tag="With options", answer=ref("RawMethod"))}
    made = package(document(paths, schemas))

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json={"a": request.url.path[1:]})

    with made.MSPortal("key", transport=httpx.MockTransport(answer)) as client:
        things = client.things
        methods = [name for name in dir(things.with_raw_response) if not name.startswith("_")]
        assert sorted(getattr(things.with_raw_response, name)().parsed.a for name in methods) == list("012345")
        assert client.request_.with_raw_response.get_x().parsed.a == "x"
        assert client.with_options(timeout=1).with_options_.with_raw_response.get_y().parsed.a == "y"
        assert client.request("GET", "/z").json() == {"a": "z"}


def test_results_of_every_kind(package: Callable[[Json], Any]) -> None:
    paths: Json = {
        "/none": {"delete": operation("Nothing")},
        "/text": {
            "get": {
                **operation("Text"),
                "responses": {"200": {"description": "A", "content": {"text/csv": {"schema": {"type": "string"}}}}},
            }
        },
        "/array": {"get": operation("Array", answer={"type": "array", "items": {"type": "integer"}})},
    }
    made = package(document(paths))
    bodies = {"/none": b"", "/text": b"a;b", "/array": b"[1]"}

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=bodies[request.url.path])

    with made.MSPortal("key", transport=httpx.MockTransport(answer)) as client:
        raw = client.things.with_raw_response
        assert [raw.nothing().parsed, raw.text().parsed, raw.array().parsed] == [None, "a;b", [1]]
        assert [raw.nothing().text, raw.text().text, raw.array().json()] == ["", "a;b", [1]]


def test_one_of_several_media_types(package: Callable[[Json], Any]) -> None:
    """Whatever arguments the methods of a resource pass to the client, they arrive."""
    body = {"schema": record("a", a={"type": "string"})}
    media = ("application/json", "application/x-www-form-urlencoded")
    made_of: Json = {"requestBody": {"required": True, "content": dict.fromkeys(media, body)}}
    made = package(document({"/x": {"post": operation("Make x", answer={"type": "string"}, **made_of)}}))
    sent: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request.headers["content-type"])
        return httpx.Response(200, json=request.content.decode())

    with made.MSPortal("key", transport=httpx.MockTransport(answer)) as client:
        raw = client.things.with_raw_response
        assert raw.make_x(a="b c").parsed == '{"a":"b c"}'
        assert raw.make_x(a="b c", content_type=media[1]).parsed == "a=b%20c"
    assert sent == list(media)
