"""The store: which item each task has become, what is under way, and who syncs a plan now. SQLite or PostgreSQL."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

try:
    import sqlalchemy as sa
    from sqlalchemy import event
    from sqlalchemy.dialects import postgresql, sqlite
    from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
except ImportError as error:
    raise ImportError('the sync needs SQLAlchemy: pip install "msportal-client[bridges]"') from error

__all__ = [
    "DEFAULT_STORE",
    "Lease",
    "LeaseHeldError",
    "LeaseLostError",
    "Link",
    "LinkState",
    "StoreError",
    "StoredPlan",
    "SyncStore",
]

DEFAULT_STORE = "msportal-bridge.sqlite3"

_METADATA = sa.MetaData()
_PLANS = sa.Table(
    "planner_sync_plans_v1",
    _METADATA,
    sa.Column("plan_id", sa.String(64), primary_key=True),
    sa.Column("company_id", sa.String(64), primary_key=True),
    sa.Column("cache", sa.Text),
    sa.Column("owner", sa.String(255)),
    sa.Column("token", sa.Integer, nullable=False),
    sa.Column("expires", sa.Float, nullable=False),
    sa.Column("ended_well", sa.Boolean, nullable=False),
    sa.Column("last_run", sa.Float),
    sa.Column("report", sa.Text),
)
_LINKS = sa.Table(
    "planner_sync_links_v1",
    _METADATA,
    sa.Column("plan_id", sa.String(64), primary_key=True),
    sa.Column("company_id", sa.String(64), primary_key=True),
    sa.Column("task_id", sa.String(64), primary_key=True),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("item_id", sa.String(64)),
    sa.Column("fingerprint", sa.String(64), nullable=False),
)


class StoreError(ValueError):
    """The store is no database that can be used."""


class LeaseHeldError(RuntimeError):
    """Another worker syncs the plan."""


class LeaseLostError(RuntimeError):
    """Another worker took the plan over, because this one did not renew its lease in time. Nothing more was written."""


class LinkState(StrEnum):
    """The states of an item, as far as they are known."""

    # It is about to be sent, or was sent and its outcome is not known.
    SENT = "sent"
    DONE = "done"
    # The task is gone, and its item is about to be archived, or was without that being known.
    ARCHIVING = "archiving"
    # The task is gone, and its item is archived.
    ARCHIVED = "archived"


@dataclass(frozen=True, slots=True)
class Link:
    """A task and its item.

    Attributes:
        task_id: The id of the task.
        state: What is known of the item.
        item_id: The id of the item; None until it is known.
        fingerprint: That of the fields that were sent last.
    """

    task_id: str
    state: LinkState
    item_id: str | None
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to sync a plan, until it expires.

    Attributes:
        plan_id: The plan.
        company_id: The company that its items belong to.
        token: A number that grows with each lease of the plan.
        ended_well: Whether the last run ended by itself, so that its records are complete.
        cache: The stored cache of Planner; None before the first run.
    """

    plan_id: str
    company_id: str
    token: int
    ended_well: bool
    cache: str | None


@dataclass(frozen=True, slots=True)
class StoredPlan:
    """A plan in the store.

    Attributes:
        plan_id: The plan.
        company_id: The company that its items belong to.
        owner: Who syncs it now; None where nobody does.
        last_run: When the last run ended, as Unix time; None before the first.
        items: How many items there are.
        unknown: The number of items whose outcome is not known.
        report: The last report, as JSON; None before the first.
    """

    plan_id: str
    company_id: str
    owner: str | None
    last_run: float | None
    items: int
    unknown: int
    report: str | None


