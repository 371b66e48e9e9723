"""Running things in the peers' environment: the same interpreter and the same libraries for ours and for theirs."""

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
LIMIT = 600.0
"""Seconds after which anything that was started is stopped."""


def environment(*packages: Path) -> dict[str, str]:
    """The environment of a process that finds `packages`; a proxy would stand between it and the loopback server."""
    kept = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    return {**kept, "PYTHONPATH": os.pathsep.join(map(str, packages))}


def run_peer(script: str, stock: Path, *arguments: object) -> Any:
    """What `peers/<script>.py` prints, read as JSON."""
    command = [str(BINARIES / "python"), str(BENCHMARKS / "peers" / f"{script}.py"), *map(str, arguments)]
    done = subprocess.run(
        command,
        env=environment(ROOT, BENCHMARKS, stock),
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        timeout=LIMIT,
    )
    return json.loads(done.stdout)


@dataclass
class Server:
    """A loopback server in its own process; `seen` is there when it has ended."""

    url: str
    seen: list[tuple[float, bool]]


@contextmanager
def serving(*arguments: object) -> Generator[Server]:
    """`loopback.py` with `arguments`, until the block ends."""
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
