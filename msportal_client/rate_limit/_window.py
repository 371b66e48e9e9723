"""The window: decides which calls may be sent now. A state machine without I/O and without a clock.

It is told what happens (a call asks for a permit, a response came, time has passed) and gives out permits:

- Nothing is known, or the window is over: one call goes ahead as a probe, and the rest wait for its headers.
- Within a window: as many as remain, less those in flight. Calls in flight count in full, because nobody knows whether
  the server had counted them when it responded. So the sum is never too high, and exact once all have their response.
- Nothing remains: all wait for the reset, by the server's clock.
- A 429 that does not report the quota: all wait for its `Retry-After`, or for a backoff; the window stays as it was.
- The server reports no quota: nothing is held back.

Others may use the same key, and their requests show only in what remains. So the first calls start slowly, and where
requests of others have shown, only a share of what remains is taken. A process that is alone notices neither.
"""

from __future__ import annotations

import math
from bisect import insort
from collections import deque
from typing import NamedTuple

from ._headers import RateLimit, read_retry_after
from ._server_time import ServerTime
from .limiter import Answer, Hold, Ticket

__all__ = ["MAX_RESET", "SHORTEST_RETRY_AFTER", "Window"]

_TOO_MANY_REQUESTS = 429

# Seconds. Resets closer together than this are of one window: servers round them, or compute them anew each time.
_SAME_WINDOW = 1.0
# Seconds. A reset in milliseconds is rounded down to them.
_ROUNDING = 0.002
# Seconds, and round trips, the longer of the two. After this time without a response to a probe, twice as many probes go
# ahead, again and again.
_PROBE_TIMEOUT = 1.0
_PROBE_ROUND_TRIPS = 3.0
# Seconds. A reset that is further off is nonsense: no quota is longer than a month.
MAX_RESET = 32 * 86400.0
# Probes in a row without a quota in their responses, after which a server that reported one is taken to have none.
_MOST_SILENT_PROBES = 3
# Where others use the key too, a share of 1 / _SHARES of what remains is in flight at once.
_SHARES = 8
# Seconds. A 429 that does not say how long to wait holds all calls back for one second, then for two, and so on.
_FIRST_BACKOFF = 1.0
_MAX_BACKOFF = 32.0
# Seconds. A shorter Retry-After is ignored.
SHORTEST_RETRY_AFTER = 0.5


class _Report(NamedTuple):
    """The quota that a response reports.

    `reset` is the end of the window in Unix time by the server's clock, `until` the same by our clock, where the server
    counts the seconds. At most one of them is known. `by_retry_after` says that `until` is no statement on the quota.
    """

    rate_limit: RateLimit
    remaining: int
    refused: bool
    reset: float | None = None
    until: float | None = None
    by_retry_after: bool = False


