"""The tasks of Celery, in a real worker on a real Redis."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from example_programs import run, settings, titles
from many_workers.redis_server import RedisServer, untyped

from msportal_client.sandbox import Sandbox


def test_tasks_of_two_processes_keep_to_one_quota(redis_server: RedisServer, tmp_path: Path) -> None:
    # Ten tasks need a second window, where some that arrive late have room too.
    with Sandbox(quota=8, window=3.0) as sandbox:
        environment = {**settings(sandbox), "REDIS_URL": redis_server.url}
        done = run("celery_worker.py", cwd=tmp_path, environment=environment)
        state = sandbox.state()
        made = sandbox.requests
    assert "10 items" in done.stdout
    assert sorted(seen.body["title"] for seen in made) == sorted(f"Item {number}" for number in range(10))
    assert (state["rate_limited"], state["windows"] >= 2) == (0, True)
    shared: list[Any] = untyped(redis_server.client).keys("msportal:*")
    assert shared, "the limiter has its window in Redis"


def test_task_with_a_wrong_key_ends_with_its_error(redis_server: RedisServer, sandbox: Sandbox, tmp_path: Path) -> None:
    environment = {**settings(sandbox), "MSPORTAL_API_KEY": "not-a-key", "REDIS_URL": redis_server.url}
    before = titles(sandbox)
    done = run("celery_worker.py", cwd=tmp_path, environment=environment, code=1)
    assert "AuthenticationError: 401" in done.stderr.splitlines()[-1]
    assert "not-a-key" not in done.stdout + done.stderr
    assert titles(sandbox) == before


def test_no_redis_is_named_without_its_password(tmp_path: Path) -> None:
    done = run("celery_worker.py", cwd=tmp_path, code=1, environment={"REDIS_URL": "redis://:secret@127.0.0.1:1/0"})
    assert done.stderr.startswith("Redis cannot be used: ")
    assert "127.0.0.1:1" in done.stderr
    assert done.stderr.endswith(". Set REDIS_URL.\n")
    assert "secret" not in done.stderr
