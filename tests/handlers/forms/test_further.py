"""What is told beside the questions: it joins the complaint or the note to officers, and the question is asked again."""

from __future__ import annotations

import datetime as dt

import pytest

from knowledge.search import Search
from tests.handlers.forms.talking import STORY, Talk, at_step, opened, where

MORE_OF_IT = [
    "terus saya disuruh pulang",
    "disuruh balik tiga kali padahal rumah saya jauh",
    "petugasnya namanya Budi",
    "udah gitu dia minta uang 50 ribu",
    "padahal berkas saya lengkap",
]
NAMES = [
    ("oh iya saya Rina", "Rina"),
    ("ya, nama saya Siti Aminah", "Siti Aminah"),
    ("Okky Asokawati", "Okky Asokawati"),
    ("Iyan", "Iyan"),
    ("Siti Nurhaliza dari Koperasi Maju Bersama", "Siti Nurhaliza dari Koperasi Maju Bersama"),
    ("Petugas", "Petugas"),
]
FOR_OFFICERS = [
    ("kami butuh sound system", "kami butuh sound system"),
    ("catatan: lewat pintu belakang", "lewat pintu belakang"),
    ("tolong siapkan kursi tambahan ya", "tolong siapkan kursi tambahan ya"),
    ("oh ya sekalian minta papan tulis", "oh ya sekalian minta papan tulis"),
]


@pytest.mark.parametrize("more", MORE_OF_IT)
@pytest.mark.parametrize("step", ["name", "contact", None])
def test_more_of_a_complaint_joins_it(search: Search, now: dt.datetime, more: str, step: str | None) -> None:
    """Nothing else of the form changes, and what was asked is asked again."""
    talk = at_step(Talk(search, now), "complaint", step)
    before = dict(talk.answers)
    said = talk.say(more)
    assert "Saya tambahkan ke cerita Anda." in said
    assert talk.answers == {**before, "story": f"{STORY}\n{more}"}
    assert where(talk) == (step or "review")


def test_what_the_story_names_later_is_taken(search: Search, now: dt.datetime) -> None:
    """The service and the day."""
    talk = opened(Talk(search, now, "depok"), "complain:depok")
    talk.say("petugas loket galak")
    talk.say("padahal kemarin saya urus surat rekomendasi haki")
    assert talk.draft.service == "depok/rekomendasi-haki"
    assert talk.answers["when"] == "2026-11-17"


@pytest.mark.parametrize(("said", "name"), NAMES)
def test_a_name_is_no_story(search: Search, now: dt.datetime, said: str, name: str) -> None:
    """A name stays a name, without the words before it."""
    talk = at_step(Talk(search, now), "complaint", "name")
    talk.say(said)
    assert (talk.answers["name"], talk.answers["story"]) == (name, STORY)


@pytest.mark.parametrize(("said", "note"), FOR_OFFICERS)
@pytest.mark.parametrize("step", ["name", None])
def test_a_wish_beside_a_request_is_noted(
    search: Search, now: dt.datetime, said: str, note: str, step: str | None
) -> None:
    """It stands in the review, and the question is asked again."""
    talk = at_step(Talk(search, now), "balatkop", step)
    talk.say(said)
    assert talk.answers["note"] == note
    assert where(talk) == (step or "review")
    talk.say("kami butuh dua mikrofon juga")
    assert talk.answers["note"] == f"{note}\nkami butuh dua mikrofon juga"


def test_a_request_for_something_else_is_no_note(search: Search, now: dt.datetime) -> None:
    """The open form is to be ended first."""
    talk = at_step(Talk(search, now), "balatkop", "name")
    assert "Selesaikan atau batalkan dulu isian yang terbuka." in talk.say("saya mau minta surat rekomendasi haki")
    assert "note" not in talk.answers


def test_the_event_in_the_first_sentence(search: Search, now: dt.datetime) -> None:
    """It is not asked again."""
    talk = Talk(search, now, "depok")
    said = talk.say("mau pinjam balatkop buat pelatihan kemasan tgl 5 desember jam 9 sampe 12, 60 orang")
    assert "Keperluan: pelatihan kemasan" in said
    assert where(talk) == "name"


def test_a_name_where_the_event_is_asked(search: Search, now: dt.datetime) -> None:
    """It is taken for the name, and the event is asked again."""
    talk = at_step(Talk(search, now), "balatkop", "purpose")
    talk.say("koperasi mawar")
    assert (talk.answers["name"], "purpose" in talk.answers, where(talk)) == ("koperasi mawar", False, "purpose")
