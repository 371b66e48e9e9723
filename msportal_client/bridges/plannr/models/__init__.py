"""The models and enums of the API, one module each. A module is imported on first use."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .account import Account as Account
    from .account_page import AccountPage as AccountPage
    from .address import Address as Address
    from .address_page import AddressPage as AddressPage
    from .client_status import ClientStatus as ClientStatus
    from .client_status_page import ClientStatusPage as ClientStatusPage
    from .create_task_request import CreateTaskRequest as CreateTaskRequest
    from .create_task_status_request import CreateTaskStatusRequest as CreateTaskStatusRequest
    from .custom_field_value import CustomFieldValue as CustomFieldValue
    from .error import Error as Error
    from .list_account_addresses_include_item import ListAccountAddressesIncludeItem as ListAccountAddressesIncludeItem
    from .list_account_addresses_sort import ListAccountAddressesSort as ListAccountAddressesSort
    from .list_account_logins_sort import ListAccountLoginsSort as ListAccountLoginsSort
    from .list_accounts_filter_role_item import ListAccountsFilterRoleItem as ListAccountsFilterRoleItem
    from .list_accounts_filter_type_item import ListAccountsFilterTypeItem as ListAccountsFilterTypeItem
    from .list_accounts_include_item import ListAccountsIncludeItem as ListAccountsIncludeItem
    from .list_accounts_sort import ListAccountsSort as ListAccountsSort
    from .list_client_statuses_sort import ListClientStatusesSort as ListClientStatusesSort
    from .list_tasks_filter_taskable_type import ListTasksFilterTaskableType as ListTasksFilterTaskableType
    from .list_tasks_include_item import ListTasksIncludeItem as ListTasksIncludeItem
    from .list_tasks_sort import ListTasksSort as ListTasksSort
    from .login import Login as Login
    from .login_list import LoginList as LoginList
    from .login_page import LoginPage as LoginPage
    from .page_links import PageLinks as PageLinks
    from .page_meta import PageMeta as PageMeta
    from .task import Task as Task
    from .task_page import TaskPage as TaskPage
    from .task_priority import TaskPriority as TaskPriority
    from .task_status import TaskStatus as TaskStatus
    from .taskable_type import TaskableType as TaskableType
    from .update_task_request import UpdateTaskRequest as UpdateTaskRequest

_MODULES: dict[str, str] = {
    "Account": "account",
    "AccountPage": "account_page",
    "Address": "address",
    "AddressPage": "address_page",
    "ClientStatus": "client_status",
    "ClientStatusPage": "client_status_page",
    "CreateTaskRequest": "create_task_request",
    "CreateTaskStatusRequest": "create_task_status_request",
    "CustomFieldValue": "custom_field_value",
    "Error": "error",
    "ListAccountAddressesIncludeItem": "list_account_addresses_include_item",
    "ListAccountAddressesSort": "list_account_addresses_sort",
    "ListAccountLoginsSort": "list_account_logins_sort",
    "ListAccountsFilterRoleItem": "list_accounts_filter_role_item",
    "ListAccountsFilterTypeItem": "list_accounts_filter_type_item",
    "ListAccountsIncludeItem": "list_accounts_include_item",
    "ListAccountsSort": "list_accounts_sort",
    "ListClientStatusesSort": "list_client_statuses_sort",
    "ListTasksFilterTaskableType": "list_tasks_filter_taskable_type",
    "ListTasksIncludeItem": "list_tasks_include_item",
    "ListTasksSort": "list_tasks_sort",
    "Login": "login",
    "LoginList": "login_list",
    "LoginPage": "login_page",
    "PageLinks": "page_links",
    "PageMeta": "page_meta",
    "Task": "task",
    "TaskableType": "taskable_type",
    "TaskPage": "task_page",
    "TaskPriority": "task_priority",
    "TaskStatus": "task_status",
    "UpdateTaskRequest": "update_task_request",
}

__all__: list[str] = [
    "Account",
    "AccountPage",
    "Address",
    "AddressPage",
    "ClientStatus",
    "ClientStatusPage",
    "CreateTaskRequest",
    "CreateTaskStatusRequest",
    "CustomFieldValue",
    "Error",
    "ListAccountAddressesIncludeItem",
    "ListAccountAddressesSort",
    "ListAccountLoginsSort",
    "ListAccountsFilterRoleItem",
    "ListAccountsFilterTypeItem",
    "ListAccountsIncludeItem",
    "ListAccountsSort",
    "ListClientStatusesSort",
    "ListTasksFilterTaskableType",
    "ListTasksIncludeItem",
    "ListTasksSort",
    "Login",
    "LoginList",
    "LoginPage",
    "PageLinks",
    "PageMeta",
    "Task",
    "TaskPage",
    "TaskPriority",
    "TaskStatus",
    "TaskableType",
    "UpdateTaskRequest",
]


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        module = import_module(f".{_MODULES[name]}", __name__)
    except AttributeError as error:
        # An AttributeError would be reported as "cannot import name", without its cause.
        raise ImportError(f"{__name__}.{_MODULES[name]} cannot be imported: {error}") from error
    value = getattr(module, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
