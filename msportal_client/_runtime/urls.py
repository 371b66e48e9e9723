"""The URLs that requests go to."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import SplitResult, unquote_plus, urljoin, urlsplit

from ..errors import MSPortalError
from .api import API

__all__ = ["next_path", "server_url"]

_STANDARD_PORTS = {"http": 80, "https": 443}


def server_url(api: API, base_url: str, server: str) -> str:
    """Return the URL that the path of an operation is appended to.

    Args:
        api: The API.
        base_url: The base URL of the client. One that is not the API's gets every request, whatever its server.
        server: The server of the operation: empty for the API's, a path on the same host, or the URL of another host.
    """
    if not server or (server.startswith("http") and base_url == api.base_url):
        return server or base_url
    return base_url.removesuffix(urlsplit(api.base_url).path) + urlsplit(server).path


def next_path(api: API, base_url: str, server: str, path: str, link: Any) -> str:
    """Return the path and query of a link to the next page, to be appended to the URL of the operation's server.

    Args:
        api: The API.
        base_url: The base URL of the client.
        server: The server of the operation.
        path: The path of the operation, which a relative link starts from.
        link: The link. The API key is removed from its query.

    Raises:
        MSPortalError: It leads to another server, or out of the path that all operations share.
    """
    own, known = server_url(api, base_url, server), server_url(api, api.base_url, server)
    text = link if isinstance(link, str) and re.fullmatch(r"[\x21-\x5b\x5d-\x7e]+", link) else ""
    try:
        for root in dict.fromkeys([own, known]):
            found = urlsplit(urljoin(f"{root}{path}", text))
            if text and _authority(found) == _authority(urlsplit(root)) and _is_below(found.path, urlsplit(root).path):
                query = _without_key(found.query, api.key_query)
                return f"{found.path.removeprefix(urlsplit(root).path)}{'?' if query else ''}{query}"
    except ValueError:  # not a URL
        pass
    raise MSPortalError(f"{api.name}: the link to the next page does not lead to {own}: it was not followed")


def _authority(url: SplitResult) -> tuple[Any, ...]:
    return url.scheme, url.hostname, url.port or _STANDARD_PORTS.get(url.scheme), url.username, url.password


def _is_below(path: str, root: str) -> bool:
    segments = unquote_plus(path).split("/")
    return (path == root or path.startswith(f"{root}/")) and not {".", ".."} & {*segments}


def _without_key(query: str, name: str) -> str:
    pairs = query.split("&") if query else []
    return "&".join(pair for pair in pairs if not name or unquote_plus(pair.partition("=")[0]) != name)
