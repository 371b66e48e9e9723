"""A bulk job from end to end against a local sandbox: `make demo`.

The exit code is 0 only if every check passes.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from msportal_client import APIStatusError, AsyncMSPortal, AuthenticationError, BadRequestError, PermissionDeniedError
from msportal_client.bulk import Outcome, bulk
from msportal_client.events import Event, Waiting
from msportal_client.models import BusinessValue, PlannerStatus
from msportal_client.sandbox import COMPANY_ID, READ_KEY, Sandbox

ROOT = Path(__file__).resolve().parent.parent
GOALS = 6
ITEMS = 150
QUOTA = 40
WINDOW = 3.0  # seconds

console = Console()


class DemoError(Exception):
    """A check of the demo failed."""


def check_generated_code() -> None:
    """Generate the client into a temporary directory and compare it with the committed one."""
    with tempfile.TemporaryDirectory() as work:
        command = [sys.executable, str(ROOT / "scripts" / "regenerate.py"), "--output", work]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        fresh, committed = dict(generated_files(Path(work))), dict(generated_files(ROOT / "msportal_client"))
    differing = sorted(name for name in {*fresh, *committed} if fresh.get(name) != committed.get(name))
    if differing:
        raise DemoError(f"the committed client differs from the generated one: {', '.join(differing)}")
    console.print(
        f"[green]✓[/] {done.stdout.split(':', maxsplit=1)[0]}; {len(fresh)} files, same as the committed ones"
    )


def generated_files(tree: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the path and the content of each generated file in `tree`."""
    for package in ("api", "models"):
        for path in (tree / package).rglob("*.py"):
            yield path.relative_to(tree).as_posix(), path.read_bytes()


@dataclass
class WaitingTime:
    """An event handler that adds up the time in which at least one call waited for the quota."""

    seconds: float = 0.0
    until: float = 0.0

    def __call__(self, event: Event) -> None:
        if isinstance(event, Waiting) and event.seconds is not None:
            now = time.monotonic()
            end = max(self.until, now + event.seconds)
            self.seconds += end - max(self.until, now)
            self.until = end


async def create(msportal: AsyncMSPortal) -> list[str]:
    """Create goals and planner items in bulk jobs. Return the titles of the items."""
    goals = [{"title": f"Zero trust, step {number}", "company_id": COMPANY_ID, "year": 2026} for number in range(GOALS)]
    items = [
        {
            "title": f"Replace firewall {number:03}",
            "company_id": COMPANY_ID,
            "status": PlannerStatus.NOT_STARTED,
            "business_value": BusinessValue.HIGH,
        }
        for number in range(1, ITEMS + 1)
    ]
    with Progress(console=console) as progress:
        bar = progress.add_task(f"{GOALS} goals, {ITEMS} planner items", total=GOALS + ITEMS)
        async for goal in bulk(msportal.goals.create_goal, goals):
            progress.advance(bar)
            check_done(goal)
        async for item in bulk(msportal.planner.create_planner_item, items, in_flight=2 * QUOTA):
            progress.advance(bar)
            check_done(item)
    return [str(item["title"]) for item in items]


def check_done(outcome: Outcome[object]) -> None:
    """Check that a row was created."""
    if outcome.status != "done":
        raise DemoError(f"row {outcome.index} is {outcome.status}: {outcome.error}")


async def check_listing(msportal: AsyncMSPortal, titles: list[str]) -> None:
    """List all items with the pager and check that each one that was created is there once."""
    listed = [item.title async for item in msportal.planner.list_planner_items(limit=100, sort_column="title")]
    found = Counter(title for title in listed if title.startswith("Replace firewall"))
    if found != Counter(titles):
        raise DemoError(f"{len(titles)} items were created, but {found.total()} were listed")
    console.print(f"[green]✓[/] {found.total()} items listed with the pager, each one once")


async def check_errors(sandbox: Sandbox, msportal: AsyncMSPortal) -> None:
    """Provoke the statuses 400, 401 and 403 and print the typed error of each."""
    unknown = "00000000-0000-4000-8000-000000000000"
    async with (
        AsyncMSPortal("not-a-key", base_url=sandbox.url) as stranger,
        AsyncMSPortal(READ_KEY, base_url=sandbox.url) as reader,
    ):
        calls = {
            BadRequestError: msportal.planner.create_planner_item(title="For nobody", company_id=unknown),
            AuthenticationError: stranger.planner.create_planner_item(title="By nobody"),
            PermissionDeniedError: reader.goals.create_goal(title="Not allowed", company_id=COMPANY_ID),
        }
        for expected, call in calls.items():
            try:
                await call
            except APIStatusError as error:
                if type(error) is not expected:
                    raise
                console.print(f"[green]✓[/] [bold]{type(error).__name__}[/] {error}", highlight=False)
            else:
                raise DemoError(f"{expected.__name__} was not raised")


async def main_job() -> None:
    """Run all calls of the demo and print what the server counted."""
    waited = WaitingTime()
    with Sandbox(quota=QUOTA, window=WINDOW) as sandbox:
        console.print(f"[green]✓[/] sandbox at {sandbox.url}: {QUOTA} requests in each window of {WINDOW:g} s")
        started = time.monotonic()
        async with AsyncMSPortal(sandbox.key, base_url=sandbox.url, on_event=waited) as msportal:
            titles = await create(msportal)
            await check_listing(msportal, titles)
            await check_errors(sandbox, msportal)
        seconds = time.monotonic() - started
        state = sandbox.state()
    if state["windows"] < (GOALS + ITEMS) // QUOTA:
        raise DemoError(f"{state['windows']} windows are too few for all calls: the sandbox did not apply its quota")
    table = Table("calls", "windows", "429s", "seconds waited", "seconds in total", title="The job")
    table.add_row(
        *map(str, (state["total"], state["windows"], state["rate_limited"])), f"{waited.seconds:.1f}", f"{seconds:.1f}"
    )
    console.print(table)


def main() -> int:
    """Run the demo and return its exit code."""
    try:
        check_generated_code()
        asyncio.run(main_job())
    except DemoError as error:
        console.print(f"[red]✗[/] {error}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
