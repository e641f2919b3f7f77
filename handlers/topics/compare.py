"""The same service at two offices side by side: what both decrees say, what only one says, and differing numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from handlers.choices import choice
from handlers.context import Context
from handlers.turn import Line, Outcome, Reply, Section
from knowledge.model import Component, Item, Service

SAME_ITEM = 80.0
"""rapidfuzz token_sort_ratio from which two items are one requirement; measured on the branch-office lists."""
_COMPARED_SHORT = ("biaya", "jangka-waktu", "jumlah-pelaksana", "produk")
_MOST_ONLY = 12
"""Items listed as found at one office only; the rest is one tap away."""
_NUMBER = re.compile(r"\d+(?:\.\d{3})+|\d+")


@dataclass(frozen=True, slots=True)
class Alignment:
    """Items of two lists: the pairs that match, and those that only one list has."""

    both: tuple[tuple[Item, Item], ...]
    left: tuple[Item, ...]
    right: tuple[Item, ...]


def align(left: tuple[Item, ...], right: tuple[Item, ...]) -> Alignment:
    """Pairs the items of two lists, each at most once, the best pairs first."""
    texts = [_plain(item.text) for item in right]
    pairs: list[tuple[float, int, int]] = []
    for place, item in enumerate(left):
        for _text, score, other in process.extract(
            _plain(item.text), texts, scorer=fuzz.token_sort_ratio, score_cutoff=SAME_ITEM, limit=3
        ):
            pairs.append((-score, place, other))
    taken_left: dict[int, int] = {}
    taken_right: set[int] = set()
    for _score, place, other in sorted(pairs):
        if place not in taken_left and other not in taken_right:
            taken_left[place] = other
            taken_right.add(other)
    both = tuple((left[place], right[other]) for place, other in sorted(taken_left.items()))
    only_left = tuple(item for place, item in enumerate(left) if place not in taken_left)
    only_right = tuple(item for place, item in enumerate(right) if place not in taken_right)
    return Alignment(both, only_left, only_right)


def compare(context: Context, left: Service, right: Service, components: tuple[str, ...]) -> Outcome:
    """Sets the services of two offices side by side: the components asked for, or those that matter most."""
    asked = components or (*_COMPARED_SHORT, "persyaratan")
    context = context.changed(service=left.id, component=components[0] if components else None)
    sections = [
        Section(
            context.say(
                "{label}: {left} dan {right}",
                label=left.label,
                left=_place(context, left),
                right=_place(context, right),
            )
        )
    ]
    short = tuple(
        line for component in asked if component in _COMPARED_SHORT for line in _short(context, left, right, component)
    )
    if short:
        sections.append(Section(lines=short))
    for component in asked:
        if component not in _COMPARED_SHORT:
            sections += _long(context, left, right, component)
    sources = tuple(
        context.source(service, components[0] if len(components) == 1 else None) for service in (left, right)
    )
    choices = tuple(
        choice(_place(context, service), "ask", service.id, components[0] if components else "persyaratan")
        for service in (left, right)
    )
    question = context.question("compare", left.office, left.id, components[0] if components else None)
    return context.answered(context.with_sources(Reply(tuple(sections), sources, choices)), question=question)


def _place(context: Context, service: Service) -> str:
    place = context.office(service.office).place
    return place.removeprefix("Provinsi ").removeprefix("Kabupaten ").removeprefix("Kota ")


def _short(context: Context, left: Service, right: Service, component: str) -> tuple[Line, ...]:
    texts = [_words(context, service.components.get(component)) for service in (left, right)]
    name = context.component_name(component)
    if _letters(texts[0]) == _letters(texts[1]):
        return (Line(None, context.say("{component}, sama: {words}", component=name, words=texts[0])),)
    return (
        Line(
            None,
            f"{name}:",
            (Line(None, f"{_place(context, left)}: {texts[0]}"), Line(None, f"{_place(context, right)}: {texts[1]}")),
        ),
    )


def _words(context: Context, component: Component | None) -> str:
    if component is None or component.blank:
        return context.say("tidak tercantum dalam keputusan")
    return "; ".join(item.text.rstrip(";. ") for item in component.items)


def _long(context: Context, left: Service, right: Service, component: str) -> list[Section]:
    items = [
        service.components[component].items if component in service.components else () for service in (left, right)
    ]
    alignment = align(items[0], items[1])
    name = context.component_name(component)
    count = context.say(
        "{left} mencantumkan {first} butir, {right} {second} butir; {both} butir sama.",
        left=_place(context, left),
        first=len(items[0]),
        right=_place(context, right),
        second=len(items[1]),
        both=len(alignment.both),
    )
    sections = [Section(name, (count,))]
    differing = tuple(
        Line(first.mark, f"{first.text} ↔ {second.text}")
        for first, second in alignment.both
        if _numbers(first) != _numbers(second)
    )
    if differing:
        sections.append(Section(paragraphs=(context.say("Angkanya berbeda:"),), lines=differing))
    for service, other, only in ((left, right, alignment.left), (right, left, alignment.right)):
        if only:
            sections.append(_only(context, service, other, only))
    return sections


def _only(context: Context, service: Service, other: Service, items: tuple[Item, ...]) -> Section:
    text = context.say(
        "Hanya di {place}, tidak tercantum dalam keputusan {other}:",
        place=_place(context, service),
        other=_place(context, other),
    )
    lines = tuple(Line(item.mark, item.text) for item in items[:_MOST_ONLY])
    more = len(items) - _MOST_ONLY
    closing = (context.say("dan {count} butir lagi.", count=more),) if more > 0 else ()
    return Section(paragraphs=(text,), lines=lines, closing=closing)


def _numbers(item: Item) -> list[str]:
    return sorted(_NUMBER.findall(item.text))


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9 ]+", " ", text.lower().replace("foto copy", "fotokopi")).strip()


def _letters(text: str) -> str:
    """Letters and digits alone: "Rp.0" and "Rp. 0" are the same fee."""
    return re.sub(r"[^a-z0-9]+", "", text.lower())
