"""The places in the instances of a schema."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from generation.document import Json

from contract.examples import Examples, NoExampleError
from contract.raw import alternatives, flat, is_object

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


def places(
    examples: Examples, schema: Json, *, through_unions: bool = True, entered: set[str] | None = None
) -> Iterator[Place]:
    """Yield the places in the instances of a schema, itself first.

    Args:
        examples: The smallest instances.
        schema: The schema.
        through_unions: Include the places inside the options of unions.
        entered: The components whose contents were yielded before, of which only the fields follow. It is extended.
    """
    entered = set() if entered is None else entered
    count = 0
    # A flag says whether the place is inside a component that was entered before.
    waiting = deque([(Place(flat(examples.document, schema), _itself), False)])
    while waiting:
        place, known = waiting.popleft()
        count += 1
        if count > MAX_PLACES:
            examples.reduce(flat(examples.document, schema), f"only the first {MAX_PLACES} places are checked")
            return
        yield place
        component: str | None = place.schema["x-component"]
        if component and known:
            continue
        known = known or component in entered
        entered |= {component} if component else set()
        for part in _parts(examples, place, through_unions=through_unions):
            waiting.append((part, known))


def _parts(examples: Examples, place: Place, *, through_unions: bool) -> Iterator[Place]:
    here = place.schema
    if here["x-unions"] and through_unions:
        for options in alternatives(here):
            for n, option in enumerate(options):
                union = Union(tuple(options[:n] + options[n + 1 :]), _itself)
                yield Place(flat(examples.document, option), place.build, (*place.unions, union))
        return
    for part, wrap in _direct_parts(examples, here):
        unions = tuple(Union(union.options, _after(union.build, wrap), False) for union in place.unions)
        yield replace(place, schema=flat(examples.document, part), build=_after(place.build, wrap), unions=unions)


def _direct_parts(examples: Examples, here: Json) -> Iterator[tuple[Json, Build]]:
    properties: Json = here.get("properties", {})
    required, missing = _required(examples, here)
    for name, part in properties.items():
        if missing <= {name}:
            yield part, partial(_with, required, name)
    if is_object(here.get("items")):
        yield here["items"], partial(_repeated, max(1, examples.least_items(here)))
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


def _repeated(count: int, value: Any) -> list[Any]:
    return [value] * count


def _with(rest: Json, name: str, value: Any) -> Json:
    return {**rest, name: value}
