"""Benchmarks of the package and its peers: `make bench`, `make bench-quick`.

Writes benchmarks/results.json, docs/charts and the tables of docs/benchmarks.md. With `--quick` it only prints.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import charts
import report
from bulk import Result, run_jobs
from figures import OURS, Cases, Ratio, ratio
from peers_environment import BENCHMARKS, BINARIES, ROOT
from plan import FULL, QUICK, QUOTA, USUAL_CALLS, WINDOW
from stages import STAGES, Bench
from targets import Outcome, judge

DOCS = ROOT / "docs"
# The contenders in the chart of the bulk job.
CHARTED = (OURS, "httpx-retries", "openai")
# Files that a process may have open. Some clients open a connection for each of a thousand calls.
OPEN_FILES = 8192


def main() -> int:
    """Run the command line and return its exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="measure with fewer repetitions, and only print")
    parser.add_argument("--only", nargs="+", choices=[*STAGES, "bulk"], help="measure only these parts, and only print")
    options = parser.parse_args()
    if not (BINARIES / "python").exists():
        print("The environment of the peers is missing. Run `make bench-quick`, which sets it up.", file=sys.stderr)
        return 2
    _allow_open_files()
    cases: Cases = {}
    results: list[Result] = []
    with tempfile.TemporaryDirectory(prefix="msportal-bench-") as work:
        bench = Bench(QUICK if options.quick else FULL, Path(work))
        for name, stage in STAGES.items():
            # The other stages need the generated packages.
            if not options.only or name in options.only or name == "generation":
                with _timed(name):
                    cases |= stage(bench)
        if not options.only or "bulk" in options.only:
            with _timed("bulk"):
                results = run_jobs(bench.stock(), bench.plan.jobs, bench.plan.side_by_side)
    outcomes = judge(cases)
    report.show("Figures", report.FIGURES_HEAD, report.figure_rows(cases))
    if results:
        report.show(f"Bulk jobs: a quota of {QUOTA} per {WINDOW:g} s", report.BULK_HEAD, report.bulk_rows(results))
    report.show("Summary", report.SUMMARY_HEAD, report.summary_rows(cases, results))
    report.show("Targets", report.TARGETS_HEAD, report.target_rows(outcomes))
    if not options.quick and not options.only:
        _write(cases, results, outcomes)
    return 0


@contextmanager
def _timed(name: str) -> Generator[None]:
    """Print the name of a stage and the seconds it took to standard error."""
    started = time.monotonic()
    print(f"{name} …", end=" ", file=sys.stderr, flush=True)
    yield
    print(f"{time.monotonic() - started:.0f} s", file=sys.stderr)


def _allow_open_files() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < OPEN_FILES:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(OPEN_FILES, hard), hard))  # child processes inherit it


def _write(cases: Cases, results: list[Result], outcomes: list[Outcome]) -> None:
    """Write the results, tables and charts that the repository keeps."""
    figures = report.as_json(cases, results, outcomes)
    text = json.dumps(figures, indent=1, ensure_ascii=False)
    (BENCHMARKS / "results.json").write_text(text + "\n", encoding="utf-8")
    page = DOCS / "benchmarks.md"
    summary = report.markdown(report.SUMMARY_HEAD, report.summary_rows(cases, results))
    report.replace_block(page, "summary", summary)
    report.replace_block(page, "targets", report.markdown(report.TARGETS_HEAD, report.target_rows(outcomes)))
    report.replace_block(page, "figures", report.markdown(report.FIGURES_HEAD, report.figure_rows(cases)))
    report.replace_block(page, "bulk", report.markdown(report.BULK_HEAD, report.bulk_rows(results)))
    (DOCS / "charts").mkdir(exist_ok=True)
    for name, chart in _charts(cases, results).items():
        (DOCS / "charts" / f"{name}.svg").write_text(chart, encoding="utf-8")


def _charts(cases: Cases, results: list[Result]) -> dict[str, str]:
    def against(case: str, to: str, *names: str) -> dict[str, Ratio]:
        return {name: ratio(cases[case], name, to) for name in names or cases[case]}

    usual = {result.job.contender: result for result in results if result.is_usual}
    return {
        "bulk": charts.timelines(
            f"{USUAL_CALLS} calls at once, {QUOTA} allowed in {WINDOW:g} seconds",
            "requests over time: served upwards, refused with 429 downwards",
            [usual[name] for name in CHARTED],
        ),
        "decode": charts.bars(
            "Decoding 100 planner items, text to typed models",
            "processor time, pydantic = 1; json.loads and orjson.loads only make dicts",
            against("decode 100", "pydantic"),
            mark=1.0,
        ),
        "call": charts.bars(
            "A whole call over MockTransport, async",
            "processor time, httpx with json = 1",
            against("mock async 1", "httpx"),
            mark=1.15,
        ),
        "import": charts.bars(
            "Importing the client",
            "processor time, import httpx = 1",
            against("import of peers seconds", "httpx", OURS, "openai", "githubkit", "httpx"),
            mark=1.16,
        ),
    }


if __name__ == "__main__":
    sys.exit(main())
