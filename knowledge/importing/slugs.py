"""Suggests what a draft must have and no decree says in so many words: identifiers."""

from __future__ import annotations

import unicodedata

from knowledge.importing.component_names import folded

_LONGEST = 48
_EMPTY_WORDS = {"dan", "atau", "di", "pada", "untuk", "yang", "layanan", "pelayanan"}


def slug_of(name: str) -> str:
    """An identifier made of the words of a name."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    words = [word for word in folded(plain).split() if word not in _EMPTY_WORDS] or ["layanan"]
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word[:_LONGEST]
        if len(longer) > _LONGEST:
            break
        slug = longer
    return slug
