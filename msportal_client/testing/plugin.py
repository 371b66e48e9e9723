"""The pytest plugin: a sandbox for each test, and clients that call it. It needs the extra `sandbox`.

These fixtures come with the package. A run that uses none of them loads nothing:

- `msportal_sandbox`: a running `Sandbox`: `.url`, `.key`, `.requests`, `.trouble(...)`;
- `msportal` and `async_msportal`: an `MSPortal` and an `AsyncMSPortal` that call it;
- `msportal_sandbox_options`: the arguments of `Sandbox`; override it to change them;
- `microsoft_planner_sandbox` and `plannr_sandbox`: a running `PlannerSandbox` and a running `PlannrSandbox`, whose
  arguments are in `microsoft_planner_sandbox_options` and `plannr_sandbox_options`;
- `microsoft_planner`, `async_microsoft_planner`, `plannr` and `async_plannr`: clients that call them.

Each test has its own sandbox. With `msportal_sandbox_scope = "session"` in pytest's settings (or `package`, `module`,
`class`) tests share one, and the objects that they create in it; `msportal_sandbox.reset()` removes them.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, Literal, cast, get_args

import pytest

if TYPE_CHECKING:
    from ..bridges.microsoft_planner import AsyncMicrosoftPlanner, MicrosoftPlanner
    from ..bridges.plannr import AsyncPlannr, Plannr
    from ..client import AsyncMSPortal, MSPortal
    from ..sandbox import Sandbox
    from ..sandbox.microsoft_planner import PlannerSandbox
    from ..sandbox.plannr import PlannrSandbox

__all__ = [
    "async_microsoft_planner",
    "async_msportal",
    "async_plannr",
    "microsoft_planner",
    "microsoft_planner_sandbox",
    "microsoft_planner_sandbox_options",
    "msportal",
    "msportal_sandbox",
    "msportal_sandbox_options",
    "plannr",
    "plannr_sandbox",
    "plannr_sandbox_options",
]

# Everything else loads inside of the fixtures: pytest loads this module in every run of everyone who has the package.

_Scope = Literal["session", "package", "module", "class", "function"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the setting that says how many tests share a sandbox."""
    parser.addini("msportal_sandbox_scope", "the scope of the fixture msportal_sandbox", default="function")


def pytest_configure(config: pytest.Config) -> None:
    """Check the setting, before anything is collected."""
    scope = str(config.getini("msportal_sandbox_scope"))
    if scope not in get_args(_Scope):
        raise pytest.UsageError(f"msportal_sandbox_scope is {scope!r}, not one of {', '.join(get_args(_Scope))}")


def _scope(fixture_name: str, config: pytest.Config) -> _Scope:  # noqa: ARG001 - pytest passes both by name
    scope = str(config.getini("msportal_sandbox_scope"))
    return cast("_Scope", scope) if scope in get_args(_Scope) else "function"  # pytest_configure reports it.


@pytest.fixture(scope="session")
def msportal_sandbox_options() -> Mapping[str, Any]:
    """The arguments of `Sandbox`: a quota that is not in the way, and windows that are soon over where it is."""
    return {"quota": 10_000, "window": 0.2}


@pytest.fixture(scope=_scope)
def msportal_sandbox(msportal_sandbox_options: Mapping[str, Any]) -> Generator[Sandbox]:
    """A running sandbox."""
    try:
        from ..sandbox import Sandbox  # noqa: PLC0415 - see above
    except ModuleNotFoundError as error:
        raise pytest.UsageError(f'{error}: pip install "msportal-client[sandbox]"') from error
    with Sandbox(**msportal_sandbox_options) as sandbox:
        yield sandbox


@pytest.fixture(scope="session")
def microsoft_planner_sandbox_options() -> Mapping[str, Any]:
    """The arguments of `PlannerSandbox`."""
    return {}


