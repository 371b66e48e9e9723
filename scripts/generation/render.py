"""A normalised document through openapi-python-client, with our templates, into a directory."""

from __future__ import annotations

import contextlib
import copy
import io
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

from openapi_python_client import Project
from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser import GeneratorData
from openapi_python_client.parser.errors import GeneratorError
from openapi_python_client.strings import ClassName, PythonIdentifier

from .describe import Code
from .document import DocumentError, Json, Problem, operations, pointer
from .imports import imports
from .naming import module_name
from .normalise import each_schema

# The templates use the generator's inside, which is not its public API: another version may break them silently.
# Versions below 0.29.1 let a hostile document write code. The formatter decides bytes. Both are pinned in
# requirements/dev.in as well.
PINNED = {"openapi-python-client": "0.29.1", "ruff": "0.17.6"}

SCRIPTS = Path(__file__).resolve().parent.parent
CONFIG = SCRIPTS.parent / "generator-config.yaml"
# What the generator writes beside the two packages; the hand-written layer stands in its place.
UNUSED = ("__init__.py", "client.py", "errors.py", "types.py")


def check_versions() -> list[str]:
    """The pinned tools of which another version is installed, in words."""
    return [
        f"{name} {version(name)} is installed, but the templates are made for {pinned}"
        for name, pinned in PINNED.items()
        if version(name) != pinned
    ]


def render(document: Json, code: Code, into: Path) -> None:
    """Write `api` and `models` for a normalised document into the directory `into`, which must not exist.

    Raises:
        DocumentError: The generator could not make something of the document, or would leave something out.
    """
    config = Config.from_sources(
        ConfigFile.load_from_path(CONFIG), MetaType.NONE, CONFIG, "utf-8", overwrite=False, output_path=into
    )
    data = _parsed(document, code, config)
    module_of = {name: module_name(name) for name in sorted({**code.models, **code.enums})}
    for found in [*data.models, *data.enums]:
        # The generator names classes by its own rule; ours has settled the name already.
        name = found.name.get_untrusted_value().rsplit("/", 1)[-1]
        found.class_info.name = str.__new__(ClassName, name)
        found.class_info.module_name = str.__new__(PythonIdentifier, module_of[name])
    project = Project(openapi=data, config=config, custom_template_path=SCRIPTS / "templates")
    names: dict[str, Any] = project.env.globals
    names.update(
        generated=code,
        generated_operations={(tag.attribute, o.name): o for tag in code.tags.values() for o in tag.operations},
        module_of=module_of,
        imports=imports,
        classes={name: f"...models.{module}" for name, module in module_of.items()},
    )
    with contextlib.redirect_stdout(io.StringIO()):
        errors = project.build()
    if errors:
        raise DocumentError([Problem("", _in_words(error)) for error in errors])
    for name in UNUSED:
        (into / name).unlink()
    _format(into)
    _check_files(into, code, module_of)


def _for_generator(document: Json, code: Code) -> Json:
    """The document as the generator takes it.

    Operations stand under the packages of their tags, and a mapping is any value, because the generator would make a
    class of each.
    """
    attribute_of = {tag.name: tag.attribute for tag in code.tags.values()}
    document = copy.deepcopy({**document, "tags": []})
    for _, _, operation in operations(document):
        operation["tags"] = [attribute_of[operation["tags"][0]]]
    return each_schema(
        document, lambda schema: {} if schema.get("type") == "object" and not schema.get("properties") else schema
    )


def _parsed(document: Json, code: Code, config: Config) -> GeneratorData:
    """What the generator makes of the document: whatever it warns of is an error, whatever it drops another."""
    data = GeneratorData.from_dict(_for_generator(document, code), config=config)
    if isinstance(data, GeneratorError):
        raise DocumentError([Problem("", _in_words(data))])
    problems = [Problem(_where(document, error), _in_words(error)) for error in data.errors]
    for collection in data.endpoint_collections_by_tag.values():
        problems += [Problem(_where(document, error), _in_words(error)) for error in collection.parse_errors]
    kept = {(e.tags[0], str(e.name)) for c in data.endpoint_collections_by_tag.values() for e in c.endpoints}
    attribute_of = {tag.name: tag.attribute for tag in code.tags.values()}
    for _, _, operation in operations(document):
        if (attribute_of[operation["tags"][0]], operation["operationId"]) not in kept:
            problems.append(Problem(operation["x-pointer"], "the generator drops this operation"))
    names = {f.name.get_untrusted_value().rsplit("/", 1)[-1] for f in [*data.models, *data.enums]}
    for name, schema in document["components"]["schemas"].items():
        if name not in names:
            problems.append(Problem(str(schema.get("x-pointer", "")), f"the generator drops the class {name}"))
    if problems:
        raise DocumentError(sorted(set(problems)))
    return data


def _where(document: Json, error: GeneratorError) -> str:
    """Where in the document as received an error of the generator belongs."""
    header = error.header or ""
    for path, method, operation in operations(document):
        if f"{method.upper()} {path} " in f"{header} ":
            return str(operation["x-pointer"])
    for name, schema in document["components"]["schemas"].items():
        if pointer("components", "schemas", name) in header.replace(":", " ").split():
            return str(schema.get("x-pointer", ""))
    return ""


def _in_words(error: GeneratorError) -> str:
    return " ".join(f"{error.header or ''} {error.detail or ''}".split())


def _format(tree: Path) -> None:
    """Imports sorted and only those used, lines as ruff breaks them; the same whatever configuration lies around."""
    ruff = [sys.executable, "-m", "ruff"]
    options = ["--isolated", "--no-cache", "--quiet", "--target-version", "py311", "--line-length", "120"]
    fixes = ["--select", "F401,I,UP,TC004,RUF022,PIE790", "--fix-only"]
    for command in (["check", *options, *fixes], ["format", *options]):
        subprocess.run([*ruff, *command, str(tree)], check=True, capture_output=True, text=True)  # noqa: S603 - our own words


def _check_files(tree: Path, code: Code, module_of: dict[str, str]) -> None:
    """Nothing was dropped, nothing overwritten: one module for each class and operation, and nothing else."""
    expected = {"api/__init__.py", "models/__init__.py"}
    expected |= {f"models/{module}.py" for module in module_of.values()}
    for tag in code.tags.values():
        expected |= {f"api/{tag.attribute}/{name}.py" for name in ["__init__", *(o.name for o in tag.operations)]}
    shutil.rmtree(tree / ".ruff_cache", ignore_errors=True)
    written = {path.relative_to(tree).as_posix() for path in tree.rglob("*") if path.is_file()}
    if written != expected:
        raise DocumentError(
            [Problem("", f"the generator wrote other files than it should: {sorted(written ^ expected)}")]
        )
