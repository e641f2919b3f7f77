"""How large, long and costly a document may be before it is refused; decrees of offices stay far below all of it."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes, times in seconds.

    The largest decree met so far has 57 pages and 12 MB as a scan; a book of 500 services would have about 1,000 pages.
    """

    file_size: int = 50 * MEGABYTE
    pages: int = 1_000
    unpacked: int = 300 * MEGABYTE  # all members of a DOCX
    member: int = 60 * MEGABYTE  # one member of a DOCX that is not a picture
    members: int = 5_000
    memory: int = 2_048 * MEGABYTE  # address space of the process that parses, where the platform can bound it
    seconds: float = 300.0  # wall time of that process
    page_seconds: float = 60.0  # one page through OCR
    depth: int = 200  # elements within elements in HTML
    line: int = 100_000  # characters of one line
    text_lines: int = 50_000  # lines of plain text, which no process apart can be stopped over
    lines: int = 200_000  # lines of one document, those in cells included


USUAL = Limits()
