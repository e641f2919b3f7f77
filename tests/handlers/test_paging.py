"""Long lists in pages, where the channel shows only so many choices at once."""

from __future__ import annotations

import datetime as dt

import pytest

from handlers.dialogue import complete
from handlers.turn import Choice, Conversation, Message, Reply, Turn
from knowledge.search import Search
from locales.catalogue import LANGUAGES

_MOST = 10


def test_every_choice_of_a_long_list_is_on_one_page(search: Search, now: dt.datetime) -> None:
    """Turned to the end, a list has shown each of its choices once, and never more than fit."""
    lists = [f"services:{office}" for office in search.library.offices]
    lists += [f"parts:{each.id}" for each in search.library.services.values() if not each.listed_only]
    for pressed in lists:
        whole = complete(Turn(Message("press", choice=pressed), Conversation(), now), search).replies[-1]
        seen: list[Choice] = []
        following: str | None = pressed
        while following is not None:
            turn = Turn(Message("press", choice=following, pressed_in="5"), Conversation(), now, _MOST)
            reply = complete(turn, search).replies[-1]
            assert len(reply.choices) <= _MOST
            assert reply.replaces == ("5" if following != pressed else None)
            items = len(reply.choices) - reply.turning
            seen += reply.choices[:items]
            following = next((each.id for each in reply.choices[items:] if each.label == "Berikutnya"), None)
        assert tuple(seen) == whole.choices


def _asked(search: Search, now: dt.datetime, message: Message, conversation: Conversation) -> Reply:
    return complete(Turn(message, conversation, now, _MOST), search).replies[-1]


def test_a_question_that_waited_for_its_office_is_answered_in_pages_too(search: Search, now: dt.datetime) -> None:
    """The limit of the channel outlives the question for the office."""
    asked = complete(Turn(Message("text", "layanan apa saja?"), Conversation(), now, _MOST), search)
    reply = _asked(search, now, Message("press", choice="office:depok"), asked.conversation)
    assert [choice.id for choice in reply.choices][-1] == "services:depok:2"


def test_a_typed_page_takes_no_place(search: Search, now: dt.datetime) -> None:
    """Only a press names the message that it was made in."""
    first = complete(Turn(Message("press", choice="services:depok"), Conversation(), now, _MOST), search)
    reply = _asked(search, now, Message("text", "berikutnya"), first.conversation)
    assert (reply.choices[0].label, reply.replaces) == ("Kios usaha mikro", None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_goes_on_is_understood_as_it_is_called(search: Search, now: dt.datetime, language: str) -> None:
    """ "Lanjut" leads on in every language, also by the label's own word."""
    conversation = Conversation(language=language)
    first = complete(Turn(Message("press", choice="services:depok"), conversation, now, _MOST), search)
    on = first.replies[-1].choices[-1].label
    for typed in (on, on.lower(), "lanjut"):
        reply = _asked(search, now, Message("text", typed), first.conversation)
        assert reply.choices[0].id == "ask:depok/kios:-", typed


@pytest.mark.parametrize("choice", ["services:depok:99", "services:depok:0", "services:depok:x", "services:depok:2:3"])
def test_a_page_that_is_not_there_is_the_nearest(search: Search, now: dt.datetime, choice: str) -> None:
    """A list that grew shorter, or an id that nobody made: an answer, never an error."""
    reply = _asked(search, now, Message("press", choice=choice), Conversation())
    assert 0 < len(reply.choices) <= _MOST
    assert reply.choices[-1].label in {"Sebelumnya", "Berikutnya"}
