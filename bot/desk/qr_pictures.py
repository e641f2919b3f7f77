"""QR codes on pages, as SVG."""

from __future__ import annotations

import segno
from markupsafe import Markup


def qr_picture(text: str) -> Markup:
    """The code of a text."""
    drawn = segno.make_qr(text, error="m").svg_inline(scale=4, dark="#000", light="#fff", omitsize=True)
    return Markup(drawn)  # noqa: S704 - drawn by the library, no text of anybody in it
