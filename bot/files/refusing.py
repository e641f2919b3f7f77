"""The refusal of a file: for a reason that the citizen is told."""

from __future__ import annotations

from handlers.file_note import FileProblem


class RefusedFile(Exception):
    """A file that is not kept; `problem` says why."""

    def __init__(self, problem: FileProblem) -> None:
        super().__init__(problem)
        self.problem = problem
