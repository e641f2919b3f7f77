"""Reads the names of the services that a decree itself says it covers, before the services begin."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.importing import marks
from knowledge.importing.component_names import named
from knowledge.importing.source import Line

_LISTS = re.compile(
    r"meliputi|ruang lingkup|jenis (?:pelayanan|layanan)|terdiri (?:dari|atas)|sebagai berikut", re.IGNORECASE
)
_FAR = 3
"""Lines without a mark after which a list has ended."""
_LAW = re.compile(r"\b(undang|peraturan|keputusan|instruksi|permen|perda|perwal|perbup)\b", re.IGNORECASE)


def listed_services(lines: Sequence[Line]) -> list[str]:
    """The services that the decree says it covers: the first list after such words whose items are no laws."""
    best: list[str] = []
    for position, line in enumerate(lines):
        if _names_component(line.text):
            break
        if not _LISTS.search(line.text):
            continue
        names: list[str] = []
        misses = 0
        for each in lines[position + 1 : position + 60]:
            if _names_component(each.text):
                break
            found = marks.leading(each.text)
            text = each.text[found[1] :] if found else each.text if each.mark else ""
            if text and not _LAW.search(text) and len(text) < 110 and named(text) is None:
                names.append(text.strip(" ;.,"))
                misses = 0
            else:
                misses += 1
                if (
                    misses > _FAR
                    or (not names and misses > 1)
                    or re.match(r"(ke\w+|menetapkan|ditetapkan)\b", each.text, re.IGNORECASE)
                ):
                    break
        if len(names) > len(best) and re.search(r"pelayanan|layanan", line.text, re.IGNORECASE):
            best = names
    return best if len(best) > 1 else []


def _names_component(text: str) -> bool:
    """Whether a line is the heading of a component: there the services themselves begin."""
    found = marks.leading(text)
    name = named((text[found[1] :] if found else text).rstrip(" :"))
    return name is not None and name.component in {"persyaratan", "prosedur", "dasar-hukum"} and name.score > 95
