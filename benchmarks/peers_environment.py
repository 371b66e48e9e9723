"""Processes in the peers' environment, which has the same interpreter and libraries for every contender."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
BENCHMARKS = ROOT / "benchmarks"
BINARIES = ROOT / ".venv" / "peers" / "bin"
# Seconds after which a process is stopped.
TIMEOUT = 600.0


def environment(*packages: Path) -> dict[str, str]:
    """Return the environment variables of a process that can import `packages`.

    Proxies are left out, because they would stand between the process and the loopback server. So are Python's own
    variables: with `PYTHONDONTWRITEBYTECODE` our package would be compiled at each start, and the peers would not.
    """
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.lower().endswith("_proxy") and not name.startswith("PYTHON")
    }
    return {**kept, "PYTHONPATH": os.pathsep.join(map(str, packages))}


def run_peer(script: str, stock: Path, *arguments: object) -> Any:
    """Run `peers/<script>.py` and return the JSON that it prints."""
    command = [str(BINARIES / "python"), str(BENCHMARKS / "peers" / f"{script}.py"), *map(str, arguments)]
    done = subprocess.run(
        command,
        env=environment(ROOT, BENCHMARKS, stock),
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        timeout=TIMEOUT,
    )
    return json.loads(done.stdout)


@dataclass
class Server:
    """A loopback server in a process of its own. `seen` is filled in when the server has ended."""

    url: str
    seen: list[tuple[float, bool]]


@contextmanager
def serving(*arguments: object) -> Generator[Server]:
    """Run `loopback.py` with `arguments` until the block ends."""
    command = [sys.executable, str(BENCHMARKS / "loopback.py"), *map(str, arguments)]
    with subprocess.Popen(
        command, env=environment(ROOT, BENCHMARKS), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        server = Server(f"http://127.0.0.1:{int(process.stdout.readline())}", [])
        try:
            yield server
        finally:
            rest, _ = process.communicate("", timeout=30)
        server.seen = json.loads(rest)
