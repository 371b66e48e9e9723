"""`client.with_options`: clients that share connections, window and end, and have other settings."""

from __future__ import annotations

import copy
import pickle
from functools import cached_property
from typing import Any

import httpx
import pytest
from fake_server import KEY, Call, Server, Use, envelope, planner_item_detail

from msportal_client import (
    AsyncMSPortal,
    MSPortal,
    RequestOptions,
    RequestValidationError,
    ResponseDecodeError,
    RetryPolicy,
)
from msportal_client.events import Event

CLIENTS = (AsyncMSPortal, MSPortal)
COMPANY = "0b8f6f4e-27b1-4f2b-8a0e-7b8f0ce1b7a2"


def timeouts(server: Server) -> list[float]:
    return [round(max(request.extensions["timeout"].values())) for request in server.requests]


def calls(*uses: Use) -> Use:
    """Return a function that makes calls one after the other, with either client."""

    def use(msportal: Any) -> Any:
        if isinstance(msportal, MSPortal):
            return [each(msportal) for each in uses]

        async def use_async() -> list[Any]:
            return [await each(msportal) for each in uses]

        return use_async()

    return use


def get_budget(msportal: Any, **options: Any) -> Any:
    return msportal.budgets.get_budget(COMPANY, options=RequestOptions(**options) if options else None)


def test_timeout(call: Call, server: Server) -> None:
    server.respond_with(envelope({"id": COMPANY}))
    call(
        calls(
            lambda m: get_budget(m.with_options(timeout=7)),
            get_budget,
            lambda m: get_budget(m.with_options(timeout=7).with_options(strict=True)),
            lambda m: get_budget(m.with_options(timeout=7).with_options(timeout=8)),
            lambda m: get_budget(m.with_options(timeout=7), timeout=9),
            lambda m: m.with_options(timeout=7).request("GET", "/a"),
        )
    )
    assert timeouts(server) == [7, 30, 7, 8, 9, 7]


def test_resources_of_both_clients_are_apart(call: Call, server: Server) -> None:
    server.respond_with(envelope({"id": COMPANY}))

    def use(msportal: Any) -> Any:
        first = msportal.budgets
        derived = msportal.with_options(timeout=7)
        assert derived.budgets is derived.budgets
        assert derived.budgets is not first
        assert msportal.budgets is first
        return calls(use_derived(derived), get_budget)(msportal)

    def use_derived(derived: Any) -> Use:
        return lambda _: get_budget(derived)

    call(use)
    assert timeouts(server) == [7, 30]


def test_retry(call: Call, server: Server) -> None:
    server.respond_with(httpx.Response(503), httpx.Response(503), envelope({"id": COMPANY}))
    quick = RetryPolicy(backoff=0.001)
    call(lambda m: get_budget(m.with_options(retry=quick)), retry=RetryPolicy.never())
    assert len(server.requests) == 3


def test_headers_are_added(call: Call, server: Server) -> None:
    server.respond_with(envelope({"id": COMPANY}))
    call(
        calls(
            lambda m: get_budget(m.with_options(headers={"X-A": "2", "X-B": "2"}).with_options(headers={"x-b": "3"})),
            lambda m: get_budget(m.with_options(headers={"X-A": "2"}), headers={"x-a": "4"}),
            get_budget,
        ),
        headers={"x-a": "1"},
    )
    sent = [(request.headers.get("x-a"), request.headers.get("x-b")) for request in server.requests]
    assert sent == [("2", "3"), ("4", None), ("1", None)]
    assert {request.headers["authorization"] for request in server.requests} == {f"Bearer {KEY}"}


def test_strict(call: Call, server: Server) -> None:
    server.respond_with(envelope(planner_item_detail(dueDate="soon"), 201))

    def create(msportal: Any) -> Any:
        return msportal.planner.create_planner_item(title="x")

    call(lambda m: create(m.with_options(strict=False)), strict=True)
    with pytest.raises(ResponseDecodeError):
        call(lambda m: create(m.with_options(strict=True)))
    with pytest.raises(ResponseDecodeError):
        call(lambda m: create(m.with_options(timeout=1)), strict=True)


