"""One worker's part of a window that many workers share: without I/O and without a lock, with the methods of `Window`.

The window is in Redis, where the script of `_shared_window_script.py` decides. This module keeps the calls of this
process, the messages for the script and what its last reply said. A permit is returned without a reply; a waiting call
is granted one by a reply. While the script cannot be reached, a window of this process decides about this worker's share
of what remained.
"""

from __future__ import annotations

import math
import secrets
import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import formatdate
from typing import Any, NamedTuple, cast

from ._headers import RateLimit, read_retry_after
from ._server_time import ServerTime
from ._window import MAX_RESET, SHORTEST_RETRY_AFTER, Window
from .limiter import Answer, Hold, Ticket

__all__ = ["HEARTBEAT", "LEASE", "PENDING", "SharedWindow"]

# Seconds after which a silent worker is taken to be dead: its permits and its places in the line go to others.
LEASE = 1.0
# Seconds between two exchanges of a worker whose calls wait or are in flight.
HEARTBEAT = LEASE / 4
# Seconds until a worker asks again whose calls wait for responses to other workers. They grow while nothing changes.
_FIRST_POLL = 0.002
_POLL_GROWTH = 1.5

_TOO_MANY_REQUESTS = 429
# Seconds, as in `Window`.
_SAME_WINDOW = 1.0
# Seconds. The backoff after a 429 that does not say how long to wait, until the script has replied.
_FIRST_BACKOFF = 1.0
# The number of former names that are kept. The script may still know them.
_MOST_FORMER_NAMES = 8

_REASONS = {
    "spent": "the quota is spent",
    "left to others": "the rest of the quota is left to others who use the key",
    "in flight": "responses under way will show the rest of the quota",
    "refused": "the server refused requests (429)",
}

PENDING = Hold(None, None, "Redis has not answered yet")


class _Report(NamedTuple):
    """The quota that a response reports. Times are of our monotonic clock, except `reset`, which is Unix time.

    `reset_at` is the moment `reset`; `until` is the end of the window where the server counts the seconds;
    `retry_at` is the end of the Retry-After of a 429.
    """

    refused: bool
    clock_set: bool
    sent: float
    received: float
    rate_limit: RateLimit | None = None
    reset: float | None = None
    reset_at: float | None = None
    until: float | None = None
    retry_at: float | None = None

    def message(self, now: float) -> dict[str, Any]:
        """Return the report as the script reads it."""
        rate_limit = self.rate_limit or RateLimit(None, None, None)
        fields = {
            "refused": self.refused,
            "clock_set": self.clock_set,
            "sent_ago": now - self.sent,
            "received_ago": now - self.received,
            "limit": rate_limit.limit,
            "remaining": rate_limit.remaining,
            "reset": self.reset,
            "reset_in": None if self.reset_at is None else self.reset_at - now,
            "until_in": None if self.until is None else self.until - now,
            "retry_in": None if self.retry_at is None else self.retry_at - now,
        }
        return {name: value for name, value in fields.items() if value is not None}

    @property
    def resets_at(self) -> float | None:
        """The time at which a spent quota begins anew; None where the response does not report that it is spent."""
        if self.rate_limit is None or self.rate_limit.remaining:
            return None
        if self.reset_at is not None and self.sent < self.reset_at + _SAME_WINDOW:
            # If the reset was over when the request was sent, the server had rounded it down.
            return self.reset_at if self.sent < self.reset_at else self.reset_at + _SAME_WINDOW
        return self.until

    @property
    def by_retry_after(self) -> bool:
        """True if `resets_at` is the end of Retry-After."""
        return self.retry_at is not None and self.resets_at == self.retry_at


