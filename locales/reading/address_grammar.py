"""Where e-mail and web addresses stand in a text; nothing inside them is a number or a date."""

from __future__ import annotations

import re
from dataclasses import dataclass

from locales.reading.tokens import Line, Parsed

_EMAIL = re.compile(
    r"[a-z0-9][a-z0-9._%+'-]{0,63}@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?){1,5}"
)
_WEB = re.compile(r"(?:https?://|www\.)[^\s,;]+")


@dataclass(frozen=True, slots=True)
class SaidEmail:
    """An e-mail address in lower case."""

    address: str


@dataclass(frozen=True, slots=True)
class SaidWeb:
    """A web address in lower case."""

    address: str


def said_email(line: Line, at: int) -> Parsed[SaidEmail]:
    """An e-mail address."""
    found = line.match(_EMAIL, at) if "@" in line.text else None
    return (SaidEmail(found[0][0]), found[1]) if found else None


def said_web(line: Line, at: int) -> Parsed[SaidWeb]:
    """An address of the web."""
    found = line.match(_WEB, at) if line.word(at) in {"http", "https", "www"} else None
    return (SaidWeb(found[0][0]), found[1]) if found else None
