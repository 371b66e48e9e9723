"""The command `msportal-sandbox`."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from . import COMPANY_ID, GOAL_STATUS_ID, PLANNER_TYPE_ID, USER_ID
from .auth import DEFAULT_KEYS, read_keys
from .guard import is_loopback, normalize_host
from .quota import ALGORITHMS
from .server import Sandbox
from .trouble import Trouble

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the sandbox until it is interrupted.

    Args:
        argv: The arguments; None means those of the process.

    Returns:
        The exit code: 0 after an interrupt, 2 for invalid arguments.
    """
    options = _parser().parse_args(argv)
    if not options.allow_remote and not is_loopback(normalize_host(options.host) or ""):
        print(  # noqa: T201 - command output
            f"msportal-sandbox: {options.host} is not a loopback address, and the API keys are public. "
            "Add --allow-remote to listen there.",
            file=sys.stderr,
        )
        return 2
    try:
        sandbox = Sandbox(
            host=options.host,
            port=options.port,
            spec=options.spec,
            keys=read_keys(options.keys) if options.keys else DEFAULT_KEYS,
            quota=options.quota,
            window=options.window,
            algorithm=options.algorithm,
            trouble=_trouble(options),
            check_references=not options.any_reference,
            allowed_hosts=options.allowed_host,
        )
        with sandbox:
            _print_greeting(sandbox)
            _wait_for_interrupt()
    except (OSError, ValueError) as error:
        print(f"msportal-sandbox: {error}", file=sys.stderr)  # noqa: T201 - command output
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="msportal-sandbox",
        description="Run a local MSPortal server to develop and test against. It is driven by the OpenAPI document.",
    )
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
    parser.add_argument("--spec", type=Path, help="OpenAPI document to serve (default: the one in the package)")
    parser.add_argument(
        "--keys", type=Path, help='JSON file of API keys: {"<key>": {"tenant": "...", "scopes": ["..."]}}'
    )
    parser.add_argument(
        "--any-reference", action="store_true", help="accept ids in request bodies that do not exist, if well formed"
    )
    quota = parser.add_argument_group("quota")
    quota.add_argument("--quota", type=int, default=60, help="requests per key and window (default: %(default)s)")
    quota.add_argument(
        "--window", type=float, default=60.0, help="length of a window in seconds (default: %(default)s)"
    )
    quota.add_argument(
        "--algorithm", choices=tuple(ALGORITHMS), default="fixed", help="how requests are counted (default: fixed)"
    )
    trouble = parser.add_argument_group(
        "trouble", "Faults to inject. Change them at run time: PATCH /_sandbox/trouble."
    )
    trouble.add_argument("--clock-offset", type=float, default=0.0, help="seconds by which the server's clock is ahead")
    trouble.add_argument("--latency", type=float, default=0.0, help="seconds to wait before each response")
    trouble.add_argument("--rate-limited", type=float, default=0.0, help="share of requests answered 429, 0 to 1")
    trouble.add_argument(
        "--server-errors", type=float, default=0.0, help="share of requests answered with a server error, 0 to 1"
    )
    trouble.add_argument(
        "--server-error-status", type=int, default=503, help="status of these server errors (default: %(default)s)"
    )
    trouble.add_argument(
        "--next-statuses", type=int, nargs="+", default=[], metavar="STATUS", help="error statuses of the next requests"
    )
    trouble.add_argument(
        "--broken-bodies", type=float, default=0.0, help="share of responses with a truncated body, 0 to 1"
    )
    trouble.add_argument("--html-errors", action="store_true", help="send errors as HTML pages")
    trouble.add_argument("--cookies", action="store_true", help="set a cookie with every response")
    trouble.add_argument(
        "--without-header", action="append", default=[], metavar="NAME", help="response header to omit; repeatable"
    )
    return parser


def _trouble(options: argparse.Namespace) -> Trouble:
    return Trouble(
        clock_offset=options.clock_offset,
        latency=options.latency,
        rate_limited=options.rate_limited,
        server_errors=options.server_errors,
        server_error_status=options.server_error_status,
        next_statuses=tuple(options.next_statuses),
        broken_bodies=options.broken_bodies,
        html_errors=options.html_errors,
        cookies=options.cookies,
        without_headers=tuple(options.without_header),
    )


def _print_greeting(sandbox: Sandbox) -> None:
    state, origin = sandbox.state(), "/".join(sandbox.url.split("/")[:3])
    readable = (key.removeprefix("GET ") for key in sandbox.operations if key.startswith("GET ") and "{" not in key)
    print(  # noqa: T201 - command output
        f"MSPortal sandbox: {state['quota']} requests per {state['window']:g} s ({state['algorithm']})\n"
        f"  base URL      {sandbox.url}\n"
        f"  page          {origin}/_sandbox/\n"
        f"  key           {sandbox.key}\n"
        f"  company       {COMPANY_ID}\n"
        f"  user          {USER_ID}\n"
        f"  planner type  {PLANNER_TYPE_ID}\n"
        f"  goal status   {GOAL_STATUS_ID}\n"
        f"  all ids       {origin}/_sandbox/references\n"
        f"  counts        {origin}/_sandbox/state\n"
        f"\n"
        f"  curl -H 'Authorization: Bearer {sandbox.key}' {sandbox.url}{next(readable, '')}\n"
        f"\n"
        f"Press Ctrl-C to stop.",
        flush=True,
    )


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
