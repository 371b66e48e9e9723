"""Ids in request bodies must exist."""

from __future__ import annotations

from collections.abc import Callable

import httpx

from msportal_client.sandbox import COMPANY_ID, GOAL_STATUS_ID, ROLE_ID, USER_ID

Serve = Callable[..., httpx.AsyncClient]


NOBODY = "00000000-0000-4000-8000-000000000000"


def details(answer: httpx.Response) -> dict[str, str]:
    assert answer.status_code == 400, answer.text
    return {violation["path"]: violation["message"] for violation in answer.json()["details"]}


async def test_unknown_references_are_listed(api: httpx.AsyncClient) -> None:
    answer = await api.post(
        "/goals", json={"title": "x", "companyId": NOBODY, "statusId": COMPANY_ID, "priorityId": GOAL_STATUS_ID}
    )
    assert details(answer) == {
        "body.companyId": "invalid reference id: there is no such company",
        "body.statusId": "invalid reference id: there is no such goals status",
        "body.priorityId": "invalid reference id: there is no such goals priority",
    }
    assert answer.json()["code"] == "INVALID_REFERENCE"


async def test_nested_unknown_references_are_listed(api: httpx.AsyncClient) -> None:
    answer = await api.post(
        "/calendar/meetings", json={"participants": [{"userId": USER_ID, "roleId": ROLE_ID}, {"userId": ROLE_ID}]}
    )
    assert details(answer) == {"body.participants[1].userId": "invalid reference id: there is no such user"}
    answer = await api.post(
        "/dashboards/external", json={"name": "x", "url": "https://x.example", "roleIds": [ROLE_ID, NOBODY]}
    )
    assert details(answer) == {"body.roleIds[1]": "invalid reference id: there is no such role"}


async def test_reference_ignores_case(api: httpx.AsyncClient) -> None:
    answer = await api.post("/planner/items", json={"title": "x", "companyId": COMPANY_ID.upper()})
    assert answer.json()["data"]["company"]["id"] == COMPANY_ID


async def test_update_checks_references(api: httpx.AsyncClient) -> None:
    course = (await api.get("http://sandbox/_sandbox/references")).json()["sandbox"]["/api/public/v1/training/courses"]
    answer = await api.patch(f"/training/courses/{course[0]['id']}", json={"companyId": NOBODY})
    assert "body.companyId" in details(answer)


async def test_references_are_not_checked_on_request(serve: Serve) -> None:
    answer = await serve(check_references=False).post("/goals", json={"title": "x", "companyId": NOBODY})
    assert answer.status_code == 201
