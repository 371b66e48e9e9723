"""A board of a Planner plan in the terminal, kept up to date: `python examples/planner_board.py [--once]`.

The plan is read once; after that only what has changed. With MICROSOFT_PLANNER_TOKEN and PLAN_ID it is a real plan, without
them one of a local server. Ctrl-C ends it. Needs rich.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager

from rich.columns import Columns
from rich.console import Console
from rich.live import Live
from rich.markup import escape
from rich.panel import Panel

from msportal_client.bridges.microsoft_planner import MicrosoftPlanner, PlannerCache, Priority
from msportal_client.bridges.microsoft_planner.models import PlannerBucket, PlannerTask
from msportal_client.bridges.microsoft_planner.order_hints import sort_for_plan
from msportal_client.sandbox.microsoft_planner import PlannerSandbox

# Seconds between two looks for changes.
EVERY = 5.0
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
        with MicrosoftPlanner() as client:
            yield client, os.environ["PLAN_ID"]
        return
    with PlannerSandbox() as sandbox, MicrosoftPlanner(sandbox.token, base_url=sandbox.url) as client:
        plan_id = str(sandbox.references()["plans"][0]["id"])
        bucket = client.buckets.create_bucket(name="This week", plan_id=plan_id)
        for title, priority, percent in (("Replace firewall", 1, 50), ("Order parts", 3, 100), ("Write it up", 5, 0)):
            client.tasks.create_task(
                plan_id=plan_id, bucket_id=bucket.id, title=title, priority=priority, percent_complete=percent
            )
        yield client, plan_id


def main(*, once: bool) -> None:
    """Show the board, and keep it up to date unless `once`."""
    cache = PlannerCache({"plannerTask", "plannerBucket"})
    console = Console()
    with planner() as (client, plan_id):
        list(client.changes(cache))
        if once:
            console.print(board(cache, plan_id))
            return
        with Live(board(cache, plan_id), console=console) as live:
            while True:
                time.sleep(EVERY)
                list(client.changes(cache))
                live.update(board(cache, plan_id))


if __name__ == "__main__":
    try:
        main(once="--once" in sys.argv)
    except KeyboardInterrupt:
        sys.exit(130)
