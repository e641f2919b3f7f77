"""Makes the items of a component from its lines: finds list marks, nests them, joins what a page or column broke."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from knowledge.importing import marks
from knowledge.importing.component_names import folded, named
from knowledge.importing.contacts import contacts
from knowledge.importing.inner_tables import is_head
from knowledge.importing.marks import Mark
from knowledge.importing.source import Line
from knowledge.importing.splitting import begins_item, parted
from knowledge.importing.tokens import Token
from knowledge.importing.vocabulary import Vocabulary


@dataclass
class Item:
    """An item under way; `doubts` are words as printed and why they are unsure, `numbers` the lines it stands in."""

    text: str
    place: str
    mark: Mark | None = None
    items: list[Item] = field(default_factory=list)
    flow: list[str] = field(default_factory=list)
    doubts: list[tuple[str, str]] = field(default_factory=list)
    depth: int = 0
    numbers: list[int] = field(default_factory=list)

    def add(self, words: str) -> None:
        """Joins words that a line break parted."""
        if re.search(r"[A-Za-z]-$", self.text) and words[:1].islower() and not self.text.endswith(" -"):
            self.text += words
        else:
            self.text = f"{self.text} {words}"


@dataclass
class Content:
    """What a component says."""

    items: list[Item] = field(default_factory=list)
    intro: str | None = None
    remark: str | None = None
    flow: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


_INTRO = re.compile(r"^(prosedur|persyaratan|alur|mekanisme|dasar hukum|syarat)[^:]{0,20}\s*:\s*$", re.IGNORECASE)
_REMARK = re.compile(r"^(catatan|keterangan|ket|nb|note)\s*\.?\s*:\s*(?P<words>.*)$", re.IGNORECASE)
_EMPTY = re.compile(r"^[-–—.\s]*$")
_LABELLED = re.compile(
    r"^(?:laman|website|situs|web|pos-?el|e-?mail|surel|telepon|telp|tlp|no\.? ?telp|faks?|fax|faximile|faksimile|whatsapp|wa|no\.? ?wa|hp|sms"
    r"|instagram|ig|facebook|fb|twitter|kotak saran|kotak pengaduan|alamat|sp4n|administrasi|istirahat|senin|jumat|sabtu)\b[^:]{0,25}[:.(-]?",
    re.IGNORECASE,
)
_HANGING = re.compile(
    r"(?:\b(?:dan|atau|yang|di|ke|dari|untuk|dengan|tentang|nomor|tahun|serta|pada|oleh|atas|dalam|no)|[,/(&-])$",
    re.IGNORECASE,
)
_MARK_ONLY = re.compile(r"\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{2,4})[.)]|[•●▪■✓✔*◦➢►-]")
_LEAD = 60
"""Characters of a line that only leads in a list."""
_HOURS = re.compile(r"^(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|istirahat)\b.*\d[.:]\d\d", re.IGNORECASE)
_LIKE_ONE = {"I", "l", "L", "i", "f", "J"}
"""Letters that a scan makes of the figure 1."""
_ENDED = re.compile(r"[.;:!?]$")


def content_of(
    tokens: Sequence[Token], component: str, *, width: int = 0, known: Vocabulary | None = None, loose: bool = True
) -> Content:
    """The content of one component from its tokens; `width` of the column in characters, `known` words if it is a scan.

    `loose`: lines may be broken anywhere; otherwise they say themselves whether they go on.
    """
    lines = [token.line for token in tokens if token.line.text]
    cut = {position for position, token in enumerate(t for t in tokens if t.line.text) if token.cut}
    made = _Maker(component, lines, cut, width=width, known=known, loose=loose)
    made.run()
    return made.content


class _Maker:
    """Takes lines in one after another and keeps the open items, outermost first."""

    def __init__(
        self, component: str, lines: list[Line], cut: set[int], *, width: int, known: Vocabulary | None, loose: bool
    ) -> None:
        self.content = Content()
        self._component = component
        self._lines = lines
        self._cut = cut
        self._known = known
        self._loose = loose
        self._open: list[Item] = []
        self._last: Line | None = None
        self._ended_by_remark = False
        self._pending = ""
        plain = [line for line in lines if not line.flow]
        self._width = max([width, *(len(line.text) for line in plain if not width)])
        self._marked = any(line.mark or marks.leading(line.text) for line in plain)

    def run(self) -> None:
        """Takes in all lines."""
        for position, line in enumerate(self._lines):
            if line.flow:
                self._take_flow(line)
                continue
            self._take(line, cut=position in self._cut)
            self._last = line
        if len(self._lines) and not self.content.items and not self.content.flow:
            return
        _split_lone(self.content, self._component)

    def _take_flow(self, line: Line) -> None:
        boxes = [box.strip() for box in re.split(r"→|->|⇒|➔|►", line.text) if box.strip()]
        if self._open and self._component == "pengaduan":
            self._open[-1].flow += boxes
        else:
            self.content.flow += boxes

    def _take(self, line: Line, *, cut: bool) -> None:
        text = line.text.strip()
        if _EMPTY.match(text):
            return
        if _INTRO.match(text) and not self.content.items:
            self.content.intro = text.rstrip(" :")
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
        remark = _REMARK.match(text)
        if remark and (self.content.items or self._ended_by_remark):
            self.content.remark = " ".join(filter(None, [self.content.remark, remark["words"].strip() or None])) or None
            self._ended_by_remark = True
            return
        found = ([_mark_of(line.mark, line.depth)], 0) if line.mark else marks.leading(text)
        if found is None:
            self._take_plain(line, text, cut=cut)
            return
        readings, start = found
        self._ended_by_remark = False
        mark = self._read_as(readings)
        for words in _bulleted(text[start:], mark):
            self._begin(mark, line, depth=line.depth)
            self._words(words, line)

    def _take_plain(self, line: Line, text: str, *, cut: bool) -> None:
        if self._ended_by_remark:
            self.content.remark = f"{self.content.remark} {text}" if self.content.remark else text
            return
        if self._open and self._goes_on(line, text, cut=cut):
            self._words(text, line, more=True)
            return
        self._begin(None, line, depth=line.depth)
        self._words(text, line)

    def _goes_on(self, line: Line, text: str, *, cut: bool) -> bool:
        """Whether a line without a mark continues the item before it."""
        last = self._open[-1]
        before = last.text.rstrip()
        if line.wrapped:
            return True
        if text[0].islower() or text[0] in ",;)/&":
            return not (_LABELLED.match(text) and ":" in text[:30])
        if line.depth and not line.mark and self._last is not None and self._last.number == line.number:
            return False
        if _HANGING.search(before) or before.count("(") > before.count(")"):
            return True
        if self._known is None and line.spaced and text[0].isupper():
            return False
        if cut:
            return bool(last.mark) and not _ENDED.search(before)
        if not self._loose or (self._last is not None and self._last.number == line.number):
            return False  # a paragraph of its own
        if text.endswith(":") and text[0].isupper() and len(text) < _LEAD and not line.wrapped:
            return False
        return self._broken_here(before, text, last)

    def _broken_here(self, before: str, text: str, last: Item) -> bool:
        """Whether a hard line break parted two lines of one sentence."""
        assert self._last is not None
        if (_LABELLED.match(text) and ":" in text[:30]) or _HOURS.match(text):
            return False
        if _ENDED.search(before) and not re.search(
            r"\b(?:no|jl|telp|gd|lt|prov|kab|kec|bpk|dll|dsb)\.$", before, re.IGNORECASE
        ):
            return False
        fits = len(text.split()[0]) + 1 <= self._width - len(self._last.text)
        if self._known is not None:
            return self._known.joins(before, text) or (not fits and not begins_item(text))
        if last.mark is not None and self._marked:
            return True
        return not fits

    def _read_as(self, readings: Sequence[Mark]) -> Mark:
        """The reading that continues an open list, else one that begins a list, else the first."""
        styles = {item.mark.style: item.mark.order for item in self._open if item.mark}
        if (
            self._known is not None
            and readings[0].label in _LIKE_ONE
            and not any(style[0] in "aAiI" for style in styles)
        ):
            return Mark("1", f"1{readings[0].style[1:]}", 1)
        for reading in readings:
            if styles.get(reading.style) == reading.order - 1:
                return reading
        for reading in readings:
            if reading.style in styles:
                return reading
        return next((reading for reading in readings if reading.order == 1), readings[0])

    def _begin(self, mark: Mark | None, line: Line, *, depth: int) -> None:
        """Opens an item where its mark belongs."""
        item = Item("", line.place, mark, depth=depth)
        parent = self._parent_of(item)
        (parent.items if parent else self.content.items).append(item)
        self._open = [*self._open[: self._open.index(parent) + 1], item] if parent else [item]

    def _parent_of(self, item: Item) -> Item | None:
        if item.mark is None:
            return self._parent_of_loose(item)
        for position, open_item in enumerate(self._open):
            if open_item.mark and open_item.mark.style == item.mark.style and open_item.depth == item.depth:
                return self._open[position - 1] if position else None
        last = self._open[-1] if self._open else None
        if last is None:
            return None
        if last.mark is None:
            return (
                last
                if last.text.rstrip().endswith(":") or (item.mark.order in {0, 1} and self._leads(last))
                else self._above(last)
            )
        return last

    def _leads(self, last: Item) -> bool:
        """Whether an item without a mark introduces a list: a short line such as "Perorangan"."""
        return len(last.text) < 70 and not _ENDED.search(last.text.rstrip(": "))

    def _above(self, item: Item) -> Item | None:
        position = self._open.index(item)
        return self._open[position - 1] if position else None

    def _parent_of_loose(self, item: Item) -> Item | None:
        """Lines without a mark stand beside the outermost item, or under a lead-in that ends with a colon."""
        for open_item in reversed(self._open):
            if (
                open_item.text.rstrip().endswith(":")
                and not open_item.items
                and (open_item.mark or item.depth > open_item.depth)
            ):
                return open_item
        last = self._open[-1] if self._open else None
        if (
            last is not None
            and last.mark is None
            and len(self._open) > 1
            and self._open[-2].text.rstrip().endswith(":")
        ):
            return self._open[-2]
        return None

    def _words(self, text: str, line: Line, *, more: bool = False) -> None:
        """Puts words into the open item, beginning new ones where marks stand inside them."""
        start = 0
        for readings, begin, end in marks.inside(text, 0):
            mark = self._inner_mark(
                readings, text[start:begin], text[end:], glued=not text[begin - 1 : begin].isspace()
            )
            if mark is None or begin < start or (begin == 0 and not more):
                continue
            self._put(text[start:begin], line, more=more)
            self._begin(mark, line, depth=line.depth)
            start, more = end, False
        self._put(text[start:], line, more=more)

    def _put(self, words: str, line: Line, *, more: bool) -> None:
        words = words.strip()
        if not words:
            return
        item = self._open[-1]
        item.numbers.append(line.number)
        if more and item.text:
            item.add(words)
        else:
            item.text = words if not item.text else f"{item.text} {words}"

    def _inner_mark(self, readings: Sequence[Mark], before: str, after: str, *, glued: bool) -> Mark | None:
        """A mark in the middle of words counts if it is the next of an open list, or the first after a colon."""
        for reading in readings:
            for item in reversed(self._open):
                if item.mark and item.mark.style == reading.style and item.mark.order + 1 == reading.order:
                    return reading
        if glued:
            return None
        styles = {item.mark.style for item in self._open if item.mark}
        lead = (before or (self._open[-1].text if self._open else "")).rstrip()
        for reading in readings:
            if reading.order == 1 and reading.style not in styles and lead.endswith((":", ";", ".")):
                return reading
        return self._misprinted(readings, before, after)

    def _misprinted(self, readings: Sequence[Mark], before: str, after: str) -> Mark | None:
        """A letter out of order, such as "e. ... d. ...": a mark if a word in capitals follows and a whole word comes before."""
        innermost = next((item for item in reversed(self._open) if item.mark), None)
        if (
            innermost is None
            or innermost.mark is None
            or not after[:1].isupper()
            or not re.search(r"[a-z);]{2}\s*$", before)
        ):
            return None
        for reading in readings:
            near = reading.order - innermost.mark.order in {-1, 2}
            if reading.style == innermost.mark.style and reading.style[0] in "aA" and near:
                return reading
        return None


def _bulleted(text: str, mark: Mark) -> list[str]:
    """The words of a line that begins with a bullet, parted where the same bullet stands again."""
    if not mark.is_bullet or len(mark.label) != 1:
        return [text]
    border = re.compile(
        rf"\s*{re.escape(mark.label)}\s+(?=[A-Z0-9(])" if mark.label in "-–—" else rf"\s*{re.escape(mark.label)}\s*"
    )
    return [part for part in border.split(text) if part.strip()] or [text]


def _mark_of(label: str, depth: int) -> Mark:
    """The mark that a format gave to a list item."""
    found = marks.leading(f"{label} x")
    if found is None:
        return Mark(label, f"format {depth}", 0)
    return Mark(found[0][0].label, f"{depth}{found[0][0].style}", found[0][0].order)


def _split_lone(content: Content, component: str) -> None:
    """Parts runs of words that no mark parts: a single run, or the run of a list that lost its borders."""
    lone = content.items[0] if len(content.items) == 1 else None
    if lone is not None and lone.mark is None and not lone.items and component != "pengaduan":
        content.items = _parts_of(lone, component)
        return
    if component == "pengaduan":
        content.items = _with_contacts(content.items)
    content.items = [part for item in content.items for part in (_parts_of(item, component) if _lost(item) else [item])]
    for item in content.items:
        item.items = [part for each in item.items for part in (_parts_of(each, component) if _lost(each) else [each])]


def _with_contacts(items: Sequence[Item]) -> list[Item]:
    """Runs of items without marks, one contact each."""
    made: list[Item] = []
    for bare, run in groupby(items, key=lambda item: item.mark is None and not item.items and not item.depth):
        if not bare:
            made += run
            continue
        each = list(run)
        numbers = [number for item in each for number in item.numbers]
        made += [Item(text, each[0].place, numbers=numbers) for text in contacts([item.text for item in each])]
    return made


def _lost(item: Item) -> bool:
    return item.mark is None and item.depth > 0 and not item.items


def _parts_of(item: Item, component: str) -> list[Item]:
    parts = parted(item.text, component, lost_borders=item.depth > 0)
    if len(parts) == 1:
        return [item]
    why = "Batas butir tidak terbaca; dipisah menurut isinya."
    sure = item.depth == 0
    return [
        Item(part, item.place, depth=item.depth, doubts=[] if sure else [(part, why)], numbers=item.numbers)
        for part in parts
    ]


def texts_of(items: Sequence[Item]) -> list[str]:
    """Every text in reading order, parents first."""
    return [text for item in items for text in (item.text, *texts_of(item.items))]


def is_name_of(text: str, component: str) -> bool:
    """Whether a text is only the name of its component."""
    found = named(text.rstrip(" :"))
    return found is not None and found.component == component and bool(folded(text))
