"""Fixtures with a real redis-server. The tests are skipped if none is installed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from many_workers.redis_server import PROGRAM, RedisServer


@pytest.fixture(scope="session")
def _redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    if PROGRAM is None:
        pytest.skip("redis-server is not installed (on Debian: apt-get install redis-server)")
    server = RedisServer(tmp_path_factory.mktemp("redis"))
    server.start()
    yield server
    server.close()


@pytest.fixture
def redis_server(_redis_server: RedisServer) -> RedisServer:
    _redis_server.forget()
    return _redis_server


@pytest.fixture
def stoppable_redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    """Start a redis-server for one test, which may stop it."""
    if PROGRAM is None:
        pytest.skip("redis-server is not installed (on Debian: apt-get install redis-server)")
    server = RedisServer(tmp_path_factory.mktemp("redis"))
    server.start()
    yield server
    server.close()
