"""The generated code as it is when imported: the operations, the resources and the models."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import typing
from functools import cache, cached_property
from types import ModuleType
from typing import Any

import msportal_client
import msportal_client.api
import msportal_client.models
from contract.raw import anonymous, letters
from msportal_client._runtime.operation import Operation

FUNCTIONS = ("asyncio", "asyncio_detailed", "sync", "sync_detailed")


@cache
def modules() -> dict[tuple[str, str], ModuleType]:
    """The module of each operation, by its method and its path without the names of parameters."""
    found: dict[tuple[str, str], ModuleType] = {}
    for package in pkgutil.iter_modules(msportal_client.api.__path__):
        directory = importlib.import_module(f"msportal_client.api.{package.name}")
        for module in pkgutil.iter_modules(directory.__path__):
            loaded = importlib.import_module(f"{directory.__name__}.{module.name}")
            operation: Operation[Any] = loaded.OPERATION
            found[operation.method, anonymous(operation.path)] = loaded
    return found


@cache
def model_classes() -> dict[str, list[Any]]:
    """The classes of models, by the letters of their names; the sent form of `Name` is `NameInput`."""
    found: dict[str, list[Any]] = {}
    for name in msportal_client.models.__all__:
        found.setdefault(letters(name), []).append(getattr(msportal_client.models, name))
    return found


def forms(component: str) -> list[Any]:
    """The classes of a component: what is received, and where that differs what is sent."""
    classes = model_classes()
    return [*classes.get(letters(component), []), *classes.get(letters(f"{component}Input"), [])]


def resources(client: object, tag: str) -> list[Any]:
    """What a client calls a tag."""
    names = [
        name for kind in type(client).__mro__ for name, it in vars(kind).items() if isinstance(it, cached_property)
    ]
    return [getattr(client, name) for name in names if letters(name) == letters(tag)]


def methods(resource: object, title: str) -> list[Any]:
    """What a resource calls an operation."""
    return [
        method
        for name, method in inspect.getmembers(resource, callable)
        if not name.startswith("_") and letters(name) == letters(title)
    ]


def hints(function: Any) -> dict[str, Any]:
    """The types of a function's arguments and of what it returns; the names that only type checkers see included."""
    names = {name: getattr(msportal_client, name) for name in msportal_client.__all__}
    if inspect.isclass(function):
        return typing.get_type_hints(function, localns=names)
    return typing.get_type_hints(inspect.unwrap(function), localns=names)


def body_type(module: ModuleType) -> Any:
    """What an operation takes as its body, by the types of its functions."""
    return hints(module.sync_detailed).get("body")


def body_from_json(module: ModuleType, value: Any) -> Any:
    """A body as the operation takes it: the model, where its type names one."""
    options = typing.get_args(body_type(module)) or (body_type(module),)
    models = [option for option in options if hasattr(option, "from_dict")]
    # A class that is both sent and received comes as two: the one that tells absent from null has limits.
    model = next((option for option in models if hasattr(option, "limits")), None)
    return value if model is None else model.from_dict(value)
