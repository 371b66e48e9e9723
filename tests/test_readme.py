"""The README: its snippets, links, make targets and figures."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from msportal_client.sandbox import Sandbox

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text()


def snippets(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(quota=1000) as running:
        yield running


def run(snippet: str, sandbox: Sandbox) -> str:
    environment = {**os.environ, "MSPORTAL_API_KEY": sandbox.key, "MSPORTAL_BASE_URL": sandbox.url}
    process = subprocess.run(
        [sys.executable, "-W", "error", "-c", snippet], env=environment, check=False, capture_output=True, text=True
    )
    assert process.returncode == 0, process.stderr
    return process.stdout


@pytest.mark.parametrize("snippet", snippets("python"), ids=["first-call", "without-asyncio", "errors"])
def test_readme_snippet_prints_its_comments(snippet: str, sandbox: Sandbox) -> None:
    printed = run(snippet, sandbox).splitlines()
    assert printed
    for output in re.findall(r"print\(.*\)  # (.*)", snippet):
        assert output in printed


def test_readme_make_targets_exist() -> None:
    makefile = (ROOT / "Makefile").read_text()
    named = set(re.findall(r"make ([a-z-]+)", README))
    assert {"demo", "test", "check", "help", "regenerate"} <= named
    for target in named:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_readme_links_exist() -> None:
    for link in re.findall(r"\]\(([^)]+)\)", README):
        assert (ROOT / link).exists(), link


def test_readme_operation_counts_match_spec() -> None:
    spec = (ROOT / "openapi.json").read_text()
    exact, partial = (len(re.findall(rf'"status": ?"{status}"', spec)) for status in ("exact", "partial"))
    assert f"holds {exact + partial} operations" in README
    assert (exact, f"other {partial} were" in README) == (2, True)


def test_readme_under_100_lines() -> None:
    assert len(README.splitlines()) < 100
