"""Answers of Microsoft Graph, and a server that gives scripted ones to the clients of Planner."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

import httpx
from fake_server import Server

# A change, as `update` takes it.
Change = Mapping[str, Any] | Callable[[Any], Any]


class Use(Protocol):
    """A function that creates a client, calls a method of it by its path (`tasks.get_task`), and returns the result."""

    def __call__(self, path: str, resource: Any = ..., change: Change = ..., /, **arguments: Any) -> Any: ...


class WaitedServer(Server):
    """A server that also knows the waits of the client."""

    def __init__(self) -> None:
        super().__init__()
        self.waits: list[float] = []


def ok(body: dict[str, Any], status: int = 200) -> httpx.Response:
    return httpx.Response(status, json=body)


def page(*items: dict[str, Any], link: str | None = None) -> httpx.Response:
    return ok({"value": list(items)} | ({"@odata.nextLink": link} if link else {}))


def failure(status: int, code: str = "", message: str = "No.") -> httpx.Response:
    return httpx.Response(
        status, json={"error": {"code": code, "message": message}}, headers={"request-id": "id-of-graph"}
    )


def seen(server: WaitedServer) -> list[tuple[str, str]]:
    return [(request.method, str(request.url.path)) for request in server.requests]


def reply(kind: int | str) -> httpx.Response | Callable[[httpx.Request], httpx.Response]:
    if isinstance(kind, int):
        return failure(kind)

    def reset(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadError("reset", request=request)

    return reset
