"""Amounts of rupiah that citizens type: "Rp10.000,-", "2,5 juta", "500rb", "1,2 M", "sejuta setengah"."""

from __future__ import annotations

from typing import TypeAlias

from locales.reading.found import Found, Range, the_one
from locales.reading.number_phrases import SaidNumber
from locales.reading.refusals import NotWhole, RangeGiven, Refused
from locales.reading.scan import Asked, has_left_over, scan

Amount: TypeAlias = int | Range[int] | Refused
"""What a text can say of money, in rupiah."""


def find_amounts(text: str) -> list[Found[Amount]]:
    """The amounts in a text, in rupiah: numbers with Rp or *rupiah*, or with a million that counts nothing."""
    return [
        Found(_amount(each.value), each.start, each.end)
        for each in scan(text)
        if isinstance(each.value, SaidNumber) and (each.value.rupiah or (each.value.scaled and not each.value.unit))
    ]


def read_amount(text: str) -> Found[int] | Refused:
    """The amount of rupiah that answers a step; a plain number is one too."""
    found: Found[int | Range[int]] | Refused = the_one(find_amounts(text) or _plain_numbers(text))
    if isinstance(found, Refused):
        return found
    if isinstance(found.value, Range):
        return RangeGiven(found.value.first, found.value.last)
    return Found(found.value, found.start, found.end)


def _plain_numbers(text: str) -> list[Found[Amount]]:
    """Numbers that count nothing, read as an answer where a sentence has none or a figure is left over ("1 000")."""
    ways: tuple[Asked, ...] = ("number", "") if has_left_over(text) else ("", "number")
    for asked in ways:
        found = [
            Found(_amount(each.value), each.start, each.end)
            for each in scan(text, asked)
            if isinstance(each.value, SaidNumber) and not each.value.unit
        ]
        if found:
            return found
    return []


def _amount(said: SaidNumber) -> Amount:
    if said.problem:
        return said.problem
    for end in (said.low, said.high):
        if end % 1:
            return NotWhole(end)
    return int(said.low) if said.low == said.high else Range(int(said.low), int(said.high))
