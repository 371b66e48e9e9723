"""Render a normalised document into a directory, with openapi-python-client and the templates."""

from __future__ import annotations

import contextlib
import io
import subprocess
import sys
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import MappingProxyType
from typing import Any

from openapi_python_client import Project
from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser import GeneratorData
from openapi_python_client.parser.properties import EnumProperty, ModelProperty
from openapi_python_client.strings import ClassName, PythonIdentifier

from .describe import Code
from .document import DocumentError, Json, Problem, operations
from .imports import imports
from .naming import module_name
from .parse import error_text, parse
from .parsed_types import classes_of

# The templates use internals of openapi-python-client, which another version may change without notice; versions below
# 0.29.1 let a hostile document inject code. Ruff formats the output. requirements/dev.in pins both, too.
PINNED = {"openapi-python-client": "0.29.1", "ruff": "0.17.6"}

SCRIPTS = Path(__file__).resolve().parent.parent
CONFIG = SCRIPTS.parent / "generator-config.yaml"
# Files that openapi-python-client writes beside the two packages; hand-written modules replace them.
UNUSED = ("__init__.py", "client.py", "errors.py", "types.py")


def check_versions() -> list[str]:
    """Return a message for each pinned tool that is missing or has another version."""
    found = {name: _version(name) for name in PINNED}
    return [
        f"{name} {found[name]} is installed, but {pinned} is needed: run `make regenerate`, which installs it"
        for name, pinned in PINNED.items()
        if found[name] != pinned
    ]


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "(none)"


def render(
    document: Json, code: Code, into: Path, *, depth: int = 0, bases: Mapping[str, str] = MappingProxyType({})
) -> None:
    """Write `api` and `models` for a normalised document into a new directory.

    Args:
        document: The normalised document.
        code: Its code.
        into: The directory.
        depth: The number of packages between theirs and that of the runtime.
        bases: The base classes of models, each with its module.

    Raises:
        DocumentError: openapi-python-client refuses or drops a part of the document, or reads another type than we write.
    """
    config = Config.from_sources(
        ConfigFile.load_from_path(CONFIG), MetaType.NONE, CONFIG, "utf-8", overwrite=False, output_path=into
    )
    data = parse(document, code, config)
    modules = _modules(document, code)
    code_of = {(tag.attribute, o.name): o for tag in code.tags.values() for o in tag.operations}
    module_of = {name: module_name(name) for name in sorted({**code.models, **code.enums})}
    _set_names(data, code, module_of)
    project = Project(openapi=data, config=config, custom_template_path=SCRIPTS / "templates")
    names: dict[str, Any] = project.env.globals
    names.update(
        generated=code,
        generated_operations={f"operation{n}": code_of[attribute, name] for n, (attribute, name) in enumerate(modules)},
        module_of=module_of,
        imports=imports,
        up="." * depth,
        base_of=_base_classes(code, bases),
        classes={name: f"...models.{module}" for name, module in module_of.items()},
    )
    with contextlib.redirect_stdout(io.StringIO()):
        errors = project.build()
    if errors:
        raise DocumentError([Problem("", error_text(error)) for error in errors])
    for name in UNUSED:
        (into / name).unlink()
    for n, (attribute, name) in enumerate(modules):
        (into / "api" / attribute / f"operation{n}.py").rename(into / "api" / attribute / f"{name}.py")
    _format(into)
    _check_files(into, code, module_of)


def _base_classes(code: Code, bases: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Return the base class of each model that has one, with its module as a model imports it."""
    if unknown := sorted(set(bases) - set(code.models)):
        raise DocumentError(
            [Problem("", f"the list of APIs has base classes for models that there are not: {unknown}")]
        )
    parted = {name: base.split(":") for name, base in bases.items()}
    return {name: {base: f"..{module}"} for name, (module, base) in parted.items()}


def _modules(document: Json, code: Code) -> list[tuple[str, str]]:
    """Return the package and module name of each operation."""
    attribute_of = {tag.name: tag.attribute for tag in code.tags.values()}
    return [(attribute_of[o["tags"][0]], o["operationId"]) for _, _, o in operations(document)]


def _set_names(data: GeneratorData, code: Code, module_of: dict[str, str]) -> None:
    """Give classes and tags our names, and leave out the classes of mappings."""
    classes = classes_of(data)
    for name, found in classes.items():
        found.class_info.name = str.__new__(ClassName, name)
        found.class_info.module_name = str.__new__(PythonIdentifier, module_of[name])
    data.models = [found for found in classes.values() if isinstance(found, ModelProperty)]
    data.enums = [found for found in classes.values() if isinstance(found, EnumProperty)]
    tags = {f"tag{n}": str.__new__(PythonIdentifier, attribute) for n, attribute in enumerate(code.tags)}
    by_tag = {tags[tag]: collection for tag, collection in data.endpoint_collections_by_tag.items()}
    for tag, collection in by_tag.items():
        collection.tag = tag
        for endpoint in collection.endpoints:
            endpoint.tags = [tag]
    data.endpoint_collections_by_tag = by_tag


def _format(tree: Path) -> None:
    """Remove unused imports, sort the rest and format all lines, independent of the surroundings.

    Ruff must not see a configuration file, `.gitignore`, its list of excluded names (a tag may be called "Build") or
    modules in the working directory.
    """
    ruff = [sys.executable, "-I", "-m", "ruff"]
    options = ["--isolated", "--no-cache", "--quiet", "--no-respect-gitignore", "--config", "exclude = []"]
    options += ["--target-version", "py311", "--line-length", "120"]
    fixes = ["--select", "F401,I,UP,TC004,RUF022,PIE790", "--fix-only"]
    for command in (["check", *options, *fixes], ["format", *options]):
        subprocess.run(  # noqa: S603 - fixed arguments
            [*ruff, *command, str(tree)], check=True, capture_output=True, text=True
        )


def _check_files(tree: Path, code: Code, module_of: dict[str, str]) -> None:
    """Check that there is one module for each class and operation, and no other file."""
    expected = {"api/__init__.py", "models/__init__.py"}
    expected |= {f"models/{module}.py" for module in module_of.values()}
    for tag in code.tags.values():
        expected |= {f"api/{tag.attribute}/{name}.py" for name in ["__init__", *(o.name for o in tag.operations)]}
    written = {path.relative_to(tree).as_posix() for path in tree.rglob("*") if path.is_file()}
    if written != expected:
        raise DocumentError(
            [
                Problem(
                    "", f"openapi-python-client wrote unexpected files or left some out: {sorted(written ^ expected)}"
                )
            ]
        )
