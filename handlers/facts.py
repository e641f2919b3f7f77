"""What a turn may need to know of the citizen beyond the conversation: asked for by kind, loaded by the shell."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from handlers.announcement import Announcement
from handlers.checklist import Checklist
from knowledge.form_model import FormKind

TicketState = Literal["received", "checking", "waiting", "in-progress", "answered", "closed", "reopened", "rejected"]
"""`waiting` is for the citizen; everything but what is at rest is the office's to act on."""
DONE: tuple[TicketState, ...] = ("closed", "rejected")
"""States from which only the citizen brings a ticket back."""
AT_REST: tuple[TicketState, ...] = ("answered", *DONE)
"""States in which the office has done its part: no limit can be missed. Reopened, a ticket keeps the limits it had."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """One ticket of the citizen who writes; `answer` is the last that an officer wrote to the citizen.

    `ticket_class` is the decreed class of a complaint, once an officer has found it; `files` is how many it holds.
    """

    number: str
    kind: FormKind
    form: str
    office: str
    service: str | None
    about: str
    state: TicketState
    opened_at: dt.datetime
    changed_at: dt.datetime
    answer: str | None = None
    due_at: dt.datetime | None = None
    law_due_at: dt.datetime | None = None
    rating: int | None = None
    ticket_class: str | None = None
    files: int = 0

    @property
    def open(self) -> bool:
        """Whether something may still come of it without being reopened."""
        return self.state not in DONE


ConsentKind = Literal["notice", "reminders", "announcements"]
"""`notice` is no consent: the version of the privacy notice that was shown or agreed to."""
TaskKind = Literal["correct", "access", "stop"]
"""What an officer must do with personal data: correct it, tell what the office has, stop working on it (UU 27/2022 art.
30, 32, 40 and 41)."""
TaskState = Literal["open", "done", "refused"]


@dataclass(frozen=True, slots=True)
class Consent:
    """What the citizen agreed to or was shown, and since when; not `given` where it was withdrawn."""

    kind: ConsentKind
    version: str
    given: bool
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class DataTask:
    """What the citizen asked an officer to do with the own data; `ticket` is a number."""

    kind: TaskKind
    state: TaskState
    asked_at: dt.datetime
    due_at: dt.datetime
    ticket: str | None = None


@dataclass(frozen=True, slots=True)
class OwnData:
    """What is kept of the citizen, summed up; `tickets` are all own ones with their state, newest first.

    `messages` counts what either side said; `erasing` are tickets that go when they end, since that was asked for.
    """

    channel: str
    since: dt.datetime
    messages: int
    tickets: tuple[tuple[str, TicketState], ...] = ()
    consents: tuple[Consent, ...] = ()
    tasks: tuple[DataTask, ...] = ()
    erasing: tuple[str, ...] = ()


OrderKind = Literal["send", "ask", "approve"]
"""To let an announcement go, to ask somebody for approval, to approve."""


@dataclass(frozen=True, slots=True)
class Account:
    """An officer as a chat knows one: `offices` is None for the whole service."""

    id: int
    name: str
    login: str
    role: str
    offices: frozenset[str] | None

    @property
    def approves(self) -> bool:
        """Whether this officer may be the second person that an announcement needs."""
        return self.role in {"admin", "head"}

    def knows(self, office: str) -> bool:
        """Whether an office's objects exist for this officer."""
        return self.offices is None or office in self.offices


@dataclass(frozen=True, slots=True)
class StaffCode:
    """A one-time code that is good now: whose it is, and the office whose group may be linked with it."""

    officer: Account
    office: str | None = None


@dataclass(frozen=True, slots=True)
class Sending:
    """An announcement as its officers see it: where it stands, who let it go, and how many copies ended how.

    `created_by` is a login, `sender` the name behind it.
    """

    number: int
    told: Announcement
    state: str
    created_by: str
    sender: str
    receivers: int
    results: tuple[tuple[str, int], ...] = ()

    def count(self, *states: str) -> int:
        """How many copies are in some states."""
        return sum(count for state, count in self.results if state in states)


@dataclass(frozen=True, slots=True)
class Order:
    """What an officer ordered from a chat and what became of it.

    `problem` says by a word why it was not done; `sending` is the announcement, None before there was any.
    """

    id: int
    kind: OrderKind
    told: Announcement | None = None
    problem: str | None = None
    receivers: int = 0
    sending: Sending | None = None


