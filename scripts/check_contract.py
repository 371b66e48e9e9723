"""Do the spec, the generated code and a server agree? One report, a line for each check.

Exit codes: 0 what was run passed; 1 a check failed, or it was interrupted; 2 nothing could be checked.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import NoReturn

from contract.subject import Live, NotRunError, Outcome, Subject
from generation.document import DocumentError, load
from generation.validate import validate

ROOT = Path(__file__).resolve().parent.parent

# The letter, the module and what it shows. The modules load when they run: they import the package that is checked.
CHECKS = (
    ("a", "valid", "the spec is valid"),
    ("b", "reproduced", "the code is what the spec gives"),
    ("c", "surface", "every operation has its functions, methods, types and words"),
    ("d", "limits", "every documented limit and enum value is in the code"),
    ("e", "round_trip", "what models read is what they write"),
    ("f", "prism", "Prism and the client understand each other"),
    ("g", "fuzzed", "Schemathesis finds nothing against the sandbox"),
    ("h", "drift", "a live server answers as the spec says"),
)


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; its exit code."""
    options = _parser().parse_args(arguments)
    root = options.root.resolve()
    try:
        # What is malformed is left out: check a tells of it, and the others see the rest.
        document, _ = validate(load(root / "openapi.json"))
        subject = Subject(root, document, _live(options))
        _import_from(root)
        if subject.live:
            _try(subject.live)
    except (DocumentError, OSError, _SetUpError) as error:
        print(f"{root}: nothing was checked\n{error}", file=sys.stderr)
        return 2
    return max([_report(letter, module, title, subject) for letter, module, title in CHECKS if letter in options.only])


def _parser() -> argparse.ArgumentParser:
    letters = "".join(letter for letter, _, _ in CHECKS)
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--root", type=Path, default=ROOT, help="where openapi.json and msportal_client are (default: here)"
    )
    parser.add_argument("--only", type=_some_of(letters), default=letters, metavar="LETTERS", help="such as cde")
    parser.add_argument(
        "--base-url", help="a live server for check h; the key comes from the environment: MSPORTAL_API_KEY"
    )
    parser.add_argument("--budget", type=int, default=40, help="requests that check h may spend (default: %(default)s)")
    return parser


def _some_of(letters: str) -> Callable[[str], str]:
    def chosen(text: str) -> str:
        if not text or set(text) - set(letters):
            raise argparse.ArgumentTypeError(f"letters out of {letters}")
        return text

    return chosen


class _SetUpError(Exception):
    """What is asked for cannot be checked."""


def _live(options: argparse.Namespace) -> Live | None:
    if options.base_url is None:
        return None
    key = os.environ.get("MSPORTAL_API_KEY")
    if not key:
        raise _SetUpError("--base-url needs a key in the environment: MSPORTAL_API_KEY")
    return Live(options.base_url, key, options.budget)


def _import_from(root: Path) -> None:
    sys.path.insert(0, str(root))
    package = import_module("msportal_client")
    if Path(str(package.__file__)).resolve().parent != root / "msportal_client":
        raise _SetUpError(f"msportal_client is imported from {package.__file__}, not from {root}")


def _try(live: Live) -> None:
    """Refuse what no client can be made of, before anything is asked."""
    from msportal_client import MSPortal  # noqa: PLC0415 - the one that is checked

    try:
        MSPortal(live.key, base_url=live.base_url).close()
    except ValueError as error:
        raise _SetUpError(str(error)) from error


def _report(letter: str, module: str, title: str, subject: Subject) -> int:
    """Run a check and print its line; the exit code that it asks for."""
    started = time.monotonic()
    try:
        outcome: Outcome = import_module(f"contract.{module}").check(subject)
    except NotRunError as reason:
        print(f"{letter}  not run  {title}: {reason}")
        return 0
    except Exception as error:  # noqa: BLE001 - what is checked is code at fault, which may raise anything
        outcome = Outcome([f"it could not come to an end: {type(error).__name__}: {error}"])
    line = f"{'FAILED ' if outcome.problems else 'passed '}  {title} ({time.monotonic() - started:.1f} s)"
    print(f"{letter}  {line}", *outcome.problems, *outcome.notes, sep="\n     ", flush=True)
    return 1 if outcome.problems else 0


def _stop(_number: int, _frame: FrameType | None) -> NoReturn:
    """End by way of every clean-up, so that the servers that checks have started end too."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _stop)
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit("interrupted")
