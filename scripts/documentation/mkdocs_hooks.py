"""Hooks of mkdocs: pages that are made from the code, links to files of the repository, and llms.txt."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from documentation.operations_table import operations_page
from documentation.reference_pages import reference_pages
from documentation.resource_classes import ROOT

_TO_REPOSITORY = re.compile(r"\[([^\]]+)\]\(\.\./([^)]+)\)")


def on_config(config: Any) -> Any:
    """Put the pages of the reference into the navigation."""
    groups: dict[str, list[dict[str, str]]] = {}
    for page in reference_pages():
        groups.setdefault(page.group, []).append({page.title: page.path})
    reference: list[Any] = [
        {"All operations": "reference/operations.md"},
        *({name: each} for name, each in groups.items()),
    ]
    config.nav = [
        {"Reference": reference} if isinstance(each, dict) and "Reference" in each else each for each in config.nav
    ]
    return config


def on_files(files: Files, config: Any) -> Files:
    """Add the pages that are made from the code."""
    made = {page.path: page.text for page in reference_pages()}
    made["reference/operations.md"] = operations_page()
    made["changes.md"] = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    for path, text in made.items():
        files.append(File.generated(config, path, content=text))
    return files


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Name files of the repository in place of linking them: the site has no copy of them."""
    if "/" in page.file.src_uri:  # From a page of the reference `../` leads to the guides.
        return markdown
    return _TO_REPOSITORY.sub(
        lambda found: f"{found[1]} (`{found[2]}`)" if found[2] not in found[1] else found[1], markdown
    )


def on_post_build(config: Any) -> None:
    """Write llms.txt, the contents of the site for language models, and llms-full.txt with the guides themselves."""
    site = Path(config.site_dir)
    entries = list(_guides(config.nav))
    lines = [f"# {config.site_name}", "", f"> {config.site_description}"]
    section = ""
    full: list[str] = []
    for group, title, path in entries:
        if group != section:
            lines += ["", f"## {group}", ""]
            section = group
        source = ROOT / "docs" / path
        lines.append(f"- [{title}]({_url(path)}){_summary(source)}")
        if source.exists():
            full.append(source.read_text(encoding="utf-8"))
    (site / "llms.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (site / "llms-full.txt").write_text("\n\n".join(full), encoding="utf-8")


def _guides(nav: list[Any], group: str = "Start") -> Iterator[tuple[str, str, str]]:
    for entry in nav:
        for title, value in entry.items():
            if isinstance(value, str):
                yield group, title, value
            else:
                yield from _guides(value, f"Reference: {title}" if group == "Reference" else title)


def _url(path: str) -> str:
    return "./" if path == "index.md" else f"{path.removesuffix('.md')}/"


def _summary(source: Path) -> str:
    """Return the first sentence of a page, after a colon."""
    if not source.exists():
        return ""
    for block in source.read_text(encoding="utf-8").split("\n\n")[1:]:
        if not block.startswith(("#", "```", "|", "-", "!", "<")):
            text = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", " ".join(block.split()))
            return f": {text.partition('. ')[0].rstrip('.:')}."
    return ""
