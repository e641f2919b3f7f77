"""The ruled lines of a PDF page: strokes along an axis, edges of stroked boxes, boxes so thin that they are lines."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import byref, c_float, c_int
from itertools import pairwise
from typing import TYPE_CHECKING

import pypdfium2.raw as pdfium

from knowledge.importing.pdf_words import Turn
from knowledge.importing.placed import Box, Rule

if TYPE_CHECKING:
    from pypdfium2 import PdfMatrix, PdfObject, PdfPage

Point = tuple[float, float]

_THIN = 3.0
"""A box is a line if it is no thicker than this, in points: borders of Word are 0.5 to 3."""
_STRAIGHT = 1.0
_SHAPE_WIDTH, _SHAPE_HEIGHT, _SHAPE_SHARE = 25.0, 12.0, 0.5
"""Smaller shapes hold no words; shapes wider than this share of the page are its decoration."""
_MOST_SEGMENTS = 4_000
"""A path of more segments is a drawing (a map, a logo made of curves), no table."""
_MOST_RULES = 20_000
_PICTURE = 0.5
"""A picture over at least this share of a page may hold the page's words."""


class Drawn:
    """What is drawn on a page besides its letters: rules across, rules down, and how much of it is pictures."""

    def __init__(self, page: PdfPage, turn: Turn) -> None:
        self.across: list[Rule] = []
        self.down: list[Rule] = []
        self.shapes: list[Box] = []
        self._pictured = 0.0
        self._turn = turn
        kinds = [pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE]
        for drawn in page.get_objects(kinds, max_depth=5):
            if drawn.type == pdfium.FPDF_PAGEOBJ_IMAGE:
                self._picture(drawn)
            elif len(self.across) + len(self.down) < _MOST_RULES:
                self._path(drawn)

    def pictured(self) -> bool:
        """Whether pictures cover much of the page."""
        page = self._turn.page
        return self._pictured >= _PICTURE * page.width * page.height

    def _picture(self, picture: PdfObject) -> None:
        corners = _through([(0, 0), (1, 0), (0, 1), (1, 1)], _matrices(picture))
        box = _box(corners)
        self._pictured += box.width * box.height

    def _path(self, path: PdfObject) -> None:
        fill, stroke = c_int(), c_int()
        pdfium.FPDFPath_GetDrawMode(path, byref(fill), byref(stroke))
        count = pdfium.FPDFPath_CountSegments(path)
        if not 2 <= count <= _MOST_SEGMENTS or not (fill.value or stroke.value):
            return
        matrices = _matrices(path)
        for points, curved in _outlines(path, count):
            placed = _through(points, matrices)
            box = _box(placed)
            if curved or _slanted(placed):
                self._shape(box)
            elif min(box.width, box.height) <= _THIN and (fill.value or len(points) > 2):
                self._rule(box)
            elif stroke.value:
                self._strokes(placed)

    def _shape(self, box: Box) -> None:
        wide, tall = self._turn.placed(box).width, self._turn.placed(box).height
        if wide >= _SHAPE_WIDTH and tall >= _SHAPE_HEIGHT and wide <= _SHAPE_SHARE * self._turn.size[0]:
            self.shapes.append(self._turn.placed(box))

    def _strokes(self, points: list[Point]) -> None:
        for (x0, y0), (x1, y1) in pairwise(points):
            if min(abs(x0 - x1), abs(y0 - y1)) <= _STRAIGHT:
                self._rule(Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))

    def _rule(self, box: Box) -> None:
        placed = self._turn.placed(box)
        x, y = placed.middle
        if placed.width >= placed.height:
            self.across.append(Rule(y, placed.x0, placed.x1))
        else:
            self.down.append(Rule(x, placed.y0, placed.y1))


def _outlines(path: PdfObject, count: int) -> Iterator[tuple[list[Point], bool]]:
    """The outlines of a path, and of each whether it has curves."""
    points: list[Point] = []
    curved = False
    x, y = c_float(), c_float()
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        pdfium.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points, curved
            points, curved = [], False
        curved = curved or kind == pdfium.FPDF_SEGMENT_BEZIERTO
        points.append((x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if len(points) > 1:
        yield points, curved


def _slanted(points: list[Point]) -> bool:
    """Whether the outline is closed and one of its sides follows no axis: a diamond, an arrow."""
    sides = pairwise(points)
    closed = max(abs(points[0][0] - points[-1][0]), abs(points[0][1] - points[-1][1])) <= _STRAIGHT
    return closed and any(min(abs(x0 - x1), abs(y0 - y1)) > _THIN for (x0, y0), (x1, y1) in sides)


def _matrices(drawn: PdfObject) -> list[PdfMatrix]:
    """From the object's own coordinates to the page's: its matrix, then those of the forms around it."""
    found = [drawn.get_matrix()]
    container = drawn.container
    while container is not None:
        found.append(container.get_matrix())
        container = container.container
    return found


def _through(points: list[Point], matrices: list[PdfMatrix]) -> list[Point]:
    for matrix in matrices:
        points = [matrix.on_point(x, y) for x, y in points]
    return points


def _box(points: list[Point]) -> Box:
    across, up = [x for x, _ in points], [y for _, y in points]
    return Box(min(across), min(up), max(across), max(up))
