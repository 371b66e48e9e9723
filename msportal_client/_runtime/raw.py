"""`with_raw_response`: the methods of a resource, which return the whole response instead of its result.

They call the methods of the resource itself: arguments, checks and documentation are theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import wraps
from types import MethodType
from typing import Any, Concatenate, Generic, ParamSpec, Protocol, TypeVar, overload

from ..types import Response

__all__ = ["RawMethod", "RawResource", "raw_async", "raw_async_page", "raw_page", "raw_sync"]

P = ParamSpec("P")
R_co = TypeVar("R_co", covariant=True)
Page_co = TypeVar("Page_co", covariant=True, bound="_Page")
T = TypeVar("T")


class RawResource:
    """The base class of what `with_raw_response` returns."""

    def __init__(self, resource: Any) -> None:
        self._resource = resource


class RawMethod(Generic[P, R_co]):
    """A method with the parameters of another, and another result."""

    def __init__(self, function: Callable[..., R_co]) -> None:
        self._function = function
        self.__doc__ = function.__doc__

    @overload
    def __get__(self, instance: None, owner: type[Any]) -> Callable[..., R_co]: ...
    @overload
    def __get__(self, instance: object, owner: type[Any]) -> Callable[P, R_co]: ...
    def __get__(self, instance: object | None, owner: type[Any]) -> Callable[..., R_co]:
        """Return the method, bound to an instance as functions are."""
        return self._function if instance is None else MethodType(self._function, instance)


class _Page(Protocol):
    """A page of any pager."""

    @property
    def response(self) -> Response[Any]: ...


class _AsyncPager(Protocol[Page_co]):
    def first(self) -> Coroutine[Any, Any, Page_co]: ...


class _Pager(Protocol[Page_co]):
    def first(self) -> Page_co: ...


class _Recorder:
    """A client in the place of another, which keeps the response to its call."""

    response: Response[Any]

    def __init__(self, client: Any) -> None:
        self._client = client

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)


class _AsyncRecorder(_Recorder):
    async def send(self, *arguments: Any, **named: Any) -> Response[Any]:
        self.response = await self._client.send(*arguments, **named)
        return self.response


class _SyncRecorder(_Recorder):
    def send(self, *arguments: Any, **named: Any) -> Response[Any]:
        self.response = self._client.send(*arguments, **named)
        return self.response


def raw_async(
    method: Callable[Concatenate[Any, P], Coroutine[Any, Any, T]],
) -> RawMethod[P, Coroutine[Any, Any, Response[T]]]:
    """Return a method that returns the response whose result `method` returns."""

    @wraps(method)
    async def call(raw: Any, *args: P.args, **kwargs: P.kwargs) -> Response[T]:
        resource = raw._resource  # noqa: SLF001 - of RawResource
        recorder = _AsyncRecorder(resource._client)  # noqa: SLF001 - each resource has one
        result = await method(type(resource)(recorder), *args, **kwargs)
        return _with(recorder.response, result)

    return RawMethod(call)


def raw_sync(method: Callable[Concatenate[Any, P], T]) -> RawMethod[P, Response[T]]:
    """Return a method that returns the response whose result `method` returns."""

    @wraps(method)
    def call(raw: Any, *args: P.args, **kwargs: P.kwargs) -> Response[T]:
        resource = raw._resource  # noqa: SLF001 - of RawResource
        recorder = _SyncRecorder(resource._client)  # noqa: SLF001 - each resource has one
        result = method(type(resource)(recorder), *args, **kwargs)
        return _with(recorder.response, result)

    return RawMethod(call)


def raw_async_page(
    method: Callable[Concatenate[Any, P], _AsyncPager[Page_co]],
) -> RawMethod[P, Coroutine[Any, Any, Response[Page_co]]]:
    """Return a method that returns the response with the first page of the pager that `method` returns."""

    @wraps(method)
    async def call(raw: Any, *args: P.args, **kwargs: P.kwargs) -> Response[Page_co]:
        page = await method(raw._resource, *args, **kwargs).first()  # noqa: SLF001 - of RawResource
        return _with(page.response, page)

    return RawMethod(call)


def raw_page(method: Callable[Concatenate[Any, P], _Pager[Page_co]]) -> RawMethod[P, Response[Page_co]]:
    """Return a method that returns the response with the first page of the pager that `method` returns."""

    @wraps(method)
    def call(raw: Any, *args: P.args, **kwargs: P.kwargs) -> Response[Page_co]:
        page = method(raw._resource, *args, **kwargs).first()  # noqa: SLF001 - of RawResource
        return _with(page.response, page)

    return RawMethod(call)


def _with(response: Response[Any], result: T) -> Response[T]:
    return response.with_parsed(result, response.mismatches)
