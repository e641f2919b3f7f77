"""Steering words wherever a form stands, in slang, Javanese, Sundanese and English; and what only looks like one."""

from __future__ import annotations

import datetime as dt

import pytest

from handlers.forms.controls import control
from knowledge.search import Search
from tests.handlers.forms.talking import STORY, Talk, at_step, where

STEERING: list[tuple[str, str | None, str, str]] = [
    # form, step that is open (None: the review), message, what comes of it
    ("balatkop", "purpose", "kembali", "participants"),
    ("balatkop", "purpose", "balik dong", "participants"),
    ("balatkop", "purpose", "mundur", "participants"),
    ("balatkop", "purpose", "mbalik", "participants"),
    ("balatkop", "purpose", "wangsul", "participants"),
    ("balatkop", "purpose", "go back please", "participants"),
    ("balatkop", "purpose", "1", "participants"),
    ("balatkop", "date", "kembali", "date"),
    ("balatkop", None, "kembali", "contact"),
    ("complaint", "contact", "lewati", "review"),
    ("complaint", "contact", "skip dulu", "review"),
    ("complaint", "contact", "lewatin aja", "review"),
    ("complaint", "contact", "ga usah", "review"),
    ("complaint", "contact", "gausah kak", "review"),
    ("complaint", "contact", "tidak ada", "review"),
    ("complaint", "contact", "ga punya", "review"),
    ("complaint", "contact", "-", "review"),
    ("complaint", "contact", "ora duwe", "review"),
    ("complaint", "contact", "teu gaduh", "review"),
    ("complaint", "contact", "balas di sini aja", "review"),
    ("complaint", "contact", "nomor ini aja", "review"),
    ("complaint", "contact", "1", "review"),
    ("complaint", "contact", "2", "name"),
    ("complaint", "name", "anonim", "contact"),
    ("complaint", "name", "anonim aja kak", "contact"),
    ("complaint", "name", "tanpa nama", "contact"),
    ("complaint", "name", "ga usah disebut", "contact"),
    ("complaint", "name", "saya ga mau nyebut nama", "contact"),
    ("complaint", "name", "rahasia", "contact"),
    ("complaint", "name", "jangan pakai nama saya", "contact"),
    ("complaint", "name", "identitas saya dirahasiakan aja", "contact"),
    ("complaint", "name", "jenengku ojo disebut", "contact"),
    ("complaint", "name", "keep me anonymous please", "contact"),
    ("complaint", "name", "pakai nama asli aja", "name"),
    ("complaint", "story", "ga jadi nama asli, anonim aja", "story"),
    ("complaint", "name", "–", "contact"),
    ("balatkop", "purpose", "batal", "drop"),
    ("balatkop", "purpose", "batal aja deh kak", "drop"),
    ("balatkop", "purpose", "ga jadi", "drop"),
    ("balatkop", "purpose", "gajadi ah", "drop"),
    ("balatkop", "purpose", "udah ah batal", "drop"),
    ("balatkop", "purpose", "cancel", "drop"),
    ("balatkop", "purpose", "/batal", "drop"),
    ("balatkop", "purpose", "stop", "drop"),
    ("balatkop", "purpose", "never mind", "drop"),
    ("balatkop", "purpose", "ora sido", "drop"),
    ("balatkop", "purpose", "wurung", "drop"),
    ("balatkop", "purpose", "teu janten", "drop"),
    ("balatkop", "purpose", "2", "drop"),
    ("balatkop", "date", "ga jadi deh", "dropped"),
    ("balatkop", "purpose", "ulangi", "date"),
    ("balatkop", "purpose", "mulai lagi dari awal", "date"),
    ("balatkop", "purpose", "start over", "date"),
    ("balatkop", "purpose", "ti mimiti", "date"),
    ("balatkop", "purpose", "lanjut", "purpose"),
    ("balatkop", "purpose", "kirim", "purpose"),
    ("balatkop", "purpose", "makasih", "purpose"),
    ("balatkop", "purpose", "lewati", "purpose"),
    ("balatkop", "purpose", "perbaiki", "correct"),
    ("balatkop", "purpose", "nanti dulu ya", "away"),
    ("balatkop", "purpose", "sebentar", "away"),
    ("balatkop", None, "Kirim", "sent"),
    ("balatkop", None, "kirim ya", "sent"),
    ("balatkop", None, "ya, kirim", "sent"),
    ("balatkop", None, "ok kirim", "sent"),
    ("balatkop", None, "udah bener, kirim aja", "sent"),
    ("balatkop", None, "kirim sekarang", "sent"),
    ("balatkop", None, "kirim 👍", "sent"),
    ("balatkop", None, "send it", "sent"),
    ("balatkop", None, "kirimkeun", "sent"),
    ("balatkop", None, "kintun", "sent"),
    ("balatkop", None, "kirimna", "sent"),
    ("balatkop", None, "benar semua", "sent"),
    ("balatkop", None, "1", "sent"),
    ("balatkop", None, "ok makasih", "review"),
    ("balatkop", None, "lanjut", "review"),
    ("balatkop", None, "lewati", "review"),
    ("balatkop", None, "jangan dikirim dulu", "away"),
    ("balatkop", None, "nanti aja", "away"),
    ("balatkop", None, "salah", "correct"),
    ("balatkop", None, "tidak, perbaiki", "correct"),
    ("balatkop", None, "belum bener", "correct"),
    ("balatkop", None, "batal", "drop"),
    ("balatkop", None, "3", "drop"),
]  # fmt: skip

