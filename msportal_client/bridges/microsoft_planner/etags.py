"""Etags of Planner: the versions of its resources.

An etag is `W/"<base64>"`; decoded, it holds the kind of its resource and a counter: `'1-Task  @@@@@@@@@@@@@@@H'`. Raw
etags compare wrongly once the counter has passed some 800 versions, because base64 does not keep the order of
characters; decoded ones compare rightly, character by character.
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import NamedTuple

__all__ = ["Etag", "Kind", "etag_problem", "is_newer", "read_etag"]

Kind = str

# The kinds that etags name, with the resources that they are of. Those of the three boards are not documented: they are
# the names of the resources.
RESOURCES: dict[Kind, str] = {
    "Task": "a task",
    "TaskDetails": "the details of a task",
    "Plan": "a plan",
    "PlanDetails": "the details of a plan",
    "Bucket": "a bucket",
    "UserDetails": "the Planner settings of a user",
    "AssignedToTaskBoardTaskFormat": "the position of a task on the board by assignee",
    "BucketTaskBoardTaskFormat": "the position of a task on the board by bucket",
    "ProgressTaskBoardTaskFormat": "the position of a task on the board by progress",
}

_FORM = re.compile(r'(?:W/)?"?([A-Za-z0-9+/]+={0,2})"?')
# The version of the form, the kind, filled up with blanks, and 16 characters of the counter, from "@" upward.
_PAYLOAD = re.compile(r"'(\d+)-([A-Za-z]+?) *([@-\x7f]{16})'")


class Etag(NamedTuple):
    """An etag, taken apart.

    Attributes:
        text: The etag as `If-Match` takes it.
        kind: The kind of its resource, such as `Task` or `TaskDetails`; None where it cannot be read.
        version: The part that grows with each version; the whole etag where it cannot be read.
    """

    text: str
    kind: Kind | None
    version: str


def read_etag(text: str) -> Etag:
    """Take an etag apart.

    Args:
        text: The etag, as it stands in `@odata.etag`. Backslashes before its quotes, as they are left over when it is
            copied out of JSON, and blanks around it are removed.
    """
    text = text.strip().replace("\\", "")
    form = _FORM.fullmatch(text)
    payload = None if form is None else _PAYLOAD.fullmatch(_decoded(form[1]))
    if payload is None:
        return Etag(text, None, text)
    return Etag(text, payload[2], f"{payload[1]}-{payload[3]}")


def is_newer(etag: str, than: str) -> bool:
    """Return whether `etag` is a newer version of a resource than the etag `than` of the same resource.

    Etags of different resources cannot be compared. Those of different kinds are refused; those of two resources of one
    kind cannot be told apart, so compare only etags of objects with the same id.

    Raises:
        ValueError: The etags belong to resources of different kinds, or only one of them can be read.
    """
    one, other = read_etag(etag), read_etag(than)
    if one.kind != other.kind:
        raise ValueError(
            f"etags of different resources cannot be compared: {one.text} is of {_resource(one.kind)}, {other.text} is of "
            f"{_resource(other.kind)}"
        )
    return one.version > other.version


def etag_problem(etag: object, kind: Kind) -> str:
    """Return why a change of a resource of the kind `kind` cannot be sent with `etag`; an empty text if it can."""
    if etag is not None and not isinstance(etag, str):
        return f"must be a string, is of the type {type(etag).__name__}"
    read = read_etag(etag or "")
    if not read.text:
        return f"the etag of {RESOURCES[kind]} is needed: read it first, its etag is in odata_etag"
    if read.text == "*":
        return f"Planner refuses `*`: pass the etag of {RESOURCES[kind]}"
    if read.kind in RESOURCES and read.kind != kind:
        return f"this is the etag of {RESOURCES[read.kind]}: pass the etag of {RESOURCES[kind]}, which has its own"
    return ""


def _decoded(text: str) -> str:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), validate=True).decode("ascii")
    except (binascii.Error, ValueError):
        return ""


def _resource(kind: Kind | None) -> str:
    return "an unknown kind" if kind is None else RESOURCES.get(kind, f"the kind {kind}")
