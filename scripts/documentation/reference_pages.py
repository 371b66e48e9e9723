"""The pages of the reference: what is public, and where it is shown. The texts are the docstrings."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from documentation.model_tables import members_table

__all__ = ["Page", "reference_pages"]

ROOT = Path(__file__).resolve().parents[2]

# Hand-written public modules: the title of their page, its path, and what is on it.
_MODULES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Clients", "client", ("msportal_client.client.AsyncMSPortal", "msportal_client.client.MSPortal")),
    ("Errors", "errors", ("msportal_client.errors",)),
    (
        "Options, retries, types",
        "options",
        ("msportal_client.options", "msportal_client.retry", "msportal_client.types"),
    ),
    ("Pagination", "pagination", ("msportal_client.pagination", "msportal_client.cursor_pagination")),
    ("Rate limiters", "rate_limit", ("msportal_client.rate_limit",)),
    ("Events", "events", ("msportal_client.events",)),
    ("Streams", "streaming", ("msportal_client.streaming",)),
    ("Bulk jobs", "bulk", ("msportal_client.bulk",)),
    ("Testing", "testing", ("msportal_client.testing",)),
    ("The sandbox", "sandbox", ("msportal_client.sandbox",)),
)
_BRIDGES: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    (
        "MicrosoftPlanner",
        "Client",
        "microsoft_planner-client",
        tuple(
            f"msportal_client.bridges.microsoft_planner.{name}"
            for name in (
                "client.AsyncMicrosoftPlanner",
                "client.MicrosoftPlanner",
                "cache",
                "errors",
                "etags",
                "order_hints",
                "progress",
                "references",
                "methods",
            )
        ),
    ),
    (
        "Plannr",
        "Client",
        "plannr-client",
        ("msportal_client.bridges.plannr.client.AsyncPlannr", "msportal_client.bridges.plannr.client.Plannr"),
    ),
    (
        "Planner plans in MSPortal",
        "Sync",
        "sync",
        tuple(f"msportal_client.bridges.sync.{name}" for name in ("run", "report", "mapping", "store.SyncStore")),
    ),
)


_HEAD_OF_MODELS = (
    "Import them from `{}.models`. Every model also has `additional_properties`, and the methods that "
    "[the guide](../models.md) describes."
)
# Inherited by clients and used by generated code alone.
_OF_CLIENTS = json.dumps(["!^_", "!^(send|follow|page_parameter|redaction)$"])


class Page(NamedTuple):
    """A page of the reference."""

    group: str
    title: str
    path: str
    text: str


def reference_pages() -> list[Page]:
    """Return every page of the reference, in the order of the navigation."""
    own, *bridged = (
        list(_generated(str(api["client"]), str(api["package"])))
        for api in json.loads((ROOT / "scripts" / "apis.json").read_text(encoding="utf-8"))
    )
    return [
        *(_page("msportal_client", title, name, shown) for title, name, shown in _MODULES),
        *own,
        *(_page(group, title, name, shown) for group, title, name, shown in _BRIDGES),
        *chain.from_iterable(bridged),
    ]


def _page(group: str, title: str, name: str, shown: tuple[str, ...]) -> Page:
    text = f"# {title}\n\n" + "\n\n".join(f"::: {each}{_options(each)}" for each in shown) + "\n"
    return Page(group, title, f"reference/{name}.md", text)


def _options(shown: str) -> str:
    """Return the options of mkdocstrings for a class or module: clients are shown with what they inherit."""
    return f"\n    options: {{inherited_members: true, filters: {_OF_CLIENTS}}}" if ".client." in shown else ""


def _generated(client: str, package: str) -> Iterator[Page]:
    """Yield a page for each resource of an API, and one for its models and enums."""
    dotted, name = package.replace("/", "."), Path(package).name
    prefix = "" if package == "msportal_client" else f"{name}-"
    for module in sorted((ROOT / package / "api").glob("*/__init__.py")):
        resource = module.parent.name
        classes = [
            found.name
            for found in _classes(module)
            if found.name.startswith("Async") and not found.name.endswith("RawResponse")
        ]
        text = (
            f"# {resource}\n\nThe methods of `client.{resource}`. A synchronous client has the same methods, without `await`.\n\n"
            + "\n\n".join(
                f"::: {dotted}.api.{resource}.{each}\n    options: {{show_root_full_path: false}}" for each in classes
            )
            + "\n"
        )
        yield Page(client, resource, f"reference/{prefix}{resource}.md", text)
    models = [
        (f"{dotted}.models.{module.stem}.{each.name}", each)
        for module in sorted((ROOT / package / "models").glob("*.py"))
        if module.name != "__init__.py"
        for each in _classes(module)
    ]
    anchors = {each.name: anchor for anchor, each in models}
    options = "    options: {members: false, show_docstring_attributes: false, show_root_full_path: false}"
    shown = [f"::: {anchor}\n{options}\n\n{members_table(each, anchors)}" for anchor, each in models]
    text = f"# Models of {client}\n\n{_HEAD_OF_MODELS.format(dotted)}\n\n" + "\n\n".join(shown) + "\n"
    yield Page(client, "Models and enums", f"reference/{prefix}models.md", text)


def _classes(module: Path) -> list[ast.ClassDef]:
    return [node for node in ast.parse(module.read_text(encoding="utf-8")).body if isinstance(node, ast.ClassDef)]
