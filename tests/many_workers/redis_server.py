"""A redis-server on a free loopback port, for the tests alone."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.retry import Retry

PROGRAM = shutil.which("redis-server")


class RedisServer:
    """A redis-server process that stores nothing on disk, so that a restart loses all data."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.client = Redis(port=self.port, socket_timeout=5, retry=Retry(NoBackoff(), 0))
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        assert PROGRAM is not None
        options = {"port": str(self.port), "bind": "127.0.0.1", "save": "", "appendonly": "no", "dir": str(self.folder)}
        arguments = [word for name, text in options.items() for word in (f"--{name}", text)]
        self._process = subprocess.Popen([PROGRAM, *arguments], stdout=subprocess.DEVNULL)
        give_up_at = time.monotonic() + 20
        while True:
            with suppress(RedisConnectionError):
                untyped(self.client).ping()
                return
            assert self._process.poll() is None, "redis-server did not start"
            assert time.monotonic() < give_up_at, "redis-server does not answer"
            time.sleep(0.005)

    def stop(self) -> None:
        """Kill the process, as a machine failure would."""
        if self._process is not None:
            self._process.send_signal(signal.SIGCONT)
            self._process.kill()
            self._process.wait()
            self._process = None

    def forget(self) -> None:
        """Delete all data."""
        untyped(self.client).flushall()

    def close(self) -> None:
        self.client.close()
        self.stop()

    def pause(self) -> None:
        """Stop the process without closing its connections: it accepts new ones and never answers."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)


def untyped(client: Redis) -> Any:
    """Return the client as Any, because redis-py types some commands too loosely for strict checking."""
    return client
