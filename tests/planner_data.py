"""Ids, etags and resources of Microsoft Planner for tests."""

from __future__ import annotations

import base64
from typing import Any

TASK = "01gzSlKkIUSUl6DF_EilrmQAKDhh"
PLAN = "xqQg5FS2LkCp935s-FIFm2QAFkHM"
BUCKET = "gcrYAaAkgU2EQUvpkNNXLGQAGTtu"
USER = "fbab97d0-4932-4511-b675-204639209557"
GROUP = "ebf3b108-5234-4e22-b93d-656d7dae5874"


def etag(kind: str, version: int) -> str:
    """Return the etag of a version, by the model of the documented ones: steps of 4, from D, in digits of base 64."""
    number, counter = 4 * version + 4, ""
    for _ in range(16):
        number, digit = divmod(number, 64)
        counter = chr(ord("@") + digit) + counter
    payload = f"'1-{kind}{' ' * (-len(kind) % 6)}{counter}'"
    return f'W/"{base64.b64encode(payload.encode()).decode()}"'


def task(version: int = 1, **fields: Any) -> dict[str, Any]:
    """Return a task as Microsoft Graph sends it."""
    return {
        "@odata.etag": etag("Task", version),
        "id": TASK,
        "planId": PLAN,
        "bucketId": BUCKET,
        "title": "Replace firewall",
        "orderHint": "8585269235419217847P",
        "percentComplete": 0,
        "priority": 5,
        "assignments": {},
        "appliedCategories": {},
        **fields,
    }


def details(version: int = 1, **fields: Any) -> dict[str, Any]:
    """Return the details of a task."""
    return {
        "@odata.etag": etag("TaskDetails", version),
        "id": TASK,
        "description": "",
        "previewType": "automatic",
        "references": {},
        "checklist": {},
        **fields,
    }
