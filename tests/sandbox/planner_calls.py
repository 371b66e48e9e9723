"""Calls to a Planner server, for tests."""

from __future__ import annotations

from typing import Any, cast

import httpx

from msportal_client.sandbox.microsoft_planner import PLAN_ID, SECOND_USER_ID, USER_ID

BETA = "http://localhost/beta"
CONTROL = "http://localhost/_sandbox"
ITEM, OTHER_ITEM = "95e27074-6c4a-447a-aa24-9d718a0b86fa", "d280ed1a-9f6b-4f9c-a962-fb4d00dc50ff"
ASSIGNMENT = {"@odata.type": "#microsoft.graph.plannerAssignment", "orderHint": " !"}
URL_KEY = "https%3A//www%2Eexample%2Ecom/a"

Body = dict[str, Any]


def item(**values: Any) -> Body:
    return {"@odata.type": "#microsoft.graph.plannerChecklistItem", **values}


def reference(**values: Any) -> Body:
    return {"@odata.type": "#microsoft.graph.plannerExternalReference", **values}


async def get(api: httpx.AsyncClient, path: str, status: int = 200) -> Body:
    response = await api.get(path)
    assert response.status_code == status, response.text
    return cast("Body", response.json())


async def post(api: httpx.AsyncClient, path: str, body: Any, status: int = 201) -> Body:
    response = await api.post(path, json=body)
    assert response.status_code == status, response.text
    return cast("Body", response.json())


async def etag_of(api: httpx.AsyncClient, path: str) -> str:
    return str((await get(api, path))["@odata.etag"])


async def create_task(api: httpx.AsyncClient, **fields: Any) -> Body:
    return await post(api, "/planner/tasks", {"planId": PLAN_ID, "title": "x", **fields})


async def create_plan(api: httpx.AsyncClient, group_id: str, title: str = "p") -> Body:
    return await post(api, "/planner/plans", {"title": title, "owner": group_id})


async def patch(api: httpx.AsyncClient, path: str, body: Any, status: int = 200, etag: str | None = None) -> Body:
    """Change a resource by its last etag, or by the one that is given, and return it, or the error."""
    etag = etag if etag is not None else await etag_of(api, path)
    response = await api.patch(path, json=body, headers={"If-Match": etag, "Prefer": "return=representation"})
    assert response.status_code == status, response.text
    return cast("Body", response.json())


async def delete(api: httpx.AsyncClient, path: str, status: int = 204, etag: str | None = None) -> None:
    etag = etag if etag is not None else await etag_of(api, path)
    response = await api.delete(path, headers={"If-Match": etag})
    assert response.status_code == status, response.text


async def control(api: httpx.AsyncClient, path: str, body: Any = None, method: str = "PATCH") -> Any:
    response = await api.request(method, CONTROL + path, json=body)
    assert response.status_code in {200, 204}, response.text
    return response.json() if response.content else None


async def share(api: httpx.AsyncClient, plan_id: str = PLAN_ID, **users: bool) -> Body:
    """Share a plan with the users `first` and `second`, or no longer."""
    ids = {"first": USER_ID, "second": SECOND_USER_ID}
    shared = {ids[name]: value for name, value in users.items()}
    return await patch(api, f"/planner/plans/{plan_id}/details", {"sharedWith": shared})


async def begin_delta(api: httpx.AsyncClient, path: str = "/me/planner/all/delta") -> str:
    """Return the link that the first answer of the delta query of everything gives."""
    return str((await get(api, BETA + path))["@odata.nextLink"])


async def follow(api: httpx.AsyncClient, link: str) -> tuple[list[Body], str]:
    """Return the changes since a link was given, and the delta link at the end."""
    changes: list[Body] = []
    while True:
        page = await get(api, link)
        changes += page["value"]
        if "@odata.deltaLink" in page:
            assert "@odata.nextLink" not in page
            return changes, page["@odata.deltaLink"]
        assert link != page["@odata.nextLink"]
        link = page["@odata.nextLink"]


def error_of(body: Body) -> tuple[str, str]:
    """Return the code and the message of an error."""
    return body["error"]["code"], body["error"]["message"]
