"""The fixtures in tests that stop or move the clock, and in the workers of xdist."""

from __future__ import annotations

import socket
import textwrap
from pathlib import Path
from urllib.parse import urlsplit

import pytest

pytest_plugins = ["pytester"]

# Seconds. A run that hangs ends here; a good one takes a few.
HANGS = 40.0


def run(pytester: pytest.Pytester, test: str, *arguments: str) -> pytest.RunResult:
    """Run a test file in a new directory and process, with warnings as errors."""
    pytester.makefile(
        ".ini",
        pytest="[pytest]\nfilterwarnings = error\nasyncio_mode = auto\nasyncio_default_fixture_loop_scope = function\n",
    )
    pytester.makepyfile(textwrap.dedent(test))
    return pytester.runpytest_subprocess("-p", "no:cacheprovider", "-p", "no:schemathesis", *arguments, timeout=HANGS)


FREEZE = {
    "freezegun": ("from freezegun import freeze_time", '@freeze_time("2026-01-01", real_asyncio=True)'),
    "freezegun-tick": ("from freezegun import freeze_time", '@freeze_time("2026-01-01", tick=True, real_asyncio=True)'),
    "time-machine": ("import time_machine", '@time_machine.travel("2026-01-01", tick=False)'),
    "time-machine-tick": ("import time_machine", '@time_machine.travel("2026-01-01")'),
}

CALLS = """
    {imports}

    {freeze}
    def test_sync(msportal):
        item = msportal.planner.create_planner_item(title="x")
        assert item.id in [found.id for found in msportal.planner.list_planner_items()]

    {freeze}
    async def test_async(async_msportal):
        item = await async_msportal.planner.create_planner_item(title="x")
        assert item.id in [found.id async for found in async_msportal.planner.list_planner_items()]

    def test_after(msportal):
        msportal.tickets.list_tickets().first()
"""

WAITS = """
    {imports}
    import pytest

    @pytest.fixture
    def msportal_sandbox_options():
        return {{"quota": 2, "window": 0.5}}

    {freeze}
    def test_sync_429(msportal_sandbox, msportal):
        msportal_sandbox.trouble(next_statuses=(429, 429))
        msportal.tickets.list_tickets().first()
        assert [request.status for request in msportal_sandbox.requests] == [429, 429, 200]

    {freeze}
    async def test_async_429(msportal_sandbox, async_msportal):
        msportal_sandbox.trouble(next_statuses=(429, 429))
        await async_msportal.tickets.list_tickets().first()
        assert [request.status for request in msportal_sandbox.requests] == [429, 429, 200]

    {freeze}
    def test_sync_quota(msportal_sandbox, msportal):
        for _ in range(5):
            msportal.tickets.list_tickets().first()
        assert msportal_sandbox.state()["windows"] == 3

    {freeze}
    async def test_async_quota(msportal_sandbox, async_msportal):
        for _ in range(5):
            await async_msportal.tickets.list_tickets().first()
        assert msportal_sandbox.state()["windows"] == 3
"""


@pytest.mark.parametrize(("imports", "freeze"), FREEZE.values(), ids=FREEZE)
def test_calls_under_frozen_time(pytester: pytest.Pytester, imports: str, freeze: str) -> None:
    run(pytester, CALLS.format(imports=imports, freeze=freeze)).assert_outcomes(passed=3)


@pytest.mark.parametrize("library", ["freezegun", "freezegun-tick", "time-machine", "time-machine-tick"])
def test_429_waits_under_frozen_time(pytester: pytest.Pytester, library: str) -> None:
    imports, freeze = FREEZE[library]
    run(pytester, WAITS.format(imports=imports, freeze=freeze)).assert_outcomes(passed=4)


def test_freezegun_without_settings(pytester: pytest.Pytester) -> None:
    """Synchronous code, and the end of the sandbox, need no setting."""
    test = CALLS.format(imports="from freezegun import freeze_time", freeze='@freeze_time("2026-01-01")')
    run(pytester, test, "-k", "not async").assert_outcomes(passed=2)


@pytest.mark.parametrize("scope", ["function", "session"])
def test_xdist_workers_end_sandboxes(pytester: pytest.Pytester, tmp_path: Path, scope: str) -> None:
    test = f"""
        from pathlib import Path

        import pytest
        from freezegun import freeze_time

        @freeze_time("2026-01-01")
        @pytest.mark.parametrize("number", range(6))
        def test_calls(msportal_sandbox, msportal, worker_id, number):
            msportal.tickets.list_tickets().first()
            (Path({str(tmp_path)!r}) / f"{{worker_id}}-{{number}}").write_text(msportal_sandbox.url)
    """
    result = run(pytester, test, "-n", "2", "-o", f"msportal_sandbox_scope={scope}")
    result.assert_outcomes(passed=6)
    urls = {file.name: file.read_text() for file in tmp_path.iterdir() if file.is_file()}
    assert {name.partition("-")[0] for name in urls} == {"gw0", "gw1"}
    for url in set(urls.values()):
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", urlsplit(url).port or 0), 5)
