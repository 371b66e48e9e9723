"""The behaviour of the Planner server that can be set, while it runs too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, cast

from ..options import check_number
from .etags import MAX_VERSION

__all__ = ["DEFAULT_LIMITS", "Settings", "check_limits"]

# Seconds.
_MONTH = 31 * 24 * 3600.0

# The codes of the limits with the values that the newest known page gives; None where it gives none.
DEFAULT_LIMITS: Mapping[str, int | None] = MappingProxyType(
    {
        "MaximumProjectsOwnedByUser": 400,
        "MaximumProjectsSharedWithUser": 400,
        "MaximumTasksCreatedByUser": 20_000,
        "MaximumTasksAssignedToUser": 9000,
        "MaximumTasksInProject": 9000,
        "MaximumActiveTasksInProject": 3000,
        "MaximumBucketsInProject": 200,
        "MaximumUsersSharedWithProject": 100,
        "MaximumReferencesOnTask": 15,
        "MaximumChecklistItemsOnTask": 20,
        "MaximumAssigneesInTasks": 20,
        "MaximumFavoritePlansForUser": 100,
        "MaximumRecentPlansForUser": None,
        "MaximumContextsOnPlan": 10,
        "MaximumPlannerPlans": None,
    }
)


@dataclass(frozen=True, slots=True)
class Settings:
    """The behaviour of the server.

    Attributes:
        page_size: Resources in a page of a list, and changes in a page of a delta query; `$top` changes nothing.
        visibility_delay: Seconds for which a new resource is not found, up to an hour.
        delta_lifetime: Seconds after which a link of a delta query is too old, up to 31 days.
        kept_versions: Versions that an etag may be old; an older one is a 412 whatever the change is.
        first_version: The version of a new resource, so that its etag is as after many changes.
        requests: Requests of a token in each window; None for any number.
        window: The length of a window in seconds, 0.001 to 3600.
        whole_seconds: Whether `Retry-After` is rounded up to whole seconds.
        next_limit_codes: The codes with which the next changes are refused, as if a limit were exceeded.
        favorites_over_limit: Whether a change that exceeds `MaximumFavoritePlansForUser` is made and refused all the
            same, as the service was seen to do.

    Raises:
        ValueError: A value has a wrong type or is out of range.
    """

    page_size: int = 400
    visibility_delay: float = 0.0
    delta_lifetime: float = 7 * 24 * 3600.0
    kept_versions: int = 10_000
    first_version: int = 1
    requests: int | None = None
    window: float = 10.0
    whole_seconds: bool = False
    next_limit_codes: tuple[str, ...] = ()
    favorites_over_limit: bool = False

    def __post_init__(self) -> None:
        check_number("page_size", self.page_size, 1, 10_000, noun="whole number", whole=True)
        check_number("visibility_delay", self.visibility_delay, 0, 3600)
        check_number("delta_lifetime", self.delta_lifetime, 0, _MONTH)
        check_number("kept_versions", self.kept_versions, 0, 1_000_000_000, noun="whole number", whole=True)
        check_number("first_version", self.first_version, 1, MAX_VERSION // 2, noun="whole number", whole=True)
        if self.requests is not None:
            check_number("requests", self.requests, 1, 1_000_000_000, noun="whole number", whole=True)
        check_number("window", self.window, 0.001, 3600)
        for name in ("whole_seconds", "favorites_over_limit"):
            if not isinstance(getattr(self, name), bool):
                raise ValueError(f"{name} must be true or false")  # noqa: TRY004 - as for the other fields
        codes: Any = self.next_limit_codes
        if not isinstance(codes, tuple) or not frozenset(cast("Any", codes)) <= DEFAULT_LIMITS.keys():
            raise ValueError(f"next_limit_codes must be a list of {', '.join(DEFAULT_LIMITS)}")


def check_limits(raw: Any, before: Mapping[str, int | None]) -> dict[str, int | None]:
    """Return `before` with the limits in `raw`, an object of numbers by code; null is no limit.

    Raises:
        ValueError: A code is unknown, or a value is no whole number from 0.
    """
    if not isinstance(raw, dict):
        raise ValueError("limits must be a JSON object")  # noqa: TRY004 - the sent value is wrong, not an argument
    sent = cast("dict[str, Any]", raw)
    for code, limit in sent.items():
        if code not in DEFAULT_LIMITS:
            raise ValueError(f"there is no limit named {code[:40]!r}; known are {', '.join(DEFAULT_LIMITS)}")
        if limit is not None:
            check_number(code, limit, 0, 1_000_000_000, noun="whole number", whole=True)
    return {**before, **sent}
