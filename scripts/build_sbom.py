"""Write the bill of materials of the wheel in `dist` to `dist-sbom`: what it installs, and what it brings with it.

The format is CycloneDX. The versions are those that a user gets who installs the wheel now, without extras.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "dist-sbom"
SWAGGER_UI = ROOT / "msportal_client" / "sandbox" / "swagger_ui" / "README.md"


def main() -> int:
    """Run the command line and return its exit code."""
    wheels = sorted((ROOT / "dist").glob("*.whl"))
    if len(wheels) != 1:
        print(f"one wheel is needed in dist, not {len(wheels)}: run make dist", file=sys.stderr)
        return 1
    bill = installed(wheels[0])
    bill["components"].append(swagger_ui())
    TARGET.mkdir(exist_ok=True)
    path = TARGET / f"{wheels[0].stem}.cdx.json"
    path.write_text(json.dumps(bill, indent=2, ensure_ascii=False) + "\n")
    print(f"{path.relative_to(ROOT)}: {len(bill['components'])} components")
    return 0


def installed(wheel: Path) -> dict[str, Any]:
    """Return the bill of materials of an environment that has nothing but the wheel."""
    with tempfile.TemporaryDirectory(prefix="sbom-") as directory:
        environment = Path(directory)
        venv.create(environment, with_pip=False)
        python = str(environment / "bin" / "python")
        pip = (sys.executable, "-m", "pip", "--python", python, "--quiet", "--disable-pip-version-check", "--no-input")
        subprocess.run([*pip, "install", str(wheel)], check=True)  # noqa: S603 - our own words
        command = (sys.executable, "-m", "cyclonedx_py", "environment", "--output-reproducible", "--mc-type", "library")
        done = subprocess.run(  # noqa: S603 - our own words
            [*command, "--pyproject", str(ROOT / "pyproject.toml"), python], check=True, stdout=subprocess.PIPE
        )
    bill: dict[str, Any] = json.loads(done.stdout)
    # The version of the package itself is not in pyproject.toml.
    bill["metadata"]["component"]["version"] = wheel.name.split("-")[1]
    return bill


def swagger_ui() -> dict[str, Any]:
    """Return the component that the sandbox serves, which no installer knows of."""
    title = SWAGGER_UI.read_text().partition("\n")[0]
    found = re.match(r"Swagger UI (\d+\.\d+\.\d+):", title)
    if found is None:
        raise SystemExit(f"{SWAGGER_UI.relative_to(ROOT)} does not begin with the version: {title!r}")
    purl = f"pkg:npm/swagger-ui-dist@{found[1]}"
    return {
        "bom-ref": purl,
        "licenses": [{"license": {"id": "Apache-2.0"}}],
        "name": "swagger-ui-dist",
        "purl": purl,
        "type": "library",
        "version": found[1],
    }


if __name__ == "__main__":
    try:
        sys.exit(main())
    except subprocess.CalledProcessError as error:
        sys.exit(error.returncode)
