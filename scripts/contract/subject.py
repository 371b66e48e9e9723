"""The input and output of a check."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from generation.apis import Api
from generation.document import Json


@dataclass(frozen=True)
class Live:
    """A live server to compare with the spec.

    Attributes:
        base_url: Its base URL.
        key: The API key. It is never printed.
        budget: The maximum number of requests.
    """

    base_url: str
    key: str
    budget: int

    def __repr__(self) -> str:
        return f"Live({self.base_url!r}, budget={self.budget})"


@dataclass(frozen=True)
class Subject:
    """An API to check.

    Attributes:
        root: The directory of the project.
        api: The entry of the API.
        document: Its spec.
        live: A live server, if there is one.
    """

    root: Path
    api: Api
    document: Json
    live: Live | None = None

    @property
    def spec(self) -> Path:
        """The path of the spec."""
        return self.root / self.api.document


@dataclass(frozen=True)
class Outcome:
    """The result of a check.

    Attributes:
        problems: One line per problem. The check passed if there is none.
        notes: Remarks on how the check was run, such as parts that it left out.
    """

    problems: Sequence[str]
    notes: Sequence[str] = ()


def guarded(at: str, problems: Iterable[str]) -> Iterator[str]:
    """Yield problems, and an exception as one more, so that the rest of the document is still checked."""
    try:
        yield from problems
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - the checked code may raise anything
        yield f"#{at}: the check stopped here: {type(error).__name__}: {error}"


class NotRunError(Exception):
    """A check cannot be run here. The message gives the reason."""
