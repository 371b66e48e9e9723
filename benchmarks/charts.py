"""SVG charts for light and dark pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from bulk import BIN, Result
from figures import OURS, Ratio
from plan import WINDOW

WIDTH = 760

_STYLE = """
text { font: 13px system-ui, -apple-system, "Segoe UI", sans-serif; fill: #1f2328 }
.title { font-size: 15px; font-weight: 600 } .small { font-size: 11px; fill: #59636e }
.ours { fill: #0a7d5a } .theirs { fill: #8c959f } .served { fill: #0a7d5a } .refused { fill: #d1495b }
.line { stroke: #d1d9e0; stroke-width: 1 } .spread { stroke: #1f2328; stroke-width: 1.5 }
.mark { stroke: #b35900; stroke-width: 1.5; stroke-dasharray: 4 3 }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 } .small { fill: #9198a1 }
  .ours { fill: #3fb98a } .theirs { fill: #656c76 } .served { fill: #3fb98a } .refused { fill: #ff7b8a }
  .line { stroke: #3d444d } .spread { stroke: #e6edf3 } .mark { stroke: #f0a35e }
}
"""


def _document(height: float, title: str, parts: Sequence[str]) -> str:
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:g}" role="img">',
            f"<title>{escape(title)}</title><style>{_STYLE}</style>",
            *parts,
            "</svg>\n",
        ]
    )


def _text(x: float, y: float, text: str, kind: str = "", anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" class="{kind}" text-anchor="{anchor}">{escape(text)}</text>'


def _rectangle(x: float, y: float, width: float, height: float, kind: str) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" class="{kind}"/>'


def _line(x1: float, y1: float, x2: float, y2: float, kind: str = "line") -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" class="{kind}"/>'


def bars(title: str, note: str, values: Mapping[str, Ratio], *, mark: float | None = None) -> str:
    """Return a chart of horizontal bars from 0, shortest first, each with its spread.

    Args:
        title: The title of the chart.
        note: The unit of the values.
        values: The length of each bar.
        mark: The target for our bar, drawn as a vertical line.
    """
    left, top, step = 220, 62, 30
    longest = max(value.high for value in values.values())
    scale = (WIDTH - left - 70) / longest
    ordered = sorted(values.items(), key=lambda item: item[1].median)
    bottom = top + step * len(ordered)
    parts = [_text(16, 24, title, "title"), _text(16, 44, note, "small")]
    for number, (name, value) in enumerate(ordered):
        y = top + step * number
        parts += [
            _text(left - 10, y + 16, name, anchor="end"),
            _rectangle(left, y, value.median * scale, 22, "ours" if name.startswith(OURS) else "theirs"),
            _line(left + value.low * scale, y + 11, left + value.high * scale, y + 11, "spread"),
            _text(left + value.high * scale + 8, y + 16, f"{value.median:.2f}"),
        ]
    if mark is not None:
        parts.append(_line(left + mark * scale, top - 6, left + mark * scale, bottom, "mark"))
    return _document(bottom + 12, title, parts)


def timelines(title: str, note: str, results: Sequence[Result]) -> str:
    """Return a chart of requests over time with a panel for each result: served upwards, refused downwards."""
    left, top, panel, half = 150, 66, 140, 60
    longest = max(result.seconds for result in results)
    lines = {id(result): result.timeline() for result in results}
    most = max(max(served, refused) for line in lines.values() for served, refused in line)
    across = (WIDTH - left - 24) / (longest + BIN)
    parts = [_text(16, 24, title, "title"), _text(16, 44, note, "small")]
    for number, result in enumerate(results):
        zero = top + panel * number + half
        parts += [
            _text(left - 10, zero - 16, result.job.contender, anchor="end"),
            _text(left - 10, zero + 2, f"{result.served} of {result.job.calls} served", "small", "end"),
            _text(left - 10, zero + 18, f"{result.refused} refusals", "small", "end"),
            _line(left, zero, WIDTH - 24, zero),
        ]
        for step, (served, refused) in enumerate(lines[id(result)]):
            x, width = left + step * BIN * across, max(1.0, BIN * across - 0.5)
            if served:
                parts.append(_rectangle(x, zero - half * served / most, width, half * served / most, "served"))
            if refused:
                parts.append(_rectangle(x, zero, width, half * refused / most, "refused"))
    bottom = top + panel * len(results)
    for window in range(int(longest / WINDOW) + 1):
        x = left + window * WINDOW * across
        parts += [_line(x, top - 8, x, bottom - 16), _text(x, bottom, f"{window * WINDOW:g} s", "small", "middle")]
    return _document(bottom + 12, title, parts)
