"""Hands replies to Telegram, and reads from each refusal whether and when to try again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.arrival import Address
from bot.channels.telegram.rendering import Part, keyboard, parts
from bot.channels.telegram.updates import CHANNEL
from bot.delivery import Deferred, Delivered, Delivery, Halted, Refused, Unreachable
from bot.pacing import Pace
from handlers.turn import Choice, Reply

PACE = Pace(account_rate=25, account_burst=25, chat_rate=1, chat_burst=3)
"""Telegram allows a bot about 30 messages a second, and one a second to a chat with short bursts."""
_GONE = ("chat not found", "user is deactivated", "peer_id_invalid", "group chat was upgraded", "chat_write_forbidden")
_BAD_MARKUP = "can't parse entities"
_WHOLE_BOT = 5.0
"""Seconds of `retry_after` from which the whole bot is meant, not one chat."""


class TelegramCarrier:
    """One bot."""

    channel = CHANNEL

    def __init__(self, bot: Bot, account: str) -> None:
        self.account = account
        self._bot = bot

    async def deliver(self, address: Address, reply: Reply) -> Delivery:
        """Sends a reply, in as many messages as it takes; the choices stand under the last one."""
        messages = parts(reply)
        sent: str | None = None
        for number, part in enumerate(messages, 1):
            choices = reply.choices if number == len(messages) else ()
            try:
                sent = await self._send(address.external_id, part, choices)
            except TelegramError as error:
                return refusal(error)
        return Delivered(sent)

    async def _send(self, chat: str, part: Part, choices: tuple[Choice, ...]) -> str:
        buttons = _buttons(choices)
        try:
            return await _sent(self._message(chat, part.html, "HTML", buttons))
        except BadRequest as error:
            if _BAD_MARKUP not in error.message.lower():
                raise
            return await _sent(self._message(chat, part.text, None, buttons))

    def _message(
        self, chat: str, text: str, mode: str | None, buttons: InlineKeyboardMarkup | None
    ) -> Awaitable[object]:
        return self._bot.send_message(
            chat,
            text,
            parse_mode=mode,
            reply_markup=buttons,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        )


async def _sent(message: Awaitable[object]) -> str:
    return str(getattr(await message, "message_id", ""))


def refusal(error: TelegramError) -> Delivery:
    """What a refusal means for the reply. BadRequest is a NetworkError in PTB, so the order matters."""
    reason = error.message
    match error:
        case RetryAfter():
            wait = error.retry_after
            seconds = wait.total_seconds() if isinstance(wait, dt.timedelta) else float(wait)
            return Deferred(reason, seconds=seconds, everyone=seconds >= _WHOLE_BOT)
        case Forbidden():
            return Unreachable(reason)
        case ChatMigrated():
            return Unreachable(reason)
        case InvalidToken():
            return Halted("token bot ditolak Telegram; periksa TANYA_TELEGRAM_TOKEN")
        case Conflict():
            return Deferred(reason)
        case BadRequest():
            gone = any(each in reason.lower() for each in _GONE)
            return Unreachable(reason) if gone else Refused(reason)
        case TimedOut():
            return Deferred(reason, may_have_arrived=True)
        case NetworkError():
            return Deferred(reason)
        case _:
            return Refused(reason)


def _buttons(choices: tuple[Choice, ...]) -> InlineKeyboardMarkup | None:
    if not choices:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(choice.label, callback_data=choice.id) for choice in row] for row in keyboard(choices)]
    )
