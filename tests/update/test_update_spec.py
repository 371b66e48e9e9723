"""The command line of update_spec.py."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import unseen_product
from contract_tree import ROOT, Report, Tree
from generation.apis import listed
from update.place import locked


def update(tree: Tree, document: Any, *arguments: str) -> Report:
    source = tree.root.parent / "newer.json"
    source.write_text(document if isinstance(document, str) else json.dumps(document))
    script = str(ROOT / "scripts" / "update_spec.py")
    command = [sys.executable, script, str(source), "--root", str(tree.root), "--only", "abcd", *arguments]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
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
operation removed: `vehicles.delete_vehicle(…)` (`DELETE /api/public/v2/vehicles/{id}`)
`vehicles.create_vehicle(name=…)`, `vehicles.update_vehicle(name=…)`: renamed to `title` (`title` in the API, not `name`)
`vehicles.create_vehicle(mileage=…)`: must be given
`vehicles.create_vehicle(notes=…)`, `vehicles.update_vehicle(notes=…)`: `maxLength` was `5000` and is `4000`
`vehicles.list_vehicles(search=…)`: renamed to `query` (`query` in the API, not `search`)
`FleetState.SOLD`: removed
`Vehicle.is_electric`: removed
`Vehicle.seats`: may be `None`
"""
HARMLESS = """
operation added: `trailers.create_trailer(…)` (`POST /api/public/v2/trailers`)
`vehicles.create_vehicle(labels=…)`, `vehicles.update_vehicle(labels=…)`: `maxItems` was `5` and is `9`
`Vehicle.colour`, `vehicles.create_vehicle(colour=…)`, `vehicles.update_vehicle(colour=…)`: added
`vehicles.list_vehicles(limit=…)`: `maximum` was `200` and is `500`
`FleetState.SCRAPPED`: added
"""


def test_dry_run_reports_changes_and_writes_nothing(tree: Tree) -> None:
    before = content(tree)
    report = update(tree, newer(), "--dry-run")
    assert report.code == 0, report.text
    lines = report.text.splitlines()
    assert [line for line in BREAKING.split("\n") if line and f"BREAKING  {line}" not in lines] == []
    assert [line for line in HARMLESS.split("\n") if line and f"          {line}" not in lines] == []
    assert len(set(lines)) == len(lines)
    assert "note: " not in report.text
    assert "next version: 0.2.0 (now 0.1.0): below 1.0, a breaking change raises the minor version" in lines
    assert "dry run: nothing was changed" in lines
    assert content(tree) == before


def test_update_writes_files_and_changelog_draft(tree: Tree) -> None:
    report = update(tree, newer())
    assert report.code == 0, report.text
    assert json.loads((tree.root / "openapi.json").read_text()) == newer()
    assert tree.check("abc").code == 0
    changelog = (tree.root / "CHANGELOG.md").read_text()
    assert "### Added\n\n- The client.\n- `FleetState.SCRAPPED`: added\n" in changelog
    assert "- **Breaking:** `vehicles.create_vehicle(mileage=…)`: must be given\n" in changelog
    assert "### Removed\n\n- **Breaking:** `FleetState.SOLD`: removed\n" in changelog
    assert changelog.endswith("\n\n## 0.1.0\n\n- All of it.\n")
    assert changelog.count("is_electric") == 1
    again = update(tree, newer())
    assert (again.code, "nothing to do" in again.text) == (0, True)


INVALID: list[tuple[Any, str]] = [
    ("not json", "the top level must be an object"),
    ({"openapi": "2.0"}, "OpenAPI 3.0 or 3.1"),
    ({**unseen_product.document("Vehicle"), "components": {}}, "leads nowhere"),
    ("[" * 100_000, "not JSON"),
]


@pytest.mark.parametrize(("document", "message"), INVALID, ids=["not-json", "not-openapi", "dangling-ref", "deep"])
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


def other_title(document: Any) -> None:
    document["info"]["title"] = "Ships"


def other_server(document: Any) -> None:
    document["servers"] = [{"url": "https://ships.example"}]


def other_operations(document: Any) -> None:
    document["paths"] = {f"/ships{path}": item for path, item in document["paths"].items()}


