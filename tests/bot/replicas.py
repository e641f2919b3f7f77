"""Several services on one PostgreSQL database: what each needs to be one of them, and a look at who holds what."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

from aiohttp import ClientConnectionError, ClientSession
from psycopg import AsyncConnection
from sqlalchemy.engine import URL

from bot.store.engines import lock_key
from tests.fakes.bot_api import BOT, FakeBotApi

KEY = "kunci bersama bagi semua replika 0123456789"
ROLE = f"telegram {BOT['id']}"
TALK = (
    ("biaya kios depok", "Kios usaha mikro · Biaya"),
    ("kalau syaratnya?", "Kios usaha mikro · Persyaratan"),
    ("terima kasih", "Sama-sama"),
)
"""What a chat says again and again, with what each reply is known by; neighbours differ, so that order shows."""


def named(url: URL, name: str) -> str:
    """The database as a replica of that name connects to it."""
    return url.update_query_dict({"application_name": name}).render_as_string(hide_password=False)


async def asked(url: URL, query: str, *values: Any) -> list[Any]:
    """The first column of what a query finds."""
    given = url.set(drivername="postgresql").render_as_string(hide_password=False)
    async with await AsyncConnection.connect(given, autocommit=True) as connection:
        return [row[0] for row in await (await connection.execute(query.encode(), values)).fetchall()]


async def holder(url: URL, role: str = ROLE, *, but: str = "") -> str:
    """The name of the replica that holds the role, once one but the named one does."""
    async with asyncio.timeout(20):
        while not (found := await asked(url, _HOLDER.format("application_name"), lock_key(role))) or found == [but]:
            await asyncio.sleep(0.02)
    return str(found[0])


async def end_session_of_holder(url: URL, role: str = ROLE) -> None:
    """Ends the session that holds the role, as a database's restart would."""
    await asked(url, _HOLDER.format("pg_terminate_backend(pid)"), lock_key(role))


_HOLDER = """
SELECT {} FROM pg_locks JOIN pg_stat_activity USING (pid)
WHERE locktype = 'advisory' AND granted AND (classid::bigint << 32 | objid::bigint) = %s
AND pg_locks.database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


async def post(telegram: FakeBotApi, url: str, update: dict[str, Any]) -> bool:
    """Posts an update to one replica as Telegram does; whether it was taken."""
    assert telegram.webhook is not None
    header = {"X-Telegram-Bot-Api-Secret-Token": telegram.webhook["secret_token"]}
    with suppress(ClientConnectionError, TimeoutError):
        async with (
            ClientSession() as session,
            session.post(f"{url}/telegram/webhook", json=update, headers=header) as answer,
        ):
            return answer.status == 200
    return False


def replies(telegram: FakeBotApi) -> dict[int, list[str]]:
    """What the messages that each chat got are known by, in their order."""
    found: dict[int, list[str]] = {}
    for message in telegram.sent:
        text = str(message["text"])
        mark = next((mark for _, mark in TALK if mark in text), text)
        found.setdefault(int(message["chat_id"]), []).append(mark)
    return found
