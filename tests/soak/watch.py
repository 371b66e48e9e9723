"""Warnings, and exceptions that nobody catches, as faults."""

from __future__ import annotations

import asyncio
import logging
import re
import sys
import threading
import traceback
import warnings
from typing import Any

from soak.judge import Tally

__all__ = ["DROPPED", "judge_dropped", "watch", "watch_loop"]

# anyio loses the stream of a connect that is cancelled at the moment when it succeeds, and leaves it to the garbage
# collector, which closes it.
DROPPED = "(socket left to the garbage collector)"
# Cancelled calls for each such socket.
_CANCELLED_PER_DROPPED = 300

_NUMBERS = re.compile(r"0x[0-9a-f]+|\d+")


def watch(tally: Tally) -> None:
    """Count every ResourceWarning and every exception of a thread or a destructor as a fault."""

    def on_warning(message: Warning | str, category: type[Warning], *_: Any, **__: Any) -> None:
        # Forking beside threads is a DeprecationWarning from Python 3.12 on, and is what is done here.
        if issubclass(category, ResourceWarning) and str(message).startswith(
            ("unclosed transport", "unclosed <socket")
        ):
            tally.outcomes[DROPPED] += 1
        elif issubclass(category, ResourceWarning):
            tally.fault(f"ResourceWarning: {_NUMBERS.sub('N', str(message))[:120]}", str(message))

    def on_unraisable(unraisable: Any) -> None:
        text = "".join(traceback.format_exception(unraisable.exc_value))
        tally.fault(f"unraisable {type(unraisable.exc_value).__name__}", f"{unraisable.object!r}: {text}")

    def on_thread(arguments: threading.ExceptHookArgs) -> None:
        text = "".join(traceback.format_exception(arguments.exc_value)) if arguments.exc_value else ""
        tally.fault(f"a thread ended with {arguments.exc_type.__name__}", text)

    warnings.simplefilter("always", ResourceWarning)
    warnings.showwarning = on_warning
    sys.unraisablehook = on_unraisable
    threading.excepthook = on_thread
    # The log lines are no part of what is checked.
    logging.getLogger("msportal_client").propagate = False
    logging.getLogger("msportal_client").addHandler(logging.NullHandler())


def watch_loop(tally: Tally) -> None:
    """Count what the exception handler of the running event loop gets as a fault: exceptions that were never retrieved."""

    def on_exception(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        text = "".join(traceback.format_exception(error)) if isinstance(error, BaseException) else ""
        tally.fault(f"event loop: {context.get('message')}", f"{context!r}\n{text}")

    asyncio.get_running_loop().set_exception_handler(on_exception)


def judge_dropped(tally: Tally) -> None:
    """Count sockets that were left to the garbage collector as a fault, where they are more than anyio explains."""
    dropped, cancelled = tally.outcomes[DROPPED], tally.outcomes["CancelledError"]
    if dropped > 2 + cancelled / _CANCELLED_PER_DROPPED:
        tally.fault(f"{dropped} sockets were left to the garbage collector, with {cancelled} calls cancelled")
