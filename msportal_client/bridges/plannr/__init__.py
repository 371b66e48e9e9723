"""Clients of Plannr, the CRM of financial advisers.

    async with AsyncPlannr() as plannr:  # PLANNR_TOKEN
        task = await plannr.tasks.create_task_once(
            name="Check details", taskable_type="client", taskable_uuid=client_uuid, task_status_uuid=status_uuid)

Models and enums are in `.models`, the operations in `.api`. Modules are imported on first use; type checkers and editors see
every name.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .client import AsyncPlannr as AsyncPlannr
    from .client import Plannr as Plannr

_MODULES = {"AsyncPlannr": "client", "Plannr": "client"}

__all__ = ["AsyncPlannr", "Plannr"]


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f".{_MODULES[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