@pytest.fixture(scope=_scope)
def microsoft_planner_sandbox(microsoft_planner_sandbox_options: Mapping[str, Any]) -> Generator[PlannerSandbox]:
    """A running server of Microsoft Planner."""
    try:
        from ..sandbox.microsoft_planner import PlannerSandbox  # noqa: PLC0415 - see above
    except ModuleNotFoundError as error:
        raise pytest.UsageError(f'{error}: pip install "msportal-client[sandbox]"') from error
    with PlannerSandbox(**microsoft_planner_sandbox_options) as sandbox:
        yield sandbox


@pytest.fixture(scope="session")
def plannr_sandbox_options() -> Mapping[str, Any]:
    """The arguments of `PlannrSandbox`."""
    return {}


@pytest.fixture(scope=_scope)
def plannr_sandbox(plannr_sandbox_options: Mapping[str, Any]) -> Generator[PlannrSandbox]:
    """A running server of Plannr."""
    try:
        from ..sandbox.plannr import PlannrSandbox  # noqa: PLC0415 - see above
    except ModuleNotFoundError as error:
        raise pytest.UsageError(f'{error}: pip install "msportal-client[sandbox]"') from error
    with PlannrSandbox(**plannr_sandbox_options) as sandbox:
        yield sandbox


@pytest.fixture
def msportal(msportal_sandbox: Sandbox) -> Generator[MSPortal]:
    """A client of the sandbox."""
    from ..client import MSPortal  # noqa: PLC0415 - see above

    with MSPortal(msportal_sandbox.key, base_url=msportal_sandbox.url, strict=True) as client:
        yield client


@pytest.fixture
def async_msportal(msportal_sandbox: Sandbox) -> AsyncMSPortal:
    """An asynchronous client of the sandbox, for tests that any plugin runs, on any event loop.

    It is made outside of the loop, and nothing has to be closed in it: no connection outlives its request.
    """
    from .._runtime.connections import transport_without_keepalive  # noqa: PLC0415 - see above
    from ..client import AsyncMSPortal  # noqa: PLC0415 - see above

    transport = transport_without_keepalive()
    return AsyncMSPortal(msportal_sandbox.key, base_url=msportal_sandbox.url, transport=transport, strict=True)


@pytest.fixture
def microsoft_planner(microsoft_planner_sandbox: PlannerSandbox) -> Generator[MicrosoftPlanner]:
    """A client of `microsoft_planner_sandbox`."""
    from ..bridges.microsoft_planner import MicrosoftPlanner  # noqa: PLC0415 - see above

    sandbox = microsoft_planner_sandbox
    with MicrosoftPlanner(sandbox.token, base_url=sandbox.url, strict=True) as client:
        yield client


@pytest.fixture
def async_microsoft_planner(microsoft_planner_sandbox: PlannerSandbox) -> AsyncMicrosoftPlanner:
    """An asynchronous client of `microsoft_planner_sandbox`; see `async_msportal`."""
    from .._runtime.connections import transport_without_keepalive  # noqa: PLC0415 - see above
    from ..bridges.microsoft_planner import AsyncMicrosoftPlanner  # noqa: PLC0415 - see above

    sandbox, transport = microsoft_planner_sandbox, transport_without_keepalive()
    return AsyncMicrosoftPlanner(sandbox.token, base_url=sandbox.url, transport=transport, strict=True)


@pytest.fixture
def plannr(plannr_sandbox: PlannrSandbox) -> Generator[Plannr]:
    """A client of `plannr_sandbox`."""
    from ..bridges.plannr import Plannr  # noqa: PLC0415 - see above

    with Plannr(
        plannr_sandbox.token, account_uuid=plannr_sandbox.account_uuid, base_url=plannr_sandbox.url, strict=True
    ) as client:
        yield client


@pytest.fixture
def async_plannr(plannr_sandbox: PlannrSandbox) -> AsyncPlannr:
    """An asynchronous client of `plannr_sandbox`; see `async_msportal`."""
    from .._runtime.connections import transport_without_keepalive  # noqa: PLC0415 - see above
    from ..bridges.plannr import AsyncPlannr  # noqa: PLC0415 - see above

    return AsyncPlannr(
        plannr_sandbox.token,
        account_uuid=plannr_sandbox.account_uuid,
        base_url=plannr_sandbox.url,
        transport=transport_without_keepalive(),
        strict=True,
    )
