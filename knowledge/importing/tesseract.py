"""Asks Tesseract, a program of its own, for the words of a picture and their places."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
from collections.abc import Iterator
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

from knowledge.importing.placed import Word

if TYPE_CHECKING:
    from PIL.Image import Image

LANGUAGE = "ind"
_LAYOUT = "3"
_WORD = "5"
_RULES = re.compile(r"[|_\-—–=~.,'‘’`:;\[\](){}!]+")
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


def words_in(picture: Image, dpi: float, seconds: float) -> list[Word]:
    """The words of a picture in points; raises subprocess.SubprocessError where Tesseract fails or takes too long."""
    content = BytesIO()
    picture.save(content, "PNG", compress_level=1, dpi=(dpi, dpi))
    program = shutil.which("tesseract") or "tesseract"
    asked = [program, "stdin", "stdout", "-l", LANGUAGE, "--psm", _LAYOUT, "--dpi", str(round(dpi)), "tsv"]
    said = subprocess.run(asked, input=content.getvalue(), capture_output=True, timeout=seconds, check=True)  # noqa: S603
    return list(_words(said.stdout.decode("utf-8", "replace"), 72 / dpi))


def _words(table: str, scale: float) -> Iterator[Word]:
    for row in csv.DictReader(StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = (row.get("text") or "").strip()
        if row.get("level") != _WORD or not text:
            continue
        if _RULES.fullmatch(text) and (float(row["conf"]) < _UNSURE or set(text) <= set("|_")):
            continue
        left, top, width, height = (int(row[name]) * scale for name in ("left", "top", "width", "height"))
        yield Word(left, top, left + width, top + height, text)
