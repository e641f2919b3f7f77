"""What a citizen reads when an officer has worked on a ticket."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

import handlers.dialogue
from bot.plain_text import render
from handlers.choices import LONGEST_ID, LONGEST_LABEL
from handlers.dialogue import complete
from handlers.draft import Draft
from handlers.facts import Facts, Needs, Ticket
from handlers.tickets import ticket_number
from handlers.turn import Conversation, Message, Outcome, Turn
from knowledge.search import Search
from locales.catalogue import LANGUAGES

NUMBER = ticket_number("kalbar", "7Q4M9X")
WORDS = "Datanya sudah siap.\n\nSilakan diambil di Jl. Sutan Syahrir No. 5 pada jam kerja."


@pytest.fixture
def filed(now: dt.datetime) -> Ticket:
    """A complaint at Kalbar."""
    return Ticket(
        NUMBER, "complaint", "pengaduan", "kalbar", None, "data 3 minggu tidak ditanggapi", "answered", now, now
    )


def told(
    search: Search, ticket: Ticket, done: str, conversation: Conversation | None = None, words: str = WORDS
) -> Outcome:
    """What an officer's act comes to."""
    message = Message("staff", words, f"{done}:{ticket.number}")
    return complete(Turn(message, conversation or Conversation(), ticket.changed_at, facts=Facts((ticket,))), search)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("done", "choices"),
    [("answer", ["settled", "unsettled"]), ("ask", []), ("reject", []), ("close", ["unsettled"])],
)
def test_the_citizen_reads_the_officers_words(
    search: Search, filed: Ticket, language: str, done: str, choices: list[str]
) -> None:
    """With the ticket's number and the office's name, and what can be done now, in every language."""
    outcome = told(search, filed, done, Conversation(language=language))
    (reply,) = outcome.replies
    text = render(reply)
    for part in (NUMBER, search.library.offices["kalbar"].name, filed.about, *WORDS.split("\n\n")):
        assert part in text
    assert [choice.id for choice in reply.choices] == [f"{verb}:{NUMBER}" for verb in choices]
    assert all(len(choice.label) <= LONGEST_LABEL and len(choice.id) <= LONGEST_ID for choice in reply.choices)
    assert outcome.conversation.answered_ticket == NUMBER
    assert (outcome.effects, outcome.intent) == ((), "staff")


def test_a_rejection_says_where_else_to_turn(search: Search, filed: Ticket) -> None:
    """The office's own contact; without it where the office has left the decrees."""
    assert "(0561)" in render(told(search, filed, "reject").replies[0])
    gone = told(search, dataclasses.replace(filed, office="atlantis"), "reject")
    assert "atlantis menulis" in render(gone.replies[0])


def test_a_closing_without_words(search: Search, filed: Ticket) -> None:
    """Says what was closed."""
    text = render(told(search, filed, "close", words="").replies[0])
    assert f"menutup “{filed.about}”" in text


def test_a_form_under_way_stays(search: Search, filed: Ticket, now: dt.datetime) -> None:
    """An answer that comes in the middle of another matter takes nothing away; the form waits."""
    draft = Draft("pengaduan", "kalbar", answers=(("name", "Yanti"),), step="contact", touched_at=now)
    conversation = Conversation(office="depok", service="depok/kios", draft=draft)
    after = told(search, filed, "answer", conversation).conversation
    assert (after.draft, after.office, after.service) == (
        dataclasses.replace(draft, asking="away"),
        "depok",
        "depok/kios",
    )


@pytest.mark.parametrize(("done", "facts"), [("answer", None), ("answer", Facts()), ("praise", None)])
def test_what_makes_no_sense_is_the_programs_error(
    search: Search, filed: Ticket, now: dt.datetime, done: str, facts: Facts | None
) -> None:
    """No ticket to speak of, or an act that there is not."""
    facts = Facts((filed,)) if done == "praise" else facts
    with pytest.raises(ValueError, match=r"ticket|praise"):
        complete(Turn(Message("staff", WORDS, f"{done}:{NUMBER}"), Conversation(), now, facts=facts), search)


def test_facts_are_loaded_when_asked_for_and_once(
    search: Search, filed: Ticket, now: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same turn is taken again with them; a core that asks again is the program's error."""

    def curious(turn: Turn, _search: Search) -> Outcome | Needs:
        return Needs() if turn.facts is None else Outcome(turn.conversation, (), intent=turn.facts.tickets[0].number)

    turn = Turn(Message("text", "aduan saya sampai mana"), Conversation(), now)
    monkeypatch.setattr(handlers.dialogue, "take_turn", curious)
    assert complete(turn, search, lambda _: Facts((filed,))).intent == NUMBER
    monkeypatch.setattr(handlers.dialogue, "take_turn", lambda *_: Needs())
    with pytest.raises(RuntimeError):
        complete(turn, search)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_ticket_that_moves_says_where(search: Search, filed: Ticket, language: str) -> None:
    """The new office and its contact, in every language; what is written next is no word on the ticket yet."""
    moved = dataclasses.replace(filed, office="depok", state="received")
    outcome = told(search, moved, "move", Conversation(language=language), "")
    text = render(outcome.replies[0])
    for part in (NUMBER, search.library.offices["depok"].name, filed.about, search.library.offices["depok"].phones[0]):
        assert part in text
    assert outcome.conversation.answered_ticket is None
    gone = dataclasses.replace(filed, office="atlantis")
    assert "atlantis" in render(told(search, gone, "move", words="").replies[0])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_merged_ticket_names_only_the_citizens_own(search: Search, filed: Ticket, language: str) -> None:
    """Another's is not spoken of; a wrong merge can be opened again."""
    closed, own = dataclasses.replace(filed, state="closed"), ticket_number("kalbar", "7Q4M9Y")
    talk = Conversation(language=language)
    (reply,) = told(search, closed, "merge", talk, "").replies
    assert [choice.id for choice in reply.choices] == [f"unsettled:{NUMBER}"]
    message = Message("staff", "", f"merge:{NUMBER}:{own}")
    (reply,) = complete(Turn(message, talk, filed.changed_at, facts=Facts((closed,))), search).replies
    assert own in render(reply)
    assert [choice.id for choice in reply.choices] == [f"ticket:{own}"]
