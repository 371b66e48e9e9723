"""The quota of an API key: what the server says of it, and how calls are held back to stay within it."""

from ._headers import RateLimit
from .limiter import AsyncLimiter, SyncLimiter
from .local import AsyncWindowLimiter, SyncWindowLimiter

__all__ = ["AsyncLimiter", "AsyncWindowLimiter", "RateLimit", "SyncLimiter", "SyncWindowLimiter"]
