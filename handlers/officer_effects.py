"""What an officer makes happen from a chat, as values: carried out in the turn's own transaction."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.announcement import Announcement
from handlers.facts import Account
from handlers.turn import Effect


@dataclass(frozen=True, slots=True)
class OfficerEffect(Effect):
    """Something that an officer does."""


@dataclass(frozen=True, slots=True)
class LinkChat(OfficerEffect):
    """This conversation is the own chat of the code's officer from now on; the code is spent."""

    code: str
    officer: Account


@dataclass(frozen=True, slots=True)
class LinkGroup(OfficerEffect):
    """This conversation is a group of an office's staff from now on; the code is spent."""

    code: str
    office: str
    officer: Account


@dataclass(frozen=True, slots=True)
class SpendCode(OfficerEffect):
    """A code was shown to others: it is good for nothing any more."""

    code: str


@dataclass(frozen=True, slots=True)
class OrderSending(OfficerEffect):
    """An announcement is to go to the `receivers` that its officer was told of; what comes of it is told here."""

    told: Announcement
    officer: Account
    receivers: int


@dataclass(frozen=True, slots=True)
class OrderApproval(OfficerEffect):
    """Another officer's announcement is approved."""

    number: int
    office: str
    officer: Account


@dataclass(frozen=True, slots=True)
class EndOrder(OfficerEffect):
    """What became of an order was told: it is over."""

    order: int


@dataclass(frozen=True, slots=True)
class NoteLook(OfficerEffect):
    """An officer looked at what a citizen wrote on a ticket."""

    number: str
    office: str
    officer: Account


@dataclass(frozen=True, slots=True)
class TakeTicket(OfficerEffect):
    """An officer takes a ticket, as it was seen."""

    number: str
    office: str
    officer: Account
    version: int


@dataclass(frozen=True, slots=True)
class AnswerTicket(OfficerEffect):
    """An officer answers a ticket, as it was seen; the citizen is told."""

    number: str
    office: str
    officer: Account
    version: int
    text: str


@dataclass(frozen=True, slots=True)
class TicketsNoticed(OfficerEffect):
    """This group is told of tickets by the message of this turn; where nothing is `told`, there was nothing to tell."""

    numbers: tuple[str, ...]
    told: bool


@dataclass(frozen=True, slots=True)
class RemindersTold(OfficerEffect):
    """This chat was told, or there was nothing to tell any more."""

    reminders: tuple[int, ...]
