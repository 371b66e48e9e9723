"""The resources of the Planner server and the log of their changes."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .changes import Path, difference
from .etags import make_etag
from .ids import make_id
from .kinds import KINDS, TASK_KINDS, Kind
from .subscriptions import scopes as scopes_of
from .subscriptions import subscribers

__all__ = ["Entry", "Resource", "State", "Write"]

Key = tuple[str, str]

_PLAN, _PLAN_DETAILS, _BUCKET, _TASK = (
    KINDS[name] for name in ("plannerPlan", "plannerPlanDetails", "plannerBucket", "plannerTask")
)


@dataclass(slots=True, eq=False)
class Resource:
    """A resource.

    Attributes:
        kind: Its kind.
        id: Its id. The parts of a task have the id of the task, and the details of a plan that of the plan.
        fields: Its properties. Those of open types are objects of entries.
        number: Its number in the order of creation.
        first_version: The version with which it was created.
        version: The version that its etag holds.
        visible_at: The time in epoch seconds from which it is found.
        changed: The version in which each value has changed last, by its path.
    """

    kind: Kind
    id: str
    fields: dict[str, Any]
    number: int
    first_version: int
    version: int
    visible_at: float
    changed: dict[Path, int] = field(default_factory=dict[Path, int])

    @property
    def etag(self) -> str:
        """The etag of this version."""
        return make_etag(self.kind.etag, self.version)


@dataclass(frozen=True, slots=True)
class Write:
    """A change of one resource: its new fields, or None if it is deleted."""

    resource: Resource
    fields: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A change of a resource, as it is told to some users.

    Attributes:
        kind: The kind of the resource.
        id: Its id.
        etag: Its etag after the change.
        body: The properties to tell; None if the resource is gone for these users.
        deleted: Whether it is gone for everyone.
        audience: The ids of the users.
        scopes: The lists that the resource was in before or is in now.
        visible_at: The time from which it is told.
        made_at: The time of the change.
    """

    kind: Kind
    id: str
    etag: str
    body: Mapping[str, Any] | None
    deleted: bool
    audience: frozenset[str]
    scopes: frozenset[str]
    visible_at: float
    made_at: float


