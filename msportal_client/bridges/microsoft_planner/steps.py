"""Calls of several requests, as generators that do no I/O: the asynchronous and the synchronous client drive the same ones."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Generator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import Any, NamedTuple, Protocol, TypeAlias, TypeVar, cast

import anyio

from ..._runtime.api import API
from ..._runtime.operation import Operation
from ..._runtime.urls import next_path
from ...errors import MSPortalError
from ...options import RequestOptions
from ...types import UNSET, Response

__all__ = ["Links", "Send", "SendAll", "Steps", "Wait", "drive", "drive_async"]

T = TypeVar("T")


class Send(NamedTuple):
    """A request to send. The generator gets its response, or the error that it ended with.

    Attributes:
        operation: The operation.
        arguments: Its parameters by Python name.
        body: Its body.
        options: Settings for this request.
    """

    operation: Operation[Any]
    arguments: Mapping[str, Any]
    body: Any = UNSET
    options: RequestOptions | None = None


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


class _SyncSend(Protocol):
    def __call__(
        self, operation: Operation[Any], arguments: Mapping[str, Any], *, body: Any, options: RequestOptions | None
    ) -> Response[Any]: ...


async def drive_async(steps: Steps[T], send: _AsyncSend, wait: Callable[[float], Awaitable[object]]) -> T:
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
                    await wait(seconds)
                case SendAll(requests):
                    answer = await _send_all_async(requests, send)
                case Send(operation, arguments, body, options):
                    answer = await send(operation, arguments, body=body, options=options)
        except MSPortalError as failure:
            error = failure


def drive(steps: Steps[T], send: _SyncSend, wait: Callable[[float], object]) -> T:
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
                    wait(seconds)
                case SendAll(requests):
                    answer = _send_all(requests, send)
                case Send(operation, arguments, body, options):
                    answer = send(operation, arguments, body=body, options=options)
        except MSPortalError as failure:
            error = failure


async def _send_all_async(requests: Sequence[Send], send: _AsyncSend) -> list[Response[Any] | MSPortalError]:
    answers: dict[int, Response[Any] | MSPortalError] = {}
    numbered = iter(enumerate(requests))

    failures: list[Exception] = []

    async def work(scope: anyio.CancelScope) -> None:
        for number, (operation, arguments, body, options) in numbered:
            try:
                answers[number] = await send(operation, arguments, body=body, options=options)
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


def _send_all(requests: Sequence[Send], send: _SyncSend) -> list[Response[Any] | MSPortalError]:
    def one(request: Send) -> Response[Any] | MSPortalError:
        try:
            return send(request.operation, request.arguments, body=request.body, options=request.options)
        except MSPortalError as error:
            return error

    if len(requests) == 1:
        return [one(requests[0])]
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        # Settings that the caller keeps in context variables are there in the threads too.
        return [done.result() for done in [threads.submit(copy_context().run, one, request) for request in requests]]


class Links(NamedTuple):
    """Links to pages, as a client follows them: to its own server alone.

    Attributes:
        api: The API.
        base_url: The base URL of the client.
    """

    api: API
    base_url: str

    def follow(self, operation: Operation[T], link: str) -> Operation[T]:
        """Return the operation that follows a link: to a next page, or to later changes.

        Raises:
            MSPortalError: The link leads to another server, which must not get the token.
        """
        path = next_path(self.api, self.base_url, operation.server, operation.path, link)
        return operation._replace(path=path, parameters=())
