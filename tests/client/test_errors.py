"""Exceptions that calls raise: classes, attributes and texts."""

from __future__ import annotations

import copy
import pickle
import sys
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from fake_server import KEY, Call, Server, error_response

import msportal_client
from msportal_client import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    AuthenticationError,
    BadRequestError,
    ConflictError,
    MSPortalError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    RequestOptions,
    RequestValidationError,
    ResponseDecodeError,
    RetryPolicy,
    ServerError,
    TokenError,
    UnprocessableEntityError,
)

COMPANY = "0b8f6f4e-27b1-4f2b-8a0e-7b8f0ce1b7a2"
NEVER = RetryPolicy.never()


def create_goal(msportal: Any) -> Any:
    return msportal.goals.create_goal(title="x", company_id=COMPANY, options=RequestOptions(request_id="req-1"))


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, BadRequestError),
        (401, AuthenticationError),
        (403, PermissionDeniedError),
        (404, NotFoundError),
        (409, ConflictError),
        (422, UnprocessableEntityError),
        (429, RateLimitError),
        (500, ServerError),
        (503, ServerError),
        (520, ServerError),
        (600, ServerError),
        (302, APIStatusError),
        (304, APIStatusError),
        (402, APIStatusError),
        (418, APIStatusError),
    ],
)
def test_status_maps_to_exception(call: Call, server: Server, status: int, kind: type[APIStatusError]) -> None:
    server.respond_with(error_response(status, "Nothing doing", code="NOPE", details={"why": 1}, requestId="in-body"))
    with pytest.raises(APIStatusError) as caught:
        call(create_goal, retry=NEVER)
    error = caught.value
    assert type(error) is kind
    assert (error.status_code, error.message, error.code, error.details) == (
        status,
        "Nothing doing",
        "NOPE",
        {"why": 1},
    )
    assert (error.method, error.url) == ("POST", "https://app.msportal.ai/api/public/v1/goals")
    assert error.request_id == error.response.request_id == "req-1"
    assert error.response.status_code == status


def test_error_text_in_one_line(call: Call, server: Server) -> None:
    """Include the field problems and the request id."""
    details = [{"path": "body.companyId", "message": "no such company"}, {"path": ["body", "year"], "message": "odd"}]
    server.respond_with(
        httpx.Response(400, json={"error": "Invalid\nreference", "details": details}, headers={"x-request-id": "srv-7"})
    )
    with pytest.raises(BadRequestError) as caught:
        call(create_goal)
    assert str(caught.value) == (
        "400 Invalid reference: company_id: no such company; year: odd "
        "(POST https://app.msportal.ai/api/public/v1/goals, request id srv-7)"
    )


def test_403_names_documented_scope(call: Call, server: Server) -> None:
    server.respond_with(error_response(403, "Forbidden"))
    with pytest.raises(PermissionDeniedError) as caught:
        call(create_goal)
    assert caught.value.required_scope == "goals.write"
    assert "needs scope goals.write" in str(caught.value)
    with pytest.raises(PermissionDeniedError) as undocumented:
        call(lambda m: m.budgets.get_budget(COMPANY))
    assert undocumented.value.required_scope is None


def test_429_has_limit_remaining_reset(call: Call, server: Server) -> None:
    headers = {"x-ratelimit-limit": "60", "x-ratelimit-remaining": "0", "x-ratelimit-reset": "2026-11-21T09:31:00Z"}
    server.respond_with(httpx.Response(429, json={"error": "Too many"}, headers=headers))
    with pytest.raises(RateLimitError) as caught:
        call(create_goal, retry=NEVER)
    assert (caught.value.limit, caught.value.remaining) == (60, 0)
    assert caught.value.reset_at == datetime(2026, 11, 21, 9, 31, tzinfo=UTC)
    assert "resets at 2026-11-21T09:31:00+00:00" in str(caught.value)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "The response has no body"),
        (b"<html>\n<h1>Bad gateway</h1></html>", "<html> <h1>Bad gateway</h1></html>"),
        (b'{"error": ', '{"error":'),
        (b'{"requestId": "1"}', '{"requestId": "1"}'),
        (b'{"error": 5}', '{"error": 5}'),
        (b'{"error": ""}', '{"error": ""}'),
        (b"{}", "{}"),
        (b"[1, 2]", "[1, 2]"),
        (b"null", "null"),
        (b"\xff\xfe\x00", "��\\x00"),
        (b"x" * 1000, "x" * 499 + "…"),
        (b"[" * 60_000, "[" * 499 + "…"),
    ],
)
@pytest.mark.parametrize("status", [400, 429, 520])
def test_error_from_undocumented_body(call: Call, server: Server, status: int, content: bytes, message: str) -> None:
    server.respond_with(httpx.Response(status, content=content))
    with pytest.raises(APIStatusError) as caught:
        call(create_goal, retry=NEVER)
    assert caught.value.message == message
    assert caught.value.code is None
    assert caught.value.response.content == content
    assert "\n" not in str(caught.value)


