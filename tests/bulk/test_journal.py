"""The journal: going on after a stop, what it keeps, and when it is refused."""

from __future__ import annotations

import enum
import functools
import os
import sqlite3
import stat
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import anyio
import anyio.lowlevel
import httpx
import pytest
from bulk.driver import REFUSED, Driver, Server, asynchronously, statuses, titles
from fake_server import KEY, envelope, planner_item_detail
from hypothesis import given
from hypothesis import strategies as st

from msportal_client import UNSET, AsyncMSPortal, BadRequestError, MSPortal, RequestOptions, RetryPolicy
from msportal_client._bulk.journal import Journal, State, digest_of
from msportal_client._bulk.outcome import NOT_KEPT
from msportal_client._bulk.results import read_result, write_result
from msportal_client.bulk import JournalError, UnknownOutcomeError, bulk
from msportal_client.models import BusinessValue, PlannerItemDetail
from msportal_client.testing import async_pager, pager


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "import.journal"


def test_job_goes_on_where_it_was(driver: Driver, server: Server, path: Path) -> None:
    first, early = driver.run(titles(60), leave_after=20, journal=path)
    job, outcomes = driver.run(titles(60), journal=path, ordered=True)

    assert sorted(server.titles) == sorted(row["title"] for row in titles(60))
    assert statuses(outcomes) == dict.fromkeys(range(60), "done")
    done_before = {outcome.index for outcome in (*early, *first.rest) if outcome.status == "done"}
    assert {outcome.index for outcome in outcomes if outcome.source == "journal"} == done_before
    for outcome in outcomes:
        assert isinstance(outcome.result, PlannerItemDetail)
        assert outcome.result.title == outcome.row["title"]
    assert job.progress.done == 60


def test_finished_job_sends_nothing(driver: Driver, server: Server, path: Path) -> None:
    driver.run(titles(20), journal=path)
    server.seen.clear()
    _, outcomes = driver.run(titles(20), journal=path)

    assert server.seen == []
    assert {outcome.source for outcome in outcomes} == {"journal"}


def test_rows_that_were_added_are_sent(driver: Driver, server: Server, path: Path) -> None:
    driver.run(titles(5), journal=path)
    driver.run(titles(8), journal=path)

    assert sorted(server.titles) == sorted(row["title"] for row in titles(8))


def test_failed_rows_are_sent_again(driver: Driver, server: Server, path: Path) -> None:
    server.replies["item 1"] = REFUSED
    driver.run(titles(3), journal=path)
    server.replies.clear()
    _, outcomes = driver.run(titles(3), journal=path, ordered=True)

    assert [outcome.source for outcome in outcomes] == ["journal", "call", "journal"]
    assert server.titles.count("item 1") == 1


def test_journal_is_the_same_for_async_and_sync(server: Server, path: Path) -> None:
    Driver("trio", server).run(titles(3), journal=path)
    _, outcomes = Driver("threads", server).run(titles(3), journal=path)
    Driver("asyncio", server).run(titles(3), journal=path)

    assert {outcome.source for outcome in outcomes} == {"journal"}
    assert len(server.titles) == 3


def test_unknown_row_without_find_is_not_sent(driver: Driver, server: Server, path: Path) -> None:
    server.lost = {"item 1"}
    _, first = driver.run(titles(3), journal=path, ordered=True)
    _, second = driver.run(titles(3), journal=path, ordered=True)

    assert [outcome.status for outcome in first] == ["done", "unknown", "done"]
    assert [outcome.status for outcome in second] == ["done", "unknown", "done"]
    assert isinstance(second[1].error, UnknownOutcomeError)
    assert "pass find" in str(second[1].error)
    assert second[1].source == "journal"
    assert server.seen.count("item 1") == 1


