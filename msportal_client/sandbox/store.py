"""The state: what each tenant has of each resource."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from . import rules
from .examples import fixed_id
from .resources import Catalogue, Resource
from .shaping import Find, Sample, blank, examples, name_of, shape
from .spec import Schema, flat

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
    """What each tenant has of each resource, in the order of its creation."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._records: dict[tuple[str, int], dict[str, Record]] = {}
        self._settings: dict[tuple[str, str], dict[str, Any]] = {}

    def all(self, tenant: str, resource: Resource) -> dict[str, Record]:
        """Every record of `resource`, by its id in lower case."""
        known = self._records.get((tenant, id(resource)))
        if known is None:
            known = self._records[tenant, id(resource)] = {}
            if resource.seeded:
                known.update((record.id.lower(), record) for record in self._seeds(tenant, resource))
        return known

    def get(self, tenant: str, resource: Resource, key: object, *, by: str = "id") -> Record | None:
        """The record with id `key`; or that whose field `by` is `key`, for paths that go by another field (`{slug}`)."""
        records = self.all(tenant, resource)
        found = records.get(str(key).lower())
        if found is None and by != "id":
            found = next((record for record in records.values() if record.values.get(by) == key), None)
        return found

    def settings(self, tenant: str, path: str) -> dict[str, Any]:
        """What was written to a path that holds one thing without an id."""
        return self._settings.setdefault((tenant, path), {})

    def create(
        self, tenant: str, resource: Resource, values: Mapping[str, Any], tag: str, owners: frozenset[str], now: str
    ) -> Record:
        """Add a thing with `values`; its id, timestamps and computed fields are added to them."""
        known = dict.fromkeys((*_CREATED, *_UPDATED), now)
        if _is_numbered(resource):
            known["id"] = 1 + max((int(key) for key in self.all(tenant, resource)), default=0)
        given = {name: value for name, value in values.items() if name != "id"}
        made = self._completed(tenant, resource, known, given, tag)
        record = Record(id=str(made.get("id") or uuid.uuid4()), values=made, owners=owners)
        self.all(tenant, resource)[record.id.lower()] = record
        return record

    def update(
        self, tenant: str, resource: Resource, record: Record, values: Mapping[str, Any], tag: str, now: str
    ) -> None:
        """Set `values` on a thing; what follows from them (names of what ids refer to, computed fields) does too."""
        known = {name: value for name, value in record.values.items() if not _is_told_by(name, values)}
        given = {name: value for name, value in values.items() if name != "id"}
        record.values = self._completed(tenant, resource, known | dict.fromkeys(_UPDATED, now), given, tag)
        record.seen_as.clear()

    def seen(self, tenant: str, record: Record, schema: Schema, tag: str, now: datetime) -> Any:
        """A thing as `schema` wants it."""
        made = record.seen_as.get(id(schema))
        if made is None:
            made = shape(schema, record.values, fill=blank, find=self.finder(tenant, tag))
            record.seen_as[id(schema)] = made
        if not isinstance(made, dict):
            return made
        live = rules.at_sight(record.values, now)
        return {**made, **{name: value for name, value in live.items() if name in made}}

    def finder(self, tenant: str, tag: str) -> Find:
        """Says what an id in a field refers to, in this tenant."""

        def find(name: str, schema: Schema, key: Any) -> dict[str, Any] | None:
            for resource in self._catalogue.of_id_field(name, schema, tag):
                record = self.get(tenant, resource, key)
                if record is not None:
                    return {"id": record.id, **record.values}
            return None

        return find

    def sampler(self, tenant: str, tag: str) -> Sample:
        """Says what a field of an example refers to, in this tenant: one of what is there from the start."""

        def sample(name: str, wanted: Schema, number: int) -> dict[str, Any] | None:
            if wanted.get("type") == "object" and "id" in wanted["properties"]:
                targets = self._catalogue.of_noun(name, tag, invent=False)
            elif name.endswith("Name") and name not in _NAME_FIELDS:
                targets = self._catalogue.of_noun(name.removesuffix("Name"), tag, invent=False)
            elif wanted.get("type") != "array":
                targets = self._catalogue.of_id_field(name, wanted, tag)
            else:
                return None
            return next((_stub(tenant, target, number) for target in targets if target.seeded), None)

        return sample

    def references(self, tenant: str) -> dict[str, list[dict[str, Any]]]:
        """The id and name of every thing, by the path or noun of its resource."""
        return {
            resource.name: [
                {"id": record.id, "name": name_of(record.values)} for record in self.all(tenant, resource).values()
            ]
            for resource in self._catalogue.resources
        }

    def _completed(
        self, tenant: str, resource: Resource, known: dict[str, Any], given: Mapping[str, Any], tag: str
    ) -> dict[str, Any]:
        known = {**known, **rules.at_rest({**known, **given}), **given}
        if resource.schema is None:
            return known
        return {**known, **shape(resource.schema, known, fill=blank, find=self.finder(tenant, tag))}

    def _seeds(self, tenant: str, resource: Resource) -> Iterator[Record]:
        routes = [route for route in self._catalogue.routes if route.resource is resource]
        tag = routes[0].operation.tag if routes else ""
        owners = {str(_stub(tenant, owner, 1)["id"]) for route in routes for _, owner in route.owners}
        for number in range(1, SEEDS + 1):
            values = _stub(tenant, resource, number)
            if resource.schema is not None:
                known = {name: value for name, value in values.items() if name in _properties(resource)}
                fill = examples(number, self.sampler(tenant, tag))
                values |= shape(resource.schema, known, fill=fill, find=self.finder(tenant, tag))
            yield Record(id=str(values["id"]), values=values, owners=frozenset(owners))


def _properties(resource: Resource) -> dict[str, Schema]:
    return flat(resource.schema)["properties"] if resource.schema is not None else {}


def _is_numbered(resource: Resource) -> bool:
    return flat(_properties(resource).get("id", Schema())).get("type") in {"integer", "number"}


def _stub(tenant: str, resource: Resource, number: int) -> dict[str, Any]:
    """What is known of the `number`th thing that is there from the start without building it."""
    index = (number - 1) % SEEDS
    named = rules.NAMES.get(resource.label)
    noun = resource.label.rpartition("/")[2]
    name = named[index] if named else f"{noun[:1].upper()}{noun[1:]} {index + 1}"
    key = index + 1 if _is_numbered(resource) else seed_id(tenant, resource.label, index + 1)
    return {"id": key, **dict.fromkeys(_NAME_FIELDS, name)}


def _is_told_by(name: str, values: Mapping[str, Any]) -> bool:
    """Whether an id in `values` says anew what `name` says: `company` and `companyName` beside `companyId`."""
    return f"{name.removesuffix('Name')}Id" in values and name not in values
