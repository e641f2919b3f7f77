"""Coming in and going out: logins, set-up links, sessions; every outcome is written to the audit."""

from __future__ import annotations

import hmac
from dataclasses import dataclass

from bot.clock import Clock
from bot.desk.one_time_codes import is_secret, step_of
from bot.desk.passwords import hash_password, matches, password_trouble
from bot.officers import clean_name, fresh_token, login_of
from bot.store.desk_audit import keep
from bot.store.officer_sessions import (
    begin_session,
    end_session,
    link_officer,
    seen,
    session_officer,
    spend_link,
)
from bot.store.officers import (
    Officer,
    add_officer,
    change_officer,
    find_officer,
    officer_of_id,
    shut_out,
    use_step,
)
from bot.store.store import Store
from bot.store.unit import Unit


@dataclass(frozen=True, slots=True)
class Visit:
    """A request of someone who is logged in: who it is, and the session's token."""

    officer: Officer
    token: str

    @property
    def form_token(self) -> str:
        """What the session's forms carry, so that no other site can send one."""
        return hmac.new(self.token.encode(), b"form", "sha256").hexdigest()

    def sent(self, form_token: object) -> bool:
        """Whether a form came from this session's pages."""
        return isinstance(form_token, str) and hmac.compare_digest(form_token.encode(), self.form_token.encode())


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a set-up form was filled in with; `name` only counts for the first officer."""

    name: str
    password: str
    again: str
    secret: str
    code: str


class WrongSetup(ValueError):
    """A set-up form that cannot be taken; says why."""


class Access:
    """The desk's door."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def visit(self, token: str | None, *, used: bool = True) -> Visit | None:
        """Whose session a cookie opens; None where it opens none. Raises StoreUnavailable.

        What a page asks by itself is not `used`: a desk that nobody sits at any more is logged out all the same.
        """
        if not token:
            return None
        now = self._clock()
        found = await self._store.read(lambda connection: session_officer(connection, token, now))
        if found is None:
            return None
        officer, due = found
        if due and used:
            await self._store.write(lambda unit: seen(unit.connection, token, now))
        return Visit(officer, token)

    async def log_in(self, login: str, password: str, code: str, old: str | None, browser: str = "") -> str | None:
        """A fresh session's token; None where name, password or code is wrong, which of them is not told.

        A session that the browser had before ends: its token may be known to others.
        """
        officer = await self._store.read(lambda connection: find_officer(connection, login))
        known = officer if officer is not None and officer.active else None
        right = await matches(known.password if known is not None else None, password)
        return await self._store.write(lambda unit: self._come_in(unit, known, code, (old, browser), right=right))

    def _come_in(
        self, unit: Unit, known: Officer | None, code: str, at: tuple[str | None, str], *, right: bool
    ) -> str | None:
        """Opens the session, unless the account changed while its password was checked.

        A name that nobody has is not kept: it may be a password that was typed into the wrong field.
        """
        now, (old, browser) = self._clock(), at
        officer = officer_of_id(unit.connection, known.id) if known is not None else None
        if officer is None or not self._fits(unit, officer, known, code, right=right):
            keep(unit.connection, "", "login-failed", f"officer:{officer.login if officer is not None else '?'}", now)
            return None
        if old:
            end_session(unit.connection, old)
        token = fresh_token()
        begin_session(unit.connection, officer.id, token, now, browser)
        keep(unit.connection, officer.login, "login", f"officer:{officer.login}", now)
        return token

    def _fits(self, unit: Unit, officer: Officer, checked: Officer | None, code: str, *, right: bool) -> bool:
        unchanged = checked is not None and officer.password == checked.password and officer.active
        return right and unchanged and self._second(unit, officer, code)

    def _second(self, unit: Unit, officer: Officer, code: str) -> bool:
        """Whether the second factor is right, or none is used; a code counts once."""
        if officer.totp_secret is None:
            return True
        step = step_of(officer.totp_secret, code, self._clock())
        return step is not None and use_step(unit.connection, officer.id, step)

    async def log_out(self, visit: Visit) -> None:
        """Revokes the session."""

        def work(unit: Unit) -> None:
            end_session(unit.connection, visit.token)
            login = visit.officer.login
            keep(unit.connection, login, "logout", f"officer:{login}", self._clock())

        await self._store.write(work)

    async def invited(self, token: str) -> Officer | None:
        """Whose set-up link this is, None for the first officer's; raises LinkSpent."""
        now = self._clock()
        return await self._store.read(lambda connection: link_officer(connection, token, now))

    async def set_up(self, token: str, chosen: Chosen) -> str:
        """Uses a set-up link; returns the login. Raises WrongSetup, WrongName, NameTaken and LinkSpent."""
        officer = await self.invited(token)
        login = officer.login if officer is not None else login_of(clean_name(chosen.name))
        self._check(officer, chosen, login)
        password = await hash_password(chosen.password)
        return await self._store.write(lambda unit: self._settle(unit, token, chosen, password))

    def _check(self, officer: Officer | None, chosen: Chosen, login: str) -> None:
        trouble = password_trouble(chosen.password, login, *login.split("."))
        if trouble is None and chosen.password != chosen.again:
            trouble = "Kedua kata sandi tidak sama."
        if trouble is None and not self._code_fits(officer, chosen):
            trouble = "Kode dari aplikasi autentikator tidak cocok. Periksa jam ponsel Anda, lalu tulis kode yang baru."
        if trouble is not None:
            raise WrongSetup(trouble)

    def _code_fits(self, officer: Officer | None, chosen: Chosen) -> bool:
        """A second factor that is in use is asked for; a new one is tried, so that nobody is locked out by a slip."""
        if officer is not None and officer.totp_secret is not None:
            return step_of(officer.totp_secret, chosen.code, self._clock()) is not None
        if not chosen.code.strip():
            return True
        return is_secret(chosen.secret) and step_of(chosen.secret, chosen.code, self._clock()) is not None

    def _settle(self, unit: Unit, token: str, chosen: Chosen, password: str) -> str:
        now = self._clock()
        officer = link_officer(unit.connection, token, now)
        spend_link(unit.connection, token)
        if officer is None:
            name = clean_name(chosen.name)
            made = add_officer(unit.connection, name, login_of(name), "admin", None, now)
            officer = officer_of_id(unit.connection, made)
        if officer is None:
            raise LookupError("the officer that was just made")
        secret = officer.totp_secret or (chosen.secret if chosen.code.strip() else None)
        shut_out(unit.connection, officer.id)
        change_officer(unit.connection, officer.id, password=password, totp_secret=secret)
        keep(unit.connection, officer.login, "password-set", f"officer:{officer.login}", now)
        return officer.login
