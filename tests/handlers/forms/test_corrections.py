"""Corrections in the many ways people write them, at the review and in the middle of a form."""

from __future__ import annotations

import datetime as dt

import pytest

from knowledge.search import Search
from tests.handlers.forms.talking import STORY, Talk, at_step, where

FOUR_WEEKS = "permohonan data saya 4 minggu ga ditanggapi"

AT_REVIEW: list[tuple[str, str, dict[str, str | None]]] = [
    # form, what is written at the review, the answers that change (None: taken back)
    ("balatkop", "tanggalnya ganti 13 juli ya", {"date": "2027-07-13"}),
    ("balatkop", "tanggalnya diundur jadi 20 juli", {"date": "2027-07-20"}),
    ("balatkop", "salah tanggal, yang bener 20 juli", {"date": "2027-07-20"}),
    ("balatkop", "bukan 12 juli tapi 15 juli", {"date": "2027-07-15"}),
    ("balatkop", "12 agustus bukan 12 juli", {"date": "2027-08-12"}),
    ("balatkop", "maaf salah ketik, 12 agustus bukan 12 juli", {"date": "2027-08-12"}),
    ("balatkop", "pindah ke hari senin", {"date": "2026-11-23"}),
    ("balatkop", "besok aja", {"date": "2026-11-19"}),
    ("balatkop", "tgl 14 juli jam 10-12", {"date": "2027-07-14", "times": "10:00-12:00"}),
    ("balatkop", "60", {"participants": "60"}),
    ("balatkop", "eh 45", {"participants": "45"}),
    ("balatkop", "jadi 50", {"participants": "50"}),
    ("balatkop", "orangnya 50 aja", {"participants": "50"}),
    ("balatkop", "35 orang deh", {"participants": "35"}),
    ("balatkop", "kurangi jadi 30 orang", {"participants": "30"}),
    ("balatkop", "pesertanya nambah jadi 60", {"participants": "60"}),
    ("balatkop", "tambah 10 orang", {"participants": "50"}),
    ("balatkop", "pesertanya berkurang 10", {"participants": "30"}),
    ("balatkop", "pesertanya jadi 45 orang dan tanggal 14 juli", {"participants": "45", "date": "2027-07-14"}),
    ("balatkop", "jam 13-15 aja", {"times": "13:00-15:00"}),
    ("balatkop", "jamnya jam 1 siang aja sampe jam 3", {"times": "13:00-15:00"}),
    ("balatkop", "mulai jam 8 aja", {"times": "08:00-12:00"}),
    ("balatkop", "jam selesainya jam 4", {"times": "09:00-16:00"}),
    ("balatkop", "bukan jam 9 tapi jam 10", {"times": "10:00-12:00"}),
    ("balatkop", "jam 12 diganti jam 11", {"times": "09:00-11:00"}),
    ("balatkop", "nomornya 0812 3333 4444", {"contact": "+6281233334444"}),
    ("balatkop", "nomor hp saya salah, harusnya 0812 3333 4444", {"contact": "+6281233334444"}),
    ("balatkop", "kontaknya ganti budi@contoh.id", {"contact": "budi@contoh.id"}),
    ("balatkop", "kontak saya lewat email aja: umi@contoh.id", {"contact": "umi@contoh.id"}),
    ("balatkop", "namanya pak budi", {"name": "pak budi"}),
    ("balatkop", "nama: Budi", {"name": "Budi"}),
    ("balatkop", "ganti nama jadi Siti", {"name": "Siti"}),
    ("balatkop", "edit nama: CV Maju", {"name": "CV Maju"}),
    ("balatkop", "nama pemohonnya CV Maju", {"name": "CV Maju"}),
    ("balatkop", "bukan umkm melati tapi umkm mawar", {"name": "umkm mawar"}),
    ("balatkop", "nama saya bukan umkm melati tapi Yanti", {"name": "Yanti"}),
    ("balatkop", "umkm melati ganti umkm mawar", {"name": "umkm mawar"}),
    ("balatkop", "Melati salah, harusnya Mawar", {"name": "umkm Mawar"}),
    ("balatkop", "eh salah, harusnya pelatihan pengemasan", {"purpose": "pelatihan pengemasan"}),
    ("balatkop", "pelatihan kemasan -> pelatihan pengemasan", {"purpose": "pelatihan pengemasan"}),
    ("balatkop", "keperluannya rapat apa adanya", {"purpose": "rapat apa adanya"}),
    ("balatkop", "acaranya ganti seminar", {"purpose": "seminar"}),
    ("balatkop", "sing bener 50 wong", {"participants": "50"}),
    ("balatkop", "dudu umkm melati ning umkm mawar", {"name": "umkm mawar"}),
    ("balatkop", "sanes tanggal 12 juli, nu leres 13 juli", {"date": "2027-07-13"}),
    ("balatkop", "the date should be 13 july", {"date": "2027-07-13"}),
    ("complaint", "yang bener 4 minggu, bukan 3", {"story": FOUR_WEEKS}),
    ("complaint", "eh salah, harusnya 4 minggu", {"story": FOUR_WEEKS}),
    ("complaint", "3 minggu harusnya 4 minggu", {"story": FOUR_WEEKS}),
    ("complaint", "bukan 3 minggu tapi 4", {"story": FOUR_WEEKS}),
    ("complaint", "4 minggu bukan 3", {"story": FOUR_WEEKS}),
    ("complaint", "ganti 3 minggu jadi 4 minggu", {"story": FOUR_WEEKS}),
    ("complaint", "ceritanya salah, harusnya 4 minggu", {"story": FOUR_WEEKS}),
    ("complaint", "tambahin petugasnya kasar", {"story": f"{STORY}. petugasnya kasar"}),
    (
        "complaint", "ubah kejadian: permohonan data saya sebulan tidak ditanggapi",
        {"story": "permohonan data saya sebulan tidak ditanggapi"},
    ),
    ("complaint", "kejadiannya tanggal 3 november", {"when": "2026-11-03"}),
    ("complaint", "kemarin", {"when": "2026-11-17"}),
    ("complaint", "tempatnya di loket 2", {"where": "di loket 2"}),
    ("complaint", "bukan yanti tapi yanti kusuma", {"name": "yanti kusuma"}),
    ("complaint", "yanti kusuma bukan yanti", {"name": "yanti kusuma"}),
    ("complaint", "salah, yanti kusuma", {"name": "yanti kusuma"}),
    ("complaint", "hapus nama saya", {"name": None}),
    ("complaint", "nama dikosongkan aja", {"name": None}),
    ("complaint", "saya mau anonim", {"name": None}),
    ("complaint", "jangan pakai nama", {"name": None}),
    ("complaint", "kontaknya ga usah", {"contact": None}),
    ("wub-training", "usianya 26", {"age": "26"}),
    ("wub-training", "usaha saya ganti jadi kue kering", {"business": "kue kering"}),
    ("haki-letter", "omzetnya 90 juta", {"turnover": "90000000"}),
    ("online-shop", "kategorinya kerajinan", {"category": "craft"}),
]  # fmt: skip

