"""PostgreSQL connections that are kept for themselves, beside the pools: for a lock, for wake-ups."""

from __future__ import annotations

from typing import Any

import psycopg
from sqlalchemy.engine import URL


def session_parameters(url: URL) -> dict[str, Any]:
    """What psycopg connects by; a server that vanishes without a word is noticed after about 11 seconds."""
    _, given = url.get_dialect()().create_connect_args(url)
    return {
        "connect_timeout": 5,
        "keepalives_idle": 5,
        "keepalives_interval": 2,
        "keepalives_count": 3,
        **given,
        "autocommit": True,
    }


def first_line(error: psycopg.Error) -> str:
    """The error in one line."""
    return f"{type(error).__name__}: {next(iter(str(error).splitlines()), '')}"
