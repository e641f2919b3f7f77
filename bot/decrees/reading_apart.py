"""Reads one document in a process of its own, `python -m bot.decrees.reading_apart DOCUMENT RESULT`.

A document is what somebody sent: whatever it does to its reader, the service goes on. Progress goes to the standard
output, a line of JSON each; the result to a file: the draft and the document's lines, or why it cannot be read.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from knowledge.errors import KnowledgeError
from knowledge.importing.source import Document, Line

_LONGEST_LINE = 2000


def read(document: Path) -> dict[str, Any]:
    """The draft of a document with its lines; raises KnowledgeError where it cannot be read."""
    from knowledge.importing.reading import read_document
    from knowledge.importing.recognising import recognise

    found = read_document(document, _told)
    draft = recognise(found)
    return {"draft": draft.model_dump_json(exclude_defaults=True), "lines": list(lines_of(found))}


def lines_of(document: Document) -> list[tuple[int, int | None, str]]:
    """The lines of a document as they are shown beside its draft: number, page, text."""
    lines: dict[int, tuple[int, int | None, str]] = {}
    for block in document.blocks:
        for line in [block] if isinstance(block, Line) else [each for cell in block.cells for each in cell]:
            number, page, text = lines.get(line.number, (line.number, line.page, ""))
            added = f"{line.mark} {line.text}" if line.mark else line.text
            lines[number] = (number, page, (f"{text} · {added}" if text else added)[:_LONGEST_LINE])
    return [lines[number] for number in sorted(lines)]


def _told(what: str, done: int, total: int) -> None:
    print(json.dumps([what, done, total]), flush=True)  # noqa: T201 - this is how progress is told


def main(document: Path, result: Path) -> None:
    """Reads and writes the result."""
    try:
        told = read(document)
    except KnowledgeError as error:
        problems = (
            f"{problem.wrong[:1].upper()}{problem.wrong[1:]}. {_sentence(problem.remedy)}" for problem in error.problems
        )
        told = {"problem": "\n".join(problems)}
    result.write_text(json.dumps(told, ensure_ascii=False), "utf-8")


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
