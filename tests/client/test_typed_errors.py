"""Arguments of wrong types, values of unusual types, and the exceptions themselves."""

from __future__ import annotations

import inspect
import math
import pickle
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum, IntEnum
from typing import Any

import httpx
import pytest
from fake_server import KEY, Call, Server, Use, envelope, error_response, page_response, planner_item_detail

import msportal_client.errors
from msportal_client import (
    APIConnectionError,
    APIStatusError,
    AsyncMSPortal,
    BadRequestError,
    MSPortal,
    MSPortalError,
    RateLimitError,
    RequestOptions,
    RequestValidationError,
    ResponseDecodeError,
)
from msportal_client._runtime.limits import Limits
from msportal_client._runtime.operation import Operation, Parameter
from msportal_client.types import UNSET, FieldProblem, Response

CLIENTS = (AsyncMSPortal, MSPortal)
HUGE = 10**400


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize(
    ("argument", "value", "text"),
    [
        ("api_key", 5, "must be a string, is of the type int"),
        ("api_key", b"key", "must be a string, is of the type bytes"),
        ("base_url", 0, "must be a string, is of the type int"),
        ("base_url", b"https://app.msportal.ai", "must be a string, is of the type bytes"),
        ("timeout", None, "must be a number of seconds, is None; math.inf sets no bound"),
        ("timeout", "5", "must be a number of seconds, is '5'; math.inf sets no bound"),
        ("timeout", True, "must be a number of seconds, is True; math.inf sets no bound"),
        ("timeout", HUGE, "is too large: math.inf sets no bound"),
        ("retry", 3, "must be a RetryPolicy, is of the type int"),
        ("headers", [], "must be a Mapping, is of the type list"),
        ("headers", 5, "must be a Mapping, is of the type int"),
        ("strict", "no", "must be a bool, is of the type str"),
        ("strict", 0, "must be a bool, is of the type int"),
    ],
    ids=lambda value: "huge" if value == HUGE else None,
)
def test_client_argument_type_checked(client: type[Any], argument: str, value: Any, text: str) -> None:
    with pytest.raises(ValueError, match=argument) as caught:
        client(**{"api_key": KEY, argument: value})
    assert isinstance(caught.value, RequestValidationError)
    assert caught.value.problems == (FieldProblem(argument, text),)
    assert str(caught.value) == f"MSPortal: {argument}: {text}"


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize("argument", ["limiter", "on_event", "transport"])
@pytest.mark.parametrize("value", [5, object(), "x", httpx.Client], ids=["int", "object", "str", "class"])
def test_client_collaborator_type_checked(client: type[Any], argument: str, value: Any) -> None:
    if argument == "on_event" and callable(value):
        value = 5
    with pytest.raises(TypeError, match=rf"^{argument} must be "):
        client(KEY, **{argument: value})


def test_client_names_every_wrong_argument() -> None:
    wrong: dict[str, Any] = {"api_key": 5, "base_url": 0, "timeout": None, "retry": 3, "headers": {"x-a": 5}}
    with pytest.raises(RequestValidationError) as caught:
        MSPortal(**wrong)
    assert [problem.field for problem in caught.value.problems] == [
        "api_key",
        "base_url",
        "timeout",
        "retry",
        "headers['x-a']",
    ]


@pytest.mark.parametrize("options", [{"timeout": 1}, "x", 5, RequestOptions], ids=["dict", "str", "int", "class"])
def test_options_must_be_request_options(call: Call, server: Server, options: Any) -> None:
    with pytest.raises(RequestValidationError, match="options: must be RequestOptions, is of the type"):
        call(lambda m: m.planner.create_planner_item(title="x", options=options))
    assert server.requests == []


