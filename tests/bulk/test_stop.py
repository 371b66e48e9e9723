"""Stopping a job: nothing more is sent, what is in flight gets its grace time, and each row is accounted for."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import anyio
import httpx
import pytest
from bulk.driver import Driver, Server, statuses, titles
from fake_server import KEY

from msportal_client import AsyncMSPortal, MSPortal, RetryPolicy
from msportal_client.bulk import NotSentError, Outcome, UnknownOutcomeError, bulk
from msportal_client.sandbox import Sandbox


class Stop(Exception):  # noqa: N818 - it stops a loop
    """Raised in the body of a loop."""


def check_accounts(job: Any, outcomes: list[Outcome[Any]], server: Server) -> None:
    """Check that each row that was read is accounted for, and as what it is."""
    found = {outcome.index: outcome for outcome in (*outcomes, *job.rest)}
    assert sorted(found) == list(range(job.progress.read))
    assert job.progress.in_flight == 0
    for outcome in found.values():
        title = outcome.row["title"]
        if outcome.status == "done":
            assert title in server.titles
        elif outcome.status == "not_sent":
            assert title not in server.seen
            assert isinstance(outcome.error, NotSentError)
        else:
            assert outcome.status == "unknown"
            assert title in server.seen


def test_break_sends_no_more(driver: Driver, server: Server) -> None:
    job, outcomes = driver.run(titles(500), leave_after=10)

    assert len(outcomes) == 10
    assert job.stopped
    assert len(server.seen) <= 10 + 32
    check_accounts(job, outcomes, server)


def test_exception_in_the_body_sends_no_more(driver: Driver, server: Server) -> None:
    jobs: list[Any] = []

    def each(job: Any, _: Any) -> None:
        jobs.append(job)
        if len(jobs) == 10:
            raise Stop

    with pytest.raises(Stop):
        driver.run(titles(500), each=each)

    assert len(server.seen) <= 10 + 32
    assert jobs[0].progress.in_flight == 0


def test_stop_yields_the_rest(driver: Driver, server: Server) -> None:
    job, outcomes = driver.run(
        titles(500), each=lambda job, outcome: job.stop() if outcome.index == 20 else None, ordered=True
    )

    assert [outcome.index for outcome in outcomes] == list(range(job.progress.read))
    assert job.progress.read < 100
    assert job.rest == ()
    check_accounts(job, outcomes, server)


def test_requests_in_flight_finish_within_grace(driver: Driver, server: Server) -> None:
    server.held = lambda title: title in {"item 6", "item 7"}

    def each(_: Any, outcome: Outcome[Any]) -> None:
        if outcome.index == 30:
            threading.Timer(0.1, server.gate.open).start()
            raise Stop

    jobs: list[Any] = []
    outcomes: list[Outcome[Any]] = []

    def remember(job: Any, outcome: Outcome[Any]) -> None:
        jobs.append(job)
        outcomes.append(outcome)
        each(job, outcome)

    with pytest.raises(Stop):
        driver.run(titles(50), in_flight=4, each=remember, grace=20)

    check_accounts(jobs[0], outcomes, server)
    rest = statuses(jobs[0].rest)
    assert rest[6] == rest[7] == "done"


def test_requests_in_flight_after_grace_are_unknown(driver: Driver, server: Server) -> None:
    server.held = lambda title: title in {"item 6", "item 7"}
    job, outcomes = driver.run(titles(50), in_flight=4, leave_after=30, grace=0.05)
    server.gate.open()

    check_accounts(job, outcomes, server)
    rest = {outcome.index: outcome for outcome in job.rest}
    assert rest[6].status == rest[7].status == "unknown"
    assert isinstance(rest[6].error, UnknownOutcomeError)
    assert "grace time of 0.05 s" in str(rest[6].error)


def test_rows_that_wait_for_the_quota_are_not_sent(driver: Driver, server: Server) -> None:
    """They are not waited for: the window would end after the grace time."""
    reset = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    quota = {"X-RateLimit-Limit": "2", "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": reset}
    for row in titles(8):
        server.replies[row["title"]] = httpx.Response(400, headers=quota, json={"error": "No"})
    started = time.monotonic()
    job, outcomes = driver.run(
        titles(8), leave_after=1, client={"retry": RetryPolicy(max_wait=1e9)}, in_flight=8, grace=60
    )

    assert time.monotonic() - started < 20
    assert [outcome.status for outcome in outcomes] == ["failed"]
    assert set(statuses(job.rest).values()) == {"not_sent"}
    assert server.seen == [outcomes[0].row["title"]]


def test_attempt_refused_after_the_stop_is_not_sent_again(driver: Driver, server: Server) -> None:
    server.held = lambda title: title == "item 5"
    server.replies["item 5"] = httpx.Response(429, headers={"Retry-After": "60"}, json={"error": "No"})

    def each(job: Any, _: Any) -> None:
        if "item 5" in server.seen:
            job.stop()
            server.gate.open()

    job, outcomes = driver.run(titles(50), in_flight=2, each=each, grace=20)

    assert server.seen.count("item 5") == 1
    assert statuses(outcomes)[5] == "not_sent"
    assert job.progress.unknown == 0


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_cancelled_loop_waits_for_requests_in_flight(backend: str, server: Server) -> None:
    server.held = lambda title: title == "item 5"
    jobs: list[Any] = []

    async def main() -> None:
        transport = httpx.MockTransport(server.handle_async)
        async with AsyncMSPortal(KEY, transport=transport) as msportal:
            job = bulk(msportal.planner.create_planner_item, titles(50), in_flight=2)
            jobs.append(job)
            with anyio.CancelScope() as scope:
                async for _ in job:
                    if "item 5" in server.seen:
                        scope.cancel()
                        threading.Timer(0.1, server.gate.open).start()

    anyio.run(main, backend=backend)

    [job] = jobs
    assert "item 5" in server.titles
    assert job.progress.unknown == 0
    assert job.progress.read < 20


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_aclose_waits_for_requests_in_flight(backend: str, server: Server) -> None:
    server.held = lambda title: title == "item 5"

    async def main() -> None:
        transport = httpx.MockTransport(server.handle_async)
        async with AsyncMSPortal(KEY, transport=transport) as msportal:
            async with bulk(msportal.planner.create_planner_item, titles(50), in_flight=2) as job:
                async for _ in job:
                    if "item 5" in server.seen:
                        threading.Timer(0.1, server.gate.open).start()
                        break
            assert job.progress.in_flight == 0
            assert "item 5" in server.titles

    anyio.run(main, backend=backend)


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_loop_left_without_closing_anything(backend: str, server: Server) -> None:
    """The event loop ends with requests in flight: they are unknown, and nothing is left behind."""
    server.held = lambda title: title == "item 5"
    jobs: list[Any] = []

    async def main() -> None:
        msportal = AsyncMSPortal(KEY, transport=httpx.MockTransport(server.handle_async))
        jobs.append(bulk(msportal.planner.create_planner_item, titles(50), in_flight=2))
        async for _ in jobs[0]:
            if "item 5" in server.seen:
                break

    anyio.run(main, backend=backend)
    gc.collect()

    [job] = jobs
    assert job.progress.in_flight == 0
    assert statuses(job.rest)[5] == "unknown"


def test_stop_from_another_thread(driver: Driver, server: Server) -> None:
    server.held = lambda title: title != "item 0"
    in_flight = 3

    def each(job: Any, _: Any) -> None:
        """Stop the job once the loop waits for requests that the server holds."""
        if not stopper:
            stopper.append(threading.Thread(target=stop, args=(job,)))
            stopper[0].start()

    def stop(job: Any) -> None:
        while server.in_flight < in_flight:
            time.sleep(0.001)
        job.stop()
        server.gate.open()

    stopper: list[threading.Thread] = []
    rows = [{"title": "item 0"}]
    job, outcomes = driver.run(endless(rows[0]), in_flight=in_flight, each=each)
    stopper[0].join()

    assert len(outcomes) == job.progress.read
    assert job.progress.unknown == 0
    check_accounts(job, outcomes, server)


def endless(first: dict[str, Any]) -> Any:
    yield first
    number = 0
    while True:
        number += 1
        yield {"title": f"item {number}"}


CTRL_C = """
import asyncio, sys
from msportal_client import AsyncMSPortal, MSPortal
from msportal_client.bulk import bulk