@pytest.mark.parametrize("asynchronous", [False, True])
def test_unknown_row_is_looked_up(driver: Driver, server: Server, path: Path, asynchronous: bool) -> None:
    if asynchronous and driver.kind == "threads":
        pytest.skip("a synchronous job takes no asynchronous function")
    asked: list[Any] = []
    # One was created; the other never arrived, though the client cannot know.
    server.lost = {"item 1"}
    server.replies["item 2"] = httpx.ReadError("reset")
    driver.run(titles(4), journal=path)
    server.lost, server.replies = set(), {}

    def find(row: Any) -> Any:
        asked.append(row["title"])
        return PlannerItemDetail.from_dict(planner_item_detail(**row)) if row["title"] in server.titles else None

    async def find_async(row: Any) -> Any:
        await anyio.lowlevel.checkpoint()
        return find(row)

    _, outcomes = driver.run(titles(4), journal=path, find=find_async if asynchronous else find, ordered=True)

    assert sorted(asked) == ["item 1", "item 2"]
    assert [outcome.source for outcome in outcomes] == ["journal", "find", "call", "journal"]
    assert [outcome.result.title for outcome in outcomes] == [row["title"] for row in titles(4)]
    assert sorted(server.titles) == sorted(row["title"] for row in titles(4))
    # What was found is recorded.
    _, third = driver.run(titles(4), journal=path)
    assert {outcome.source for outcome in third} == {"journal"}


def test_find_that_raises_leaves_the_row_unknown(driver: Driver, server: Server, path: Path) -> None:
    server.lost = {"item 1"}
    driver.run(titles(3), journal=path)

    def find(_: Any) -> Any:
        raise ZeroDivisionError

    _, outcomes = driver.run(titles(3), journal=path, find=find, ordered=True)

    assert [outcome.status for outcome in outcomes] == ["done", "unknown", "done"]
    assert isinstance(outcomes[1].error, ZeroDivisionError)
    assert server.seen.count("item 1") == 1


@pytest.mark.parametrize("found", ["pager", "page", [], False, ""], ids=str)
def test_find_that_returns_no_object_leaves_the_row_unknown(
    driver: Driver, server: Server, path: Path, found: Any
) -> None:
    """Such a row would count as done, and never be sent."""
    server.lost = {"item 1"}
    driver.run(titles(3), journal=path)
    pages = pager([planner_item_detail()]) if driver.kind == "threads" else async_pager([planner_item_detail()])
    results = {
        "pager": lambda: pages,
        "page": pages.first,
    }

    def find(_: Any) -> Any:
        return results[found]() if isinstance(found, str) and found else found

    _, outcomes = driver.run(titles(3), journal=path, find=find, ordered=True)
    assert outcomes[1].status == "unknown"
    assert "find returned" in str(outcomes[1].error)
    assert server.seen.count("item 1") == 1


def test_journal_is_free_after_an_error_in_a_comprehension(server: Server, path: Path) -> None:
    """The traceback of the error holds the loop; nothing of the job may hold the error."""
    server.replies["item 1"] = REFUSED
    refused = 0
    with MSPortal(KEY, base_url="https://app.msportal.test", transport=httpx.MockTransport(server.handle)) as client:
        for _ in range(2):
            try:
                [outcome.result for outcome in bulk(client.planner.create_planner_item, titles(3), journal=path)]
            except BadRequestError:
                refused += 1
    assert refused == 2


def test_find_may_call_the_client(driver: Driver, server: Server, path: Path) -> None:
    """Its requests are no requests of the row: they are not recorded as such."""
    server.lost = {"item 1"}
    driver.run(titles(3), journal=path)
    server.lost = set()
    clients: list[Any] = []

    def method(client: Any) -> Any:
        clients.append(client)
        return client.planner.create_planner_item

    def find(_: Any) -> Any:
        return clients[-1].planner.create_planner_item(title="made by find")

    _, outcomes = driver.run(titles(3), journal=path, find=find, ordered=True, method=method)

    assert outcomes[1].source == "find"
    assert outcomes[1].result.title == "made by find"


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([{"title": "another"}, *titles(4)[1:]], "row 0 differs"),
        ([*titles(3), {"title": "another"}], "row 3 differs"),
        (titles(4)[1:], "row 0 differs"),
        (titles(2), "it has 4, and these are 2"),
        ([], "it has 4, and these are 0"),
        ([titles(4)[number] for number in (0, 2, 1, 3)], "row 1 differs"),
        ([{**row, "hours": 1} for row in titles(4)], "row 0 differs"),
    ],
)
def test_journal_of_other_rows_is_refused(driver: Driver, server: Server, path: Path, rows: Any, message: str) -> None:
    driver.run(titles(4), journal=path)
    server.seen.clear()

    with pytest.raises(JournalError, match=message):
        driver.run(rows, journal=path, in_flight=1)
    assert server.seen == []


