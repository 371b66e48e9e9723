"""`msportal-sandbox`: the sandbox from a shell."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from collections.abc import Sequence
from ipaddress import ip_address
from pathlib import Path

from . import COMPANY_ID, GOAL_STATUS_ID, PLANNER_TYPE_ID, USER_ID
from .auth import DEFAULT_KEYS, read_keys
from .quota import ALGORITHMS
from .server import Sandbox
from .trouble import Trouble

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the sandbox until it is interrupted.

    Args:
        argv: The arguments; None means those of the process.

    Returns:
        The exit code: 0 after an interrupt, 2 for arguments that cannot be served.
    """
    options = _parser().parse_args(argv)
    if not options.allow_remote and not _is_loopback(options.host):
        print(  # noqa: T201 - a command speaks by printing
            f"{options.host} is not loopback, and the keys are no secret: --allow-remote if you mean it",
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
        )
        with sandbox:
            _greet(sandbox)
            _wait_for_interrupt()
    except (OSError, ValueError) as error:
        print(f"msportal-sandbox: {error}", file=sys.stderr)  # noqa: T201 - as above
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="msportal-sandbox",
        description="A local MSPortal to develop and test against, driven by its OpenAPI document.",
    )
    parser.add_argument("--host", default="127.0.0.1", help="where to listen (default: %(default)s)")
    parser.add_argument(
        "--port", type=int, default=8080, help="where to listen; 0 takes a free one (default: %(default)s)"
    )
    parser.add_argument("--allow-remote", action="store_true", help="let --host be another than loopback")
    parser.add_argument("--spec", type=Path, help="the OpenAPI document (default: the packaged one)")
    parser.add_argument(
        "--keys", type=Path, help='a JSON file of keys: {"<key>": {"tenant": "...", "scopes": ["..."]}}'
    )
    parser.add_argument("--any-reference", action="store_true", help="take any well-formed id in request bodies")
    quota = parser.add_argument_group("the quota")
    quota.add_argument("--quota", type=int, default=60, help="requests of a key in a window (default: %(default)s)")
    quota.add_argument("--window", type=float, default=60.0, help="seconds of a window (default: %(default)s)")
    quota.add_argument("--algorithm", choices=tuple(ALGORITHMS), default="fixed", help="default: %(default)s")
    trouble = parser.add_argument_group("trouble", "Also at run time: PATCH /_sandbox/trouble.")
    trouble.add_argument("--clock-offset", type=float, default=0.0, help="seconds that the server's clock is ahead")
    trouble.add_argument("--latency", type=float, default=0.0, help="seconds that every answer takes longer")
    trouble.add_argument("--rate-limited", type=float, default=0.0, help="share of 429s, 0 to 1")
    trouble.add_argument("--server-errors", type=float, default=0.0, help="share of server errors, 0 to 1")
    trouble.add_argument("--server-error-status", type=int, default=503, help="what these are (default: %(default)s)")
    trouble.add_argument(
        "--next-statuses", type=int, nargs="+", default=[], metavar="STATUS", help="what the next requests are answered"
    )
    trouble.add_argument("--broken-bodies", type=float, default=0.0, help="share of bodies that break off, 0 to 1")
    trouble.add_argument("--html-errors", action="store_true", help="errors are HTML pages")
    trouble.add_argument("--cookies", action="store_true", help="every answer sets a cookie")
    trouble.add_argument(
        "--without-header", action="append", default=[], metavar="NAME", help="a header that no answer has; repeatable"
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


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _greet(sandbox: Sandbox) -> None:
    state, origin = sandbox.state(), "/".join(sandbox.url.split("/")[:3])
    readable = (key.removeprefix("GET ") for key in sandbox.operations if key.startswith("GET ") and "{" not in key)
    print(  # noqa: T201 - as above
        f"MSPortal sandbox: {state['quota']} requests in {state['window']:g} s ({state['algorithm']})\n"
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
        f"Ctrl-C stops it.",
        flush=True,
    )


def _wait_for_interrupt() -> None:
    stop = threading.Event()

    def end(_signal: int, _frame: object) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, end)
    try:
        # In steps, because not every platform interrupts a wait without end.
        while not stop.wait(0.5):
            continue
    except KeyboardInterrupt:
        print()  # noqa: T201 - as above


if __name__ == "__main__":
    sys.exit(main())
