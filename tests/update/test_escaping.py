"""Escaping text of a document for terminals, logs and Markdown."""

from __future__ import annotations

import re

import pytest
from update.escaping import MAX_LENGTH, code_span, printable, printable_lines

INVISIBLE = {
    "escape": "\x1b[2J",
    "newline": "a\nb",
    "carriage-return": "a\rb",
    "nul": "\0",
    "delete": "\x7f",
    "c1-control": "\x9b31m",
    "right-to-left-override": "\u202e",
    "isolate": "\u2066",
    "arabic-letter-mark": "\u061c",
    "zero-width-space": "\u200b",
    "byte-order-mark": "\ufeff",
    "line-separator": "\u2028",
    "tag-character": "\U000e0041",
    "lone-surrogate": "\ud800",
    "private-use": "\ue000",
}


@pytest.mark.parametrize("text", INVISIBLE.values(), ids=INVISIBLE.keys())
def test_printable_escapes_invisible_characters(text: str) -> None:
    for shown in (printable(f"<{text}>"), code_span(f"<{text}>")):
        assert shown.isprintable()
        assert "<" in shown
        assert ">" in shown
        assert shown != text


def test_printable_keeps_visible_text() -> None:
    assert printable("Größe 温度 naïve [x](y)") == "Größe 温度 naïve [x](y)"
    assert printable_lines("a\x1b\n\nb\r\n") == "a\\x1b\n\nb\\r\n"


def inside(span: str) -> str:
    """Return the content of a code span, by the rules of CommonMark 6.1."""
    fence = re.match("`+", span)
    assert fence is not None
    assert span.endswith(fence[0])
    content = span[len(fence[0]) : -len(fence[0])]
    assert fence[0] not in re.findall("`+", content)
    assert content
    padded = content[0] == content[-1] == " " and content.strip(" ")
    return content[1:-1] if padded else content


@pytest.mark.parametrize(
    "text",
    [
        "companyId",
        "a`b",
        "``",
        "`",
        "```\n# x",
        "<img src=x onerror=y>",
        "[x](https://y)",
        "@someone",
        "**b**",
        " a ",
        "|",
    ],
)
def test_code_span_cannot_be_closed(text: str) -> None:
    assert inside(code_span(text)) == printable(text)


def test_code_span_of_blank_and_long_text() -> None:
    assert inside(code_span("")).strip() == ""
    assert len(code_span("x" * 10_000)) < MAX_LENGTH + 10
