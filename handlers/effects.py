"""What a turn makes happen in the world, as values: the store carries them out in the turn's own transaction."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from handlers.draft import Draft
from handlers.facts import ConsentKind, TaskKind
from handlers.turn import Effect, Reply
from knowledge.form_model import FormKind


@dataclass(frozen=True, slots=True)
class Answer:
    """What a citizen answered to one step: its key, its name as shown, and the answer in words."""

    key: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class OpenTicket(Effect):
    """A complaint or request is filed under a number that the citizen is told in the same turn.

    `about` is one line for lists; `due_at` and `law_due_at` are the limits of the decree and the law, where there are
    any; `notice` is the version of the privacy notice that was shown, `files` the ids of what was attached. `code` is
    the claim code that the citizen is told.
    """

    number: str
    kind: FormKind
    form: str
    office: str
    service: str | None
    about: str
    answers: tuple[Answer, ...]
    anonymous: bool
    notice: str
    due_at: dt.datetime | None = None
    law_due_at: dt.datetime | None = None
    files: tuple[str, ...] = ()
    code: str | None = None


@dataclass(frozen=True, slots=True)
class GiveCode(Effect):
    """One more code is good for claiming an own ticket: it stands on a receipt."""

    number: str
    code: str


@dataclass(frozen=True, slots=True)
class ClaimTicket(Effect):
    """A ticket belongs to this conversation from now on; `farewell` is what the one before is told."""

    number: str
    code: str
    farewell: Reply


@dataclass(frozen=True, slots=True)
class AddToTicket(Effect):
    """The citizen says more on a ticket; one that was answered or waits for the citizen goes on."""

    number: str
    text: str


@dataclass(frozen=True, slots=True)
class AttachFile(Effect):
    """A file joins a ticket that is already filed; `text` says so in the ticket's history."""

    number: str
    file: str
    text: str


@dataclass(frozen=True, slots=True)
class ReopenTicket(Effect):
    """The citizen says that an answered or closed ticket is not settled."""

    number: str


@dataclass(frozen=True, slots=True)
class CloseTicket(Effect):
    """The citizen says that a ticket is settled."""

    number: str


@dataclass(frozen=True, slots=True)
class RateTicket(Effect):
    """How the citizen found the handling: 1 (not good) to 4 (very good), or a word with it."""

    number: str
    rating: int | None = None
    word: str | None = None


@dataclass(frozen=True, slots=True)
class ForgetSaid(Effect):
    """What was said from a moment on is forgotten, up to this turn, and earlier messages that are one of `words`.

    What officers wrote on tickets stays.
    """

    since: dt.datetime
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordConsent(Effect):
    """The citizen was shown the privacy notice of a version, agreed to it, or agreed to something else."""

    kind: ConsentKind
    version: str
    who: str
    outcome: str = "shown"


@dataclass(frozen=True, slots=True)
class WithdrawConsents(Effect):
    """Every consent of the citizen is withdrawn; the privacy notice that was shown is none."""

    who: str


@dataclass(frozen=True, slots=True)
class Follow(Effect):
    """From now on the citizen's subscriptions are these, each as office and topic; those kept keep their age.

    With the last of them the consent is withdrawn.
    """

    follows: tuple[str, ...]
    who: str


@dataclass(frozen=True, slots=True)
class FlagEffect(Effect):
    """Something with the note that an answer is wrong."""


@dataclass(frozen=True, slots=True)
class FlagAnswer(FlagEffect):
    """The citizen says that the answer on a service is wrong; `word` says what, "" where that is not told."""

    office: str
    service: str
    component: str | None
    decree: str
    decree_date: dt.date
    word: str


@dataclass(frozen=True, slots=True)
class AddFlagWord(FlagEffect):
    """What is wrong with the answer that was called so last."""

    word: str


@dataclass(frozen=True, slots=True)
class NoteAccess(Effect):
    """The citizen saw what is kept (`shown`) or was given it as a file (`exported`)."""

    who: str
    outcome: str


@dataclass(frozen=True, slots=True)
class AskOfficer(Effect):
    """An officer must do something with the citizen's data until `due_at`; `ticket` is a number."""

    kind: TaskKind
    office: str
    ticket: str | None
    text: str
    due_at: dt.datetime
    who: str


@dataclass(frozen=True, slots=True)
class EraseOwn(Effect):
    """Everything of the citizen is deleted up to this turn; what `waits` (ticket numbers) goes when it ends."""

    waits: tuple[str, ...]
    who: str


@dataclass(frozen=True, slots=True)
class EraseTicket(Effect):
    """A ticket that was waited for has ended: it is deleted, and what was said meanwhile."""

    number: str
    who: str


def forget(draft: Draft) -> tuple[Effect, ...]:
    """Forgets what was typed for a draft that is dropped, also before it was begun."""
    return (ForgetSaid(draft.begun_at, draft.begun_with),) if draft.begun_at is not None else ()
