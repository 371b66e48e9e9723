"""The commands and names of docs/generation.md."""

from __future__ import annotations

import re

from generation.apis import listed
from regeneration import ROOT, run_main

PAGE = (ROOT / "docs" / "generation.md").read_text()


def test_documented_commands_are_accepted() -> None:
    names = {api.name for api in listed(ROOT)}
    block = PAGE.partition("```sh\n")[2].partition("```")[0]
    commands = re.findall(r"scripts/(\w+)\.py ([^#\n]*)", block)
    assert {script for script, _ in commands} == {"regenerate", "check_contract", "update_spec"}
    for _, arguments in commands:
        assert {word for word in arguments.split() if re.fullmatch(r"[a-z][a-z-]*", word)} <= names
    assert run_main("plannr", "--check").exit_code == 0


def test_documented_places_exist() -> None:
    for link in re.findall(r"\]\((\.\./[^)#]+)\)", PAGE):
        assert (ROOT / "docs" / link).resolve().is_file()
    for path in re.findall(r"`(scripts/[\w/.]+)`", PAGE):
        assert (ROOT / path).is_file()
