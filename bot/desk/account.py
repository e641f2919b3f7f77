"""An officer's own account: the password, the second factor, and the browsers that are logged in."""

from __future__ import annotations

from bot.clock import Clock
from bot.desk.access import Visit
from bot.desk.one_time_codes import is_secret, step_of
from bot.desk.passwords import hash_password, matches, password_trouble
from bot.store.desk_audit import keep
from bot.store.officer_sessions import OpenSession, end_others, end_session_of, hashed, open_sessions
from bot.store.officers import Officer, change_officer, officer_of_id, shut_out, use_step
from bot.store.store import Store
from bot.store.unit import Unit

_WRONG = "Kata sandi Anda yang sekarang tidak cocok."
_WRONG_CODE = "Kode dari aplikasi autentikator tidak cocok. Periksa jam ponsel Anda, lalu tulis kode yang baru."


class NotChanged(ValueError):
    """A change of the account that cannot be made; says why."""


class Account:
    """What officers change themselves. Who only holds a session changes nothing: the password is asked for."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def sessions(self, visit: Visit) -> tuple[str, list[OpenSession]]:
        """The id of this session, and all that the officer has open."""
        now = self._clock()
        found = await self._store.read(lambda connection: open_sessions(connection, visit.officer.id, now))
        return hashed(visit.token), found

    async def change_password(self, visit: Visit, old: str, new: str, again: str) -> None:
        """Sets a new password and ends the other sessions; raises NotChanged and StoreUnavailable."""
        login = visit.officer.login
        trouble = password_trouble(new, login, *login.split("."))
        if trouble is None and new != again:
            trouble = "Kedua kata sandi baru tidak sama."
        await self._confirm(visit, old)
        if trouble is not None:
            raise NotChanged(trouble)
        password = await hash_password(new)
        await self._store.write(lambda unit: self._change(unit, visit, "password-changed", password=password))

    async def set_code(self, visit: Visit, password: str, secret: str, code: str) -> None:
        """Sets a second factor up, once its app made a right code; raises NotChanged and StoreUnavailable."""
        await self._confirm(visit, password)
        step = step_of(secret, code, self._clock()) if is_secret(secret) else None
        if step is None:
            raise NotChanged(_WRONG_CODE)
        if visit.officer.totp_secret is not None:
            raise NotChanged("Kode autentikator sudah terpasang. Lepaskan dulu yang lama.")
        await self._store.write(lambda unit: self._change(unit, visit, "totp-set", totp_secret=secret, totp_step=step))

    async def remove_code(self, visit: Visit, password: str, code: str) -> None:
        """Takes the second factor away, with its code; raises NotChanged and StoreUnavailable."""
        await self._confirm(visit, password)
        secret = visit.officer.totp_secret
        step = step_of(secret, code, self._clock()) if secret is not None else None
        if step is None:
            raise NotChanged(_WRONG_CODE)

        def work(unit: Unit) -> None:
            if not use_step(unit.connection, visit.officer.id, step):
                raise NotChanged(_WRONG_CODE)
            self._change(unit, visit, "totp-removed", totp_secret=None, totp_step=None)

        await self._store.write(work)

    async def end(self, visit: Visit, session: str) -> None:
        """Ends one of the own sessions; one that is no more is ended already."""

        def work(unit: Unit) -> None:
            if end_session_of(unit.connection, visit.officer.id, session):
                self._keep(unit, visit, "session-ended")

        await self._store.write(work)

    async def end_all(self, visit: Visit) -> None:
        """Ends all own sessions, this one too, and set-up links."""

        def work(unit: Unit) -> None:
            shut_out(unit.connection, visit.officer.id)
            self._keep(unit, visit, "sessions-ended")

        await self._store.write(work)

    async def _confirm(self, visit: Visit, password: str) -> None:
        """Raises NotChanged where the password is not the officer's; that it was tried is kept."""
        if not await matches(visit.officer.password, password):
            await self._store.write(lambda unit: self._keep(unit, visit, "password-wrong"))
            raise NotChanged(_WRONG)

    def _change(self, unit: Unit, visit: Visit, what: str, **values: object) -> None:
        """Writes it, unless the account was changed by others since the page was asked for."""
        now = officer_of_id(unit.connection, visit.officer.id)
        if now is None or not now.active or _secrets(now) != _secrets(visit.officer):
            raise NotChanged("Akun ini baru saja diubah di tempat lain. Muat ulang halamannya, lalu coba lagi.")
        change_officer(unit.connection, now.id, **values)
        end_others(unit.connection, now.id, visit.token)
        self._keep(unit, visit, what)

    def _keep(self, unit: Unit, visit: Visit, what: str) -> None:
        login = visit.officer.login
        keep(unit.connection, login, what, f"officer:{login}", self._clock())


def _secrets(officer: Officer) -> tuple[str | None, str | None]:
    return officer.password, officer.totp_secret
