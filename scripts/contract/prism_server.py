"""Stoplight Prism, a mock server that validates every request against the document.

`requirements/prism-lock.json` is npm's lock of Prism and all its dependencies, with hashes and without addresses. It is
the `package-lock.json` that this writes in an empty directory:

    npm install --package-lock-only --omit-lockfile-registry-resolved --ignore-scripts @stoplight/prism-cli
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import httpx

from contract.subject import NotRunError

PACKAGE = "@stoplight/prism-cli"
LOCK = Path(__file__).resolve().parent.parent.parent / "requirements" / "prism-lock.json"

_INSTALL_SECONDS = 300
_START_SECONDS = 60
_STOP_SECONDS = 10


@contextmanager
def prism(spec: Path) -> Generator[str]:
    """Serve the document on a free local port and yield the base URL.

    Prism refuses invalid requests and lists the violations in the header `sl-violations`. It generates each response
    from the schema.

    Raises:
        NotRunError: Node is missing, or Prism could not be installed or started.
    """
    node = shutil.which("node")
    if node is None:
        raise NotRunError("Node is not installed")
    program = _installed()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [node, str(program), "mock", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--errors", "--dynamic", "--seed", "1", "--verboseLevel", "silent", str(spec)]
    server = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)  # noqa: S603 - fixed arguments
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_for(url, server)
        yield url
    finally:
        server.terminate()
        try:
            server.communicate(timeout=_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            server.kill()
            server.communicate()


def _installed() -> Path:
    """Return Prism's program and install it into the virtual environment first if necessary."""
    lock_text = LOCK.read_text("utf-8")
    cache = Path(sys.prefix) / "prism" / hashlib.sha256(lock_text.encode()).hexdigest()[:16]
    cache.mkdir(parents=True, exist_ok=True)
    program, complete = cache / "node_modules" / PACKAGE / "dist" / "index.js", cache / "complete"
    with (cache / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not complete.exists():
            (cache / "package-lock.json").write_text(lock_text, "utf-8")
            (cache / "package.json").write_text(json.dumps(json.loads(lock_text)["packages"][""]), "utf-8")
            _install(cache)
            if not program.exists():
                raise NotRunError(f"npm installed Prism without {program}")
            complete.touch()
    return program


def _install(cache: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise NotRunError("npm is not installed")
    command = [npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--fetch-retries=1", "--prefix", str(cache)]
    try:
        done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=_INSTALL_SECONDS)  # noqa: S603 - fixed arguments
    except subprocess.TimeoutExpired:
        raise NotRunError(f"npm took more than {_INSTALL_SECONDS} s to install Prism") from None
    if done.returncode != 0:
        raise NotRunError(f"npm could not install Prism: {_reason(done.stderr)}")


def _reason(output: str) -> str:
    """Return the first line of npm's error, which names it; the last ones are about the log file."""
    lines = [line.removeprefix("npm error").strip() for line in output.splitlines() if line.startswith("npm error")]
    found = [line for line in lines if line and not line.startswith("code ")] or output.split("\n")[-1:]
    return found[0] or "no message"


def _wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        try:
            httpx.get(url, trust_env=False)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    server.terminate()
    output = server.communicate()[0].decode(errors="replace").strip().splitlines()
    raise NotRunError(f"Prism did not start: {output[-1] if output else f'no response in {_START_SECONDS} s'}")


def required() -> bool:
    """Return True if a check that cannot run is a failure: on CI, or if MSPORTAL_REQUIRE_PRISM is set."""
    return any(os.environ.get(name, "").lower() in {"1", "true", "yes"} for name in ("CI", "MSPORTAL_REQUIRE_PRISM"))
