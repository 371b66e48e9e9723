"""The records of a tenant, by resource."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Any, cast

from . import rules
from .examples import example_scalar, fixed_id, timestamp
from .resources import Catalogue, Resource
from .shaping import Examples, Find, Sample, blank, find_nothing, name_of, shape
from .spec import Schema, flat
from .validation import fits

__all__ = ["SEEDS", "Record", "Store", "seed_id"]

# Records of each seeded resource.
SEEDS = 3

_NAME_FIELDS = ("name", "title", "fullName")
_CREATED = ("createdAt", "createdDate", "created_at")
_UPDATED = ("updatedAt", "updatedDate", "updated_at")


@dataclass(slots=True, eq=False)
class Record:
    """A record of a resource.

    Attributes:
        id: Its id.
        values: Its fields.
        owners: The ids of the records it was created under (`/projects/{id}/tasks`).
        views: The record in the form of each schema that has shown it, by the identity of the schema.
    """

    id: str
    values: dict[str, Any]
    owners: frozenset[str] = frozenset()
    views: dict[int, Any] = field(default_factory=dict[int, Any])


def seed_id(tenant: str, kind: str, number: int) -> str:
    """Return the id of a seeded record.

    Args:
        tenant: The tenant.
        kind: The label of the resource: `company`, `planner type`.
        number: 1, 2 or 3.
    """
    return fixed_id(tenant, kind, number)


class Store:
    """The records of one tenant, by resource and in the order of their creation."""

    def __init__(self, tenant: str, catalogue: Catalogue, rows: Mapping[str, int]) -> None:
        self._tenant = tenant
        # By label.
        self._rows = rows
        self._catalogue = catalogue
        self._records: dict[int, dict[str, Record]] = {}
        self._settings: dict[str, dict[str, Any]] = {}

    def all(self, resource: Resource) -> dict[str, Record]:
        """Return the records of `resource` by id in lower case."""
        known = self._records.get(id(resource))
        if known is None:
            seeds = self._seeds(resource)
            # setdefault is atomic: the thread that serves and the one that owns the sandbox may both be the first here.
            known = self._records.setdefault(id(resource), {record.id.lower(): record for record in seeds})
        return known

    def get(self, resource: Resource, key: object, *, by: str = "id") -> Record | None:
        """Return the record with the id `key`, or whose field `by` is `key`, for paths such as `/guides/{slug}`."""
        records = self.all(resource)
        found = records.get(str(key).lower())
        if found is None and by != "id":
            found = next((record for record in records.values() if record.values.get(by) == key), None)
        return found

    def settings(self, path: str) -> dict[str, Any]:
        """Return the values written to a path that holds a single object without an id."""
        return self._settings.setdefault(path, {})

    def create(self, resource: Resource, values: Mapping[str, Any], owners: frozenset[str], now: str) -> Record:
        """Add a record with `values`, an id, timestamps and computed fields."""
        known: dict[str, Any] = {**dict.fromkeys((*_CREATED, *_UPDATED), now), "id": self._new_id(resource)}
        given = {name: value for name, value in values.items() if name != "id"}
        record = Record(id=str(known["id"]), values={}, owners=owners)
        self._complete(resource, record, known, given)
        self.all(resource)[record.id.lower()] = record
        return record

    def add(self, resource: Resource, values: Mapping[str, Any]) -> Record:
        """Add a record with `values`, and examples for every other field.

        Raises:
            ValueError: A value does not fit its field, or there is no such field, or the id is taken.
        """
        given = {_field_name(resource, name): _plain(value) for name, value in values.items()}
        for name, value in given.items():
            if not fits(value, _properties(resource).get(name, Schema())):
                raise ValueError(f"{name} of a {resource.label} cannot be {value!r}")
        taken = self.all(resource)
        key = given.get("id") or self._new_id(resource)
        if str(key).lower() in taken:
            raise ValueError(f"there is a {resource.label} with the id {key}")
        number = len(taken) + 1
        # The names by the number of the record are only for those that have none.
        known = {**_names(resource, number), **given, "id": key}
        record = Record(id=str(key), values=known, owners=self._owners(resource))
        if resource.schema is not None:
            known = {name: value for name, value in known.items() if name in _properties(resource)}
            # Every third example has nulls.
            fill = Examples(number + (number % 3 == 0), self.sampler(resource.tag))
            record.values = {**known, **shape(resource.schema, known, fill=fill, find=self.finder(resource.tag))}
            record.values |= _computed(resource, record.values, given)
        taken[record.id.lower()] = record
        return record

    def update(
        self, resource: Resource, record: Record, values: Mapping[str, Any], unset: AbstractSet[str], now: str
    ) -> None:
        """Set `values` on a record and remove the other fields in `unset`.

        Fields that follow from them (names of references, computed fields) change too.
        """
        touched = unset | values.keys()
        known = {
            name: value
            for name, value in record.values.items()
            if name == "id" or (name not in unset and not _is_derived_from(name, touched))
        }
        given = {name: value for name, value in values.items() if name != "id"}
        self._complete(resource, record, known | dict.fromkeys(_UPDATED, now), given)

    def view(self, resource: Resource, record: Record, schema: Schema, now: datetime) -> Any:
        """Return `record` in the form of `schema`."""
        view = record.views.get(id(schema))
        if view is None:
            view = shape(schema, record.values, fill=blank, find=self.finder(resource.tag))
            record.views[id(schema)] = view
        if isinstance(view, dict) and not rules.COMPUTED_ON_READ.isdisjoint(cast("dict[str, Any]", view)):
            cached = cast("dict[str, Any]", view)
            computed = rules.computed_on_read(record.values, now)
            return cached | {name: value for name, value in computed.items() if name in cached}
        return cast("Any", view)

    def finder(self, tag: str) -> Find:
        """Return a `Find` for fields of operations of `tag`."""

        def find(name: str, schema: Schema, key: Any) -> dict[str, Any] | None:
            for resource in self._catalogue.find_by_id_field(name, schema, tag):
                record = self.get(resource, key)
                if record is not None:
                    return record.values
            return None

        return find

    def sampler(self, tag: str) -> Sample:
        """Return a `Sample` for fields of operations of `tag`. It returns seeded records."""

        def sample(name: str, wanted: Schema, number: int) -> dict[str, Any] | None:
            if wanted.get("type") == "object" and "id" in wanted["properties"]:
                targets = self._catalogue.find_by_noun(name, tag, invent=False)
            elif name.endswith("Name") and name not in _NAME_FIELDS:
                targets = self._catalogue.find_by_noun(name.removesuffix("Name"), tag, invent=False)
            elif wanted.get("type") != "array":
                targets = self._catalogue.find_by_id_field(name, wanted, tag)
            else:
                return None
            return next((self._stub(target, number) for target in targets if self._count(target)), None)

        return sample

    def references(self) -> dict[str, list[dict[str, Any]]]:
        """Return the id and name of every record, by the name of its resource."""
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
        """Set the values of `record`. Values in `given` take precedence over computed ones."""
        record.values = {**known, **rules.computed_on_write({**known, **given}), **given}
        record.views.clear()
        if resource.schema is not None:
            view = shape(resource.schema, record.values, fill=blank, find=self.finder(resource.tag))
            record.views[id(resource.schema)] = view
            record.values |= view

    def _seeds(self, resource: Resource) -> Iterator[Record]:
        for number in range(1, self._count(resource) + 1):
            values = self._stub(resource, number)
            if resource.schema is not None:
                known = {name: value for name, value in values.items() if name in _properties(resource)}
                fill = Examples(number, self.sampler(resource.tag))
                values |= shape(resource.schema, known, fill=fill, find=find_nothing)
                values |= _computed(resource, values, {})
            yield Record(id=str(values["id"]), values=values, owners=self._owners(resource))

    def _count(self, resource: Resource) -> int:
        """Return how many records of a resource a new sandbox has."""
        return self._rows.get(resource.label, SEEDS if resource.seeded else 0)

    def _owners(self, resource: Resource) -> frozenset[str]:
        """Return the ids of the records that those of a new sandbox are under."""
        return frozenset(
            str(self._stub(owner, 1)["id"])
            for route in self._catalogue.routes
            if route.resource is resource
            for _, owner in route.owners
        )

    def _stub(self, resource: Resource, number: int) -> dict[str, Any]:
        """Return the id and name of a seeded record without creating it; after the last one comes the first."""
        index = (number - 1) % (self._count(resource) or SEEDS)
        label = rules.VIEWS.get(resource.label, resource.label)
        key = _id(resource, seed_id(self._tenant, label, index + 1), index + 1)
        return {"id": key, **_names(resource, index + 1)}


def _properties(resource: Resource) -> dict[str, Schema]:
    properties: dict[str, Schema] = flat(resource.schema)["properties"] if resource.schema is not None else {}
    return properties


def _id(resource: Resource, preferred: object, number: int) -> Any:
    """Return `preferred` if the schema allows it as an id, else the `number`th id that it allows."""
    wanted = flat(_properties(resource).get("id", Schema()))
    if fits(str(preferred), wanted):
        return str(preferred)
    # Without the documented example, which would be the same id each time.
    free = Schema({key: value for key, value in wanted.items() if key not in {"example", "default"}})
    return example_scalar(free, "id", number)


def _names(resource: Resource, number: int) -> dict[str, str]:
    """Return the name of the record with a number, in every field that may hold one."""
    label = rules.VIEWS.get(resource.label, resource.label)
    named = rules.NAMES.get(label, ())
    noun = label.rpartition("/")[2]
    name = named[number - 1] if number <= len(named) else f"{noun[:1].upper()}{noun[1:]} {number}"
    return dict.fromkeys(_NAME_FIELDS, name)


def _computed(resource: Resource, values: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a record that follow from others, except those that are given."""
    fields = _properties(resource).keys() - given.keys()
    return {name: value for name, value in rules.computed_on_write(values).items() if name in fields}


