"""Chooses, between two headings, the line that is the title of the service that begins there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from knowledge.importing.component_names import folded
from knowledge.importing.found import FoundService
from knowledge.importing.source import Line
from knowledge.importing.token import Token


def title_in(gap: Sequence[Token], current: FoundService | None) -> int | None:
    """Where the title of the next service stands between two headings: the surest, the first of equals."""
    titles = [position for position, token in enumerate(gap) if token.kind == "title"]
    if current is None and titles:
        last = _last_run(gap, titles)
        titles = [position for position in titles if position >= last]
    if not titles:
        return None
    best = max(gap[position].score for position in titles)
    first = next(position for position in titles if gap[position].score >= min(best, 75) - 0.1)
    strongest = next(position for position in titles if gap[position].score == best)
    return strongest if best >= 95 else first


def untitled(gap: Sequence[Token]) -> int | None:
    """The line that stands where a title would, right before the table: in capitals, or numbered and short."""
    position = len(gap) - 1
    while position >= 0 and gap[position].kind in {"header", "label"}:
        position -= 1
    best: int | None = None
    for at in range(position, max(-1, position - 5), -1):
        token = gap[at]
        if token.kind in {"header", "label"}:
            continue
        if token.kind != "text" or not _may_title(token.line):
            break
        best = at
        if token.line.spaced or token.line.text[:1].isdigit():
            break
    return best


def _may_title(line: Line) -> bool:
    text = line.text.strip()
    words = text.split()
    if (
        not 1 <= len(words) <= 18
        or text[-1:] in ".;,:"
        or re.match(
            r"(?:nip|pembina|kepala|tentang|nomor|lampiran|keputusan|menimbang|mengingat|tanggal|dinas|pemerintah)\b",
            text,
            re.IGNORECASE,
        )
    ):
        return False
    if re.match(r"(?:pelayanan|layanan)\b", text, re.IGNORECASE):
        return True
    return text.isupper() or bool(re.match(r"(?:\d{1,2}|[A-Z]|[IVX]+)[.)]\s*[A-Z]", text)) or line.heading


def _last_run(gap: Sequence[Token], titles: Sequence[int]) -> int:
    """A table of contents may list all titles before the first service: those after the last words between count."""
    last = titles[-1]
    for earlier, later in zip(reversed(titles[:-1]), reversed(titles[1:]), strict=True):
        between = [token for token in gap[earlier + 1 : later] if token.kind == "text"]
        if between or _different(gap[earlier], gap[later]):
            return last
        last = earlier
    return last


def _different(one: Token, other: Token) -> bool:
    return fuzz.token_set_ratio(folded(one.line.text), folded(other.line.text)) < 80
