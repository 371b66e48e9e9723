"""The behaviour of the Plannr server that can be set, while it runs too."""

from __future__ import annotations

from dataclasses import dataclass

from ..options import check_number

__all__ = ["Settings"]


@dataclass(frozen=True, slots=True)
class Settings:
    """The behaviour of the server.

    Attributes:
        quota: Requests of a user in each window.
        window: The length of a window in seconds, 0.001 to 3600.
        retry_after: Whether a 429 has `Retry-After`. Plannr's pages do not mention it.
        one_assignee: Whether a task that is assigned to one account has that account in `assigned_to`, as in the example of
            the page, and not a list of one, as the text says.

    Raises:
        ValueError: A value has a wrong type or is out of range.
    """

    quota: int = 500
    window: float = 60.0
    retry_after: bool = False
    one_assignee: bool = False

    def __post_init__(self) -> None:
        check_number("quota", self.quota, 1, 1_000_000_000, noun="whole number", whole=True)
        check_number("window", self.window, 0.001, 3600)
        for name in ("retry_after", "one_assignee"):
            if not isinstance(getattr(self, name), bool):
                raise ValueError(f"{name} must be true or false")  # noqa: TRY004 - as for the other fields
