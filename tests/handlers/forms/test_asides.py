"""Side questions, greetings and other matters while a form is open, told apart from answers."""

from __future__ import annotations

import datetime as dt

import pytest

from knowledge.search import Search
from locales.catalogue import translate
from tests.handlers.forms.talking import Talk, at_step, opened, where

ASKED: list[tuple[str, str | None, str, str]] = [
    # form, step that is open, message, what the answer says
    ("complaint", "name", "eh biaya minta data berapa?", "Biaya"),
    ("complaint", "name", "apakah ada biaya konsultasi?", "Biaya"),
    ("complaint", "story", "biaya konsultasi berapa?", "Biaya"),
    ("complaint", None, "eh biaya minta data berapa?", "Biaya"),
    ("complaint", "name", "bandingkan biaya data dengan muba", "Musi Banyuasin"),
    ("complaint", "name", "tiket saya", "Belum ada tiket"),
    ("complaint", "name", "KAL-7Q4M9X-T", "Belum ada tiket"),
    ("complaint", None, "kalo tiket 99999?", "Belum ada tiket"),
    ("balatkop", "purpose", "biayanya berapa", "tanpa dipungut biaya"),
    ("balatkop", "purpose", "jam buka kantor kapan?", "08.00-15.00"),
    ("balatkop", "purpose", "kontak depok", "29402268"),
    ("balatkop", "purpose", "syarat buka kantor cabang koperasi apa aja?", "tidak"),
    ("balatkop", "times", "persyaratannya apa aja?", "Persyaratan"),
    ("balatkop", "participants", "berapa lama prosesnya?", "Jangka waktu"),
]  # fmt: skip


@pytest.mark.parametrize(("form", "step", "message", "said"), ASKED)
def test_a_question_is_answered_and_the_form_goes_on(
    search: Search, now: dt.datetime, form: str, step: str | None, message: str, said: str
) -> None:
    """The answer, and under it the question that is open; no answer is taken or lost."""
    talk = at_step(Talk(search, now, "kalbar" if form == "complaint" else "depok"), form, step)
    before, asked = talk.draft, where(talk)
    text = talk.say(message)
    assert said.lower() in text.lower()
    assert "Kembali ke isian Anda:" in text
    assert (talk.draft.answers, where(talk)) == (before.answers, asked)


def test_an_answer_beside_a_question_is_kept(search: Search, now: dt.datetime) -> None:
    """ "12 juli, biayanya berapa?" is both."""
    talk = at_step(Talk(search, now, "depok"), "balatkop", "date")
    assert "Tanpa dipungut biaya" in talk.say("12 juli, biayanya berapa?")
    assert (talk.answers, where(talk)) == ({"date": "2027-07-12"}, "participants")


@pytest.mark.parametrize("message", ["halo", "selamat siang kak", "assalamualaikum", "Halo, mau lanjut"])
def test_a_greeting_offers_the_open_form(search: Search, now: dt.datetime, message: str) -> None:
    """With what it holds; *lanjutkan* asks the open question again."""
    talk = at_step(Talk(search, now), "balatkop", "purpose")
    text = talk.say(message)
    assert "masih terbuka" in text
    assert "12 Juli 2027" in text
    assert [choice.label for choice in talk.shown] == ["Lanjutkan", "Batalkan"]
    talk.say("lanjutkan")
    assert where(talk) == "purpose"


def test_corrections_are_taken_after_a_greeting(search: Search, now: dt.datetime) -> None:
    """The offer shows the answers: what is put right then is put right."""
    talk = at_step(Talk(search, now), "balatkop", None)
    talk.say("halo")
    talk.say("tanggalnya ganti 13 juli")
    assert (talk.answers["date"], where(talk)) == ("2027-07-13", "review")


def test_other_matters_lead_back(search: Search, now: dt.datetime) -> None:
    """The menu has a way back to the form; what nobody understands then offers it, and a name is not guessed."""
    talk = at_step(Talk(search, now, "depok"), "balatkop", "name")
    talk.say("menu")
    assert talk.shown[-1].label == "Lanjutkan isian"
    assert "masih terbuka" in talk.say("Yanti")
    assert "name" not in talk.answers
    talk.choose("Lanjutkan")
    assert where(talk) == "name"


def test_what_plainly_answers_is_taken_after_other_matters(search: Search, now: dt.datetime) -> None:
    """A telephone number after a look at the menu is the contact that was asked."""
    talk = at_step(Talk(search, now, "depok"), "balatkop", "contact")
    talk.say("menu")
    talk.say("081200003333")
    assert (talk.answers["contact"], where(talk)) == ("+6281200003333", "review")


@pytest.mark.parametrize(
    "message", ["mau ngadu", "mau ngadu pelayanannya lama sekali", "mau daftar pelatihan wub", "teruskan ke petugas"]
)
def test_another_form_waits_for_the_open_one(search: Search, now: dt.datetime, message: str) -> None:
    """Typed after a look at the menu it takes nothing away."""
    talk = at_step(Talk(search, now, "depok"), "balatkop", "purpose")
    before = talk.answers
    talk.say("menu")
    assert "Selesaikan atau batalkan dulu isian yang terbuka." in talk.say(message)
    assert (talk.draft.form, talk.answers) == ("balatkop", before)


def test_a_question_with_several_answers_waits_for_the_choice(search: Search, now: dt.datetime) -> None:
    """The place typed then is the place, not a name; the form is still there."""
    talk = opened(Talk(search, now), "complain:depok")
    talk.say("pelayanannya lambat sekali")
    talk.conversation = type(talk.conversation)(draft=talk.draft)
    talk.say("izin simpan pinjam syaratnya apa?")
    talk.say("muba")
    assert talk.answers == {"story": "pelayanannya lambat sekali"}
    talk.say("lanjutkan")
    assert where(talk) == "name"


@pytest.mark.parametrize(
    ("message", "language"),
    [("english please", "en"), ("ganti bahasa jawa", "jv"), ("basa sunda", "su")],
)
def test_another_language_asks_the_same_question(search: Search, now: dt.datetime, message: str, language: str) -> None:
    """The form stays where it was."""
    talk = at_step(Talk(search, now), "complaint", "name")
    before = talk.answers
    question = "Siapa nama Anda? Tulis “anonim” bila tidak ingin menyebutkannya."
    assert translate(language, question) in talk.say(message)
    assert (talk.answers, where(talk)) == (before, "name")


def test_a_week_without_a_word_drops_the_form_and_says_so(search: Search, now: dt.datetime) -> None:
    """Within the week it is carried on; later its answers are gone, and nothing was sent."""
    talk = at_step(Talk(search, now), "balatkop", "purpose")
    talk.wait(days=6)
    assert "masih terbuka" in talk.say("halo")
    talk.wait(days=8)
    assert "sudah kedaluwarsa dan dihapus" in talk.say("rapat anggota")
    assert (talk.conversation.draft, talk.filed) == (None, [])


@pytest.mark.parametrize(
    "choice", ["step:date:keep", "step:name:skip", "step:purpose:pick:x", "step:gone:keep", "draft:yes"]
)
def test_a_choice_of_an_earlier_question_is_told_apart(search: Search, now: dt.datetime, choice: str) -> None:
    """In words, and the open question is asked again; nothing changes."""
    talk = at_step(Talk(search, now), "balatkop", "purpose")
    before = talk.answers
    assert "Pilihan itu untuk pertanyaan sebelumnya." in talk.press(choice)
    assert (talk.answers, where(talk)) == (before, "purpose")
