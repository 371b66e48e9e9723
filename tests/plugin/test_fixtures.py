"""The pytest plugin, as those meet it who have the package installed."""

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
    """Run a file of tests in a directory and a process of its own, with warnings as errors."""
    pytester.makefile(".ini", pytest=f"[pytest]\nfilterwarnings = error\n{settings}")
    pytester.makepyfile(test)
    return pytester.runpytest_subprocess("-p", "no:cacheprovider", "-p", "no:schemathesis", *arguments)


@pytest.mark.parametrize("snippet", SNIPPETS, ids=["storm", "own client", "quota"])
def test_each_example_of_the_page_passes_as_it_stands(pytester: pytest.Pytester, snippet: str) -> None:
    run(pytester, snippet).assert_outcomes(passed=1)


def test_the_storm_is_a_test_of_ten_lines() -> None:
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
    ids=["pytest-asyncio auto", "pytest-asyncio strict", "anyio on asyncio and trio"],
)
def test_async_tests_run_under_every_plugin(
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
def test_tests_share_a_sandbox_where_the_settings_say_so(pytester: pytest.Pytester, scope: str) -> None:
    test = TWO_TESTS.replace("{same}", str(scope != "function"))
    run(pytester, test, settings=f"{AUTO}msportal_sandbox_scope = {scope}\n").assert_outcomes(passed=2)


def test_a_scope_that_there_is_not_is_told(pytester: pytest.Pytester) -> None:
    done = run(pytester, "def test_it(msportal_sandbox): pass", settings=f"{AUTO}msportal_sandbox_scope = forever\n")
    assert done.ret != 0
    done.stdout.fnmatch_lines(["*msportal_sandbox_scope is 'forever', not one of session, package, *"])


def test_a_run_that_does_not_ask_for_it_loads_nothing_of_it(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")  # the other plugins here load much
    test = """
        import sys

        def test_nothing_is_loaded():
            ours = {name for name in sys.modules if name.startswith("msportal_client")}
            assert ours == {"msportal_client", "msportal_client.testing", "msportal_client.testing.plugin"}
            assert not {"httpx", "starlette", "uvicorn"} & sys.modules.keys()
    """
    run(pytester, test, "-p", "msportal_client.testing", settings="").assert_outcomes(passed=1)


def test_without_the_extra_it_says_what_to_install(pytester: pytest.Pytester) -> None:
    pytester.makeconftest("import sys; sys.modules['starlette.applications'] = None")
    done = run(pytester, "def test_it(msportal_sandbox): pass")
    done.assert_outcomes(errors=1)
    done.stdout.fnmatch_lines(['*pip install "msportal-client[[]sandbox[]]"*'])
