"""The state that the calls of one client share, and what they report: events and log records."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from .api import API
from .credentials import Credentials

if TYPE_CHECKING:
    from ..events import Event

__all__ = ["Shared", "log_fields", "logger", "moment_in"]

logger = logging.getLogger("msportal_client")

# Seconds. A later moment overflows in datetime.
_LONGEST_WAIT = 1e9
# Seconds: waits from this length on are logged at level INFO, at most one in the interval.
_LONG_WAIT, _WAIT_INTERVAL = 1.0, 5.0


class Shared:
    """The state that the calls of one transport share. It has no repr of its fields: the headers may hold secrets."""

    __slots__ = (
        "_logged_wait",
        "_wait_lock",
        "api",
        "clock",
        "closed",
        "credentials",
        "dated",
        "headers",
        "on_event",
        "proxy",
        "reported",
        "waiting",
    )

    def __init__(
        self,
        api: API,
        headers: dict[str, str],
        credentials: Credentials | None,
        on_event: Callable[[Event], None] | None,
        clock: Callable[[], float],
        *,
        proxy: str = "",
    ) -> None:
        self.api = api
        self.headers = headers
        self.credentials = credentials
        self.on_event = on_event
        self.clock = clock
        # The host and port of the proxy, for messages; empty without one.
        self.proxy = proxy
        self.closed = False
        # The newest Date header of a response, and when it came in monotonic seconds.
        self.dated: tuple[str, float] | None = None
        # The places of mismatches that were logged.
        self.reported: set[str] = set()
        self.after_fork()

    def after_fork(self) -> None:
        """Begin anew in a child process, where the calls of the parent do not wait."""
        # The calls that are held back.
        self.waiting: set[object] = set()
        self._wait_lock = threading.Lock()
        # When a wait was last logged at level INFO, in monotonic seconds.
        self._logged_wait: float | None = None

    def check_open(self) -> None:
        """Raise RuntimeError where the client is closed."""
        if self.closed:
            raise RuntimeError("this client is closed: make a new one")

    def emit(self, event: Event) -> None:
        """Call `on_event`. What it raises is logged with its traceback, and the call goes on."""
        if self.on_event is None:
            return
        try:
            self.on_event(event)
        except Exception:
            logger.exception(
                "on_event raised on %s of %s %s",
                type(event).__name__,
                event.method,
                event.url,
                extra=log_fields(event.operation, event.request_id, event.attempt),
            )

    def log_wait(self, seconds: float, reason: str, fields: dict[str, Any]) -> None:
        """Log a long wait of a call at level INFO, unless another was logged a short time ago."""
        if seconds < _LONG_WAIT or not logger.isEnabledFor(logging.INFO):
            return
        with self._wait_lock:
            now = self.clock()
            if self._logged_wait is not None and now - self._logged_wait < _WAIT_INTERVAL:
                return
            self._logged_wait = now
        count = len(self.waiting)
        logger.info(
            "%d %s until %s (%.1f s): %s",
            count,
            "call waits" if count == 1 else "calls wait",
            f"{moment_in(seconds):%H:%M:%S} UTC",
            seconds,
            reason,
            extra=fields,
        )


def log_fields(
    operation: str | None = None,
    request_id: str | None = None,
    attempt: int | None = None,
    status: int | None = None,
    seconds: float | None = None,
) -> dict[str, Any]:
    """Return the `extra` fields of a log record. Every record has all of them, so that a format may name them."""
    return {
        "operation": operation,
        "request_id": request_id,
        "attempt": attempt,
        "status": status,
        "seconds": seconds,
    }


def moment_in(seconds: float) -> datetime:
    """Return the moment that is `seconds` from now, by the clock of this machine."""
    return datetime.now(UTC) + timedelta(seconds=min(seconds, _LONGEST_WAIT))
