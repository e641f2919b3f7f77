"""Which texts call the last answer wrong, and which are about something else."""

from __future__ import annotations

import datetime as dt

import pytest

from handlers.dialogue import complete
from handlers.effects import AddFlagWord, FlagAnswer
from handlers.turn import Conversation, Message, Turn
from knowledge.search import Search

ANSWERED = Conversation(office="kalbar", service="kalbar/izin-kantor-cabang", component="biaya")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("jawaban ini keliru", ""), ("Jawaban ini keliru?", ""), ("salah jawabannya", ""), ("jawabannya salah", ""),
        ("kok jawabannya salah ya", ""), ("infonya salah", ""), ("informasi ini tidak benar min", ""),
        ("this answer is wrong", ""), ("jawabane iki kliru", ""), ("jawabanana ieu lepat", ""),
        ("jawaban salah, NPWP tidak diminta lagi", "NPWP tidak diminta lagi"),
        ("jawaban yang benar apa", None), ("salah satu syaratnya apa", None), ("kalau salah isi bagaimana", None),
        ("informasi koperasi", None), ("jawaban ini keliru karena syaratnya apa saja?", None),
    ],
)  # fmt: skip
def test_words_for_it(search: Search, now: dt.datetime, text: str, word: str | None) -> None:
    """With what is wrong after a comma; the answer given last is meant."""
    effects = complete(Turn(Message("text", text), ANSWERED, now), search).effects
    if word is None:
        assert effects == ()
        return
    (effect,) = effects
    assert isinstance(effect, FlagAnswer)
    assert (effect.service, effect.component, effect.word) == ("kalbar/izin-kantor-cabang", "biaya", word)
    assert effect.decree == search.library.offices["kalbar"].decree.number


@pytest.mark.parametrize(
    ("text", "joins"),
    [
        ("sekarang sudah bayar 50 ribu", True), ("syaratnya sudah diganti, izin usaha tidak perlu lagi", True),
        ("biaya izin kantor kas berapa?", False), ("halo", False), ("terima kasih", False), ("menu", False),
        ("mau mengadu, petugas minta uang", False), ("tiket saya", False), ("lewati", False),
    ],
)  # fmt: skip
def test_what_comes_next_joins_it_unless_it_is_another_matter(
    search: Search, now: dt.datetime, text: str, joins: bool
) -> None:
    """A question is answered, a greeting greeted; what is wrong is kept."""
    asked = complete(Turn(Message("text", "jawaban ini keliru"), ANSWERED, now), search)
    outcome = complete(Turn(Message("text", text), asked.conversation, now), search)
    assert any(isinstance(effect, AddFlagWord) for effect in outcome.effects) == joins


def test_it_is_offered_under_the_parts_of_a_service(search: Search, now: dt.datetime) -> None:
    """For the part that was answered last; the choice outlives what comes between."""
    shown = complete(Turn(Message("press", choice="parts:kalbar/izin-kantor-cabang"), ANSWERED, now), search)
    last = shown.replies[-1].choices[-1]
    assert last.label == "Jawaban ini keliru?"
    (effect,) = complete(Turn(Message("press", choice=last.id), Conversation(), now), search).effects
    assert isinstance(effect, FlagAnswer)
    assert effect.component == "biaya"


@pytest.mark.parametrize(
    "conversation",
    [
        Conversation(office="kalbar"),
        Conversation(office="kalbar", service="kalbar/konsultasi", answered_ticket="KAL-334467-4"),
    ],
)
def test_where_no_answer_of_the_bot_is_meant(search: Search, now: dt.datetime, conversation: Conversation) -> None:
    """Nothing was answered yet, or an officer wrote last."""
    assert not _flags(search, now, conversation)


def test_a_form_keeps_what_is_written_in_it(search: Search, now: dt.datetime) -> None:
    """A complaint may be about an officer's answer."""
    begun = complete(Turn(Message("text", "mau mengadu, petugas minta uang"), ANSWERED, now), search)
    assert begun.conversation.draft is not None
    assert not _flags(search, now, begun.conversation)


def _flags(search: Search, now: dt.datetime, conversation: Conversation) -> bool:
    outcome = complete(Turn(Message("text", "jawaban ini keliru"), conversation, now), search)
    return any(isinstance(effect, FlagAnswer) for effect in outcome.effects)
