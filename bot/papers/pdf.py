"""Draws a sheet as a PDF: one page where it fits, smaller letters before a second page, and nothing ever left out."""

from __future__ import annotations

from fpdf import FPDF
from fpdf.enums import MethodReturnValue
from fpdf.fonts import TTFFont

from bot.papers.fonts import path, printable
from bot.papers.qr import QUIET, modules
from bot.papers.sheet import Code, Sheet
from bot.plain_text import bullet
from handlers.turn import Line, Section

A5 = (148.0, 210.0)
A4 = (210.0, 297.0)
"""Millimetres (ISO 216)."""
_GREEN, _INK, _SOFT = (11, 110, 79), (22, 33, 28), (90, 106, 98)
_MARGIN = 11.0
_TRIED = ((9.5, 1), (8.5, 1), (7.5, 1), (9.0, 2), (8.0, 2))
"""Points of the text and the most pages it may take, in the order in which they are tried: the largest letters on one
page. Below the last of them elderly people do not read it, so that what does not fit gets a second page."""
_ON_MORE = 9.0
_POINT = 0.3528
"""Millimetres."""
_LEADING = 1.28
_CODE_SIZE = 27.0
"""Millimetres of a code with its quiet zone: one of 50 characters is read at arm's length."""
_INDENT = 4.6
_NEAR_THE_END = 9
"""Lines of room from which on nothing is measured: longer texts may be torn."""


def draw(sheet: Sheet, size: tuple[float, float] = A5) -> bytes:
    """The sheet as a PDF file."""
    for points, most in _TRIED:
        page = _Page(sheet, size, points)
        page.fill()
        if page.page_no() <= most:
            return bytes(page.output())
        page.leave()
    page = _Page(sheet, size, _ON_MORE)
    page.fill()
    return bytes(page.output())


