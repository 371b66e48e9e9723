"""Import planner items from a CSV file, and go on where it was after a stop: `python examples/bulk_import.py items.csv`.

Without a file, `data/items.csv` is imported; without MSPORTAL_BASE_URL, into a local server. It prints the progress, and for
`data/items.csv` the outcomes.

The columns are arguments of `create_planner_item`: title, description, status, hours, due_date, ... What was done is in
`items.csv.journal`; run the command again after Ctrl-C, a crash or a network that went away. What came of each row is
written to `items.csv.outcomes.csv`.
"""

from __future__ import annotations

import asyncio
import csv
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from local_server import server

from msportal_client import AsyncMSPortal
from msportal_client.bulk import Progress, bulk
from msportal_client.models import PlannerItem

NUMBERS = ("hours", "cost_estimate", "probability")
DATES = ("start_date", "due_date", "end_date")


class CellError(Exception):
    """A cell of the file cannot be read."""


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the arguments of one call for each line of a CSV file. An empty cell is an argument that is not given."""
    with path.open(newline="", encoding="utf-8") as file:
        lines = csv.DictReader(file)
        for line in lines:
            yield {name: read(name, text, lines.line_num) for name, text in line.items() if text}


def read(name: str, text: str, line: int) -> object:
    """Return the value of a cell. A date without an offset is in UTC."""
    try:
        if name in NUMBERS:
            return float(text)
        if name in DATES:
            date = datetime.fromisoformat(text)
            return date if date.tzinfo else date.replace(tzinfo=UTC)
    except ValueError as error:
        raise CellError(f"line {line}, {name}: {error}") from error
    return text


def show(progress: Progress) -> None:
    """Show the progress on one line."""
    print(f"\r{progress.done} done, {progress.failed} failed, {progress.unknown} unknown", end="", file=sys.stderr)


async def import_items(path: Path, write: Callable[[Iterable[object]], object]) -> Progress:
    """Create a planner item for each line of the file, and write what came of it."""
    known: dict[str, PlannerItem] = {}

    async with AsyncMSPortal() as msportal:

        async def find(row: Mapping[str, object]) -> PlannerItem | None:
            """Look up a row that an earlier run sent, and whose answer was lost: titles are unique in this file."""
            if not known:
                items = msportal.planner.list_planner_items(limit=100, sort_column="created_at", sort_desc=True)
                known.update({item.title: item async for item in items})
            return known.get(str(row["title"]))

        job = bulk(
            msportal.planner.create_planner_item,
            read_rows(path),
            journal=f"{path}.journal",
            find=find,
            ordered=True,
            on_progress=show,
        )
        async for outcome in job:
            result = outcome.result.id if outcome.status == "done" else outcome.error
            write((outcome.index + 2, outcome.row.get("title"), outcome.status, result))
    return job.progress


def main(path: Path) -> int:
    """Import the file. The exit code is 0 if each row is done, and 2 if the file has a cell that cannot be read."""
    path.stat()  # a missing file is an error before anything is written
    with Path(f"{path}.outcomes.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["line", "title", "status", "result"])
        try:
            progress = asyncio.run(import_items(path, writer.writerow))
        except CellError as error:
            print(f"\n{path}: {error}", file=sys.stderr)
            return 2
    print(f"\nThe outcome of each row is in {path}.outcomes.csv", file=sys.stderr)
    return 0 if progress.done == progress.read else 1


def demonstrate() -> int:
    """Import a copy of `data/items.csv`, because the journal is written beside the file."""
    with TemporaryDirectory() as directory:
        copy = Path(shutil.copy(Path(__file__).parent / "data" / "items.csv", directory))
        code = main(copy)
        print(Path(f"{copy}.outcomes.csv").read_text(encoding="utf-8"), end="")
    return code


if __name__ == "__main__":
    with server():
        sys.exit(main(Path(sys.argv[1])) if len(sys.argv) > 1 else demonstrate())
