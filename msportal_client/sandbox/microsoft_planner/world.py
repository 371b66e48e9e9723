"""The state of the server and the context of a request, as handlers see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..examples import fixed_id
from ..local_api import Incoming
from ..spec import Operation
from .ids import make_id
from .kinds import KINDS, Kind
from .people import DEFAULT_TOKENS, GROUPS, USERS, Group, Token, User
from .refusals import bad_request, no_permission, not_found
from .settings import DEFAULT_LIMITS, Settings
from .state import Resource, State
from .subscriptions import user_of

__all__ = ["Caller", "Context", "World"]

_APPLICATION = {"displayName": "Sandbox application", "id": fixed_id("planner", "application")}


@dataclass(frozen=True, slots=True)
class Caller:
    """The sender of a request.

    Attributes:
        name: The token as sent.
        token: What it may do.
    """

    name: str
    token: Token


@dataclass(slots=True)
class World:
    """The state of the server.

    Attributes:
        state: The resources.
        operations: The operations of the document by their ids.
        settings: The behaviour.
        limits: The limits of the service by code; None is no limit.
        tokens: The valid tokens.
        users: The users by id.
        groups: The groups by id.
        link_series: The number of times that all links of delta queries were made too old.
    """

    state: State
    operations: Mapping[str, Operation]
    settings: Settings = Settings()  # noqa: RUF009 - it is frozen
    limits: Mapping[str, int | None] = field(default_factory=lambda: dict(DEFAULT_LIMITS))
    tokens: dict[str, Token] = field(default_factory=lambda: dict(DEFAULT_TOKENS))
    users: Mapping[str, User] = field(default_factory=lambda: dict(USERS))
    groups: Mapping[str, Group] = field(default_factory=lambda: dict(GROUPS))
    link_series: int = 0


@dataclass(frozen=True, slots=True)
class Context:
    """A request with everything that its answer depends on.

    Attributes:
        world: The state of the server.
        call: The request.
        caller: Who sends it.
    """

    world: World
    call: Incoming
    caller: Caller

    @property
    def state(self) -> State:
        """The resources."""
        return self.world.state

    @property
    def user(self) -> str:
        """The id of the signed-in user.

        Raises:
            Refusal: There is none: an application calls by itself.
        """
        if self.caller.token.user is None:
            raise bad_request("/me request is only valid with delegated authentication flow.")
        return self.caller.token.user

    def identity_set(self) -> dict[str, Any]:
        """Return the identity set of the caller."""
        user = self.caller.token.user
        known = self.world.users.get(user) if user else None
        shown = {"displayName": known.display_name if known else None, "id": user}
        return {"user": shown if user else None, "application": dict(_APPLICATION)}

    def is_visible(self, resource: Resource) -> bool:
        """Return whether a resource is found already."""
        return self.call.now >= resource.visible_at

    def find(self, kind: Kind, key: str) -> Resource:
        """Return a resource that the caller may use.

        Raises:
            Refusal: There is none, not yet, or the caller has no right to it.
        """
        resource = self.state.get(kind, key)
        if resource is None or not self.is_visible(resource):
            raise not_found()
        if not self._may_use(resource):
            raise no_permission()
        return resource

    def may_use_plan(self, plan: Resource) -> bool:
        """Return whether the caller may see and change a plan: a member of its group, or somebody it is shared with."""
        user = self.caller.token.user
        group = self.world.groups.get(plan.fields["owner"])
        return (
            user is None
            or (group is not None and user in group.members)
            or user in self.state.shared_with(plan.id)
            or user == user_of(plan.fields["createdBy"])
        )

    def _may_use(self, resource: Resource) -> bool:
        task = self.state.get(KINDS["plannerTask"], resource.id)
        if task is not None and self.caller.token.user in task.fields["assignments"]:
            return True
        plan_id = task.fields["planId"] if task else resource.fields.get("planId") or resource.id
        plan = self.state.get(KINDS["plannerPlan"], plan_id)
        return plan is not None and self.may_use_plan(plan)

    def group(self, key: str) -> Group:
        """Return a group that the caller may use.

        Raises:
            Refusal: There is none, or the user is no member.
        """
        found = self.world.groups.get(key.lower())
        if found is None:
            raise not_found()
        if self.caller.token.user is not None and self.caller.token.user not in found.members:
            raise no_permission("The user is not a member of the group.")
        return found

    def named_user(self, key: str) -> str:
        """Return the id of the user that a path names, by id or principal name.

        Raises:
            Refusal: There is none, or it is not the signed-in user.
        """
        found = next(
            (user.id for user in self.world.users.values() if key.lower() in {user.id, user.principal_name}), None
        )
        if found is None:
            raise not_found()
        if self.caller.token.user not in {None, found}:
            raise no_permission()
        return found

    def planner_user(self) -> Resource:
        """Return what Planner keeps of the signed-in user. It is made when it is asked for first."""
        key = make_id("user", self.user)
        found = self.state.get(KINDS["plannerUser"], key)
        if found is None:
            fields = {name: dict[str, Any]() for name in KINDS["plannerUser"].open_types}
            made = [(KINDS["plannerUser"], key, fields)]
            found = self.state.create(made, self.world.settings.first_version, self.call.now)[0]
        return found
