#!/usr/bin/env bash
# What a stranger does in the first ten minutes: install, start the sandbox, make the calls of docs/quickstart.md, run a
# first test. In a new environment in a temporary directory, from the checkout that this script is in. It needs Python and
# a network to install from.
set -euo pipefail
root="$(cd "$(dirname "$0")/.." && pwd)"
work="$(mktemp -d)"
sandbox=""
finish() {
    if [ -n "$sandbox" ]; then kill "$sandbox" 2> /dev/null || true; fi
    rm -rf "$work"
}
trap finish EXIT

started=$SECONDS
"${PYTHON:-python3}" -m venv "$work/venv"
bin="$work/venv/bin"
"$bin/pip" install --quiet --disable-pip-version-check --require-hashes -r "$root/requirements/platforms.txt"
"$bin/pip" install --quiet --disable-pip-version-check --no-deps --no-build-isolation "$root"
cd "$work"

"$bin/msportal-sandbox" --port 0 > sandbox.log &
sandbox=$!
for _ in $(seq 100); do
    grep -q Ctrl-C sandbox.log && break
    sleep 0.1
done
export MSPORTAL_BASE_URL MSPORTAL_API_KEY
MSPORTAL_BASE_URL="$(grep -oE 'http://127\.0\.0\.1:[0-9]+' sandbox.log | head -1)"
MSPORTAL_API_KEY="$(grep -oE "Bearer [^']+" sandbox.log | head -1 | cut -d' ' -f2)"

# The blocks of the quickstart, as they stand there.
"$bin/python" - "$root/docs/quickstart.md" << 'PROGRAM'
import re
import sys
from pathlib import Path

blocks = re.findall(r"```python([^\n]*)\n(.*?)```", Path(sys.argv[1]).read_text(encoding="utf-8"), re.DOTALL)
for number, (title, code) in enumerate(blocks):
    Path("test_first.py" if "test_" in title else f"step_{number}.py").write_text(code, encoding="utf-8")
PROGRAM
for step in step_*.py; do
    echo "--- $step"
    "$bin/python" "$step"
done
echo "--- test_first.py"
"$bin/python" -m pytest --quiet -p no:cacheprovider test_first.py
echo "done in $((SECONDS - started)) s"
