"""A form that waited a week is dropped, by the clock or at the next message, and what was typed for it forgotten."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from bot.plain_text import render
from handlers.dialogue import complete
from handlers.draft import DRAFT_LIFETIME, Draft
from handlers.effects import ForgetSaid
from handlers.state import dump, load
from handlers.turn import Choice, Conversation, Message, Outcome, Turn
from knowledge.search import Search

STORY = "petugas minta uang di loket tiga"
TOLD = "Isian Pengaduan yang belum dikirim sudah kedaluwarsa dan dihapus."


@pytest.fixture
def waiting(now: dt.datetime) -> Conversation:
    """A conversation with a complaint half filled in."""
    draft = Draft(
        "complaint", "kalbar", answers=(("story", STORY),), step="name",
        begun_at=now, begun_with=(STORY,), touched_at=now + dt.timedelta(hours=1),
    )  # fmt: skip
    return Conversation("kalbar", shown=(Choice("draft:drop", "Batal"),), draft=draft)


def take(
    search: Search, conversation: Conversation, now: dt.datetime, message: Message, *, rings: bool = True
) -> Outcome:
    """One turn, with the conversation stored and read between."""
    return complete(Turn(message, load(dump(conversation)), now, rings=rings), search)


def clock(search: Search, conversation: Conversation, now: dt.datetime, *, rings: bool = True) -> Outcome:
    """The clock's turn."""
    return take(search, conversation, now, Message("timer", choice="draft"), rings=rings)


def test_the_clock_drops_it_after_a_week_without_a_word(
    search: Search, waiting: Conversation, now: dt.datetime
) -> None:
    """Counted from the last answer; one sentence says so, and everything typed for it is to be forgotten."""
    late = now + dt.timedelta(hours=1) + DRAFT_LIFETIME
    assert clock(search, waiting, late - dt.timedelta(seconds=1)) == Outcome(load(dump(waiting)), ())
    outcome = clock(search, waiting, late)
    assert [render(reply) for reply in outcome.replies] == [TOLD]
    assert outcome.effects == (ForgetSaid(now, (STORY,)),)
    assert STORY not in dump(outcome.conversation)
    assert clock(search, outcome.conversation, late) == Outcome(outcome.conversation, ())


def test_where_nothing_rings_it_is_told_at_the_next_message(
    search: Search, waiting: Conversation, now: dt.datetime
) -> None:
    """Once, before the answer; the clock says nothing."""
    late = now + dt.timedelta(days=9)
    outcome = clock(search, waiting, late, rings=False)
    assert (outcome.replies, outcome.effects) == ((), (ForgetSaid(now, (STORY,)),))
    answer = take(search, outcome.conversation, late, Message("text", "biaya kios depok"))
    assert render(answer.replies[0]).startswith(TOLD)
    assert "Kios usaha mikro" in render(answer.replies[0])
    assert answer.effects == ()
    again = take(search, answer.conversation, late, Message("text", "biaya kios depok"))
    assert TOLD not in render(again.replies[0])


@pytest.mark.parametrize("message", [Message("text", "biaya kios depok"), Message("press", choice="draft:drop")])
def test_a_message_that_comes_before_the_clock(
    search: Search, waiting: Conversation, now: dt.datetime, message: Message
) -> None:
    """Drops it all the same."""
    outcome = take(search, waiting, now + dt.timedelta(days=9), message)
    assert render(outcome.replies[0]).startswith(TOLD)
    assert outcome.effects == (ForgetSaid(now, (STORY,)),)
    assert outcome.conversation.draft is None


def test_a_form_that_is_offered_no_longer(search: Search, waiting: Conversation, now: dt.datetime) -> None:
    """Also before its time, and though nothing knows its title any more."""
    assert waiting.draft is not None
    gone = replace(waiting, draft=replace(waiting.draft, form="of-another-release"))
    outcome = take(search, gone, now, Message("text", "halo"))
    assert render(outcome.replies[0]).startswith("Isian Permohonan yang belum dikirim")
    assert outcome.conversation.draft is None


def test_cancelling_forgets_what_was_typed(search: Search, waiting: Conversation, now: dt.datetime) -> None:
    """Also the question that the form took over, and what was said beside it."""
    aside = replace(waiting, unanswered="sesuatu yang lain")
    asked = take(search, aside, now, Message("text", "batal"))
    assert asked.effects == ()
    outcome = take(search, asked.conversation, now, Message("text", "ya"))
    assert outcome.effects == (ForgetSaid(now, (STORY,)),)
    assert (outcome.conversation.draft, outcome.conversation.unanswered) == (None, None)


def test_what_a_form_is_begun_with_is_remembered(search: Search, now: dt.datetime) -> None:
    """A complaint told before its office was known: its first words were typed for the form too."""
    story = "mau lapor pak, petugas di sana minta uang rokok"
    asked = take(search, Conversation(), now, Message("text", story))
    later = now + dt.timedelta(minutes=5)
    begun = take(search, asked.conversation, later, Message("text", "kalbar"))
    assert begun.conversation.draft is not None
    assert (begun.conversation.draft.begun_at, begun.conversation.draft.begun_with) == (later, (story,))


def test_the_clock_knows_nothing_else(search: Search, waiting: Conversation, now: dt.datetime) -> None:
    """A mistake of ours is not passed over."""
    with pytest.raises(ValueError, match="dinner"):
        take(search, waiting, now, Message("timer", choice="dinner"))
