"""Draws the PDF documents that the tests read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from fpdf import FPDF

LONG = "Fotokopi kartu tanda penduduk pemohon yang masih berlaku dan telah dilegalisir oleh pejabat yang berwenang"


class Paper(FPDF):
    """A4 with a running header, if one is given, and page numbers."""

    def __init__(self, running: str = "", *, numbers: bool = False) -> None:
        super().__init__(format="A4")
        self._running = running
        self._numbers = numbers
        self.set_font("Helvetica", size=11)
        self.add_page()

    def header(self) -> None:
        if self._running:
            self.set_y(8)
            self.cell(0, 5, self._running, align="C")
            self.set_y(25)

    def footer(self) -> None:
        if self._numbers:
            self.set_y(-12)
            self.cell(0, 5, f"- {self.page_no()} -", align="C")

    def say(self, *lines: str) -> None:
        """Lines of running text, each on its own."""
        for line in lines:
            self.cell(0, 6, line, new_x="LMARGIN", new_y="NEXT")

    def ruled(self, rows: Sequence[Sequence[str]], *, repeated: bool = True) -> None:
        """A ruled table of three columns; its first row is the header."""
        with self.table(
            col_widths=(12, 45, 133), line_height=6, repeat_headings=int(repeated), text_align="LEFT"
        ) as table:
            for row in rows:
                table.row(row)

    def columns(self, rows: Sequence[Sequence[str]]) -> None:
        """The same without lines."""
        for row in rows:
            cells = [self._broken(text, width) for text, width in zip(row, (12, 50, 110), strict=True)]
            top = self.get_y()
            for x, lines in zip((20, 32, 85), cells, strict=True):
                for at, line in enumerate(lines):
                    self.text(x, top + 4 + at * 6, line)
            self.set_y(top + 6 * max(map(len, cells)))

    def _broken(self, text: str, width: float) -> list[str]:
        """The text in lines no wider than `width` millimetres."""
        lines: list[str] = []
        for part in text.split("\n"):
            line = ""
            for word in part.split():
                if line and self.get_string_width(f"{line} {word}") > width:
                    lines.append(line)
                    line = ""
                line = f"{line} {word}".strip()
            lines.append(line)
        return lines

    def saved(self, folder: Path, name: str = "keputusan.pdf") -> Path:
        """The document as a file."""
        path = folder / name
        self.output(str(path))
        return path


def rows(count: int) -> list[tuple[str, str, str]]:
    """A header and rows that need several lines each."""
    found = [("NO", "KOMPONEN", "URAIAN")]
    return found + [(str(n), f"Komponen {n}", f"a. {LONG}\nb. Formulir") for n in range(1, count + 1)]
