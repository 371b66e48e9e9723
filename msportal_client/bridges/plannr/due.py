"""The dates of Plannr: a date, or a date and time, without a zone."""

from __future__ import annotations

import re
from datetime import date, datetime

__all__ = ["due_text", "read_due"]

_FORM = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}:\d{2}))?(?:\.\d+)?")


def due_text(due: date | datetime | str) -> str:
    """Return a date as Plannr takes it: `2026-01-31`, or `2026-01-31 09:30:00` for one with a time.

    Args:
        due: The date; a datetime without a zone, in the time of the firm; or a text in one of the two forms.

    Raises:
        ValueError: It has a zone, which Plannr cannot keep; or the text has another form.
    """
    if isinstance(due, str):
        if read_due(due) is None:
            raise ValueError(f"due_at must be such as 2026-01-31 or 2026-01-31 09:30:00, is {due!r}")
        return due
    if not isinstance(due, datetime):
        return due.isoformat()
    if due.tzinfo is not None:
        raise ValueError(
            f"due_at has no time zone in Plannr, and {due.isoformat()} has one: give the time of the firm, without a zone"
        )
    return due.isoformat(sep=" ", timespec="seconds")


def read_due(text: str | None) -> date | datetime | None:
    """Return the date of a text of Plannr, a datetime without a zone where it has a time; None for any other text."""
    found = _FORM.fullmatch(text or "")
    if found is None:
        return None
    try:
        return datetime.fromisoformat(f"{found[1]} {found[2]}") if found[2] else date.fromisoformat(found[1])
    except ValueError:
        return None
