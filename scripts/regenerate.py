"""Generate `msportal_client/api` and `msportal_client/models` from the OpenAPI document.

Exit codes: 0 done, or nothing to do; 1 `--check` found differences; 2 the document or the set-up is at fault, and
nothing was changed; 128 and the number of the signal that ended it.
"""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType
from typing import NoReturn

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def _leave(number: int, _frame: FrameType | None) -> NoReturn:
    """End at once: nothing is there yet to clean up, and an import cannot be left by an exception without a trace."""
    os.write(2, b"interrupted\n")
    os._exit(128 + number)


def _stop(number: int, _frame: FrameType | None) -> NoReturn:
    """End as the signal asks, by way of every clean-up, which further signals do not disturb."""
    for other in _SIGNALS:
        signal.signal(other, signal.SIG_IGN)
    print("interrupted", file=sys.stderr)
    raise SystemExit(128 + number)


if __name__ == "__main__":
    for each in _SIGNALS:
        signal.signal(each, _leave)
    # Importing the generator takes its time, in which a signal may come.
    from generation.command_line import main

    for each in _SIGNALS:
        signal.signal(each, _stop)
    sys.exit(main())