OTHER_PRODUCTS = [
    (other_title, "The title is `Ships`, not `Fleet Public API`."),
    (other_server, "The server is `ships.example`, not `fleet.example`."),
    (other_operations, "0 of the 5 operations in the present document are in the new document (0%), fewer than half."),
]


@pytest.mark.parametrize(("change", "reason"), OTHER_PRODUCTS)
def test_other_product_needs_force(tree: Tree, change: Callable[[Any], None], reason: str) -> None:
    before, document = content(tree), unseen_product.document("Vehicle")
    change(document)
    report = update(tree, document)
    assert report.code == 2
    assert f"nothing was changed\nthis looks like another product's document:\n{reason}\n" in report.text
    assert "use --force" in report.text
    assert content(tree) == before
    report = update(tree, document, "--force", "--only", "a")
    assert report.code == 0, report.text
    assert f"forced: {reason}\n" in report.text
    assert json.loads((tree.root / "openapi.json").read_text()) == document


def test_half_updated_tree_is_generated_again(tree: Tree) -> None:
    """An older version left it so when it was killed: a new document beside old code."""
    (tree.root / "openapi.json").write_text(json.dumps(newer()))
    dry_run = update(tree, newer(), "--dry-run")
    assert (dry_run.code, "not generated from it" in dry_run.text) == (0, True)
    assert tree.check("b").code == 1
    older = update(tree, unseen_product.document("Vehicle"), "--dry-run", "--force", "--only", "a")
    assert (older.code, "note: api and models are not generated from openapi.json" in older.text) == (0, True)
    report = update(tree, newer())
    assert (report.code, "were not generated from it, and are now" in report.text) == (0, True)
    assert tree.check("abc").code == 0


def test_concurrent_run_is_refused(tree: Tree) -> None:
    with locked(tree.root, listed(ROOT)[0]):
        report = update(tree, newer(), "--only", "a")
    assert report.code == 2
    assert "another run is writing to this directory" in report.text
    assert update(tree, newer(), "--only", "a").code == 0


def test_output_and_changelog_escape_hostile_names(tree: Tree) -> None:
    """Property names reach the report, the errors of the contract checks and the changelog."""
    name = "is\x1b]0;x\x07\u202eElectric` <img src=x> @all"
    document = unseen_product.document("Vehicle")
    vehicle = document["components"]["schemas"]["Vehicle"]
    vehicle["properties"] = {name if key == "isElectric" else key: part for key, part in vehicle["properties"].items()}
    vehicle["required"] = [name if key == "isElectric" else key for key in vehicle["required"]]
    tree.edit("_runtime/reading.py", "def unknown_fields(", "def unknown_fields_(")
    failed = update(tree, document, "--only", "ce")
    tree.edit("_runtime/reading.py", "def unknown_fields_(", "def unknown_fields(")
    report = update(tree, document)
    assert (failed.code, report.code) == (1, 0), failed.text + report.text
    changelog = (tree.root / "CHANGELOG.md").read_text()
    for text in (failed.text, report.text, changelog):
        assert all(line.isprintable() for line in text.split("\n"))
    shown = "``is\\x1b]0;x\\x07\\u202eElectric` <img src=x> @all``"
    assert shown in report.text
    assert shown in changelog


@pytest.mark.parametrize("source", ["https://127.0.0.1:1/\x1b[2J", "none\u202e.json"], ids=["url", "file"])
def test_error_escapes_source(tree: Tree, source: str) -> None:
    script = str(ROOT / "scripts" / "update_spec.py")
    command = [sys.executable, script, source, "--root", str(tree.root)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 2
    assert all(line.isprintable() for line in done.stderr.split("\n"))


def test_changelog_edited_meanwhile_is_kept(tree: Tree, tmp_path: Path) -> None:
    """The contract checks take minutes; here a check edits the changelog."""
    tree.append("_runtime/version.py", "")
    edit = f"\nfrom pathlib import Path as _P\n_P({str(tree.root / 'CHANGELOG.md')!r}).open('a').write('- edited\\n')\n"
    tree.append("__init__.py", edit)
    report = update(tree, newer(), "--only", "c")
    assert report.code == 0, report.text
    changelog = (tree.root / "CHANGELOG.md").read_text()
    assert "- edited\n" in changelog
    assert "`FleetState.SOLD`: removed" in changelog
