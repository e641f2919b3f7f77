"""Answers as citizens write them: one or several in a message, in any order, with words round them."""

from __future__ import annotations

import datetime as dt

import pytest

from handlers.draft import Draft
from knowledge.search import Search
from tests.handlers.forms.talking import Talk, at_step, where

Row = tuple[str, str, str, dict[str, str], str]

NUMBER = {"contact": "+6281200001111"}
SEVERAL: list[Row] = [
    # form, step that is open, message, what it answers, what is asked next
    ("balatkop", "date", "12 juli", {"date": "2027-07-12"}, "participants"),
    ("balatkop", "date", "12", {"date": "2026-12-12"}, "participants"),
    ("balatkop", "date", "2", {"date": "2026-12-02"}, "participants"),
    ("balatkop", "date", "kira-kira 12 juli", {"date": "2027-07-12"}, "participants"),
    ("balatkop", "date", "bisa sabtu?", {"date": "2026-11-21"}, "participants"),
    ("balatkop", "date", "12 juli ya kak, makasih", {"date": "2027-07-12"}, "participants"),
    ("balatkop", "date", "40 orang", {"participants": "40"}, "date"),
    ("balatkop", "date", "12 juli 40 orang", {"date": "2027-07-12", "participants": "40"}, "purpose"),
    ("balatkop", "date", "12 juli rapat anggota", {"date": "2027-07-12", "purpose": "rapat anggota"}, "participants"),
    ("balatkop", "date", "12 juli umkm melati", {"date": "2027-07-12", "name": "umkm melati"}, "participants"),
    ("balatkop", "date", "besok, jangan lupa ac nya ya", {"date": "2026-11-19"}, "participants"),
    (
        "balatkop", "date", "12 juli jam 9 sampai jam 12 siang",
        {"date": "2027-07-12", "times": "09:00-12:00"}, "participants",
    ),
    ("balatkop", "date", "12 juli, 90 orang, rapat", {"date": "2027-07-12", "participants": "90", "purpose": "rapat"}, "beyond"),
    (
        "balatkop", "date", "rapat, yanti, 40 orang, 12 juli, jam 9-12, 081200001111",
        {"date": "2027-07-12", "participants": "40", "purpose": "rapat", "times": "09:00-12:00", "name": "yanti", **NUMBER},
        "review",
    ),
    (
        "balatkop", "date", "Yanti 081200001111 12 juli 40 orang rapat anggota jam 9-12",
        {"date": "2027-07-12", "participants": "40", "purpose": "rapat anggota", "times": "09:00-12:00", "name": "Yanti", **NUMBER},
        "review",
    ),
    ("balatkop", "participants", "2", {"participants": "2"}, "beyond"),
    ("balatkop", "participants", "sekitar 40-an orang", {"participants": "40"}, "purpose"),
    ("balatkop", "participants", "empat puluh lima", {"participants": "45"}, "purpose"),
    ("balatkop", "participants", "pesertanya nanti 40", {"participants": "40"}, "purpose"),
    ("balatkop", "participants", "50 orang buat pelatihan", {"participants": "50", "purpose": "buat pelatihan"}, "times"),
    (
        "balatkop", "purpose", "pelatihan kemasan, umkm melati, jam 9 sampai 12, 081200001111",
        {"purpose": "pelatihan kemasan", "name": "umkm melati", "times": "09:00-12:00", **NUMBER}, "review",
    ),
    (
        "balatkop", "purpose", "jam 9 sampai 12 pelatihan kemasan",
        {"purpose": "pelatihan kemasan", "times": "09:00-12:00"}, "name",
    ),
    (
        "balatkop", "purpose", "pelatihan kemasan dari jam 9 sampai 12 atas nama umkm melati, 081200001111",
        {"purpose": "pelatihan kemasan", "times": "09:00-12:00", "name": "umkm melati", **NUMBER}, "review",
    ),
    ("balatkop", "purpose", "umkm melati 081200001111", {"purpose": "umkm melati", **NUMBER}, "times"),
    ("balatkop", "purpose", "nama saya Yanti", {"name": "Yanti"}, "purpose"),
    ("balatkop", "purpose", "rapat anggota, atas nama umkm melati", {"purpose": "rapat anggota", "name": "umkm melati"}, "times"),
    ("balatkop", "purpose", "keperluannya rapat, atas nama Bu Tini", {"purpose": "rapat", "name": "Bu Tini"}, "times"),
    ("balatkop", "purpose", "rapat apa adanya", {"purpose": "rapat apa adanya"}, "times"),
    ("balatkop", "purpose", "rapat siang", {"purpose": "rapat siang"}, "times"),
    ("balatkop", "purpose", "acara ulang tahun koperasi", {"purpose": "acara ulang tahun koperasi"}, "times"),
    ("balatkop", "purpose", "untuk rapat 50 orang", {"purpose": "untuk rapat 50 orang"}, "times"),
    ("balatkop", "purpose", "rapat anggota tahunan 2027", {"purpose": "rapat anggota tahunan 2027"}, "times"),
    ("balatkop", "purpose", "kirim barang", {"purpose": "kirim barang"}, "times"),
    ("balatkop", "purpose", "pelatihan cara daftar NIB", {"purpose": "pelatihan cara daftar NIB"}, "times"),
    (
        "balatkop", "purpose", "sosialisasi bagaimana mendirikan koperasi",
        {"purpose": "sosialisasi bagaimana mendirikan koperasi"}, "times",
    ),
    ("balatkop", "times", "jam 1 siang aja sampe jam 3", {"times": "13:00-15:00"}, "name"),
    ("balatkop", "times", "pagi jam 8 sampai 11", {"times": "08:00-11:00"}, "name"),
    ("balatkop", "name", "Yanti, 081200001111", {"name": "Yanti", **NUMBER}, "review"),
    ("balatkop", "name", "CV. Maju Jaya, 081200001111", {"name": "CV. Maju Jaya", **NUMBER}, "review"),
    ("balatkop", "name", "081200001111", NUMBER, "name"),
    ("complaint", "name", "Batal Santoso", {"name": "Batal Santoso"}, "contact"),
    ("complaint", "name", "Kirim Sembiring", {"name": "Kirim Sembiring"}, "contact"),
    ("complaint", "name", "Pak Terus", {"name": "Pak Terus"}, "contact"),
    ("complaint", "name", "Bali", {"name": "Bali"}, "contact"),
    ("complaint", "name", "Selamat", {"name": "Selamat"}, "contact"),
    ("complaint", "name", "ibu Siang", {"name": "ibu Siang"}, "contact"),
    ("complaint", "name", "nama saya Yanti", {"name": "Yanti"}, "contact"),
    ("complaint", "name", "halo saya yanti", {"name": "yanti"}, "contact"),
    ("complaint", "name", "Yanti ya kak", {"name": "Yanti"}, "contact"),
    ("complaint", "name", "dengan bu tini", {"name": "bu tini"}, "contact"),
    ("complaint", "name", "saya sendiri", {"name": "saya sendiri"}, "contact"),
    ("complaint", "name", "Yanti 0812 0000 1111", {"name": "Yanti", **NUMBER}, "review"),
    ("complaint", "contact", "hp saya 0812.0000.1111", NUMBER, "review"),
    ("complaint", "contact", "0812-0000-1111 ya", NUMBER, "review"),
    (
        "complaint", "story", "Berkas saya hilang di loket, hubungi saya di 081200001111",
        {"story": "Berkas saya hilang di loket, hubungi saya di 081200001111", **NUMBER}, "name",
    ),
    (
        "complaint", "story", "petugas dengan nomor 081200001111 tidak pernah membalas pesan saya",
        {"story": "petugas dengan nomor 081200001111 tidak pernah membalas pesan saya"}, "name",
    ),
    (
        "complaint", "story", "Saya tanya berapa lama, malah dibentak. Kok begitu pelayanannya?",
        {"story": "Saya tanya berapa lama, malah dibentak. Kok begitu pelayanannya?"}, "name",
    ),
    ("wub-training", "age", "umur saya 25 tahun", {"age": "25"}, "resident"),
    (
        "wub-training", "age", "25 thn, ktp depok, bukan asn",
        {"age": "25", "resident": "yes", "official": "no"}, "business",
    ),
    ("wub-training", "resident", "iya ktp depok", {"resident": "yes"}, "official"),
    ("wub-training", "resident", "saya warga depok", {"resident": "yes"}, "official"),
    ("wub-training", "resident", "ga punya", {"resident": "no"}, "resident-note"),
    ("wub-training", "resident", "bukan warga depok", {"resident": "no"}, "resident-note"),
    ("wub-training", "resident", "ya, bukan asn", {"resident": "yes", "official": "no"}, "business"),
    ("wub-training", "resident", "1", {"resident": "yes"}, "official"),
    ("wub-training", "official", "bukan pns", {"official": "no"}, "business"),
    ("wub-training", "business", "usaha saya keripik", {"business": "keripik"}, "name"),
    ("haki-letter", "brand", "mereknya Sari Rasa", {"brand": "Sari Rasa"}, "nib"),
    ("haki-letter", "nib", "1234567890123", {"nib": "1234567890123"}, "capital"),
    ("haki-letter", "capital", "20 juta", {"capital": "20000000"}, "turnover"),
    ("haki-letter", "capital", "modal 20 juta, omzet 60 juta setahun", {"capital": "20000000", "turnover": "60000000"}, "name"),
    ("haki-letter", "capital", "1,5 milyar", {"capital": "1500000000"}, "beyond"),
    ("kiosk", "location", "Jl. Mawar 5, Beji", {"location": "Jl. Mawar 5, Beji"}, "name"),
    ("kiosk", "location", "Jl. Mawar 5, Beji, 081200001111", {"location": "Jl. Mawar 5, Beji", **NUMBER}, "name"),
    ("kiosk", "business", "warung bu tini, 081200001111", {"business": "warung bu tini", **NUMBER}, "location"),
    ("online-shop", "category", "makanan ringan", {"category": "culinary"}, "name"),
    ("online-shop", "category", "kulner", {"category": "culinary"}, "name"),
    ("speaker", "place", "Bali", {"place": "Bali"}, "participants"),
    ("question", "inquiry", "apakah ada pelatihan daring?", {"inquiry": "apakah ada pelatihan daring?"}, "name"),
]  # fmt: skip