class State:
    """The resources of the server and the log of their changes.

    Attributes:
        log: The changes so far, oldest first.
        generation: Another text after each reset, so that links from before are known to be too old.
    """

    def __init__(self, generation: str) -> None:
        self.generation = generation
        self.log: list[Entry] = []
        self._resources: dict[str, dict[str, Resource]] = {name: {} for name in KINDS}
        # The ids of the tasks and buckets of each plan, as dictionaries for their order.
        self._tasks: dict[str, dict[str, None]] = {}
        self._buckets: dict[str, dict[str, None]] = {}
        self._numbers = 0
        # The time of the last change, so that the log is in the order of time even where a clock is put back.
        self._now = 0.0

    def new_id(self) -> str:
        """Return an id that no resource has."""
        return make_id(self.generation, self._numbers)

    def get(self, kind: Kind, key: str) -> Resource | None:
        """Return the resource with an id, visible or not, or None."""
        return self._resources[kind.name].get(key)

    def every(self, kind: Kind) -> Sequence[Resource]:
        """Return all resources of a kind in the order of creation, visible or not."""
        return list(self._resources[kind.name].values())

    def tasks_of_plan(self, plan_id: str) -> Iterator[Resource]:
        """Yield the tasks of a plan in the order of creation."""
        found = (self._resources["plannerTask"][key] for key in self._tasks.get(plan_id, ()))
        yield from sorted(found, key=lambda task: task.number)

    def buckets_of_plan(self, plan_id: str) -> Iterator[Resource]:
        """Yield the buckets of a plan in the order of creation."""
        yield from (self._resources["plannerBucket"][key] for key in self._buckets.get(plan_id, ()))

    def task_family(self, task_id: str) -> list[Resource]:
        """Return a task and its parts."""
        return [self._resources[kind.name][task_id] for kind in TASK_KINDS]

    def plan_family(self, plan_id: str) -> list[Resource]:
        """Return a plan with everything in it."""
        family = [self._resources[kind.name][plan_id] for kind in (_PLAN, _PLAN_DETAILS)]
        family += self.buckets_of_plan(plan_id)
        for task in self.tasks_of_plan(plan_id):
            family += self.task_family(task.id)
        return family

    def shared_with(self, plan_id: str) -> frozenset[str]:
        """Return the ids of the users that a plan is shared with."""
        details = self.get(_PLAN_DETAILS, plan_id)
        return frozenset(details.fields["sharedWith"]) if details else frozenset()

    def create(
        self, made: Iterable[tuple[Kind, str, dict[str, Any]]], version: int, now: float, delay: float = 0.0
    ) -> list[Resource]:
        """Add resources and tell everyone who is subscribed to them.

        Args:
            made: The kind, the id and the fields of each.
            version: The first version.
            now: The time in epoch seconds.
            delay: Seconds for which they are not found.
        """
        self._now = max(self._now, now)
        created: list[Resource] = []
        for kind, key, fields in made:
            self._numbers += 1
            resource = Resource(kind, key, fields, self._numbers, version, version, now + delay)
            self._resources[kind.name][key] = resource
            self._index(resource, fields)
            created.append(resource)
        for resource in created:
            self._tell(resource, resource.fields, self._subscribers(resource), self.scopes(resource))
        return created

    def write(self, writes: Sequence[Write], now: float) -> None:
        """Change or delete resources and tell everyone who is, or no longer is, subscribed to them."""
        self._now = max(self._now, now)
        family = self._affected(writes)
        before = {id(resource): self._subscribers(resource) for resource in family}
        scopes_before = {id(resource): self.scopes(resource) for resource in family}
        told = [(write.resource, self._commit(write)) for write in writes]
        for resource, body in told:
            listed = scopes_before[id(resource)]
            if body is None:
                self._tell(resource, None, before[id(resource)], listed, deleted=True)
            elif body:
                self._tell_change(resource, body, before[id(resource)] & self._subscribers(resource), listed)
        for resource in family:
            if self.get(resource.kind, resource.id) is resource:
                self._tell_who_comes_and_goes(resource, before[id(resource)], scopes_before[id(resource)])

    def _affected(self, writes: Sequence[Write]) -> list[Resource]:
        """Return the resources that are written, and those whose subscribers depend on them."""
        found: dict[int, Resource] = {}
        for write in writes:
            resource = write.resource
            family = [resource]
            if write.fields is not None and resource.kind is _PLAN_DETAILS:
                family = self.plan_family(resource.id)
            elif write.fields is not None and resource.kind is _TASK:
                family = self.task_family(resource.id)
            found |= {id(each): each for each in family}
        return list(found.values())

    def _commit(self, write: Write) -> dict[str, Any] | None:
        """Carry out a change and return what is new; None if the resource is gone."""
        resource, fields = write.resource, write.fields
        self._index(resource, None)
        if fields is None:
            del self._resources[resource.kind.name][resource.id]
            return None
        told, paths = difference(resource.kind, resource.fields, fields)
        if paths:
            resource.version += 1
            resource.changed |= dict.fromkeys(paths, resource.version)
        resource.fields = fields
        self._index(resource, fields)
        return told

    def _index(self, resource: Resource, fields: Mapping[str, Any] | None) -> None:
        index = {_TASK: self._tasks, _BUCKET: self._buckets}.get(resource.kind)
        if index is not None:
            index.setdefault(resource.fields["planId"], {}).pop(resource.id, None)
            if fields is not None:
                index.setdefault(fields["planId"], {})[resource.id] = None

    def _tell_change(
        self, resource: Resource, body: Mapping[str, Any], audience: frozenset[str], listed: frozenset[str]
    ) -> None:
        """Tell what has changed. Where that cannot be said of an open type, the resource goes and comes back whole."""
        open_types = resource.kind.open_types
        if any(not open_types[name].told and None in body[name].values() for name in body if name in open_types):
            self._tell(resource, None, audience, listed)
            body = resource.fields
        self._tell(resource, body, audience, listed | self.scopes(resource))

    def _tell_who_comes_and_goes(self, resource: Resource, before: frozenset[str], listed: frozenset[str]) -> None:
        after = self._subscribers(resource)
        if after - before:
            # It is not new, so that the property that only new resources have is left out.
            known = {name: value for name, value in resource.fields.items() if name != "createdBy"}
            self._tell(resource, known, after - before, listed | self.scopes(resource))
        if before - after:
            self._tell(resource, None, before - after, listed)

    def _tell(
        self,
        resource: Resource,
        body: Mapping[str, Any] | None,
        audience: frozenset[str],
        listed: frozenset[str],
        *,
        deleted: bool = False,
    ) -> None:
        self.log.append(
            Entry(
                kind=resource.kind,
                id=resource.id,
                etag=resource.etag,
                body=copy.deepcopy(body),
                deleted=deleted,
                audience=audience,
                scopes=listed,
                visible_at=resource.visible_at,
                made_at=self._now,
            )
        )

    def _parts(self, resource: Resource) -> tuple[Mapping[str, Any] | None, Resource | None]:
        """Return the fields of the task that a resource belongs to, and its plan."""
        task = self.get(_TASK, resource.id) if resource.kind in TASK_KINDS else None
        plan_id = task.fields["planId"] if task else resource.fields.get("planId") or resource.id
        return task.fields if task else None, self.get(_PLAN, plan_id)

    def _subscribers(self, resource: Resource) -> frozenset[str]:
        task, plan = self._parts(resource)
        if plan is None:
            return frozenset()
        return subscribers(task, plan.fields, self.shared_with(plan.id))

    def scopes(self, resource: Resource) -> frozenset[str]:
        """Return the lists that a resource is in."""
        task, plan = self._parts(resource)
        return scopes_of(task, plan.id, plan.fields) if plan else frozenset()
