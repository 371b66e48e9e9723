"""Enums that stay open: the API may send values that the spec of this version does not know."""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import Any, Self

__all__ = ["OpenIntEnum", "OpenStrEnum"]


class OpenStrEnum(StrEnum):
    """An enum of strings that keeps a value it does not know.

    Such a value compares, hashes and serialises as the string that it is, and `is_known` tells it from the members.
    It is of the enum's type, so code that handles every member still wants a case for the rest.
    """

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        unknown = str.__new__(cls, value)
        unknown._name_ = unknown._value_ = str(value)
        return unknown

    def __reduce_ex__(self, protocol: Any) -> tuple[Any, ...]:
        """Pickle and copy by value: Python up to 3.11.3 does so by name, which an unknown value has not."""
        return type(self), (self._value_,)

    def __repr__(self) -> str:
        return super().__repr__() if self.is_known else f"<{type(self).__name__}: unknown value {self._value_!r}>"

    @property
    def is_known(self) -> bool:
        """True if the spec documents this value."""
        return type(self)._member_map_.get(self._name_) is self


class OpenIntEnum(IntEnum):
    """An enum of integers that keeps a value it does not know; see `OpenStrEnum`."""

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, int) or isinstance(value, bool):
            return None
        unknown = int.__new__(cls, value)
        unknown._name_ = str(value)
        unknown._value_ = value
        return unknown

    def __reduce_ex__(self, protocol: Any) -> tuple[Any, ...]:
        """Pickle and copy by value: Python up to 3.11.3 does so by name, which an unknown value has not."""
        return type(self), (self._value_,)

    def __repr__(self) -> str:
        return super().__repr__() if self.is_known else f"<{type(self).__name__}: unknown value {self._value_!r}>"

    @property
    def is_known(self) -> bool:
        """True if the spec documents this value."""
        return type(self)._member_map_.get(self._name_) is self