REFUSED: list[tuple[str, str, str, str]] = [
    # form, step that is open, message, what the reply says
    ("balatkop", "date", "kemarin", "17 November 2026 sudah lewat"),
    ("balatkop", "date", "31 juni", "Tanggal 31 tidak ada"),
    ("balatkop", "date", "minggu depan", "belum cukup pasti"),
    ("balatkop", "date", "12-14 juli", "lebih dari satu kemungkinan"),
    ("balatkop", "date", "asdfgh", "belum saya mengerti"),
    ("balatkop", "participants", "3 minggu lagi", "belum saya mengerti"),
    ("balatkop", "participants", "makan siang", "belum saya mengerti"),
    ("balatkop", "purpose", "", "belum saya mengerti"),
    ("balatkop", "purpose", "?", "belum saya mengerti"),
    ("balatkop", "purpose", "👍", "belum saya mengerti"),
    ("balatkop", "purpose", "ya", "belum saya mengerti"),
    ("balatkop", "purpose", "-", "perlu diisi"),
    ("balatkop", "purpose", "ga usah", "perlu diisi"),
    ("balatkop", "times", "jam 9", "Jam selesainya belum ada"),
    ("balatkop", "times", "siang", "belum cukup pasti"),
    ("balatkop", "contact", "0812abc", "huruf di dalam nomor"),
    ("balatkop", "contact", "nomor ini aja", "Tulis nomor telepon"),
    ("complaint", "name", "buat apa nama?", "belum saya mengerti"),
    ("complaint", "name", "12345", "belum saya mengerti"),
    ("complaint", "story", "mau komplain", "Apa yang terjadi?"),
    ("wub-training", "resident", "ktp bogor", "Jawab ya atau tidak"),
    ("haki-letter", "nib", "12345", "13 angka"),
    ("haki-letter", "brand", "oke", "belum saya mengerti"),
]  # fmt: skip


