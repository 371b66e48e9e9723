"""Clients of another API: another key header, another shape of errors, another request id header."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Any, NamedTuple

import anyio
import httpx
import pytest
from fake_server import KEY, Server

from msportal_client import NotFoundError, RequestOptions, RequestValidationError
from msportal_client._runtime.api import API, ErrorBody
from msportal_client._runtime.clients import APIClient, AsyncAPIClient
from msportal_client._runtime.limits import Limits
from msportal_client._runtime.operation import Operation, Parameter
from msportal_client.rate_limit._headers import QuotaHeaders


class Acme(NamedTuple):
    client: type[APIClient]
    async_client: type[AsyncAPIClient]
    get_part: Operation[str]


def describe_acme() -> Acme:
    """Return the clients of Acme, and its only operation."""

    def read_error(body: Mapping[str, Any]) -> ErrorBody:
        fault = body["fault"]
        return ErrorBody(fault["text"], fault["kind"], fault["fields"])

    api = API(
        name="Acme",
        base_url="https://api.acme.example/v1",
        key_variable="ACME_API_KEY",
        base_url_variable="ACME_BASE_URL",
        key_header="x-api-key",
        key_format="{key}",
        headers={"x-acme-version": "2"},
        request_id_header="x-acme-trace",
        quota_headers=QuotaHeaders("x-acme-limit", "x-acme-left", "x-acme-reset"),
        read_error=read_error,
    )

    class Client(APIClient):
        _api = api

    class AsyncClient(AsyncAPIClient):
        _api = api

    def read_part(data: dict[str, Any]) -> str:
        return str(data["part"])

    part_id = Parameter("part_id", "partId", "path", Limits("string"), required=True)
    return Acme(Client, AsyncClient, Operation("get_part", "GET", "/parts/{part_id}", read_part, parameters=(part_id,)))


ACME = describe_acme()
PART = {"part_id": "a/b"}
MINE = RequestOptions(request_id="mine-1")
FAULT = {"text": "No such part", "kind": "gone", "fields": {"partId": ["unknown"]}}


@pytest.fixture(params=["async", "sync"])
def get_part(request: pytest.FixtureRequest, server: Server, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Create a client of Acme, call its operation and return the response."""
    transport = httpx.MockTransport(server.handle)
    monkeypatch.setenv("ACME_API_KEY", KEY)

    def use_sync(options: RequestOptions = MINE, **settings: Any) -> Any:
        with ACME.client(transport=transport, **settings) as acme:
            return acme.send(ACME.get_part, PART, options=options), acme.rate_limit

    def use_async(options: RequestOptions = MINE, **settings: Any) -> Any:
        async def main() -> Any:
            async with ACME.async_client(transport=transport, **settings) as acme:
                return await acme.send(ACME.get_part, PART, options=options), acme.rate_limit

        return anyio.run(main)

    return use_sync if request.param == "sync" else use_async


def test_other_api_under_40_lines() -> None:
    assert len(inspect.getsource(describe_acme).splitlines()) < 40


def test_other_api_request_and_response(get_part: Any, server: Server) -> None:
    quota = {"x-acme-limit": "9", "x-acme-left": "8", "x-acme-reset": "2030-01-01T00:00:00Z"}
    server.respond_with(httpx.Response(200, json={"part": "bolt"}, headers={"x-acme-trace": "theirs", **quota}))
    response, rate_limit = get_part()
    (request,) = server.requests
    assert request.url == "https://api.acme.example/v1/parts/a%2Fb"
    assert request.headers["x-api-key"] == KEY
    assert request.headers["x-acme-version"] == "2"
    assert request.headers["x-acme-trace"] == "mine-1"
    assert not {"authorization", "x-request-id"} & set(request.headers)
    assert (response.parsed, response.request_id) == ("bolt", "theirs")
    assert (rate_limit.limit, rate_limit.remaining) == (9, 8)


def test_other_api_error_typed(get_part: Any, server: Server) -> None:
    server.respond_with(httpx.Response(404, json={"fault": FAULT}, headers={"x-acme-trace": "theirs"}))
    with pytest.raises(NotFoundError) as caught:
        get_part()
    error = caught.value
    assert (error.message, error.code, error.request_id) == ("No such part", "gone", "theirs")
    assert [str(problem) for problem in error.problems] == ["part_id: unknown"]


def test_other_api_key_removed_from_errors(get_part: Any, server: Server) -> None:
    server.respond_with(httpx.Response(404, json={"fault": {**FAULT, "text": f"{KEY} may not"}}))
    with pytest.raises(NotFoundError) as caught:
        get_part()
    assert KEY not in str(caught.value)
    assert KEY not in str(caught.value.response.content)


@pytest.mark.parametrize("header", ["X-Api-Key", "X-Acme-Trace"])
def test_other_api_own_headers_refused(get_part: Any, server: Server, header: str) -> None:
    with pytest.raises(RequestValidationError, match=header):
        get_part(RequestOptions(headers={header: "x"}))
    with pytest.raises(RequestValidationError, match=f"Acme: .*{header}"):
        get_part(headers={header: "x"})
    assert server.requests == []


def test_other_api_settings_from_environment(get_part: Any, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    server.respond_with(httpx.Response(200, json={"part": "bolt"}))
    monkeypatch.setenv("ACME_API_KEY", "acme_env")
    monkeypatch.setenv("ACME_BASE_URL", "https://eu.acme.example")
    get_part()
    assert server.requests[0].url == "https://eu.acme.example/parts/a%2Fb"
    assert server.requests[0].headers["x-api-key"] == "acme_env"


def test_other_api_missing_key_named(get_part: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ACME_API_KEY")
    with pytest.raises(ValueError, match="ACME_API_KEY"):
        get_part()
