"""Build the sdist and the wheel into `dist`, twice, and refuse a build that does not give the same bytes again.

Exit codes: 0 built; 1 the two builds differ; another code is the build's own.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DIST = ROOT / "dist"


def main() -> int:
    """Run the command line and return its exit code."""
    with tempfile.TemporaryDirectory(prefix="dist-") as directory:
        first, second = (build(Path(directory) / name) for name in ("first", "second"))
        if different := [name for name, digest in first.items() if second.get(name) != digest]:
            print("two builds of the same files differ:", *different, file=sys.stderr)
            return 1
        shutil.rmtree(DIST, ignore_errors=True)
        shutil.copytree(Path(directory) / "first", DIST)
    for name, digest in first.items():
        print(digest, f"dist/{name}", sep="  ")
    return 0


def build(directory: Path) -> dict[str, str]:
    """Build the sdist and the wheel into a directory, and return the SHA-256 of each by file name."""
    subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-m", "hatchling", "build", "-d", str(directory)],
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in sorted(directory.iterdir())}


if __name__ == "__main__":
    try:
        sys.exit(main())
    except subprocess.CalledProcessError as error:
        sys.exit(error.returncode)
