"""Update the document and the generated code of an API: show the changes, run the contract checks, write.

Exit codes: 0 done, or nothing to do; 1 the contract checks failed; 2 the document cannot be read or generated from, or
looks like another product's. Nothing is changed if the exit code is not 0, or with --dry-run.
"""

from __future__ import annotations

import argparse
import io
import json
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from generation.apis import FILE as LIST
from generation.apis import ROOT, Api, APIListError, chosen, listed
from generation.document import DocumentError, Json, is_json, load, parsed
from generation.skipping import Skipped, skipped_in, without
from generation.tree import PACKAGES
from generation.tree import WORK as GENERATOR_WORK
from generation.validate import validate
from update.change import Change
from update.changelog import unreleased, with_entry
from update.changes import changes
from update.escaping import printable, printable_lines
from update.fetch import FetchError, fetch
from update.place import WORK, is_interrupted, locked, put_in_place, recover, targets
from update.product import other_product
from update.report import report, version_line
from update.surface import Surface, surface
from update.version import current_version, next_version

SCRIPTS = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Options:
    """The arguments of the command line."""

    source: str
    root: Path
    api: Api
    skip: bool
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
    try:
        options = _options(arguments)
    except APIListError as error:
        print(printable_lines(str(error)), file=sys.stderr)
        return 2
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
    parser.add_argument("--api", metavar="NAME", help="the API of scripts/apis.json (default: the first)")
    parser.add_argument(
        "--skip-unsupported",
        action="store_true",
        help="leave out the operations that code cannot be generated for; api/skipped.json lists them",
    )
    parser.add_argument("--dry-run", action="store_true", help="show the changes and run the checks, but write nothing")
    parser.add_argument("--force", action="store_true", help="accept a document that looks like another product's")
    parser.add_argument("--root", type=Path, default=ROOT, help="the directory of the project (default: this one)")
    parser.add_argument(
        "--only", default="abcdefg", metavar="LETTERS", help="the contract checks to run (default: %(default)s)"
    )
    given = parser.parse_args(arguments)
    root: Path = given.root.resolve()
    (api, *_) = chosen(root, [given.api] if given.api else [])
    return Options(given.source, root, api, given.skip_unsupported, given.only, given.dry_run, given.force)


def _repair(options: Options) -> None:
    """Undo what an interrupted run replaced, and remove what it left behind."""
    if options.dry_run and is_interrupted(options.root):
        raise RefusedError("an earlier run was interrupted; run this without --dry-run to undo its changes")
    if options.dry_run or not (options.root / WORK).exists():
        return
    with locked(options.root, options.api):
        interrupted = recover(options.root)
    if interrupted:
        print("an earlier run was interrupted: the document, CHANGELOG.md, api and models are as they were before it")


def _update(options: Options, work: Path) -> int:
    root, api = options.root, options.api
    before, content = (root / api.document).read_bytes(), _as_vendored(api, fetch(options.source))
    if content == before:
        return _regenerate(options)
    _copy(options, work, content)
    if options.skip:  # this finds out what is left out
        _run_generator(options, work)
    old = _load(root / api.document, api.document, skipped_in(root / api.package))
    new = _load(work / api.document, "the new document", skipped_in(work / api.package))
    _check_product(old, new, force=options.force)
    surfaces = _surface(old, api, api.document), _surface(new, api, "the new document")
    if not options.skip:
        _run_generator(options, work)
    if not _is_generated(options):
        print(f"note: api and models are not generated from {api.document}; the report compares the documents")
    found = changes(*surfaces)
    changelog = with_entry((root / "CHANGELOG.md").read_text("utf-8"), found, _heading(options))
    _print_report(root, found, changelog)
    print(*(f"{printable(line)}\n" for line in skipped_in(work / api.package).lines()), sep="", end="", flush=True)
    if not _contract_holds(work, options):
        print("the contract checks failed: nothing was changed", file=sys.stderr)
        return 1
    if options.dry_run:
        print("dry run: nothing was changed")
        return 0
    _write(options, work, before, found)
    print(
        f"{api.document}, api, models and CHANGELOG.md are updated: edit the draft in CHANGELOG.md, then run make check"
    )
    return 0


def _as_vendored(api: Api, content: bytes) -> bytes:
    """Return the bytes of a document as they are; YAML becomes JSON where the file of the API is JSON."""
    if is_json(content) or not api.document.endswith(".json"):
        return content
    return json.dumps(parsed(content), indent=2, ensure_ascii=False).encode() + b"\n"


