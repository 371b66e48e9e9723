"""An extension of griffe: resources of a client are shown as attributes, which they are for the caller."""

from __future__ import annotations

from typing import Any

from griffe import Attribute, Class, Extension, Function

__all__ = ["ResourceAttributes"]


class ResourceAttributes(Extension):
    """Replace each method that `cached_resource` decorates by an attribute with its type and docstring."""

    def on_class_members(self, *, cls: Class, **_: Any) -> None:
        """Replace the decorated methods of a class."""
        for name, member in list(cls.members.items()):
            if isinstance(member, Function) and any(
                str(decorator.value).endswith("cached_resource") for decorator in member.decorators
            ):
                attribute = Attribute(
                    name,
                    annotation=member.returns,
                    docstring=member.docstring,
                    lineno=member.lineno,
                    endlineno=member.endlineno,
                )
                attribute.labels.add("property")
                cls.set_member(name, attribute)
