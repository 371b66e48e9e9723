"""An update that is killed leaves the old or the new state, after the next run at the latest."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import unseen_product
from contract_tree import ROOT, Tree
from generation.apis import listed
from update.place import WORK, locked, put_in_place, recover, targets

SCRIPT = Path(__file__).with_name("kill_at_every_step.py")
MSPORTAL = listed(ROOT)[0]
TARGETS = targets(MSPORTAL)


@pytest.fixture(autouse=True)
def temporary_files_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let killed runs leave their temporary files where pytest removes them."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))


def small(root: Path, version: str) -> Path:
    """Write a tree that has all targets of an update, and little else."""
    operation = {"summary": "Get it", "responses": {"204": {"description": "Done"}}}
    document = {"openapi": "3.0.3", "info": {"title": "A", "version": version}, "paths": {"/it": {"get": operation}}}
    files = {
        "openapi.json": json.dumps(document),
        "CHANGELOG.md": f"# Changes of {version}\n",
        "msportal_client/client.py": "# written by hand\n",
        "msportal_client/api/__init__.py": f"VERSION = {version!r}\n",
        f"msportal_client/api/only_{version}.py": "",
        "msportal_client/models/__init__.py": f"VERSION = {version!r}\n",
        "msportal_client/models/nested/part.py": f"VERSION = {version!r}\n",
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


def content(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_kill_at_every_system_call(tmp_path: Path) -> None:
    small(tmp_path / "tree" / "old", "old")
    small(tmp_path / "tree" / "new", "new")
    paths = os.pathsep.join([str(ROOT / "scripts"), str(ROOT)])
    done = subprocess.run(
        [sys.executable, str(SCRIPT), str(tmp_path / "tree"), str(tmp_path)],
        env={**os.environ, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"},
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    outcomes = json.loads(done.stdout)
    assert outcomes["old"] > 50
    assert outcomes["new"] > 5
    assert outcomes["repaired"] > 20
    assert outcomes["killed twice"] > 100


class DiskFullError(OSError):
    """The error of the n-th call of a function."""


def failing(function: Callable[..., Any], number: int | None) -> tuple[Callable[..., Any], list[None]]:
    """Return the function with its call `number` failing, and a list with an item for each call."""
    calls: list[None] = []

    def wrapped(*arguments: Any, **options: Any) -> Any:
        calls.append(None)
        if len(calls) == number:
            raise DiskFullError("the disk is full")
        return function(*arguments, **options)

    return wrapped, calls


@pytest.mark.parametrize("name", ["mkdir", "copytree", "copyfile", "copy2", "rename", "replace", "unlink"])
def test_write_error_restores_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Each call of the function fails once."""
    owner: Any = shutil if name.startswith("copy") else Path
    work = small(tmp_path / "work", "new")
    function, calls = failing(getattr(owner, name), None)
    with monkeypatch.context() as patched, locked(small(tmp_path / "count", "old"), MSPORTAL):
        patched.setattr(owner, name, function)
        put_in_place(work, tmp_path / "count", TARGETS)
    assert calls
    for number in range(1, len(calls) + 1):
        root = small(tmp_path / f"root{number}", "old")
        before = content(root)
        function, _ = failing(getattr(owner, name), number)
        with monkeypatch.context() as patched, locked(root, MSPORTAL):
            patched.setattr(owner, name, function)
            # copytree collects the errors of its files.
            with pytest.raises((DiskFullError, shutil.Error), match="the disk is full"):
                put_in_place(work, root, TARGETS)
        assert content(root) == before


@pytest.mark.parametrize("missing", TARGETS)
def test_target_that_did_not_exist_is_undone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    root, work = small(tmp_path / "root", "old"), small(tmp_path / "work", "new")
    path = root / missing
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    before, replace = content(root), Path.replace

    def replace_and_stop(path: Path, target: Path) -> Path:
        done = replace(path, target)
        if target == root / TARGETS[-1]:
            raise KeyboardInterrupt
        return done

    with monkeypatch.context() as patched, locked(root, MSPORTAL):
        patched.setattr(Path, "replace", replace_and_stop)
        with pytest.raises(KeyboardInterrupt):
            put_in_place(work, root, TARGETS)
    assert content(root) == before
    with locked(root, MSPORTAL):
        put_in_place(work, root, TARGETS)
        assert not recover(root)
    assert content(root) == content(work)


def test_update_keeps_file_modes(tmp_path: Path) -> None:
    root, work = small(tmp_path / "root", "old"), small(tmp_path / "work", "new")
    (root / "openapi.json").chmod(0o640)
    with locked(root, MSPORTAL):
        put_in_place(work, root, TARGETS)
    assert (root / "openapi.json").stat().st_mode & 0o777 == 0o640


def test_two_runs_exclude_each_other(tmp_path: Path) -> None:
    root = small(tmp_path / "root", "old")
    with locked(root, MSPORTAL), pytest.raises(BlockingIOError), locked(root, MSPORTAL):
        pass


def command(tree: Tree, source: Path) -> list[str]:
    script = str(ROOT / "scripts" / "update_spec.py")
    return [sys.executable, script, str(source), "--root", str(tree.root), "--only", "a"]


@pytest.mark.parametrize("delay", [None, 0.003])
def test_killed_run_is_repaired(tree: Tree, tmp_path: Path, delay: float | None) -> None:
    """The whole command with a real document, killed at any time (None) or `delay` after it began to write."""
    newer, invalid = tmp_path / "newer.json", tmp_path / "invalid.json"
    newer.write_text(json.dumps(unseen_product.document("Vehicle", "Trailer")))
    invalid.write_text("not JSON")
    before = content(tree.root)
    with subprocess.Popen(command(tree, newer), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while delay is not None and not (tree.root / WORK).exists():
            time.sleep(0.0005)
        time.sleep(random.uniform(0, 3) if delay is None else delay)
        process.kill()
    interrupted = (tree.root / WORK / "journal.json").exists()
    dry = subprocess.run([*command(tree, newer), "--dry-run"], check=False, capture_output=True, text=True)
    assert dry.returncode == (2 if interrupted else 0), dry.stderr
    repair = subprocess.run(command(tree, invalid), check=False, capture_output=True, text=True)
    assert ("an earlier run was interrupted" in repair.stdout) == interrupted
    if content(tree.root)["openapi.json"] == before["openapi.json"]:
        left = {name: text for name, text in content(tree.root).items() if not name.startswith(WORK)}
        assert left == before
    done = subprocess.run(command(tree, newer), check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert tree.check("ab").code == 0
    assert not (tree.root / WORK).exists()
    assert "trailers.create_trailer" in (tree.root / "CHANGELOG.md").read_text()
