"""Awaiting without letting other tasks run in between."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Coroutine
from typing import Any

import anyio
import anyio.lowlevel
import pytest

from msportal_client._runtime.uninterrupted import uninterrupted


async def turns_of(work: Coroutine[Any, Any, object]) -> int:
    """Return how many turns of the event loop other tasks have while `work` is awaited."""
    turns, done = 0, False

    async def count() -> None:
        nonlocal turns
        while not done:
            turns += 1
            await asyncio.sleep(0)

    counting = asyncio.create_task(count())
    await asyncio.sleep(0)
    before = turns
    await work
    done = True
    after = turns
    await counting
    return after - before


async def pause(times: int) -> int:
    for _ in range(times):
        await asyncio.sleep(0)
    return times


async def test_pauses_are_skipped() -> None:
    assert await turns_of(pause(10)) == 10
    assert await turns_of(uninterrupted_coroutine(pause(10))) == 0
    assert await uninterrupted(pause(3)) == 3


async def uninterrupted_coroutine(inner: Coroutine[Any, Any, object]) -> object:
    return await uninterrupted(inner)


async def test_locks_are_skipped() -> None:
    async def take() -> None:
        async with anyio.Lock():
            pass

    assert await turns_of(take()) > 0
    assert await turns_of(uninterrupted_coroutine(take())) == 0


async def test_waiting_for_another_task_in_pauses_ends() -> None:
    ready = False

    async def set_ready() -> None:
        nonlocal ready
        ready = True

    async def poll() -> None:
        while not ready:  # noqa: ASYNC110 - what is tested
            await asyncio.sleep(0)

    task = asyncio.create_task(set_ready())
    async with asyncio.timeout(5):
        await uninterrupted(poll())
    await task


async def test_real_waits_wait() -> None:
    loop = asyncio.get_running_loop()
    future: asyncio.Future[str] = loop.create_future()
    loop.call_soon(future.set_result, "done")

    async def wait() -> str:
        await asyncio.sleep(0)
        return await future

    assert await uninterrupted(wait()) == "done"


async def test_exceptions_pass() -> None:
    async def fail() -> None:
        await asyncio.sleep(0)
        raise KeyError("x")

    with pytest.raises(KeyError, match="x"):
        await uninterrupted(fail())


async def test_cancelled_wait_cleans_up() -> None:
    steps: list[str] = []

    async def wait() -> None:
        try:
            await asyncio.get_running_loop().create_future()
        except asyncio.CancelledError:
            await asyncio.sleep(0)
            steps.append("cleaned up")
            raise

    task = asyncio.create_task(uninterrupted_coroutine(wait()))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert steps == ["cleaned up"]


async def test_cancellation_that_is_caught_goes_on() -> None:
    async def wait() -> str:
        with anyio.move_on_after(0.001):
            await asyncio.get_running_loop().create_future()
        await asyncio.sleep(0)
        return "went on"

    assert await uninterrupted(wait()) == "went on"


async def test_caught_exception_is_not_the_current_one() -> None:
    async def wait() -> None:
        with anyio.move_on_after(0.001):
            await asyncio.get_running_loop().create_future()
        assert sys.exc_info() == (None, None, None)
        raise KeyError("x")

    with pytest.raises(KeyError) as caught:
        await uninterrupted(wait())
    assert caught.value.__context__ is None


def test_closed_before_its_end() -> None:
    closed: list[str] = []

    async def wait() -> None:
        try:
            await asyncio.get_running_loop().create_future()
        finally:
            closed.append("closed")

    async def main() -> None:
        awaited = uninterrupted_coroutine(wait())
        awaited.send(None)
        awaited.close()

    asyncio.run(main())
    assert closed == ["closed"]


def test_trio_is_not_changed() -> None:
    async def take() -> str:
        async with anyio.Lock():
            await anyio.lowlevel.checkpoint()
        return "done"

    async def main() -> str:
        return await uninterrupted(take())

    assert anyio.run(main, backend="trio") == "done"
