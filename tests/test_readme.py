"""The README keeps its word: each snippet is run."""

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
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", snippet], env=environment, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("snippet", snippets("python"), ids=["first call", "without asyncio", "errors"])
def test_each_snippet_runs_and_prints_what_its_comments_say(snippet: str, sandbox: Sandbox) -> None:
    printed = run(snippet, sandbox).splitlines()
    assert printed
    for said in re.findall(r"print\(.*\)  # (.*)", snippet):
        assert said in printed


def test_each_make_target_that_it_names_exists() -> None:
    makefile = (ROOT / "Makefile").read_text()
    named = set(re.findall(r"make ([a-z-]+)", README))
    assert {"demo", "test", "check", "help", "regenerate"} <= named
    for target in named:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_each_link_leads_somewhere() -> None:
    for link in re.findall(r"\]\(([^)]+)\)", README):
        assert (ROOT / link).exists(), link


def test_it_says_of_the_spec_what_the_spec_says_of_itself() -> None:
    spec = (ROOT / "openapi.json").read_text()
    exact, partial = (len(re.findall(rf'"status": ?"{status}"', spec)) for status in ("exact", "partial"))
    assert f"holds {exact + partial} operations" in README
    assert (exact, f"other {partial} were" in README) == (2, True)


def test_it_is_under_a_page() -> None:
    assert len(README.splitlines()) < 100
