"""The changes of what a user sees in Planner, by delta queries: the six steps of Microsoft's page. No I/O.

1. The first request gives a link, and no changes.
2. The cache is filled by reads.
3. The link is followed: to the changes since step 1, and a link to later ones.
4. The changes are applied.
5. That link is followed.
6. The changes are applied; after a while, again from 5.

A link that is too old (410) means starting over: everything is read anew, and what differs from the cache is a change.
What is missing in the lists is deleted only where it cannot be read by itself either.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Self, cast

import anyio

from ..._runtime.steps import AsyncCalls, Calls, Send, SendAll, Steps, Wait, drive, drive_async
from ...errors import APIStatusError, MSPortalError, NotFoundError, PermissionDeniedError
from ...types import Response
from .cache import OF_PLAN, OF_TASK, Change, Key, PlannerCache
from .kinds import BUCKET, KINDS, PLAN, PLAN_DETAILS, TASK
from .sending import operation_of, reading

if TYPE_CHECKING:
    from ..._runtime.clients import APIClient, AsyncAPIClient

__all__ = ["AsyncChanges", "Changes", "next_page"]

_GONE = 410
_BY_TYPE = {kind.type: kind for kind in KINDS}
# Seconds to wait where something cannot be read that should be there: after its creation it may take a moment.
_PATIENCE = (0.5, 1.0, 2.0)


def next_page(cache: PlannerCache, user_id: str | None) -> Steps[bool]:
    """Return the steps to the next page of changes, which is applied to the cache. They give whether it is up to date."""
    if cache.link is None or not cache.filled:
        yield from _start(cache, user_id)
        return False
    try:
        page: Response[Any] = yield _first(user_id)._replace(link=cache.link)
    except APIStatusError as error:
        if error.status_code != _GONE or cache.is_fresh:
            raise
        cache.link = None
        return False
    body: dict[str, Any] = page.parsed
    entries: list[dict[str, Any]] = body["value"]
    found = yield from _read_all(cache.unread(entries))
    cache.apply(_link(body), entries, found)
    return "@odata.nextLink" not in body


def _start(cache: PlannerCache, user_id: str | None) -> Steps[None]:
    """Do the steps 1 and 2."""
    first: Response[Any] = yield _first(user_id)
    found = yield from _everything(cache, user_id)
    missing = [key for key in cache if key not in found and (key.type in cache.types)]
    verified = yield from _read_all(missing)
    found |= {key: state for key, state in verified.items() if state is not None}
    cache.start(_link(first.parsed), found, [key for key, state in verified.items() if state is None])


def _first(user_id: str | None) -> Send:
    name, arguments = ("list_my_changes", {}) if user_id is None else ("list_user_changes", {"user_id": user_id})
    return Send(operation_of(f"delta.{name}")._replace(read=_as_it_is), arguments)


def _as_it_is(body: dict[str, Any]) -> dict[str, Any]:
    """Return a page as JSON, so that entries of unknown types stay as they came."""
    value: object = body.get("value")
    if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in cast("list[object]", value)):
        raise TypeError("value is not a list of objects")
    return body


def _listed(body: dict[str, Any]) -> dict[str, Any]:
    """Return a page of a list as JSON."""
    page = _as_it_is(body)
    if not all(isinstance(item.get("id"), str) for item in page["value"]):
        raise TypeError("an object has no id")
    return page


def _link(body: dict[str, Any]) -> str:
    link = body.get("@odata.nextLink") or body.get("@odata.deltaLink")
    if not isinstance(link, str):
        raise MSPortalError("the page of changes has no link to go on with")
    return link


# --- reads ---


def _everything(cache: PlannerCache, user_id: str | None) -> Steps[dict[Key, dict[str, Any]]]:
    """Read what the user sees: the plans with what is in them, and the tasks that are assigned to the user."""
    whose, user = "my" if user_id is None else "user", {} if user_id is None else {"user_id": user_id}
    plans = yield from _list(f"plans.list_{whose}_plans", [user])
    tasks = yield from _list(f"tasks.list_{whose}_tasks", [user])
    ids = [{"plan_id": str(plan["id"])} for plan in plans]
    tasks += yield from _list("tasks.list_plan_tasks", ids, may_be_gone=True)
    in_plans = ids if BUCKET.type in cache.types else []
    buckets = yield from _list("buckets.list_plan_buckets", in_plans, may_be_gone=True)
    found = {
        Key(kind.type, item["id"]): item
        for kind, items in ((PLAN, plans), (TASK, tasks), (BUCKET, buckets))
        for item in items
    }
    parts = [Key(part, key.id) for key in found for part in sorted(_parts_of(key) & cache.types)]
    read = yield from _read_all(parts)
    return {key: state for key, state in {**found, **read}.items() if state is not None and key.type in cache.types}


def _parts_of(key: Key) -> frozenset[str]:
    return OF_TASK if key.type == TASK.type else OF_PLAN if key.type == PLAN.type else frozenset()


def _list(module: str, each: Sequence[Mapping[str, str]], *, may_be_gone: bool = False) -> Steps[list[dict[str, Any]]]:
    """Return every item of lists, as JSON. Of what is gone meanwhile, there is none."""
    operation = operation_of(module)._replace(read=_listed)
    sends: list[Send] = [
        Send(operation, {**{p.name: None for p in operation.parameters}, **arguments}) for arguments in each
    ]
    found: list[dict[str, Any]] = []
    while sends:
        answers: list[Response[Any] | MSPortalError] = yield SendAll(sends)
        asked, sends = sends, []
        for send, answer in zip(asked, answers, strict=True):
            if isinstance(answer, MSPortalError):
                if may_be_gone and isinstance(answer, (NotFoundError, PermissionDeniedError)):
                    continue
                raise answer
            found += answer.parsed["value"]
            if link := answer.parsed.get("@odata.nextLink"):
                sends.append(send._replace(link=link))
    return found


def _read_all(keys: Iterable[Key]) -> Steps[dict[Key, dict[str, Any] | None]]:
    """Read objects, as JSON; None for those that are gone, or that the user may not see any more."""
    left: list[Key] = [key for key in keys if key.type in _BY_TYPE]
    found: dict[Key, dict[str, Any] | None] = {}
    for seconds in (*_PATIENCE, None):
        if not left:
            break
        answers: list[Response[Any] | MSPortalError] = yield SendAll([_read(key) for key in left])
        for key, answer in zip(left, answers, strict=True):
            if isinstance(answer, Response):
                found[key] = answer.parsed
            elif isinstance(answer, (NotFoundError, PermissionDeniedError)):
                found[key] = None
            else:
                raise answer
        # What goes with an object that is there should be there too.
        left = [key for key in left if found[key] is None and _is_expected(key, found)]
        if left and seconds is not None:
            yield Wait(seconds)
    return found


def _is_expected(key: Key, found: dict[Key, dict[str, Any] | None]) -> bool:
    whole = Key(PLAN.type if key.type == PLAN_DETAILS.type else TASK.type, key.id)
    return whole == key or found.get(whole, {}) is not None


def _read(key: Key) -> Send:
    kind = _BY_TYPE[key.type]
    send = reading(kind, {kind.id: key.id}, None)
    return send._replace(operation=send.operation._replace(read=_object))


def _object(body: dict[str, Any]) -> dict[str, Any]:
    """Return an object as JSON, without what is about the answer."""
    return {name: value for name, value in body.items() if name != "@odata.context"}


# --- iterators ---


class AsyncChanges:
    """The changes of what a user sees: iterate them. Made by `AsyncMicrosoftPlanner.changes`."""

    def __init__(self, planner: AsyncAPIClient, cache: PlannerCache, every: float | None, user_id: str | None) -> None:
        self._planner, self._cache, self._every, self._user_id = planner, cache, every, user_id
        self._in_work: Change | None = None

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Change:
        _done(self._cache, self._in_work)
        self._in_work = None
        while not self._cache.pending:
            steps = next_page(self._cache, self._user_id)
            is_up_to_date = await drive_async(steps, AsyncCalls(self._planner.send, self._planner.follow, anyio.sleep))
            if is_up_to_date and not self._cache.pending:
                if self._every is None:
                    raise StopAsyncIteration
                await anyio.sleep(self._every)
        self._in_work = self._cache.pending[0]
        return self._in_work


class Changes:
    """The changes of what a user sees: iterate them. Made by `MicrosoftPlanner.changes`."""

    def __init__(self, planner: APIClient, cache: PlannerCache, every: float | None, user_id: str | None) -> None:
        self._planner, self._cache, self._every, self._user_id = planner, cache, every, user_id
        self._in_work: Change | None = None

    def __iter__(self) -> Iterator[Change]:
        return self

    def __next__(self) -> Change:
        _done(self._cache, self._in_work)
        self._in_work = None
        while not self._cache.pending:
            steps = next_page(self._cache, self._user_id)
            is_up_to_date = drive(steps, Calls(self._planner.send, self._planner.follow, time.sleep))
            if is_up_to_date and not self._cache.pending:
                if self._every is None:
                    raise StopIteration
                time.sleep(self._every)
        self._in_work = self._cache.pending[0]
        return self._in_work


def _done(cache: PlannerCache, change: Change | None) -> None:
    """Take a change out of the cache, which the caller has worked on."""
    if change is not None and cache.pending and cache.pending[0] is change:
        cache.pending.popleft()