class Window:
    """The quota of one API key, and the calls that wait for it."""

    def __init__(self, server_time: ServerTime | None = None) -> None:
        self._time = server_time or ServerTime()
        self.waiters: deque[Ticket] = deque()
        self._permits: set[Ticket] = set()
        self._last_number = 0
        # The first waiter has a timer. It is woken when another is first, or when the timer has to end earlier.
        self._first: Ticket | None = None
        self._timer_end = math.inf
        self._announced = ""
        # The quota as the server reported it.
        self.rate_limit: RateLimit | None = None
        self._epoch = 0
        self._remaining: int | None = None
        self._reset: float | None = None
        self._until: float | None = None
        # How much later than reported the windows begin: they do, where the server rounds the reset down.
        self._reset_lag = _ROUNDING
        # 429s that report no quota.
        self._backoff_until = -math.inf
        self._backoff_started = -math.inf
        self._backoffs = 0
        self._backoff_number = 0
        self._refuses_without_quota = False
        # Probing.
        self._probes = 0
        self._probing_since = 0.0
        self._probe_timeout = _PROBE_TIMEOUT
        self._silent_probes = 0
        # As many calls may be in flight as there were responses: the slow start.
        self._responses = 0
        # How much of the window was used by this process, and by others.
        self._remaining_at_start = 0
        self._used = 0
        self._used_before = self._used_by_others_before = 0

    @property
    def in_flight(self) -> int:
        """The number of permits that are out."""
        return len(self._permits)

    # --- what the calls ask for ---

    def enter(self, ticket: Ticket, now: float) -> None:
        """Give `ticket` a permit, or its place in the line."""
        if ticket.number == 0:
            self._last_number += 1
            ticket.number = self._last_number
        if (not self.waiters and self._available(now) > 0) or (self._left(now) > 0 and self._gives_up(ticket, now)):
            self._grant(ticket, now)
            return
        insort(self.waiters, ticket, key=lambda other: other.number)
        self.advance(now)

    def leave(self, ticket: Ticket, now: float, *, counted: bool = False) -> None:
        """Take back the place of `ticket` in the line, or its permit; do nothing if it has neither.

        Args:
            ticket: The ticket.
            now: The time.
            counted: Whether the server may have counted a request for the permit.
        """
        if self._take_back(ticket):
            if counted:
                self._count_request()
        elif ticket in self.waiters:
            self.waiters.remove(ticket)
        else:
            return
        self.advance(now)

    def settle(self, ticket: Ticket, answer: Answer) -> float | None:
        """Take the permit back with the response.

        Returns:
            After a 429: when the call may be sent again, in monotonic seconds; None where the response does not say.
        """
        known = self._take_back(ticket)
        if self._time.observe(answer.headers.get("date"), sent=answer.sent, received=answer.received):
            self._reset = None  # It was by a clock that has been set since.
        if self._probes == 0:
            # As long as the slowest of the latest responses takes; not changed while probes are timed by it.
            round_trips = _PROBE_ROUND_TRIPS * (answer.received - answer.sent)
            self._probe_timeout = max(_PROBE_TIMEOUT, round_trips, 0.8 * self._probe_timeout)
        reported = self._learn(ticket, answer) if known else False
        self.advance(answer.received)
        if answer.status != _TOO_MANY_REQUESTS:
            return None
        if not reported:
            return self._backoff_until if read_retry_after(answer.headers) else None
        resets_at = self._resets_at()
        return resets_at if resets_at is not None and (self._remaining or 0) <= 0 else answer.received

    def advance(self, now: float) -> None:
        """Give out the permits that there are now, in order."""
        waiters = self.waiters
        if not waiters:
            self._first = None
            return
        while waiters and self._available(now) > 0:
            self._grant_first(now)
        if waiters:
            self._end_short_waits(now)
        if not waiters:
            self._first = None
            return
        timer_end = self._next_change(now)
        if waiters[0] is not self._first or timer_end < self._timer_end:
            self._first, self._timer_end = waiters[0], timer_end
            _wake(self._first)
        else:
            self._timer_end = timer_end

    def grant_all(self, now: float) -> None:
        """Give a permit to every waiter."""
        while self.waiters:
            self._grant_first(now)

    def repair(self, now: float) -> None:
        """Finish what an exception interrupted: a signal handler may raise between any two steps of a method."""
        self.waiters = deque(ticket for ticket in self.waiters if ticket not in self._permits)
        for ticket in self._permits:
            ticket.granted = True
            _wake(ticket)
        self._probes = sum(ticket.probe and ticket.epoch == self._epoch for ticket in self._permits)
        self._announced = ""
        self._first = None
        self.advance(now)

    def hold(self, ticket: Ticket, now: float) -> Hold | None:
        """Return why `ticket`, which is in the line, has no permit yet; None when it has."""
        return None if ticket.granted else self._hold(now)

    def wake_at(self, ticket: Ticket) -> float | None:
        """Return when the waiting `ticket` has to look again by itself; None: it will be woken."""
        at = self._timer_end if ticket is self._first else math.inf
        if ticket.deadline is not None:
            at = min(at, ticket.deadline)
        return None if at == math.inf else at

    # --- how many may go ---

    def _available(self, now: float) -> int:
        """Return how many more calls may be sent now."""
        if now < self._backoff_until:
            return 0
        if self._remaining is None and self._silent_probes >= self._most_silent_probes:
            # The server reports no quota. Where it refused requests all the same, the slow start begins anew.
            return self._responses - self.in_flight if self._refuses_without_quota else 1
        resets_at = self._resets_at()
        if resets_at is not None and now < resets_at:
            if self._remaining is None:
                return 0
            return self._allowed_in_flight(resets_at) - len(self._permits)
        if self._remaining is None or resets_at is not None or self._remaining <= 0:
            return self._allowed_probes(now) - self._probes
        return self._allowed_in_flight(resets_at) - len(self._permits)

    def _allowed_in_flight(self, resets_at: float | None) -> int:
        """Return how many calls may be in flight at once in this window."""
        remaining = self._remaining or 0
        used_by_others = self._used_by_others_before + self._used_by_others()
        if used_by_others:
            # What others have in flight shows only later. If each takes a share, what remains suffices for all; and the
            # last few requests are left to them, in proportion to what they use.
            share = max(1, remaining // _SHARES)
            if resets_at is not None:
                remaining -= min(_SHARES - 1, used_by_others // (1 + self._used_before + self._used))
            remaining = min(remaining, share)
        return min(remaining, self._responses)

    def _used_by_others(self) -> int:
        """Return how many requests others have made in this window at the least."""
        return max(0, self._remaining_at_start - (self._remaining or 0) - self._used - len(self._permits))

    def _allowed_probes(self, now: float) -> int:
        if self._probes == 0:
            return 1
        return 1 << min(20, self._probe_timeouts(now))

    def _probe_timeouts(self, now: float) -> int:
        """Return how often the timeout of the probes has passed. A rounding error does not count as not yet."""
        return int((now - self._probing_since) / self._probe_timeout + 1e-6)

    def _resets_at(self) -> float | None:
        """Return when the window is over, by our clock; None where the server does not say."""
        return self._by_our_clock(self._reset, self._until)

    def _by_our_clock(self, reset: float | None, until: float | None) -> float | None:
        return until if reset is None else self._time.reached(reset) + self._reset_lag

    @property
    def _most_silent_probes(self) -> int:
        return _MOST_SILENT_PROBES if self.rate_limit else 1

    def _hold(self, now: float) -> Hold:
        """Return why the waiters have no permit yet."""
        resets_at = self._resets_at()
        if self._remaining is not None and resets_at is not None and now < resets_at:
            if self._remaining <= 0 and resets_at >= self._backoff_until:
                return Hold(resets_at, self.rate_limit, "the quota is spent")
            if self.in_flight == 0 and now >= self._backoff_until:
                return Hold(resets_at, self.rate_limit, "the rest of the quota is left to others who use the key")
        if now < self._backoff_until:
            return Hold(self._backoff_until, self.rate_limit, "the server refused requests (429)")
        return Hold(None, self.rate_limit, "responses under way will show the rest of the quota")

    def _gives_up(self, ticket: Ticket, now: float) -> bool:
        """Return whether the waiters are held for longer than `ticket` would wait."""
        hold = self._hold(now)
        return hold.until is not None and ticket.gives_up(hold, now)

    def _end_short_waits(self, now: float) -> None:
        """Let the calls with a short `max_wait` use the reserved rest, or fail now. Announce the wait to the first call."""
        hold = self._hold(now)
        if hold.until is None:
            self._announced = ""
            return
        if hold.reason == self._announced:
            return
        self._announced = hold.reason
        for ticket in [ticket for ticket in self.waiters if ticket.gives_up(hold, now)]:
            if self._left(now) > 0:
                self._grant(ticket, now)
                self.waiters.remove(ticket)
            else:
                _wake(ticket)
        if self.waiters:
            _wake(self.waiters[0])  # It is told until when the calls wait, and reports it.

    def _left(self, now: float) -> int:
        """Return how much of the quota is neither used nor in flight; nothing while the server refuses requests."""
        return 0 if now < self._backoff_until else (self._remaining or 0) - self.in_flight

    def _next_change(self, now: float) -> float:
        """Return when permits may become available without anything happening."""
        if now < self._backoff_until:
            return self._backoff_until
        resets_at = self._resets_at()
        if resets_at is not None and now < resets_at:
            return resets_at
        if self._probes:
            return self._probing_since + self._probe_timeout * (1 + self._probe_timeouts(now))
        return math.inf

    def _grant_first(self, now: float) -> None:
        """Give the first in line a permit. It leaves the line last, so that `repair` finds it where this is interrupted."""
        self._grant(self.waiters[0], now)
        self.waiters.popleft()

    def _grant(self, ticket: Ticket, now: float) -> None:
        resets_at = self._resets_at()
        ticket.probe = self._remaining is None or self._remaining <= 0 or (resets_at is not None and now >= resets_at)
        if ticket.probe:
            if self._probes == 0:
                self._probing_since = now
            self._probes += 1
        ticket.epoch = self._epoch
        ticket.backoff = self._backoff_number
        self._permits.add(ticket)
        ticket.granted = True
        _wake(ticket)

    def _take_back(self, ticket: Ticket) -> bool:
        """Take a permit back; return whether it is one of this window's."""
        ticket.granted = False
        if ticket not in self._permits:
            return False
        self._permits.remove(ticket)
        if ticket.probe and ticket.epoch == self._epoch:
            self._probes -= 1
        return True

    # --- what responses report ---

    def _learn(self, ticket: Ticket, answer: Answer) -> bool:
        """Take in what a response reports; return whether it reports the quota and, after a 429, when it resets."""
        report = self._read(answer)
        refused = answer.status == _TOO_MANY_REQUESTS
        spent = report is not None and self._says_spent(ticket, report)
        ticket.bare_refusal = refused and (not spent or (report is not None and report.by_retry_after))
        if refused and not spent:
            self._back_off(ticket, answer)
            return False
        self._responses += 1
        if ticket.backoff == self._backoff_number:
            self._backoffs = 0
        if report is None:
            self._learn_nothing(ticket)
            return False
        self._silent_probes = 0
        self._apply(ticket, report)
        return True

    def _says_spent(self, ticket: Ticket, report: _Report) -> bool:
        """Return whether a 429 reports that the quota of the window is spent, and until when.

        A server may have several quotas. The earlier reset of a shorter one does not end this window.
        """
        end, later = self._compare_ends(report)
        if report.remaining > 0 or end is None:
            return False
        if ticket.epoch != self._epoch or later is None or (self._remaining or 0) <= 0:
            return True
        return later >= -_SAME_WINDOW

    def _compare_ends(self, report: _Report) -> tuple[float | None, float | None]:
        """Return the end of the reported window, and the seconds by which it is later than that of the known one.

        They are by the server's clock if it named both moments: by our clock, rounding errors would decide about resets
        that are whole seconds apart.
        """
        end, known_end = self._by_our_clock(report.reset, report.until), self._resets_at()
        if report.reset is not None and self._reset is not None:
            return end, report.reset - self._reset
        return end, None if end is None or known_end is None else end - known_end

    def _learn_nothing(self, ticket: Ticket) -> None:
        """Take in a response that does not report the quota: the request was counted, or there is no quota."""
        self._count_request()
        if ticket.probe:
            self._silent_probes += 1
            if self._silent_probes >= self._most_silent_probes:
                self._remaining = self._reset = self._until = None

    def _count_request(self) -> None:
        self._used += 1
        if self._remaining is not None:
            self._remaining -= 1

    def _back_off(self, ticket: Ticket, answer: Answer) -> None:
        """Hold all calls back after a 429 that does not report a spent quota.

        Refusals of calls whose permits were given before the backoff began belong to the same burst, and do not lengthen
        it.
        """
        if ticket.backoff == self._backoff_number:
            self._backoff_number += 1
            self._backoffs = min(self._backoffs + 1, 16)
            self._backoff_started = answer.received
            self._responses = 1
            self._refuses_without_quota = True
        report = self._read(answer)
        end = self._by_our_clock(report.reset, report.until) if report else None
        seconds = read_retry_after(answer.headers)
        if seconds and SHORTEST_RETRY_AFTER <= seconds < MAX_RESET:
            until = answer.received + seconds
        elif end is not None and report and report.remaining <= 0:
            until = end
        else:
            until = self._backoff_started + min(_MAX_BACKOFF, _FIRST_BACKOFF * 2 ** (self._backoffs - 1))
        self._backoff_until = max(self._backoff_until, until)
        self._announced = ""

    def _read(self, answer: Answer) -> _Report | None:
        """Return the quota that `answer` reports; None where it does not report what remains."""
        refused = answer.status == _TOO_MANY_REQUESTS
        quota = answer.quota
        if quota is None:
            return None
        reported = quota.rate_limit
        remaining = reported.remaining
        if refused and (remaining is None or not read_retry_after(answer.headers)):
            # The status counts more than the header, unless the server says to come again soon.
            ends = reported.reset_at is not None or quota.resets_in is not None
            remaining = 0 if ends or remaining is not None else None
        if remaining is None:
            return None
        rate_limit = RateLimit(reported.limit, remaining, reported.reset_at)
        if reported.reset_at is not None:
            reset = reported.reset_at.timestamp()
            resets_at = self._time.reached(reset)
            if refused and resets_at + self._reset_lag <= answer.sent < resets_at + _SAME_WINDOW:
                self._reset_lag = _SAME_WINDOW  # The reset was over, and the server's window was not.
            if answer.sent < resets_at + self._reset_lag and resets_at - answer.received < MAX_RESET:
                return _Report(rate_limit, remaining, refused, reset=reset)
        resets_in = quota.resets_in
        if by_retry_after := resets_in is None and refused:
            resets_in = read_retry_after(answer.headers)
        if resets_in and resets_in < MAX_RESET:
            until = answer.received + resets_in
            return _Report(rate_limit, remaining, refused, until=until, by_retry_after=by_retry_after)
        return _Report(rate_limit, remaining, refused)

    def _apply(self, ticket: Ticket, report: _Report) -> None:
        """Keep a report, if it is of this window or of a newer one."""
        end, later = self._compare_ends(report)
        asked = ticket.probe and ticket.epoch == self._epoch
        if self._remaining is None or asked or (end is not None and (later is None or later > _SAME_WINDOW)):
            self._begin(report)
        elif later is not None and later < -_SAME_WINDOW and ticket.epoch != self._epoch:
            pass  # It is of a window that is over.
        else:
            self._used += not report.refused
            if later is not None and later > 0:
                self._reset, self._until, self._announced = report.reset, report.until, ""
            if report.remaining <= self._remaining:
                self._remaining, self.rate_limit = report.remaining, report.rate_limit

    def _begin(self, report: _Report) -> None:
        """Begin a new window with its first report."""
        self._used_by_others_before = self._used_by_others()
        self._used_before = self._used
        self._epoch += 1
        self._probes = self._used = 0
        self._announced = ""
        self._remaining_at_start = self._remaining = report.remaining
        self._reset, self._until, self.rate_limit = report.reset, report.until, report.rate_limit


def _wake(ticket: Ticket) -> None:
    if ticket.wake is not None:
        ticket.wake()
