"""The errors of Planner: the limits of the service, conflicts of changes, and the reading of Microsoft Graph's error bodies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple, cast

from ..._runtime.api import ErrorBody
from ..._runtime.open_enum import OpenStrEnum
from ...errors import APIStatusError, ConflictError, PermissionDeniedError

__all__ = ["PlannerConflictError", "PlannerLimit", "PlannerLimitError"]

_FORBIDDEN, _NOT_FOUND, _CONFLICT, _GONE, _PRECONDITION_FAILED = 403, 404, 409, 410, 412
# The form of the codes of limits: those of the pages, and those that come later.
_LIMIT_CODE = re.compile(r"Maximum[A-Z][A-Za-z]+")


_TEXTS = ("code", "message")
# Inner errors within inner errors that are looked at.
_DEEPEST = 8


class PlannerLimit(OpenStrEnum):
    """A limit of the service. A code that is not here is kept as it came."""

    PROJECTS_OWNED_BY_USER = "MaximumProjectsOwnedByUser"
    PROJECTS_SHARED_WITH_USER = "MaximumProjectsSharedWithUser"
    TASKS_CREATED_BY_USER = "MaximumTasksCreatedByUser"
    TASKS_ASSIGNED_TO_USER = "MaximumTasksAssignedToUser"
    TASKS_IN_PROJECT = "MaximumTasksInProject"
    ACTIVE_TASKS_IN_PROJECT = "MaximumActiveTasksInProject"
    BUCKETS_IN_PROJECT = "MaximumBucketsInProject"
    USERS_SHARED_WITH_PROJECT = "MaximumUsersSharedWithProject"
    REFERENCES_ON_TASK = "MaximumReferencesOnTask"
    CHECKLIST_ITEMS_ON_TASK = "MaximumChecklistItemsOnTask"
    ASSIGNEES_IN_TASKS = "MaximumAssigneesInTasks"
    FAVORITE_PLANS_FOR_USER = "MaximumFavoritePlansForUser"
    RECENT_PLANS_FOR_USER = "MaximumRecentPlansForUser"
    CONTEXTS_ON_PLAN = "MaximumContextsOnPlan"
    PLANNER_PLANS = "MaximumPlannerPlans"


class _Subject(NamedTuple):
    """The resource and the properties that a limit is about, and its description."""

    resource: str
    properties: tuple[str, ...]
    description: str


# By the tables of the two overview pages.
SUBJECTS: dict[PlannerLimit, _Subject] = {
    PlannerLimit.PROJECTS_OWNED_BY_USER: _Subject("plannerPlan", ("owner",), "too many plans are owned by the group"),
    PlannerLimit.PROJECTS_SHARED_WITH_USER: _Subject(
        "plannerPlanDetails", ("sharedWith",), "too many plans are shared with a user"
    ),
    PlannerLimit.TASKS_CREATED_BY_USER: _Subject("plannerTask", ("createdBy",), "the user has created too many tasks"),
    PlannerLimit.TASKS_ASSIGNED_TO_USER: _Subject(
        "plannerTask", ("assignments",), "too many tasks are assigned to a user"
    ),
    PlannerLimit.TASKS_IN_PROJECT: _Subject("plannerTask", ("planId",), "the plan has too many tasks"),
    PlannerLimit.ACTIVE_TASKS_IN_PROJECT: _Subject(
        "plannerTask", ("planId", "percentComplete"), "the plan has too many tasks that are not completed"
    ),
    PlannerLimit.BUCKETS_IN_PROJECT: _Subject("plannerBucket", ("planId",), "the plan has too many buckets"),
    PlannerLimit.USERS_SHARED_WITH_PROJECT: _Subject(
        "plannerPlanDetails", ("sharedWith",), "the plan is shared with too many users"
    ),
    PlannerLimit.REFERENCES_ON_TASK: _Subject(
        "plannerTaskDetails", ("references",), "the task has too many references"
    ),
    PlannerLimit.CHECKLIST_ITEMS_ON_TASK: _Subject(
        "plannerTaskDetails", ("checklist",), "the task has too many checklist items"
    ),
    PlannerLimit.ASSIGNEES_IN_TASKS: _Subject("plannerTask", ("assignments",), "the task has too many assignees"),
    PlannerLimit.FAVORITE_PLANS_FOR_USER: _Subject(
        "plannerUser", ("favoritePlanReferences",), "the user has too many favourite plans"
    ),
    PlannerLimit.RECENT_PLANS_FOR_USER: _Subject(
        "plannerUser", ("recentPlanReferences",), "the user has too many recent plans"
    ),
    PlannerLimit.CONTEXTS_ON_PLAN: _Subject("plannerPlan", ("contexts",), "the plan has too many contexts"),
    PlannerLimit.PLANNER_PLANS: _Subject("plannerPlan", ("container",), "the group already has a plan"),
}

# The causes that users found, by the status of the answer.
_EXPLANATIONS = {
    _FORBIDDEN: (
        "the user may be no member of the group that owns the plan, which also who created the group must become; the "
        "token may lack the permission; an application reads other users' tasks only with Tasks.Read.All; or an id is "
        "spelled in the wrong case"
    ),
    _NOT_FOUND: (
        "ids are case-sensitive; what was created a moment ago may not be readable yet; and what a user may not see can "
        "be a 404 too"
    ),
    _GONE: "the link is too old: start over, as changes() does by itself",
    _PRECONDITION_FAILED: "the etag is of another version or of another resource: read the resource again, as update() does",
}


class PlannerLimitError(PermissionDeniedError):
    """403 with the code of a limit of the service.

    It is no proof that nothing was done: `MaximumFavoritePlansForUser` is reported to come although the write was done.
    """

    @property
    def limit(self) -> PlannerLimit:
        """The limit."""
        return PlannerLimit(self.code or "")

    @property
    def resource(self) -> str | None:
        """The resource that the limit is about, such as `plannerTask`; None for a limit that is not known."""
        subject = SUBJECTS.get(self.limit)
        return None if subject is None else subject.resource

    @property
    def properties(self) -> tuple[str, ...]:
        """The properties of the resource that the limit counts by, such as `assignments`."""
        subject = SUBJECTS.get(self.limit)
        return () if subject is None else subject.properties


class PlannerConflictError(ConflictError):
    """409 or 412: a change conflicts with a newer version of the resource.

    From `update`, it means that the change cannot be merged with what others changed meanwhile, or not within the bound.

    Attributes:
        base: The resource as the change was first applied to it; None from a method that does not merge.
        latest: The resource as the service has it; None where it is gone or was not read.
        wanted: The fields that the change wants to set, by their names in the API.
        conflicts: The places that both sides changed, such as `assignments.<user id>`.
    """

    base: Any = None
    latest: Any = None
    wanted: Mapping[str, Any] = MappingProxyType({})
    conflicts: tuple[str, ...] = ()


def read_graph_error(body: Mapping[str, Any]) -> ErrorBody:
    """Read Microsoft Graph's `{"error": {code, message, innerError, details}}`.

    An empty code is normal; then the code of an inner error stands in. `details` is kept where it lists something.
    """
    errors = list(_nested(body.get("error")))
    texts = {
        name: [value for error in errors if isinstance(value := error.get(name), str) and value] for name in _TEXTS
    }
    codes = texts["code"]
    details: object = errors[0].get("details") if errors else None
    limits = [code for code in codes if _LIMIT_CODE.fullmatch(code)]
    code = next(iter(limits or codes), None)
    return ErrorBody(next(iter(texts["message"]), ""), code, details or None)


def refine_error(status: int, body: ErrorBody) -> tuple[type[APIStatusError] | None, ErrorBody]:
    """Return the exception class for an answer of Planner, None for the usual one, and the body with what is known of it."""
    explanation = _EXPLANATIONS.get(status, "")
    cls: type[APIStatusError] | None = PlannerConflictError if status in {_CONFLICT, _PRECONDITION_FAILED} else None
    if status == _FORBIDDEN and body.code is not None and _LIMIT_CODE.fullmatch(body.code):
        cls, subject = PlannerLimitError, SUBJECTS.get(PlannerLimit(body.code))
        explanation = "a limit of the service is reached" if subject is None else subject.description
    return cls, body._replace(message=f"{body.message} ({explanation})") if explanation else body


def _nested(error: object) -> Iterator[Mapping[str, Any]]:
    """Yield an error and its inner errors. Some services spell the name in lower case."""
    for _ in range(_DEEPEST):
        if not isinstance(error, dict):
            return
        found = cast("dict[str, Any]", error)
        yield found
        error = found.get("innerError", found.get("innererror"))
