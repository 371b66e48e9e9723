"""Knowledge about MSPortal that the spec does not have: computed fields and the names of reference data.

The rules go by the names of fields, so they apply to every schema that has these fields.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from .spec import Schema, flat
from .validation import date_time, fits

__all__ = ["COMPUTED_ON_READ", "NAMES", "VIEWS", "computed_on_read", "computed_on_write", "defaults"]

# The names of seeded records, by label. Records of other labels are named by label and number.
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
# Records that are a view of others, by label: a row of the company audit is about a company, and has its id and name.
VIEWS: Mapping[str, str] = {"company audit": "company"}
_DOCUMENTED_DEFAULT = re.compile(r"\(default: ([^)]{1,200})\)", re.IGNORECASE)
_DONE = ("Completed", "Cancelled")


def defaults(body: Schema | None) -> dict[str, Any]:
    """Return the documented defaults of body fields: `default`, or "(default: Medium)" in a description."""
    found: dict[str, Any] = {}
    for name, schema in flat(body)["properties"].items() if body is not None else ():
        wanted = flat(schema)
        written = _DOCUMENTED_DEFAULT.search(wanted.get("description") or "")
        if "default" in wanted:
            found[name] = wanted["default"]
        elif written:
            readings = (_BOOLEANS.get(written[1]), _number(written[1]), written[1])
            value = next((reading for reading in readings if reading is not None and fits(reading, wanted)), None)
            if value is not None:
                found[name] = value
    return found


_BOOLEANS = {"true": True, "false": False}


def _number(text: str) -> float | int | None:
    try:
        return int(text) if text.lstrip("-").isdecimal() else float(text)
    except ValueError:
        return None


def computed_on_write(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields to compute when a record is written: the fiscal year and quarter of its due date.

    Fiscal years are calendar years.
    """
    if "dueDate" not in values:
        return {}
    due = date_time(str(values["dueDate"]))
    return {
        "fiscalYear": due.year if due else None,
        "fiscalQuarter": (due.month - 1) // 3 + 1 if due else None,
    }


# The fields that `computed_on_read` returns.
COMPUTED_ON_READ = frozenset({"isOverdue"})


def computed_on_read(values: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """Return the fields to compute when a record is read: whether it is overdue."""
    due = date_time(str(values.get("dueDate")))
    return {"isOverdue": due is not None and due < now and values.get("status") not in _DONE}
