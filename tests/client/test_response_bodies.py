"""`Response.text` and `Response.json`."""

from __future__ import annotations

import pickle
from typing import Any

import httpx
import pytest
from fake_server import KEY, Call, Server, error_response

from msportal_client import BadRequestError, MSPortalError, Response, ResponseDecodeError, ServerError
from msportal_client.api.planner import list_planner_items
from msportal_client.types import Headers

PAGE = {"page": 1, "limit": 1, "totalCount": 0, "totalPages": 0, "hasNextPage": False, "hasPrevPage": False}


def response(content: bytes, content_type: str | None = None) -> Response[None]:
    headers = Headers([("Content-Type", content_type)] if content_type else [])
    return Response(200, headers, content, "id", None)


@pytest.mark.parametrize(
    ("content", "content_type", "text"),
    [
        (b"", None, ""),
        ("für".encode(), None, "für"),
        (b"\xef\xbb\xbfx", "text/plain", "x"),
        ("für".encode("latin-1"), "text/plain; charset=ISO-8859-1", "für"),
        ("für".encode("utf-16"), 'text/csv; header=present; Charset = "utf-16"', "für"),
        (b"f\xff", "text/plain; charset=utf-8", "f\ufffd"),
        (b"f\xff", "text/plain; charset=us-ascii", "f\ufffd"),
        ("für".encode(), "text/plain; charset=no-charset", "für"),
        ("für".encode(), "text/plain; charset=hex", "für"),
        ("für".encode(), "text/plain; charset=idna", "für"),
        ("für".encode(), "text/plain; charset=a\x00b", "für"),
        ("für".encode(), "text/plain; charset=", "für"),
        ("für".encode(), "multipart/mixed; boundary=charset", "für"),
    ],
)
def test_text_follows_charset(content: bytes, content_type: str | None, text: str) -> None:
    assert response(content, content_type).text == text


def detailed(msportal: Any) -> Any:
    send = list_planner_items.sync_detailed if hasattr(msportal, "close") else list_planner_items.asyncio_detailed
    return send(client=msportal)


def test_json_is_body_as_sent(call: Call, server: Server) -> None:
    body: dict[str, Any] = {"data": [], "pagination": {**PAGE, "new": [1.5, None, 2**70]}, "x": "ü"}
    server.respond_with(httpx.Response(200, json=body))
    received = call(detailed)
    assert received.json() == body
    assert received.text.startswith('{"data":')
    assert pickle.loads(pickle.dumps(received)).json() == body


@pytest.mark.parametrize(
    ("content", "problem"), [(b"", "the body is empty"), (b"<html>", "not JSON"), (b"[NaN]", "not JSON")]
)
def test_json_error_is_typed_without_key(call: Call, server: Server, content: bytes, problem: str) -> None:
    content = content and content + KEY.encode()
    server.respond_with(httpx.Response(200, content=content, headers={"x-echo": KEY, "x-request-id": f"id-{KEY}"}))
    received = call(lambda m: m.request("GET", "/export"))
    with pytest.raises(ResponseDecodeError, match=problem) as caught:
        received.json()
    error = caught.value
    assert isinstance(error, MSPortalError)
    assert KEY not in f"{error!r} {error.response.headers!r} {error.response.content!r} {error.__context__!r}"
    assert error.response.status_code == 200


def test_json_of_error_response(call: Call, server: Server) -> None:
    server.respond_with(error_response(400, f"No {KEY}"), httpx.Response(502, content=b"<html>"))
    for kind, problem in ((BadRequestError, ""), (ServerError, "not JSON")):
        with pytest.raises(kind) as caught:
            call(lambda m: m.request("POST", "/a"))
        if problem:
            with pytest.raises(ResponseDecodeError, match=problem):
                caught.value.response.json()
        else:
            assert caught.value.response.json()["error"] == "No <API key>"
        assert KEY.encode() not in pickle.dumps(caught.value)


def test_pickled_response_has_no_key(call: Call, server: Server) -> None:
    server.respond_with(httpx.Response(200, json={"data": [], "pagination": PAGE}))
    received = call(detailed)
    assert KEY.encode() not in pickle.dumps(received)
    assert pickle.loads(pickle.dumps(received)) == received


def test_json_of_hand_made_response() -> None:
    assert response(b'{"a": 1}').json() == {"a": 1}
    with pytest.raises(ValueError, match=r"Expecting value|Unexpected '<'"):
        response(b"<html>").json()
