"""Reports, plans and progress, as the command shows them to people."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from ..sync import Entry, StoredPlan, SyncProgress, SyncReport

__all__ = ["progress_bar", "show_report", "show_stored", "show_table"]

_MOST = 30


@contextmanager
def progress_bar(console: Console) -> Generator[Callable[[SyncProgress], None]]:
    """Show the progress of a sync, on a terminal only. Yields the function to call with it."""
    if not console.is_terminal:
        yield lambda _: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("reading", total=None)

        def update(progress: SyncProgress) -> None:
            bar.update(task, description=progress.phase, completed=progress.done, total=progress.total)

        yield update


def show_report(console: Console, report: SyncReport) -> None:
    """Print a report: how many of each kind, and which ones where that matters."""
    done = {"created", "updated", "archived"}
    numbers = [
        f"{number} {'would be ' if report.dry_run and name in done else ''}{name}"
        for name, number in report.numbers.items()
        if number
    ]
    console.print(", ".join(numbers) or "The plan has no tasks.")
    parts: list[tuple[str, list[Entry]]] = [
        ("Waiting", report.waiting),
        ("Not possible", report.impossible),
        ("Noted", report.notes),
    ]
    if report.dry_run:
        parts = [("To create", report.created), ("To update", report.updated), ("To archive", report.archived), *parts]
    for title, entries in parts:
        if entries:
            _show_entries(console, title, entries)


def _show_entries(console: Console, title: str, entries: list[Entry]) -> None:
    rows = [(entry.title or entry.task_id, entry.reason) for entry in entries[:_MOST]]
    show_table(console, title, ("task", "reason") if any(reason for _, reason in rows) else ("task",), rows)
    if len(entries) > _MOST:
        console.print(f"… and {len(entries) - _MOST} more: --json has them all")


def show_stored(console: Console, plans: list[StoredPlan]) -> None:
    """Print the plans of a store, with their last reports in short."""
    rows = [
        (
            plan.plan_id,
            plan.company_id,
            "never" if plan.last_run is None else time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(plan.last_run)),
            str(plan.items),
            str(plan.unknown),
            _in_short(plan.report),
            plan.owner or "",
        )
        for plan in plans
    ]
    head = ("plan", "company", "last run", "items", "unknown", "last report", "synced now by")
    show_table(console, "", head, rows)


def _in_short(report: str | None) -> str:
    numbers = {} if report is None else SyncReport.from_dict(json.loads(report)).numbers
    return ", ".join(f"{number} {name}" for name, number in numbers.items() if number)


def show_table(console: Console, title: str, head: Iterable[str], rows: Iterable[tuple[str, ...]]) -> None:
    """Print a table. Texts come from people: their markup is shown as it is."""
    table = Table(*head, title=title or None, title_justify="left")
    width = len(table.columns)
    for row in rows:
        table.add_row(*(escape(cell) for cell in row[:width]))
    console.print(table)
