"""A sync of a Planner plan into MSPortal from end to end, against local servers: `make demo-bridge`.

A plan of 60 tasks is synced under both quotas, edited, synced again, killed in the middle and resumed. The exit code is 0
only if both sides agree at the end, by a fresh read of both.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from msportal_client import MSPortal
from msportal_client.bridges.microsoft_planner import MicrosoftPlanner, Priority, Progress
from msportal_client.models import PlannerItem
from msportal_client.sandbox import COMPANY_ID, Sandbox
from msportal_client.sandbox.microsoft_planner import PlannerSandbox, Settings

TASKS = 60
MORE = 30
# Requests in each window of seconds, of MSPortal and of Planner.
QUOTA, WINDOW = 30, 2.0
PLANNER_QUOTA = 200

console = Console()


class DemoError(Exception):
    """A check of the demo failed."""


@dataclass
class Demo:
    """Both servers, a client of Planner, and the file of the store."""

    planner: PlannerSandbox
    msportal: Sandbox
    client: MicrosoftPlanner
    plan_id: str
    work: Path

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start `msportal-bridge plan sync` with the tokens of the servers in its environment."""
        environment = {
            **os.environ,
            "MICROSOFT_PLANNER_TOKEN": self.planner.token,
            "MICROSOFT_PLANNER_BASE_URL": self.planner.url,
            "MSPORTAL_API_KEY": self.msportal.key,
            "MSPORTAL_BASE_URL": self.msportal.url,
        }
        command = [sys.executable, "-m", "msportal_client.bridges.command", "plan", "sync", self.plan_id]
        options = ["--company", str(COMPANY_ID), "--store", str(self.work / "store.sqlite3"), "--lease", "2"]
        return subprocess.Popen([*command, *options, *arguments], env=environment)

    def sync(self, expected: int, *arguments: str) -> None:
        """Sync, and check the exit code."""
        code = self.start(*arguments).wait()
        if code != expected:
            raise DemoError(f"msportal-bridge ended with {code}, not with {expected}")

    def created(self) -> int:
        """Return how many items MSPortal was asked to create."""
        return int(self.msportal.state()["requests"].get("POST /api/public/v1/planner/items", 0))


@contextmanager
def demo() -> Generator[Demo]:
    """Run both servers with an empty plan until the block ends."""
    settings = Settings(requests=PLANNER_QUOTA, window=WINDOW)
    with (
        tempfile.TemporaryDirectory(prefix="msportal-demo-") as work,
        PlannerSandbox(settings=settings) as planner,
        Sandbox(quota=QUOTA, window=WINDOW) as msportal,
        MicrosoftPlanner(planner.token, base_url=planner.url) as client,
    ):
        plan_id = str(planner.references()["plans"][0]["id"])
        for task in list(client.tasks.list_plan_tasks(plan_id)):
            client.tasks.delete(task)
        yield Demo(planner, msportal, client, plan_id, Path(work))


def make_tasks(demo: Demo, first: int, number: int) -> None:
    """Make tasks, some of them with a checklist and a link."""
    priorities, progress = list(Priority), list(Progress)
    for each in range(first, first + number):
        task = demo.client.tasks.create_task(
            plan_id=demo.plan_id,
            title=f"Task {each}",
            priority=priorities[each % 4],
            percent_complete=progress[each % 3],
        )
        if each % 10 == 0:
            details = demo.client.tasks.get_task_details(task.id)
            details = demo.client.tasks.update(details, details.add_item("Order parts"))
            demo.client.tasks.update(details, details.add_reference(f"https://example.com/{each}", alias="Offer"))


def step(text: str) -> None:
    """Say what comes next."""
    console.rule(f"[bold]{text}", align="left")


def check_both_sides(demo: Demo) -> None:
    """Read both sides anew, and compare them.

    Raises:
        DemoError: They differ.
    """
    tasks = {task.id: task for task in demo.client.tasks.list_plan_tasks(demo.plan_id)}
    with MSPortal(demo.msportal.key, base_url=demo.msportal.url) as msportal:
        items = [item for item in msportal.planner.list_planner_items(limit=100) if item.private_notes]
    notes = Counter(item.private_notes for item in items)
    wanted = {f"Microsoft Planner task {task_id}" for task_id in tasks}
    if set(notes) != wanted or max(notes.values()) > 1:
        raise DemoError(f"{len(wanted - set(notes))} tasks have no item, {len(set(notes) - wanted)} items have no task")
    by_id = {str(item.private_notes).rpartition(" ")[2]: item for item in items}
    different = [
        task.title for task in tasks.values() if not agrees(by_id[task.id], str(task.title), task.percent_complete)
    ]
    if different:
        raise DemoError(f"these differ: {', '.join(map(str, different))}")


def agrees(item: PlannerItem, title: str, percent: int | None) -> bool:
    """Return whether an item has the title and the status that its task gives it."""
    status = {Progress.NOT_STARTED: "Not Started", Progress.IN_PROGRESS: "In Progress", Progress.COMPLETED: "Completed"}
    return (item.title, str(item.status)) == (title, status[Progress.of(percent or 0)])


def main() -> int:
    """Run the demo, and return its exit code.

    Raises:
        DemoError: A check failed.
    """
    started = time.monotonic()
    with demo() as both:
        step(f"A plan of {TASKS} tasks; MSPortal takes {QUOTA} requests in {WINDOW:g} s")
        make_tasks(both, 0, TASKS)
        both.sync(0)
        step("Nothing has changed")
        both.sync(0)
        step("A task is renamed: MSPortal's API has no update of items, so the change waits, and the exit code is 1")
        task = next(task for task in both.client.tasks.list_plan_tasks(both.plan_id) if task.title == "Task 7")
        task = both.client.tasks.update(task, {"title": "Another name"})
        both.sync(1)
        both.client.tasks.update(task, {"title": "Task 7"})
        step(f"It has its old name again, and there are {MORE} more tasks; the sync is killed (kill -9) in the middle")
        make_tasks(both, TASKS, MORE)
        before = both.created()
        process = both.start()
        while both.created() < before + MORE // 2 and process.poll() is None:
            time.sleep(0.01)
        process.kill()
        process.wait()
        console.print(f"killed after {both.created() - before} of {MORE} items")
        step("Resumed")
        time.sleep(2)  # until the lease of the killed process ends
        page = both.work / "report.html"
        both.sync(0, "--report", str(page))
        console.print(f"the report as a page: {page.stat().st_size:,} bytes of HTML")
        check_both_sides(both)
    seconds = time.monotonic() - started
    console.print(f"[green]✓[/] both sides agree: {TASKS + MORE} tasks, {TASKS + MORE} items; {seconds:.0f} s")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except DemoError as error:
        console.print(f"[red]✗[/] {error}")
        sys.exit(1)
