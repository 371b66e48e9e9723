"""The store, in SQLite and in PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from bridges.sync.conftest import Sides

from msportal_client.bridges.sync import LeaseHeldError, LeaseLostError, StoreError, SyncStore
from msportal_client.bridges.sync.store import Link, LinkState

PLAN, COMPANY = "xqQg5FS2LkCp935s-FIFm2QAFkHM", "94b4b9af-436c-5cc3-8327-9181f7cae221"


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return request.getfixturevalue("postgres") if request.param == "postgresql" else str(tmp_path / "store.sqlite3")


@pytest.fixture
def plan_id(request: pytest.FixtureRequest) -> str:
    """A plan of the test's own: all tests share one database."""
    return f"{request.node.name[:40]}{id(request)}"


@pytest.fixture
def store(where: str) -> Iterator[SyncStore]:
    store = SyncStore(where)
    yield store
    store.close()


def test_lease_is_held_renewed_and_given_back(store: SyncStore, plan_id: str) -> None:
    lease = store.acquire(plan_id, COMPANY, "one", 60.0)
    with pytest.raises(LeaseHeldError, match=f"the plan {plan_id[:20]}.* is synced by one, for up to 60 s"):
        store.acquire(plan_id, COMPANY, "two", 60.0)
    store.renew(lease, 30.0)
    store.release(lease, report=None, ended_well=True)
    second = store.acquire(plan_id, COMPANY, "two", 60.0)
    assert (second.token, second.ended_well) == (2, True)
    with pytest.raises(LeaseLostError):
        store.renew(lease, 30.0)


def test_lease_of_another_company_is_another(store: SyncStore, plan_id: str) -> None:
    store.acquire(plan_id, COMPANY, "one", 60.0)
    store.acquire(plan_id, "another", "one", 60.0)


def test_lease_that_expired_is_taken_over(store: SyncStore, plan_id: str) -> None:
    first = store.acquire(plan_id, COMPANY, "one", 0.0)
    second = store.acquire(plan_id, COMPANY, "two", 60.0)
    assert not second.ended_well
    with pytest.raises(LeaseLostError):
        store.record(first, [Link("task", LinkState.SENT, None, "")])
    with pytest.raises(LeaseLostError):
        store.forget(first, ["task"])
    with pytest.raises(LeaseLostError):
        store.save_cache(first, "{}")
    with pytest.raises(LeaseLostError):
        store.release(first, report=None, ended_well=True)
    assert store.links(plan_id, COMPANY) == {}


def test_one_of_many_gets_the_lease(where: str, store: SyncStore, plan_id: str) -> None:
    def attempt(number: int) -> int:
        other = SyncStore(where)
        try:
            return other.acquire(plan_id, COMPANY, str(number), 60.0).token
        except LeaseHeldError:
            return 0
        finally:
            other.close()

    store.release(store.acquire(plan_id, COMPANY, "first", 60.0), report=None, ended_well=True)
    with ThreadPoolExecutor(8) as threads:
        assert sorted(threads.map(attempt, range(8))) == [0] * 7 + [2]


def test_first_lease_of_a_plan_is_taken_by_one(where: str, store: SyncStore, plan_id: str) -> None:
    def attempt(number: int) -> bool:
        try:
            store.acquire(plan_id, COMPANY, str(number), 60.0)
        except LeaseHeldError:
            return False
        return True

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(attempt, range(8))) == 1


def test_links(store: SyncStore, plan_id: str) -> None:
    lease = store.acquire(plan_id, COMPANY, "one", 60.0)
    sent, done = Link("a", LinkState.SENT, None, "1"), Link("b", LinkState.DONE, "item", "2")
    store.record(lease, [sent, done])
    assert store.links(plan_id, COMPANY) == {"a": sent, "b": done}
    changed = Link("a", LinkState.DONE, "other", "3")
    store.record(lease, [changed])
    store.record(lease, [])
    store.forget(lease, ["b", "c"])
    assert store.links(plan_id, COMPANY) == {"a": changed}


def test_plans(store: SyncStore, plan_id: str) -> None:
    lease = store.acquire(plan_id, COMPANY, "one", 60.0)
    store.record(lease, [Link("a", LinkState.SENT, None, "1"), Link("b", LinkState.DONE, "item", "2")])
    store.save_cache(lease, "a cache")
    found = next(plan for plan in store.plans() if plan.plan_id == plan_id)
    assert (found.owner, found.items, found.unknown, found.last_run, found.report) == ("one", 2, 1, None, None)
    store.release(lease, report='{"a": 1}', ended_well=True)
    found = next(plan for plan in store.plans() if plan.plan_id == plan_id)
    assert (found.owner, found.report) == (None, '{"a": 1}')
    assert found.last_run is not None
    assert store.stored_cache(plan_id, COMPANY) == "a cache"
    assert store.stored_cache("none", COMPANY) is None


def test_password_is_not_shown() -> None:
    pytest.importorskip("psycopg")
    store = SyncStore.__new__(SyncStore)
    import sqlalchemy as sa

    vars(store)["_engine"] = sa.create_engine("postgresql+psycopg://user:a-secret@127.0.0.1/db")
    assert "a-secret" not in repr(store)


def test_other_databases_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="store: must be of SQLite or PostgreSQL"):
        SyncStore("mysql+pymysql://user@127.0.0.1/db")
    with pytest.raises(ValueError, match="store: is not the URL of a database"):
        SyncStore("postgresql://host:port/name")


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
def test_databases_in_memory_are_refused(url: str) -> None:
    with pytest.raises(StoreError, match="in memory keeps no records"):
        SyncStore(url)


def test_driver_that_is_missing_is_named() -> None:
    with pytest.raises(StoreError, match=r"there is no driver postgresql\+nonesuch"):
        SyncStore("postgresql+nonesuch://user:a-secret@127.0.0.1/db")


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_server_that_is_away_is_named_without_the_password(scheme: str) -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(StoreError, match=r"store: postgresql\+psycopg://user:\*\*\*@127.0.0.1:1/db: ") as caught:
        SyncStore(f"{scheme}://user:a-secret@127.0.0.1:1/db")
    assert "a-secret" not in str(caught.value)


def test_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("no database, but a text that is long enough" * 50)
    with pytest.raises(StoreError, match=r"notes\.txt: file is not a database"):
        SyncStore(path)
    with pytest.raises(StoreError, match="unable to open database file"):
        SyncStore(tmp_path / "missing" / "store.sqlite3")


@pytest.mark.parametrize("name", ["a?b#c.sqlite3", "a%20b.sqlite3", "ä b.sqlite3"])
def test_name_of_the_file_is_taken_as_it_is(tmp_path: Path, name: str) -> None:
    SyncStore(tmp_path / name).close()
    assert (tmp_path / name).exists()


async def test_sync_with_postgresql(sides: Sides, postgres: str) -> None:
    sides.make_tasks(5)
    assert len((await sides.sync(store=postgres)).created) == 5
    assert (await sides.sync(store=postgres)).unchanged == 5
