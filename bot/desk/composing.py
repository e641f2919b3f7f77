"""What helps an officer write to a citizen: canned replies filled in for the ticket, and passages of the decree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.canned import fill
from bot.clock import Clock
from bot.desk.canned_desk import CannedDesk
from bot.desk.reply_values import reply_values
from bot.plain_text import render
from bot.staff import Staff
from bot.store.tickets import TicketFile
from handlers.names import COMPONENT_NAMES
from handlers.quoting import Passage, find_passages, passage
from handlers.turn import Reply

_LONGEST_QUESTION = 200
_MARK = "|"
"""Between service and component in the value of a button."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A canned reply as it reads on this ticket."""

    id: int
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage as the page shows it, the value of the button that takes it, and what that puts into the words."""

    value: str
    shown: Reply
    text: str


@dataclass(frozen=True, slots=True)
class Sought:
    """What was looked for in the decree: in words, or by service and component."""

    question: str = ""
    service: str = ""
    component: str = ""

    @property
    def anything(self) -> bool:
        """Whether there is something to look for."""
        return bool(self.question or (self.service and self.component))


NOTHING = Sought()


@dataclass(frozen=True, slots=True)
class Writing:
    """What stands around the words: `quotes` is None where nothing was looked for."""

    canned: tuple[Filled, ...]
    services: tuple[tuple[str, str], ...]
    components: tuple[tuple[str, str], ...]
    sought: Sought = NOTHING
    quotes: tuple[Quote, ...] | None = None


class Composer:
    """Makes what the ticket page offers beside the words."""

    def __init__(self, staff: Staff, canned: CannedDesk, clock: Clock) -> None:
        self._staff = staff
        self._canned = canned
        self._clock = clock

    async def writing(self, file: TicketFile, officer: str, sought: Sought = NOTHING) -> Writing:
        """The canned replies for a ticket, the services of its office, and what was looked for."""
        ticket, library = file.filed.ticket, self._staff.search.library
        values = reply_values(file, library, officer)
        canned = await self._canned.offered(ticket.office, ticket.form)
        return Writing(
            tuple(Filled(each.id, each.title, fill(each.text, values)) for each in canned),
            tuple((each.id, each.label) for each in library.of_office(ticket.office)),
            tuple(COMPONENT_NAMES.items()),
            sought,
            self._quotes(ticket.office, sought) if sought.anything else None,
        )

    def added(self, writing: Writing, office: str, given: Mapping[str, str]) -> str:
        """The words with what was chosen behind them: a canned reply or a passage of the office's decree."""
        words, more = given.get("text", ""), ""
        if "quote" in given:
            service, _, component = given["quote"].partition(_MARK)
            found = passage(self._staff.search, service, component, self._clock())
            more = _text(found) if found is not None and service.startswith(f"{office}/") else ""
        elif "use" in given:
            more = next((each.text for each in writing.canned if str(each.id) == given.get("canned")), "")
        return "\n\n".join(part for part in (words.rstrip(), more) if part)

    def _quotes(self, office: str, sought: Sought) -> tuple[Quote, ...]:
        search, now = self._staff.search, self._clock()
        if sought.question:
            found = find_passages(search, office, sought.question, now)
        else:
            only = passage(search, sought.service, sought.component, now)
            found = (only,) if only is not None and sought.service.startswith(f"{office}/") else ()
        return tuple(Quote(f"{each.service}{_MARK}{each.component}", each.reply, _text(each)) for each in found)


def sought_in(given: Mapping[str, str]) -> Sought:
    """What a form looks for; only where its button was pressed."""
    if "find" not in given:
        return NOTHING
    return Sought(given.get("q", "").strip()[:_LONGEST_QUESTION], given.get("service", ""), given.get("component", ""))


def _text(found: Passage) -> str:
    return render(found.reply, choices=False)
