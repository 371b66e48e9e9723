"""Examples of combined schemas: unions with discriminators, fields beside unions, several unions, narrowed fields."""

from __future__ import annotations

from typing import Any

import pytest
from documents import Json, answering, record, ref

from msportal_client.sandbox.shaping import Examples
from msportal_client.sandbox.spec import flat, read_spec
from msportal_client.sandbox.validation import fits

TEXT: Json = {"type": "string"}
MAIL, HOOK = record("mail", mail=TEXT), record("hook", hook=TEXT)
COMPONENTS: Json = {
    "Mail": record("kind", kind=TEXT, v=TEXT),
    "Hook": record("kind", kind=TEXT, v=TEXT),
    "Own": record("kind", kind={**TEXT, "enum": ["mine"]}),
    "Tree": {"oneOf": [ref("Mail"), ref("Branch")], "discriminator": {"propertyName": "kind", "mapping": {"m": "Mail", "b": "#/components/schemas/Branch"}}},
    "Branch": record("kind", "trees", kind=TEXT, trees={"type": "array", "items": ref("Tree")}),
}  # fmt: skip


def example(schema: Json, number: int = 1) -> Any:
    """Return an example, which fits its schema."""
    (operation,) = read_spec(answering(schema, COMPONENTS)).operations
    assert operation.success is not None
    value = Examples(number)(flat(operation.success), "thing", True)
    assert fits(value, operation.success)
    return value


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"oneOf": [ref("Mail"), ref("Hook")], "discriminator": {"propertyName": "kind", "mapping": {"mail": "#/components/schemas/Mail"}}}, {"kind": "mail", "v": "V 1"}),
        ({"oneOf": [ref("Hook"), ref("Mail")], "discriminator": {"propertyName": "kind"}}, {"kind": "Hook", "v": "V 1"}),
        ({"oneOf": [ref("Own"), ref("Mail")], "discriminator": {"propertyName": "kind"}}, {"kind": "mine"}),
        (ref("Tree"), {"kind": "m", "v": "V 1"}),
        ({**record("name", name=TEXT), "oneOf": [MAIL, HOOK]}, {"name": "Name 1", "mail": "Mail 1"}),
        ({"allOf": [record("name", name=TEXT), {"anyOf": [HOOK, MAIL]}]}, {"name": "Name 1", "hook": "Hook 1"}),
        ({"allOf": [{"oneOf": [MAIL, HOOK]}, {"oneOf": [record("a", a=TEXT), record("b", b=TEXT)]}]}, {"mail": "Mail 1", "a": "A 1"}),
        ({"allOf": [record("a", a={**TEXT, "enum": ["x", "y"]}), record(a={"enum": ["y"]})]}, {"a": "y"}),
        ({"allOf": [{**TEXT, "enum": ["x", "y"]}, {"enum": ["y", "z"]}]}, "y"),
        (record("a", "secret", a=TEXT, secret={**TEXT, "writeOnly": True}), {"a": "A 1"}),
    ],
)  # fmt: skip
def test_example_of_combined_schema(schema: Json, expected: Any) -> None:
    assert example(schema) == expected


def test_request_needs_the_tag_of_its_option() -> None:
    schema = {"oneOf": [ref("Mail"), ref("Hook")], "discriminator": {"propertyName": "kind", "mapping": {"m": "Mail", "h": "Hook"}}}  # fmt: skip
    (operation,) = read_spec(answering(schema, COMPONENTS)).operations
    assert operation.success is not None
    assert [fits({"kind": kind}, operation.success) for kind in ("m", "h", "x")] == [True, True, False]
