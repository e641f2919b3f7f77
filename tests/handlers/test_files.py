"""What a file does to a conversation: it joins a form or a ticket, is waited for, or finds no place; all in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from copy import copy
from dataclasses import replace
from typing import Any

import pytest

from handlers.dialogue import complete
from handlers.effects import AddToTicket, AttachFile, OpenTicket
from handlers.facts import Facts, Ticket
from handlers.file_note import MOST_FILES, MOST_ON_TICKET, FileNote, FileProblem, FileState
from handlers.state import dump, load
from handlers.turn import Conversation, Message, Outcome, Turn
from knowledge.search import Search

NUMBER = "KAL-7Q4M9X-T"


class Talk:
    """One citizen's conversation, stored between its turns; `told` is what the last turn said."""

    def __init__(self, search: Search, now: dt.datetime, **conversation: Any) -> None:
        self.conversation = Conversation(office="kalbar", **conversation)
        self.outcome = Outcome(self.conversation, ())
        self.tickets: tuple[Ticket, ...] = ()
        self._search = search
        self._now = now

    def hears(self, message: Message | str) -> str:
        """Takes a turn."""
        message = Message("text", message) if isinstance(message, str) else message
        turn = Turn(message, self.conversation, self._now, 10, "7Q4M9X")
        self.outcome = complete(turn, self._search, lambda _: Facts(self.tickets))
        self.conversation = load(dump(self.outcome.conversation))
        return self.told

    @property
    def told(self) -> str:
        """Everything that was said, as text."""
        sections = [section for reply in self.outcome.replies for section in reply.sections]
        return "\n".join(
            text
            for section in sections
            for text in (section.heading or "", *section.paragraphs, *(line.text for line in section.lines))
        )

    def sends(self, ref: str, state: FileState = "pending", text: str = "", album: str | None = None) -> str:
        """A photo arrives."""
        return self.hears(Message("file", text, file=note(ref, state), album=album))

    def finds(self, ref: str, state: FileState = "stored", problem: FileProblem | None = None) -> str:
        """The photo was fetched, or could not be."""
        return self.hears(Message("file", file=note(ref, state, problem), fetched=True))

    def attached(self) -> list[str] | None:
        """The files of the open form; None where no form is open."""
        draft = self.conversation.draft
        return [each.id for each in draft.files] if draft is not None else None

    def effects(self, kind: type) -> list[Any]:
        """What the last turn makes happen, of one kind."""
        return [effect for effect in self.outcome.effects if isinstance(effect, kind)]


def note(ref: str, state: FileState, problem: FileProblem | None = None) -> FileNote:
    """A photo."""
    return FileNote(ref, state, "jpeg", 230_000, f"{ref}.jpg", problem or ("type" if state == "refused" else None))


@pytest.fixture
def talk(search: Search, now: dt.datetime) -> Talk:
    """Someone who has said nothing yet."""
    return Talk(search, now)


@pytest.fixture
def form(talk: Talk) -> Talk:
    """Someone whose complaint is open and asks the name."""
    talk.hears("mau ngadu, permohonan data saya 3 minggu ga ditanggapi")
    return talk


@pytest.fixture
def review(form: Talk) -> Talk:
    """Someone whose complaint only waits to be sent."""
    form.hears("Yanti")
    assert "Mohon diperiksa" in form.hears("081200001111")
    return form


def test_a_photo_joins_the_form_and_the_question_is_asked_again(form: Talk) -> None:
    """Nothing is lost, and it is said which of how many it was."""
    assert "Foto diterima (1 dari 5)." in form.sends("a")
    assert "Siapa nama Anda?" in form.told
    assert "Foto diterima (2 dari 5)." in form.sends("b", "stored")
    form.hears("Yanti")
    assert "Lampiran: 2 berkas" in form.hears("081200001111")
    assert form.attached() == ["a", "b"]


def test_the_words_under_a_photo_answer_the_open_question(form: Talk) -> None:
    """A caption is a text like any other."""
    told = form.sends("a", text="Yanti Kusuma")
    assert "Foto diterima (1 dari 5)." in told
    assert "Nomor telepon/WhatsApp" in told


def test_the_words_under_a_photo_may_open_the_form(talk: Talk) -> None:
    """The photo goes with them."""
    told = talk.sends("a", text="mau ngadu, petugas loketnya kasar sekali kepada saya")
    assert "Foto diterima (1 dari 5)." in told
    assert "Siapa nama Anda?" in told
    assert len(talk.attached() or ()) == 1


def test_send_under_a_photo_sends_it_along(review: Talk) -> None:
    """The photo is there before its words are read."""
    told = review.sends("a", "stored", text="kirim")
    assert "Pengaduan terkirim" in told
    assert review.effects(OpenTicket)[0].files == ("a",)


