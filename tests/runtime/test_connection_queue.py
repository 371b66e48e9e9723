"""ConnectionQueue: whatever calls and connections do, none is lost, handed out twice or given to two calls."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from runtime.interrupts import raising_at

from msportal_client._runtime.connection_queue import (
    ConnectionQueue,
    NoConnectionError,
    QueueClosedError,
    Waiter,
)

EXPIRY = 30.0


class FakeConnection:
    def __init__(self, number: int) -> None:
        self.number = number
        self.idle_since: float | None = None
        self.user: object = None

    def __repr__(self) -> str:
        return f"<connection {self.number}>"


class QueueMachine(RuleBasedStateMachine):
    """A model: the connections that calls hold, those that are idle, and the calls that wait, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 100.0
        self.calls = 0
        self.made: list[FakeConnection] = []
        self.held: list[FakeConnection] = []
        self.idle: list[FakeConnection] = []
        self.ended: list[FakeConnection] = []
        self.waiting: list[Waiter[FakeConnection]] = []
        self.woken: list[Waiter[FakeConnection]] = []
        self.served: list[Waiter[FakeConnection]] = []
        self.closed = False

    def make(self) -> FakeConnection:
        self.made.append(FakeConnection(len(self.made)))
        return self.made[-1]

    @initialize(most=st.integers(1, 4))
    def begin(self, most: int) -> None:
        self.most = most
        self.queue: ConnectionQueue[FakeConnection] = ConnectionQueue(self.make, max_connections=most, expiry=EXPIRY)

    def end(self, connections: list[FakeConnection]) -> None:
        """Take note of the connections that the queue says to close."""
        assert not set(connections) & set(self.ended), "a connection is closed twice"
        self.ended += connections
        self.idle = [each for each in self.idle if each not in connections]

    def expect_served(self, connection: FakeConnection | None) -> None:
        """Check that the first waiter has the connection; None for a new one."""
        waiter = self.waiting.pop(0)
        assert self.woken == [waiter], "the first in the queue is woken, and nobody else"
        given = waiter.connection
        assert given is not None
        assert given is (self.made[-1] if connection is None else connection)
        assert self.queue.ready(waiter)
        self.served.append(waiter)
        self.held.append(given)
        self.woken.clear()

    @precondition(lambda self: not self.closed)
    @rule(count=st.integers(1, 3))
    def call(self, count: int) -> None:
        for _ in range(count):
            self.call_once()

    def call_once(self) -> None:
        self.calls += 1
        before = len(self.made)
        waiter: Waiter[FakeConnection] = Waiter()
        if not self.queue.enter(waiter):
            waiter.wake = lambda: self.woken.append(waiter)
            assert not self.queue.ready(waiter)
            assert self.waiting or not self.idle
            self.waiting.append(waiter)
            return
        connection = self.queue.result(waiter)
        assert not self.waiting, "a new call passes those that wait"
        if self.idle:
            assert connection is self.idle.pop(), "the connection that was used last is taken"
            assert len(self.made) == before
        assert connection not in self.held
        self.held.append(connection)

    @precondition(lambda self: self.held)
    @rule(data=st.data(), well=st.booleans())
    def give_back(self, data: st.DataObject, *, well: bool) -> None:
        connection = data.draw(st.sampled_from(self.held))
        self.held.remove(connection)
        self.served = [waiter for waiter in self.served if waiter.connection is not connection]
        self.returned(connection, well=well)

    def returned(self, connection: FakeConnection, *, well: bool) -> None:
        if well:
            expired = self.queue.give_back(connection, self.now)
        else:
            expired = self.queue.discard(connection)
            assert connection in expired
        self.after(connection, expired, well=well and not self.closed)

    def after(self, connection: FakeConnection, expired: list[FakeConnection], *, well: bool) -> None:
        if self.closed:
            assert expired == [connection]
        elif self.waiting:
            self.expect_served(connection if well else None)
        elif well:
            self.idle.append(connection)
        self.end(expired)

    @precondition(lambda self: self.waiting)
    @rule(data=st.data())
    def give_up(self, data: st.DataObject) -> None:
        """Cancel a waiting call, or let its time pass."""
        waiter = data.draw(st.sampled_from(self.waiting))
        with pytest.raises(NoConnectionError):
            self.queue.result(waiter)
        self.waiting.remove(waiter)
        assert self.queue.leave(waiter, self.now) == []
        assert self.queue.leave(waiter, self.now) == [], "leaving twice does nothing"

    @precondition(lambda self: self.served)
    @rule(data=st.data())
    def cancel_after_serving(self, data: st.DataObject) -> None:
        """Cancel a call between getting its connection and running on."""
        waiter = data.draw(st.sampled_from(self.served))
        self.served.remove(waiter)
        connection = waiter.connection
        assert connection is not None
        assert self.queue.result(waiter) is connection
        self.held.remove(connection)
        self.after(connection, self.queue.leave(waiter, self.now), well=True)

    @rule(seconds=st.sampled_from([1.0, EXPIRY - 1, EXPIRY + 1]))
    def wait(self, seconds: float) -> None:
        self.now += seconds

    @precondition(lambda self: not self.closed and self.idle)
    @rule()
    def call_and_return_expires_others(self) -> None:
        waiter: Waiter[FakeConnection] = Waiter()
        assert self.queue.enter(waiter)
        connection = self.queue.result(waiter)
        assert connection is self.idle.pop()
        late = [each for each in self.idle if self.now - (each.idle_since or self.now) > EXPIRY]
        expired = self.queue.leave(waiter, self.now)
        assert self.queue.leave(waiter, self.now) == [], "leaving twice does nothing"
        assert expired == late
        self.idle.append(connection)
        self.end(expired)

    @precondition(lambda self: not self.closed and self.calls > 12)
    @rule()
    def close(self) -> None:
        closing = self.queue.close()
        assert set(closing) == {*self.held, *self.idle}
        assert self.woken == self.waiting, "closing wakes every waiter"
        for waiter in self.waiting:
            assert self.queue.ready(waiter)
            with pytest.raises(QueueClosedError):
                self.queue.result(waiter)
            assert self.queue.leave(waiter, self.now) == []
        self.closed = True
        # A connection in use is closed under the call, and again when the call gives it back.
        self.end([each for each in closing if each not in self.held])
        self.waiting, self.woken = [], []
        with pytest.raises(QueueClosedError):
            self.queue.enter(Waiter())

    @rule()
    def repair(self) -> None:
        assert self.queue.repair(self.now) == [], "nothing is broken"

    @rule(well=st.booleans())
    def return_of_parent(self, *, well: bool) -> None:
        """Give back a connection of the parent process after a fork: it is nobody's here."""
        strange = FakeConnection(-1)
        found = self.queue.give_back(strange, self.now) if well else self.queue.discard(strange)
        assert found == ([strange] if self.closed else [])

    @invariant()
    def nothing_is_lost(self) -> None:
        if not hasattr(self, "queue"):
            return
        assert len(set(self.held)) == len(self.held), "a connection is given to two calls"
        assert set(self.made) == {*self.held, *self.idle, *self.ended}, "a connection is lost"
        assert not {*self.held, *self.idle} & set(self.ended), "a closed connection is in use"
        if not self.closed:
            assert self.queue.connections == {*self.held, *self.idle}
            assert len(self.queue.connections) <= self.most
            assert not (self.waiting and self.idle), "a call waits while a connection is idle"
            assert not self.waiting or len(self.held) == self.most
            assert all(connection.idle_since is not None for connection in self.idle)
            assert all(connection.idle_since is None for connection in self.held)
            text = f"<{len(self.held)} busy, {len(self.idle)} idle connections, {len(self.waiting)} calls waiting>"
            assert repr(self.queue) == text


