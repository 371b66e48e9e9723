"""Get and list resources."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Iterator
from urllib.parse import parse_qs

from ..local_api import Answer
from .kinds import KINDS, Kind
from .refusals import bad_request
from .showing import context_url, show, show_one
from .state import Resource
from .world import Context

__all__ = [
    "get",
    "get_my_planner",
    "list_bucket_tasks",
    "list_my_plans",
    "list_my_tasks",
    "list_owned_plans",
    "list_plan_buckets",
    "list_plan_tasks",
    "list_plans",
    "list_user_plans",
    "list_user_tasks",
    "query_value",
]

_PLAN, _BUCKET, _TASK = (KINDS[name] for name in ("plannerPlan", "plannerBucket", "plannerTask"))
_OWNER_FILTER = re.compile(r"\s*owner\s+eq\s+'([^']*)'\s*")
_MAX_NUMBER_DIGITS = 18


def get(context: Context, kind: Kind, key: str) -> Answer:
    """Return a resource that the path names."""
    return Answer(show_one(context, context.find(kind, key)))


def get_my_planner(context: Context) -> Answer:
    """Return what Planner keeps of the signed-in user."""
    return Answer(show_one(context, context.planner_user()))


def list_plans(context: Context) -> Answer:
    """List the plans of the owner that the filter names."""
    match = _OWNER_FILTER.fullmatch(context.call.query["$filter"])
    if not match:
        raise bad_request("Plans can only be filtered by owner: $filter=owner eq '{group-id}'.")
    return list_owned_plans(context, match[1])


def list_owned_plans(context: Context, group_id: str) -> Answer:
    """List the plans of a group."""
    group = context.group(group_id)
    return _page(context, _PLAN, (plan for plan in context.state.every(_PLAN) if plan.fields["owner"] == group.id))


def list_my_plans(context: Context) -> Answer:
    """List the plans that are shared with the signed-in user."""
    return _plans_of(context, context.user)


def list_user_plans(context: Context, name: str) -> Answer:
    """List the plans that are shared with a user."""
    return _plans_of(context, context.named_user(name))


def _plans_of(context: Context, user: str) -> Answer:
    shared = (plan for plan in context.state.every(_PLAN) if user in context.state.shared_with(plan.id))
    return _page(context, _PLAN, shared)


def list_plan_buckets(context: Context, plan_id: str) -> Answer:
    """List the buckets of a plan."""
    return _page(context, _BUCKET, context.state.buckets_of_plan(context.find(_PLAN, plan_id).id))


def list_plan_tasks(context: Context, plan_id: str) -> Answer:
    """List the tasks of a plan."""
    return _page(context, _TASK, context.state.tasks_of_plan(context.find(_PLAN, plan_id).id))


def list_bucket_tasks(context: Context, bucket_id: str) -> Answer:
    """List the tasks of a bucket."""
    bucket = context.find(_BUCKET, bucket_id)
    tasks = context.state.tasks_of_plan(bucket.fields["planId"])
    return _page(context, _TASK, (task for task in tasks if task.fields["bucketId"] == bucket.id))


def list_my_tasks(context: Context) -> Answer:
    """List the tasks that are assigned to the signed-in user."""
    return _tasks_of(context, context.user)


def list_user_tasks(context: Context, name: str) -> Answer:
    """List the tasks that are assigned to a user."""
    return _tasks_of(context, context.named_user(name))


def _tasks_of(context: Context, user: str) -> Answer:
    return _page(context, _TASK, (task for task in context.state.every(_TASK) if user in task.fields["assignments"]))


def _page(context: Context, kind: Kind, found: Iterable[Resource]) -> Answer:
    """Return the page that the query asks for: the resources after the last one of the page before."""
    size, after = context.world.settings.page_size, _read_skip_token(query_value(context, "$skiptoken"))
    rest = [each for each in found if each.number > after and context.is_visible(each)]
    page = rest[:size]
    body = {
        "@odata.context": context_url(context, kind.collection),
        "@odata.count": len(page),
        "value": [show(context, each) for each in page],
    }
    if len(rest) > size:
        token = _skip_token(page[-1].number)
        others = "&".join(_other_parameters(context.call.raw_query))
        query = f"{others}&$skiptoken={token}" if others else f"$skiptoken={token}"
        body["@odata.nextLink"] = f"{context.call.origin}{context.call.url_path}?{query}"
    return Answer(body)


def query_value(context: Context, name: str) -> str | None:
    """Return a query parameter, documented or not, or None."""
    return parse_qs(context.call.raw_query, keep_blank_values=True).get(name, [None])[-1]


def _other_parameters(raw_query: str) -> Iterator[str]:
    for pair in raw_query.split("&"):
        if pair and not pair.lower().startswith(("$skiptoken=", "%24skiptoken=")):
            yield pair


def _skip_token(number: int) -> str:
    return base64.urlsafe_b64encode(f"after:{number}".encode()).decode().rstrip("=")


def _read_skip_token(token: str | None) -> int:
    if token is None:
        return 0
    try:
        text = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)).decode("ascii")
    except (binascii.Error, ValueError):
        text = ""
    name, _, number = text.partition(":")
    if name != "after" or not number.isdecimal() or len(number) > _MAX_NUMBER_DIGITS:
        raise bad_request("The $skiptoken is malformed.")
    return int(number)
