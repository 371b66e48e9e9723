"""Derive the resources of a spec, and the action of each operation, from its paths and schemas."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from .rules import defaults
from .spec import PATH_PARAMETER, Operation, Schema, Spec, SpecError, find_spec, flat, read_spec, root_of

__all__ = [
    "Action",
    "Catalogue",
    "Envelope",
    "Resource",
    "Route",
    "catalogue",
    "envelope_of",
    "noun_of",
    "read_catalogue",
]

Action = Literal["list", "create", "get", "update", "delete", "read", "write", "act"]

_CREATED = 201
_ID_FIELD = re.compile(r"(.+?)(?:Id|_id|ID)(s?)")
# Nouns with another meaning in each tag: the type of a device is not the type of a planner item.
_GENERIC = frozenset({"category", "group", "priority", "status", "template", "type"})
# Ids that name nothing within the API.
_FOREIGN = ("correlation", "external", "idempotency", "request", "trace")
# Path segments that are not nouns.
_PREFIX = re.compile(r"api|public|private|rest|v\d+")


@dataclass(frozen=True, slots=True)
class Envelope:
    """The place of the data in a response body.

    Attributes:
        key: The property that holds the data; None if the body itself is the data.
        is_list: Whether the data is a list.
        schema: The schema of the data; for a list, of one item.
    """

    key: str | None
    is_list: bool
    schema: Schema


@dataclass(slots=True, eq=False)
class Resource:
    """A kind of record that has ids.

    Attributes:
        name: The path of its collection; its label, if it has no path and requests only refer to it.
        noun: The singular in camelCase: `company`.
        label: The singular in words, unique among all resources: `planner type`.
        tag: The tag of its first operation.
        nouns: Every name of one record: `item`, `plannerItem`.
        schema: The schema of a record with the most fields; None if the spec has none.
        creatable: Whether an operation creates records.
        seeded: Whether a new sandbox has records.
    """

    name: str
    noun: str
    label: str
    tag: str
    nouns: set[str] = field(default_factory=set[str])
    schema: Schema | None = None
    creatable: bool = False
    seeded: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Route:
    """The action of an operation.

    Attributes:
        operation: The operation.
        action: The action on `resource`. `read`, `write` and `act` have no resource and answer from the schema.
        resource: The resource it acts on.
        owners: The path parameters that name an existing owner, outermost first, and the resources of the owners.
        item: The path parameter that names the record, for `get`, `update` and `delete`.
        envelope: The envelope of its response; None if the response has no body.
        defaults: The values of body fields that are not sent.
        replaces: Whether fields that are not sent lose their value: a PUT of the whole record.
    """

    operation: Operation
    action: Action
    resource: Resource | None
    owners: tuple[tuple[str, Resource], ...]
    item: str | None
    envelope: Envelope | None
    defaults: Mapping[str, Any] = field(init=False)
    replaces: bool = field(init=False)

    def __post_init__(self) -> None:
        # `PUT /dashboards/{id}/company-urls` replaces a part and leaves the rest of the dashboard as it is.
        is_whole = self.action == "write" or (self.action == "update" and _is_item(self.operation))
        object.__setattr__(self, "replaces", self.operation.method == "PUT" and is_whole)
        object.__setattr__(self, "defaults", defaults(self.operation.body))


@dataclass(slots=True)
class Catalogue:
    """The routes and resources of a spec. It holds no records, so several sandboxes can share it."""

    spec: Spec
    routes: tuple[Route, ...]
    resources: list[Resource]
    _by_field: dict[tuple[str, str], tuple[Resource, ...]] = field(
        default_factory=dict[tuple[str, str], tuple[Resource, ...]]
    )

    def find_by_id_field(self, name: str, schema: Schema, tag: str) -> tuple[Resource, ...]:
        """Return the resources that the field `name` may refer to; none if it is not a reference."""
        match = _ID_FIELD.fullmatch(name)
        shape = flat(schema)
        if (
            not match
            or match[1].lower().startswith(_FOREIGN)
            or shape.get("type") not in {"string", "integer", "array"}
        ):
            return ()
        if shape.get("type") == "array":
            shape = flat(shape.get("items", Schema()))
        return self.find_by_noun(_camel(match[1]), tag, invent=shape.get("format") == "uuid")

    def find_by_noun(self, noun: str, tag: str, *, invent: bool) -> tuple[Resource, ...]:
        """Return the resources that `noun` means within `tag`. If there is none and `invent` is set, add one."""
        known = self._by_field.get((tag, noun)) or self._matches(noun, tag)
        if not known and invent:
            resource = Resource(_label(noun, tag), noun, _label(noun, tag), tag, nouns={noun})
            self.resources.append(resource)
            known = (resource,)
        if known:
            self._by_field[tag, noun] = known
        return known

    def find_by_name(self, name: str) -> Resource:
        """Return the resource that a user names: `tickets`, `planner/items`, `planner_item`, `planner type`.

        Raises:
            ValueError: There is none, or several.
        """
        wanted = _plain(name)
        for names_of in (_full_names, _short_names):
            found = [resource for resource in self.resources if wanted in map(_plain, names_of(resource))]
            if len(found) == 1:
                return found[0]
            if found:
                break
        named = sorted(_full_names(resource)[0] for resource in self.resources)
        problem = "names several resources" if found else "is no resource"
        raise ValueError(f"{name!r} {problem} of this sandbox; there are {', '.join(named)}")

    def _matches(self, noun: str, tag: str) -> tuple[Resource, ...]:
        """Return the resources named `noun`, else those that share the end of their name with it."""
        if noun in _GENERIC:
            label = _label(noun, tag)
            return tuple(resource for resource in self.resources if resource.label == label)
        ending = noun[:1].upper() + noun[1:]
        words = re.findall(r"[A-Z]?[^A-Z]+", noun)
        tails = [_camel("".join(words[index:])) for index in range(1, len(words))]
        candidates = [
            [resource for resource in self.resources if noun in resource.nouns],
            # `surveyId` may refer to an `npsSurvey`, ...
            [resource for resource in self.resources if any(known.endswith(ending) for known in resource.nouns)],
            # ... and `authorUserId` to a `user`.
            *(
                [resource for resource in self.resources if tail in resource.nouns]
                for tail in tails
                if tail not in _GENERIC
            ),
        ]
        return next((tuple(found) for found in candidates if found), ())


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _full_names(resource: Resource) -> list[str]:
    """Return the names that tell a resource from the others: its path without what all have in common, and its label."""
    words = [word for word in _segments(resource.name) if not (_PREFIX.fullmatch(word) or PATH_PARAMETER.search(word))]
    return ["/".join(words) or resource.label, resource.label]


def _short_names(resource: Resource) -> list[str]:
    """Return the other names of a resource: the last words of its path, and what one record is called."""
    words = _full_names(resource)[0].split("/")
    return ["/".join(words[index:]) for index in range(1, len(words))] + sorted(resource.nouns)


def envelope_of(schema: Schema | None) -> Envelope | None:
    """Return the envelope of a response of `schema`."""
    if schema is None:
        return None
    shape = flat(schema)
    properties: dict[str, Schema] = shape["properties"]
    if shape.get("type") == "array":
        return Envelope(None, is_list=True, schema=shape.get("items", Schema()))
    arrays = [name for name, value in properties.items() if flat(value).get("type") == "array"]
    key = "data" if "data" in properties else arrays[0] if len(arrays) == 1 and "pagination" in properties else None
    if key is None:
        return Envelope(None, is_list=False, schema=schema)
    inner = flat(properties[key])
    if inner.get("type") == "array":
        return Envelope(key, is_list=True, schema=inner.get("items", Schema()))
    return Envelope(key, is_list=False, schema=properties[key])


def read_catalogue(source: Path | str | Mapping[str, Any] | None) -> Catalogue:
    """Read the routes and resources of a document, as `read_spec` does. Files are cached until they change.

    Raises:
        SpecError: The document cannot be read or served.
    """
    if isinstance(source, Mapping):
        return catalogue(read_spec(source))
    path = Path(source) if source else find_spec()
    try:
        changed = path.stat().st_mtime_ns
    except OSError as error:
        raise SpecError(f"{path} cannot be read: {error}") from error
    return _read_file(path.resolve(), changed)


@lru_cache(maxsize=4)
def _read_file(path: Path, _changed: int) -> Catalogue:
    return catalogue(read_spec(path))


def catalogue(spec: Spec) -> Catalogue:
    """Return the routes and resources of `spec`."""
    collections = _collections(spec.operations)
    routes = tuple(_route(operation, collections) for operation in spec.operations)
    resources = list({id(resource): resource for resource in collections.values()}.values())
    for resource in resources:
        if resource.schema is not None:
            component = spec.names.get(id(root_of(resource.schema)))
            if component:
                resource.nouns.add(component[:1].lower() + component[1:])
    for route in routes:
        if route.action == "create" and route.resource:
            route.resource.creatable = True
    found = Catalogue(spec, routes, resources)
    referred_to = {id(target) for target in _register_references(spec, found)}
    for resource in found.resources:
        resource.seeded = not resource.creatable or id(resource) in referred_to
    return found


def _segments(path: str) -> list[str]:
    return path.strip("/").split("/")


def _id_parameters(operation: Operation) -> Iterator[tuple[int, str]]:
    """Yield the segment index and name of each path parameter that is an id. A parameter with an enum is not."""
    schemas = {parameter.name: parameter.schema for parameter in operation.parameters if parameter.location == "path"}
    for index, segment in enumerate(_segments(operation.path)):
        match = PATH_PARAMETER.fullmatch(segment)
        if match and index > 0 and "enum" not in flat(schemas.get(match[1], Schema())):
            yield index, match[1]


def _is_item(operation: Operation) -> bool:
    indexes = [index for index, _ in _id_parameters(operation)]
    return bool(indexes) and indexes[-1] == len(_segments(operation.path)) - 1


def _collection_path(operation: Operation, index: int) -> str:
    return "/" + "/".join(_segments(operation.path)[:index])


def _collections(operations: Sequence[Operation]) -> dict[str, Resource]:
    """Return the resource of each collection path. Paths with the same item schema and last word share one."""
    schemas, tags = _schemas_by_collection(operations)
    shared: dict[tuple[int | str, str], Resource] = {}
    found: dict[str, Resource] = {}
    for path in sorted(schemas, key=lambda path: (path.count("{"), path.count("/"))):
        largest = max(schemas[path], key=_field_count, default=None)
        words = [segment for segment in _segments(path) if not PATH_PARAMETER.search(segment)]
        # `/{owner}/{repository}` has no word.
        *before, last = words or [tags[path]]
        key = (id(root_of(largest)) if largest is not None else path, last)
        if key not in shared:
            noun = noun_of(last)
            nearby = [_singular(segment) for segment in before[-1:] if not _PREFIX.fullmatch(segment)]
            shared[key] = Resource(path, noun, _label(noun, tags[path]), tags[path])
            shared[key].nouns = {noun, _camel("-".join([*nearby, noun]))}
        resource = found[path] = shared[key]
        if largest is not None and (resource.schema is None or _field_count(largest) > _field_count(resource.schema)):
            resource.schema = largest
    _make_labels_unique(found.values())
    return found


def _schemas_by_collection(operations: Sequence[Operation]) -> tuple[dict[str, list[Schema]], dict[str, str]]:
    """Return the item schemas of each collection path, and the tag of each."""
    schemas: dict[str, list[Schema]] = {}
    tags: dict[str, str] = {}
    for operation in operations:
        for index, _ in _id_parameters(operation):
            path = _collection_path(operation, index)
            schemas.setdefault(path, [])
            tags.setdefault(path, operation.tag)
    for operation in operations:
        envelope = envelope_of(operation.success)
        path = operation.path.rpartition("/")[0] if _is_item(operation) else operation.path
        if envelope and (_is_item(operation) or _holds_items(operation, envelope, known=path in schemas)):
            found = schemas.setdefault(path, [])
            tags.setdefault(path, operation.tag)
            if _has_id(envelope) or not envelope.is_list:
                found.append(envelope.schema)
    return schemas, tags


def _holds_items(operation: Operation, envelope: Envelope, *, known: bool) -> bool:
    """Return whether the path of `operation` is a collection: `operation` lists or creates its items."""
    if operation.method == "GET":
        return envelope.is_list
    return operation.method == "POST" and _has_id(envelope) and (known or operation.status == _CREATED)


def _field_count(schema: Schema) -> int:
    return len(flat(schema)["properties"])


def _has_id(envelope: Envelope) -> bool:
    return "id" in flat(envelope.schema)["properties"]


def _make_labels_unique(resources: Iterable[Resource]) -> None:
    taken: dict[str, Resource] = {}
    for resource in resources:
        if taken.setdefault(resource.label, resource) is not resource:
            # `company user` beside `user`.
            longest = _label(max(resource.nouns, key=len), "")
            resource.label = longest if longest not in taken else resource.name
            taken[resource.label] = resource


def _route(operation: Operation, collections: dict[str, Resource]) -> Route:
    envelope = envelope_of(operation.success)
    ids = [(name, collections[_collection_path(operation, index)]) for index, name in _id_parameters(operation)]
    if _is_item(operation):
        *owners, (item, resource) = ids
        actions: dict[str, Action] = {"GET": "get", "DELETE": "delete"}
        return Route(operation, actions.get(operation.method, "update"), resource, tuple(owners), item, envelope)
    collection = collections.get(operation.path)
    if operation.method == "GET" and collection is not None and envelope and envelope.is_list:
        return Route(operation, "list", collection, tuple(ids), None, envelope)
    # `PUT /dashboards/{id}/company-urls` returns the dashboard, so it updates the dashboard.
    if (
        ids
        and envelope
        and _returns(envelope, ids[-1][1])
        and operation.status != _CREATED
        and operation.method != "GET"
    ):
        *owners, (item, resource) = ids
        return Route(operation, "update", resource, tuple(owners), item, envelope)
    creates = operation.method == "POST" and envelope is not None and not envelope.is_list and _has_id(envelope)
    if creates and collection is not None:
        return Route(operation, "create", collection, tuple(ids), None, envelope)
    action: Action = "read" if operation.method == "GET" else "write" if operation.method in {"PUT", "PATCH"} else "act"
    return Route(operation, action, None, tuple(ids), None, envelope)


def _returns(envelope: Envelope, resource: Resource) -> bool:
    return (
        resource.schema is not None
        and not envelope.is_list
        and _has_id(envelope)
        and root_of(envelope.schema) is root_of(resource.schema)
    )


def _register_references(spec: Spec, known: Catalogue) -> Iterator[Resource]:
    """Add the resources that the spec refers to only by id, and yield those that request bodies refer to."""
    for operation in spec.operations:
        for name, schema in _fields(operation.body, set()):
            yield from known.find_by_id_field(name, schema, operation.tag)
    for operation in spec.operations:
        fields = [(parameter.name, parameter.schema) for parameter in operation.parameters]
        for name, schema in (*(pair for pair in fields if pair[0] != "id"), *_fields(operation.success, set())):
            known.find_by_id_field(name, schema, operation.tag)


def _fields(schema: Schema | None, seen: set[int]) -> Iterator[tuple[str, Schema]]:
    if schema is None or id(shape := flat(schema)) in seen:
        return
    seen.add(id(shape))
    for name, value in shape["properties"].items():
        yield name, value
        yield from _fields(value, seen)
    inner: list[Schema] = [*shape.get("oneOf", []), *shape.get("anyOf", [])]
    if isinstance(shape.get("items"), Schema):
        inner.append(shape["items"])
    for branch in inner:
        yield from _fields(branch, seen)


def noun_of(segment: str) -> str:
    """Return the singular of a path segment in camelCase: `company` for `companies`."""
    return _camel(_singular(segment))


def _singular(word: str) -> str:
    if len(word) <= 3:  # noqa: PLR2004 - "nps", "sms": not plurals
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "uses")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def _camel(text: str) -> str:
    first, *rest = re.split(r"[-_ ]+", text)
    joined = first + "".join(word[:1].upper() + word[1:] for word in rest)
    return joined[:1].lower() + joined[1:]


def _label(noun: str, tag: str) -> str:
    words = re.sub(r"(?<!^)([A-Z])", r" \1", noun).lower()
    return f"{tag.lower()} {words}" if noun in _GENERIC else words
