"""Tests of the bounds of a check, of texts for patterns, of numbers at limits, and of places."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from types import ModuleType
from typing import Any

import check_contract
import pytest
from contract import valid
from contract.examples import Examples
from contract.guard import OutOfTimeError, Stopwatch, time_limit
from contract.numbers import at_and_beyond, bounds, example_number, multiple_bounds, whole_bounds
from contract.patterns import compiled, matching
from contract.places import MAX_PLACES, places
from contract.subject import Outcome, Subject
from contract_tree import ROOT
from generation.apis import listed

# --- time and memory -------------------------------------------------------------------------------------------------


def search_for_long() -> None:
    re.search("^(a+)+$", "a" * 40 + "!")


def test_time_limit_interrupts_pattern() -> None:
    started = time.monotonic()
    with pytest.raises(OutOfTimeError), time_limit(0.2):
        search_for_long()
    assert time.monotonic() - started < 5


def search_twice() -> None:
    with pytest.raises(OutOfTimeError), time_limit(0.1):
        search_for_long()
    with time_limit(60):
        search_for_long()


def test_time_limit_keeps_outer_limit() -> None:
    started = time.monotonic()
    with pytest.raises(OutOfTimeError), time_limit(0.4):
        search_twice()
    assert time.monotonic() - started < 5


def run_fake_check(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], check: Any) -> str:
    module = ModuleType("contract.fake")
    module.check = check  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "contract.fake", module)
    code = check_contract.report("a", "fake", "a fake check", Subject(ROOT, listed(ROOT)[0], {}))
    out = capsys.readouterr().out
    assert code == (0 if "passed" in out else 1)
    return out


def test_check_fails_after_its_time(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(check_contract, "SECONDS", 0.2)

    def check(_subject: Subject) -> None:
        search_for_long()

    out = run_fake_check(monkeypatch, capsys, check)
    assert "a  FAILED   a fake check" in out
    assert "the check did not finish within 0.2 s" in out


def test_check_fails_at_its_memory() -> None:
    program = (
        "import check_contract, contract.guard as g\nwith g.memory_limit(check_contract.MEMORY): bytearray(2 * 1024**3)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT / "scripts", check=False, capture_output=True, text=True
    )
    assert done.stderr.endswith("MemoryError\n")


def test_memory_error_is_reported(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def check(_subject: Subject) -> Outcome:
        raise MemoryError

    assert "the check needs more than 1024 MiB of memory" in run_fake_check(monkeypatch, capsys, check)


def test_notes_are_limited(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def check(_subject: Subject) -> Outcome:
        return Outcome([], [f"note {n}" for n in range(50)])

    out = run_fake_check(monkeypatch, capsys, check)
    assert "note 19\n     … and 30 more notes\n" in out


class ValidatorThatStops:
    error: Exception | None = None

    def __init__(self, document: Any) -> None:
        self.document = document

    def iter_errors(self) -> list[Any]:
        if self.error:
            raise self.error
        search_for_long()
        return []


def test_a_notes_a_validator_that_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    validator = ValidatorThatStops
    monkeypatch.setattr(valid, "OpenAPIV30SpecValidator", validator)
    monkeypatch.setattr(valid, "SECONDS", 0.2)
    outcome = valid.openapi_problems({"openapi": "3.0.3"})
    assert outcome == ([], ["the document is not validated to its end: 0.2 s are used up"])
    monkeypatch.setattr(validator, "error", ZeroDivisionError("division"))
    outcome = valid.openapi_problems({"openapi": "3.0.3"})
    assert outcome == ([], ["the document is not validated to its end: ZeroDivisionError: division"])


# --- patterns --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "pattern",
    [r"^\p{L}+$", r"^\u{1F600}$", r"\cA", "(", "^a++$", r"^(?<y>\d)\k<y>$", "(?>a)", "a{99999999999999999999}"],
)
def test_pattern_unreadable_in_python(pattern: str) -> None:
    assert compiled(pattern) is None
    assert matching(pattern) == ()


@pytest.mark.parametrize(
    ("pattern", "least", "most"),
    [
        ("^[a-z]{2,5}$", 0, None),
        ("^[a-z]{2,5}$", 5, 5),
        (r"^\d{4}-\d{2}$", 0, 7),
        ("foo", 8, 12),
        (r"^(?=.*[A-Z])(?=.*\d)[A-Za-z\d]{8,}$", 8, 64),
        (r"^https?:\/\/", 0, 20),
        ("^(a+)+$", 3, 3),
        (r"^(?<year>\d{4})$", 0, None),
        ("^[^/]+$", 1, 255),
        ("^(?:red|blue)?$", 0, None),
        (r"^#?microsoft\.graph\.plannerAssignment$", 0, None),
        ("[[a]", 0, None),
        ("", 3, 3),
    ],
)
def test_pattern_has_matching_texts(pattern: str, least: int, most: int | None) -> None:
    texts = matching(pattern, least, most)
    assert texts
    for text in texts:
        assert re.search(pattern.replace("(?<year>", "(?P<year>"), text, re.ASCII)
        assert least <= len(text) <= (len(text) if most is None else most)


@pytest.mark.parametrize("pattern", ["^x{1000000000}$", "^(x{1000}){1000}$", "^(?=(a+)+b)a{30}c", "^(?:(a*)*)*b{20}c$"])
def test_pattern_is_bounded(pattern: str) -> None:
    started = time.monotonic()
    matching(pattern, 8, 12)
    assert time.monotonic() - started < 5


def test_pattern_is_limited_to_ascii_digits() -> None:
    regex = compiled(r"^\d$")
    assert regex is not None
    assert not regex.search("٣")
    assert not regex.search("3\n")


# --- numbers ---------------------------------------------------------------------------------------------------------

AT_AND_BEYOND: list[tuple[dict[str, Any], list[tuple[str, float, float]]]] = [
    ({"type": "integer", "minimum": 1}, [("minimum 1", 1, 0)]),
    ({"type": "integer", "maximum": 10}, [("maximum 10", 10, 11)]),
    ({"type": "integer", "minimum": 0.5}, [("minimum 0.5", 1, 0)]),
    ({"type": "integer", "exclusiveMinimum": 0}, [("exclusiveMinimum 0", 1, 0)]),
    ({"type": "integer", "minimum": 0, "exclusiveMinimum": True}, [("minimum 0", 1, 0)]),
    ({"type": "integer", "minimum": 1, "exclusiveMinimum": False}, [("minimum 1", 1, 0)]),
    ({"type": "integer", "multipleOf": 7, "minimum": 1}, [("minimum 1", 7, 0)]),
    ({"type": "number", "minimum": 0}, [("minimum 0", 0, -0.5)]),
    ({"type": "number", "exclusiveMaximum": 1}, [("exclusiveMaximum 1", 0.5, 1)]),
    ({"type": "number", "multipleOf": 0.01, "maximum": 0.1}, [("maximum 0.1", 0.1, 0.6)]),
    ({"type": "integer", "minimum": 5, "maximum": 2}, []),
    ({"type": "integer", "maximum": 10**30}, [(f"maximum {10**30}", 10**30, 10**30 + 1)]),
    ({"type": "integer", "exclusiveMinimum": True}, []),
]


@pytest.mark.parametrize(("schema", "expected"), AT_AND_BEYOND)
def test_numbers_at_and_beyond_limits(schema: dict[str, Any], expected: list[tuple[str, float, float]]) -> None:
    assert list(at_and_beyond(schema)) == expected


@pytest.mark.parametrize("limit", [1e308, 1e-300, 1e16, 10**400, 0.1])
def test_numbers_beyond_extreme_limits(limit: float) -> None:
    ((_, good, bad),) = at_and_beyond({"type": "number", "maximum": limit})
    assert good == limit
    assert bad > limit


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 0.2}, (0.1, 0.1)),
        ({"type": "number", "minimum": 1}, (1, None)),
        ({"type": "integer", "exclusiveMinimum": 0, "exclusiveMaximum": 2}, (1, 1)),
    ],
)
def test_number_bounds(schema: dict[str, Any], expected: tuple[float | None, float | None]) -> None:
    assert bounds(schema) == expected


def test_number_examples_follow_schema() -> None:
    assert example_number({"type": "integer", "multipleOf": 7, "minimum": 1}) == 7
    assert example_number({"type": "number", "maximum": -3}) == -3
    assert example_number({"type": "integer", "minimum": 5, "maximum": 2}) is None
    assert whole_bounds({"type": "integer", "minimum": 2**60}) == (2**60, 2**60)
    assert multiple_bounds({"type": "number", "multipleOf": 0.25, "minimum": 0, "maximum": 1}) == (0, 4)


# --- places ----------------------------------------------------------------------------------------------------------


def place_names(schemas: dict[str, Any], root: str, **options: Any) -> tuple[list[str], list[str]]:
    examples = Examples({"components": {"schemas": schemas}})
    schema = {"$ref": f"#/components/schemas/{root}", "x-at": "/root"}
    found = [place.schema["x-at"] for place in places(examples, schema, entered=set(), **options)]
    return found, list(examples.reductions)


GRAPH: dict[str, Any] = {
    f"N{n}": {"type": "object", "properties": {f"n{m}": {"$ref": f"#/components/schemas/N{m}"} for m in range(30)}}
    for n in range(30)
}


def test_places_are_bounded() -> None:
    """Every component comes before the repeated fields of others."""
    found, reductions = place_names(GRAPH, "N0")
    assert len(found) == MAX_PLACES
    assert len(set(found[:931])) == 30
    assert reductions == [f"#/components/schemas/N0: only the first {MAX_PLACES} places are checked"]


def test_places_end_with_their_time() -> None:
    found, reductions = place_names(GRAPH, "N0", watch=Stopwatch(-1))
    assert found == []
    assert reductions == ["#/components/schemas/N0: only the first 0 places are checked: the time is used up"]


def test_places_enter_components_once() -> None:
    found, reductions = place_names(GRAPH, "N0", fields_of_entered=False)
    assert len(found) == 1 + 30 * 30
    assert reductions == []