def test_more_than_five_are_refused(form: Talk) -> None:
    """With a word, and the question."""
    for number in range(MOST_FILES):
        form.sends(f"f{number}")
    told = form.sends("more")
    assert "paling banyak 5 berkas" in told
    assert "Siapa nama Anda?" in told
    assert len(form.attached() or ()) == MOST_FILES


@pytest.mark.parametrize(
    ("problem", "part"),
    [("type", "bukan foto atau PDF"), ("size", "terlalu besar"), ("empty", "kosong"), ("broken", "rusak"),
     ("pixels", "Kecilkan dulu"), ("locked", "kata sandi")],
)  # fmt: skip
def test_each_refusal_says_why_and_what_can_be_sent(form: Talk, problem: FileProblem, part: str) -> None:
    """At once where the channel knows it, else when it was found out; the form stays open."""
    for fetched in (False, True):
        form.sends("a")
        told = form.hears(Message("file", file=note("a" if fetched else "b", "refused", problem), fetched=fetched))
        assert part in told
        assert "“a.jpg”" in told or "“b.jpg”" in told
        assert "foto (JPEG, PNG, WebP) atau PDF, paling besar 10 MB" in told
        assert "Siapa nama Anda?" in told
    assert form.attached() == []


def test_sending_waits_for_what_is_on_its_way(review: Talk) -> None:
    """It is said, nothing is filed, and when the last file is there the form goes by itself."""
    review.sends("a")
    review.sends("b")
    assert "masih diambil" in review.hears("kirim")
    assert review.outcome.effects == ()
    assert review.finds("a") == ""
    assert "Nomor tiket Anda: " in review.finds("b")
    (opened,) = review.effects(OpenTicket)
    assert opened.files == ("a", "b")
    assert [each.text for each in opened.answers if each.key == "files"] == ["2 berkas"]
    assert review.attached() is None
    assert "tidak perlu dikirim lagi" in review.hears("kirim")


def test_sending_need_not_wait(review: Talk) -> None:
    """The citizen may leave out what does not come."""
    review.sends("a", "stored")
    review.sends("b")
    review.hears("kirim")
    assert "Pengaduan terkirim" in review.hears("kirim tanpa lampiran itu")
    assert review.effects(OpenTicket)[0].files == ("a",)


def test_a_file_that_cannot_be_used_stops_the_sending(review: Talk) -> None:
    """The citizen decides anew, and is not surprised by a complaint without its proof."""
    review.sends("a")
    review.sends("b")
    review.hears("kirim")
    told = review.finds("a", "refused", "broken")
    assert "rusak" in told
    assert "Lampiran: 1 berkas" in told
    assert review.finds("b") == ""
    assert "Pengaduan terkirim" in review.hears("kirim")
    assert review.effects(OpenTicket)[0].files == ("b",)


def test_what_is_done_meanwhile_ends_the_waiting(review: Talk) -> None:
    """Who goes on correcting has not said to send what comes of it."""
    review.sends("a")
    review.hears("kirim")
    review.hears("yang bener 4 minggu, bukan 3")
    assert review.finds("a") == ""
    assert review.attached() is not None


def test_a_file_that_is_gone_is_asked_for_again(form: Talk) -> None:
    """Rather than missed by an officer."""
    form.sends("a")
    assert "“a.jpg” tidak dapat diambil. Tolong kirim lagi." in form.finds("a", "gone")


@pytest.mark.parametrize("leave", [lambda talk: talk.hears("perbaiki"), lambda talk: talk.hears("lampiran salah")])
def test_attachments_are_shown_kept_and_taken_off_in_the_review(review: Talk, leave: Callable[[Talk], str]) -> None:
    """Like every other answer."""
    review.sends("a", "stored")
    leave(review)
    if "Kirim foto" not in review.told:
        review.hears("Lampiran")
    assert "Sekarang: 1 berkas." in review.told
    assert "Lampiran: 1 berkas" in review.hears("Tetap")
    leave(review)
    if "Kirim foto" not in review.told:
        review.hears("Lampiran")
    assert "Lampiran" not in review.hears("Hapus lampiran")
    assert review.attached() == []


def test_words_where_a_file_is_asked_for(review: Talk) -> None:
    """They are told from a file, and a file leads back to the review."""
    review.hears("perbaiki")
    review.hears("Lampiran")
    assert "Kirim foto atau PDF-nya di sini." in review.hears("nanti menyusul ya")
    assert "Mohon diperiksa" in review.sends("a", "stored")


def test_starting_anew_and_dropping_let_the_files_go(form: Talk) -> None:
    """They belonged to what was told before."""
    form.sends("a")
    form.hears("ulangi")
    assert form.attached() == []
    form.sends("b")
    form.hears("batal")
    form.hears("ya")
    assert form.attached() is None
    assert form.finds("b") == ""


