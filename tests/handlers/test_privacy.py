"""The wishes about one's own data: understood in many words, asked before anything is lost, kept out of groups."""

from __future__ import annotations

import csv
import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from bot.plain_text import render
from handlers.dialogue import complete
from handlers.effects import AskOfficer, EraseOwn, RecordConsent
from handlers.facts import Facts, OwnData
from handlers.notice import Notice, NoticeFacts
from handlers.notice_text import notice_digest, notice_sections
from handlers.state import dump, load
from handlers.turn import Conversation, Message, Outcome, Reply, Turn
from knowledge.search import Search
from locales.catalogue import LANGUAGES

with (Path(__file__).parent.parent / "cases" / "own-data.tsv").open(encoding="utf-8") as file:
    SAID = [tuple(row) for row in csv.reader(file, delimiter="\t")]
ANSWERS = {
    "see": "Sebelum pesan ini belum ada yang disimpan",
    "correct": "Belum ada tiket yang datanya bisa diperbaiki",
    "delete": "Yang dihapus sekarang",
    "withdraw": "Tidak ada persetujuan yang berlaku",
    "use": "Pemberitahuan privasi",
    "menu": "apa yang ingin Anda lakukan?",
}
OLD, NEW = Notice("2026-01-01-aaaaaa", "https://tanya.kalbar.go.id/privasi"), Notice("2026-11-01-bbbbbb")


def take(search: Search, now: dt.datetime, conversation: Conversation, said: str | Message, **turn: object) -> Outcome:
    """One turn through the stored form of the conversation, with the facts of one who has filed nothing."""
    message = said if isinstance(said, Message) else Message("text", said)
    given = Turn(message, load(dump(conversation)), now, fresh="ACDEFG")
    return complete(replace(given, **turn), search)  # type: ignore[arg-type]


def told(outcome: Outcome) -> str:
    """Everything answered."""
    return "\n".join(render(reply) for reply in outcome.replies)


@pytest.mark.parametrize(("wish", "text"), SAID, ids=lambda each: each.replace(" ", "-"))
def test_what_is_meant(search: Search, now: dt.datetime, wish: str, text: str) -> None:
    """Everyday words, slang, three languages; a request for the office's own data is none of these."""
    outcome = take(search, now, Conversation(office="kalbar", greeted=True), text)
    if wish == "none":
        assert not any(answer in told(outcome) for answer in ANSWERS.values())
    else:
        assert ANSWERS[wish] in told(outcome)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("what", ["menu", "see", "notice", "correct", "delete", "withdraw"])
def test_every_choice_in_every_language(search: Search, now: dt.datetime, language: str, what: str) -> None:
    """Each leads somewhere, without a placeholder left open."""
    outcome = take(search, now, Conversation(language=language), Message("press", choice=f"privacy:{what}"))
    assert "{" not in told(outcome)
    assert told(outcome)


@pytest.mark.parametrize("text", ["data saya", "hapus data saya", "tiket saya", "saya mau mengadu, petugas minta uang"])
def test_in_a_group_it_moves_to_the_private_chat(search: Search, now: dt.datetime, text: str) -> None:
    """Nothing is asked or shown where others read; the link leads on to the same."""
    talk = Conversation(office="kalbar")
    outcome = take(search, now, talk, text, private_at="https://t.me/TanyaDinasBot?start=")
    wanted = "privasi" if "data" in text else "kalbar"
    assert f"https://t.me/TanyaDinasBot?start={wanted}" in told(outcome)
    assert outcome.effects == ()
    assert outcome.conversation.draft is None


def test_in_a_group_presses_move_too(search: Search, now: dt.datetime) -> None:
    """What is one's own; the rest is answered."""
    for choice in ("privacy:see", "complain:kalbar", "form:permits:kalbar/izin-kantor-cabang", "tickets"):
        pressed = Message("press", choice=choice)
        outcome = take(search, now, Conversation(office="kalbar"), pressed, private_at="https://t.me/b?start=")
        assert "obrolan pribadi: https://t.me/b?start=" in told(outcome), choice
    contact = Message("press", choice="contact:kalbar")
    assert "Alamat" in told(take(search, now, Conversation(), contact, private_at="https://t.me/b?start="))
    assert "lakukan?" in told(take(search, now, Conversation(), Message("press", choice="start:privasi")))


def test_the_first_intake_shows_where_the_notice_stands(search: Search, now: dt.datetime) -> None:
    """It is recorded, once, and nothing is asked."""
    first = take(search, now, Conversation(office="kalbar"), "mau mengadu, petugas minta uang", notice=OLD, who="w")
    assert "Pemberitahuan privasi: https://tanya.kalbar.go.id/privasi" in told(first)
    assert "Siapa nama Anda?" in told(first)
    assert first.effects == (RecordConsent("notice", OLD.version, "w", "shown"),)
    again = replace(first.conversation, draft=None)
    second = take(search, now, again, "mau mengadu, antrean diserobot", notice=OLD)
    assert "Pemberitahuan privasi" not in told(second)
    assert second.effects == ()


