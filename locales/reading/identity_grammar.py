"""Where a business's identity numbers stand in a text: NIB and NPWP, by their name, their length or their dots."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from locales.reading.tokens import Line, Parsed

IdentityKind: TypeAlias = Literal["nib", "npwp"]
NIB_DIGITS = 13
"""Digits of a *nomor induk berusaha* (PP 5/2021)."""

_NIB = re.compile(r"(?!08|628)[0-9]{13}(?![0-9])")
_NPWP = re.compile(r"[0-9]{2}\.[0-9]{3}\.[0-9]{3}\.[0-9][-.][0-9]{3}\.[0-9]{3}(?![0-9])")
_DIGITS = re.compile(r"[0-9](?:[ .-]{0,2}[0-9]){7,23}(?![0-9])")
_KINDS: dict[str, IdentityKind] = {"nib": "nib", "npwp": "npwp"}
_BETWEEN = frozenset({":", ".", "-", "=", "nomor", "no", "saya", "usaha", "adalah", "nya", "kami"})
_MOST_BETWEEN = 3


@dataclass(frozen=True, slots=True)
class SaidIdentity:
    """An identity number: its kind and its digits alone."""

    kind: IdentityKind
    digits: str


def said_identity(line: Line, at: int) -> Parsed[SaidIdentity]:
    """An identity number after its name, or one that its length (NIB) or its dots (NPWP) show."""
    if kind := _KINDS.get(line.word(at)):
        named = at + 1
        while line.word(named) in _BETWEEN and named <= at + _MOST_BETWEEN:
            named += 1
        found = line.match(_DIGITS, named)
        return (SaidIdentity(kind, _only_digits(found[0][0])), found[1]) if found else None
    if not line.digits(at) or (line.glued(at) and line.word(at - 1) not in {":", "(", ","}):
        return None
    if found := line.match(_NIB, at):
        return SaidIdentity("nib", found[0][0]), found[1]
    if found := line.match(_NPWP, at):
        return SaidIdentity("npwp", _only_digits(found[0][0])), found[1]
    return None


def _only_digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())
