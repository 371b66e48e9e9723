"""Recognise a document that describes another product."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from generation.document import Json
from generation.servers import server_urls

from .escaping import code_span
from .wire import operation_keys


def other_product(old: Json, new: Json) -> list[str]:
    """Return the reasons, one sentence each, to take `new` for another product's document; an empty list is none.

    The reasons are another title, another server, and fewer than half of the operations of `old`. A document that names
    no server says nothing about it.
    """
    return [*_title(old, new), *_server(old, new), *_operations(old, new)]


def _title(old: Json, new: Json) -> Iterator[str]:
    before, after = (" ".join(str(d.get("info", {}).get("title", "")).split()) for d in (old, new))
    if before.casefold() != after.casefold():
        yield f"The title is {code_span(after)}, not {code_span(before)}."


def _server(old: Json, new: Json) -> Iterator[str]:
    before, after = (_hosts(document) for document in (old, new))
    if before and after and not before & after:
        yield f"The server is {_listed(after)}, not {_listed(before)}."


def _hosts(document: Json) -> set[str]:
    return {host for url in server_urls(document.get("servers")) if (host := _host(url))}


def _host(url: str) -> str:
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:  # not a URL
        return url
    return f"{parts.hostname}{port}" if parts.hostname else ""


def _listed(names: set[str]) -> str:
    return " or ".join(code_span(name) for name in sorted(names))


def _operations(old: Json, new: Json) -> Iterator[str]:
    before, after = operation_keys(old), operation_keys(new)
    kept = len(before & after)
    if 2 * kept < len(before):
        yield (
            f"{kept} of the {len(before)} operations in the present document are in the new document ({kept / len(before):.0%}), "
            "fewer than half."
        )
