"""The keys of external references."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msportal_client.bridges.microsoft_planner.references import (
    decode_reference_key,
    encode_reference_key,
    is_encoded,
)

urls = st.builds("{}://{}".format, st.sampled_from(["https", "http", "ms-word"]), st.text(max_size=40))


@given(urls)
def test_decoded_key_is_the_url(url: str) -> None:
    key = encode_reference_key(url)
    assert decode_reference_key(key) == url
    assert not set(".:@#") & set(key)


@given(urls)
def test_encoded_keys_are_told_from_urls(url: str) -> None:
    assert not is_encoded(url)
    assert is_encoded(encode_reference_key(url)) or "\n" in url


def test_documented_key() -> None:
    url = "https://developer.microsoft.com/en-us/graph/graph-explorer"
    key = "https%3A//developer%2Emicrosoft%2Ecom/en-us/graph/graph-explorer"
    assert encode_reference_key(url) == key
    assert decode_reference_key(key.lower()) == url


@pytest.mark.parametrize("text", ["", "example.com/a", "//example.com", "/path"])
def test_no_url(text: str) -> None:
    with pytest.raises(ValueError, match="is not a URL with a scheme"):
        encode_reference_key(text)
