"""Running headers, footers and page numbers: what repeats at the edges of pages and is no part of the text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

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
_ROOM = 0.6
"""A running header stands above the text by more than this share of its height; a title on every page does not."""
_PAGE_NUMBER = re.compile(r"\W*(?:hal(?:aman)?\W*)?(\d{1,4})(?:\s*(?:dari|of|/)\s*\d{1,4})?\W*", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")


Place = tuple[int, int]
"""A page's number and the identity of one of its lines."""


def without_furniture(layouts: list[Layout]) -> list[Layout]:
    """The same pages; a repeated line stays where it stands first, page numbers stay nowhere."""
    gone = _page_numbers(layouts)
    gone |= _repeats([_kept(layout, gone) for layout in layouts])
    return [_kept(layout, gone) for layout in layouts]


def _kept(layout: Layout, gone: set[Place]) -> Layout:
    lines = [line for line in layout.lines if (layout.page.number, id(line)) not in gone]
    return Layout(layout.page, lines, layout.tables)


def _page_numbers(layouts: list[Layout]) -> set[Place]:
    """Lone numbers at the edge that count with the pages, on two pages at least."""
    found: dict[int, list[Place]] = defaultdict(list)
    for layout in layouts:
        for line in layout.lines:
            number = _PAGE_NUMBER.fullmatch(line.text)
            if number is not None and _at_edge(line, layout, _NUMBER_EDGE):
                found[int(number[1]) - layout.page.number].append((layout.page.number, id(line)))
    return {place for places in found.values() if len({page for page, _ in places}) > 1 for place in places}


def _repeats(layouts: list[Layout]) -> set[Place]:
    """Lines at the edge whose words repeat at the same place, apart from the text; their page number may count on."""
    found: dict[tuple[str, int], list[Place]] = defaultdict(list)
    for layout in layouts:
        for line in layout.lines:
            if _at_edge(line, layout, _EDGE):
                text = _numberless(line.text, layout.page.number)
                found[text, round(line.y0 / _STEP)].append((layout.page.number, id(line)))
    least = max(2.0, _SHARE * len(layouts))
    repeated = [places for places in found.values() if len(places) >= least]
    every = {place for places in repeated for place in places}
    apart = {place for layout in layouts for place in _apart(layout, every)}
    return apart & {place for places in repeated for place in places[1:]}


def _apart(layout: Layout, repeated: set[Place]) -> Iterator[Place]:
    """Those repeated lines of a page between which and its text there is more room than between lines of text."""
    page = layout.page.number
    text = [line for line in layout.lines if (page, id(line)) not in repeated]
    tops = [*(line.y0 for line in text), *(table.box.y0 for table in layout.tables)]
    bottoms = [*(line.y1 for line in text), *(table.box.y1 for table in layout.tables)]
    first, last = min(tops, default=layout.page.height), max(bottoms, default=0.0)
    running = [line for line in layout.lines if (page, id(line)) in repeated]
    above = [line for line in running if line.y1 < layout.page.height / 2]
    below = [line for line in running if line.y1 >= layout.page.height / 2]
    if above and first - max(line.y1 for line in above) > _ROOM * above[0].height:
        yield from ((page, id(line)) for line in above)
    if below and min(line.y0 for line in below) - last > _ROOM * below[0].height:
        yield from ((page, id(line)) for line in below)


def _at_edge(line: PrintLine, layout: Layout, share: float) -> bool:
    height = layout.page.height
    return line.y1 < share * height or line.y0 > (1 - share) * height


def _numberless(text: str, page: int) -> str:
    """The text without the number of its page."""
    return _DIGITS.sub(lambda number: "#" if int(number[0]) == page else number[0], text)