OPENS: list[tuple[str, str, str]] = [
    # form, what is written at the review, the step that is asked anew
    ("balatkop", "nomornya salah", "contact"),
    ("balatkop", "nomor hp salah", "contact"),
    ("balatkop", "mau diperbaiki nomornya", "contact"),
    ("balatkop", "tgl nya salah", "date"),
    ("balatkop", "saya mau ganti tanggalnya", "date"),
    ("balatkop", "tanggal sama jamnya salah", "date"),
    ("balatkop", "diundur seminggu", "date"),
    ("balatkop", "namanya kurang lengkap", "name"),
    ("balatkop", "hapus nomor", "contact"),
    ("balatkop", "tanggalnya jadi 30 februari", "date"),
    ("balatkop", "jam 2 siang", "times"),
    ("balatkop", "pesertanya nambah jadi 90", "beyond"),
    ("balatkop", "ada yang salah", "correct"),
    ("balatkop", "perbaiki", "correct"),
    ("balatkop", "nggih, nanging wonten sing salah", "correct"),
    ("balatkop", "minta tolong dibantu", "correct"),
    ("complaint", "namanya salah", "name"),
    ("complaint", "ceritanya kurang", "story"),
    ("complaint", "ubah cerita", "story"),
    ("complaint", "besok", "when"),
]

