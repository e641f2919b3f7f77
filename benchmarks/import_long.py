"""A decree far longer than any office's, for the speed of reading and recognising."""

from __future__ import annotations

from pathlib import Path

DECREES = Path(__file__).parent.parent / "tests" / "cases" / "decrees"
_LINES = 45
"""Lines of a printed page."""


def long_text(pages: int) -> str:
    """A decree of so many pages, parted by form feeds: the raw text of a real one, its services again and again."""
    text = (DECREES / "kalbar-2023.txt").read_text("utf-8").replace("\f", "\n")
    head, mark, services = text.partition("\n1. Pelayanan Konsultasi")
    lines, service = head.splitlines(), f"{mark.strip()}{services}".splitlines()
    while len(lines) < pages * _LINES:
        lines += service
    lines = lines[: pages * _LINES]
    return "\f".join("\n".join(lines[start : start + _LINES]) for start in range(0, len(lines), _LINES))