rows = ({"title": f"item {number}"} for number in range(100_000))
jobs = []

async def asynchronous():
    async with AsyncMSPortal() as msportal:
        jobs.append(bulk(msportal.planner.create_planner_item, rows, in_flight=4))
        async for outcome in jobs[0]:
            print(outcome.index, flush=True)

def synchronous():
    with MSPortal() as msportal:
        jobs.append(bulk(msportal.planner.create_planner_item, rows, in_flight=4))
        for outcome in jobs[0]:
            print(outcome.index, flush=True)

try:
    if sys.argv[1] == "threads":
        synchronous()
    elif sys.argv[1] == "asyncio":
        asyncio.run(asynchronous())
    else:
        import trio
        trio.run(asynchronous)
finally:
    print(jobs[0].progress, flush=True)
"""


@pytest.mark.skipif(os.name != "posix", reason="sends SIGINT")
@pytest.mark.parametrize("kind", ["asyncio", "trio", "threads"])
def test_ctrl_c(kind: str) -> None:
    with Sandbox(quota=100_000) as sandbox:
        sandbox.trouble(latency=0.05)
        environment = {**os.environ, "MSPORTAL_API_KEY": sandbox.key, "MSPORTAL_BASE_URL": sandbox.url}
        process = subprocess.Popen(
            [sys.executable, "-W", "error", "-c", CTRL_C, kind],
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
            stderr=subprocess.PIPE,
        )
        assert process.stdout is not None
        for _ in range(8):
            process.stdout.readline()
        process.send_signal(signal.SIGINT)
        output, errors = process.communicate(timeout=30)
        created = [request for request in sandbox.requests if request.status == 201]

    assert "KeyboardInterrupt" in errors
    assert "Warning" not in errors
    last = output.splitlines()[-1]
    assert "unknown=0" in last
    assert "in_flight=0" in last
    assert f"done={len(created)}," in last
    assert len(created) < 100


def test_break_with_nothing_in_flight_stops(driver: Driver, server: Server) -> None:
    job, _ = driver.run(titles(5), leave_after=1, in_flight=1)

    assert job.stopped
    assert len(server.seen) <= 3


@pytest.mark.parametrize("possible", [0, 2])
def test_threads_that_cannot_be_started(server: Server, monkeypatch: pytest.MonkeyPatch, possible: int) -> None:
    started: list[Any] = []
    start = threading.Thread.start

    def fail(thread: threading.Thread) -> None:
        if thread.name.startswith("bulk-"):
            started.append(thread)
            if len(started) > possible:
                raise RuntimeError("can't start new thread")
        start(thread)

    monkeypatch.setattr(threading.Thread, "start", fail)
    with MSPortal(KEY, transport=httpx.MockTransport(server.handle)) as msportal:
        job = bulk(msportal.planner.create_planner_item, titles(20), in_flight=8)
        if possible:
            assert {outcome.status for outcome in job} == {"done"}
        else:
            iterator = iter(job)
            assert next(iterator).status == "not_sent"
            with pytest.raises(RuntimeError, match="cannot start a thread"):
                next(iterator)


def test_client_that_is_closed_while_a_job_runs(server: Server) -> None:
    """A job that was not stopped is not waited for: its rows fail, as every call of a closed client does."""
    with MSPortal(KEY, transport=httpx.MockTransport(server.handle)) as msportal:
        job = bulk(msportal.planner.create_planner_item, titles(20), in_flight=2)
        outcomes: list[Outcome[Any]] = []
        for outcome in job:
            outcomes.append(outcome)
            msportal.close()

    assert len(outcomes) == 20
    assert "failed" in {outcome.status for outcome in outcomes}
    assert len(server.titles) == sum(outcome.status != "failed" for outcome in outcomes) < 20
