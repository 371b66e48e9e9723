"""The generated tree on disk: comparing it, and putting a new one in place of the old one.

A new tree is made in a work directory beside the packages that it replaces, so that renames put it in place:

    .regenerate-work/new/{api,models}        made, formatted, checked
    .regenerate-work/replaced/{api,models}   the old packages, while the new ones move in

As long as `replaced` is there, the swap is not done, and what is in it goes back: at once if something fails, and with
the next run if the process was killed. Renaming `replaced` is the moment from which the new tree stands.
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
    """The files that are not the same in both trees, each with what is wrong in `old`."""
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
    """A new directory in `target` that is gone afterwards; whatever a killed run left behind is put right before.

    Raises:
        BlockingIOError: Another run works on `target`.
    """
    target.mkdir(parents=True, exist_ok=True)
    lock = os.open(target, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)  # the system lets go of it, however the process ends
        try:
            with _signals_held():
                _clear(target)
                (target / WORK).mkdir()
            yield target / WORK
        finally:
            with _signals_held():
                _clear(target)
    finally:
        os.close(lock)


@contextlib.contextmanager
def _signals_held() -> Generator[None]:
    """Let signals wait: what clears up is itself not interrupted."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def swap_in(new: Path, target: Path) -> None:
    """Put the packages of `new` in place of those of `target`; until it returns, they can all go back."""
    replaced = target / WORK / "replaced"
    replaced.mkdir()
    for package in PACKAGES:
        if (target / package).exists():
            (target / package).rename(replaced / package)
        (new / package).rename(target / package)
    replaced.rename(target / WORK / "done")


def _clear(target: Path) -> None:
    """Undo a swap that is not done, and remove the work directory."""
    work = target / WORK
    replaced = work / "replaced"
    for package in PACKAGES if replaced.exists() else ():
        if (replaced / package).exists():
            _remove(target / package)
            (replaced / package).rename(target / package)
        elif not (work / "new" / package).exists():  # it moved in where there was none
            _remove(target / package)
    _remove(work)


def _remove(directory: Path) -> None:
    if directory.exists():
        shutil.rmtree(directory)
