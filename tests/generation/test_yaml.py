"""Documents in YAML."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from documents import odd_document
from generation.document import DocumentError, is_json, parsed
from generation.yaml_text import MOST_COPIED, read_yaml
from regeneration import Run, run_main


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yes", "yes"), ("no", "no"), ("on", "on"), ("Off", "Off"), ("y", "y"),
        ("true", True), ("FALSE", False), ("null", None), ("~", None), ("", None),
        ("2020-01-01", "2020-01-01"), ("2020-01-01T10:00:00Z", "2020-01-01T10:00:00Z"), ("1:30", "1:30"),
        ("17", 17), ("017", 17), ("0o17", 15), ("0x1F", 31), ("-3", -3), ("1_000", "1_000"),
        ("1.5", 1.5), ("1e3", 1000.0), (".5", 0.5), ("1.", 1.0), ("3.0.3", "3.0.3"), ("0b1", "0b1"),
        ('"yes"', "yes"), ("'17'", "17"), ("|\n  17\n", "17\n"), ("=", "="), ("<<", "<<"),
        ("!!str 17", "17"), ("!!int 17", 17), ('!!int "17"', 17),
    ],
)  # fmt: skip
def test_yaml_scalar(text: str, value: Any) -> None:
    found = read_yaml(f"a: {text}".encode())["a"]
    assert (found, type(found)) == (value, type(value))


def test_yaml_keys_are_texts() -> None:
    assert read_yaml(b"{200: a, no: b, 1.0: c, 2020-01-01: d, true: e, ~: f}") == {
        "200": "a", "no": "b", "1.0": "c", "2020-01-01": "d", "true": "e", "~": "f",
    }  # fmt: skip


def test_yaml_aliases_and_merge_keys() -> None:
    found = read_yaml(b"a: &a {p: 1, q: 2}\nb: *a\nc: {<<: *a, q: 3}\nd: {<<: [{p: 9}, *a], r: 4}\n")
    assert found == {"a": {"p": 1, "q": 2}, "b": {"p": 1, "q": 2}, "c": {"p": 1, "q": 3}, "d": {"p": 9, "q": 2, "r": 4}}
    assert found["a"] is not found["b"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\nb: {c: 1, c: 2}", r"line 2, column 11: an object has 'c' twice"),
        ("200: 1\n'200': 2", "an object has '200' twice"),
        ("a: &x [*x]", r"\*x stands for nothing, or for what it stands in"),
        ("a: .nan", r"\.nan is not a JSON value"),
        ("a: -.inf", "is not a JSON value"),
        ("a: 1e999", "is not a JSON value"),
        ("a: !!python/object/apply:os.system [x]", "is not JSON's"),
        ("a: !!binary aGk=", "is not JSON's"),
        ("a: !!set {x}", "is not JSON's"),
        ("a: !mine x", "is not JSON's"),
        ("{a: 1}\n---\nb: 1", "more than one document"),
        ("? [1]\n: 2", "a key must be a text"),
        ("a: {<<: 3}", "<< needs a mapping"),
        ("a: [", "line 2"),
        ("a: *nothing", r"\*nothing stands for nothing"),
        ("a:\tb: c", "line 1"),
    ],
)
def test_yaml_that_is_not_json_is_an_error(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read_yaml(text.encode())


def test_yaml_aliases_are_bounded() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    started = time.monotonic()
    with pytest.raises(ValueError, match=f"aliases copy more than {MOST_COPIED} values"):
        read_yaml("\n".join(lines).encode())
    assert time.monotonic() - started < 10


def test_yaml_nested_deeply_is_an_error() -> None:
    for text in (b"a: " + b"[" * 100_000, b"a: " + b"{a: " * 1000, b"- " * 1000):
        with pytest.raises(DocumentError, match=r"not YAML: .* nested more than"):
            parsed(text)


def test_same_code_from_yaml_and_json(tmp_path: Path, regenerate: Callable[..., Run]) -> None:
    assert regenerate(odd_document()).exit_code == 0
    (tmp_path / "openapi.yaml").write_text(yaml.safe_dump(odd_document(), allow_unicode=True, sort_keys=False))
    run = run_main("--spec", tmp_path / "openapi.yaml", "--output", tmp_path / "out", "--check")
    assert run.exit_code == 0, run.err


def test_statuses_and_words_of_yaml_documents(regenerate: Callable[..., Run], tmp_path: Path) -> None:
    text = """
openapi: 3.0.3
info: {title: T, version: 1}
paths:
  /on:
    get:
      tags: [no]
      summary: Switch
      parameters:
      - {name: at, in: query, schema: {type: string, enum: [on, off, yes, 2020-01-01], default: on}}
      responses:
        200: {description: Done}
        404: {description: None there}
"""
    assert regenerate(text.encode()).exit_code == 0
    code = (tmp_path / "out/api/no/switch.py").read_text()
    assert "NotFoundError: 404: None there." in code
    enum = (tmp_path / "out/models/switch_at.py").read_text()
    assert [line.strip() for line in enum.splitlines() if " = " in line] == [
        'ON = "on"', 'OFF = "off"', 'YES = "yes"', 'VALUE_2020_01_01 = "2020-01-01"',
    ]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), [(b" \n{", True), (b"\xef\xbb\xbf{", True), (b"", True), (b"a: 1", False), (b"# {", False)])  # fmt: skip
def test_json_is_told_by_its_beginning(text: bytes, found: bool) -> None:
    assert is_json(text) is found


def test_json_document_is_not_read_as_yaml() -> None:
    with pytest.raises(DocumentError, match="not JSON"):
        parsed(b"{a: 1}")
