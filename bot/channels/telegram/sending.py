"""Hands replies to Telegram, and reads from each refusal whether and when to try again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from typing import TypeVar

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
from bot.channels.telegram.rendering import LONGEST_CAPTION, Part, keyboard, parts, units
from bot.channels.telegram.updates import CHANNEL
from bot.delivery import Deferred, Delivered, Delivery, Halted, Moved, Refused, Unreachable
from bot.pacing import Pace
from bot.papers.paper import NoPaper, Paper
from bot.store.unit import StoreUnavailable
from handlers.turn import FileRef, Reply, Section

PACE = Pace(
    account_rate=25, account_burst=25, chat_rate=1, chat_burst=3,
    group_rate=18 / 60, group_burst=2, is_group=lambda chat: chat.startswith("-"),
)  # fmt: skip
"""Telegram allows a bot about 30 messages a second, one a second to a chat with short bursts, and 20 a minute to a
group, changes of messages counted with them."""
_GONE = (
    "chat not found", "user is deactivated", "peer_id_invalid", "group chat was upgraded", "chat_write_forbidden",
    "not enough rights to send", "have no rights to send",
)  # fmt: skip
_BAD_MARKUP = "can't parse entities"
_UNCHANGED = "message is not modified"
_BAD_PICTURE = ("photo_", "image_")
"""How Telegram says that a picture is none that it shows; as a document it takes anything."""
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_Result = TypeVar("_Result")
_WHOLE_BOT = 5.0
"""Seconds of `retry_after` from which the whole bot is meant, not one chat."""


FetchPaper = Callable[[Address, FileRef], Awaitable[Paper]]
"""`Papers.paper`: a file for a conversation; raises NoPaper and StoreUnavailable."""


class TelegramCarrier:
    """One bot."""

    channel = CHANNEL

    def __init__(self, bot: Bot, account: str, paper: FetchPaper) -> None:
        self.account = account
        self._bot = bot
        self._paper = paper

    async def deliver(self, address: Address, reply: Reply) -> Delivery:
        """Hands a reply over: in place of the message that it replaces, else as new ones."""
        messages = parts(reply)
        try:
            if reply.file is not None:
                return Delivered(await self._send_with_file(address, reply, reply.file))
            if await self._has_replaced(address.external_id, reply, messages):
                return Delivered(reply.replaces)
            return Delivered(await self._send_all(address.external_id, messages, buttons_of(reply)))
        except TelegramError as error:
            return refusal(error)
        except StoreUnavailable as error:
            return Deferred(str(error))

    async def _send_with_file(self, address: Address, reply: Reply, file: FileRef) -> str | None:
        """Sends the file with the words under it, or after them where they are too long for that.

        Where there is no file any more the words say so: they are not held back for it.
        """
        chat, messages, below = address.external_id, parts(reply), buttons_of(reply)
        try:
            paper = await self._paper(address, file)
        except NoPaper as missing:
            told = replace(reply, sections=(*reply.sections, Section(paragraphs=(str(missing),))))
            return await self._send_all(chat, parts(told), below)
        if len(messages) == 1 and units(messages[0].text) <= LONGEST_CAPTION:
            return await _formatted(messages[0], partial(self._send_paper, chat, below, paper))
        await self._send_all(chat, messages, None)
        return await self._send_paper(chat, below, paper, "", None)

    async def _send_paper(
        self, chat: str, buttons: InlineKeyboardMarkup | None, paper: Paper, text: str, mode: str | None
    ) -> str:
        if not paper.picture:
            return await self._send_document(chat, buttons, paper, text, mode)
        try:
            sent = await self._bot.send_photo(
                chat, paper.content, text, parse_mode=mode, reply_markup=buttons, filename=paper.name
            )
        except BadRequest as error:
            if not is_bad_picture(error):
                raise
            return await self._send_document(chat, buttons, paper, text, mode)
        return str(sent.message_id)

    async def _send_document(
        self, chat: str, buttons: InlineKeyboardMarkup | None, paper: Paper, text: str, mode: str | None
    ) -> str:
        sent = await self._bot.send_document(
            chat, paper.content, text, parse_mode=mode, reply_markup=buttons, filename=paper.name
        )
        return str(sent.message_id)

    async def _send_all(self, chat: str, messages: list[Part], buttons: InlineKeyboardMarkup | None) -> str | None:
        """Sends the messages in order, with the buttons under the last; returns the id of that one."""
        sent = None
        for number, part in enumerate(messages, 1):
            below = buttons if number == len(messages) else None
            sent = await _formatted(part, partial(self._send, chat, below))
        return sent

    async def _send(self, chat: str, buttons: InlineKeyboardMarkup | None, text: str, mode: str | None) -> str:
        sent = await self._bot.send_message(
            chat, text, parse_mode=mode, reply_markup=buttons, link_preview_options=NO_PREVIEW
        )
        return str(sent.message_id)

    async def _has_replaced(self, chat: str, reply: Reply, messages: list[Part]) -> bool:
        """Whether the reply now stands where an earlier one stood: not when that was deleted or is too old."""
        if reply.replaces is None or len(messages) > 1:
            return False
        try:
            await _formatted(messages[0], partial(self._edit, chat, reply.replaces, buttons_of(reply)))
        except BadRequest as error:
            return _UNCHANGED in error.message.lower()
        except TimedOut as error:
            raise NetworkError(error.message) from error  # unlike a message, a change made twice is made once
        return True

    async def _edit(
        self, chat: str, message: str, buttons: InlineKeyboardMarkup | None, text: str, mode: str | None
    ) -> None:
        await self._bot.edit_message_text(
            text, chat, int(message), parse_mode=mode, reply_markup=buttons, link_preview_options=NO_PREVIEW
        )


async def _formatted(part: Part, call: Callable[[str, str | None], Awaitable[_Result]]) -> _Result:
    """A call with the markup, or without it when Telegram does not take it."""
    try:
        return await call(part.html, "HTML")
    except BadRequest as error:
        if not is_bad_markup(error):
            raise
        return await call(part.text, None)


def is_bad_picture(error: BadRequest) -> bool:
    """Whether Telegram does not show the picture, so that it may pass as a document."""
    return error.message.lower().startswith(_BAD_PICTURE)


def is_bad_markup(error: BadRequest) -> bool:
    """Whether Telegram does not take the markup, so that the plain text may pass."""
    return _BAD_MARKUP in error.message.lower()


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
            return Moved(str(error.new_chat_id))
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


def buttons_of(reply: Reply) -> InlineKeyboardMarkup | None:
    """The choices of a reply under it."""
    if not reply.choices:
        return None
    rows = keyboard(reply.choices, reply.turning)
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(choice.label, callback_data=choice.id) for choice in row] for row in rows]
    )