TestQueue: Any = QueueMachine.TestCase
TestQueue.settings = settings(max_examples=100, stateful_step_count=50, deadline=None)


def test_closed_queue_told_from_full_one() -> None:
    """A call that waits gets another error where the queue was closed than where no connection became free."""
    queue = ConnectionQueue(lambda: FakeConnection(1), max_connections=1, expiry=EXPIRY)
    assert queue.enter(Waiter())
    waiter: Waiter[FakeConnection] = Waiter()
    assert not queue.enter(waiter)
    with pytest.raises(NoConnectionError):
        queue.result(waiter)
    queue.close()
    with pytest.raises(QueueClosedError):
        queue.result(waiter)


@pytest.mark.parametrize("action", ["enter", "give back", "discard", "wait", "expire"])
def test_interrupt_at_every_line(action: str) -> None:
    """A signal handler raises at any line of the queue: after `repair` and a second `leave`, all is as it should be."""
    interrupted = True
    number = 0
    while interrupted:
        number += 1
        interrupted = interrupt(action, number)
    assert number > 4


def interrupt(action: str, number: int) -> bool:
    """Raise at the line with this number, if there is one; return whether there is."""
    queue: ConnectionQueue[FakeConnection] = ConnectionQueue(
        lambda: FakeConnection(0), max_connections=2, expiry=EXPIRY
    )
    woken: list[Waiter[FakeConnection]] = []
    first, second, third = Waiter[FakeConnection](), Waiter[FakeConnection](), Waiter[FakeConnection]()
    third.wake = partial(woken.append, third)
    assert queue.enter(first)
    if action in {"give back", "discard", "wait"}:
        assert queue.enter(second)
    if action in {"give back", "discard"}:
        assert not queue.enter(third)
    if action == "expire":
        assert queue.enter(second)
        queue.leave(second, 0.0)
    calls: dict[str, Callable[[], object]] = {
        "enter": partial(queue.enter, second),
        "wait": partial(queue.enter, third),
        "give back": partial(queue.leave, first, 0.0),
        "discard": partial(queue.leave, first, 0.0, reusable=False),
        "expire": partial(queue.leave, first, 100.0),
    }
    caller = {"enter": second, "wait": third}.get(action, first)
    interrupted = raising_at(number, calls[action], ConnectionQueue.__module__)
    if interrupted:
        closing = queue.repair(0.0)
        closing += queue.leave(caller, 0.0, reusable=False)
        assert len(closing) == len(set(closing)), "a connection is closed twice"
    state: Any = queue
    waiting = [each for each in (third,) if each in state._waiters]
    held = [each.connection for each in (first, second, third) if each.connection and each.connection.user is each]
    assert len(set(held)) == len(held), "a connection is given to two calls"
    assert {*held, *state._idle} == queue.connections, "a connection is lost"
    assert not waiting or len(held) == 2, "a call waits in vain"
    assert third.connection is None or third in woken or action not in {"give back", "discard"}
    assert not any(each.connection for each in waiting)
    return interrupted
