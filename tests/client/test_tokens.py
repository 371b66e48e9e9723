"""Access tokens that a function gives: asked for before they expire, and after a 401."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import anyio
import anyio.lowlevel
import httpx
import pytest
from fake_server import Server

from msportal_client import AuthenticationError
from msportal_client._runtime.api import API
from msportal_client._runtime.clients import APIClient, AsyncAPIClient
from msportal_client._runtime.operation import Operation
from msportal_client.errors import TokenError

_API = API(
    name="Acme",
    base_url="https://api.acme.example",
    key_variable="ACME_TOKEN",
    base_url_variable="ACME_BASE_URL",
    key_argument="token",
    token_scopes=("acme/.default",),
)


def read(data: dict[str, Any]) -> dict[str, Any]:
    return data


THING: Operation[Any] = Operation("get_thing", "GET", "/thing", read)
POSTED: Operation[Any] = Operation("post_thing", "POST", "/thing", read)
OK = httpx.Response(200, json={})
UNAUTHORIZED = httpx.Response(401, json={"error": "Token expired"})

Session = Callable[..., list[str]]


class Client(APIClient):
    _api = _API


class AsyncClient(AsyncAPIClient):
    _api = _API


@pytest.fixture(params=["async", "sync"])
def session(request: pytest.FixtureRequest, server: Server) -> Session:
    """Create a client with a token function, call an operation several times, and return the tokens that were sent."""
    transport = httpx.MockTransport(server.handle)

    def use_sync(token: Any, calls: int = 1, between: Callable[[], object] = int, operation: Any = THING) -> list[str]:
        with Client(token, transport=transport) as acme:
            for _ in range(calls):
                acme.send(operation, {})
                between()
        return sent(server)

    def use_async(token: Any, calls: int = 1, between: Callable[[], object] = int, operation: Any = THING) -> list[str]:
        async def main() -> None:
            async with AsyncClient(token, transport=transport) as acme:
                for _ in range(calls):
                    await acme.send(operation, {})
                    between()

        anyio.run(main)
        return sent(server)

    return use_sync if request.param == "sync" else use_async


def sent(server: Server) -> list[str]:
    return [request.headers["authorization"].removeprefix("Bearer ") for request in server.requests]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    now = SimpleNamespace(time=1_800_000_000.0)
    monkeypatch.setattr("msportal_client._runtime.tokens.time.time", lambda: now.time)
    return now


def numbered(life: float | None = None, clock: Any = None) -> Callable[[], Any]:
    """Return a function that gives token-1, token-2 and so on, with the end of their life if that is given."""
    count = iter(range(1, 1000))

    def give() -> Any:
        token = f"token-{next(count)}"
        return token if life is None else SimpleNamespace(token=token, expires_on=int(clock.time + life))

    return give


def jwt(expiry: object) -> str:
    claims = base64.urlsafe_b64encode(json.dumps({"exp": expiry}).encode()).decode().rstrip("=")
    return f"head.{claims}.signature"


def test_token_used_again(session: Session, server: Server) -> None:
    server.respond_with(OK)
    assert session(numbered(), 3) == ["token-1"] * 3


def test_new_token_before_expiry(session: Session, server: Server, clock: SimpleNamespace) -> None:
    """A token of an hour is replaced in its last five minutes."""
    server.respond_with(OK)
    times = iter([3299.0, 2.0, 0.0])

    def later() -> None:
        clock.time += next(times)

    assert session(numbered(3600.0, clock), 3, later) == ["token-1", "token-1", "token-2"]


def test_short_life_leaves_time_to_use_it(session: Session, server: Server, clock: SimpleNamespace) -> None:
    server.respond_with(OK)

    def later() -> None:
        clock.time += 30.0

    assert session(numbered(100.0, clock), 5, later) == ["token-1", "token-1", "token-1", "token-2", "token-2"]


def test_expiry_of_jwt_read(session: Session, server: Server, clock: SimpleNamespace) -> None:
    server.respond_with(OK)
    tokens = iter([jwt(clock.time + 1000), jwt(clock.time + 9000)])

    def later() -> None:
        clock.time += 790.0

    first, again, new = session(lambda: next(tokens), 3, later)
    assert first == again != new


@pytest.mark.parametrize("expiry", [None, "soon", True, [1]])
def test_token_without_expiry_asked_again_in_time(
    session: Session, server: Server, clock: SimpleNamespace, expiry: object
) -> None:
    server.respond_with(OK)
    tokens = iter([jwt(expiry), "opaque", "other"])

    def later() -> None:
        clock.time += 301.0

    assert len(set(session(lambda: next(tokens), 3, later))) == 3


@pytest.mark.parametrize("operation", [THING, POSTED])
def test_401_asks_for_another_and_sends_again(session: Session, server: Server, operation: Any) -> None:
    server.respond_with(UNAUTHORIZED, OK)
    assert session(numbered(), operation=operation) == ["token-1", "token-2"]


def test_401_with_the_same_token_raised(session: Session, server: Server) -> None:
    server.respond_with(UNAUTHORIZED)
    with pytest.raises(AuthenticationError):
        session(lambda: "the-same-token")
    assert sent(server) == ["the-same-token"]


def test_second_401_raised(session: Session, server: Server) -> None:
    server.respond_with(UNAUTHORIZED)
    with pytest.raises(AuthenticationError):
        session(numbered())
    assert sent(server) == ["token-1", "token-2"]


def test_tokens_removed_from_errors(session: Session, server: Server) -> None:
    secret = "a-secret-token-of-the-test"
    server.respond_with(httpx.Response(403, json={"error": f"{secret} may not"}))
    with pytest.raises(Exception, match="<API key> may not") as caught:
        session(lambda: secret)
    assert secret not in repr(caught.value) + str(vars(caught.value))


def test_function_that_raises(session: Session, server: Server) -> None:
    def fail() -> str:
        raise OSError("no network")

    with pytest.raises(TokenError, match="raised OSError") as caught:
        session(fail)
    assert isinstance(caught.value.__cause__, OSError)
    assert server.requests == []


@pytest.mark.parametrize("answer", [None, "", "two words", 7, SimpleNamespace(token=None)])
def test_function_that_gives_no_token(session: Session, server: Server, answer: Any) -> None:
    with pytest.raises(TokenError, match="must return a token"):
        session(lambda: answer)
    assert server.requests == []


def test_credential_asked_for_the_scopes_of_the_api(session: Session, server: Server, clock: SimpleNamespace) -> None:
    """A credential of azure-identity has get_token, and gives an AccessToken."""
    server.respond_with(OK)
    scopes: list[tuple[str, ...]] = []

    class Credential:
        def get_token(self, *asked: str, **_: Any) -> Any:
            scopes.append(asked)
            return SimpleNamespace(token="of-azure", expires_on=int(clock.time) + 3600)

    assert session(Credential(), 2) == ["of-azure"] * 2
    assert scopes == [("acme/.default",)]


async def test_coroutine_functions_and_credentials(server: Server) -> None:
    server.respond_with(OK)

    async def give() -> str:
        await anyio.lowlevel.checkpoint()
        return "of-a-coroutine"

    class Credential:
        async def get_token(self, *_: str) -> Any:
            return SimpleNamespace(token=await give(), expires_on=4_000_000_000)

    for token in (give, Credential(), lambda: give()):  # noqa: PLW0108 - a plain function that returns an awaitable
        async with AsyncClient(token, transport=httpx.MockTransport(server.handle)) as acme:
            await acme.send(THING, {})
    assert sent(server) == ["of-a-coroutine"] * 3


def test_coroutine_function_refused_by_sync_client() -> None:
    async def give() -> str:
        return "token"

    with pytest.raises(TypeError, match="needs a plain token function"):
        Client(give)


async def call(acme: AsyncClient) -> None:
    await acme.send(THING, {})


async def test_one_task_asks_for_all(server: Server) -> None:
    server.respond_with(OK)
    asked: list[int] = []

    async def give() -> str:
        asked.append(1)
        await anyio.sleep(0.01)
        return "token"

    async with (
        AsyncClient(give, transport=httpx.MockTransport(server.handle)) as acme,
        anyio.create_task_group() as tasks,
    ):
        for _ in range(10):
            tasks.start_soon(call, acme)
    assert asked == [1]


def test_one_thread_asks_for_all(server: Server) -> None:
    server.respond_with(OK)
    asked: list[int] = []
    everyone = threading.Barrier(5)

    def give() -> str:
        asked.append(1)
        return "token"

    with Client(give, transport=httpx.MockTransport(server.handle)) as acme:

        def call() -> None:
            everyone.wait()
            acme.send(THING, {})

        threads = [threading.Thread(target=call) for _ in range(5)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert asked == [1]


def test_missing_token_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ACME_TOKEN", raising=False)
    with pytest.raises(ValueError, match="token: no token: pass token, or set the environment variable ACME_TOKEN"):
        Client()


def test_derived_client_shares_tokens(server: Server) -> None:
    server.respond_with(OK)
    with Client(numbered(), transport=httpx.MockTransport(server.handle)) as acme:
        acme.send(THING, {})
        acme.with_options(timeout=1.0).send(THING, {})
    assert sent(server) == ["token-1", "token-1"]
