"""Identity numbers of a business: NIB and NPWP, as digits alone."""

from __future__ import annotations

import re

from locales.reading.found import Found, the_one
from locales.reading.identity_grammar import IdentityKind, SaidIdentity
from locales.reading.refusals import HasLetters, NothingRead, Refused, WrongLength
from locales.reading.scan import scan

_LENGTHS: dict[IdentityKind, tuple[int, ...]] = {"nib": (13,), "npwp": (15, 16)}
"""Digits: NIB by PP 5/2021, NPWP 15 and since PMK 112/PMK.03/2022 also 16."""
_WRITTEN = re.compile(r"[0-9](?:[0-9 .\-/]*[0-9])?")
_FEWEST_DIGITS = 5
"""Digits from which an answer is an attempt at an identity number."""


def find_nib(text: str) -> list[Found[str | Refused]]:
    """The business identity numbers in a text: 13 digits alone, or whatever digits stand after "NIB"."""
    return _find(text, "nib")


def find_npwp(text: str) -> list[Found[str | Refused]]:
    """The tax numbers in a text: written with their dots, or whatever digits stand after "NPWP"."""
    return _find(text, "npwp")


def read_nib(text: str) -> Found[str] | Refused:
    """The business identity number that answers a step."""
    return _read(text, "nib")


def read_npwp(text: str) -> Found[str] | Refused:
    """The tax number that answers a step."""
    return _read(text, "npwp")


def _find(text: str, kind: IdentityKind) -> list[Found[str | Refused]]:
    return [
        Found(_checked(each.value.digits, kind), each.start, each.end)
        for each in scan(text)
        if isinstance(each.value, SaidIdentity) and each.value.kind == kind
    ]


def _read(text: str, kind: IdentityKind) -> Found[str] | Refused:
    found = _find(text, kind)
    if found:
        return the_one(found)
    written = [each for each in _WRITTEN.finditer(text) if len(_digits(each[0])) >= _FEWEST_DIGITS]
    if not written:
        return NothingRead()
    longest = max(written, key=lambda each: len(each[0]))
    if text[longest.end() : longest.end() + 1].isalpha() or text[: longest.start()][-1:].isalpha():
        return HasLetters()
    read = _checked(_digits(longest[0]), kind)
    return read if isinstance(read, Refused) else Found(read, longest.start(), longest.end())


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())


def _checked(digits: str, kind: IdentityKind) -> str | Refused:
    wanted = _LENGTHS[kind]
    return digits if len(digits) in wanted else WrongLength(len(digits), wanted)
