"""Runs of figures that are nothing that is read here: decree numbers, versions, misspelt amounts ("1.5.000")."""

from __future__ import annotations

from dataclasses import dataclass

from locales.reading.tokens import Line, Parsed


@dataclass(frozen=True, slots=True)
class SaidCode:
    """A code as typed; no part of it is a value."""

    typed: str


def said_code(line: Line, at: int) -> Parsed[SaidCode]:
    """A figure with whatever letters, figures and signs hang on to it."""
    if not line.digits(at):
        return None
    after = at + 1
    while line.glued(after) and (line.word(after).isalnum() or _binds(line, after)):
        after += 1
    return SaidCode(line.text[line.tokens[at].start : line.tokens[after - 1].end]), after


def _binds(line: Line, at: int) -> bool:
    """Whether a sign joins what stands round it; a comma only figures."""
    following = line.word(at + 1) if line.glued(at + 1) else ""
    return bool(line.digits(at + 1)) and bool(following) if line.word(at) == "," else following.isalnum()
