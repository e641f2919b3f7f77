"""Hands the copies of one announcement to Telegram: rendered once, then sent with another chat each time."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import urlencode

from telegram import Bot
from telegram.error import BadRequest, TelegramError
from telegram.request import RequestData

from bot.arrival import Address
from bot.channels.telegram.client import Fields
from bot.channels.telegram.rendering import parts
from bot.channels.telegram.sending import NO_PREVIEW, TelegramCarrier, buttons_of, is_bad_markup, refusal
from bot.channels.telegram.updates import CHANNEL
from bot.delivery import Delivered, Delivery
from handlers.turn import Reply

_MOST_KEPT = 16
"""Announcements and languages whose calls are kept."""


class TelegramCopies:
    """One bot's way for what goes to many; what cannot go as one message goes as every reply does."""

    channel = CHANNEL

    def __init__(self, bot: Bot, carrier: TelegramCarrier) -> None:
        self.account = carrier.account
        self._bot = bot
        self._carrier = carrier
        self._calls: dict[Reply, bytes | None] = {}

    async def deliver(self, address: Address, reply: Reply) -> Delivery:
        """Hands one copy over."""
        encoded = self._encoded(reply)
        if encoded is None:
            return await self._carrier.deliver(address, reply)
        try:
            return Delivered(await self._send(encoded, address.external_id))
        except BadRequest as error:
            return await self._carrier.deliver(address, reply) if is_bad_markup(error) else refusal(error)
        except TelegramError as error:
            return refusal(error)

    async def _send(self, encoded: bytes, chat: str) -> str:
        """One call without PTB's objects around it, which cost as much as the call."""
        fields = cast(RequestData, Fields({"chat_id": chat}, encoded=encoded))
        sent: Any = await self._bot.request.post(self._url, fields)
        return str(sent["message_id"])

    def _encoded(self, reply: Reply) -> bytes | None:
        """What is the same in every copy; None where a copy is more than one message."""
        if reply not in self._calls:
            if len(self._calls) >= _MOST_KEPT:
                self._calls.clear()
            self._calls[reply] = _encoded(reply)
        return self._calls[reply]

    @property
    def _url(self) -> str:
        return f"{self._bot.base_url}/sendMessage"


def _encoded(reply: Reply) -> bytes | None:
    messages = parts(reply)
    if len(messages) != 1 or reply.file is not None:
        return None
    below = buttons_of(reply)
    fields = {"text": messages[0].html, "parse_mode": "HTML", "link_preview_options": NO_PREVIEW.to_json()}
    if below is not None:
        fields["reply_markup"] = below.to_json()
    return urlencode(fields).encode()
