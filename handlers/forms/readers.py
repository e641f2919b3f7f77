"""Reads what a step takes out of what was typed; values are kept as plain text, so that a draft outlives a release."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from handlers.forms.options import find_option
from knowledge.form_model import Step, StepKind
from locales.reading import amounts, dates, emails, identity, numbers, phones, times, yes_no
from locales.reading.found import Found, Range
from locales.reading.refusals import NothingRead, NotWhole, OpenEnd, RangeGiven, Refused

FREE: frozenset[StepKind] = frozenset({"text", "name", "story"})
"""Kinds that take any words."""
_CONTACTS: frozenset[StepKind] = frozenset({"phone", "email"})
_BREAKS = ",;\n"
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
        return step.kind == self.kind or (step.kind == "contact" and self.kind in _CONTACTS)


def read(step: Step, text: str, today: dt.date) -> str | Refused:
    """The value of a whole message as the answer to a step."""
    if step.kind in FREE:
        return text.strip() or NothingRead()
    text = text[:_LONGEST]
    if step.kind == "choice":
        return find_option(step, text) or NothingRead()
    if step.kind == "contact":
        return _one(emails.read_email(text)) if "@" in text else _one(phones.read_phone(text))
    return _READ[step.kind](text, today, step.past)


def find(kinds: Collection[StepKind], text: str, today: dt.date, *, past: bool) -> list[Mention]:
    """The values of these kinds in a text, in the order in which they stand; no two share a word."""
    text = text[:_LONGEST]
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


def _number(text: str) -> str | Refused:
    read_number = _one(numbers.read_number(text))
    return _one(amounts.read_amount(text)) if isinstance(read_number, NothingRead) else read_number


def _prefer(past: bool) -> Literal["past", "future"]:
    return "past" if past else "future"


_READ: dict[StepKind, Callable[[str, dt.date, bool], str | Refused]] = {
    "date": lambda text, today, past: _one(dates.read_date(text, today, _prefer(past))),
    "times": lambda text, _today, _past: _one(times.read_time_range(text)),
    "number": lambda text, _today, _past: _number(text),
    "phone": lambda text, _today, _past: _one(phones.read_phone(text)),
    "email": lambda text, _today, _past: _one(emails.read_email(text)),
    "nib": lambda text, _today, _past: _one(identity.read_nib(text)),
    "yes-no": lambda text, _today, _past: _one(yes_no.read_yes_no(text)),
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
