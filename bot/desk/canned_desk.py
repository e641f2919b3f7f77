"""Reads and changes the canned replies of the offices that an officer serves; every change is written down."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from bot.canned import check
from bot.clock import Clock
from bot.desk.access import Visit
from bot.desk.starters import starters
from bot.masking import masked
from bot.store.canned_replies import (
    LONGEST_TITLE,
    CannedReply,
    add_canned,
    canned_of,
    change_canned,
    delete_canned,
    find_canned,
)
from bot.store.desk_audit import keep
from bot.store.officers import Officer
from bot.store.store import Store
from bot.store.unit import Unit

LONGEST = 2500
"""Characters of a canned reply: filled in, it still leaves an officer room for own words."""


class UnknownReply(LookupError):
    """No canned reply of that id, or none that this officer may know of."""


class WrongReply(ValueError):
    """A reply without a title or a text, or with too much of either; says which."""


class CannedDesk:
    """What the pages of canned replies ask for."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def offered(self, office: str, form: str | None = None) -> tuple[CannedReply, ...]:
        """What an office's officers choose from, for tickets of one form or all; the shipped ones where it has none."""
        own = await self._store.read(lambda connection: canned_of(connection, (office,)))
        return tuple(each for each in own or starters(office) if form is None or each.form in {None, form})

    async def own(self, office: str) -> tuple[CannedReply, ...]:
        """The replies that an office keeps itself."""
        return tuple(await self._store.read(lambda connection: canned_of(connection, (office,))))

    async def find(self, officer: Officer, reply: int) -> CannedReply:
        """A reply; raises UnknownReply, also where it is another office's."""
        found = await self._store.read(lambda connection: find_canned(connection, reply))
        if found is None or not officer.knows(found.office):
            raise UnknownReply(reply)
        return found

    async def save(self, visit: Visit, reply: CannedReply) -> None:
        """Keeps a reply that is new (its id is 0) or changed.

        Raises WrongReply, UnknownField, TooMany, ReplyChanged, UnknownReply.
        """
        if not visit.officer.knows(reply.office):
            raise UnknownReply(reply.id)
        reply = checked(reply)
        login, now = visit.officer.login, self._clock()

        def work(unit: Unit) -> None:
            if reply.id:
                change_canned(unit.connection, reply, login, now)
                self._keep(unit, visit, "canned-changed", reply)
            else:
                added = add_canned(unit.connection, reply, login, now)
                self._keep(unit, visit, "canned-added", replace(reply, id=added))

        await self._store.write(work)

    async def delete(self, visit: Visit, reply: CannedReply) -> None:
        """Deletes a reply; raises ReplyChanged, UnknownReply."""
        await self.find(visit.officer, reply.id)

        def work(unit: Unit) -> None:
            delete_canned(unit.connection, reply)
            self._keep(unit, visit, "canned-deleted", reply)

        await self._store.write(work)

    async def copy_starters(self, visit: Visit, office: str, known: Callable[[str], bool]) -> None:
        """Makes the shipped replies an office's own, where it has none yet; raises UnknownReply."""
        if not (known(office) and visit.officer.knows(office)):
            raise UnknownReply(0)
        await self._store.write(lambda unit: self._copy(unit, visit, starters(office)))

    def _copy(self, unit: Unit, visit: Visit, replies: Iterable[CannedReply]) -> None:
        for reply in replies:
            if reply.id == -1 and canned_of(unit.connection, (reply.office,)):
                return  # a second press of the button
            added = add_canned(unit.connection, reply, visit.officer.login, self._clock())
            self._keep(unit, visit, "canned-added", replace(reply, id=added))

    def _keep(self, unit: Unit, visit: Visit, what: str, reply: CannedReply) -> None:
        keep(
            unit.connection, visit.officer.login, what, f"canned:{reply.id}", self._clock(), office=reply.office
        )  # fmt: skip


def checked(reply: CannedReply) -> CannedReply:
    """A reply as it is kept; raises WrongReply and UnknownField."""
    title = " ".join(masked(reply.title).split())
    text = masked(reply.text.replace("\r\n", "\n").strip())
    if not title or len(title) > LONGEST_TITLE:
        raise WrongReply(f"Beri judul, paling banyak {LONGEST_TITLE} karakter.")
    if not text or len(text) > LONGEST:
        raise WrongReply(f"Tulis isinya, paling banyak {LONGEST} karakter.")
    check(text)
    return replace(reply, title=title, text=text)
