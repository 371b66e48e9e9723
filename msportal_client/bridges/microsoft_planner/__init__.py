"""Clients of Microsoft Planner, by Microsoft Graph.

    async with AsyncMicrosoftPlanner(DefaultAzureCredential()) as planner:
        task = await planner.tasks.create_task(plan_id=plan_id, title="Replace firewall")
        await planner.tasks.update(task, task.assign(user_id))

Models and enums are in `.models`, the operations in `.api`, order hints in `.order_hints`, etags in `.etags`. Modules are
imported on first use; type checkers and editors see every name.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .cache import Change as Change
    from .cache import ChangeKind as ChangeKind
    from .cache import PlannerCache as PlannerCache
    from .client import AsyncMicrosoftPlanner as AsyncMicrosoftPlanner
    from .client import MicrosoftPlanner as MicrosoftPlanner
    from .errors import PlannerConflictError as PlannerConflictError
    from .errors import PlannerLimit as PlannerLimit
    from .errors import PlannerLimitError as PlannerLimitError
    from .order_hints import OrderHintError as OrderHintError
    from .progress import Priority as Priority
    from .progress import Progress as Progress

_MODULES = {
    "PlannerCache": "cache",
    "ChangeKind": "cache",
    "Change": "cache",
    "AsyncMicrosoftPlanner": "client",
    "MicrosoftPlanner": "client",
    "OrderHintError": "order_hints",
    "PlannerConflictError": "errors",
    "PlannerLimit": "errors",
    "PlannerLimitError": "errors",
    "Priority": "progress",
    "Progress": "progress",
}

__all__ = [
    "AsyncMicrosoftPlanner",
    "Change",
    "ChangeKind",
    "MicrosoftPlanner",
    "OrderHintError",
    "PlannerCache",
    "PlannerConflictError",
    "PlannerLimit",
    "PlannerLimitError",
    "Priority",
    "Progress",
]


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f".{_MODULES[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
