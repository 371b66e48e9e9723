"""Tests of check f: Prism and the client."""

from __future__ import annotations

import shutil

import pytest
from contract_tree import Tree

with_node = pytest.mark.skipif(shutil.which("npm") is None, reason="Prism needs Node")


@with_node
def test_f_passes_on_generated_client(whole_tree: Tree) -> None:
    report = whole_tree.check("f", MSPORTAL_REQUIRE_PRISM="1")
    assert (report.outcome("f"), report.code) == ("passed", 0), report.text


@with_node
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


def test_f_not_run_without_node(whole_tree: Tree) -> None:
    report = whole_tree.check("f", PATH="")
    assert (report.outcome("f"), report.code) == ("not run", 0)
    assert "Node is not installed" in report.text


@pytest.mark.parametrize("name", ["CI", "MSPORTAL_REQUIRE_PRISM"])
def test_f_fails_without_node_where_required(whole_tree: Tree, name: str) -> None:
    report = whole_tree.check("f", PATH="", **{name: "true"})
    assert (report.outcome("f"), report.code) == ("FAILED", 1)
    assert "Node is not installed" in report.text
