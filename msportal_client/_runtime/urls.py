"""The URLs that requests go to."""

from __future__ import annotations

from urllib.parse import urlsplit

from .api import API

__all__ = ["server_url"]


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
