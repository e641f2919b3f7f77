"""Claim codes: what lets another conversation follow a ticket when the first one is lost. A code is a secret."""

from __future__ import annotations

import re

from handlers.choices import action
from handlers.tickets import SYMBOLS
from handlers.turn import Message

CLAIM_SYMBOLS = 10
"""41 million million codes: nobody finds one of an office's by trying."""
LINK = "klaim-"
"""What a link or a QR code says before the code."""
_HALF = CLAIM_SYMBOLS // 2
_TYPED = re.compile(
    rf"^\W*klaim\s+(?:tiket\s+)?(?:[a-z]{{3}}-[{SYMBOLS}]+-[{SYMBOLS}]\s+)?(?:kode\s+)?"
    rf"([{SYMBOLS}]{{{_HALF}}})[- ]?([{SYMBOLS}]{{{_HALF}}})\W*$",
    re.IGNORECASE,
)
_TRIED = re.compile(
    r"^\W*klaim\s+(?:kode\s+|tiket\s+)?(?=\S*\d|[a-z]{3}-\w+-\w\b)[\w-]{4,20}(?:[- ][\w-]{2,8})?\W*$", re.IGNORECASE
)
_WHOLE = re.compile(rf"[{SYMBOLS}]{{{CLAIM_SYMBOLS}}}", re.IGNORECASE)
_TOLD = re.compile(
    rf"(?<![a-z0-9])(klaim[\s-](?:kode\s+)?)[{SYMBOLS}]{{{_HALF}}}[- ]?[{SYMBOLS}]{{{_HALF}}}\b", re.IGNORECASE
)
UNKNOWN = "-"
"""Stands for what was typed as a code and cannot be one."""


def typed_claim(text: str) -> str | None:
    """The code of "klaim K4M9T-X7A3C"; UNKNOWN for something like one, None for every other text."""
    found = _TYPED.match(text)
    if found:
        return (found[1] + found[2]).upper()
    return UNKNOWN if _TRIED.match(text) else None


def linked_claim(way_in: str | None) -> str | None:
    """The code of a link ("klaim-K4M9TX7A3C"); UNKNOWN for a broken one, None for every other way in."""
    if way_in is None or not way_in.lower().startswith(LINK):
        return None
    code = way_in[len(LINK) :].upper()
    return code if _WHOLE.fullmatch(code) else UNKNOWN


def carries_code(message: Message) -> bool:
    """Whether a message tries a claim code, right or wrong: channels let nobody try many."""
    if message.kind == "press":
        done = action(message.choice or "")
        return done.verb == "follow" or (done.verb == "start" and linked_claim(":".join(done.arguments)) is not None)
    return typed_claim(message.text) is not None


def claim_text(code: str) -> str:
    """A code as people read and type it."""
    return f"{code[:_HALF]}-{code[_HALF:]}"


def without_codes(text: str) -> str:
    """A text for others' eyes: claim codes in it are dots, since whoever reads one may follow the ticket."""
    return _TOLD.sub(r"\1•••••", text)
