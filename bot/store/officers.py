"""Officers: their accounts and offices, made, looked up, changed, and ended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Literal, get_args

import sqlalchemy as sa
from sqlalchemy import Connection, Row

from bot.store.staff_chat_schema import staff_chats, staff_codes
from bot.store.staff_schema import staff, staff_links, staff_offices, staff_sessions

Role = Literal["admin", "officer", "head", "viewer"]
"""A viewer only looks; an officer works on tickets; a head also approves; an admin may do everything."""
ROLES: tuple[Role, ...] = get_args(Role)


@dataclass(frozen=True, slots=True)
class Officer:
    """One account; `offices` is None for the whole service. The secrets are for logging in alone."""

    id: int
    name: str
    login: str
    role: Role
    offices: frozenset[str] | None
    active: bool
    password: str | None
    totp_secret: str | None
    totp_step: int | None

    @property
    def acts(self) -> bool:
        """Whether more is allowed than looking."""
        return self.role != "viewer"

    @property
    def manages(self) -> bool:
        """Whether officers' accounts are this one's business."""
        return self.role == "admin"

    @property
    def oversees(self) -> bool:
        """Whether the audit is this one's business."""
        return self.role in {"admin", "head"}

    def covers(self, offices: Collection[str] | None) -> bool:
        """Whether some offices (None for the whole service) are all among the own: more than that nobody grants."""
        return self.offices is None or (offices is not None and set(offices) <= self.offices)

    def knows(self, office: str) -> bool:
        """Whether an office's objects exist for this officer."""
        return self.offices is None or office in self.offices


class NameTaken(ValueError):
    """Another officer has this name or login, also one who is no longer active: the history tells them by it."""


class UnknownOfficer(LookupError):
    """No officer of that name or login."""


def add_officer(
    connection: Connection, name: str, login: str, role: Role, offices: Collection[str] | None, now: dt.datetime
) -> int:
    """A new account without a password; `offices` None is the whole service. Raises NameTaken."""
    for word in (name, login):
        if find_officer(connection, word) is not None:
            raise NameTaken(word)
    officer: int = connection.execute(
        staff.insert()
        .values(name=name, login=login, role=role, everywhere=offices is None, active=True, created_at=now)
        .returning(staff.c.id)
    ).scalar_one()
    if offices:
        connection.execute(
            staff_offices.insert(), [{"staff_id": officer, "office": office} for office in sorted(offices)]
        )
    return officer


def find_officer(connection: Connection, word: str) -> Officer | None:
    """The officer of a name or a login, in whichever case; None where there is none."""
    return _one(connection, sa.or_(sa.func.lower(staff.c.login) == word.lower(), _same_name(word)))


def named_officer(connection: Connection, word: str) -> Officer:
    """As find_officer; raises UnknownOfficer."""
    found = find_officer(connection, word)
    if found is None:
        raise UnknownOfficer(word)
    return found


def officer_of_id(connection: Connection, officer: int) -> Officer | None:
    """An officer by id."""
    return _one(connection, staff.c.id == officer)


def list_officers(connection: Connection, office: str | None = None) -> list[Officer]:
    """All officers by name, or those who know of an office."""
    wanted = sa.select(staff).order_by(staff.c.name)
    offices = _offices(connection)
    found = [_officer(row, offices) for row in connection.execute(wanted)]
    return [each for each in found if office is None or each.knows(office)]


def hold_admins(connection: Connection) -> list[Officer]:
    """The admins at work who can log in, kept for this unit of work, so that two of them cannot end each other."""
    wanted = sa.select(staff).where(staff.c.role == "admin", staff.c.active).order_by(staff.c.id).with_for_update()
    offices = _offices(connection)
    found = [_officer(row, offices) for row in connection.execute(wanted)]
    return [each for each in found if each.password is not None]


def is_served(connection: Connection, office: str) -> bool:
    """Whether anybody at the desk may act for an office."""
    own = sa.exists().where(staff_offices.c.staff_id == staff.c.id, staff_offices.c.office == office)
    acts = sa.and_(staff.c.active, staff.c.role != "viewer", staff.c.password.is_not(None))
    found = sa.select(staff.c.id).where(acts, sa.or_(staff.c.everywhere, own)).limit(1)
    return connection.execute(found).first() is not None


def anyone(connection: Connection) -> bool:
    """Whether there is any account at all."""
    return connection.execute(sa.select(staff.c.id).limit(1)).first() is not None


def change_officer(connection: Connection, officer: int, **values: object) -> None:
    """Sets columns of an account: password, totp_secret, totp_step, active."""
    connection.execute(staff.update().where(staff.c.id == officer).values(**values))


def use_step(connection: Connection, officer: int, step: int) -> bool:
    """Marks the code of a time step as used; False where it, or a later one, was used before."""
    used = connection.execute(
        staff.update()
        .where(staff.c.id == officer, sa.or_(staff.c.totp_step.is_(None), staff.c.totp_step < step))
        .values(totp_step=step)
    )
    return used.rowcount > 0


def shut_out(connection: Connection, officer: int) -> None:
    """Ends all sessions and set-up links of an officer, and cuts the chat with its codes."""
    for table in (staff_sessions, staff_links, staff_chats, staff_codes):
        connection.execute(table.delete().where(table.c.staff_id == officer))


def _same_name(word: str) -> sa.ColumnElement[bool]:
    return sa.func.lower(staff.c.name) == word.lower()


def _one(connection: Connection, condition: sa.ColumnElement[bool]) -> Officer | None:
    row = connection.execute(sa.select(staff).where(condition).limit(1)).one_or_none()
    return _officer(row, _offices(connection, row.id)) if row is not None else None


def _offices(connection: Connection, officer: int | None = None) -> dict[int, set[str]]:
    wanted = sa.select(staff_offices)
    if officer is not None:
        wanted = wanted.where(staff_offices.c.staff_id == officer)
    found: dict[int, set[str]] = {}
    for staff_id, office in connection.execute(wanted):
        found.setdefault(staff_id, set()).add(office)
    return found


def _officer(row: Row[Any], offices: dict[int, set[str]]) -> Officer:
    own = None if row.everywhere else frozenset(offices.get(row.id, ()))
    kept = {name: getattr(row, name) for name in Officer.__slots__ if name != "offices"}
    return Officer(offices=own, **kept)
