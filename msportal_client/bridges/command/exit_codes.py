"""The exit codes of `msportal-bridge`."""

from __future__ import annotations

from enum import IntEnum

__all__ = ["EXIT_CODES", "ExitCode"]


class ExitCode(IntEnum):
    """The exit codes."""

    DONE = 0
    INCOMPLETE = 1
    USAGE = 2
    CONFIGURATION = 3
    API = 4
    BUSY = 5
    INTERRUPTED = 130


# For `--help` and the documentation.
EXIT_CODES = {
    ExitCode.DONE: "done: every task has its item as it should be",
    ExitCode.INCOMPLETE: "done, but something waits or is not possible: see the report",
    ExitCode.USAGE: "the command line is wrong",
    ExitCode.CONFIGURATION: "a token, the mapping, the store or the extra is missing or wrong",
    ExitCode.API: "Planner, Plannr or MSPortal could not be called, or refused",
    ExitCode.BUSY: "another worker syncs the plan",
    ExitCode.INTERRUPTED: "interrupted",
}