Reach = Literal["now", "later", "none"]
"""Whether an answer rings, is read when the citizen looks, or has nowhere to go."""


@dataclass(frozen=True, slots=True)
class OfficeTicket:
    """A ticket as its officers see it: who holds it, its version, and the citizen's language.

    `answers` are label and text without name and contact; `last_said` is what the citizen wrote on it last.
    """

    ticket: Ticket
    version: int
    assigned_to: str | None = None
    answers: tuple[tuple[str, str], ...] = ()
    last_said: str | None = None
    language: str = "id"
    reach: Reach = "now"


@dataclass(frozen=True, slots=True)
class Reminder:
    """That a limit of a ticket comes near (`warned`) or was missed (`overdue`)."""

    id: int
    kind: str
    of: OfficeTicket


@dataclass(frozen=True, slots=True)
class StaffNeeds:
    """What is to be known of the staff: who writes always; what a `code` is good for, how many an announcement of an
    office and topic would reach, an order, an announcement by its number, a ticket by its; the tickets that this group
    is to be told of, and those of its message of an id of the channel (`noticed`); what this chat is to be reminded of
    for tickets of some offices."""

    code: str | None = None
    audience: tuple[str, str] | None = None
    order: int | None = None
    sending: int | None = None
    ticket: str | None = None
    notices: bool = False
    noticed: str | None = None
    reminders: tuple[str, ...] = ()

    def beside(self, others: StaffNeeds | None) -> StaffNeeds:
        """These and others."""
        if others is None:
            return self
        return StaffNeeds(
            self.code or others.code,
            self.audience or others.audience,
            self.order or others.order,
            self.sending or others.sending,
            self.ticket or others.ticket,
            self.notices or others.notices,
            self.noticed or others.noticed,
            self.reminders or others.reminders,
        )


@dataclass(frozen=True, slots=True)
class StaffFacts:
    """What was loaded of the staff: the officer who writes (None for everybody else), the office whose group this chat
    is, and what was asked for. `audience` is by channel, `lost` how many of it can just now be neither written to
    nor asked to write."""

    account: Account | None = None
    group: str | None = None
    code: StaffCode | None = None
    audience: tuple[tuple[str, int], ...] = ()
    order: Order | None = None
    sending: Sending | None = None
    ticket: OfficeTicket | None = None
    notices: tuple[OfficeTicket, ...] = ()
    noticed: tuple[OfficeTicket, ...] = ()
    reminders: tuple[Reminder, ...] = ()
    lost: int = 0


@dataclass(frozen=True, slots=True)
class Needs:
    """The core cannot go on without facts: the shell loads them and takes the same turn once more.

    `claim` is a claim code whose ticket is wanted besides the citizen's own. Checklists are loaded with them where the
    conversation says that there are any. `news` is the office whose current announcements are wanted, `staffed` one of
    which is asked whether it has officers at the desk, `staff` what is to be known of officers. `released` asks how
    many messages leave because the citizen wrote.
    """

    tickets: bool = True
    claim: str | None = None
    data: bool = False
    news: str | None = None
    staffed: str | None = None
    staff: StaffNeeds | None = None
    released: bool = False

    def beside(self, others: Needs) -> Needs:
        """These and others."""
        return Needs(
            self.tickets or others.tickets,
            self.claim or others.claim,
            self.data or others.data,
            self.news or others.news,
            self.staffed or others.staffed,
            self.staff.beside(others.staff) if self.staff is not None else others.staff,
            self.released or others.released,
        )


@dataclass(frozen=True, slots=True)
class Facts:
    """What was loaded: the citizen's own tickets, newest first, and checklists, oldest first; where they were asked
    for, the ticket of a claim code, what is kept, the announcements of an office, newest first, and whether an office
    has officers at the desk. `released` are the messages that waited until the citizen wrote again. `answers` says what
    was asked for."""

    tickets: tuple[Ticket, ...] = ()
    claimed: Ticket | None = None
    data: OwnData | None = None
    checklists: tuple[Checklist, ...] = ()
    news: tuple[Announcement, ...] = ()
    staffed: bool = False
    staff: StaffFacts = StaffFacts()
    released: int = 0
    answers: Needs = Needs(tickets=False)

    @property
    def tell_data(self) -> bool:
        """Whether what is kept was looked for; there may be nothing."""
        return self.data is not None or self.answers.data
