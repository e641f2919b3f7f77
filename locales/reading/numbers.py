"""Numbers that citizens type: "40 orang", "empat puluh", "1.500", "25-30", "sekitar 40-an"."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from locales.reading.found import Found, Range, the_one
from locales.reading.number_phrases import SaidNumber
from locales.reading.refusals import NotWhole, RangeGiven, Refused
from locales.reading.scan import has_left_over, scan


@dataclass(frozen=True, slots=True)
class Number:
    """A number, or the ends of a range; `unit` is the thing counted ("orang", "hari"), empty where none was said."""

    low: Decimal
    high: Decimal
    about: bool = False
    unit: str = ""


def find_numbers(text: str) -> list[Found[Number | Refused]]:
    """The numbers in a text that are no date, time, phone, rupiah amount or identity number.

    A number with its thousand or million ("2,5 juta") is found here and by `amounts.find_amounts`: the form knows
    which of the two it asked for.
    """
    return _numbers(text, asked=False)


def read_number(text: str) -> Found[int] | Refused:
    """The whole number that answers a step."""
    read = read_number_range(text)
    if isinstance(read, Refused):
        return read
    if read.value.first != read.value.last:
        return RangeGiven(read.value.first, read.value.last)
    return Found(read.value.first, read.start, read.end)


def read_number_range(text: str) -> Found[Range[int]] | Refused:
    """The range of whole numbers that answers a step; one number is a range of itself."""
    found = the_one(_answers(text))
    if isinstance(found, Refused):
        return found
    for end in (found.value.low, found.value.high):
        if end % 1:
            return NotWhole(end)
    return Found(Range(int(found.value.low), int(found.value.high)), found.start, found.end)


def _answers(text: str) -> list[Found[Number | Refused]]:
    """The numbers as a sentence has them; read as an answer where there are none or a figure is left over ("1 000")."""
    found = _numbers(text, asked=False)
    return found if found and not has_left_over(text) else _numbers(text, asked=True) or found


def _numbers(text: str, asked: bool) -> list[Found[Number | Refused]]:
    return [
        Found(_number(each.value), each.start, each.end)
        for each in scan(text, "number" if asked else "")
        if isinstance(each.value, SaidNumber) and not each.value.rupiah
    ]


def _number(said: SaidNumber) -> Number | Refused:
    return said.problem or Number(said.low, said.high, said.about, said.unit)
