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
    list_officers,
    named_officer,
    shut_out,
)
from bot.store.store import Store
from bot.store.tickets import held_by
from bot.store.unit import Unit
from knowledge.search import Search

_TOKEN_BYTES = 32
LONGEST_NAME = 64


class WrongName(ValueError):
    """A name from which no login can be made, or that is too long."""


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
    """`by` is who gives the orders, as the audit names it."""

    def __init__(self, store: Store, search: Search, clock: Clock, by: str) -> None:
        self._store = store
        self._search = search
        self._clock = clock
        self._by = by

    async def add(self, name: str, role: Role, offices: Collection[str] | None) -> Invited:
        """A new officer, and the link to choose a password by; raises NameTaken, WrongName and StoreUnavailable."""
        name, login = clean_name(name), login_of(name)

        def work(unit: Unit) -> Invited:
            officer = add_officer(unit.connection, name, login, role, offices, self._clock())
            self._keep(unit, "officer-added", login)
            return self._invite(unit, officer, login)

        return await self._store.write(work)

    async def all(self, office: str | None = None) -> list[Officer]:
        """Every officer, or those of an office."""
        return await self._store.read(partial(list_officers, office=office))

    async def audit(self) -> list[Audited]:
        """The desk's audit, oldest first."""
        return await self._store.read(lambda connection: list(audited(connection)))

    async def deactivate(self, name: str, to: str | None) -> int:
        """Ends an account and its sessions; its open tickets go to another officer. Returns how many went.

        Raises UnknownOfficer, StillHolds where it has tickets and nobody is named, and StoreUnavailable.
        """

        def work(unit: Unit) -> int:
            officer = named_officer(unit.connection, name)
            heir = self._heir(unit, officer, to) if to is not None else None
            held = held_by(unit.connection, {officer.name, officer.login})
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
        officer = named_officer(unit.connection, name)
        shut_out(unit.connection, officer.id)
        return officer

    def _heir(self, unit: Unit, leaving: Officer, name: str) -> Officer:
        """Who takes the tickets over: someone else, at work, who may act."""
        heir = named_officer(unit.connection, name)
        if heir.id == leaving.id or not heir.active or not heir.acts:
            raise UnknownOfficer(name)
        return heir

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
