"""Names that a decree prints in capitals, in ordinary case."""

from __future__ import annotations

import re

_SMALL_WORDS = "dan atau di ke dari pada untuk bagi dengan oleh yang dalam atas serta tentang melalui"
_SMALL = frozenset(_SMALL_WORDS.split())
_ABBREVIATIONS = """
ak bbm bumdes bpjs dak dprd dpmptsp dps esdm haki hki ikm imb iumk jkn kb kia kip kis kk ksp kspps ktp kta kud kur
lpg lpk nib nik nkv npwp oss p3k pbb pbg pirt pkl pkwt pnbp pmi pkrt ppid pumk rat rt rtlh rw sdm siup skck skt
sktm sim slf slhs sni spp sppt sop tdg tdi tdp tka tki tps tu ukm umkm usp uspps wna wni wub
"""
_KNOWN = frozenset(_ABBREVIATIONS.split())
"""Abbreviations of public services that have vowels, or are short; a word of consonants alone is one anyway."""
_WORD = re.compile(r"[^\W_]+")
_ROMAN = re.compile(r"[IVX]+")


def ordinary(name: str) -> str:
    """A name all in capitals as it is written in a sentence; any other name as it is."""
    if any(sign.islower() for sign in name) or sum(sign.isalpha() for sign in name) < 4:
        return name
    return _WORD.sub(lambda found: _word(found[0], first=not found.start()), name)


def _word(word: str, *, first: bool) -> str:
    small = word.lower()
    if small in _SMALL:
        return small.capitalize() if first else small
    if (
        small in _KNOWN
        or any(sign.isdigit() for sign in word)
        or _ROMAN.fullmatch(word)
        or not set(small) & set("aiueo")
    ):
        return word
    return small.capitalize()
