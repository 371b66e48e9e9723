"""The resources of the clients: the generated methods, and those that change and delete resources with care."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from . import api
from .api.boards import AsyncBoards as _AsyncBoards
from .api.boards import Boards as _Boards
from .api.buckets import AsyncBuckets as _AsyncBuckets
from .api.buckets import Buckets as _Buckets
from .api.plans import AsyncPlans as _AsyncPlans
from .api.plans import Plans as _Plans
from .api.tasks import AsyncTasks as _AsyncTasks
from .api.tasks import Tasks as _Tasks
from .api.users import AsyncUsers as _AsyncUsers
from .api.users import Users as _Users
