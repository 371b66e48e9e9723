"""Bodies and responses in other media types than JSON, as the sandbox reads and sends them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx

Serve = Callable[..., httpx.AsyncClient]

FIELDS: Any = {
    "type": "object",
    "properties": {
        "name": {"type": "string", "minLength": 2},
        "count": {"type": "integer"},
        "tags": {"type": "array", "items": {"type": "integer"}},
        "meta": {"type": "object", "properties": {"deep": {"type": "boolean"}}},
        "file": {"type": "string", "format": "binary"},
    },
    "required": ["name"],
}
ANYTHING: Any = {}
ANSWER: Any = {"type": "object", "properties": dict.fromkeys(FIELDS["properties"], ANYTHING)}


def tools(content: Any, responses: Any = None) -> Any:
    answers: Any = responses or {"200": {"content": {"application/vnd.tools+json": {"schema": ANSWER}}}}
    post: Any = {"requestBody": {"required": True, "content": content}, "responses": answers}
    return {"openapi": "3.0.3", "paths": {"/tools/act": {"post": post}}}


def details(answer: httpx.Response) -> dict[str, str]:
    assert answer.status_code == 400, answer.text
    return {violation["path"]: violation["message"] for violation in answer.json()["details"]}


async def test_urlencoded_form(serve: Serve) -> None:
    encoding = {"tags": {"explode": False}, "meta": {"style": "deepObject"}}
    document = tools({"application/x-www-form-urlencoded": {"schema": FIELDS, "encoding": encoding}})
    client, url = serve(spec=document), "http://sandbox/tools/act"
    headers = {"content-type": "application/x-www-form-urlencoded"}
    answer = await client.post(url, content="name=a%20b+c&count=7&tags=1,2&meta%5Bdeep%5D=true", headers=headers)
    assert answer.json() == {"name": "a b c", "count": 7, "tags": [1, 2], "meta": {"deep": True}} | {"file": answer.json()["file"]}  # fmt: skip
    assert answer.headers["content-type"] == "application/vnd.tools+json"
    assert details(await client.post(url, content="name=a&count=x", headers=headers)) == {
        "body.name": "must have at least 2 character(s), not 1",
        "body.count": "must be an integer, not a string",
    }
    assert details(await client.post(url, content="", headers=headers)) == {"body": "is required"}
    assert details(await client.post(url, json={"name": "ab"})) == {
        "header.content-type": "must be application/x-www-form-urlencoded"
    }


async def test_multipart_form(serve: Serve) -> None:
    client, url = serve(spec=tools({"multipart/form-data": {"schema": FIELDS}})), "http://sandbox/tools/act"
    files: Any = [
        ("name", (None, "äb")),
        ("count", (None, "7")),
        ("tags", (None, "1")),
        ("tags", (None, "2")),
        ("meta", (None, '{"deep": true}', "application/json")),
        ("file", ("a.bin", b"\x00\xff\r\n", "application/octet-stream")),
    ]
    answer = await client.post(url, files=files)
    assert answer.json() == {"name": "äb", "count": 7, "tags": [1, 2], "meta": {"deep": True}, "file": "\x00\\xff\r\n"}
    assert details(await client.post(url, files=[("count", (None, "x"))])) == {
        "body.name": "is required",
        "body.count": "must be an integer, not a string",
    }
    headers = {"content-type": "multipart/form-data; boundary=b"}
    assert "not a multipart form" in details(await client.post(url, content=b"no parts", headers=headers))["body"]


async def test_one_of_several_media_types(serve: Serve) -> None:
    content = {"application/json": {"schema": FIELDS}, "application/x-www-form-urlencoded": {"schema": FIELDS}, "text/*": {}}  # fmt: skip
    client, url = serve(spec=tools(content)), "http://sandbox/tools/act"
    assert (await client.post(url, json={"name": "ab"})).json()["name"] == "ab"
    assert (await client.post(url, data={"name": "ab"})).json()["name"] == "ab"
    assert (await client.post(url, content=b"any", headers={"content-type": "text/csv"})).status_code == 200
    merged = {"content-type": "application/merge-patch+json"}
    assert (await client.post(url, content=b'{"name": "ab"}', headers=merged)).json()["name"] == "ab"


async def test_responses_without_json(serve: Serve) -> None:
    for media in ("text/csv", "application/pdf", "image/png"):
        client = serve(spec=tools({"text/plain": {}}, {"200": {"content": {media: {}}}}))
        answer = await client.post("http://sandbox/tools/act", content=b"x", headers={"content-type": "text/plain"})
        assert answer.headers["content-type"].startswith(media)
        assert answer.content
    schema = {"type": "object", "properties": {"n": {"type": "integer"}}, "required": ["n"]}
    client = serve(spec=tools({"text/plain": {}}, {"200": {"content": {"text/event-stream": {"schema": schema}}}}))
    answer = await client.post("http://sandbox/tools/act", content=b"x", headers={"content-type": "text/plain"})
    assert answer.text.startswith('id: 1\ndata: {"n": ')
