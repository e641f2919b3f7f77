"""Amounts of rupiah that citizens type: "Rp10.000,-", "2,5 juta", "500rb", "1,2 M", "sejuta setengah"."""

from __future__ import annotations

from locales.reading.found import Found, Range, the_one
from locales.reading.number_phrases import SaidNumber
from locales.reading.refusals import NotWhole, RangeGiven, Refused
from locales.reading.scan import Asked, scan

Amount = int | Range[int] | Refused


def find_amounts(text: str) -> list[Found[Amount]]:
    """The amounts in a text, in rupiah: numbers with Rp or *rupiah*, or with a million that counts nothing."""
    return _amounts(text, "", plain=False)


def read_amount(text: str) -> Found[int] | Refused:
    """The amount of rupiah that answers a step; a plain number is one too."""
    asked: Asked = "number"
    found: Found[int | Range[int]] | Refused = the_one(
        _amounts(text, "", plain=False) or _amounts(text, "", plain=True) or _amounts(text, asked, plain=True)
    )
    if isinstance(found, Refused):
        return found
    if isinstance(found.value, Range):
        return RangeGiven(found.value.first, found.value.last)
    return Found(found.value, found.start, found.end)


def _amounts(text: str, asked: Asked, plain: bool) -> list[Found[Amount]]:
    """The sums of money; with "plain" also numbers that do not show that they are, unless they count something."""
    return [
        Found(_amount(each.value), each.start, each.end)
        for each in scan(text, asked)
        if isinstance(each.value, SaidNumber)
        and (each.value.rupiah or (not each.value.unit and (plain or each.value.scaled)))
    ]


def _amount(said: SaidNumber) -> Amount:
    if said.problem:
        return said.problem
    for end in (said.low, said.high):
        if end % 1:
            return NotWhole(end)
    return int(said.low) if said.low == said.high else Range(int(said.low), int(said.high))
