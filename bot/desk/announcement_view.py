"""An announcement in words for the desk's pages: its facts, its times by the office's clock, what changed in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from types import MappingProxyType

from bot.announce_words import STATES
from bot.desk.clock_words import say
from bot.store.announcements import AnnouncementState, Kept
from bot.ticket_words import CHANNELS
from handlers.announcing import TOPIC_NAMES
from handlers.deadline_text import moment_text
from knowledge.library import Library
from locales.catalogue import LANGUAGES
from locales.formats import long_date

_TONES: dict[AnnouncementState, str] = {
    "draft": "still",
    "waiting-approval": "today",
    "scheduled": "calm",
    "sending": "going",
    "paused": "today",
    "done": "still",
    "cancelled": "still",
}


@dataclass(frozen=True, slots=True)
class AnnouncementView:
    """`mark` tells later what of it changed since; `facts` are labels and words."""

    id: int
    version: int
    mark: str
    title: str
    state: AnnouncementState
    state_text: str
    tone: str
    line: str
    facts: tuple[tuple[str, str], ...]
    corrects: int | None
    file: str | None


def announcement_view(
    kept: Kept, library: Library, now: dt.datetime, names: Mapping[str, str] = MappingProxyType({})
) -> AnnouncementView:
    """An announcement for its page and for lists; `names` are officers' by their logins."""
    return AnnouncementView(
        kept.id, kept.version, seen_mark(kept), kept.told.title, kept.state, STATES[kept.state], _TONES[kept.state],
        _line(kept, library, now), tuple(_facts(kept, library, now, names)), kept.corrects,
        kept.told.file.name if kept.told.file is not None else None,
    )  # fmt: skip


def moment_words(moment: dt.datetime, now: dt.datetime) -> str:
    """A moment, in its own time zone: "besok pukul 07.00", or with its date."""
    here = now.astimezone(moment.tzinfo)
    days = (moment.date() - here.date()).days
    near = {0: "hari ini", 1: "besok", -1: "kemarin"}
    if days in near:
        return f"{near[days]} pukul {moment:%H.%M}"
    return moment_text(moment, say, "id")


def seen_mark(kept: Kept) -> str:
    """What an officer saw of an announcement, as short digests: a form carries it to tell what changed since."""
    return ".".join(blake2b(text.encode(), digest_size=4).hexdigest() for text in _parts(kept).values())


def changed_since(kept: Kept, mark: str) -> list[str]:
    """The names of the parts that are not as they were when a mark was made."""
    seen, now = mark.split("."), seen_mark(kept).split(".")
    names = list(_parts(kept))
    if len(seen) != len(now):
        return []
    return [name for name, old, new in zip(names, seen, now, strict=True) if old != new]


def _parts(kept: Kept) -> dict[str, str]:
    told = kept.told
    return {
        "keadaan": kept.state,
        "judul": told.title,
        "isi": "\n".join(told.paragraphs),
        "tautan": told.link or "",
        "berkas": told.file.name if told.file is not None else "",
        "pilihan": repr(told.choices),
        "masa berlaku": str(told.ends_on),
        "penerima": repr((told.topics, kept.languages, kept.channels, kept.keepers_of)),
        "waktu kirim": str(kept.scheduled_at),
    }


def _line(kept: Kept, library: Library, now: dt.datetime) -> str:
    """When it was written, leaves, or left."""
    zone = library.zone(kept.told.office)
    if kept.state == "scheduled" and kept.scheduled_at is not None:
        return f"berangkat {moment_words(kept.scheduled_at.astimezone(zone), now)}"
    if kept.finished_at is not None:
        return f"berakhir {moment_words(kept.finished_at.astimezone(zone), now)}"
    if kept.started_at is not None:
        return f"mulai {moment_words(kept.started_at.astimezone(zone), now)}"
    return f"ditulis {moment_words(kept.created_at.astimezone(zone), now)}"


def _keepers(kept: Kept, library: Library) -> str | None:
    if kept.keepers_of is None:
        return None
    service = library.services.get(kept.keepers_of)
    return service.name if service is not None else kept.keepers_of


def _facts(kept: Kept, library: Library, now: dt.datetime, names: Mapping[str, str]) -> list[tuple[str, str]]:
    told, zone = kept.told, library.zone(kept.told.office)
    office = library.offices.get(told.office)
    topics = ", ".join(TOPIC_NAMES[topic] for topic in told.topics)
    found: list[tuple[str, str | None]] = [
        ("Kantor", office.name if office is not None else told.office),
        ("Topik", topics),
        ("Bahasa", ", ".join(LANGUAGES[each] for each in kept.languages) or "semua"),
        ("Saluran", ", ".join(CHANNELS.get(each, each) for each in kept.channels) or "semua"),
        ("Hanya penyimpan daftar periksa", _keepers(kept, library)),
        ("Penulis" if kept.state == "draft" else "Pengirim", names.get(kept.created_by, kept.created_by)),
        ("Disetujui", names.get(kept.approved_by or "", kept.approved_by or "")),
    ]
    times = (("Jadwal", kept.scheduled_at), ("Mulai", kept.started_at), ("Berakhir", kept.finished_at))
    found += [(name, moment_words(at.astimezone(zone), now)) for name, at in times if at is not None]
    if told.ends_on is not None:
        found.append(("Berlaku", f"sampai {long_date(told.ends_on, 'id')}"))
    return [(label, text) for label, text in found if text]
