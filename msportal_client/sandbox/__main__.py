"""The command `msportal-sandbox`."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from collections.abc import Sequence

from .commands import COMMANDS, Command, add_trouble
from .guard import is_loopback, normalize_host

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run a sandbox until it is interrupted.

    Args:
        argv: The arguments; None means those of the process.

    Returns:
        The exit code: 0 after an interrupt, 2 for invalid arguments.
    """
    # The API is read first: the other options are those of its server.
    choice = argparse.ArgumentParser(add_help=False)
    _add_api(choice)
    command = COMMANDS[choice.parse_known_args(argv)[0].api]
    options = _parser(command).parse_args(argv)
    if not options.allow_remote and not is_loopback(normalize_host(options.host) or ""):
        print(  # noqa: T201 - command output
            f"msportal-sandbox: {options.host} is not a loopback address, and the API keys are public. "
            "Add --allow-remote to listen there.",
            file=sys.stderr,
        )
        return 2
    try:
        with command.create(options) as sandbox:
            print(command.greeting(sandbox), "\nPress Ctrl-C to stop.", sep="", flush=True)  # noqa: T201 - likewise
            _wait_for_interrupt()
    except (OSError, ValueError) as error:
        print(f"msportal-sandbox: {error}", file=sys.stderr)  # noqa: T201 - command output
        return 2
    return 0


def _add_api(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--api", choices=tuple(COMMANDS), default="msportal", help="API to serve (default: %(default)s)"
    )


def _parser(command: Command) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="msportal-sandbox",
        description=f"Run a local {command.title} server to develop and test against. It is driven by the OpenAPI "
        "document. Each --api has options of its own: --api microsoft-planner --help shows them.",
    )
    _add_api(parser)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument(
        "--port", type=int, default=8080, help="port to listen on; 0 picks a free one (default: %(default)s)"
    )
    parser.add_argument("--allow-remote", action="store_true", help="allow a --host that is not loopback")
    parser.add_argument(
        "--allowed-host",
        action="append",
        default=[],
        metavar="NAME",
        help="name or address that requests may call the sandbox by, beside loopback and --host; repeatable",
    )
    command.add_options(parser)
    add_trouble(parser)
    return parser


def _wait_for_interrupt() -> None:
    stop = threading.Event()

    def set_stop(_signal: int, _frame: object) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, set_stop)
    try:
        # Wait in steps: on Windows an endless wait cannot be interrupted.
        while not stop.wait(0.5):
            continue
    except KeyboardInterrupt:
        print()  # noqa: T201 - command output


if __name__ == "__main__":
    sys.exit(main())
