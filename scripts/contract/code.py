"""The imported generated code: operations, resources and models."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import types
import typing
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, cached_property
from types import ModuleType
from typing import Any
from uuid import UUID

import attrs
from generation.apis import Api
from generation.document import is_array
from generation.naming import RESERVED_CLASSES

import msportal_client
from contract.raw import anonymous, is_object, letters
from msportal_client._runtime import clients as runtime_clients
from msportal_client._runtime.clients import APIClient, AsyncAPIClient
from msportal_client._runtime.operation import Operation

FUNCTIONS = ("asyncio", "asyncio_detailed", "sync", "sync_detailed")
# A key of every form: an API may take a user name with a password.
KEY = "user:password"
# The errors of reading a value of the wrong shape.
READ_ERRORS = (ValueError, TypeError, KeyError, AttributeError)


@dataclass
class _Checked:
    """The package and the client class that are checked."""

    module: str = "msportal_client"
    client: str = "MSPortal"


# A process checks one API.
_CHECKED = _Checked()


def use(api: Api) -> None:
    """Check this API from now on."""
    _CHECKED.module, _CHECKED.client = api.module, api.client


def clients() -> tuple[type[AsyncAPIClient], type[APIClient]]:
    """Return the classes of the asynchronous and of the synchronous client."""
    package = importlib.import_module(_CHECKED.module)
    return getattr(package, f"Async{_CHECKED.client}"), getattr(package, _CHECKED.client)


def generated_clients() -> tuple[type[AsyncAPIClient], type[APIClient]]:
    """Return the classes of the clients as they are generated: hand-written ones may know more rules than the document."""
    api = _package("api")
    asynchronous, synchronous = clients()
    return (
        type("AsyncGenerated", (api.AsyncResources,), {"_api": vars(asynchronous)["_api"]}),
        type("Generated", (api.Resources,), {"_api": vars(synchronous)["_api"]}),
    )


def _package(name: str) -> ModuleType:
    return importlib.import_module(f"{_CHECKED.module}.{name}")


@cache
def modules() -> dict[tuple[str, str], ModuleType]:
    """Return the module of each operation by HTTP method and anonymous path."""
    found: dict[tuple[str, str], ModuleType] = {}
    for package in pkgutil.iter_modules(_package("api").__path__):
        directory = _package(f"api.{package.name}")
        for module in pkgutil.iter_modules(directory.__path__):
            loaded = importlib.import_module(f"{directory.__name__}.{module.name}")
            operation: Operation[Any] = loaded.OPERATION
            found[operation.method, anonymous(operation.path)] = loaded
    return found


@cache
def model_classes() -> dict[str, list[Any]]:
    """Return the model classes by `letters` of their names."""
    found: dict[str, list[Any]] = {}
    models = _package("models")
    for name in models.__all__:
        found.setdefault(letters(name), []).append(getattr(models, name))
    return found


def forms(components: Collection[str], name: str) -> list[Any]:
    """Return the classes of a component: `Name`, and `NameInput` where requests have a class of their own.

    Args:
        components: The names of all components: one of them may be spelled like `NameInput`.
        name: The component.
    """
    classes, own = model_classes(), letters(name)
    sent = f"{own}input"
    if any(letters(other) == sent for other in components):
        sent += "2"
    if not own:  # only signs and letters that Python names do not have
        return []
    return [*classes.get(own, []), *classes.get(sent, [])]


def resource(client: object, module: ModuleType) -> Any:
    """Return the resource of an operation, None if the client has no attribute for its package."""
    package = module.__name__.split(".")[-2]
    names = {
        name for kind in type(client).__mro__ for name, it in vars(kind).items() if isinstance(it, cached_property)
    }
    return getattr(client, package) if package in names else None


def method(resource: object, module: ModuleType) -> Any:
    """Return the resource's method for an operation, None if there is none."""
    found = inspect.getattr_static(resource, module.OPERATION.name, None)
    return getattr(resource, module.OPERATION.name) if callable(found) else None


def reader(module: ModuleType, status: str | int) -> Callable[[Any], Any]:
    """Return the function that reads the JSON of a success; a status such as `2XX` or `default` stands for any."""
    number = int(status) if str(status).isdecimal() else 0
    read: Callable[[Any], Any] = module.OPERATION.answer_to(number).read
    return read


