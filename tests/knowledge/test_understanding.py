"""The labelled questions: what share is understood, by the targets that the project has set itself."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from benchmarks.understanding import CASES, Scored, read_questions, score
from knowledge.search import Search


def _rate(values: Iterable[bool | None]) -> float:
    counted = [value for value in values if value is not None]
    return sum(counted) / len(counted)


@pytest.fixture(scope="module")
def dev(search: Search) -> list[Scored]:
    """The development set, scored once."""
    return [score(search, question) for question in read_questions(CASES / "questions-dev.jsonl")]


@pytest.fixture(scope="module")
def own(search: Search) -> list[Scored]:
    """The project's own sets, written by people who had not seen the lexicon."""
    return [
        score(search, question)
        for name in ("own", "check", "fresh")
        for question in read_questions(CASES / f"questions-{name}.jsonl")
    ]


def test_development_questions(dev: list[Scored]) -> None:
    """Right service, component, facts, intent and choices on the development set."""
    assert _rate(each.service for each in dev) >= 0.98
    assert _rate(each.joint for each in dev) >= 0.96
    assert _rate(fact for each in dev for fact in each.facts) >= 0.97
    assert _rate(each.intent for each in dev) >= 0.95
    assert _rate(each.offered for each in dev) >= 0.85


def test_own_questions(own: list[Scored]) -> None:
    """The same on larger and harder sets."""
    assert _rate(each.service for each in own) >= 0.98
    assert _rate(each.joint for each in own) >= 0.96
    assert _rate(fact for each in own for fact in each.facts) >= 0.97
    assert _rate(each.intent for each in own) >= 0.97
    assert _rate(each.offered for each in own) >= 0.85


def test_what_is_out_of_scope_is_refused(search: Search, dev: list[Scored], own: list[Scored]) -> None:
    """Near misses are refused, and questions that a decree answers are not."""
    near = [score(search, question) for question in read_questions(CASES / "questions-near-misses.jsonl")]
    assert _rate(each.found["intent"] == "out-of-scope" for each in near) >= 0.9
    answerable = [each for each in (*dev, *own) if each.question["intent"] in {"answer", "clarify"}]
    assert _rate(each.found["intent"] == "out-of-scope" for each in answerable) <= 0.02


def test_the_place_named_wins_over_the_chosen_office(search: Search) -> None:
    """ "kalau di muba" asked with Kalbar chosen is about Muba."""
    assert search.understand("klo di muba izn kantr cabng koprasi bayr gk", "kalbar").services[0].startswith("muba/")


@pytest.mark.parametrize(
    ("written", "component"),
    [
        ("syaratnya apa", "persyaratan"),
        ("brp lama", "jangka-waktu"),
        ("bayar ga", "biaya"),
        ("gimana caranya", "prosedur"),
        ("dasar hukumnya apa", "dasar-hukum"),
        ("berapa orang petugasnya", "jumlah-pelaksana"),
        ("pinten dinten", "jangka-waktu"),
        ("sabaraha biayana", "biaya"),
        ("cak mano caronyo", "prosedur"),
        ("how long does it take", "jangka-waktu"),
    ],
)
def test_ways_of_asking_for_a_component(search: Search, written: str, component: str) -> None:
    """Everyday, regional and English ways of asking are all understood."""
    assert search.understand(f"kios {written}", "depok").component == component
