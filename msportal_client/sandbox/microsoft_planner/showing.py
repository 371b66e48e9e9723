"""Resources as they are sent."""

from __future__ import annotations

from typing import Any

from .state import Resource
from .world import Context

__all__ = ["context_url", "preferences", "show", "show_one"]


def show(context: Context, resource: Resource) -> dict[str, Any]:
    """Return a resource as an item of a list."""
    shown: dict[str, Any] = {"@odata.etag": resource.etag, "id": resource.id, **resource.fields}
    container = shown.get("container")
    if container and container["type"] == "roster" and not _wants_unknown_members(context):
        shown["container"] = {**container, "type": "unknownFutureValue"}
    return shown


def show_one(context: Context, resource: Resource) -> dict[str, Any]:
    """Return a resource as the whole body of a response."""
    return {"@odata.context": context_url(context, f"{resource.kind.collection}/$entity"), **show(context, resource)}


def context_url(context: Context, what: str) -> str:
    """Return the URL of the metadata of a response."""
    return f"{context.call.origin}{context.call.operation.base_path}/$metadata#{what}"


def preferences(context: Context) -> frozenset[str]:
    """Return what the `Prefer` headers ask for."""
    texts = context.call.headers.getlist("prefer")
    return frozenset(part.strip().lower().replace(" ", "") for text in texts for part in text.split(","))


def _wants_unknown_members(context: Context) -> bool:
    return "include-unknown-enum-members" in preferences(context)
