"""The checked document with the paths of its servers in its paths, for Prism and Schemathesis."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urlsplit

from generation.corrections import correct, corrections_for
from generation.document import METHODS, Json, load
from generation.servers import read_servers

from contract.subject import Subject


def with_server_paths(subject: Subject, directory: Path) -> tuple[Path, str]:
    """Write the corrected document for tools that take no notice of the paths in `servers`, which its paths get.

    Returns:
        The file; the document itself where nothing in it changes. And the path that the base URL has in it.
    """
    api = subject.api
    received = load(subject.spec)
    document, _ = correct(received, corrections_for(received))
    is_corrected = document != received
    document = read_servers({**document, "x-base-url": api.base_url, "x-hosts": list(api.hosts)})
    base_url: str = document.pop("x-base-url")
    base = urlsplit(base_url).path
    paths: Json = {}
    for path, item in document["paths"].items():
        shared = {key: value for key, value in item.items() if key not in METHODS}
        for method in item.keys() - shared.keys():
            server_url: str = item[method].get("x-server", base)
            server = urlsplit(server_url).path
            paths.setdefault(f"{server}{path}", dict(shared))[method] = item[method]
        if "$ref" in item:
            paths[f"{base}{path}"] = item
    if paths == received["paths"] and not is_corrected:
        return subject.spec, ""
    spec = directory / "openapi.json"
    for item in paths.values():
        for holder in (item, *(item[method] for method in METHODS if method in item)):
            holder.pop("servers", None)
    spec.write_text(json.dumps({**document, "paths": paths, "servers": []}), "utf-8")
    return spec, base
