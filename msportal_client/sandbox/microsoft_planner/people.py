"""Users, groups and tokens of the Planner server."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..examples import fixed_id

__all__ = [
    "APPLICATION_TOKEN",
    "DEFAULT_TOKENS",
    "GROUPS",
    "GROUP_ID",
    "OTHER_GROUP_ID",
    "OUTSIDER_ID",
    "OUTSIDER_TOKEN",
    "READ_TOKEN",
    "SECOND_TOKEN",
    "SECOND_USER_ID",
    "TOKEN",
    "USERS",
    "USER_ID",
    "Group",
    "Token",
    "User",
]


@dataclass(frozen=True, slots=True)
class User:
    """A user.

    Attributes:
        id: The id, a GUID.
        display_name: The name.
        principal_name: The name in paths, which may stand for the id.
    """

    id: str
    display_name: str
    principal_name: str


@dataclass(frozen=True, slots=True)
class Group:
    """A Microsoft 365 group.

    Attributes:
        id: The id, a GUID.
        members: The ids of its members.
    """

    id: str
    members: frozenset[str]


@dataclass(frozen=True, slots=True)
class Token:
    """The rights of a token.

    Attributes:
        user: The id of the user who has signed in; None for an application by itself.
        scopes: The granted permissions. `Tasks.Read` and `Tasks.Read.All` can only read.
        expires_at: The time in epoch seconds at which it expires; None for never.
    """

    user: str | None
    scopes: tuple[str, ...] = ("Tasks.ReadWrite",)
    expires_at: float | None = None

    @property
    def may_write(self) -> bool:
        """True if it may change something."""
        return any(".ReadWrite" in scope for scope in self.scopes)


USER_ID = fixed_id("planner", "user", 1)
SECOND_USER_ID = fixed_id("planner", "user", 2)
# Member of another group.
OUTSIDER_ID = fixed_id("planner", "user", 3)
GROUP_ID = fixed_id("planner", "group", 1)
OTHER_GROUP_ID = fixed_id("planner", "group", 2)

USERS: Mapping[str, User] = {
    user.id: user
    for user in (
        User(USER_ID, "Ada Sandbox", "ada@sandbox.example"),
        User(SECOND_USER_ID, "Ben Sandbox", "ben@sandbox.example"),
        User(OUTSIDER_ID, "Out Sider", "out@sandbox.example"),
    )
}
GROUPS: Mapping[str, Group] = {
    group.id: group
    for group in (
        Group(GROUP_ID, frozenset({USER_ID, SECOND_USER_ID})),
        Group(OTHER_GROUP_ID, frozenset({OUTSIDER_ID})),
    )
}

TOKEN = "planner_sandbox_token"  # noqa: S105 - public
SECOND_TOKEN = "planner_sandbox_second_token"  # noqa: S105 - public
OUTSIDER_TOKEN = "planner_sandbox_outsider_token"  # noqa: S105 - public
READ_TOKEN = "planner_sandbox_read_token"  # noqa: S105 - public
APPLICATION_TOKEN = "planner_sandbox_application_token"  # noqa: S105 - public

DEFAULT_TOKENS: Mapping[str, Token] = {
    TOKEN: Token(USER_ID),
    SECOND_TOKEN: Token(SECOND_USER_ID),
    OUTSIDER_TOKEN: Token(OUTSIDER_ID),
    READ_TOKEN: Token(USER_ID, ("Tasks.Read",)),
    APPLICATION_TOKEN: Token(None, ("Tasks.ReadWrite.All",)),
}
