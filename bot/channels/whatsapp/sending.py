"""Hands replies to WhatsApp: freely while the citizen's 24 hours last, after them by asking to be written to."""

from __future__ import annotations

from dataclasses import replace

from bot.arrival import Address
from bot.channels.whatsapp.client import GraphFailure
from bot.channels.whatsapp.knocking import Knocking
from bot.channels.whatsapp.posting import Posting
from bot.channels.whatsapp.rendering import Media, rendered
from bot.channels.whatsapp.uploading import Uploading
from bot.delivery import Deferred, Delivered, Delivery, Held
from bot.papers.paper import NoPaper
from bot.store.unit import StoreUnavailable
from bot.store.whatsapp_parts import CHANNEL
from handlers.turn import Reply, Section

GONE = "percakapannya pindah atau dihapus"
"""Looked at again: where it moved, it goes there; where it was deleted, what was to be sent is deleted too."""
_MOST_BEGUN = 1000
"""Replies of several messages that broke off and will be gone on with."""


class WhatsAppCarrier:
    """One of our numbers."""

    channel = CHANNEL

    def __init__(self, posting: Posting, knocking: Knocking, uploading: Uploading) -> None:
        self.account = posting.account
        self._posting = posting
        self._knocking = knocking
        self._uploading = uploading
        self._begun: dict[tuple[Address, Reply], tuple[str, ...]] = {}

    async def deliver(self, address: Address, reply: Reply) -> Delivery:
        """Hands a reply over as the fewest messages that hold it; `replaces` is not known here."""
        try:
            if (shut := await self._knocking.window(address)) is not None:
                return await self._knocking.news(address, reply, shut)
            delivery = await self._deliver(address, reply)
            if isinstance(delivery, Held):  # so WhatsApp says, whatever we had written down
                return await self._knocking.news(address, reply, await self._knocking.shut(address))
        except StoreUnavailable as error:
            return Deferred(str(error))
        except LookupError:
            return Deferred(GONE)
        return delivery

    async def _deliver(self, address: Address, reply: Reply) -> Delivery:
        """Sends every message; one that broke off goes on where it did, for what arrived is billed."""
        key = address, reply
        sent = self._begun.pop(key, ())
        try:
            media, told = await self._with_file(address, reply)
            for body in rendered(told, media)[len(sent) :]:
                sent = (*sent, await self._posting.post(address, body))
        except GraphFailure as error:
            delivery = self._posting.failed(address, error)
            if sent and isinstance(delivery, Deferred | Held):
                if len(self._begun) >= _MOST_BEGUN:
                    self._begun.clear()
                self._begun[key] = sent
            return delivery
        return Delivered(parts=sent)

    async def _with_file(self, address: Address, reply: Reply) -> tuple[Media | None, Reply]:
        """The uploaded file of a reply; where there is none any more the words say so."""
        if reply.file is None:
            return None, reply
        try:
            return await self._uploading.fresh(address, reply.file), reply
        except NoPaper as missing:
            return None, replace(reply, sections=(*reply.sections, Section(paragraphs=(str(missing),))))
