"""Hostile documents cannot inject code, whatever texts they contain."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from documents import Json, document, json_of, operation, parameter, record, ref
from generation.docstrings import docstring, sentence
from generation.imports import NEEDED
from generation.python_code import literal
from hypothesis import given
from hypothesis import strategies as st
from regeneration import make_client

TEXTS = [
    '"""\nopen("CANARY", "w")\n"""',
    "'''\nopen('CANARY', 'w')\n'''",
    '");open("CANARY","w");("',
    "');open('CANARY','w');('",
    'x"""',
    '""""""',
    "\\",
    'ends in a backslash and a quote \\"',
    "\\N{BULLET} \\x41 \\u0041 \\",
    "{{ 7 * 7 }}{% for x in [] %}{# #}{% raw %}",
    "{open('CANARY', 'w')}",
    "%s %(x)s",
    "line\r\nopen('CANARY', 'w')",
    "\u2028open('CANARY', 'w')\u2029\x85\x0c\x1c",
    "\u202e bidi \u2066 control \ufeff",
    "null \x00 and \x1b[31m and \ud800 alone",
    "# noqa # type: ignore # pyright: basic",
    "日本語",
    "__import__('os').system('touch CANARY')",
]


def hostile_document() -> Json:
    """Return a document with each text in every place that takes one."""
    schemas: Json = {}
    paths: Json = {}
    for n, text in enumerate(TEXTS):
        forged = {"x-received-as": text, "x-wire": text, "x-sent": text, "x-enum-varnames": [text]}
        schemas[f"{text} kind"] = {
            "type": "string",
            "enum": [*TEXTS, text],
            "title": text,
            "description": text,
            **forged,
        }
        pointed = f"{text} kind".replace("~", "~0").replace("/", "~1").replace("%", "%25")
        fields: Json = {
            text: {"type": "string", "format": text, "default": text, "description": text, "example": text, **forged},
            f"{text} 2": {"type": "array", "items": ref(pointed), "default": [text]},
            f"{text} 3": record(**{text: {"oneOf": [{"type": "string"}, {"type": "integer"}]}}),
        }
        thing = {**record(text, **fields), "description": text, "additionalProperties": {"description": text}}
        schemas[f"Thing{n}"] = thing
        path = f"/{n}" + "".join(c for c in text if c.isascii() and c.isprintable() and c not in "{}?#\\ ")
        paths[path] = {
            "post": operation(
                f"Make {n} {text}", tag=text, answer=ref(f"Thing{n}"), body=ref(f"Thing{n}"), description=text,
                operationId=text, parameters=[parameter(text, description=text), parameter(f"{text} sorted", {"type": "string", "enum": [text, "a"]})],
                errors={"400": text, "403": f"Missing required scope ({text})", "404": f"{text}\\"},
                **{"x-provenance": {"not_shown": [text], "status": text}, "x-errors": text, "x-path": text},
            ),
            "get": operation(
                f"Get {n}", tag=text,
                responses={"200": {"description": text, "content": json_of(record(**{text: ref(f"Thing{n}")}))}},
            ),
        }  # fmt: skip
    made = document(paths, schemas, tags=[{"name": text, "description": text} for text in TEXTS])
    made["info"] = {"title": TEXTS[0], "version": TEXTS[1], "description": TEXTS[2]}
    return made


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("hostile")
    make_client(hostile_document(), directory, "hostile_client")
    return directory


def generated(directory: Path) -> list[tuple[Path, ast.Module]]:
    files = [*(directory / "hostile_client/api").rglob("*.py"), *(directory / "hostile_client/models").rglob("*.py")]
    assert len(files) > 100
    return [(path, ast.parse(path.read_text())) for path in files]


MODULES = {None, "__future__", "attrs", "collections.abc", "datetime", "functools", "importlib", "typing", "uuid"}
TOP_LEVEL = ast.Import | ast.ImportFrom | ast.Assign | ast.AnnAssign | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef | ast.If  # fmt: skip


def test_modules_have_only_imports_and_definitions(hostile: Path) -> None:
    for path, tree in generated(hostile):
        for node in tree.body:
            is_docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
            assert is_docstring or isinstance(node, TOP_LEVEL), path
            if isinstance(node, ast.If):
                assert ast.unparse(node.test) == "TYPE_CHECKING", path


