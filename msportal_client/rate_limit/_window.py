"""The window: how many calls may go out now, and who is next. A state machine without I/O and without a clock.

It is fed with what happens (a call wants out, an answer came, time has passed) and gives out permits:

- Nothing is known, or the window is over: one call goes ahead as a probe, and the rest wait for its headers.
- Within a window: what the server said remains, less what is under way. What is under way counts in full, because
  nobody knows whether the server had counted it when it answered. So the sum is never too high, and exact as soon as
  all is answered.
- Nothing remains: all wait for the reset, by the server's clock.
- The server says nothing of a quota: nothing is held back.

Others may use the same key, and their requests show only in what remains. So the first calls start slowly, and where
requests of others have shown, only a fair share of what remains is taken. A process that is alone notices neither.
"""

from __future__ import annotations

import math
from bisect import insort
from collections import deque
from dataclasses import dataclass, replace

from ._headers import RateLimit, read_quota, read_retry_after
from ._server_time import ServerTime
from .limiter import Answer, Hold, Ticket

__all__ = ["Window"]

_TOO_MANY_REQUESTS = 429

_SAME = 1.0
"""Seconds. Resets closer together than this are of one window: servers round them, or compute them anew each time."""

_ROUNDING = 0.002
"""Seconds. A reset in milliseconds is rounded down to them."""

_PATIENCE = 1.0
"""Seconds. A probe that has no answer for so long holds the rest up no more: twice as many go ahead, again and again."""

_FARTHEST = 32 * 86400.0
"""Seconds. A reset further off is nonsense: no quota is longer than a month."""

_SILENCE = 3
"""Answers in a row without a word of a quota that was there before: the server has stopped telling."""

_PARTS = 8
"""Where others use the key too: the part of what remains that is under way at once is one of so many."""

_LONGEST_BLIND_HOLD = 32.0
"""Seconds that a 429 holds all calls back, where nothing says until when. It begins with one and doubles."""


@dataclass(frozen=True, slots=True)
class _Report:
    """What an answer says of the quota.

    `reset` is when the window is over in Unix time by the server's clock, `until` the same by our clock, where the
    server said it in seconds from now. At most one of them is known.
    """

    rate_limit: RateLimit
    remaining: int
    refused: bool
    reset: float | None = None
    until: float | None = None


