"""The soak server as a process that is killed, stopped and started again."""

from __future__ import annotations

import asyncio
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random

__all__ = ["ServerProcess"]

_PROGRAM = Path(__file__).with_name("server.py")
# Below the ports that the kernel takes for connections: one of these could connect to itself while nobody listens.
_PORTS = range(20_000, 32_000)
# Seconds.
_LONGEST_START = 20.0


class ServerProcess:
    """A server on a port of 127.0.0.1 that stays the same.

    Args:
        seed: The seed of its random numbers.
        left_out: Names of oddities that it does not draw.
    """

    def __init__(self, seed: str, left_out: list[str]) -> None:
        self.port = _free_port(Random(seed))
        self.url = f"http://127.0.0.1:{self.port}"
        self.starts = 0
        self._seed = seed
        self._left_out = left_out
        self._process: subprocess.Popen[bytes] | None = None

    async def start(self) -> None:
        """Start the server, and wait until it takes connections."""
        self.starts += 1
        command = [sys.executable, str(_PROGRAM), str(self.port), f"{self._seed} {self.starts}", *self._left_out]
        self._process = subprocess.Popen(command)  # noqa: ASYNC220 - it takes a millisecond
        async with asyncio.timeout(_LONGEST_START):
            while not await self._listens():
                assert self._process.poll() is None, "the server does not start"
                await asyncio.sleep(0.02)

    def kill(self) -> None:
        """Kill the server: its connections are reset, and new ones refused."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def freeze(self) -> None:
        """Stop the server: it takes connections, and says nothing."""
        if self._process is not None:
            self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let a server that was stopped go on."""
        if self._process is not None:
            self._process.send_signal(signal.SIGCONT)

    async def trouble(self, random: Random, goes_on: Callable[[], bool]) -> None:
        """Kill, start and stop the server again and again, until `goes_on()` is false."""
        while goes_on():
            await asyncio.sleep(random.uniform(1.0, 4.0))
            if not goes_on():
                return
            if random.random() < 0.6:
                self.kill()
                await asyncio.sleep(random.choice([0.0, 0.1, 0.5]))
                await self.start()
            else:
                self.freeze()
                await asyncio.sleep(random.choice([0.1, 0.5, 1.5]))
                self.thaw()

    async def _listens(self) -> bool:
        with suppress(OSError):
            _, writer = await asyncio.open_connection("127.0.0.1", self.port)
            writer.close()
            await writer.wait_closed()
            return True
        return False


def _free_port(random: Random) -> int:
    for port in random.sample(_PORTS, 100):
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port
    raise AssertionError("no port is free")
