"""Etags as Planner writes them."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msportal_client.sandbox.microsoft_planner.etags import MAX_VERSION, make_etag, read_etag
from msportal_client.sandbox.microsoft_planner.kinds import KINDS

NAMES = st.sampled_from([kind.etag for kind in KINDS.values()])
VERSIONS = st.integers(1, MAX_VERSION)


def payload(etag: str) -> bytes:
    return base64.b64decode(etag[3:-1])


def test_documented_etag() -> None:
    assert make_etag("Task", 2) == 'W/"JzEtVGFzayAgQEBAQEBAQEBAQEBAQEBASCc="'
    assert payload(make_etag("Task", 2)) == b"'1-Task  @@@@@@@@@@@@@@@H'"


@given(NAMES, VERSIONS)
def test_read_what_was_made(name: str, version: int) -> None:
    assert read_etag(make_etag(name, version)) == (name, version)


@given(NAMES, VERSIONS, VERSIONS)
def test_decoded_etags_of_one_kind_sort_as_versions(name: str, first: int, second: int) -> None:
    etags = make_etag(name, first), make_etag(name, second)
    assert (payload(etags[0]) < payload(etags[1])) == (first < second)
    assert (etags[0] == etags[1]) == (first == second)


def test_raw_etags_sort_wrongly_where_a_digit_passes_from_s_to_t() -> None:
    before, after = make_etag("Task", 831), make_etag("Task", 832)
    assert payload(before) < payload(after)
    assert before > after


@pytest.mark.parametrize(
    "text",
    [
        "",
        "*",
        'W/""',
        'W/"x"',
        '"JzEtVGFzayAgQEBAQEBAQEBAQEBAQEBASCc="',
        'W/\\"JzEtVGFzayAgQEBAQEBAQEBAQEBAQEBASCc=\\"',
        'W/"JzEtVGFzayAgQEBAQEBAQEBAQEBAQEBASCc="x',
        'W/"JzEtVGFzayAgQEBAQEBAQEBAQEBAQEBASic="',
    ],
    ids=["empty", "star", "nothing", "short", "strong", "escaped", "more", "between versions"],
)
def test_malformed_etag_is_none(text: str) -> None:
    assert read_etag(text) is None
