"""Templates: fetched from Meta into the store with the numbers they belong to, and filled in to be sent."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Collection, Iterator, Mapping
from contextlib import suppress
from functools import partial
from typing import Any

import structlog

from bot.channels.whatsapp.businesses import businesses_of, listed, told_of_token
from bot.channels.whatsapp.client import Graph, GraphError, GraphFailure
from bot.channels.whatsapp.limits import LONGEST_BODY
from bot.clock import Clock
from bot.store.store import Store
from bot.store.unit import StoreUnavailable, Unit
from bot.store.whatsapp_templates import (
    MOST_PARAMETERS,
    Number,
    Template,
    changing_templates,
    keep_numbers,
    keep_templates,
)

_EVERY = 3600.0
"""Seconds between looks at Meta; it tells of most changes by webhook at once."""
_EVERY_AMONG_REPLICAS = 600.0
"""The webhook may have come to another replica than the one that looks."""
_AGAIN = 60.0
"""Seconds after a look that failed."""
_GATHER = 2.0
"""Seconds for which news of templates is gathered before they are fetched."""
_NO_BUSINESS = "token tidak menunjuk akun WhatsApp Business yang memiliki nomor kantor"
_PLACE = re.compile(r"{{\s*(\w+)\s*}}")
_UNFILLED = frozenset({"IMAGE", "VIDEO", "DOCUMENT", "LOCATION"})
"""Headers for which we have nothing."""
_PLAIN_BUTTONS = frozenset({"QUICK_REPLY", "PHONE_NUMBER", "URL", "VOICE_CALL"})
_LONGEST = 200
"""Characters of what is filled in; the title of an announcement has 120."""

_log = structlog.get_logger("tanya.whatsapp")


class Templates:
    """Keeps what the store knows of `accounts` and their templates as Meta has it."""

    def __init__(self, graph: Graph, store: Store, accounts: Collection[str], clock: Clock) -> None:
        self._graph = graph
        self._store = store
        self._accounts = accounts
        self._clock = clock
        self._asked = asyncio.Event()
        self.trouble: str | None = None
        """Why the last look failed; None where it did not."""

    def ask(self) -> None:
        """Has a look taken soon: Meta told that something changed."""
        self._asked.set()

    async def run(self) -> None:
        """Looks at the start, hourly, and when asked, until cancelled."""
        while True:
            self._asked.clear()
            seconds = _EVERY_AMONG_REPLICAS if self._store.shared else _EVERY
            try:
                self.trouble = None if await self.look() else _NO_BUSINESS
            except (GraphFailure, StoreUnavailable) as error:
                self.trouble = str(error)
                seconds = _AGAIN
            if self.trouble is not None:
                _log.warning("templates not fetched", reason=self.trouble)
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await self._asked.wait()
                await asyncio.sleep(_GATHER)

    async def look(self) -> bool:
        """Fetches everything once; returns whether a number was found. Raises GraphFailure and StoreUnavailable."""
        any_found = False
        for business in businesses_of(await told_of_token(self._graph)):
            numbers = [each async for each in self._numbers(business)]
            if not numbers:
                continue
            any_found = True
            found = [each async for each in self._templates(business)]
            await self._store.write(partial(self._keep, business=business, numbers=numbers, found=found))
        return any_found

    def _keep(self, unit: Unit, business: str, numbers: list[Number], found: list[Template]) -> None:
        """Writes down a business account; what waits for a template is tried where there is one now and was none."""
        now = self._clock()
        with changing_templates(unit, [each.account for each in numbers], now):
            keep_numbers(unit, numbers, now)
            keep_templates(unit, business, found, now)

    async def _numbers(self, business: str) -> AsyncIterator[Number]:
        """Those numbers of a business account that this service serves; none of one that the token may not read."""
        fields = "id,display_phone_number,verified_name"
        try:
            async for each in listed(self._graph, f"{business}/phone_numbers", fields):
                if (account := str(each.get("id"))) in self._accounts:
                    phone, name = str(each.get("display_phone_number") or ""), str(each.get("verified_name") or "")
                    yield Number(account, business, phone[:32], name[:128])
        except GraphError as error:
            _log.warning("business account not read", reason=str(error))

    async def _templates(self, business: str) -> AsyncIterator[Template]:
        fields = "name,language,status,category,components"
        seen = set()
        async for each in listed(self._graph, f"{business}/message_templates", fields):
            name, language = str(each.get("name") or "")[:512], str(each.get("language") or "")[:16]
            if name and language and (name, language) not in seen:
                seen.add((name, language))
                body, places = _body(each.get("components") or ())
                status, category = str(each.get("status") or ""), str(each.get("category") or "")
                yield Template(business, name, language, status[:24], category[:24], body, places)


def fill(template: Template, values: tuple[str, ...]) -> dict[str, Any]:
    """A template as a message, with as many of the values as it has places for."""
    shown = [_value(each) for each in values[: template.parameters]]
    named = [each for each in _places(template.body) if not each.isdigit()]
    parameters: list[dict[str, str]] = [{"type": "text", "text": each} for each in shown]
    for parameter, name in zip(parameters, named, strict=False):
        parameter["parameter_name"] = name
    told: dict[str, Any] = {"name": template.name, "language": {"code": template.language}}
    if parameters:
        told["components"] = [{"type": "body", "parameters": parameters}]
    return {"type": "template", "template": told}


def _value(text: str) -> str:
    """A value as WhatsApp takes it: one line, without tabs or runs of spaces, never empty (error 132018)."""
    flat = " ".join(text.split())
    return (flat if len(flat) <= _LONGEST else f"{flat[: _LONGEST - 1].rstrip()}…") or "-"


def _body(components: Collection[Any]) -> tuple[str, int]:
    """The words of a template, and how many places it has; more than we fill where something else must be given."""
    parts = [each for each in components if isinstance(each, dict)]
    body = next((str(each.get("text") or "") for each in parts if each.get("type") == "BODY"), "")
    if not 0 < len(body) <= LONGEST_BODY or any(_wants_more(each) for each in parts):
        return body, MOST_PARAMETERS + 1
    return body, len(list(_places(body)))


def _wants_more(part: Mapping[str, Any]) -> bool:
    """Whether something outside the body has to be given too."""
    if part.get("type") == "HEADER":
        return part.get("format") in _UNFILLED or bool(_PLACE.search(str(part.get("text") or "")))
    if part.get("type") == "BUTTONS":
        buttons = [each for each in part.get("buttons") or () if isinstance(each, dict)]
        kinds = {str(each.get("type")) for each in buttons}
        return not kinds <= _PLAIN_BUTTONS or any(_PLACE.search(str(each.get("url") or "")) for each in buttons)
    return part.get("type") not in {"BODY", "FOOTER"}


def _places(body: str) -> Iterator[str]:
    """The places of a body, each once, in their order."""
    yield from dict.fromkeys(_PLACE.findall(body))
