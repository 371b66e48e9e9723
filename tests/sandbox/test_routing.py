"""Paths with parameters, as they are matched segment by segment."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msportal_client.sandbox.routing import look_up, routing_table


def parameters_of(template: str, path: str) -> dict[str, str] | None:
    """Return the parameters of `path`, or None if it does not match `template`."""
    found = look_up(routing_table([(template, "GET", "target")]), path)
    return found[1] if found else None


@pytest.mark.parametrize(
    ("template", "path", "expected"),
    [
        ("/a", "/a", {}),
        ("/a", "/a/", None),
        ("/{x}", "/", None),
        ("/{x}", "/1", {"x": "1"}),
        ("/{x}", "/1/2", None),
        ("/{x}", "/1%2F2", {"x": "1%2F2"}),
        ("/{x}.json", "/1.json", {"x": "1"}),
        ("/{x}.json", "/.json", None),
        ("/v{x}/{y}", "/v1/2", {"x": "1", "y": "2"}),
        ("/{x}/{y}", "/1/2", {"x": "1", "y": "2"}),
        ("/{x}/{y}/{z}", "/1/2/3", {"x": "1", "y": "2", "z": "3"}),
        ("/{x}-{y}", "/1-2-3", {"x": "1-2", "y": "3"}),
        ("/{x}-{y}", "/1--", {"x": "1", "y": "-"}),
        ("/{x}-{y}", "/-1", None),
        ("/{x}{y}", "/123", {"x": "12", "y": "3"}),
        ("/{x}{y}", "/1", None),
        ("/a{x}a", "/a", None),
        ("/a{x}a", "/aa", None),
        ("/a{x}a", "/aaa", {"x": "a"}),
        ("/{x}\n", "/1\n", {"x": "1"}),
    ],
)
def test_path_parameters(template: str, path: str, expected: dict[str, str] | None) -> None:
    assert parameters_of(template, path) == expected


@given(texts=st.lists(st.text("ab-", max_size=2), min_size=1, max_size=4), path=st.text("ab-", max_size=9))
def test_path_parameters_are_greedy(texts: list[str], path: str) -> None:
    """They are those of a regular expression."""
    names = [f"p{index}" for index in range(len(texts) - 1)]
    template = "/" + "".join(f"{text}{{{name}}}" for text, name in zip(texts[:-1], names, strict=True)) + texts[-1]
    match = re.fullmatch("/" + "([^/]+)".join(map(re.escape, texts)), f"/{path}")
    expected = dict(zip(names, match.groups(), strict=True)) if match else None
    assert parameters_of(template, f"/{path}") == expected
