"""The judge of calls: every call ends in its own answer or in a typed error that this answer allows."""

from __future__ import annotations

import traceback
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from soak.oddities import ODDITIES, PAGE_SIZE

from msportal_client.errors import (
    APIConnectionError,
    APIStatusError,
    MSPortalError,
    RateLimitError,
    RequestValidationError,
    ResponseDecodeError,
)

__all__ = ["Tally", "judge_error", "judge_items", "judge_object", "judge_page"]

_CLOSED = "this client is closed: make a new one"
_REQUEST_TIMEOUT = 408
# Faults of which the whole text is kept; the rest are counted.
_MOST_TEXTS = 3


@dataclass
class Tally:
    """The outcomes of the calls of one task or thread.

    Attributes:
        outcomes: The number of calls by their outcome.
        faults: The number of faults by their sentence.
        texts: More about some of each fault: a traceback, the response.
        slowest: Seconds of the longest call.
    """

    outcomes: Counter[str] = field(default_factory=Counter[str])
    faults: Counter[str] = field(default_factory=Counter[str])
    texts: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    slowest: float = 0.0

    def fault(self, sentence: str, text: str = "") -> None:
        """Count a fault."""
        self.faults[sentence] += 1
        texts = self.texts.setdefault(sentence, [])
        if text and len(texts) < _MOST_TEXTS:
            texts.append(text)

    def add(self, other: Tally) -> None:
        """Add the counts of another tally."""
        self.outcomes += other.outcomes
        self.faults += other.faults
        for sentence, texts in other.texts.items():
            kept = self.texts.setdefault(sentence, [])
            kept += texts[: _MOST_TEXTS - len(kept)]
        self.slowest = max(self.slowest, other.slowest)


def judge_page(tally: Tally, call_id: str, page: Any) -> None:
    """Judge a page of a list."""
    oddity = _judge_success(tally, call_id, page.response)
    items: list[Any] = page.data
    ids = [getattr(item, "id", None) for item in items]
    expected = [f"{call_id}/{page.pagination.page}/{index}" for index in range(PAGE_SIZE)]
    if oddity in ODDITIES and "intact" in ODDITIES[oddity].ends and ids != expected:
        tally.fault(f"{oddity}: a page is not as it was sent", f"{expected} came as {ids}")
    judge_items(tally, call_id, items)


def judge_items(tally: Tally, call_id: str, items: list[Any]) -> None:
    """Judge the items of a list. Values that are no texts are oddities, and are no concern of this."""
    ids = [getattr(item, "id", None) for item in items]
    strange = [item_id for item_id in ids if isinstance(item_id, str) and not item_id.startswith(f"{call_id}/")]
    if strange:
        tally.fault("crossed answer: a list has items of another call", f"{call_id} has {strange}")


def judge_object(tally: Tally, call_id: str, response: Any) -> None:
    """Judge a response with one object."""
    oddity = _judge_success(tally, call_id, response)
    found = response.parsed.data.id
    if oddity in ODDITIES and "intact" in ODDITIES[oddity].ends and found != call_id:
        tally.fault(f"{oddity}: an object is not as it was sent", f"{call_id} came as {found!r}")


def judge_error(tally: Tally, call_id: str, error: BaseException, *, closed: bool = False) -> None:
    """Judge what a call raised.

    Args:
        tally: The tally of the caller.
        call_id: The id of the call.
        error: What it raised.
        closed: Whether the client was closed meanwhile.
    """
    tally.outcomes[type(error).__name__] += 1
    text = "".join(traceback.format_exception(error))[-6000:]
    match error:
        case RuntimeError() if closed and str(error) == _CLOSED:
            pass
        case RequestValidationError():
            tally.fault("a valid call was refused", text)
        case RateLimitError() if "nothing was sent" in str(error):
            if error.request_id != call_id:
                tally.fault("crossed answer: a RateLimitError has another call's request id", f"{call_id}: {text}")
        case APIStatusError():
            _judge_response(tally, call_id, error.response, "status")
        case ResponseDecodeError():
            _judge_response(tally, call_id, error.response, "decode")
        case APIConnectionError():
            if error.request_id != call_id:
                tally.fault("crossed answer: an APIConnectionError has another call's request id", text)
        case MSPortalError() if type(error) is MSPortalError:
            pass  # A list that leads nowhere.
        case _:
            tally.fault(f"raw exception: {type(error).__name__}", text)


def _judge_success(tally: Tally, call_id: str, response: Any) -> str:
    oddity = _judge_response(tally, call_id, response, "ok")
    # UTF-16 and UTF-32 are the same with zeros between.
    content: bytes = response.content.replace(b"\0", b"")
    if call_id.encode() not in content:
        tally.fault(f"crossed answer: {oddity}: the body is another call's", f"{call_id}: {content[:500]!r}")
    tally.outcomes["ok"] += 1
    return oddity


def _judge_response(tally: Tally, call_id: str, response: Any, end: str) -> str:
    """Judge whose response it is, and whether a call may end so with it; return its oddity."""
    if response is None:
        tally.fault(f"an error of the kind {end} has no response")
        return ""
    echoed: str = response.headers.get("x-soak-id", "")
    oddity: str = response.headers.get("x-soak-oddity", "")
    if response.status_code == _REQUEST_TIMEOUT and echoed.startswith("stale-"):
        return oddity  # The 408 of a server that gave up the idle connection crossed the request on its way.
    if echoed != call_id:
        tally.fault(f"crossed answer: {oddity}: {end}", f"{call_id} was answered with {echoed}: {response.headers!r}")
    elif oddity not in ODDITIES:
        tally.fault("a response came from nowhere", repr(response.headers))
    elif not _allowed(end, ODDITIES[oddity].ends):
        tally.fault(f"{oddity}: a call ended with {end}", f"{call_id}: {response.headers!r} {response.content[:500]!r}")
    return oddity


def _allowed(end: str, ends: frozenset[str]) -> bool:
    return end in ends or (end == "ok" and "intact" in ends)
