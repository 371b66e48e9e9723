"""The applications of FastAPI and Flask, called over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import httpx
import pytest
from example_programs import serving, settings, titles

from msportal_client.sandbox import Sandbox

FASTAPI = "import uvicorn, fastapi_app; uvicorn.run(fastapi_app.app, host='127.0.0.1', port={port}, log_level='error')"
FLASK = "import flask_app; flask_app.create_app().run(host='127.0.0.1', port={port}, threaded=True)"


@pytest.fixture(params=[FASTAPI, FLASK], ids=["fastapi", "flask"])
def application(request: pytest.FixtureRequest, sandbox: Sandbox) -> Iterator[httpx.Client]:
    code: str = request.param
    with (
        serving(code, environment=settings(sandbox)) as url,
        httpx.Client(base_url=url, trust_env=False, timeout=60) as client,
    ):
        yield client


def create(application: httpx.Client, title: str) -> httpx.Response:
    """Create an item, with the title where either application reads it."""
    return application.post("/items", params={"title": title}, json={"title": title})


def test_many_requests_at_once_share_one_client(application: httpx.Client, sandbox: Sandbox) -> None:
    before = titles(sandbox)
    new = [f"Item {number}" for number in range(30)]
    with ThreadPoolExecutor(10) as threads:
        made = list(threads.map(partial(create, application), new))
    assert [response.status_code for response in made] == [201] * 30
    assert [response.json()["title"] for response in made] == new
    assert sorted(titles(sandbox)) == sorted([*before, *new])


def test_list_of_titles(application: httpx.Client, sandbox: Sandbox) -> None:
    listed: list[str] = application.get("/items", params={"limit": 3}).json()
    assert len(listed) >= 3
    assert set(listed) <= set(titles(sandbox))


def test_refused_argument_is_422(application: httpx.Client, sandbox: Sandbox) -> None:
    before = len(titles(sandbox))
    refused = create(application, "")
    assert refused.status_code == 422
    assert "title" in refused.text
    assert len(titles(sandbox)) == before


def test_error_of_the_api_is_502_without_its_text(application: httpx.Client, sandbox: Sandbox) -> None:
    sandbox.trouble(next_statuses=(500,))
    failed = application.get("/items")
    assert (failed.status_code, failed.json()) == (502, {"detail": "MSPortal could not be reached"})


@pytest.mark.parametrize("code", [FASTAPI, FLASK], ids=["fastapi", "flask"])
def test_quota_that_resets_late_is_503_with_retry_after(code: str) -> None:
    with (
        Sandbox(quota=1, window=3600.0) as sandbox,
        serving(code, environment=settings(sandbox)) as url,
        httpx.Client(base_url=url, trust_env=False, timeout=60) as client,
    ):
        assert client.get("/items").status_code == 200
        busy = client.get("/items")
    assert (busy.status_code, busy.json()) == (503, {"detail": "busy"})
    assert 90 < int(busy.headers["Retry-After"]) <= 3610  # seconds are rounded, on both sides


def test_fastapi_answers_404_for_a_missing_record(sandbox: Sandbox) -> None:
    with (
        serving(FASTAPI, environment=settings(sandbox)) as url,
        httpx.Client(base_url=url, trust_env=False, timeout=60) as client,
    ):
        missing = client.get("/budgets/00000000-0000-4000-8000-000000000000")
        known = client.get(f"/budgets/{sandbox.add('budgets')['id']}")
    assert (missing.status_code, missing.json()) == (404, {"detail": "there is no such record"})
    assert known.status_code == 200


def test_flask_answers_400_for_a_body_without_title(sandbox: Sandbox) -> None:
    bodies: list[Any] = [{}, {"title": 1}, ["title"]]
    with (
        serving(FLASK, environment=settings(sandbox)) as url,
        httpx.Client(base_url=url, trust_env=False, timeout=60) as client,
    ):
        assert [client.post("/items", json=body).status_code for body in bodies] == [400, 400, 400]
