"""Kill update_spec.py before each system call that writes, then run it again: run by test_kill.py in its own process.

Usage: kill_at_every_step.py TREE DIRECTORY. TREE has `old` and `new`, each with all files of an update. The generator and
the contract checks are replaced, because nothing is written while they run. Prints a count of the outcomes as JSON.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import signal
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import update_spec
from update.place import WORK

WRITES = {
    "open", "os.chmod", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.utime", "shutil.copyfile", "shutil.copymode",
    "shutil.copystat", "shutil.copytree", "shutil.rmtree",
}  # fmt: skip
INTERRUPTED = "an earlier run was interrupted"

# The number of further system calls until this process is killed.
steps_left: int | None = None


def hook(event: str, _: tuple[Any, ...]) -> None:
    global steps_left  # noqa: PLW0603 - an audit hook has no other state
    if steps_left is not None and event in WRITES:
        if steps_left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        steps_left -= 1


def content(root: Path) -> dict[str, str]:
    return {path.relative_to(root).as_posix(): path.read_text() for path in sorted(root.rglob("*")) if path.is_file()}


def was_killed(step: int, action: Callable[[], object]) -> bool:
    """Run `action` in a child process that is killed before the system call `step`, unless it ends earlier."""
    global steps_left  # noqa: PLW0603 - see `hook`
    child = os.fork()
    if child == 0:
        steps_left = step
        action()
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    assert status in {0, signal.SIGKILL}, f"step {step}: the child failed with {status}"
    return status == signal.SIGKILL


def run(source: Path, root: Path) -> str:
    """Run update_spec.py and return its output; the exit code 2 of an invalid document is expected."""
    output = io.StringIO()
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
        update_spec.main([str(source), "--root", str(root), "--only", "a"])
    return output.getvalue()


def main(tree: Path, directory: Path) -> None:
    old, new = content(tree / "old"), content(tree / "new")
    root, saved, invalid = directory / "root", directory / "saved", directory / "invalid.json"
    invalid.write_text("not JSON")

    def copy(_: object, work: Path, content: bytes) -> None:
        (work / "openapi.json").write_bytes(content)
        shutil.copytree(tree / "new" / "msportal_client", work / "msportal_client")

    def yes(*_: object) -> bool:
        return True

    def entry(*_: object) -> str:
        return new["CHANGELOG.md"]

    replaced = {"_copy": copy, "_run_generator": yes, "_is_generated": yes, "_contract_holds": yes, "with_entry": entry}
    for name, function in replaced.items():
        setattr(update_spec, name, function)
    sys.addaudithook(hook)

    def check(step: str) -> None:
        """Run it once more with an invalid document: it repairs and changes nothing else."""
        journal = (root / WORK / "journal.json").exists()
        text = run(invalid, root)
        assert (INTERRUPTED in text) == journal, f"{step}: {text}"
        found = content(root)
        assert found in (old, new), f"{step}: {found}"
        outcomes["new" if found == new else "old"] += 1
        outcomes["repaired"] += journal

    outcomes: Counter[str] = Counter()
    step = 0
    killed = True
    while killed:
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(tree / "old", root)
        killed = was_killed(step, lambda: run(tree / "new" / "openapi.json", root))
        # Of the states with a journal, every other one is enough for the second kill.
        if step % 2 == 0 and (root / WORK / "journal.json").exists():
            shutil.rmtree(saved, ignore_errors=True)
            shutil.copytree(root, saved)
            second = 0
            while was_killed(second, lambda: run(invalid, root)):
                check(f"killed at step {step} and in the repair at step {second}")
                outcomes["killed twice"] += 1
                second += 1
                shutil.rmtree(root)
                shutil.copytree(saved, root)
            shutil.rmtree(root)
            shutil.copytree(saved, root)
        check(f"killed at step {step}")
        # The next run with the document completes the update, and leaves nothing else behind.
        run(tree / "new" / "openapi.json", root)
        assert content(root) == new, step
        step += 1
    sys.stdout.write(json.dumps({**outcomes, "steps": step}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
