"""The nouns of a conversation: Message, Reply, Choice, Conversation, Effect, Turn, Outcome; all frozen values.

A channel turns what a platform sends into a Message and a Reply into what the platform shows; nothing else passes.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

from handlers.draft import Draft
from handlers.facts import Facts
from handlers.figures import Readiness
from handlers.file_note import FileNote
from handlers.handover import Handover
from handlers.house import House
from handlers.notice import Notice
from handlers.office_words import OfficeWords
from handlers.officer_work import Work
from handlers.question import Question

MessageKind = Literal["text", "press", "unreadable", "file", "staff", "timer"]
"""What was done by a citizen, by an officer on a ticket, or by the clock. Announcements join later."""
Sort = Literal["voice", "video", "picture", "file", "sticker", "place", "contact", "poll", "other"]
"""What can be sent besides words; `sticker` is all that is sent for fun."""
PaperKind = Literal["receipt", "leaflet", "export", "checklist", "announcement"]
"""What is sent out as a file."""


@dataclass(frozen=True, slots=True)
class Message:
    """What came in: a text as typed, the press of a choice by its id, something without words, or an officer's act.

    `pressed_in` is the channel's id of the message that showed the pressed choice, where it can still be changed. For
    `staff`, `choice` says what was done (`answer:KAL-...`, `ask:...`, `reject:...`, `close:...`, `move:...`,
    `merge:...`, `handover:take`, ...) and `text` the words; for `timer` it says what is due (`draft`).

    A `file` is described, never held; `text` are the words under it, and files sent together share an `album`. When it
    was fetched from the platform, or could not be, the same file comes once more as `fetched`.
    """

    kind: MessageKind
    text: str = ""
    choice: str | None = None
    sort: Sort = "other"
    pressed_in: str | None = None
    file: FileNote | None = None
    fetched: bool = False
    album: str | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be tapped, or typed by its number or its words; the id outlives restarts and new decrees."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of a list: its mark (None for a plain dash), its text, its sub-entries."""

    mark: str | None
    text: str
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a reply: an optional heading, paragraphs, a list, and closing paragraphs."""

    heading: str | None = None
    paragraphs: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    closing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Where an answer stands: office slug, decree number and date, service id, its number and name, component."""

    office: str
    decree: str
    date: dt.date
    service: str
    service_number: int | None
    service_name: str
    component: str | None


@dataclass(frozen=True, slots=True)
class FileRef:
    """A file that goes out with a reply, by what it shows and never by its bytes: it is rendered when it is wanted.

    `id` is what is rendered (the number of a ticket or an announcement, the id of a service); `name` is what the
    citizen sees, and its ending (.pdf, .png, .json) says in which form it is rendered.
    """

    kind: PaperKind
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page of one's own that a channel may lead to: what it shows (a checklist, by its service) under which words."""

    label: str
    checklist: str


@dataclass(frozen=True, slots=True)
class Reply:
    """One message to the citizen, as structure; every channel renders and escapes it for itself.

    The last `turning` choices turn the pages of a list. `replaces` is the channel's id of an earlier message whose
    place this one takes; it is sent as a new one where that cannot be. `file` is a file that comes with the words;
    `page` is left out by channels without pages.
    """

    sections: tuple[Section, ...]
    sources: tuple[Source, ...] = ()
    choices: tuple[Choice, ...] = ()
    source_lines: tuple[str, ...] = ()
    turning: int = 0
    replaces: str | None = None
    file: FileRef | None = None
    page: Page | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """What is remembered of one chat.

    `office` is the chosen office; `service` and `component` are what was last answered, so that "kalau biayanya?" can
    be understood; `shown` are the choices of the last reply; `question` waits for an office to be chosen. `draft` is
    the form being filled in; `last_ticket` is the citizen's newest, `answered_ticket` the one an officer wrote on last.
    `wrong_codes` counts the wrong claim codes of the day `wrong_on`.
    `expired` is a form that was dropped by the clock, until the citizen is told. `album` are the files sent together
    that were answered last, and how: ten pictures at once get one answer. `readiness` are the figures that the citizen
    told of themselves, to be held against a decree's. `notice` is the version of the privacy notice shown last;
    `privacy` says what of the own data the next message is about ("delete", "correct:KAL-..."). `lists` are the
    services of the citizen's checklists, `list_open` the one seen last; `ticked` is what was last done to it, "+" or
    "-" before each name. `follows` are the announcements subscribed to, each as office and topic ("depok/pelatihan").
    `handover` is the chat with an officer, or the wait for one. `work` is what an officer is in the middle of, in an
    own chat that is linked.
    """

    office: str | None = None
    language: str = "id"
    service: str | None = None
    component: str | None = None
    shown: tuple[Choice, ...] = ()
    question: str | None = None
    unanswered: str | None = None
    greeted: bool = False
    draft: Draft | None = None
    last_ticket: str | None = None
    answered_ticket: str | None = None
    expired: str | None = None
    album: str | None = None
    readiness: Readiness | None = None
    wrong_codes: int = 0
    wrong_on: str | None = None
    notice: str | None = None
    privacy: str | None = None
    lists: tuple[str, ...] = ()
    list_open: str | None = None
    ticked: tuple[str, ...] = ()
    follows: tuple[str, ...] = ()
    handover: Handover | None = None
    work: Work | None = None


@dataclass(frozen=True, slots=True)
class Effect:
    """Something that must happen in the world after a turn; what can happen is a subclass each."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One message in its conversation at a moment (`now` is aware, in any zone).

    `most_choices` is how many choices the channel shows at once; None where there is no such limit. `fresh` are random
    symbols for a ticket's number, should one be opened; `facts` are what the core asked for by Needs, None until then.
    `rings` says whether what is said reaches a citizen who is not there: a timer says nothing where it does not.
    `code` is a fresh claim code, should one be told; `telegram` names our bot there, where the service has one. `who`
    is the citizen's pseudonym for the audit, `notice` the privacy notice in force. `private_at` is set in a chat that
    several read: the start of a link to the private one, to which a way in is added. `house` is for officers,
    `office_words` is what the offices say beside their decrees.
    """

    message: Message
    conversation: Conversation
    now: dt.datetime
    most_choices: int | None = None
    fresh: str = ""
    facts: Facts | None = None
    rings: bool = True
    code: str = ""
    telegram: str | None = None
    who: str = ""
    notice: Notice = field(default_factory=Notice)
    private_at: str | None = None
    house: House = field(default_factory=House)
    office_words: OfficeWords = field(default_factory=OfficeWords)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a turn comes to: the conversation from here on, the replies in order, and the effects to carry out.

    `intent` is what the message was understood to want, `question` what was asked of an office, both for counting.
    `word` is said to who pressed a choice in a group, and to nobody else there.
    """

    conversation: Conversation
    replies: tuple[Reply, ...]
    effects: tuple[Effect, ...] = ()
    intent: str = ""
    question: Question | None = None
    word: str = ""
