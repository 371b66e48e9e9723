"""Runs the examples as their readers do: each as a program of its own, from another directory."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any

from msportal_client import MSPortal
from msportal_client.sandbox import Sandbox

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
NOTHING: Mapping[str, str] = MappingProxyType({})


def command(name: str, *arguments: str) -> list[str]:
    """Return the command of an example, with warnings as errors."""
    return [sys.executable, "-W", "error", str(EXAMPLES / name), *arguments]


def run(
    name: str, *arguments: str, cwd: Path, code: int = 0, environment: Mapping[str, str] = NOTHING
) -> subprocess.CompletedProcess[str]:
    """Run an example, and check its exit code."""
    done = subprocess.run(
        command(name, *arguments),
        cwd=cwd,
        env={**os.environ, **environment},
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done


@contextmanager
def running(
    arguments: list[str], *, cwd: Path, environment: Mapping[str, str] = NOTHING
) -> Generator[subprocess.Popen[str]]:
    """Run a program while the block lasts, and kill it if it has not ended by then. Its output can be read."""
    with subprocess.Popen(
        arguments,
        cwd=cwd,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def read_until(process: subprocess.Popen[str], text: str) -> str:
    """Return the output of a program up to the line that has a text. A program that ends without it is an error."""
    assert process.stdout is not None
    seen = ""
    for line in process.stdout:
        seen += line
        if text in line:
            return seen
    raise AssertionError(f"{text!r} was not printed, but:\n{seen}")


@contextmanager
def serving(code: str, *, environment: Mapping[str, str]) -> Generator[str]:
    """Run code that serves on the port `{port}` while the block lasts, and yield its URL."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    arguments = [sys.executable, "-W", "error", "-c", code.format(port=port)]
    with subprocess.Popen(arguments, cwd=EXAMPLES, env={**os.environ, **environment}, stderr=subprocess.DEVNULL) as it:
        try:
            _wait_until_open(port, it)
            yield f"http://127.0.0.1:{port}"
        finally:
            it.kill()


def _wait_until_open(port: int, process: subprocess.Popen[Any]) -> None:
    until = time.monotonic() + 60
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            assert process.poll() is None, "the program ended"
            assert time.monotonic() < until, "the program does not listen"
            time.sleep(0.02)
        else:
            return


def settings(sandbox: Sandbox) -> dict[str, str]:
    """Return the environment in which an example calls a sandbox."""
    return {"MSPORTAL_API_KEY": sandbox.key, "MSPORTAL_BASE_URL": sandbox.url}


def titles(sandbox: Sandbox) -> list[str]:
    """Return the titles of all planner items."""
    with MSPortal(sandbox.key, base_url=sandbox.url) as msportal:
        return [item.title for item in msportal.planner.list_planner_items(limit=100)]
