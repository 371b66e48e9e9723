"""Export all planner items to a Parquet file with today's date: `python examples/nightly_export.py [directory]`.

It prints the path and the number of rows. The file is written beside its place and then moved there, so that no reader
sees half of it; a value that breaks the spec's schema ends the export (`strict`), so that the types of the columns hold.
Needs polars.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
from local_server import server

from msportal_client import MSPortal
from msportal_client.models import PlannerItem

# The columns and their types. A column that is null in every row has its type all the same.
SCHEMA: dict[str, pl.DataType] = {
    "id": pl.String(),
    "title": pl.String(),
    "status": pl.String(),
    "business_value": pl.String(),
    "company": pl.String(),
    "hours": pl.Float64(),
    "due_date": pl.Datetime("us", "UTC"),
    "is_overdue": pl.Boolean(),
    "updated_at": pl.Datetime("us", "UTC"),
}


def row_of(item: PlannerItem) -> dict[str, object]:
    """Return the row of an item. Enums and ids are texts."""
    return {
        "id": str(item.id),
        "title": item.title,
        "status": str(item.status),
        "business_value": str(item.business_value),
        "company": None if item.company is None else item.company.name,
        "hours": float(item.hours),
        "due_date": item.due_date,
        "is_overdue": item.is_overdue,
        "updated_at": item.updated_at,
    }


def export(directory: Path) -> Path:
    """Write the file, and return its path."""
    with MSPortal(strict=True) as msportal:
        rows = [row_of(item) for item in msportal.planner.list_planner_items(limit=100)]
    path = directory / f"planner-items-{datetime.now(UTC):%Y-%m-%d}.parquet"
    part = path.with_suffix(".part")
    try:
        pl.DataFrame(rows, schema=SCHEMA).write_parquet(part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return path


if __name__ == "__main__":
    with server():
        made = export(Path(sys.argv[1] if len(sys.argv) > 1 else "."))
        print(made, pl.read_parquet(made).height, "rows")
