"""Chance, as everything that needs it gets it."""

from __future__ import annotations

import secrets

from handlers.tickets import RANDOM_SYMBOLS, SYMBOLS


def fresh_symbols() -> str:
    """Symbols for the number of a ticket, should a turn open one: nobody can guess them."""
    return "".join(secrets.choice(SYMBOLS) for _ in range(RANDOM_SYMBOLS))
