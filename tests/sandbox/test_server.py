"""The sandbox on a real socket: start, stop and inspection."""

from __future__ import annotations

import json
import re
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, cast

import httpx
import pytest

from msportal_client.sandbox import COMPANY_ID, Key, Sandbox


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(quota=1000) as running:
        yield running


def authorized(sandbox: Sandbox) -> httpx.Client:
    return httpx.Client(base_url=sandbox.url, headers={"Authorization": f"Bearer {sandbox.key}"})


def test_server_records_requests(sandbox: Sandbox) -> None:
    with authorized(sandbox) as client:
        sent = {"title": "x", "companyId": COMPANY_ID}
        answer = client.post("/api/public/v1/planner/items?a=1", json=sent, headers={"X-Request-Id": "mine"})
        client.get("/nowhere")
    assert answer.status_code == 201
    first, second = sandbox.requests
    assert (first.method, first.path, first.query) == ("POST", "/api/public/v1/planner/items", "a=1")
    assert (first.operation, first.status) == ("POST /api/public/v1/planner/items", 201)
    assert (first.request_id, first.body) == ("mine", sent)
    assert "authorization" not in first.headers
    assert first.headers["content-type"] == "application/json"
    assert (second.operation, second.status) == (None, 404)
    assert sandbox.state()["total"] == 2


def test_response_headers_are_unique(sandbox: Sandbox) -> None:
    with authorized(sandbox) as client:
        names = [name for name, _ in client.get("/api/public/v1/users").headers.multi_items()]
    assert sorted(names) == sorted({*names})
    assert "server" not in names


def test_post_is_not_delayed_by_nagle(sandbox: Sandbox) -> None:
    # The header and the body of a POST are separate packets, which Nagle's algorithm delays by 40 ms.
    with authorized(sandbox) as client:
        for _ in range(3):
            client.post("/api/public/v1/planner/items", json={"title": "x"})
        fastest = min(
            client.post("/api/public/v1/planner/items", json={"title": "x"}).elapsed.total_seconds() for _ in range(10)
        )
    assert fastest < 0.03


def test_stop_frees_thread_and_port() -> None:
    before = threading.active_count()
    with Sandbox() as sandbox:
        port = int(sandbox.url.rpartition(":")[2])
        client = authorized(sandbox)
        client.get("/api/public/v1/users")
    assert threading.active_count() == before
    with pytest.raises(httpx.TransportError):
        client.get("/api/public/v1/users")
    client.close()
    with socket.socket() as again:
        again.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        again.bind(("127.0.0.1", port))


def test_sandbox_can_be_restarted() -> None:
    sandbox = Sandbox()
    for _ in range(2):
        with sandbox, authorized(sandbox) as client:
            assert client.get("/api/public/v1/users").status_code == 200
    with pytest.raises(RuntimeError, match="with block"):
        _ = sandbox.url


def test_running_sandbox_cannot_be_started(sandbox: Sandbox) -> None:
    with pytest.raises(RuntimeError, match="already"):
        sandbox.__enter__()


def test_stop_ends_latency() -> None:
    with Sandbox() as slow:
        slow.trouble(latency=3600)
        arrived = _arrival(slow)
        with authorized(slow) as client, ThreadPoolExecutor() as pool:
            waiting = pool.submit(client.get, "/api/public/v1/users", timeout=30)
            assert arrived.wait(10)
            slow.__exit__(None, None, None)
            assert waiting.result(10).status_code == 200


def _arrival(sandbox: Sandbox) -> threading.Event:
    """Return an event that is set when a request begins to wait."""
    arrived = threading.Event()
    service: Any = cast("Any", sandbox)._service
    sleep = service._sleep

    async def set_and_sleep(seconds: float) -> None:
        arrived.set()
        await sleep(seconds)

    service._sleep = set_and_sleep
    return arrived


def test_client_disconnect_is_ignored(sandbox: Sandbox, caplog: pytest.LogCaptureFixture) -> None:
    address = ("127.0.0.1", int(sandbox.url.rpartition(":")[2]))
    head = f"POST /api/public/v1/goals HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {sandbox.key}\r\n"
    with socket.create_connection(address) as caller:
        caller.sendall(f"{head}Content-Type: application/json\r\nContent-Length: 99\r\n\r\n{{".encode())
    with authorized(sandbox) as client:
        assert client.get("/api/public/v1/users").status_code == 200
    sandbox.__exit__(None, None, None)
    assert [request.method for request in sandbox.requests] == ["GET"]
    assert [record for record in caplog.records if record.levelname != "DEBUG"] == []


def test_trouble_changes_while_running(sandbox: Sandbox) -> None:
    with authorized(sandbox) as client:
        sandbox.trouble(next_statuses=(503,))
        sandbox.trouble(cookies=True)
        assert client.get("/api/public/v1/users").status_code == 503
        sandbox.trouble()
        assert "set-cookie" not in client.get("/api/public/v1/users").headers
    with pytest.raises(TypeError):
        sandbox.trouble(storms=1)
    with pytest.raises(ValueError, match="share"):
        sandbox.trouble(rate_limited=2)


def test_url_has_base_path() -> None:
    with Sandbox(spec=Path(__file__).parent / "other_product.json", keys={"k": Key()}) as sandbox:
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/v2", sandbox.url)
        assert sandbox.key == "k"
        assert httpx.get(f"{sandbox.url}/health").status_code == 200
        assert "GET /health" in sandbox.operations


def test_reset_clears_requests(sandbox: Sandbox) -> None:
    with authorized(sandbox) as client:
        client.get("/api/public/v1/users")
    sandbox.reset()
    assert (list(sandbox.requests), sandbox.state()["total"]) == ([], 0)


def test_taken_port_is_error(sandbox: Sandbox) -> None:
    """The failed attempt leaves no socket behind."""
    taken = int(sandbox.url.rpartition(":")[2])
    with pytest.raises(OSError, match="in use"):
        Sandbox(port=taken).__enter__()


def test_state_and_references_are_json(sandbox: Sandbox) -> None:
    assert json.loads(json.dumps(sandbox.state())) == httpx.get(f"{sandbox.url}/_sandbox/state").json()
    assert json.loads(json.dumps(sandbox.references())) == httpx.get(f"{sandbox.url}/_sandbox/references").json()
