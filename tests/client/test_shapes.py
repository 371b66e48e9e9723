"""The names of the fields that objects come with, and what follows from them."""

from __future__ import annotations

from itertools import permutations

from msportal_client._runtime.reading import Shapes


def test_shapes_of_objects() -> None:
    shapes = Shapes(frozenset({"id", "name", "notes"}), frozenset({"name", "notes"}))
    absent, unknown = shapes["id", "notes", "extra"]
    assert (absent, unknown) == (("name",), ("extra",))
    assert len(shapes) == 0  # a name that the server made up is not kept
    assert shapes["id", "name", "notes"] == ((), ())
    assert shapes["notes", "id", "name"] == ((), ())
    assert len(shapes) == 2


def test_shapes_are_bounded() -> None:
    names = [f"field{number}" for number in range(6)]
    shapes = Shapes(frozenset(names), frozenset(names))
    for order in permutations(names):
        assert shapes[order] == ((), ())
    assert len(shapes) == 64
