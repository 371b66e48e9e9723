"""Exceptions in the midst of a call, as a signal handler raises them."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any


class InterruptError(Exception):
    """Raised by a signal handler; a subclass of Exception, as Celery's SoftTimeLimitExceeded is."""


def raising_at(number: int, function: Callable[[], object], module: str | None = None) -> bool:
    """Call a function, and raise at the line with this number in order of execution; return whether it was.

    Only lines of `module` count; None for those of all code that is executed, the HTTP library's and Python's own.
    """
    count, raised = 0, False

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count, raised
        if raised or module not in {None, frame.f_globals.get("__name__")}:
            return None
        if event == "line" and not raised:
            count += 1
            if count == number:
                raised = True
                raise InterruptError
        return trace

    def run() -> None:
        sys.settrace(trace)
        try:
            function()
        except InterruptError:
            pass
        except BaseException as error:  # noqa: BLE001 - it is raised below
            failed.append(error)
        finally:
            sys.settrace(None)

    failed: list[BaseException] = []
    # In a thread of its own: an exception of a trace function may stay behind as one that is being handled.
    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    for error in failed:
        raise error
    return raised