class SharedWindow:
    """The calls of one worker at the window of all workers.

    Args:
        clock: Monotonic seconds.

    Attributes:
        name: The name of this worker.
        rate_limit: The quota as it is known; None before the first response.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._time = ServerTime(self._wall)
        # The tickets that wait or are permits, by number.
        self._tickets: dict[int, Ticket] = {}
        self._last_number = 0
        # The messages for the script. They are composed when they are sent, because they contain ages.
        self._messages: list[Callable[[float], list[Any]]] = []
        # The tickets about which the script has been asked and has not answered.
        self._pending: set[int] = set()
        # Decides while the script cannot be reached.
        self._offline: Window | None = None
        self._was_offline = False
        # The last response that reported the quota, if the script may not have got it.
        self._unreported: tuple[Answer, _Report] | None = None
        self._backoff_until = -math.inf
        # The contents of the script's last reply, and its time.
        self._last_reply = -math.inf
        self._redis_ahead: float | None = None
        self._poll_interval = _FIRST_POLL
        self._poll_at = math.inf
        self._hold = PENDING
        self._remaining = self._left = 0
        self._resets_at: float | None = None
        self._reset: float | None = None
        self._epoch = 0
        self._backoffs = 0
        self._workers = 1
        self.rate_limit: RateLimit | None = None
        self._former_names: list[str] = []
        self.join()

    def join(self) -> None:
        """Become a new worker, which the script does not know."""
        self.name = secrets.token_hex(8)
        # The next exchange reports all calls, not only what has happened to them since the last one.
        self._report_all = True
        # Identifies the table in Redis. The script begins a new one if it lost a part of it.
        self._generation: str | None = None

    # --- what the calls ask for, as in Window ---

    def enter(self, ticket: Ticket, now: float) -> None:
        """Ask for a permit for `ticket`."""
        if ticket.number == 0:
            # The time of arrival. The script orders calls by age, so a call that is reported again keeps its place.
            self._last_number = ticket.number = max(self._last_number + 1, int(now * 1e6))
        self._tickets[ticket.number] = ticket
        if self._offline is not None:
            self._offline.enter(ticket, now)
            return
        self._pending.add(ticket.number)
        self._messages.append(lambda now: _enter(ticket, now))

    def leave(self, ticket: Ticket, now: float, *, counted: bool = False) -> None:
        """Take back the place of `ticket` in the line, or its permit; do nothing if it has neither."""
        if self._tickets.pop(ticket.number, None) is None:
            return
        if self._offline is not None:
            self._offline.leave(ticket, now, counted=counted)
            return
        ticket.granted = False
        self._pending.discard(ticket.number)
        self._messages.append(lambda _: ["leave", str(ticket.number), counted])

    def settle(self, ticket: Ticket, answer: Answer) -> float | None:
        """Take the permit back with the response.

        Returns:
            After a 429: when the call may ask again, in monotonic seconds; None where the response does not say.
        """
        number = "" if self._tickets.pop(ticket.number, None) is None else str(ticket.number)
        retry_at = None
        if self._offline is not None:
            # Before `_read`, which also notices that the server's clock was set: only the first to see it does.
            retry_at = self._offline.settle(ticket, _with_share(answer, self._workers))
        report = self._read(answer)
        if report.rate_limit is not None:
            self._unreported = answer, report
            self.rate_limit = report.rate_limit
        spent = report.refused and self._says_spent(ticket, report)
        if report.refused and not spent:
            backoff_until = report.retry_at or report.resets_at or answer.received + _FIRST_BACKOFF
            self._backoff_until = max(self._backoff_until, backoff_until)
        if self._offline is not None:
            return retry_at
        ticket.granted = False
        ticket.bare_refusal = report.refused and (not spent or report.by_retry_after)
        self._messages.append(lambda now: ["settle", number, report.message(now)])
        if spent:
            return report.resets_at
        return self._backoff_until if report.refused and read_retry_after(answer.headers) else None

    def hold(self, ticket: Ticket, now: float) -> Hold | None:
        """Return why `ticket`, which is in the line, has no permit yet; None when it has."""
        if ticket.granted:
            return None
        if self._offline is not None:
            self._offline.advance(now)
            return self._offline.hold(ticket, now)
        return PENDING if ticket.number in self._pending else self._hold

    def wake_at(self, ticket: Ticket) -> float | None:
        """Return when the waiting `ticket` has to look again by itself; None: it will be woken."""
        return ticket.deadline if self._offline is None else self._offline.wake_at(ticket)

    # --- exchanges with the script ---

    @property
    def busy(self) -> bool:
        """True while calls wait or are in flight."""
        return bool(self._tickets)

    @property
    def idle(self) -> bool:
        """True while no calls wait or are in flight and no message is left."""
        return not self._tickets and not self._messages

    @property
    def is_offline(self) -> bool:
        """True while the script cannot be reached."""
        return self._offline is not None

    def next_exchange(self) -> float:
        """Return when the next exchange with the script is due."""
        if self._messages or self._was_offline or (self._report_all and (self._tickets or self._unreported)):
            return -math.inf
        if not self._tickets:
            return math.inf
        return min(self._poll_at, self._last_reply + HEARTBEAT)

    def take_messages(self, now: float) -> list[list[Any]]:
        """Return the messages for the script, in order. They count as sent."""
        messages, self._messages = self._messages, []
        if not self._report_all and now < self._last_reply + LEASE / 2:
            return [message(now) for message in messages]
        # The script may take this worker for dead before it gets the messages, or has done so.
        self._report_all = self._was_offline = False
        waiting = self._waiting()
        self._pending = {ticket.number for ticket in waiting}
        everything: list[list[Any]] = [["forget", self._former_names]]
        for number, ticket in self._tickets.items():
            if ticket.granted:
                ticket.epoch = 0
                everything.append(["claim", str(number)])
        # Others may have more in flight than the script knows of yet. Until they report it, a new table starts slowly.
        report = self._unreported[1] if self._unreported else self._known_quota(now)
        if report is not None:
            everything.append(["settle", "", report.message(now)])
        if now < self._backoff_until:
            everything.append(["back_off", self._backoff_until - now, self._backoffs])
        return everything + [_enter(ticket, now) for ticket in waiting]

    def handle_reply(self, reply: dict[str, Any], messages: list[list[Any]], now: float) -> str | None:
        """Take in the script's reply to `messages`.

        Returns:
            The cause if the script has begun a new table since the last reply; None if it has not.
        """
        self._last_reply = now
        self._redis_ahead = float(reply["now"]) - now
        lost = None
        if self._generation not in (None, reply["generation"]):
            lost = str(reply.get("cause") or "its keys are gone")
        self._generation = reply["generation"]
        if not reply["known"]:
            self._report_all = True
            return lost
        if messages and messages[0][0] == "forget":
            self._former_names = []
        self._learn(reply, now)
        for text in reply["granted"] or ():
            self._grant(*map(int, text.split("/")))
        until = now + reply["hold_for"] if "hold_for" in reply else None
        hold = Hold(until, self.rate_limit, _REASONS[reply["reason"]])
        changed, self._hold = hold.differs(self._hold), hold
        answered = {int(message[1]) for message in messages if message[0] in ("enter", "grant_left")}
        self._pending -= answered
        waiting = self._waiting()
        for ticket in waiting:
            if changed and self._left > 0 and ticket.gives_up(hold, now):
                self._ask_for_rest(ticket)
            elif ticket.number in answered or (changed and until is not None):
                _wake(ticket)
        quick = changed or reply["granted"] or messages
        self._poll_interval = _FIRST_POLL if quick else min(HEARTBEAT, self._poll_interval * _POLL_GROWTH)
        self._poll_at = math.inf
        if waiting:
            self._poll_at = now + self._poll_interval if until is None else until
        return lost

    def repair(self, now: float) -> None:
        """Finish what an exception interrupted, such as that of a signal handler: the script is told all anew."""
        if self._offline is not None:
            self._offline.repair(now)
            return
        self._forget_name()
        self._pending = {ticket.number for ticket in self._waiting()}

    def _forget_name(self) -> None:
        self._former_names = [*self._former_names, self.name][-_MOST_FORMER_NAMES:]
        self.join()

    def go_offline(self, now: float) -> None:
        """Let a window of this process decide, because the script cannot be reached."""
        self._messages.clear()
        self._pending.clear()
        if self._offline is not None:
            return
        # Redis may still execute the exchange that failed. Whatever it does then is of the old name, which is forgotten.
        self._forget_name()
        self._offline = window = Window(self._time)
        waiting, in_flight = self._waiting(), [ticket for ticket in self._tickets.values() if ticket.granted]
        # A window learns from responses, so it gets some: one with what remained when the calls in flight were sent, and
        # one with this worker's share of the permits that are not out.
        _feed(window, self._known_answer(now, max(1, self._remaining)), now)
        for ticket in in_flight:
            ticket.granted = False
            window.enter(ticket, now)
        window.grant_all(now)
        _feed(window, self._unreported and _with_share(self._unreported[0], self._workers), now)
        _feed(window, self._known_answer(now, self._left // self._workers), now)
        if now < self._backoff_until:
            milliseconds = math.ceil(1000 * (self._backoff_until - now))
            _feed(window, Answer(_TOO_MANY_REQUESTS, {"retry-after-ms": str(milliseconds)}, now, now), now)
        for ticket in waiting:
            window.enter(ticket, now)
            _wake(ticket)

    def go_online(self) -> None:
        """Let the script decide again, with all calls that wait or are in flight."""
        self._offline = None
        self._report_all = self._was_offline = True
        self._poll_interval, self._poll_at, self._hold = _FIRST_POLL, math.inf, PENDING
        self._pending = {ticket.number for ticket in self._waiting()}

    def _learn(self, reply: dict[str, Any], now: float) -> None:
        """Keep what a reply says of the window."""
        self._remaining, self._left, self._workers = int(reply["remaining"]), int(reply["left"]), int(reply["workers"])
        self._resets_at = now + reply["resets_in"] if "resets_in" in reply else None
        self._reset = float(reply["reset"]) if "reset" in reply else None
        self._epoch, self._backoffs = int(reply["epoch"]), int(reply["backoffs"])
        if self._messages:
            return  # A response that the script does not know yet may be newer.
        self._unreported = None
        self._backoff_until = now + reply["backoff_in"] if "backoff_in" in reply else -math.inf
        self.rate_limit = _rate_limit(reply.get("rate_limit")) or self.rate_limit

    def _grant(self, number: int, epoch: int) -> None:
        ticket = self._tickets.get(number)
        if ticket is not None:  # Else it has left, and a message says so.
            ticket.granted, ticket.epoch = True, epoch
            _wake(ticket)

    def _ask_for_rest(self, ticket: Ticket) -> None:
        """Ask for a permit that is left to others, because `ticket` would not wait for the end of the hold."""
        self._pending.add(ticket.number)
        self._messages.append(lambda _: ["grant_left", str(ticket.number)])

    def _waiting(self) -> list[Ticket]:
        """Return the tickets without a permit, in order of arrival."""
        return sorted((ticket for ticket in self._tickets.values() if not ticket.granted), key=_number)

    def _known_quota(self, now: float) -> _Report | None:
        """Return the quota of the script's last reply as a report; None if its window is over."""
        known = self.rate_limit
        if known is None or self._resets_at is None or self._resets_at <= now:
            return None
        report = _Report(False, False, now, now, RateLimit(known.limit, max(0, self._remaining), known.reset_at))
        if self._reset is None:
            return report._replace(until=self._resets_at)
        return report._replace(reset=self._reset, reset_at=self._resets_at)

    def _known_answer(self, now: float, remaining: int) -> Answer | None:
        """Return the quota of the script's last reply as a response; None if its window is over."""
        known = self.rate_limit
        if known is None or self._resets_at is None or self._resets_at <= now:
            return None
        remaining = max(0, remaining)
        if self._reset is None:
            seconds = math.ceil(self._resets_at - now)
            return Answer(200, {"ratelimit": f"remaining={remaining}, reset={seconds}"}, now, now)
        # The Date is the least that the server's clock shows, for a worker that has had no response of its own yet. A
        # Date is a whole second: it is of the moment when that second began.
        part, date = math.modf(self._reset - (self._resets_at - now))
        headers = {
            "date": formatdate(date, usegmt=True),
            "x-ratelimit-limit": "" if known.limit is None else str(known.limit),
            "x-ratelimit-remaining": str(remaining),
            "x-ratelimit-reset": datetime.fromtimestamp(self._reset, UTC).isoformat(),
        }
        return Answer(200, headers, now - part, now - part)

    def _read(self, answer: Answer) -> _Report:
        """Read a response as `Window` does."""
        refused = answer.status == _TOO_MANY_REQUESTS
        clock_set = self._time.observe(answer.headers.get("date"), sent=answer.sent, received=answer.received)
        report = _Report(refused, clock_set, answer.sent, answer.received)
        retry_after = read_retry_after(answer.headers) if refused else None
        if retry_after and SHORTEST_RETRY_AFTER <= retry_after < MAX_RESET:
            report = report._replace(retry_at=answer.received + retry_after)
        quota = answer.quota
        if quota is None:
            return report
        remaining, reset_at = quota.rate_limit.remaining, quota.rate_limit.reset_at
        if refused and (remaining is None or not retry_after):
            reports_quota = remaining is not None or reset_at is not None or quota.resets_in is not None
            remaining = 0 if reports_quota else None
        if remaining is None:
            return report
        report = report._replace(rate_limit=RateLimit(quota.rate_limit.limit, remaining, reset_at))
        if reset_at is not None:
            reset = reset_at.timestamp()
            by_our_clock = self._time.reached(reset)
            near = by_our_clock - answer.received < MAX_RESET
            report = report._replace(reset=reset, reset_at=by_our_clock if near else None)
        resets_in = retry_after if quota.resets_in is None else quota.resets_in
        if resets_in and resets_in < MAX_RESET:
            report = report._replace(until=answer.received + resets_in)
        return report

    def _says_spent(self, ticket: Ticket, report: _Report) -> bool:
        """Return whether a 429 reports that the quota is spent, as far as the script's last reply tells."""
        if report.resets_at is None:
            return False
        if ticket.epoch != self._epoch or self._resets_at is None or self._remaining <= 0:
            return True
        return report.resets_at >= self._resets_at - _SAME_WINDOW

    def _wall(self) -> float:
        """Return Unix time by Redis' clock, which is the same for all workers, for a server that sends no Date."""
        return time.time() if self._redis_ahead is None else self._clock() + self._redis_ahead


