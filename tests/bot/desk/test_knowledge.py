"""What officers see of the decrees: every part as a citizen reads it, how much is filled, and what is odd."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.desk.decree_notes import Note, count_notes, notes_of_decree, notes_of_service
from bot.desk.knowledge_view import find, parts_of, service_row
from bot.plain_text import render
from knowledge.model import COMPONENTS
from knowledge.search import Search
from tests.bot.desk.conftest import Desk


def test_every_part_is_told_as_the_bot_answers_it(search: Search, now: dt.datetime) -> None:
    """With its source; a part that the decree leaves empty is said to be so."""
    for service in search.library.services.values():
        if service.listed_only:
            assert service_row(service).filled == 0
            continue
        parts = list(parts_of(search, service, now))
        assert [part.id for part in parts] == list(COMPONENTS)
        assert service_row(service).filled == sum(part.filled for part in parts)
        for part in parts:
            text = render(part.reply)
            assert "Sumber: " in text
            assert part.filled != ("tidak mengisi bagian" in text), (service.id, part.id)


def test_every_note_of_a_file_is_shown_once(search: Search) -> None:
    """Those of the decree, of services, of parts and of items at any depth."""
    office = search.library.offices["palembang"]
    found = [*notes_of_decree(office)]
    for service in search.library.of_office("palembang"):
        found += notes_of_service(service)
    assert Note("odd", "Prosedur, butir B.2", 'Tercetak "Intektual"; mungkin maksudnya Intelektual.') in found
    assert Note("repaired", "Jangka waktu", r'Hasil pindai tertulis "\pm"; dibaca ±.') in found
    odd, repaired = count_notes(search.library, office)
    assert odd + repaired == len(found)


@pytest.mark.parametrize(
    ("words", "found"),
    [("modal kerja", True), ("MODAL", True), ("2.500.000.000", True), ("odal", False), ("", False), ("zzz", False)],
)
def test_words_are_found_where_they_begin(search: Search, words: str, found: bool) -> None:
    """In any case; words that only stand inside of others are not."""
    hits = find(search.library, "kalbar", words)
    assert bool(hits) == found
    assert all(hit.key in {service.key for service in search.library.of_office("kalbar")} for hit in hits)


async def test_the_pages_of_the_office(desk: Desk) -> None:
    """From the list to a service; a service that is another office's is none of this one's."""
    assert (await desk.rina.get("/desk/knowledge"))[0] == 303
    _, text = await desk.rina.get("/desk/knowledge/kalbar")
    assert "14 dari 14 bagian" in text
    assert "Kota Depok" not in text
    _, text = await desk.rina.get("/desk/knowledge/kalbar/services/izin-kantor-cabang")
    for part in ("Anggota paling sedikit 100", "Evaluasi kinerja", "631/DISKOPUKM.A/2023", "14 dari 14 bagian terisi"):
        assert part in text
    _, text = await desk.rina.get("/desk/knowledge/kalbar", params={"q": "<script>"})
    assert "&lt;script&gt;" in text
    assert "Tidak ada. Coba kata yang lebih pendek" in text
    _, text = await desk.rina.get("/desk/knowledge/kalbar/notes")
    assert "kejanggalan naskah" in text
    assert (await desk.rina.get("/desk/knowledge/kalbar/services/kios"))[0] == 404
    assert (await desk.dewi.get("/desk/knowledge/depok/services/izin-kantor-cabang"))[0] == 404
