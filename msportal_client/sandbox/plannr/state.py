"""The records of the Plannr server, and those that are there from the start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from ..examples import fixed_id

__all__ = [
    "ADMIN_ACCOUNT_UUID",
    "CASE_UUID",
    "CLIENT_ACCOUNT_UUID",
    "CLIENT_UUID",
    "DEFAULT_TOKENS",
    "DONE_STATUS_UUID",
    "GROUP_UUID",
    "MEMBER_ACCOUNT_UUID",
    "MEMBER_TOKEN",
    "PLAN_UUID",
    "STATUS_UUID",
    "TOKEN",
    "Record",
    "State",
    "moment_text",
    "new_state",
]

Record = dict[str, Any]
Table = dict[str, Record]

# One user with two logins, and one who is an adviser without the rights of an admin.
TOKEN = "plannr_sandbox_token"  # noqa: S105 - public
MEMBER_TOKEN = "plannr_sandbox_member_token"  # noqa: S105 - public
DEFAULT_TOKENS: Mapping[str, str] = {TOKEN: "ada", MEMBER_TOKEN: "ben"}

ADMIN_ACCOUNT_UUID = fixed_id("plannr", "account", "ada")
MEMBER_ACCOUNT_UUID = fixed_id("plannr", "account", "ben")
# The account of the same user as a client of the firm.
CLIENT_ACCOUNT_UUID = fixed_id("plannr", "account", "ada as client")
CLIENT_UUID = fixed_id("plannr", "account", "client")
PLAN_UUID = fixed_id("plannr", "plan", 1)
CASE_UUID = fixed_id("plannr", "case", 1)
GROUP_UUID = fixed_id("plannr", "group", 1)
STATUS_UUID = fixed_id("plannr", "task status", "open")
STARTED_STATUS_UUID = fixed_id("plannr", "task status", "started")
DONE_STATUS_UUID = fixed_id("plannr", "task status", "done")
ARCHIVED_STATUS_UUID = fixed_id("plannr", "task status", "archived")


@dataclass(slots=True)
class State:
    """The records by uuid, in the order of creation, and the custom fields of tasks by reference.

    Attributes:
        accounts: Clients, employees and others. What is only shown with `include` is in `more`.
        logins: That a `user` may act as an account.
        task_statuses: The statuses of tasks.
        client_statuses: The statuses of clients.
        addresses: Addresses, each with the `owner_uuid` of an account.
        taskables: Plans and cases, each with its `kind` and `client_uuid`.
        groups: Groups of accounts.
        custom_fields: The custom fields of tasks by reference.
        tasks: The tasks.
        numbers: The number of records made so far.
    """

    accounts: Table = field(default_factory=dict[str, Record])
    logins: Table = field(default_factory=dict[str, Record])
    task_statuses: Table = field(default_factory=dict[str, Record])
    client_statuses: Table = field(default_factory=dict[str, Record])
    addresses: Table = field(default_factory=dict[str, Record])
    taskables: Table = field(default_factory=dict[str, Record])
    groups: Table = field(default_factory=dict[str, Record])
    custom_fields: Table = field(default_factory=dict[str, Record])
    tasks: Table = field(default_factory=dict[str, Record])
    numbers: int = 0

    def new_uuid(self) -> str:
        """Return a uuid that no record has."""
        self.numbers += 1
        return fixed_id("plannr", "made", self.numbers)


def moment_text(now: float) -> str:
    """Return a time in epoch seconds as Plannr writes it, with its zone."""
    return datetime.fromtimestamp(now, UTC).isoformat(timespec="seconds")


def new_state(now: float) -> State:
    """Return the records that are there from the start.

    Args:
        now: The time in epoch seconds.
    """
    state, at = State(), moment_text(now)
    made = {"created_at": at, "updated_at": at}
    _add_accounts(state, made)
    for position, (uuid, name, flags) in enumerate(
        (
            (STATUS_UUID, "Not started", {"is_not_started": True}),
            (STARTED_STATUS_UUID, "In progress", {}),
            (DONE_STATUS_UUID, "Completed", {"is_type_completed": True}),
            (ARCHIVED_STATUS_UUID, "Archived", {"is_archived": True}),
        ),
        start=1,
    ):
        state.task_statuses[uuid] = task_status(uuid, name, "#398898", position, at) | flags
    for name in ("Prospect", "Active", "Former"):
        uuid = fixed_id("plannr", "client status", name)
        state.client_statuses[uuid] = {"uuid": uuid, **made, "name": name, "colour": "#398898"}
    for kind, uuid, name in (("plan", PLAN_UUID, "Pension"), ("case", CASE_UUID, "Mortgage")):
        state.taskables[uuid] = {"uuid": uuid, **made, "kind": kind, "name": name, "client_uuid": CLIENT_UUID}
    for name, kind, choices in (
        ("Favourite Drink", "string", ["Coffee", "Tea", "Water"]),
        ("Favourite Pet", "string", []),
        ("Reviewed", "boolean", []),
    ):
        reference = name.lower().replace(" ", "_")
        state.custom_fields[reference] = {
            "uuid": fixed_id("plannr", "custom field", reference),
            **made,
            "name": name,
            "reference": reference,
            "type": kind,
            "help_text": None,
            "is_required": False,
            "selection_options": choices,
        }
    return state


def task_status(uuid: str, name: str, colour: str | None, position: int, at: str) -> Record:
    """Return a status of tasks that is neither completed nor archived nor not started."""
    return {
        "uuid": uuid,
        "created_at": at,
        "updated_at": at,
        "name": name,
        "colour": colour,
        "position": position,
        "is_type_completed": False,
        "is_archived": False,
        "is_not_started": False,
    }


def account(uuid: str, at: str, kind: str, role: str, name: tuple[str, str]) -> Record:
    """Return an account.

    Args:
        uuid: Its uuid.
        at: The time at which it is made.
        kind: Its type: client, employee or external.
        role: Its role.
        name: The first and the last name.
    """
    first, last = name
    email = f"{first}.{last}@plannr.example".lower()
    return {
        "uuid": uuid,
        "created_at": at,
        "updated_at": at,
        "type": kind,
        "role": role,
        "name": f"{first} {last}".strip(),
        "first_name": first,
        "last_name": last,
        "photo_url": None,
        "email": email,
        "external_references": [],
        "more": {
            "primary_email": {"email": email},
            "primary_phone_number": None,
            "primary_address": None,
            "assigned_adviser": None,
            "assigned_administrator": None,
            "assigned_paraplanner": None,
            "groups": [],
            "tags": [],
            "owners": [],
            "custom_fields": [],
            "external_references": [],
            "charge_split_schema": None,
        },
        "status": None,
        "is_prospect": False,
        "inactive_at": None,
        "departments": [],
        "reviews": {},
    }


def _add_accounts(state: State, made: Mapping[str, str]) -> None:
    at = made["created_at"]
    for uuid, kind, role, first, last in (
        (ADMIN_ACCOUNT_UUID, "employee", "admin", "Ada", "Adviser"),
        (MEMBER_ACCOUNT_UUID, "employee", "member", "Ben", "Member"),
        (CLIENT_ACCOUNT_UUID, "client", "individual", "Ada", "Client"),
        (CLIENT_UUID, "client", "joint", "Cleo", "Example"),
    ):
        state.accounts[uuid] = account(uuid, at, kind, role, (first, last))
    group = {"uuid": GROUP_UUID, **made, "name": "Advisers", "account_uuids": [MEMBER_ACCOUNT_UUID]}
    state.groups[GROUP_UUID] = group
    state.accounts[MEMBER_ACCOUNT_UUID]["more"]["groups"] = [{"uuid": GROUP_UUID, "name": "Advisers"}]
    prospect = fixed_id("plannr", "client status", "Prospect")
    state.accounts[CLIENT_UUID] |= {"status": prospect, "is_prospect": True}
    uuid = fixed_id("plannr", "address", 1)
    state.addresses[uuid] = {
        "uuid": uuid,
        **made,
        "name": "Home",
        "address_1": "1 High Street",
        "address_2": None,
        "address_3": None,
        "address_4": None,
        "town_city": "Leeds",
        "county": None,
        "postcode": "LS1 1AA",
        "country": "GB",
        "move_in_date": None,
        "primary": True,
        "owner_uuid": CLIENT_UUID,
    }
    state.accounts[CLIENT_UUID]["more"]["primary_address"] = {"uuid": uuid, "postcode": "LS1 1AA"}
    for user, account_uuid, primary in (
        ("ada", ADMIN_ACCOUNT_UUID, True),
        ("ada", CLIENT_ACCOUNT_UUID, False),
        ("ben", MEMBER_ACCOUNT_UUID, True),
    ):
        login = fixed_id("plannr", "login", user, account_uuid)
        acting = state.accounts[account_uuid]
        state.logins[login] = {
            "uuid": login,
            **made,
            "expires_at": None,
            "has_write_permission": True,
            "has_delete_permission": False,
            "primary": primary,
            "receives_unread_notifications_email": False,
            "wealth_enabled": False,
            "goals_enabled": False,
            "factfind_enabled": False,
            "tasks_enabled": True,
            "welcome_enabled": False,
            "first_name": acting["first_name"],
            "last_name": acting["last_name"],
            "email": acting["email"],
            "user_type": acting["type"],
            "account_uuid": account_uuid,
            "user": user,
        }
