"""Asks Tesseract, a program of its own, for the words of a picture and their places."""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

from knowledge.importing.placed import Word

if TYPE_CHECKING:
    from PIL.Image import Image

LANGUAGE = "ind"
_LAYOUT = "4"
"""One column of lines of any size: other layouts take the lone numbers of a narrow column for stains."""
_WORD = "5"
_RULES = re.compile(r"[|_\-—–=~.,'‘’`:;\[\](){}!]+")
_TURN = re.compile(rb"Rotate: (0|90|180|270)\b")
_ONE_THREAD = {**os.environ, "OMP_THREAD_LIMIT": "1"}
"""Pages are read side by side; threads within a page would only wait for each other."""
_LEGIBLE = 65.0
"""Tesseract trusts the words of an upright page by 80 to 95 of 100, those of one upside down by 30 to 50."""
_UNSURE = 35.0
"""Signs without letters that Tesseract itself trusts less than this (of 100) are what is left of lines and stains."""


def lacking() -> str | None:
    """What the machine lacks to read pictures, in words; None if nothing."""
    program = shutil.which("tesseract")
    if program is None:
        return "Tesseract (pembaca gambar) belum terpasang di komputer ini"
    try:
        said = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=30, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return "Tesseract (pembaca gambar) di komputer ini tidak dapat dijalankan"
    if LANGUAGE not in f"{said.stdout}\n{said.stderr}".split():
        return "bahasa Indonesia untuk Tesseract belum terpasang di komputer ini"
    return None


def words_in(picture: Image, dpi: float, seconds: float) -> Seen:
    """The words of a picture in points; raises subprocess.SubprocessError where Tesseract fails or takes too long."""
    content = BytesIO()
    picture.save(content, "PNG", compress_level=1, dpi=(dpi, dpi))
    program = shutil.which("tesseract") or "tesseract"
    asked = [program, "stdin", "stdout", "-l", LANGUAGE, "--psm", _LAYOUT, "--dpi", str(round(dpi)), "tsv"]
    said = subprocess.run(  # noqa: S603
        asked, input=content.getvalue(), capture_output=True, timeout=seconds, check=True, env=_ONE_THREAD
    )
    found = list(_words(said.stdout.decode("utf-8", "replace"), 72 / dpi))
    return Seen([word for word, _ in found], sum(sure for _, sure in found) / max(len(found), 1))


@dataclass(frozen=True, slots=True)
class Seen:
    """The words of a picture, and how sure Tesseract is of them on average (0 to 100)."""

    words: list[Word]
    sure: float

    @property
    def legible(self) -> bool:
        """Whether these are words, not what Tesseract makes of a page upside down."""
        return self.sure > _LEGIBLE


def turned_by(picture: Image, seconds: float) -> int:
    """By how many degrees to the right the picture must be turned to stand upright; 0 where Tesseract cannot tell."""
    content = BytesIO()
    picture.save(content, "PNG", compress_level=1)
    program = shutil.which("tesseract") or "tesseract"
    asked = [program, "stdin", "stdout", "--psm", "0"]
    try:
        said = subprocess.run(asked, input=content.getvalue(), capture_output=True, timeout=seconds, check=True)  # noqa: S603
    except (subprocess.SubprocessError, OSError):
        return 0
    turn = _TURN.search(said.stdout)
    return int(turn[1]) if turn else 0


def _words(table: str, scale: float) -> Iterator[tuple[Word, float]]:
    for row in csv.DictReader(StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = (row.get("text") or "").strip()
        if row.get("level") != _WORD or not text:
            continue
        if _RULES.fullmatch(text) and (float(row["conf"]) < _UNSURE or set(text) <= set("|_")):
            continue
        left, top, width, height = (int(row[name]) * scale for name in ("left", "top", "width", "height"))
        yield Word(left, top, left + width, top + height, text), float(row["conf"])
