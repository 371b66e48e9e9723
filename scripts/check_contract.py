"""Check that the spec, the generated code and a server agree.

Exit codes: 0 all checks that ran passed; 1 a check failed, or the run was interrupted; 2 nothing could be checked.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

from contract.guard import OutOfTimeError, memory_limit, time_limit
from contract.subject import Live, NotRunError, Outcome, Subject
from generation.apis import Api, APIListError, chosen
from generation.corrections import correct, corrections_for
from generation.document import DocumentError, load
from generation.skipping import skipped_in, without
from generation.validate import validate

ROOT = Path(__file__).resolve().parent.parent

# Letter, module and title. Modules are imported when they run, because they import the checked package.
CHECKS = (
    ("a", "valid", "the spec is valid"),
    ("b", "reproduced", "the code is what the generator writes"),
    ("c", "surface", "every operation has its functions, methods, types and docstrings"),
    ("d", "limits", "documented limits, enum values and union options are in the code"),
    ("e", "round_trip", "models write what they read"),
    ("f", "prism", "Prism and the client accept each other"),
    ("g", "fuzzed", "Schemathesis finds no problem in the sandbox"),
    ("h", "drift", "the responses of a live server follow the spec"),
)

# The bounds of one check. f, g and h use servers: they have no bound on memory. g ends Schemathesis itself, and h has a
# budget of requests.
SECONDS = 600
MEMORY = 1024**3
_MAX_NOTES = 20
# A deeply nested document needs more frames than Python allows by default.
_FRAMES = 6000


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    options = _parser().parse_args(arguments)
    sys.setrecursionlimit(_FRAMES)
    root = options.root.resolve()
    try:
        apis = chosen(root, options.apis)
    except APIListError as error:
        return _nothing_checked(root, str(error))
    if len(apis) > 1 and options.base_url:
        return _nothing_checked(root, "--base-url needs the name of one API")
    if len(apis) > 1:
        return max(_checked_alone(api, root, options) for api in apis)
    return _checked(apis[0], root, options)


def _checked_alone(api: Api, root: Path, options: argparse.Namespace) -> int:
    """Check an API in a process of its own: the checks import its package, and limit their memory."""
    print(f"{api.name}:", flush=True)
    command = [sys.executable, str(Path(__file__).resolve()), api.name, "--root", str(root), "--only", options.only]
    return subprocess.run(command, check=False).returncode  # noqa: S603 - our own arguments


def _checked(api: Api, root: Path, options: argparse.Namespace) -> int:
    try:
        # Check a reports the malformed parts and the outdated corrections. The other checks see what is true, and what code
        # is generated for.
        document, _ = validate(without(load(root / api.document), skipped_in(root / api.package)))
        document, _ = correct(document, corrections_for(document))
        _import_from(root, api)
        subject = Subject(root, api, document, _live(options))
    except (DocumentError, OSError, _SetUpError) as error:
        return _nothing_checked(root, str(error))
    except RecursionError:
        return _nothing_checked(root, f"{api.document} is nested too deeply")
    except Exception as error:  # noqa: BLE001 - the document or the package may be broken in any way
        return _nothing_checked(root, f"{type(error).__name__}: {error}")
    return max([report(letter, module, title, subject) for letter, module, title in CHECKS if letter in options.only])


def _nothing_checked(root: Path, reason: str) -> int:
    print(f"{root}: nothing was checked\n{reason}", file=sys.stderr)
    return 2


def _parser() -> argparse.ArgumentParser:
    letters = "".join(letter for letter, _, _ in CHECKS)
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("apis", nargs="*", metavar="API", help="the APIs of scripts/apis.json (default: all)")
    parser.add_argument("--root", type=Path, default=ROOT, help="the directory of the project (default: this one)")
    parser.add_argument(
        "--only", type=_subset_of(letters), default=letters, metavar="LETTERS", help="the checks to run, such as cde"
    )
    parser.add_argument(
        "--base-url", help="the live server for check h; its key is in the environment variable that the client reads"
    )
    parser.add_argument(
        "--budget", type=int, default=40, help="the maximum number of requests of check h (default: %(default)s)"
    )
    return parser


def _subset_of(letters: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if not text or set(text) - set(letters):
            raise argparse.ArgumentTypeError(f"use letters of {letters}")
        return text

    return parse


class _SetUpError(Exception):
    """The arguments or the directory cannot be used."""


def _import_from(root: Path, api: Api) -> None:
    sys.path.insert(0, str(root))
    package = import_module("msportal_client")
    if Path(str(package.__file__)).resolve().parent != root / "msportal_client":
        raise _SetUpError(f"msportal_client is imported from {package.__file__}, not from {root}")
    import_module("contract.code").use(api)
    import_module(api.module)


def _live(options: argparse.Namespace) -> Live | None:
    """Return the live server.

    Raises:
        _SetUpError: No client can be created for it.
    """
    if options.base_url is None:
        return None
    from contract import code  # noqa: PLC0415 - it imports the checked package

    client: Any = code.clients()[1]
    variable: str = client._api.key_variable  # noqa: SLF001 - no public attribute names it
    key = os.environ.get(variable)
    if not key:
        raise _SetUpError(f"--base-url needs the environment variable {variable}")
    try:
        client(key, base_url=options.base_url).close()
    except ValueError as error:
        raise _SetUpError(str(error)) from error
    return Live(options.base_url, key, options.budget)


def report(letter: str, module: str, title: str, subject: Subject) -> int:
    """Run a check, print its result and return the exit code."""
    started = time.monotonic()
    try:
        with _bounds(letter):
            outcome: Outcome = import_module(f"contract.{module}").check(subject)
    except NotRunError as reason:
        print(f"{letter}  not run  {title}: {reason}")
        return 0
    except OutOfTimeError:
        outcome = Outcome([f"the check did not finish within {SECONDS} s"])
    except MemoryError:
        outcome = Outcome([f"the check needs more than {MEMORY // 1024**2} MiB of memory"])
    except Exception as error:  # noqa: BLE001 - the checked code may raise anything
        outcome = Outcome([f"the check stopped: {type(error).__name__}: {error}"])
    line = f"{'FAILED ' if outcome.problems else 'passed '}  {title} ({time.monotonic() - started:.1f} s)"
    notes = list(outcome.notes)
    notes[_MAX_NOTES:] = [f"… and {len(notes) - _MAX_NOTES} more notes"] if len(notes) > _MAX_NOTES else []
    print(f"{letter}  {line}", *outcome.problems, *notes, sep="\n     ", flush=True)
    return 1 if outcome.problems else 0


@contextmanager
def _bounds(letter: str) -> Generator[None]:
    with ExitStack() as stack:
        if letter in "abcde":
            stack.enter_context(memory_limit(MEMORY))
        if letter in "abcdef":
            stack.enter_context(time_limit(SECONDS))
        yield


def _stop(_number: int, _frame: FrameType | None) -> NoReturn:
    """Raise KeyboardInterrupt, so that clean-up stops the servers that checks have started."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _stop)
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit("interrupted")
