"""The places in the instances of a schema."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any, NamedTuple

from generation.document import Json

from contract.examples import Examples, NoExampleError
from contract.guard import Stopwatch
from contract.raw import alternatives, is_object

Build = Callable[[Any], Any]

# The most places of one schema. The places nearest to its top come first.
MAX_PLACES = 5_000


@dataclass(frozen=True)
class Union:
    """A union around a place.

    Attributes:
        options: The options that the place is not in.
        build: Builds an instance of the union with a given value in the place.
        value_is_option: Whether that value is the instance: the place is an option, not inside one.
    """

    options: tuple[Json, ...]
    build: Build
    value_is_option: bool = True


@dataclass(frozen=True)
class Place:
    """A place in the instances of a schema.

    Attributes:
        schema: The flat schema of the place.
        build: Builds the smallest instance with a given value in the place.
        unions: The unions around the place, the outer ones first.
    """

    schema: Json
    build: Build
    unions: tuple[Union, ...] = ()

    @property
    def is_root(self) -> bool:
        """True if the instance is the value itself."""
        return self.build is _itself


class _Waiting(NamedTuple):
    """A place whose schema is not resolved yet."""

    schema: Json
    build: Build
    unions: tuple[Union, ...] = ()


def places(
    examples: Examples,
    schema: Json,
    *,
    entered: set[str],
    fields_of_entered: bool = True,
    leave_out: str | None = None,
    watch: Stopwatch | None = None,
) -> Iterator[Place]:
    """Yield the places in the instances of a schema, itself first.

    Args:
        examples: The smallest instances.
        schema: The schema.
        entered: The components whose contents were yielded before. It is extended.
        fields_of_entered: Yield the fields of such a component, but nothing inside them.
        leave_out: `readOnly` or `writeOnly`: the fields with this flag are left out.
        watch: Ends the places when its time is used up.
    """
    # New places come before the fields of components that were entered before.
    new, known = deque([_Waiting(schema, _itself)]), deque[_Waiting]()
    for count in range(MAX_PLACES):
        if not new and not known:
            return
        if watch is not None and watch.expired:
            examples.reduce(examples.flat(schema), f"only the first {count} places are checked: the time is used up")
            return
        is_known = not new
        waiting = (new or known).popleft()
        place = Place(examples.flat(waiting.schema), waiting.build, waiting.unions)
        if leave_out is not None and place.schema.get(leave_out) is True:
            continue
        yield place
        component: str | None = place.schema["x-component"]
        is_entered = component in entered
        if component and (is_known or (is_entered and not fields_of_entered)):
            continue
        entered |= {component} if component else set()
        queue = known if is_known or is_entered else new
        queue.extend(islice(_parts(examples, place), MAX_PLACES - len(queue)))
    examples.reduce(examples.flat(schema), f"only the first {MAX_PLACES} places are checked")


def _parts(examples: Examples, place: Place) -> Iterator[_Waiting]:
    here = place.schema
    for options in alternatives(here):
        for n, option in enumerate(options):
            union = Union(tuple(options[:n] + options[n + 1 :]), _itself)
            yield _Waiting(option, place.build, (*place.unions, union))
    if here["x-unions"]:
        return
    for part, wrap in _direct_parts(examples, here):
        unions = tuple(Union(union.options, _after(union.build, wrap), False) for union in place.unions)
        yield _Waiting(part, _after(place.build, wrap), unions)


def _direct_parts(examples: Examples, here: Json) -> Iterator[tuple[Json, Build]]:
    properties: Json = here.get("properties", {})
    required, missing = _required(examples, here)
    for name, part in properties.items():
        if missing <= {name}:
            yield part, partial(_with, required, name)
    if is_object(here.get("items")):
        yield here["items"], _in_array
    if is_object(here.get("additionalProperties")) and not missing:
        yield here["additionalProperties"], partial(_with, required, "any name")


def _required(examples: Examples, here: Json) -> tuple[Json, set[str]]:
    """Return the smallest required properties, and the names of those that have no instance."""
    required: Json = {}
    missing: set[str] = set()
    for name in here.get("required", []):
        try:
            required[name] = examples.of(here.get("properties", {}).get(name, {"x-at": here["x-at"]}))
        except NoExampleError as error:
            missing.add(name)
            examples.reduce(here, f"it is left out: {error}")
    return required, missing


def _itself(value: Any) -> Any:
    return value


def _after(outer: Build, inner: Build) -> Build:
    return lambda value: outer(inner(value))


def _in_array(value: Any) -> list[Any]:
    # Not minItems, which would multiply in nested arrays.
    return [value]


def _with(rest: Json, name: str, value: Any) -> Json:
    return {**rest, name: value}
