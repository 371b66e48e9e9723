"""The command line of the generator."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from .apis import ROOT, Api, APIListError, chosen
from .corrections import correct, corrections_for
from .describe import Code, describe
from .document import DocumentError, Json, Problem, load, operations
from .normalise import normalise
from .render import check_versions, render
from .servers import foreign_server
from .skipping import FILE, Skipped, concerned, skipped_in, without
from .tree import differences, swap_in, work_directory
from .validate import validate


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code; `scripts/regenerate.py` lists the codes."""
    options = _parser().parse_args(arguments)
    if problems := check_versions():
        print(*problems, sep="\n", file=sys.stderr)
        return 2
    root = options.root.resolve()
    try:
        apis = chosen(root, options.apis)
    except APIListError as error:
        print(error, file=sys.stderr)
        return 2
    if options.spec or options.output:
        apis = apis[:1]
    codes: list[int] = []
    for api in apis:
        spec, output = options.spec or root / api.document, options.output or root / api.package
        heading = f"{api.name}: " if len(apis) > 1 else ""
        codes.append(_run(_Job(api, spec, output, options.skip_unsupported), heading, check=options.check))
    return max(codes)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Generate api and models from the OpenAPI document of an API.")
    parser.add_argument("apis", nargs="*", metavar="API", help="the APIs of scripts/apis.json (default: all)")
    parser.add_argument("--root", type=Path, default=ROOT, help="the directory of the project (default: this one)")
    parser.add_argument("--spec", type=Path, help="another document, for the first of the APIs alone")
    parser.add_argument("--output", type=Path, help="another directory for its two packages")
    parser.add_argument(
        "--skip-unsupported",
        action="store_true",
        help="leave out the operations that code cannot be generated for; api/skipped.json lists them",
    )
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit 1 if the packages differ from what is generated"
    )
    return parser


@dataclass(frozen=True)
class _Job:
    """The generation of an API's code from a document into a directory."""

    api: Api
    spec: Path
    output: Path
    skip: bool


@dataclass(frozen=True)
class _Result:
    """The code that was generated, and what was left out."""

    operations: int
    code: Code
    skipped: Skipped
    notes: list[str]

    def __str__(self) -> str:
        count = len(self.skipped.operations)
        left_out = f", {count} operation{'' if count == 1 else 's'} left out" if self.skipped else ""
        return f"{self.operations} operations, {len(self.code.models)} models, {len(self.code.enums)} enums{left_out}"


def _run(job: _Job, heading: str, *, check: bool) -> int:
    """Generate the code of an API, or compare it, and print the result."""
    started = time.monotonic()
    try:
        result, found = _check(job) if check else _write(job)
    except DocumentError as error:
        print(f"{job.spec}: nothing was generated\n{error}", file=sys.stderr)
        return 2
    except BlockingIOError:
        print(f"{job.output}: another run is writing here; try again when it has ended", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"{error.filename or job.spec}: {error.strerror or error}", file=sys.stderr)
        return 2
    print(*(f"{line}\n" for line in [*result.notes, *result.skipped.lines()]), sep="", end="", file=sys.stderr)
    if check and found:
        print(
            f"{job.output} differs from what {job.spec} generates; run `make regenerate`",
            *found,
            sep="\n",
            file=sys.stderr,
        )
        return 1
    state = "up to date" if check else f"{len(found)} files changed"
    print(f"{heading}{result} in {time.monotonic() - started:.1f} s: {state}")
    return 0


def _check(job: _Job) -> tuple[_Result, list[str]]:
    """Return the files that differ from what is generated; what was left out then is left out again."""
    job = replace(job, skip=job.skip or bool(skipped_in(job.output)))
    with tempfile.TemporaryDirectory(prefix="regenerate-") as directory:
        result = _generate(job, Path(directory) / "new")
        return result, differences(Path(directory) / "new", job.output)


def _write(job: _Job) -> tuple[_Result, list[str]]:
    """Write what differs and return the files concerned."""
    with work_directory(job.output) as work:
        result = _generate(job, work / "new")
        if found := differences(work / "new", job.output):
            swap_in(work / "new", job.output)
    return result, found


def _generate(job: _Job, into: Path) -> _Result:
    """Write the code of a document into a new directory, without the operations that have problems if they are skipped.

    Raises:
        DocumentError: There are problems; none of them is in an operation or component if those are skipped.
    """
    document, skipped = load(job.spec), Skipped()
    while True:
        try:
            normalised, code = _read(document, job.api, corrected=bool(skipped))
            render(normalised, code, into, depth=job.api.depth, bases=job.api.bases)
        except DocumentError as error:
            more = concerned(document, error.problems) if job.skip else Skipped()
            if not more:
                raise
        else:
            break
        shutil.rmtree(into, ignore_errors=True)
        skipped |= more
        document = without(document, more)
    if skipped:
        (into / FILE).write_text(skipped.text(), "utf-8")
    return _Result(sum(1 for _ in operations(normalised)), code, skipped, list(_notes(document, job.api, normalised)))


def _notes(document: Json, api: Api, normalised: Json) -> Iterator[str]:
    if server := foreign_server(document, api.base_url):
        yield f"note: the document names the server {server}; calls go to {normalised['x-base-url']}: see scripts/apis.json"


def _read(document: Json, api: Api, *, corrected: bool) -> tuple[Json, Code]:
    """Return the normalised document and its code.

    Args:
        document: The document as received.
        api: Its API.
        corrected: Whether parts of it were left out, which corrections may have been for.

    Raises:
        DocumentError: It has problems. All of them are in it.
    """
    problems: list[Problem] = []
    try:
        document, problems = validate(document)
        document, outdated = correct(document, corrections_for(document))
        problems += [] if corrected else outdated
        document, more = normalise(document, api)
    except RecursionError:
        nested = Problem("", "nested too deeply: move inner schemas to components and refer to them")
        raise DocumentError([*problems, nested]) from None
    if problems or more:
        raise DocumentError([*problems, *more])
    return document, describe(document)
