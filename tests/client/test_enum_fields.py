"""Enums of a caller's own as values of typed fields."""

from __future__ import annotations

from enum import Enum
from typing import Any

import pytest
from fake_server import Call, Server, envelope, planner_item_detail


class Text(str, Enum):  # noqa: UP042 - StrEnum has another str()
    """An enum whose str() is the name of the member."""

    IN_PROGRESS = "In Progress"


def test_own_enum_in_body_sent_by_value(call: Call, server: Server) -> None:
    server.respond_with(envelope(planner_item_detail(), 201))
    status: Any = Text.IN_PROGRESS
    call(lambda m: m.planner.create_planner_item(title="x", status=status))

    assert server.body["status"] == "In Progress"


@pytest.mark.parametrize("length", range(20, 70, 7))
def test_key_across_cut_of_value_redacted(call: Call, server: Server, length: int) -> None:
    """Redact a quoted value before it is shortened."""
    from fake_server import KEY

    from msportal_client import ResponseDecodeError

    server.respond_with(envelope(planner_item_detail(id="k" * length + KEY + "z" * 900), 201))
    with pytest.raises(ResponseDecodeError) as caught:
        call(lambda m: m.planner.create_planner_item(title="x"), strict=True)

    assert KEY[:8] not in str(caught.value)
    assert len(str(caught.value)) < 700
