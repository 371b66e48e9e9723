"""Run the soak: python tests/soak/run.py --seconds 60. On httpx2 with MSPORTAL_TEST_HTTP=httpx2."""

from __future__ import annotations

import argparse
import asyncio
import importlib
import secrets
import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).parents[1])


def main() -> int:
    """Run the soak, print its table, and return the exit code."""
    importlib.import_module("conftest")  # It chooses the HTTP library.
    import httpx
    from soak.report import write, write_faults, write_table
    from soak.storm import Soak
    from soak.watch import judge_dropped

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", default=secrets.token_hex(4))
    parser.add_argument("--without", action="append", default=[], help="an oddity that is left out")
    arguments = parser.parse_args()
    write(f"{arguments.seconds:g} s on {httpx.__name__}, seed {arguments.seed}")
    soak = Soak(arguments.seconds, arguments.seed, arguments.without)
    asyncio.run(soak.run())
    write_table(soak)
    judge_dropped(soak.tally)
    write_faults(soak.tally)
    return 1 if soak.tally.faults else 0


if __name__ == "__main__":
    sys.exit(main())
