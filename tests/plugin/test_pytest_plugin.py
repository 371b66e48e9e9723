"""The pytest plugin, as users of the package run it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

ROOT = Path(__file__).resolve().parent.parent.parent
SNIPPETS = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "testing.md").read_text(), re.DOTALL)
ASYNCIO = "asyncio_mode = {mode}\nasyncio_default_fixture_loop_scope = function\n"
AUTO = ASYNCIO.format(mode="auto")


def run(pytester: pytest.Pytester, test: str, *arguments: str, settings: str = AUTO) -> pytest.RunResult:
    """Run a test file in a new directory and process, with warnings as errors."""
    pytester.makefile(".ini", pytest=f"[pytest]\nfilterwarnings = error\n{settings}")
    pytester.makepyfile(test)
    return pytester.runpytest_subprocess("-p", "no:cacheprovider", "-p", "no:schemathesis", *arguments)


@pytest.mark.parametrize("snippet", SNIPPETS, ids=["storm", "own-client", "mocks", "quota", "rows"])
def test_docs_example_passes(pytester: pytest.Pytester, snippet: str) -> None:
    run(pytester, snippet).assert_outcomes(passed=1)


def test_docs_storm_example_has_ten_lines() -> None:
    lines = [line for line in SNIPPETS[0].splitlines() if line.strip()]
    assert len(lines) <= 10


ANY_LOOP = """
    async def test_calls(msportal_sandbox, async_msportal):
        item = await async_msportal.planner.create_planner_item(title="x")
        assert [found.id async for found in async_msportal.planner.list_planner_items() if found.id == item.id]
        assert msportal_sandbox.requests[0].status == 201
"""


@pytest.mark.parametrize(
    ("marker", "settings", "arguments", "passed"),
    [
        ("", AUTO, (), 1),
        ("pytest.mark.asyncio", ASYNCIO.format(mode="strict"), (), 1),
        ("pytest.mark.anyio", "", ("-p", "no:asyncio"), 2),
    ],
    ids=["pytest-asyncio-auto", "pytest-asyncio-strict", "anyio"],
)
def test_async_tests_with_every_plugin(
    pytester: pytest.Pytester, marker: str, settings: str, arguments: tuple[str, ...], passed: int
) -> None:
    test = ANY_LOOP.replace("    async def", f"    import pytest\n    @{marker}\n    async def") if marker else ANY_LOOP
    run(pytester, test, *arguments, settings=settings).assert_outcomes(passed=passed)


TWO_TESTS = """
    seen = []

    def test_one(msportal_sandbox, msportal):
        seen.append((msportal_sandbox.url, msportal.goals and len(msportal_sandbox.requests)))
        msportal.users.list_users().first()

    def test_other(msportal_sandbox, msportal):
        first, same = seen[0][0], {same}
        assert (msportal_sandbox.url == first) == same
        assert len(msportal_sandbox.requests) == same
        msportal_sandbox.reset()
        assert not msportal_sandbox.requests
"""


@pytest.mark.parametrize("scope", ["function", "module", "session"])
def test_sandbox_scope_follows_setting(pytester: pytest.Pytester, scope: str) -> None:
    test = TWO_TESTS.replace("{same}", str(scope != "function"))
    run(pytester, test, settings=f"{AUTO}msportal_sandbox_scope = {scope}\n").assert_outcomes(passed=2)


def test_unknown_sandbox_scope_rejected(pytester: pytest.Pytester) -> None:
    result = run(pytester, "def test_it(msportal_sandbox): pass", settings=f"{AUTO}msportal_sandbox_scope = forever\n")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert "INTERNALERROR" not in result.stdout.str() + result.stderr.str()
    result.stderr.fnmatch_lines(["*msportal_sandbox_scope is 'forever', not one of session, package, *"])


def test_unused_plugin_loads_nothing(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")  # other plugins load many modules
    test = """
        import sys

        def test_nothing_is_loaded():
            ours = {name for name in sys.modules if name.startswith("msportal_client")}
            assert ours == {"msportal_client", "msportal_client.testing", "msportal_client.testing.plugin"}
            assert not {"httpx", "starlette", "uvicorn"} & sys.modules.keys()
    """
    run(pytester, test, "-p", "msportal_client.testing", settings="").assert_outcomes(passed=1)


def test_missing_extra_names_install_command(pytester: pytest.Pytester) -> None:
    pytester.makeconftest("import sys; sys.modules['starlette.applications'] = None")
    result = run(pytester, "def test_it(msportal_sandbox): pass")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(['*pip install "msportal-client[[]sandbox[]]"*'])


BRIDGES = """
    import httpx, pytest

    @pytest.fixture
    def microsoft_planner_sandbox_options():
        return {"limits": {"MaximumTasksInProject": 7}}

    def test_planner(microsoft_planner_sandbox):
        sandbox = microsoft_planner_sandbox
        headers = {"Authorization": f"Bearer {sandbox.token}"}
        assert len(httpx.get(f"{sandbox.url}/me/planner/plans", headers=headers).json()["value"]) == 1
        assert sandbox.state()["limits"]["MaximumTasksInProject"] == 7

    def test_plannr(plannr_sandbox):
        headers = {"Authorization": f"Bearer {plannr_sandbox.token}"}
        assert len(httpx.get(f"{plannr_sandbox.url}/api/v1/logins", headers=headers).json()["data"]) == 2

    def test_clients(microsoft_planner, plannr):
        [plan] = microsoft_planner.plans.list_my_plans()
        assert [task.plan_id for task in microsoft_planner.tasks.list_plan_tasks(plan.id)] == [plan.id]
        assert [task.name for task in plannr.tasks.list_tasks()] == []

    async def test_async_clients(async_microsoft_planner, async_plannr):
        assert [plan.title async for plan in async_microsoft_planner.plans.list_my_plans()] == ["Onboarding"]
        assert [task.name async for task in async_plannr.tasks.list_tasks()] == []
"""


def test_servers_of_bridges(pytester: pytest.Pytester) -> None:
    run(pytester, BRIDGES).assert_outcomes(passed=4)
