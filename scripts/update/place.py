"""Replace the document, the changelog and the generated packages: all of them, or after a crash none.

A journal makes it so. All of it is in a work directory beside the files, so that renames suffice:

    .update-work/new/             the new files and packages
    .update-work/old/             the old packages, and copies of the old files
    .update-work/journal.json     exists while the replacement is incomplete: what each target was before

While the journal exists, the old state can be restored: at once if a step fails, in the next run if the process was
killed. Removing the journal completes the replacement. Every step can be repeated, in case that run is killed too.
"""

from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import Generator, Sequence
from pathlib import Path

from generation.apis import Api
from generation.tree import PACKAGES, work_directory

WORK = ".update-work"

_ignored = shutil.ignore_patterns("__pycache__")


def targets(api: Api) -> tuple[str, ...]:
    """Return the files and packages that an update of an API replaces."""
    return (api.document, "CHANGELOG.md", *(f"{api.package}/{name}" for name in PACKAGES))


@contextlib.contextmanager
def locked(root: Path, api: Api) -> Generator[None]:
    """Exclude other runs of this script and of the generator, which locks the package that it writes to.

    Raises:
        BlockingIOError: Another run is writing to `root`.
    """
    with contextlib.ExitStack() as stack:
        # Updates of all APIs write to one changelog, so that they share the lock at the top.
        for package in sorted({api.package, api.package.split("/", maxsplit=1)[0]}):
            stack.enter_context(work_directory(root / package))
        yield


def is_interrupted(root: Path) -> bool:
    """Return whether an earlier run was interrupted while it replaced files."""
    return (root / WORK / "journal.json").exists()


def recover(root: Path) -> bool:
    """Undo what an interrupted run replaced, and return whether there was anything to undo. Needs the lock."""
    interrupted = is_interrupted(root)
    if interrupted:
        _undo(root)
    _remove(root / WORK)
    return interrupted


def put_in_place(work: Path, root: Path, replaced: Sequence[str]) -> None:
    """Replace files and packages of `root` with those of `work`. Needs the lock.

    Args:
        work: The directory with the new ones.
        root: The directory with the old ones.
        replaced: Their paths in both.

    Raises:
        OSError: A file could not be written; nothing was changed.
    """
    recover(root)
    try:
        _prepare(work, root, replaced)
        for target in replaced:
            _replace(root, target)
        (root / WORK / "journal.json").unlink()
    except BaseException:
        recover(root)
        raise
    _remove(root / WORK)


def _prepare(work: Path, root: Path, replaced: Sequence[str]) -> None:
    """Copy the new files, keep the old ones, then write the journal."""
    old, new = root / WORK / "old", root / WORK / "new"
    (root / WORK).mkdir()
    (root / WORK / ".gitignore").write_text("*\n")
    for target in replaced:
        for directory in (old, new):
            (directory / target).parent.mkdir(parents=True, exist_ok=True)
        _copy(work / target, new / target)
        if (root / target).is_file():
            shutil.copymode(root / target, new / target)
            shutil.copy2(root / target, old / target)
    before = {target: _kind(root / target) for target in replaced}
    draft = root / WORK / "journal.draft"
    draft.write_text(json.dumps(before), "utf-8")
    draft.rename(root / WORK / "journal.json")


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=_ignored)
    else:
        shutil.copyfile(source, target)


def _kind(path: Path) -> str:
    return "directory" if path.is_dir() else "file" if path.exists() else "absent"


def _replace(root: Path, target: str) -> None:
    # A file is replaced in one step. A directory cannot be, so the old one is moved away first.
    if (root / target).is_dir():
        (root / target).rename(root / WORK / "old" / target)
    (root / WORK / "new" / target).replace(root / target)


def _undo(root: Path) -> None:
    before: dict[str, str] = json.loads((root / WORK / "journal.json").read_text("utf-8"))
    for target, kind in before.items():
        old = root / WORK / "old" / target
        if kind == "absent":
            _remove(root / target)
        elif kind == "directory" and old.exists():
            _remove(root / target)
            old.rename(root / target)
        elif kind == "file":
            # The copy stays until all targets are restored.
            draft = root / WORK / "restored"
            shutil.copy2(old, draft)
            draft.replace(root / target)
    (root / WORK / "journal.json").unlink()


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
