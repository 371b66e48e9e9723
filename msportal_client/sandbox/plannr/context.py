"""A request with everything that its answer depends on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from ..local_api import Answer, Incoming
from .lists import page
from .settings import Settings
from .state import Record, State

__all__ = ["Context"]


@dataclass(frozen=True, slots=True)
class Context:
    """A request with everything that its answer depends on.

    Attributes:
        state: The records.
        settings: The behaviour.
        call: The request.
        user: Who sends it.
        account: The account that the user acts as; empty where the operation needs none.
    """

    state: State
    settings: Settings
    call: Incoming
    user: str
    account: Record

    def page(self, records: Sequence[Record], show: Callable[[Record], Any]) -> Answer:
        """Return the page of `records` that the query asks for."""
        call = self.call
        shown, around = page(records, call.query, call.raw_query, call.origin + call.url_path)
        return Answer({"data": [show(record) for record in shown], **around})
