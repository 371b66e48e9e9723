"""The mapping file."""

from __future__ import annotations

from pathlib import Path

import pytest

from msportal_client.bridges.microsoft_planner import Priority, Progress
from msportal_client.bridges.sync import MappingError, default_mapping, load_mapping

TYPE = "8b1d7c1e-5a0f-4f1e-9d53-1c2f3a4b5c6d"


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "mapping.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_default_mapping_has_every_priority_and_progress() -> None:
    mapping = default_mapping()
    assert set(mapping.status) == set(Progress)
    assert set(mapping.business_value) == set(Priority)
    assert (mapping.buckets, mapping.default_type) == ({}, None)


def test_keys_that_are_left_out_have_their_defaults(tmp_path: Path) -> None:
    text = f"status: {{completed: Cancelled}}\nbuckets: {{To do: {TYPE}}}\ndescription: {{links: false}}\n"
    mapping = load_mapping(written(tmp_path, text))
    assert mapping.status[Progress.COMPLETED] == "Cancelled"
    assert mapping.status[Progress.IN_PROGRESS] == "In Progress"
    assert mapping.buckets == {"To do": TYPE}
    assert mapping.description == {"checklist", "labels"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[]", "a mapping has keys and values at its top"),
        ("", "a mapping has keys and values at its top"),
        ("a: [", "this is no YAML"),
        ("statuses: {}", "statuses: there is no such key"),
        ("status: {done: Completed}", "status: done: there is no such key; there are not_started"),
        ("status: {completed: Ended}", "status: completed: 'Ended' is none of In Progress"),
        ("status: [completed]", "status: must have keys and values"),
        ("business_value: {low: 3}", "business_value: low: 3 is none of High"),
        ("buckets: {To do: hardware}", "buckets: To do: 'hardware' is not the id of a planner type"),
        ("default_type: 12", "default_type: 12 is not the id of a planner type"),
        ("description: {checklist: 'yes'}", "description: checklist: must be true or false, is 'yes'"),
        ("description: {tags: true}", "description: tags: there is no such key"),
    ],
)
def test_wrong_mapping_names_the_key(tmp_path: Path, text: str, says: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(MappingError) as raised:
        load_mapping(path)
    assert says in str(raised.value)
    assert str(raised.value).startswith(str(path))


def test_every_problem_is_named(tmp_path: Path) -> None:
    with pytest.raises(MappingError, match=r"no such key.*default_type"):
        load_mapping(written(tmp_path, "statuses: {}\ndefault_type: x\n"))


def test_file_in_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "mapping.yaml"
    path.write_bytes(b"buckets: {\xff: 1}")
    with pytest.raises(MappingError, match=r"mapping\.yaml"):
        load_mapping(path)
