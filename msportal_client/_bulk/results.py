"""Results as texts that a journal keeps, and back."""

from __future__ import annotations

import json
from importlib import import_module
from typing import Any

from .outcome import NOT_KEPT

__all__ = ["read_result", "write_result"]

# Only models of this package are imported by the name that stands in a journal.
_PACKAGE = __name__.partition(".")[0]


def write_result(result: Any) -> str:
    """Return a result as a text: models of this package and JSON values. Of any other, only that there was one."""
    kind: type[object] = type(result)  # pyright: ignore[reportUnknownVariableType] - of a value of any type
    if kind.__module__.startswith(f"{_PACKAGE}.") and hasattr(kind, "from_dict"):
        kept: dict[str, Any] = {"model": [kind.__module__, kind.__qualname__], "value": result.to_dict()}
    else:
        kept = {"value": result}
    try:
        text = json.dumps(kept, allow_nan=False)
        same = "model" in kept or json.loads(text) == kept
    except (TypeError, ValueError, RecursionError):
        same, text = False, ""
    return text if same else "{}"


def read_result(text: str | None) -> Any:
    """Return the result that a text keeps; NOT_KEPT where it keeps none, or one that this version cannot read."""
    try:
        kept = json.loads(text or "{}")
        if "model" not in kept:
            return kept.get("value", NOT_KEPT)
        module, name = kept["model"]
        if not str(module).startswith(f"{_PACKAGE}."):
            return NOT_KEPT
        return getattr(import_module(module), name).from_dict(kept["value"])
    except Exception:  # noqa: BLE001 - whatever is wrong with it, there is no result
        return NOT_KEPT
