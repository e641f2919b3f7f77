"""Passages of a decree for officers to quote."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.plain_text import render
from handlers.quoting import MOST, find_passages, passage
from knowledge.search import Search


def test_a_question_finds_the_offices_own_words(search: Search, now: dt.datetime) -> None:
    """The component that was asked for, with its source, and nothing to tap."""
    (found,) = find_passages(search, "kalbar", "berapa lama izin kantor cabang?", now)
    assert (found.service, found.component) == ("kalbar/izin-kantor-cabang", "jangka-waktu")
    assert found.reply.choices == ()
    assert "Sumber: Keputusan Kepala Dinas Nomor" in render(found.reply)


def test_without_a_component_the_usual_ones_are_shown(search: Search, now: dt.datetime) -> None:
    """Of the best service, as many as are read."""
    found = find_passages(search, "kalbar", "izin kantor cabang", now)
    assert 1 < len(found) <= MOST
    assert {each.service for each in found} == {"kalbar/izin-kantor-cabang"}


@pytest.mark.parametrize("question", ["qwrtzp", "syarat peminjaman balatkop depok", ""])
def test_nothing_of_another_office_is_found(search: Search, now: dt.datetime, question: str) -> None:
    """An officer quotes the own decree."""
    assert all(each.service.startswith("kalbar/") for each in find_passages(search, "kalbar", question, now))


@pytest.mark.parametrize(("service", "component"), [("kalbar/tidak-ada", "biaya"), ("kalbar/izin-kantor-cabang", "x")])
def test_what_there_is_not(search: Search, now: dt.datetime, service: str, component: str) -> None:
    """No service, or no component of that name."""
    assert passage(search, service, component, now) is None
