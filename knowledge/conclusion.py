"""Draws the conclusion from what was found: the intent, then an answer, a choice of services, or a refusal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from knowledge import weights
from knowledge.intents import Evidence, decide
from knowledge.library import Library
from knowledge.ranking import MOST_RANKED, Ranked, as_good
from knowledge.understanding import Understanding

_OF_AN_OFFICE = frozenset({"contact", "hours", "list-services", "readiness"})
"""Intents that only an office with a decree can answer."""
_WAYS = frozenset({"prosedur", "jangka-waktu"})
"""Components that a question on complaining asks of the complaint itself: "kalau mau protes lewat mana"."""
_MOST_RESIDUE = 3
"""Words of nobody's that a question with a weak hint may hold and still be taken to mean what is hinted at."""


def conclude(
    found: Understanding, evidence: Evidence, ranked: list[Ranked], anywhere: list[Ranked], library: Library
) -> Understanding:
    """What the message means; `ranked` are services of the offices asked, `anywhere` those of every office."""
    intent = decide(evidence)
    elsewhere = found.place is not None and not found.named
    if intent in _OF_AN_OFFICE and elsewhere:
        return found
    if intent == "compare" and not (found.names_service or found.named):
        return found
    missing = elsewhere or not ranked or ranked[0].score < anywhere[0].score * weights.NEARLY
    if intent == "request" and found.names_service and missing:
        intent = None
    if intent is not None:
        return _hours(found, library) if intent == "hours" else replace(found, intent=intent)
    if evidence.strong("complaint") and found.component in _WAYS:
        found = replace(found, components=("pengaduan",))
    only_hinted_elsewhere = missing and not elsewhere and evidence.subject < weights.ENOUGH
    if not anywhere or anywhere[0].score < _enough(evidence) or only_hinted_elsewhere:
        return found if evidence.hinted_beyond else _without_service(found, evidence, library)
    if missing:
        return replace(found, elsewhere=ids(as_good(anywhere)))
    return _answer_or_clarify(found, ranked, library)


def ids(ranked: Iterable[Ranked]) -> tuple[str, ...]:
    """The services, best first, as many as are handed on."""
    return tuple(each.service for each in ranked)[:MOST_RANKED]


def _enough(evidence: Evidence) -> float:
    """A weak hint is enough for a question that is about nothing else: "cabang syaratnya apa"."""
    if evidence.hinted_beyond or (evidence.component < weights.STRONG and evidence.residue > _MOST_RESIDUE):
        return weights.ENOUGH
    return weights.WEAK if evidence.asks or evidence.component >= weights.WEAK else weights.ENOUGH


def _hours(found: Understanding, library: Library) -> Understanding:
    """Opening hours stand in one service of the office's decree, or nowhere."""
    service = library.offices[found.office].hours_service if found.office else None
    if service is None:
        return replace(found, intent="hours", services=())
    return replace(found, intent="hours", services=(service,), components=("jangka-waktu",))


def _answer_or_clarify(found: Understanding, ranked: list[Ranked], library: Library) -> Understanding:
    winners = [each for each in as_good(ranked) if not library.services[each.service].listed_only]
    if not winners:
        return found
    if len(winners) == 1:
        others = (each for each in ranked if each not in winners)
        return replace(found, intent="answer", services=ids([*winners, *others]))
    related = [each for each in ranked if each not in winners and each.score >= ranked[0].score * weights.RELATED]
    return replace(found, intent="clarify", services=ids([*winners, *related]))


def _without_service(found: Understanding, evidence: Evidence, library: Library) -> Understanding:
    """No service is named: a question that only lacks one is about all services of its office."""
    if not found.components or found.office is None or evidence.subject >= weights.ENOUGH:
        return found
    services = tuple(service.id for service in library.of_office(found.office) if not service.listed_only)
    if len(found.residue) > (_MOST_RESIDUE if len(services) == 1 else 0):
        return found
    return replace(found, intent="answer" if len(services) == 1 else "clarify", services=services[:MOST_RANKED])
