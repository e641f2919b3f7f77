"""A sheet of QR codes: one for each service of an office, with its name, to be cut up for the counters."""

from __future__ import annotations

from collections.abc import Sequence

from fpdf import FPDF
from fpdf.enums import MethodReturnValue

from bot.papers.fonts import path, printable
from bot.papers.pdf import A4, draw_code
from bot.papers.sheet import Code

_ACROSS, _DOWN = 3, 4
_MARGIN = 12.0
_HEAD = 16.0
_CODE_SIZE = 42.0
_LINES = 4
"""Lines of a name under its code; names that need more are set smaller."""
_NAME_SIZES = (9.0, 8.0, 7.0, 6.0, 5.0)


def draw(office: str, lead: str, codes: Sequence[Code]) -> bytes:
    """The codes as pages of twelve under the office's name and a line of words, each in a box with its caption."""
    page = FPDF(format=A4)
    page.set_margin(_MARGIN)
    page.set_auto_page_break(False)
    page.add_font("sans", "", path("Regular"))
    page.add_font("sans", "B", path("Bold"))
    page.set_title(printable(office))
    for number, code in enumerate(codes):
        place = number % (_ACROSS * _DOWN)
        if not place:
            page.add_page()
            page.set_font("sans", "B", 13)
            page.multi_cell(0, 6, printable(office), align="L", new_x="LMARGIN", new_y="NEXT")
            page.set_font("sans", "", 9)
            page.multi_cell(0, 5, printable(lead), align="L")
        _box(page, code, place % _ACROSS, place // _ACROSS)
    return bytes(page.output())


def _box(page: FPDF, code: Code, across: int, down: int) -> None:
    width, height = (page.w - 2 * _MARGIN) / _ACROSS, (page.h - 2 * _MARGIN - _HEAD) / _DOWN
    left, top = _MARGIN + across * width, _MARGIN + _HEAD + down * height
    page.set_draw_color(190, 200, 195)
    page.set_line_width(0.2)
    page.rect(left, top, width, height)
    draw_code(page, code.url, left + (width - _CODE_SIZE) / 2, top + 2, _CODE_SIZE)
    name = printable(code.caption)
    for size in _NAME_SIZES:
        page.set_font("sans", "", size)
        lines = page.multi_cell(width - 6, 1, name, align="C", dry_run=True, output=MethodReturnValue.LINES)
        if isinstance(lines, list) and len(lines) <= _LINES:
            break
    page.set_xy(left + 3, top + _CODE_SIZE + 3)
    page.multi_cell(width - 6, page.font_size_pt * 0.45, name, align="C")
