"""Fixtures of the runtime tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest


@pytest.fixture
def thread_pool() -> Iterator[Callable[[list[Callable[[], int]]], list[int]]]:
    """Run calls concurrently, each in its own thread, and return their results in order."""
    with ThreadPoolExecutor(64) as pool:
        yield lambda calls: [future.result(30) for future in [pool.submit(call) for call in calls]]
