"""The response body of a list of tasks, as Microsoft Graph documents it."""

from __future__ import annotations

import json
import uuid
from typing import Any

_USERS = 7


def _id(number: int) -> str:
    return str(uuid.UUID(int=0x6F1C2A527A5F4A7E9F57000000000000 + number * 7919))


def _who(number: int) -> dict[str, Any]:
    application = {"displayName": None, "id": "09abbdfd-ed23-44ee-a2d9-a627aa1c90f3"}
    return {"user": {"displayName": None, "id": _id(number % _USERS)}, "application": application}


def _assignment(number: int) -> dict[str, Any]:
    return {
        "@odata.type": "#microsoft.graph.plannerAssignment",
        "assignedBy": _who(number + 3),
        "assignedDateTime": "2026-11-20T18:38:21.956Z",
        "orderHint": "RWk1",
    }


def planner_task(number: int) -> dict[str, Any]:
    """Return a task with one assignment. Every third one is completed."""
    completed = number % 3 == 2  # noqa: PLR2004
    return {
        "@odata.etag": f'W/"JzEtVGFzayAgQEBAQEBAQEBAQEBAQEBAWC{number:04}="',
        "planId": "xqQg5FS2LkCp935s-FIFm2QAFkHM",
        "bucketId": "gcrYAaAkgU2EQUvpkNNXLGQAGTtu",
        "title": f"Replace firewall {number}",
        "orderHint": f"95723902{number:04}+",
        "assigneePriority": "9999999",
        "percentComplete": (0, 50, 100)[number % 3],
        "startDateTime": None,
        "createdDateTime": "2026-11-19T18:36:49.2407981Z",
        "dueDateTime": "2026-12-01T10:00:00Z",
        "hasDescription": number % 2 == 0,
        "previewType": "automatic",
        "completedDateTime": "2026-11-21T18:38:21.956Z" if completed else None,
        "completedBy": _who(number) if completed else None,
        "referenceCount": 0,
        "checklistItemCount": 2,
        "activeChecklistItemCount": 1,
        "conversationThreadId": None,
        "priority": 5,
        "id": f"01gzSlKkIUSUl6DF_EilrmQAK{number:03}",
        "createdBy": _who(number + 2),
        "appliedCategories": {"category1": True} if number % 2 else {},
        "assignments": {_id(number % _USERS): _assignment(number)},
    }


def tasks_bytes(tasks: int) -> bytes:
    """Return the response body of a list of `tasks` tasks."""
    context = "https://graph.microsoft.com/v1.0/$metadata#Collection(microsoft.graph.plannerTask)"
    value = [planner_task(number) for number in range(tasks)]
    return json.dumps({"@odata.context": context, "@odata.count": tasks, "value": value}).encode()
