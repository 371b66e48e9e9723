"""Priorities and progress as words over their numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msportal_client.bridges.microsoft_planner.progress import Priority, Progress


def test_priority_of_every_number() -> None:
    words = [Priority.of(number).name for number in range(11)]
    assert words == ["URGENT"] * 2 + ["IMPORTANT"] * 3 + ["MEDIUM"] * 3 + ["LOW"] * 3


def test_numbers_that_the_apps_write() -> None:
    assert list(Priority) == [1, 3, 5, 9]
    assert list(Progress) == [0, 50, 100]
    assert all(Priority.of(priority) is priority for priority in Priority)
    assert all(Progress.of(progress) is progress for progress in Progress)


@given(st.integers(0, 100))
def test_progress_of_percentage(percent: int) -> None:
    expected = {0: Progress.NOT_STARTED, 100: Progress.COMPLETED}.get(percent, Progress.IN_PROGRESS)
    assert Progress.of(percent) is expected


@pytest.mark.parametrize("number", [-1, 11])
def test_no_priority(number: int) -> None:
    with pytest.raises(ValueError, match="0 to 10"):
        Priority.of(number)


@pytest.mark.parametrize("percent", [-1, 101])
def test_no_percentage(percent: int) -> None:
    with pytest.raises(ValueError, match="0 to 100"):
        Progress.of(percent)
