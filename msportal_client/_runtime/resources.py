"""The attributes of clients and resources that hold a resource, made when it is first asked for."""

from __future__ import annotations

from functools import cached_property
from typing import Any, TypeVar, cast, overload

__all__ = ["cached_resource"]

T_co = TypeVar("T_co", covariant=True)


class cached_resource(cached_property[T_co]):  # noqa: N801 - as that of functools
    """A cached property that is, on the class, the class of its value.

    So `unittest.mock.create_autospec` finds the methods of `msportal.planner`.
    """

    @overload  # type: ignore[override]
    def __get__(self, instance: None, owner: type[Any] | None = None) -> type[T_co]: ...
    @overload
    def __get__(self, instance: object, owner: type[Any] | None = None) -> T_co: ...
    def __get__(self, instance: object | None, owner: type[Any] | None = None) -> T_co | type[T_co]:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Return the resource of a client; on the class, the class of the resource."""
        if instance is None:
            return type(self.func(cast("Any", None)))  # A resource only keeps what it is given.
        return super().__get__(instance, owner)
