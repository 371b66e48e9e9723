"""A newer document in YAML."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import unseen_product
import yaml
from contract_tree import ROOT, Tree


def test_yaml_is_vendored_as_json(tree: Tree, tmp_path: Path) -> None:
    newer = unseen_product.document("Vehicle")
    newer["info"]["version"] = "9"
    (tmp_path / "newer.yaml").write_text(yaml.safe_dump(newer, sort_keys=False))
    command = [sys.executable, str(ROOT / "scripts" / "update_spec.py"), str(tmp_path / "newer.yaml")]
    for output in ("openapi.json, api, models and CHANGELOG.md are updated", "nothing to do"):
        done = subprocess.run(
            [*command, "--root", str(tree.root), "--only", "b"], check=False, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        assert output in done.stdout
    assert json.loads((tree.root / "openapi.json").read_bytes()) == newer
