"""Documents with a single schema, for tests."""

from __future__ import annotations

from typing import Any

from msportal_client.sandbox.spec import Schema, read_spec


def document(schema: dict[str, Any], version: str = "3.0.3", **components: Any) -> dict[str, Any]:
    content = {"application/json": {"schema": schema}}
    return {
        "openapi": version,
        "paths": {"/things": {"get": {"responses": {"200": {"description": "", "content": content}}}}},
        "components": {"schemas": components},
    }


def read(schema: dict[str, Any], version: str = "3.0.3", **components: Any) -> Schema:
    found = read_spec(document(schema, version, **components)).operations[0].success
    assert found is not None
    return found
