"""What the measures of a decree's bounds are called, asked for and shown as, in the chat and on the page alike."""

from __future__ import annotations

from collections.abc import Callable

from handlers.figures import Figure
from handlers.names import mark
from knowledge.thresholds import MONEY, Measure, Threshold
from locales.formats import rupiah, whole_number

Say = Callable[..., str]
"""A text in the citizen's language with its placeholders filled."""

NAMES: dict[Measure, str] = {
    "members": mark("Anggota"),
    "capital": mark("Modal"),
    "turnover": mark("Omzet"),
    "age": mark("Usia"),
}
EXAMPLES: dict[Measure, str] = {
    "members": mark("anggota 60"),
    "capital": mark("modal 2 miliar"),
    "turnover": mark("omzet 1,5 miliar"),
    "age": mark("umur 25"),
}
"""How a figure is typed so that it is understood, in every language."""
_MANY = 10_000
"""From here on a count is shown with points."""


def term(say: Say, threshold: Threshold) -> str:
    """What a bound counts: in the decree's own words where they say more than the measure's name."""
    if threshold.term is None:
        return say(NAMES[threshold.measure])
    return threshold.term[:1].upper() + threshold.term[1:]


def amount(say: Say, measure: Measure, number: int, language: str) -> str:
    """A number of a measure with its unit."""
    if measure in MONEY:
        return rupiah(number, language)
    count = whole_number(number, language) if number >= _MANY else str(number)
    return say("{count} tahun", count=count) if measure == "age" else say("{count} orang", count=count)


def said(say: Say, figure: Figure, language: str) -> str:
    """A figure as it was told: one number, "sekitar", or the ends that are known."""
    if figure.about is not None:
        return say("sekitar {amount}", amount=amount(say, figure.measure, figure.about, language))
    least = amount(say, figure.measure, figure.least, language)
    if figure.most is None:
        return say("{amount} atau lebih", amount=least)
    most = amount(say, figure.measure, figure.most, language)
    if figure.least == figure.most:
        return most
    return say("paling banyak {amount}", amount=most) if figure.least <= 1 else f"{least}–{most}"
