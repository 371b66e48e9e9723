"""Patterns of ECMA-262 in Python, and the time that they take."""

from __future__ import annotations

import re

import pytest
from generation.patterns import python_pattern


@pytest.mark.parametrize(
    ("pattern", "matching", "other"),
    [
        ("^a$", ["a"], ["a\n", "ab"]),
        ("b", ["abc"], ["a"]),
        ("^\\d+$", ["12"], ["\u0967"]),
        ("^\\w$", ["a", "_"], ["\u00e9", "-"]),
        ("^\\s$", [" ", "\u00a0", "\ufeff", "\u2028"], ["a", "\x1c"]),
        ("^\\S+$", ["ab"], ["a\u00a0b"]),
        ("^[\\S]$", ["a"], ["\u00a0"]),
        ("^[\\s-]$", ["-", "\u3000"], ["a"]),
        ("^.$", ["a", "\u00e9"], ["\n", "\r", "\u2028"]),
        ("^[^]$", ["\n"], [""]),
        ("[]", [], ["", "a"]),
        ("^[\\s\\S]{2}$", ["a\n"], ["a"]),
        ("^\\/a\\-b$", ["/a-b"], ["ab"]),
        ("^\\u0041\\x42$", ["AB"], ["ab"]),
        ("^(?<year>\\d{4})$", ["2026"], ["26"]),
        ("^(?!b)[a-c]$", ["a"], ["b"]),
        ("^[[a]$", ["[", "a"], ["]"]),
        ("^[a&&b]$", ["&"], ["&&"]),
        ("^[\\b]$", ["\b"], ["b"]),
    ],
)
def test_pattern_means_the_same(pattern: str, matching: list[str], other: list[str]) -> None:
    translated = python_pattern(pattern)
    assert translated is not None
    regex = re.compile(translated, re.ASCII)
    assert [text for text in [*matching, *other] if regex.search(text)] == matching


@pytest.mark.parametrize(
    "pattern",
    [
        "\\p{L}", "\\u{1F600}", "\\ud83d\\ude00", "\\cA", "(a)\\1", "(?<n>a)\\k<n>", "a++", "a{1,2}+", "(?>a)", "(?i)a", "(?P<n>a)",
        "(?#x)", "a{,3}", "{", "}", "]", "\\Z", "\\A", "\\a", "[^\\W]", "[a\\S]", "(", "*", "[b-a]", "(?<=a*)b", "a{4294967296}",
    ],
)  # fmt: skip
def test_pattern_with_another_meaning_in_python_is_not_checked(pattern: str) -> None:
    assert python_pattern(pattern) is None


@pytest.mark.parametrize(
    "pattern",
    [
        "^(a+)+$", "^(a|a)*$", "^(a|ab|b)*c$", "(.*)*x", "^(a*)*$", ".*.*.*x", "(a?){50}b", "^(\\w+\\s?)*$", "^([a-z]+)*\\d", "(a{1,100}){1,100}b",
        "^((ab)*)*$", "(?=(a+)+$)",
    ],
)  # fmt: skip
def test_slow_pattern_is_not_checked(pattern: str) -> None:
    assert python_pattern(pattern) is None


@pytest.mark.parametrize(
    "pattern",
    [
        "^[a-z0-9]+(?:-[a-z0-9]+)*$", "^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$", "^-?(?:0|[1-9]\\d*)(?:\\.\\d+)?$", "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==)?$",
        "^https?://[^\\s/]+(/[^\\s]*)?$", "^(?=.*[A-Z])(?=.*\\d).{8,}$", "\\d+", "^#(?:[0-9a-fA-F]{3}){1,2}$", "^(\\d{1,3}\\.){3}\\d{1,3}$",
    ],
)  # fmt: skip
def test_usual_pattern_is_checked(pattern: str) -> None:
    assert python_pattern(pattern) is not None
