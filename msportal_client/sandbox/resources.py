"""What the paths and schemas of a spec say about its resources: what each operation does, and to what."""

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
# Nouns that mean another thing in every part of an API: the type of a device is not the type of a planner item.
_GENERIC = frozenset({"category", "group", "priority", "status", "template", "type"})
# Ids that are not ours to know.
_FOREIGN = ("correlation", "external", "idempotency", "request", "trace")
# What stands in paths before their nouns.
_PREFIX = re.compile(r"api|public|private|rest|v\d+")


@dataclass(frozen=True, slots=True)
class Envelope:
    """Where an answer keeps what it is about: under `key` (None: the answer is it), and whether that is a list.

    `schema` is that of the thing itself; of one item, for a list.
    """

    key: str | None
    is_list: bool
    schema: Schema


@dataclass(slots=True, eq=False)
class Resource:
    """A kind of thing that has ids.

    Attributes:
        name: The path of its collection; for things that requests refer to but no path holds, their noun.
        noun: What one of them is called in the spec's own camelCase: `company`.
        label: What one of them is called by people, apart from its like in other tags: `planner type`.
        tag: The tag of its first operation.
        nouns: Every word that means one of them: `item`, `plannerItem`.
        schema: The fullest schema of one of them; None where the spec shows none.
        creatable: Whether an operation creates them; what cannot be created is there from the start.
        seeded: Whether there are some from the start.
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
    """What an operation does.

    Attributes:
        operation: The operation.
        action: What it does to `resource`; `read`, `write` and `act` know none, and answer from the schema.
        resource: What it is about.
        owners: The path parameters that name something which must exist, outermost first, and what they name.
        item: The path parameter that names the item itself, for `get`, `update` and `delete`.
        envelope: How its answer is built; None where it has no body.
        defaults: What stands for the body fields that are not sent.
        replaces: Whether what is not sent is gone: a PUT of the whole thing that its path names.
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
        # `PUT /dashboards/{id}/company-urls` is of a part, and leaves the rest of the dashboard as it is.
        is_whole = self.action == "write" or (self.action == "update" and _is_item(self.operation))
        object.__setattr__(self, "replaces", self.operation.method == "PUT" and is_whole)
        object.__setattr__(self, "defaults", defaults(self.operation.body))


@dataclass(slots=True)
class Catalogue:
    """Every route and resource of a spec, and the resources by what requests call them.

    It says what there can be, not what there is: one does for many sandboxes.
    """

    spec: Spec
    routes: tuple[Route, ...]
    resources: list[Resource]
    _by_field: dict[tuple[str, str], tuple[Resource, ...]] = field(
        default_factory=dict[tuple[str, str], tuple[Resource, ...]]
    )

    def of_id_field(self, name: str, schema: Schema, tag: str) -> tuple[Resource, ...]:
        """What the ids in field `name` refer to (any of the answer will do); nothing if it is no reference."""
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
        return self.of_noun(_camel(match[1]), tag, invent=shape.get("format") == "uuid")

    def of_noun(self, noun: str, tag: str, *, invent: bool) -> tuple[Resource, ...]:
        """The resources that `noun` means within `tag`. Where there is none, one is invented if `invent`."""
        known = self._by_field.get((tag, noun)) or self._matches(noun, tag)
        if not known and invent:
            resource = Resource(_label(noun, tag), noun, _label(noun, tag), tag, nouns={noun})
            self.resources.append(resource)
            known = (resource,)
        if known:
            self._by_field[tag, noun] = known
        return known

    def _matches(self, noun: str, tag: str) -> tuple[Resource, ...]:
        """The resources that are called `noun`; else those whose name ends in it, or in whose name it ends."""
        if noun in _GENERIC:
            label = _label(noun, tag)
            return tuple(resource for resource in self.resources if resource.label == label)
        ending = noun[:1].upper() + noun[1:]
        words = re.findall(r"[A-Z]?[^A-Z]+", noun)
        tails = [_camel("".join(words[index:])) for index in range(1, len(words))]
        candidates = [
            [resource for resource in self.resources if noun in resource.nouns],
            # `surveyId` may be that of an `npsSurvey`, ...
            [resource for resource in self.resources if any(known.endswith(ending) for known in resource.nouns)],
            # ... and `authorUserId` that of a `user`.
            *([one for one in self.resources if tail in one.nouns] for tail in tails if tail not in _GENERIC),
        ]
        return next((tuple(found) for found in candidates if found), ())


