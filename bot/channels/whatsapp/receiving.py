"""Takes WhatsApp's webhooks: all of a batch is acted on, then it is acknowledged."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import structlog
from aiohttp import web

from bot.arrival import Arrival
from bot.channels.whatsapp.batch import Batch, Happening, Renumbered, Said, Stopped
from bot.channels.whatsapp.errors import meaning_of
from bot.channels.whatsapp.payloads import read
from bot.channels.whatsapp.reading import Reading
from bot.channels.whatsapp.signature import HEADER, challenge, is_signed
from bot.clock import Clock
from bot.store.recording import Receipt
from bot.store.retention import KEYS_KEPT
from bot.store.store import Store
from bot.store.unit import StoreUnavailable
from bot.store.whatsapp_messages import StatusTold, take_statuses
from bot.store.whatsapp_people import renumber, stop_announcements
from bot.turns import Turns

WEBHOOK_PATH = "/whatsapp/webhook"
_MOST_BODY = 3 * 1024 * 1024
"""Bytes of a webhook (developers.facebook.com/docs/graph-api/webhooks/getting-started: up to 3 MB)."""
_RETRY_AFTER = "5"
_READ = frozenset({"text", "press"})
"""What is shown as read; a file is answered when it is looked at."""

_log = structlog.get_logger("tanya.whatsapp")


@dataclass(frozen=True, slots=True)
class Door:
    """What Meta shows at the door: the app's secret signs each webhook, the verify token sets it up."""

    app_secret: str = field(repr=False)
    verify_token: str = field(repr=False)


class Webhook:
    """The webhook of all our numbers; `offices` has the office of each.

    `templates_changed` hears the business accounts whose templates WhatsApp judged anew.
    """

    def __init__(
        self,
        store: Store,
        turns: Turns,
        clock: Clock,
        door: Door,
        offices: Mapping[str, str],
        reading: Reading,
        templates_changed: Callable[[Collection[str]], None],
    ) -> None:
        self._store = store
        self._turns = turns
        self._clock = clock
        self._door = door
        self._offices = offices
        self._reading = reading
        self._templates_changed = templates_changed

    def routes(self) -> list[web.RouteDef]:
        """Where Meta sets the webhook up and posts to it."""
        return [web.get(WEBHOOK_PATH, self._set_up, allow_head=False), web.post(WEBHOOK_PATH, self._told)]

    async def _set_up(self, request: web.Request) -> web.Response:
        said = challenge(request.query, self._door.verify_token)
        if said is None:
            raise web.HTTPForbidden
        return web.Response(text=said)

    async def _told(self, request: web.Request) -> web.Response:
        """One webhook; WhatsApp sends it again for seven days unless it is answered 200."""
        content = await _content(request)
        if not is_signed(content, request.headers.get(HEADER, ""), self._door.app_secret):
            raise web.HTTPForbidden
        batch = read(_document(content), self._offices)
        _report(batch, batch.leave_out_before(self._clock() - KEYS_KEPT))
        try:
            await self._act_on(batch)
        except StoreUnavailable as error:
            _log.error("webhook not stored", error=str(error))
            return web.Response(status=503, headers={"Retry-After": _RETRY_AFTER})
        if batch.templates:
            self._templates_changed(batch.templates)
        return web.Response()

    async def _act_on(self, batch: Batch) -> None:
        """Everything of a batch: people side by side, each in order; raises what failed when all else is done.

        What was done then is known again as a repeat when it comes once more.
        """
        work: list[Awaitable[None]] = [self._in_order(each) for each in _by_person(batch.happenings)]
        work += [self._take_statuses(account, told) for account, told in batch.statuses.items()]
        failed = [each for each in await asyncio.gather(*work, return_exceptions=True) if each is not None]
        if failed:
            raise next((each for each in failed if isinstance(each, StoreUnavailable)), failed[0])

    async def _in_order(self, happenings: Iterable[Happening]) -> None:
        for each in happenings:
            await self._happened(each)

    async def _happened(self, happening: Happening) -> None:
        now = self._clock()
        match happening:
            case Said(arrival=arrival, wamid=wamid):
                receipt = await self._turns.take(arrival)
                if self._is_being_answered(arrival, receipt):
                    self._reading.soon(arrival.address.account, wamid)
            case Renumbered(account=account, key=key, before=before, after=after):
                await self._store.write(
                    partial(renumber, account=account, key=key, before=before, after=after, now=now)
                )
            case Stopped(account=account, ids=ids):
                await self._store.write(partial(stop_announcements, account=account, ids=ids, now=now))

    async def _take_statuses(self, account: str, told: list[StatusTold]) -> None:
        now = self._clock()
        await self._store.write(lambda unit: take_statuses(unit, account, told, now))

    def _is_being_answered(self, arrival: Arrival, receipt: Receipt) -> bool:
        """Whether something was read and its answer is on the way: an officer who holds the chat has read nothing."""
        is_open = arrival.window_until is not None and self._clock() < arrival.window_until
        return receipt.status == "done" and receipt.replies > 0 and is_open and arrival.message.kind in _READ


async def _content(request: web.Request) -> bytes:
    """The raw body; raises 413 where it is longer than WhatsApp sends, without reading on."""
    length = request.content_length or 0
    content = bytearray()
    async for piece in request.content.iter_any():
        content += piece
        length = max(length, len(content))
        if length > _MOST_BODY:
            raise web.HTTPRequestEntityTooLarge(_MOST_BODY, length)
    return bytes(content)


def _document(content: bytes) -> dict[str, Any]:
    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        raise web.HTTPBadRequest from None
    if not isinstance(document, dict):
        raise web.HTTPBadRequest
    return document


def _report(batch: Batch, too_old: int) -> None:
    """Tells the operator what was not used; never what anybody wrote.

    What is older than the keys by which a repeat is known may be one: WhatsApp itself tries for seven days.
    """
    if too_old:
        _log.warning("parts of a webhook too old", count=too_old)
    if batch.skipped:
        _log.error("parts of a webhook not understood", count=batch.skipped)
    for account in sorted(batch.unknown):
        _log.warning("webhook for a number that is not set", account=account)
    for code in batch.trouble:
        _log.error("trouble told by WhatsApp", code=code, meaning=meaning_of(code).words)


def _by_person(happenings: Iterable[Happening]) -> list[list[Happening]]:
    """What happened, for each person in order; a person may be named by one id here and by two there."""
    queues: list[list[Happening]] = []
    known: dict[tuple[str, str], list[Happening]] = {}
    for each in happenings:
        names = [(each.account, one) for one in each.ids]
        queue = next((known[name] for name in names if name in known), None)
        if queue is None:
            queue = []
            queues.append(queue)
        queue.append(each)
        known |= dict.fromkeys(names, queue)
    return queues
