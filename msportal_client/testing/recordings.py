"""Settings for VCR.py, which records the requests of a test: the API key stays out of the recordings."""

from __future__ import annotations

import re
from typing import Any, cast

__all__ = ["vcr_config"]

_PLACEHOLDER = "<API key>"
# The headers that carry a key or a token, to the server and back.
_HEADERS = ("authorization", "x-api-key", "cookie", "set-cookie")


def vcr_config(*keys: str) -> dict[str, Any]:
    """Return settings for VCR.py that leave the API key out of what it records.

    As the fixture of pytest-recording and pytest-vcr:

        @pytest.fixture(scope="module")
        def vcr_config():
            return msportal_client.testing.vcr_config(os.environ.get("MSPORTAL_API_KEY", ""))

    or `vcr.VCR(**vcr_config(key))`.

    Args:
        *keys: Keys to remove from addresses and bodies as well, where a server repeats them. The headers that carry a
            key are always removed.
    """
    secrets = [re.escape(key) for key in keys if key]
    pattern = re.compile("|".join(secrets)) if secrets else None

    def clean_text(text: str) -> str:
        return pattern.sub(_PLACEHOLDER, text) if pattern else text

    def clean(body: Any) -> Any:
        if isinstance(body, bytes):
            return clean_text(body.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
        return clean_text(body) if isinstance(body, str) else body

    def before_record_request(request: Any) -> Any:
        request.uri = clean_text(request.uri)
        request.body = clean(request.body)
        return request

    def before_record_response(response: dict[str, Any]) -> dict[str, Any]:
        headers = {
            name: values if name.lower() not in _HEADERS else [_PLACEHOLDER]
            for name, values in response.get("headers", {}).items()
        }
        headers = {
            name: [clean_text(value) for value in cast("list[str]", values)] if isinstance(values, list) else values
            for name, values in headers.items()
        }
        body: Any = response.get("body")
        if isinstance(body, dict):
            body = {**cast("dict[str, Any]", body), "string": clean(cast("dict[str, Any]", body).get("string"))}
        return {**response, "headers": headers, "body": body}

    return {
        "filter_headers": [(name, _PLACEHOLDER) for name in _HEADERS],
        "before_record_request": before_record_request,
        "before_record_response": before_record_response,
        # Each request has an id of its own, so requests are known by these.
        "match_on": ["method", "scheme", "host", "port", "path", "query"],
    }
