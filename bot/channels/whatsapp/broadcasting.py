"""Hands the copies of an announcement to WhatsApp: rendered once, its file uploaded once, sent to a chat each time.

Who has not written for 24 hours gets the office's template, and the announcement itself when they answer it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from bot.arrival import Address
from bot.channels.whatsapp.client import GraphError, GraphFailure, Lost
from bot.channels.whatsapp.knocking import Knocking
from bot.channels.whatsapp.posting import Posting
from bot.channels.whatsapp.rendering import Body, Media, rendered
from bot.channels.whatsapp.restraint import Restraint
from bot.channels.whatsapp.sending import GONE, WhatsAppCarrier
from bot.channels.whatsapp.uploading import Uploading, is_bad_file
from bot.clock import Clock
from bot.delivery import Deferred, Delivered, Delivery, Held
from bot.papers.paper import NoPaper
from bot.store.store import Store
from bot.store.unit import StoreUnavailable
from bot.store.whatsapp_parts import CHANNEL
from handlers.turn import Reply

_MOST_KEPT = 16
"""Announcements and languages whose messages are kept."""
_MOST_TRIES = 3
_LONGEST_WAIT = 30.0
"""Seconds that the words after a file wait, so that nobody gets the file alone or twice."""
_OUTAGE = 10.0
"""Seconds for which copies rest when answers are lost, so that an outage leaves few in doubt."""


class WhatsAppCopies:
    """One number's way for what goes to many."""

    channel = CHANNEL

    def __init__(
        self,
        posting: Posting,
        knocking: Knocking,
        uploading: Uploading,
        carrier: WhatsAppCarrier,
        store: Store,
        clock: Clock,
    ) -> None:
        self.account = posting.account
        self._posting = posting
        self._knocking = knocking
        self._uploading = uploading
        self._carrier = carrier
        self._restraint = Restraint(posting.account, store, clock)
        self._kept: dict[tuple[Reply, Media | None], list[Body]] = {}

    async def deliver(self, address: Address, reply: Reply) -> Delivery:
        """Hands one copy over."""
        try:
            if (reason := await self._restraint.reason()) is not None:
                return await self._restraint.stop(reason)
            delivery = await self._deliver(address, reply)
            if isinstance(delivery, Deferred) and (reason := self._posting.restrained) is not None:
                return await self._restraint.stop(reason)
        except StoreUnavailable as error:
            return Deferred(str(error))
        except LookupError:
            return Deferred(GONE)
        return delivery

    async def _deliver(self, address: Address, reply: Reply) -> Delivery:
        if await self._knocking.window(address) is not None:
            return await self._knocking.announcement(address, reply)
        try:
            delivery = await self._send(address, reply)
        except NoPaper:
            return await self._carrier.deliver(address, reply)  # the words say so
        except GraphFailure as error:
            delivery = self._failed(address, error)
        if isinstance(delivery, Held):  # so WhatsApp says, whatever we had written down
            await self._knocking.shut(address)
            return await self._knocking.announcement(address, reply)
        return delivery

    async def _send(self, address: Address, reply: Reply) -> Delivery:
        """The messages of a copy; raises NoPaper, StoreUnavailable, and what the first message fails with."""
        media = await self._uploading.shared(address, reply.file) if reply.file is not None else None
        first, *others = self._bodies(reply, media)
        try:
            sent = await self._posting.post(address, first)
        except GraphError as error:
            if media is None or reply.file is None or not is_bad_file(error):
                raise
            media = await self._uploading.again(address, reply.file, media)
            first, *others = self._bodies(reply, media)
            sent = await self._posting.post(address, first)
        return await self._go_on(address, sent, others)

    async def _go_on(self, address: Address, sent: str, others: Sequence[Body]) -> Delivery:
        """The messages after one that has left: a copy is never begun anew."""
        parts = [sent]
        for body in others:
            delivery = await self._send_after(address, body)
            if not isinstance(delivery, Delivered):
                return delivery
            parts += delivery.parts
        return Delivered(parts=tuple(parts))

    async def _send_after(self, address: Address, body: Body) -> Delivery:
        reason = ""
        for _ in range(_MOST_TRIES):
            try:
                wamid = await self._posting.post(address, body)
            except GraphFailure as error:
                delivery = self._failed(address, error)
            else:
                return Delivered(parts=(wamid,))
            if not isinstance(delivery, Deferred) or delivery.may_have_arrived:
                return delivery
            reason = delivery.reason
            await asyncio.sleep(min(_LONGEST_WAIT, delivery.seconds or 1.0))
        return Deferred(f"sebagian sampai, lanjutannya belum: {reason}", may_have_arrived=True)

    def _failed(self, address: Address, error: GraphFailure) -> Delivery:
        """What a failure means for a copy: where an answer is lost, the copy may be there."""
        delivery = self._posting.failed(address, error)
        if isinstance(error, Lost) and isinstance(delivery, Deferred):
            return replace(delivery, seconds=_OUTAGE, everyone=True)
        return delivery

    def _bodies(self, reply: Reply, media: Media | None) -> list[Body]:
        """What is sent for a copy, kept from one to the next."""
        key = reply, media
        if key not in self._kept:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[key] = rendered(reply, media)
        return self._kept[key]