@pytest.mark.parametrize(("form", "step", "message", "answers", "then"), SEVERAL)
def test_an_answer_is_taken(
    search: Search, now: dt.datetime, form: str, step: str, message: str, answers: dict[str, str], then: str
) -> None:
    """What the message says is answered, nothing else, and the next open question is asked."""
    talk = at_step(Talk(search, now), form, step)
    before = dict(talk.answers)
    talk.say(message)
    assert {key: value for key, value in talk.answers.items() if before.get(key) != value} == answers, talk.text
    assert where(talk) == then, talk.text


@pytest.mark.parametrize(("form", "step", "message", "said"), REFUSED)
def test_what_is_no_answer_is_asked_again(
    search: Search, now: dt.datetime, form: str, step: str, message: str, said: str
) -> None:
    """Kindly, with the reason, and nothing is lost."""
    talk = at_step(Talk(search, now), form, step)
    before: Draft = talk.draft
    assert said in talk.say(message)
    assert (talk.draft.answers, talk.draft.step, talk.draft.asking) == (before.answers, step, "step")


def test_what_was_taken_besides_is_told(search: Search, now: dt.datetime) -> None:
    """So that nobody wonders what was read, or is asked it again."""
    talk = at_step(Talk(search, now), "balatkop", "date")
    assert "Sudah saya catat: Jumlah orang: 40." in talk.say("12 juli, 40 orang")


