"""The form of the readiness page: a field for each figure, and the decree's bounds that it is held against."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from handlers.measures import Say, term
from handlers.names import mark
from handlers.readiness_text import STATES
from knowledge.model import Service
from knowledge.thresholds import MONEY, Measure, Threshold, thresholds

MEETS, UNKNOWN = mark("memenuhi"), mark("belum diketahui")
SHORT, OVER = mark("kurang {by}"), mark("lebih {by} dari batasnya")


def alike_groups(services: Iterable[Service]) -> list[list[Service]]:
    """Services that count the same things share their fields."""
    groups: dict[tuple[tuple[Measure, str | None], ...], list[Service]] = {}
    for service in services:
        counted = tuple(dict.fromkeys((bound.measure, bound.term) for bound in thresholds(service)))
        groups.setdefault(counted, []).append(service)
    return list(groups.values())


def group(say: Say, services: list[Service]) -> str:
    """The fields of some services, and under them each service with its bounds."""
    name = services[0].key
    bounds = {bound.measure: bound for service in services for bound in thresholds(service)}
    fields = "".join(_field(say, f"{name}-{measure}", bound) for measure, bound in bounds.items())
    results = "".join(_result(say, service) for service in services)
    legend = escape(", ".join(service.label for service in services))
    return (
        f'<form class="group" data-group="{escape(name)}" autocomplete="off"><fieldset><legend>{legend}</legend>'
        f'<div class="fields">{fields}</div></fieldset>'
        f'<p class="summary" role="status"></p><ul class="services">{results}</ul></form>'
    )


def _field(say: Say, key: str, bound: Threshold) -> str:
    label = escape(term(say, bound))
    attributes = f'id="{escape(key)}" name="{bound.measure}" inputmode="{{}}" aria-describedby="{escape(key)}-read"'
    told = f'<small id="{escape(key)}-read" class="read"></small>'
    if bound.measure not in MONEY:
        unit = escape(say("orang") if bound.measure == "members" else say("tahun"))
        return (
            f'<div class="field"><label for="{escape(key)}">{label}</label><div class="entry">'
            f'<input {attributes.format("numeric")} maxlength="12"><span>{unit}</span></div>{told}</div>'
        )
    unit = escape(say("Satuan {term}", term=term(say, bound).lower()))
    scales = "".join(
        f'<option value="{value}">{escape(name)}</option>'
        for name, value in ((say("miliar"), 10**9), (say("juta"), 10**6), ("rupiah", 1))
    )
    return (
        f'<div class="field"><label for="{escape(key)}">{label}</label><div class="entry"><span>Rp</span>'
        f'<input {attributes.format("decimal")} maxlength="24">'
        f'<select name="{bound.measure}-scale" aria-label="{unit}">{scales}</select></div>{told}</div>'
    )


def _result(say: Say, service: Service) -> str:
    number, name = service.number, service.name
    named = say("layanan {number}: {name}", number=number, name=name) if number is not None else name
    bounds = "".join(_bound(say, place, bound) for place, bound in enumerate(thresholds(service)))
    unknown = STATES["unknown"]
    return (
        f'<li data-service="{escape(service.id)}" data-state="unknown"><h3>{escape(service.label)}</h3>'
        f'<p class="state">{escape(say(unknown))}</p><ul>{bounds}</ul><p class="source">{escape(named)}</p></li>'
    )


def _bound(say: Say, place: int, bound: Threshold) -> str:
    marked = say("butir {mark}", mark=bound.item.mark) if bound.item.mark else ""
    quote = f"{escape(f'{marked}: ' if marked else '')}<q>{escape(bound.item.text.rstrip('; '))}</q>"
    return (
        f'<li data-bound="{place}" data-state="unknown"><strong>{escape(term(say, bound))}</strong>: '
        f'<span class="verdict">{escape(say(UNKNOWN))}</span><br><span class="quote">{quote}</span></li>'
    )
