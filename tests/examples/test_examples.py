"""The examples, each run as its reader would: with one command."""

from __future__ import annotations

import csv
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Generator, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any

import httpx
import polars as pl
import pytest

from msportal_client import MSPortal
from msportal_client.sandbox import Sandbox

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def run(
    name: str, *arguments: str, cwd: Path, code: int = 0, environment: Mapping[str, str] = MappingProxyType({})
) -> subprocess.CompletedProcess[str]:
    """Run an example, with warnings as errors."""
    command = [sys.executable, "-W", "error", str(EXAMPLES / name), *arguments]
    done = subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, **environment},
        check=False,
        capture_output=True,
        text=True,
        timeout=90,
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def wait_until_open(port: int, process: subprocess.Popen[Any]) -> None:
    """Wait until something listens on a port, while the process lives that is to do so."""
    until = time.monotonic() + 30
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            assert process.poll() is None, "the program ended"
            assert time.monotonic() < until, "the program does not listen"
            time.sleep(0.02)
        else:
            return


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(quota=1000, rows={"planner/items": 30}) as running:
        yield running


def settings(sandbox: Sandbox) -> dict[str, str]:
    return {"MSPORTAL_API_KEY": sandbox.key, "MSPORTAL_BASE_URL": sandbox.url}


def titles(sandbox: Sandbox) -> list[str]:
    with MSPortal(sandbox.key, base_url=sandbox.url) as msportal:
        return [item.title for item in msportal.planner.list_planner_items(limit=100)]


def test_every_example_is_listed() -> None:
    text = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"\]\(([\w.]+)\)", text))
    there = {path.name for path in EXAMPLES.iterdir() if path.suffix in {".py", ".ipynb"}} - {"local_server.py"}
    assert listed == there


# --- bulk import ---


def test_bulk_import(tmp_path: Path) -> None:
    done = run("bulk_import.py", cwd=tmp_path)
    rows = list(csv.reader(done.stdout.splitlines()))
    assert len(rows) == 41
    assert {row[2] for row in rows[1:]} == {"done"}
    assert list((EXAMPLES / "data").iterdir()) == [EXAMPLES / "data" / "items.csv"]


@pytest.mark.skipif(os.name != "posix", reason="sends SIGKILL")
def test_bulk_import_goes_on_after_kill(sandbox: Sandbox, tmp_path: Path) -> None:
    copy = Path(shutil.copy(EXAMPLES / "data" / "items.csv", tmp_path))
    before = len(titles(sandbox))
    sandbox.trouble(latency=0.02)
    command = [sys.executable, str(EXAMPLES / "bulk_import.py"), str(copy)]
    with subprocess.Popen(command, env={**os.environ, **settings(sandbox)}, stderr=subprocess.DEVNULL) as process:
        while len(titles(sandbox)) - before < 5 and process.poll() is None:
            time.sleep(0.01)
        process.kill()
    sandbox.trouble()
    run("bulk_import.py", str(copy), cwd=tmp_path, environment=settings(sandbox))
    made = titles(sandbox)
    assert len(made) - before == 40
    assert len(set(made)) == len(made)


# --- export ---


def test_nightly_export(sandbox: Sandbox, tmp_path: Path) -> None:
    done = run("nightly_export.py", str(tmp_path), cwd=tmp_path, environment=settings(sandbox))
    (path,) = tmp_path.glob("planner-items-*.parquet")
    assert done.stdout == f"{path} {len(titles(sandbox))} rows\n"
    frame = pl.read_parquet(path)
    assert sorted(frame["title"]) == sorted(titles(sandbox))
    assert frame.schema["due_date"] == pl.Datetime("us", "UTC")
    assert frame.schema["hours"] == pl.Float64()
    assert list(tmp_path.glob("*.part")) == []


def test_nightly_export_of_nothing_keeps_the_types(tmp_path: Path) -> None:
    with Sandbox() as empty:
        run("nightly_export.py", str(tmp_path), cwd=tmp_path, environment=settings(empty))
    (path,) = tmp_path.glob("planner-items-*.parquet")
    assert pl.read_parquet(path).schema["due_date"] == pl.Datetime("us", "UTC")


# --- web applications ---


