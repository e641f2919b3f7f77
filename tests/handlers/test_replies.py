"""Every answer the decrees hold: short enough for a message, with its source and choices that fit every channel."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from bot.plain_text import render
from handlers.choices import LONGEST_ID, LONGEST_LABEL
from handlers.dialogue import complete
from handlers.turn import Conversation, Message, Reply, Turn
from knowledge.model import COMPONENTS, Service
from knowledge.search import Search
from locales.catalogue import LANGUAGES

LONGEST_MESSAGE = 4096
"""Characters of one message on Telegram and WhatsApp."""
_LARGE = 1_000_000
_PLAIN = ("offices", "elsewhere", "languages", "help", "menu", "cancel")
_OF_OFFICE = ("office", "services", "contact", "hours", "complain")


def _press(search: Search, now: dt.datetime, choice: str, language: str = "id") -> Reply:
    turn = Turn(Message("press", choice=choice), Conversation(language=language), now)
    return complete(turn, search).replies[-1]


def _described(search: Search) -> list[Service]:
    return [service for service in search.library.services.values() if not service.listed_only]


@pytest.mark.parametrize("component", [*COMPONENTS, "-"])
def test_every_answer_fits_and_names_its_source(search: Search, now: dt.datetime, component: str) -> None:
    """At most 4,096 characters, one source line, labels of 24 characters and ids of 64 bytes at most."""
    for service in _described(search):
        reply = _press(search, now, f"ask:{service.id}:{component}")
        assert len(render(reply)) <= LONGEST_MESSAGE, service.id
        assert len(reply.source_lines) == 1, service.id
        assert search.library.offices[service.office].decree.number in reply.source_lines[0]
        assert all(len(choice.label) <= LONGEST_LABEL for choice in reply.choices), service.id
        assert all(len(choice.id.encode()) <= LONGEST_ID for choice in reply.choices), service.id


def _amounts(service: Service, *kinds: str) -> set[int]:
    values = (value for part in service.components.values() for value in part.values)
    return {value.amount for value in values if value.kind in kinds or value.unit in kinds}


@pytest.mark.parametrize("component", [*COMPONENTS, "-"])
def test_no_answer_holds_another_services_figures(search: Search, now: dt.datetime, component: str) -> None:
    """The capital and the members of the branch office are not in the answer on the cash office."""
    for service in _described(search):
        text = render(_press(search, now, f"ask:{service.id}:{component}"))
        others = [each for each in search.library.of_office(service.office) if each.id != service.id]
        money = set().union(*(_amounts(each, "rupiah") for each in others)) - _amounts(service, "rupiah")
        shown = [amount for amount in money if amount >= _LARGE and f"{amount:,}".replace(",", ".") in text]
        members = set().union(*(_amounts(each, "minimum_members") for each in others)) - _amounts(service, "orang")
        shown += [amount for amount in members if re.search(rf"\b{amount}( \([^)]*\))? orang", text)]
        assert shown == [], service.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_menu_fits_every_channel(search: Search, now: dt.datetime, language: str) -> None:
    """Menus, lists of services and lists of parts, in every language: nothing too long, no part's name cut."""
    offices = [f"{verb}:{slug}" for slug in search.library.offices for verb in _OF_OFFICE]
    parts = [f"parts:{service.id}" for service in _described(search)]
    for pressed in (*_PLAIN, *offices, *parts):
        reply = _press(search, now, pressed, language)
        assert len(render(reply)) <= LONGEST_MESSAGE, pressed
        assert all(len(choice.label) <= LONGEST_LABEL for choice in reply.choices), pressed
        assert all(len(choice.id.encode()) <= LONGEST_ID for choice in reply.choices), pressed
        assert [choice.label for choice in reply.choices if choice.label.endswith("…")] == [], pressed


def test_all_parts_asked_at_once_are_paged(search: Search, now: dt.datetime) -> None:
    """Components that do not fit one message are continued with "lanjut", none of them lost."""
    service = "kalbar/izin-kantor-cabang"
    conversation = Conversation(office="kalbar")
    asked = ",".join(COMPONENTS)
    outcome = complete(Turn(Message("press", choice=f"ask:{service}:{asked}"), conversation, now), search)
    seen = [source.component for source in outcome.replies[-1].sources]
    while outcome.replies[-1].choices[0].label == "Lanjut":
        assert len(render(outcome.replies[-1])) <= LONGEST_MESSAGE
        outcome = complete(Turn(Message("text", "lanjut"), outcome.conversation, now), search)
        seen += [source.component for source in outcome.replies[-1].sources]
    assert seen == list(COMPONENTS)
