"""Imports of the package: what they load, and its public names."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import msportal_client
import msportal_client.models


def modules_after(code: str) -> set[str]:
    """Return the modules of this package that `code` loads in a fresh interpreter."""
    report = "import json, sys; print(json.dumps([m for m in sys.modules if m.startswith('msportal_client')]))"
    process = subprocess.run(
        [sys.executable, "-W", "error", "-c", f"{code}; {report}"], check=True, capture_output=True, text=True
    )
    assert process.stderr == ""
    return set(json.loads(process.stdout))


def test_import_package_loads_itself_only() -> None:
    """Print no warning."""
    assert modules_after("import msportal_client") == {"msportal_client"}


def test_import_clients_loads_no_models() -> None:
    """Load no operations either."""
    loaded = modules_after("from msportal_client import AsyncMSPortal, MSPortal, RequestOptions, RetryPolicy")
    generated = {name for name in loaded if name.startswith(("msportal_client.api", "msportal_client.models"))}
    assert generated == {"msportal_client.api"}
    assert not {name for name in loaded if "sandbox" in name or "testing" in name}


def test_resource_loads_its_tag_only() -> None:
    loaded = modules_after("from msportal_client import MSPortal; MSPortal('k').users")
    tags = {name.split(".")[2] for name in loaded if name.startswith("msportal_client.api.")}
    assert tags == {"users"}


def test_model_loads_its_parts_only() -> None:
    loaded = modules_after("from msportal_client.models import PlannerCompanyRef")
    assert {name for name in loaded if name.startswith("msportal_client.models.")} == {
        "msportal_client.models.planner_company_ref"
    }


@pytest.mark.parametrize("package", [msportal_client, msportal_client.models])
def test_public_names_sorted_and_documented(package: Any) -> None:
    assert dir(package) == sorted(package.__all__)
    for name in package.__all__:
        assert name == "__version__" or getattr(package, name).__doc__


@pytest.mark.parametrize("package", [msportal_client, msportal_client.models])
def test_unknown_name_raises_attribute_error(package: Any) -> None:
    with pytest.raises(AttributeError, match="has no attribute 'Nonsense'"):
        _ = package.Nonsense


def test_sandbox_imports_no_client_code() -> None:
    loaded = modules_after("import msportal_client.sandbox")
    assert {name for name in loaded if not name.startswith("msportal_client.sandbox")} == {"msportal_client"}


def test_failing_import_shows_its_cause(tmp_path: Path) -> None:
    """Break a dependency in a way that Python reports as "cannot import name" by itself."""
    (tmp_path / "anyio.py").write_text("import os; os.nothing_of_this_name")
    code = "from msportal_client import AsyncMSPortal"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])}
    done = subprocess.run([sys.executable, "-c", code], check=False, env=environment, capture_output=True, text=True)
    assert "module 'os' has no attribute" in done.stderr
    assert "ImportError: msportal_client.client cannot be imported" in done.stderr