def test_only_known_names_are_imported_and_called(hostile: Path) -> None:
    classes = {node.name for _, tree in generated(hostile) for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    functions = {"asyncio_detailed", "cast", "cls", "dict", "fetch", "frozenset", "getattr", "globals", "import_module", "list", "str", "sync_detailed", "tuple", "AttributeError", "ImportError"}  # fmt: skip
    methods = {"__new__", "append", "asyncio", "from_dict", "get", "items", "keys", "send", "sync", "to_dict"}
    for path, tree in generated(hostile):
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom):
                assert node.level or node.module in MODULES, path
            assert not isinstance(node, ast.Import | ast.JoinedStr) or path.name == "__init__.py", path
            if isinstance(node, ast.Call):
                if isinstance(node.func, ast.Name):
                    is_reader = re.fullmatch("_READ_[A-Z0-9_]+", node.func.id)
                    assert is_reader or node.func.id in classes | functions | NEEDED, path
                else:
                    # A reader made by another function is called: `array_reader(...)(value)`.
                    assert isinstance(node.func, ast.Call) or (isinstance(node.func, ast.Attribute) and node.func.attr in methods), path  # fmt: skip


def test_import_has_no_side_effects_and_keeps_texts(hostile: Path) -> None:
    code = """
import importlib, json, os, pkgutil, sys
sys.path.insert(0, sys.argv[1])
import attrs, httpx, dateutil.parser, hostile_client, hostile_client.client, hostile_client.pagination
import hostile_client._runtime.limits, hostile_client._runtime.reading, hostile_client._runtime.open_enum

def watch(event, arguments):
    wrote = event == "open" and (set(str(arguments[1])) & set("wax+") or (arguments[2] or 0) & (os.O_WRONLY | os.O_RDWR))
    if wrote or event.startswith(("os.", "socket.", "subprocess.", "shutil.", "ctypes.")) and event not in ("os.listdir", "os.scandir"):
        os.write(2, f"{event} {arguments}".encode(errors="replace"))
        os._exit(66)
    if event == "import" and arguments[0].split(".")[0] not in ("hostile_client", *sys.stdlib_module_names, *before):
        os._exit(67)

before = {name.split(".")[0] for name in sys.modules}
sys.addaudithook(watch)
wires, values = [], []
for part in ("api", "models"):
    package = importlib.import_module(f"hostile_client.{part}")
    for found in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        module = importlib.import_module(found.name)
        wires += sorted(getattr(module, "_FIELDS", ()))
        if hasattr(module, "OPERATION"):
            wires += [parameter.wire for parameter in module.OPERATION.parameters]
        for value in vars(module).values():
            if isinstance(value, type) and value.__module__ == module.__name__ and hasattr(value, "is_known"):
                values.append([member.value for member in value])
print(json.dumps([wires, values]))
"""
    command = [sys.executable, "-I", "-B", "-W", "error", "-c", code, str(hostile)]
    run = subprocess.run(command, capture_output=True, text=True, check=False, cwd=hostile)
    assert run.returncode == 0, run.stderr
    assert not list(hostile.rglob("CANARY"))
    wires, values = json.loads(run.stdout)
    assert set(TEXTS) <= set(wires)
    assert {f"{text} sorted" for text in TEXTS} <= set(wires)
    assert values.count(TEXTS) == len(TEXTS)


def test_code_has_no_control_characters(hostile: Path) -> None:
    for path, _ in generated(hostile):
        text = path.read_text()
        assert all(c == "\n" or c.isprintable() for c in text), path


texts = st.text(st.characters(), max_size=40) | st.sampled_from(TEXTS) | st.lists(st.sampled_from(['"', "'", "\\", "\n", "a", "{", "\u2028", "- ", "  "]), max_size=12).map("".join)  # fmt: skip


@given(st.lists(texts, min_size=1, max_size=3), st.sampled_from([0, 4, 8]))
def test_any_text_makes_one_docstring(words: list[str], indent: int) -> None:
    code = docstring(*words, [("Args", [("name", words[0])])], sentence(words[-1]), indent=indent)
    tree = ast.parse(f"{'if x:' if indent else ''}\n{' ' * indent}{code}")
    node: Any = tree.body[0].body[0] if isinstance(tree.body[0], ast.If) else tree.body[0]
    assert len(tree.body) == 1
    assert isinstance(node, ast.Expr)
    assert isinstance(node.value, ast.Constant)
    assert isinstance(node.value.value, str)


@given(texts | st.integers() | st.booleans() | st.none() | st.floats(allow_nan=False, allow_infinity=False))
def test_literal_evaluates_to_its_value(value: Any) -> None:
    code = literal(value)
    assert code.isascii()
    assert ast.literal_eval(code) == value


@pytest.mark.parametrize("value", [float("inf"), float("nan"), [], {}])
def test_value_without_literal_is_refused(value: Any) -> None:
    with pytest.raises(TypeError):
        literal(value)