def test_journal_of_another_operation_is_refused(driver: Driver, path: Path) -> None:
    driver.run(titles(2), journal=path)

    with pytest.raises(JournalError, match=r"belongs to another job: .*create_planner_item.*, not .*create_goal"):
        driver.run(titles(2), journal=path, method=lambda client: client.goals.create_goal)
    with pytest.raises(JournalError, match=r"with arguments"):
        driver.run(
            titles(2),
            journal=path,
            method=lambda client: functools.partial(client.planner.create_planner_item, hours=1),
        )


def test_journal_of_another_server_is_refused(driver: Driver, path: Path) -> None:
    driver.run(titles(2), journal=path)

    with pytest.raises(JournalError, match=r"at https://app\.msportal\.test, not .* at https://other\.msportal\.test"):
        driver.run(titles(2), journal=path, client={"base_url": "https://other.msportal.test"})


def test_journal_in_use_is_refused(driver: Driver, server: Server, path: Path) -> None:
    def each(*_: Any) -> None:
        with pytest.raises(JournalError, match="is in use by another job or process"):
            Driver("threads", server).run(titles(2), journal=path)

    _, outcomes = driver.run(titles(2), journal=path, each=each)

    assert len(outcomes) == 2


def test_journal_in_use_by_another_process_is_refused(path: Path, server: Server) -> None:
    code = (
        "import sys; from msportal_client.bulk import bulk\n"
        f"for _ in bulk(lambda **row: 1, [{{}}], journal={str(path)!r}): print('open', flush=True); sys.stdin.read()"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdin
    assert process.stdout.readline() == "open\n"
    with pytest.raises(JournalError, match="in use"):
        list(bulk(print, [{}], journal=path))
    process.stdin.close()
    process.wait(20)
    process.stdout.close()


@pytest.mark.parametrize(
    "content", [b"not a database, but a text of some length" * 40, b"SQLite format 3\0" + b"\xff" * 4000]
)
def test_file_that_is_no_journal_is_refused(driver: Driver, server: Server, path: Path, content: bytes) -> None:
    path.write_bytes(content)

    with pytest.raises(JournalError, match="cannot be used: file is not a database"):
        driver.run(titles(2), journal=path)
    assert path.read_bytes() == content
    assert server.seen == []


def test_database_of_another_application_is_refused(driver: Driver, path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE rows (x)")
    connection.close()

    with pytest.raises(JournalError, match="is another application's database"):
        driver.run(titles(2), journal=path)


def test_newer_journal_is_refused(driver: Driver, path: Path) -> None:
    driver.run(titles(2), journal=path)
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version=99")
    connection.close()

    with pytest.raises(JournalError, match="has version 99"):
        driver.run(titles(2), journal=path)


def test_journal_that_cannot_be_opened(driver: Driver, server: Server, tmp_path: Path) -> None:
    with pytest.raises(JournalError, match="cannot be used"):
        driver.run(titles(2), journal=tmp_path)
    with pytest.raises(JournalError, match="No such file or directory"):
        driver.run(titles(2), journal=tmp_path / "missing" / "journal")
    assert server.seen == []


def test_journal_that_cannot_be_written_ends_the_job(
    driver: Driver, server: Server, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that fills up: a row that cannot be recorded is not sent, and what was sent is accounted for."""
    write = Journal.write
    written = 0

    def fail(self: Journal, index: int, digest: bytes, state: State, result: Any = None) -> None:
        nonlocal written
        written += 1
        if written > 20:
            raise JournalError("the disk is full")
        write(self, index, digest, state, result)

    monkeypatch.setattr(Journal, "write", fail)
    seen: list[Any] = []
    with pytest.raises(JournalError, match="disk is full"):
        driver.run(titles(50), journal=path, each=lambda _, outcome: seen.append(outcome))

    done = {outcome.row["title"] for outcome in seen if outcome.status == "done"}
    assert done == set(server.titles)
    assert {outcome.status for outcome in seen} <= {"done", "not_sent"}
    assert len(server.titles) < 21


def test_full_disk_is_an_error(path: Path) -> None:
    journal = Journal(path, "job", str)
    connection: Any = vars(journal)["_connection"]
    connection.execute("PRAGMA max_page_count=5")

    def fill() -> None:
        for index in range(1000):
            journal.write(index, b"x" * 16, State.SENT)

    with pytest.raises(JournalError, match="full"):
        fill()
    with pytest.raises(JournalError, match="full"):
        journal.write(1000, b"x" * 16, State.SENT)
    journal.close()


def test_journal_is_private(driver: Driver, server: Server, path: Path) -> None:
    """It has neither the API key, even where the server repeats it, nor the rows; and only its owner can read it."""
    server.replies["item 0"] = envelope(planner_item_detail(title=f"echo of {KEY}"), status=201)
    rows = [{"title": "item 0", "private_notes": "the secret of the row"}, *titles(3)[1:]]
    options = RequestOptions(headers={"X-Trace": "secret-header"})
    driver.run([{**row, "options": options} for row in rows], journal=path)

    content = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert b"echo of" in content
    for secret in (KEY, "the secret of the row", "secret-header"):
        assert secret.encode() not in content
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_journal_leaves_one_file(driver: Driver, path: Path) -> None:
    driver.run(titles(3), journal=path)

    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_row_that_has_no_digest_fails(driver: Driver, server: Server, path: Path) -> None:
    rows = [{"title": "a"}, {"title": object()}, {"title": "b"}]
    _, outcomes = driver.run(rows, journal=path, ordered=True)

    assert [outcome.status for outcome in outcomes] == ["done", "failed", "done"]
    assert "the same in each run" in str(outcomes[1].error)
    # And again: the row is not recorded, and the others are known.
    _, outcomes = driver.run(rows, journal=path, ordered=True)
    assert [outcome.source for outcome in outcomes] == ["journal", "call", "journal"]


class Colour(enum.Enum):
    RED = "red"


ID = UUID("6f1c2a52-7a5f-4a7e-9f57-0f4a9d3f3b11")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        ({"a": ID}, {"a": str(ID)}),
        ({"a": BusinessValue.HIGH}, {"a": "High"}),
        ({"a": Colour.RED}, {"a": "red"}),
        ({"a": datetime(2026, 1, 1, tzinfo=UTC)}, {"a": "2026-01-01T00:00:00.000Z"}),
        ({"a": (1, 2)}, {"a": [1, 2]}),
        ({"a": {"x", "y"}}, {"a": {"y", "x"}}),
        ({"a": RequestOptions(timeout=3)}, {"a": RequestOptions(retry=RetryPolicy(), request_id=str(uuid4()))}),
        ({"a": Decimal("1.5")}, {"a": Decimal("1.5")}),
    ],
    ids=lambda value: "",
)
def test_same_rows_have_one_digest(one: Any, other: Any) -> None:
    assert digest_of(one) == digest_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"a": 1}, {"a": "1"}),
        ({"a": None}, {}),
        ({"a": 1, "b": 2}, {"a": 2, "b": 1}),
        ({"a": "bc"}, {"ab": "c"}),
        ({"a": RequestOptions(body={"x": 1})}, {"a": RequestOptions(body={"x": 2})}),
        ({"a": True}, {"a": 1}),
    ],
    ids=lambda value: "",
)
def test_other_rows_have_other_digests(one: Any, other: Any) -> None:
    assert digest_of(one) != digest_of(other)


def test_unset_argument_is_as_none_at_all(path: Path) -> None:
    journal = Journal(path, "job", str)
    assert journal.digest({"a": 1, "b": UNSET}) == journal.digest({"a": 1})
    journal.close()


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text() | st.floats(allow_nan=False, allow_infinity=False),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_json_results_are_kept(value: Any) -> None:
    assert read_result(write_result(value)) == value


def test_models_are_kept() -> None:
    item = PlannerItemDetail.from_dict(planner_item_detail(colour="red"))

    assert read_result(write_result(item)) == item


@pytest.mark.parametrize("value", [ID, object(), (1, 2), {1: 2}, [ID], float("nan"), b"bytes"])
def test_other_results_are_not_kept(value: Any) -> None:
    assert read_result(write_result(value)) is NOT_KEPT


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"model": 3, "value": 1}',
        '{"model": ["os", "system"], "value": "x"}',
        '{"model": ["msportal_client.models", "Gone"], "value": {}}',
        '{"model": ["msportal_client.models.goal", "Goal"], "value": {}}',
    ],
)
def test_results_that_cannot_be_read(text: str) -> None:
    assert read_result(text) is NOT_KEPT


def test_result_that_was_not_kept_is_an_error(path: Path) -> None:
    list(bulk(_make_id, [{}], journal=path))
    [outcome] = list(bulk(_make_id, [{}], journal=path))

    assert outcome.status == "done"
    assert outcome.error is None
    with pytest.raises(JournalError, match="of a type that a journal cannot keep"):
        _ = outcome.result


def _make_id() -> UUID:
    return ID


def test_stop_in_find_leaves_the_row_unknown(path: Path, server: Server) -> None:
    server.lost = {"item 1"}
    driver = Driver("asyncio", server)
    driver.run(titles(3), journal=path)
    jobs: list[Any] = []

    async def find(_: Any) -> Any:
        jobs[0].stop()
        await anyio.sleep(60)

    async def main() -> list[Any]:
        transport = httpx.MockTransport(server.handle_async)
        async with AsyncMSPortal(KEY, transport=transport, base_url="https://app.msportal.test") as msportal:
            jobs.append(bulk(msportal.planner.create_planner_item, titles(3), journal=path, find=find, ordered=True))
            return [outcome async for outcome in jobs[0]]

    outcomes = anyio.run(main)
    assert outcomes[1].status == "unknown"
    assert server.seen.count("item 1") == 1


def test_waiting_for_the_quota_is_not_recorded_as_sent(path: Path, server: Server) -> None:
    """A job that is killed while rows wait for the quota has nothing to look up for them."""
    states: list[Any] = []
    with MSPortal(KEY, transport=httpx.MockTransport(server.handle)) as msportal:
        server.held = lambda _: True  # The first request is a probe: the others wait for its answer.
        job: Any = bulk(msportal.planner.create_planner_item, titles(10), journal=path, in_flight=10)

        def look() -> None:
            while not server.seen:
                time.sleep(0.001)
            journal = job._plan.journal
            states.append(journal._connection.execute("SELECT count(*) FROM rows").fetchone()[0])
            server.gate.open()

        thread = threading.Thread(target=look)
        thread.start()
        outcomes = list(job)
        thread.join()

    assert len(outcomes) == 10
    assert states == [1]


def test_asynchronous_rows_with_journal(path: Path, server: Server) -> None:
    driver = Driver("trio", server)
    driver.run(asynchronously(titles(30)), journal=path, leave_after=10)
    _, outcomes = driver.run(asynchronously(titles(30)), journal=path)

    assert len(outcomes) == 30
    assert len(server.titles) == 30
