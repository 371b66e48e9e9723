"""Calls of several requests, as generators that do no I/O: the asynchronous and the synchronous client drive the same ones."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Generator, Mapping
from typing import Any, NamedTuple, Protocol, TypeAlias, TypeVar, cast
from urllib.parse import urlsplit

from ..._runtime.operation import Operation
from ...errors import MSPortalError
from ...options import RequestOptions
from ...types import UNSET, Response

__all__ = ["Send", "Steps", "Wait", "drive", "drive_async", "following"]

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


# What a call does next, and what it returns in the end.
Steps: TypeAlias = Generator[Send | Wait, Any, T]


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
            if isinstance(step, Wait):
                await wait(step.seconds)
            else:
                answer = await send(step.operation, step.arguments, body=step.body, options=step.options)
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
            if isinstance(step, Wait):
                wait(step.seconds)
            else:
                answer = send(step.operation, step.arguments, body=step.body, options=step.options)
        except MSPortalError as failure:
            error = failure


def following(operation: Operation[T], link: str, base_url: str) -> Operation[T]:
    """Return the operation that follows a link of Microsoft Graph: a next page, or later changes.

    Args:
        operation: The operation that the link came from.
        link: The link.
        base_url: The base URL of the client.

    Raises:
        MSPortalError: The link leads to another host, which must not get the token.
    """
    there, here = urlsplit(link), urlsplit(base_url)
    if (there.scheme, there.netloc) != (here.scheme, here.netloc):
        raise MSPortalError(f"the link leads to {there.scheme}://{there.netloc}, which must not get the token")
    path = there.path.removeprefix("/") + (f"?{there.query}" if there.query else "")
    return operation._replace(path=path, server="/", parameters=())