def _field_name(resource: Resource, name: str) -> str:
    """Return the field of a resource that a name in any spelling means: `dueDate` for `due_date`."""
    # What requests only refer to has an id and a name.
    fields = _properties(resource) or {"id": Schema(), "name": Schema()}
    if name in fields:
        return name
    plain = name.replace("_", "").lower()
    found = [field for field in fields if field.replace("_", "").lower() == plain]
    if len(found) != 1:
        raise ValueError(f"a {resource.label} has no field {name}; it has {', '.join(fields)}")
    return found[0]


def _plain(value: Any) -> Any:
    """Return a value as JSON has it."""
    if isinstance(value, Enum):
        return _plain(value.value)
    if isinstance(value, datetime):
        return timestamp(value)
    if isinstance(value, (date, uuid.UUID)):
        return str(value)
    if isinstance(value, Mapping):
        return {str(name): _plain(item) for name, item in cast("Mapping[object, Any]", value).items()}
    return [_plain(item) for item in cast("list[Any]", value)] if isinstance(value, (list, tuple)) else value


def _is_derived_from(name: str, changed: AbstractSet[str]) -> bool:
    """Return whether the field `name` follows from a changed id: `company` and `companyName` from `companyId`."""
    return f"{name.removesuffix('Name')}Id" in changed and name not in changed
