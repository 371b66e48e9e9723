"""What the sandbox knows of MSPortal beside the spec: the few fields it computes, and what its reference data is called.

Rules go by the names of fields, so they hold wherever a schema has those fields.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from .spec import Schema, flat
from .validation import date_time, fits

__all__ = ["AT_SIGHT", "NAMES", "at_rest", "at_sight", "defaults"]

NAMES: Mapping[str, tuple[str, str, str]] = {
    "company": ("Northwind Traders", "Contoso", "Fabrikam"),
    "user": ("Ada Lovelace", "Grace Hopper", "Edsger Dijkstra"),
    "role": ("Administrator", "Technician", "Viewer"),
    "location": ("Headquarters", "Warehouse", "Branch office"),
    "planner type": ("Project", "Roadmap item", "Recommendation"),
    "goals status": ("On track", "At risk", "Achieved"),
    "goals priority": ("High", "Medium", "Low"),
    "goals category": ("Security", "Cost", "Growth"),
}
"""The names of the three things there are of each kind from the start; others are called by kind and number."""

_DOCUMENTED_DEFAULT = re.compile(r"\(default: ([^)]+)\)", re.IGNORECASE)
_DONE = ("Completed", "Cancelled")


def defaults(body: Schema | None) -> dict[str, Any]:
    """What a request leaves out and the API fills in: `default`, or "(default: Medium)" in a description."""
    found: dict[str, Any] = {}
    for name, schema in flat(body)["properties"].items() if body is not None else ():
        wanted = flat(schema)
        written = _DOCUMENTED_DEFAULT.search(wanted.get("description") or "")
        if "default" in wanted:
            found[name] = wanted["default"]
        elif written:
            readings = (_READ.get(written[1]), _number(written[1]), written[1])
            value = next((reading for reading in readings if reading is not None and fits(reading, wanted)), None)
            if value is not None:
                found[name] = value
    return found


_READ = {"true": True, "false": False}


def _number(text: str) -> float | int | None:
    try:
        return int(text) if text.lstrip("-").isdecimal() else float(text)
    except ValueError:
        return None


def at_rest(values: Mapping[str, Any]) -> dict[str, Any]:
    """What follows from a thing's values when they are written: the fiscal quarter of its due date.

    Fiscal years are taken to be calendar years.
    """
    if "dueDate" not in values:
        return {}
    due = date_time(str(values["dueDate"]))
    return {
        "fiscalYear": due.year if due else None,
        "fiscalQuarter": (due.month - 1) // 3 + 1 if due else None,
    }


AT_SIGHT = frozenset({"isOverdue"})
"""The fields that `at_sight` knows."""


def at_sight(values: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """What follows from a thing's values when they are read: whether it is overdue by now."""
    due = date_time(str(values.get("dueDate")))
    return {"isOverdue": due is not None and due < now and values.get("status") not in _DONE}
