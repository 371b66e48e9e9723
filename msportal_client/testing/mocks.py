"""Clients that answer from memory, with checked signatures."""

from __future__ import annotations

import inspect
import typing
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, partial
from types import MethodType, SimpleNamespace
from typing import Any, cast, get_args, get_origin
from unittest.mock import DEFAULT, create_autospec

from .._runtime.clients import APIClient, AsyncAPIClient
from .._runtime.resources import cached_resource
from ..cursor_pagination import AsyncCursorPager, CursorPager, CursorPlaces
from ..pagination import AsyncPager, Pager
from ..types import Response
from .examples import example_value

__all__ = ["async_pager", "mock_client", "pager"]


def mock_client(client: type[Any]) -> Any:
    """Return a mock of a client: `mock_client(AsyncMSPortal)`. It sends nothing, and passes `isinstance`.

    Its methods are mocks that check their arguments as the real ones do: a wrong name is a TypeError. Those of an
    asynchronous client are awaited. Until something else is set, a method returns an `example` of its result, and a list is
    empty. Set `return_value` or `side_effect`, as of any mock; the items of a list become a pager:

        msportal = mock_client(AsyncMSPortal)
        msportal.tickets.list_tickets.return_value = [example(Ticket, title="x")]
        msportal.planner.create_planner_item.side_effect = RateLimitError("spent")

    Args:
        client: The class of the client.

    Raises:
        TypeError: It is no class of a client.
    """
    if not (isinstance(cast("object", client), type) and issubclass(client, (APIClient, AsyncAPIClient))):
        raise TypeError(f"mock_client takes the class of a client, not {client!r}")
    mock: Any = create_autospec(client, instance=True)
    own = _class_of(mock)  # Each mock has a class of its own.
    for name in _resources(client):
        # Resources are made when they are first asked for: mocking all takes a second.
        resource = cached_property(partial(_mock_resource, getattr(client, name), name))
        resource.__set_name__(own, name)
        setattr(own, name, resource)
    for name in ("__aenter__", "__enter__", "with_options"):
        if hasattr(mock, name):
            getattr(mock, name).return_value = mock
    return mock


def async_pager(items: Iterable[Any]) -> AsyncPager[Any]:
    """Return an asynchronous pager over `items`, in one page."""
    envelope = _envelope(items)

    async def fetch(page: int | None) -> Response[Any]:
        return envelope(page)

    return AsyncPager(fetch)


def pager(items: Iterable[Any]) -> Pager[Any]:
    """Return a pager over `items`, in one page."""
    return Pager(_envelope(items))


def _async_cursor_pager(items: Iterable[Any]) -> AsyncCursorPager[Any]:
    response = Response(200, {}, b"", "", list(items))

    async def fetch(_: Any) -> Response[Any]:
        return response

    return AsyncCursorPager(fetch, CursorPlaces())


def _cursor_pager(items: Iterable[Any]) -> CursorPager[Any]:
    response = Response(200, {}, b"", "", list(items))
    return CursorPager(lambda _: response, CursorPlaces())


# What makes a pager of each class of the items of a list.
_PAGERS: dict[Any, Callable[[Iterable[Any]], Any]] = {
    AsyncPager: async_pager,
    Pager: pager,
    AsyncCursorPager: _async_cursor_pager,
    CursorPager: _cursor_pager,
}


def _envelope(items: Iterable[Any]) -> Callable[[int | None], Response[Any]]:
    data = list(items)

    def fetch(page: int | None) -> Response[Any]:
        pagination = SimpleNamespace(
            page=page or 1,
            limit=max(1, len(data)),
            total_count=len(data),
            total_pages=1,
            has_next_page=False,
            has_prev_page=False,
        )
        return Response(200, {}, b"", "", SimpleNamespace(data=data, pagination=pagination))

    return fetch


def _resources(owner: type[Any]) -> list[str]:
    """Return the attributes of a class of clients, or of a resource, that hold a resource."""
    return sorted({n for kind in owner.__mro__ for n, it in vars(kind).items() if isinstance(it, cached_resource)})


def _mock_resource(kind: type[Any], name: str, client: Any) -> Any:
    """Return the mock of a resource of a client."""
    resource = create_autospec(kind, instance=True, _name=name, _parent=client)
    for method, function in _methods(kind):
        _set_answer(getattr(resource, method), function)
    for raw in _resources(kind):
        for method, function in _methods(getattr(kind, raw)):
            mocked = create_autospec(MethodType(function, object()))
            mocked.side_effect = partial(_raw_answer, _result_of(function), mocked, mocked.return_value)
            setattr(getattr(resource, raw), method, mocked)
    return resource


def _class_of(mock: object) -> type[Any]:
    return type(mock)  # Not `mock.__class__`, which is the class of the client.


def _methods(kind: type[Any]) -> Iterator[tuple[str, Callable[..., Any]]]:
    for name, function in inspect.getmembers(kind, inspect.isfunction):
        if not name.startswith("_"):
            yield name, function


def _raw_answer(kind: Any, method: Any, untouched: Any, *_: Any, **__: Any) -> Any:
    if method.return_value is not untouched:
        return DEFAULT
    if get_origin(kind) not in _PAGERS:
        return Response(200, {}, b"", "", example_value(kind))
    pages = _cursor_pager(()) if get_origin(kind) in {AsyncCursorPager, CursorPager} else pager(())
    return Response(200, {}, b"", "", pages.first())


def _set_answer(method: Any, function: Callable[..., Any]) -> None:
    """Let a mocked method return a pager, or an example of its result, as long as nothing else is set."""
    kind = _result_of(function)
    as_pager = _PAGERS.get(get_origin(kind))
    untouched = method.return_value

    def answer(*_: Any, **__: Any) -> Any:
        value = method.return_value
        if as_pager is None:
            return example_value(kind) if value is untouched else DEFAULT
        if value is untouched:
            return as_pager(())
        return DEFAULT if isinstance(value, tuple(_PAGERS)) else as_pager(value)

    method.side_effect = answer


def _result_of(function: Callable[..., Any]) -> Any:
    """Return the type of the result of a method."""
    unwrapped = inspect.unwrap(function)
    annotation: Any = getattr(unwrapped, "__annotations__", {}).get("return")
    try:
        hints = typing.get_type_hints(SimpleNamespace(__annotations__={"return": annotation}), unwrapped.__globals__)
    except NameError:  # A name that only type checkers import.
        return None
    kind = hints["return"]
    return get_args(kind)[-1] if get_origin(kind) is not None and "Coroutine" in str(get_origin(kind)) else kind
