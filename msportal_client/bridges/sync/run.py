"""One sync of a plan: read, decide, write, record."""

from __future__ import annotations

import json
import logging
import math
import os
import socket
import uuid
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

import anyio
from anyio import to_thread

from ...bulk import bulk
from ...client import AsyncMSPortal
from ...errors import AuthenticationError, MSPortalError, PermissionDeniedError, TokenError
from ..microsoft_planner import AsyncMicrosoftPlanner, PlannerCache
from ..microsoft_planner.models import (
    PlannerBucket,
    PlannerPlan,
    PlannerPlanDetails,
    PlannerTask,
    PlannerTaskDetails,
)
from .decisions import (
    Operations,
    Work,
    archive_arguments,
    match_items,
    operations_of,
    update_arguments,
    work_to_do,
)
from .items import PlanState, TaskItem, fingerprint, task_item
from .mapping import ItemMapping, default_mapping, load_mapping
from .records import Records
from .report import Entry, SyncProgress, SyncReport
from .store import DEFAULT_STORE, Lease, LeaseHeldError, LeaseLostError, Link, LinkState, SyncStore

__all__ = ["PlanNotSeenError", "sync_plan"]

_logger = logging.getLogger("msportal_client.bridges.sync")

# What is held of Planner.
_TYPES = frozenset({"plannerTask", "plannerTaskDetails", "plannerBucket", "plannerPlan", "plannerPlanDetails"})
# How often items whose outcome is not known are looked for and sent again in one run.
_PASSES = 3
# Seconds between two attempts to get a lease that another worker has.
_RETRY_LEASE = 0.5
_PAGE = 100
_MOST_IN_FLIGHT = 1000
# Errors that every further item would meet.
_REFUSES_ALL = (AuthenticationError, PermissionDeniedError, TokenError)


class PlanNotSeenError(LookupError):
    """The account of Planner does not see the plan: it is deleted, or the account is no member of its group."""


async def sync_plan(
    planner: AsyncMicrosoftPlanner,
    msportal: AsyncMSPortal,
    plan_id: str,
    company_id: uuid.UUID | str,
    *,
    store: SyncStore | str | os.PathLike[str] = DEFAULT_STORE,
    mapping: ItemMapping | str | os.PathLike[str] | None = None,
    dry_run: bool = False,
    on_progress: Callable[[SyncProgress], None] | None = None,
    in_flight: int = 16,
    lease: float = 60.0,
    wait: float = 0.0,
    settle: float = 5.0,
) -> SyncReport:
    """Make each task of a plan one planner item of MSPortal, and keep it right.

    The first run reads the plan whole, later ones what has changed. Each item is recorded before and after it is sent. What
    was sent without an answer is looked for in MSPortal before it is sent again: an item names its task in its private
    notes. So a run may be killed at any moment, and the next one goes on.

    Args:
        planner: A client of Planner, whose account sees the plan.
        msportal: A client of MSPortal, whose key has the scopes `planner.read` and `planner.write`.
        plan_id: The plan.
        company_id: The company that the items belong to.
        store: The records: the path of a SQLite file, the URL of a database, or a `SyncStore`.
        mapping: How tasks become items: an `ItemMapping`, or the path of a YAML file; by default `default_mapping()`.
        dry_run: Write nothing, and report what would be done.
        on_progress: Called with each step.
        in_flight: How many items are sent at a time, 1 to 1000. MSPortal's quota is kept in any case.
        lease: Seconds after which another worker may take over from one that died.
        wait: Seconds to wait for another worker that syncs the plan.
        settle: Seconds to wait before an item is looked for whose answer was lost: MSPortal may still be at work on it.

    Returns:
        What was done.

    Raises:
        ValueError: An argument is out of its limits, `company_id` is no UUID, or `store` is no database that can be used
            (`StoreError`).
        PlanNotSeenError: The account does not see the plan.
        MappingError: The mapping is not well-formed.
        LeaseHeldError: Another worker syncs the plan, for longer than `wait`.
        LeaseLostError: Another worker took the plan over.
        MSPortalError: Planner or MSPortal cannot be read, or refuses all writing.
    """
    company = _uuid(company_id)
    _check(in_flight, lease, wait, settle)
    rules = (
        mapping if isinstance(mapping, ItemMapping) else default_mapping() if mapping is None else load_mapping(mapping)
    )
    opened = store if isinstance(store, SyncStore) else await to_thread.run_sync(SyncStore, store)
    try:
        target = _Target(planner, msportal, opened, plan_id, company, rules)
        run = _Run(target, on_progress, in_flight, settle)
        if dry_run:
            return await run.rehearse()
        async with _leased(opened, _Wanted(plan_id, company, lease, wait)) as held:
            held.report = await run.work(held)
            return held.report
    finally:
        if opened is not store:
            opened.close()


