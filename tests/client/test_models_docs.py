"""The snippets of docs/models.md."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

import httpx

from msportal_client import AsyncMSPortal, MSPortal
from msportal_client.sandbox import Sandbox

DOCS = Path(__file__).resolve().parents[2] / "docs" / "models.md"


def names_of_snippet(name: str) -> dict[str, Any]:
    """Run the snippet that has `name` in it, and return its names."""
    snippets = re.findall(r"```python\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    names: dict[str, Any] = {}
    exec(next(snippet for snippet in snippets if name in snippet), names)
    return names


def test_snippet_writes_csv(tmp_path: Path) -> None:
    with Sandbox(quota=1000) as sandbox, MSPortal(sandbox.key, base_url=sandbox.url) as msportal:
        for number in range(3):
            msportal.planner.create_planner_item(title=f"item {number}")
        names_of_snippet("write_csv")["write_csv"](msportal, str(tmp_path / "items.csv"))

    with (tmp_path / "items.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert sorted(row["title"] for row in rows) == ["item 0", "item 1", "item 2"]


async def test_snippet_of_fastapi() -> None:
    app = names_of_snippet("FastAPI()")["app"]
    with Sandbox(quota=1000) as sandbox:
        async with AsyncMSPortal(sandbox.key, base_url=sandbox.url) as msportal:
            app.state.msportal = msportal
            transport = httpx.ASGITransport(app)
            async with httpx.AsyncClient(transport=transport, base_url="http://app.test") as client:
                created = await client.post("/items", json={"title": "x", "dueDate": "2026-12-24T17:00:00Z"})

    assert created.status_code == 200
    assert created.json()["title"] == "x"
    assert created.json()["dueDate"] == "2026-12-24T17:00:00.000Z"
