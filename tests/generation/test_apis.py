"""The list of APIs: each generated, checked and updated by itself or with the others."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from contract_tree import ROOT, Report, Tree
from documents import Json, document, operation, record, ref
from generation.apis import APIListError, chosen, listed
from regeneration import run_main

ACME = {
    "name": "acme",
    "document": "msportal_client/bridges/acme/openapi.json",
    "package": "msportal_client/bridges/acme",
    "client": "Acme",
    "base_url": "https://api.acme.example/v1",
}
TEXT: Json = {"type": "string"}
CLIENT = '''"""The clients of Acme."""

from __future__ import annotations

from typing import ClassVar

from ..._runtime.api import API
from .api import AsyncResources, Resources

_ACME = API(name="Acme", base_url="https://api.acme.example/v1", key_variable="ACME_KEY", base_url_variable="ACME_URL")


class AsyncAcme(AsyncResources):
    """A client of Acme for asyncio."""

    _api: ClassVar[API] = _ACME


class Acme(Resources):
    """A client of Acme."""

    _api: ClassVar[API] = _ACME
'''


def acme_document() -> Json:
    """Return a document whose code imports from every part of the runtime, and whose classes have the client's name."""
    level: Json = {"type": "integer", "enum": [1, 2]}
    part = record(
        "id",
        id=TEXT,
        level=level,
        kind={"type": "string", "enum": ["bolt", "nut"]},
        due={"type": "string", "format": "date"},
    )
    paging = record(
        "page", "limit", "totalPages", "hasNextPage",
        page={"type": "integer"}, limit={"type": "integer"}, totalPages={"type": "integer"}, hasNextPage={"type": "boolean"},
    )  # fmt: skip
    page = record("data", "pagination", data={"type": "array", "items": ref("Part")}, pagination=paging)
    return document(
        {
            "/parts": {"get": operation("List parts", tag="Acme", answer=page), "post": operation("Create part", tag="Acme", body=ref("Part"), answer=ref("Part"))},
            "/acme": {"get": operation("Get acme", tag="Acme", answer=ref("Acme"))},
        },
        {"Part": part, "Acme": record("parts", parts={"type": "array", "items": ref("Part")})},
    )  # fmt: skip


