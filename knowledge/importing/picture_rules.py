"""Finds ruled lines in the picture of a page: long runs of dark points, along and across."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.importing.placed import Rule

if TYPE_CHECKING:
    from PIL.Image import Image

_DARK = 150
"""Greys (0 black, 255 white) below this are ink; faint copies of ruled lines reach 140."""
_LONG = 0.35
"""A ruled line is at least this long, in inches: no letter and no underlined word is."""
_THICK = 0.06
"""A line thicker than this, in inches, is a bar or a photo."""
_PAINTED = 0.025
"""How thick lines are painted over, in inches: they are up to 0.02 thick in scans."""
_SPREAD = 3
"""Ink is spread over this many points, so that a line scanned slightly askew stays whole."""


def rules_of(picture: Image, dpi: float) -> tuple[list[Rule], list[Rule]]:
    """The ruled lines across and down, in points from the top left corner."""
    from PIL import Image as Pillow
    from PIL import ImageFilter

    ink = (
        picture.convert("L").filter(ImageFilter.MinFilter(_SPREAD)).point([255 * (grey < _DARK) for grey in range(256)])
    )
    turned = ink.transpose(Pillow.Transpose.TRANSPOSE)
    return _runs(ink, dpi), _runs(turned, dpi)


def without_rules(picture: Image, across: list[Rule], down: list[Rule], dpi: float) -> Image:
    """The picture with its ruled lines painted over: they are read as letters, and spoil those next to them."""
    from PIL import ImageDraw

    clean = picture.copy()
    draw = ImageDraw.Draw(clean)
    scale, thick = dpi / 72, max(3, round(_PAINTED * dpi))
    for rule in across:
        draw.line((rule.start * scale, rule.at * scale, rule.end * scale, rule.at * scale), fill=255, width=thick)
    for rule in down:
        draw.line((rule.at * scale, rule.start * scale, rule.at * scale, rule.end * scale), fill=255, width=thick)
    return clean


def _runs(ink: Image, dpi: float) -> list[Rule]:
    """The long runs along the rows, those right below each other as one."""
    width, height = ink.size
    points = ink.tobytes()
    run = re.compile(rb"\xff{%d,}" % int(_LONG * dpi))
    scale = 72 / dpi
    open_runs: list[tuple[int, int, int, int]] = []
    found: list[Rule] = []
    for y in range(height + 1):
        here = [match.span() for match in run.finditer(points, y * width, (y + 1) * width)] if y < height else []
        spans = [(start - y * width, end - y * width) for start, end in here]
        grown: list[tuple[int, int, int, int]] = []
        for start, end, top, bottom in open_runs:
            touching = [span for span in spans if span[0] <= end and span[1] >= start]
            if touching:
                spans = [span for span in spans if span not in touching]
                grown.append((min(start, touching[0][0]), max(end, touching[-1][1]), top, y))
            elif bottom - top <= _THICK * dpi:
                found.append(Rule((top + bottom + 1) / 2 * scale, start * scale, end * scale))
        open_runs = [*grown, *((start, end, y, y) for start, end in spans)]
    return found