def test_redirect_error_names_location(call: Call, server: Server) -> None:
    """A redirect is not followed."""
    server.respond_with(httpx.Response(307, headers={"location": "https://evil.example/steal"}))
    with pytest.raises(APIStatusError, match=r"Redirect to https://evil\.example/steal was not followed"):
        call(create_goal)
    assert len(server.requests) == 1


def test_connection_error_has_request_id(call: Call, server: Server) -> None:
    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused", request=request)

    server.respond_with(refuse)
    with pytest.raises(APIConnectionError) as caught:
        call(create_goal, retry=NEVER)
    assert caught.value.request_id == "req-1"
    assert "request id req-1" in str(caught.value)
    assert isinstance(caught.value.__cause__, httpx.ConnectError)


def test_timeout_error_without_response(call: Call, server: Server) -> None:
    def time_out(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("slow", request=request)

    server.respond_with(time_out)
    with pytest.raises(APITimeoutError) as caught:
        call(create_goal, retry=NEVER)
    assert isinstance(caught.value, APIConnectionError)


@pytest.mark.parametrize("status", [400, 401, 403, 429, 500, 302])
def test_api_key_absent_from_errors(call: Call, server: Server, status: int) -> None:
    """Hide a key that the server echoes."""
    server.respond_with(
        httpx.Response(
            status, json={"error": f"Who is {KEY}?", "details": {"token": KEY}, "code": KEY}, headers={"location": "/"}
        )
    )
    with pytest.raises(APIStatusError) as caught:
        call(create_goal, retry=NEVER)
    error = caught.value
    for text in (
        str(error),
        repr(error),
        repr(error.args),
        repr(error.details),
        repr(error.code),
        repr(error.response),
    ):
        assert KEY not in text


def exceptions() -> list[MSPortalError]:
    response = msportal_client.Response(404, {"x": "y"}, b"{}", "req-1", None)
    denied = PermissionDeniedError("no", response=response, method="GET", url="https://x/")
    denied.required_scope = "goals.write"
    return [
        APIConnectionError("refused", method="GET", url="https://x/", request_id="req-1"),
        APITimeoutError("slow", method="GET", url="https://x/", request_id="req-1"),
        NotFoundError("gone", response=response, method="GET", url="https://x/", code="C", details=[1]),
        denied,
        ResponseDecodeError("is missing", model="Goal", field="id", response=response),
        RequestValidationError("create_goal", [msportal_client.FieldProblem("title", "too long")], request_id="req-1"),
    ]


@pytest.mark.parametrize("error", exceptions(), ids=lambda error: type(error).__name__)
def test_exceptions_copy_and_pickle(error: MSPortalError) -> None:
    for twin in (copy.copy(error), pickle.loads(pickle.dumps(error))):
        assert type(twin) is type(error)
        assert str(twin) == str(error)
        assert vars(twin) == vars(error)


def test_exception_tree_matches_docstring() -> None:
    under_status: list[type[MSPortalError]] = [
        BadRequestError,
        AuthenticationError,
        PermissionDeniedError,
        NotFoundError,
        ConflictError,
        UnprocessableEntityError,
        RateLimitError,
        ServerError,
    ]
    tree: dict[type[MSPortalError], type[Exception]] = {
        MSPortalError: Exception,
        APIConnectionError: MSPortalError,
        APITimeoutError: APIConnectionError,
        APIStatusError: MSPortalError,
        ResponseDecodeError: MSPortalError,
        TokenError: MSPortalError,
        RequestValidationError: MSPortalError,
    } | dict.fromkeys(under_status, APIStatusError)
    assert {kind: kind.__bases__[0] for kind in tree} == tree
    exported = {name for name in msportal_client.__all__ if name.endswith("Error")}
    assert {kind.__name__ for kind in tree} == exported
    docstring = sys.modules[MSPortalError.__module__].__doc__ or ""
    assert all(name in docstring for name in exported)