def test_window_and_events_are_shared(call: Call, server: Server) -> None:
    headers = {"x-ratelimit-limit": "9", "x-ratelimit-remaining": "5", "x-ratelimit-reset": "2999-01-01T00:00:00Z"}
    server.respond_with(httpx.Response(200, json={}, headers=headers))
    events: list[Event] = []

    def use(msportal: Any) -> Any:
        derived = msportal.with_options(timeout=7)

        def use_derived(_: Any) -> Any:
            return derived.request("GET", "/a")

        def use_first(_: Any) -> Any:
            assert msportal.rate_limit == derived.rate_limit
            assert msportal.rate_limit.limit == 9
            return msportal.request("GET", "/a")

        return calls(use_derived, use_first)(msportal)

    call(use, on_event=events.append)
    assert len({event.request_id for event in events}) == 2


@pytest.mark.parametrize("closed", ["first", "derived"])
def test_closing_one_closes_both(call: Call, server: Server, closed: str) -> None:
    def use(msportal: Any) -> Any:
        derived = msportal.with_options(timeout=7)
        one, other = (msportal, derived) if closed == "first" else (derived, msportal)
        if isinstance(one, MSPortal):
            one.close()
            return get_budget(other)

        async def use_async() -> Any:
            await one.aclose()
            return await get_budget(other)

        return use_async()

    with pytest.raises(RuntimeError, match="closed"):
        call(use)
    assert server.requests == []


@pytest.mark.parametrize("client", CLIENTS)
def test_class_and_attributes_are_kept(client: type[Any]) -> None:
    class Mine(client):  # type: ignore[misc]
        @cached_property
        def named(self) -> str:
            return repr(self._settings.timeout)

    first: Any = Mine(KEY, base_url="https://gateway.example")
    first.tenant = "contoso"
    assert first.named == "30.0"
    derived = first.with_options(timeout=5.0)
    assert type(derived) is Mine
    assert (derived.tenant, derived.base_url, derived.named) == ("contoso", "https://gateway.example", "5.0")
    assert KEY not in repr(derived) + str(vars(derived))


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ({"timeout": 0}, "timeout: must be more than 0 seconds, is 0"),
        ({"timeout": "5"}, "timeout: must be a number of seconds, is '5'; math.inf sets no bound"),
        ({"retry": 3}, "retry: must be a RetryPolicy, is of the type int"),
        ({"headers": ["a"]}, "headers: must be a Mapping, is of the type list"),
        ({"headers": {"Authorization": "x"}}, "headers['Authorization']: the API key is the client's"),
        ({"headers": {5: "a"}}, "headers[5]: the name of a header must be a string, is of the type int"),
        ({"headers": {"a": 5}}, "headers['a']: must be a string, is of the type int"),
        ({"strict": "yes"}, "strict: must be a bool, is of the type str"),
    ],
)
def test_wrong_option_refused(client: type[Any], options: dict[str, Any], problem: str) -> None:
    with pytest.raises(RequestValidationError) as caught:
        client(KEY).with_options(**options)
    assert str(caught.value).startswith(f"with_options: {problem}")
    with pytest.raises(RequestValidationError) as caught:
        client(KEY, **options)
    assert str(caught.value).startswith(f"MSPortal: {problem}")


def pickle_resource(client: Any) -> bytes:
    return pickle.dumps(client.planner)


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize("use", [pickle.dumps, copy.copy, copy.deepcopy, pickle_resource])
def test_client_cannot_be_pickled(client: type[Any], use: Any) -> None:
    with pytest.raises(TypeError, match=r"cannot be pickled or copied: .* Make a client in each process") as caught:
        use(client(KEY))
    assert KEY not in str(caught.value)
