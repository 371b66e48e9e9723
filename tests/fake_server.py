"""A server in place of the network, and the responses that it gives."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Protocol

import httpx

KEY = "msp_key_of_the_tests"

Reply = httpx.Response | Callable[[httpx.Request], httpx.Response]


class Server:
    """A handler for httpx.MockTransport that gives scripted responses and records the requests."""

    def __init__(self) -> None:
        self.requests: list[httpx.Request] = []
        self.replies: list[Reply] = []

    def respond_with(self, *replies: Reply) -> None:
        """Set the responses to the next requests; the last one is repeated."""
        self.replies = list(replies)

    def handle(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        reply = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        if callable(reply):
            return reply(request)
        return httpx.Response(reply.status_code, headers=reply.headers, content=reply.content)

    @property
    def body(self) -> Any:
        """The decoded JSON body of the last request."""
        return json.loads(self.requests[-1].content)


Use = Callable[[Any], Any]


class Call(Protocol):
    """A function that creates a client, passes it to `use` and returns the result."""

    def __call__(self, use: Use, **options: Any) -> Any: ...


def planner_item(**changes: Any) -> dict[str, Any]:
    """Return a planner item as the API lists it."""
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
    """Return a planner item as the API returns a single one."""
    lists = ("linkedGoals", "linkedCompliance", "linkedProjects", "linkedOpportunities", "linkedSecureScore", "tags")
    return {**planner_item(), **{name: [] for name in lists}, **changes}


def envelope(data: Any, status: int = 200, **headers: str) -> httpx.Response:
    """Return a response with `data` in its envelope."""
    return httpx.Response(status, json={"data": data}, headers={k.replace("_", "-"): v for k, v in headers.items()})


def page_response(items: list[Any], *, page: int = 1, pages: int | None = None) -> httpx.Response:
    """Return one page of a list, by default the last one."""
    pages = page if pages is None else pages
    pagination = {
        "page": page,
        "limit": 2,
        "totalCount": 2 * pages,
        "totalPages": pages,
        "hasNextPage": page < pages,
        "hasPrevPage": page > 1,
    }
    return httpx.Response(200, json={"data": items, "pagination": pagination})


def error_response(status: int, error: str = "No", **fields: Any) -> httpx.Response:
    """Return an ErrorResponse."""
    return httpx.Response(status, json={"error": error, **fields})
