"""Limits: values that are accepted and values that are reported."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any, cast

import pytest

from msportal_client import UNSET
from msportal_client._runtime.limits import Limits, limit_problems
from msportal_client.models import PlannerStatus
from msportal_client.types import Upload

NAIVE = datetime(2026, 1, 31)  # noqa: DTZ001 - naive on purpose
ID = "0b8f6f4e-27b1-4f2b-8a0e-7b8f0ce1b7a2"

LIMIT_CASES: list[tuple[Limits, list[Any], list[Any]]] = [
    (
        Limits("string", min_length=1, max_length=3),
        ["a", "abc", "😀😀😀", PlannerStatus("x")],
        ["", "abcd", 5, b"a", None],
    ),
    (Limits("string", nullable=True), [None, "a"], [5]),
    (Limits("number", minimum=0, maximum=100), [0, 100, 0.5], [-0.1, 100.1, True, "5", float("nan"), None]),
    (Limits("number", exclusive_minimum=0, exclusive_maximum=1), [0.5], [0, 1]),
    (Limits("integer"), [1, 2.0], [1.5, True, "1"]),
    (Limits("boolean"), [True, False], [0, 1, "true"]),
    (Limits("uuid"), [ID, ID.upper()], ["", "x", ID.replace("-", ""), f"{{{ID}}}", 5]),
    (
        Limits("date-time"),
        [datetime(2026, 1, 1, tzinfo=UTC)],
        [NAIVE, date(2026, 1, 1), "2026-01-01"],
    ),
    (Limits("date"), [date(2026, 1, 1)], [datetime(2026, 1, 1, tzinfo=UTC), "2026-01-01"]),
    (
        Limits("array", min_items=1, max_items=2, items=Limits("string")),
        [["a"], ("a", "b")],
        [[], ["a"] * 3, "a", [5]],
    ),
    (Limits("object"), [{}], [[], "a"]),
    (
        Limits("file"),
        [b"", Path("x"), BytesIO(), Upload(b"")],
        ["", 5, StringIO(), Upload(cast("Any", Upload(b""))), bytes],
    ),
    (Limits("text"), ["", b""], [5, StringIO()]),
    (Limits("any"), [None, 1, "a", []], []),
]


@pytest.mark.parametrize(
    ("limits", "good", "bad"),
    LIMIT_CASES,
    ids=[limits.kind for limits, _, _ in LIMIT_CASES],
)
def test_limits_accept_and_reject(limits: Limits, good: list[Any], bad: list[Any]) -> None:
    for value in good:
        assert list(limit_problems("field", value, limits)) == []
    for value in bad:
        assert [problem.field.split("[")[0] for problem in limit_problems("field", value, limits)] == ["field"]
    assert list(limit_problems("field", UNSET, limits)) == []
