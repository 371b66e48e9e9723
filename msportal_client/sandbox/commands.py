"""The local servers that the command `msportal-sandbox` can run, one for each API."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import COMPANY_ID, GOAL_STATUS_ID, PLANNER_TYPE_ID, USER_ID, microsoft_planner, plannr
from .auth import DEFAULT_KEYS, read_keys
from .local_server import LocalServer
from .quota import ALGORITHMS
from .server import Sandbox
from .trouble import Trouble

__all__ = ["COMMANDS", "Command", "add_trouble", "read_trouble"]


@dataclass(frozen=True, slots=True)
class Command:
    """The part of the command that differs between APIs.

    Attributes:
        title: The name of the API.
        add_options: Adds its own options to a parser.
        create: Creates the server from the parsed options.
        greeting: Returns what to say of it when it runs.
    """

    title: str
    add_options: Callable[[argparse.ArgumentParser], None]
    create: Callable[[argparse.Namespace], LocalServer]
    greeting: Callable[[Any], str]


def add_trouble(parser: argparse.ArgumentParser) -> None:
    """Add the options for the faults to inject, which all servers have."""
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
        "--late-statuses",
        type=int,
        nargs="+",
        default=[],
        metavar="STATUS",
        help="error statuses of the next requests that succeed, which are processed",
    )
    trouble.add_argument(
        "--retry-after", type=float, help="seconds in the Retry-After of injected 429s, 503s and 504s (default: none)"
    )
    trouble.add_argument(
        "--broken-bodies", type=float, default=0.0, help="share of responses with a truncated body, 0 to 1"
    )
    trouble.add_argument("--html-errors", action="store_true", help="send errors as HTML pages")
    trouble.add_argument("--cookies", action="store_true", help="set a cookie with every response")
    trouble.add_argument(
        "--without-header", action="append", default=[], metavar="NAME", help="response header to omit; repeatable"
    )


def read_trouble(options: argparse.Namespace) -> Trouble:
    """Return the faults that the options name.

    Raises:
        ValueError: A value is out of range.
    """
    return Trouble(
        clock_offset=options.clock_offset,
        latency=options.latency,
        rate_limited=options.rate_limited,
        server_errors=options.server_errors,
        server_error_status=options.server_error_status,
        next_statuses=tuple(options.next_statuses),
        late_statuses=tuple(options.late_statuses),
        retry_after=options.retry_after,
        broken_bodies=options.broken_bodies,
        html_errors=options.html_errors,
        cookies=options.cookies,
        without_headers=tuple(options.without_header),
    )


def _common(options: argparse.Namespace) -> dict[str, Any]:
    return {
        "host": options.host,
        "port": options.port,
        "trouble": read_trouble(options),
        "allowed_hosts": options.allowed_host,
    }


def _add_msportal(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--spec", type=Path, help="OpenAPI document to serve (default: the one in the package)")
    parser.add_argument(
        "--keys", type=Path, help='JSON file of API keys: {"<key>": {"tenant": "...", "scopes": ["..."]}}'
    )
    parser.add_argument(
        "--any-reference", action="store_true", help="accept ids in request bodies that do not exist, if well formed"
    )
    parser.add_argument(
        "--rows",
        action="append",
        default=[],
        metavar="RESOURCE=NUMBER",
        help="records of a resource in the beginning, such as tickets=500; repeatable",
    )
    quota = parser.add_argument_group("quota")
    quota.add_argument("--quota", type=int, default=60, help="requests per key and window (default: %(default)s)")
    quota.add_argument(
        "--window", type=float, default=60.0, help="length of a window in seconds (default: %(default)s)"
    )
    quota.add_argument(
        "--algorithm", choices=tuple(ALGORITHMS), default="fixed", help="how requests are counted (default: fixed)"
    )


def _create_msportal(options: argparse.Namespace) -> Sandbox:
    return Sandbox(
        **_common(options),
        spec=options.spec,
        keys=read_keys(options.keys) if options.keys else DEFAULT_KEYS,
        quota=options.quota,
        window=options.window,
        algorithm=options.algorithm,
        check_references=not options.any_reference,
        rows=dict(_read_number("--rows", "RESOURCE", text) for text in options.rows),
    )


def _greet_msportal(sandbox: Sandbox) -> str:
    state = sandbox.state()
    readable = (key.removeprefix("GET ") for key in sandbox.operations if key.startswith("GET ") and "{" not in key)
    return (
        f"MSPortal sandbox: {state['quota']} requests per {state['window']:g} s ({state['algorithm']})\n"
        f"  base URL      {sandbox.url}\n"
        f"  page          {sandbox.origin}/_sandbox/\n"
        f"  key           {sandbox.key}\n"
        f"  company       {COMPANY_ID}\n"
        f"  user          {USER_ID}\n"
        f"  planner type  {PLANNER_TYPE_ID}\n"
        f"  goal status   {GOAL_STATUS_ID}\n"
        f"  all ids       {sandbox.origin}/_sandbox/references\n"
        f"  counts        {sandbox.origin}/_sandbox/state\n"
        f"\n"
        f"  export MSPORTAL_API_KEY={sandbox.key} MSPORTAL_BASE_URL={sandbox.url}\n"
        f"  curl -H 'Authorization: Bearer {sandbox.key}' {sandbox.url}{next(readable, '')}\n"
    )


def _add_planner(parser: argparse.ArgumentParser) -> None:
    usual = microsoft_planner.Settings()
    parser.add_argument(
        "--page-size", type=int, default=usual.page_size, help="resources in a page (default: %(default)s)"
    )
    parser.add_argument(
        "--visibility-delay", type=float, default=0.0, help="seconds for which a new resource answers 404 (default: 0)"
    )
    parser.add_argument(
        "--delta-lifetime",
        type=float,
        default=usual.delta_lifetime,
        help="seconds after which a delta link answers 410 (default: %(default)s)",
    )
    parser.add_argument("--requests", type=int, help="requests per token and window (default: any number)")
    parser.add_argument(
        "--window", type=float, default=usual.window, help="length of a window in seconds (default: %(default)s)"
    )
    parser.add_argument(
        "--limit",
        action="append",
        default=[],
        metavar="CODE=NUMBER",
        help="limit of the service, such as MaximumTasksInProject=3; repeatable",
    )


def _create_planner(options: argparse.Namespace) -> microsoft_planner.PlannerSandbox:
    return microsoft_planner.PlannerSandbox(
        **_common(options),
        settings=microsoft_planner.Settings(
            page_size=options.page_size,
            visibility_delay=options.visibility_delay,
            delta_lifetime=options.delta_lifetime,
            requests=options.requests,
            window=options.window,
        ),
        limits=dict(_read_number("--limit", "CODE", text) for text in options.limit),
    )


def _read_number(option: str, name: str, text: str) -> tuple[str, int]:
    named, _, number = text.partition("=")
    if not number.isdecimal():
        raise ValueError(f"{option} must be {name}=NUMBER, not {text[:60]!r}")
    return named, int(number)


def _greet_planner(sandbox: microsoft_planner.PlannerSandbox) -> str:
    return (
        f"Microsoft Planner sandbox\n"
        f"  base URL      {sandbox.url}\n"
        f"  beta          {sandbox.beta_url}\n"
        f"  token         {sandbox.token}\n"
        f"  user          {microsoft_planner.USER_ID}\n"
        f"  group         {microsoft_planner.GROUP_ID}\n"
        f"  plan          {microsoft_planner.PLAN_ID}\n"
        f"  bucket        {microsoft_planner.BUCKET_ID}\n"
        f"  all ids       {sandbox.origin}/_sandbox/references\n"
        f"  counts        {sandbox.origin}/_sandbox/state\n"
        f"\n"
        f"  export MICROSOFT_PLANNER_TOKEN={sandbox.token} MICROSOFT_PLANNER_BASE_URL={sandbox.url}\n"
        f"  export PLAN_ID={microsoft_planner.PLAN_ID} USER_ID={microsoft_planner.USER_ID}\n"
        f"  curl -H 'Authorization: Bearer {sandbox.token}' {sandbox.url}/me/planner/plans\n"
    )


def _add_plannr(parser: argparse.ArgumentParser) -> None:
    usual = plannr.Settings()
    quota = parser.add_argument_group("quota")
    quota.add_argument(
        "--quota", type=int, default=usual.quota, help="requests per user and window (default: %(default)s)"
    )
    quota.add_argument(
        "--window", type=float, default=usual.window, help="length of a window in seconds (default: %(default)s)"
    )


def _create_plannr(options: argparse.Namespace) -> plannr.PlannrSandbox:
    settings = plannr.Settings(quota=options.quota, window=options.window)
    return plannr.PlannrSandbox(**_common(options), settings=settings)


def _greet_plannr(sandbox: plannr.PlannrSandbox) -> str:
    state = sandbox.state()["settings"]
    return (
        f"Plannr sandbox: {state['quota']} requests per {state['window']:g} s\n"
        f"  base URL      {sandbox.url}\n"
        f"  token         {sandbox.token}\n"
        f"  account       {sandbox.account_uuid}\n"
        f"  plan          {plannr.PLAN_UUID}\n"
        f"  task status   {plannr.STATUS_UUID}\n"
        f"  all ids       {sandbox.origin}/_sandbox/references\n"
        f"  counts        {sandbox.origin}/_sandbox/state\n"
        f"\n"
        f"  export PLANNR_TOKEN={sandbox.token} PLANNR_BASE_URL={sandbox.url}\n"
        f"  export TASKABLE_UUID={plannr.PLAN_UUID} STATUS_UUID={plannr.STATUS_UUID}\n"
        f"  curl -H 'Authorization: Bearer {sandbox.token}' {sandbox.url}/api/v1/logins\n"
    )


COMMANDS: Mapping[str, Command] = {
    "msportal": Command("MSPortal", _add_msportal, _create_msportal, _greet_msportal),
    "microsoft-planner": Command("Microsoft Planner", _add_planner, _create_planner, _greet_planner),
    "plannr": Command("Plannr", _add_plannr, _create_plannr, _greet_plannr),
}
