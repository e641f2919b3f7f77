"""An announcement as citizens read it: the office's name over it, how to stop under it."""

from __future__ import annotations

from handlers.announcement import Announcement, Topic
from handlers.names import mark
from handlers.turn import Choice, FileRef, Reply, Section
from knowledge.model import Office
from locales.catalogue import translate
from locales.formats import long_date

TOPIC_NAMES: dict[Topic, str] = {
    "umum": mark("Umum"),
    "pelatihan": mark("Pelatihan"),
    "perizinan": mark("Perizinan koperasi"),
    "bantuan": mark("Bantuan"),
    "tenggat": mark("Tenggat"),
}


def compose(office: Office, told: Announcement, language: str) -> Reply:
    """The message as it arrives; the office's words stay as they were written, whatever the language."""
    head = translate(language, "Pengumuman {office}").format(office=office.name)
    why = translate(language, "Anda menerima ini karena berlangganan. Ketik “berhenti” untuk tidak menerimanya lagi.")
    choices = tuple(Choice(identity, label) for identity, label in told.choices)
    return Reply((Section(head), body(told, language), Section(paragraphs=(why,))), choices=choices, file=file_of(told))


def file_of(told: Announcement) -> FileRef | None:
    """Its picture or document."""
    return FileRef("announcement", told.file.id, told.file.name) if told.file is not None else None


def body(told: Announcement, language: str) -> Section:
    """What is told, without who tells it."""
    title = translate(language, "Ralat: {title}").format(title=told.title) if told.corrects else told.title
    paragraphs = [*told.paragraphs]
    if told.link is not None:
        paragraphs.append(told.link)
    if told.ends_on is not None:
        until = long_date(told.ends_on, language)
        paragraphs.append(translate(language, "Berlaku sampai {date}.").format(date=until))
    return Section(title, tuple(paragraphs))
