"""Begins objects anew in a child process after `fork()`: the connections, locks and threads there are the parent's."""

from __future__ import annotations

import os
import threading
from typing import Protocol
from weakref import WeakSet

__all__ = ["begin_anew_after_fork", "check_process"]


class _Forkable(Protocol):
    def after_fork(self) -> None: ...


_objects: WeakSet[_Forkable] = WeakSet()


def begin_anew_after_fork(forkable: _Forkable) -> None:
    """Have `forkable.after_fork()` called in each child process, before anything else runs there."""
    _objects.add(forkable)


class _Process:
    """The process that the objects belong to."""

    def __init__(self) -> None:
        self.id = os.getpid()
        self.lock = threading.Lock()


_process = _Process()


def check_process() -> None:
    """Begin the objects anew if this is a child process that was forked without Python's hooks, as uWSGI does."""
    if os.getpid() == _process.id:
        return
    with _process.lock:
        if os.getpid() != _process.id:
            _begin_anew()


def _begin_anew() -> None:
    for forkable in list(_objects):
        forkable.after_fork()
    _process.id = os.getpid()


def _after_fork_in_child() -> None:
    _process.lock = threading.Lock()
    _begin_anew()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork_in_child)
