"""The reading of Microsoft Graph's error bodies, and the limits of Planner."""

from __future__ import annotations

import json
import pickle
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msportal_client._runtime.api import ErrorBody
from msportal_client.bridges.microsoft_planner.errors import (
    SUBJECTS,
    PlannerConflictError,
    PlannerLimit,
    PlannerLimitError,
    read_graph_error,
    refine_error,
)
from msportal_client.errors import ConflictError, PermissionDeniedError

# The codes of both overview pages.
CODES = [
    "MaximumProjectsOwnedByUser",
    "MaximumProjectsSharedWithUser",
    "MaximumTasksCreatedByUser",
    "MaximumTasksAssignedToUser",
    "MaximumTasksInProject",
    "MaximumActiveTasksInProject",
    "MaximumBucketsInProject",
    "MaximumUsersSharedWithProject",
    "MaximumReferencesOnTask",
    "MaximumChecklistItemsOnTask",
    "MaximumAssigneesInTasks",
    "MaximumFavoritePlansForUser",
    "MaximumRecentPlansForUser",
    "MaximumContextsOnPlan",
    "MaximumPlannerPlans",
]
INNER = {"date": "2026-11-26T01:00:00", "request-id": "a", "client-request-id": "b"}


def graph_error(code: str | None, message: str = "No.", **more: Any) -> dict[str, Any]:
    return {"error": {"code": code, "message": message, "innerError": INNER, **more}}


def test_every_limit_of_both_pages_has_its_resource() -> None:
    assert [limit.value for limit in PlannerLimit] == CODES
    assert set(SUBJECTS) == set(PlannerLimit)
    assert {subject.resource for subject in SUBJECTS.values()} == {
        "plannerPlan",
        "plannerPlanDetails",
        "plannerTask",
        "plannerTaskDetails",
        "plannerBucket",
        "plannerUser",
    }


@pytest.mark.parametrize("code", [*CODES, "MaximumThingsOfTomorrow"])
def test_limit_code_is_limit_error(code: str) -> None:
    cls, body = refine_error(403, read_graph_error(graph_error(code, "Too many.")))
    assert cls is PlannerLimitError
    error = cls(body.message, code=body.code)
    assert isinstance(error, PlannerLimitError)
    assert isinstance(error, PermissionDeniedError)
    assert error.limit == code
    assert error.limit.is_known is (code in CODES)
    assert (error.resource is None) is (code not in CODES)
    assert body.message.startswith("Too many. (")
    again = pickle.loads(pickle.dumps(error))
    assert (again.limit, again.resource, again.properties) == (error.limit, error.resource, error.properties)


def test_limit_code_of_inner_error_is_limit_error() -> None:
    body = graph_error("Forbidden", innerError={"code": "MaximumTasksInProject"})
    cls, read = refine_error(403, read_graph_error(body))
    assert cls is PlannerLimitError
    assert read.code == "MaximumTasksInProject"


def test_other_forbidden_names_its_causes() -> None:
    message = "You do not have the required permissions to access this item, or the item may not exist."
    cls, body = refine_error(403, read_graph_error(graph_error("", message)))
    assert cls is None
    assert body.code is None
    assert re.search("no member of the group .* wrong case", body.message)


@pytest.mark.parametrize(
    ("status", "cause"), [(404, "case-sensitive"), (410, "start over"), (412, "read the resource")]
)
def test_causes_by_status(status: int, cause: str) -> None:
    _, body = refine_error(status, read_graph_error(graph_error("")))
    assert cause in body.message


@pytest.mark.parametrize("status", [409, 412])
def test_conflicts_are_conflict_errors(status: int) -> None:
    cls, _ = refine_error(status, ErrorBody("No."))
    assert cls is PlannerConflictError
    assert issubclass(cls, ConflictError)


def test_empty_code_and_inner_code() -> None:
    assert read_graph_error(graph_error("")).code is None
    assert read_graph_error(graph_error(None, innerError={"code": "inner"})).code == "inner"
    assert read_graph_error(graph_error("UnknownError", "")) == ErrorBody("", "UnknownError")


def test_message_of_inner_error_stands_in() -> None:
    body = graph_error("TooManyRequests", "", innerError={"code": "429", "message": "Please retry after"})
    assert read_graph_error(body) == ErrorBody("Please retry after", "TooManyRequests")


def test_details_name_their_targets() -> None:
    details = [{"code": "Invalid", "message": "Too long.", "target": "title"}]
    body = read_graph_error(graph_error("", details=details))
    assert body.details == details
    error = PermissionDeniedError(body.message, details=body.details)
    assert [str(problem) for problem in error.problems] == ["title: Too long."]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["error", "code", "message", "innerError", "details"]), inner)
    ),
    max_leaves=20,
)


@given(st.dictionaries(st.sampled_from(["error", "x"]), json_values))
def test_any_body_is_read(body: dict[str, Any]) -> None:
    read = read_graph_error(json.loads(json.dumps(body)))
    assert isinstance(read.message, str)
    assert read.code is None or read.code
    refine_error(403, read)