@contextmanager
def serving(code: str, sandbox: Sandbox) -> Generator[str]:
    """Run a program that serves on the port `{port}` until the block ends."""
    port = free_port()
    environment = {**os.environ, **settings(sandbox)}
    with subprocess.Popen(
        [sys.executable, "-c", code.format(port=port)], cwd=EXAMPLES, env=environment, stderr=subprocess.DEVNULL
    ) as process:
        try:
            wait_until_open(port, process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def test_fastapi_app(sandbox: Sandbox) -> None:
    code = "import uvicorn, fastapi_app; uvicorn.run(fastapi_app.app, host='127.0.0.1', port={port}, log_level='error')"
    with serving(code, sandbox) as url, httpx.Client(base_url=url, trust_env=False) as client:
        assert len(client.get("/items", params={"limit": 3}).json()) == 3
        made = client.post("/items", params={"title": "Replace firewall"})
        assert (made.status_code, made.json()["title"]) == (201, "Replace firewall")
        refused = client.post("/items", params={"title": ""})
        assert refused.status_code == 422
        assert "title" in refused.json()["detail"][0]
        sandbox.trouble(next_statuses=(500, 500, 500, 500))
        failed = client.get("/items")
        assert (failed.status_code, failed.json()) == (502, {"detail": "MSPortal could not be reached"})


def test_flask_app_with_many_threads(sandbox: Sandbox) -> None:
    code = "import flask_app; flask_app.create_app().run(host='127.0.0.1', port={port}, threaded=True)"
    before = len(titles(sandbox))
    with serving(code, sandbox) as url, httpx.Client(base_url=url, trust_env=False) as client:

        def create(number: int) -> Any:
            return client.post("/items", json={"title": f"Item {number}"}).json()["title"]

        with ThreadPoolExecutor(10) as threads:
            assert sorted(threads.map(create, range(30))) == sorted(f"Item {number}" for number in range(30))
        assert len(client.get("/items").json()) == before + 30
        assert client.post("/items", json={"title": ""}).status_code == 422


# --- Celery ---


def test_celery_worker_without_redis(tmp_path: Path) -> None:
    done = run("celery_worker.py", cwd=tmp_path, code=1, environment={"REDIS_URL": "redis://127.0.0.1:1/0"})
    assert done.stderr == "There is no Redis at redis://127.0.0.1:1/0: set REDIS_URL.\n"


def test_celery_worker(sandbox: Sandbox, tmp_path: Path) -> None:
    server = shutil.which("redis-server")
    if server is None:
        pytest.skip("redis-server is not installed (on Debian: apt-get install redis-server)")
    port = free_port()
    command = [server, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(tmp_path)]
    before = len(titles(sandbox))
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as redis:
        try:
            wait_until_open(port, redis)
            environment = {**os.environ, **settings(sandbox), "REDIS_URL": f"redis://127.0.0.1:{port}/0"}
            done = subprocess.run(
                [sys.executable, str(EXAMPLES / "celery_worker.py")],
                env=environment,
                check=False,
                capture_output=True,
                text=True,
                timeout=90,
            )
        finally:
            redis.terminate()
    assert done.returncode == 0, done.stderr
    assert "10 items" in done.stdout
    assert len(titles(sandbox)) == before + 10


# --- telemetry, board, notebook ---


def test_telemetry(tmp_path: Path) -> None:
    printed = run("telemetry.py", cwd=tmp_path).stdout
    for operation in ("create_planner_item", "list_tickets", "get_budget"):
        assert f'"name": "{operation}"' in printed
    assert 'msportal_calls_total{operation="create_planner_item",outcome="done"} 1.0' in printed
    assert 'msportal_calls_total{operation="get_budget",outcome="NotFoundError"} 1.0' in printed
    assert '"exception.type": "msportal_client.errors.NotFoundError"' in printed


def test_planner_board(tmp_path: Path) -> None:
    printed = run("planner_board.py", "--once", cwd=tmp_path, environment={"COLUMNS": "120"}).stdout
    for text in ("This week", "◐ Replace firewall", "● Order parts", "○ Write it up"):
        assert text in printed


def test_notebook(tmp_path: Path) -> None:
    nbformat: Any = import_module("nbformat")
    client: Any = import_module("nbclient").NotebookClient
    notebook = nbformat.read(EXAMPLES / "planner_items.ipynb", as_version=4)
    assert all(not cell.get("outputs") for cell in notebook.cells), "clear the outputs before committing"
    client(notebook, timeout=60, resources={"metadata": {"path": str(EXAMPLES)}}).execute()
    shown = "".join(str(output) for cell in notebook.cells for output in cell.get("outputs", []))
    assert "Item 2" in shown
    assert "High" in shown
