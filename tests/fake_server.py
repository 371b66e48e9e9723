"""A server in place of the network, and what it answers."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Protocol

import httpx

KEY = "msp_key_of_the_tests"

Answer = httpx.Response | Callable[[httpx.Request], httpx.Response]


class Server:
    """Answers requests with what it was told to, and remembers them."""

    def __init__(self) -> None:
        self.requests: list[httpx.Request] = []
        self.answers: list[Answer] = []

    def will_answer(self, *answers: Answer) -> None:
        """Answer the next requests so; the last answer is given for good."""
        self.answers = list(answers)

    def handle(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if callable(answer):
            return answer(request)
        return httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)

    @property
    def body(self) -> Any:
        """The JSON of the last request."""
        return json.loads(self.requests[-1].content)


Use = Callable[[Any], Any]


class Call(Protocol):
    """Makes a client, uses it, and gives what the use gives."""

    def __call__(self, use: Use, **options: Any) -> Any: ...


def planner_item(**changes: Any) -> dict[str, Any]:
    """A planner item as the API answers it in a list."""
    return {
        "id": "6f1c2a52-7a5f-4a7e-9f57-0f4a9d3f3b11",
        "title": "Replace firewall",
        "description": None,
        "status": "Not Started",
        "businessValue": "High",
        "hours": 0,
        "costEstimate": 0,
        "probability": 50,
        "startDate": None,
        "dueDate": "2026-12-24T17:00:00.000Z",
        "endDate": None,
        "publicNotes": None,
        "privateNotes": None,
        "isArchived": False,
        "isOverdue": False,
        "fiscalYear": 2026,
        "fiscalQuarter": 4,
        "company": {"id": "0b8f6f4e-27b1-4f2b-8a0e-7b8f0ce1b7a2", "name": "Contoso"},
        "type": None,
        "linkedGoalsCount": 0,
        "linkedComplianceCount": 0,
        "linkedMeetingsCount": 0,
        "linkedProjectsCount": 0,
        "linkedSecureScoreCount": 0,
        "tagCount": 0,
        "createdAt": "2026-11-21T09:30:00.000Z",
        "updatedAt": "2026-11-21T09:30:00.000Z",
        **changes,
    }


def planner_item_detail(**changes: Any) -> dict[str, Any]:
    """A planner item as the API answers it by itself."""
    lists = ("linkedGoals", "linkedCompliance", "linkedProjects", "linkedOpportunities", "linkedSecureScore", "tags")
    return {**planner_item(), **{name: [] for name in lists}, **changes}


def envelope(data: Any, status: int = 200, **headers: str) -> httpx.Response:
    """A success."""
    return httpx.Response(status, json={"data": data}, headers={k.replace("_", "-"): v for k, v in headers.items()})


def refusal(status: int, error: str = "No", **fields: Any) -> httpx.Response:
    """An ErrorResponse."""
    return httpx.Response(status, json={"error": error, **fields})
