"""Delta queries: what has changed since a link was given."""

from __future__ import annotations

import base64
import binascii
import json
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from ..local_api import Answer
from .kinds import KINDS, Kind
from .reading import query_value
from .refusals import bad_request, too_old
from .showing import context_url, show
from .state import Entry
from .world import Context

__all__ = [
    "list_group_plan_changes",
    "list_my_changes",
    "list_my_task_changes",
    "list_plan_bucket_changes",
    "list_plan_task_changes",
    "list_user_changes",
]

_PLAN, _BUCKET, _TASK, _DETAILS = (
    KINDS[name] for name in ("plannerPlan", "plannerBucket", "plannerTask", "plannerTaskDetails")
)
_TRACKED = {"Preference-Applied": "odata.track-changes"}
_MALFORMED = "The delta link is malformed."
# The longest time in seconds for which a new resource is not found.
_MAX_DELAY = 3600.0


@dataclass(frozen=True, slots=True)
class _Link:
    """The content of the token of a link.

    Attributes:
        path: The path that it belongs to.
        user: The user whom it was given to.
        series: The series of links that it belongs to: all of one are too old at once.
        position: The position in the log from which changes are to be told.
        given_at: The time at which it was given.
        after: The number of the last resource that was listed, while the first pages are; None when they are over.
        expand: Whether tasks come with their details.
    """

    path: str
    user: str | None
    series: str
    position: int
    given_at: float
    after: int | None = None
    expand: bool = False


def list_my_changes(context: Context) -> Answer:
    """Tell what has changed of everything that the signed-in user is subscribed to."""
    return _list_changes(context, context.user)


def list_user_changes(context: Context, name: str) -> Answer:
    """Tell what has changed of everything that a user is subscribed to."""
    # No application permission: the user is the signed-in one.
    _ = context.user
    return _list_changes(context, context.named_user(name))


def _list_changes(context: Context, user: str) -> Answer:
    """Tell what has changed of everything that a user is subscribed to.

    The first answer has no changes and a link to follow after the cache is filled.
    """
    link = _given_link(context)
    log = context.state.log
    if link is None:
        return _answer(context, "Collection(plannerDelta)", [], next_link=_new_link(context, len(log)))
    end = _visible_end(context)
    size = context.world.settings.page_size
    told: list[dict[str, Any]] = []
    position = link.position
    while position < end and len(told) < size:
        entry = log[position]
        position += 1
        if user in entry.audience:
            told.append(_told(context, entry))
    more = any(user in entry.audience for entry in log[position:end])
    after = _new_link(context, position if more else max(position, end))
    return _answer(context, "Collection(plannerDelta)", told, **{"next_link" if more else "delta_link": after})


def list_plan_task_changes(context: Context, plan_id: str) -> Answer:
    """Tell which tasks of a plan are new, changed or gone."""
    return _changed(context, _TASK, f"plan:{context.find(_PLAN, plan_id).id}")


def list_my_task_changes(context: Context) -> Answer:
    """Tell which tasks of the signed-in user are new, changed or gone."""
    return _changed(context, _TASK, f"user:{context.user}")


def list_plan_bucket_changes(context: Context, plan_id: str) -> Answer:
    """Tell which buckets of a plan are new, changed or gone."""
    return _changed(context, _BUCKET, f"plan:{context.find(_PLAN, plan_id).id}")


def list_group_plan_changes(context: Context, group_id: str) -> Answer:
    """Tell which plans of a group are new, changed or gone."""
    return _changed(context, _PLAN, f"group:{context.group(group_id).id}")


def _changed(context: Context, kind: Kind, scope: str) -> Answer:
    """Tell what is new, changed or gone in a list: at first everything, later what has changed since."""
    link = _given_link(context)
    if link is None:
        expand = "details" in cast("Sequence[str]", context.call.query.get("$expand") or ())
        link = _new_link(context, _visible_end(context), after=0, expand=expand and kind is _TASK)
    if link.after is not None:
        return _first_page(context, kind, scope, link, link.after)
    end = _visible_end(context)
    kinds = {kind, _DETAILS} if link.expand else {kind}
    ids = list(dict.fromkeys(_ids_in(context.state.log[link.position : end], kinds, scope)))
    told = [_item(context, kind, key, scope, expand=link.expand) for key in ids]
    after = _new_link(context, end, expand=link.expand)
    return _answer(context, kind.collection, told, delta_link=after)


