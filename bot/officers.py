"""Who works at the desk: accounts made, listed, ended and helped back in, by the service and the command line alike."""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from functools import partial

from bot.clock import Clock
from bot.staff import reassigned
from bot.store.desk_audit import Audited, audited, keep
from bot.store.officer_sessions import make_link
from bot.store.officers import (
    Officer,
    Role,
    UnknownOfficer,
    add_officer,
    anyone,
    change_officer,
    hold_admins,
    list_officers,
    named_officer,
    shut_out,
)
from bot.store.store import Store
from bot.store.tickets import FiledTicket, held_by
from bot.store.unit import Unit
from knowledge.search import Search

_TOKEN_BYTES = 32
LONGEST_NAME = 64


class WrongName(ValueError):
    """A name from which no login can be made, or that is too long."""


class NotAllowed(Exception):
    """Who gives the order may not: no admin any more, or it grants more than they have themselves."""


class OwnAccount(Exception):
    """An order about the account of who gives it, which they change elsewhere."""


class LastAdmin(Exception):
    """Nobody else could manage these offices: the last admin stays."""


class StillHolds(Exception):
    """An officer who is to go still has tickets that nobody was named for."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


@dataclass(frozen=True, slots=True)
class Invited:
    """An officer's login and the token of a one-time set-up link."""

    login: str
    token: str


