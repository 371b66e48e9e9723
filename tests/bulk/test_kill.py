"""Jobs whose process is killed, and started again with the same journal."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from msportal_client import MSPortal
from msportal_client.sandbox import Sandbox

IMPORTER = Path(__file__).with_name("importer.py")
# `make test-long` kills twenty times in 5,000 rows.
KILLS = int(os.environ.get("BULK_KILLS", "5"))


@pytest.mark.skipif(os.name != "posix", reason="sends SIGKILL")
@pytest.mark.parametrize(
    ("kind", "rows", "kills"), [("asyncio", 250 * KILLS, KILLS), ("threads", 300, 4), ("trio", 300, 4)], ids=str
)
def test_each_row_is_created_once(kind: str, rows: int, kills: int, tmp_path: Path) -> None:
    moments = sorted(random.sample(range(rows), kills))
    with Sandbox(quota=1_000_000) as sandbox:
        environment = {**os.environ, "MSPORTAL_API_KEY": sandbox.key, "MSPORTAL_BASE_URL": sandbox.url}

        def start() -> subprocess.Popen[bytes]:
            command = [sys.executable, str(IMPORTER), str(tmp_path / "journal"), str(rows), kind]
            return subprocess.Popen(command, env=environment)

        def created() -> int:
            return int(sandbox.state()["requests"].get("POST /api/public/v1/planner/items", 0))

        for moment in moments:
            process = start()
            while created() < moment and process.poll() is None:
                time.sleep(0.001)
            process.kill()
            process.wait()
        assert start().wait(300) == 0
        # And once more: nothing is left to do.
        before = created()
        assert start().wait(300) == 0
        assert created() == before
        with MSPortal(sandbox.key, base_url=sandbox.url) as msportal:
            titles = Counter(item.title for item in msportal.planner.list_planner_items(limit=100).collect())

    assert titles == Counter(f"item {number}" for number in range(rows))
