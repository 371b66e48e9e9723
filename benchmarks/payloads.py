"""Request and response bodies of the benchmarks: planner items as the API documents them."""

from __future__ import annotations

import json
import uuid
from typing import Any

_STATUSES = ("Not Started", "In Progress", "Completed", "On Hold")
_VALUES = ("High", "Medium", "Low")

LINKS = ("linkedGoals", "linkedCompliance", "linkedProjects", "linkedOpportunities", "linkedSecureScore", "tags")


def _id(number: int) -> str:
    return str(uuid.UUID(int=0x6F1C2A527A5F4A7E9F57000000000000 + number * 7919))


def planner_item(number: int) -> dict[str, Any]:
    """Return a planner item of a list. No reference is null, because the stock client cannot read null references."""
    return {
        "id": _id(number),
        "title": f"Replace firewall {number}",
        "description": f"The one in rack {number} is out of support",
        "status": _STATUSES[number % 4],
        "businessValue": _VALUES[number % 3],
        "hours": number % 40,
        "costEstimate": 1250.5 + number,
        "probability": number % 100,
        "startDate": "2026-11-23T09:00:00.000Z",
        "dueDate": "2026-12-24T17:00:00.000Z",
        "endDate": None,
        "publicNotes": "Announced to the client",
        "privateNotes": None,
        "isArchived": False,
        "isOverdue": number % 5 == 0,
        "fiscalYear": 2026,
        "fiscalQuarter": 4,
        "company": {"id": _id(number % 7), "name": "Contoso"},
        "type": {"id": _id(number % 3), "name": "Hardware"},
        "linkedGoalsCount": number % 3,
        "linkedComplianceCount": 0,
        "linkedMeetingsCount": 1,
        "linkedProjectsCount": 0,
        "linkedSecureScoreCount": 0,
        "tagCount": 2,
        "createdAt": "2026-11-21T09:30:00.000Z",
        "updatedAt": "2026-11-21T09:30:00.123Z",
    }


def page_bytes(items: int) -> bytes:
    """Return the response body of a page of `items` planner items."""
    pagination = {"page": 1, "limit": items, "totalCount": items, "totalPages": 1}
    pagination |= {"hasNextPage": False, "hasPrevPage": False}
    data = [planner_item(number) for number in range(items)]
    return json.dumps({"data": data, "pagination": pagination}, separators=(",", ":")).encode()


def created_bytes() -> bytes:
    """Return the response body of creating a planner item."""
    links: dict[str, list[str]] = {name: [] for name in LINKS}
    return json.dumps({"data": {**planner_item(1), **links}}, separators=(",", ":")).encode()


# The request body of creating a planner item.
NEW_ITEM: dict[str, Any] = {
    "title": "Replace firewall",
    "description": "The one in rack 4 is out of support",
    "companyId": _id(3),
    "status": "In Progress",
    "businessValue": "High",
    "hours": 12,
    "probability": 75,
    "dueDate": "2026-12-24T17:00:00.000Z",
}
