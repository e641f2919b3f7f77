"""Readiness: figures around every bound of the decree, as citizens write them, and what is told of each."""

from __future__ import annotations

import csv
import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest

from bot.plain_text import render
from handlers.dialogue import complete
from handlers.figures import Figure, Readiness, judge, together
from handlers.own_figures import Told, read_figures
from handlers.state import dump, load
from handlers.turn import Conversation, Line, Message, Outcome, Reply, Turn
from knowledge.model import Service
from knowledge.search import Search
from knowledge.thresholds import MEASURES, Measure, thresholds

CASES = Path(__file__).parent.parent / "cases"
OFFICES = {"Izin kantor cabang": 3, "Izin cabang pembantu": 4, "Izin kantor kas": 5}
"""The columns of the table."""


def rows(name: str) -> list[list[str]]:
    """The rows of a table without its heading, filled up with empty cells."""
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        heading, *found = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
    return [[*row, *[""] * (len(heading) - len(row))] for row in found]


def say(search: Search, now: dt.datetime, text: str, conversation: Conversation) -> Outcome:
    """A typed text in a conversation that was stored and read again."""
    return complete(Turn(Message("text", text), load(dump(conversation)), now), search)


def lines(reply: Reply) -> tuple[Line, ...]:
    """The lines of a reply: a service each."""
    return tuple(line for section in reply.sections for line in section.lines)


@pytest.mark.parametrize("row", rows("readiness.tsv"), ids=lambda row: row[0])
def test_every_combination_near_the_bounds(search: Search, now: dt.datetime, row: list[str]) -> None:
    """Each office says of members and capital what the table says, and is met when both are."""
    reply = say(search, now, row[0], Conversation(office="kalbar")).replies[-1]
    told = {line.text.partition(": ")[0]: line for line in lines(reply)}
    assert set(told) == set(OFFICES)
    for label, column in OFFICES.items():
        wanted = row[column].split("; ")
        found = [below.text.partition("; butir ")[0].partition(": ")[2] for below in told[label].lines]
        assert found == wanted
        met = wanted == ["memenuhi", "memenuhi"]
        assert told[label].text == f"{label}: {'angkanya memenuhi' if met else 'angkanya belum memenuhi'}"


def test_every_verdict_stands_beside_the_decrees_own_words(search: Search, now: dt.datetime) -> None:
    """The item as decreed, the decree's number for each service, and that this decides nothing."""
    reply = say(search, now, "anggota 60, modal 2 miliar, bisa buka apa?", Conversation(office="kalbar")).replies[-1]
    text = render(reply)
    for service in search.library.of_office("kalbar"):
        for bound in thresholds(service):
            assert f"butir {bound.item.mark}: “{bound.item.text.rstrip('; ')}”" in text
    assert len(reply.source_lines) == 3
    assert "Ini bukan keputusan: ditetapkan oleh petugas setelah berkas diperiksa." in text
    assert "OSS" in text


def _told(told: Told) -> str:
    figures = {each.measure: _shown(each) for each in told.figures}
    parts = [f"{measure} {shown}" for measure, shown in figures.items()]
    parts += [f"{measure} {why}" for measure, why in told.problems]
    parts += [f"other {other}" for other in told.others]
    return "; ".join(parts)


def _shown(figure: Figure) -> str:
    if figure.about is not None:
        return f"~{figure.about}"
    if figure.least == figure.most:
        return str(figure.least)
    return f"{figure.least}-{'' if figure.most is None else figure.most}"


@pytest.mark.parametrize("row", rows("own_figures.tsv"), ids=lambda row: f"{row[0]}|{row[1]}")
def test_figures_are_read_as_citizens_write_them(search: Search, row: list[str]) -> None:
    """Words, figures and slang; what cannot be is told why, and another sum is not taken for the one asked."""
    text, asking, wanted = row
    asked: Measure | None = next((measure for measure in MEASURES if measure == asking), None)
    assert _told(read_figures(search, text, asked)) == wanted