MEANWHILE: list[tuple[str, str, str, dict[str, str]]] = [
    # form, step that is open, what is written, the earlier answers that change
    ("balatkop", "purpose", "tanggalnya ganti 13 juli", {"date": "2027-07-13"}),
    ("balatkop", "purpose", "eh tanggalnya salah, harusnya 13 juli", {"date": "2027-07-13"}),
    ("balatkop", "purpose", "eh 50 orang ding", {"participants": "50"}),
    ("balatkop", "contact", "bukan umkm melati tapi umkm mawar", {"name": "umkm mawar"}),
    ("balatkop", "contact", "jamnya ganti jam 10 sampai 12", {"times": "10:00-12:00"}),
    ("complaint", "name", "eh 4 minggu maksudnya", {"story": FOUR_WEEKS}),
    ("complaint", "name", "ceritanya salah, harusnya 4 minggu", {"story": FOUR_WEEKS}),
    ("complaint", "name", "tambahan, petugasnya juga kasar", {"story": f"{STORY}. petugasnya juga kasar"}),
]


@pytest.mark.parametrize(("form", "message", "changes"), AT_REVIEW)
def test_a_correction_at_the_review(
    search: Search, now: dt.datetime, form: str, message: str, changes: dict[str, str | None]
) -> None:
    """The answer is put right, nothing else changes, and the review is shown again; nothing was filed."""
    talk = at_step(Talk(search, now), form, None)
    before = dict(talk.answers)
    assert "Sudah saya perbaiki." in talk.say(message)
    assert where(talk) == "review"
    assert talk.answers == {key: value for key, value in (before | changes).items() if value is not None}
    assert talk.filed == []


@pytest.mark.parametrize(("form", "message", "asked"), OPENS)
def test_a_correction_that_must_be_asked_for(
    search: Search, now: dt.datetime, form: str, message: str, asked: str
) -> None:
    """The step that is called wrong is asked anew; what cannot be is said; no answer is lost."""
    talk = at_step(Talk(search, now), form, None)
    before = dict(talk.answers)
    talk.say(message)
    assert where(talk) == asked, talk.text
    assert {key: value for key, value in talk.answers.items() if key != "participants"}.items() <= before.items()
    assert talk.answers.keys() == before.keys()


@pytest.mark.parametrize(("form", "step", "message", "changes"), MEANWHILE)
def test_an_earlier_answer_is_put_right_meanwhile(
    search: Search, now: dt.datetime, form: str, step: str, message: str, changes: dict[str, str]
) -> None:
    """The open question is asked again."""
    talk = at_step(Talk(search, now), form, step)
    before = dict(talk.answers)
    assert "Sudah saya perbaiki." in talk.say(message)
    assert (talk.answers, where(talk)) == (before | changes, step)


def test_an_earlier_step_is_opened_by_its_name(search: Search, now: dt.datetime) -> None:
    """ "perbaiki ceritanya" while the name is asked; what follows goes on with the name."""
    talk = at_step(Talk(search, now), "complaint", "name")
    assert f"Sekarang: {STORY}" in talk.say("perbaiki ceritanya")
    talk.say("permohonan data saya sebulan tidak ditanggapi")
    assert (talk.answers, where(talk)) == ({"story": "permohonan data saya sebulan tidak ditanggapi"}, "name")


def test_a_number_outside_the_bounds_is_asked_about_once(search: Search, now: dt.datetime) -> None:
    """90 people do not fit one room: meant, changed, chosen by its number, or left for a question in between."""
    talk = at_step(Talk(search, now), "balatkop", None)
    assert "Satu ruangan berkapasitas 25-70 orang" in talk.say("pesertanya jadi 90")
    talk.say("60 aja")
    assert (talk.answers["participants"], where(talk)) == ("60", "review")
    talk.say("90 orang")
    assert "Tanpa dipungut biaya" in talk.say("biayanya berapa?")
    assert where(talk) == "beyond"
    talk.say("1")
    assert (talk.answers["participants"], where(talk)) == ("90", "review")


def test_a_service_told_at_the_review_takes_the_place_of_the_one_guessed(search: Search, now: dt.datetime) -> None:
    """Not a second line beside it."""
    talk = Talk(search, now, "kalbar")
    for message in ("mau ngadu, permohonan data saya 3 minggu ga ditanggapi", "Yanti", "081200001111"):
        talk.say(message)
    assert "Layanan: Data dan informasi" in talk.text
    text = talk.say("layanannya salah, harusnya konsultasi")
    assert (text.count("Layanan: "), talk.draft.service) == (1, "kalbar/konsultasi")
