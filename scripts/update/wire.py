"""Operations as they are sent: method, server path and path."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, cast
from urllib.parse import urlsplit

from generation.document import Json, is_array, operations


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
        for url in server_urls(holder.get("servers")):
            return f"{method.upper()} {_path(url)}{path}"
    return f"{method.upper()} {path}"


def _path(url: str) -> str:
    try:
        return urlsplit(url).path.rstrip("/")
    except ValueError:
        return ""


def server_urls(servers: Any) -> Iterator[str]:
    """Yield the URLs of a `servers` list, with variables replaced by their defaults."""
    for server in servers if is_array(servers) else ():
        if isinstance(server, dict) and isinstance(url := cast("Json", server).get("url"), str):
            variables = cast("Json", server).get("variables")
            for name, variable in cast("Json", variables).items() if isinstance(variables, dict) else ():
                default = cast("Json", variable).get("default", "") if isinstance(variable, dict) else ""
                url = url.replace(f"{{{name}}}", str(default))
            yield url
