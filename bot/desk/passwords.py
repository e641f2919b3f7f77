"""Passwords: what is accepted, and Argon2 in threads of its own, so that no login makes the chats wait."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 10
"""Characters; NIST SP 800-63B asks for 8 at least and for no rules of composition."""
LONGEST = 200
_AT_ONCE = 2
"""Hashes at once: each takes some 150 ms of a core and 64 MB (RFC 9106's second choice, the library's default)."""

HASHER = PasswordHasher()
_THREADS = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="password")


def password_trouble(password: str, *names: str) -> str | None:
    """Why a password is not accepted, in words; None where it is."""
    if len(password) < SHORTEST:
        return f"Kata sandi terlalu pendek: paling sedikit {SHORTEST} karakter."
    if len(password) > LONGEST:
        return f"Kata sandi terlalu panjang: paling banyak {LONGEST} karakter."
    if len(set(password)) < 4 or any(name and name.lower() in password.lower() for name in names):
        return "Kata sandi ini mudah ditebak. Pakai beberapa kata yang tidak memuat nama Anda."
    return None


async def hash_password(password: str) -> str:
    """The Argon2id hash to keep."""
    return await asyncio.get_running_loop().run_in_executor(_THREADS, HASHER.hash, password)


async def matches(kept: str | None, password: str) -> bool:
    """Whether a password is the one that was kept; without one the same work is done for nothing."""
    return await asyncio.get_running_loop().run_in_executor(_THREADS, _matches, kept, password[:LONGEST])


def _matches(kept: str | None, password: str) -> bool:
    try:
        HASHER.verify(kept or _nobodys(), password)
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


@cache
def _nobodys() -> str:
    """A hash to compare with where there is none, so that an unknown name takes as long as a wrong password."""
    return HASHER.hash("nobody has this password")
