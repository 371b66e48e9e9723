"""Docstrings out of the words of a document."""

from __future__ import annotations

import textwrap
import unicodedata

WIDTH = 112


def docstring(*paragraphs: str | list[tuple[str, list[tuple[str, str]]]], indent: int = 4) -> str:
    """A docstring, quotes included, to stand `indent` spaces in; whatever is in the texts, it stays a docstring.

    Args:
        paragraphs: Texts, each a paragraph, or sections: a heading and its entries, each a name and a text.
        indent: Spaces in front of every line but the first.
    """
    blocks: list[str] = []
    for paragraph in paragraphs:
        if isinstance(paragraph, str):
            if text := _safe(paragraph):
                blocks.append(_wrapped(text, "", ""))
        else:
            blocks += [
                f"{heading}:\n" + "\n".join(_wrapped(f"{name}: {_safe(text)}".rstrip(), "    ", "        ") for name, text in entries)
                for heading, entries in paragraph
                if entries
            ]  # fmt: skip
    text = textwrap.indent("\n\n".join(blocks), " " * indent).strip()
    if "\n" in text or text.endswith('"'):
        return f'"""{text}\n{" " * indent}"""'
    return f'"""{text}"""'


def sentence(text: str) -> str:
    """`text` with a full stop where it has no end of its own."""
    text = " ".join(text.split())
    return text if not text or text[-1] in ".!?:" else f"{text}."


def _safe(text: str) -> str:
    """`text` without what ends a docstring, escapes in it or cannot be seen in it."""
    printable = "".join(" " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c)[0] != "C")
    return " ".join(printable.split()).replace("\\", "\\\\").replace('"""', "'''")


def _wrapped(text: str, first: str, rest: str) -> str:
    return textwrap.fill(
        text, WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    )
