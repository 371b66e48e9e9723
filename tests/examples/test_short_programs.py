"""The examples, each run as a program against a sandbox."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from msportal_client.sandbox import Sandbox

ROOT = Path(__file__).resolve().parents[2]
CALLS = (ROOT / "docs" / "calls.md").read_text()


def run(*program: str, quota: int = 1000, window: float = 60.0) -> subprocess.CompletedProcess[str]:
    """Run a program, with warnings as errors."""
    with Sandbox(quota=quota, window=window) as sandbox:
        environment = {**os.environ, "MSPORTAL_API_KEY": sandbox.key, "MSPORTAL_BASE_URL": sandbox.url}
        command = [sys.executable, "-W", "error", *program]
        done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        (
            "any_endpoint.py",
            [
                "201 Firewalls",
                "2027 application/json",
                "404 There is no such budget",
                "params['id']: must not have a segment . or .., is '../users'",
            ],
        ),
        ("responses_and_settings.py", ["201 Replace firewall", "quota left: True", "1 True"]),
        ("pages.py", ["1 2 True", "3", "True", "1"]),
    ],
)
def test_example_prints(name: str, printed: list[str]) -> None:
    assert run(f"{ROOT}/examples/{name}").stdout.splitlines() == printed


def test_example_of_waiting() -> None:
    done = run(f"{ROOT}/examples/waiting.py", quota=5, window=3.0)
    assert done.stdout.splitlines() == ["list_users 200 None went at once"] * 5 + ["list_users 200 None waited"]
    line = r"INFO list_users 1 call waits until \d\d:\d\d:\d\d UTC \(\d\.\d s\): the quota is spent\n"
    assert re.fullmatch(line, done.stderr), done.stderr


@pytest.mark.parametrize("snippet", re.findall(r"```python\n(.*?)```", CALLS, re.DOTALL), ids=["any", "raw", "options"])
def test_snippet_of_calls_page(snippet: str) -> None:
    run("-c", snippet)


def test_links_of_pages() -> None:
    """The links of the pages about calls lead to files and headings."""
    for page in ("calls.md", "observability.md", "rate-limits.md", "errors-and-reading.md"):
        for link in re.findall(r"\]\(([^)]+)\)", (ROOT / "docs" / page).read_text()):
            file, _, heading = link.partition("#")
            target = ROOT / "docs" / (file or page)
            assert target.exists(), link
            headings = re.findall(r"^#+ (.*)$", target.read_text(), re.MULTILINE) if heading else []
            anchors = {re.sub(r"[^\w -]", "", text.lower()).replace(" ", "-") for text in headings}
            assert not heading or heading in anchors, link
