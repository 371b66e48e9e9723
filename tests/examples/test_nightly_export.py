"""The export to Parquet: its rows, its types, and that a failed one leaves nothing."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from example_programs import run, settings, titles

from msportal_client.sandbox import Sandbox


def test_export_has_every_row_with_its_types(sandbox: Sandbox, tmp_path: Path) -> None:
    with_rows = titles(sandbox)
    done = run("nightly_export.py", str(tmp_path), cwd=tmp_path, environment=settings(sandbox))
    (path,) = tmp_path.iterdir()
    assert done.stdout == f"{path} {len(with_rows)} rows\n"
    frame = pl.read_parquet(path)
    assert sorted(frame["title"]) == sorted(with_rows)
    assert frame.schema["due_date"] == pl.Datetime("us", "UTC")
    assert frame.schema["hours"] == pl.Float64()
    assert frame["updated_at"].null_count() == 0


def test_export_of_several_pages(tmp_path: Path) -> None:
    with Sandbox(quota=1000, rows={"planner/items": 230}) as sandbox:
        run("nightly_export.py", str(tmp_path), cwd=tmp_path, environment=settings(sandbox))
        count = len(titles(sandbox))
    (path,) = tmp_path.iterdir()
    assert pl.read_parquet(path)["id"].n_unique() == count >= 230


def test_export_of_nothing_keeps_the_types(tmp_path: Path) -> None:
    with Sandbox() as empty:
        run("nightly_export.py", str(tmp_path), cwd=tmp_path, environment=settings(empty))
    (path,) = tmp_path.iterdir()
    assert pl.read_parquet(path).schema["due_date"] == pl.Datetime("us", "UTC")


@pytest.mark.parametrize(
    ("trouble", "named"),
    [({"broken_bodies": 1.0}, "Error"), ({"server_errors": 1.0, "server_error_status": 500}, "ServerError: 500")],
)
def test_failed_export_leaves_no_file(sandbox: Sandbox, tmp_path: Path, trouble: dict[str, float], named: str) -> None:
    sandbox.trouble(**trouble)
    done = run("nightly_export.py", str(tmp_path), cwd=tmp_path, environment=settings(sandbox), code=1)
    assert named in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []
