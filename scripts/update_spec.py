"""Update openapi.json and the generated code to a newer document: show the changes, run the contract checks, write.

Exit codes: 0 done, or nothing to do; 1 the contract checks failed; 2 the document cannot be read or generated from.
Nothing is changed if the exit code is not 0, or with --dry-run.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from generation.document import DocumentError, load
from generation.normalise import normalise
from generation.validate import validate
from update.breaking import Break, breaks
from update.changelog import with_entry
from update.changes import Change, changes
from update.fetch import FetchError, fetch
from update.place import put_in_place

SCRIPTS = Path(__file__).resolve().parent
ROOT = SCRIPTS.parent


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    options = _parser().parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="update-spec-") as directory:
        try:
            return _update(
                options.source, options.root.resolve(), Path(directory), options.only, dry_run=options.dry_run
            )
        except (FetchError, DocumentError, OSError, _RefusedError) as error:
            print(f"{options.source}: nothing was changed\n{error}", file=sys.stderr)
            return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("source", metavar="FILE_OR_URL", help="the newer document; a URL begins with https://")
    parser.add_argument("--dry-run", action="store_true", help="show the changes and run the checks, but write nothing")
    parser.add_argument(
        "--root",
        type=Path,
        default=ROOT,
        help="the directory of openapi.json and msportal_client (default: this project)",
    )
    parser.add_argument(
        "--only", default="abcdefg", metavar="LETTERS", help="the contract checks to run (default: %(default)s)"
    )
    return parser


class _RefusedError(Exception):
    """No code can be generated from the document."""


def _update(source: str, root: Path, work: Path, only: str, *, dry_run: bool) -> int:
    content = fetch(source)
    if content == (root / "openapi.json").read_bytes():
        print("openapi.json is already this document: nothing to do")
        return 0
    (work / "openapi.json").write_bytes(content)
    _validate(work / "openapi.json")
    _generate(work, root)
    old, new = (load(place / "openapi.json") for place in (root, work))
    found = _with_breaking(changes(old, new), breaks(root, work))
    print(*_report(found), sep="\n", flush=True)
    changelog = with_entry((root / "CHANGELOG.md").read_text("utf-8"), found)
    (work / "CHANGELOG.md").write_text(changelog, "utf-8")
    checks = [sys.executable, str(SCRIPTS / "check_contract.py"), "--root", str(work), "--only", only]
    if subprocess.run(checks, check=False).returncode != 0:  # noqa: S603 - no argument comes from the document
        print("the contract checks failed: nothing was changed", file=sys.stderr)
        return 1
    if dry_run:
        print("dry run: nothing was changed")
        return 0
    put_in_place(work, root)
    print("openapi.json, api, models and CHANGELOG.md are updated: edit the draft in CHANGELOG.md, then run make check")
    return 0


def _validate(spec: Path) -> None:
    document, problems = validate(load(spec))
    _, more = normalise(document)
    if problems or more:
        raise DocumentError([*problems, *more])


def _generate(work: Path, root: Path) -> None:
    ignored = shutil.ignore_patterns("__pycache__", "api", "models", ".regenerate-work")
    shutil.copytree(root / "msportal_client", work / "msportal_client", ignore=ignored)
    command = [sys.executable, str(SCRIPTS / "regenerate.py"), "--spec", str(work / "openapi.json")]
    command += ["--output", str(work / "msportal_client")]
    done = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603 - no argument comes from the document
    if done.returncode != 0:
        raise _RefusedError(done.stderr.strip())


def _with_breaking(found: list[Change], broken: list[Break]) -> list[tuple[bool, str]]:
    """Return each change with whether it is breaking, then the breaks that no change explains."""
    judged: list[tuple[bool, str]] = []
    explained: set[Break] = set()
    for change in found:
        shown = {one for one in broken if one.keys & change.keys}
        explained |= shown
        judged.append((bool(shown) or change.narrows, change.words))
    return [*judged, *((True, one.words) for one in broken if one not in explained)]


def _report(found: list[tuple[bool, str]]) -> list[str]:
    breaking = sum(is_breaking for is_breaking, _ in found)
    lines = [f"{'BREAKING' if is_breaking else '        '}  {words}" for is_breaking, words in found]
    return [*lines, f"{len(found)} changes, {breaking} of them breaking for users of the Python API"]


if __name__ == "__main__":
    sys.exit(main())
