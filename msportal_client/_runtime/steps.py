"""Calls of several requests, as generators that do no I/O: the asynchronous and the synchronous client drive the same ones."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Generator, Mapping, Sequence
from contextvars import copy_context
from typing import Any, NamedTuple, Protocol, TypeAlias, TypeVar, cast

import anyio

from ..errors import MSPortalError
from ..options import RequestOptions
from ..types import UNSET, Response
from .operation import Operation

__all__ = ["AsyncCalls", "Calls", "Send", "SendAll", "Steps", "Wait", "drive", "drive_async"]

T = TypeVar("T")


class Send(NamedTuple):
    """A request to send. The generator gets its response, or the error that it ended with.

    Attributes:
        operation: The operation.
        arguments: Its parameters by Python name.
        body: Its body.
        options: Settings for this request.
        link: The link to follow, which replaces path and query: to a next page, or to later changes.
    """

    operation: Operation[Any]
    arguments: Mapping[str, Any]
    body: Any = UNSET
    options: RequestOptions | None = None
    link: str | None = None


class Wait(NamedTuple):
    """Seconds to wait."""

    seconds: float


class SendAll(NamedTuple):
    """Requests to send, several at a time. The generator gets a response or an error for each, in their order."""

    requests: Sequence[Send]


# What a call does next, and what it returns in the end.
Step: TypeAlias = Send | SendAll | Wait
Steps: TypeAlias = Generator[Step, Any, T]
# Requests that are sent at a time: enough to be as fast as the server, few enough to leave connections.
_AT_ONCE = 8


class _AsyncSend(Protocol):
    def __call__(
        self, operation: Operation[Any], arguments: Mapping[str, Any], *, body: Any, options: RequestOptions | None
    ) -> Awaitable[Response[Any]]: ...


class _AsyncFollow(Protocol):
    def __call__(
        self, operation: Operation[Any], link: Any, arguments: Mapping[str, Any], *, options: RequestOptions | None
    ) -> Awaitable[Response[Any]]: ...


class _Send(Protocol):
    def __call__(
        self, operation: Operation[Any], arguments: Mapping[str, Any], *, body: Any, options: RequestOptions | None
    ) -> Response[Any]: ...


class _Follow(Protocol):
    def __call__(
        self, operation: Operation[Any], link: Any, arguments: Mapping[str, Any], *, options: RequestOptions | None
    ) -> Response[Any]: ...


class AsyncCalls(NamedTuple):
    """The methods of an asynchronous client that steps are done with, and a function that waits for seconds."""

    send: _AsyncSend
    follow: _AsyncFollow
    wait: Callable[[float], Awaitable[object]]

    async def one(self, request: Send) -> Response[Any]:
        """Send a request."""
        operation, arguments, body, options, link = request
        if link is not None:
            return await self.follow(operation, link, arguments, options=options)
        return await self.send(operation, arguments, body=body, options=options)


class Calls(NamedTuple):
    """The methods of a synchronous client that steps are done with, and a function that waits for seconds."""

    send: _Send
    follow: _Follow
    wait: Callable[[float], object]

    def one(self, request: Send) -> Response[Any]:
        """Send a request."""
        operation, arguments, body, options, link = request
        if link is not None:
            return self.follow(operation, link, arguments, options=options)
        return self.send(operation, arguments, body=body, options=options)


async def drive_async(steps: Steps[T], calls: AsyncCalls) -> T:
    """Do each step, and return the result."""
    answer: object = None
    error: MSPortalError | None = None
    while True:
        try:
            step = steps.send(answer) if error is None else steps.throw(error)
        except StopIteration as stop:
            return cast("T", stop.value)
        answer = error = None
        try:
            match step:
                case Wait(seconds):
                    await calls.wait(seconds)
                case SendAll(requests):
                    answer = await _send_all_async(requests, calls)
                case Send():
                    answer = await calls.one(step)
        except MSPortalError as failure:
            error = failure


def drive(steps: Steps[T], calls: Calls) -> T:
    """Do each step, and return the result."""
    answer: object = None
    error: MSPortalError | None = None
    while True:
        try:
            step = steps.send(answer) if error is None else steps.throw(error)
        except StopIteration as stop:
            return cast("T", stop.value)
        answer = error = None
        try:
            match step:
                case Wait(seconds):
                    calls.wait(seconds)
                case SendAll(requests):
                    answer = _send_all(requests, calls)
                case Send():
                    answer = calls.one(step)
        except MSPortalError as failure:
            error = failure


async def _send_all_async(requests: Sequence[Send], calls: AsyncCalls) -> list[Response[Any] | MSPortalError]:
    answers: dict[int, Response[Any] | MSPortalError] = {}
    numbered = iter(enumerate(requests))

    failures: list[Exception] = []

    async def work(scope: anyio.CancelScope) -> None:
        for number, request in numbered:
            try:
                answers[number] = await calls.one(request)
            except MSPortalError as error:
                answers[number] = error
            except Exception as error:  # noqa: BLE001 - raised below, without the group that tasks fail in
                failures.append(error)
                scope.cancel()

    async with anyio.create_task_group() as tasks:
        for _ in range(min(_AT_ONCE, len(requests))):
            tasks.start_soon(work, tasks.cancel_scope)
    if failures:
        raise failures[0]
    return [answers[number] for number in range(len(requests))]


def _send_all(requests: Sequence[Send], calls: Calls) -> list[Response[Any] | MSPortalError]:
    def one(request: Send) -> Response[Any] | MSPortalError:
        try:
            return calls.one(request)
        except MSPortalError as error:
            return error

    if len(requests) == 1:
        return [one(requests[0])]
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - most programs have no need of it

    with ThreadPoolExecutor(_AT_ONCE) as threads:
        # Settings that the caller keeps in context variables are there in the threads too.
        return [done.result() for done in [threads.submit(copy_context().run, one, request) for request in requests]]
