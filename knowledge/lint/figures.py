"""Figures that disagree: "3 (empat) hari", or a typed value that its text does not say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.component_names import VALUE_NAMES
from knowledge.decree_file import ItemPart, ValuePart
from knowledge.lint.durations import durations, rupiah
from knowledge.lint.finding import Trace
from knowledge.lint.number_words import number_of
from knowledge.lint.subject import Component, Subject, components, texts
from knowledge.lint.wording import shortened

_IN_BRACKETS = re.compile(
    r"(?<![\d.,/])(?P<figure>\d[\d.]{0,24})(?:,(?:00|-))?\s*\(\s*(?P<words>[a-z ]+?)(?:\s+rupiah)?\s*\)", re.IGNORECASE
)


def find(subject: Subject) -> Iterator[Trace]:
    """Figures and words side by side, and typed values beside their texts."""
    for component in components(subject):
        for text in texts(component):
            for match in _IN_BRACKETS.finditer(text.text):
                said = number_of(match["words"])
                if said is not None and said != int(match["figure"].replace(".", "")):
                    yield Trace(
                        "angka",
                        "perbaiki",
                        text.location,
                        f"angka dan hurufnya berbeda: {match[0]}",
                        "cocokkan dengan naskah sumber; bila tercetak demikian, catat dalam note",
                        words=shortened(text.text),
                        told_by=re.compile(re.escape(match[0]), re.IGNORECASE),
                    )
        yield from _values(component)


def _values(component: Component) -> Iterator[Trace]:
    for place, value in enumerate(component.part.values):
        said = _said(component.part.items, value)
        told = _told(value, said)
        if told and not {value.amount, value.upto if value.upto is not None else value.amount} <= told:
            amount = f"{value.amount}-{value.upto}" if value.upto is not None else f"{value.amount}"
            yield Trace(
                "angka",
                "perbaiki",
                (*component.location, "values", place),
                f"values: {VALUE_NAMES[value.kind]} {amount} {value.unit} tidak ada dalam teksnya",
                "samakan values dengan teks butirnya; bot menghitung dengan angka ini",
                words=shortened(said),
            )


def _told(value: ValuePart, said: str) -> set[int]:
    """The numbers of a text that a value of this kind may have; empty where the text has none to compare with."""
    if value.unit == "rupiah":
        return set(rupiah(said))
    if value.kind == "duration":
        return {amount for each in durations(said) for amount in (each.amount, each.upto)}
    if value.kind == "officers":
        return {int(each) for each in re.findall(r"\d{1,6}", said)}
    return set()


def _said(items: list[ItemPart], value: ValuePart) -> str:
    """The text that a value was read from: its item's, or all of the component."""
    return " ".join(text for path, text in _paths(items) if value.item in (None, path))


def _paths(items: list[ItemPart], prefix: str = "") -> Iterator[tuple[str, str]]:
    for item in items:
        path = f"{prefix}{item.mark or ''}"
        yield path, item.text
        yield from _paths(item.items, f"{path}.")
