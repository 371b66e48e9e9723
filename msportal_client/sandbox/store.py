"""The state: what a tenant has of each resource."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from . import rules
from .examples import example_scalar, fixed_id
from .resources import Catalogue, Resource
from .shaping import Examples, Find, Sample, blank, name_of, shape, unfound
from .spec import Schema, flat
from .validation import fits

__all__ = ["SEEDS", "Record", "Store", "seed_id"]

SEEDS = 3
"""How many there are from the start of what is there from the start."""

_NAME_FIELDS = ("name", "title", "fullName")
_CREATED = ("createdAt", "createdDate", "created_at")
_UPDATED = ("updatedAt", "updatedDate", "updated_at")


@dataclass(slots=True, eq=False)
class Record:
    """One thing: its values, and the ids of what it was created under (`/projects/{id}/tasks`)."""

    id: str
    values: dict[str, Any]
    owners: frozenset[str] = frozenset()
    seen_as: dict[int, Any] = field(default_factory=dict[int, Any])


def seed_id(tenant: str, kind: str, number: int) -> str:
    """The id of the `number`th (from 1) thing of a kind (`company`, `planner type`) that is there from the start."""
    return fixed_id(tenant, kind, number)


class Store:
    """What one tenant has of each resource, in the order of its creation."""

    def __init__(self, tenant: str, catalogue: Catalogue) -> None:
        self._tenant = tenant
        self._catalogue = catalogue
        self._records: dict[int, dict[str, Record]] = {}
        self._settings: dict[str, dict[str, Any]] = {}

    def all(self, resource: Resource) -> dict[str, Record]:
        """Every record of `resource`, by its id in lower case."""
        known = self._records.get(id(resource))
        if known is None:
            seeds = self._seeds(resource) if resource.seeded else ()
            # In one step: the thread that looks at the sandbox may be the first to ask as well as the one that serves.
            known = self._records.setdefault(id(resource), {record.id.lower(): record for record in seeds})
        return known

    def get(self, resource: Resource, key: object, *, by: str = "id") -> Record | None:
        """The record with id `key`; or that whose field `by` is `key`, for paths that go by another field (`{slug}`)."""
        records = self.all(resource)
        found = records.get(str(key).lower())
        if found is None and by != "id":
            found = next((record for record in records.values() if record.values.get(by) == key), None)
        return found

    def settings(self, path: str) -> dict[str, Any]:
        """What was written to a path that holds one thing without an id."""
        return self._settings.setdefault(path, {})

    def create(self, resource: Resource, values: Mapping[str, Any], owners: frozenset[str], now: str) -> Record:
        """Add a thing with `values`; its id, timestamps and computed fields are added to them."""
        known: dict[str, Any] = {**dict.fromkeys((*_CREATED, *_UPDATED), now), "id": self._new_id(resource)}
        given = {name: value for name, value in values.items() if name != "id"}
        record = Record(id=str(known["id"]), values={}, owners=owners)
        self._complete(resource, record, known, given)
        self.all(resource)[record.id.lower()] = record
        return record

    def update(
        self, resource: Resource, record: Record, values: Mapping[str, Any], unset: AbstractSet[str], now: str
    ) -> None:
        """Set `values` on a thing, and forget those of `unset` that are not among them.

        What follows from them (names of what ids refer to, computed fields) does too.
        """
        touched = unset | values.keys()
        known = {
            name: value
            for name, value in record.values.items()
            if name == "id" or (name not in unset and not _is_told_by(name, touched))
        }
        given = {name: value for name, value in values.items() if name != "id"}
        self._complete(resource, record, known | dict.fromkeys(_UPDATED, now), given)

    def seen(self, resource: Resource, record: Record, schema: Schema, now: datetime) -> Any:
        """A thing as `schema` wants it."""
        made = record.seen_as.get(id(schema))
        if made is None:
            made = shape(schema, record.values, fill=blank, find=self.finder(resource.tag))
            record.seen_as[id(schema)] = made
        if isinstance(made, dict) and not rules.AT_SIGHT.isdisjoint(cast("dict[str, Any]", made)):
            as_kept = cast("dict[str, Any]", made)
            live = rules.at_sight(record.values, now)
            return as_kept | {name: value for name, value in live.items() if name in as_kept}
        return cast("Any", made)

    def finder(self, tag: str) -> Find:
        """Says what an id in a field refers to, within `tag`."""

        def find(name: str, schema: Schema, key: Any) -> dict[str, Any] | None:
            for resource in self._catalogue.of_id_field(name, schema, tag):
                record = self.get(resource, key)
                if record is not None:
                    return record.values
            return None

        return find

    def sampler(self, tag: str) -> Sample:
        """Says what a field of an example refers to, within `tag`: one of what is there from the start."""

        def sample(name: str, wanted: Schema, number: int) -> dict[str, Any] | None:
            if wanted.get("type") == "object" and "id" in wanted["properties"]:
                targets = self._catalogue.of_noun(name, tag, invent=False)
            elif name.endswith("Name") and name not in _NAME_FIELDS:
                targets = self._catalogue.of_noun(name.removesuffix("Name"), tag, invent=False)
            elif wanted.get("type") != "array":
                targets = self._catalogue.of_id_field(name, wanted, tag)
            else:
                return None
            return next((_stub(self._tenant, target, number) for target in targets if target.seeded), None)

        return sample

    def references(self) -> dict[str, list[dict[str, Any]]]:
        """The id and name of every thing, by the path or noun of its resource."""
        return {
            resource.name: [
                {"id": record.id, "name": name_of(record.values)} for record in list(self.all(resource).values())
            ]
            for resource in list(self._catalogue.resources)
        }

    def _new_id(self, resource: Resource) -> Any:
        taken = self.all(resource)
        numbers = range(len(taken) + 1, len(taken) + 1000)
        keys = (_id(resource, uuid.uuid4(), number) for number in numbers)
        return next((key for key in keys if str(key).lower() not in taken), str(uuid.uuid4()))

    def _complete(self, resource: Resource, record: Record, known: Mapping[str, Any], given: Mapping[str, Any]) -> None:
        """Make the values of `record` out of what is known of it; what is given goes before what is computed."""
        record.values = {**known, **rules.at_rest({**known, **given}), **given}
        record.seen_as.clear()
        if resource.schema is not None:
            made = shape(resource.schema, record.values, fill=blank, find=self.finder(resource.tag))
            record.seen_as[id(resource.schema)] = made
            record.values |= made

    def _seeds(self, resource: Resource) -> Iterator[Record]:
        owners = {
            str(_stub(self._tenant, owner, 1)["id"])
            for route in self._catalogue.routes
            if route.resource is resource
            for _, owner in route.owners
        }
        for number in range(1, SEEDS + 1):
            values = _stub(self._tenant, resource, number)
            if resource.schema is not None:
                known = {name: value for name, value in values.items() if name in _properties(resource)}
                fill = Examples(number, self.sampler(resource.tag))
                values |= shape(resource.schema, known, fill=fill, find=unfound)
            yield Record(id=str(values["id"]), values=values, owners=frozenset(owners))


def _properties(resource: Resource) -> dict[str, Schema]:
    properties: dict[str, Schema] = flat(resource.schema)["properties"] if resource.schema is not None else {}
    return properties


def _id(resource: Resource, usual: object, number: int) -> Any:
    """`usual`, where the schema of ids allows it; else the `number`th id that it does allow."""
    wanted = flat(_properties(resource).get("id", Schema()))
    if fits(str(usual), wanted):
        return str(usual)
    # A documented example is one id, and many are wanted.
    free = Schema({key: value for key, value in wanted.items() if key not in {"example", "default"}})
    return example_scalar(free, "id", number)


def _stub(tenant: str, resource: Resource, number: int) -> dict[str, Any]:
    """What is known of the `number`th thing that is there from the start without building it."""
    index = (number - 1) % SEEDS
    named = rules.NAMES.get(resource.label)
    noun = resource.label.rpartition("/")[2]
    name = named[index] if named else f"{noun[:1].upper()}{noun[1:]} {index + 1}"
    key = _id(resource, seed_id(tenant, resource.label, index + 1), index + 1)
    return {"id": key, **dict.fromkeys(_NAME_FIELDS, name)}


def _is_told_by(name: str, values: AbstractSet[str]) -> bool:
    """Whether an id in `values` says anew what `name` says: `company` and `companyName` beside `companyId`."""
    return f"{name.removesuffix('Name')}Id" in values and name not in values
