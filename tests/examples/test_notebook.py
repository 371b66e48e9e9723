"""The notebook: executed as it is, and committed without its outputs."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from example_programs import EXAMPLES


def test_notebook_runs_and_has_no_outputs() -> None:
    nbformat: Any = import_module("nbformat")
    client: Any = import_module("nbclient").NotebookClient
    notebook = nbformat.read(EXAMPLES / "planner_items.ipynb", as_version=4)
    for cell in notebook.cells:
        assert not cell.get("outputs"), "clear the outputs before committing"
        assert cell.get("execution_count") is None
    client(notebook, timeout=60, resources={"metadata": {"path": str(EXAMPLES)}}).execute()
    shown = "".join(str(output) for cell in notebook.cells for output in cell.get("outputs", []))
    assert "Item 2" in shown
    assert "High" in shown
