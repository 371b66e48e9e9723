"""`client.request`: endpoints that are not generated."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import Any, cast
from urllib.parse import unquote
from uuid import UUID

import httpx
import pytest
from fake_server import KEY, Call, Server, envelope, error_response, planner_item_detail
from hypothesis import given
from hypothesis import strategies as st

from msportal_client import (
    UNSET,
    APIConnectionError,
    BadRequestError,
    MSPortal,
    NotFoundError,
    PermissionDeniedError,
    RequestOptions,
    RequestValidationError,
    Response,
    RetryPolicy,
)
from msportal_client._runtime.limits import Limits
from msportal_client._runtime.operation import Operation
from msportal_client.events import Event, Finished
from msportal_client.models import BusinessValue, CreatePlannerItemRequest

ID = UUID("6f1c2a52-7a5f-4a7e-9f57-0f4a9d3f3b11")


def request(call: Call, *arguments: Any, settings: dict[str, Any] | None = None, **more: Any) -> Response[None]:
    """Return the response to `client.request`."""
    return cast("Response[None]", call(lambda m: m.request(*arguments, **more), **settings or {}))


def refused(call: Call, server: Server, *arguments: Any, **more: Any) -> list[str]:
    """Return the problems of a request that is not sent."""
    with pytest.raises(RequestValidationError) as caught:
        request(call, *arguments, **more)
    assert server.requests == []
    return [str(problem) for problem in caught.value.problems]


def test_get(call: Call, server: Server) -> None:
    server.respond_with(httpx.Response(200, json={"data": [1]}, headers={"X-Request-Id": "req-1", "X-Total": "7"}))
    response = request(call, "get", "/api/public/v1/contracts", query={"page": 2, "tag": ["a b", "c"], "none": None})
    assert response.json() == {"data": [1]}
    assert response.text == '{"data":[1]}'
    assert (response.request_id, response.headers["x-total"], response.parsed) == ("req-1", "7", None)
    sent = server.requests[0]
    assert str(sent.url) == "https://app.msportal.ai/api/public/v1/contracts?page=2&tag=a%20b&tag=c"
    assert sent.method == "GET"
    assert sent.headers["authorization"] == f"Bearer {KEY}"
    assert sent.headers["accept"] == "application/json, */*;q=0.8"
    assert sent.content == b""
    assert "content-type" not in sent.headers


@pytest.mark.parametrize(
    ("path", "params", "sent"),
    [
        ("/goals/{id}", {"id": ID}, f"/goals/{ID}"),
        ("/goals/{id}/{id}", {"id": 1.0}, "/goals/1/1"),
        ("/a/{x}-{y}.csv", {"x": "é/ü", "y": "a b?#&{x}"}, "/a/%C3%A9%2F%C3%BC-a%20b%3F%23%26%7Bx%7D.csv"),
        ("/a/{companyId}/{not.python}", {"companyId": BusinessValue.HIGH, "not.python": True}, "/a/High/true"),
        ("/Büro/a b/(x)", {}, "/B%C3%BCro/a%20b/(x)"),
        ("/a%2Fb/c:d/", {}, "/a%2Fb/c:d/"),
        ("/a...b/..c/.../{v}", {"v": "1..2"}, "/a...b/..c/.../1..2"),
        ("/{v}", {"v": "100%"}, "/100%25"),
        ("/", {}, "/"),
    ],
)
def test_path_is_filled_and_quoted(call: Call, server: Server, path: str, params: dict[str, Any], sent: str) -> None:
    server.respond_with(httpx.Response(204))
    request(call, "GET", path, params=params)
    assert server.requests[0].url.raw_path.decode() == sent


@pytest.mark.parametrize(
    "path",
    [
        "",
        "goals",
        " /goals",
        "https://evil.example/goals",
        "//evil.example/goals",
        "/\\evil.example",
        "/a/../b",
        "/..",
        "/a/.",
        "/%2e%2e/b",
        "/a/%2E./b",
        "/a/..%2fb",
        "/a/%252e%252e/b",
        "/a/..%5cb",
        "/a/..;/b",
        "/a?b=c",
        "/a#b",
        "/a\r\nHost: evil.example",
        "/a\x00",
        "/a%0d%0ab",
        "/a\u202eb",
        "/a\ud83d",
        "/100%",
        "/a%zz",
        "/a/{b",
        "/a/b}",
        "/a/{}",
        "/a/{{b}}",
        None,
        5,
        b"/a",
    ],
)
def test_path_outside_of_base_url_refused(call: Call, server: Server, path: Any) -> None:
    (problem,) = refused(call, server, "GET", path, params={"b": 1} if path and "b" in str(path) else {})
    assert problem.startswith("path: ")
    assert problem.isprintable()


@pytest.mark.parametrize(
    ("path", "params", "problems"),
    [
        ("/a/{id}", {}, ["params['id']: is missing"]),
        ("/a/{x}/{y}", {"y": 1, "z": 2}, ["params['x']: is missing", "params['z']: is not in the path /a/{x}/{y}"]),
        ("/a/{id}", {"id": ""}, ["params['id']: must name one object, is ''"]),
        ("/a/{id}", {"id": ".."}, ["params['id']: must not have a segment . or .., is '..'"]),
        ("/a/{id}", {"id": "../b"}, ["params['id']: must not have a segment . or .., is '../b'"]),
        ("/a/{id}", {"id": "%2e%2e"}, ["params['id']: must not have a segment . or .., is '%2e%2e'"]),
        (
            "/a/{id}",
            {"id": "a\r\nb"},
            ["params['id']: has control characters, or others that cannot be seen: 'a\\r\\nb'"],
        ),
        ("/a/{id}", {"id": None}, ["params['id']: cannot be sent: NoneType has no form in a URL or header"]),
        ("/a/{id}", {"id": ["a"]}, ["params['id']: cannot be sent: list has no form in a URL or header"]),
        ("/a/{id}", [("id", 1)], ["params: must be a Mapping, is of the type list"]),
        ("/a", {1: 2}, ["params[1]: is not in the path /a"]),
        ("/..{id}b", {"id": "/"}, ["path: must not have a segment . or .., is '/..%2Fb' with its params"]),
        ("/.{id}", {"id": "%2f"}, ["path: must not have a segment . or .., is '/.%252f' with its params"]),
    ],
)
def test_params_refused(call: Call, server: Server, path: str, params: Any, problems: list[str]) -> None:
    assert refused(call, server, "GET", path, params=params) == problems


@pytest.mark.parametrize("method", ["", "GE T", "GET\r\n", "CONNECT", "connect", "G3T", None, 5])
def test_method_refused(call: Call, server: Server, method: Any) -> None:
    (problem,) = refused(call, server, method, "/a")
    assert problem.startswith("method: must be ")
    assert problem.isprintable()


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ({1: 2}, "query[1]: must have a string as its name"),
        ({"a": {"b": 1}}, "query['a']: cannot be sent in a query: dict has no form there"),
        ({"a": [1, float("nan")]}, "query['a'][1]: cannot be sent in a query: nan is not a finite number"),
        ([("a", 1)], "query: must be a Mapping, is of the type list"),
        ("a=1", "query: must be a Mapping, is of the type str"),
    ],
)
def test_query_refused(call: Call, server: Server, query: Any, problem: str) -> None:
    assert refused(call, server, "GET", "/a", query=query) == [problem]


def test_query_of_options_replaces(call: Call, server: Server) -> None:
    server.respond_with(httpx.Response(200, json={}))
    request(call, "GET", "/a", query={"a": 1, "b": 2}, options=RequestOptions(query={"b": 3, "c": 4}))
    assert server.requests[0].url.query == b"a=1&b=3&c=4"


@pytest.mark.parametrize(
    ("body", "sent"),
    [
        (
            {"id": ID, "at": datetime(2026, 1, 31, tzinfo=UTC), "value": BusinessValue.HIGH},
            {"id": str(ID), "at": "2026-01-31T00:00:00.000Z", "value": "High"},
        ),
        ([1, {"a": None}], [1, {"a": None}]),
        ({}, {}),
        ([], []),
        ("text", "text"),
        (0, 0),
        (False, False),
        (1.5, 1.5),
        (CreatePlannerItemRequest(title="x"), {"title": "x"}),
        ([CreatePlannerItemRequest(title="x")], [{"title": "x"}]),
    ],
)
def test_body_of_any_json_type(call: Call, server: Server, body: Any, sent: Any) -> None:
    server.respond_with(httpx.Response(200, json={}))
    request(call, "POST", "/a", body=body)
    assert server.body == sent
    assert server.requests[0].headers["content-type"] == "application/json"


@pytest.mark.parametrize("body", [None, UNSET])
def test_no_body(call: Call, server: Server, body: Any) -> None:
    server.respond_with(httpx.Response(200, json={}))
    request(call, "POST", "/a", body=body)
    assert server.requests[0].content == b""
    assert "content-type" not in server.requests[0].headers


@pytest.mark.parametrize("body", [b"a;b\n", bytearray(b"a;b\n"), memoryview(b"a;b\n")])
def test_bytes_with_content_type(call: Call, server: Server, body: Any) -> None:
    server.respond_with(httpx.Response(200, json={}))
    request(call, "PUT", "/a", body=body, options=RequestOptions(headers={"Content-Type": "text/csv"}))
    assert server.requests[0].content == b"a;b\n"
    assert server.requests[0].headers["content-type"] == "text/csv"


def test_json_null_as_bytes(call: Call, server: Server) -> None:
    server.respond_with(httpx.Response(200, json={}))
    options = RequestOptions(headers={"content-type": "application/json"})
    request(call, "PUT", "/a", body=b"null", options=options)
    assert json.loads(server.requests[0].content) is None


def test_another_json_type(call: Call, server: Server) -> None:
    server.respond_with(httpx.Response(200, json={}))
    options = RequestOptions(headers={"content-type": "application/merge-patch+json", "accept": "text/csv"})
    request(call, "PATCH", "/a", body={"a": None}, options=options)
    assert server.body == {"a": None}
    assert server.requests[0].headers["content-type"] == "application/merge-patch+json"
    assert server.requests[0].headers["accept"] == "text/csv"


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"x", "body: bytes need a content-type header in the options"),
        ({"a": object()}, "body: cannot be sent as JSON: object has no form in JSON"),
        ({"a": UNSET}, "body: cannot be sent as JSON: UNSET leaves out an optional field; here a value is needed"),
        ({1j: 1}, "body: cannot be sent as JSON: complex cannot be the name of a field"),
        (float("nan"), "body: cannot be sent as JSON: nan is not JSON"),
        (CreatePlannerItemRequest(title=""), "title: must have at least 1 character, has 0"),
    ],
)
def test_body_refused(call: Call, server: Server, body: Any, problem: str) -> None:
    assert refused(call, server, "POST", "/a", body=body) == [problem]


@pytest.mark.parametrize(("body", "sent"), [(None, {"b": 1}), ({"a": 2}, {"a": 2, "b": 1})])
def test_fields_of_options_are_added(call: Call, server: Server, body: Any, sent: Any) -> None:
    server.respond_with(httpx.Response(200, json={}))
    request(call, "POST", "/a", body=body, options=RequestOptions(body={"b": 1}))
    assert server.body == sent


@pytest.mark.parametrize("body", [[1], "x", 1, b"x"])
def test_fields_of_options_need_object(call: Call, server: Server, body: Any) -> None:
    options = RequestOptions(body={"b": 1}, headers={"content-type": "application/json"})
    (problem,) = refused(call, server, "POST", "/a", body=body, options=options)
    assert problem.startswith("body: cannot take the fields of options.body")


def test_wrong_options_refused(call: Call, server: Server) -> None:
    assert refused(call, server, "GET", "/a", options={"timeout": 1}) == [
        "options: must be RequestOptions, is of the type dict"
    ]
    assert refused(call, server, "GET", "/a", options=RequestOptions(headers={"Authorization": "x"})) == [
        "options.headers['Authorization']: the API key is the client's: make another client for another key"
    ]


@pytest.mark.parametrize(
    ("status", "kind"), [(400, BadRequestError), (403, PermissionDeniedError), (404, NotFoundError)]
)
def test_errors_are_typed(call: Call, server: Server, status: int, kind: type[Any]) -> None:
    server.respond_with(error_response(status, "No", code="NO"))
    with pytest.raises(kind, match="No") as caught:
        request(call, "GET", "/a/{id}", params={"id": 5})
    assert caught.value.url == "https://app.msportal.ai/a/5"
    if status == 403:
        assert caught.value.required_scope is None


@pytest.mark.parametrize(("method", "sent"), [("get", 3), ("PUT", 3), ("Delete", 3), ("POST", 1), ("PATCH", 1)])
def test_idempotent_methods_sent_again(call: Call, server: Server, method: str, sent: int) -> None:
    def fail(_: httpx.Request) -> httpx.Response:
        raise httpx.ReadError("reset")

    server.respond_with(fail)
    with pytest.raises(APIConnectionError):
        request(call, method, "/a", settings={"retry": RetryPolicy(backoff=0.001)})
    assert len(server.requests) == sent


def test_post_waits_for_429(call: Call, server: Server) -> None:
    server.respond_with(httpx.Response(429, headers={"retry-after-ms": "600"}), httpx.Response(201, json={"a": 1}))
    assert request(call, "POST", "/a", body={}).status_code == 201
    assert len(server.requests) == 2


def test_events_name_method_and_path(call: Call, server: Server) -> None:
    events: list[Event] = []
    server.respond_with(httpx.Response(200, json={}))
    request(call, "get", "/a/{id}", params={"id": 1}, settings={"on_event": events.append})
    assert {event.operation for event in events} == {"GET /a/{id}"}
    assert {event.url for event in events} == {"https://app.msportal.ai/a/1"}


def test_refused_request_finishes(call: Call, server: Server) -> None:
    events: list[Event] = []
    with pytest.raises(RequestValidationError) as caught:
        request(call, "GET", "/a/{id}", settings={"on_event": events.append})
    (finished,) = events
    assert isinstance(finished, Finished)
    assert finished.error is caught.value
    assert (finished.operation, finished.attempts, finished.status_code) == ("GET /a/{id}", 0, None)


def test_path_of_base_url_kept(server: Server) -> None:
    server.respond_with(httpx.Response(200, json={}))
    transport = httpx.MockTransport(server.handle)
    with MSPortal(KEY, base_url="https://gateway.example/portal/", transport=transport) as msportal:
        msportal.request("GET", "/a")
    assert str(server.requests[0].url) == "https://gateway.example/portal/a"


def test_body_of_operation_without_body_refused(call: Call, server: Server) -> None:
    """An Operation that is made by hand would lose the body of a POST."""
    server.respond_with(envelope(planner_item_detail(), 201))
    operation = Operation(name="mine", method="POST", path="/a", read=dict[str, Any])
    with pytest.raises(RequestValidationError, match="mine: body: is given, but the operation takes none"):
        call(lambda m: m.send(operation, {}, body={"a": 1}))
    assert server.requests == []
    call(lambda m: m.send(operation, {}))
    call(lambda m: m.send(operation._replace(body=Limits("any")), {}, body={"a": 1}))
    assert server.body == {"a": 1}


PIECES = st.sampled_from(
    ["/", "//", ".", "..", "%2e", "%2F", "%252e", "%5c", "\\", "a", "{x}", "{", "}", ":", "@", "?", "#", ";", " ", "é", "\n",
     "\x00", "\u202e", "\ud800", "https:", "evil.example", "%", "%0d", "~", "*"]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=8).map("".join) | st.text(max_size=12)


@given(path=TEXTS.map(lambda text: f"/{text}") | TEXTS, value=TEXTS)
def test_any_path_stays_under_base_url(path: str, value: str) -> None:
    """Whatever the path and the value of a name in it, the request is refused, or goes below the base URL."""
    sent: list[httpx.URL] = []

    def respond(request: httpx.Request) -> httpx.Response:
        sent.append(request.url)
        return httpx.Response(200, json={})

    transport = httpx.MockTransport(respond)
    with MSPortal(KEY, base_url="https://gateway.example/portal", transport=transport) as msportal:
        try:
            msportal.request("GET", path, params={"x": value} if "{x}" in path else None)
        except RequestValidationError as error:
            refusal = str(error)
        else:
            refusal = ""
    assert refusal.isprintable()
    assert len(sent) == (refusal == "")
    if refusal:
        return
    (url,) = sent
    raw = url.raw_path.decode("ascii")
    assert (url.scheme, url.host, url.query, url.fragment) == ("https", "gateway.example", b"", "")
    assert raw.startswith("/portal/")
    assert not raw.startswith("/portal//")
    decoded = raw
    while unquote(decoded) != decoded:
        decoded = unquote(decoded)
    assert not {".", ".."} & set(re.split(r"[/\\]", decoded))
