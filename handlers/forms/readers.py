"""Reads what a step takes out of what was typed; values are kept as plain text, so that a draft outlives a release."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from handlers.forms.leanings import leaning
from handlers.forms.options import find_option
from handlers.forms.own_words import own_words
from knowledge.form_model import Step, StepKind
from locales.reading import amounts, dates, emails, identity, numbers, phones, times
from locales.reading.found import Found, Range
from locales.reading.refusals import NothingRead, NotWhole, OpenEnd, RangeGiven, Refused

FREE: frozenset[StepKind] = frozenset({"text", "name", "story"})
"""Kinds that take any words."""
_CONTACTS: frozenset[StepKind] = frozenset({"phone", "email"})
_BREAKS = ",;\n"
_PEOPLE = frozenset({"orang", "peserta", "anggota", "karyawan", "kursi"})
_PARTICLES = re.compile(
    r"(?<=\w )(?:aja|saja|ae|wae|deh|dong|sih|kok|nih)(?= )|\b(?:kira-kira|kira kira|kira2|sekitar|sekitaran)(?= )",
    re.IGNORECASE,
)
_NEXT = re.compile(r"(?:atas nama|a\.n\.|a/n|untuk|buat)\b", re.IGNORECASE)
_DATED = re.compile(r"\s*(?:tgl|tanggal|hari|besok|lusa|dina|dinten|poe|date)\b", re.IGNORECASE)
_LONGEST = 600
"""Characters that are looked through for values: nobody hides a date deeper, and a long text takes long to scan."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A value found in a sentence, of the kind that it is by itself; `apart` when commas or ends set it off."""

    kind: StepKind
    value: str | Refused
    found: Found[object]
    apart: bool

    def fits(self, step: Step) -> bool:
        """Whether a step takes such a value."""
        if isinstance(self.found.value, numbers.Number) and not counts(step, self.found.value.unit):
            return False
        return step.kind == self.kind or (step.kind == "contact" and self.kind in _CONTACTS)

    def at_edge(self, text: str) -> bool:
        """Whether nothing but the value stands on one side of it: "rapat anggota jam 9 sampai 12"."""
        before, after = text[: self.found.start].rstrip(), text[self.found.end :].lstrip(". !")
        return not after or not before or after[0] in _BREAKS or before[-1] in _BREAKS or bool(_NEXT.match(after))

    def is_named(self, text: str) -> bool:
        """Whether the words of the value say what it is: a time of the clock, "tgl", what a number counts."""
        match self.kind:
            case "times":
                return True
            case "number":
                return isinstance(self.found.value, numbers.Number) and bool(self.found.value.unit)
            case _:
                return bool(_DATED.match(text[self.found.start : self.found.end]))


def counts(step: Step, unit: str) -> bool:
    """Whether a step asks for the number of what a unit names: "3 minggu" is no number of people."""
    if not unit or unit in step.words:
        return True
    return unit in _PEOPLE and not _PEOPLE.isdisjoint(step.words)


def read(step: Step, text: str, today: dt.date) -> str | Refused:
    """The value of a whole message as the answer to a step."""
    if step.kind in FREE:
        return own_words(step, text)
    text = _plain(text)
    if step.kind == "number":
        return _number(step, text)
    if step.kind == "yes-no":
        return leaning(step, text) or NothingRead()
    if step.kind == "choice":
        return find_option(step, text) or NothingRead()
    if step.kind == "contact":
        return _one(emails.read_email(text)) if "@" in text else _one(phones.read_phone(text))
    return _READ[step.kind](text, today, step.past)


def find(kinds: Collection[StepKind], text: str, today: dt.date, *, past: bool) -> list[Mention]:
    """The values of these kinds in a text, in the order in which they stand; no two share a word."""
    text = _plain(text)
    wanted = {*kinds, *(_CONTACTS if "contact" in kinds else ())}
    found = [
        Mention(kind, _shown(each.value), each, _apart(text, each))
        for kind, finds in _FIND.items()
        if kind in wanted
        for each in finds(text, today, past)
    ]
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda each: (each.found.start, -each.found.end)):
        if not kept or mention.found.start >= kept[-1].found.end:
            kept.append(mention)
    return kept


def _plain(text: str) -> str:
    """The part of a text that is read, with blanks for words that values are read without: "jam 1 aja sampai jam 3"."""
    return _PARTICLES.sub(lambda found: " " * len(found[0]), text[:_LONGEST])


def _apart(text: str, found: Found[object]) -> bool:
    before, after = text[: found.start].rstrip(), text[found.end :].lstrip()
    return (not before or before[-1] in _BREAKS) and (not after or after[0] in f"{_BREAKS}.")


def _shown(value: object) -> str | Refused:
    """A value as it is kept; what is no single value is why it cannot be."""
    match value:
        case Refused() | str():
            return value
        case dt.date():
            return value.isoformat()
        case Range(dt.time() as first, dt.time() as last):
            return f"{first:%H:%M}-{last:%H:%M}"
        case dt.time():
            return OpenEnd(value)
        case numbers.Number(low, high):
            return RangeGiven(low, high) if low != high else NotWhole(low) if low % 1 else str(int(low))
        case Range(first, last):
            return RangeGiven(first, last)
        case bool():
            return "yes" if value else "no"
        case _:
            return str(value)


def _one(found: Found[object] | Refused) -> str | Refused:
    return found if isinstance(found, Refused) else _shown(found.value)


def _number(step: Step, text: str) -> str | Refused:
    units = [found.value.unit for found in numbers.find_numbers(text) if isinstance(found.value, numbers.Number)]
    if units and not any(counts(step, unit) for unit in units):
        return NothingRead()
    read_number = _one(numbers.read_number(text))
    return _one(amounts.read_amount(text)) if isinstance(read_number, NothingRead) else read_number


def _prefer(past: bool) -> Literal["past", "future"]:
    return "past" if past else "future"


_READ: dict[StepKind, Callable[[str, dt.date, bool], str | Refused]] = {
    "date": lambda text, today, past: _one(dates.read_date(text, today, _prefer(past))),
    "times": lambda text, _today, _past: _one(times.read_time_range(text)),
    "phone": lambda text, _today, _past: _one(phones.read_phone(text)),
    "email": lambda text, _today, _past: _one(emails.read_email(text)),
    "nib": lambda text, _today, _past: _one(identity.read_nib(text)),
    "files": lambda _text, _today, _past: NothingRead(),
}
_FIND: dict[StepKind, Callable[[str, dt.date, bool], Sequence[Found[object]]]] = {
    "date": lambda text, today, past: dates.find_dates(text, today, _prefer(past)),
    "times": lambda text, _today, _past: times.find_times(text),
    "number": lambda text, _today, _past: [*numbers.find_numbers(text), *amounts.find_amounts(text)],
    "phone": lambda text, _today, _past: phones.find_phones(text),
    "email": lambda text, _today, _past: emails.find_emails(text),
    "nib": lambda text, _today, _past: identity.find_nib(text),
}
