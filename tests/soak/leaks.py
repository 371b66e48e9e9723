"""Checks that nothing is lost: connection slots, permits, file descriptors, threads, tasks, memory."""

from __future__ import annotations

import asyncio
import ctypes
import gc
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

__all__ = [
    "Memory",
    "Resources",
    "busy",
    "grown",
    "lost",
    "measure_memory",
    "open_connections",
    "prepare_memory",
    "resources",
    "usage",
]

# Memory may be so much more at the end than at half time, in blocks of the allocator and in bytes, and by this factor.
_MORE_BLOCKS = 4000
_MORE_BYTES = 4_000_000
_FACTOR = 1.03
# Of the GNU C library: all threads take memory from one arena, and what is free goes back to the system. Otherwise each
# thread leaves fragments behind, and memory grows for minutes though nothing more is in use.
_set_option: Any = getattr(ctypes.CDLL(None), "mallopt", None)
_trim: Any = getattr(ctypes.CDLL(None), "malloc_trim", None)
_ARENA_MAX = -8


class Resources(NamedTuple):
    """The resources that this process has.

    Attributes:
        descriptors: Open file descriptors.
        threads: The names of its threads.
        tasks: The names of the tasks of its event loop.
    """

    descriptors: int
    threads: list[str]
    tasks: list[str]


class Memory(NamedTuple):
    """The memory of this process, after garbage collection.

    Attributes:
        blocks: Blocks that Python's allocator has given out.
        bytes: Bytes of the process that are in memory.
    """

    blocks: int
    bytes: int


def resources() -> Resources:
    """Return the resources of this process; the running task is left out."""
    gc.collect()
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    return Resources(
        len(list(Path("/proc/self/fd").iterdir())) - 1,  # One of them reads the directory.
        sorted(thread.name for thread in threading.enumerate()),
        sorted(repr(task) for task in tasks),
    )


def prepare_memory() -> None:
    """Make the memory of this process measurable. To be called before the first thread starts."""
    if _set_option is not None:
        _set_option(_ARENA_MAX, 1)


def measure_memory() -> Memory:
    """Collect garbage, and return the memory of this process."""
    while gc.collect():
        pass
    if _trim is not None:
        _trim(0)
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return Memory(sys.getallocatedblocks(), pages * os.sysconf("SC_PAGE_SIZE"))


def open_connections(*clients: Any) -> int:
    """Return how many connections of the clients have a socket."""
    return sum(connection.is_open() for client in clients for connection in _pool(client).connections)


def usage(client: Any) -> str:
    """Return the connections and permits of a client, in words."""
    window = client._transport._limiter._window
    return f"{type(client).__name__}: {_pool(client)!r}, {window.in_flight} permits out, {len(window.waiters)} waiting"


def busy(client: Any) -> Iterator[str]:
    """Find what a client that nobody uses has not got back."""
    name, pool, transport = type(client).__name__, _pool(client), client._transport
    window = transport._limiter._window
    slots = [connection for connection in pool.connections if not connection.is_idle()]
    if slots or len(pool.connections) != len(pool._idle):
        yield f"{len(slots)} connection slots of {name} are lost: {pool!r}"
    if pool._waiters:
        yield f"{len(pool._waiters)} calls of {name} wait for a connection, though nobody makes one"
    if window.in_flight:
        yield f"{window.in_flight} permits of {name} are lost"
    if window.waiters:
        yield f"{len(window.waiters)} tickets of {name} wait for a permit, though nobody makes a call"
    if transport._tickets or getattr(transport, "_scopes", None):
        yield f"{name} keeps tickets or scopes of calls that have ended"


def lost(before: Resources, now: Resources, sockets: int) -> Iterator[str]:
    """Find the resources that are there now and were not before.

    Args:
        before: The resources before the load.
        now: The resources now.
        sockets: Idle connections that may be open now.
    """
    if now.descriptors > before.descriptors + sockets:
        more = now.descriptors - before.descriptors
        yield f"file descriptors are lost: {more} more than before, with {sockets} idle connections"
    if extra := _more(now.threads, before.threads):
        yield f"threads are left: {', '.join(extra)}"
    if extra := _more(now.tasks, before.tasks):
        yield f"tasks are left: {', '.join(extra)}"


def grown(middle: Memory, end: Memory) -> Iterator[str]:
    """Find out whether memory has grown since half time."""
    if end.blocks > middle.blocks * _FACTOR + _MORE_BLOCKS:
        yield f"memory grows: {middle.blocks} blocks at half time, {end.blocks} at the end"
    if end.bytes > middle.bytes * _FACTOR + _MORE_BYTES:
        yield f"memory grows: {middle.bytes / 1e6:.1f} MB at half time, {end.bytes / 1e6:.1f} MB at the end"


def _pool(client: Any) -> Any:
    return client._transport._inner._pool


def _more(now: list[str], before: list[str]) -> list[str]:
    left = list(now)
    for name in before:
        if name in left:
            left.remove(name)
    return left
