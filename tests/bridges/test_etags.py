"""Etags of Planner: kind, version, comparison, and which may be sent for which resource."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from planner_data import etag

from msportal_client.bridges.microsoft_planner.etags import RESOURCES, etag_problem, is_newer, read_etag

# Etags of Microsoft's documentation.
DOCUMENTED = {
    'W/"JzEtVGFzayAgQEBAQEBAQEBAQEBAQEBASCc="': "Task",
    'W/"JzEtVGFza0RldGFpbHMgQEBAQEBAQEBAQEBAQEBARCc="': "TaskDetails",
    'W/"JzEtUGxhbiAgQEBAQEBAQEBAQEBAQEBDXCc="': "Plan",
    'W/"JzEtUGxhbkRldGFpbHMgQEBAQEBAQEBAQEBAQEBARCc="': "PlanDetails",
    'W/"JzEtQnVja2V0QEBAQEBAQEBAQEBAQEBARCc="': "Bucket",
    'W/"JzEtVXNlckRldGFpbHMgQEBAQEBAQEBAQEBAQEBIWCc="': "UserDetails",
}
versions = st.integers(0, 2**60)
kinds = st.sampled_from(sorted(RESOURCES))


def test_model_of_etags_is_the_documented_one() -> None:
    made = {etag("Task", 1), etag("TaskDetails", 0), etag("PlanDetails", 0), etag("Bucket", 0), etag("Plan", 54)}
    assert made <= set(DOCUMENTED)


@pytest.mark.parametrize(("text", "kind"), DOCUMENTED.items())
def test_kind_of_documented_etag(text: str, kind: str) -> None:
    assert read_etag(text).kind == kind
    assert etag_problem(text, kind) == ""


@given(kinds, versions, versions)
def test_newer_by_version(kind: str, one: int, other: int) -> None:
    assert is_newer(etag(kind, one), etag(kind, other)) is (one > other)
    assert read_etag(etag(kind, one)).kind == kind


def test_newer_where_raw_etags_compare_wrongly() -> None:
    older, newer = etag("Task", 830), etag("Task", 831)
    assert older > newer
    assert is_newer(newer, older)


@given(kinds, kinds, versions)
def test_etag_of_other_kind_refused(kind: str, other: str, version: int) -> None:
    problem = etag_problem(etag(kind, version), other)
    assert bool(problem) is (kind != other)
    if kind != other:
        assert RESOURCES[kind] in problem
        assert RESOURCES[other] in problem
        with pytest.raises(ValueError, match="cannot be compared"):
            is_newer(etag(kind, version), etag(other, version))


def test_task_etag_on_details_names_both() -> None:
    problem = etag_problem(etag("Task", 1), "TaskDetails")
    assert problem == "this is the etag of a task: pass the etag of the details of a task, which has its own"


@pytest.mark.parametrize("missing", [None, ""])
def test_missing_etag_refused(missing: object) -> None:
    assert "the etag of a bucket is needed" in etag_problem(missing, "Bucket")


@pytest.mark.parametrize("star", ["*", " * "])
def test_star_refused(star: str) -> None:
    assert "refuses `*`" in etag_problem(star, "Plan")


def test_etag_of_other_type_refused() -> None:
    assert "must be a string" in etag_problem(7, "Plan")


@given(kinds, versions)
def test_backslashes_of_json_removed(kind: str, version: int) -> None:
    text = etag(kind, version)
    assert read_etag(json.dumps(text)[1:-1]) == read_etag(text) == read_etag(f" {text} ")


@given(st.text())
def test_etag_of_unknown_form_kept(text: str) -> None:
    read = read_etag(text)
    if read.kind is None:
        assert read.version == read.text
        assert bool(etag_problem(text, "Task")) is (read.text in {"", "*"})


def test_unknown_form_not_compared_with_known() -> None:
    with pytest.raises(ValueError, match="an unknown kind"):
        is_newer('W/"abc"', etag("Task", 1))
    assert is_newer('W/"b"', 'W/"a"')