def _check(in_flight: int, lease: float, wait: float, settle: float) -> None:
    if not 1 <= in_flight <= _MOST_IN_FLIGHT:
        raise ValueError(f"in_flight: must be 1 to {_MOST_IN_FLIGHT}, is {in_flight!r}")
    if not 0 < lease < math.inf:
        raise ValueError(f"lease: must be a number of seconds above 0, is {lease!r}")
    for name, seconds in (("wait", wait), ("settle", settle)):
        if not seconds >= 0:
            raise ValueError(f"{name}: must be a number of seconds, at least 0, is {seconds!r}")


def _uuid(company_id: uuid.UUID | str) -> str:
    try:
        return str(uuid.UUID(str(company_id)))
    except ValueError:
        raise ValueError(f"company_id: {company_id!r} is not an id of a company, a UUID") from None


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The lease that a run asks for: of a plan and a company, for `seconds`, after up to `wait` seconds."""

    plan_id: str
    company_id: str
    seconds: float
    wait: float


@dataclass(slots=True)
class _Held:
    """The lease of a run, what the run has written so far, and its report."""

    lease: Lease
    has_written: bool = False
    report: SyncReport | None = None

    def release(self, store: SyncStore) -> None:
        """Give the lease back. The records are complete unless the run was cut off while it wrote."""
        text = None if self.report is None else json.dumps(self.report.to_dict())
        ended_well = self.report is not None or (self.lease.ended_well and not self.has_written)
        store.release(self.lease, report=text, ended_well=ended_well)


@asynccontextmanager
async def _leased(store: SyncStore, wanted: _Wanted) -> AsyncGenerator[_Held]:
    """Hold the lease of a plan and renew it. Give it back with the report of the run.

    Raises:
        LeaseLostError: Another worker took the plan over meanwhile. What ran in the block was cancelled.
    """
    lease, until = await _acquire(store, wanted)
    held = _Held(lease)
    failures: list[Exception] = []
    has_ended = False
    try:
        async with anyio.create_task_group() as tasks:
            # A run that cannot renew its lease ends by itself, before another worker takes over.
            tasks.cancel_scope.deadline = until

            async def renew() -> None:
                while True:
                    await anyio.sleep(wanted.seconds / 3)
                    asked = anyio.current_time()
                    try:
                        await to_thread.run_sync(store.renew, lease, wanted.seconds)
                        tasks.cancel_scope.deadline = asked + wanted.seconds
                    except Exception as error:  # noqa: BLE001 - it is raised below
                        failures.append(error)
                        tasks.cancel_scope.cancel()

            tasks.start_soon(renew)
            try:
                yield held
            except Exception as error:  # noqa: BLE001 - it is raised below, without the group of the tasks
                failures.append(error)
            has_ended = True
            tasks.cancel_scope.cancel()
        if not has_ended and not failures:
            failures.append(LeaseLostError(f"the lease of the plan {wanted.plan_id} ended before it could be renewed"))
    finally:
        if not any(isinstance(error, LeaseLostError) for error in failures):
            with anyio.CancelScope(shield=True):
                await to_thread.run_sync(held.release, store)
    if failures:
        raise failures[0]


async def _acquire(store: SyncStore, wanted: _Wanted) -> tuple[Lease, float]:
    """Take the lease. Return it, and when it ends on the clock of the event loop, at the earliest."""
    owner = f"{socket.gethostname()} {os.getpid()}"
    until = anyio.current_time() + wanted.wait
    while True:
        asked = anyio.current_time()
        try:
            held = await to_thread.run_sync(store.acquire, wanted.plan_id, wanted.company_id, owner, wanted.seconds)
        except LeaseHeldError:
            if anyio.current_time() >= until:
                raise
        else:
            return held, asked + wanted.seconds
        await anyio.sleep(_RETRY_LEASE)


@dataclass(frozen=True, slots=True)
class _Target:
    """The two sides of a sync, and what lies between them."""

    planner: AsyncMicrosoftPlanner
    msportal: AsyncMSPortal
    store: SyncStore
    plan_id: str
    company_id: str
    mapping: ItemMapping


class _Run:
    """One run. Its methods are in the order of its steps."""

    def __init__(
        self, target: _Target, on_progress: Callable[[SyncProgress], None] | None, in_flight: int, settle: float
    ) -> None:
        self._planner, self._msportal, self._store = target.planner, target.msportal, target.store
        self._plan_id, self._company_id, self._mapping = target.plan_id, target.company_id, target.mapping
        self._on_progress, self._in_flight, self._settle = on_progress, in_flight, settle
        self._operations: Operations = operations_of(target.msportal.planner)
        # Tasks that have a value of another kind than documented. Their items stay as they are.
        self._unreadable: dict[str, Entry] = {}

    async def rehearse(self) -> SyncReport:
        """Return what a run would do."""
        stored = await to_thread.run_sync(self._store.stored_cache, self._plan_id, self._company_id)
        items = await self._read(_cache_of(stored, self._planner.base_url))
        links = await self._links()
        report = SyncReport(self._plan_id, self._company_id, dry_run=True, impossible=list(self._unreadable.values()))
        known = dict(links)
        if not links or any(link.state is LinkState.SENT for link in links.values()):
            self._report(SyncProgress("looking up"))
            matched = match_items(await self._all_items(), items, links, self._company_id)
            known = {name: link for name, link in links.items() if link.state is not LinkState.SENT} | matched
            report.found.extend(_entry(items, link) for link in matched.values())
        work = work_to_do(items, known, self._operations, self._unreadable)
        report.created.extend(Entry(item.task_id, item.title) for item, _ in work.create)
        report.updated.extend(Entry(item.task_id, item.title, link.item_id) for item, link, _ in work.update)
        report.archived.extend(Entry(link.task_id, "", link.item_id) for link in work.archive)
        return _finished(report, work, items)

    async def work(self, held: _Held) -> SyncReport:
        """Do a run."""
        lease = held.lease
        cache = _cache_of(lease.cache, self._planner.base_url)
        items = await self._read(cache)
        await to_thread.run_sync(lambda: self._store.save_cache(lease, cache.to_json()))
        report = SyncReport(self._plan_id, self._company_id, impossible=list(self._unreadable.values()))
        links = await self._links()
        # Of what was sent before a kill the store knows all; of what was sent before a power cut, or with another store,
        # MSPortal does.
        look_up = not lease.ended_well or not links
        held.has_written, work, unknown = True, Work(), list[str]()
        for _ in range(_PASSES):
            links = await self._resolve(lease, items, links, report, everything=look_up)
            look_up = False
            refused = {entry.task_id for entry in report.impossible}
            # What an earlier pass could not change is tried again.
            report.waiting.clear()
            work = work_to_do(items, links, self._operations, refused)
            unknown = await self._write(Records(self._store, lease), lease, work, report)
            if not unknown:
                break
            links = await self._links()
        reason = "its answer was lost: the next run looks for it"
        report.waiting.extend(Entry(name, items[name][0].title, None, reason) for name in unknown)
        return _finished(report, work, items)

    async def _read(self, cache: PlannerCache) -> Mapping[str, tuple[TaskItem, str]]:
        """Read the plan, and return the items that its tasks are to become, with their fingerprints."""
        self._report(SyncProgress("reading"))
        async for _ in self._planner.changes(cache):
            pass
        if self._plan_id not in cache.all(PlannerPlan):
            raise PlanNotSeenError(
                f"the account of Planner does not see the plan {self._plan_id}: it is deleted, or the account is no member "
                "of its group"
            )
        state = _plan_state(cache, self._plan_id)
        items: dict[str, tuple[TaskItem, str]] = {}
        for task in state.tasks.values():
            try:
                item = task_item(task, state, self._mapping, self._operations.accepted)
            except (ArithmeticError, AttributeError, TypeError, ValueError) as error:
                # Reading is lenient: a value that breaks its schema is in the task as it came.
                self._unreadable[task.id] = Entry(task.id, str(task.title or ""), None, f"it cannot be read: {error}")
            else:
                items[task.id] = (item, fingerprint(item))
        return items

    async def _links(self) -> dict[str, Link]:
        return await to_thread.run_sync(self._store.links, self._plan_id, self._company_id)

    async def _resolve(
        self,
        lease: Lease,
        items: Mapping[str, tuple[TaskItem, str]],
        links: dict[str, Link],
        report: SyncReport,
        *,
        everything: bool,
    ) -> dict[str, Link]:
        """Find out what became of items whose outcome is not known. Return the links, without those that are not there."""
        unknown = [name for name, link in links.items() if link.state is LinkState.SENT]
        if not unknown and not everything:
            return links
        self._report(SyncProgress("looking up"))
        if unknown:
            await anyio.sleep(self._settle)
        matched = match_items(await self._all_items(), items, links, self._company_id)
        if any(name not in matched for name in unknown):
            # Pages move when an item is deleted while they are read, so that one can be missed: not from both ends.
            matched |= match_items(await self._all_items(backwards=True), items, {**links, **matched}, self._company_id)
        await to_thread.run_sync(self._store.record, lease, list(matched.values()))
        absent = [name for name in unknown if name not in matched]
        await to_thread.run_sync(self._store.forget, lease, absent)
        report.found.extend(_entry(items, link) for link in matched.values())
        return {name: link for name, link in links.items() if name not in absent} | matched

    async def _all_items(self, *, backwards: bool = False) -> list[Any]:
        # By the time of creation new items come last. By the due date, many are equal, and their order is not certain.
        pager = self._msportal.planner.list_planner_items(limit=_PAGE, sort_column="createdAt", sort_desc=backwards)
        return await pager.collect()

    async def _write(self, records: Records, lease: Lease, work: Work, report: SyncReport) -> list[str]:
        """Write items. Return the ids of the tasks whose outcome is not known."""
        jobs = [
            *(
                (item.task_id, self._create(records, item, key), item, None, report.created)
                for item, key in work.create
            ),
            *(
                (item.task_id, self._update(records, item, link, key), item, link, report.updated)
                for item, link, key in work.update
            ),
            *((link.task_id, self._archive(records, link), None, link, report.archived) for link in work.archive),
        ]
        unknown: list[str] = []
        if not jobs:
            return unknown
        self._report(SyncProgress("writing", 0, len(jobs)))
        done = 0
        async with bulk(_call, [{"work": each[1]} for each in jobs], in_flight=self._in_flight) as job:
            async for outcome in job:
                task_id, _, item, link, part = jobs[outcome.index]
                title, item_id = "" if item is None else item.title, None if link is None else link.item_id
                error = outcome.error
                if error is None:
                    part.append(Entry(task_id, title, outcome.result))
                elif not isinstance(error, MSPortalError) or isinstance(error, _REFUSES_ALL):
                    raise error
                elif outcome.status == "failed":
                    report.impossible.append(Entry(task_id, title, item_id, str(error)))
                    if link is None:
                        await to_thread.run_sync(self._store.forget, lease, [task_id])
                elif link is None:
                    unknown.append(task_id)
                else:
                    reason = f"the change was not confirmed: {error}"
                    report.waiting.append(Entry(task_id, title, item_id, reason))
                done += 1
                self._report(SyncProgress("writing", done, len(jobs)))
        return unknown

    def _create(self, records: Records, item: TaskItem, key: str) -> Callable[[], Any]:
        async def create() -> str:
            await records.write(Link(item.task_id, LinkState.SENT, None, key))
            made = await self._operations.create(**item.fields, company_id=self._company_id)
            await records.write(Link(item.task_id, LinkState.DONE, str(made.id), key))
            return str(made.id)

        return create

    def _update(self, records: Records, item: TaskItem, link: Link, key: str) -> Callable[[], Any]:
        async def update() -> str:
            change = self._operations.update
            assert change is not None  # noqa: S101 - else there is no such work
            is_archived = link.state is not LinkState.DONE
            # Without a fingerprint the item is changed again after a kill, even if the task is as before by then.
            await records.write(replace(link, fingerprint=""))
            await change(link.item_id, **update_arguments(change, item.fields, is_archived=is_archived))
            await records.write(Link(item.task_id, LinkState.DONE, link.item_id, key))
            return str(link.item_id)

        return update

    def _archive(self, records: Records, link: Link) -> Callable[[], Any]:
        async def archive() -> str:
            await records.write(replace(link, state=LinkState.ARCHIVING, fingerprint=""))
            if self._operations.archive is not None:
                await self._operations.archive(link.item_id)
            elif self._operations.update is not None:
                change = self._operations.update
                await change(link.item_id, **archive_arguments(change))
            await records.write(Link(link.task_id, LinkState.ARCHIVED, link.item_id, ""))
            return str(link.item_id)

        return archive

    def _report(self, progress: SyncProgress) -> None:
        if self._on_progress is not None:
            self._on_progress(progress)


async def _call(*, work: Callable[[], Any]) -> Any:
    return await work()


def _cache_of(text: str | None, base_url: str) -> PlannerCache:
    """Return the stored cache, or a new one where there is none, or none that can be used with this server."""
    if text is not None:
        try:
            cache = PlannerCache.from_json(text)
        except ValueError as error:
            _logger.warning("the plan is read anew: %s", error)
        else:
            if cache.types == _TYPES and (
                cache.link is None or urlsplit(cache.link).netloc == urlsplit(base_url).netloc
            ):
                return cache
    return PlannerCache(_TYPES)


def _plan_state(cache: PlannerCache, plan_id: str) -> PlanState:
    tasks = {name: task for name, task in cache.all(PlannerTask).items() if task.plan_id == plan_id}
    details = {name: found for name, found in cache.all(PlannerTaskDetails).items() if name in tasks}
    buckets = {name: bucket.name or "" for name, bucket in cache.all(PlannerBucket).items()}
    plan = cache.all(PlannerPlanDetails).get(plan_id)
    texts = plan.category_descriptions.to_dict() if plan is not None and plan.category_descriptions is not None else {}
    return PlanState(tasks, details, buckets, {name: text for name, text in texts.items() if isinstance(text, str)})


def _entry(items: Mapping[str, tuple[TaskItem, str]], link: Link) -> Entry:
    title = items[link.task_id][0].title if link.task_id in items else ""
    return Entry(link.task_id, title, link.item_id)


def _finished(report: SyncReport, work: Work, items: Mapping[str, tuple[TaskItem, str]]) -> SyncReport:
    """Add what needs no writing to a report."""
    written = {entry.task_id for entry in (*report.created, *report.updated)}
    # Of several passes, the last one finds as it should be what the others wrote.
    unchanged = len(work.unchanged - written)
    notes = [Entry(name, item.title, None, "; ".join(item.notes)) for name, (item, _) in items.items() if item.notes]
    return replace(
        report,
        unchanged=unchanged,
        waiting=[*report.waiting, *work.waiting],
        notes=[note for note in notes if note.task_id in written],
    )
