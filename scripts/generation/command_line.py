"""The command line of the generator."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from .corrections import correct, corrections_for
from .describe import Code, describe
from .document import DocumentError, Json, Problem, load, operations
from .normalise import normalise
from .render import check_versions, render
from .tree import differences, swap_in, work_directory
from .validate import validate

ROOT = Path(__file__).resolve().parent.parent.parent


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code; `scripts/regenerate.py` lists the codes."""
    options = _parser().parse_args(arguments)
    if problems := check_versions():
        print(*problems, sep="\n", file=sys.stderr)
        return 2
    started = time.monotonic()
    try:
        document, code = _read(options.spec)
        found = _check(document, code, options.output) if options.check else _write(document, code, options.output)
    except DocumentError as error:
        print(f"{options.spec}: nothing was generated\n{error}", file=sys.stderr)
        return 2
    except BlockingIOError:
        print(f"{options.output}: another run is writing here; try again when it has ended", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"{error.filename or options.spec}: {error.strerror or error}", file=sys.stderr)
        return 2
    if options.check and found:
        heading = f"{options.output} differs from what {options.spec} generates; run `make regenerate`"
        print(heading, *found, sep="\n", file=sys.stderr)
        return 1
    print(
        f"{sum(1 for _ in operations(document))} operations, {len(code.models)} models, {len(code.enums)} enums "
        f"in {time.monotonic() - started:.1f} s: "
        f"{'up to date' if options.check else f'{len(found)} files changed'}"
    )
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Generate api and models from the OpenAPI document.")
    parser.add_argument("--spec", type=Path, default=ROOT / "openapi.json", help="the document (default: openapi.json)")
    parser.add_argument("--output", type=Path, default=ROOT / "msportal_client", help="the directory of both packages")
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit 1 if the packages differ from what is generated"
    )
    return parser


def _read(spec: Path) -> tuple[Json, Code]:
    """Return the normalised document and its code, or raise every problem at once."""
    problems: list[Problem] = []
    try:
        document, problems = validate(load(spec))
        document, outdated = correct(document, corrections_for(document))
        problems += outdated
        document, more = normalise(document)
    except RecursionError:
        nested = Problem("", "nested too deeply: move inner schemas to components and refer to them")
        raise DocumentError([*problems, nested]) from None
    if problems or more:
        raise DocumentError([*problems, *more])
    return document, describe(document)


def _check(document: Json, code: Code, output: Path) -> list[str]:
    """Return the files that differ from what is generated."""
    with tempfile.TemporaryDirectory(prefix="regenerate-") as directory:
        render(document, code, Path(directory) / "new")
        return differences(Path(directory) / "new", output)


def _write(document: Json, code: Code, output: Path) -> list[str]:
    """Write what differs and return the files concerned."""
    with work_directory(output) as work:
        render(document, code, work / "new")
        if found := differences(work / "new", output):
            swap_in(work / "new", output)
    return found
