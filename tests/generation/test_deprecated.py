"""Deprecated operations, parameters and fields: docstrings, warnings where the caller stands, and PEP 702."""

from __future__ import annotations

import asyncio
import inspect
import json
import subprocess
import sys
import warnings
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import httpx
import pytest
from documents import Json, document, operation, parameter, record, ref
from regeneration import make_client

TEXT: Json = {"type": "string"}
OLD: Json = {"type": "string", "deprecated": True}


def deprecated_document() -> Json:
    body = record(
        "a", a=OLD, b={**OLD, "description": "The b."}, c={**OLD, "description": "Deprecated since 2."}, d=TEXT
    )
    paths: Json = {
        "/x": {
            "post": operation("Make it", body={**body, "title": "Body"}, parameters=[parameter("old", deprecated=True), parameter("need", OLD, required=True)]),
            "get": operation("Read it", answer=ref("Thing"), deprecated=True),
        },
        "/deprecated": {"get": operation("Deprecated", deprecated=True, parameters=[parameter("deprecated")], answer=ref("Deprecated"))},
        "/list": {"get": operation("List it", answer=ref("Page"), deprecated=True)},
        "/plain": {"get": operation("Plain")},
    }  # fmt: skip
    paging = record(
        "page", "limit", "totalPages", "hasNextPage",
        page={"type": "integer"}, limit={"type": "integer"}, totalPages={"type": "integer"}, hasNextPage={"type": "boolean"},
    )  # fmt: skip
    return document(
        paths,
        {
            "Thing": {**record(a=OLD), "deprecated": True, "description": "A thing"},
            "Deprecated": record(x=TEXT),
            "Page": record("data", "pagination", data={"type": "array", "items": ref("Thing")}, pagination=paging),
        },
    )


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("deprecated")
    make_client(deprecated_document(), directory, "deprecated_client")
    return directory


@pytest.fixture
def made(directory: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(sys, "path", [str(directory), *sys.path])
    return import_module("deprecated_client")


PAGE: Json = {"data": [], "pagination": {"page": 1, "limit": 1, "totalPages": 1, "hasNextPage": False}}


def client(kind: Any) -> Any:
    return kind("key", transport=httpx.MockTransport(lambda _: httpx.Response(200, json=PAGE)))


def warned(call: Callable[[], object]) -> list[str]:
    """Return the texts of the warnings of a call, all of which have to be at a line of this module."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        call()
    assert {Path(warning.filename).name for warning in caught} <= {Path(__file__).name}
    return [str(warning.message) for warning in caught]


def test_deprecated_parts_in_docstrings(made: Any) -> None:
    text = inspect.getdoc(client(made.MSPortal).things.make_it) or ""
    for line in (
        "a: Deprecated.",
        "old: Deprecated.",
        "need: Deprecated.",
        "b: Deprecated. The b.",
        "c: Deprecated since 2.",
    ):
        assert f"    {line}\n" in text
    assert "\nDeprecated.\n" not in text
    assert "\nDeprecated.\n" in (inspect.getdoc(client(made.MSPortal).things.read_it) or "")
    models = import_module("deprecated_client.models")
    assert (inspect.getdoc(models.Thing) or "").startswith("Deprecated. A thing.\n\nAttributes:\n    a: Deprecated.")


def test_deprecated_operation_warns_once_at_caller(made: Any) -> None:
    with client(made.MSPortal) as portal:
        module = import_module("deprecated_client.api.things.read_it")
        for call in (
            portal.things.read_it,
            portal.things.with_raw_response.read_it,
            lambda: module.sync(client=portal),
            lambda: module.sync_detailed(client=portal),
        ):
            assert warned(call) == ["read_it is deprecated"]
        assert warned(portal.things.plain) == []
        assert warned(lambda: list(portal.things.list_it())) == ["list_it is deprecated"]


def test_deprecated_operation_warns_async(made: Any) -> None:
    async def main() -> None:
        async with client(made.AsyncMSPortal) as portal:
            await portal.things.read_it()
            await portal.things.with_raw_response.read_it()

    assert warned(lambda: asyncio.run(main())) == ["read_it is deprecated"] * 2


def test_deprecated_arguments_warn_where_given(made: Any) -> None:
    with client(made.MSPortal) as portal:
        assert warned(lambda: portal.things.make_it(a="1", need="1", d="2")) == []
        assert warned(lambda: portal.things.make_it(a="1", need="1", b="2", old="3")) == [
            "make_it: old is deprecated",
            "make_it: b is deprecated",
        ]


def test_operation_and_class_called_deprecated(made: Any) -> None:
    with client(made.MSPortal) as portal:
        assert warned(lambda: portal.things.deprecated_(deprecated="x")) == ["deprecated_ is deprecated"]


def test_functions_are_marked(made: Any) -> None:
    """As `warnings.deprecated` marks them, and coroutine functions stay such."""
    things = client(made.AsyncMSPortal).things
    assert things.read_it.__deprecated__ == "The API has deprecated this operation."
    assert inspect.iscoroutinefunction(things.read_it)
    assert not hasattr(things.plain, "__deprecated__")


def test_type_checkers_report_callers_only(directory: Path) -> None:
    (directory / "pyrightconfig.json").write_text(json.dumps({"typeCheckingMode": "strict", "pythonVersion": "3.11"}))
    (directory / "use.py").write_text(
        "from deprecated_client import MSPortal\n\nclient = MSPortal('key')\nclient.things.read_it()\nclient.things.plain()\n"
    )
    command = [sys.executable, "-m", "pyright", "--outputjson", "--pythonpath", sys.executable]
    places = [
        "use.py",
        "deprecated_client/api",
        "deprecated_client/models",
        "deprecated_client/_runtime/deprecation.py",
    ]
    done = subprocess.run([*command, *places], cwd=directory, check=False, capture_output=True, text=True)
    found = json.loads(done.stdout)["generalDiagnostics"]
    assert [(Path(one["file"]).name, one["range"]["start"]["line"], one["rule"]) for one in found] == [
        ("use.py", 3, "reportDeprecated")
    ]