@pytest.mark.parametrize(
    ("figure", "state", "by"),
    [
        (None, "unknown", 0),
        (Figure("age", 16, 16), "short", 1),
        (Figure("age", 17, 17), "meets", 0),
        (Figure("age", 34, 34), "meets", 0),
        (Figure("age", 35, 35), "over", 1),
        (Figure("age", 10, 16), "short", 1),
        (Figure("age", 16, 17), "unknown", 0),
        (Figure("age", 34, 35), "unknown", 0),
        (Figure("age", 20, None), "unknown", 0),
        (Figure("age", 36, None), "over", 2),
    ],
)
def test_a_bound_on_both_sides(search: Search, figure: Figure | None, state: str, by: int) -> None:
    """The age for the training of new entrepreneurs in Depok: 17 to 34, both included."""
    (bound,) = thresholds(search.library.services["depok/pelatihan-wub"])
    verdict = judge(bound, figure)
    assert (verdict.state, verdict.by) == (state, by)


def test_the_bounds_come_from_the_decree(search: Search) -> None:
    """A decree with other numbers is answered with those: nothing of Kalbar stands in the code."""
    service = search.library.services["kalbar/izin-kantor-kas"]
    bounds = {bound.measure: bound for bound in thresholds(service)}
    assert [bounds["members"].least, bounds["capital"].least] == [25, 1_500_000_000]
    component = service.components["persyaratan"]
    values = tuple(replace(value, amount=7) if value.kind == "minimum_members" else value for value in component.values)
    other = replace(service, components={"persyaratan": replace(component, values=values)})
    assert {bound.least for bound in thresholds(other) if bound.measure == "members"} == {7}
    assert together(tuple(judge(bound, Figure(bound.measure, 7, None)) for bound in thresholds(other)[:1])) == "meets"


def _amounts(service: Service) -> set[str]:
    return {f"{bound.least or bound.most:,}".replace(",", ".") for bound in thresholds(service)}


@pytest.mark.parametrize("office", ["muba", "palembang", "pasuruan"])
def test_no_office_borrows_anothers_numbers(search: Search, now: dt.datetime, office: str) -> None:
    """A decree without such numbers is said to have none, with the office's contact."""
    asked = "anggota kami 60, modal 2 miliar, bisa buka apa?"
    text = render(say(search, now, asked, Conversation(office=office)).replies[-1])
    assert "tidak menyebut batas angka" in text
    assert search.library.offices[office].address.split(",")[0][:20] in text
    others = set().union(*(_amounts(each) for each in search.library.services.values()))
    assert [amount for amount in others if len(amount) > 3 and amount in text] == []
    assert "Kalimantan" not in text


def test_a_form_keeps_its_numbers(search: Search, now: dt.datetime) -> None:
    """Figures typed into an open form belong to the form."""
    conversation = Conversation(office="kalbar")
    for text in ("mau mengadu, petugas loket minta uang", "Siti", "0812 0000 2222"):
        conversation = say(search, now, text, conversation).conversation
    assert conversation.draft is not None
    after = say(search, now, "anggota kami 60 orang", conversation).conversation
    assert after.readiness is None


def test_what_was_told_outlives_a_restart(search: Search, now: dt.datetime) -> None:
    """Also when an earlier program wrote the conversation, and when a later one knows more measures."""
    told = say(search, now, "anggota sekitar 60, modal 2 miliar, bisa buka apa?", Conversation(office="kalbar"))
    assert load(dump(told.conversation)) == told.conversation
    document = json.loads(dump(told.conversation))
    document["readiness"]["figures"].append({"measure": "branches", "least": 1, "most": 1, "about": None})
    document["readiness"] |= {"asking": "branches", "shade": "green"}
    read = load(json.dumps(document)).readiness
    assert read is not None
    assert [figure.measure for figure in read.figures] == ["members", "capital"]
    assert read.asking is None
    del document["readiness"]
    assert load(json.dumps(document)).readiness is None


def test_a_bare_number_is_the_figure_asked_for_and_else_a_choice(search: Search, now: dt.datetime) -> None:
    """While a figure is asked for, "2" is no choice; once all is known, "2" is the second choice again."""
    first = say(search, now, "anggota kami 60 mau buka kantor kas, bisa?", Conversation(office="kalbar"))
    assert first.conversation.readiness == Readiness(
        (Figure("members", 60, 60),), ("kalbar/izin-kantor-kas",), "capital"
    )
    second = say(search, now, "2", first.conversation)
    assert "lengkap dengan satuannya" in render(second.replies[-1])
    third = say(search, now, "2 miliar", second.conversation)
    assert "Batas angkanya terpenuhi" in render(third.replies[-1])
    assert "Saya hitung dari angka" in render(say(search, now, "2", third.conversation).replies[-1])
