"""The sandbox on real sockets: it starts, is seen, and leaves nothing behind."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, cast

import httpx
import pytest

from msportal_client.sandbox import COMPANY_ID, FULL_KEY, Key, Sandbox
from msportal_client.sandbox.__main__ import main


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(quota=1000) as running:
        yield running


def authorized(sandbox: Sandbox) -> httpx.Client:
    return httpx.Client(base_url=sandbox.url, headers={"Authorization": f"Bearer {sandbox.key}"})


def test_it_answers_over_a_socket_and_shows_what_it_has_seen(sandbox: Sandbox) -> None:
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


def test_an_answer_has_each_header_once(sandbox: Sandbox) -> None:
    with authorized(sandbox) as client:
        names = [name for name, _ in client.get("/api/public/v1/users").headers.multi_items()]
    assert sorted(names) == sorted({*names})
    assert "server" not in names


def test_a_request_is_not_slowed_down_by_the_network_stack(sandbox: Sandbox) -> None:
    # The header and the body of a POST come apart; where Nagle's algorithm is on, that alone takes 40 ms.
    with authorized(sandbox) as client:
        for _ in range(3):
            client.post("/api/public/v1/planner/items", json={"title": "x"})
        fastest = min(
            client.post("/api/public/v1/planner/items", json={"title": "x"}).elapsed.total_seconds() for _ in range(10)
        )
    assert fastest < 0.03


def test_it_leaves_no_thread_and_no_socket_behind() -> None:
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


def test_it_runs_again_after_it_has_stopped() -> None:
    sandbox = Sandbox()
    for _ in range(2):
        with sandbox, authorized(sandbox) as client:
            assert client.get("/api/public/v1/users").status_code == 200
    with pytest.raises(RuntimeError, match="with block"):
        _ = sandbox.url


def test_one_sandbox_does_not_run_twice_at_once(sandbox: Sandbox) -> None:
    with pytest.raises(RuntimeError, match="already"):
        sandbox.__enter__()


def test_it_stops_although_an_answer_is_long_in_coming() -> None:
    with Sandbox() as slow:
        slow.trouble(latency=3600)
        arrived = _arrival(slow)
        with authorized(slow) as client, ThreadPoolExecutor() as pool:
            waiting = pool.submit(client.get, "/api/public/v1/users", timeout=30)
            assert arrived.wait(10)
            slow.__exit__(None, None, None)
            assert waiting.result(10).status_code == 200


def _arrival(sandbox: Sandbox) -> threading.Event:
    """Set when a request begins to wait."""
    arrived = threading.Event()
    service: Any = cast("Any", sandbox)._service
    sleep = service._sleep

    async def tell_and_sleep(seconds: float) -> None:
        arrived.set()
        await sleep(seconds)

    service._sleep = tell_and_sleep
    return arrived


def test_a_caller_that_goes_away_in_the_middle_is_nobody_to_answer(
    sandbox: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    address = ("127.0.0.1", int(sandbox.url.rpartition(":")[2]))
    head = f"POST /api/public/v1/goals HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {sandbox.key}\r\n"
    with socket.create_connection(address) as caller:
        caller.sendall(f"{head}Content-Type: application/json\r\nContent-Length: 99\r\n\r\n{{".encode())
    with authorized(sandbox) as client:
        assert client.get("/api/public/v1/users").status_code == 200
    sandbox.__exit__(None, None, None)
    assert [request.method for request in sandbox.requests] == ["GET"]
    assert [record for record in caplog.records if record.levelname != "DEBUG"] == []


def test_trouble_is_changed_while_it_runs(sandbox: Sandbox) -> None:
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


def test_the_base_path_of_the_document_is_part_of_the_url() -> None:
    with Sandbox(spec=Path(__file__).parent / "other_product.json", keys={"k": Key()}) as sandbox:
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/v2", sandbox.url)
        assert sandbox.key == "k"
        assert httpx.get(f"{sandbox.url}/health").status_code == 200
        assert "GET /health" in sandbox.operations


def test_a_reset_forgets_what_was_seen(sandbox: Sandbox) -> None:
    with authorized(sandbox) as client:
        client.get("/api/public/v1/users")
    sandbox.reset()
    assert (list(sandbox.requests), sandbox.state()["total"]) == ([], 0)


def test_a_port_that_is_taken_is_an_error_and_leaves_no_socket(sandbox: Sandbox) -> None:
    taken = int(sandbox.url.rpartition(":")[2])
    with pytest.raises(OSError, match="in use"):
        Sandbox(port=taken).__enter__()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_the_command_prints_what_is_needed_and_ends_quietly_on_a_signal(how: signal.Signals) -> None:
    command = [sys.executable, "-W", "error", "-m", "msportal_client.sandbox", "--port", "0", "--quota", "7"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        greeting = ""
        while "Ctrl-C" not in greeting:
            line = process.stdout.readline()
            assert line, "the command ended early"
            greeting += line
        line = next(line for line in greeting.splitlines() if line.strip().startswith("curl"))
        key, url = re.findall(r"Bearer ([^']+)' (\S+)", line)[0]
        answer = httpx.get(url, headers={"Authorization": f"Bearer {key}"})
        page = httpx.get(re.findall(r"page +(\S+)", greeting)[0])
        process.send_signal(how)
        _, errors = process.communicate(timeout=10)
    assert (answer.status_code, answer.headers["x-ratelimit-limit"]) == (200, "7")
    assert COMPANY_ID in greeting
    assert "API browser" in page.text
    assert (process.returncode, errors) == (0, "")


def test_trouble_can_be_asked_for_from_the_start() -> None:
    flags = ["--next-statuses", "429", "503", "--server-errors", "1", "--server-error-status", "502", "--cookies"]
    command = [sys.executable, "-m", "msportal_client.sandbox", "--port", "0", *flags]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        base = next(found[1] for line in process.stdout if (found := re.search(r"base URL +(\S+)", line)))
        with httpx.Client(headers={"Authorization": f"Bearer {FULL_KEY}"}) as client:
            answers = [client.get(f"{base}/api/public/v1/users") for _ in range(3)]
        process.terminate()
    assert [answer.status_code for answer in answers] == [429, 503, 502]
    assert "set-cookie" in answers[0].headers


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--host", "0.0.0.0"], "--allow-remote"),
        (["--quota", "0"], "quota"),
        (["--spec", "no/such.json"], "no/such.json"),
        (["--keys", "no/such.json"], "no/such.json"),
        (["--rate-limited", "2"], "share"),
        (["--server-error-status", "200"], "400 to 599"),
        (["--next-statuses", "429", "99"], "400 to 599"),
        (["--port", "99999"], "port"),
    ],
)
def test_the_command_refuses_what_cannot_be_served(
    arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--port", "0", *arguments]) == 2
    assert says in capsys.readouterr().err


def test_what_the_sandbox_has_seen_is_json(sandbox: Sandbox) -> None:
    assert json.loads(json.dumps(sandbox.state())) == httpx.get(f"{sandbox.url}/_sandbox/state").json()
    assert json.loads(json.dumps(sandbox.references())) == httpx.get(f"{sandbox.url}/_sandbox/references").json()