def _first_page(context: Context, kind: Kind, scope: str, link: _Link, after: int) -> Answer:
    found = [
        each
        for each in context.state.every(kind)
        if each.number > after and context.is_visible(each) and scope in context.state.scopes(each)
    ]
    size = context.world.settings.page_size
    told = [_item(context, kind, each.id, scope, expand=link.expand) for each in found[:size]]
    if len(found) > size:
        following = _new_link(context, link.position, after=found[size - 1].number, expand=link.expand)
        return _answer(context, kind.collection, told, next_link=following)
    following = _new_link(context, link.position, expand=link.expand)
    return _answer(context, kind.collection, told, delta_link=following)


def _ids_in(entries: Iterable[Entry], kinds: set[Kind], scope: str) -> Iterable[str]:
    return (entry.id for entry in entries if entry.kind in kinds and scope in entry.scopes)


def _item(context: Context, kind: Kind, key: str, scope: str, *, expand: bool) -> dict[str, Any]:
    """Return a resource of a list as it is now, or that it is no longer there."""
    resource = context.state.get(kind, key)
    if resource is None or scope not in context.state.scopes(resource):
        return {"id": key, "@removed": {"reason": "changed" if resource else "deleted"}}
    shown = {"@odata.type": f"#microsoft.graph.{kind.name}", **show(context, resource)}
    details = context.state.get(_DETAILS, key) if expand else None
    return {**shown, "details": show(context, details)} if details else shown


def _told(context: Context, entry: Entry) -> dict[str, Any]:
    """Return a change as an entry of the feed."""
    head = {
        "@odata.context": context_url(context, f"{entry.kind.collection}/$delta"),
        "@odata.type": f"#microsoft.graph.{entry.kind.name}",
    }
    if entry.body is None:
        return {**head, "id": entry.id, "@removed": {"reason": "deleted" if entry.deleted else "changed"}}
    return {**head, "@odata.etag": entry.etag, "id": entry.id, **entry.body}


def _visible_end(context: Context) -> int:
    """Return the end of the log, or the position of the first change of what is not found yet."""
    log, now = context.state.log, context.call.now
    start = bisect_right(log, now - _MAX_DELAY, key=lambda entry: entry.made_at)
    return next((at for at in range(start, len(log)) if log[at].visible_at > now), len(log))


def _new_link(context: Context, position: int, *, after: int | None = None, expand: bool = False) -> _Link:
    return _Link(
        path=context.call.url_path,
        user=context.caller.token.user,
        series=_series(context),
        position=position,
        given_at=context.call.now,
        after=after,
        expand=expand,
    )


def _series(context: Context) -> str:
    return f"{context.state.generation}/{context.world.link_series}"


def _given_link(context: Context) -> _Link | None:
    """Return the link that is followed, or None for the first request.

    Raises:
        Refusal: It is malformed, of another path or user, or too old.
    """
    token = query_value(context, "$deltatoken") or query_value(context, "$skiptoken")
    if token is None:
        return None
    link = _read_token(token)
    if link is None or link.path != context.call.url_path or link.user != context.caller.token.user:
        raise bad_request(_MALFORMED)
    settings, state = context.world.settings, context.state
    if link.series != _series(context) or context.call.now > link.given_at + settings.delta_lifetime:
        raise too_old()
    if link.position > len(state.log):
        raise bad_request(_MALFORMED)
    return link


def _token(link: _Link) -> str:
    values = [link.path, link.user, link.series, link.position, link.given_at, link.after, link.expand]
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def _read_token(token: str) -> _Link | None:
    try:
        values = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
        path, user, series, position, given_at, after, expand = values
    except (binascii.Error, ValueError, TypeError, RecursionError):
        return None
    numbers = isinstance(position, int) and isinstance(given_at, float | int) and isinstance(after, int | None)
    return _Link(path, user, series, position, given_at, after, bool(expand)) if numbers and position >= 0 else None


def _answer(
    context: Context,
    what: str,
    told: list[dict[str, Any]],
    *,
    next_link: _Link | None = None,
    delta_link: _Link | None = None,
) -> Answer:
    body: dict[str, Any] = {"@odata.context": context_url(context, what), "value": told}
    start = f"{context.call.origin}{context.call.url_path}"
    if next_link:
        body["@odata.nextLink"] = f"{start}?$skiptoken={_token(next_link)}"
    if delta_link:
        body["@odata.deltaLink"] = f"{start}?$deltatoken={_token(delta_link)}"
    return Answer(body, 200, _TRACKED)
