"""Refuse requests that a web page of another origin makes a browser send.

A page anywhere on the web can send requests to a server on the user's machine. It cannot read the responses, but a
request may change something. By DNS rebinding (https://en.wikipedia.org/wiki/DNS_rebinding) it can read the responses
too: it lets its own host name point to 127.0.0.1. Such requests have that name in their `Host` header.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from ipaddress import IPv6Address, ip_address

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

__all__ = ["SAFE_METHODS", "HostGuard", "OriginGuard", "is_cross_origin", "is_loopback", "normalize_host", "read_hosts"]

# https://www.rfc-editor.org/rfc/rfc9110#name-safe-methods
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})

# https://www.rfc-editor.org/rfc/rfc3986#section-3.2.2, without percent-encoding and zone ids.
_HOST = re.compile(r"(\[[0-9a-f:.]{2,45}\]|[\w.-]{1,254})(?::(\d{0,5}))?", re.ASCII | re.IGNORECASE)
_DEFAULT_PORTS = {"http": 80, "https": 443}
_MAX_PORT = 65535
# The content types that a page can send to another origin without asking the server first
# (https://fetch.spec.whatwg.org/#cors-safelisted-request-header).
_SIMPLE_CONTENT_TYPES = frozenset({"application/x-www-form-urlencoded", "multipart/form-data", "text/plain"})


class HostGuard:
    """An ASGI middleware that serves only requests for known hosts.

    Known are loopback names and addresses, the address at which the request has arrived, and `allowed_hosts`. If that
    address is not loopback, all addresses are known: port forwarding changes them, and DNS rebinding needs a name.
    """

    def __init__(self, app: ASGIApp, allowed_hosts: Collection[str]) -> None:
        """Create the middleware.

        Args:
            app: The application to protect.
            allowed_hosts: More names and addresses, from `read_hosts`.
        """
        self._app = app
        self._allowed_hosts = allowed_hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Process one request."""
        app = self._app
        if scope["type"] == "http":
            values = Headers(scope=scope).getlist("host")
            parsed = _parse_authority(values[0]) if len(values) == 1 else None
            if parsed is None:
                app = _error(400, "INVALID_HOST", "The request must have one valid Host header")
            elif not self._is_known(parsed[0], scope):
                app = _unknown_host(parsed[0])
        await app(scope, receive, send)

    def _is_known(self, host: str, scope: Scope) -> bool:
        # A Unix socket has no address.
        local = normalize_host(str((scope.get("server") or ("",))[0])) or ""
        any_address = _is_address(local) and not is_loopback(local)
        return is_loopback(host) or host == local or host in self._allowed_hosts or (any_address and _is_address(host))


class OriginGuard:
    """An ASGI middleware that refuses to change anything for a page of another origin."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Process one request."""
        app = self._app
        if scope["type"] == "http" and scope["method"] not in SAFE_METHODS:
            kinds = {kind.partition(";")[0].strip().lower() for kind in Headers(scope=scope).getlist("content-type")}
            if is_cross_origin(scope):
                app = _error(403, "CROSS_ORIGIN", "Web pages of another origin cannot change the sandbox")
            elif kinds & _SIMPLE_CONTENT_TYPES:
                app = _error(400, "VALIDATION_ERROR", "The content type must be application/json")
        await app(scope, receive, send)


def is_cross_origin(scope: Scope) -> bool:
    """Return whether a browser has sent the request for a page of another origin.

    Browsers send `Origin` with every request that can change something, and `Sec-Fetch-Site` to loopback and to HTTPS.
    Other clients send neither.
    """
    headers = Headers(scope=scope)
    sites = {value.strip().lower() for value in headers.getlist("sec-fetch-site")}
    own = _parse_origin(f"{scope['scheme']}://{headers.get('host', '')}")
    origins = {_parse_origin(value) for value in headers.getlist("origin")}
    return not sites <= {"same-origin", "none"} or None in origins or not origins <= {own}


def is_loopback(host: str) -> bool:
    """Return whether a normalized host is a name or an address of the loopback interface."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        # https://www.rfc-editor.org/rfc/rfc6761#section-6.3
        return host == "localhost" or host.endswith(".localhost")


def normalize_host(host: str) -> str | None:
    """Return a host in one spelling: lower case, no final dot, the shortest form of an address.

    Return None if it is neither a name nor an address.
    """
    name = host.lower().removesuffix(".")
    try:
        address = ip_address(name.removeprefix("[").removesuffix("]"))
    except ValueError:
        match = _HOST.fullmatch(name)
        is_name = match is not None and match[2] is None and name[0] not in "[." and name[-1] != "."
        return name if is_name else None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return str(mapped or address)


def read_hosts(hosts: Iterable[str]) -> frozenset[str]:
    """Return `hosts` normalized.

    Raises:
        ValueError: One of them is not a name or an address.
    """
    if isinstance(hosts, str):
        raise ValueError("allowed_hosts must be a list of names and addresses")  # noqa: TRY004 - as below
    normalized = {str(host): normalize_host(str(host)) for host in hosts}
    for host, name in normalized.items():
        if name is None:
            raise ValueError(f"allowed host {host[:60]!r} must be a name or an address, without scheme and port")
    return frozenset(filter(None, normalized.values()))


def _parse_authority(text: str) -> tuple[str, int | None] | None:
    """Return the normalized host and the port of a `Host` header, or None if it is malformed."""
    match = _HOST.fullmatch(text)
    host = normalize_host(match[1]) if match else None
    if match is None or host is None or int(match[2] or 0) > _MAX_PORT:
        return None
    return host, int(match[2]) if match[2] else None


def _parse_origin(origin: str) -> tuple[str, str, int | None] | None:
    """Return the scheme, host and port of an origin, or None if it is malformed or `null`."""
    scheme, separator, authority = origin.lower().partition("://")
    parsed = _parse_authority(authority) if separator else None
    if parsed is None:
        return None
    host, port = parsed
    return scheme, host, _DEFAULT_PORTS.get(scheme) if port is None else port


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _unknown_host(host: str) -> JSONResponse:
    message = (
        f"The sandbox does not answer for the host {host}. Use localhost, or start the sandbox with "
        f"--allowed-host {host} or allowed_hosts=[{host!r}]"
    )
    return _error(403, "UNKNOWN_HOST", message)


def _error(status: int, code: str, message: str) -> JSONResponse:
    return JSONResponse({"error": message, "code": code}, status)
