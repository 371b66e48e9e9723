"""Python code that tells the options of a union apart when it is read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from .document import Json
from .traversal import options_of

# The allowed values of each tag of an option, by its name in the spec; None stands for an absent one.
Tags = dict[str, tuple[Any, ...]]
Target = Callable[[Json], Json | None]
# The code of the form of each field by its name in the spec, None for a field that may be anything.
FieldForms = dict[str, str | None]

# Forms are compared down to this depth, and up to this length of their code.
_DEPTH = 3
_LONGEST = 300


class Unions:
    """The unions of a document.

    Args:
        target: Returns the class that a schema refers to.
    """

    def __init__(self, target: Target) -> None:
        self._target = target
        self._known: dict[tuple[str, int], FieldForms] = {}

    def option_readers(self, options: list[Json], reader: Callable[[Json], str | None]) -> list[str]:
        """Return the code of the reader of each option, enums before plain strings and numbers.

        Args:
            options: The options.
            reader: Returns the code of the reader of a schema, None if JSON is the value.
        """
        kinds = [self._kind(option) for option in options]
        tags = [self._tags(option) for option in options]
        found: list[tuple[bool, str]] = []
        for n, option in enumerate(options):
            others = [m for m in range(len(options)) if m != n and kinds[m] == kinds[n]]
            arguments = [reader(option) or f"read_{option.get('type', 'any')}"]
            if kinds[n] == "object":
                telling = {
                    wire: values for wire, values in tags[n].items() if any(tags[m].get(wire) != values for m in others)
                }
                form = self._object_form(option, [options[m] for m in others if not _disjoint(tags[n], tags[m])])
                arguments += [f"tags={_literal(telling)}"] if telling else []
                arguments += [f"form={form}"] if form else []
            elif kinds[n] == "array" and others:
                form = self._form(option, _DEPTH)
                arguments += [f"form={form}"] if form else []
            read = ", ".join(arguments)
            is_scalar = kinds[n] in {"enum", "scalar"}
            found.append((kinds[n] != "enum", read if is_scalar else f"{kinds[n]}_option({read})"))
        return [read for _, read in sorted(found, key=lambda one: one[0])]

    def allowed_values(self, schema: Json) -> list[Any]:
        """Return the documented values of a field, none if it is no enum."""
        if schema.get("nullable") is True:
            return []
        if "x-constant" in schema:
            return [schema["x-constant"]]
        return cast("list[Any]", (self._target(schema) or {}).get("enum", []))

    def _kind(self, option: Json) -> str:
        """Return `object`, `array`, `enum` or `scalar`."""
        found = self._target(option)
        if found is not None:
            return "enum" if "enum" in found else "object"
        kind = option.get("type", "object")
        return kind if kind in {"object", "array"} else "scalar"

    def _tags(self, option: Json) -> Tags:
        found: Tags = {}
        model = self._target(option) or {}
        fields = {field["x-wire"]: (name, field) for name, field in model.get("properties", {}).items()}
        given: dict[str, list[Any]] = option.get("x-tags", {})
        for wire, (name, field) in fields.items():
            values = self.allowed_values(field)
            if wire in given and not {*given[wire]} & {*values}:
                values = [*given[wire], *values]  # the name of a component stands for a value that the document lacks
            elif wire in given:
                values = given[wire]
            elif len(values) > 1:
                continue
            if values:
                found[wire] = (*dict.fromkeys(values), *(() if name in model["required"] else (None,)))
        return found | {wire: tuple(values) for wire, values in given.items() if wire not in fields}

    def _object_form(self, option: Json, alike: list[Json]) -> str | None:
        """Return the code of the form of an object, as far as it differs from the objects that no tag tells it from."""
        if not alike:
            return None
        own = self._field_forms(option, _DEPTH)
        others = [self._field_forms(other, _DEPTH) for other in alike]
        if own is None:
            return self._form(option, _DEPTH)
        known = [forms for forms in others if forms is not None]
        if len(known) == len(others):
            own = {w: form for w, form in own.items() if any(w in forms and forms[w] != form for forms in known)}
        return _has_fields(own)

    def _field_forms(self, schema: Json, depth: int) -> FieldForms | None:
        """Return the forms of the fields of a class, None if it is no class."""
        model = self._target(schema)
        if model is None or "enum" in model:
            return None
        key = (schema["$ref"], depth)
        if key not in self._known:
            self._known[key] = {field["x-wire"]: self._form(field, depth - 1) for field in model["properties"].values()}
        return self._known[key]

    def _form(self, schema: Json, depth: int) -> str | None:
        """Return the code of the form of a value, None if it may be anything."""
        null = ["null"] if schema.get("nullable") is True else []
        options = options_of(schema)
        if options:
            forms = dict.fromkeys([*(self._form(option, depth) for option in options), *map(_is_type, null)])
            return None if None in forms else _short(_any_of([form for form in forms if form]))
        values = self.allowed_values({**schema, "nullable": False})
        if values:
            return f"is_one_of({', '.join(map(ascii, [*values, *(None for _ in null)]))})"
        kind = "object" if self._target(schema) else schema.get("type")
        inner = self._inner_form(schema, kind, depth) if depth > 0 else None
        if inner and len(inner) <= _LONGEST:
            return _any_of([inner, *map(_is_type, null)])
        return _is_type(kind, *null) if kind else None

    def _inner_form(self, schema: Json, kind: str | None, depth: int) -> str | None:
        """Return the code of the form of the fields, values or items of an object or array."""
        fields = self._field_forms(schema, depth)
        if fields is not None:
            return _has_fields(fields)
        key = {"array": "items", "object": "additionalProperties"}.get(kind or "", "")
        inner = schema.get(key)
        form = self._form(cast("Json", inner), depth - 1) if isinstance(inner, dict) else None
        return f"{'has_items' if kind == 'array' else 'has_values'}({form})" if form else None


def _disjoint(one: Tags, other: Tags) -> bool:
    return any(not {*one[name]} & {*other[name]} for name in one.keys() & other.keys())


def _has_fields(forms: FieldForms) -> str | None:
    known = {wire: form for wire, form in forms.items() if form}
    return f"has_fields({{{', '.join(f'{wire!a}: {form}' for wire, form in known.items())}}})" if known else None


def _is_type(*types: str) -> str:
    return f"is_type({', '.join(map(ascii, types))})"


def _any_of(forms: list[str]) -> str:
    return forms[0] if len(forms) == 1 else f"has_one_of({', '.join(forms)})"


def _short(form: str) -> str | None:
    return form if len(form) <= _LONGEST else None


def _literal(tags: Tags) -> str:
    return f"{{{', '.join(f'{name!a}: {values!a}' for name, values in tags.items())}}}"
