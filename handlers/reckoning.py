"""Tells when figures that a citizen names are to be held against a decree, and for which services."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from handlers.choices import action
from handlers.context import Context
from handlers.own_figures import CUES, Told, read_figures
from knowledge.library import Library
from knowledge.model import Service
from knowledge.thresholds import Measure, thresholds
from knowledge.understanding import Understanding

VERB = "ready"
"""The verb of choices that reckon."""
_ANSWERABLE = frozenset({"answer", "clarify", "out-of-scope"})
_ASKS_ELSE = frozenset({"prosedur", "biaya", "jangka-waktu", "produk", "dasar-hukum"})
"""Components that are asked for by themselves, whatever figures the story holds."""
_ASKS_BOUND = "berapa"
"""Asks for the bound itself: the requirements tell it, with everything else that was asked."""
_MAY_BE = frozenset({"bisa", "boleh", "cukup"})
"""Ends a question whether the figures suffice: "anggota 60, bisa?"."""
_BESIDE = frozenset(
    {"kami", "kita", "saya", "aku", "ada", "punya", "orang", "koperasi", "usaha", "kerja", "sudah", "baru", "sekitar"}
    | {"kira", "jadi", "total", "jumlah", "rupiah", "rp", "anggota", "modal", "omzet", "umur", "lebih", "kurang"}
    | {"setengah", "miliar", "juta", "ribu", "triliun", "m", "jt", "rb", "tahun", "dari", "banyak", "sedikit"}
)
"""Roots that a message may hold which tells its figures and nothing else."""
_FEW = 4
"""Words of a message that only fails to answer what was asked: "banyak", "tidak tahu pasti"."""
_FIGURE = re.compile(r"\d")


def awaits_number(context: Context) -> bool:
    """Whether a figure was asked for by the last reply, so that a bare number is that and no choice."""
    kept, shown = context.conversation.readiness, context.conversation.shown
    return kept is not None and kept.asking is not None and all(action(each.id).verb == VERB for each in shown)


def told_in(context: Context) -> Told:
    """The figures of the message, or of the question that a choice completes."""
    kept = context.conversation.readiness
    asking = kept.asking if kept is not None and awaits_number(context) else None
    return read_figures(context.search, context.text or context.asked, asking)


def recognised(context: Context) -> Context:
    """The context with its intent turned to readiness where it is that; `services` are then those it is about."""
    understood = context.understood
    if understood.intent == "readiness":
        return replace(context, understood=replace(understood, services=()))
    if understood.intent not in _ANSWERABLE or understood.matter is not None or understood.elsewhere:
        return context
    if understood.place is not None and not understood.named:
        return context
    told = told_in(context)
    if not _may_be_meant(context, told):
        return context
    services = _named(context, understood)
    if not _is_meant(context, services, told):
        return context
    return replace(context, understood=replace(understood, intent="readiness", services=services))


def _named(context: Context, understood: Understanding) -> tuple[str, ...]:
    """The services that the message names: the one answered, or all of those offered that have such a bound."""
    if not understood.names_service or understood.intent == "out-of-scope":
        return ()
    if understood.intent == "answer":
        return understood.services[:1]
    bounded = tuple(each for each in understood.services if thresholds(context.service(each)))
    return bounded or understood.services


def _may_be_meant(context: Context, told: Told) -> bool:
    """Whether there is a figure, or one is asked for or was reckoned with: most messages have none of it."""
    if told.measures or told.others or "readiness" in context.understood.signals:
        return True
    return awaits_number(context) or _is_open(context)


def _is_meant(context: Context, services: tuple[str, ...], told: Told) -> bool:
    understood, roots = context.understood, context.search.read(context.text).roots
    if not _ASKS_ELSE.isdisjoint(understood.components):
        return False
    measures = _measures(context.library, services)
    if "readiness" in understood.signals:
        return bool(measures)
    if awaits_number(context) and not services:
        return bool(told.measures or told.others) or _fails_to_answer(context)
    if services and not measures:
        return False
    if told.measures or told.others:
        if services and not (told.measures & measures or told.others):
            return False
        asks = "qualifies" in understood.signals or bool(_MAY_BE & set(roots[-1:]))
        says_what = bool(services) or not CUES.keys().isdisjoint(roots)  # "15 orang boleh?" may ask of a hall
        sufficing = asks and says_what and _ASKS_BOUND not in roots
        return sufficing or _goes_on(context, told) or _tells_only(context, roots)
    return bool(services) and _is_open(context) and _is_short(context) and understood.components != ("pengaduan",)


def _measures(library: Library, services: Iterable[str]) -> frozenset[Measure]:
    """What the decrees of any office bound for services of these keys: only to tell what a question is about."""
    alike = (each for service in services for each in library.of_key(library.services[service].key))
    return frozenset(bound.measure for each in alike for bound in thresholds(each))


def _is_open(context: Context) -> bool:
    """Whether the last reply reckoned."""
    kept, shown = context.conversation.readiness, context.conversation.shown
    return kept is not None and bool(kept.figures) and any(action(each.id).verb == VERB for each in shown)


def _is_short(context: Context) -> bool:
    return len(context.text.split()) <= _FEW + 1


def _goes_on(context: Context, told: Told) -> bool:
    """Whether a figure changes a reckoning: "kalau anggotanya 100?"."""
    kept = context.conversation.readiness
    return kept is not None and bool(kept.figures) and bool(told.measures) and len(context.text.split()) <= 2 * _FEW


def _tells_only(context: Context, roots: tuple[str, ...]) -> bool:
    numbers = context.library.lexicon.numbers
    only = all(root in _BESIDE or root in numbers or _FIGURE.search(root) for root in roots)
    return only and not CUES.keys().isdisjoint(roots)


def _fails_to_answer(context: Context) -> bool:
    understood = context.understood
    return understood.intent == "out-of-scope" and not understood.named and len(context.text.split()) <= _FEW


def bounded(library: Library, office: str) -> tuple[Service, ...]:
    """The services of an office whose decree bounds a figure, in decreed order."""
    return tuple(service for service in library.of_office(office) if thresholds(service))


def measures_of(service: Service) -> tuple[Measure, ...]:
    """What a service's decree bounds, each once, in decreed order."""
    return tuple(dict.fromkeys(bound.measure for bound in thresholds(service)))
