"""Update openapi.json and the generated code to a newer document: show the changes, run the contract checks, write.

Exit codes: 0 done, or nothing to do; 1 the contract checks failed; 2 the document cannot be read or generated from, or
looks like another product's. Nothing is changed if the exit code is not 0, or with --dry-run.
"""

from __future__ import annotations

import argparse
import io
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from generation.document import DocumentError, Json, load
from generation.validate import validate
from update.change import Change
from update.changelog import unreleased, with_entry
from update.changes import changes
from update.escaping import printable, printable_lines
from update.fetch import FetchError, fetch
from update.place import WORK, is_interrupted, locked, put_in_place, recover
from update.product import other_product
from update.report import report, version_line
from update.surface import Surface, surface
from update.version import current_version, next_version

SCRIPTS = Path(__file__).resolve().parent
ROOT = SCRIPTS.parent


@dataclass(frozen=True)
class Options:
    """The arguments of the command line."""

    source: str
    root: Path
    only: str
    dry_run: bool
    force: bool


class RefusedError(Exception):
    """The update is refused."""


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    options = _options(arguments)
    with tempfile.TemporaryDirectory(prefix="update-spec-") as directory:
        try:
            _repair(options)
            return _update(options, Path(directory))
        except BlockingIOError:
            message = "another run is writing to this directory"
        except (FetchError, DocumentError, OSError, RefusedError) as error:
            message = printable_lines(str(error))
    state = "run it again to restore the files" if is_interrupted(options.root) else "nothing was changed"
    print(f"{printable(options.source)}: {state}\n{message}", file=sys.stderr)
    return 2


def _options(arguments: list[str] | None) -> Options:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("source", metavar="FILE_OR_URL", help="the newer document; a URL begins with https://")
    parser.add_argument("--dry-run", action="store_true", help="show the changes and run the checks, but write nothing")
    parser.add_argument("--force", action="store_true", help="accept a document that looks like another product's")
    parser.add_argument(
        "--root",
        type=Path,
        default=ROOT,
        help="the directory of openapi.json and msportal_client (default: this project)",
    )
    parser.add_argument(
        "--only", default="abcdefg", metavar="LETTERS", help="the contract checks to run (default: %(default)s)"
    )
    given = parser.parse_args(arguments)
    return Options(given.source, given.root.resolve(), given.only, given.dry_run, given.force)


def _repair(options: Options) -> None:
    """Undo what an interrupted run replaced, and remove what it left behind."""
    if options.dry_run and is_interrupted(options.root):
        raise RefusedError("an earlier run was interrupted; run this without --dry-run to undo its changes")
    if options.dry_run or not (options.root / WORK).exists():
        return
    with locked(options.root):
        interrupted = recover(options.root)
    if interrupted:
        print("an earlier run was interrupted: openapi.json, CHANGELOG.md, api and models are as they were before it")


def _update(options: Options, work: Path) -> int:
    root, before = options.root, (options.root / "openapi.json").read_bytes()
    content = fetch(options.source)
    if content == before:
        return _regenerate(options)
    (work / "openapi.json").write_bytes(content)
    old, new = _load(root / "openapi.json", "openapi.json"), _load(work / "openapi.json", "the new document")
    _check_product(old, new, force=options.force)
    apis = _surface(old, "openapi.json"), _surface(new, "the new document")
    _generate(root, work)
    if not _is_generated(root):
        print("note: api and models are not generated from openapi.json; the report compares the documents")
    found = changes(*apis)
    changelog = with_entry((root / "CHANGELOG.md").read_text("utf-8"), found)
    _print_report(root, found, changelog)
    if not _contract_holds(work, options.only):
        print("the contract checks failed: nothing was changed", file=sys.stderr)
        return 1
    if options.dry_run:
        print("dry run: nothing was changed")
        return 0
    _write(root, work, before, found)
    print("openapi.json, api, models and CHANGELOG.md are updated: edit the draft in CHANGELOG.md, then run make check")
    return 0


def _regenerate(options: Options) -> int:
    """Generate the code again if it is not that of openapi.json, as an interrupted run of an older version leaves it."""
    if _is_generated(options.root):
        print("openapi.json is already this document: nothing to do")
    elif options.dry_run:
        print("openapi.json is already this document, but api and models are not generated from it")
        print("dry run: nothing was changed")
    else:
        _run_generator(options.root, options.root)
        print("openapi.json is already this document; api and models were not generated from it, and are now")
    return 0


def _load(path: Path, name: str) -> Json:
    """Return a valid document.

    Raises:
        RefusedError: It is not valid.
    """
    try:
        document, problems = validate(load(path))
    except RecursionError:
        raise RefusedError(f"{name} is nested too deeply") from None
    except DocumentError as error:
        raise RefusedError(f"{name} is not valid:\n{error}") from error
    if problems:
        raise RefusedError(f"{name} is not valid:\n{DocumentError(problems)}")
    return document


def _surface(document: Json, name: str) -> Surface:
    try:
        return surface(document)
    except DocumentError as error:
        raise RefusedError(f"no code can be generated from {name}:\n{error}") from error


def _check_product(old: Json, new: Json, *, force: bool) -> None:
    reasons = other_product(old, new)
    if reasons and not force:
        reasons = ["this looks like another product's document:", *reasons, "If it is the right one, use --force."]
        raise RefusedError("\n".join(reasons))
    for reason in reasons:
        print(f"forced: {reason}")


def _generate(root: Path, work: Path) -> None:
    """Copy the package of `root` to `work` and generate its code from the document there."""
    package = root / "msportal_client"

    def ignored(directory: str, names: list[str]) -> set[str]:
        generated = {"api", "models"} if Path(directory) == package else set[str]()
        return {name for name in names if name in {"__pycache__", ".regenerate-work", *generated}}

    shutil.copytree(package, work / "msportal_client", ignore=ignored)
    _run_generator(work, work)


def _is_generated(root: Path) -> bool:
    return _generator(root, root, "--check").returncode == 0


def _run_generator(spec: Path, output: Path) -> None:
    done = _generator(spec, output)
    if done.returncode != 0:
        raise RefusedError(done.stderr.strip())


def _generator(spec: Path, output: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPTS / "regenerate.py"), "--spec", str(spec / "openapi.json")]
    command += ["--output", str(output / "msportal_client"), *arguments]
    return subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603 - no argument comes from the document


def _print_report(root: Path, found: list[Change], changelog: str) -> None:
    print(*report(found), sep="\n")
    version = current_version(root)
    print(version_line(version, next_version(version, unreleased(changelog)) if version else None), flush=True)


def _contract_holds(work: Path, only: str) -> bool:
    """Run the contract checks, and print their output line by line."""
    command = [sys.executable, str(SCRIPTS / "check_contract.py"), "--root", str(work), "--only", only]
    with subprocess.Popen(  # noqa: S603 - no argument comes from the document
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="backslashreplace"
    ) as checks:
        for line in checks.stdout or ():
            print(printable(line.rstrip("\n")), flush=True)
    return checks.returncode == 0


def _write(root: Path, work: Path, before: bytes, found: list[Change]) -> None:
    """Replace the files of `root`, unless openapi.json is no longer `before`."""
    with locked(root):
        recover(root)
        if (root / "openapi.json").read_bytes() != before:
            raise RefusedError("openapi.json was changed by someone else during this run")
        # CHANGELOG.md may have been edited while the checks ran.
        changelog = with_entry((root / "CHANGELOG.md").read_text("utf-8"), found)
        (work / "CHANGELOG.md").write_text(changelog, "utf-8")
        put_in_place(work, root)


if __name__ == "__main__":
    sys.exit(main())
