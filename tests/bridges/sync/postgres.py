"""A PostgreSQL server of its own for tests, on 127.0.0.1."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

_DEBIAN = "/usr/lib/postgresql"


def find_programs() -> Path | None:
    """Return the directory of initdb and pg_ctl; None where PostgreSQL is not installed."""
    found = shutil.which("initdb")
    if found is not None:
        return Path(found).parent
    return next((path.parent for path in sorted(Path(_DEBIAN).glob("*/bin/initdb"), reverse=True)), None)


@contextmanager
def running(programs: Path) -> Generator[str]:
    """Run a server until the block ends. Yields the URL of an empty database."""
    # The server refuses to run as root.
    owner = "postgres" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    directory = Path(tempfile.mkdtemp(prefix="msportal-postgres-"))

    def run(*command: str) -> None:
        user = owner if os.getuid() == 0 else None
        subprocess.run(command, user=user, check=True, stdout=subprocess.DEVNULL, cwd=directory, timeout=60)

    try:
        shutil.chown(directory, owner)
        data = str(directory / "data")
        run(str(programs / "initdb"), "-D", data, "-U", "tests", "--auth=trust", "--no-sync")
        options = f"-p {port} -k {directory} -c listen_addresses=127.0.0.1 -c fsync=off"
        run(str(programs / "pg_ctl"), "-D", data, "-o", options, "-l", str(directory / "log"), "-w", "start")
        try:
            yield f"postgresql+psycopg://tests@127.0.0.1:{port}/postgres"
        finally:
            run(str(programs / "pg_ctl"), "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(directory, ignore_errors=True)
