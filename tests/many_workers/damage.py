"""Damages to the keys in Redis: eviction, and whatever else may write to them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from many_workers.redis_server import untyped
from redis import Redis


def delete(client: Any, name: str) -> None:
    client.delete(name)


def change_type(client: Any, name: str) -> None:
    is_text = client.type(name) == b"string"
    client.delete(name)
    if is_text:
        client.hset(name, "a", "b")
    else:
        client.set(name, "text")


def overwrite(client: Any, name: str) -> None:
    """Replace the contents by others of the same type and size."""
    match client.type(name):
        case b"string":
            client.set(name, b"\x81\xa5epoch\x01" * 20)
        case b"zset":
            members: list[tuple[bytes, float]] = client.zrange(name, 0, -1, withscores=True)
            client.delete(name)
            for number, (_, score) in enumerate(members):
                client.zadd(name, {f"stranger:{number}": score})
        case b"hash":
            names: list[bytes] = client.hkeys(name)
            client.delete(name)
            for number, _ in enumerate(names):
                client.hset(name, f"stranger:{number}", "1p 1")
        case _:
            pass


def spoil(client: Any, name: str) -> None:
    """Keep the names of the members and spoil their contents."""
    match client.type(name):
        case b"string":
            client.setrange(name, client.strlen(name) // 2, b"\x00\xff")
        case b"zset":
            for member in client.zrange(name, 0, -1):
                client.zadd(name, {member: 1e300})
        case b"hash":
            for member in client.hkeys(name):
                client.hset(name, member, b"\x00\xff")
        case _:
            pass


def lose_member(client: Any, name: str) -> None:
    match client.type(name):
        case b"string":
            client.set(name, client.get(name)[:-1])
        case b"zset":
            client.zpopmin(name)
        case b"hash":
            client.hdel(name, client.hkeys(name)[0])
        case _:
            pass


def add_member(client: Any, name: str) -> None:
    match client.type(name):
        case b"string":
            client.append(name, b"\x00")
        case b"zset":
            client.zadd(name, {"stranger:1": 0})
        case b"hash":
            client.hset(name, "stranger:1", "1 1")
        case _:
            pass


DAMAGES: dict[str, Callable[[Any, str], None]] = {
    function.__name__: function for function in (delete, change_type, overwrite, spoil, lose_member, add_member)
}


def damage(client: Redis, name: str, how: str) -> bool:
    """Damage a key; return whether there was one."""
    there = bool(client.exists(name))
    if there:
        DAMAGES[how](untyped(client), name)
    return there