def test_a_date_that_does_not_exist_loses_nothing_said_with_it(search: Search, now: dt.datetime) -> None:
    """Only the date is asked again."""
    talk = at_step(Talk(search, now), "balatkop", "date")
    assert "Tanggal 31 tidak ada" in talk.say("31 juni, 40 orang")
    assert (talk.answers, where(talk)) == ({"participants": "40"}, "date")


@pytest.mark.parametrize(
    ("office", "message", "answers", "asked"),
    [
        (
            "depok", "mau pinjem ruang balatkop dong buat tgl 12 juli, 40 orang",
            {"date": "2027-07-12", "participants": "40"}, "purpose",
        ),
        ("depok", "mau pinjem ruang balatkop tgl 31 juni 40 orang", {"participants": "40"}, "date"),
        ("depok", "mau pinjem ruang balatkop 90 orang tgl 12 juli", {"date": "2027-07-12", "participants": "90"}, "beyond"),
        (
            "kalbar", "mau ngadu, permohonan data saya 3 minggu ga ditanggapi, hubungi saya 081200001111",
            {"story": "mau ngadu, permohonan data saya 3 minggu ga ditanggapi, hubungi saya 081200001111", **NUMBER},
            "name",
        ),
        (
            "kalbar", "mau ngadu, nomor petugas 081200001111 tidak pernah diangkat",
            {"story": "mau ngadu, nomor petugas 081200001111 tidak pernah diangkat"}, "name",
        ),
    ],
)  # fmt: skip
def test_the_first_sentence_fills_the_form(
    search: Search, now: dt.datetime, office: str, message: str, answers: dict[str, str], asked: str
) -> None:
    """What it already says is not asked; a number of the office's own is not taken for the citizen's."""
    talk = Talk(search, now, office)
    talk.say(message)
    assert (talk.answers, where(talk)) == (answers, asked), talk.text


def test_a_form_opened_by_a_button_takes_the_first_answer(search: Search, now: dt.datetime) -> None:
    """The story typed after a press of *Cara mengadu* is the story."""
    talk = Talk(search, now, "kalbar")
    talk.press("complain:kalbar")
    talk.say("sudah tiga minggu tidak ada jawaban")
    assert (talk.answers, where(talk)) == ({"story": "sudah tiga minggu tidak ada jawaban"}, "name")


def test_long_answers_are_filed_whole(search: Search, now: dt.datetime) -> None:
    """The review shows their beginning, so that it fits one message."""
    story = "Sudah saya coba berkali-kali. " * 130
    talk = at_step(Talk(search, now), "complaint", "story")
    for message in (story, "Yanti " * 300, "081200001111"):
        talk.say(message)
    assert "…" in talk.text
    talk.say("kirim")
    assert talk.filed[0].answers[0].text == story.strip()
