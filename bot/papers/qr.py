"""QR codes as rows of dark and light."""

from __future__ import annotations

import segno

QUIET = 4
"""Modules of light around a code, without which phones do not find it (ISO/IEC 18004)."""


def modules(url: str) -> tuple[tuple[bool, ...], ...]:
    """The code's rows, True where it is dark; a quarter of it may be worn off and it is still read."""
    return tuple(tuple(bool(dark) for dark in row) for row in segno.make_qr(url, error="q").matrix)
