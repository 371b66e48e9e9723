"""The stock client: the output of openapi-python-client for the same document, without our templates."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

PACKAGE = "stock_client"


def without_described_references(schema: Any) -> Any:
    """Return `schema` with the bare `$ref` in place of `allOf: [$ref, {description}]`.

    The stock generator cannot read that `allOf` if the reference is an enum. It would drop the operation that creates
    a planner item, which is the one to compare. Only the description is lost.
    """
    if isinstance(schema, list):
        return [without_described_references(item) for item in cast("Sequence[Any]", schema)]
    if not isinstance(schema, dict):
        return schema
    fields = cast("dict[str, Any]", schema)
    match fields.get("allOf"):
        case [{"$ref": reference}, {"description": str(), **others}] if not others:
            return {"$ref": reference}
        case _:
            return {name: without_described_references(value) for name, value in fields.items()}


def generate(binaries: Path, document: dict[str, Any], work: Path) -> None:
    """Generate the package `stock_client` into `work`, with the generator's own settings.

    Args:
        binaries: The directory of the generator and of the ruff that formats its output.
        document: The OpenAPI document.
        work: The directory that the package is written to.
    """
    work.mkdir(parents=True, exist_ok=True)
    spec = work / "stock.json"
    spec.write_text(json.dumps(without_described_references(document)))
    generator = [str(binaries / "openapi-python-client"), "generate", "--meta", "none", "--overwrite"]
    subprocess.run(
        [*generator, "--path", str(spec), "--output-path", str(work / PACKAGE)],
        env={**os.environ, "PATH": f"{binaries}{os.pathsep}{os.environ.get('PATH', '')}"},
        check=True,
        capture_output=True,
        timeout=300,
    )
