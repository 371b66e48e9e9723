"""The imported generated code: operations, resources and models."""

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
    """Return the module of each operation by HTTP method and anonymous path."""
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
    """Return the model classes by `letters` of their names."""
    found: dict[str, list[Any]] = {}
    for name in msportal_client.models.__all__:
        found.setdefault(letters(name), []).append(getattr(msportal_client.models, name))
    return found


def forms(component: str) -> list[Any]:
    """Return the classes of a component: `Name`, and `NameInput` where requests have a class of their own."""
    classes = model_classes()
    return [*classes.get(letters(component), []), *classes.get(letters(f"{component}Input"), [])]


def resources(client: object, tag: str) -> list[Any]:
    """Return the resources of a client whose attribute is spelled like `tag`."""
    names = [
        name for kind in type(client).__mro__ for name, it in vars(kind).items() if isinstance(it, cached_property)
    ]
    return [getattr(client, name) for name in names if letters(name) == letters(tag)]


def methods(resource: object, title: str) -> list[Any]:
    """Return the methods of a resource that are spelled like `title`."""
    return [
        method
        for name, method in inspect.getmembers(resource, callable)
        if not name.startswith("_") and letters(name) == letters(title)
    ]


def hints(function: Any) -> dict[str, Any]:
    """Return the resolved type hints of a function or class, names imported under TYPE_CHECKING included."""
    names = {name: getattr(msportal_client, name) for name in msportal_client.__all__}
    if inspect.isclass(function):
        return typing.get_type_hints(function, localns=names)
    return typing.get_type_hints(inspect.unwrap(function), localns=names)


def body_type(module: ModuleType) -> Any:
    """Return the type hint of the argument `body`."""
    return hints(module.sync_detailed).get("body")


def body_from_json(module: ModuleType, value: Any) -> Any:
    """Convert JSON to the body argument of an operation: to a model, if its type hint names one."""
    options = typing.get_args(body_type(module)) or (body_type(module),)
    models = [option for option in options if hasattr(option, "from_dict")]
    # Only request models have limits.
    model = next((option for option in models if hasattr(option, "limits")), None)
    return value if model is None else model.from_dict(value)
