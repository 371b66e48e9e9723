"""The way of one row: from the journal, by `find`, or by a call; and into the journal. Async and sync share it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, Protocol, TypeVar, cast

from .._paging import AsyncPaged, FirstItems, Paged
from .._runtime.clients import APIClient, AsyncAPIClient
from .._runtime.tracking import Tracker
from ..cursor_pagination import CursorPage
from ..errors import JournalError, NotSentError, UnknownOutcomeError
from ..pagination import Page
from .book import Running
from .journal import Earlier, Journal, State, digest_of
from .outcome import Outcome, Row

__all__ = ["Plan", "Steps", "check_method", "client_of", "job_name", "settle"]

T = TypeVar("T")
R = TypeVar("R")

_PAGERS = (Paged, AsyncPaged, FirstItems)
_LISTS = (*_PAGERS, Page, CursorPage)
_PAGER = "{} returns a pager, which sends nothing by itself: pass a function that iterates it"


@dataclass(slots=True)
class Plan(Generic[T]):
    """The steps that are taken with each row.

    Attributes:
        method: The method that is called with it.
        find: Finds the result of a row that may have been sent.
        client: The client that makes the calls, where that is known.
        journal: The journal, where there is one.
    """

    method: Callable[..., Any]
    find: Callable[[Row], Any] | None
    client: APIClient | AsyncAPIClient | None
    journal: Journal | None = None


class Steps(Protocol):
    """The steps of a row that take time. In synchronous code they block, and their coroutines never wait."""

    def fail(self, error: BaseException, /) -> None:
        """End the job with an error."""
        ...

    async def run(self, function: Callable[..., R], *args: Any) -> R:
        """Call a function that blocks."""
        ...

    async def call(self, running: Running[Any], following: Tracker, function: Callable[[], Any], /) -> Any:
        """Call a function whose requests `following` follows, and await what it returns if that is to be awaited."""
        ...


async def settle(running: Running[T], plan: Plan[T], steps: Steps) -> Outcome[T]:
    """Bring a row to its outcome."""
    row = cast("object", running.row)  # Callers may do without types.
    if not isinstance(row, Mapping):
        message = f"a row is a mapping of arguments, row {running.index} a {type(row).__name__}"
        return running.without_result("failed", TypeError(message))
    if plan.journal is None:
        return await _call(running, plan, steps)
    try:
        return await _with_journal(running, plan, steps, plan.journal)
    except JournalError as error:
        steps.fail(error)
        known = not (running.recorded or running.sent_before)
        return running.without_result("not_sent" if known else "unknown", error)


async def _with_journal(running: Running[T], plan: Plan[T], steps: Steps, journal: Journal) -> Outcome[T]:
    try:
        running.digest = journal.digest(running.row)
    except (TypeError, ValueError, RecursionError) as error:
        return running.without_result("failed", error)
    earlier = None
    if running.index < journal.end:
        earlier = await steps.run(journal.earlier, running.index, running.digest)
    if earlier is not None and earlier.state is not State.FAILED:
        known = await _known(running, plan, steps, earlier)
        if known is not None:
            if known.status == "done" and known.source == "find":
                await _record(running, steps, journal, known)
            return known
    return await _recorded_call(running, plan, steps, journal)


async def _recorded_call(running: Running[T], plan: Plan[T], steps: Steps, journal: Journal) -> Outcome[T]:
    """Make the call; record that it is sent just before its request leaves, and its outcome afterwards."""

    async def record_sending() -> None:
        if not running.recorded:
            await steps.run(journal.write, running.index, running.digest, State.SENT)
            running.recorded = True

    if running.tracked:
        running.calling = Tracker(running.calling.job, record_sending)
    elif not running.calling.job.stopped:
        await record_sending()
    outcome = await _call(running, plan, steps)
    if running.recorded and outcome.status != "unknown":
        await _record(running, steps, journal, outcome)
    return outcome


async def _known(running: Running[T], plan: Plan[T], steps: Steps, earlier: Earlier) -> Outcome[T] | None:
    """Return the outcome of a row that an earlier run sent; None where it is to be sent."""
    if earlier.state is State.DONE:
        return running.done(earlier.result, "journal")
    running.sent_before = True
    find = plan.find
    if find is None:
        error = UnknownOutcomeError("sent by an earlier run, without its outcome being known: pass find to look it up")
        return running.without_result("unknown", error, "journal")
    try:
        found = _checked_find(await steps.call(running, running.finding, lambda: find(running.row)))
    except Exception as error:  # noqa: BLE001 - it is the outcome of the row
        return running.without_result("unknown", error, "find")
    running.sent_before = False
    return None if found is None else running.done(found, "find")


async def _call(running: Running[T], plan: Plan[T], steps: Steps) -> Outcome[T]:
    if running.calling.job.stopped:
        return running.without_result("not_sent", NotSentError("not sent: the job was stopped"))

    def start() -> Any:
        return _no_pager(plan.method, plan.method(**running.row))

    try:
        result = _no_pager(plan.method, await steps.call(running, running.calling, start))
    except JournalError as error:
        # The row could not be recorded, and so it was not sent; or a request of it was sent before.
        steps.fail(error)
        return running.without_result("unknown" if running.calling.uncertain else "not_sent", error)
    except Exception as error:  # noqa: BLE001 - it is the outcome of the row
        return running.failed(error)
    return running.done(result)


async def _record(running: Running[T], steps: Steps, journal: Journal, outcome: Outcome[T]) -> None:
    """Record an outcome. Where that fails, the job ends with the error, and the outcome stays as it is."""
    state = State.DONE if outcome.status == "done" else State.FAILED
    try:
        await steps.run(journal.write, running.index, running.digest, state, outcome.value)
    except JournalError as error:
        steps.fail(error)


def _no_pager(method: Callable[..., Any], result: Any) -> Any:
    if isinstance(result, _PAGERS):
        raise TypeError(_PAGER.format(name_of(method)))
    return result


def _checked_find(found: Any) -> Any:
    """Return what `find` returned. Where that cannot be what a row has created, the row would never be sent."""
    if isinstance(found, _LISTS):
        raise TypeError(
            f"find returned a {type(cast('object', found)).__name__}: return the object that the row has created, or None"
        )
    if not found and found is not None:
        raise TypeError(f"find returned {found!r}: return None where the row has created nothing")
    return found


def client_of(method: Callable[..., Any]) -> APIClient | AsyncAPIClient | None:
    """Return the client whose resource `method` is bound to; None where it is bound to no resource."""
    owner = getattr(_inner(method), "__self__", None)
    owner = getattr(owner, "_resource", owner)  # of `with_raw_response`
    for client in (owner, getattr(owner, "_client", None)):
        if isinstance(client, (APIClient, AsyncAPIClient)):
            return client
    return None


def job_name(method: Callable[..., Any]) -> str:
    """Return the name of the job in its journal: the method, and the server that it calls.

    It is the same for the synchronous and the asynchronous method.
    """
    inner, client = _inner(method), client_of(method)
    qualified = str(getattr(inner, "__qualname__", type(inner).__qualname__)).removeprefix("Async")
    name = f"{getattr(inner, '__module__', '')}.{qualified}"
    if isinstance(method, partial):
        name += f" with arguments {digest_of([method.args, method.keywords]).hex()}"
    return name if client is None else f"{name} at {client.base_url}"


def name_of(method: Callable[..., Any]) -> str:
    """Return the name of a method, for messages."""
    return str(getattr(_inner(method), "__name__", repr(method)))


def check_method(method: Callable[..., Any]) -> None:
    """Check that a method can be called with rows, as far as can be seen before.

    Raises:
        TypeError: It cannot.
    """
    if not callable(method):
        raise TypeError(f"method must be callable, is {method!r}")
    annotations = getattr(_inner(method), "__annotations__", None)
    if isinstance(annotations, dict) and "Pager[" in str(cast("dict[str, Any]", annotations).get("return")):
        raise TypeError(_PAGER.format(name_of(method)))


def _inner(method: Any) -> Any:
    """Return the function in a `functools.partial`."""
    while isinstance(method, partial):
        method = method.func
    return method
