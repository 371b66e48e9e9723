"""The page that lists the examples, and what each file says first."""

from __future__ import annotations

import ast
import re

import pytest
from example_programs import EXAMPLES

PROGRAMS = sorted(path.name for path in EXAMPLES.glob("*.py") if path.name != "local_server.py")
LISTED = (EXAMPLES / "README.md").read_text(encoding="utf-8")


def test_every_example_is_listed() -> None:
    listed = re.findall(r"\]\(([\w.]+)\)", LISTED)
    assert sorted(listed) == sorted([*PROGRAMS, *(path.name for path in EXAMPLES.glob("*.ipynb"))])


@pytest.mark.parametrize("name", re.findall(r"^\| \[`(\w+\.py)`\]\(\w+\.py\) \|", LISTED, re.MULTILINE))
def test_docstring_names_the_command(name: str) -> None:
    text = ast.get_docstring(ast.parse((EXAMPLES / name).read_text(encoding="utf-8")))
    assert text is not None
    assert f"`python examples/{name}" in text
    assert "print" in text
