"""The keyword arguments that all clients take, as types for clients that have arguments of their own beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from ..events import Event
    from ..rate_limit.limiter import AsyncLimiter, SyncLimiter
    from ..retry import RetryPolicy
    from .connections import AsyncHTTPTransport, HTTPTransport
    from .network import CertTypes, VerifyTypes

__all__ = ["AsyncClientArguments", "ClientArguments"]


class _Arguments(TypedDict, total=False):
    timeout: float
    retry: RetryPolicy | None
    headers: Mapping[str, str] | None
    on_event: Callable[[Event], None] | None
    strict: bool
    proxy: str | None
    verify: VerifyTypes
    cert: CertTypes | None
    trust_env: bool
    http2: bool
    max_connections: int | None
    allow_http: bool


class AsyncClientArguments(_Arguments, total=False):
    """The arguments of an asynchronous client; see `AsyncMSPortal`."""

    limiter: AsyncLimiter | None
    transport: AsyncHTTPTransport | None


class ClientArguments(_Arguments, total=False):
    """The arguments of a synchronous client; see `MSPortal`."""

    limiter: SyncLimiter | None
    transport: HTTPTransport | None