def _enter(ticket: Ticket, now: float) -> list[Any]:
    max_wait = ticket.max_wait if ticket.deadline is None else min(ticket.max_wait, ticket.deadline - now)
    return ["enter", str(ticket.number), now - ticket.number / 1e6, *([] if max_wait == math.inf else [max_wait])]


def _rate_limit(fields: object) -> RateLimit | None:
    if not isinstance(fields, dict):
        return None
    limit, remaining, reset = (cast("dict[str, Any]", fields).get(name) for name in ("limit", "remaining", "reset"))
    return RateLimit(
        None if limit is None else int(limit),
        None if remaining is None else int(remaining),
        None if reset is None else datetime.fromtimestamp(float(reset), UTC),
    )


def _with_share(answer: Answer, workers: int) -> Answer:
    """Return `answer` with one worker's share of what remains, so that no worker takes the share of another."""
    quota = answer.quota
    if quota is None or quota.rate_limit.remaining is None:
        return answer
    share = quota.rate_limit.remaining // workers
    if quota.resets_in is None:
        return answer._replace(headers={**answer.headers, answer.quota_headers.remaining: str(share)})
    return answer._replace(headers={**answer.headers, "ratelimit": f"remaining={share}, reset={quota.resets_in:.0f}"})


def _feed(window: Window, answer: Answer | None, now: float) -> None:
    """Let `window` learn from `answer`."""
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
