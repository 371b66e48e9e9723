"""A cache of a user's Planner objects that changes are applied to, and that can be stored. No I/O."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from typing import Any, NamedTuple, TypeVar, cast

from ..._runtime.lenient import Reading, reading
from .etags import is_newer, read_etag
from .kinds import BUCKET, KINDS, MAPS, PLAN, TASK, USER
from .merging import differences, merged

__all__ = ["ALL_TYPES", "Change", "ChangeKind", "Key", "PlannerCache"]

T = TypeVar("T")

_BY_TYPE = {kind.type: kind for kind in KINDS}
# The types that a delta query tells of.
ALL_TYPES = frozenset(_BY_TYPE) - {USER.type}
# The types that go with a task and with a plan, and have its id.
OF_TASK = frozenset(name for name in ALL_TYPES if _BY_TYPE[name].id == TASK.id and name != TASK.type)
OF_PLAN = frozenset(name for name in ALL_TYPES if _BY_TYPE[name].id == PLAN.id and name != PLAN.type)
_FORM = 1
_NAMESPACE = "microsoft.graph."
# What an entry says of itself, beside the properties that changed.
_ABOUT = frozenset({"@odata.type", "@odata.context", "@removed"})


class ChangeKind(StrEnum):
    """The kind of a change."""

    CREATED = "created"
    MODIFIED = "modified"
    DELETED = "deleted"


class Key(NamedTuple):
    """An object.

    Attributes:
        type: Its type, such as `plannerTask`.
        id: Its id.
    """

    type: str
    id: str


@dataclass(frozen=True, slots=True)
class Change:
    """A change of an object.

    Attributes:
        kind: Whether it was created, modified or deleted. Deleted may also mean that the user sees it no more: then
            `reason` is `changed`.
        type: The type of the object, such as `plannerTask`. Types that come later are kept.
        id: The id of the object; empty where an entry of an unknown type has none.
        fields: The properties that changed, by their names in the API. Of maps, the entries that changed; None for those
            that were taken out.
        state: The object after the change, or as it last was where it was deleted, by the names of the API.
        reason: Why it was deleted: `deleted` or `changed`; empty where nothing tells.
    """

    kind: ChangeKind
    type: str
    id: str
    fields: Mapping[str, Any]
    state: Mapping[str, Any]
    reason: str = ""

    @property
    def resource(self) -> Any:
        """`state` as a model, such as `PlannerTask`; as it is for an unknown type."""
        kind = _BY_TYPE.get(self.type)
        return self.state if kind is None else _read(_model(kind.model), self.state)

    def to_dict(self) -> dict[str, Any]:
        """Return the change as JSON."""
        return {
            "kind": self.kind.value,
            "type": self.type,
            "id": self.id,
            "fields": dict(self.fields),
            "state": dict(self.state),
            "reason": self.reason,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Change:
        """Read what `to_dict` wrote."""
        return cls(ChangeKind(data["kind"]), data["type"], data["id"], data["fields"], data["state"], data["reason"])


class PlannerCache:
    """The Planner objects of a user as they are known, and the link to what changes later.

    It is filled and kept up to date by `planner.changes(cache)`. `to_json` stores it at any moment, also between two
    changes: those that were not handed out yet, and the one in work, come again after `from_json`.

    Args:
        types: The types to hold, such as `{"plannerTask", "plannerPlan"}`; by default all that delta queries tell of.
            Filling takes a request for each task and each of the four types that go with it.

    Raises:
        ValueError: A type is none that delta queries tell of.
    """

    def __init__(self, types: Collection[str] = ALL_TYPES) -> None:
        unknown = sorted(set(types) - ALL_TYPES)
        if unknown:
            raise ValueError(f"types: there is no {', '.join(unknown)}; there are {', '.join(sorted(ALL_TYPES))}")
        self.types = frozenset(types)
        # The link to follow next; None before the first, and after one that was too old.
        self.link: str | None = None
        # Whether it holds what the user sees.
        self.filled = False
        # Whether its link is the first one since it was read anew: that one is never too old.
        self.is_fresh = False
        self.pending: deque[Change] = deque()
        self._objects: dict[Key, dict[str, Any]] = {}

    def __repr__(self) -> str:
        return f"<PlannerCache of {len(self._objects)} objects, {len(self.pending)} changes pending>"

    def __len__(self) -> int:
        return len(self._objects)

    def __iter__(self) -> Iterator[Key]:
        return iter(list(self._objects))

    def get(self, key: Key) -> Mapping[str, Any] | None:
        """Return an object by the names of the API; None where there is none."""
        return self._objects.get(key)

    def all(self, model: type[T]) -> dict[str, T]:
        """Return every object of a type by its id: `cache.all(PlannerTask)`.

        Raises:
            ValueError: It is no model of an object that delta queries tell of.
        """
        kind = next((kind for kind in KINDS if kind.model == model.__name__ and kind.type in ALL_TYPES), None)
        if kind is None:
            raise ValueError(f"{model.__name__} is no model of an object that delta queries tell of")
        return {key.id: _read(model, state) for key, state in self._objects.items() if key.type == kind.type}

    def to_json(self) -> str:
        """Return the cache as a text, to store it."""
        return json.dumps(
            {
                "form": _FORM,
                "types": sorted(self.types),
                "link": self.link,
                "filled": self.filled,
                "pending": [change.to_dict() for change in self.pending],
                "objects": [[key.type, key.id, state] for key, state in self._objects.items()],
            }
        )

    @classmethod
    def from_json(cls, text: str) -> PlannerCache:
        """Return the cache that `to_json` wrote.

        Raises:
            ValueError: The text is no cache.
        """
        try:
            data: dict[str, Any] = {"form": None, **json.loads(text)}
            cache = cls(data["types"] if data["form"] == _FORM else {"another version of the cache"})
            cache.link, cache.filled = data["link"], data["filled"]
            cache.pending.extend(map(Change.from_dict, data["pending"]))
            cache._objects = {Key(kind, key): state for kind, key, state in data["objects"]}
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"the text is no stored cache: {error}") from error
        return cache

    # --- what the steps of changes.py do with it ---

    def start(self, link: str, found: Mapping[Key, dict[str, Any]], gone: Collection[Key]) -> None:
        """Take in what was read, after the first request of a delta query gave `link`.

        Differences from what was known before are changes, unless nothing was known.
        """
        was_filled = self.filled
        for key, state in found.items():
            before = self._objects.get(key)
            if before is not None and _is_older(state, before):
                continue
            if not was_filled or before == state:
                self._objects[key] = state
                continue
            self._put(ChangeKind.CREATED if before is None else ChangeKind.MODIFIED, key, state)
        for key in gone:
            self._remove(key, "")
        self.link, self.filled, self.is_fresh = link, True, True

    def unread(self, entries: Sequence[Mapping[str, Any]]) -> list[Key]:
        """Return the objects that have to be read before entries can be applied.

        Those are objects that are neither known nor new; objects with changes in maps, because no page says how an entry
        that was taken out of a map is told; what goes with a new task or plan and is not told; and what is in a plan that
        the user sees no more, but may see by itself.
        """
        known, new, wanted = set(self._objects), set[Key](), dict[Key, None]()
        for entry in entries:
            key = _key(entry)
            if _is_removed(entry):
                gone = set(self._removed_with(entry))
                known -= gone
                wanted = {other: None for other in wanted if other not in gone and other.id != entry.get("id")}
                wanted |= dict.fromkeys(self._to_verify(entry))
            elif key is None or not self._holds(key):
                continue
            elif key in known:
                if MAPS & set(entry) and not _is_older(entry, self._objects.get(key)):
                    wanted[key] = None
            else:
                known.add(key)
                if "createdBy" in entry:
                    new.add(key)
                elif not self._is_part_of(key, new) and key.type in _BY_TYPE:
                    wanted[key] = None
        parts = [Key(part, key.id) for key in new & known for part in sorted(_parts(key.type) & self.types)]
        return [*wanted, *(part for part in parts if part not in known)]

    def apply(self, link: str, entries: Sequence[Mapping[str, Any]], read: Mapping[Key, dict[str, Any] | None]) -> None:
        """Apply the entries of a page, and go on to `link`.

        Args:
            link: The link of the page, to more entries or to later ones.
            entries: The entries, in order.
            read: The objects that `unread` asked for; None for those that are gone.
        """
        for entry in entries:
            if _is_removed(entry):
                unseen = [verified for verified in self._to_verify(entry) if not read.get(verified)]
                for gone in [*self._removed_with(entry), *unseen]:
                    self._remove(gone, str(_object(entry["@removed"]).get("reason") or ""))
                continue
            key = _key(entry)
            if key is None:
                self.pending.append(Change(ChangeKind.MODIFIED, _type(entry), "", _fields(entry), _fields(entry)))
            elif self._holds(key):
                self._apply(key, entry, read)
        for key, state in read.items():
            if state is not None and key not in self._objects:
                self._put(ChangeKind.CREATED, key, state)
        self.link, self.is_fresh = link, False

    def _apply(self, key: Key, entry: Mapping[str, Any], read: Mapping[Key, dict[str, Any] | None]) -> None:
        before, fields = self._objects.get(key), _fields(entry)
        if _is_older(entry, before):
            return  # It is known, from a read or from another page.
        state = read.get(key)
        if state is None or (before is not None and _is_older(state, before)):
            if before is None and key in read:
                return  # It is gone, which another entry tells.
            state = merged(before or {}, fields)
        is_new = before is None and ("createdBy" in entry or self._completes(key))
        self._put(ChangeKind.CREATED if is_new else ChangeKind.MODIFIED, key, state)

    def _put(self, kind: ChangeKind, key: Key, state: dict[str, Any]) -> None:
        # An object that was read can be newer than its entry: its fields are what differs, not what the entry has.
        fields = differences(self._objects.get(key) or {}, state)
        self._objects[key] = state
        self.pending.append(Change(kind, key.type, key.id, fields, state))

    def _remove(self, key: Key, reason: str) -> None:
        state = self._objects.pop(key, None)
        if state is not None:
            self.pending.append(Change(ChangeKind.DELETED, key.type, key.id, {}, state, reason))

    def _holds(self, key: Key) -> bool:
        """Return whether the cache holds objects of a type. Unknown types are kept."""
        return key.type in self.types or key.type not in ALL_TYPES

    def _completes(self, key: Key) -> bool:
        """Return whether an object that was not known goes with one that is, so that it must be new."""
        if key.type == BUCKET.type:
            return PLAN.type in self.types
        return key.type in OF_TASK | OF_PLAN

    def _is_part_of(self, key: Key, new: set[Key]) -> bool:
        return any(key.id == whole.id and key.type in _parts(whole.type) for whole in new)

    def _removed_with(self, entry: Mapping[str, Any]) -> list[Key]:
        """Return what is no longer there after a removal: the object, what goes with it, and what is in a deleted plan."""
        kind, removed = _type(entry), [key for key in self._objects if key.id == entry.get("id")]
        if kind:
            removed = [key for key in removed if key.type == kind or key.type in _parts(kind)]
        if kind == PLAN.type and _object(entry["@removed"]).get("reason") == "deleted":
            inside = {key.id for key in self.containing(str(entry.get("id")))}
            removed += [key for key in self._objects if key.id in inside]
        return removed

    def _to_verify(self, entry: Mapping[str, Any]) -> list[Key]:
        """Return what is in a plan that the user sees no more: some of it may be assigned to the user."""
        if _type(entry) != PLAN.type or _object(entry["@removed"]).get("reason") == "deleted":
            return []
        inside = {key.id for key in self.containing(str(entry.get("id")))}
        return [key for key in self._objects if key.id in inside]

    def containing(self, plan_id: str) -> list[Key]:
        """Return the tasks and buckets of a plan."""
        return [key for key, state in self._objects.items() if state.get("planId") == plan_id]


def _model(name: str) -> Any:
    return getattr(import_module(f"{__package__}.models"), name)


def _read(model: Any, state: Mapping[str, Any]) -> Any:
    """Read an object as a model. A value that breaks its schema stays as it came."""
    token = reading.set(Reading())
    try:
        return model.from_dict(dict(state))
    finally:
        reading.reset(token)


def _parts(kind: str) -> frozenset[str]:
    """Return the types that go with a type, and have its id."""
    return OF_TASK if kind == TASK.type else OF_PLAN if kind == PLAN.type else frozenset()


def _type(entry: Mapping[str, Any]) -> str:
    found: object = entry.get("@odata.type")
    return found.removeprefix("#").removeprefix(_NAMESPACE) if isinstance(found, str) else ""


def _key(entry: Mapping[str, Any]) -> Key | None:
    """Return the object that an entry is about; None where it has no id."""
    found: object = entry.get("id")
    return Key(_type(entry), found) if isinstance(found, str) else None


def _is_removed(entry: Mapping[str, Any]) -> bool:
    return "@removed" in entry


def _fields(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in entry.items() if name not in _ABOUT}


def _is_older(state: Mapping[str, Any], than: Mapping[str, Any] | None) -> bool:
    """Return whether a state is as old as another one, or older, by their etags. Etags that cannot be read do not tell."""
    mine, theirs = state.get("@odata.etag"), (than or {}).get("@odata.etag")
    if not isinstance(mine, str) or not isinstance(theirs, str):
        return False
    one, other = read_etag(mine), read_etag(theirs)
    if one.kind is None or one.kind != other.kind:
        return one.text == other.text
    return not is_newer(mine, theirs)


def _object(value: object) -> dict[str, Any]:
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}