def test_an_album_is_answered_once_and_counted_when_it_is_whole(review: Talk) -> None:
    """Ten pictures sent together are ten messages of one act."""
    told = [review.sends(f"f{number}", album="13") for number in range(7)]
    assert [bool(each) for each in told] == [True, False, False, False, False, True, False]
    assert "Kiriman Anda diterima" in told[0]
    assert "yang ini tidak saya simpan" in told[5]
    assert [review.finds(f"f{number}") for number in range(4)] == [""] * 4
    whole = review.finds("f4")
    assert "Lampiran lengkap: 5 berkas." in whole
    assert "Mohon diperiksa" in whole


def test_a_form_without_files_says_so(search: Search, now: dt.datetime) -> None:
    """And keeps nothing."""
    talk = Talk(search, now)
    talk.hears("mau ngadu, permohonan data saya 3 minggu ga ditanggapi")
    library = copy(search.library)
    complaint = library.forms["complaint"]
    bare = replace(complaint, steps=tuple(step for step in complaint.steps if step.kind != "files"))
    library.forms = {**library.forms, "complaint": bare}
    message = Message("file", file=note("a", "pending"))
    outcome = complete(Turn(message, talk.conversation, now), Search(library))
    assert "tidak memerlukan lampiran" in outcome.replies[0].sections[0].paragraphs[0]
    assert outcome.conversation.draft == talk.conversation.draft


def ticket(files: int = 0) -> Ticket:
    """A ticket that was answered."""
    moment = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
    return Ticket(NUMBER, "complaint", "complaint", "kalbar", None, "data", "answered", moment, moment, files=files)


@pytest.fixture
def answered(search: Search, now: dt.datetime) -> Talk:
    """Someone to whom an officer has just written."""
    talk = Talk(search, now, last_ticket=NUMBER, answered_ticket=NUMBER)
    talk.tickets = (ticket(),)
    return talk


def test_a_photo_joins_the_ticket_that_an_officer_wrote_on(answered: Talk) -> None:
    """And the next one too."""
    for ref in ("a", "b"):
        assert NUMBER in answered.sends(ref)
        assert answered.effects(AttachFile) == [AttachFile(NUMBER, ref, f"Lampiran: {ref}.jpg")]
    assert answered.finds("a") == ""
    assert "rusak" in answered.finds("b", "refused", "broken")


def test_the_words_under_it_join_the_ticket_too(answered: Talk) -> None:
    """One act, both on the ticket."""
    told = answered.sends("a", text="ini fotonya pak, mohon dicek lagi")
    assert NUMBER in told
    assert [each.text for each in answered.effects(AddToTicket)] == ["ini fotonya pak, mohon dicek lagi"]
    assert [each.file for each in answered.effects(AttachFile)] == ["a"]


def test_an_album_on_a_ticket_is_answered_once(answered: Talk) -> None:
    """All of it is attached."""
    told = [answered.sends(ref, album="13") for ref in ("a", "b", "c")]
    assert [bool(each) for each in told] == [True, False, False]
    assert answered.effects(AttachFile)[0].file == "c"


def test_a_ticket_holds_so_many(answered: Talk) -> None:
    """Enough for what officers ask for."""
    answered.tickets = (ticket(MOST_ON_TICKET),)
    assert "sudah berisi 20 berkas" in answered.sends("a")
    assert answered.outcome.effects == ()


def test_a_photo_that_belongs_to_nothing_is_not_kept(talk: Talk) -> None:
    """It is said where it could go, and each way there is offered."""
    told = talk.sends("a")
    assert "melihat gambar" in told
    assert "dilampirkan pada pengaduan atau permohonan" in told
    assert "Buat pengaduan" in [choice.label for choice in talk.conversation.shown]
    assert talk.outcome.effects == ()
    assert "Siapa nama" in talk.hears("Buat pengaduan") or "Apa yang terjadi?" in talk.told


def test_with_a_ticket_it_is_offered_to_add_to_it(answered: Talk) -> None:
    """The next photo goes there."""
    answered.conversation = replace(answered.conversation, answered_ticket=None)
    answered.sends("a")
    answered.hears("Tambah keterangan")
    answered.sends("b")
    assert [each.file for each in answered.effects(AttachFile)] == ["b"]


def test_a_question_under_a_photo_is_answered(talk: Talk) -> None:
    """And the photo is not kept, which is said."""
    told = talk.sends("a", text="biaya izin kantor cabang kalbar?")
    assert "Rp.0" in told
    assert "tidak saya simpan" in told


def test_the_expiry_of_a_form_is_told_with_the_photo(form: Talk, now: dt.datetime) -> None:
    """Who comes back after a week with a photo of an album reads both."""
    form.sends("a", album="13")
    late = Talk(form._search, now + dt.timedelta(days=8))
    late.conversation = form.conversation
    told = late.sends("b", album="13")
    assert "kedaluwarsa" in told
    assert late.attached() is None