def envelope_of(schema: Schema | None) -> Envelope | None:
    """How an answer of `schema` holds what it is about."""
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
    """Read the routes and resources of a document; see `read_spec`. A file is read again only when it has changed.

    Raises:
        SpecError: It cannot be read, or cannot be served.
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
    """The routes and resources of `spec`."""
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
    everything = Catalogue(spec, routes, resources)
    referred_to = {id(target) for target in _register_references(spec, everything)}
    for resource in everything.resources:
        resource.seeded = not resource.creatable or id(resource) in referred_to
    return everything


def _segments(path: str) -> list[str]:
    return path.strip("/").split("/")


def _id_parameters(operation: Operation) -> Iterator[tuple[int, str]]:
    """The place and name of each path parameter that is an id; one of a few documented values is none."""
    schemas = {parameter.name: parameter.schema for parameter in operation.parameters if parameter.place == "path"}
    for index, segment in enumerate(_segments(operation.path)):
        match = PATH_PARAMETER.fullmatch(segment)
        if match and index > 0 and "enum" not in flat(schemas.get(match[1], Schema())):
            yield index, match[1]


def _is_item(operation: Operation) -> bool:
    places = [index for index, _ in _id_parameters(operation)]
    return bool(places) and places[-1] == len(_segments(operation.path)) - 1


def _collection_path(operation: Operation, place: int) -> str:
    return "/" + "/".join(_segments(operation.path)[:place])


def _collections(operations: Sequence[Operation]) -> dict[str, Resource]:
    """The resource of each path that holds one. Two paths whose items are of one schema and one word share it."""
    schemas, tags = _schemas_by_collection(operations)
    shared: dict[tuple[int | str, str], Resource] = {}
    made: dict[str, Resource] = {}
    for path in sorted(schemas, key=lambda path: (path.count("{"), path.count("/"))):
        fullest = max(schemas[path], key=_width, default=None)
        *before, last = [segment for segment in _segments(path) if not PATH_PARAMETER.search(segment)]
        key = (id(root_of(fullest)) if fullest is not None else path, last)
        if key not in shared:
            noun = noun_of(last)
            nearby = [_singular(segment) for segment in before[-1:] if not _PREFIX.fullmatch(segment)]
            shared[key] = Resource(path, noun, _label(noun, tags[path]), tags[path])
            shared[key].nouns = {noun, _camel("-".join([*nearby, noun]))}
        resource = made[path] = shared[key]
        if fullest is not None and (resource.schema is None or _width(fullest) > _width(resource.schema)):
            resource.schema = fullest
    _set_labels_apart(made.values())
    return made


def _schemas_by_collection(operations: Sequence[Operation]) -> tuple[dict[str, list[Schema]], dict[str, str]]:
    """What is shown of the items of each path that holds some, and the tag of the path."""
    schemas: dict[str, list[Schema]] = {}
    tags: dict[str, str] = {}
    for operation in operations:
        for place, _ in _id_parameters(operation):
            path = _collection_path(operation, place)
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
    """Whether the path of `operation` holds items: it lists them or creates them."""
    if operation.method == "GET":
        return envelope.is_list
    return operation.method == "POST" and _has_id(envelope) and (known or operation.status == _CREATED)


def _width(schema: Schema) -> int:
    return len(flat(schema)["properties"])


def _has_id(envelope: Envelope) -> bool:
    return "id" in flat(envelope.schema)["properties"]


def _set_labels_apart(resources: Iterable[Resource]) -> None:
    taken: dict[str, Resource] = {}
    for resource in resources:
        if taken.setdefault(resource.label, resource) is not resource:
            # `company user` beside `user`.
            longest = _label(max(resource.nouns, key=len), "")
            resource.label = longest if longest not in taken else resource.name
            taken[resource.label] = resource


def _route(operation: Operation, collections: dict[str, Resource]) -> Route:
    envelope = envelope_of(operation.success)
    ids = [(name, collections[_collection_path(operation, place)]) for place, name in _id_parameters(operation)]
    if _is_item(operation):
        *owners, (item, resource) = ids
        actions: dict[str, Action] = {"GET": "get", "DELETE": "delete"}
        return Route(operation, actions.get(operation.method, "update"), resource, tuple(owners), item, envelope)
    collection = collections.get(operation.path)
    if operation.method == "GET" and collection is not None and envelope and envelope.is_list:
        return Route(operation, "list", collection, tuple(ids), None, envelope)
    # `PUT /dashboards/{id}/company-urls` answers with the dashboard: it updates what the id names.
    if (
        ids
        and envelope
        and _is_about(envelope, ids[-1][1])
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


def _is_about(envelope: Envelope, resource: Resource) -> bool:
    return (
        resource.schema is not None
        and not envelope.is_list
        and _has_id(envelope)
        and root_of(envelope.schema) is root_of(resource.schema)
    )


def _register_references(spec: Spec, known: Catalogue) -> Iterator[Resource]:
    """Make sure that what the spec refers to by id exists; yields what requests refer to."""
    for operation in spec.operations:
        for name, schema in _fields(operation.body, set()):
            yield from known.of_id_field(name, schema, operation.tag)
    for operation in spec.operations:
        fields = [(parameter.name, parameter.schema) for parameter in operation.parameters]
        for name, schema in (*(f for f in fields if f[0] != "id"), *_fields(operation.success, set())):
            known.of_id_field(name, schema, operation.tag)


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
    """One of what `segment` of a path holds, in camelCase: `company` of `companies`."""
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
