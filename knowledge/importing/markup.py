"""Reads the HTML that text and Markdown carry in their lines and table cells: lists, paragraphs, flow charts."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from knowledge.importing.source import Line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|&[a-zA-Z]+;|&#\d+;")
_CHART = re.compile(r"\b(?:graph|flowchart)\s+(?:LR|RL|TD|TB|BT)\b")
_BOX = re.compile(r"\w+\s*[\[({]+\s*\"?([^\])}\"]+)")
_EDGE = re.compile(r"^\w{1,12}(?:[\[({]+[^\])}]*[\])}]+)?\s*(?:--+\s*[^->]{0,30}\s*--+>|--+>|-\.->|==+>)")
_EDGE_LABEL = re.compile(r"--+>\s*\|([^|]+)\||--\s+([^->|]{1,30}?)\s+--+>")
_ARROW = re.compile(r"\s*(?:-{1,}>|={1,}>|→|⟶|➔|➜|⇒|►|▶|↓)\s*")
_FRAME = re.compile(r"^\s*[+┌└├╔╚|│]?[-─═]{4,}[+┐┘┤╗╝]|[┌└│┐┘]{1}.*[│┐┘]")
_BLOCKS = {"p", "div", "li", "ol", "ul", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "pre"}
_UNSEEN = {"script", "style", "head", "title", "template", "noscript"}


@dataclass
class _Shape:
    mark: str | None = None
    depth: int = 0
    heading: bool = False
    flow: bool = False


def lines_of(fragment: str, number: int, page: int | None = None) -> list[Line]:
    """The lines of a text that may hold HTML; plain text gives one line, an empty one none."""
    if not _TAG.search(fragment):
        return [charted(Line(clean(fragment), number, page))] if fragment.strip() else []
    from lxml import html

    walker = _Walker(number, page)
    walker.walk(html.document_fromstring(f"<div>{fragment}</div>"), _Shape())
    walker.end()
    return [charted(line) for line in walker.lines]


def clean(text: str) -> str:
    """A text with its white space collapsed and invisible characters gone."""
    text = text.replace("\u00ad", "").replace("\ufeff", "").replace("\u200b", "").replace("\\pm", "±")
    return " ".join(text.split())


def charted(line: Line) -> Line:
    """A line that draws a chart, as mermaid text, with arrows or boxes of signs, becomes the words of its boxes."""
    drawn = _CHART.search(line.text)
    if line.flow:
        return line
    if drawn:
        boxes = _boxes(line.text[drawn.end() :])
        return replace(line, text=" → ".join(boxes) or line.text, flow=True, mark=None)
    if _EDGE.match(line.text):
        boxes = _boxes(line.text)
        return replace(line, text=" → ".join(boxes) or line.text, flow=True, mark=None)
    if len(_ARROW.findall(line.text)) > 1 or _FRAME.search(line.text):
        boxes = [box.strip(" |│┃+-─═") for box in _ARROW.split(line.text)]
        return replace(line, text=" → ".join(box for box in boxes if box) or line.text, flow=True, mark=None)
    return line


def _boxes(text: str) -> list[str]:
    """The words of the boxes of a chart, then those on its arrows."""
    labels = [first or second for first, second in _EDGE_LABEL.findall(text)]
    return [box.strip() for box in (*_BOX.findall(_EDGE_LABEL.sub("-->", text)), *labels)]


class _Walker:
    """Walks the elements of a fragment and ends a line where a browser would."""

    def __init__(self, number: int, page: int | None) -> None:
        self.lines: list[Line] = []
        self._number = number
        self._page = page
        self._text = ""
        self._shape = _Shape()

    def end(self) -> None:
        """Ends the line under way; one without words leaves its list mark to the next."""
        text = clean(self._text)
        self._text = ""
        if not text:
            return
        shape = self._shape
        self.lines.append(
            Line(text, self._number, self._page, shape.mark, shape.depth, heading=shape.heading, flow=shape.flow)
        )
        self._shape = replace(shape, mark=None)

    def walk(self, element: HtmlElement, shape: _Shape) -> None:
        """Takes in one element with what stands in it."""
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in _UNSEEN or not tag:
            return
        inner = _inner_shape(element, tag, shape)
        if tag == "br":
            self.end()
            self._shape = replace(shape, mark=None)
        elif tag in _BLOCKS:
            self.end()
            self._shape = inner if tag != "p" or self._text or not self._shape.mark else self._shape
        self._text += element.text or ""
        position = _start_of(element)
        for child in element:
            if child.tag == "li":
                self.walk(child, replace(inner, mark=_label(element, position)))
                position += 1
            else:
                self.walk(child, replace(inner, mark=None))
            self._text += child.tail or ""
        if tag in _BLOCKS:
            self.end()
            self._shape = replace(shape, mark=None)


def _inner_shape(element: HtmlElement, tag: str, shape: _Shape) -> _Shape:
    if tag in {"ol", "ul"}:
        return replace(shape, depth=shape.depth + 1, mark=None)
    if re.fullmatch(r"h[1-6]", tag):
        return replace(shape, heading=True)
    if tag == "div" and _is_chart(element):
        return replace(shape, flow=True)
    return shape


def _is_chart(element: HtmlElement) -> bool:
    """Boxes side by side, each with a border: a flow chart drawn with elements."""
    bordered = [child for child in element.iter("div") if "border" in (child.get("style") or "")]
    return len(bordered) > 1 and "flex" in (element.get("style") or "")


def _start_of(element: HtmlElement) -> int:
    start = element.get("start") or "1"
    return int(start) if start.isdigit() else 1


def _label(element: HtmlElement, position: int) -> str:
    """The mark that a browser would show before an item."""
    if element.tag == "ul":
        return "-"
    style = (element.get("style") or "").replace(" ", "")
    kind = element.get("type") or ""
    if kind == "a" or "lower-alpha" in style or "lower-latin" in style:
        return f"{_letter(position)}."
    if kind == "A" or "upper-alpha" in style or "upper-latin" in style:
        return f"{_letter(position).upper()}."
    return f"{position}."


def _letter(position: int) -> str:
    return chr(ord("a") + (position - 1) % 26)
