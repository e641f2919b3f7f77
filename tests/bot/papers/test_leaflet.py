"""Leaflets of every service: nothing that the decree says is lost, however long it is."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from bot.papers.doors import Doors
from bot.papers.fonts import printable
from bot.papers.leaflet import COMPONENTS, leaflet
from bot.papers.pdf import draw
from bot.papers.rendering import speaking
from bot.papers.sheet import Code, Sheet
from handlers.turn import Line, Section
from knowledge.model import Item
from knowledge.search import Search
from tests.bot.papers.opening import links, pages, words

NOW = dt.datetime(2026, 11, 18, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=7)))
WEB = Doors("https://tanya.depok.go.id")
_TABLE = (Path(__file__).parents[2] / "cases" / "services.tsv").read_text("utf-8").splitlines()
SERVICES = [f"{row['office']}/{row['service']}" for row in csv.DictReader(_TABLE, delimiter="\t")]


def squeezed(text: str) -> str:
    """A text without blanks: where its lines break is the page's affair."""
    return "".join(printable(text).split())


def texts(items: Iterable[Item]) -> Iterator[str]:
    """Everything that items say, with their sub-items and flow charts."""
    for item in items:
        yield item.text
        yield from item.flow
        yield from texts(item.items)


@pytest.mark.parametrize("service", SERVICES)
def test_nothing_is_lost(search: Search, service: str) -> None:
    """Every item of every part that is printed, its name, office, source and contact; and its code leads there."""
    library = search.library
    found = library.services[service]
    if found.listed_only:
        pytest.skip("the decree only names it")
    content = draw(leaflet(speaking("id", search, NOW), found, WEB))
    text = squeezed("".join(pages(content)))
    for component in (found.components[each] for each in COMPONENTS if each in found.components):
        for said in (*texts(component.items), component.remark or ""):
            assert squeezed(said) in text, said
    office = library.offices[found.office]
    for said in (found.name, office.name, office.decree.number, office.address, "18 November 2026"):
        assert squeezed(said) in text, said
    assert links(content) == [f"https://tanya.depok.go.id/?start={service.replace('/', '--')}"]
    assert len(pages(content)) <= 2


def test_every_link_passes_telegram(search: Search) -> None:
    """A payload has at most 64 letters, digits, _ and - (core.telegram.org/bots/features#deep-linking)."""
    doors = Doors(None, "TanyaDinasBot")
    for service in search.library.services:
        url = doors.start(service)
        assert url is not None
        payload = url.removeprefix("https://t.me/TanyaDinasBot?start=")
        assert 0 < len(payload) <= 64
        assert payload.replace("-", "").replace("_", "").isalnum()


def long_sheet(items: int) -> Sheet:
    """A sheet with so many items of some length, and one that has sub-items."""
    lines = [Line(str(number), f"Butir {number} dari daftar yang panjang sekali ini") for number in range(1, items)]
    lines.append(Line(str(items), "Butir terakhir", (Line("a", "bagian pertama"), Line("b", "bagian kedua"))))
    return Sheet(
        "Dinas", "Layanan", None, (Section("Persyaratan", lines=tuple(lines)),), code=Code("https://a.id", "x")
    )


@pytest.mark.parametrize("items", [10, 60, 200])
def test_long_lists_flow(items: int) -> None:
    """Smaller letters first, more pages then, each item whole and in order."""
    found = pages(draw(long_sheet(items)))
    text = " ".join(" ".join(found).split())
    places = [text.index(f"Butir {number} dari") for number in range(1, items)]
    assert places == sorted(places)
    assert "b. bagian kedua" in text
    assert len(found) == {10: 1, 60: 2, 200: 5}[items]
    assert all("Layanan" in page for page in found)


def test_a_word_without_end_is_broken() -> None:
    """An address longer than the page is wide is printed whole."""
    sheet = Sheet("Dinas", "x" * 200, None, (Section(paragraphs=("y" * 500,), lines=(Line("1", "z" * 300),)),))
    text = squeezed(words(draw(sheet)))
    assert [text.count(letter) for letter in "xyz"] == [200, 500, 300]