def hints(function: Any) -> dict[str, Any]:
    """Return the resolved type hints of a function or class, names imported under TYPE_CHECKING included."""
    known = {name: getattr(msportal_client, name) for name in msportal_client.__all__} | vars(runtime_clients)
    # No generated class has one of these names.
    names = {name: value for name, value in known.items() if name in RESERVED_CLASSES}
    if inspect.isclass(function):
        return typing.get_type_hints(function, localns=names)
    return typing.get_type_hints(inspect.unwrap(function), localns=names)


# --- JSON to arguments -----------------------------------------------------------------------------------------------


def body_from_json(module: ModuleType, value: Any) -> Any:
    """Convert JSON to the body argument of an operation."""
    return from_json(hints(module.sync_detailed).get("body", Any), value)


def from_json(hint: Any, value: Any) -> Any:
    """Convert JSON to a value of the type `hint`.

    Raises:
        ValueError: It is none. So are TypeError, KeyError and AttributeError.
    """
    if hint is Any:
        return value
    found: list[Any] = []
    errors: list[Exception] = []
    for option in sorted(_options(hint), key=_rank):
        try:
            found.append(_converted(option, value))
        except READ_ERRORS as error:
            errors.append(error)
    if not found:
        raise errors[0]
    # Of several models, the one that knows the most fields and values. An enum comes before plain strings in any case.
    return min(found, key=lambda one: 0 if isinstance(one, (str, int)) else _unknown_parts(one))


def _unknown_parts(value: Any) -> int:
    """Return the number of unknown fields and enum values in models."""
    if hasattr(value, "is_known"):
        return 0 if value.is_known else 1
    if attrs.has(value.__class__):
        fields = [getattr(value, field.name) for field in attrs.fields(value.__class__)]
        return len(value.additional_properties) + sum(_unknown_parts(item) for item in fields)
    items: list[Any] = [*value.values()] if is_object(value) else value if is_array(value) else []
    return sum(_unknown_parts(item) for item in items)


def _options(hint: Any) -> Iterator[Any]:
    if typing.get_origin(hint) in {typing.Union, types.UnionType}:
        for option in typing.get_args(hint):
            yield from _options(option)
    else:
        yield hint


def _rank(hint: Any) -> int:
    """Order models for requests before other models, and scalars without a format last."""
    if hasattr(hint, "from_dict"):
        return 0 if hasattr(hint, "limits") else 1
    return 3 if hint in {str, int, float} else 2


def _converted(hint: Any, value: Any) -> Any:
    origin, arguments = typing.get_origin(hint) or hint, typing.get_args(hint)
    if hint is Any:
        return value
    if hasattr(hint, "from_dict"):
        return hint.from_dict(value)
    if hasattr(hint, "is_known"):
        return hint(value)
    if is_array(value) and inspect.isclass(origin) and issubclass(list, origin):
        return [from_json(arguments[0], item) if arguments else item for item in value]
    if is_object(value) and inspect.isclass(origin) and issubclass(dict, origin):
        return {name: from_json(arguments[1], item) if arguments else item for name, item in value.items()}
    convert = _SCALARS.get(hint)
    if convert is None:
        raise TypeError(f"{hint} cannot be read from {type(value).__name__}")
    return convert(value)


def _datetime(value: str) -> datetime:
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError(f"{value} has no offset from UTC")
    return moment


def _boolean(value: Any) -> bool:
    texts = {"true": True, "false": False}
    return texts[value] if isinstance(value, str) else _instance_of(bool)(value)


def _instance_of(*kinds: type) -> Callable[[Any], Any]:
    def convert(value: Any) -> Any:
        if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
            raise TypeError(f"{type(value).__name__} is not {' or '.join(kind.__name__ for kind in kinds)}")
        return value

    return convert


_SCALARS: Mapping[Any, Callable[[Any], Any]] = {
    str: _instance_of(str),
    int: _instance_of(int, float),
    float: _instance_of(int, float),
    bool: _boolean,
    datetime: _datetime,
    date: date.fromisoformat,
    UUID: UUID,
    type(None): _instance_of(type(None)),
}
