"""Records that many tasks write at once: what is written while another write is under way goes out together."""

from __future__ import annotations

from dataclasses import dataclass, field

import anyio
from anyio import to_thread

from .store import Lease, Link, SyncStore

__all__ = ["Records"]


@dataclass(slots=True)
class _Batch:
    links: list[Link] = field(default_factory=list[Link])
    written: anyio.Event = field(default_factory=anyio.Event)
    error: Exception | None = None


class Records:
    """Writes links into a store.

    Args:
        store: The store.
        lease: The lease of the plan.
    """

    def __init__(self, store: SyncStore, lease: Lease) -> None:
        self._store, self._lease = store, lease
        self._next = _Batch()
        self._is_writing = False

    async def write(self, link: Link) -> None:
        """Write a link, and return once it is stored.

        Raises:
            LeaseLostError: Another worker has the plan.
        """
        batch = self._next
        batch.links.append(link)
        if not self._is_writing:
            self._is_writing = True
            try:
                with anyio.CancelScope(shield=True):
                    while self._next.links:
                        await self._write_next()
            finally:
                self._is_writing = False
        await batch.written.wait()
        if batch.error is not None:
            raise batch.error

    async def _write_next(self) -> None:
        batch, self._next = self._next, _Batch()
        try:
            await to_thread.run_sync(self._store.record, self._lease, batch.links)
        except Exception as error:  # noqa: BLE001 - each writer raises it
            batch.error = error
        batch.written.set()
