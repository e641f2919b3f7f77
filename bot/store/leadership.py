"""A role that one replica plays at a time, held by an advisory lock of PostgreSQL on a connection of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine

import psycopg
import structlog
from psycopg import AsyncConnection
from sqlalchemy.engine import URL

from bot.store.engines import lock_key
from bot.store.sessions import first_line, session_parameters

_CHECK_EVERY = 1.0
_ANSWER_WITHIN = 3.0
"""Seconds after which a server that does not answer is taken for lost, and the lock with it."""
_SILENCE = 6.0
"""Seconds after which the server ends the session of a holder that vanished or froze; longer than a holder waits for
an answer, so that it has stopped before another may begin."""

_log = structlog.get_logger("tanya.replicas")


async def lead(url: URL, role: str, work: Callable[[], Coroutine[None, None, None]]) -> None:
    """Runs the work whenever this replica gets the role, and cancels it when the role is lost.

    Ends when the work ends and raises what it raises; the role is free then for another replica.
    """
    told = ""
    while True:
        try:
            async with await AsyncConnection.connect(**session_parameters(url)) as connection:
                await connection.execute(f"SET idle_session_timeout = {_SILENCE * 1000:.0f}")
                told = ""
                await _acquire(connection, lock_key(role))
                _log.info("role taken", role=role)
                if await _while_held(connection, work):
                    return
                _log.warning("role lost", role=role)
        except psycopg.Error as error:
            if told != (told := first_line(error)):
                _log.error("role cannot be held", role=role, reason=told)
        await asyncio.sleep(_CHECK_EVERY)


async def _acquire(connection: AsyncConnection, key: int) -> None:
    """Waits until no other session holds the lock."""
    while True:
        found = await connection.execute("SELECT pg_try_advisory_lock(%s)", [key])
        if await found.fetchone() == (True,):
            return
        await asyncio.sleep(_CHECK_EVERY)


async def _while_held(connection: AsyncConnection, work: Callable[[], Coroutine[None, None, None]]) -> bool:
    """Does the work while the session answers; returns whether the work came to its end."""
    working = asyncio.create_task(work())
    answer = asyncio.create_task(_answer(connection))
    try:
        while True:
            either: set[asyncio.Task[None]] = {working, answer}
            await asyncio.wait(either, timeout=_CHECK_EVERY + _ANSWER_WITHIN, return_when=asyncio.FIRST_COMPLETED)
            if working.done() or not answer.done() or answer.exception() is not None:
                break
            answer = asyncio.create_task(_answer(connection))
    finally:
        ended = working.done()
        # Together: psycopg takes seconds to give up a question, and the work must stop at once.
        working.cancel()
        answer.cancel()
        await asyncio.gather(working, answer, return_exceptions=True)
    if ended:
        await working
    return ended


async def _answer(connection: AsyncConnection) -> None:
    """Asks the server, after a second, whether the session lives; raises at once when the server ends it."""
    async for _ in connection.notifies(timeout=_CHECK_EVERY):
        pass
    await connection.execute("SELECT 1")
