"""Reports of the figures: tables for the terminal, JSON, and Markdown for docs/benchmarks.md."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

from bulk import Result, shortest_time
from figures import BEST_GATE, OURS, Cases, Ratio, ratio, subject, unit
from plan import QUOTA, USUAL_CALLS, WINDOW
from rich.console import Console
from rich.table import Table
from targets import Outcome

Row = tuple[str, ...]

FIGURES_HEAD: Row = ("case", "contender", "median", "msportal-client, relative to it (quartiles)")
BULK_HEAD: Row = (
    "calls",
    "server",
    "contender",
    "served",
    "failed",
    "429s per 100 served",
    "share of the quota",
    "p99 wait, s",
    "shortest possible, s",
)
SUMMARY_COLUMNS: Row = (
    OURS,
    "stock",
    "httpx",
    "httpx-retries",
    "openai",
    "githubkit",
    "pydantic",
    "msgspec",
    "msgraph-sdk",
)
SUMMARY_HEAD: Row = ("", *SUMMARY_COLUMNS)
_SUMMARY = (
    ("Decoding 100 planner items, pydantic = 1", "decode 100", "pydantic"),
    ("Decoding 100 Planner tasks, pydantic = 1", "decode planner 100", "pydantic"),
    ("A call over MockTransport, sync, httpx = 1", "mock sync 1", "httpx"),
    ("A call over MockTransport, async, httpx = 1", "mock async 1", "httpx"),
    ("2,000 calls at once over loopback, async, httpx with its best gate = 1", "burst async 2000", BEST_GATE),
    ("Importing the client, httpx = 1", "import of peers seconds", "httpx"),
    ("Importing the client of Microsoft Planner, httpx = 1", "import of planner seconds", "httpx"),
    ("Memory of an item, pydantic = 1", "held memory", "pydantic"),
)
TARGETS_HEAD: Row = ("figure", "target", "measured (quartiles)", "")


def _amount(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"  # noqa: PLR2004 - three digits are enough


def figure_rows(cases: Cases) -> Iterator[Row]:
    """Yield a row for each contender of each case."""
    for case, samples in cases.items():
        first = subject(samples)
        for name, series in samples.items():
            amount = f"{_amount(median(series) * unit(case).factor)} {unit(case).name}"
            yield case, name, amount, "1" if name == first else str(ratio(samples, first, name))


def bulk_rows(results: Sequence[Result]) -> Iterator[Row]:
    """Yield a row for each bulk job."""
    for result in results:
        job = result.job
        server = job.algorithm
        server += f", clock {job.offset:+g} s" if job.offset else ""
        server += ", Retry-After" if job.retry_after else ""
        yield (
            str(job.calls),
            server,
            job.contender,
            str(result.served),
            str(result.failed),
            f"{result.wasted:.1f}",
            f"{result.share:.0%}",
            "" if result.p99 is None else f"{result.p99:.1f}",
            f"{shortest_time(job):.1f}",
        )


def summary_rows(cases: Cases, results: Sequence[Result]) -> Iterator[Row]:
    """Yield the rows of the summary, with a column for each contender."""
    for label, case, base in _SUMMARY:
        if samples := cases.get(case):
            cells = (f"{ratio(samples, name, base).median:.2f}" if name in samples else "" for name in SUMMARY_COLUMNS)
            yield label, *cells
    usual = {result.job.contender: result for result in results if result.is_usual}
    calls = f"{USUAL_CALLS} calls at once, {QUOTA} allowed in {WINDOW:g} s"
    yield f"{calls}: calls served", *(str(usual[name].served) if name in usual else "" for name in SUMMARY_COLUMNS)
    yield (
        f"{calls}: 429s per 100 served",
        *(f"{usual[name].wasted:.0f}" if name in usual else "" for name in SUMMARY_COLUMNS),
    )


def target_rows(outcomes: Sequence[Outcome]) -> Iterator[Row]:
    """Yield a row for each target."""
    for outcome in outcomes:
        measured = "" if outcome.measured is None else str(outcome.measured)
        yield outcome.target.name, str(outcome.target), measured, outcome.verdict


def show(title: str, head: Row, rows: Iterator[Row]) -> None:
    """Print a table to the terminal."""
    table = Table(*head, title=title, title_justify="left")
    colours = {"met": "green", "not met": "red"}
    for row in rows:
        table.add_row(*row, style=colours.get(row[-1]))
    Console(width=None if os.isatty(1) else 160).print(table)


def markdown(head: Row, rows: Iterator[Row]) -> str:
    """Return a table in Markdown."""
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in lines)


def replace_block(page: Path, name: str, text: str) -> None:
    """Replace the text between `<!-- name -->` and `<!-- end of name -->` with `text`."""
    begin, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
    whole, found = re.subn(
        f"({re.escape(begin)}\n).*?({re.escape(end)})",
        lambda match: f"{match[1]}{text}\n{match[2]}",
        page.read_text(encoding="utf-8"),
        flags=re.DOTALL,
    )
    if not found:
        raise ValueError(f"{page} needs the lines {begin} and {end}")
    page.write_text(whole, encoding="utf-8")


def _rounded(value: float) -> float:
    return float(f"{value:.4g}")


def _json_ratio(measured: Ratio | None) -> list[float] | None:
    return None if measured is None else [_rounded(measured.low), _rounded(measured.median), _rounded(measured.high)]


def as_json(cases: Cases, results: Sequence[Result], outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Return all figures. A ratio is a list of its lower quartile, its median and its upper quartile."""
    return {
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors",
        "msportal-client": version("msportal-client"),
        "figures": {
            case: {
                name: {
                    unit(case).name: _rounded(median(series) * unit(case).factor),
                    "ratio": _json_ratio(ratio(samples, subject(samples), name)),
                }
                for name, series in samples.items()
            }
            for case, samples in cases.items()
        },
        "bulk": [dict(zip(BULK_HEAD, row, strict=True)) for row in bulk_rows(results)],
        "targets": [
            {
                "figure": outcome.target.name,
                "target": str(outcome.target),
                "measured": _json_ratio(outcome.measured),
                "verdict": outcome.verdict,
            }
            for outcome in outcomes
        ],
    }