def _heading(options: Options) -> str:
    """Return the name of an API that is not the project's own."""
    return "" if options.api == listed(options.root)[0] else options.api.client


def _regenerate(options: Options) -> int:
    """Generate the code again if it is not that of the document, as an interrupted run of an older version leaves it."""
    document = options.api.document
    if _is_generated(options):
        print(f"{document} is already this document: nothing to do")
    elif options.dry_run:
        print(f"{document} is already this document, but api and models are not generated from it")
        print("dry run: nothing was changed")
    else:
        _run_generator(options, options.root)
        print(f"{document} is already this document; api and models were not generated from it, and are now")
    return 0


def _load(path: Path, name: str, skipped: Skipped) -> Json:
    """Return a valid document, without what was left out of the code.

    Raises:
        RefusedError: It is not valid.
    """
    try:
        document, problems = validate(without(load(path), skipped))
    except RecursionError:
        raise RefusedError(f"{name} is nested too deeply") from None
    except DocumentError as error:
        raise RefusedError(f"{name} is not valid:\n{error}") from error
    if problems:
        raise RefusedError(f"{name} is not valid:\n{DocumentError(problems)}")
    return document


def _surface(document: Json, api: Api, name: str) -> Surface:
    try:
        return surface(document, api)
    except DocumentError as error:
        raise RefusedError(f"no code can be generated from {name}:\n{error}") from error


def _check_product(old: Json, new: Json, *, force: bool) -> None:
    reasons = other_product(old, new)
    if reasons and not force:
        reasons = ["this looks like another product's document:", *reasons, "If it is the right one, use --force."]
        raise RefusedError("\n".join(reasons))
    for reason in reasons:
        print(f"forced: {reason}")


def _copy(options: Options, work: Path, content: bytes) -> None:
    """Copy the list of APIs and the package of the project to `work`, with the new document and without its code."""
    generated = options.root / options.api.package

    def ignored(directory: str, names: list[str]) -> set[str]:
        left_out = {*PACKAGES} if Path(directory) == generated else set[str]()
        return {name for name in names if name in {"__pycache__", GENERATOR_WORK, *left_out}}

    shutil.copytree(options.root / "msportal_client", work / "msportal_client", ignore=ignored)
    if (options.root / LIST).exists():
        (work / LIST).parent.mkdir()
        shutil.copyfile(options.root / LIST, work / LIST)
    (work / options.api.document).write_bytes(content)


def _is_generated(options: Options) -> bool:
    return _generator(options, options.root, "--check").returncode == 0


def _run_generator(options: Options, root: Path) -> None:
    done = _generator(options, root, *(["--skip-unsupported"] if options.skip else []))
    if done.returncode != 0:
        raise RefusedError(done.stderr.strip())


def _generator(options: Options, root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPTS / "regenerate.py"), options.api.name, "--root", str(root), *arguments]
    return subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603 - no argument comes from the document


def _print_report(root: Path, found: list[Change], changelog: str) -> None:
    print(*report(found), sep="\n")
    version = current_version(root)
    print(version_line(version, next_version(version, unreleased(changelog)) if version else None), flush=True)


def _contract_holds(work: Path, options: Options) -> bool:
    """Run the contract checks, and print their output line by line."""
    command = [sys.executable, str(SCRIPTS / "check_contract.py"), options.api.name]
    command += ["--root", str(work), "--only", options.only]
    with subprocess.Popen(  # noqa: S603 - no argument comes from the document
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="backslashreplace"
    ) as checks:
        for line in checks.stdout or ():
            print(printable(line.rstrip("\n")), flush=True)
    return checks.returncode == 0


def _write(options: Options, work: Path, before: bytes, found: list[Change]) -> None:
    """Replace the files of the project, unless the document is no longer `before`."""
    root, api = options.root, options.api
    with locked(root, api):
        recover(root)
        if (root / api.document).read_bytes() != before:
            raise RefusedError(f"{api.document} was changed by someone else during this run")
        # CHANGELOG.md may have been edited while the checks ran.
        changelog = with_entry((root / "CHANGELOG.md").read_text("utf-8"), found, _heading(options))
        (work / "CHANGELOG.md").write_text(changelog, "utf-8")
        put_in_place(work, root, targets(api))


if __name__ == "__main__":
    sys.exit(main())