@pytest.fixture(scope="module")
def two_apis(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project with a second API, generated."""
    root = tmp_path_factory.mktemp("two") / "project"
    ignored = shutil.ignore_patterns("__pycache__", "api", "models")
    shutil.copytree(ROOT / "msportal_client", root / "msportal_client", ignore=ignored)
    package = root / "msportal_client" / "bridges" / "acme"
    package.mkdir(parents=True)
    (package.parent / "__init__.py").touch()
    (package / "__init__.py").write_text("from .client import Acme, AsyncAcme\n\n__all__ = ['Acme', 'AsyncAcme']\n")
    (package / "client.py").write_text(CLIENT)
    (package / "openapi.json").write_text(json.dumps(acme_document()))
    (root / "openapi.json").write_text(json.dumps(document({"/thing": {"get": operation("Get thing", answer=TEXT)}})))
    (root / "CHANGELOG.md").write_text("# Changes\n\n## Unreleased\n")
    (root / "scripts").mkdir()
    msportal, *_ = json.loads((ROOT / "scripts" / "apis.json").read_bytes())
    (root / "scripts" / "apis.json").write_text(json.dumps([msportal, ACME]))
    run = run_main("--root", root)
    assert run.exit_code == 0, run.err
    lines = [re.sub(r" in [\d.]+ s", "", line) for line in run.out.splitlines()]
    assert lines == [
        "msportal: 1 operations, 0 models, 0 enums: 4 files changed",
        "acme: 3 operations, 5 models, 2 enums: 13 files changed",
    ]
    return root


@pytest.fixture
def project(two_apis: Path, tmp_path: Path) -> Path:
    """Return a copy of it, for a test to change."""
    return Path(shutil.copytree(two_apis, tmp_path / "project", ignore=shutil.ignore_patterns("__pycache__")))


def script(name: str, *arguments: str | Path) -> Report:
    command = [sys.executable, str(ROOT / "scripts" / name), *map(str, arguments)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    return Report(done.returncode, done.stdout + done.stderr)


def test_list_names_the_project() -> None:
    assert listed(ROOT)[0].name == "msportal"
    for api in listed(ROOT):
        assert (ROOT / api.document).is_file()
        assert (ROOT / api.package / "__init__.py").is_file()


def test_unknown_api_named(two_apis: Path) -> None:
    with pytest.raises(APIListError, match=r"no API other: .* has msportal, acme"):
        chosen(two_apis, ["acme", "other"])
    assert run_main("--root", two_apis, "other").exit_code == 2
    assert script("check_contract.py", "--root", two_apis, "other").code == 2
    assert script("update_spec.py", "--root", two_apis, "--api", "other", "x.json").code == 2


@pytest.mark.parametrize("content", ["", "{}", '[{"name": "x"}]', '[{"name": "x", "odd": 1}]'])
def test_unreadable_list_is_an_error(content: str, tmp_path: Path) -> None:
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts" / "apis.json").write_text(content)
    run = run_main("--root", tmp_path)
    assert run.exit_code == 2
    assert "apis.json" in run.err


def test_deeper_package_imports_without_warnings(two_apis: Path) -> None:
    program = """
import importlib, pkgutil, msportal_client.bridges.acme as acme
for module in pkgutil.walk_packages(acme.__path__, "msportal_client.bridges.acme."):
    importlib.import_module(module.name)
print(acme.Acme("key").acme.list_parts(), [name for name in acme.models.__all__ if "Acme" in name])
print([name for name in dir(acme.api.acme) if "cme" in name and name[0].isupper()])
"""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        env={**os.environ, "PYTHONPATH": str(two_apis)},
        cwd=two_apis,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert "['Acme_']" in done.stdout
    assert "['Acme2', 'Acme2WithRawResponse', 'Acme_', 'AsyncAcme2', 'AsyncAcme2WithRawResponse']" in done.stdout


def test_check_names_the_api_that_differs(project: Path) -> None:
    assert run_main("--root", project, "--check").exit_code == 0
    (project / "msportal_client/bridges/acme/models/part.py").write_text("")
    assert run_main("--root", project, "--check", "msportal").exit_code == 0
    for names in (["acme"], []):
        run = run_main("--root", project, "--check", *names)
        assert run.exit_code == 1
        assert "models/part.py differs" in run.err


def test_contract_checks_every_api(two_apis: Path) -> None:
    report = script("check_contract.py", "--root", two_apis, "--only", "bcde")
    assert report.code == 0, report.text
    assert re.findall(r"^\w+:$", report.text, re.MULTILINE) == ["msportal:", "acme:"]
    assert report.text.count(" passed ") == 8


def test_contract_checks_one_api(project: Path) -> None:
    Tree(project).edit("bridges/acme/api/acme/list_parts.py", "def sync(", "def synchronous(")
    report = script("check_contract.py", "--root", project, "--only", "c", "acme")
    assert report.code == 1
    assert "has no sync" in report.text
    assert script("check_contract.py", "--root", project, "--only", "c", "msportal").code == 0


def test_live_server_needs_one_api(two_apis: Path) -> None:
    report = script("check_contract.py", "--root", two_apis, "--only", "h", "--base-url", "http://localhost")
    assert report.code == 2
    assert "--base-url needs the name of one API" in report.text
    report = script("check_contract.py", "--root", two_apis, "--only", "h", "--base-url", "http://localhost", "acme")
    assert "--base-url needs the environment variable ACME_KEY" in report.text


def test_update_of_a_second_api(project: Path, tmp_path: Path) -> None:
    newer = acme_document()
    newer["paths"]["/parts/{id}"] = {
        "parameters": [{"name": "id", "in": "path", "required": True, "schema": TEXT}],
        "delete": operation("Delete part", tag="Acme"),
    }
    (tmp_path / "newer.json").write_text(json.dumps(newer))
    mine = (project / "openapi.json").read_bytes()
    report = script("update_spec.py", "--root", project, "--api", "acme", "--only", "bcd", tmp_path / "newer.json")
    assert report.code == 0, report.text
    assert (project / "openapi.json").read_bytes() == mine
    assert json.loads((project / ACME["document"]).read_bytes()) == newer
    assert (project / "msportal_client/bridges/acme/api/acme/delete_part.py").exists()
    assert "- Acme: operation added: `acme.delete_part(…)`" in (project / "CHANGELOG.md").read_text()
    assert run_main("--root", project, "--check").exit_code == 0


def test_update_with_operations_left_out(project: Path, tmp_path: Path) -> None:
    newer = acme_document()
    newer["paths"]["/odd"] = {"get": operation("Get odd", tag="Acme", answer={"allOf": [TEXT, {"type": "integer"}]})}
    (tmp_path / "newer.json").write_text(json.dumps(newer))
    arguments = ("--root", project, "--api", "acme", "--only", "bcd", tmp_path / "newer.json")
    report = script("update_spec.py", *arguments)
    assert report.code == 2
    assert "nothing was changed" in report.text
    report = script("update_spec.py", *arguments, "--skip-unsupported")
    assert report.code == 0, report.text
    assert "left out: GET /odd: " in report.text
    assert (project / "msportal_client/bridges/acme/api/skipped.json").exists()
    assert run_main("--root", project, "--check").exit_code == 0
    assert "nothing to do" in script("update_spec.py", *arguments).text
