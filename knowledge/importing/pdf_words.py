"""The words of a PDF page with their places, as PDFium finds them, turned so that most of them stand upright."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from ctypes import byref
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pypdfium2.raw as pdfium

from knowledge.importing.placed import Box, Word

if TYPE_CHECKING:
    from pypdfium2 import PdfTextPage

_HYPHEN = 2
"""PDFium's sign for a hyphen at the end of a line."""
_GAP = 0.28
"""A gap wider than this share of the font's height parts words, whatever the text says."""
_MARK_GAP = 0.05
"""After a list mark the word begins with a narrower gap: "10." leaves little of its tab stop."""
_BACK = 0.2
"""Letters go back by less than this share of the font's height within a word."""
_RISE = 0.5
"""Letters whose middles differ by more than this share of the font's height stand on different lines."""


@dataclass(frozen=True, slots=True)
class Letter(Box):
    """One letter in PDF coordinates (y upwards), its quarter turns to the left from upright."""

    text: str = ""
    turns: int = 0


@dataclass(frozen=True, slots=True)
class Turn:
    """How a page must be turned to be read: quarter turns to the right, and the page's box before that."""

    turns: int
    page: Box

    def placed(self, box: Box) -> Box:
        """A box of PDF coordinates on the page as it is read, y downwards."""
        x0, y0 = box.x0 - self.page.x0, box.y0 - self.page.y0
        x1, y1 = box.x1 - self.page.x0, box.y1 - self.page.y0
        width, height = self.page.width, self.page.height
        if self.turns == 1:
            return Box(y0, x0, y1, x1)
        if self.turns == 2:
            return Box(width - x1, y0, width - x0, y1)
        if self.turns == 3:
            return Box(height - y1, width - x1, height - y0, width - x0)
        return Box(x0, height - y1, x1, height - y0)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the page as it is read."""
        across = self.turns % 2
        return (self.page.height, self.page.width) if across else (self.page.width, self.page.height)


def letters_of(text: PdfTextPage) -> list[Letter | None]:
    """The letters of a page in the order of its text, None where blanks or line ends part them."""
    found: list[Letter | None] = []
    rect = pdfium.FS_RECTF()
    for index in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if code == _HYPHEN:
            code = ord("-")
        if code <= 32 or code in {0xA0, 0xFEFF} or not pdfium.FPDFText_GetLooseCharBox(text, index, byref(rect)):
            found.append(None)
            continue
        left, right = sorted((rect.left, rect.right))
        bottom, top = sorted((rect.bottom, rect.top))
        found.append(Letter(left, bottom, right, top, chr(code), _turns(pdfium.FPDFText_GetCharAngle(text, index))))
    return found


def turn_of(letters: list[Letter | None], page: Box, said: int) -> Turn:
    """The turn that sets most letters upright; `said` (quarter turns to the right) where there are none."""
    counts = Counter(letter.turns for letter in letters if letter is not None)
    return Turn(counts.most_common(1)[0][0] if counts else said % 4, page)


def words_of(letters: list[Letter | None], turn: Turn) -> list[Word]:
    """The words of a page, placed as it is read."""
    return [_word(run, turn) for run in _runs(letters, turn)]


def _runs(letters: list[Letter | None], turn: Turn) -> Iterator[list[Letter]]:
    run: list[Letter] = []
    last: Box | None = None
    for letter in letters:
        box = None if letter is None else turn.placed(letter)
        if run and (letter is None or box is None or last is None or _parted(last, box, run[-1], letter, turn)):
            yield run
            run = []
        if letter is not None:
            run.append(letter)
        last = box
    if run:
        yield run


def _parted(last: Box, box: Box, before: Letter, letter: Letter, turn: Turn) -> bool:
    """Whether two letters in a row belong to two words."""
    if before.turns != letter.turns:
        return True
    if letter.turns != turn.turns:
        return False
    tall = max(last.height, box.height)
    if abs(last.middle[1] - box.middle[1]) > _RISE * tall:
        return True
    widest = _MARK_GAP if before.text in ".)" and letter.text.isalpha() else _GAP
    # The letters of a ligature share one place, those of the next word may stand far to the left.
    return box.x0 < last.x0 - _BACK * tall or box.x0 - last.x1 > widest * tall


def _word(run: list[Letter], turn: Turn) -> Word:
    box = turn.placed(
        Box(
            min(one.x0 for one in run),
            min(one.y0 for one in run),
            max(one.x1 for one in run),
            max(one.y1 for one in run),
        )
    )
    return Word(box.x0, box.y0, box.x1, box.y1, "".join(one.text for one in run))


def _turns(angle: float) -> int:
    """Quarter turns to the right that set letters of this angle (radians, clockwise) upright."""
    return -round(angle / (math.pi / 2)) % 4
