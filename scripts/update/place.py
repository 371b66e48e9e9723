"""Replace the document, the changelog and the generated packages together."""

from __future__ import annotations

import shutil
from pathlib import Path

from generation.tree import PACKAGES, swap_in, work_directory

FILES = ("openapi.json", "CHANGELOG.md")


def put_in_place(work: Path, root: Path) -> None:
    """Replace the document, the changelog and the generated packages of `root` with those of `work`.

    Raises:
        OSError: A file could not be written; nothing was changed.
    """
    package = root / "msportal_client"
    before = {name: (root / name).read_bytes() for name in FILES}
    with work_directory(package) as directory:
        for name in PACKAGES:
            shutil.copytree(work / "msportal_client" / name, directory / "new" / name, ignore=_compiled)
        try:
            for name in FILES:
                _replace(root / name, (work / name).read_bytes(), directory)
            swap_in(directory / "new", package)
        except BaseException:
            for name, content in before.items():
                if (root / name).read_bytes() != content:
                    _replace(root / name, content, directory)
            raise


_compiled = shutil.ignore_patterns("__pycache__")


def _replace(path: Path, content: bytes, directory: Path) -> None:
    """Write a file in one step, so that a reader sees the old or the new content, never a part."""
    new = directory / path.name
    new.unlink(missing_ok=True)
    new.write_bytes(content)
    shutil.copymode(path, new)
    new.replace(path)