class Officers:
    """`by` is who gives the orders, as the audit names it.

    With a `chief` they are bound to this admin's offices: an officer who also serves another is unknown to them. Every
    order may then raise NotAllowed.
    """

    def __init__(self, store: Store, search: Search, clock: Clock, by: str, chief: Officer | None = None) -> None:
        self._store = store
        self._search = search
        self._clock = clock
        self._by = by
        self._chief = chief

    async def add(self, name: str, role: Role, offices: Collection[str] | None) -> Invited:
        """A new officer, and the link to choose a password by; raises NameTaken, WrongName and StoreUnavailable."""
        name, login = clean_name(name), login_of(name)

        def work(unit: Unit) -> Invited:
            chief = self._at_work(unit)
            if chief is not None and not chief.covers(offices):
                raise NotAllowed
            officer = add_officer(unit.connection, name, login, role, offices, self._clock())
            self._keep(unit, "officer-added", login)
            return self._invite(unit, officer, login)

        return await self._store.write(work)

    async def all(self, office: str | None = None) -> list[Officer]:
        """Every officer, or those of an office."""
        return await self._store.read(partial(list_officers, office=office))

    async def one(self, name: str) -> tuple[Officer, int]:
        """An officer, and how many open tickets they hold; raises UnknownOfficer."""
        officer = self._bound(await self._store.read(partial(named_officer, word=name)))
        held = await self._store.read(partial(held_by, names={officer.name, officer.login}))
        return officer, len(held)

    async def audit(self) -> list[Audited]:
        """The desk's audit, oldest first."""
        return await self._store.read(lambda connection: list(audited(connection)))

    async def deactivate(self, name: str, to: str | None) -> int:
        """Ends an account and its sessions; its open tickets go to another officer. Returns how many went.

        Raises UnknownOfficer, StillHolds where it has tickets and nobody is named, LastAdmin where a chief ends the
        last one, and StoreUnavailable.
        """

        def work(unit: Unit) -> int:
            officer = self._managed(unit, name)
            if self._chief is not None and officer.manages and officer.active:
                self._keep_one(unit, officer)
            held = held_by(unit.connection, {officer.name, officer.login})
            heir = self._heir(unit, officer, to, held) if to is not None else None
            if held and heir is None:
                raise StillHolds(len(held))
            heirs_name = heir.name if heir is not None else ""
            for filed in held:
                reassigned(unit, filed, heirs_name, self._by, self._search.library, self._clock())
            change_officer(unit.connection, officer.id, active=False, password=None, totp_secret=None)
            shut_out(unit.connection, officer.id)
            self._keep(unit, "officer-deactivated", officer.login)
            return len(held)

        return await self._store.write(work)

    async def reset_password(self, name: str) -> Invited:
        """Ends password and sessions; the link to choose a new one. Raises UnknownOfficer and StoreUnavailable.

        An officer who was deactivated may work again by it.
        """

        def work(unit: Unit) -> Invited:
            officer = self._shut_out(unit, name)
            change_officer(unit.connection, officer.id, password=None, active=True)
            self._keep(unit, "password-reset", officer.login)
            return self._invite(unit, officer.id, officer.login)

        return await self._store.write(work)

    async def reset_totp(self, name: str) -> str:
        """Takes the second factor away and ends all sessions; returns the login. Raises as reset_password."""

        def work(unit: Unit) -> str:
            officer = self._shut_out(unit, name)
            change_officer(unit.connection, officer.id, totp_secret=None, totp_step=None)
            self._keep(unit, "totp-reset", officer.login)
            return officer.login

        return await self._store.write(work)

    async def first_link(self) -> str | None:
        """The token of a link by which the first officer is made; None where there is an officer."""

        def work(unit: Unit) -> str | None:
            if anyone(unit.connection):
                return None
            token = fresh_token()
            make_link(unit.connection, None, token, self._clock())
            return token

        return await self._store.write(work)

    def _shut_out(self, unit: Unit, name: str) -> Officer:
        officer = self._managed(unit, name)
        if self._chief is not None and officer.id == self._chief.id:
            raise OwnAccount
        shut_out(unit.connection, officer.id)
        return officer

    def _heir(self, unit: Unit, leaving: Officer, name: str, held: list[FiledTicket]) -> Officer:
        """Who takes the tickets over: someone else, at work, who may act on each of them."""
        heir = named_officer(unit.connection, name)
        serves = all(heir.knows(filed.ticket.office) for filed in held)
        if heir.id == leaving.id or not heir.active or not heir.acts or not serves:
            raise UnknownOfficer(name)
        return heir

    def _at_work(self, unit: Unit) -> Officer | None:
        """The chief as the account is now; None for the operator. Raises NotAllowed where it is no admin any more."""
        if self._chief is None:
            return None
        now = next((each for each in hold_admins(unit.connection) if each.id == self._chief.id), None)
        if now is None:
            raise NotAllowed
        return now

    def _managed(self, unit: Unit, name: str) -> Officer:
        """An officer whom the order may be about."""
        self._at_work(unit)
        return self._bound(named_officer(unit.connection, name))

    def _bound(self, officer: Officer) -> Officer:
        if self._chief is not None and not self._chief.covers(officer.offices):
            raise UnknownOfficer(officer.login)
        return officer

    def _keep_one(self, unit: Unit, leaving: Officer) -> None:
        if not any(each.id != leaving.id and each.covers(leaving.offices) for each in hold_admins(unit.connection)):
            raise LastAdmin

    def _invite(self, unit: Unit, officer: int, login: str) -> Invited:
        token = fresh_token()
        make_link(unit.connection, officer, token, self._clock())
        return Invited(login, token)

    def _keep(self, unit: Unit, what: str, login: str) -> None:
        keep(unit.connection, self._by, what, f"officer:{login}", self._clock())


def setup_path(token: str) -> str:
    """Where a set-up link leads; in the query, which access logs leave out."""
    return f"/desk/setup?token={token}"


def fresh_token() -> str:
    """A token that nobody guesses."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def clean_name(name: str) -> str:
    """A name without control characters and needless room; raises WrongName."""
    name = " ".join("".join(each if each.isprintable() else " " for each in name).split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise WrongName(name)
    return name


def login_of(name: str) -> str:
    """The login of a name: "Rina Wati" logs in as rina.wati. Raises WrongName where no letter is left."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    login = ".".join(re.findall(r"[a-z0-9]+", plain))
    if not login:
        raise WrongName(name)
    return login[:LONGEST_NAME]
