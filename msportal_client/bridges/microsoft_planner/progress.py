"""The priorities and the progress of tasks, which Planner keeps as numbers and its apps show as words."""

from __future__ import annotations

from enum import IntEnum
from typing import Self

__all__ = ["Priority", "Progress"]

_HIGHEST = 10


class Priority(IntEnum):
    """The priority of a task, with the number that the apps write. It can be passed as `priority`.

    Planner takes any number from 0 to 10; `Priority.of` says which word the apps show for it.
    """

    URGENT = 1
    IMPORTANT = 3
    MEDIUM = 5
    LOW = 9

    @classmethod
    def of(cls, number: int) -> Self:
        """Return the word for a number: 0 and 1 urgent, 2 to 4 important, 5 to 7 medium, 8 to 10 low.

        Raises:
            ValueError: It is not from 0 to 10.
        """
        if not 0 <= number <= _HIGHEST:
            raise ValueError(f"a priority is 0 to {_HIGHEST}, not {number}")
        for member, last in zip(cls, (1, 4, 7, _HIGHEST), strict=True):
            if number <= last:
                return member
        raise AssertionError(number)  # pragma: no cover


class Progress(IntEnum):
    """The progress of a task, with the number that the apps write. It can be passed as `percent_complete`."""

    NOT_STARTED = 0
    IN_PROGRESS = 50
    COMPLETED = 100

    @classmethod
    def of(cls, percent: int) -> Self:
        """Return the word for a percentage: 0 not started, 100 completed, all between in progress.

        Raises:
            ValueError: It is not from 0 to 100.
        """
        if not 0 <= percent <= cls.COMPLETED:
            raise ValueError(f"percent_complete is 0 to 100, not {percent}")
        if percent == cls.COMPLETED:
            return cls(100)
        return cls(50) if percent else cls(0)
