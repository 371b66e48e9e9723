from __future__ import annotations

import contextlib
import io
import json
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from documents import Json, odd_document
from generation.command_line import main

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Run:
    """What a run of the command line gave."""

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
    """The document as a file."""
    directory.mkdir(parents=True, exist_ok=True)
    path = directory / "openapi.json"
    path.write_text(json.dumps(document))
    return path


@pytest.fixture
def vendored() -> Json:
    """The document that the repository holds."""
    document: Json = json.loads((ROOT / "openapi.json").read_bytes())
    return document


@pytest.fixture
def regenerate(tmp_path: Path) -> Callable[..., Run]:
    """Generate from a document, or from bytes, into `tmp_path / "out"`."""

    def run(document: Any, *arguments: str) -> Run:
        spec = tmp_path / "openapi.json"
        spec.write_bytes(document if isinstance(document, bytes) else json.dumps(document).encode())
        return run_main("--spec", spec, "--output", tmp_path / "out", *arguments)

    return run


@pytest.fixture
def package(tmp_path: Path) -> Iterator[Callable[[Json], Any]]:
    """Makes an importable client out of a document: the hand-written modules, and `api` and `models` anew."""
    names: list[str] = []

    def make(document: Json) -> Any:
        name = f"generated_{len(names)}_{tmp_path.name}"
        names.append(name)
        make_client(document, tmp_path, name)
        return import_module(name)

    sys.path.insert(0, str(tmp_path))
    yield make
    sys.path.remove(str(tmp_path))
    for module in [module for module in sys.modules if module.split(".")[0] in names]:
        del sys.modules[module]


def make_client(document: Json, directory: Path, name: str) -> Path:
    """A copy of the package called `name`, its `api` and `models` generated from the document."""
    ignored = shutil.ignore_patterns("api", "models", "sandbox", "__pycache__", ".regenerate-work")
    shutil.copytree(ROOT / "msportal_client", directory / name, ignore=ignored)
    run = run_main("--spec", written(document, directory / "spec"), "--output", directory / name)
    assert run.exit_code == 0, run.err
    return directory / name


@pytest.fixture(scope="session")
def odd_directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with `odd_client`, generated from a document of every shape and every awkward name."""
    directory = tmp_path_factory.mktemp("odd")
    make_client(odd_document(), directory, "odd_client")
    return directory


@pytest.fixture
def odd(odd_directory: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The package `odd_client`."""
    monkeypatch.syspath_prepend(odd_directory)
    return import_module("odd_client")
