"""Run the generator from tests."""

from __future__ import annotations

import contextlib
import io
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from documents import Json
from generation.command_line import main

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Run:
    """The result of a run of the command line."""

    exit_code: int
    out: str
    err: str


def run_main(*arguments: str | Path) -> Run:
    """Run the command line in this process."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        exit_code = main([str(argument) for argument in arguments])
    return Run(exit_code, out.getvalue(), err.getvalue())


def written(document: Any, directory: Path) -> Path:
    """Write a document to a file and return its path."""
    directory.mkdir(parents=True, exist_ok=True)
    path = directory / "openapi.json"
    path.write_text(json.dumps(document))
    return path


def sync_client(package: Any, answer: Callable[[httpx.Request], httpx.Response]) -> Any:
    """Return a client of a generated package, whose requests `answer` answers."""
    transport = httpx.MockTransport(answer)
    return package.MSPortal("key", base_url="http://localhost", transport=transport, retry=package.RetryPolicy.never())


def make_client(document: Json, directory: Path, name: str) -> Path:
    """Copy the package under another name, with `api` and `models` generated from a document."""
    ignored = shutil.ignore_patterns("api", "models", "sandbox", "__pycache__", ".regenerate-work")
    shutil.copytree(ROOT / "msportal_client", directory / name, ignore=ignored)
    run = run_main("--spec", written(document, directory / "spec"), "--output", directory / name)
    assert run.exit_code == 0, run.err
    return directory / name
