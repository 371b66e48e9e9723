"""The pages of the reference: what is public, and where it is shown. The texts are the docstrings."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from documentation.model_tables import members_table
from documentation.resource_classes import ROOT, Api, apis, classes_of, page_name, resource_classes

__all__ = ["Page", "reference_pages"]

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
    own, *bridged = (list(_generated(api)) for api in apis())
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


def _generated(api: Api) -> Iterator[Page]:
    """Yield a page for each resource of an API, and one for its models and enums."""
    for resource, found in resource_classes(api):
        text = (
            f"# {resource}\n\nThe methods of `client.{resource}`. A synchronous client has the same methods, without "
            f"`await`.\n\n::: {api.dotted}.api.{resource}.{found.name}\n    options: {{show_root_full_path: false}}\n"
        )
        yield Page(api.client, resource, f"reference/{page_name(api, resource)}", text)
    models = [
        (f"{api.dotted}.models.{module.stem}.{each.name}", each)
        for module in sorted((ROOT / api.package / "models").glob("*.py"))
        if module.name != "__init__.py"
        for each in classes_of(module)
    ]
    anchors = {each.name: anchor for anchor, each in models}
    options = "    options: {members: false, show_docstring_attributes: false, show_root_full_path: false}"
    shown = [f"::: {anchor}\n{options}\n\n{members_table(each, anchors)}" for anchor, each in models]
    text = f"# Models of {api.client}\n\n{_HEAD_OF_MODELS.format(api.dotted)}\n\n" + "\n\n".join(shown) + "\n"
    yield Page(api.client, "Models and enums", f"reference/{page_name(api, 'models')}", text)
