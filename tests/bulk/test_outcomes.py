"""Outcomes of rows: their statuses, results and errors, their order, and how rows are read."""

from __future__ import annotations

import functools
import logging
from collections.abc import Iterator
from typing import Any
from unittest.mock import AsyncMock, Mock

import anyio
import httpx
import pytest
from bulk.driver import REFUSED, Driver, Server, asynchronously, titles
from fake_server import error_response

from msportal_client import (
    APIConnectionError,
    APITimeoutError,
    BadRequestError,
    RateLimitError,
    RequestValidationError,
    ResponseDecodeError,
    RetryPolicy,
    ServerError,
)
from msportal_client.bulk import Bulk, Outcome, Progress, bulk
from msportal_client.models import PlannerItemDetail


def test_each_row_has_one_outcome(driver: Driver, server: Server) -> None:
    job, outcomes = driver.run(titles(40))

    assert sorted(outcome.index for outcome in outcomes) == list(range(40))
    assert {outcome.status for outcome in outcomes} == {"done"}
    for outcome in outcomes:
        assert isinstance(outcome.result, PlannerItemDetail)
        assert outcome.row == {"title": outcome.result.title}
        assert outcome.error is None
    assert sorted(server.titles) == sorted(row["title"] for row in titles(40))
    assert job.progress == Progress(total=40, read=40, done=40)
    assert job.rest == ()
    assert not job.stopped


def test_failed_rows_stop_no_other(driver: Driver, server: Server) -> None:
    server.replies["item 1"] = REFUSED
    rows: list[Any] = [*titles(3), {"title": ""}, {"colour": "red"}, "a text", {"title": "last"}]
    _, outcomes = driver.run(rows, ordered=True)

    assert [outcome.status for outcome in outcomes] == ["done", "failed", "done", "failed", "failed", "failed", "done"]
    errors = [type(outcome.error) for outcome in outcomes if outcome.error]
    assert errors == [BadRequestError, RequestValidationError, TypeError, TypeError]
    assert "row 5 a str" in str(outcomes[5].error)
    with pytest.raises(BadRequestError):
        _ = outcomes[1].result


@pytest.mark.parametrize(
    ("reply", "status", "error"),
    [
        (httpx.ReadTimeout("slow"), "unknown", APITimeoutError),
        (httpx.ReadError("reset"), "unknown", APIConnectionError),
        (httpx.RemoteProtocolError("cut short"), "unknown", APIConnectionError),
        (error_response(500), "unknown", ServerError),
        (error_response(503), "unknown", ServerError),
        (httpx.Response(201, content=b"<html>"), "unknown", ResponseDecodeError),
        (httpx.ConnectError("refused"), "failed", APIConnectionError),
        (httpx.ConnectTimeout("no route"), "failed", APITimeoutError),
        (httpx.PoolTimeout("full"), "failed", APITimeoutError),
        (error_response(429), "failed", RateLimitError),
        (error_response(400), "failed", BadRequestError),
    ],
    ids=lambda value: str(value) if isinstance(value, (str, Exception, httpx.Response)) else value.__name__,
)
def test_lost_answer_is_unknown(
    driver: Driver, server: Server, reply: httpx.Response | Exception, status: str, error: type[Exception]
) -> None:
    server.replies["item 1"] = reply
    _, outcomes = driver.run(titles(3), client={"retry": RetryPolicy(max_attempts=1, max_wait=0)}, ordered=True)

    assert len(outcomes) == 3
    assert outcomes[1].status == status
    assert type(outcomes[1].error) is error


def test_lost_first_attempt_is_unknown_whatever_the_second_brings(driver: Driver, server: Server) -> None:
    replies = iter([httpx.ReadError("reset"), error_response(404)])

    class Changing(dict[str, Any]):
        def get(self, *_: Any) -> Any:
            return next(replies)

    server.replies = Changing()
    _, outcomes = driver.run([{"title": "once"}], client={"retry": RetryPolicy(backoff=0, resend_unsafe=True)})

    assert [outcome.status for outcome in outcomes] == ["unknown"]


def test_lookup_that_fails_after_an_answer_is_failed(driver: Driver) -> None:
    """A function that reads, and then raises: nothing was changed."""

    def method(client: Any) -> Any:
        if driver.kind == "threads":

            def call(**row: Any) -> Any:
                client.users.list_users().first()
                raise KeyError(row["title"])

            return call

        async def call_async(**row: Any) -> Any:
            await client.users.list_users()
            raise KeyError(row["title"])

        return call_async

    driver.server.replies["/api/public/v1/users"] = httpx.Response(
        200,
        json={
            "data": [],
            "pagination": {"page": 1, "limit": 1, "totalCount": 0, "totalPages": 1, "hasNextPage": False},
        },
    )
    _, outcomes = driver.run(titles(1), method=method)

    assert [(outcome.status, type(outcome.error)) for outcome in outcomes] == [("failed", KeyError)]


