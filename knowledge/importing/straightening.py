"""Sets the picture of a page straight: scanned pages lie askew by a degree or two."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

_WIDTH = 800
"""Enough points across to tell lines of print apart."""
_COARSE = [step * 0.5 for step in range(-6, 7)]
_FINE = [step * 0.1 for step in range(-4, 5)]
_LEAST = 0.15
"""Less than this many degrees does no harm."""


def straight(picture: Image) -> Image:
    """The picture turned so that its lines run level."""
    angle = skew(picture)
    if abs(angle) < _LEAST:
        return picture
    from PIL import Image as Pillow

    return picture.rotate(angle, resample=Pillow.Resampling.BILINEAR, fillcolor=255)


def skew(picture: Image) -> float:
    """The turn to the left, in degrees up to 3, in which lines and blanks are told apart most sharply."""
    width, height = picture.size
    small = picture.resize((_WIDTH, max(1, round(height * _WIDTH / width))))
    coarse = max(_COARSE, key=lambda angle: (_sharpness(small, angle), -abs(angle)))
    return max((coarse + fine for fine in _FINE), key=lambda angle: (_sharpness(small, angle), -abs(angle)))


def _sharpness(picture: Image, angle: float) -> int:
    """How much the rows of the turned picture differ from their neighbours."""
    from PIL import Image as Pillow

    turned = picture.rotate(angle, resample=Pillow.Resampling.BILINEAR, fillcolor=255)
    rows = turned.resize((1, turned.height), Pillow.Resampling.BOX).tobytes()
    return sum((above - below) ** 2 for above, below in pairwise(rows))