NOT_STEERING = (
    "Batal Santoso", "Kirim Sembiring", "Ulang Tahun", "Ibu Ulang", "Pak Terus", "kirim data", "mau kirim data",
    "salah, yanti", "terus gimana", "Bali", "kembali ke kantor", "ganti kantor", "lanjut usia", "", "  ", "?", "👍", "..",
    "tidak ada tanggapan dari petugas", "batal nikah", "ya sudah sebulan", "sip jaya",
)  # fmt: skip


@pytest.mark.parametrize(("form", "step", "message", "then"), STEERING)
def test_a_word_steers(search: Search, now: dt.datetime, form: str, step: str | None, message: str, then: str) -> None:
    """It leads where it says, and takes no answer away but when everything is begun anew or dropped."""
    talk = at_step(Talk(search, now), form, step)
    before = dict(talk.answers)
    talk.say(message)
    assert where(talk) == then, talk.text
    if then not in {"sent", "dropped"}:
        assert talk.answers == (before if where(talk) != "date" else {})


@pytest.mark.parametrize("text", NOT_STEERING)
def test_what_only_looks_like_a_steering_word(text: str) -> None:
    """Names and sentences are told apart from words that steer."""
    assert control(text) is None


def test_a_form_is_dropped_after_being_asked_once(search: Search, now: dt.datetime) -> None:
    """*batal* asks; *tidak* goes on where it was; *ya* drops it all, and nothing is sent."""
    talk = at_step(Talk(search, now), "balatkop", "purpose")
    talk.say("batal")
    talk.say("tidak")
    assert where(talk) == "purpose"
    talk.say("batal")
    assert "dibatalkan. Tidak ada yang dikirim." in talk.say("ya")
    assert (talk.conversation.draft, talk.filed) == (None, [])


def test_a_review_left_by_batal_is_seen_again_before_it_is_sent(search: Search, now: dt.datetime) -> None:
    """*kirim* in answer to "Batalkan?" shows the review; only then it sends."""
    talk = at_step(Talk(search, now), "balatkop", None)
    talk.say("batal")
    talk.say("kirim")
    assert (where(talk), talk.filed) == ("review", [])
    talk.say("kirim")
    assert len(talk.filed) == 1


def test_sending_after_something_else_shows_the_review_first(search: Search, now: dt.datetime) -> None:
    """One who looked at the menu in between sees what is sent."""
    talk = at_step(Talk(search, now), "balatkop", None)
    talk.say("menu")
    talk.say("kirim")
    assert (where(talk), talk.filed) == ("review", [])


def test_kembali_then_lewati_keeps_the_answer(search: Search, now: dt.datetime) -> None:
    """To pass over a step that has an answer leaves it; *kosongkan* takes it away."""
    talk = at_step(Talk(search, now), "complaint", "contact")
    talk.say("kembali")
    talk.say("lewati")
    assert (talk.answers, where(talk)) == ({"story": STORY, "name": "Yanti"}, "contact")
    talk.say("kembali")
    talk.say("kosongkan")
    assert (talk.answers, where(talk)) == ({"story": STORY}, "contact")


def test_an_anonymous_complaint_is_filed_so(search: Search, now: dt.datetime) -> None:
    """Without a name, and marked."""
    talk = at_step(Talk(search, now), "complaint", "name")
    for message in ("anonim", "lewati", "kirim"):
        talk.say(message)
    assert [(ticket.anonymous, len(ticket.answers)) for ticket in talk.filed] == [(True, 1)]


@pytest.mark.parametrize("step", ["name", "contact", "review"])
@pytest.mark.parametrize(
    "wish",
    [
        "eh ga jadi nama asli, anonim aja",
        "ga jadi, anonim aja deh",
        "jangan pakai nama saya",
        "sembunyikan nama saya",
        "nama saya tolong dirahasiakan ya",
        "kirim sebagai anonim saja",
    ],
)
def test_a_wish_to_stay_anonymous_takes_the_name_out(search: Search, now: dt.datetime, step: str, wish: str) -> None:
    """Wherever it is said, it never becomes part of the story."""
    talk = at_step(Talk(search, now), "complaint", step)
    talk.say(wish)
    if where(talk) == "contact":
        talk.say("lewati")
    talk.say("kirim")
    [ticket] = talk.filed
    assert ticket.anonymous
    answers = {answer.key: answer.text for answer in ticket.answers}
    assert answers["story"] == STORY
    assert "name" not in answers


@pytest.mark.parametrize("wish", ["jangan anonim", "ga jadi anonim, pakai nama asli aja"])
def test_a_name_may_be_given_after_all(search: Search, now: dt.datetime, wish: str) -> None:
    """The opposite wish asks for the name, and comes back to the review."""
    talk = at_step(Talk(search, now), "complaint", "name")
    for message in ("anonim", "lewati"):
        talk.say(message)
    talk.say(wish)
    assert where(talk) == "name"
    talk.say("Yanti")
    assert (talk.answers["name"], where(talk)) == ("Yanti", "review")


@pytest.mark.parametrize(
    "told",
    ["petugasnya merahasiakan alasannya", "saya dapat surat anonim dari loket", "laporan anonim tidak ditanggapi"],
)
def test_a_story_may_speak_of_secrets(search: Search, now: dt.datetime, told: str) -> None:
    """Only a message that says nothing else is the wish."""
    talk = at_step(Talk(search, now), "complaint", "story")
    talk.say(f"{told} sejak 3 minggu lalu")
    assert talk.answers["story"].startswith(told)
