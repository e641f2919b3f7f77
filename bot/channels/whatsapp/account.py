"""Our WhatsApp numbers as a part of the service: one webhook and one token, and a sender for each number."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field

from aiohttp import web

from bot.channels.whatsapp.broadcasting import WhatsAppCopies
from bot.channels.whatsapp.client import Graph, open_session
from bot.channels.whatsapp.files import WhatsAppFiles
from bot.channels.whatsapp.knocking import Knocking
from bot.channels.whatsapp.limits import PACE
from bot.channels.whatsapp.posting import Posting
from bot.channels.whatsapp.reading import Reading
from bot.channels.whatsapp.receiving import Door, Webhook
from bot.channels.whatsapp.sending import WhatsAppCarrier
from bot.channels.whatsapp.templates import Templates
from bot.channels.whatsapp.uploading import Uploading
from bot.clock import Clock
from bot.copies import CopySender
from bot.fetching import Fetching
from bot.files.accepting import Acceptance
from bot.outbox import Sender
from bot.pacing import Pacer
from bot.papers.rendering import Papers
from bot.side_by_side import side_by_side
from bot.store.store import Store
from bot.store.whatsapp_parts import CHANNEL
from bot.turns import Turns
from bot.wakes import Wakes
from knowledge.model import Office


@dataclass(frozen=True, slots=True)
class Access:
    """What Meta gave us: the token, where its API is, what opens the webhook, and the office of each number."""

    token: str = field(repr=False)
    api_url: str
    door: Door
    offices: Mapping[str, str]


class WhatsAppAccounts:
    """All numbers of the service."""

    def __init__(
        self,
        access: Access,
        store: Store,
        turns: Turns,
        acceptance: Acceptance,
        papers: Papers,
        wakes: Wakes,
        clock: Clock,
    ) -> None:
        self._access = access
        self._store = store
        self._turns = turns
        self._acceptance = acceptance
        self._papers = papers
        self._wakes = wakes
        self._clock = clock
        self._graph: Graph | None = None
        self._templates: Templates | None = None
        self._reading = Reading(lambda: self._graph)
        self._webhook = Webhook(
            store, turns, clock, access.door, access.offices, self._reading, lambda _businesses: self._look_again()
        )

    def routes(self) -> list[web.RouteDef]:
        """Where Meta posts what citizens write."""
        return self._webhook.routes()

    async def run(self) -> None:
        """Sends, fetches files and templates until cancelled; what comes in meanwhile is taken in any case."""
        async with open_session() as session:
            graph = self._graph = Graph(session, self._access.token, self._access.api_url)
            templates = self._templates = Templates(graph, self._store, tuple(self._access.offices), self._clock)
            try:
                await side_by_side(
                    self._store.alone(f"{CHANNEL} templates", templates.run),
                    *(
                        self._store.alone(f"{CHANNEL} {each}", self._number(graph, each))
                        for each in self._access.offices
                    ),
                )
            finally:
                self._graph = None
                await self._reading.finish()

    def _number(self, graph: Graph, account: str) -> Callable[[], Coroutine[None, None, None]]:
        """The work of one number, which one service at a time does."""
        store, wakes, clock, pressing = self._store, self._wakes, self._clock, self._turns.pressing
        pacer = Pacer(PACE)
        posting = Posting(graph, account)
        knocking = Knocking(posting, store, self._access.offices[account], self._offices, clock)
        uploading = Uploading(graph, account, store, self._papers.paper)
        carrier = WhatsAppCarrier(posting, knocking, uploading)
        many = WhatsAppCopies(posting, knocking, uploading, carrier, store, clock)
        beside = tuple(each for each in self._access.offices if each != account)

        async def alone() -> None:
            sender = Sender(store, carrier, pacer, wakes, clock, pressing)
            copies = CopySender(store, many, pacer, wakes, clock, pressing, beside)
            files = WhatsAppFiles(graph, account)
            fetching = Fetching(store, self._turns, self._acceptance, files, wakes, clock)
            await side_by_side(sender.run(), copies.run(), fetching.run())

        return alone

    def _offices(self) -> Mapping[str, Office]:
        return self._turns.search.library.offices

    def _look_again(self) -> None:
        """Has the templates fetched again, by whichever replica this is."""
        if self._templates is not None:
            self._templates.ask()
