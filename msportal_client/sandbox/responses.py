"""Responses with a JSON body."""

from __future__ import annotations

import json
from typing import Any

from starlette.responses import Response

__all__ = ["json_response"]


def json_response(body: Any, status: int) -> Response:
    """Return a response with `body` as JSON in UTF-8, or without a body if it is None."""
    if body is None:
        return Response(status_code=status)
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return Response(text.encode(), status, media_type="application/json")
