"""A document with many operations, made of copies of the vendored one: `large_document(400)`."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

VENDORED = Path(__file__).resolve().parent.parent / "openapi.json"


def large_document(operations: int) -> dict[str, Any]:
    """Return a document with `operations` operations: copies of the vendored ones and their schemas, under new names."""
    source: dict[str, Any] = json.loads(VENDORED.read_bytes())
    document: dict[str, Any] = {**source, "paths": {}, "components": {**source["components"], "schemas": {}}}
    left, copy = operations, 0
    while left:
        copy += 1
        renamed = json.loads(
            re.sub(r"#/components/schemas/(\w+)", rf"#/components/schemas/\1Of{copy}", json.dumps(source))
        )
        for name, schema in renamed["components"]["schemas"].items():
            document["components"]["schemas"][f"{name}Of{copy}"] = schema
        for path, item in renamed["paths"].items():
            for method, operation in list(item.items())[:left]:
                operation["summary"] += f" of {copy}"
                document["paths"].setdefault(path.replace("/v1/", f"/v1/of-{copy}/"), {})[method] = operation
                left -= 1
    return document
