"""The rules for `servers` and `security`: where requests go, and which carry the API key.

The key goes to the server of the API list alone. A document's first server adds its path to that server's URL; an
operation may have a server of its own there, or one of the `hosts` in the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple, cast
from urllib.parse import urlsplit

from .document import Json, is_array, operations, pointer, resolve
from .traversal import report


class Server(NamedTuple):
    """A server: scheme and host, empty for that of the document itself, and the path without a slash at its end."""

    origin: str
    path: str


def server_urls(servers: Any) -> Iterator[str]:
    """Yield the URLs of a `servers` list, with variables replaced by their defaults."""
    for server in servers if is_array(servers) else ():
        if isinstance(server, dict) and isinstance(url := cast("Json", server).get("url"), str):
            variables = cast("Json", server).get("variables")
            for name, variable in cast("Json", variables).items() if isinstance(variables, dict) else ():
                if isinstance(variable, dict) and "default" in variable:
                    url = url.replace(f"{{{name}}}", str(cast("Json", variable)["default"]))
            yield url


def servers_of(holder: Json) -> list[Server]:
    """Return the servers of a document, path or operation that are URLs."""
    return [server for url in server_urls(holder.get("servers")) if (server := _server(url))]


def _server(url: str) -> Server | None:
    """Return a server, or None where the text is no URL, or has a query or a variable without a default."""
    if not re.fullmatch(r"[!$-;=@-Z_a-z~\[\]]*", url):
        return None
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.username is not None or (parts.netloc and (not host or parts.scheme not in {"http", "https"})):
        return None
    path = "/".join(["", *(part for part in parts.path.split("/") if part)])
    if not parts.netloc:
        return None if parts.scheme or ".." in path.split("/") else Server("", path)
    standard = {"http": 80, "https": 443}[parts.scheme]
    host = f"[{host}]" if ":" in str(host) else host
    return Server(f"{parts.scheme}://{host}{'' if port in {None, standard} else f':{port}'}", path)


def base_url(document: Json, listed: str) -> str:
    """Return the base URL of an API: the server of the API list, with the path of the document's first server."""
    server = _server(listed) or Server(listed, "")
    found = servers_of(document)
    return server.origin + (found[0].path if found else server.path)


def foreign_server(document: Json, listed: str) -> str | None:
    """Return the document's first server, if it is on another host than the one in the API list."""
    for server in servers_of(document)[:1]:
        if server.origin not in {"", (_server(listed) or Server(listed, "")).origin}:
            return server.origin + server.path
    return None


def read_servers(document: Json) -> Json:
    """Give an operation the server that it has instead of the document's: a path, or the URL of another host.

    An operation's servers take precedence over those of its path. Only the hosts of the API list get requests.
    """
    listed = _server(document.get("x-base-url", "")) or Server("", "")
    common = (servers_of(document) or [listed])[0]
    ours, others = {"", listed.origin, common.origin}, set(document.get("x-hosts", ()))
    for path, item in _path_items(document):
        for _, method, operation in operations({"paths": {path: item}}):
            operation.pop("x-server", None)
            holder = operation if operation.get("servers") else item
            found = servers_of(holder)
            known = [server for server in found if server.origin in ours] or [s for s in found if s.origin in others]
            if holder.get("servers") and not known:
                named = ", ".join(server_urls(holder["servers"]))
                report(
                    document,
                    pointer("paths", path, method),
                    f"no server of it may get the API key ({named}): add the host to `hosts` in scripts/apis.json if it may",
                )
            elif known and known[0].origin not in ours:
                operation["x-server"] = known[0].origin + known[0].path
            elif known and known[0].path != common.path:
                operation["x-server"] = known[0].path
    return {**document, "x-base-url": base_url(document, document.get("x-base-url", ""))}


def read_security(document: Json) -> Json:
    """Mark the operations that need no API key: `security: []`."""
    for _, item in _path_items(document):
        for _, _, operation in operations({"paths": {"": item}}):
            operation.pop("x-anonymous", None)
            if operation.get("security", document.get("security")) == []:
                operation["x-anonymous"] = True
    return document


def _path_items(document: Json) -> Iterator[tuple[str, Json]]:
    for path, item in document["paths"].items():
        if path.startswith("/"):
            while "$ref" in item:
                item = resolve(document, item["$ref"])  # noqa: PLW2901 - a reference may lead to another one
            yield path, item
