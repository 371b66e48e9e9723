"""The quota of an API key: what the server says of it, and how calls are held back to stay within it."""

from .headers import RateLimit

__all__ = ["RateLimit"]