def test_error_after_creation_is_unknown(driver: Driver) -> None:
    def method(client: Any) -> Any:
        if driver.kind == "threads":

            def call(**row: Any) -> Any:
                client.planner.create_planner_item(**row)
                raise KeyError(row["title"])

            return call

        async def call_async(**row: Any) -> Any:
            await client.planner.create_planner_item(**row)
            raise KeyError(row["title"])

        return call_async

    _, outcomes = driver.run(titles(1), method=method)

    assert [(outcome.status, type(outcome.error)) for outcome in outcomes] == [("unknown", KeyError)]


@pytest.mark.parametrize("ordered", [False, True])
def test_order_of_completion_or_of_rows(driver: Driver, server: Server, ordered: bool) -> None:
    server.held = lambda title: title == "item 0"

    def each(_: Any, outcome: Any) -> None:
        if outcome.index == 5:
            server.gate.open()

    def progress(progress: Progress) -> None:
        if ordered and progress.done >= 5:
            server.gate.open()

    _, outcomes = driver.run(titles(10), ordered=ordered, each=each, on_progress=progress, in_flight=4)

    indexes = [outcome.index for outcome in outcomes]
    assert (indexes == list(range(10))) is ordered
    assert sorted(indexes) == list(range(10))


def test_rows_are_read_as_needed(driver: Driver, server: Server) -> None:
    read = 0
    yielded = 0
    most_ahead = 0

    def rows() -> Iterator[dict[str, Any]]:
        nonlocal read, most_ahead
        for row in titles(200):
            read += 1
            most_ahead = max(most_ahead, read - yielded)
            yield row

    def each(_: Any, __: Outcome[Any]) -> None:
        nonlocal yielded
        yielded += 1

    driver.run(rows(), in_flight=5, each=each)

    assert server.most_in_flight <= 5
    assert most_ahead <= 2 * 5 + 1
    assert read == 200


def test_rows_of_endless_source(driver: Driver) -> None:
    def rows() -> Iterator[dict[str, Any]]:
        while True:
            yield {"title": "again"}

    job, outcomes = driver.run(rows(), leave_after=50)

    assert len(outcomes) == 50
    assert job.progress.read < 50 + 33
    assert job.progress.total is None


def test_rows_that_their_source_changes_afterwards(driver: Driver, server: Server) -> None:
    def rows() -> Iterator[dict[str, Any]]:
        row: dict[str, Any] = {}
        for number in range(20):
            row["title"] = f"item {number}"
            yield row

    _, outcomes = driver.run(rows())

    assert sorted(server.titles) == sorted(row["title"] for row in titles(20))
    assert all(outcome.row == {"title": outcome.result.title} for outcome in outcomes)


@pytest.mark.parametrize("kind", ["asyncio", "trio"])
def test_rows_of_asynchronous_source(kind: Any, server: Server) -> None:
    _, outcomes = Driver(kind, server).run(asynchronously(titles(30)))

    assert len(outcomes) == len(server.titles) == 30


@pytest.mark.parametrize("kind", ["asyncio", "trio"])
def test_outcomes_come_while_source_waits(kind: Any, server: Server) -> None:
    """A source that waits for the outcome of the row before would otherwise wait for ever."""
    came = anyio.Event()

    async def rows() -> Any:
        yield {"title": "first"}
        await came.wait()
        yield {"title": "second"}

    _, outcomes = Driver(kind, server).run(rows(), each=lambda _, __: came.set())

    assert [outcome.result.title for outcome in outcomes] == ["first", "second"]


def test_error_of_source_is_raised_after_the_outcomes(driver: Driver) -> None:
    def rows() -> Iterator[dict[str, Any]]:
        yield from titles(3)
        raise ZeroDivisionError

    seen: list[Any] = []
    with pytest.raises(ZeroDivisionError):
        driver.run(rows(), each=lambda _, outcome: seen.append(outcome))

    assert sorted(outcome.index for outcome in seen) == [0, 1, 2]
    # What was not sent yet is not sent any more.
    assert {outcome.status for outcome in seen} <= {"done", "not_sent"}


