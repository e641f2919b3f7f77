"""Two texts beside each other: which of their words stayed, went and came."""

from __future__ import annotations

import re

from rapidfuzz.distance import Indel

from knowledge.versions.changes import Passage


def passages(old: str, new: str) -> tuple[Passage, ...]:
    """The old text's and the new text's words as stretches, in reading order; a space belongs to the word before it."""
    before, after = _words(old), _words(new)
    found: list[Passage] = []
    for step in Indel.opcodes([word.strip() for word in before], [word.strip() for word in after]):
        if step.tag == "equal":
            found.append(Passage("same", "".join(after[step.dest_start : step.dest_end])))
            continue
        if step.src_end > step.src_start:
            found.append(Passage("gone", "".join(before[step.src_start : step.src_end])))
        if step.dest_end > step.dest_start:
            found.append(Passage("new", "".join(after[step.dest_start : step.dest_end])))
    return tuple(_gone_first(found))


def _gone_first(found: list[Passage]) -> list[Passage]:
    """What went before what came in its place, as one reads a correction."""
    for place in range(1, len(found)):
        one, other = found[place - 1 : place + 1]
        if (one.kind, other.kind) == ("new", "gone"):
            found[place - 1 : place + 1] = [other, one]
    return found


def _words(text: str) -> list[str]:
    return re.findall(r"\S+\s*", text)
