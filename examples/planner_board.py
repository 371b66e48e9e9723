"""A board of a Planner plan in the terminal, kept up to date: `python examples/planner_board.py`.

The plan is read once; after that only what has changed (delta queries). With MICROSOFT_PLANNER_TOKEN and PLAN_ID it is a plan
of Microsoft, or of the server at MICROSOFT_PLANNER_BASE_URL (`msportal-sandbox --api microsoft-planner`); without a token one
of a local server. Ctrl-C ends it; with `--once` it prints the board and ends. Needs rich.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Generator, Mapping
from contextlib import contextmanager

from local_server import clear_end
from rich.columns import Columns
from rich.console import Console
from rich.live import Live
from rich.markup import escape
from rich.panel import Panel

from msportal_client.bridges.microsoft_planner import MicrosoftPlanner, PlannerCache, Priority
from msportal_client.bridges.microsoft_planner.models import PlannerBucket, PlannerTask
from msportal_client.bridges.microsoft_planner.order_hints import sort_for_plan

COLOURS: Mapping[Priority, str] = {Priority.URGENT: "red", Priority.IMPORTANT: "yellow"}


def board(cache: PlannerCache, plan_id: str) -> Columns:
    """Return the board: a panel for each bucket."""
    buckets = [bucket for bucket in cache.all(PlannerBucket).values() if bucket.plan_id == plan_id]
    tasks = [task for task in cache.all(PlannerTask).values() if task.plan_id == plan_id]
    return Columns(
        [
            Panel(
                "\n".join(line(task) for task in sort_for_plan(tasks) if task.bucket_id == bucket.id)
                or "[dim]empty[/]",
                title=escape(bucket.name or ""),
                width=38,
            )
            for bucket in sort_for_plan(buckets)
        ]
    )


def line(task: PlannerTask) -> str:
    """Return the line of a task."""
    mark = {0: "○", 100: "●"}.get(task.percent_complete or 0, "◐")
    colour = COLOURS.get(task.importance) if task.importance is not None else None
    title = escape(task.title or "")
    return f"{mark} [{colour}]{title}[/]" if colour else f"{mark} {title}"


@contextmanager
def planner() -> Generator[tuple[MicrosoftPlanner, str]]:
    """Yield a client and the id of a plan."""
    if os.environ.get("MICROSOFT_PLANNER_TOKEN"):
        if not os.environ.get("PLAN_ID"):
            sys.exit("Set PLAN_ID to the id of the plan to show: it is in the address of the plan in a browser.")
        with MicrosoftPlanner() as client:
            yield client, os.environ["PLAN_ID"]
        return
    from msportal_client.sandbox.microsoft_planner import PlannerSandbox  # noqa: PLC0415 - not needed for a real plan

    with PlannerSandbox() as sandbox, MicrosoftPlanner(sandbox.token, base_url=sandbox.url) as client:
        plan_id = str(sandbox.references()["plans"][0]["id"])
        bucket = client.buckets.create_bucket(name="This week", plan_id=plan_id)
        for title, priority, percent in (("Replace firewall", 1, 50), ("Order parts", 3, 100), ("Write it up", 5, 0)):
            client.tasks.create_task(
                plan_id=plan_id, bucket_id=bucket.id, title=title, priority=priority, percent_complete=percent
            )
        yield client, plan_id


def main(*, once: bool, every: float) -> None:
    """Show the board and, unless `once`, look for changes every so many seconds."""
    cache = PlannerCache({"plannerTask", "plannerBucket"})
    console = Console()
    with planner() as (client, plan_id):
        list(client.changes(cache))
        if once:
            console.print(board(cache, plan_id))
            return
        with Live(board(cache, plan_id), console=console) as live:
            for _change in client.changes(cache, every=every):
                live.update(board(cache, plan_id))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Show a Planner plan as a board.")
    parser.add_argument("--once", action="store_true", help="print the board once")
    parser.add_argument("--every", type=float, default=5.0, help="seconds between two looks for changes")
    options = parser.parse_args()
    with clear_end():
        main(once=options.once, every=options.every)
