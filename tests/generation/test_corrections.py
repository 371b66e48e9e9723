"""Corrections of a document: where they apply, what they change, and what happens when they no longer apply."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from documents import Json, answering, record
from generation.corrections import FILE, Correction, correct, corrections_for
from generation.describe import describe
from generation.document import Problem, resolve
from generation.normalise import normalise
from regeneration import Run

NUMBER: Json = {"type": "number"}
INTEGER: Json = {"type": "integer"}
DOCUMENT: Json = {
    "a": {"count": {**NUMBER}, "kids": [{"count": {**NUMBER}}, {"count": {**INTEGER}, "b/c": {**NUMBER}}]},
    "aCount": {**NUMBER, "minimum": 1},
}


def correction(at: str, says: Any = None, true: Any = None) -> Correction:
    return Correction(at, NUMBER if says is None else says, INTEGER if true is None else true, "It is a count.")


@pytest.mark.parametrize(
    ("at", "places"),
    [
        ("/a/count", ["/a/count"]),
        ("/a/kids/0/count", ["/a/kids/0/count"]),
        ("/a/kids/1/b~1c", ["/a/kids/1/b~1c"]),
        ("/a/kids/*/count", ["/a/kids/0/count"]),
        ("/*Count", ["/aCount"]),
        ("/**/count", ["/a/count", "/a/kids/0/count"]),
        ("/**/*ount", ["/a/count", "/a/kids/0/count", "/aCount"]),
        ("/a/**/count", ["/a/count", "/a/kids/0/count"]),
        ("/**/kids/**/b~1?", ["/a/kids/1/b~1c"]),
    ],
)
def test_correction_applies_to_matching_places(at: str, places: list[str]) -> None:
    before = copy.deepcopy(DOCUMENT)
    corrected, problems = correct(DOCUMENT, [correction(at)])
    assert problems == []
    assert before == DOCUMENT
    expected = copy.deepcopy(DOCUMENT)
    for place in places:
        resolve(expected, f"#{place}").update(INTEGER)
    assert corrected == expected


@pytest.mark.parametrize(
    ("says", "true", "expected"),
    [
        (NUMBER, INTEGER, {**INTEGER, "minimum": 1}),
        ({"minimum": 1}, {"minimum": None, "maximum": 2}, {**NUMBER, "maximum": 2}),
        ({}, {"items": {"type": "string", "x": None}}, {**NUMBER, "minimum": 1, "items": {"type": "string"}}),
        ({"type": "number", "minimum": 1}, {"type": ["number"]}, {"type": ["number"], "minimum": 1}),
    ],
)
def test_correction_is_a_merge_patch(says: Json, true: Json, expected: Json) -> None:
    assert correct(DOCUMENT, [correction("/aCount", says, true)])[0]["aCount"] == expected


@pytest.mark.parametrize(
    ("at", "says"),
    [
        ("/gone", NUMBER),
        ("/aCount", INTEGER),
        ("/aCount", {"type": "number", "maximum": 1}),
        ("/aCount/type", {"type": "number"}),
        ("/a/kids/7/count", NUMBER),
        ("/**/gone", NUMBER),
    ],
)
def test_outdated_correction_is_a_problem(at: str, says: Json) -> None:
    corrected, problems = correct(DOCUMENT, [correction(at, says)])
    assert corrected == DOCUMENT
    message = f"the document no longer says {json.dumps(says)} here: remove the correction ('It is a count.')"
    assert problems == [Problem(at, f"{message} from corrections.json")]


def test_corrections_apply_in_order() -> None:
    chain = [correction("/a/count"), correction("/a/count", INTEGER, {"type": "string"})]
    assert correct(DOCUMENT, chain)[0]["a"]["count"] == {"type": "string"}


def test_corrections_are_chosen_by_title(tmp_path: Path) -> None:
    entry: Json = {"at": "/a", "says": NUMBER, "true": INTEGER, "why": "It is a count."}
    file = tmp_path / "corrections.json"
    file.write_text(json.dumps([{"title": "Mine", "corrections": [entry]}, {"title": "Other", "corrections": []}]))
    assert corrections_for({"info": {"title": "Mine"}}, file) == [Correction(**entry)]
    for info in ({"title": "Other"}, {"title": "mine"}, {}, None, "Mine"):
        assert corrections_for({"info": info}, file) == []
    assert corrections_for({}, file) == []


def test_every_correction_has_a_reason() -> None:
    entries = json.loads(FILE.read_bytes())
    assert [entry["title"] for entry in entries] == ["MSPortal Public API", "Microsoft Planner", "Plannr"]
    assert all(each["why"].endswith(".") for entry in entries for each in entry["corrections"])


def test_counts_and_years_of_the_spec_are_integers(vendored: Json) -> None:
    code = describe(normalise(correct(vendored, corrections_for(vendored))[0])[0])
    types = {
        field.name: field.declaration.split(": ")[1].split(" ")[0]
        for model in code.models.values()
        for field in model.fields
    }
    names = {
        "page",
        "limit",
        "total_pages",
        "total_count",
        "fiscal_year",
        "fiscal_quarter",
        "year",
        "base_year",
        "count",
    }
    names |= {name for name in types if name.endswith("_count")}
    assert len(names) > 25
    assert {name: types[name] for name in names} == dict.fromkeys(names, "int")
    assert (types["hours"], types["unit_price"], types["response_rate"]) == ("float", "float", "float")
    (method,) = [o for o in code.tags["budgets"].operations if o.name == "list_budgets"]
    declared = [argument.declaration for argument in method.arguments]
    assert "limit: int | None = None" in declared
    assert "fiscal_year: int | None = None" in declared


def test_outdated_correction_stops_the_generator(regenerate: Callable[..., Run], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    entry: Json = {"title": "Tiny", "corrections": [{"at": "/gone", "says": {}, "true": {}, "why": "It is gone."}]}
    (tmp_path / "corrections.json").write_text(json.dumps([entry]))

    def own_corrections(document: Json) -> list[Correction]:
        return corrections_for(document, tmp_path / "corrections.json")

    monkeypatch.setattr("generation.command_line.corrections_for", own_corrections)
    run = regenerate(answering(record(a=NUMBER)))
    assert run.exit_code == 2
    assert "#/gone: the document no longer says {} here: remove the correction" in run.err
    assert not (tmp_path / "out").exists()
