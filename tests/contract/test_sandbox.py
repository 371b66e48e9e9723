"""Tests of check g: Schemathesis and the sandbox."""

from __future__ import annotations

from contract_tree import Tree


def test_g_passes_on_generated_client(whole_tree: Tree) -> None:
    report = whole_tree.check("g")
    assert (report.outcome("g"), report.code) == ("passed", 0), report.text


def test_g_reports_wrong_type_in_response(tree: Tree) -> None:
    tree.append(
        "sandbox/service.py",
        """
_original = success_response

def success_response(operation, body):
    return _original(operation, {"data": 5})
""",
    )
    report = tree.check("g")
    assert (report.outcome("g"), report.code) == ("FAILED", 1)
    assert "Response violates schema: " in report.text
    assert "GET /api/public/v2/vehicles" in report.text
    assert "curl " in report.text
    assert "msp_" not in report.text  # the key
