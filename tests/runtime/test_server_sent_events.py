"""The parser of `text/event-stream`, against the examples and rules of the WHATWG."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msportal_client._runtime import server_sent_events
from msportal_client._runtime.server_sent_events import EventParser, RawEvent, parse_events


def data_of(text: str) -> list[str]:
    return [event.data for event in parse_events(text.encode())]


def test_examples_of_the_standard() -> None:
    assert data_of("data: YHOO\ndata: +2\ndata: 10\n\n") == ["YHOO\n+2\n10"]
    events = parse_events(
        b": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n"
    )
    assert [(event.data, event.id) for event in events] == [("first event", "1"), ("second event", ""), (" third event", "")]  # fmt: skip
    assert data_of("data\n\ndata\ndata\n\ndata:") == ["", "\n"]
    assert data_of("data:test\n\ndata: test\n\n") == ["test", "test"]


def test_fields() -> None:
    stream = (
        b"event: a\nretry: 10\nid: x\nunknown: 1\ndata: 1\n\nretry: 1x\nid: n\0\ndata: 2\n\nevent: lost\n\ndata: 3\n\n"
    )
    assert parse_events(stream) == [
        RawEvent("1", "a", "x", 10),
        RawEvent("2", "message", "x", 10),
        RawEvent("3", "message", "x", 10),
    ]


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_ends_of_lines(end: str) -> None:
    text = f"\ufeffdata: a{end}data: é{end}{end}data: b{end}{end}"
    assert data_of(text) == ["a\né", "b"]
    parser = EventParser()
    found = [event.data for byte in text.encode() for event in parser.feed(bytes([byte]))]
    assert found == ["a\né", "b"]


def test_event_is_complete_with_its_cr() -> None:
    parser = EventParser()
    assert [event.data for event in parser.feed(b"data: a\r\r")] == ["a"]
    assert parser.feed(b"\ndata: b\r") == []
    assert [event.data for event in parser.feed(b"\n\r\n")] == ["b"]


def test_incomplete_event_is_dropped() -> None:
    assert data_of("data: a\n\ndata: b\n") == ["a"]


def test_invalid_utf_8_is_replaced() -> None:
    assert [event.data for event in parse_events(b"data: \xff\n\n")] == ["\ufffd"]


def test_long_event_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_sent_events, "_MOST", 100)
    parser = EventParser()
    for _ in range(50):
        parser.feed(b": a comment of any length is dropped\n")
    for _ in range(20):
        parser.feed(b"data: aaaa\n")
    with pytest.raises(ValueError, match="an event is longer than"):
        parser.feed(b"data: aaaa\n")
    with pytest.raises(ValueError, match="an event is longer than"):
        EventParser().feed(b"data: " + b"a" * 101)


@given(
    st.lists(st.binary(max_size=20) | st.sampled_from([b"data: x", b"\r", b"\n", b"\r\n", b"id: 1", b"\xef\xbb\xbf"]))
)
def test_pieces_make_no_difference(pieces: list[bytes]) -> None:
    parser = EventParser()
    found = [event for piece in pieces for event in parser.feed(piece)]
    assert found == parse_events(b"".join(pieces))
