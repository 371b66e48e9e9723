"""Operations as they are sent: method, server path and path."""

from __future__ import annotations

import re

from generation.document import Json, operations
from generation.servers import servers_of


def operation_keys(document: Json) -> set[str]:
    """Return the key of every operation."""
    return {operation_key(document, path, method) for path, method, _ in operations(document)}


def operation_key(document: Json, path: str, method: str) -> str:
    """Return the operation as it is sent, such as `GET /v1/users/{}`. The names of path parameters are not sent."""
    return re.sub(r"{[^{}]*}", "{}", request_line(document, path, method))


def request_line(document: Json, path: str, method: str) -> str:
    """Return method, server path and path of an operation, such as `GET /v1/users/{id}`."""
    item: Json = document["paths"][path]
    for holder in (item[method], item, document):
        for server in servers_of(holder):
            return f"{method.upper()} {server.path}{path}"
    return f"{method.upper()} {path}"
