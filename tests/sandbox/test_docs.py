"""The Python of docs/sandbox.md runs as it stands there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

TEXT = (Path(__file__).parents[2] / "docs" / "sandbox.md").read_text("utf-8")
SNIPPETS = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)


@pytest.mark.parametrize("snippet", SNIPPETS, ids=range(len(SNIPPETS)))
def test_snippet_runs(snippet: str) -> None:
    names: dict[str, Any] = {}
    exec(compile(snippet, "docs/sandbox.md", "exec"), names)
    assert any(name.endswith("sandbox") for name in names)


@pytest.mark.parametrize(
    "name",
    [
        name
        for section in re.findall(r"\n## (?:Microsoft Planner|Plannr)\n(.*?)(?=\n## |\Z)", TEXT, re.DOTALL)
        for name in re.findall(r"`([a-z_]+_token)`", section)
    ],
)
def test_token_exists(name: str) -> None:
    from msportal_client.sandbox.microsoft_planner.people import DEFAULT_TOKENS
    from msportal_client.sandbox.plannr.state import DEFAULT_TOKENS as PLANNR_TOKENS

    assert name in {*DEFAULT_TOKENS, *PLANNR_TOKENS}
