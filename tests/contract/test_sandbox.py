"""Check g: Schemathesis against the sandbox."""

from __future__ import annotations

from contract_tree import Tree


def test_schemathesis_finds_nothing_against_the_sandbox(whole_tree: Tree) -> None:
    report = whole_tree.check("g")
    assert (report.outcome("g"), report.code) == ("passed", 0), report.text


def test_a_sandbox_that_answers_a_wrong_type_is_found_out(tree: Tree) -> None:
    tree.append(
        "sandbox/app.py",
        """
_right = _json_response

def _json_response(body, status):
    return _right({"data": 5} if status == 200 else body, status)
""",
    )
    report = tree.check("g")
    assert (report.outcome("g"), report.code) == ("FAILED", 1)
    assert "Response violates schema: " in report.text
    assert "GET /api/public/v2/vehicles" in report.text
    assert "curl " in report.text
    assert "msp_" not in report.text  # the key
