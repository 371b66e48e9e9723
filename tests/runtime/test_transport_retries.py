"""Retries of the transport on gateway errors and transport errors."""

from __future__ import annotations

import httpx
import pytest
from runtime.scripted_server import (
    KEY,
    ScriptedServer,
    fail_with,
    respond,
    respond_200,
    respond_429,
    send,
)
from runtime.simulation import request

from msportal_client._runtime.call import Request
from msportal_client.errors import APIConnectionError, APITimeoutError
from msportal_client.retry import Attempt, Decision, RetryPolicy


def test_retry_sends_same_request() -> None:
    server = ScriptedServer(respond_429(1), respond_200())
    sent = Request("POST", "https://x.test/a?b=c", {"content-type": "application/json"}, b'{"title": "x"}', "my-id")

    send(server, sent=sent)

    first, second = server.requests
    assert first.content == second.content == b'{"title": "x"}'
    assert first.headers == second.headers
    assert first.headers["x-request-id"] == "my-id"
    assert first.headers["content-type"] == "application/json"
    assert first.headers["authorization"] == KEY
    assert first.headers["host"] == "x.test"
    assert first.headers["content-length"] == "14"
    assert "cookie" not in first.headers


@pytest.mark.parametrize("status", [502, 503, 504])
def test_retry_get_on_502(status: int) -> None:
    """Make three attempts for a GET and one for a POST."""
    for method, attempts in (("GET", 3), ("POST", 1)):
        server = ScriptedServer(respond(status))
        assert send(server, sent=request(method=method)).status_code == status
        assert len(server.requests) == attempts


@pytest.mark.parametrize(
    ("error", "attempts"),
    [
        (httpx.ConnectError("refused"), 3),
        (httpx.ConnectTimeout("slow"), 3),
        (httpx.PoolTimeout("full"), 3),
        (httpx.ReadError("reset"), 1),
        (httpx.WriteError("reset"), 1),
        (httpx.RemoteProtocolError("gone"), 1),
        (httpx.ReadTimeout("slow"), 1),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else None,
)
def test_retry_post_if_nothing_sent(error: httpx.TransportError, attempts: int) -> None:
    server = ScriptedServer(fail_with(error))

    with pytest.raises(APIConnectionError) as caught:
        send(server)

    assert len(server.requests) == attempts
    assert caught.value.__cause__ is error
    assert isinstance(caught.value, APITimeoutError) == isinstance(error, httpx.TimeoutException)
    assert caught.value.request_id == "request-0"


def test_retry_by_custom_policy() -> None:
    class CustomPolicy(RetryPolicy):
        def decide(self, attempt: Attempt) -> Decision:
            return Decision(1.0, "again") if attempt.status == 500 else Decision(None, "enough")

    server = ScriptedServer(respond(500), respond(500), respond(404))

    assert send(server, retry=CustomPolicy()).status_code == 404
    assert server.times == [0, 1, 2]
