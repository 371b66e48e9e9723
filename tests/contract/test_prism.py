"""Check f: an independent server and the client understand each other."""

from __future__ import annotations

import shutil

import pytest
from contract_tree import Tree

with_node = pytest.mark.skipif(shutil.which("npm") is None, reason="Prism needs Node")


@with_node
def test_prism_and_what_is_generated_understand_each_other(whole_tree: Tree) -> None:
    report = whole_tree.check("f", MSPORTAL_REQUIRE_PRISM="1")
    assert (report.outcome("f"), report.code) == ("passed", 0), report.text


@with_node
def test_what_prism_refuses_and_what_the_client_cannot_read_is_told(tree: Tree) -> None:
    tree.edit("models/create_vehicle_request.py", 'data["seats"] = ', 'data["places"] = ')
    tree.edit("models/vehicle.py", 'read_datetime(data["createdAt"])', 'read_uuid(data["createdAt"])')
    tree.edit("api/vehicles/delete_vehicle.py", 'method="DELETE"', 'method="PUT"')
    report = tree.check("f")
    assert (report.outcome("f"), report.code) == ("FAILED", 1)
    assert "create_vehicle: " in report.text
    assert "must have required property 'seats'" in report.text
    assert "get_vehicle: " in report.text
    assert "createdAt" in report.text


def test_without_node_it_is_not_run_and_says_so(whole_tree: Tree) -> None:
    report = whole_tree.check("f", PATH="")
    assert (report.outcome("f"), report.code) == ("not run", 0)
    assert "there is no Node here" in report.text


@pytest.mark.parametrize("name", ["CI", "MSPORTAL_REQUIRE_PRISM"])
def test_where_it_is_demanded_not_running_it_is_a_failure(whole_tree: Tree, name: str) -> None:
    report = whole_tree.check("f", PATH="", **{name: "true"})
    assert (report.outcome("f"), report.code) == ("FAILED", 1)
    assert "there is no Node here" in report.text
