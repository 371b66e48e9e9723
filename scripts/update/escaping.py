"""Escape text of a document before it is printed to a terminal, a log or Markdown."""

from __future__ import annotations

import re

# A name of several kilobytes would hide the rest of the report.
MAX_LENGTH = 120


def printable(text: str) -> str:
    r"""Return one line with control, bidirectional and invisible format characters escaped, as in `\x1b` or `\u202e`."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


def printable_lines(text: str) -> str:
    """Return a text of several lines, each one printable."""
    return "\n".join(printable(line) for line in text.split("\n"))


def code_span(text: str) -> str:
    """Return `text` as a code span, in which Markdown, HTML and mentions are not active.

    The fence is longer than any run of backticks inside: https://spec.commonmark.org/0.31.2/#code-spans
    """
    shown = printable(text)
    if len(shown) > MAX_LENGTH:
        shown = f"{shown[:MAX_LENGTH]}…"
    fence = "`" * (max((len(run) for run in re.findall("`+", shown)), default=0) + 1)
    padding = " " if not shown or shown[0] in "` " or shown[-1] in "` " else ""
    return f"{fence}{padding}{shown}{padding}{fence}"
