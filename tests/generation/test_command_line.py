"""The command line: output, files on disk, interruptions, scale."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from documents import Json, document, operation, record, ref
from generation import render, tree
from regeneration import ROOT, Run, run_main

Regenerate = Callable[..., Run]
SCRIPT = ROOT / "scripts" / "regenerate.py"
SMALL = document(
    {"/thing": {"get": operation("Get thing", answer=ref("Thing"))}}, {"Thing": record(a={"type": "string"})}
)


def files(directory: Path) -> dict[str, bytes]:
    """Return every file in a directory."""
    return {
        path.relative_to(directory).as_posix(): path.read_bytes()
        for path in directory.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


# --- output ----------------------------------------------------------------------------------------------------------


def test_summary_counts_operations_and_files(vendored: Json, regenerate: Regenerate) -> None:
    run = regenerate(vendored)
    assert run.exit_code == 0
    assert re.fullmatch(r"27 operations, 115 models, 24 enums in \d+\.\d s: \d+ files changed\n", run.out)
    assert regenerate(vendored).out.endswith(": 0 files changed\n")


def test_committed_code_is_up_to_date() -> None:
    assert run_main("--check").exit_code == 0


def test_check_lists_differences_without_writing(regenerate: Regenerate, tmp_path: Path) -> None:
    regenerate(SMALL)
    assert regenerate(SMALL, "--check").exit_code == 0
    out = tmp_path / "out"
    (out / "api/things/get_thing.py").write_text("changed")
    (out / "models/thing.py").unlink()
    (out / "models/extra.py").touch()
    (out / "api/__pycache__").mkdir()
    (out / "api/__pycache__/cached.pyc").touch()
    before = files(out)
    run = regenerate(SMALL, "--check")
    assert run.exit_code == 1
    assert run.err.splitlines()[1:] == [
        "api/things/get_thing.py differs",
        "models/extra.py does not belong here",
        "models/thing.py is missing",
    ]
    assert files(out) == before
    assert regenerate(SMALL).out.endswith(": 3 files changed\n")
    assert regenerate(SMALL, "--check").exit_code == 0


def test_check_lists_all_files_of_missing_output(regenerate: Regenerate, tmp_path: Path) -> None:
    run = regenerate(SMALL, "--check")
    assert run.exit_code == 1
    assert "api/__init__.py is missing" in run.err
    assert not (tmp_path / "out").exists()


def test_unchanged_files_are_not_rewritten(regenerate: Regenerate, tmp_path: Path) -> None:
    regenerate(SMALL)
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*")}
    regenerate(SMALL)
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*")} == before


@pytest.mark.parametrize("name", ["openapi-python-client", "ruff"])
def test_other_version_of_pinned_tool_is_refused(name: str, regenerate: Regenerate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    pinned = render.PINNED[name]

    def version(asked: str) -> str:
        return "99.0" if asked == name else render.PINNED[asked]

    monkeypatch.setattr(render, "version", version)
    run = regenerate(SMALL)
    assert run.exit_code == 2
    assert run.err.startswith(f"{name} 99.0 is installed, but {pinned} is needed")
    assert not (tmp_path / "out").exists()


def test_missing_pinned_tool_is_reported(regenerate: Regenerate, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(render.PINNED, "no-such-tool", "1.0")
    assert "no-such-tool (none) is installed" in regenerate(SMALL).err


def test_pinned_versions_match_requirements() -> None:
    pins = (ROOT / "requirements" / "dev.txt").read_text()
    assert all(f"\n{name}=={version} " in f"\n{pins}" for name, version in render.PINNED.items())
    assert tuple(map(int, render.PINNED["openapi-python-client"].split("."))) >= (0, 29, 1)


def test_unwritable_output_is_reported(tmp_path: Path) -> None:
    (tmp_path / "openapi.json").write_text(json.dumps(SMALL))
    (tmp_path / "file").touch()
    run = run_main("--spec", tmp_path / "openapi.json", "--output", tmp_path / "file" / "out")
    assert run.exit_code == 2
    assert str(tmp_path / "file") in run.err
    assert "Traceback" not in run.err


# --- reproducible output ---------------------------------------------------------------------------------------------


def test_output_is_the_same_in_any_environment(vendored: Json, tmp_path: Path) -> None:
    spec = tmp_path / "openapi.json"
    spec.write_text(json.dumps(vendored))
    hostile = tmp_path / "build" / "somewhere"
    hostile.mkdir(parents=True)
    (hostile / "ruff.toml").write_text("line-length = 40\n[format]\nquote-style = 'single'\n")
    (hostile / "pyproject.toml").write_text("[tool.ruff]\nline-length = 40\n")
    (hostile / ".gitignore").write_text("*\n")
    (hostile / "ruff.py").write_text("raise SystemExit('the working directory was imported')\n")
    subprocess.run(["git", "init", "--quiet", hostile], check=True)
    runs: list[tuple[dict[str, str], Path, Path]] = [
        ({"PYTHONHASHSEED": "1", "LC_ALL": "C"}, tmp_path, tmp_path / "first"),
        ({"PYTHONHASHSEED": "2", "LC_ALL": "tr_TR.UTF-8", "TZ": "Asia/Kathmandu"}, hostile, hostile / "dist" / "out"),
        ({"PYTHONHASHSEED": "3", "PYTHONIOENCODING": "ascii"}, Path("/"), hostile / "ö ut"),
    ]
    for variables, directory, output in runs:
        environment = {"PATH": os.environ["PATH"], "HOME": str(hostile), **variables}
        command = [sys.executable, str(SCRIPT), "--spec", str(spec), "--output", str(output)]
        run = subprocess.run(command, cwd=directory, env=environment, capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stderr
    first, *others = [files(output) for _, _, output in runs]
    assert len(first) > 180
    assert all(other == first for other in others)


def test_member_order_changes_no_names(vendored: Json, regenerate: Regenerate, tmp_path: Path) -> None:  # fmt: skip
    regenerate(vendored)
    before = files(tmp_path / "out").keys()
    regenerate(json.loads(json.dumps(vendored, sort_keys=True)))
    assert files(tmp_path / "out").keys() == before


# --- interruptions ---------------------------------------------------------------------------------------------------

OTHER = document(
    {"/other": {"get": operation("Get other", answer=ref("Other"))}}, {"Other": record(b={"type": "string"})}
)


class Killed(BaseException):
    """The process ends at this point."""


def put_in_place(out: Path, content: str) -> None:
    """Swap in a tree of two files for each package, as a run does."""
    with tree.work_directory(out) as work:
        for package in tree.PACKAGES:
            (work / "new" / package).mkdir(parents=True)
            (work / "new" / package / "one.py").write_text(content)
            (work / "new" / package / f"{content}.py").write_text(content)
        tree.swap_in(work / "new", out)


NEW = {f"{package}/{name}.py": b"new" for package in tree.PACKAGES for name in ("one", "new")}


def killed_at(step: int, monkeypatch: pytest.MonkeyPatch, *, outright: bool) -> None:
    """End a run at a step of its work on the disk; with `outright`, without any clean-up."""
    steps = 0
    rename, rmtree, mkdir = Path.rename, shutil.rmtree, Path.mkdir

    def counted(action: Callable[..., Any]) -> Callable[..., Any]:
        def act(*arguments: Any, **options: Any) -> Any:
            nonlocal steps
            steps += 1
            if steps == step or (outright and steps > step):
                raise Killed
            return action(*arguments, **options)

        return act

    def half_removed(directory: Path, **options: Any) -> None:
        """Remove a directory in several steps."""
        for path in sorted(Path(directory).rglob("*.py"))[:2]:
            counted(Path.unlink)(path)
        counted(rmtree)(directory, **options)

    monkeypatch.setattr(Path, "rename", counted(rename))
    monkeypatch.setattr(Path, "mkdir", counted(mkdir))
    monkeypatch.setattr(shutil, "rmtree", half_removed)


@pytest.mark.parametrize("outright", [False, True])
def test_swap_interrupted_at_any_step_is_undone(outright: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    endings: list[str] = []
    for step in range(1, 60):
        out = tmp_path / str(step)
        put_in_place(out, "old")
        old = files(out)
        killed_at(step, monkeypatch, outright=outright)
        with contextlib.suppress(Killed):
            put_in_place(out, "new")
        monkeypatch.undo()
        # The next run first undoes an incomplete swap.
        with tree.work_directory(out):
            pass
        found = files(out)
        assert found in (old, NEW)
        endings.append("old" if found == old else "new")
    # An early end leaves the old tree and a late one the new tree; the last runs are not interrupted.
    assert endings == sorted(endings, reverse=True)
    assert endings.count("old") > 5
    assert endings[-1] == "new"


@pytest.mark.parametrize("is_first", [False, True])
def test_undoing_interrupted_at_any_step_is_completed(
    is_first: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def recover(out: Path) -> None:
        with tree.work_directory(out):
            pass

    for first in range(4, 22):
        for second in range(1, 12):
            out = tmp_path / f"{first} {second}"
            out.mkdir()
            if not is_first:
                put_in_place(out, "old")
            old = files(out)
            for step, run in ((first, partial(put_in_place, out, "new")), (second, partial(recover, out))):
                killed_at(step, monkeypatch, outright=True)
                with contextlib.suppress(Killed):
                    run()
                monkeypatch.undo()
            recover(out)
            assert files(out) in (old, NEW), (first, second)
            shutil.rmtree(out)


def test_failed_first_run_leaves_nothing(regenerate: Regenerate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    rename = Path.rename

    def fail_at_models(path: Path, target: Path) -> Path:
        if path.name == "models":
            raise OSError(28, "No space left on device", str(path))
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fail_at_models)
    run = regenerate(SMALL)
    assert run.exit_code == 2
    assert "No space left on device" in run.err
    assert files(tmp_path / "out") == {}


@pytest.mark.parametrize(("number", "moments"), [(signal.SIGINT, 6), (signal.SIGTERM, 2), (signal.SIGHUP, 2)])
def test_signal_leaves_old_or_new_tree(number: signal.Signals, moments: int, vendored: Json, tmp_path: Path) -> None:  # fmt: skip
    (tmp_path / "small.json").write_text(json.dumps(SMALL))
    (tmp_path / "openapi.json").write_text(json.dumps(vendored))
    out = tmp_path / "out"
    assert run_main("--spec", tmp_path / "small.json", "--output", out).exit_code == 0
    assert run_main("--spec", tmp_path / "openapi.json", "--output", tmp_path / "other").exit_code == 0
    old, new = files(out), files(tmp_path / "other")
    codes: set[int] = set()
    for n in range(moments):
        command = [sys.executable, str(SCRIPT), "--spec", str(tmp_path / "openapi.json"), "--output", str(out)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as run:
            while run.poll() is None and not (out / tree.WORK).exists():
                time.sleep(0.005)
            time.sleep(0.1 * n)
            run.send_signal(number)
            run.send_signal(number)
            _, err = run.communicate(timeout=60)
        codes.add(run.returncode)
        assert "Traceback" not in err
        assert {path.name for path in out.iterdir()} == {"api", "models"}
        if files(out) == new:  # the signal came after the swap
            break
        assert files(out) == old
        assert run.returncode != 0
    assert 128 + number in codes


def test_killed_run_is_undone_by_next_run(vendored: Json, regenerate: Regenerate, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert regenerate(SMALL).exit_code == 0
    old = files(out)
    (tmp_path / "openapi.json").write_text(json.dumps(vendored))
    command = [sys.executable, str(SCRIPT), "--spec", str(tmp_path / "openapi.json"), "--output", str(out)]
    with subprocess.Popen(command, env={**os.environ, "TMPDIR": str(tmp_path)}) as run:
        while not (out / tree.WORK).exists():
            time.sleep(0.01)
        run.kill()
    assert {name: content for name, content in files(out).items() if not name.startswith(tree.WORK)} == old
    assert regenerate(SMALL).exit_code == 0
    assert files(out) == old


def test_second_run_at_once_is_refused(regenerate: Regenerate, tmp_path: Path) -> None:
    assert regenerate(SMALL).exit_code == 0
    lock = os.open(tmp_path / "out", os.O_RDONLY)
    fcntl.flock(lock, fcntl.LOCK_EX)
    try:
        run = regenerate(OTHER)
    finally:
        os.close(lock)
    assert (run.exit_code, run.err) == (
        2,
        f"{tmp_path / 'out'}: another run is writing here; try again when it has ended\n",
    )
    assert "api/things/get_thing.py" in files(tmp_path / "out")


# --- scale -----------------------------------------------------------------------------------------------------------


def test_generate_400_operations(vendored: Json, regenerate: Regenerate, tmp_path: Path) -> None:  # fmt: skip
    large: Json = {**vendored, "paths": {}, "tags": [], "components": {"schemas": {}}}
    copies = 15
    for n in range(copies):
        text = re.sub(r"#/components/schemas/(\w+)", rf"#/components/schemas/\1Of{n}", json.dumps(vendored))
        copied = json.loads(text)
        for path, item in copied["paths"].items():
            large["paths"][f"/{n}{path}"] = item
            for found in item.values():
                found["tags"] = [f"{found['tags'][0]} {n}"]
        large["components"]["schemas"] |= {f"{name}Of{n}": s for name, s in copied["components"]["schemas"].items()}
    started = time.monotonic()
    run = regenerate(large)
    assert run.err == ""
    assert run.out.startswith(f"{27 * copies} operations, ")
    assert time.monotonic() - started < 150
    made = files(tmp_path / "out")
    assert len([name for name in made if name.startswith("api/") and not name.endswith("__init__.py")]) == 27 * copies
