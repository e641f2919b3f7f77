"""Chance, as everything that needs it gets it."""

from __future__ import annotations

import secrets

from handlers.claims import CLAIM_SYMBOLS
from handlers.tickets import RANDOM_SYMBOLS, SYMBOLS


def fresh_symbols() -> str:
    """Symbols for the number of a ticket, should a turn open one: nobody can guess them."""
    return _drawn(RANDOM_SYMBOLS)


def fresh_code() -> str:
    """A claim code, should a turn tell one."""
    return _drawn(CLAIM_SYMBOLS)


def _drawn(count: int) -> str:
    return "".join(secrets.choice(SYMBOLS) for _ in range(count))
