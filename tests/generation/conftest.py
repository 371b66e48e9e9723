from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from documents import Json, odd_document
from regeneration import ROOT, Run, make_client, run_main


@pytest.fixture
def vendored() -> Json:
    """Return the document in the repository."""
    document: Json = json.loads((ROOT / "openapi.json").read_bytes())
    return document


@pytest.fixture
def regenerate(tmp_path: Path) -> Callable[..., Run]:
    """Return a function that generates from a document, or from bytes, into `tmp_path / "out"`."""

    def run(document: Any, *arguments: str) -> Run:
        spec = tmp_path / "openapi.json"
        spec.write_bytes(document if isinstance(document, bytes) else json.dumps(document).encode())
        return run_main("--spec", spec, "--output", tmp_path / "out", *arguments)

    return run


@pytest.fixture
def package(tmp_path: Path) -> Iterator[Callable[[Json], Any]]:
    """Provide a function that makes an importable client: a copy of the package, generated from a document."""
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


@pytest.fixture(scope="session")
def odd_directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a directory with `odd_client`, generated from a document of every shape and every awkward name."""
    directory = tmp_path_factory.mktemp("odd")
    make_client(odd_document(), directory, "odd_client")
    return directory


@pytest.fixture
def odd(odd_directory: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Import `odd_client`."""
    monkeypatch.setattr(sys, "path", [str(odd_directory), *sys.path])
    return import_module("odd_client")
