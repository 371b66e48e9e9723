"""What importing the package costs, next to importing httpx: `make bench-import`.

Fresh processes, one of each kind in turn, so that the machine's mood falls on all of them alike. The figures are
ratios of medians; the target is 1.15 for `import msportal_client`, whatever the size of the spec.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from large_document import large_document

ROOT = Path(__file__).resolve().parent.parent
RUNS = 15
TARGET = 1.15
TIMED = "import time; t = time.perf_counter(); {}; print(time.perf_counter() - t)"

KINDS = {
    "import httpx": "import httpx",
    "import msportal_client": "import msportal_client",
    "from msportal_client import AsyncMSPortal": "from msportal_client import AsyncMSPortal",
}


def seconds(code: str, package: Path) -> float:
    """The seconds that `code` takes in a fresh process which finds the package in the directory `package`."""
    environment = {**os.environ, "PYTHONPATH": str(package), "PYTHONDONTWRITEBYTECODE": ""}
    command = [sys.executable, "-c", TIMED.format(code)]
    return float(subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout)


def package_of(operations: int, work: Path) -> Path:
    """A directory with the package, generated for a document of `operations` operations."""
    spec = work / "openapi.json"
    spec.write_text(json.dumps(large_document(operations)))
    package = work / "msportal_client"
    shutil.copytree(ROOT / "msportal_client", package, ignore=shutil.ignore_patterns("__pycache__"))
    regenerate = [
        sys.executable,
        str(ROOT / "scripts" / "regenerate.py"),
        "--spec",
        str(spec),
        "--output",
        str(package),
    ]
    subprocess.run(regenerate, check=True, capture_output=True)
    return work


def main() -> int:
    """Measure and print; the exit code says whether the target is met."""
    with tempfile.TemporaryDirectory() as work:
        packages = {"27 operations": ROOT, "400 operations": package_of(400, Path(work))}
        kinds = [(name, code, spec) for spec in packages for name, code in KINDS.items()]
        timings: dict[tuple[str, str], list[float]] = {(name, spec): [] for name, _, spec in kinds}
        for run in range(RUNS + 1):
            for name, code, spec in kinds:
                taken = seconds(code, packages[spec])
                if run:  # the first run writes the bytecode
                    timings[name, spec].append(taken)
    met = True
    for (name, spec), series in timings.items():
        ratio = statistics.median(series) / statistics.median(timings["import httpx", spec])
        print(
            f"{name:45} {spec:15} {ratio:5.2f} times import httpx ({min(series) * 1000:.0f} to {max(series) * 1000:.0f} ms)"
        )
        met = met and (name != "import msportal_client" or ratio <= TARGET)
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
