"""Docstrings out of the words of a document."""

from __future__ import annotations

import json
import textwrap
import unicodedata
from typing import Any

from .document import Json

Section = tuple[str, list[tuple[str, str]]]

WIDTH = 112


def docstring(*paragraphs: str | list[Section], indent: int = 4) -> str:
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


def facts(schema: Json) -> str:
    """What is documented of a value: its description, its bounds, its default."""
    text = sentence(schema.get("description", ""))
    bounds = _limits(schema)
    if bounds:
        text = f"{text} {bounds[0].upper()}{bounds[1:]}.".strip()
    if "x-default" in schema and "default" not in text.lower():
        text = f"{text} The server's default is {_plain(schema['x-default'])}.".strip()
    return text


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _limits(schema: Json) -> str:
    """The documented bounds of a value, as a person reads them: `1 to 255 characters`."""
    above, below = schema.get("exclusiveMinimum"), schema.get("exclusiveMaximum")
    found = [
        _range(schema.get("minLength"), schema.get("maxLength"), " characters"),
        _range(schema.get("minItems"), schema.get("maxItems"), " items"),
        _range(schema.get("minimum"), schema.get("maximum"), ""),
        "" if above is None else f"more than {_number(above)}",
        "" if below is None else f"less than {_number(below)}",
    ]
    return " and ".join(words for words in found if words)


def _range(low: Any, high: Any, unit: str) -> str:
    if low is not None and high is not None:
        return f"exactly {_number(low)}{unit}" if low == high else f"{_number(low)} to {_number(high)}{unit}"
    if low is not None:
        return f"at least {_number(low)}{unit}"
    return f"at most {_number(high)}{unit}" if high is not None else ""


def _number(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _safe(text: str) -> str:
    """`text` without what ends a docstring, escapes in it or cannot be seen in it."""
    printable = "".join(" " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c)[0] != "C")
    return " ".join(printable.split()).replace("\\", "\\\\").replace('"""', "'''")


def _wrapped(text: str, first: str, rest: str) -> str:
    return textwrap.fill(
        text, WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    )
