"""Rules for allOf, oneOf and anyOf: each schema is one schema, a union of others, or a reference."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from typing import Any

from .document import Json
from .traversal import (
    ANNOTATIONS,
    component,
    each_schema,
    each_subschema,
    options_of,
    report,
    schema_holders,
    without,
)

STRUCTURE = {
    "$ref", "type", "properties", "required", "items", "enum", "oneOf", "anyOf", "additionalProperties", "x-constant",
}  # fmt: skip
# Members of a schema that say neither which values it has nor are part of its documentation.
_NOTES = {"x-pointer", "x-tags", "x-subtypes"}
_LEAST = {"minLength", "minItems", "minProperties", "minimum", "exclusiveMinimum"}
_MOST = {"maxLength", "maxItems", "maxProperties", "maximum", "exclusiveMaximum"}
# The most options that unions in one allOf are multiplied to.
_MOST_OPTIONS = 200


def distribute_fields(document: Json) -> Json:
    """Write a union beside other members, or beside another union, as a part of `allOf`.

    Options that only require fields are left out: no class differs by them.
    """

    def change(schema: Json) -> Json:
        about = {key: value for key, value in schema.items() if key in ANNOTATIONS | _NOTES | {"x-at"}}
        fields = without(schema, *about, "oneOf", "anyOf", "allOf")
        if "$ref" in fields:
            fields = without(fields, "type")
        unions = [{key: schema[key]} for key in ("oneOf", "anyOf") if schema.get(key)]
        if fields or len(unions) > 1 or "allOf" in schema:
            unions = [union for union in unions if any(map(_is_substantial, options_of(union)))]
        parts = [fields] if fields else []
        if "$ref" in fields and fields.keys() & STRUCTURE != {"$ref"}:
            parts = [{"$ref": fields["$ref"]}, without(fields, "$ref")]
        parts = [*schema.get("allOf", []), *parts, *unions]
        if len(parts) > 1 or "allOf" in schema:
            return {**about, "x-at": schema.get("x-at", ""), "allOf": parts}
        return {**about, **(parts[0] if parts else {})}

    return each_schema(document, change)


def _is_substantial(option: Json) -> bool:
    """Return whether an option says more than which fields are required."""
    says_more = option.keys() - {"type", "required", "x-at", "x-tags", *ANNOTATIONS}
    return bool(says_more) or option.get("type", "object") != "object"


class _ContradictionError(Exception):
    """No value can be described by all parts of an `allOf`, or no class can."""


_TOO_MANY = f"allOf combines unions with more than {_MOST_OPTIONS} forms: name the forms in components"
_CYCLE = "allOf leads back to itself: a schema cannot be a part of itself"
_CONTRADICTION = "allOf combines schemas that cannot be one object: use oneOf, or make every part an object"


def merge_all_of(document: Json) -> Json:
    """Replace each `allOf` by the one schema that it is equivalent to.

    openapi-python-client drops an enum combined with a description, and the fields of an object would be in several
    places.
    """
    merging = _Merging(document)
    components: Json = document["components"]["schemas"]
    merged = {name: merging.component(name) for name in components}
    for holder in schema_holders(document):
        holder["schema"] = merging.schema(holder["schema"])
    components.update(merged)
    return document


class _Merging:
    """The merged components of a document. The components as received stay as they are."""

    def __init__(self, document: Json) -> None:
        self._document = document
        self._components: Json = document["components"]["schemas"]
        self._merged: dict[str, Json] = {}
        subtypes = [option for schema in self._components.values() for option in schema.get("x-subtypes", [])]
        self._subtypes = {component(option) for option in subtypes}
        # The components that are being merged, each a part of the one before.
        self._under_way: list[str] = []
        # The parts that are being put together.
        self._together_now: set[str] = set()
        # The results that hold for the components under way only: problems, and unions that were left out.
        self._exceptions = 0

    def component(self, name: str) -> Json:
        """Return a merged component.

        Raises:
            _ContradictionError: It is a part of itself.
        """
        schema = self._components[name]
        is_base = {component(option) for option in _union_parts(schema)} & {*self._under_way}
        if name in self._merged and not is_base:
            return self._merged[name]
        if is_base:
            # A base class that lists its subclasses: as a part of one of them, it has its fields only.
            schema = _without_unions(schema)
            self._exceptions += 1
        if self._under_way.count(name) > bool(is_base):
            raise _ContradictionError(_CYCLE)
        before = self._exceptions
        self._under_way.append(name)
        merged = self.schema(schema)
        if "$ref" in merged and (
            name in self._subtypes or sum(bool(STRUCTURE & part.keys()) for part in schema.get("allOf", [])) > 1
        ):
            merged = self._own_class(merged)
        self._under_way.pop()
        if not self._under_way or (before == self._exceptions and not is_base):
            self._merged[name] = merged
        return merged

    def _own_class(self, reference: Json) -> Json:
        """Return a class of its own for a component that has no more fields than another one."""
        try:
            about = {key: value for key, value in reference.items() if key in ANNOTATIONS | _NOTES}
            return {**self._content(reference), **about}
        except _ContradictionError:
            return reference

    def schema(self, schema: Json) -> Json:
        """Return a schema with every `allOf` in it merged."""
        return each_subschema(schema, self._one)

    def _one(self, schema: Json) -> Json:
        own = without(schema, "allOf", "x-at")
        if "allOf" not in schema:
            return own
        try:
            return self._together([*schema["allOf"], own])
        except _ContradictionError as error:
            self._exceptions += 1
            report(self._document, schema.get("x-at", ""), str(error))
            return {key: value for key, value in own.items() if key not in STRUCTURE}

    def _together(self, parts: list[Json]) -> Json:
        """Return one schema for all parts, which are merged themselves."""
        structured = [part for part in parts if STRUCTURE & part.keys()]
        about = {
            key: value
            for part in parts
            if "$ref" not in part or part is parts[-1]
            for key, value in part.items()
            if key in ANNOTATIONS | _NOTES
        }
        limits: Json = {}
        for part in parts:
            limits = narrowed(limits, without(part, *STRUCTURE, *ANNOTATIONS, *_NOTES))
        distinct = [part for n, part in enumerate(structured) if _plain(part) not in map(_plain, structured[:n])]
        if len(distinct) <= 1:
            return {**(_plain(distinct[0]) if distinct else {}), **limits, **about}
        key = repr(sorted(repr(sorted(_plain(part).items())) for part in distinct))
        if key in self._together_now:
            # Two schemas that contain themselves have no end together: inside, the last one counts.
            return {**_plain(distinct[-1]), **limits, **about}
        self._together_now.add(key)
        try:
            return {**self._together_as_one(distinct, limits), **about}
        finally:
            self._together_now.remove(key)

    def _together_as_one(self, distinct: list[Json], limits: Json) -> Json:
        contents = [self._content(part) for part in distinct]
        for n, content in enumerate(contents):
            if options_of(content):
                return self._distributed(content, [*distinct[:n], *distinct[n + 1 :], limits])
        try:
            together = narrowed(reduce(self._both, contents), limits)
        except _ContradictionError:
            # A type that contradicts all the rest is a mistake.
            typed = [part for part in distinct if _plain(part).keys() - {"type"}]
            if not 0 < len(typed) < len(distinct):
                raise
            return self._together([*typed, limits])
        for part, content in zip(distinct, contents, strict=True):
            if "$ref" in part and _is_same(content, together):
                return {"$ref": part["$ref"]}
        return together

    def _content(self, part: Json) -> Json:
        """Return a part with its references resolved."""
        seen: set[str] = set()
        content = part
        while (name := component(content)) is not None:
            if name in seen:
                raise _ContradictionError(_CYCLE)
            seen.add(name)
            content = narrowed(_plain(self.component(name)), _plain(without(content, "$ref")))
        return content

    def _distributed(self, union: Json, others: list[Json]) -> Json:
        """Return a union with the other parts in each option; options that contradict them are left out."""
        key = "oneOf" if "oneOf" in union else "anyOf"
        options: list[Json] = []
        contradictions: list[_ContradictionError] = []
        for option in union[key]:
            try:
                together = self._together([*others, option])
            except _ContradictionError as error:
                contradictions.append(error)
                continue
            tags = {"x-tags": option["x-tags"]} if "x-tags" in option else {}
            inner = options_of(together)
            options += [{**o, "x-tags": {**tags.get("x-tags", {}), **o.get("x-tags", {})}} if tags else o for o in inner] if inner else [{**together, **tags}]  # fmt: skip
            if len(options) > _MOST_OPTIONS:
                raise _ContradictionError(_TOO_MANY)
        if not options:
            raise contradictions[0]
        return options[0] if len(options) == 1 else {key: options}

    def _both(self, one: Json, other: Json) -> Json:
        """Return the schema of the values that two schemas without references and unions allow."""
        kinds = [part.get("type") or _implied_type(part) for part in (one, other)]
        kind = _common_type(*kinds)
        both = {**narrowed(without(one, *STRUCTURE), without(other, *STRUCTURE)), **({"type": kind} if kind else {})}
        if kind == "object":
            return {**both, **self._one_object([one, other])}
        if "items" in one and "items" in other:
            both["items"] = self._one({"allOf": [one["items"], other["items"]]})
        elif items := one.get("items") or other.get("items"):
            both["items"] = items
        values = [part["enum"] for part in (one, other) if "enum" in part]
        if values:
            both["enum"] = [value for value in values[0] if value in values[-1]]
            if not both["enum"]:
                raise _ContradictionError(_CONTRADICTION)
        constants = [part["x-constant"] for part in (one, other) if "x-constant" in part]
        if constants and constants[0] != constants[-1]:
            raise _ContradictionError(_CONTRADICTION)
        return {**both, **({"x-constant": constants[0]} if constants else {})}

    def _one_object(self, parts: list[Json]) -> Json:
        properties: Json = {}
        for part in parts:
            for name, schema in part.get("properties", {}).items():
                properties[name] = self._one_field(properties[name], schema) if name in properties else schema
        extra = [part["additionalProperties"] for part in parts if "additionalProperties" in part]
        required = dict.fromkeys(name for part in parts for name in part.get("required", []))
        merged: Json = {"properties": properties, "required": list(required)}
        return {**merged, "additionalProperties": extra[0]} if extra else merged

    def _one_field(self, known: Json, schema: Json) -> Json:
        """Return the schema of a field that two parts have; where they contradict each other, the later one counts."""
        if not STRUCTURE & schema.keys():
            return {**known, **schema}
        if not STRUCTURE & known.keys() or known == schema:
            return {**known, **schema}
        try:
            # The annotations of the later one count.
            return {**self._together([without(known, *ANNOTATIONS), schema])}
        except _ContradictionError:
            return schema


def _is_same(one: Json, other: Json) -> bool:
    """Return whether two schemas differ at most in the order of what they require."""
    return {**one, "required": {*one.get("required", [])}} == {**other, "required": {*other.get("required", [])}}


def _plain(schema: Json) -> Json:
    return without(schema, *ANNOTATIONS, *_NOTES)


def _union_parts(schema: Json) -> Iterator[Json]:
    """Yield the options of the unions in a schema that is not merged."""
    yield from options_of(schema)
    for part in schema.get("allOf", []):
        yield from _union_parts(part)


def _without_unions(schema: Json) -> Json:
    parts = [without(part, "oneOf", "anyOf") for part in schema.get("allOf", [])]
    own = without(schema, "oneOf", "anyOf", "allOf")
    return {**own, "allOf": parts} if parts else own


def _implied_type(schema: Json) -> str | None:
    """Return the type of the values that the members of a schema are about."""
    if schema.keys() & {"properties", "required", "additionalProperties"}:
        return "object"
    if "items" in schema:
        return "array"
    if "enum" in schema:
        return "string" if isinstance(schema["enum"][0], str) else "integer"
    return None


def _common_type(one: str | None, other: str | None) -> str | None:
    if one == other or other is None:
        return one
    if one is None or {one, other} == {"integer", "number"}:
        return other if one is None else "integer"
    raise _ContradictionError(_CONTRADICTION)


def narrowed(schema: Json, more: Json) -> Json:
    """Return a schema with the members of another one; of two limits, the narrower one counts."""
    both = {**schema, **more}
    for key in schema.keys() & more.keys() & (_LEAST | _MOST):
        values: tuple[Any, Any] = (schema[key], more[key])
        if not any(isinstance(value, bool) for value in values):
            both[key] = max(values) if key in _LEAST else min(values)
    return both
