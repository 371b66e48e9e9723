"""The Planner part of Microsoft Graph as a local API."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, cast

from starlette.datastructures import Headers

from ..local_api import Answer, Incoming, LocalApi, Refusal
from ..options import check_number
from ..quota import ALGORITHMS
from ..spec import Spec, SpecError, read_spec
from ..trouble import Trouble
from .kinds import KINDS
from .people import Token
from .refusals import bad_request, error_body, no_permission, too_many, unauthorized
from .routes import HANDLERS
from .seeds import plant
from .settings import Settings, check_limits
from .state import State
from .world import Caller, Context, World

__all__ = ["Planner", "find_document"]

_READ_METHODS = frozenset({"GET", "HEAD"})
_NO_RIGHT = "Insufficient privileges to complete the operation."


def find_document() -> Path:
    """Return the path of the document in the package."""
    return Path(__file__).resolve().parents[2] / "bridges" / "microsoft_planner" / "openapi.json"


class Planner(LocalApi[Caller]):
    """The API. `create_app` creates it and documents its arguments.

    Attributes:
        world: The resources, the people and the settings.
    """

    # The id of a request is the server's own; what the client gives is another header.
    sent_id_header = ""

    def __init__(
        self,
        *,
        settings: Settings,
        limits: Mapping[str, int | None],
        tokens: Mapping[str, Token],
        seeded: bool,
        trouble: Trouble,
        seed: int,
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        spec = read_spec(find_document())
        _check_handlers(spec)
        if not tokens:
            raise ValueError("tokens must hold at least one token")
        super().__init__(spec=spec, trouble=trouble, seed=seed, clock=clock, sleep=sleep)
        self._seed = seed
        self._seeded = seeded
        self._resets = 0
        self.initial = settings, check_limits(dict(limits), World(State(""), {}).limits), dict(tokens)
        self.world = self._new_world()
        self._quotas: dict[str, Any] = {}

    def _new_world(self) -> World:
        settings, limits, tokens = self.initial
        state = State(f"{self._seed}/{self._resets}")
        operations = {operation.operation_id: operation for operation in self.spec.operations}
        if self._seeded:
            plant(state, settings.first_version, self.now())
        return World(state, operations, settings, dict(limits), dict(tokens))

    def reset(self) -> None:
        """Remove everything that was made or set since the start. Links of delta queries from before are too old."""
        super().reset()
        self._resets += 1
        self.world = self._new_world()
        self._quotas = {}

    def state(self) -> dict[str, Any]:
        """Return the counts, the settings and the limits, ready for JSON."""
        world = self.world
        return {
            **super().state(),
            "settings": asdict(world.settings),
            "limits": dict(world.limits),
            "changes": len(world.state.log),
        }

    def references(self) -> dict[str, Any]:
        """Return the users, groups, plans and buckets, ready for JSON."""
        state = self.world.state
        return {
            "users": [asdict(user) for user in self.world.users.values()],
            "groups": [{"id": group.id, "members": sorted(group.members)} for group in self.world.groups.values()],
            "plans": [{"id": each.id, "title": each.fields["title"]} for each in state.every(KINDS["plannerPlan"])],
            "buckets": [
                {"id": each.id, "name": each.fields["name"], "planId": each.fields["planId"]}
                for each in state.every(KINDS["plannerBucket"])
            ],
        }

    def set_token(self, name: str, raw: Mapping[str, Any]) -> None:
        """Add or replace a token.

        Args:
            name: The token.
            raw: `user`, its id, or null for an application; `scopes`; `lifetime` in seconds, or null for no end.

        Raises:
            ValueError: There is no such user, or a value is wrong.
        """
        user, scopes, lifetime = raw.get("user"), raw.get("scopes", ["Tasks.ReadWrite"]), raw.get("lifetime")
        if not raw.keys() <= {"user", "scopes", "lifetime"} or not isinstance(scopes, list | tuple):
            raise ValueError('a token is {"user": "...", "scopes": ["Tasks.ReadWrite"], "lifetime": 3600}')
        if user is not None and user not in self.world.users:
            raise ValueError(f"there is no user {str(user)[:60]!r}")
        if lifetime is not None:
            check_number("lifetime", lifetime, 0, 31_536_000)
        expires_at = None if lifetime is None else self.now() + lifetime
        self.world.tokens[name] = Token(user, tuple(map(str, cast("list[Any]", scopes))), expires_at)

    def revoke_token(self, name: str) -> None:
        """Remove a token, known or not."""
        self.world.tokens.pop(name, None)

    def expire_delta_links(self) -> None:
        """Make all links of delta queries too old that were given so far."""
        self.world.link_series += 1

    def identify(self, token: str | None, now: float) -> Caller:
        """Return who has sent `token`."""
        if token is None:
            raise unauthorized("Access token is empty.")
        known = self.world.tokens.get(token)
        if known is None:
            raise unauthorized("Access token validation failure. Invalid token.")
        if known.expires_at is not None and now >= known.expires_at:
            raise unauthorized("Lifetime validation failed, the token is expired.")
        return Caller(token, known)

    def count(self, caller: Caller, now: float) -> None:
        """Throttle a token that sends too many requests."""
        settings = self.world.settings
        if settings.requests is not None:
            before = self._quotas.get(caller.name)
            self._quotas[caller.name], verdict = ALGORITHMS["fixed"](before, now, settings.requests, settings.window)
            if not verdict.allowed:
                raise too_many(max(0.0, verdict.reset - now), whole=settings.whole_seconds)

    def answer(self, call: Incoming, caller: Caller) -> Answer:
        """Process a request."""
        if call.violations:
            found = list(call.violations)
            raise bad_request(f"The request is invalid: {found[0]['path']} {found[0]['message']}", found)
        if call.operation.method not in _READ_METHODS and not caller.token.may_write:
            raise no_permission(_NO_RIGHT, "Authorization_RequestDenied")
        return HANDLERS[call.operation.operation_id](Context(self.world, call, caller))

    def error_body(self, refusal: Refusal, request_id: str, sent: Headers, now: float) -> Any:
        """Return the body of an error."""
        return error_body(refusal, request_id, _client_request_id(sent) or request_id, now)

    def headers(self, request_id: str, sent: Headers, caller: Caller | None) -> dict[str, str]:  # noqa: ARG002
        """Return the headers of every response."""
        return {"request-id": request_id, "client-request-id": _client_request_id(sent) or request_id}

    def change_settings(self, settings: Settings) -> None:
        """Set the behaviour from now on."""
        self.world.settings = settings

    def change_limits(self, limits: Any) -> None:
        """Set limits of the service. Those that are not named stay as they are.

        Args:
            limits: The decoded JSON: numbers by code, or null for no limit.

        Raises:
            ValueError: There is no such limit, or its value is wrong.
        """
        self.world.limits = check_limits(limits, self.world.limits)


def _client_request_id(sent: Headers) -> str:
    value = sent.get("client-request-id", "")
    return value if value.isascii() and value.isprintable() else ""


def _check_handlers(spec: Spec) -> None:
    missing = [each.key for each in spec.operations if each.operation_id not in HANDLERS]
    if missing:
        raise SpecError(f"There is no handler for {', '.join(missing)}")
