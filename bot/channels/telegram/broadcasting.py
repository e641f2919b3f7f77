"""Hands the copies of an announcement to Telegram: rendered once, its file uploaded once, sent to a chat each time."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlencode

from telegram import Bot
from telegram.error import BadRequest, NetworkError, TelegramError
from telegram.request import RequestData

from bot.arrival import Address
from bot.channels.telegram.client import Fields
from bot.channels.telegram.rendering import LONGEST_CAPTION, Part, parts, units
from bot.channels.telegram.sending import NO_PREVIEW, TelegramCarrier, buttons_of, is_bad_markup, refusal
from bot.channels.telegram.updates import CHANNEL
from bot.channels.telegram.uploading import Uploading
from bot.delivery import Deferred, Delivered, Delivery
from bot.papers.paper import NoPaper
from bot.store.announcement_files import Upload
from bot.store.unit import StoreUnavailable
from handlers.turn import FileRef, Reply

_MOST_KEPT = 16
"""Announcements and languages whose calls are kept."""
_BAD_FILE = ("wrong file", "wrong remote file", "invalid file", "file_reference")
"""How Telegram says that it does not know the id of a file any more."""
_MOST_TRIES = 3
_LONGEST_WAIT = 30.0
"""Seconds that the words after a picture wait, so that nobody gets the picture alone or twice."""
_OUTAGE = 10.0
"""Seconds for which copies rest when Telegram fails, so that an outage leaves few in doubt."""


@dataclass(frozen=True, slots=True)
class _Call:
    """A method and what is the same in every call of it, ready for the wire."""

    method: str
    encoded: bytes


class TelegramCopies:
    """One bot's way for what goes to many; what takes several messages goes as every reply does."""

    channel = CHANNEL

    def __init__(self, bot: Bot, carrier: TelegramCarrier, uploading: Uploading) -> None:
        self.account = carrier.account
        self._bot = bot
        self._carrier = carrier
        self._uploading = uploading
        self._calls: dict[tuple[Reply, Upload | None], tuple[_Call, ...]] = {}

    async def deliver(self, address: Address, reply: Reply) -> Delivery:
        """Hands one copy over."""
        try:
            if reply.file is not None:
                return await self._deliver_with_file(address, reply, reply.file)
            calls = self._kept(reply, None)
            if not calls:
                return await self._carrier.deliver(address, reply)
            return Delivered(await self._send(calls[0], address.external_id))
        except BadRequest as error:
            return await self._carrier.deliver(address, reply) if is_bad_markup(error) else refusal(error)
        except TelegramError as error:
            return _once(error)
        except NoPaper:
            return await self._carrier.deliver(address, reply)  # the words say so
        except StoreUnavailable as error:
            return Deferred(str(error))

    async def _deliver_with_file(self, address: Address, reply: Reply, file: FileRef) -> Delivery:
        """The file with the words under it, or before them where they are too long for that."""
        upload = await self._uploading.known(file)
        if upload is None:
            async with self._uploading.first:
                upload = await self._uploading.known(file)
                if upload is None:
                    return await self._upload(address, reply, file)
        first, *others = self._kept(reply, upload)
        try:
            sent = await self._send(first, address.external_id)
        except BadRequest as error:
            if not any(each in error.message.lower() for each in _BAD_FILE):
                raise
            return await self._upload(address, reply, file)
        return await self._go_on(sent, others, address.external_id)

    async def _upload(self, address: Address, reply: Reply, file: FileRef) -> Delivery:
        """A copy with the file itself; from then on its id stands for it."""
        calls = _calls(reply, Upload("photo", ""))
        alone = len(calls) == 1
        caption, below = (parts(reply)[0].html, buttons_of(reply)) if alone else (None, None)
        sent = await self._uploading.sent(address, file, caption, below)
        return await self._go_on(sent, calls[1:], address.external_id)

    async def _go_on(self, sent: str, others: Sequence[_Call], chat: str) -> Delivery:
        """The words after a file that has left."""
        for call in others:
            delivery = await self._send_after(call, chat)
            if not isinstance(delivery, Delivered):
                return delivery
        return Delivered(sent)

    async def _send_after(self, call: _Call, chat: str) -> Delivery:
        """The words that belong to a picture which is there already: a copy is never begun anew."""
        reason = ""
        for _ in range(_MOST_TRIES):
            try:
                return Delivered(await self._send(call, chat))
            except TelegramError as error:
                delivery = _once(error)
            if not isinstance(delivery, Deferred) or delivery.may_have_arrived:
                return delivery
            reason = delivery.reason
            await asyncio.sleep(min(_LONGEST_WAIT, delivery.seconds or 1.0))
        return Deferred(f"berkasnya sampai, teksnya belum: {reason}", may_have_arrived=True)

    async def _send(self, call: _Call, chat: str) -> str:
        """One call without PTB's objects around it, which cost as much as the call."""
        fields = cast(RequestData, Fields({"chat_id": chat}, encoded=call.encoded))
        sent: Any = await self._bot.request.post(f"{self._bot.base_url}/{call.method}", fields)
        return str(sent["message_id"])

    def _kept(self, reply: Reply, upload: Upload | None) -> tuple[_Call, ...]:
        """What is sent for a copy, kept from one to the next."""
        key = reply, upload
        if key not in self._calls:
            if len(self._calls) >= _MOST_KEPT:
                self._calls.clear()
            self._calls[key] = _calls(reply, upload)
        return self._calls[key]


def _once(error: TelegramError) -> Delivery:
    """What a refusal means for a copy: where Telegram failed over a call, the copy may be there."""
    if type(error) is NetworkError:
        return Deferred(error.message, seconds=_OUTAGE, everyone=True, may_have_arrived=True)
    return refusal(error)


def _calls(reply: Reply, upload: Upload | None) -> tuple[_Call, ...]:
    """The calls of one copy; none where it has no file and is more than one message."""
    messages, below = parts(reply), buttons_of(reply)
    last = {"reply_markup": below.to_json()} if below is not None else {}
    if upload is None:
        return (_words(messages[0], last),) if len(messages) == 1 else ()
    method = _METHODS[upload.sort]
    shown: dict[str, str] = {upload.sort: upload.source}
    if len(messages) == 1 and units(messages[0].text) <= LONGEST_CAPTION:
        return (_call(method, {**shown, "caption": messages[0].html, "parse_mode": "HTML", **last}),)
    *before, end = messages
    return (_call(method, shown), *(_words(each, {}) for each in before), _words(end, last))


_METHODS = {"photo": "sendPhoto", "document": "sendDocument"}


def _words(part: Part, more: dict[str, str]) -> _Call:
    return _call(
        "sendMessage",
        {"text": part.html, "parse_mode": "HTML", "link_preview_options": NO_PREVIEW.to_json(), **more},
    )


def _call(method: str, fields: dict[str, str]) -> _Call:
    return _Call(method, urlencode(fields).encode())
