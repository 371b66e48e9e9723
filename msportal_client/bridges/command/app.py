"""The commands of `msportal-bridge`."""

from __future__ import annotations

import json
import logging
import signal
import sys
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any, NoReturn

import anyio
import typer
from rich.console import Console
from sqlalchemy.exc import SQLAlchemyError

from ... import AsyncMSPortal
from ...errors import (
    APIConnectionError,
    MSPortalError,
    RateLimitError,
    RequestValidationError,
    ServerError,
    TokenError,
)
from ..plannr import AsyncPlannr
from ..sync import (
    LeaseHeldError,
    LeaseLostError,
    MappingError,
    PlanNotSeenError,
    StoreError,
    SyncReport,
    SyncStore,
    sync_plan,
)
from ..sync.store import DEFAULT_STORE
from .board import read_board
from .credentials import ConfigurationError, connect, planner_client
from .exit_codes import EXIT_CODES, ExitCode
from .push import ItemNotFoundError, Target, push_item
from .report_page import report_page
from .show import progress_bar, show_report, show_stored, show_table

__all__ = ["app", "run"]

_EPILOG = "Exit codes: " + "; ".join(f"{code.value} {text}" for code, text in EXIT_CODES.items()) + "."

app = typer.Typer(
    name="msportal-bridge",
    help="Planner plans in MSPortal, and planner items in Plannr. Tokens come from the environment: MSPORTAL_API_KEY, "
    "MICROSOFT_PLANNER_TOKEN (or the AZURE_ variables of azure-identity), PLANNR_TOKEN.",
    epilog=_EPILOG,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
plan_app = typer.Typer(help="Plans of Microsoft Planner.", no_args_is_help=True)
task_app = typer.Typer(help="Tasks of Plannr.", no_args_is_help=True)
app.add_typer(plan_app, name="plan")
app.add_typer(task_app, name="task")

_people = Console(stderr=True)
_output = Console()

_Json = Annotated[bool, typer.Option("--json", help="Print JSON on standard output, and all else on standard error.")]
_Store = Annotated[str, typer.Option("--store", help="The records: a SQLite file, or the URL of a database.")]


@plan_app.command("list")
def list_plans(*, as_json: _Json = False) -> None:
    """List the plans that the account of Planner sees."""

    async def work() -> list[Any]:
        async with connect(planner_client) as planner:
            return await planner.plans.list_my_plans().collect()

    plans = anyio.run(work)
    if as_json:
        _print_json([plan.to_dict() for plan in plans])
    else:
        show_table(_output, "", ("id", "title"), [(plan.id, plan.title or "") for plan in plans])


@plan_app.command("sync")
def sync(
    plan_id: Annotated[str, typer.Argument(help="The id of the plan: see `plan list`.")],
    company: Annotated[uuid.UUID, typer.Option("--company", help="The id of the company that the items belong to.")],
    *,
    every: Annotated[
        float | None, typer.Option(help="Sync again every so many minutes, until stopped.", min=0.01)
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Write nothing, and say what would be done.")] = False,
    as_json: _Json = False,
    store: _Store = DEFAULT_STORE,
    mapping: Annotated[Path | None, typer.Option(help="A YAML file that says how tasks become items.")] = None,
    report: Annotated[Path | None, typer.Option(help="Write a page with a board of both sides to this file.")] = None,
    lease: Annotated[
        float, typer.Option(help="Seconds after which another worker may take over a dead one.", min=1)
    ] = 60.0,
) -> None:
    """Make each task of a plan one planner item of MSPortal, and keep it right."""

    async def once() -> SyncReport:
        async with connect(planner_client) as planner, connect(AsyncMSPortal) as msportal:
            with progress_bar(_people) as update:
                done = await sync_plan(
                    planner,
                    msportal,
                    plan_id,
                    company,
                    store=store,
                    mapping=mapping,
                    dry_run=dry_run,
                    on_progress=update,
                    lease=lease,
                )
            if report is not None:
                page = report_page(done, await read_board(planner, msportal, plan_id, str(company)))
                await anyio.Path(report).write_text(page, encoding="utf-8")
            return done

    def tell(done: SyncReport) -> None:
        if as_json:
            _print_json(done.to_dict())
        show_report(_people if as_json else _output, done)

    done = _until_stopped(once, tell, every)
    raise typer.Exit(ExitCode.DONE if dry_run or done.is_complete else ExitCode.INCOMPLETE)


@task_app.command("push")
def push(
    item_id: Annotated[str, typer.Argument(help="The id of a planner item of MSPortal.")],
    to: Annotated[str, typer.Option("--to", help="The id of the client, case or plan in Plannr.")],
    status: Annotated[str, typer.Option("--status", help="The id of the status of the task in Plannr.")],
    *,
    kind: Annotated[str, typer.Option("--kind", help="What --to is: client, case or plan.")] = "client",
    as_json: _Json = False,
) -> None:
    """Make a planner item a task of Plannr. If an equal open task is there, that one is shown."""

    async def work() -> Any:
        async with connect(AsyncMSPortal) as msportal, connect(AsyncPlannr) as plannr:
            return await push_item(msportal, plannr, item_id, Target(kind, to, status))

    task = anyio.run(work)
    if as_json:
        _print_json(task.to_dict())
    else:
        show_table(_output, "", ("id", "name"), [(str(task.uuid), task.name or "")])


@app.command("status")
def show_status(*, store: _Store = DEFAULT_STORE, as_json: _Json = False) -> None:
    """Show the plans in the store: last runs, numbers of items, the last report in short, and who syncs now."""
    if "://" not in store and not Path(store).exists():
        raise ConfigurationError(f"there is no store {store}: `plan sync` makes it")
    opened = SyncStore(store)
    try:
        plans = opened.plans()
    finally:
        opened.close()
    if as_json:
        _print_json([{**asdict(plan), "report": plan.report and json.loads(plan.report)} for plan in plans])
    else:
        show_stored(_output, plans)


# typer brings click's exceptions, or has its own: what is above BadParameter is the class of all wrong command lines.
_WRONG_COMMAND_LINE: type[Exception] = typer.BadParameter.__bases__[0]

# In the order in which they are looked for: some are kinds of others.
_CODES: tuple[tuple[tuple[type[Exception], ...], ExitCode], ...] = (
    ((LeaseHeldError, LeaseLostError), ExitCode.BUSY),
    ((ConfigurationError, MappingError, StoreError, TokenError, SQLAlchemyError, OSError), ExitCode.CONFIGURATION),
    ((RequestValidationError, _WRONG_COMMAND_LINE), ExitCode.USAGE),
    ((MSPortalError, PlanNotSeenError, ItemNotFoundError), ExitCode.API),
)

# Errors after which a repeated sync goes on: the next run may do better.
_TRANSIENT = (APIConnectionError, ServerError, RateLimitError, LeaseHeldError, LeaseLostError)


def run() -> int:
    """Run the command line, and return its exit code."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    try:
        outcome: object = app(standalone_mode=False)
    except typer.Exit as ended:
        return int(ended.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        _people.print("interrupted")
        return ExitCode.INTERRUPTED
    except Exception as error:
        code = _code_of(error)
        if code is None:
            raise
        text = error.format_message() if isinstance(error, _WRONG_COMMAND_LINE) else str(error)  # type: ignore[attr-defined]
        _people.print(f"msportal-bridge: {text}", markup=False, highlight=False, soft_wrap=True)
        return code
    return outcome if isinstance(outcome, int) else ExitCode.DONE


def _code_of(error: Exception) -> ExitCode | None:
    """Return the exit code for an error; None for one that is a fault of this program."""
    return next((code for kinds, code in _CODES if isinstance(error, kinds)), None)


def _until_stopped(
    once: Callable[[], Awaitable[SyncReport]], tell: Callable[[SyncReport], None], every: float | None
) -> SyncReport:
    """Run once, or every so many minutes until SIGINT or SIGTERM.

    Raises:
        typer.Exit: It was stopped.
    """

    async def work() -> SyncReport | None:
        done: SyncReport | None = None
        async with anyio.create_task_group() as tasks:
            if sys.platform != "win32":
                tasks.start_soon(_cancel_on_signal, tasks.cancel_scope)
            if every is None:
                done = await once()
                tell(done)
            else:
                await _repeat(once, tell, every)
            tasks.cancel_scope.cancel()
        return done

    try:
        done = anyio.run(work)
    except ExceptionGroup as group:
        raise group.exceptions[0] from None
    if done is None:
        raise typer.Exit(ExitCode.INTERRUPTED if every is None else ExitCode.DONE)
    return done


async def _repeat(
    once: Callable[[], Awaitable[SyncReport]], tell: Callable[[SyncReport], None], every: float
) -> NoReturn:
    """Run every so many minutes, until the task is cancelled."""
    while True:
        try:
            tell(await once())
        except _TRANSIENT as error:
            _people.print(f"msportal-bridge: {error}", markup=False, highlight=False, soft_wrap=True)
        await anyio.sleep(every * 60)


async def _cancel_on_signal(scope: anyio.CancelScope) -> None:
    """Cancel `scope` at the first SIGINT or SIGTERM."""
    with anyio.open_signal_receiver(signal.SIGINT, signal.SIGTERM) as signals:
        async for _ in signals:
            scope.cancel()
            return


def _print_json(value: Any) -> None:
    sys.stdout.write(json.dumps(value, indent=1, ensure_ascii=False, default=str) + "\n")
