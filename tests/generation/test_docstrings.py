"""Docstrings: line breaks, lists and wrapping of a document's texts, and the facts of a value."""

from __future__ import annotations

import ast
import inspect
import textwrap

import pytest
from documents import Json
from generation.docstrings import WIDTH, docstring, sentence, value_text


def shown(code: str) -> str:
    """Return the text of a docstring as `help` shows it."""
    return inspect.cleandoc(ast.literal_eval(code))


LIST = """\
The states:

- open: nobody works on it
* closed:
  nothing left to do
  - with a sub-item
1. first
22) second

The end"""


def test_paragraphs_and_lists_stay() -> None:
    assert shown(docstring(LIST)) == LIST


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\ntwo", "one\ntwo"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("one\u2028two", "one\ntwo"),
        ("one\n\n\n\ntwo\n\n", "one\n\ntwo"),
        ("\n  one\n    two\n  three", "one\n  two\nthree"),
        ("one\n" + " " * 40 + "two\nthree", "one\n        two\nthree"),
        ("one\n\t- two", "one\n- two"),
        ("one \t two", "one two"),
        ("", ""),
        ("\n", ""),
    ],
)
def test_line_breaks_have_one_form(text: str, expected: str) -> None:
    assert shown(docstring(text)) == expected


@pytest.mark.parametrize("indent", [0, 4, 8])
def test_long_lines_are_wrapped(indent: int) -> None:
    words = "word " * 60
    code = docstring(f"- {words}\n\n  12. {words}\n{words}", indent=indent)
    lines = textwrap.dedent(" " * indent + code.strip('"')).strip().splitlines()
    assert max(map(len, lines)) <= WIDTH
    marks = [line[: len(line) - len(line.lstrip())] + line.split()[0] for line in lines if line]
    assert marks[:3] == ["-", "  word", "  word"]
    assert marks[3:6] == ["  12.", "      word", "      word"]
    assert set(marks[6:]) == {"word"}


def test_section_keeps_line_breaks() -> None:
    entries = [("state", "One of:\n- a\n- b\n\nNothing else."), ("kinds", "- x\n- y"), ("", "Text\nof lines")]
    assert shown(docstring("Title.", [("Args", entries), ("Raises", [])])) == (
        "Title.\n\nArgs:\n    state: One of:\n        - a\n        - b\n\n        Nothing else.\n"
        "    kinds:\n        - x\n        - y\n    Text\n    of lines"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a", "a."),
        ("a\nb", "a\nb."),
        ("- a", "- a."),
        ("a:\n- b", "a:\n- b"),
        ("a\n```\nb\n```", "a\n```\nb\n```"),
        ("a?  ", "a?"),
        (" \n", ""),
    ],
)
def test_sentence_ends_with_full_stop(text: str, expected: str) -> None:
    assert sentence(text) == expected


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({}, ""),
        ({"description": "A name", "minLength": 1, "maxLength": 9}, "A name. 1 to 9 characters."),
        ({"minItems": 1}, "At least 1 item."),
        ({"maxItems": 1}, "At most 1 item."),
        ({"minLength": 0, "maxLength": 1}, "0 to 1 character."),
        ({"minLength": 2, "maxLength": 2}, "Exactly 2 characters."),
        ({"minimum": 0.5, "exclusiveMaximum": 3}, "At least 0.5 and less than 3."),
        ({"x-default": "a"}, "The server's default is a."),
        ({"x-default": [True]}, "The server's default is [true]."),
        ({"description": "One (default: a)", "x-default": "a"}, "One (default: a)."),
        ({"description": "One of:\n- a\n- b", "x-default": "a"}, "One of:\n- a\n- b\n\nThe server's default is a."),
    ],
)
def test_value_text(schema: Json, expected: str) -> None:
    assert value_text(schema) == expected
