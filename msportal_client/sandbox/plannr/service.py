"""The Plannr API."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from starlette.datastructures import Headers

from ..local_api import Answer, Incoming, LocalApi, Refusal
from ..quota import ALGORITHMS
from ..spec import Spec, SpecError, read_spec
from ..trouble import Trouble
from .context import Context
from .lists import ACCOUNT_FILTERS, ACCOUNT_SORTS, filtered, ordered
from .settings import Settings
from .showing import show_account, show_address, show_login
from .state import Record, account, moment_text, new_state, task_status
from .tasks import check_body, create_task, invalid, list_tasks, update_task

__all__ = ["HANDLERS", "Plannr", "find_document"]

ACCOUNT_HEADER = "x-plannr-account-uuid"
_NOT_FOUND = "No query results for model [{}]."


def find_document() -> Path:
    """Return the path of the document in the package."""
    return Path(__file__).resolve().parents[2] / "bridges" / "plannr" / "openapi.json"


class Plannr(LocalApi[str]):
    """The API. `create_app` creates it and documents its arguments. A caller is the name of a user.

    Attributes:
        records: The records.
        settings: The behaviour; assign another value to change it.
        tokens: The names of the users by their tokens.
    """

    def __init__(
        self,
        *,
        settings: Settings,
        tokens: Mapping[str, str],
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
        self.initial = settings, dict(tokens)
        self._begin()

    def _begin(self) -> None:
        self.settings = self.initial[0]
        self.tokens = dict(self.initial[1])
        self.records = new_state(self.now())
        self._quotas: dict[str, tuple[float, int, int]] = {}

    def reset(self) -> None:
        """Remove everything that was made or set since the start."""
        super().reset()
        self._begin()

    def state(self) -> dict[str, Any]:
        """Return the counts and the settings, ready for JSON."""
        return {**super().state(), "settings": asdict(self.settings), "tasks": len(self.records.tasks)}

    def references(self) -> dict[str, Any]:
        """Return the uuid and name of what tasks refer to, ready for JSON."""
        state = self.records
        tables = {
            "accounts": state.accounts,
            "groups": state.groups,
            "taskables": state.taskables,
            "task_statuses": state.task_statuses,
            "client_statuses": state.client_statuses,
            "custom_fields": state.custom_fields,
        }
        return {
            name: [{"uuid": each["uuid"], "name": each["name"]} for each in table.values()]
            for name, table in tables.items()
        }

    def identify(self, token: str | None, now: float) -> str:  # noqa: ARG002 - tokens have no end here
        """Return who has sent `token`."""
        user = self.tokens.get(token or "")
        if user is None:
            raise Refusal(401, "Unauthenticated.")
        return user

    def count(self, caller: str, now: float) -> None:
        """Count a request of a user."""
        before = self._quotas.get(caller)
        self._quotas[caller], verdict = ALGORITHMS["fixed"](before, now, self.settings.quota, self.settings.window)
        if not verdict.allowed:
            seconds = f"{max(0, -(-(verdict.reset - now) // 1)):g}"
            headers = {"Retry-After": seconds} if self.settings.retry_after else {}
            raise Refusal(429, "Too Many Attempts.", headers=headers)

    def answer(self, call: Incoming, caller: str) -> Answer:
        """Process a request."""
        if call.violations:
            raise invalid([{**each, "path": each["path"].partition(".")[2]} for each in call.violations])
        return HANDLERS[call.operation.operation_id](
            Context(self.records, self.settings, call, caller, self._account(call, caller))
        )

    def _account(self, call: Incoming, caller: str) -> Record:
        """Return the account that the user acts as.

        Raises:
            Refusal: The header is missing, or none of the user's accounts.
        """
        documented = [each for each in call.operation.parameters if each.name.lower() == ACCOUNT_HEADER]
        uuid = call.headers.get(ACCOUNT_HEADER)
        if not documented or (uuid is None and not documented[0].required):
            return {}
        if uuid is None:
            raise Refusal(400, "The X-PLANNR-ACCOUNT-UUID header is required.")
        logins = [each for each in self.records.logins.values() if each["user"] == caller]
        if uuid.lower() not in {each["account_uuid"] for each in logins}:
            raise Refusal(403, "This account is not one of yours.")
        return self.records.accounts[uuid.lower()]

    def error_body(self, refusal: Refusal, request_id: str, sent: Headers, now: float) -> Any:  # noqa: ARG002
        """Return the body of an error, as Laravel writes it."""
        errors: dict[str, list[str]] = {}
        for detail in refusal.details:
            errors.setdefault(detail["path"].removeprefix("body."), []).append(detail["message"])
        return {"message": refusal.message, **({"errors": errors} if errors else {})}

    def headers(self, request_id: str, sent: Headers, caller: str | None) -> dict[str, str]:  # noqa: ARG002
        """Return the headers of every response."""
        end, used, _ = self._quotas.get(caller or "") or (0.0, 0, 0)
        remaining = self.settings.quota - (used if self.now() < end else 0)
        return {"X-Ratelimit-Remaining": str(max(0, remaining))}

    def change_settings(self, settings: Settings) -> None:
        """Set the behaviour from now on."""
        self.settings = settings


def _create_task_status(context: Context) -> Answer:
    body = check_body(context.call.body, context.call.operation)
    statuses, at = context.state.task_statuses, moment_text(context.call.now)
    uuid = context.state.new_uuid()
    statuses[uuid] = task_status(uuid, body["name"], body.get("colour"), len(statuses) + 1, at)
    return Answer(statuses[uuid], 201)


def _list_client_statuses(context: Context) -> Answer:
    found = _by_uuid(context, list(context.state.client_statuses.values()))
    return context.page(found, lambda status: status)


def _list_accounts(context: Context) -> Answer:
    state, query = context.state, context.call.query
    found = filtered(state, list(state.accounts.values()), query, ACCOUNT_FILTERS)
    include = query.get("include", ())
    sorted_ = ordered(state, found, query["sort"], ACCOUNT_SORTS)
    return context.page(sorted_, lambda each: show_account(each, include))


def _create_account(context: Context) -> Answer:
    """Create an account. The page does not show the body, so that what is no text is left out."""
    body = check_body(context.call.body, context.call.operation)
    texts = {name: value for name, value in body.items() if isinstance(value, str)}
    uuid, at = context.state.new_uuid(), moment_text(context.call.now)
    name = texts.get("first_name", ""), texts.get("last_name", "")
    made = account(uuid, at, texts.get("type", "client"), texts.get("role", "individual"), name)
    made["email"] = texts.get("email")
    made["more"]["primary_email"] = {"email": texts["email"]} if "email" in texts else None
    context.state.accounts[uuid] = made
    return Answer(show_account(made), 201)


def _list_account_addresses(context: Context) -> Answer:
    owner = _existing_account(context)
    addresses = [each for each in context.state.addresses.values() if each["owner_uuid"] == owner["uuid"]]
    include = context.call.query.get("include", ())
    return context.page(_by_uuid(context, addresses), lambda each: show_address(context.state, each, include))


def _list_account_logins(context: Context) -> Answer:
    owner = _existing_account(context)
    logins = [each for each in context.state.logins.values() if each["account_uuid"] == owner["uuid"]]
    return context.page(_by_uuid(context, logins), lambda each: show_login(context.state, each))


def _list_logins(context: Context) -> Answer:
    own = [each for each in context.state.logins.values() if each["user"] == context.user]
    preferred = next((each["account_uuid"] for each in own if each["primary"]), None)
    return Answer({"data": [show_login(context.state, each) for each in own], "preferred_account_uuid": preferred})


def _existing_account(context: Context) -> Record:
    found = context.state.accounts.get(context.call.path["account_uuid"].lower())
    if found is None:
        raise Refusal(404, _NOT_FOUND.format("Account"))
    return found


def _by_uuid(context: Context, records: list[Record]) -> list[Record]:
    query = context.call.query
    wanted = query.get("filter[uuid]")
    found = [each for each in records if wanted is None or each["uuid"] in wanted]
    return ordered(context.state, found, query["sort"], {})


HANDLERS: Mapping[str, Callable[[Context], Answer]] = {
    "listTasks": list_tasks,
    "createTask": create_task,
    "updateTask": update_task,
    "createTaskStatus": _create_task_status,
    "listClientStatuses": _list_client_statuses,
    "listAccounts": _list_accounts,
    "createAccount": _create_account,
    "listAccountAddresses": _list_account_addresses,
    "listAccountLogins": _list_account_logins,
    "listLogins": _list_logins,
}


def _check_handlers(spec: Spec) -> None:
    missing = [each.key for each in spec.operations if each.operation_id not in HANDLERS]
    if missing:
        raise SpecError(f"There is no handler for {', '.join(missing)}")
