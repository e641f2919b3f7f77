"""Word families: `<petugas> harus apa` in the lexicon stands for that phrase with each word of the family."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import product

_MEMBER = re.compile(r"<([^<>]*)>")


class UnknownFamily(ValueError):
    """A phrase names a family that families.yaml does not hold."""


def spelled_out(phrase: str, families: Mapping[str, list[str]]) -> Iterator[str]:
    """Every phrase that one phrase with families stands for; raises UnknownFamily."""
    parts = _MEMBER.split(phrase)
    choices = [[part] if number % 2 == 0 else _words(part, families) for number, part in enumerate(parts)]
    return ("".join(chosen) for chosen in product(*choices))


def _words(family: str, families: Mapping[str, list[str]]) -> list[str]:
    if family not in families:
        raise UnknownFamily(family)
    return families[family]
