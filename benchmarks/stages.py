"""What is measured, stage by stage; each gives the samples of its cases."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import stock
from figures import OURS, Cases
from large_document import VENDORED, large_document
from peers_environment import BINARIES, LIMIT, ROOT, environment, run_peer, serving
from plan import Plan
from rounds import Samples, in_turns

CALLED = 27
"""Operations of the vendored document, which the client that is measured was made of."""

_HELD = ("msportal-client", "stock", "pydantic", "msgspec", "json.loads")

_WHAT_AN_IMPORT_TAKES = """
import gc, sys, time
def resident():
    return int(open("/proc/self/status").read().split("VmRSS:")[1].split()[0]) * 1024
modules, memory, started = len(sys.modules), resident(), time.process_time()
{}
seconds = time.process_time() - started
print(seconds, len(sys.modules) - modules, resident() - memory)
"""


@dataclass(frozen=True)
class Bench:
    """What the stages share: how much to measure, and a directory for what is generated on the way."""

    plan: Plan
    work: Path

    def ours(self, operations: int = CALLED) -> Path:
        """Where our package for a document of `operations` operations is."""
        return self.work / f"ours-{operations}"

    def stock(self, operations: int = CALLED) -> Path:
        """Where the stock client of that document is."""
        return self.work / f"stock-{operations}"


def generation(bench: Bench) -> Cases:
    """Seconds from the document to the formatted package; what comes out is there for the stages that follow."""
    cases: Cases = {}
    for operations, rounds in bench.plan.regenerations.items():
        document = json.loads(VENDORED.read_bytes()) if operations == CALLED else large_document(operations)
        spec = bench.work / f"{operations}.json"
        spec.write_text(json.dumps(document))
        package = bench.ours(operations) / "msportal_client"
        shutil.copytree(ROOT / "msportal_client", package, ignore=shutil.ignore_patterns("__pycache__"))
        cases[f"regenerate {operations}"] = in_turns(
            {
                OURS: partial(_regenerate, spec, package),
                "stock": partial(stock.generate, BINARIES, document, bench.stock(operations)),
            },
            rounds=rounds,
            slot=0,
            clock=time.perf_counter,
        )
    return cases


def _regenerate(spec: Path, package: Path) -> None:
    command = [sys.executable, str(ROOT / "scripts" / "regenerate.py"), "--spec", str(spec), "--output", str(package)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, timeout=LIMIT)


def imports(bench: Bench) -> Cases:
    """What an import takes in a fresh process: processor time, modules, memory."""
    large = max(bench.plan.regenerations)
    ours = "from msportal_client import AsyncMSPortal"
    kinds: dict[str, tuple[str, Path]] = {
        "httpx": ("import httpx", ROOT),
        OURS: (ours, bench.ours()),
        f"{OURS}, large spec": (ours, bench.ours(large)),
        "import msportal_client": ("import msportal_client", bench.ours()),
        f"{OURS}, one operation": (f"{ours}; import msportal_client.api.planner", bench.ours()),
        "stock, one operation": (
            "import stock_client, stock_client.api.planner.post_api_public_v1_planner_items",
            bench.stock(),
        ),
        "stock, models of a large spec": ("import stock_client.models", bench.stock(large)),
        "openai": ("from openai import AsyncOpenAI", ROOT),
        "githubkit": ("from githubkit import GitHub", ROOT),
    }
    cases: Cases = {f"import {what}": {name: [] for name in kinds} for what in ("seconds", "modules", "memory")}
    for number in range(bench.plan.imports + 1):
        for name, (code, package) in kinds.items():
            command = [str(BINARIES / "python"), "-c", _WHAT_AN_IMPORT_TAKES.format(code)]
            done = subprocess.run(
                command, env=environment(package), check=True, capture_output=True, text=True, timeout=60
            )
            if number:  # the first writes the bytecode
                for case, sample in zip(cases, done.stdout.split(), strict=True):
                    cases[case][name].append(float(sample))
    return cases


def codecs(bench: Bench) -> Cases:
    """Decoding and encoding."""
    cases: Cases = run_peer("decode", bench.stock(), "--rounds", bench.plan.rounds, "--slot", bench.plan.slot)
    return cases


def calls(bench: Bench) -> Cases:
    """A whole call, over MockTransport and over loopback."""
    with serving() as server:
        options = ("--url", server.url, "--rounds", bench.plan.rounds, "--slot", bench.plan.slot)
        cases: Cases = run_peer("call", bench.stock(), *options, "--concurrency", *bench.plan.concurrency)
    return cases


def pages(bench: Bench) -> Cases:
    """Walking a list, and what a long walk keeps."""
    with serving() as server:
        rounds = max(2, bench.plan.rounds // 3)
        options = ("--url", server.url, "--rounds", rounds, "--pages", bench.plan.pages)
        cases: Cases = run_peer("pages", bench.stock(), *options, "--long-walk", bench.plan.long_walk)
    return cases


def memory(bench: Bench) -> Cases:
    """What a held model takes."""
    held: Samples = {name: [] for name in _HELD}
    for _ in range(bench.plan.memories):
        for name in _HELD:
            options = ("--contender", name, "--items", bench.plan.held)
            held[name].append(float(run_peer("memory", bench.stock(), *options)))
    return {"held memory": held}


STAGES: dict[str, Callable[[Bench], Cases]] = {
    "generation": generation,
    "imports": imports,
    "codecs": codecs,
    "calls": calls,
    "pages": pages,
    "memory": memory,
}
"""In their order; the first makes what the others need."""
