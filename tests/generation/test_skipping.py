"""`--skip-unsupported`: operations with problems are left out, listed and recorded; the rest generates."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from contract_tree import Tree
from documents import Json, document, json_of, operation, parameter, record, ref
from generation.document import DocumentError, Problem
from generation.skipping import Skipped, concerned, skipped_in, without
from regeneration import ROOT, Run, run_main

Regenerate = Callable[..., Run]
TEXT: Json = {"type": "string"}
BROKEN: Json = {"allOf": [TEXT, {"type": "integer"}]}


def mixed_document() -> Json:
    """Return a document with operations that code can be generated for, and others with a problem of each kind."""
    return document(
        {
            "/good": {"get": operation("Get good", answer=ref("Good"))},
            "/direct": {"get": operation("Get direct", answer=BROKEN), "post": operation("Post direct")},
            "/indirect": {"get": operation("Get indirect", answer=ref("User"))},
            "/malformed": {"get": operation("Get malformed", parameters=[{"name": "q"}])},
            "/shared/{x}": {
                "parameters": [parameter("x", where="path"), {"$ref": "#/components/parameters/Gone"}],
                "get": operation("Get shared"),
                "put": operation("Put shared"),
            },
            "/kept": {"$ref": "#/components/pathItems/Kept"},
            "/100%25/~": {"delete": operation("Delete odd", answer=BROKEN)},
        },
    ) | {"components": {
        "schemas": {
            "Good": record("a", a=TEXT),
            "User": record("b", b={"type": "array", "items": ref("Broken")}),
            "Broken": record("c", c=BROKEN),
            "Unused": {"type": "text"},
        },
        "pathItems": {"Kept": {"get": operation("Get kept", answer=BROKEN), "put": operation("Put kept")}},
    }}  # fmt: skip


LEFT_OUT = {
    "GET /direct", "GET /indirect", "GET /malformed", "GET /shared/{x}", "PUT /shared/{x}", "GET /kept", "DELETE /100%25/~",
}  # fmt: skip


@pytest.fixture
def skipping(regenerate: Regenerate) -> Run:
    return regenerate(mixed_document(), "--skip-unsupported")


def test_default_reports_every_problem(regenerate: Regenerate, tmp_path: Path) -> None:
    run = regenerate(mixed_document())
    assert run.exit_code == 2
    assert len(run.err.splitlines()) > len(LEFT_OUT) - 2
    assert not (tmp_path / "out" / "api").exists()


def test_skip_generates_the_rest(skipping: Run, tmp_path: Path) -> None:
    assert skipping.exit_code == 0, skipping.err
    assert f", {len(LEFT_OUT)} operations left out in " in skipping.out
    modules = {path.stem for path in (tmp_path / "out" / "api").rglob("*.py")} - {"__init__"}
    assert modules == {"get_good", "post_direct", "put_kept"}
    assert {path.stem for path in (tmp_path / "out" / "models").rglob("*.py")} == {"__init__", "good"}


def test_skip_lists_and_records_reasons(skipping: Run, tmp_path: Path) -> None:
    skipped = skipped_in(tmp_path / "out")
    assert skipped.operations.keys() == LEFT_OUT
    assert skipped.components.keys() == {f"#/components/schemas/{name}" for name in ("Broken", "Unused", "User")} | {
        "#/components/pathItems/Kept/get"
    }
    assert skipping.err.splitlines() == skipped.lines()
    reason = "left out: GET /indirect: #/components/schemas/Broken/properties/c: allOf combines schemas"
    assert any(line.startswith(reason) for line in skipped.lines())
    recorded = json.loads((tmp_path / "out" / "api" / "skipped.json").read_text())
    assert recorded["operations"]["GET /malformed"] == [
        "#/paths/~1malformed/get/parameters/0: needs a member 'in'"
    ]  # fmt: skip


def test_check_knows_what_was_left_out(skipping: Run, regenerate: Regenerate, tmp_path: Path) -> None:
    assert regenerate(mixed_document(), "--check").exit_code == 0
    (tmp_path / "out" / "api" / "skipped.json").unlink()
    assert regenerate(mixed_document(), "--check").exit_code == 2
    assert regenerate(mixed_document(), "--check", "--skip-unsupported").err.endswith("api/skipped.json is missing\n")


def test_record_removed_with_its_reason(skipping: Run, regenerate: Regenerate, tmp_path: Path) -> None:
    assert regenerate(document({"/good": {"get": operation("Get good")}}), "--skip-unsupported").exit_code == 0
    assert not (tmp_path / "out" / "api" / "skipped.json").exists()


@pytest.mark.parametrize(
    "broken",
    [
        {"openapi": "2.0"},
        {"paths": []},
        {"tags": "Things"},
        {"paths": {"/a": {"get": operation("Get", answer=BROKEN)}}},
        {"info": 7},
    ],
)
def test_document_problem_is_an_error(broken: Json, regenerate: Regenerate, tmp_path: Path) -> None:
    run = regenerate({**mixed_document(), **broken}, "--skip-unsupported")
    assert run.exit_code == 2
    assert "nothing was generated" in run.err
    assert not (tmp_path / "out" / "api").exists()


def test_skip_follows_references() -> None:
    made = document(
        {
            "/a": {"get": operation("A", answer={"$ref": "#/paths/~1b/get/responses/200/content/application~1json/schema"})},
            "/b": {"get": operation("B", answer=TEXT)},
            "/c": {"get": operation("C", answer=ref("Circle"))},
            "/d": {"get": operation("D", answer={"discriminator": {"propertyName": "x", "mapping": {"x": "#/components/schemas/Circle"}}})},
            "/e": {"get": operation("E", answer=ref("Alone"))},
        },
        {"Circle": record(next=ref("Circle2")), "Circle2": record(next=ref("Circle")), "Alone": record(a=TEXT)},
    )  # fmt: skip
    found = concerned(made, [Problem("/components/schemas/Circle2/properties/next", "odd")])
    assert found.operations.keys() == {"GET /c", "GET /d"}
    assert found.components.keys() == {"#/components/schemas/Circle", "#/components/schemas/Circle2"}
    found = concerned(made, [Problem("/paths/~1b/get/responses", "odd")])
    assert found.operations == {
        "GET /a": ["#/paths/~1b/get/responses: odd"],
        "GET /b": ["#/paths/~1b/get/responses: odd"],
    }
    with pytest.raises(DocumentError, match="#/info: odd"):
        concerned(made, [Problem("/info", "odd"), Problem("/paths/~1b/get", "odd")])


def test_without_keeps_what_is_shared() -> None:
    made = document({"/a": {"parameters": [parameter("q")], "get": operation("A"), "put": operation("B")}})
    left = without(made, Skipped({"GET /a": ["odd"]}))
    assert left["paths"]["/a"].keys() == {"parameters", "put"}
    assert without(made, Skipped()) is made


def test_skip_odd_media_type_example() -> None:
    """A text that looks like a reference is one; a reference that leads nowhere leaves its user out."""
    made = document({"/a": {"get": operation("A", responses={"200": {"description": "", "content": json_of(ref("Gone"))}})}, "/b": {"get": operation("B")}})  # fmt: skip
    found = concerned(made, [Problem("/paths/~1a/get/responses/200/content/application~1json/schema", "leads nowhere")])
    assert found.operations.keys() == {"GET /a"}


def test_skip_path_without_known_operations(regenerate: Regenerate, tmp_path: Path) -> None:
    paths: Json = {
        "/a": {"$ref": "other.yaml#/a"},
        "/b": [],
        "/c": {"get": operation("C", answer=BROKEN)},
        "/e": {"$ref": "#/info/version"},
        "/d": {"get": operation("D")},
    }
    run = regenerate(document(paths), "--skip-unsupported")
    assert run.exit_code == 0, run.err
    assert skipped_in(tmp_path / "out").components.keys() == {"#/paths/~1a", "#/paths/~1b", "#/paths/~1e"}
    assert skipped_in(tmp_path / "out").operations.keys() == {"GET /c"}


def make_skipping_tree(root: Path, made: Json) -> Tree:
    """Return a tree whose code was generated with `--skip-unsupported`."""
    import shutil

    ignored = shutil.ignore_patterns("__pycache__", "api", "models")
    shutil.copytree(ROOT / "msportal_client", root / "msportal_client", ignore=ignored)
    (root / "openapi.json").write_text(json.dumps(made))
    assert run_main("msportal", "--root", root, "--skip-unsupported").exit_code == 0
    return Tree(root)


def supported(made: Json) -> Json:
    """Return a document in which every problem is the generator's, and none is of the document's own form."""
    made["openapi"] = "3.1.0"
    for path in ("/malformed", "/shared/{x}"):
        del made["paths"][path]
    del made["components"]["schemas"]["Unused"]
    return made


def test_contract_checks_know_what_was_left_out(tmp_path: Path) -> None:
    report = make_skipping_tree(tmp_path, supported(mixed_document())).check("abcde")
    assert report.code == 0, report.text
    assert "left out: GET /direct: " in report.text


def test_contract_check_misses_unrecorded_operation(tmp_path: Path) -> None:
    tree = make_skipping_tree(tmp_path, supported(mixed_document()))
    recorded: Any = json.loads((tmp_path / "msportal_client/api/skipped.json").read_text())
    del recorded["operations"]["GET /direct"]
    (tmp_path / "msportal_client/api/skipped.json").write_text(json.dumps(recorded))
    report = tree.check("bc")
    assert (report.outcome("b"), report.outcome("c")) == ("FAILED", "FAILED")
