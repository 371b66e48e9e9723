"""A newer document with an update of planner items: changes flow, without a change of the sync."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from copy import deepcopy
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
ITEMS = "/api/public/v1/planner/items"


def test_updates_flow_with_a_newer_document(tmp_path: Path) -> None:
    document = json.loads((ROOT / "openapi.json").read_text(encoding="utf-8"))
    update = deepcopy(document["paths"][ITEMS]["post"])
    update |= {"summary": "Update planner item", "operationId": "updatePlannerItem"}
    update["parameters"] = [
        {"name": "id", "in": "path", "required": True, "schema": {"type": "string", "format": "uuid"}}
    ]
    update["requestBody"]["content"]["application/json"]["schema"] = {
        "type": "object",
        "properties": {
            "title": {"type": "string", "minLength": 1, "maxLength": 255},
            "description": {"type": "string", "nullable": True},
            "status": {"type": "string", "enum": ["In Progress", "Not Started", "Completed"]},
            "businessValue": {"type": "string", "enum": ["High", "Medium", "Low"]},
            "dueDate": {"type": "string", "format": "date-time", "nullable": True},
            "isArchived": {"type": "boolean"},
        },
    }
    update["responses"]["200"] = update["responses"].pop("201")
    document["paths"][f"{ITEMS}/{{id}}"] = {"patch": update}
    spec, package = tmp_path / "openapi.json", tmp_path / "msportal_client"
    spec.write_text(json.dumps(document), encoding="utf-8")
    shutil.copytree(ROOT / "msportal_client", package, ignore=shutil.ignore_patterns("__pycache__"))
    regenerate = [
        sys.executable,
        str(ROOT / "scripts" / "regenerate.py"),
        "--spec",
        str(spec),
        "--output",
        str(package),
    ]
    subprocess.run(regenerate, check=True, capture_output=True, timeout=120)
    program = [sys.executable, str(Path(__file__).with_name("updating.py")), str(spec)]
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(program, env=environment, check=False, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert (found["updated"], found["archived"], found["waiting"], found["changes of the third run"]) == (1, 1, 0, 0)
    assert found["items"]["Another"] == ["Completed", False]
    assert found["items"]["Order parts"] == ["Completed", True]
