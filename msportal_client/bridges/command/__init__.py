"""The command `msportal-bridge`. Needs the extra `bridges`."""

from __future__ import annotations

import sys

__all__ = ["main"]


def main() -> None:
    """Run the command line."""
    try:
        from .app import run  # noqa: PLC0415 - its absence is named
    except ImportError as error:
        sys.stderr.write(f'msportal-bridge: {error}\nIt needs the extra: pip install "msportal-client[bridges]"\n')
        sys.exit(3)
    sys.exit(run())
