"""Compare the generated tree with the one on disk, and swap a new tree in.

A new tree is made in a work directory beside the packages that it replaces, so that renames put it in place:

    .regenerate-work/new/{api,models}        generated, formatted, checked
    .regenerate-work/replaced/{api,models}   the old packages, while the new ones move in

While `replaced` exists, the swap is incomplete, and its steps are undone: at once if one fails, in the next run if the
process was killed. Undoing them consists of renames too, so that it can be interrupted and repeated. Renaming `replaced`
completes either.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import signal
from collections.abc import Generator
from pathlib import Path

PACKAGES = ("api", "models")
WORK = ".regenerate-work"


def differences(new: Path, old: Path) -> list[str]:
    """Return the files that differ between two trees, and how `old` differs."""
    there, here = _files(new), _files(old)
    return sorted(
        [f"{name} is missing" for name in there.keys() - here.keys()]
        + [f"{name} does not belong here" for name in here.keys() - there.keys()]
        + [f"{name} differs" for name in there.keys() & here.keys() if there[name] != here[name]]
    )


def _files(tree: Path) -> dict[str, bytes]:
    return {
        path.relative_to(tree).as_posix(): path.read_bytes()
        for package in PACKAGES
        for path in sorted((tree / package).rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


@contextlib.contextmanager
def work_directory(target: Path) -> Generator[Path]:
    """Provide a new directory in `target` and remove it afterwards; first undo what a killed run left behind.

    Raises:
        BlockingIOError: Another run is writing to `target`.
    """
    is_new = not target.exists()
    target.mkdir(parents=True, exist_ok=True)
    lock = os.open(target, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)  # the system releases it, however the process ends
        try:
            with _signals_blocked():
                _clear(target)
                (target / WORK).mkdir()
            yield target / WORK
        finally:
            with _signals_blocked():
                _clear(target)
                if is_new and not any(target.iterdir()):  # nothing was generated
                    target.rmdir()
    finally:
        os.close(lock)


@contextlib.contextmanager
def _signals_blocked() -> Generator[None]:
    """Delay signals, so that the clean-up is not interrupted."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def swap_in(new: Path, target: Path) -> None:
    """Replace the packages of `target` by those of `new`; until this returns, the swap can be undone."""
    replaced = target / WORK / "replaced"
    replaced.mkdir()
    for package in PACKAGES:
        if (target / package).exists():
            (target / package).rename(replaced / package)
        (new / package).rename(target / package)
    replaced.rename(target / WORK / "done")


def _clear(target: Path) -> None:
    """Undo an incomplete swap, and remove the work directory."""
    work = target / WORK
    replaced, new = work / "replaced", work / "new"
    if replaced.exists():
        for package in reversed(PACKAGES):
            if not (new / package).exists():  # it is in its place
                (target / package).rename(new / package)
            if (replaced / package).exists():
                (replaced / package).rename(target / package)
        replaced.rename(work / "undone")
    _remove(work)


def _remove(directory: Path) -> None:
    if directory.exists():
        shutil.rmtree(directory)
