"""The stages of a run. Each returns the samples of its cases."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import stock
from figures import OURS, Cases
from large_document import VENDORED, large_document
from peers_environment import BINARIES, ROOT, TIMEOUT, environment, run_peer, serving
from plan import LATENCY, Plan
from rounds import Samples, in_turns, turns

# Operations of the vendored document, from which the measured client is generated.
VENDORED_OPERATIONS = 27

_HELD = ("msportal-client", "stock", "pydantic", "msgspec", "json.loads")

# rich and click, which the peers' environment has and most programs have not, would make `import httpx` slower.
_IMPORT = """
import gc, os, sys, time
sys.modules["rich"] = sys.modules["click"] = None
def resident():
    return int(open("/proc/self/status").read().split("VmRSS:")[1].split()[0]) * 1024
modules, memory, started = len(sys.modules), resident(), time.process_time()
{}
seconds = time.process_time() - started
print(seconds, len(sys.modules) - modules, resident() - memory)
compiled = [getattr(module, "__cached__", None) for module in sys.modules.values()]
print(*[path for path in compiled if path and not os.path.exists(path)])
"""


@dataclass(frozen=True)
class Bench:
    """The plan of a run, and a directory for generated packages."""

    plan: Plan
    work: Path

    def ours(self, operations: int = VENDORED_OPERATIONS) -> Path:
        """Return the directory of our package for a document of `operations` operations."""
        return self.work / f"ours-{operations}"

    def stock(self, operations: int = VENDORED_OPERATIONS) -> Path:
        """Return the directory of the stock client for that document."""
        return self.work / f"stock-{operations}"


def generation(bench: Bench) -> Cases:
    """Measure the seconds from a document to the formatted package. Later stages use the packages."""
    cases: Cases = {}
    for operations, rounds in bench.plan.regenerations.items():
        document = (
            json.loads(VENDORED.read_bytes()) if operations == VENDORED_OPERATIONS else large_document(operations)
        )
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
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, timeout=TIMEOUT)


@dataclass(frozen=True)
class Import:
    """Code that imports, and the directory of the package that it imports."""

    code: str
    package: Path = ROOT


def imports(bench: Bench) -> Cases:
    """Measure imports in fresh processes: processor time, modules and memory."""
    large = max(bench.plan.regenerations)
    httpx = Import("import httpx")
    ours = Import("from msportal_client import AsyncMSPortal", bench.ours())
    with_target = {
        "httpx": httpx,
        OURS: ours,
        f"{OURS}, large spec": Import(ours.code, bench.ours(large)),
        "import msportal_client": Import("import msportal_client", bench.ours()),
    }
    others = {
        "httpx": httpx,
        OURS: ours,
        f"{OURS}, one operation": Import(f"{ours.code}; import msportal_client.api.planner", bench.ours()),
        "stock, one operation": Import(
            "import stock_client, stock_client.api.planner.post_api_public_v1_planner_items", bench.stock()
        ),
        "stock, models of a large spec": Import("import stock_client.models", bench.stock(large)),
        "openai": Import("from openai import AsyncOpenAI"),
        "githubkit": Import("from githubkit import GitHub"),
    }
    return _import_cases("import", with_target, bench.plan.imports) | _import_cases(
        "import of peers", others, bench.plan.peer_imports
    )


def _import_cases(prefix: str, contenders: Mapping[str, Import], rounds: int) -> Cases:
    cases: Cases = {
        f"{prefix} {amount}": {name: [] for name in contenders} for amount in ("seconds", "modules", "memory")
    }
    for contender in contenders.values():
        _measure_import(contender)  # writes the bytecode
    for order in turns(contenders, rounds):
        for name in order:
            for case, amount in zip(cases, _measure_import(contenders[name]), strict=True):
                cases[case][name].append(amount)
    return cases


def _measure_import(contender: Import) -> list[float]:
    command = [str(BINARIES / "python"), "-c", _IMPORT.format(contender.code)]
    done = subprocess.run(
        command, env=environment(contender.package), check=True, stdout=subprocess.PIPE, text=True, timeout=60
    )
    amounts, without_bytecode = done.stdout.split("\n", maxsplit=1)
    if without_bytecode.strip():
        raise RuntimeError(f"`{contender.code}` compiles these files at each start: {without_bytecode.strip()}")
    return [float(amount) for amount in amounts.split()]


def codecs(bench: Bench) -> Cases:
    """Measure decoding and encoding."""
    cases: Cases = run_peer("decode", bench.stock(), "--rounds", bench.plan.rounds, "--slot", bench.plan.slot)
    return cases


def planner(bench: Bench) -> Cases:
    """Measure the client of Microsoft Planner: decoding tasks, and its import."""
    cases: Cases = run_peer("planner", bench.stock(), "--rounds", bench.plan.rounds, "--slot", bench.plan.slot)
    contenders = {
        "httpx": Import("import httpx"),
        OURS: Import("from msportal_client.bridges.microsoft_planner import AsyncMicrosoftPlanner", bench.ours()),
        "msgraph-sdk": Import("from msgraph import GraphServiceClient"),
    }
    return cases | _import_cases("import of planner", contenders, bench.plan.peer_imports)


def calls(bench: Bench) -> Cases:
    """Measure a whole call, over MockTransport and over loopback."""
    with serving() as server:
        options = ("--url", server.url, "--rounds", bench.plan.rounds, "--slot", bench.plan.slot)
        cases: Cases = run_peer("call", bench.stock(), *options, "--concurrency", *bench.plan.concurrency)
    return cases


def bursts(bench: Bench) -> Cases:
    """Measure many calls at once."""
    plan = bench.plan.bursts
    with serving() as server, serving("--latency", LATENCY) as slow:
        options = ("--url", server.url, "--slow-url", slow.url, "--latency", LATENCY, "--rounds", plan.rounds)
        sizes = ("--tasks", *plan.tasks, "--threads", *plan.threads, "--connections", *plan.connections)
        calls = ("--calls-per-connection", plan.calls_per_connection)
        cases: Cases = run_peer("bursts", bench.stock(), *options, *sizes, *calls)
    return cases


def pages(bench: Bench) -> Cases:
    """Measure walking a list, and the memory of a long walk."""
    with serving() as server:
        rounds = max(2, bench.plan.rounds // 3)
        options = ("--url", server.url, "--rounds", rounds, "--pages", bench.plan.pages)
        cases: Cases = run_peer("pages", bench.stock(), *options, "--long-walk", bench.plan.long_walk)
    return cases


def memory(bench: Bench) -> Cases:
    """Measure the memory of a model that is kept."""
    held: Samples = {name: [] for name in _HELD}
    for _ in range(bench.plan.memories):
        for name in _HELD:
            options = ("--contender", name, "--items", bench.plan.held)
            held[name].append(float(run_peer("memory", bench.stock(), *options)))
    return {"held memory": held}


# In the order in which they run. The first generates the packages that the others use.
STAGES: dict[str, Callable[[Bench], Cases]] = {
    "generation": generation,
    "imports": imports,
    "codecs": codecs,
    "planner": planner,
    "calls": calls,
    "bursts": bursts,
    "pages": pages,
    "memory": memory,
}
