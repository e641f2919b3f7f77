"""Statuses that are taken side by side: Meta posts in parallel, and whole batches again, in any order."""

from __future__ import annotations

import asyncio
import random

import sqlalchemy as sa

from bot.store.store import Store
from bot.store.whatsapp_messages import StatusTold, take_statuses
from bot.store.whatsapp_schema import whatsapp_messages, whatsapp_meter
from tests.bot.clock import TestClock
from tests.bot.store.test_turns import rows

MESSAGES = 40
TIMES = 16


async def test_the_same_statuses_at_once_in_other_orders(store: Store, clock: TestClock) -> None:
    """None waits for another for ever; each message is counted once, under its price."""
    chance = random.Random(5)
    told = [
        StatusTold(f"wamid.{number}", state, clock(), billable=number % 2 == 0, category="service")
        for number in range(MESSAGES)
        for state in ("sent", "delivered")
    ]

    async def take() -> None:
        some = chance.sample(told, len(told) * 3 // 4)
        await store.write(lambda unit: take_statuses(unit, "1", some, clock()))

    await asyncio.gather(*(take() for _ in range(TIMES)))
    assert {row.status for row in await rows(store, whatsapp_messages)} == {"delivered"}
    counted = await store.read(lambda connection: connection.execute(sa.select(whatsapp_meter.c.count)).scalars().all())
    assert list(counted) == [MESSAGES // 2] * 2
