"""Updating openapi.json and the generated code to a newer document."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import unseen_product
from contract_tree import ROOT, Report, Tree
from update import place
from update.changelog import with_entry

CHANGELOG = "# Changes\n\n## Unreleased\n\n### Added\n\n- The client.\n\n## 0.1.0\n\n- All of it.\n"


@pytest.fixture
def tree(tree: Tree) -> Tree:
    (tree.root / "CHANGELOG.md").write_text(CHANGELOG)
    return tree


def update(tree: Tree, document: Any, *arguments: str) -> Report:
    source = tree.root.parent / "newer.json"
    source.write_text(document if isinstance(document, str) else json.dumps(document))
    command = [
        sys.executable,
        str(ROOT / "scripts" / "update_spec.py"),
        str(source),
        "--root",
        str(tree.root),
        *arguments,
    ]
    done = subprocess.run([*command, "--only", "abcd"], check=False, capture_output=True, text=True)
    return Report(done.returncode, done.stdout + done.stderr)


def content(tree: Tree) -> dict[str, bytes]:
    return {
        str(path.relative_to(tree.root)): path.read_bytes()
        for path in tree.root.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def newer() -> Any:
    """Return the document of vehicles with a change of every kind."""
    document = unseen_product.document("Vehicle", "Trailer")
    schemas, paths = document["components"]["schemas"], document["paths"]
    create = schemas["CreateVehicleRequest"]
    create["properties"]["title"] = create["properties"].pop("name")
    create["required"] = ["title", "seats", "mileage"]
    create["properties"]["notes"]["maxLength"] = 4000
    create["properties"]["labels"]["maxItems"] = 9
    create["properties"]["colour"] = {"type": "string"}
    vehicle = schemas["Vehicle"]["properties"]
    vehicle["seats"] = {"type": "integer", "nullable": True}
    vehicle["colour"] = {"type": "string"}
    del vehicle["isElectric"]
    schemas["Vehicle"]["required"].remove("isElectric")
    schemas["FleetState"]["enum"] = ["active", "parked", "scrapped"]
    listing = paths["/api/public/v2/vehicles"]["get"]["parameters"]
    listing[6]["name"] = "query"
    listing[1]["schema"]["maximum"] = 500
    del paths["/api/public/v2/vehicles/{id}"]["delete"]
    return document


BREAKING = """
operation removed: Delete vehicle (DELETE /api/public/v2/vehicles/{id})
CreateVehicleRequest: name removed
CreateVehicleRequest: title added, which must be sent
CreateVehicleRequest: mileage must be sent
CreateVehicleRequest: notes: maxLength was 5000 and is 4000
List vehicles, parameter: search removed
FleetState: value 'sold' removed
Vehicle: isElectric removed
Vehicle: seats may be null
"""
HARMLESS = """
operation added: Create trailer (POST /api/public/v2/trailers)
CreateVehicleRequest: labels: maxItems was 5 and is 9
CreateVehicleRequest: colour added
List vehicles, parameter: query added
List vehicles, parameter: limit: maximum was 200 and is 500
FleetState: value 'scrapped' added
Vehicle: colour added
schema added: Trailer
"""


def test_dry_run_reports_changes_and_writes_nothing(tree: Tree) -> None:
    before = content(tree)
    report = update(tree, newer(), "--dry-run")
    assert report.code == 0, report.text
    lines = report.text.splitlines()
    assert [line for line in BREAKING.split("\n") if line and f"BREAKING  {line}" not in lines] == []
    assert [line for line in HARMLESS.split("\n") if line and f"          {line}" not in lines] == []
    assert "dry run: nothing was changed" in report.text
    assert content(tree) == before


def test_update_writes_files_and_changelog_draft(tree: Tree) -> None:
    report = update(tree, newer())
    assert report.code == 0, report.text
    assert json.loads((tree.root / "openapi.json").read_text()) == newer()
    assert tree.check("abc").code == 0
    changelog = (tree.root / "CHANGELOG.md").read_text()
    assert (
        "### Added\n\n- The client.\n- **Breaking:** CreateVehicleRequest: title added, which must be sent\n"
        in changelog
    )
    assert "### Changed\n\n- **Breaking:** CreateVehicleRequest: mileage must be sent\n" in changelog
    assert "### Removed\n\n- **Breaking:** CreateVehicleRequest: name removed\n" in changelog
    assert changelog.endswith("\n\n## 0.1.0\n\n- All of it.\n")
    again = update(tree, newer())
    assert (again.code, "nothing to do" in again.text) == (0, True)


INVALID: list[tuple[Any, str]] = [
    ("not json", "not JSON"),
    ({"openapi": "2.0"}, "not an OpenAPI 3.0 or 3.1 document"),
    ({**unseen_product.document("Vehicle"), "components": {}}, "leads nowhere"),
]


@pytest.mark.parametrize(("document", "message"), INVALID, ids=["not-json", "not-openapi", "dangling-ref"])
def test_invalid_document_changes_nothing(tree: Tree, document: Any, message: str) -> None:
    before = content(tree)
    report = update(tree, document)
    assert (report.code, message in report.text) == (2, True), report.text
    assert content(tree) == before


def test_failed_contract_check_changes_nothing(tree: Tree) -> None:
    tree.edit("_runtime/limits.py", "value > limits.maximum", "False")
    before = content(tree)
    report = update(tree, newer())
    assert report.code == 1
    assert "d  FAILED" in report.text
    assert "the contract checks failed: nothing was changed" in report.text
    assert content(tree) == before


@pytest.mark.parametrize("step", ["_replace", "swap_in"])
def test_write_error_restores_files(tree: Tree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    before = content(tree)
    work = Tree(tmp_path / "work")
    (work.root / "msportal_client").mkdir(parents=True)
    (work.root / "openapi.json").write_text(json.dumps(newer()))
    (work.root / "CHANGELOG.md").write_text("new")
    work.generate()
    original, calls = getattr(place, step), 0

    def fail_once(*arguments: Any) -> None:
        nonlocal calls
        calls += 1
        if calls == (2 if step == "_replace" else 1):
            raise OSError("the disk is full")
        original(*arguments)

    monkeypatch.setattr(place, step, fail_once)
    with pytest.raises(OSError, match="the disk is full"):
        place.put_in_place(work.root, tree.root)
    assert content(tree) == before
    place.put_in_place(work.root, tree.root)
    assert (tree.root / "CHANGELOG.md").read_text() == "new"
    assert tree.check("b").code == 0


def test_changelog_entry_position() -> None:
    entries = [(False, "operation added: B"), (True, "operation removed: A")]
    drafted = "### Added\n\n- operation added: B\n\n### Removed\n\n- **Breaking:** operation removed: A\n"
    assert with_entry("# Changes\n", entries) == f"# Changes\n## Unreleased\n\n{drafted}"
    assert (
        with_entry("# Changes\n\n## 1.0\n\n- x\n", entries)
        == f"# Changes\n\n## Unreleased\n\n{drafted}\n## 1.0\n\n- x\n"
    )
    assert with_entry(CHANGELOG, []) == CHANGELOG