@pytest.mark.parametrize(
    ("option", "value", "field"),
    [
        ("timeout", "5", "options.timeout"),
        ("timeout", HUGE, "options.timeout"),
        ("retry", 5, "options.retry"),
        ("request_id", 5, "options.request_id"),
        ("strict", "no", "options.strict"),
        ("headers", ["x"], "options.headers"),
        ("headers", "x", "options.headers"),
        ("headers", {"x-a": 5}, "options.headers['x-a']"),
        ("headers", {5: "a"}, "options.headers[5]"),
        ("query", "a=1", "options.query"),
        ("query", {5: 1}, "options.query[5]"),
        ("query", {"a": object()}, "options.query['a']"),
        ("query", {"a": {"b": 1}}, "options.query['a']"),
        ("query", {"a": int}, "options.query['a']"),
        ("query", {"a": [1, [2]]}, "options.query['a'][1]"),
        ("query", {"a": [1, UNSET]}, "options.query['a'][1]"),
        ("query", {"a": datetime(2026, 1, 1)}, "options.query['a']"),  # noqa: DTZ001 - that is the case
        ("query", {"a": math.nan}, "options.query['a']"),
        ("query", {"a": Decimal("NaN")}, "options.query['a']"),
        ("query", {"a": b"\xff"}, "options.query['a']"),
        ("query", {"a": "half \ud83d"}, "options.query['a']"),
        ("query", {"a": 10**5000}, "options.query['a']"),
        ("body", ["x"], "options.body"),
        ("body", {"a": UNSET}, "body"),
        ("body", {"a": [UNSET]}, "body"),
        ("body", {"a": {1}}, "body"),
        ("body", {"a": b"x"}, "body"),
        ("body", {(1,): "x"}, "options.body[(1,)]"),
        ("body", {5: "x"}, "options.body[5]"),
    ],
)
def test_option_type_checked(call: Call, server: Server, option: str, value: Any, field: str) -> None:
    options = RequestOptions(**{option: value})
    with pytest.raises(RequestValidationError) as caught:
        call(lambda m: m.planner.create_planner_item(title="x", options=options))
    assert [problem.field for problem in caught.value.problems] == [field]
    assert caught.value.operation == "create_planner_item"
    assert server.requests == []


LOOP: dict[str, Any] = {}
LOOP["itself"] = LOOP


ARGUMENTS: list[tuple[str, Use]] = [
    ("id", lambda m: m.budgets.get_budget(UNSET)),
    ("id", lambda m: m.budgets.get_budget(None)),
    ("title", lambda m: m.planner.create_planner_item(title=UNSET)),
    ("title", lambda m: m.planner.create_planner_item(title=5)),
    ("hours", lambda m: m.planner.create_planner_item(title="x", hours=10**5000)),
    ("status", lambda m: m.planner.create_planner_item(title="x", status=5)),
    ("page", lambda m: m.users.list_users(page="x").first()),
    ("page", lambda m: m.users.list_users(page=10**5000).first()),
    ("body", lambda m: m.planner.create_planner_item(title="x", options=RequestOptions(body=LOOP))),
]


@pytest.mark.parametrize(("field", "use"), ARGUMENTS)
def test_argument_type_checked(call: Call, server: Server, field: str, use: Use) -> None:
    with pytest.raises(RequestValidationError) as caught:
        call(use)
    assert {problem.field for problem in caught.value.problems} == {field}
    assert server.requests == []


def test_unset_query_parameter_left_out(call: Call, server: Server) -> None:
    server.respond_with(page_response([]))
    call(lambda m: m.users.list_users(status=UNSET, limit=UNSET, page=2).first())
    assert server.requests[0].url.query == b"page=2"


def test_datetime_before_year_1_utc_refused(call: Call, server: Server) -> None:
    """In UTC it would be in the year 0, which Python cannot represent."""
    early = datetime.min.replace(tzinfo=timezone(timedelta(hours=1)))
    with pytest.raises(RequestValidationError, match="due_date: must be within the years 1 to 9999 in UTC"):
        call(lambda m: m.planner.create_planner_item(title="x", due_date=early))
    assert server.requests == []


class Text(str, Enum):  # noqa: UP042 - str() of it is not its value
    ACTIVE = "active"


class Number(int, Enum):
    FIVE = 5


class Plain(Enum):
    ACTIVE = "active"
    FIVE = 5


class Nested(Enum):
    ACTIVE = Text.ACTIVE
    FIVE = Number.FIVE


class Count(IntEnum):
    FIVE = 5


TEXTS = [Text.ACTIVE, Plain.ACTIVE, Nested.ACTIVE]
NUMBERS = [Number.FIVE, Plain.FIVE, Nested.FIVE, Count.FIVE]
ANY = Limits("any")


def ignore(_: object) -> None:
    """Read a body of no interest."""


