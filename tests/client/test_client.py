"""The clients: configuration and lifecycle."""

from __future__ import annotations

import asyncio
import gc
import json
import logging
import traceback
from pathlib import Path
from typing import Any, cast

import anyio
import httpx
import pytest
from fake_server import KEY, Call, Server, envelope, planner_item_detail

from msportal_client import AsyncMSPortal, MSPortal, RequestOptions, RetryPolicy
from msportal_client.client import DEFAULT_BASE_URL
from msportal_client.models import Budget

COMPANY = "0b8f6f4e-27b1-4f2b-8a0e-7b8f0ce1b7a2"
CLIENTS = (AsyncMSPortal, MSPortal)
SPEC = Path(__file__).resolve().parents[2] / "openapi.json"


@pytest.fixture(autouse=True)
def _clear_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MSPORTAL_API_KEY", raising=False)
    monkeypatch.delenv("MSPORTAL_BASE_URL", raising=False)


@pytest.mark.parametrize("client", CLIENTS)
def test_base_url_from_environment_or_argument(client: type[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MSPORTAL_API_KEY", "msp_env")
    monkeypatch.setenv("MSPORTAL_BASE_URL", "https://eu.msportal.example/")
    assert client().base_url == "https://eu.msportal.example"
    assert client(base_url="https://other.example").base_url == "https://other.example"


def test_api_key_from_environment_sent(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MSPORTAL_API_KEY", "msp_env")
    server.respond_with(envelope(planner_item_detail(), 201))
    with MSPortal(transport=httpx.MockTransport(server.handle)) as msportal:
        msportal.planner.create_planner_item(title="x")
    assert server.requests[0].headers["authorization"] == "Bearer msp_env"


def test_default_base_url_from_spec() -> None:
    assert [server["url"] for server in json.loads(SPEC.read_bytes())["servers"]] == [DEFAULT_BASE_URL]
    assert MSPortal(KEY).base_url == DEFAULT_BASE_URL


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize("key", [None, ""])
def test_missing_api_key_rejected(client: type[Any], key: str | None) -> None:
    with pytest.raises(ValueError, match="MSPORTAL_API_KEY"):
        client(key)


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize("key", ["secret\n", "sec\r\nret", " secret", "sec ret", "sécret", "secret\x00", "secret\x7f"])
def test_invalid_api_key_rejected_not_shown(client: type[Any], key: str) -> None:
    with pytest.raises(ValueError, match="the API key has characters that no key has") as caught:
        client(key)
    assert "secret" not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize(
    "url",
    [
        "http://app.msportal.ai",
        "http://10.0.0.7:8080",
        "http://127.0.0.1.evil.example",
        "http://localhost.evil.example",
        "ftp://app.msportal.ai",
        "app.msportal.ai",
        "https://",
        "https://user:password@app.msportal.ai",
        "https://app.msportal.ai?x=1",
        "https://app.msportal.ai#x",
        "https://app.msportal.ai:99999",
        "https://app.ms portal.ai",
        "https://app.msportal.ai\r\nHost: evil.example",
        "https://app.msportal.ai\\@evil.example",
        "https://[::1",
    ],
)
def test_unsafe_base_url_rejected(client: type[Any], url: str) -> None:
    with pytest.raises(ValueError, match="base_url"):
        client(KEY, base_url=url)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8080", "http://localhost:8080", "http://[::1]:8080", "https://app.msportal.ai/v2/"]
)
def test_safe_base_url_accepted(url: str) -> None:
    assert MSPortal(KEY, base_url=url).base_url == url.rstrip("/")


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize(
    ("url", "right"),
    [
        ("https://app.msportal.ai/api/public/v1", "https://app.msportal.ai"),
        ("https://app.msportal.ai/api/public/v1/", "https://app.msportal.ai"),
        ("https://app.msportal.ai/api/public/", "https://app.msportal.ai"),
        ("https://app.msportal.ai/api/public/v1/goals", "https://app.msportal.ai"),
        ("https://gateway.example/portal/api/public/v1", "https://gateway.example/portal"),
        ("http://localhost:8080/api/public/v1/x", "http://localhost:8080"),
        ("https://api/api/public/v1", "https://api"),
    ],
)
def test_base_url_with_own_path_refused(
    client: type[Any], url: str, right: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ValueError, match=f"base_url: must not have the path /api/public.*: use '{right}'$"):
        client(KEY, base_url=url)
    monkeypatch.setenv("MSPORTAL_BASE_URL", url)
    with pytest.raises(ValueError, match=f"use '{right}'$"):
        client(KEY)


@pytest.mark.parametrize("path", ["/api", "/v1", "/api/public/v2", "/my-api/public/v1", "/api/publicity"])
def test_base_url_with_other_path_accepted(path: str) -> None:
    assert MSPortal(KEY, base_url=f"https://gateway.example{path}").base_url.endswith(path)
    assert MSPortal(KEY, base_url="https://api/public/v1").base_url == "https://api/public/v1"


def test_own_path_from_spec() -> None:
    own = cast("Any", MSPortal)._api.own_path
    assert own
    assert all(path.startswith(f"{own}/") for path in json.loads(SPEC.read_bytes())["paths"])


@pytest.mark.parametrize("timeout", [0, -1, float("nan")])
def test_timeout_must_be_positive(server: Server, timeout: float) -> None:
    with pytest.raises(ValueError, match="timeout"):
        MSPortal(KEY, timeout=timeout)
    with (
        MSPortal(KEY, transport=httpx.MockTransport(server.handle)) as msportal,
        pytest.raises(ValueError, match="timeout"),
    ):
        msportal.budgets.get_budget(COMPANY, options=RequestOptions(timeout=timeout))


def test_timeout_reaches_transport(call: Call, server: Server) -> None:
    server.respond_with(envelope({"id": COMPANY}))
    call(lambda m: m.budgets.get_budget(COMPANY), timeout=7.0)
    call(lambda m: m.budgets.get_budget(COMPANY, options=RequestOptions(timeout=3.0)), timeout=7.0)
    limits = [max(request.extensions["timeout"].values()) for request in server.requests]
    assert limits == [pytest.approx(7.0, abs=0.5), pytest.approx(3.0, abs=0.5)]


def test_default_timeout_30_seconds(call: Call, server: Server) -> None:
    server.respond_with(envelope({"id": COMPANY}))
    call(lambda m: m.budgets.get_budget(COMPANY))
    assert max(server.requests[0].extensions["timeout"].values()) == pytest.approx(30.0, abs=0.5)


def test_call_overrides_retry_policy(call: Call, server: Server) -> None:
    server.respond_with(httpx.Response(503, content=b"busy"), envelope({"id": COMPANY}))
    options = RequestOptions(retry=RetryPolicy(backoff=0.001))
    budget: Budget = call(lambda m: m.budgets.get_budget(COMPANY, options=options), retry=RetryPolicy.never())
    assert str(budget.id) == COMPANY
    assert len(server.requests) == 2


@pytest.mark.parametrize("client", CLIENTS)
def test_api_key_absent_from_repr(client: type[Any], server: Server, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    msportal = client(KEY, transport=httpx.MockTransport(server.handle))
    assert KEY not in repr(msportal)
    assert KEY not in str(cast("dict[str, object]", vars(msportal)))
    assert KEY not in repr(msportal.planner)
    assert KEY not in caplog.text


def test_api_key_absent_from_log(call: Call, server: Server, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    server.respond_with(envelope({"id": COMPANY}))
    call(lambda m: m.budgets.get_budget(COMPANY))
    assert "msportal_client" in {record.name for record in caplog.records}
    assert KEY not in caplog.text


def test_closed_client_raises(call: Call, server: Server) -> None:
    def close_and_use(msportal: Any) -> Any:
        if isinstance(msportal, MSPortal):
            msportal.close()
            msportal.close()
            return msportal.budgets.get_budget(COMPANY)

        async def use() -> Any:
            await msportal.aclose()
            await msportal.aclose()
            return await msportal.budgets.get_budget(COMPANY)

        return use()

    with pytest.raises(RuntimeError, match="closed"):
        call(close_and_use)
    assert server.requests == []


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_second_event_loop_raises(server: Server, backend: str) -> None:
    server.respond_with(envelope({"id": COMPANY}))
    msportal = AsyncMSPortal(KEY, transport=httpx.MockTransport(server.handle))

    async def use() -> Any:
        return await msportal.budgets.get_budget(COMPANY)

    anyio.run(use, backend=backend)
    with pytest.raises(RuntimeError, match="event loop"):
        anyio.run(use, backend=backend)
    assert len(server.requests) == 1


def test_async_client_works_on_trio(server: Server) -> None:
    server.respond_with(envelope(planner_item_detail(), 201))

    async def use() -> str:
        async with AsyncMSPortal(KEY, transport=httpx.MockTransport(server.handle)) as msportal:
            return (await msportal.planner.create_planner_item(title="x")).title

    assert anyio.run(use, backend="trio") == "Replace firewall"


def test_unused_client_leaves_nothing_open() -> None:
    async def main() -> None:
        AsyncMSPortal(KEY)

    MSPortal(KEY)
    asyncio.run(main())
    gc.collect()


def test_client_has_attribute_per_tag(call: Call) -> None:
    used = {
        operation["tags"][0] for item in json.loads(SPEC.read_bytes())["paths"].values() for operation in item.values()
    }
    attributes = {tag.lower().replace(" ", "_") for tag in used}

    def resources(msportal: Any) -> set[str]:
        return {name for name in attributes if getattr(msportal, name) is getattr(msportal, name)}

    assert call(resources) == attributes
    assert len(attributes) == 14
