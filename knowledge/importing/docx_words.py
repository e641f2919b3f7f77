"""The words of one Word paragraph as a reader sees them, and apart from them the words inside its drawings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from knowledge.importing.docx_numbers import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DIAGRAM = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}dm"
_BREAK = "\n"
_SIGNS = {
    f"{W}tab": " ", f"{W}ptab": " ", f"{W}br": _BREAK, f"{W}cr": _BREAK, f"{W}noBreakHyphen": "-", f"{W}sym": "•",
}  # fmt: skip
_LEFT_OUT = {
    f"{W}{name}"
    for name in (
        "del", "moveFrom", "delText", "instrText", "pPr", "rPr", "footnoteReference", "endnoteReference",
        "commentReference", "annotationRef", "sdtPr", "rt",
    )
}  # fmt: skip
_DRAWN = {f"{W}drawing", f"{W}pict", f"{W}object"}

Diagram = Callable[[str], "_Element | None"]
"""Opens the data of a SmartArt drawing by its relation id."""


@dataclass(slots=True)
class Words:
    """The lines of a paragraph (soft breaks divide them), those in its drawings, and whether it holds a picture."""

    text: list[str] = field(default_factory=list)
    drawn: list[str] = field(default_factory=list)
    pictured: bool = False

    @property
    def lines(self) -> list[str]:
        """The running text, a line for each that stands between soft breaks."""
        return "".join(self.text).strip().split(_BREAK)


def words_of(paragraph: _Element, diagram: Diagram) -> Words:
    """What one w:p shows: insertions in, deletions and hidden runs out."""
    words = Words()
    for child in paragraph:
        _gather(child, words, diagram)
    return words


def _gather(element: _Element, words: Words, diagram: Diagram) -> None:
    tag = element.tag
    if tag in (f"{W}t", f"{_M}t"):
        words.text.append(element.text or "")
    elif tag in _SIGNS:
        words.text.append(_SIGNS[tag])
    elif tag in _DRAWN:
        _gather_drawn(element, words, diagram)
    elif tag == f"{_MC}AlternateContent":
        _gather_alternative(element, words, diagram)
    elif tag not in _LEFT_OUT and not _hidden(element):
        for child in element:
            _gather(child, words, diagram)


def _gather_alternative(element: _Element, words: Words, diagram: Diagram) -> None:
    """The newer form of a drawing; the older one repeats it for old programs."""
    chosen = element.find(f"{_MC}Choice")
    chosen = element.find(f"{_MC}Fallback") if chosen is None or not len(chosen) else chosen
    for child in () if chosen is None else chosen:
        _gather(child, words, diagram)


def _gather_drawn(drawing: _Element, words: Words, diagram: Diagram) -> None:
    found = [text for box in _boxes(drawing) for text in _paragraphs(box, diagram)]
    for holder in drawing.iter():
        data = holder.get(_DIAGRAM) if isinstance(holder.tag, str) else None
        root = None if data is None else diagram(data)
        if root is not None:
            found += ["".join(part.text or "" for part in one.iter(f"{_A}t")) for one in root.iter(f"{_A}p")]
    words.drawn += [text for text in found if text.strip()]
    words.pictured = words.pictured or not found


def _boxes(drawing: _Element) -> Iterator[_Element]:
    """The text boxes of a drawing, without the repeats for old programs."""
    for box in drawing.iter(f"{W}txbxContent"):
        if not any(above.tag == f"{_MC}Fallback" for above in _between(box, drawing)):
            yield box


def _between(element: _Element, ancestor: _Element) -> Iterator[_Element]:
    for above in element.iterancestors():
        if above is ancestor:
            return
        yield above


def _paragraphs(box: _Element, diagram: Diagram) -> Iterator[str]:
    for paragraph in box.iter(f"{W}p"):
        words = words_of(paragraph, diagram)
        yield " ".join(words.lines)


def _hidden(element: _Element) -> bool:
    if element.tag != f"{W}r":
        return False
    hidden = element.find(f"{W}rPr/{W}vanish")
    return hidden is not None and hidden.get(f"{W}val") not in {"0", "false"}
