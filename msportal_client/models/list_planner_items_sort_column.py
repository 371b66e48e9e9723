from __future__ import annotations

from .._runtime.open_enum import OpenStrEnum


class ListPlannerItemsSortColumn(OpenStrEnum):
    """`sort_column` of `list_planner_items`.

    Values that the spec does not list are kept; `is_known` is False for them.
    """

    TITLE = "title"
    DUE_DATE = "due_date"
    DUE_DATE_2 = "dueDate"
    START_DATE = "start_date"
    START_DATE_2 = "startDate"
    STATUS = "status"
    BUSINESS_VALUE = "business_value"
    BUSINESS_VALUE_2 = "businessValue"
    HOURS = "hours"
    COST_ESTIMATE = "cost_estimate"
    COST_ESTIMATE_2 = "costEstimate"
    CREATED_AT = "created_at"
    CREATED_AT_2 = "createdAt"
    UPDATED_AT = "updated_at"
    UPDATED_AT_2 = "updatedAt"
