"""Draws a sheet as a PDF page."""

from __future__ import annotations

from fpdf import FPDF

from bot.papers.fonts import path, printable
from bot.papers.sheet import Sheet
from bot.plain_text import bullet
from handlers.turn import Line

A5 = (148.0, 210.0)
"""Millimetres (ISO 216)."""
_MARGIN = 12.0


def draw(sheet: Sheet, format: tuple[float, float] = A5) -> bytes:  # noqa: A002 - FPDF's own word
    """The sheet as a PDF file."""
    page = FPDF(format=format)
    page.set_margin(_MARGIN)
    page.add_font("sans", "", path("Regular"))
    page.add_font("sans", "B", path("Bold"))
    page.set_title(printable(sheet.title))
    page.add_page()
    _text(page, sheet.office, 10)
    _text(page, sheet.title, 14, bold=True)
    if sheet.large is not None:
        _text(page, sheet.large, 26, bold=True)
    for section in sheet.sections:
        if section.heading:
            _text(page, section.heading, 11, bold=True)
        for paragraph in section.paragraphs:
            _text(page, paragraph, 10)
        for line in section.lines:
            _line(page, line, 0)
        for paragraph in section.closing:
            _text(page, paragraph, 10)
    for text in sheet.small:
        _text(page, text, 8)
    return bytes(page.output())


def _line(page: FPDF, line: Line, depth: int) -> None:
    _text(page, f"{'   ' * depth}{bullet(line.mark)} {line.text}", 10)
    for each in line.lines:
        _line(page, each, depth + 1)


def _text(page: FPDF, text: str, size: float, *, bold: bool = False) -> None:
    page.set_font("sans", "B" if bold else "", size)
    page.multi_cell(0, size * 0.5, printable(text), new_x="LMARGIN", new_y="NEXT")