class SyncStore:
    """The records of syncs, in a database. Several workers may share it; each plan is synced by one of them at a time.

    Args:
        where: The path of a SQLite file, or the URL of a database as SQLAlchemy has it, of SQLite or PostgreSQL:
            `postgresql+psycopg://user@host/name`. `postgresql://` and `postgres://` use psycopg too. Its tables are made
            where they are missing.

    Raises:
        StoreError: The URL is no URL, or of another kind of database, its driver is missing, or the database cannot be
            opened.
    """

    def __init__(self, where: str | os.PathLike[str] = DEFAULT_STORE) -> None:
        text = os.fspath(where)
        try:
            url = _url(text)
            kind = url.get_backend_name()
        except (ArgumentError, ValueError):
            raise StoreError(
                "store: is not the URL of a database, such as postgresql+psycopg://user@host/name"
            ) from None
        if kind not in {"sqlite", "postgresql"}:
            raise StoreError(f"store: must be of SQLite or PostgreSQL, is of {kind}")
        if kind == "sqlite" and url.database in {None, "", ":memory:"}:
            raise StoreError("store: a database in memory keeps no records")
        try:
            self._engine = sa.create_engine(url, pool_pre_ping=kind == "postgresql")
        except (ImportError, SQLAlchemyError) as error:
            raise StoreError(f"store: there is no driver {url.drivername}: {error}") from error
        self._is_sqlite = kind == "sqlite"
        if self._is_sqlite:
            event.listen(self._engine, "connect", _set_up_sqlite)
            event.listen(self._engine, "begin", _begin_immediate)
        dialect: Any = sqlite if self._is_sqlite else postgresql
        self._insert = dialect.insert
        try:
            with self._engine.begin() as connection:
                if not self._is_sqlite:  # Two workers may make the tables at once.
                    lock = "SELECT pg_advisory_xact_lock(hashtext('msportal_client.bridges.sync'))"
                    connection.execute(sa.text(lock))
                _METADATA.create_all(connection)
        except DBAPIError as error:
            self._engine.dispose()
            raise StoreError(f"store: {url.render_as_string(hide_password=True)}: {error.orig}") from error
        insert = self._insert(_LINKS)
        written = {name: insert.excluded[name] for name in ("state", "item_id", "fingerprint")}
        self._upsert = insert.on_conflict_do_update(index_elements=list(_LINKS.primary_key), set_=written)

    def __repr__(self) -> str:
        return f"<SyncStore {self._engine.url.render_as_string(hide_password=True)}>"

    def close(self) -> None:
        """Close the connections."""
        self._engine.dispose()

    # --- leases ---

    def acquire(self, plan_id: str, company_id: str, owner: str, seconds: float) -> Lease:
        """Take the lease of a plan for `seconds`.

        Raises:
            LeaseHeldError: Another worker has it.
        """
        with self._engine.begin() as connection:
            now = self._now(connection)
            new = {"token": 0, "expires": 0.0, "ended_well": True}
            values = self._insert(_PLANS).values(plan_id=plan_id, company_id=company_id, **new)
            connection.execute(values.on_conflict_do_nothing())
            row = (
                connection.execute(_of_plan(sa.select(_PLANS), plan_id, company_id).with_for_update()).mappings().one()
            )
            if row["owner"] is not None and row["expires"] > now:
                raise LeaseHeldError(
                    f"the plan {plan_id} is synced by {row['owner']}, for up to {row['expires'] - now:.0f} s"
                )
            token = int(row["token"]) + 1
            change = {"owner": owner, "token": token, "expires": now + seconds, "ended_well": False}
            connection.execute(_of_plan(sa.update(_PLANS), plan_id, company_id).values(**change))
            return Lease(plan_id, company_id, token, ended_well=bool(row["ended_well"]), cache=row["cache"])

    def renew(self, lease: Lease, seconds: float) -> None:
        """Keep a lease for `seconds` more.

        Raises:
            LeaseLostError: Another worker has it.
        """
        with self._holding(lease) as connection:
            self._change(connection, lease, expires=self._now(connection) + seconds)

    def release(self, lease: Lease, *, report: str | None, ended_well: bool) -> None:
        """Give a lease back, with the report of the run.

        Raises:
            LeaseLostError: Another worker has it.
        """
        with self._holding(lease) as connection:
            now = self._now(connection)
            kept = {} if report is None else {"report": report, "last_run": now}
            self._change(connection, lease, owner=None, expires=now, ended_well=ended_well, **kept)

    def save_cache(self, lease: Lease, cache: str) -> None:
        """Store the cache of Planner.

        Raises:
            LeaseLostError: Another worker has the plan.
        """
        with self._holding(lease) as connection:
            self._change(connection, lease, cache=cache)

    def stored_cache(self, plan_id: str, company_id: str) -> str | None:
        """Return the stored cache of Planner; None before the first run."""
        with self._engine.begin() as connection:
            found: str | None = connection.execute(_of_plan(sa.select(_PLANS.c.cache), plan_id, company_id)).scalar()
            return found

    # --- links ---

    def links(self, plan_id: str, company_id: str) -> dict[str, Link]:
        """Return the links of a plan by the ids of their tasks."""
        with self._engine.begin() as connection:
            rows = connection.execute(_of_plan(sa.select(_LINKS), plan_id, company_id, _LINKS)).mappings()
            return {
                row["task_id"]: Link(row["task_id"], LinkState(row["state"]), row["item_id"], row["fingerprint"])
                for row in rows
            }

    def record(self, lease: Lease, links: Iterable[Link]) -> None:
        """Write links, all or none.

        Raises:
            LeaseLostError: Another worker has the plan.
        """
        with self._holding(lease) as connection:
            rows = [
                {
                    "plan_id": lease.plan_id,
                    "company_id": lease.company_id,
                    "task_id": link.task_id,
                    "state": link.state.value,
                    "item_id": link.item_id,
                    "fingerprint": link.fingerprint,
                }
                for link in links
            ]
            if rows:
                connection.execute(self._upsert, rows)

    def forget(self, lease: Lease, task_ids: Iterable[str]) -> None:
        """Remove the links of tasks that were certainly not sent.

        Raises:
            LeaseLostError: Another worker has the plan.
        """
        with self._holding(lease) as connection:
            for task_id in task_ids:
                where = _of_plan(sa.delete(_LINKS), lease.plan_id, lease.company_id, _LINKS)
                connection.execute(where.where(_LINKS.c.task_id == task_id))

    def plans(self) -> list[StoredPlan]:
        """Return every plan in the store."""
        with self._engine.begin() as connection:
            now = self._now(connection)
            counts = (
                sa.select(
                    _LINKS.c.plan_id,
                    _LINKS.c.company_id,
                    sa.func.count().label("items"),
                    sa.func.sum(sa.case((_LINKS.c.state == LinkState.SENT.value, 1), else_=0)).label("unknown"),
                )
                .group_by(_LINKS.c.plan_id, _LINKS.c.company_id)
                .subquery()
            )
            joined = _PLANS.outerjoin(
                counts, sa.and_(_PLANS.c.plan_id == counts.c.plan_id, _PLANS.c.company_id == counts.c.company_id)
            )
            own = [column for column in _PLANS.c if column is not _PLANS.c.cache]
            chosen = sa.select(*own, counts.c["items"], counts.c.unknown).select_from(joined).order_by(_PLANS.c.plan_id)
            return [
                StoredPlan(
                    row["plan_id"],
                    row["company_id"],
                    row["owner"] if row["expires"] > now else None,
                    row["last_run"],
                    int(row["items"] or 0),
                    int(row["unknown"] or 0),
                    row["report"],
                )
                for row in connection.execute(chosen).mappings()
            ]

    # --- within a transaction ---

    @contextmanager
    def _holding(self, lease: Lease) -> Generator[sa.Connection]:
        """Begin a transaction in which nobody else can take the plan over."""
        with self._engine.begin() as connection:
            # The token alone: the row also has the cache, of megabytes, and each write comes here.
            chosen = _of_plan(sa.select(_PLANS.c.token), lease.plan_id, lease.company_id).with_for_update()
            if connection.execute(chosen).scalar() != lease.token:
                raise LeaseLostError(f"the plan {lease.plan_id} was taken over by another worker")
            yield connection

    def _change(self, connection: sa.Connection, lease: Lease, **values: Any) -> None:
        connection.execute(_of_plan(sa.update(_PLANS), lease.plan_id, lease.company_id).values(**values))

    def _now(self, connection: sa.Connection) -> float:
        """Return the time of the database, which all workers share."""
        text = (
            "SELECT (julianday('now') - 2440587.5) * 86400.0"
            if self._is_sqlite
            else "SELECT extract(epoch FROM clock_timestamp())"
        )
        return float(connection.execute(sa.text(text)).scalar_one())


def _url(where: str) -> sa.URL:
    """Return the URL of a database, which `where` is, or of the SQLite file at this path."""
    if "://" not in where:
        return sa.URL.create("sqlite", database=str(Path(where).absolute()))
    url = sa.make_url(where)
    return url.set(drivername="postgresql+psycopg") if url.drivername in {"postgres", "postgresql"} else url


def _of_plan(statement: Any, plan_id: str, company_id: str, table: sa.Table = _PLANS) -> Any:
    return statement.where(table.c.plan_id == plan_id, table.c.company_id == company_id)


def _set_up_sqlite(connection: Any, _record: object) -> None:
    # The driver's own transactions begin too late: two workers could both read before one of them writes.
    connection.isolation_level = None
    for line in ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "PRAGMA busy_timeout = 30000"):
        connection.execute(line).close()


def _begin_immediate(connection: sa.Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
