"""Generate `msportal_client/api` and `msportal_client/models` from the OpenAPI document.

Exit codes: 0 done, or nothing to do; 1 `--check` found differences; 2 the document or the set-up is at fault, and
nothing was changed.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from pathlib import Path

from generation.describe import describe
from generation.document import DocumentError, operations, read
from generation.normalise import normalise
from generation.render import check_versions, render
from generation.tree import PACKAGES, differences, repair, swap_in

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; its exit code."""
    options = _parser().parse_args(arguments)
    if problems := check_versions():
        print(*problems, sep="\n", file=sys.stderr)
        return 2
    started = time.monotonic()
    try:
        return _regenerate(options.spec, options.output, check=options.check, started=started)
    except DocumentError as error:
        print(f"{options.spec}: nothing was generated\n{error}", file=sys.stderr)
    except OSError as error:
        print(f"{error.filename or options.spec}: {error.strerror or error}", file=sys.stderr)
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--spec", type=Path, default=ROOT / "openapi.json", help="the document (default: openapi.json)")
    parser.add_argument("--output", type=Path, default=ROOT / "msportal_client", help="where the two packages stand")
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit 1 if the packages are not what comes out"
    )
    return parser


def _regenerate(spec: Path, output: Path, *, check: bool, started: float) -> int:
    document = normalise(read(spec))
    code = describe(document)
    if not check:
        output.mkdir(parents=True, exist_ok=True)
        repair(output)
    # The new tree is made beside the old one, so that renames put it in place.
    work = Path(tempfile.mkdtemp(prefix=".regenerate-", dir=None if check else output))
    try:
        render(document, code, work / "new")
        found = differences(work / "new", output)
        if check and found:
            print(f"{output} is not what {spec} gives; make regenerate", *found, sep="\n", file=sys.stderr)
            return 1
        if not check:
            swap_in(work / "new", output)
    finally:
        shutil.rmtree(work)
    print(
        f"{sum(1 for _ in operations(document))} operations, {len(code.models)} models, {len(code.enums)} enums "
        f"in {time.monotonic() - started:.1f} s: {' and '.join(PACKAGES)} "
        f"{'are what the document gives' if check else f'written, {len(found)} files changed' if found else 'unchanged'}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