def test_progress_after_each_row(driver: Driver, server: Server) -> None:
    server.replies["item 3"] = REFUSED
    seen: list[Progress] = []
    driver.run(titles(10), on_progress=seen.append)

    assert [progress.done + progress.failed for progress in seen] == list(range(1, 11))
    assert seen[-1] == Progress(total=10, read=10, done=9, failed=1)
    assert all(progress.in_flight <= 10 for progress in seen)


def test_progress_that_raises_is_logged(driver: Driver, caplog: pytest.LogCaptureFixture) -> None:
    def progress(_: Progress) -> None:
        raise ZeroDivisionError

    with caplog.at_level(logging.ERROR, "msportal_client"):
        _, outcomes = driver.run(titles(2), on_progress=progress)

    assert len(outcomes) == 2
    assert caplog.messages == ["on_progress raised"] * 2


def test_partial_method(driver: Driver, server: Server) -> None:
    _, outcomes = driver.run(
        [{"title": "x"}], method=lambda client: functools.partial(client.planner.create_planner_item, hours=2)
    )

    assert outcomes[0].status == "done"


def test_no_rows(driver: Driver) -> None:
    job, outcomes = driver.run([])

    assert outcomes == []
    assert job.progress == Progress(total=0)


def test_job_runs_once() -> None:
    job: Bulk[int] = Bulk(Mock(return_value=1), titles(2))

    assert [outcome.result for outcome in job] == [1, 1]
    with pytest.raises(RuntimeError, match="runs once"):
        iter(job)


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_mocked_methods(backend: str) -> None:
    async def main() -> None:
        method = AsyncMock(side_effect=[1, APITimeoutError("slow"), 3])
        start: Any = bulk
        job: Any = start(method, titles(3), in_flight=1)
        assert type(job).__name__ == "AsyncBulk"
        assert [outcome.status async for outcome in job] == ["done", "unknown", "done"]

    anyio.run(main, backend=backend)
    start: Any = bulk
    synchronous: Any = start(Mock(side_effect=[1, ValueError("bad"), 3]), titles(3), in_flight=1)
    assert type(synchronous).__name__ == "Bulk"
    assert [outcome.status for outcome in synchronous] == ["done", "failed", "done"]


def test_callable_object() -> None:
    class Create:
        async def __call__(self, title: str) -> str:
            return title

    async def main() -> list[str]:
        return [outcome.result async for outcome in bulk(Create(), titles(1))]

    assert anyio.run(main) == ["item 0"]


def test_pagers_are_refused(driver: Driver) -> None:
    with pytest.raises(TypeError, match="list_users returns a pager"):
        driver.run([{}], method=lambda client: client.users.list_users)

    def method(client: Any) -> Any:
        def call(**row: Any) -> Any:
            return client.users.list_users(**row)

        async def call_async(**row: Any) -> Any:
            return call(**row)

        return call if driver.kind == "threads" else call_async

    _, outcomes = driver.run([{}], method=method)

    assert outcomes[0].status == "failed"
    assert "returns a pager" in str(outcomes[0].error)


def test_coroutine_in_synchronous_job_is_refused() -> None:
    async def call(**_: Any) -> None: ...

    def start(**row: Any) -> Any:
        return call(**row)

    job: Any = bulk(start, titles(1))
    [outcome] = job

    assert outcome.status == "failed"
    assert "to be awaited" in str(outcome.error)


@pytest.mark.parametrize(
    ("arguments", "error", "match"),
    [
        ({"rows": {"title": "x"}}, TypeError, "is a mapping: pass a list"),
        ({"rows": "text"}, TypeError, "is a text"),
        ({"rows": 3}, TypeError, "is 3"),
        ({"method": None}, TypeError, "method must be callable"),
        ({"in_flight": 0}, ValueError, "in_flight must be a whole number from 1 to 1000, is 0"),
        ({"in_flight": 2.5}, ValueError, "in_flight"),
        ({"grace": -1}, ValueError, "grace must be a number of seconds from 0"),
        ({"grace": float("nan")}, ValueError, "grace"),
        ({"find": print}, ValueError, "it needs a journal"),
        ({"find": 3, "journal": "x"}, TypeError, "find must be callable"),
        ({"on_progress": 3}, TypeError, "on_progress must be callable"),
    ],
)
def test_wrong_arguments(arguments: dict[str, Any], error: type[Exception], match: str) -> None:
    anything: Any = bulk
    with pytest.raises(error, match=match):
        anything(**{"method": print, "rows": titles(1), **arguments})


def test_asynchronous_rows_in_synchronous_job_are_refused() -> None:
    rows: Any = asynchronously(titles(1))
    with pytest.raises(TypeError, match="plain iterable"):
        bulk(print, rows)