class Window:
    """The quota of one API key, and the line of calls that wait for it."""

    def __init__(self, server_time: ServerTime | None = None) -> None:
        self._time = server_time or ServerTime()
        self.line: deque[Ticket] = deque()
        self._last_number = 0
        self.under_way = 0
        # The first in line has a timer. It is woken when it is another one, or when the timer has to go off earlier.
        self._first: Ticket | None = None
        self._alarm = math.inf
        self._told = ""
        # What the server said.
        self.rate_limit: RateLimit | None = None
        self._epoch = 0
        self._remaining: int | None = None
        self._reset: float | None = None
        self._until: float | None = None
        self._late = _ROUNDING
        """How much later than it says the server's windows begin: they do, where it rounds the reset down."""
        self._unhelpful = 0
        """429s in a row that did not say until when."""
        # Probing.
        self._probes = 0
        self._probing_since = 0.0
        self._silent = 0
        # How much of what was used was used by us.
        self._answers = 0
        self._base = 0
        self._ours = 0
        self._ours_before = self._theirs_before = 0

    # What the calls ask.

    def enter(self, ticket: Ticket, now: float) -> None:
        """`ticket` wants out: it is granted at once, or takes its place in the line."""
        if ticket.number == 0:
            self._last_number += 1
            ticket.number = self._last_number
        if (not self.line and self._room(now) > 0) or (self._left() > 0 and self._rather_fails(ticket, now)):
            self._grant(ticket, now)
            return
        insort(self.line, ticket, key=lambda other: other.number)
        self.advance(now)

    def leave(self, ticket: Ticket, now: float, *, counted: bool = False) -> None:
        """`ticket` gives up its place in the line, or its permit. One that has neither changes nothing.

        Args:
            ticket: Whose place or permit it is.
            now: The time.
            counted: Whether the server may have counted a request for the permit.
        """
        if ticket.granted:
            self._take_back(ticket)
            if counted:
                self._ours += 1
                if self._remaining is not None:
                    self._remaining -= 1
        elif ticket in self.line:
            self.line.remove(ticket)
        else:
            return
        self.advance(now)

    def settle(self, ticket: Ticket, answer: Answer) -> float | None:
        """The permit comes back with what the server answered.

        Returns:
            After a 429: when the call may ask again; None where nothing tells.
        """
        self._take_back(ticket)
        if self._time.observe(answer.headers.get("date"), sent=answer.sent, received=answer.received):
            self._reset = None  # It was by a clock that has been set since.
        told = self._learn(ticket, answer)
        self.advance(answer.received)
        if answer.status != _TOO_MANY_REQUESTS or not told:
            return None
        over = self._over_at()
        return over if over is not None and (self._remaining or 0) <= 0 else answer.received

    def advance(self, now: float) -> None:
        """Time has passed, or something has changed: give out the permits that there are now, in order."""
        line = self.line
        while line and self._room(now) > 0:
            self._grant(line.popleft(), now)
        if line:
            self._serve_the_impatient(now)
        if not line:
            self._first = None
            return
        alarm = self._next_change(now)
        if line[0] is not self._first or alarm < self._alarm:
            self._first, self._alarm = line[0], alarm
            _wake(self._first)
        else:
            self._alarm = alarm

    def open(self, now: float) -> None:
        """Let everyone pass who waits: their client is closed, and they will notice when they would send."""
        while self.line:
            self._grant(self.line.popleft(), now)

    def hold(self, ticket: Ticket, now: float) -> Hold | None:
        """Why `ticket`, which is in the line, has no permit yet; None when it has."""
        return None if ticket.granted else self._hold(now)

    def wake_at(self, ticket: Ticket) -> float | None:
        """When the waiting `ticket` has to look again of itself; None: when it is woken."""
        at = self._alarm if ticket is self._first else math.inf
        if ticket.deadline is not None:
            at = min(at, ticket.deadline)
        return None if at == math.inf else at

    # How many may go, and who.

    def _room(self, now: float) -> int:
        """How many more calls may go out now."""
        if self._remaining is None and self._silent >= self._silence:
            return 1
        over = self._over_at()
        if over is not None and now < over:
            if self._remaining is None:
                return 0
            return self._at_once(over) - self.under_way
        if self._remaining is None or over is not None or self._remaining <= 0:
            return self._probes_allowed(now) - self._probes
        return self._at_once(over) - self.under_way

    def _at_once(self, over: float | None) -> int:
        """How many requests may be under way at once, given what remains until the window is `over`."""
        remaining = self._remaining or 0
        theirs = self._theirs_before + self._used_by_others()
        if theirs:
            # What others have under way shows only later. If each takes a part, what remains suffices for all; and
            # the last few are left to them, as many as they take for each of ours.
            part = max(1, remaining // _PARTS)
            if over is not None:
                remaining -= min(_PARTS - 1, theirs // (1 + self._ours_before + self._ours))
            remaining = min(remaining, part)
        return min(remaining, self._answers)

    def _used_by_others(self) -> int:
        """How many requests of others this window has seen at the least: gone since its first report, and not ours."""
        return max(0, self._base - (self._remaining or 0) - self._ours - self.under_way)

    def _probes_allowed(self, now: float) -> int:
        if self._probes == 0:
            return 1
        return 1 << min(20, int((now - self._probing_since) / _PATIENCE))

    def _over_at(self) -> float | None:
        """When the window is over, by our clock; None where the server does not say."""
        return self._over_at_by(self._reset, self._until)

    def _over_at_by(self, reset: float | None, until: float | None) -> float | None:
        if reset is not None:
            return self._time.reached(reset) + self._late
        return until

    @property
    def _silence(self) -> int:
        """How many probes in a row have to come back without a word of a quota, until none is believed in."""
        return _SILENCE if self.rate_limit else 1

    def _hold(self, now: float) -> Hold:
        """Why those in the line have no permit yet."""
        over = self._over_at()
        if self._remaining is not None and over is not None and now < over:
            if self._remaining <= 0:
                return Hold(over, self.rate_limit, "the quota is spent")
            if self.under_way == 0:
                return Hold(over, self.rate_limit, "what is left of the quota is left to others who use the key")
        return Hold(None, self.rate_limit, "requests under way will show what is left of the quota")

    def _rather_fails(self, ticket: Ticket, now: float) -> bool:
        """Whether the line is held for longer than `ticket` would wait."""
        hold = self._hold(now)
        return hold.until is not None and ticket.too_late(hold, now)

    def _serve_the_impatient(self, now: float) -> None:
        """Those who would rather fail than wait take what is left; with nothing left, they are woken to fail."""
        hold = self._hold(now)
        if hold.until is None or hold.reason == self._told:
            return
        self._told = hold.reason
        for ticket in [ticket for ticket in self.line if ticket.too_late(hold, now)]:
            if self._left() > 0:
                self.line.remove(ticket)
                self._grant(ticket, now)
            else:
                _wake(ticket)

    def _left(self) -> int:
        return (self._remaining or 0) - self.under_way

    def _next_change(self, now: float) -> float:
        """When there may be room again without anything happening."""
        over = self._over_at()
        if over is not None and now < over:
            return over
        if self._probes:
            return self._probing_since + _PATIENCE * (1 + int((now - self._probing_since) / _PATIENCE))
        return math.inf

    def _grant(self, ticket: Ticket, now: float) -> None:
        over = self._over_at()
        ticket.probe = self._remaining is None or self._remaining <= 0 or (over is not None and now >= over)
        if ticket.probe:
            if self._probes == 0:
                self._probing_since = now
            self._probes += 1
        ticket.epoch = self._epoch
        ticket.granted = True
        self.under_way += 1
        _wake(ticket)

    def _take_back(self, ticket: Ticket) -> None:
        ticket.granted = False
        self.under_way -= 1
        if ticket.probe and ticket.epoch == self._epoch:
            self._probes -= 1

    # What an answer teaches.

    def _learn(self, ticket: Ticket, answer: Answer) -> bool:
        """Take in what the headers say of the quota; whether that was anything of use."""
        report = self._read(answer)
        if report is None:
            self._learn_nothing(ticket)
            return False
        self._silent = 0
        self._answers += 1
        if report.refused and report.reset is None and report.until is None:
            self._unhelpful += 1
            until = answer.received + min(_LONGEST_BLIND_HOLD, 2.0 ** (self._unhelpful - 1))
            self._place(ticket, replace(report, until=until))
            return False
        self._unhelpful = 0
        self._place(ticket, report)
        return True

    def _learn_nothing(self, ticket: Ticket) -> None:
        """An answer without a word of what remains: it was counted, or there is no quota."""
        self._ours += 1
        if self._remaining is not None:
            self._remaining -= 1
        if ticket.probe:
            self._silent += 1
            if self._silent >= self._silence:
                self._remaining = self._reset = self._until = None

    def _read(self, answer: Answer) -> _Report | None:
        """What `answer` says; None where it does not say what remains."""
        refused = answer.status == _TOO_MANY_REQUESTS
        quota = read_quota(answer.headers)
        said = quota.rate_limit if quota else RateLimit(None, None, None)
        remaining = 0 if refused else said.remaining
        if remaining is None:
            return None
        said = RateLimit(said.limit, remaining, said.reset_at)
        if said.reset_at is not None:
            reset = said.reset_at.timestamp()
            over = self._time.reached(reset)
            if refused and over + self._late <= answer.sent < over + _SAME:
                self._late = _SAME  # We came after the reset, and the server's window was not over.
            if answer.sent < over + self._late and over - answer.received < _FARTHEST:
                return _Report(said, remaining, refused, reset=reset)
        resets_in = quota.resets_in if quota else None
        if resets_in is None and refused:
            resets_in = read_retry_after(answer.headers)
        if resets_in and resets_in < _FARTHEST:
            return _Report(said, remaining, refused, until=answer.received + resets_in)
        return _Report(said, remaining, refused)

    def _place(self, ticket: Ticket, report: _Report) -> None:
        """Tell whether a report is of this window, of a newer one or of one that is over, and keep what it says."""
        known_over, over = self._over_at(), self._over_at_by(report.reset, report.until)
        asked = ticket.probe and ticket.epoch == self._epoch
        if self._remaining is None or asked or (over is not None and (known_over is None or over > known_over + _SAME)):
            self._begin(report)
        elif over is not None and known_over is not None and over < known_over - _SAME and ticket.epoch != self._epoch:
            pass  # Of a window that is over: it says nothing of this one.
        else:
            self._ours += not report.refused
            if over is not None and known_over is not None and over > known_over:
                self._reset, self._until, self._told = report.reset, report.until, ""
            if report.remaining <= self._remaining:
                self._remaining, self.rate_limit = report.remaining, report.rate_limit

    def _begin(self, report: _Report) -> None:
        """A new window, with its first report."""
        self._theirs_before = self._used_by_others()
        self._ours_before = self._ours
        self._epoch += 1
        self._probes = self._ours = 0
        self._told = ""
        self._base = self._remaining = report.remaining
        self._reset, self._until, self.rate_limit = report.reset, report.until, report.rate_limit


def _wake(ticket: Ticket) -> None:
    if ticket.wake is not None:
        ticket.wake()
