"""Planner plans in MSPortal: each task becomes a planner item, and stays one. Needs the extra `bridges`.

    async with AsyncMicrosoftPlanner() as planner, AsyncMSPortal() as msportal:
        report = await sync_plan(planner, msportal, plan_id, company_id)
        print(len(report.created), report.unchanged, report.waiting)

In a program without an event loop: `anyio.run(main)`.
"""

from .mapping import ItemMapping, MappingError, default_mapping, load_mapping
from .report import Entry, SyncProgress, SyncReport
from .run import PlanNotSeenError, sync_plan
from .store import LeaseHeldError, LeaseLostError, StoredPlan, StoreError, SyncStore

__all__ = [
    "Entry",
    "ItemMapping",
    "LeaseHeldError",
    "LeaseLostError",
    "MappingError",
    "PlanNotSeenError",
    "StoreError",
    "StoredPlan",
    "SyncProgress",
    "SyncReport",
    "SyncStore",
    "default_mapping",
    "load_mapping",
    "sync_plan",
]
