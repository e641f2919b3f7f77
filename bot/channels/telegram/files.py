"""The content of files that citizens send by Telegram, through the Bot API."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator
from typing import cast

from telegram import Bot
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.channels.telegram.client import AiohttpRequest
from bot.channels.telegram.updates import CHANNEL, MOST_CHOICES
from bot.fetching import NeverAgain, NotNow
from bot.files.refusing import RefusedFile

_TOO_BIG = "file is too big"
_PASSING = "temporarily unavailable"


class TelegramFiles:
    """One bot's files."""

    channel = CHANNEL
    most_choices: int | None = MOST_CHOICES

    def __init__(self, bot: Bot, account: str) -> None:
        self.account = account
        self._bot = bot

    async def read(self, source: str) -> AsyncIterator[bytes]:
        """The content of a file by its id, piece by piece; what is raised never holds the address with the token."""
        try:
            file = await self._bot.get_file(source)
            if not file.file_path:
                raise NeverAgain
            async for piece in cast(AiohttpRequest, self._bot.request).pieces(file.file_path):
                yield piece
        except TelegramError as error:
            raise _meaning(error) from None


def _meaning(error: TelegramError) -> NotNow | NeverAgain | RefusedFile:
    """What a refusal means for the file. BadRequest is a NetworkError in PTB, so the order matters."""
    match error:
        case RetryAfter():
            wait = error.retry_after
            return NotNow("flood", wait.total_seconds() if isinstance(wait, dt.timedelta) else float(wait))
        case BadRequest():
            reason = error.message.lower()
            if _TOO_BIG in reason:
                return RefusedFile("size")
            return NotNow("unavailable") if _PASSING in reason else NeverAgain("no such file")
        case InvalidToken():
            return NotNow("token")
        case NetworkError():
            return NotNow("network")
        case _:
            return NotNow(type(error).__name__)
