"""The report page, the board and the progress bar."""

from __future__ import annotations

import io
from datetime import UTC, datetime

from bridges.sync.conftest import Sides
from rich.console import Console

from msportal_client import AsyncMSPortal
from msportal_client.bridges.command.board import Board, Card, read_board
from msportal_client.bridges.command.report_page import report_page
from msportal_client.bridges.command.show import progress_bar, show_report
from msportal_client.bridges.microsoft_planner import AsyncMicrosoftPlanner
from msportal_client.bridges.sync import Entry, SyncProgress, SyncReport
from msportal_client.sandbox import COMPANY_ID

HOSTILE = '<img src=x onerror="alert(1)">'


def test_every_text_of_a_page_is_escaped() -> None:
    entry = Entry("task", HOSTILE, None, HOSTILE)
    report = SyncReport(HOSTILE, HOSTILE, waiting=[entry], created=[entry], notes=[entry])
    board = Board({HOSTILE: [Card(HOSTILE, HOSTILE, True)]}, {HOSTILE: [Card(HOSTILE, HOSTILE, False)]})
    page = report_page(report, board, datetime(2026, 11, 26, 12, 30, tzinfo=UTC))
    assert "<img" not in page
    assert page.count("&lt;img") > 10
    assert page.count("only here") == 1
    assert "2026-11-26 12:30 UTC" in page


async def test_board_shows_what_one_side_lacks(sides: Sides) -> None:
    sides.make_tasks(2)
    await sides.sync()
    first, _ = sorted(sides.tasks(), key=lambda task: task.title)
    sides.client.tasks.delete(first)
    sides.client.tasks.create_task(plan_id=sides.plan_id, title="New")
    async with (
        AsyncMicrosoftPlanner(sides.planner.token, base_url=sides.planner.url) as planner,
        AsyncMSPortal(sides.msportal.key, base_url=sides.msportal.url) as msportal,
    ):
        board = await read_board(planner, msportal, sides.plan_id, str(COMPANY_ID))
    left = {card.title: card.is_paired for cards in board.planner.values() for card in cards}
    right = {card.title: card.is_paired for cards in board.msportal.values() for card in cards}
    assert left == {"Task 1": True, "New": False}
    assert right == {"Task 0": False, "Task 1": True}


def test_progress_bar_on_a_terminal() -> None:
    terminal = io.StringIO()
    with progress_bar(Console(file=terminal, force_terminal=True, width=80)) as update:
        update(SyncProgress("writing", 3, 7))
    assert "writing" in terminal.getvalue()
    assert "3/7" in terminal.getvalue()


def test_no_progress_bar_in_a_file() -> None:
    file = io.StringIO()
    with progress_bar(Console(file=file)) as update:
        update(SyncProgress("writing", 3, 7))
    assert file.getvalue() == ""


def test_long_parts_of_a_report_are_cut() -> None:
    shown = io.StringIO()
    waiting = [Entry(str(number), f"Task {number}", None, "it waits") for number in range(35)]
    show_report(Console(file=shown, width=80), SyncReport("plan", "company", waiting=waiting))
    assert "35 waiting" in shown.getvalue()
    assert "… and 5 more" in shown.getvalue()
    assert "Task 30" not in shown.getvalue()


def test_report_of_nothing() -> None:
    shown = io.StringIO()
    show_report(Console(file=shown, width=80), SyncReport("plan", "company"))
    assert shown.getvalue() == "The plan has no tasks.\n"
