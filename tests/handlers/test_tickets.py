"""A citizen's tickets: their numbers, how they stand, what joins them, and that one matter is filed once."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.effects import AddToTicket, CloseTicket, RateTicket, ReopenTicket
from handlers.tickets import RANDOM_SYMBOLS, SYMBOLS, find_number, resembles_number, ticket_number
from handlers.turn import Conversation, Effect
from knowledge.search import Search
from tests.handlers.forms.talking import Talk, at_step, where

CASES = Path(__file__).parent.parent / "cases"
DRAWN = st.text(SYMBOLS, min_size=RANDOM_SYMBOLS, max_size=RANDOM_SYMBOLS)
OFFICES = ("kalbar", "depok", "muba", "palembang", "pasuruan")


@given(DRAWN, st.sampled_from(OFFICES))
def test_a_number_is_found_as_it_is_typed(drawn: str, office: str) -> None:
    """In small letters, with spaces or nothing for its marks, in a sentence."""
    number = ticket_number(office, drawn)
    spaced, lower = number.replace("-", " "), number.lower()
    for said in (number, lower, spaced, f"tiket {lower} sampai mana?", f"({number})", f"no tiket: {spaced}."):
        assert find_number(said) == number
    if any(symbol.isdigit() for symbol in drawn):
        assert find_number(number.replace("-", "")) == number


@given(DRAWN)
def test_every_slip_in_a_number_is_found(drawn: str) -> None:
    """One symbol in the place of any other, and any two neighbours swapped, the check character among them."""
    number = ticket_number("kalbar", drawn)
    prefix, symbols = number[:4], f"{drawn}{number[-1]}"
    for place, symbol in enumerate(symbols):
        for other in SYMBOLS.replace(symbol, ""):
            wrong = f"{symbols[:place]}{other}{symbols[place + 1 :]}"
            assert find_number(f"{prefix}{wrong[:-1]}-{wrong[-1]}") is None, wrong
    for place, (first, second) in enumerate(pairwise(symbols)):
        if first != second:
            wrong = f"{symbols[:place]}{second}{first}{symbols[place + 2 :]}"
            assert find_number(f"{prefix}{wrong[:-1]}-{wrong[-1]}") is None, wrong


def test_words_are_never_numbers() -> None:
    """In none of the questions that citizens were found to ask."""
    questions = [
        json.loads(line)["question"]
        for path in sorted(CASES.glob("*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
    ]
    assert len(questions) > 500
    found = [question for question in questions if find_number(question) or resembles_number(question)]
    assert [question for question in found if "tiket" not in question] == []


@pytest.mark.parametrize(
    "text",
    [
        "peraturan nomor 903/61/kpts itu apa?",
        "nomor telepon 02129402268 masih aktif?",
        "nomor 081200001111",
        "no 5 tadi apa?",
        "keputusan nomor 631/DISKOPUKM.A/2023",
        "NIB saya nomor 1234567890123",
        "no hp 081200001111",
        "permohonan diserahkan kemarin",
        "lihat nomor 12",
        "covid-19",
        "pasal no 123 apa",
    ],
)
def test_other_figures_are_no_tickets(text: str) -> None:
    """Decrees, telephones and places in a list have numbers too."""
    assert find_number(text) is None
    assert not resembles_number(text)


@pytest.mark.parametrize(
    "text", ["kalo tiket 99999?", "tiket KAL-12345-6", "KAL-7Q4M9-T", "nomor tiket 12345", "kal-7q4m9x", "tiket no 123"]
)
def test_what_resembles_a_ticket(text: str) -> None:
    """Told apart from a question, so that it is said that no such ticket is known here."""
    assert resembles_number(text)


@pytest.fixture
def filed(search: Search, now: dt.datetime) -> Talk:
    """A citizen of Kalbar with one complaint."""
    talk = at_step(Talk(search, now, "kalbar"), "complaint", None, office="kalbar")
    talk.say("kirim")
    assert len(talk.filed) == 1
    return talk


def number_of(talk: Talk) -> str:
    """The number of the newest ticket."""
    return talk.filed[-1].number


def effects(talk: Talk) -> tuple[Effect, ...]:
    """What the last turn makes happen."""
    return talk.outcome.effects


def test_a_second_kirim_files_nothing(filed: Talk) -> None:
    """Typed in any way or pressed again; the number is told again."""
    for text in ("kirim", "Kirim!", "kirim dong", "ya kirim"):
        assert f"Sudah terkirim dengan nomor tiket {number_of(filed)}" in filed.say(text)
    for _ in range(2):
        assert number_of(filed) in filed.press("draft:send")
    assert len(filed.filed) == 1


def test_a_kirim_after_the_status_files_nothing(filed: Talk) -> None:
    """Nor after other questions."""
    for text in ("tiket saya", "biaya minta data berapa?", "kirim"):
        filed.say(text)
    assert len(filed.filed) == 1


@pytest.mark.parametrize(
    "text", ["tiket saya", "aduan saya udah sampe mana?", "status pengaduan saya", "gimana kabar laporan saya"]
)
def test_the_only_ticket_is_shown_without_its_number(filed: Talk, text: str) -> None:
    """What it is about, how it stands, since when."""
    said = filed.say(text)
    for part in (number_of(filed), "3 minggu ga ditanggapi", "diterima, menunggu petugas", "18 November 2026"):
        assert part in said


def test_a_ticket_is_shown_by_its_number(filed: Talk) -> None:
    """However it is typed."""
    for text in (number_of(filed), number_of(filed).lower(), f"kalo {number_of(filed).replace('-', ' ')}?"):
        assert f"Tiket {number_of(filed)}" in filed.say(text)


def test_another_persons_number_tells_nothing(filed: Talk) -> None:
    """Neither what it is nor whether it exists; the own ones are offered."""
    other = ticket_number("depok", "7Q4M9X")
    for text in (other, "kalo tiket 99999?", "tiket KAL-00000-1"):
        assert "Nomor itu tidak saya kenal untuk percakapan ini." in filed.say(text)
        assert [choice.id for choice in filed.shown] == [f"ticket:{number_of(filed)}"]
    for verb in ("ticket", "settled", "unsettled", "add", "rate", "join"):
        assert "tidak saya kenal" in filed.press(f"{verb}:{other}:4")
        assert effects(filed) == ()


def test_one_without_tickets_learns_nothing(search: Search, now: dt.datetime) -> None:
    """And can file one."""
    talk = Talk(search, now, "kalbar")
    for text in ("tiket saya", ticket_number("kalbar", "7Q4M9X")):
        assert "Belum ada tiket dari percakapan ini." in talk.say(text)
        assert "complain:kalbar" in [choice.id for choice in talk.shown]


@pytest.mark.parametrize(
    "slip",
    [
        lambda number: f"{number[:8]}{number[9]}{number[8]}{number[10:]}",
        lambda number: f"{number[:4]}0{number[5:]}",
        lambda number: number[:-2],
        lambda number: number.lower()[:-1],
        lambda number: f"{number[:4]}8{number[5:]}".replace("-", " "),
    ],
)
def test_a_slip_in_an_own_number_is_understood(filed: Talk, slip: Callable[[str], str]) -> None:
    """Two swapped, one mistaken, the end left out, spaces for the marks: the own ticket is asked for."""
    number = number_of(filed)
    assert f"Maksud Anda tiket {number}?" in filed.say(f"tiket {slip(number)}")
    filed.press(filed.shown[0].id)
    assert f"Tiket {number}" in filed.text


def test_more_is_said_on_a_ticket(filed: Talk) -> None:
    """By its choice; the next message joins it, the one after that does not."""
    filed.press(f"ticket:{number_of(filed)}")
    filed.choose("Tambah keterangan")
    assert effects(filed) == ()
    filed.say("petugasnya bernama Pak X")
    assert effects(filed) == (AddToTicket(number_of(filed), "petugasnya bernama Pak X"),)
    filed.say("biaya minta data berapa?")
    assert effects(filed) == ()


ANSWER = "Datanya sudah siap, silakan diambil di Jl. Sutan Syahrir No. 5 pada jam kerja."


@pytest.mark.parametrize(
    "text",
    [
        "makasih, tapi bisa dikirim email aja?",
        "oke besok saya ambil",
        "jam kerja sampai jam berapa?",
        "Yanti",
        "saya belum bisa ke sana",
        "terima kasih, tapi datanya kurang lengkap",
        "datanya yang tahun berapa?",
        "081200001111",
        "apakah bisa diwakilkan?",
        "saya kecewa dengan jawabannya",
        "kok lama banget",
        "ya",
        "tidak ada",
    ],
)
def test_what_is_said_after_an_answer_joins_its_ticket(filed: Talk, text: str) -> None:
    """The citizen is told so."""
    filed.officer("answer", ANSWER, number_of(filed))
    said = filed.say(text)
    assert effects(filed) == (AddToTicket(number_of(filed), text),)
    assert f"Sudah saya tambahkan ke tiket {number_of(filed)}" in said


@pytest.mark.parametrize(
    "text",
    [
        "syarat izin kantor cabang apa aja?",
        "berapa lama minta data?",
        "tiket saya",
        "halo",
        "menu",
        "bantuan",
        "english please",
        "layanan apa saja?",
        "kontak depok",
        "mau ngadu lagi",
        "mau daftar konsultasi",
        "batal",
        "kirim",
    ],
)
def test_a_question_of_its_own_does_not_join_a_ticket(filed: Talk, text: str) -> None:
    """It is answered as ever."""
    filed.officer("answer", ANSWER, number_of(filed))
    filed.say(text)
    assert effects(filed) == ()


def test_thanks_for_an_answer_ask_whether_it_is_settled(filed: Talk) -> None:
    """Settled it is closed and rated, by one of four words."""
    filed.officer("answer", ANSWER, number_of(filed))
    filed.say("makasih banyak kak")
    assert effects(filed) == ()
    filed.choose("Sudah selesai")
    assert effects(filed) == (CloseTicket(number_of(filed)),)
    assert [choice.label for choice in filed.shown] == ["Tidak baik", "Kurang baik", "Baik", "Sangat baik"]
    filed.say("4")
    assert effects(filed) == (RateTicket(number_of(filed), 4),)
    filed.press(f"rate:{number_of(filed)}:5")
    assert effects(filed) == ()


def test_what_is_not_settled_is_opened_again(filed: Talk) -> None:
    """And what is missing is asked and joins it."""
    filed.officer("answer", ANSWER, number_of(filed))
    filed.say("belum selesai")
    assert effects(filed) == (ReopenTicket(number_of(filed)),)
    filed.say("datanya salah tahun")
    assert effects(filed) == (AddToTicket(number_of(filed), "datanya salah tahun"),)


def test_an_officers_question_during_a_form_gets_its_answer(filed: Talk) -> None:
    """What is written next goes to the ticket, as was promised; the form waits with all its answers."""
    at_step(filed, "balatkop", "name")
    before = filed.answers
    filed.officer("ask", "Nama petugas yang menerima berkas?", number_of(filed))
    filed.say("Pak Joko")
    assert effects(filed) == (AddToTicket(number_of(filed), "Pak Joko"),)
    assert filed.answers == before
    filed.say("lanjutkan")
    filed.say("Yanti")
    assert (filed.answers["name"], where(filed)) == ("Yanti", "contact")


@pytest.mark.parametrize(
    "text", ["petugas membentak saya di loket", "ya", "izin kantor cabang, persyaratannya", "halo 123"]
)
def test_what_an_officer_asked_for_joins_whatever_it_is(filed: Talk, text: str) -> None:
    """The next message was promised to."""
    filed.officer("ask", "Layanan apa, dan apa yang terjadi?", number_of(filed))
    filed.say(text)
    assert effects(filed) == (AddToTicket(number_of(filed), text),)


def test_a_second_complaint_while_one_is_open(filed: Talk) -> None:
    """Joins the open one, or is another with the same words; by typing or pressing."""
    first = number_of(filed)
    story = "mau ngadu, petugas loket membentak saya kemarin"
    assert f"Anda masih punya pengaduan terbuka: {first}" in filed.say(story)
    filed.choose("Tambahkan ke situ")
    assert effects(filed) == (AddToTicket(first, story),)
    for answer in ("2", "Buat yang baru"):
        filed.say(story)
        filed.say(answer)
        assert (filed.answers["story"], where(filed)) == (story, "name")
        filed.say("batal")
        filed.say("ya")
    filed.say(story)
    filed.choose("Buat yang baru")
    for message in ("anonim", "lewati", "kirim"):
        filed.say(message)
    assert len({ticket.number for ticket in filed.filed}) == 2
    assert "Anda punya 2 tiket. Yang mana?" in filed.say("tiket saya")
    assert [choice.label for choice in filed.shown] == [ticket.number for ticket in reversed(filed.filed)]


def test_only_wanting_to_complain_again_asks_which(filed: Talk) -> None:
    """Nothing is told yet: what comes next joins the open one, or is told in a new one."""
    filed.say("mau ngadu")
    filed.choose("Tambahkan ke situ")
    filed.say("petugasnya juga tidak ramah")
    assert effects(filed) == (AddToTicket(number_of(filed), "petugasnya juga tidak ramah"),)
    filed.say("mau ngadu")
    filed.choose("Buat yang baru")
    assert (filed.answers, where(filed)) == ({}, "story")


def test_a_question_that_waited_is_no_story(search: Search, now: dt.datetime) -> None:
    """A complaint opened from a menu begins empty."""
    talk = Talk(search, now)
    talk.conversation = Conversation(question="biaya izin kantor cabang koperasi berapa ya")
    talk.press("complain:kalbar")
    assert (talk.answers, where(talk)) == ({}, "story")
