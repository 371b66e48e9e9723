"""One worker's end of a window that many share: without I/O, without a lock, and with the face of `Window`.

The window itself is kept elsewhere, by the script `shared.lua`. Here is who waits in this process, what the script has
to hear of, and what it has said. Nobody waits for the script to hear that a permit is back, and a call learns that it
may go when the script's reply comes in. Where there is no reply, a window of this process takes over, with this
worker's part of what was left, until the script is back.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import formatdate
from typing import Any, cast

from ._headers import Quota, RateLimit, read_quota, read_rate_limit, read_retry_after
from ._server_time import ServerTime
from ._window import Window
from .limiter import Answer, Hold, Ticket

__all__ = ["ASKED", "BEAT", "LEASE", "SharedWindow"]

LEASE = 1.0
"""Seconds after which a worker that was not heard of is dead: its permits go to others, and its places in the line."""

BEAT = LEASE / 4
"""Seconds between two signs of life of a worker whose calls wait or are under way."""

_SOON = 0.002
"""Seconds until a worker whose calls wait for the answers of others asks again. It grows while nothing changes."""

_GROWTH = 1.5

_TOO_MANY_REQUESTS = 429

_FARTHEST = 32 * 86400.0
"""Seconds. A reset further off is nonsense, as for `Window`."""

_REASONS = {
    "spent": "the quota is spent",
    "left to others": "what is left of the quota is left to others who use the key",
    "under way": "requests under way will show what is left of the quota",
}

ASKED = Hold(None, None, "the shared window has not answered yet")


@dataclass(frozen=True, slots=True)
class _Report:
    """What an answer says of the quota, at moments of our monotonic clock; the script hears of them in seconds ago."""

    refused: bool
    quota: Quota | None
    clock_set: bool
    sent: float
    received: float
    by_reset: float | None
    by_seconds: float | None

    def message(self, now: float) -> dict[str, Any]:
        said = self.quota.rate_limit if self.quota else RateLimit(None, None, None)
        fields = {
            "refused": self.refused,
            "limit": said.limit,
            "remaining": said.remaining,
            "clock_set": self.clock_set,
            "sent_ago": now - self.sent,
            "received_ago": now - self.received,
            "over_in": None if self.by_seconds is None else self.by_seconds - now,
        }
        if said.reset_at is not None and self.by_reset is not None:
            fields.update(reset=said.reset_at.timestamp(), reset_in=self.by_reset - now)
        return {name: value for name, value in fields.items() if value is not None}

    @property
    def reopens(self) -> float | None:
        """After a 429: when its headers say that the quota begins anew."""
        return self.by_seconds if self.by_reset is None else self.by_reset


class SharedWindow:
    """The calls of one worker at the window of all of them.

    Args:
        clock: Monotonic seconds.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._time = ServerTime(self._wall)
        self._tickets: dict[int, Ticket] = {}
        """All that wait or have a permit."""
        self._last_number = 0
        self._messages: list[Callable[[float], list[Any]]] = []
        self._asked: set[int] = set()
        """Those whose request for a permit the script has not answered yet."""
        self._anew = True
        """The script knows nothing of us, or nothing that can be relied on: it is told all."""
        self._local: Window | None = None
        self._unheard: Answer | None = None
        """The last that said what remains, until the script has heard of it."""
        # What the script said last.
        self._heard = -math.inf
        self._redis_ahead: float | None = None
        self._pace = _SOON
        self._look_at = math.inf
        self._hold = ASKED
        self._remaining = self._left = 0
        self._over: float | None = None
        self._workers = 1
        self._rate_limit: RateLimit | None = None

    # What the calls ask; see `Window`.

    @property
    def rate_limit(self) -> RateLimit | None:
        """The quota as it is known; None before the first answer."""
        return self._rate_limit

    def enter(self, ticket: Ticket, now: float) -> None:
        """`ticket` wants out: it is granted at once, or takes its place in the line of all workers."""
        if ticket.number == 0:
            # The time of arrival: so its age gives it the same place again, whatever Redis or we have forgotten.
            self._last_number = ticket.number = max(self._last_number + 1, int(now * 1e6))
        self._tickets[ticket.number] = ticket
        if self._local is not None:
            self._local.enter(ticket, now)
            return
        self._asked.add(ticket.number)
        self._messages.append(lambda now: _enter(ticket, now))

    def leave(self, ticket: Ticket, now: float, *, counted: bool = False) -> None:
        """`ticket` gives up its place in the line, or its permit. One that has neither changes nothing."""
        if self._tickets.pop(ticket.number, None) is None:
            return
        if self._local is not None:
            self._local.leave(ticket, now, counted=counted)
            return
        ticket.granted = False
        self._asked.discard(ticket.number)
        self._messages.append(lambda _: ["leave", str(ticket.number), counted])

    def settle(self, ticket: Ticket, answer: Answer) -> float | None:
        """The permit comes back with what the server answered.

        Returns:
            After a 429: when the call may ask again; None where nothing tells.
        """
        self._tickets.pop(ticket.number, None)
        report = self._read(answer)
        if report.refused or (report.quota and report.quota.rate_limit.remaining is not None):
            self._unheard = answer
            self._rate_limit = report.quota.rate_limit if report.quota else self._rate_limit
        if self._local is not None:
            return self._local.settle(ticket, _one_part(answer, self._workers))
        ticket.granted = False
        self._messages.append(lambda now: ["answer", str(ticket.number), report.message(now)])
        return report.reopens if report.refused else None

    def hold(self, ticket: Ticket, now: float) -> Hold | None:
        """Why `ticket`, which is in the line, has no permit yet; None when it has."""
        if ticket.granted:
            return None
        if self._local is not None:
            self._local.advance(now)
            return self._local.hold(ticket, now)
        return ASKED if ticket.number in self._asked else self._hold

    def wake_at(self, ticket: Ticket) -> float | None:
        """When the waiting `ticket` has to look again of itself; None: when it is woken."""
        return ticket.deadline if self._local is None else self._local.wake_at(ticket)

    # What goes to the script and comes back.

    @property
    def busy(self) -> bool:
        """Whether calls wait or are under way."""
        return bool(self._tickets)

    @property
    def idle(self) -> bool:
        """Whether none do, and all is told."""
        return not self._tickets and not self._messages

    @property
    def alone(self) -> bool:
        """Whether the script cannot be reached, and a window of this process is in its place."""
        return self._local is not None

    def due(self) -> float:
        """When the script has to hear of us again."""
        if self._messages or (self._anew and self._tickets):
            return -math.inf
        if not self._tickets:
            return math.inf
        return min(self._look_at, self._heard + BEAT)

    def messages(self, now: float) -> list[list[Any]]:
        """What the script has to hear of, in order."""
        messages, self._messages = [message(now) for message in self._messages], []
        if not self._anew and now < self._heard + LEASE / 2:
            return messages
        # In place of what happened one by one, all that is so now.
        self._anew = False
        waiting = self._waiting()
        self._asked = {ticket.number for ticket in waiting}
        told: list[list[Any]] = [["forget"]]
        told += [["claim", str(number)] for number, ticket in self._tickets.items() if ticket.granted]
        # Others may have more under way than it has heard of yet; a fresh window starts slowly, until they have told it.
        answer = self._unheard or self._known_as_answer(now, self._remaining)
        if answer is not None:
            told.append(["answer", "none", self._read(answer).message(now)])
        return told + [_enter(ticket, now) for ticket in waiting]

    def replied(self, reply: dict[str, Any], messages: list[list[Any]], now: float) -> None:
        """What the script said to `messages`."""
        self._heard = now
        self._redis_ahead = float(reply["now"]) - now
        if not reply["known"] and not (messages and messages[0][0] == "forget"):
            self._anew = True  # It took us for dead, or has lost its memory: what we know may be all there is.
            return
        if not self._messages:  # Else an answer has come meanwhile that knows better.
            self._unheard = None
            self._rate_limit = _rate_limit(reply.get("said")) or self._rate_limit
        self._remaining, self._left, self._workers = reply["remaining"], reply["left"], reply["workers"]
        if "over_in" in reply:
            self._over = now + reply["over_in"]
        until = now + reply["wait"] if "wait" in reply else None
        hold = Hold(until, self._rate_limit, _REASONS[reply["why"]])
        changed, self._hold = hold.differs(self._hold), hold
        granted = [number for number in map(int, reply["granted"] or ()) if number in self._tickets]
        answered = {int(message[1]) for message in messages if message[0] == "enter"}
        self._asked -= answered
        for number in granted:
            ticket = self._tickets[number]
            ticket.granted = True
            _wake(ticket)
        waiting = self._waiting()
        for ticket in waiting:
            if ticket.number in answered or (changed and until is not None):
                _wake(ticket)
        self._pace = _SOON if changed or granted or messages else min(BEAT, self._pace * _GROWTH)
        self._look_at = math.inf
        if waiting:
            self._look_at = now + self._pace if until is None else until

    def lost(self, now: float) -> None:
        """The script cannot be reached: go by a window of this process."""
        self._messages.clear()
        self._asked.clear()
        self._anew = True
        if self._local is not None:
            return
        self._local = window = Window(self._time)
        waiting, under_way = self._waiting(), [ticket for ticket in self._tickets.values() if ticket.granted]
        # A window learns by answers, and so it is given some: of what was left when the calls went out that are under
        # way, and of our part of what nobody has yet.
        _teach(window, self._known_as_answer(now, max(1, self._remaining)), now)
        for ticket in under_way:
            ticket.granted = False
            window.enter(ticket, now)
        window.grant_all(now)
        _teach(window, self._unheard and _one_part(self._unheard, self._workers), now)
        _teach(window, self._known_as_answer(now, self._left // self._workers), now)
        for ticket in waiting:
            window.enter(ticket, now)
            _wake(ticket)

    def found(self) -> None:
        """The script can be reached again: back to it, with all that wait or are under way."""
        self._local = None
        self._anew = True
        self._pace, self._look_at, self._hold = _SOON, math.inf, ASKED
        self._asked = {ticket.number for ticket in self._waiting()}

    def _waiting(self) -> list[Ticket]:
        """Those that have no permit, in order of arrival."""
        return sorted((ticket for ticket in self._tickets.values() if not ticket.granted), key=_number)

    def _known_as_answer(self, now: float, remaining: int) -> Answer | None:
        """What the script said of the window, as if the server had; None where that is over, or nothing was said."""
        known = self._rate_limit
        if known is None or self._over is None or self._over <= now:
            return None
        remaining = max(0, remaining)
        if known.reset_at is None:
            seconds = math.ceil(self._over - now)
            return Answer(200, {"ratelimit": f"remaining={remaining}, reset={seconds}"}, now, now)
        # With what the server's clock shows at the least, for a worker that has not had an answer of its own yet. A
        # Date is a whole second: it is of the moment when that second began.
        part, date = math.modf(known.reset_at.timestamp() - (self._over - now))
        headers = {
            "date": formatdate(date, usegmt=True),
            "x-ratelimit-limit": "" if known.limit is None else str(known.limit),
            "x-ratelimit-remaining": str(remaining),
            "x-ratelimit-reset": known.reset_at.isoformat(),
        }
        return Answer(200, headers, now - part, now - part)

    def _read(self, answer: Answer) -> _Report:
        clock_set = self._time.observe(answer.headers.get("date"), sent=answer.sent, received=answer.received)
        quota = read_quota(answer.headers)
        refused = answer.status == _TOO_MANY_REQUESTS
        by_reset = None
        if quota and quota.rate_limit.reset_at is not None:
            by_reset = self._time.reached(quota.rate_limit.reset_at.timestamp())
            if by_reset - answer.received > _FARTHEST:
                by_reset = None
        resets_in = quota.resets_in if quota else None
        if resets_in is None and refused:
            resets_in = read_retry_after(answer.headers)
        by_seconds = answer.received + resets_in if resets_in and resets_in < _FARTHEST else None
        return _Report(refused, quota, clock_set, answer.sent, answer.received, by_reset, by_seconds)

    def _wall(self) -> float:
        """Unix time, for a server that sends no Date: by Redis' clock, because all workers have the same."""
        return time.time() if self._redis_ahead is None else self._clock() + self._redis_ahead


def _enter(ticket: Ticket, now: float) -> list[Any]:
    patience = ticket.max_wait if ticket.deadline is None else min(ticket.max_wait, ticket.deadline - now)
    return ["enter", str(ticket.number), now - ticket.number / 1e6, *([] if patience == math.inf else [patience])]


def _rate_limit(said: object) -> RateLimit | None:
    if not isinstance(said, dict):
        return None
    fields = cast("dict[str, Any]", said)
    limit, remaining, reset = (fields.get(name) for name in ("limit", "remaining", "reset"))
    return RateLimit(
        None if limit is None else int(limit),
        None if remaining is None else int(remaining),
        None if reset is None else datetime.fromtimestamp(reset, UTC),
    )


def _one_part(answer: Answer, workers: int) -> Answer:
    """The answer as it is for one of so many workers: each takes its part of what remains, and no other's."""
    quota = read_rate_limit(answer.headers)
    if quota is None or quota.remaining is None or "x-ratelimit-remaining" not in answer.headers:
        return answer
    return replace(answer, headers={**answer.headers, "x-ratelimit-remaining": str(quota.remaining // workers)})


def _teach(window: Window, answer: Answer | None, now: float) -> None:
    if answer is not None:
        ticket = Ticket(max_wait=math.inf, deadline=None, on_hold=_ignore)
        window.enter(ticket, now)
        window.grant_all(now)
        window.settle(ticket, answer)


def _number(ticket: Ticket) -> int:
    return ticket.number


def _wake(ticket: Ticket) -> None:
    if ticket.wake is not None:
        ticket.wake()


def _ignore(_: object) -> None:
    pass