class _Page(FPDF):
    """The pages of one sheet with letters of one size."""

    def __init__(self, sheet: Sheet, size: tuple[float, float], points: float) -> None:
        super().__init__(format=size)
        self._sheet = sheet
        self._points = points
        self._filled = False
        self.set_margin(_MARGIN)
        self.set_auto_page_break(True, _MARGIN + 5)
        self.add_font("sans", "", path("Regular"))
        self.add_font("sans", "B", path("Bold"))
        self.set_title(printable(f"{sheet.title} {sheet.large or ''}".strip()))
        self.set_creator("Tanya Dinas")

    def header(self) -> None:
        """The office on the first page; what is continued on the others."""
        self.set_text_color(*_SOFT)
        text = self._sheet.office if self.page_no() == 1 else self._sheet.title
        self._text(text, 8.5)
        self.set_draw_color(*_GREEN)
        self.set_line_width(0.5)
        self.line(_MARGIN, self.get_y() + 1, self.w - _MARGIN, self.get_y() + 1)
        self.ln(3)

    def footer(self) -> None:
        """The number of the page, where there are several: the only one is finished with nothing after it."""
        if self._filled and self.page_no() == 1:
            return
        self.set_y(-_MARGIN - 1)
        self.set_text_color(*_SOFT)
        self.set_font("sans", "", 7)
        self.cell(0, 3, f"{self.page_no()}/{{nb}}", align="R")

    def fill(self) -> None:
        """Draws the sheet from top to bottom."""
        self.add_page()
        top = self.get_y()
        if self._sheet.code is not None:
            self._code(self._sheet.code, self.w - _MARGIN - _CODE_SIZE, top)
            self.set_right_margin(_MARGIN + _CODE_SIZE + 2)
        self._title()
        self.set_right_margin(_MARGIN)
        if self._sheet.code is not None:
            self.set_y(max(self.get_y(), top + _CODE_SIZE + 6.5))
        for section in self._sheet.sections:
            self._section(section)
        self._small()
        self._filled = True

    def leave(self) -> None:
        """Lets go of the font files of pages that are not wanted; `output` does so by itself."""
        for font in self.fonts.values():
            if isinstance(font, TTFFont):
                font.close()

    def _title(self) -> None:
        sheet = self._sheet
        self.set_text_color(*_GREEN)
        self._text(sheet.title, 15 if sheet.large is None else 11, bold=True)
        self.set_text_color(*_INK)
        if sheet.large is not None:
            self.ln(1)
            self._text(sheet.large, 25, bold=True)
        self.ln(1.5)

    def _section(self, section: Section) -> None:
        self.set_text_color(*_INK)
        if section.heading:
            self._heading(section.heading)
        for paragraph in section.paragraphs:
            self._text(paragraph, self._points)
            self.ln(0.6)
        for line in section.lines:
            self._line(line, 0)
        for paragraph in section.closing:
            self.set_font("sans", "", self._points - 1)
            self._keep_whole(paragraph, self._points - 1, self.epw)
            self.set_text_color(*_SOFT)
            self._text(paragraph, self._points - 1)
        self.ln(1.6)

    def _heading(self, text: str) -> None:
        """A heading with room for two lines under it: none stands alone at the end of a page."""
        height = self._points * _POINT * _LEADING
        if self.get_y() + 3.5 * height > self.page_break_trigger:
            self.add_page()
        self.set_text_color(*_GREEN)
        self._text(text, self._points + 1, bold=True)
        self.set_text_color(*_INK)
        self.ln(0.4)

    def _line(self, line: Line, depth: int) -> None:
        """An item with its mark to the left of all its lines."""
        mark, left = printable(bullet(line.mark)), _MARGIN + depth * _INDENT
        self.set_font("sans", "", self._points)
        width = max(_INDENT, self.get_string_width(mark) + 1.2)
        self._keep_whole(line.text, self._points, self.epw - left + _MARGIN - width)
        self.set_font("sans", "", self._points)
        self.set_x(left)
        self.set_text_color(*_SOFT)
        self.cell(width, self._points * _POINT * _LEADING, mark)
        self.set_text_color(*_INK)
        self.set_left_margin(left + width)
        self._text(line.text, self._points)
        self.set_left_margin(_MARGIN)
        for each in line.lines:
            self._line(each, depth + 1)

    def _small(self) -> None:
        if not self._sheet.small:
            return
        self.set_draw_color(217, 224, 220)
        self.set_line_width(0.2)
        self.line(_MARGIN, self.get_y(), self.w - _MARGIN, self.get_y())
        self.ln(1.2)
        self.set_text_color(*_SOFT)
        for text in self._sheet.small:
            self._text(text, max(6.5, self._points - 2))

    def _keep_whole(self, text: str, points: float, width: float) -> None:
        """Begins a new page for a text that would be torn at the end of this one, unless it fills half a page."""
        height, room = points * _POINT * _LEADING, self.page_break_trigger - self.get_y()
        if room > _NEAR_THE_END * height:
            return
        lines = self.multi_cell(width, height, printable(text), dry_run=True, output=MethodReturnValue.LINES)
        needed = height * (len(lines) if isinstance(lines, list) else 1)
        if room < needed < self.eph / 2:
            self.add_page()

    def _code(self, code: Code, left: float, top: float) -> None:
        """A code with its words under it."""
        draw_code(self, code.url, left, top, _CODE_SIZE)
        self.set_text_color(*_SOFT)
        self.set_font("sans", "", 6.5)
        self.set_xy(left, top + _CODE_SIZE - 0.5)
        self.multi_cell(_CODE_SIZE, 2.6, printable(code.caption), align="C")
        self.set_xy(_MARGIN, top)

    def _text(self, text: str, points: float, *, bold: bool = False) -> None:
        self.set_font("sans", "B" if bold else "", points)
        self.multi_cell(0, points * _POINT * _LEADING, printable(text), align="L", new_x="LMARGIN", new_y="NEXT")


def draw_code(page: FPDF, url: str, left: float, top: float, size: float) -> None:
    """A QR code as dark squares on white, with its quiet zone within `size` millimetres."""
    rows = modules(url)
    side = size / (len(rows) + 2 * QUIET)
    page.set_fill_color(255, 255, 255)
    page.rect(left, top, size, size, style="F")
    page.set_fill_color(0, 0, 0)
    for down, row in enumerate(rows, QUIET):
        start = None
        for across, dark in enumerate((*row, False), QUIET):
            if dark and start is None:
                start = across
            elif not dark and start is not None:
                page.rect(left + start * side, top + down * side, (across - start) * side, side, style="F")
                start = None
