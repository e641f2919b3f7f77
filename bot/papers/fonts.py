"""The font of all papers, Source Sans Pro (SIL OFL) from its package, and what to do with letters that it lacks."""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Literal

from fontTools.ttLib import TTFont

Weight = Literal["Regular", "Bold"]
LACKING = "☐"
"""Stands for a letter that the font lacks (an emoji, Arabic, Javanese script): seen, so that nobody takes the text for
whole. Latin, Greek and Cyrillic letters are all there."""
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Me"})
"""Categories of what shows nothing of its own: controls, marks of direction, joiners, lone accents."""


@cache
def path(weight: Weight) -> Path:
    """The font's file; the package is installed as plain files."""
    with as_file(files("font_source_sans_pro") / "files" / f"SourceSansPro-{weight}.ttf") as found:
        return found


@cache
def _known() -> frozenset[int]:
    with TTFont(path("Regular"), lazy=True) as regular, TTFont(path("Bold"), lazy=True) as bold:
        return frozenset(regular.getBestCmap()) & frozenset(bold.getBestCmap())


def printable(text: str) -> str:
    """A text that the font can print: accents joined to their letters, LACKING for each run of unknown letters."""
    shown: list[str] = []
    for letter in unicodedata.normalize("NFC", text):
        if letter.isspace():
            shown.append("\n" if letter == "\n" else " ")
        elif ord(letter) in _known():
            shown.append(letter)
        elif unicodedata.category(letter) not in _INVISIBLE and shown[-1:] != [LACKING]:
            shown.append(LACKING)
    return "".join(shown)
