"""What can be wrong with the knowledge files, said so that the person who edits them can put it right."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One fault in one file: the line (1-based, 0 when unknown), what is wrong and what to do."""

    file: str
    line: int
    wrong: str
    remedy: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.wrong} → {self.remedy}"


class KnowledgeError(Exception):
    """Base of every refusal of this package; `problems` is never empty."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


class BrokenFile(KnowledgeError):
    """A decree or lexicon file breaks its schema."""


class BrokenDatabase(KnowledgeError):
    """knowledge.db is missing, damaged, of another version, or cannot be written."""
