"""Reading and writing of UUIDs, datetimes, text and JSON."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msportal_client._runtime.reading import READ_ERRORS, read_datetime, read_uuid
from msportal_client._runtime.writing import write_datetime, write_json, write_text
from msportal_client.models import PlannerStatus, ReportBlockInput

NAIVE = datetime(2026, 1, 31)  # noqa: DTZ001 - naive on purpose
UUID_FORMATS: list[Callable[[UUID], str]] = [str, lambda uuid: str(uuid).upper(), lambda uuid: uuid.hex]


@given(st.uuids(), st.sampled_from(UUID_FORMATS))
def test_uuid_read_in_any_format(expected: UUID, write: Callable[[UUID], str]) -> None:
    found = read_uuid(write(expected))
    assert found == expected
    assert hash(found) == hash(expected)
    assert repr(found) == repr(expected)
    assert found.is_safe is expected.is_safe
    assert pickle.loads(pickle.dumps(found)) == expected
    assert found.version == expected.version


@pytest.mark.parametrize(
    "invalid", ["", "x" * 32, "0" * 31, "0" * 34, " " + "0" * 32 + "zz", "+" + "0" * 31, 5, None, []]
)
def test_invalid_uuid_rejected(invalid: Any) -> None:
    with pytest.raises(READ_ERRORS):
        read_uuid(invalid)


@given(st.datetimes(timezones=st.just(UTC)))
def test_datetime_round_trip_unchanged(moment: datetime) -> None:
    text = write_datetime(moment)
    assert text.endswith("Z")
    assert read_datetime(text) == moment


def test_datetime_written_in_utc() -> None:
    """Use the format of JavaScript."""
    berlin = timezone(timedelta(hours=1))
    assert write_datetime(datetime(2026, 1, 31, 10, 30, tzinfo=berlin)) == "2026-01-31T09:30:00.000Z"
    assert write_datetime(datetime(2026, 1, 31, 9, 30, 0, 123456, tzinfo=UTC)) == "2026-01-31T09:30:00.123456Z"
    with pytest.raises(ValueError, match="no time zone"):
        write_datetime(NAIVE)


def test_text_for_path_and_query() -> None:
    values = (True, False, 1, 2.0, 2.5, "a b", PlannerStatus.ON_HOLD, date(2026, 1, 31))
    assert [write_text(value) for value in values] == ["true", "false", "1", "2", "2.5", "a b", "On Hold", "2026-01-31"]


def test_json_of_model_values() -> None:
    block = ReportBlockInput(id="1")
    value = {"a": [block, datetime(2026, 1, 31, tzinfo=UTC), date(2026, 1, 31)], "b": (1, None)}
    assert write_json(value) == {"a": [{"id": "1"}, "2026-01-31T00:00:00.000Z", "2026-01-31"], "b": [1, None]}
