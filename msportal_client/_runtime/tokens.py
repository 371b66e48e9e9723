"""Access tokens that a function gives: asked for when the first call needs one, before one expires, and after a 401.

Async and sync clients share the decisions; their sources only ask, and let one caller ask at a time.
"""

from __future__ import annotations

import base64
import inspect
import json
import re
import threading
import time
from collections.abc import Awaitable, Callable
from typing import Any, Protocol, TypeAlias, cast

import anyio

from ..errors import TokenError
from ..rate_limit._fork import begin_anew_after_fork
from .credentials import Credentials

__all__ = ["AsyncTokens", "Token", "TokenSource", "Tokens"]


class Token(Protocol):
    """An access token with the end of its life, such as `azure.core.credentials.AccessToken`."""

    @property
    def token(self) -> str:
        """The token."""
        ...

    @property
    def expires_on(self) -> int | float:
        """The end of its life, in seconds since 1970, in UTC."""
        ...


class _Credential(Protocol):
    def get_token(self, *scopes: str) -> Any: ...


# A function that returns a token, as a text or with the end of its life; or a credential of azure-identity.
TokenSource: TypeAlias = Callable[[], str | Token | Awaitable[str | Token]] | _Credential

# Seconds before its end that a token is replaced, and the part of its life if that is shorter.
_MARGIN, _MARGIN_PART = 300.0, 0.2
# Seconds that a token is used whose end is not known. Functions keep tokens themselves, so asking again costs little.
_UNKNOWN_LIFE = 300.0
_TEXT = re.compile(r"[\x21-\x7e]+")
# The dotted parts of a JWT; the middle one has its claims.
_JWT_PARTS = 3


class _State:
    """The newest token, and when the next one is needed."""

    def __init__(self, source: TokenSource, scopes: tuple[str, ...], credentials: Credentials) -> None:
        get_token = getattr(source, "get_token", None)
        self.ask: Callable[[], Any] = cast("Any", source) if get_token is None else lambda: get_token(*scopes)
        self.is_async = inspect.iscoroutinefunction(get_token or source) or inspect.iscoroutinefunction(
            getattr(source, "__call__", None)  # noqa: B004 - not whether it is callable
        )
        self.token: str | None = None
        self._replace_at = 0.0
        self._credentials = credentials

    @property
    def is_good(self) -> bool:
        """True while the token can be used for another call."""
        return self.token is not None and time.time() < self._replace_at

    def refuse(self, token: str | None) -> None:
        """Take note of a 401 with `token`. It says nothing of a token that came since."""
        if token == self.token:
            self._replace_at = 0.0

    def keep(self, answer: object) -> None:
        """Take in what the function gave.

        Raises:
            TokenError: It is no token.
        """
        text: object = answer if isinstance(answer, str) else getattr(answer, "token", None)
        if not isinstance(text, str) or not _TEXT.fullmatch(text):
            found = f"of the type {type(answer).__name__}" if not isinstance(text, str) else "a text that no token is"
            raise TokenError(
                f"The token function must return a token, or an object with token and expires_on, not {found}"
            )
        now = time.time()
        expires_on: object = getattr(answer, "expires_on", None) or _expiry(text)
        if isinstance(expires_on, (int, float)) and expires_on > now:
            self._replace_at = expires_on - min(_MARGIN, _MARGIN_PART * (expires_on - now))
        else:
            self._replace_at = now + _UNKNOWN_LIFE
        self.token = text
        self._credentials.use(text)


class AsyncTokens:
    """The tokens of an asynchronous client. A function that is none of asyncio's is called in a thread.

    Args:
        source: The function or credential.
        scopes: The scopes to ask a credential for.
        credentials: Get each new token.
    """

    def __init__(self, source: TokenSource, scopes: tuple[str, ...], credentials: Credentials) -> None:
        self._state = _State(source, scopes, credentials)
        self._lock = anyio.Lock()
        begin_anew_after_fork(self)

    async def get(self) -> str:
        """Return a token that can be used now.

        Raises:
            TokenError: The function raised, or gave none.
        """
        state = self._state
        if not state.is_good:
            async with self._lock:
                if not state.is_good:
                    state.keep(await self._ask())
        return cast("str", state.token)

    def refuse(self, token: str) -> None:
        """Take note of a 401 with `token`."""
        self._state.refuse(token)

    def after_fork(self) -> None:
        """Begin anew in a child process, in whichever event loop it has."""
        self._lock = anyio.Lock()

    async def _ask(self) -> object:
        try:
            if self._state.is_async:
                return await self._state.ask()
            answer = await anyio.to_thread.run_sync(self._state.ask)
            return await answer if inspect.isawaitable(answer) else answer
        except Exception as error:
            raise _failed(error) from error


class Tokens:
    """The tokens of a synchronous client. See `AsyncTokens`."""

    def __init__(self, source: TokenSource, scopes: tuple[str, ...], credentials: Credentials) -> None:
        self._state = _State(source, scopes, credentials)
        self._lock = threading.Lock()
        begin_anew_after_fork(self)
        if self._state.is_async:
            raise TypeError("a synchronous client needs a plain token function, this one is a coroutine function")

    def get(self) -> str:
        """Return a token that can be used now.

        Raises:
            TokenError: The function raised, or gave none.
        """
        state = self._state
        if not state.is_good:
            with self._lock:
                if not state.is_good:
                    try:
                        answer = state.ask()
                    except Exception as error:
                        raise _failed(error) from error
                    state.keep(answer)
        return cast("str", state.token)

    def refuse(self, token: str) -> None:
        """Take note of a 401 with `token`."""
        self._state.refuse(token)

    def after_fork(self) -> None:
        """Begin anew in a child process, with no lock of the parent's threads."""
        self._lock = threading.Lock()


def _failed(error: Exception) -> TokenError:
    return TokenError(f"The token function raised {type(error).__name__}: nothing was sent")


def _expiry(token: str) -> float | None:
    """Return the end of the life of a JWT by its claim `exp`; None for any other token."""
    parts = token.split(".")
    if len(parts) != _JWT_PARTS:
        return None
    try:
        claims: object = json.loads(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
    except ValueError:
        return None
    expiry: object = cast("dict[str, Any]", claims).get("exp") if isinstance(claims, dict) else None
    return float(expiry) if isinstance(expiry, (int, float)) and not isinstance(expiry, bool) else None
