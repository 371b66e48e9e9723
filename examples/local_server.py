"""A local server for the examples, and the way in which they end: each runs with one command and without an account.

Where `MSPORTAL_BASE_URL` is set, that server is called in place of the local one, with the key of `MSPORTAL_API_KEY`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Generator
from contextlib import contextmanager

from msportal_client import MSPortalError

# The records that are there from the start.
ROWS = {"planner/items": 120, "tickets": 30}


@contextmanager
def clear_end() -> Generator[None]:
    """End the program with a sentence after Ctrl-C, an error of the client or of a file, or a missing package."""
    try:
        yield
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        sys.exit(130)
    except (MSPortalError, OSError) as error:
        sys.exit(f"{type(error).__name__}: {error}")
    except ModuleNotFoundError as error:
        sys.exit(f'{error}. For the local server: pip install "msportal-client[sandbox]"')


@contextmanager
def server() -> Generator[None]:
    """Set `MSPORTAL_BASE_URL` and `MSPORTAL_API_KEY` to those of a local server, unless the former is set.

    A key alone does not lead to the real API: most examples write.
    """
    with clear_end():
        if os.environ.get("MSPORTAL_BASE_URL"):
            yield
            return
        from msportal_client.sandbox import Sandbox  # noqa: PLC0415 - not needed with a server of your own

        before = dict(os.environ)
        with Sandbox(quota=1000, rows=ROWS) as sandbox:
            os.environ |= {"MSPORTAL_BASE_URL": sandbox.url, "MSPORTAL_API_KEY": sandbox.key}
            try:
                yield
            finally:
                del os.environ["MSPORTAL_BASE_URL"], os.environ["MSPORTAL_API_KEY"]
                os.environ |= before
