"""Makes the items of a component from its lines: finds list marks, nests them, joins what a page or column broke."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.importing import marks
from knowledge.importing.content import Content
from knowledge.importing.inner_tables import is_head
from knowledge.importing.line_breaks import LineBreaks
from knowledge.importing.lost_borders import part
from knowledge.importing.marks import Mark
from knowledge.importing.open_items import OpenItems, bulleted, mark_of
from knowledge.importing.source import Line
from knowledge.importing.token import Token
from knowledge.importing.vocabulary import Vocabulary

_INTRO = re.compile(r"^(prosedur|persyaratan|alur|mekanisme|dasar hukum|syarat)[^:]{0,20}\s*:\s*$", re.IGNORECASE)
_REMARK = re.compile(r"^(catatan|keterangan|ket|nb|note)\s*\.?\s*:\s*(?P<words>.*)$", re.IGNORECASE)
_FEW = 2
"""Parts that bullets within a line must exceed to be a list: one sign may be a writer's."""
_INNER_BULLET = re.compile(r"\s*[•●▪■✓✔]\s*")
_MARK_ONLY = re.compile(r"\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{2,4})[.)]|[•●▪■✓✔*◦➢►-]")


def content_of(
    tokens: Sequence[Token], component: str, *, width: int = 0, known: Vocabulary | None = None, loose: bool = True
) -> Content:
    """The content of one component from its tokens; `width` of the column in characters, `known` words if it is a scan.

    `loose`: lines may be broken anywhere; otherwise they say themselves whether they go on.
    """
    lines = [token.line for token in tokens if token.line.text]
    cut = {position for position, token in enumerate(t for t in tokens if t.line.text) if token.cut}
    maker = _Maker(component, lines, width=width, known=known, loose=loose)
    for position, line in enumerate(lines):
        maker.take(line, cut=position in cut)
    part(maker.content, component)
    return maker.content


class _Maker:
    """Takes lines in one after another."""

    def __init__(self, component: str, lines: list[Line], *, width: int, known: Vocabulary | None, loose: bool) -> None:
        self.content = Content()
        self._component = component
        plain = [line for line in lines if not line.flow]
        longest = width or max((len(line.text) for line in plain), default=0)
        marked = any(line.mark or marks.leading(line.text) for line in plain)
        self._breaks = LineBreaks(longest, known, loose=loose, marked=marked)
        self._items = OpenItems(self.content.items, scanned=known is not None)
        self._above: Line | None = None
        self._in_remark = False
        self._pending = ""

    def take(self, line: Line, *, cut: bool) -> None:
        """Takes in the next line."""
        if line.flow:
            self._take_flow(line)
            return
        self._take(line, cut=cut)
        self._above = line

    def _take_flow(self, line: Line) -> None:
        boxes = [box.strip() for box in re.split(r"→|->|⇒|➔|►", line.text) if box.strip()]
        if self._items.open and self._component == "pengaduan":
            self._items.open[-1].flow += boxes
        else:
            self.content.flow += boxes

    def _take(self, line: Line, *, cut: bool) -> None:
        text = line.text.strip()
        if not re.search(r"\w", text):
            return
        if _INTRO.match(text) and not self.content.items:
            self.content.intro = text.rstrip(" :")
            self.content.numbers.append(line.number)
            return
        if _MARK_ONLY.fullmatch(text) and line.mark is None:
            self._pending = text
            return
        if self._pending and line.mark is None and marks.leading(text) is None:
            text = f"{self._pending} {text}"
        self._pending = ""
        if line.heading and is_head(text.split(" | ")):
            self.content.intro = self.content.intro or text
            return
        if not self._is_remark(line, text) and not self._run_together(line, text):
            self._take_item(line, text, cut=cut)

    def _is_remark(self, line: Line, text: str) -> bool:
        """Whether a text begins the closing remark; taken in if it does."""
        remark = _REMARK.match(text)
        if remark and (self.content.items or self._in_remark):
            self.content.remark = " ".join(filter(None, [self.content.remark, remark["words"].strip() or None])) or None
            self._in_remark = True
            self.content.numbers.append(line.number)
            return True
        return False

    def _run_together(self, line: Line, text: str) -> bool:
        """Whether a line holds several bulleted items; taken in if it does."""
        signs = [part for part in _INNER_BULLET.split(text) if part.strip()]
        if len(signs) <= _FEW or line.mark is not None:
            return False
        for words in signs:
            self._items.begin(Mark("•", "•", 0), line.place, line.depth)
            self._words(words.strip(), line)
        return True

    def _take_item(self, line: Line, text: str, *, cut: bool) -> None:
        found = ([mark_of(line.mark, line.depth)], 0) if line.mark else marks.leading(text)
        if found is None:
            self._take_plain(line, text, cut=cut)
            return
        readings, start = found
        self._in_remark = False
        mark = self._items.read_as(readings)
        for words in bulleted(text[start:], mark):
            self._items.begin(mark, line.place, line.depth)
            self._words(words, line)

    def _take_plain(self, line: Line, text: str, *, cut: bool) -> None:
        if self._in_remark:
            self.content.remark = f"{self.content.remark} {text}" if self.content.remark else text
            self.content.numbers.append(line.number)
            return
        if self._items.open and self._breaks.goes_on(self._items.open[-1], self._above, line, text, cut=cut):
            self._words(text, line, more=True)
            return
        self._items.begin(None, line.place, line.depth)
        self._words(text, line)

    def _words(self, text: str, line: Line, *, more: bool = False) -> None:
        """Puts words into the open item, beginning new ones where marks stand inside them."""
        start = 0
        for readings, begin, end in marks.inside(text, 0):
            mark = self._items.inner_mark(
                readings, text[start:begin], text[end:], glued=not text[begin - 1 : begin].isspace()
            )
            if mark is None or begin < start or (begin == 0 and not more):
                continue
            self._put(text[start:begin], line, more=more)
            self._items.begin(mark, line.place, line.depth)
            start, more = end, False
        self._put(text[start:], line, more=more)

    def _put(self, words: str, line: Line, *, more: bool) -> None:
        words = words.strip()
        if not words:
            return
        item = self._items.open[-1]
        item.numbers.append(line.number)
        if more and item.text:
            item.add(words)
        else:
            item.text = words if not item.text else f"{item.text} {words}"
