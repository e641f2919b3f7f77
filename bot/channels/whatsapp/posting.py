"""Hands one message to WhatsApp, and reads from each failure whether and when to try again."""

from __future__ import annotations

from collections import Counter

from bot.arrival import Address
from bot.channels.whatsapp.client import Graph, GraphError, GraphFailure, Lost, Unsent
from bot.channels.whatsapp.errors import meaning_of, refusal
from bot.channels.whatsapp.rendering import Body, addressed
from bot.delivery import Deferred, Delivery

_MOST_COUNTED = 10_000
"""Chats whose refusals are counted; they are few, and forgotten together."""


class Posting:
    """The way out of one of our numbers."""

    def __init__(self, graph: Graph, account: str) -> None:
        self.account = account
        self._graph = graph
        self._too_fast: Counter[str] = Counter()
        self.restrained: str | None = None
        """Why WhatsApp holds this number back, after too many reported it; None again once it takes a message."""

    async def post(self, address: Address, body: Body) -> str:
        """Sends one message; returns its id there. Raises GraphFailure."""
        told = await self._graph.post(f"{self.account}/messages", addressed(body, address.external_id))
        try:
            wamid = str(told["messages"][0]["id"])
        except (KeyError, IndexError, TypeError):
            raise Lost("no id") from None
        self._too_fast.pop(address.external_id, None)
        self.restrained = None
        return wamid

    def failed(self, address: Address, error: GraphFailure) -> Delivery:
        """What a failure means for what was to be sent; one chat's pace is waited for longer each time."""
        match error:
            case GraphError():
                return self._refused(address, error)
            case Unsent():
                return Deferred("WhatsApp tidak terjangkau")
            case _:
                return Deferred("jawaban WhatsApp tidak sampai", may_have_arrived=True)

    def _refused(self, address: Address, error: GraphError) -> Delivery:
        meaning = meaning_of(error.code, error.subcode, error.status)
        times = self._too_fast[address.external_id]
        if meaning.kind == "pair":
            if len(self._too_fast) >= _MOST_COUNTED:
                self._too_fast.clear()
            self._too_fast[address.external_id] = times + 1
        if meaning.kind == "spam":
            self.restrained = meaning.words
        return refusal(error, times)