@pytest.mark.parametrize("yes", ["setuju", "ya", "Setuju, lanjut", "lanjut", "oke setuju kak", "1"])
def test_a_changed_notice_asks_before_the_next_intake(search: Search, now: dt.datetime, yes: str) -> None:
    """What was told already is not lost; the form goes on where it would have begun."""
    talk = Conversation(office="kalbar", notice=OLD.version)
    asked = take(search, now, talk, "mau mengadu, petugas minta uang kemarin", notice=NEW, who="w")
    assert "berubah sejak terakhir" in told(asked)
    assert "Hak Anda" in told(asked)
    assert asked.effects == ()
    agreed = take(search, now, asked.conversation, yes, notice=NEW, who="w")
    assert "Siapa nama Anda?" in told(agreed)
    assert agreed.effects == (RecordConsent("notice", NEW.version, "w", "agreed"),)
    assert agreed.conversation.notice == NEW.version
    draft = agreed.conversation.draft
    assert draft is not None
    assert draft.value("story") == "mau mengadu, petugas minta uang kemarin"


def test_without_agreement_nothing_is_filled_in(search: Search, now: dt.datetime) -> None:
    """Other questions are answered, the form waits; no is no, and everything typed for it goes."""
    talk = Conversation(office="kalbar", notice=OLD.version)
    asked = take(search, now, talk, "mau mengadu, petugas minta uang", notice=NEW)
    aside = take(search, now, asked.conversation, "biaya izin kantor cabang", notice=NEW)
    assert "Rp.0" in told(aside)
    back = take(search, now, aside.conversation, Message("press", choice="draft:go-on"), notice=NEW)
    assert "Setuju dan lanjut?" in told(back)
    sent = take(search, now, back.conversation, Message("press", choice="step:name:skip"), notice=NEW)
    assert "Setuju dan lanjut?" in told(sent)
    dropped = take(search, now, sent.conversation, "batal", notice=NEW)
    dropped = take(search, now, dropped.conversation, "ya", notice=NEW) if dropped.conversation.draft else dropped
    assert dropped.conversation.draft is None
    assert dropped.conversation.notice == OLD.version


def test_the_notices_wording_is_its_version(search: Search) -> None:
    """Other days, another officer, another messenger: another wording; the same again is the same."""
    library = search.library
    told = {
        notice_digest(library, facts)
        for facts in (
            NoticeFacts(),
            NoticeFacts(message_days=90),
            NoticeFacts(ticket_days=90),
            NoticeFacts(backup_days=90),
            NoticeFacts(officer="Kepala Bidang"),
            NoticeFacts(contact="ppid@kalbar.go.id"),
            NoticeFacts(abroad=("Telegram",)),
            NoticeFacts(abroad=("Telegram", "WhatsApp")),
            NoticeFacts(),
        )
    }
    assert len(told) == 8


def test_the_notice_names_the_messengers_that_are_used(search: Search) -> None:
    """Their servers are abroad; WhatsApp tells the office a telephone number, and that it is kept is said."""

    def say(text: str, **values: object) -> str:
        return text.format(**values)

    def shown(*abroad: str) -> str:
        return render(Reply(notice_sections(search.library, NoticeFacts(abroad=abroad), say)))

    assert "Nomor WhatsApp" not in shown("Telegram")
    assert "Nomor WhatsApp Anda, atau id penggantinya: selama percakapannya disimpan." in shown("Telegram", "WhatsApp")
    assert "Bila Anda memakai Telegram / WhatsApp, pesan juga melewati server" in shown("Telegram", "WhatsApp")


def test_a_deletion_is_asked_once_and_takes_all_but_the_running_ticket(search: Search, now: dt.datetime) -> None:
    """The conversation forgets its office, its question, its form; the language stays, to speak in."""
    data = OwnData("web", now, 9, (("KAL-2", "received"), ("KAL-1", "closed")))
    talk = Conversation(office="kalbar", language="en", question="rahasia", notice="v", last_ticket="KAL-2")
    asked = take(search, now, talk, "delete my data", facts=Facts(data=data))
    for part in ("KAL-2", "KAL-1", "art. 15 and 50", "7 days", "30 days"):
        assert part in told(asked)
    assert asked.effects == ()
    done = take(search, now, asked.conversation, "yes", facts=Facts(data=data), who="w")
    assert done.effects == (EraseOwn(("KAL-2",), "w"),)
    assert done.conversation == Conversation(
        office="kalbar", language="en", last_ticket="KAL-2", greeted=True, shown=done.conversation.shown
    )
    nothing = take(search, now, asked.conversation, "biaya kios depok", facts=Facts(data=data))
    assert nothing.conversation.privacy is None
    late = take(
        search, now, nothing.conversation, Message("press", choice="privacy:delete:yes"), facts=Facts(data=data)
    )
    assert late.effects == ()


def test_other_data_at_the_office_is_an_officers_to_tell(search: Search, now: dt.datetime) -> None:
    """In 72 hours by the clock, told in the office's time."""
    outcome = take(search, now, Conversation(office="kalbar"), Message("press", choice="privacy:access"), who="w")
    assert outcome.effects == (AskOfficer("access", "kalbar", None, "", now + dt.timedelta(hours=72), "w"),)
    assert "Sabtu, 21 November 2026 pukul 09.30 WIB" in told(outcome)