ECHO: Operation[None] = Operation(
    "echo",
    "POST",
    "/echo/{in_path}",
    ignore,
    answer="none",
    parameters=(
        Parameter("in_path", "inPath", "path", ANY, required=True),
        Parameter("in_query", "inQuery", "query", ANY, required=False),
        Parameter("in_header", "X-In-Header", "header", ANY, required=False),
    ),
    body=ANY,
)


@pytest.mark.parametrize(("value", "text"), [*((v, "active") for v in TEXTS), *((v, "5") for v in NUMBERS)], ids=repr)
def test_enum_sent_by_value(call: Call, server: Server, value: Enum, text: str) -> None:
    server.respond_with(envelope({}))
    arguments = {"in_path": value, "in_query": value, "in_header": value}
    query: dict[str, Any] = {"more": [value, value]}
    options = RequestOptions(query=query)
    call(lambda m: m.send(ECHO, arguments, body={"one": value, "list": [value]}, options=options))
    request = server.requests[0]
    assert request.url.path == f"/echo/{text}"
    assert request.url.query.decode() == f"inQuery={text}&more={text}&more={text}"
    assert request.headers["x-in-header"] == text
    wanted = int(text) if text.isdecimal() else text
    assert server.body == {"one": wanted, "list": [wanted]}


@pytest.mark.parametrize("value", TEXTS, ids=repr)
def test_enum_of_caller_in_typed_argument(call: Call, server: Server, value: Enum) -> None:
    """Only those that mix in str pass the documented limits."""
    server.respond_with(page_response([]))
    if isinstance(value, str):
        call(lambda m: m.users.list_users(status=value, limit=Number.FIVE).first())
        assert dict(server.requests[0].url.params) == {"limit": "5", "status": "active"}
    else:
        with pytest.raises(RequestValidationError, match="status: must be a string"):
            call(lambda m: m.users.list_users(status=value).first())


def test_enum_of_caller_in_typed_body(call: Call, server: Server) -> None:
    server.respond_with(envelope(planner_item_detail(), 201))
    options = RequestOptions(body={"extra": Nested.FIVE, Plain.ACTIVE.value: [Text.ACTIVE]})
    call(lambda m: m.planner.create_planner_item(title="x", hours=Number.FIVE, options=options))
    assert server.body == {"title": "x", "hours": 5, "extra": 5, "active": ["active"]}


@pytest.mark.parametrize(
    ("value", "query"),
    [
        ({"b", "a"}, "a=a&a=b"),
        (frozenset({3}), "a=3"),
        (set[str](), ""),
        (b"z y", "a=z%20y"),
        (bytearray(b"z"), "a=z"),
        ([b"x", "y"], "a=x&a=y"),
        ([None, 1], "a=1"),
        (True, "a=true"),
        (2.0, "a=2"),
        (Decimal("1.5"), "a=1.5"),
        (range(2), "a=0&a=1"),
        (datetime(2026, 1, 1, tzinfo=UTC), "a=2026-01-01T00%3A00%3A00.000Z"),
        (None, ""),
        (UNSET, ""),
    ],
)
def test_query_value_written(call: Call, server: Server, value: Any, query: str) -> None:
    server.respond_with(page_response([]))
    call(lambda m: m.tickets.list_tickets(options=RequestOptions(query={"a": value})).first())
    assert server.requests[0].url.query.decode() == query


def test_response_date_year_1_written_back(call: Call, server: Server) -> None:
    moment = "0001-01-01T00:00:00+01:00"
    server.respond_with(envelope(planner_item_detail(createdAt=moment), 201))
    item = call(lambda m: m.planner.create_planner_item(title="x"))
    assert item.to_dict()["createdAt"] == moment


RESPONSE: Response[None] = Response(429, {"x-request-id": "id-1"}, b"{}", "id-1", None)


def status_error(kind: type[APIStatusError]) -> MSPortalError:
    return kind(
        "No", response=RESPONSE, method="GET", url="https://x.test", code="C", details=[{"path": "a", "message": "b"}]
    )


