"""What is said of a ticket without its number: that it is not settled, that it is, or something to add."""

from __future__ import annotations

import re
from typing import Literal

from handlers.forms.courtesy import says_nothing

Meant = Literal["unsettled", "settled", "more"]

_DONE = r"(?:selesai|beres|rampung|tuntas|kelar|solved|settled|done|réngsé|rengse)"
_UNSETTLED = re.compile(
    rf"\b(?:belum|blm|blum|durung|dereng|can|teu acan|not|isn't|isnt)\s+(?:juga\s+)?{_DONE}\b", re.IGNORECASE
)
_SETTLED = re.compile(rf"\b(?:sudah|udah|dah|sdh|sampun|wis|geus|parantos|already)\s+{_DONE}\b", re.IGNORECASE)
_BESIDES = (
    "tiket tiketnya masalah masalahnya urusan urusannya aduan aduannya pengaduan pengaduannya permohonan "
    "permohonannya kok juga masih my ticket is it"
)
"""Words that may stand beside it and tell nothing more."""
_MORE = re.compile(
    r"^\W*(?:(?:saya|aku|mau|ingin|boleh|sekalian|oh ya|oh iya|eh)\W+)*"
    r"(?:(?:info|informasi|keterangan|data)\s+(?:tambahan|susulan)|tambahan(?:\s+(?:info|informasi|keterangan|data))?|"
    r"(?:me)?nambah(?:in|kan|i)?|tambah(?:in|kan)?|menyusulkan|susulan)\s*(?P<sign>[:,])?\s*(?P<said>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_FEWEST = 3
"""Words of what is added where no sign sets it off: "tambah modal" is a matter of its own."""


def meant(text: str) -> Meant | None:
    """What a message says of the citizen's own ticket, or None."""
    for kind, pattern in _SAID.items():
        found = pattern.search(text)
        if found is not None and says_nothing(text[: found.start()] + text[found.end() :], _BESIDES):
            return kind
    found = _MORE.match(text)
    if found is None or text.rstrip().endswith("?"):
        return None
    return "more" if found["sign"] or len(found["said"].split()) >= _FEWEST else None


_SAID: dict[Meant, re.Pattern[str]] = {"unsettled": _UNSETTLED, "settled": _SETTLED}
