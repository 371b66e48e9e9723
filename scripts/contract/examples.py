"""The smallest instances of the schemas of a document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generation.document import Json, is_array

from contract import patterns
from contract.numbers import example_number
from contract.raw import alternatives, flat, is_object

# The largest generated instances. A schema that asks for more is used with these.
MAX_VALUES = 3_000
MAX_ITEMS = 100
MAX_CHARACTERS = 10_000

_TEXTS = {
    "uuid": "3fa85f64-5717-4562-b3fc-2c963f66afa6",
    "date-time": "2026-01-31T09:30:00.000Z",
    "date": "2026-01-31",
    "time": "09:30:00Z",
    "duration": "P1D",
    "email": "person@example.com",
    "uri": "https://example.com/",
    "hostname": "example.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "byte": "aGVsbG8=",
}


class NoExampleError(Exception):
    """A schema has no instance, or only ones that are too large."""


class Examples:
    """The smallest instances of schemas: only required fields, null where allowed. Components are computed once.

    Attributes:
        document: The document.
        reductions: The reasons why an instance breaks its schema, each with the JSON pointer of the schema.
        converted: The options of unions as JSON Schema, by their text.
    """

    def __init__(self, document: Json) -> None:
        self.document = document
        self.reductions: dict[str, None] = {}
        self.converted: dict[str, Json] = {}
        self._flat: dict[str, Json] = {}
        self._known: dict[str, tuple[Any, int]] = {}
        self._open: set[str] = set()

    @property
    def components(self) -> Json:
        """The schemas of the document by name."""
        schemas: Json = self.document.get("components", {}).get("schemas", {})
        return schemas

    def flat(self, schema: Json) -> Json:
        """Return a schema as `raw.flat` does."""
        return flat(self.document, schema, self._flat)

    def of(self, schema: Json) -> Any:
        """Return the smallest instance of a schema.

        Raises:
            NoExampleError: There is none, or it has more than MAX_VALUES values.
        """
        return self._sized(schema)[0]

    def reduce(self, schema: Json, reason: str) -> None:
        """Note that instances of a schema are smaller or simpler than it asks for."""
        self.reductions[f"#{schema['x-at']}: {reason}"] = None

    def _sized(self, schema: Json) -> tuple[Any, int]:
        """Return an instance and the number of values in it."""
        here = self.flat(schema)
        component: str = here["x-component"] or ""
        key = f"{component}{'?' if here['nullable'] else ''}"
        if key in self._known:
            return self._known[key]
        if here["nullable"] and not here.get("enum"):
            return None, 1
        if component in self._open:
            raise NoExampleError(f"#{here['x-at']} contains itself in every instance")
        self._open |= {component} if component else set()
        try:
            value, size = self._of_flat(here)
        finally:
            self._open -= {component}
        if size > MAX_VALUES:
            raise NoExampleError(f"#{here['x-at']}: the smallest instance has more than {MAX_VALUES} values")
        if component and component == schema.get("$ref"):
            self._known[key] = value, size
        return value, size

    def _of_flat(self, here: Json) -> tuple[Any, int]:
        if "const" in here or here.get("enum"):
            return here["const"] if "const" in here else here["enum"][0], 1
        if here["x-unions"]:
            return self._first(alternatives(here)[0])
        kind = type_of(here)
        if kind == "array":
            return self._array(here)
        if kind == "object":
            return self._object(here)
        return self._scalar(here, kind), 1

    def _scalar(self, here: Json, kind: str | None) -> Any:
        match kind:
            case "string":
                return self.text(here)
            case "number" | "integer":
                return self._number(here)
            case "boolean":
                return True
            case "null":
                return None
            case _:  # anything
                return {}

    def _first(self, options: list[Json]) -> tuple[Any, int]:
        """Return an instance of the first option that has one."""
        reasons: list[str] = []
        for option in options:
            try:
                return self._sized(option)
            except NoExampleError as error:
                reasons.append(str(error))
        raise NoExampleError(reasons[0] if reasons else "a union has no options")

    def _object(self, here: Json) -> tuple[Any, int]:
        properties: Json = here.get("properties", {})
        parts = {name: self._sized(properties.get(name, {"x-at": here["x-at"]})) for name in here.get("required", [])}
        return {name: value for name, (value, _) in parts.items()}, 1 + sum(size for _, size in parts.values())

    def _array(self, here: Json) -> tuple[Any, int]:
        count = self.least_items(here)
        if count == 0:
            return [], 1
        items = here.get("items")
        value, size = self._sized(items if is_object(items) else {"x-at": here["x-at"]})
        if count * size > MAX_VALUES // 2:
            self.reduce(here, "arrays have one item, not minItems: the items are large")
            count = 1
        return [value] * count, 1 + count * size

    def least_items(self, here: Json) -> int:
        """Return `minItems`, or MAX_ITEMS if that is less."""
        least = int(here.get("minItems", 0))
        if least > MAX_ITEMS:
            self.reduce(here, f"arrays have {MAX_ITEMS} items, not minItems {least}")
        return min(least, MAX_ITEMS)

    def least_characters(self, here: Json) -> int:
        """Return `minLength`, or MAX_CHARACTERS if that is less."""
        least = int(here.get("minLength", 0))
        if least > MAX_CHARACTERS:
            self.reduce(here, f"strings have {MAX_CHARACTERS} characters, not minLength {least}")
        return min(least, MAX_CHARACTERS)

    def text(self, here: Json) -> str:
        """Return a short text that a string schema allows."""
        return next(self.texts(here))

    def texts(self, here: Json) -> Iterator[str]:
        """Yield texts of the schema's pattern or format; if there is neither, one of the smallest length."""
        least, most = self.least_characters(here), here.get("maxLength")
        known = _TEXTS.get(here.get("format", ""))
        if "pattern" in here and not (known and _fits(known, here)):
            found = patterns.matching(str(here["pattern"]), least, None if most is None else int(most))
            yield from found
            if found:
                return
            self.reduce(here, f"the pattern {here['pattern']!r} is ignored: no matching text is known")
        yield known if known is not None else "x" * max(least, 1 if most is None else min(1, int(most)))

    def _number(self, here: Json) -> float:
        number = example_number(here)
        if number is None:
            self.reduce(here, "no number is within the bounds")
        return 1 if number is None else number


def type_of(here: Json) -> str | None:
    """Return the type of a flat schema, the first one if there are several, None if it allows any."""
    kind = here.get("type")
    if is_array(kind):
        return str(kind[0])
    if kind is None and here.keys() & {"properties", "required"}:
        return "object"
    return "array" if kind is None and "items" in here else kind


def _fits(text: str, schema: Json) -> bool:
    regex = patterns.compiled(str(schema["pattern"]))
    return regex is None or regex.search(text) is not None
