"""Begins objects anew in a child process after `fork()`: the connections, locks and threads there are the parent's."""

from __future__ import annotations

import os
from typing import Protocol
from weakref import WeakSet

__all__ = ["begin_anew_after_fork"]


class _Forkable(Protocol):
    def after_fork(self) -> None: ...


_objects: WeakSet[_Forkable] = WeakSet()


def begin_anew_after_fork(forkable: _Forkable) -> None:
    """Have `forkable.after_fork()` called in each child process, before anything else runs there."""
    _objects.add(forkable)


def _after_fork_in_child() -> None:
    for forkable in list(_objects):
        forkable.after_fork()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork_in_child)
