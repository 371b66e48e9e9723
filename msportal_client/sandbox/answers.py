"""Process a valid request: change the records and build the body of the response."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from .examples import timestamp
from .listing import list_page
from .references import references, unknown_reference
from .requests import Inputs
from .resources import Catalogue, Envelope, Resource, Route
from .shaping import Examples, blank, shape
from .spec import PATH_PARAMETER, Schema, flat
from .store import Record, Store
from .validation import Violation

__all__ = ["Call", "UnknownIdError", "UnknownReferencesError"]

# The records that the path goes through, by path parameter.
Owners = Mapping[str, tuple[Resource, Record]]


class UnknownIdError(Exception):
    """An id in the path is not that of a record of the tenant."""

    def __init__(self, resource: Resource) -> None:
        super().__init__(f"There is no such {resource.label}")


class UnknownReferencesError(Exception):
    """Ids in the body are not those of records of the tenant."""

    def __init__(self, violations: list[Violation]) -> None:
        super().__init__("Invalid reference id")
        self.violations = violations


@dataclass(frozen=True, slots=True)
class Call:
    """A valid request, with everything its response depends on.

    Attributes:
        route: The route of the operation.
        inputs: The decoded parameters and body.
        store: The records of the caller's tenant.
        catalogue: The resources of the spec.
        now: The time of the server's clock.
        check_references: Whether ids in the body must exist.
    """

    route: Route
    inputs: Inputs
    store: Store
    catalogue: Catalogue
    now: datetime
    check_references: bool

    @property
    def _tag(self) -> str:
        return self.route.operation.tag

    def answer(self) -> Any:
        """Process the request and return the body of the response, or None if it has no body.

        Raises:
            UnknownIdError: Answered with 404.
            UnknownReferencesError: Answered with 400.
        """
        owners = self._owners()
        resource = self.route.resource
        record = self._existing(resource, self.route.item, owners) if resource and self.route.item else None
        if self.check_references:
            self._check_references()
        match self.route.action:
            case "list" if resource is not None:
                return self._page(resource, owners)
            case "create" if resource is not None:
                return self._one(resource, self._create(resource, owners), owners)
            case "get" if resource is not None and record is not None:
                return self._one(resource, record, owners)
            case "update" if resource is not None and record is not None:
                self.store.update(resource, record, self._written(), self._unset(), timestamp(self.now))
                return self._one(resource, record, owners)
            case "delete" if resource is not None and record is not None:
                del self.store.all(resource)[record.id.lower()]
                return self._one(resource, record, owners)
            case _:
                return self._from_schema(owners)

    def _owners(self) -> dict[str, tuple[Resource, Record]]:
        """Return the records that the path goes through. Each must belong to the one before."""
        found: dict[str, tuple[Resource, Record]] = {}
        for name, resource in self.route.owners:
            found[name] = (resource, self._existing(resource, name, found))
        return found

    def _existing(self, resource: Resource, name: str, owners: Owners) -> Record:
        record = self.store.get(resource, self.inputs.path[name], by=name)
        if record is None or not self._belongs(record, owners):
            raise UnknownIdError(resource)
        return record

    def _belongs(self, record: Record, owners: Owners) -> bool:
        return all(
            owner.id in record.owners or owner.id in _ids_in(record.values, resource)
            for resource, owner in owners.values()
        )

    def _check_references(self) -> None:
        operation = self.route.operation
        if operation.body is None or self.inputs.body is None:
            return
        unknown: list[Violation] = []
        for place, name, schema, key in references(self.inputs.body, operation.body):
            targets = self.catalogue.find_by_id_field(name, schema, self._tag)
            if targets and not any(self.store.get(target, key) for target in targets):
                unknown.append(unknown_reference(place, targets))
        if unknown:
            raise UnknownReferencesError(unknown)

    def _sent(self) -> dict[str, Any]:
        """Return the documented fields of the body. Others are dropped, as zod drops them."""
        body, schema = self.inputs.body, self.route.operation.body
        if not isinstance(body, dict) or schema is None:
            return {}
        documented = flat(schema)["properties"]
        fields = cast("dict[str, Any]", body)
        return {name: value for name, value in fields.items() if name in documented or not documented}

    def _written(self) -> dict[str, Any]:
        """Return the fields to set: the sent ones, and the defaults of the others if the request replaces all."""
        return {**(self.route.defaults if self.route.replaces else {}), **self._sent()}

    def _unset(self) -> AbstractSet[str]:
        """Return the fields to remove first: every field of the body if the request replaces all."""
        schema = self.route.operation.body
        return flat(schema)["properties"].keys() if self.route.replaces and schema is not None else frozenset()

    def _create(self, resource: Resource, owners: Owners) -> Record:
        values = {
            **self._owner_fields(resource.schema, owners),
            **self.route.defaults,
            **self._sent(),
        }
        ids = frozenset(owner.id for _, owner in owners.values())
        return self.store.create(resource, values, ids, timestamp(self.now))

    def _owner_fields(self, schema: Schema | None, owners: Owners) -> dict[str, Any]:
        """Return the fields of `schema` that hold the id of an owner: `surveyId` under `/surveys/{id}`."""
        if schema is None or not owners:
            return {}
        return {
            name: owner.values["id"]
            for name, field in flat(schema)["properties"].items()
            for resource, owner in owners.values()
            if name != "id" and resource in self.catalogue.find_by_id_field(name, field, self._tag)
        }

    def _page(self, resource: Resource, owners: Owners) -> Any:
        envelope = cast("Envelope", self.route.envelope)
        rows = [
            self.store.view(resource, record, envelope.schema, self.now)
            for record in self.store.all(resource).values()
            if self._belongs(record, owners)
        ]
        if not all(isinstance(row, dict) for row in rows):  # for example a list of names
            return self._enveloped(envelope, rows, {})
        page = list_page(rows, self.inputs.query, envelope.schema)
        return self._enveloped(envelope, page.rows, page.pagination)

    def _one(self, resource: Resource, record: Record, owners: Owners) -> Any:
        envelope = self.route.envelope
        if envelope is None:
            return None
        if envelope.is_list:
            return self._from_schema(owners)
        view = self.store.view(resource, record, envelope.schema, self.now)
        return self._enveloped(envelope, view, {})

    def _from_schema(self, owners: Owners) -> Any:
        """Return a response built from the schema: the sent values, and examples for the other fields."""
        operation, envelope = self.route.operation, self.route.envelope
        if envelope is None:
            return None
        given: dict[str, Any] = self.inputs.query | self._owner_fields(envelope.schema, owners) | self._sent()
        if self.route.action in {"read", "write"}:
            kept = self.store.settings(self._full_path())
            for name in self._unset():
                kept.pop(name, None)
            kept.update(self._written())
            given |= kept
        fill = Examples(1, self.store.sampler(self._tag))
        find = self.store.finder(self._tag)
        if envelope.is_list:
            return shape(cast("Schema", operation.success), {}, fill=fill, find=find)
        return self._enveloped(envelope, shape(envelope.schema, given, fill=fill, find=find), {})

    def _full_path(self) -> str:
        return PATH_PARAMETER.sub(lambda match: str(self.inputs.path[match[1]]), self.route.operation.path)

    def _enveloped(self, envelope: Envelope, inner: Any, pagination: Mapping[str, Any]) -> Any:
        if envelope.key is None:
            return inner
        body: dict[str, Any] = {envelope.key: inner}
        wanted = flat(cast("Schema", self.route.operation.success))
        find = self.store.finder(self._tag)
        for name, schema in wanted["properties"].items():
            if name == envelope.key:
                continue
            given = pagination if flat(schema).get("type") == "object" else pagination.get(name)
            if given is not None or name in wanted["required"]:
                body[name] = shape(schema, given, fill=blank, find=find, name=name)
        return body


def _ids_in(values: Mapping[str, Any], resource: Resource) -> set[str]:
    """Return the ids of `resource` in `values`: `companyId`, or `company.id`."""
    found: set[Any] = {values.get(f"{noun}Id") for noun in resource.nouns}
    for noun in resource.nouns:
        inner = values.get(noun)
        if isinstance(inner, dict):
            found.add(cast("dict[str, Any]", inner).get("id"))
    return {str(key) for key in found}
