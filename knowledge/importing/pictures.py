"""Reads scans: pages of pictures are seen by Tesseract, then taken apart like printed ones."""

from __future__ import annotations

import os
import subprocess
import warnings
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from knowledge.importing import refusing
from knowledge.importing.limits import Limits
from knowledge.importing.line_maker import LineMaker
from knowledge.importing.page_layout import laid_out
from knowledge.importing.parcels import Found
from knowledge.importing.pdf import is_unread, opened, page_of
from knowledge.importing.pdf_blocks import blocks_of
from knowledge.importing.picture_rules import rules_of, without_rules
from knowledge.importing.placed import Page, Rule, Word
from knowledge.importing.straightening import straight
from knowledge.importing.tesseract import turned_by, words_in
from knowledge.progress import Progress

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfDocument

_DPI = 300
"""What Tesseract reads best; a page of A4 becomes 2,480 by 3,508 points."""
_MOST_POINTS = 60_000_000
"""A larger picture (A2 at 300 dpi) is no page of a decree."""
_AT_ONCE = min(os.cpu_count() or 1, 4)
_PAPER_WIDTH = 8.27
"""The width of A4 in inches, for pictures that do not tell their own."""


class _Pages(Protocol):
    """A document whose pages can be had as pictures."""

    def __len__(self) -> int: ...
    def page(self, number: int) -> Page | None:
        """The page if its words are there already."""

    def picture(self, number: int) -> tuple[Image, float]:
        """The picture of a page and its points per inch."""


def read_pictures(path: Path, limits: Limits, progress: Progress) -> Found:
    """What stands on the pictures of a PDF or a picture file; raises Unreadable."""
    with _pages(path, limits) as pages, ThreadPoolExecutor(_AT_ONCE) as pool:
        count = len(pages)
        waiting: deque[Future[Page]] = deque()
        layouts = []
        for number in range(1, count + 1):
            waiting.append(_page(pool, pages, path.name, number, limits))
            while len(waiting) > (_AT_ONCE if number < count else 0):
                layouts.append(laid_out(waiting.popleft().result()))
                progress("halaman", len(layouts), count)
    return Found(blocks_of(layouts, LineMaker(path.name, limits)), count, scanned=True)


def _page(pool: ThreadPoolExecutor, pages: _Pages, name: str, number: int, limits: Limits) -> Future[Page]:
    """A page to come: one that has its words already, or one that Tesseract reads meanwhile."""
    page = pages.page(number)
    if page is None:
        return pool.submit(_seen, name, number, *pages.picture(number), limits)
    done: Future[Page] = Future()
    done.set_result(page)
    return done


def _seen(name: str, number: int, picture: Image, dpi: float, limits: Limits) -> Page:
    """One page as Tesseract sees it."""
    try:
        seen = _upright(picture, dpi, limits.page_seconds)
    except subprocess.TimeoutExpired as fault:
        raise refusing.too_slow(name, limits.page_seconds) from fault
    except (subprocess.SubprocessError, OSError) as fault:
        raise refusing.refusal(
            name, f"Tesseract gagal membaca halaman {number}", "pindai halaman itu lagi dengan 300 dpi, lalu ulangi"
        ) from fault
    width, height = seen.size
    scale = 72 / dpi
    return Page(number, width * scale, height * scale, seen.words, seen.across, seen.down, pictured=True)


@dataclass(frozen=True, slots=True)
class _Look:
    """A page as it was looked at: its size in dots, its words and lines in points."""

    size: tuple[int, int]
    words: list[Word]
    across: list[Rule]
    down: list[Rule]
    legible: bool


def _upright(picture: Image, dpi: float, seconds: float) -> _Look:
    """The page set straight; where its words make no sense, it is turned and looked at again."""
    look = _look(picture, dpi, seconds)
    turn = 0 if look.legible else turned_by(picture, seconds)
    return _look(picture.rotate(-turn, expand=True), dpi, seconds) if turn else look


def _look(picture: Image, dpi: float, seconds: float) -> _Look:
    level = straight(picture)
    across, down = rules_of(level, dpi)
    seen = words_in(without_rules(level, across, down, dpi), dpi, seconds)
    return _Look(level.size, seen.words, across, down, seen.legible)


@contextmanager
def _pages(path: Path, limits: Limits) -> Iterator[_Pages]:
    with path.open("rb") as file:
        printed = b"%PDF-" in file.read(1024)
    if printed:
        with opened(path, limits) as document:
            yield _Printed(document)
        return
    from PIL import Image as Pillow
    from PIL import UnidentifiedImageError

    Pillow.MAX_IMAGE_PIXELS = _MOST_POINTS
    warnings.simplefilter("error", Pillow.DecompressionBombWarning)
    try:
        with Pillow.open(path, formats=("PNG", "JPEG", "TIFF")) as picture:
            frames = getattr(picture, "n_frames", 1)
            if frames > limits.pages:
                raise refusing.too_many_pages(path.name, frames, limits.pages)
            yield _Photographed(picture, frames)
    except (Pillow.DecompressionBombWarning, Pillow.DecompressionBombError) as fault:
        raise refusing.too_heavy(path.name) from fault
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as fault:
        raise refusing.damaged(path.name, "gambar") from fault


@dataclass(slots=True)
class _Printed:
    """A PDF, some pages of which may have words."""

    document: PdfDocument

    def __len__(self) -> int:
        return len(self.document)

    def page(self, number: int) -> Page | None:
        page = page_of(self.document, number)
        return None if is_unread(page) else page

    def picture(self, number: int) -> tuple[Image, float]:
        page = self.document[number - 1]
        width, height = page.get_size()
        dpi = min(_DPI, 72 * (_MOST_POINTS / max(width * height, 1)) ** 0.5)
        rendered: Image = page.render(scale=dpi / 72, grayscale=True).to_pil()
        page.close()
        return rendered, dpi


@dataclass(slots=True)
class _Photographed:
    """A picture file; a TIFF may hold several pages."""

    file: Image
    frames: int

    def __len__(self) -> int:
        return self.frames

    def page(self, number: int) -> Page | None:  # noqa: ARG002 - pictures have no words of their own
        return None

    def picture(self, number: int) -> tuple[Image, float]:
        from PIL import ImageOps

        self.file.seek(number - 1)
        upright = ImageOps.exif_transpose(self.file).convert("L")
        width, height = upright.size
        dpi = min(width, height) / _PAPER_WIDTH
        scale = _DPI / dpi
        if scale > 1.3:
            upright = upright.resize((round(width * min(scale, 3)), round(height * min(scale, 3))))
            dpi *= min(scale, 3)
        return upright, dpi
