"""The former place of `msportal_client._runtime.transport`."""

from ._runtime.transport import AsyncTransport, SyncTransport

__all__ = ["AsyncTransport", "SyncTransport"]
