"""The fake Telegram, for every test of that channel."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.fakes.bot_api import FakeBotApi, bot_api


@pytest.fixture
async def telegram() -> AsyncIterator[FakeBotApi]:
    """The fake host."""
    async with bot_api() as fake:
        yield fake
