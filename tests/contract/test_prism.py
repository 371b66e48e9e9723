"""Tests of check f: Prism and the client."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from contract.prism_server import LOCK, PACKAGE, prism, required
from contract.subject import NotRunError
from contract_tree import Tree, make_tree


def start_prism_or_skip(spec: Path) -> None:
    """Skip the test if Prism cannot be installed or started here, or fail it where Prism is required."""
    try:
        with prism(spec):
            pass
    except NotRunError as reason:
        if required():
            pytest.fail(f"Prism is required here: {reason}")
        pytest.skip(str(reason))


@pytest.fixture(scope="session")
def with_prism(whole_tree: Tree) -> None:
    """Install and start Prism once, or skip."""
    start_prism_or_skip(whole_tree.root / "openapi.json")


@pytest.mark.usefixtures("with_prism")
def test_f_passes_on_generated_client(whole_tree: Tree) -> None:
    report = whole_tree.check("f", MSPORTAL_REQUIRE_PRISM="1")
    assert (report.outcome("f"), report.code) == ("passed", 0), report.text


@pytest.mark.usefixtures("with_prism")
def test_f_reports_refused_requests_and_unread_responses(tree: Tree) -> None:
    tree.edit("models/create_vehicle_request.py", 'data["seats"] = ', 'data["places"] = ')
    tree.edit("models/vehicle.py", 'read_datetime(data["createdAt"])', 'read_uuid(data["createdAt"])')
    tree.edit("api/vehicles/delete_vehicle.py", 'method="DELETE"', 'method="PUT"')
    report = tree.check("f")
    assert (report.outcome("f"), report.code) == ("FAILED", 1)
    assert "create_vehicle: " in report.text
    assert "must have required property 'seats'" in report.text
    assert "get_vehicle: " in report.text
    assert "createdAt" in report.text


def body(schema: object) -> dict[str, object]:
    return {"required": True, "content": {"application/json": {"schema": schema}}}


@pytest.mark.usefixtures("with_prism")
def test_f_sends_bodies_of_every_kind(tmp_path: Path) -> None:
    """Unions, arrays and maps are one argument; a request that is too large is not sent."""
    a, b = ({"type": "object", "properties": {n: {"type": "string"}}, "required": [n]} for n in "ab")
    bodies = {
        "union": {"oneOf": [a, b]},
        "array": {"type": "array", "items": a},
        "map": {"type": "object", "additionalProperties": {"type": "integer"}},
        "text": {"type": "string", "minLength": 2**31},
    }
    paths = {
        f"/{name}": {
            "post": {
                "tags": ["things"],
                "summary": f"Send {name}",
                "requestBody": body(schema),
                "responses": {"204": {"description": "Done"}},
            }
        }
        for name, schema in bodies.items()
    }
    document = {"openapi": "3.0.3", "info": {"title": "t", "version": "1"}, "paths": paths}
    report = make_tree(tmp_path / "tree", document).check("f")
    assert report.outcome("f") == "passed", report.text
    assert "#/paths/~1text/post: send_text is not called" in report.text
    assert report.text.count("is not called") == 1


def test_f_not_run_without_node(whole_tree: Tree) -> None:
    report = whole_tree.check("f", PATH="")
    assert (report.outcome("f"), report.code) == ("not run", 0)
    assert "Node is not installed" in report.text


@pytest.mark.parametrize("name", ["CI", "MSPORTAL_REQUIRE_PRISM"])
def test_f_fails_without_node_where_required(whole_tree: Tree, name: str) -> None:
    report = whole_tree.check("f", PATH="", **{name: "true"})
    assert (report.outcome("f"), report.code) == ("FAILED", 1)
    assert "Node is not installed" in report.text


def test_prism_lock_has_hashes_and_no_addresses() -> None:
    lock = json.loads(LOCK.read_text())
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert lock["packages"][""]["dependencies"] == {PACKAGE: packages[f"node_modules/{PACKAGE}"]["version"]}
    assert [name for name, package in packages.items() if not package["integrity"].startswith("sha512-")] == []
    assert [name for name, package in packages.items() if "resolved" in package] == []


@pytest.fixture
def failing_npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put an npm on the path that cannot install anything, and return a spec."""
    for name, code in (
        ("npm", "echo 'npm error code EAI_AGAIN' >&2; echo 'npm error no network' >&2; exit 1"),
        ("node", ""),
    ):
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\n{code}\n")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    for name in ("CI", "MSPORTAL_REQUIRE_PRISM"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "openapi.json"


def test_prism_tests_skip_if_npm_fails(failing_npm: Path) -> None:
    with pytest.raises(pytest.skip.Exception, match="npm could not install Prism: no network"):
        start_prism_or_skip(failing_npm)


def test_prism_tests_fail_if_npm_fails_where_required(failing_npm: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MSPORTAL_REQUIRE_PRISM", "1")
    with pytest.raises(pytest.fail.Exception, match="Prism is required here: npm could not install Prism: no network"):
        start_prism_or_skip(failing_npm)


@pytest.mark.usefixtures("with_prism")
def test_f_calls_operations_at_their_servers(tmp_path: Path) -> None:
    """Prism takes no notice of the paths in `servers`; the client does."""

    def operation(name: str, **more: object) -> dict[str, object]:
        return {"tags": ["a"], "summary": name, "responses": {"204": {"description": ""}}, **more}

    beta = [{"url": "https://app.msportal.ai/beta"}]
    paths = {
        "/x": {"get": operation("Get x"), "put": operation("Put x", servers=beta)},
        "/y": {"servers": beta, "parameters": [{"name": "q", "in": "query", "schema": {"type": "string"}}], "get": operation("Get y")},
    }  # fmt: skip
    document = {"openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": paths}
    report = make_tree(tmp_path, {**document, "servers": [{"url": "https://app.msportal.ai/v1"}]}).check("f")
    assert (report.outcome("f"), report.code) == ("passed", 0), report.text
