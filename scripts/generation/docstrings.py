"""Docstrings made of a document's texts."""

from __future__ import annotations

import inspect
import json
import re
import textwrap
import unicodedata
from decimal import Decimal
from typing import Any

from .document import Json
from .patterns import checked_pattern

# A heading and its entries, each a name and a text. A text without a name stands alone.
Section = tuple[str, list[tuple[str, str]]]

WIDTH = 112
# The least integer that is written with an exponent.
_LONG_NUMBER = 10**21

_LIST_ITEM = re.compile(r"([-*+]|\d{1,3}[.)])\s+(?=\S)")
_DEEPEST_INDENT = 8


def docstring(*paragraphs: str | list[Section], indent: int = 4) -> str:
    """Return a docstring with its quotes; no text can end it early or escape from it.

    Args:
        paragraphs: Texts, each at least one paragraph, or sections. Line breaks and lists in a text stay.
        indent: Spaces in front of every line but the first.
    """
    blocks: list[str] = []
    for paragraph in paragraphs:
        if isinstance(paragraph, str):
            blocks.append("\n".join(_lines(paragraph)))
        else:
            blocks += [_section(heading, entries) for heading, entries in paragraph if entries]
    text = textwrap.indent("\n\n".join(filter(None, blocks)), " " * indent).strip()
    if "\n" in text or text.endswith('"'):
        return f'"""{text}\n{" " * indent}"""'
    return f'"""{text}"""'


def _section(heading: str, entries: list[tuple[str, str]]) -> str:
    lines = [f"{heading}:"]
    for name, text in entries:
        if not name:
            lines += _lines(text, first="    ", rest="    ")
        elif _LIST_ITEM.match(text.lstrip()):
            lines += [f"    {name}:", *_lines(text, first="        ", rest="        ")]
        else:
            lines += _lines(f"{name}: {text}", first="    ", rest="        ")
    return "\n".join(lines)


def _lines(text: str, *, first: str = "", rest: str = "") -> list[str]:
    """Return the lines of a text, safe and wrapped; an item of a list keeps its indentation where it is wrapped."""
    lines: list[str] = []
    for line in inspect.cleandoc("\n".join(text.splitlines())).splitlines():
        content = _safe(line)
        if not content:
            lines += [""] if lines and lines[-1] else []
            continue
        margin = " " * min(len(line) - len(line.lstrip()), _DEEPEST_INDENT) if lines else ""
        item = _LIST_ITEM.match(content)
        lines += textwrap.wrap(
            content,
            WIDTH,
            initial_indent=(rest if lines else first) + margin,
            subsequent_indent=rest + margin + " " * (item.end() if item else 0),
            break_long_words=False,
            break_on_hyphens=False,
        )
    return lines[:-1] if lines and not lines[-1] else lines


def _safe(line: str) -> str:
    """Return a line without invisible characters, with what would end or escape a docstring replaced."""
    printable = "".join(" " if c.isspace() else c for c in line if c.isspace() or unicodedata.category(c)[0] != "C")
    return " ".join(printable.split()).replace("\\", "\\\\").replace('"""', "'''")


def one_line(text: str) -> str:
    """Return `text` on one line."""
    return " ".join(text.split())


def sentence(text: str) -> str:
    """Return `text` with a full stop, unless it has an end of its own or ends in a list, table or code block."""
    text = inspect.cleandoc("\n".join(line.rstrip() for line in text.splitlines())).strip()
    last_line = text[text.rfind("\n") + 1 :].lstrip()
    is_list = "\n" in text and _LIST_ITEM.match(last_line)
    return text if not text or is_list or text.endswith((*".!?:|", "```")) else f"{text}."


def value_text(schema: Json) -> str:
    """Return the description, limits and default of a value."""
    description = sentence(schema.get("description", ""))
    if schema.get("deprecated") is True:
        description = as_deprecated(description)
    limits = _limits(schema)
    rest = [f"{limits[0].upper()}{limits[1:]}."] if limits else []
    if schema.get("type") == "string" and "pattern" in schema:
        unchecked = "" if checked_pattern(schema) else "; the client does not check this"
        rest.append(f"Matches `{schema['pattern']}`{unchecked}.")
    if "x-default" in schema and "default" not in description.lower():
        rest.append(f"The server's default is {_plain(schema['x-default'])}.")
    return ("\n\n" if "\n" in description else " ").join(filter(None, [description, " ".join(rest)]))


def as_deprecated(text: str) -> str:
    """Return a description that says that what it describes is deprecated."""
    return text if "deprecated" in text.lower() else " ".join(filter(None, ["Deprecated.", text]))


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _limits(schema: Json) -> str:
    """Return the documented limits of a value in words: `1 to 255 characters`."""
    above, below = schema.get("exclusiveMinimum"), schema.get("exclusiveMaximum")
    found = [
        _range(schema.get("minLength"), schema.get("maxLength"), "character"),
        _range(schema.get("minItems"), schema.get("maxItems"), "item"),
        _range(schema.get("minimum"), schema.get("maximum"), ""),
        _range(schema.get("minProperties"), schema.get("maxProperties"), "field"),
        "without repeated items" if schema.get("uniqueItems") is True else "",
        f"a multiple of {_number(schema['multipleOf'])}" if "multipleOf" in schema else "",
        "" if above is None else f"more than {_number(above)}",
        "" if below is None else f"less than {_number(below)}",
    ]
    return " and ".join(filter(None, found))


def _range(low: Any, high: Any, unit: str) -> str:
    unit = f" {unit}" + ("" if (low if high is None else high) == 1 else "s") if unit else ""
    if low is not None and high is not None:
        return f"exactly {_number(low)}{unit}" if low == high else f"{_number(low)} to {_number(high)}{unit}"
    if low is not None:
        return f"at least {_number(low)}{unit}"
    return f"at most {_number(high)}{unit}" if high is not None else ""


def _number(value: Any) -> str:
    if isinstance(value, int) and abs(value) >= _LONG_NUMBER:
        return f"{Decimal(value).normalize():g}"
    return f"{value:g}" if isinstance(value, float) else str(value)
