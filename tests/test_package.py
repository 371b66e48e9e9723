"""The package as it is imported."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import msportal_client
import msportal_client.models

ROOT = Path(__file__).resolve().parent.parent


def modules_after(code: str) -> set[str]:
    """The modules of this package that a fresh Python has loaded after `code`."""
    report = "import json, sys; print(json.dumps([m for m in sys.modules if m.startswith('msportal_client')]))"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", f"{code}; {report}"], check=True, capture_output=True, text=True
    )
    assert done.stderr == ""
    return set(json.loads(done.stdout))


def test_importing_the_package_is_silent_and_loads_nothing_else_of_it() -> None:
    assert modules_after("import msportal_client") == {"msportal_client"}


def test_importing_the_clients_loads_no_model_and_no_operation() -> None:
    loaded = modules_after("from msportal_client import AsyncMSPortal, MSPortal, RequestOptions, RetryPolicy")
    generated = {name for name in loaded if name.startswith(("msportal_client.api", "msportal_client.models"))}
    assert generated == {"msportal_client.api"}
    assert not {name for name in loaded if "sandbox" in name or "testing" in name}


def test_a_resource_loads_its_own_tag_alone() -> None:
    loaded = modules_after("from msportal_client import MSPortal; MSPortal('k').users")
    tags = {name.split(".")[2] for name in loaded if name.startswith("msportal_client.api.")}
    assert tags == {"users"}


def test_one_model_loads_with_those_it_is_made_of() -> None:
    loaded = modules_after("from msportal_client.models import PlannerCompanyRef")
    assert {name for name in loaded if name.startswith("msportal_client.models.")} == {
        "msportal_client.models.planner_company_ref"
    }


@pytest.mark.parametrize("package", [msportal_client, msportal_client.models])
def test_every_public_name_is_there_sorted_and_documented(package: Any) -> None:
    assert dir(package) == sorted(package.__all__)
    for name in package.__all__:
        assert name == "__version__" or getattr(package, name).__doc__


@pytest.mark.parametrize("package", [msportal_client, msportal_client.models])
def test_a_name_that_is_not_there_is_an_attribute_error(package: Any) -> None:
    with pytest.raises(AttributeError, match="has no attribute 'Nonsense'"):
        _ = package.Nonsense


def test_the_sandbox_and_the_client_share_no_code() -> None:
    loaded = modules_after("import msportal_client.sandbox")
    assert {name for name in loaded if not name.startswith("msportal_client.sandbox")} == {"msportal_client"}


def test_httpx_is_imported_by_the_transport_alone() -> None:
    written = [*(ROOT / "msportal_client").glob("*.py"), *(ROOT / "msportal_client" / "rate_limit").glob("*.py")]
    importing = {
        path.name for path in written if "\nimport httpx" in path.read_text() or "from httpx" in path.read_text()
    }
    assert importing == {"transport.py"}
