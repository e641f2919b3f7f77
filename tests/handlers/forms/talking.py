"""One citizen's talk with the pure core: every turn through the stored form of its conversation, tickets kept aside."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot.plain_text import render
from handlers.choices import LONGEST_ID, LONGEST_LABEL
from handlers.dialogue import complete
from handlers.draft import Asking, Draft
from handlers.effects import OpenTicket
from handlers.facts import Facts, Needs, Ticket
from handlers.state import dump, load
from handlers.tickets import RANDOM_SYMBOLS, SYMBOLS
from handlers.turn import Choice, Conversation, Message, Outcome, Reply, Turn
from knowledge.search import Search

LONGEST_MESSAGE = 4096
"""Characters of one message on Telegram and WhatsApp."""
MOST_CHOICES = 10
"""Rows of one WhatsApp list."""

STORY = "permohonan data saya 3 minggu ga ditanggapi"
ANSWERS: Mapping[str, Mapping[str, str]] = {
    "balatkop": {
        "date": "2027-07-12",
        "participants": "40",
        "purpose": "pelatihan kemasan",
        "times": "09:00-12:00",
        "name": "umkm melati",
        "contact": "+6281200002222",
    },
    "complaint": {"story": STORY, "name": "Yanti", "contact": "+6281200001111"},
    "wub-training": {
        "age": "25",
        "resident": "yes",
        "official": "no",
        "business": "keripik singkong",
        "name": "Rina",
        "contact": "+6281200001111",
    },
    "haki-letter": {
        "brand": "Keripik Bu Ida",
        "nib": "1234567890123",
        "capital": "20000000",
        "turnover": "60000000",
        "name": "Ida",
        "contact": "+6281200001111",
    },
    "kiosk": {
        "resident": "yes",
        "business": "keripik singkong",
        "location": "Beji",
        "name": "Rina",
        "contact": "+6281200001111",
    },
    "online-shop": {
        "resident": "yes",
        "brand": "Keripik Bu Ida",
        "category": "culinary",
        "name": "Ida",
        "contact": "+6281200001111",
    },
    "speaker": {
        "material": "cara menyusun laporan keuangan koperasi",
        "date": "2027-07-12",
        "place": "aula kantor desa",
        "participants": "30",
        "name": "Koperasi Maju",
        "contact": "+6281200001111",
    },
    "question": {"inquiry": "apakah ada pelatihan daring?", "name": "Rina", "contact": "+6281200001111"},
}
"""What was answered before, by form."""


class Talk:
    """A conversation from its first message on; every reply is held to the limits of every channel."""

    def __init__(self, search: Search, now: dt.datetime, office: str | None = None, language: str = "id") -> None:
        self.search = search
        self.now = now
        self.conversation = Conversation(office=office, language=language)
        self.replies: tuple[Reply, ...] = ()
        self.filed: list[OpenTicket] = []
        self.outcome = Outcome(self.conversation, ())
        self._turns = 0

    def say(self, text: str) -> str:
        """Types a text; what was answered, as text without its choices."""
        return self._take(Message("text", text))

    def press(self, choice: str) -> str:
        """Presses a choice by its id, shown or long gone."""
        return self._take(Message("press", choice=choice))

    def choose(self, label: str) -> str:
        """Presses the choice shown under a label."""
        return self.press(next(choice.id for choice in self.shown if choice.label == label))

    def officer(self, done: str, words: str, number: str) -> str:
        """An officer's act on a ticket (`answer`, `ask`, `reject`, `close`), as the citizen reads it."""
        return self._take(Message("staff", words, f"{done}:{number}"), self._facts(Needs()))

    def wait(self, **time: float) -> None:
        """Lets time pass."""
        self.now += dt.timedelta(**time)

    @property
    def draft(self) -> Draft:
        """The open form."""
        assert self.conversation.draft is not None, "no form is open"
        return self.conversation.draft

    @property
    def answers(self) -> Mapping[str, str]:
        """The answers of the open form by step."""
        return dict(self.draft.answers)

    @property
    def shown(self) -> tuple[Choice, ...]:
        """The choices of the last reply."""
        return self.replies[-1].choices

    @property
    def text(self) -> str:
        """What was answered last, without its choices."""
        return "\n\n".join(render(reply, choices=False) for reply in self.replies)

    def _take(self, message: Message, facts: Facts | None = None) -> str:
        self._turns += 1
        turn = Turn(message, self.conversation, self.now, MOST_CHOICES, fresh=_symbols(self._turns), facts=facts)
        self.outcome = complete(turn, self.search, self._facts)
        self.conversation = load(dump(self.outcome.conversation))
        assert self.conversation == self.outcome.conversation
        self.replies = self.outcome.replies
        self.filed += [effect for effect in self.outcome.effects if isinstance(effect, OpenTicket)]
        assert self.replies
        for reply in self.replies:
            hold_to_limits(reply)
        return self.text

    def _facts(self, _needs: Needs) -> Facts:
        return Facts(tuple(self._ticket(effect) for effect in reversed(self.filed)))

    def _ticket(self, filed: OpenTicket) -> Ticket:
        return Ticket(
            filed.number,
            filed.kind,
            filed.form,
            filed.office,
            filed.service,
            filed.about,
            "received",
            self.now,
            self.now,
        )


