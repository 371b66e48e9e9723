from __future__ import annotations

from .._runtime.open_enum import OpenStrEnum


class ListBudgetsSortColumn(OpenStrEnum):
    """`sort_column` of `list_budgets`.

    Values that the spec does not list are kept; `is_known` is False for them.
    """

    TITLE = "title"
    FISCAL_YEAR = "fiscal_year"
    FISCAL_YEAR_2 = "fiscalYear"
    STATUS = "status"
    PERIOD_TYPE = "period_type"
    PERIOD_TYPE_2 = "periodType"
    CREATED_AT = "created_at"
    CREATED_AT_2 = "createdAt"
    UPDATED_AT = "updated_at"
    UPDATED_AT_2 = "updatedAt"
