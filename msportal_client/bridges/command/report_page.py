"""The report of a sync as one HTML page, without anything from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from html import escape
from importlib import resources
from string import Template

from ..sync import Entry, SyncReport
from .board import Board, Card

__all__ = ["report_page"]


def report_page(report: SyncReport, board: Board, now: datetime | None = None) -> str:
    """Return the page.

    Args:
        report: What a sync did.
        board: Both sides after it.
        now: The time in the heading; by default now.
    """
    page = Template(resources.files("msportal_client.bridges.command").joinpath("report_page.html").read_text("utf-8"))
    return page.substitute(
        plan=escape(report.plan_id),
        company=escape(report.company_id),
        dry_run=" (dry run: nothing was written)" if report.dry_run else "",
        time=(now or datetime.now(UTC)).strftime("%Y-%m-%d %H:%M UTC"),
        numbers="".join(f"<li><b>{number}</b> {name}</li>" for name, number in report.numbers.items()),
        lists="".join(
            _entries(title, entries)
            for title, entries in (
                ("Waiting", report.waiting),
                ("Not possible", report.impossible),
                ("Noted", report.notes),
                ("Created", report.created),
                ("Found in MSPortal", report.found),
                ("Updated", report.updated),
                ("Archived", report.archived),
            )
            if entries
        ),
        planner="".join(_columns(board.planner)),
        msportal="".join(_columns(board.msportal)),
    )


def _entries(title: str, entries: Sequence[Entry]) -> str:
    rows = "".join(
        f"<li>{escape(entry.title or entry.task_id)}{f' <small>{escape(entry.reason)}</small>' if entry.reason else ''}</li>"
        for entry in entries
    )
    return f"<details{' open' if title in {'Waiting', 'Not possible'} else ''}><summary>{title} ({len(entries)})</summary><ul>{rows}</ul></details>"


def _columns(columns: Mapping[str, Sequence[Card]]) -> Iterator[str]:
    for name, cards in columns.items():
        inside = "".join(_card(card) for card in cards)
        yield f'<section class="column"><h3>{escape(name)} <small>{len(cards)}</small></h3>{inside}</section>'


def _card(card: Card) -> str:
    alone = "" if card.is_paired else ' <span class="alone">only here</span>'
    return f'<article class="card">{escape(card.title)}{alone}<br><small>{escape(card.about)}</small></article>'