def exceptions() -> list[MSPortalError]:
    """Return one of every exception class of the package."""
    found: list[MSPortalError] = [MSPortalError("text")]
    for kind in vars(msportal_client.errors).values():
        if not inspect.isclass(kind):
            continue
        if issubclass(kind, APIStatusError):
            found.append(status_error(kind))
        elif issubclass(kind, APIConnectionError):
            found.append(kind("refused", method="GET", url="https://x.test", request_id="id-1"))
        elif issubclass(kind, ResponseDecodeError):
            found.append(kind("bad", model="Budget", field="data.id", response=RESPONSE))
        elif issubclass(kind, RequestValidationError):
            found.append(kind("get_budget", [FieldProblem("a", "b")], request_id="id-1"))
        elif issubclass(kind, MSPortalError) and kind is not MSPortalError:
            found.append(kind("text"))
    return found


def test_exceptions_lists_every_class() -> None:
    def below(kind: type[MSPortalError]) -> set[type[MSPortalError]]:
        return {kind}.union(*(below(child) for child in kind.__subclasses__()))

    ours = {kind for kind in below(MSPortalError) if kind.__module__ == "msportal_client.errors"}
    assert {type(error) for error in exceptions()} == ours


@pytest.mark.parametrize("error", exceptions(), ids=lambda error: type(error).__name__)
def test_exception_args_hold_whole_text(error: MSPortalError) -> None:
    assert error.args == (str(error),)
    assert str(type(error)(*error.args)) == str(error)


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_exception_pickle_keeps_attributes(protocol: int) -> None:
    for error in exceptions():
        if isinstance(error, RateLimitError):
            error.limit, error.retry_after, error.reset_at = 60, 1.5, datetime(2026, 1, 1, tzinfo=UTC)
        error.add_note("seen at night")
        twin = pickle.loads(pickle.dumps(error, protocol))
        assert (type(twin), twin.args, vars(twin)) == (type(error), error.args, vars(error))


def test_exception_from_call_round_trips(call: Call, server: Server) -> None:
    server.respond_with(error_response(400, "Invalid", code="VALIDATION", details=[{"path": ["a"], "message": "b"}]))
    with pytest.raises(BadRequestError) as caught:
        call(lambda m: m.planner.create_planner_item(title="x"))
    error = caught.value
    assert error.args == (str(error),)
    twin = pickle.loads(pickle.dumps(error))
    assert str(twin) == str(BadRequestError(*error.args)) == str(error)
    assert (twin.problems, twin.details, twin.request_id) == (error.problems, error.details, error.request_id)
    assert twin.response.headers == error.response.headers


ZOD: list[dict[str, Any]] = [
    {"code": "too_small", "path": ["dueDate"], "message": "too early"},
    {"code": "invalid", "path": ["company", "taxIds", 0], "message": "not a tax id"},
    {"code": "custom", "path": [], "message": "nothing to do"},
]


DETAILS: list[tuple[Any, list[str]]] = [
    (ZOD, ["due_date: too early", "company.tax_ids[0]: not a tax id", "nothing to do"]),
    ([{"path": "company.taxIds.0", "message": "bad"}], ["company.tax_ids[0]: bad"]),
    ([{"field": "fiscalYear", "message": "bad"}], ["fiscal_year: bad"]),
    ([{"path": ["body", "userIds", 2], "message": "bad"}], ["user_ids[2]: bad"]),
    ([{"path": "query.sortDesc", "message": "bad"}], ["sort_desc: bad"]),
    ([{"path": "body", "message": "bad"}], ["body: bad"]),
    (
        {"formErrors": [], "fieldErrors": {"dueDate": ["too early", "no zone"], "title": ["empty"]}},
        ["due_date: too early", "due_date: no zone", "title: empty"],
    ),
    ({"dueDate": "too early", "company.id": ["unknown"]}, ["due_date: too early", "company.id: unknown"]),
    ("dueDate is bad", []),
    ([{"path": ["dueDate"]}], []),
    ({"dueDate": {"nested": 1}}, []),
    (None, []),
]


@pytest.mark.parametrize(("details", "problems"), DETAILS)
def test_bad_request_problems_in_python_names(call: Call, server: Server, details: Any, problems: list[str]) -> None:
    server.respond_with(error_response(400, "Invalid", details=details))
    with pytest.raises(BadRequestError) as caught:
        call(lambda m: m.planner.create_planner_item(title="x"))
    assert [str(problem) for problem in caught.value.problems] == problems
    assert caught.value.details == details
    assert all(problem in str(caught.value) for problem in problems)
