"""Tells whether a line goes on from the one before it: broken by the edge of its column, or a new item."""

from __future__ import annotations

import re

from knowledge.importing.content import Item
from knowledge.importing.source import Line
from knowledge.importing.splitting import begins_item
from knowledge.importing.vocabulary import Vocabulary

_LABELLED = re.compile(
    r"^(?:laman|website|situs|web|pos-?el|e-?mail|surel|telepon|telp|tlp|no\.? ?telp|faks?|fax|faximile|faksimile"
    r"|whatsapp|wa|no\.? ?wa|hp|sms|instagram|ig|facebook|fb|twitter|kotak saran|kotak pengaduan|alamat|sp4n"
    r"|administrasi|istirahat|senin|jumat|sabtu)\b[^:]{0,25}[:.(-]?",
    re.IGNORECASE,
)
_HANGING = re.compile(
    r"(?:\b(?:dan|atau|yang|di|ke|dari|untuk|dengan|tentang|nomor|tahun|serta|pada|oleh|atas|dalam|no)|[,/(&-])$",
    re.IGNORECASE,
)
_LEAD = 60
"""Characters of a line that only leads in a list."""
_ANY_LABEL = re.compile(r"[A-Z][^:.;]{1,30}:\s*\S")
_HOURS = re.compile(r"^(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|istirahat)\b.*\d[.:]\d\d", re.IGNORECASE)
ENDED = re.compile(r"[.;:!?]$")
_SHORTENED = re.compile(r"\b(?:no|jl|telp|gd|lt|prov|kab|kec|bpk|dll|dsb)\.$", re.IGNORECASE)
"""A word that ends with a full stop because it is shortened."""


class LineBreaks:
    """The breaks of one component: `width` of its column in characters, `known` words if it is a scan.

    `loose`: lines may be broken anywhere; otherwise they say themselves whether they go on. `marked`: items have marks.
    """

    def __init__(self, width: int, known: Vocabulary | None, *, loose: bool, marked: bool) -> None:
        self._width = width
        self._known = known
        self._loose = loose
        self._marked = marked

    def goes_on(self, last: Item, above: Line | None, line: Line, text: str, *, cut: bool) -> bool:
        """Whether a line without a mark continues the item before it, `above` being the line right before.

        `cut`: the line begins a row that goes on from the page before.
        """
        before = last.text.rstrip()
        if line.wrapped:
            return True
        if text[0].islower() or text[0] in ",;)/&":
            return not (_LABELLED.match(text) and ":" in text[:30])
        if line.depth and not line.mark and above is not None and above.number == line.number:
            return False
        if _HANGING.search(before) or before.count("(") > before.count(")"):
            return True
        if self._known is None and line.spaced and text[0].isupper():
            return False
        if cut:
            return bool(last.mark) and not ENDED.search(before)
        if not self._loose or (above is not None and above.number == line.number):
            return False  # a paragraph of its own
        if text.endswith(":") and text[0].isupper() and len(text) < _LEAD and not line.wrapped:
            return False
        return above is not None and self._broken_here(before, text, last, len(above.text))

    def _broken_here(self, before: str, text: str, last: Item, length: int) -> bool:
        """Whether a hard line break parted two lines of one sentence."""
        if (_LABELLED.match(text) and ":" in text[:30]) or _HOURS.match(text):
            return False
        if self._known is None and _ANY_LABEL.match(text) and _ANY_LABEL.match(last.text):
            return False
        if ENDED.search(before) and not _SHORTENED.search(before):
            return False
        fits = len(text.split()[0]) + 1 <= self._width - length
        if self._known is not None:
            return self._known.joins(before, text) or (not fits and not begins_item(text))
        if last.mark is not None and self._marked:
            return True
        return not fits
