"""API keys in a header, a query parameter or a cookie, and user names with passwords: where they go, and where not."""

from __future__ import annotations

import base64
import logging
import traceback
from collections.abc import Callable
from typing import Any

import anyio
import httpx
import pytest
from fake_server import KEY, Server

from msportal_client import APIConnectionError, MSPortalError, NotFoundError, RequestOptions, RetryPolicy
from msportal_client._runtime.api import API
from msportal_client._runtime.clients import APIClient, AsyncAPIClient
from msportal_client._runtime.limits import Limits
from msportal_client._runtime.operation import Operation, Parameter
from msportal_client._runtime.urls import server_url
from msportal_client.events import Event

USER = "user:pass+word/1"
ENCODED = base64.b64encode(USER.encode()).decode()
Call = Callable[..., Any]


def operation(**more: Any) -> Operation[Any]:
    parameters = (
        Parameter("q", "q", "query", Limits("string"), required=False),
        Parameter("session", "session", "cookie", Limits("string"), required=False),
    )
    return Operation("get_part", "GET", "/parts", dict, parameters=parameters, **more)


def described(**more: Any) -> API:
    return API("Acme", "https://api.acme.example/v1", "ACME_API_KEY", "ACME_BASE_URL", **more)


@pytest.fixture(params=["async", "sync"])
def call(request: pytest.FixtureRequest, server: Server) -> Call:
    """Return a function that sends an operation with a client of an API."""
    transport = httpx.MockTransport(server.handle)

    def send(api: API, key: str, options: RequestOptions | None = None, **more: Any) -> Any:
        arguments = {"q": more.pop("q", None), "session": more.pop("session", None)}
        on_event = more.pop("on_event", None)
        called = operation(**more)
        settings: dict[str, Any] = {"transport": transport, "retry": RetryPolicy.never(), "on_event": on_event}
        if request.param == "sync":
            with type("Client", (APIClient,), {"_api": api})(key, **settings) as client:
                return client.send(called, arguments, options=options)

        async def main() -> Any:
            async with type("Client", (AsyncAPIClient,), {"_api": api})(key, **settings) as client:
                return await client.send(called, arguments, options=options)

        return anyio.run(main)

    return send


@pytest.fixture
def answered(server: Server) -> Server:
    server.respond_with(httpx.Response(200, json={}))
    return server


def test_key_in_query(call: Call, answered: Server) -> None:
    call(described(key_query="api key", key_format="{key}"), "a+b/c=d&e", q="1")
    call(described(key_query="api_key", key_format="{key}"), KEY)
    first, second = answered.requests
    assert str(first.url) == "https://api.acme.example/v1/parts?q=1&api%20key=a%2Bb%2Fc%3Dd%26e"
    assert str(second.url) == f"https://api.acme.example/v1/parts?api_key={KEY}"
    assert not {"authorization", "cookie"} & set(second.headers)


def test_key_in_cookie(call: Call, answered: Server) -> None:
    api = described(key_cookie="token", key_format="{key}")
    call(api, KEY)
    call(api, KEY, session="s1")
    assert [request.headers["cookie"] for request in answered.requests] == [f"token={KEY}", f"session=s1; token={KEY}"]
    assert "authorization" not in answered.requests[0].headers


def test_basic_authentication(call: Call, answered: Server) -> None:
    call(described(key_format="Basic {base64}"), USER)
    assert answered.requests[0].headers["authorization"] == f"Basic {ENCODED}"
    with pytest.raises(ValueError, match="user:password"):
        call(described(key_format="Basic {base64}"), "user")


@pytest.mark.parametrize("where", [{}, {"key_query": "k"}, {"key_cookie": "k"}])
def test_anonymous_operation_sends_no_key(where: dict[str, str], call: Call, answered: Server) -> None:
    call(described(**where), KEY, session="s1", anonymous=True)
    request = answered.requests[0]
    assert KEY not in f"{request.url} {request.headers!r}"
    assert request.headers["cookie"] == "session=s1"


@pytest.mark.parametrize("where", [{"key_query": "k"}, {"key_cookie": "k"}])
def test_callers_cannot_send_another_key(where: dict[str, str], call: Call, answered: Server) -> None:
    options = RequestOptions(query={"k": "x"}) if "key_query" in where else RequestOptions(headers={"Cookie": "k=x"})
    with pytest.raises(MSPortalError, match=r"options\."):
        call(described(**where), KEY, options)
    assert answered.requests == []


@pytest.mark.parametrize(
    ("api", "key", "secrets"),
    [
        (described(key_query="k", key_format="{key}"), "key+/=12345", ["key+/=12345", "key%2B%2F%3D12345"]),
        (described(key_cookie="k", key_format="{key}"), KEY, [KEY]),
        (described(key_format="Basic {base64}"), USER, [USER, ENCODED, "pass+word/1"]),
    ],
)
def test_key_in_no_error_log_or_event(
    api: API, key: str, secrets: list[str], *, call: Call, server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    events: list[Event] = []

    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError(f"cannot connect for {request.url}", request=request)

    echo = "; ".join(secrets)
    server.respond_with(httpx.Response(404, text=f"no {echo}", headers={"location": f"/?k={echo}"}))
    with pytest.raises(NotFoundError) as caught:
        call(api, key, on_event=events.append)
    texts = [str(caught.value), repr(caught.value.response), str(caught.value.response.content), caught.value.url]
    texts += map(str, caught.value.response.headers.items())
    server.respond_with(refuse)
    with pytest.raises(APIConnectionError) as failed:
        call(api, key, on_event=events.append)
    texts += [str(failed.value), failed.value.url, *caplog.messages, *map(repr, events)]
    texts += ["".join(traceback.format_exception(caught.value))]
    assert events
    for secret in secrets:
        assert not [text for text in texts if secret in text]


def test_server_of_operation() -> None:
    api = described()
    base = api.base_url
    assert server_url(api, base, "") == base
    assert server_url(api, base, "/beta") == "https://api.acme.example/beta"
    assert server_url(api, base, "https://files.acme.example/up") == "https://files.acme.example/up"
    # A client of a test server sends nothing anywhere else.
    assert server_url(api, "http://localhost:1", "https://files.acme.example/up") == "http://localhost:1/up"
    assert server_url(api, "http://localhost:1/v1", "/beta") == "http://localhost:1/beta"
