"""The generated tree on disk: comparing it, and putting a new one in place of the old one."""

from __future__ import annotations

import contextlib
import shutil
import signal
from collections.abc import Generator
from pathlib import Path

PACKAGES = ("api", "models")
_OLD = ".{}.replaced"


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


def swap_in(new: Path, target: Path) -> None:
    """Put the packages of `new` in place of those of `target`, all of them or, if anything fails, none.

    Signals wait until it is done. A process that is killed outright between two renames leaves the old packages
    beside the new ones; `repair` puts them back.
    """
    with _signals_held():
        moved: list[str] = []
        try:
            for package in PACKAGES:
                if (target / package).exists():
                    (target / package).rename(target / _OLD.format(package))
                moved.append(package)
                (new / package).rename(target / package)
        except BaseException:
            for package in moved:
                _put_back(target, package)
            raise
        for package in PACKAGES:
            shutil.rmtree(target / _OLD.format(package), ignore_errors=True)


def repair(target: Path) -> None:
    """Put back the old tree where an earlier run was killed in the middle of a swap."""
    replaced = [package for package in PACKAGES if (target / _OLD.format(package)).exists()]
    finished = all((target / package).exists() for package in PACKAGES) and len(replaced) == len(PACKAGES)
    for package in replaced:
        if finished:
            shutil.rmtree(target / _OLD.format(package))
        else:
            _put_back(target, package)


def _put_back(target: Path, package: str) -> None:
    old = target / _OLD.format(package)
    if old.exists():
        shutil.rmtree(target / package, ignore_errors=True)
        old.rename(target / package)


@contextlib.contextmanager
def _signals_held() -> Generator[None]:
    held = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
    before = signal.pthread_sigmask(signal.SIG_BLOCK, held)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
