"""Running headers, footers and page numbers: what repeats at the edges of pages and is no part of the text."""

from __future__ import annotations

import re
from collections import defaultdict

from knowledge.importing.page_layout import Layout
from knowledge.importing.print_lines import PrintLine

_EDGE = 0.085
"""Share of the page's height, above and below, where running headers and footers stand (25 mm on A4)."""
_NUMBER_EDGE = 0.13
"""Page numbers reach further in: decrees print "- 3 -" above the text."""
_SHARE = 0.4
"""A line that stands at the same place on this share of the pages repeats."""
_STEP = 6.0
"""Lines closer than this (points) stand at the same place."""
_PAGE_NUMBER = re.compile(r"\W*(?:hal(?:aman)?\W*)?(\d{1,4})(?:\s*(?:dari|of|/)\s*\d{1,4})?\W*", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")


def without_furniture(layouts: list[Layout]) -> list[Layout]:
    """The same pages; a repeated line stays where it stands first, page numbers stay nowhere."""
    gone = _page_numbers(layouts) | _repeats(layouts)
    return [
        Layout(one.page, [line for line in one.lines if (one.page.number, id(line)) not in gone], one.tables)
        for one in layouts
    ]


def _page_numbers(layouts: list[Layout]) -> set[tuple[int, int]]:
    """Lone numbers at the edge that count with the pages, on two pages at least."""
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for layout in layouts:
        for line in layout.lines:
            number = _PAGE_NUMBER.fullmatch(line.text)
            if number is not None and _at_edge(line, layout, _NUMBER_EDGE):
                found[int(number[1]) - layout.page.number].append((layout.page.number, id(line)))
    return {place for places in found.values() if len({page for page, _ in places}) > 1 for place in places}


def _repeats(layouts: list[Layout]) -> set[tuple[int, int]]:
    """Lines at the edge whose words repeat at the same place; their page number may count on."""
    found: dict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    for layout in layouts:
        for line in layout.lines:
            if _at_edge(line, layout, _EDGE):
                text = _numberless(line.text, layout.page.number)
                found[text, round(line.y0 / _STEP)].append((layout.page.number, id(line)))
    least = max(2.0, _SHARE * len(layouts))
    return {place for places in found.values() if len(places) >= least for place in places[1:]}


def _at_edge(line: PrintLine, layout: Layout, share: float) -> bool:
    height = layout.page.height
    return line.y1 < share * height or line.y0 > (1 - share) * height


def _numberless(text: str, page: int) -> str:
    """The text without the number of its page."""
    return _DIGITS.sub(lambda number: "#" if int(number[0]) == page else number[0], text)
