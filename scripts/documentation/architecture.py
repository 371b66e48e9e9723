"""Draws docs/architecture.svg from the imports of the package: `python scripts/documentation/architecture.py`."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from documentation.import_graph import graph

__all__ = ["draw", "edges_of", "without_implied"]

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "msportal_client"
TARGET = ROOT / "docs" / "architecture.svg"

# From the top: who uses whom. A part imports from lower rows.
ROWS: tuple[tuple[str, ...], ...] = (
    ("bridges.command", "testing"),
    ("bridges.sync", "sandbox"),
    ("bridges.microsoft_planner", "bridges.plannr", "bulk", "client"),
    ("api",),
    ("models",),
    ("_runtime",),
    ("vocabulary",),
)
_WIDTH, _HEIGHT, _GAP_X, _GAP_Y, _MARGIN = 190, 36, 24, 44, 16
_PARTS = {"_bulk": "bulk", "transport": "client"}
_STYLE = (
    "text{font:14px system-ui,sans-serif;fill:#1f2328}rect{fill:#eef2ff;stroke:#4051b5}path{fill:none;stroke:#8c959f}"
    ".box:hover rect{fill:#dbe4ff}"
)


def part_of(module: str) -> str:
    """Return the part of the package that a module belongs to; empty for the top of the package and of the bridges."""
    _, first, second = (*module.split("."), "", "")[:3]
    if first == "bridges":
        return f"bridges.{second}" if second else ""
    first = _PARTS.get(first, first)
    known = {part for row in ROWS for part in row}
    return first if first in known or not first else "vocabulary"


def edges_of(package: Path = PACKAGE) -> set[tuple[str, str]]:
    """Return the parts that each part imports, without imports within a part."""
    found = {
        (part_of(name), part_of(target)) for name, targets in graph(package, PACKAGE.name).items() for target in targets
    }
    return {(source, target) for source, target in found if source and target and source != target}


def without_implied(edges: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return the edges that no path over other parts implies."""

    def reaches(source: str, target: str, seen: set[str]) -> bool:
        steps = {end for start, end in edges if start == source} - seen
        return target in steps or any(reaches(step, target, seen | steps) for step in steps)

    return {
        (source, target)
        for source, target in edges
        if not any(start == source and end != target and reaches(end, target, {source}) for start, end in edges)
    }


def draw(edges: set[tuple[str, str]]) -> str:
    """Return the picture."""
    widest = max(len(row) for row in ROWS)
    width = widest * (_WIDTH + _GAP_X) - _GAP_X + 2 * _MARGIN
    height = len(ROWS) * (_HEIGHT + _GAP_Y) - _GAP_Y + 2 * _MARGIN
    places = {
        part: (
            _MARGIN + (width - 2 * _MARGIN - len(row) * (_WIDTH + _GAP_X) + _GAP_X) // 2 + column * (_WIDTH + _GAP_X),
            _MARGIN + line * (_HEIGHT + _GAP_Y),
        )
        for line, row in enumerate(ROWS)
        for column, part in enumerate(row)
    }
    arrows = "".join(_arrow(places[source], places[target]) for source, target in sorted(edges))
    boxes = "".join(_box(part, *place) for part, place in places.items())
    marker = (
        '<marker id="end" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0 0 8 4 0 8" style="fill:#8c959f;stroke:none"/></marker>'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        f'aria-label="Parts of the package and their imports"><style>{_STYLE}</style><defs>{marker}</defs>'
        f'<rect width="{width}" height="{height}" rx="8" style="fill:#fff;stroke:none"/>{arrows}{boxes}</svg>\n'
    )


def _arrow(source: tuple[int, int], target: tuple[int, int]) -> str:
    x1, y1 = source[0] + _WIDTH // 2, source[1] + _HEIGHT
    x2, y2 = target[0] + _WIDTH // 2, target[1] - 2
    bend = max(20, (y2 - y1) // 2)
    return f'<path marker-end="url(#end)" d="M{x1} {y1}C{x1} {y1 + bend} {x2} {y2 - bend} {x2} {y2}"/>'


def _box(part: str, x: int, y: int) -> str:
    return (
        f'<g class="box"><rect x="{x}" y="{y}" width="{_WIDTH}" height="{_HEIGHT}" rx="6"/>'
        f'<text x="{x + _WIDTH // 2}" y="{y + 23}" text-anchor="middle">{part}</text></g>'
    )


if __name__ == "__main__":
    TARGET.write_text(draw(without_implied(edges_of())), encoding="utf-8")
    sys.stdout.write(f"{TARGET.relative_to(ROOT)}\n")
