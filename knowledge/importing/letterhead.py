"""Reads the letterhead of a decree: address, telephones, faxes, e-mail, web."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from knowledge.importing.source import Line

PHONE = re.compile(r"(?:\(0\d{2,3}\)\s*|0\d{2,3}[-\s])\d{5,8}(?:\s*,\s*\d{5,8})*|\+62[\d\s-]{8,14}|\b08\d{8,11}\b")
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
WEB = re.compile(r"(?:https?://|www\.)[^\s,;)]+|\b[\w-]+(?:\.[\w-]+)*\.go\.id\b")


@dataclass
class Letterhead:
    """How the office is reached; empty where the letterhead does not say."""

    address: str | None = None
    postcode: str | None = None
    phones: list[str] = field(default_factory=list)
    faxes: list[str] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    web: list[str] = field(default_factory=list)


def read_letterhead(lines: Sequence[Line]) -> Letterhead:
    """What the first lines say, up to the considerations."""
    head = Letterhead()
    for line in lines:
        text = line.text
        if re.match(r"(menimbang|mengingat|memutuskan)", text, re.IGNORECASE):
            break
        if head.address is None and re.match(r"(jalan|jl\b|jln\b|alamat)", text, re.IGNORECASE):
            head.address = re.split(
                r"\s*\b(?:telp|telepon|tlp|fax|faks|email|pos-el|kode pos|laman)\b", text, flags=re.IGNORECASE
            )[0].strip(" .,;")
        if head.address is not None or re.search(r"telp|telepon|fax|email", text, re.IGNORECASE):
            _contacts(head, text)
    if head.address and head.postcode:
        head.address = re.sub(rf"[\s(,]*{head.postcode}[\s)]*$", "", head.address)
    return head


def _numbers(text: str) -> list[str]:
    """The telephone numbers of a list whose area code stands once: "(0561) 732771, 739684"."""
    first, *others = [part.strip() for part in text.split(",")]
    code = re.match(r"\(0\d{2,3}\)\s*|0\d{2,3}[-\s]", first)
    return [first, *(f"{code[0] if code else ''}{each}" for each in others)]


def _contacts(head: Letterhead, text: str) -> None:
    parts = re.split(r"(?i)(?<=\W)(?=(?:fax|faks|faximile|faksimile)\b)", f" {text}", maxsplit=1)
    for position, part in enumerate(parts):
        both = re.search(r"telepon\s*/\s*fa|telp\.?\s*/\s*fa", part, re.IGNORECASE)
        found = [number for each in PHONE.findall(part) for number in _numbers(each)]
        if position == 0 or both:
            head.phones += [each for each in found if each not in head.phones]
        if position == 1 or both:
            head.faxes += [each for each in found if each not in head.faxes]
    head.emails += [each for each in EMAIL.findall(text) if each not in head.emails]
    head.web += [each.rstrip(".") for each in WEB.findall(EMAIL.sub("", text)) if each.rstrip(".") not in head.web]
    postcode = re.search(r"(?<!\d)(\d{5})(?!\d)(?!-)", text)
    if head.postcode is None and postcode:
        head.postcode = postcode[1]
