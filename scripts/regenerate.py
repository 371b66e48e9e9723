"""Generate `msportal_client/api` and `msportal_client/models` from the OpenAPI document.

Exit codes: 0 success; 1 `--check` found differences; 2 invalid document or environment, and nothing was written;
128 + n ended by signal n.
"""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType
from typing import NoReturn

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def _exit_at_once(number: int, _frame: FrameType | None) -> NoReturn:
    """End the process while modules are imported: there is nothing to clean up, and an exception leaves a traceback."""
    os.write(2, b"interrupted\n")
    os._exit(128 + number)


def _exit_cleanly(number: int, _frame: FrameType | None) -> NoReturn:
    """End the process through its clean-ups, and ignore further signals."""
    for other in _SIGNALS:
        signal.signal(other, signal.SIG_IGN)
    print("interrupted", file=sys.stderr)
    raise SystemExit(128 + number)


if __name__ == "__main__":
    for each in _SIGNALS:
        signal.signal(each, _exit_at_once)
    # Importing the generator takes long enough for a signal to arrive.
    from generation.command_line import main

    for each in _SIGNALS:
        signal.signal(each, _exit_cleanly)
    sys.exit(main())
