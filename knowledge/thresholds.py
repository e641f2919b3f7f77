"""The bounds that a decree sets to figures which a citizen knows: members, capital, turnover, age.

They are read from the typed values of a service's requirements, so that a decree with other numbers needs no code.
Years (`minimum_years`) are left out: the decrees count those of a licence and of a plan, which no one figure tells.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from knowledge.item_refs import named_items
from knowledge.model import Component, Item, Service, Value

Measure = Literal["members", "capital", "turnover", "age"]
MEASURES: tuple[Measure, ...] = get_args(Measure)
MONEY: frozenset[str] = frozenset({"capital", "turnover"})
"""Measures that are counted in rupiah."""
REQUIREMENTS = "persyaratan"
"""The component whose bounds decide who may ask for a service."""
_MEASURED: dict[str, Measure] = {
    "minimum_members": "members",
    "minimum_capital": "capital",
    "maximum_capital": "capital",
    "maximum_turnover": "turnover",
    "age": "age",
}
"""Kinds of typed values that bound a figure."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """A decreed bound: a figure of `measure` is at least `least` and at most `most`, both included; None is no bound.

    In rupiah, people or years, by the measure; `term` is what the decree counts where its name says more than the
    measure's ("modal kerja"), and `item` the decreed item that says so.
    """

    measure: Measure
    least: int | None
    most: int | None
    term: str | None
    item: Item


def thresholds(service: Service) -> tuple[Threshold, ...]:
    """The bounds of a service in decreed order; none where its decree names no such numbers."""
    component = service.components.get(REQUIREMENTS)
    if component is None:
        return ()
    found = (_threshold(component, value) for value in component.values)
    return tuple(each for each in found if each is not None)


def _threshold(component: Component, value: Value) -> Threshold | None:
    measure = _MEASURED.get(value.kind)
    if measure is None:
        return None
    named = named_items(component.id, component.items)
    items = named.get(f"{component.id}/{value.item}" if value.item else component.id, ())
    if not items:
        return None
    if value.kind.startswith("maximum"):
        return Threshold(measure, None, value.amount, value.label, items[0])
    return Threshold(measure, value.amount, value.upto, value.label, items[0])
