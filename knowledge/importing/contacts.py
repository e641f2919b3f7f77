"""Parts and joins the contacts under which complaints are taken: one way to reach the office is one item."""

from __future__ import annotations

import re

_LABEL = (
    r"(?:atau\s+)?(?:laman|website|situs(?:\s+web)?|web|pos-?el|e-?mail|surel|telepon|telp|tlp|faks|fax|faximile|faksimile|whatsapp|wa|hp|instagram|ig"
    r"|facebook|fb|twitter|youtube|tiktok|sms|call\s?center|kotak\s+saran)"
)
_BORDER = re.compile(
    rf"(?<=\S)(?<!\batau)(?<!\bAtau)\s+(?={_LABEL}\s*\.?\s*[:(=])|(?<=[\d/])\s+(?={_LABEL}\s*\.?\s*(?:\+?\d|@|https?:|[\w.+-]+@))|(?<=\S)\s+(?=atau\s+e-?mail\b)",
    re.IGNORECASE,
)
_AFTER_ADDRESS = re.compile(r"(?:(?<=\S)(?=\s)(?<=/)|(?<=\.id)|(?<=\.com))\s+(?=[A-Z])")
_LABEL_ONLY = re.compile(rf"^{_LABEL}(?:\s+(?:dinas|kantor|resmi))?\s*[.:=-]*$", re.IGNORECASE)
_MAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_MAIL_BORDER = re.compile(rf"(?<=\S)(?<!\batau)(?<!\bAtau)\s+(?={_MAIL}(?:\s|$))")
_VALUE = re.compile(rf"^(?:@\w|https?:|www\.|{_MAIL}|\(?\+?\d)", re.IGNORECASE)


def contacts(texts: list[str]) -> list[str]:
    """The texts with several contacts in one parted, and labels joined with what stands in the next."""
    pieces = [piece for text in texts for piece in _pieces(text)]
    made: list[str] = []
    for position, piece in enumerate(pieces):
        before = made[-1] if made else ""
        follows = position + 1 < len(pieces) and bool(re.match(_MAIL, pieces[position + 1]))
        is_mail = bool(re.match(_MAIL, piece))
        if before and _LABEL_ONLY.match(before) and _VALUE.match(piece) and not (is_mail and follows):
            made[-1] = f"{before.rstrip(' :=-')}: {piece}"
        elif (
            before and re.match(r"(?:https?:|www\.)", piece) and not _ends_address(before) and len(before.split()) <= 4
        ):
            made[-1] = f"{before} {piece}"
        else:
            made.append(piece)
    return made


def _ends_address(text: str) -> bool:
    return bool(re.search(rf"(?:https?:|www\.|{_MAIL}|@\w+|\d)\S*$", text))


def _pieces(text: str) -> list[str]:
    parts = [part.strip() for whole in _BORDER.split(text) for part in _AFTER_ADDRESS.split(whole) if part.strip()]
    return [each for part in parts for each in _mails(part)]


def _mails(text: str) -> list[str]:
    """Several addresses after one label stand apart; one stays with its label."""
    found = re.findall(_MAIL, text)
    if len(found) < 2 or not re.search(rf"{_MAIL}\s+{_MAIL}", text):
        return [text]
    return [part.strip() for part in _MAIL_BORDER.split(text) if part.strip()]