def hold_to_limits(reply: Reply) -> None:
    """A message of at most 4,096 characters that says something; choices that fit every channel's buttons."""
    assert reply.sections
    assert render(reply, choices=False).strip()
    assert len(render(reply)) <= LONGEST_MESSAGE
    assert len(reply.choices) <= MOST_CHOICES
    assert len({choice.id for choice in reply.choices}) == len(reply.choices)
    assert all(0 < len(choice.label) <= LONGEST_LABEL for choice in reply.choices)
    assert all(len(choice.id.encode()) <= LONGEST_ID for choice in reply.choices)


def openings(search: Search) -> Iterator[tuple[str, str, str]]:
    """Every form that asks something at every place it is offered: the form, the office, the choice that opens it."""
    for form in search.library.forms.values():
        if form.instead is not None:
            continue
        for service in form.services:
            yield form.id, service.partition("/")[0], f"form:{form.id}:{service}"
    for office in search.library.offices:
        yield "complaint", office, f"complain:{office}"
        yield "question", office, f"pass-on:{office}"


def _symbols(turn: int) -> str:
    """Other symbols for every turn's ticket."""
    digits = []
    for _ in range(RANDOM_SYMBOLS):
        turn, digit = divmod(turn, len(SYMBOLS))
        digits.append(SYMBOLS[digit])
    return "".join(reversed(digits))


def opened(talk: Talk, opening: str) -> Talk:
    """The talk with a form opened by a choice, as a citizen comes from a menu."""
    talk.press(opening)
    assert talk.conversation.draft is not None, talk.text
    return talk


def at_step(talk: Talk, form: str, step: str | None, office: str | None = None) -> Talk:
    """The talk where a step of a form is asked and those before it are answered; None is the review."""
    offered = [each for each in openings(talk.search) if each[0] == form and office in {None, each[1]}]
    opening = offered[0][2]
    opened(talk, opening)
    answers: dict[str, str] = {}
    for each in talk.search.library.forms[form].steps:
        if each.key == step:
            break
        if each.key in ANSWERS[form]:
            answers[each.key] = ANSWERS[form][each.key]
    asking: Asking = "step" if step is not None else "review"
    draft = replace(talk.draft, answers=tuple(answers.items()), step=step, asking=asking)
    talk.conversation = replace(talk.conversation, draft=draft)
    talk.press("draft:go-on")
    assert where(talk) == (step or "review"), talk.text
    return talk


def where(talk: Talk) -> str:
    """The step that is asked, or what is asked instead of one."""
    draft = talk.conversation.draft
    if draft is None:
        return "sent" if any(isinstance(effect, OpenTicket) for effect in talk.outcome.effects) else "dropped"
    return str(draft.step) if draft.asking == "step" else draft.asking
