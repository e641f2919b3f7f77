"""Asks a citizen whose 24 hours are over to write again, by a template that the office may send; what there is to say
waits until they do."""

from __future__ import annotations

import structlog

from bot.arrival import Address
from bot.channels.whatsapp.client import GraphError, GraphFailure
from bot.channels.whatsapp.errors import meaning_of
from bot.channels.whatsapp.posting import Posting
from bot.channels.whatsapp.telling import Offices, told_of_announcement, told_of_news
from bot.channels.whatsapp.templates import fill
from bot.clock import Clock
from bot.delivery import Delivery, Held, Refused
from bot.store.store import Store
from bot.store.whatsapp_templates import Purpose, Template, set_aside, usable
from bot.store.windows import Window, shut_window, window_of
from handlers.turn import Reply

_ASKED = "lebih dari 24 jam sejak warga menulis; diminta membalas BUKA lewat templat"
_ASKED_BEFORE = "lebih dari 24 jam sejak warga menulis; sudah diminta membalas BUKA hari ini"
_NO_TEMPLATE = "lebih dari 24 jam sejak warga menulis dan belum ada templat yang dapat dipakai"
_REFUSED = "lebih dari 24 jam sejak warga menulis; templat ditolak: {reason}"

_log = structlog.get_logger("tanya.whatsapp")


class Knocking:
    """The windows of the chats with one number, which opens `office`."""

    def __init__(
        self,
        posting: Posting,
        store: Store,
        office: str,
        offices: Offices,
        clock: Clock,
    ) -> None:
        self._posting = posting
        self._store = store
        self._office = office
        self._offices = offices
        self._clock = clock

    async def window(self, address: Address) -> Window | None:
        """The window of a chat where it is shut; None where anything may be said.

        Raises StoreUnavailable, and LookupError where the conversation is deleted.
        """
        window = await self._store.read(lambda connection: window_of(connection, address))
        return None if window.is_open(self._clock()) else window

    async def shut(self, address: Address) -> Window:
        """Notes that WhatsApp says that a window is shut; raises as `window`."""
        await self._store.write(lambda unit: shut_window(unit, address, self._clock()))
        return await self._store.read(lambda connection: window_of(connection, address))

    async def news(self, address: Address, reply: Reply, window: Window) -> Delivery:
        """Asks to open the chat for a reply, unless that was asked of late; raises StoreUnavailable."""
        if window.asked_of_late(self._clock()) is not None:
            return Held(_ASKED_BEFORE)
        return await self._knock(address, "news", told_of_news(reply, self._office, self._offices()))

    async def announcement(self, address: Address, reply: Reply) -> Delivery:
        """Tells of an announcement by its title; raises StoreUnavailable."""
        told = told_of_announcement(reply, self._office, self._offices())
        return await self._knock(address, "announcement", told)

    async def _knock(self, address: Address, purpose: Purpose, values: tuple[str, str]) -> Delivery:
        account = self._posting.account
        template = await self._store.read(lambda connection: usable(connection, account, purpose))
        if template is None:
            return Held(_NO_TEMPLATE)
        try:
            return Held(_ASKED, (await self._posting.post(address, fill(template, values)),))
        except GraphFailure as error:
            return await self._refused(address, template, error)

    async def _refused(self, address: Address, template: Template, error: GraphFailure) -> Delivery:
        """What a template's failure means for what waits: refused itself, it does not take that along.

        It is not sent again before the next look at Meta, which may still call it approved.
        """
        delivery = self._posting.failed(address, error)
        kind = meaning_of(error.code, error.subcode).kind if isinstance(error, GraphError) else None
        if kind == "template":
            _log.warning("template refused", template=template.name, reason=str(error))
            await self._store.write(lambda unit: set_aside(unit, template, "PAUSED"))
        if isinstance(delivery, Refused | Held):
            return Held(_REFUSED.format(reason=delivery.reason))
        return delivery
