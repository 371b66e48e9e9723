"""The types that openapi-python-client reads, in the names of our annotations.

Its classes have other names, but it keeps the component that each was made of. Where we differ on purpose, its type is
extended by the same rule: a request takes `str` for a UUID or an enum, and a response model for a request model; a
parameter is never null; an absent value is `Unset` in a request, and None in a response.
"""

from __future__ import annotations

from openapi_python_client.parser import GeneratorData
from openapi_python_client.parser.properties import AnyProperty, EnumProperty, ModelProperty
from openapi_python_client.parser.properties.boolean import BooleanProperty
from openapi_python_client.parser.properties.date import DateProperty
from openapi_python_client.parser.properties.datetime import DateTimeProperty
from openapi_python_client.parser.properties.file import FileProperty
from openapi_python_client.parser.properties.float import FloatProperty
from openapi_python_client.parser.properties.int import IntProperty
from openapi_python_client.parser.properties.list_property import ListProperty
from openapi_python_client.parser.properties.none import NoneProperty
from openapi_python_client.parser.properties.protocol import PropertyProtocol
from openapi_python_client.parser.properties.string import StringProperty
from openapi_python_client.parser.properties.union import UnionProperty
from openapi_python_client.parser.properties.uuid import UuidProperty

from .document import Json

_PLAIN: dict[type[PropertyProtocol], str] = {
    AnyProperty: "Any",
    BooleanProperty: "bool",
    DateProperty: "date",
    DateTimeProperty: "datetime",
    FloatProperty: "float",
    IntProperty: "int",
    NoneProperty: "None",
    StringProperty: "str",
    UuidProperty: "UUID",
}
# The start of the name of a class that was made of a component.
_SCHEMAS = "/components/schemas/"

Class = ModelProperty | EnumProperty


def classes_of(data: GeneratorData) -> dict[str, Class]:
    """Return the classes of openapi-python-client by the component that each was made of; mappings have none."""
    found: list[Class] = [*data.models, *(enum for enum in data.enums if isinstance(enum, EnumProperty))]
    names = [each.name.get_untrusted_value() for each in found]
    return {
        name.removeprefix(_SCHEMAS): each for name, each in zip(names, found, strict=True) if name.startswith(_SCHEMAS)
    }


class ParsedTypes:
    """The types of openapi-python-client in our names.

    Args:
        components: The classes of the normalised document.
        names: Our class names by those of openapi-python-client.
    """

    def __init__(self, components: Json, names: dict[str, str]) -> None:
        self._components = components
        self._names = names

    def type_of(self, found: PropertyProtocol, *, sent: bool) -> str:
        """Return the type of a value."""
        return union(self._types(found, sent=sent))

    def optional(self, found: PropertyProtocol, *, sent: bool, absent: str) -> str:
        """Return the type of a field or argument, with the type of an absent one."""
        types = self._types(found, sent=sent)
        return union(types) if found.required else f"{union({*types, absent})} (optional)"

    def parameter(self, found: PropertyProtocol) -> str:
        """Return the type of a parameter, which is never null. A mapping may take the place of a model."""
        types = self._types(found, sent=True) - {"None"}
        if any("properties" in self._components.get(name, {}) for name in types):
            types.add("dict[str, Any]")
        return union(types) if found.required else f"{union({*types, 'None'})} (optional)"

    def _types(self, found: PropertyProtocol, *, sent: bool) -> set[str]:  # noqa: PLR0911 - one case for each kind
        match found:
            case UnionProperty():
                return {kind for inner in found.inner_properties for kind in self._types(inner, sent=sent)}
            case ListProperty():
                return {f"list[{self.type_of(found.inner_property, sent=sent)}]"}
            case ModelProperty() if found.class_info.name not in self._names:
                values = found.additional_properties
                return {f"dict[str, {'Any' if values is None else self.type_of(values, sent=sent)}]"}
            case ModelProperty() | EnumProperty():
                return self._class(self._names[found.class_info.name], sent=sent)
            case FileProperty():
                return {"FileContent" if sent else "bytes"}
            case UuidProperty() if sent:
                return {"UUID", "str"}
            case _:
                return {_PLAIN[type(found)]}

    def _class(self, name: str, *, sent: bool) -> set[str]:
        component: Json = self._components[name]
        if sent and "enum" in component:
            return {name, "int" if component["type"] == "integer" else "str"}
        has_response_form = sent and "x-received-as" in component and not component.get("x-has-read-only")
        return {name, component["x-received-as"]} if has_response_form else {name}


def union(types: set[str]) -> str:
    """Return a union of types; Any includes all others."""
    return "Any" if "Any" in types else " | ".join(sorted(types))
