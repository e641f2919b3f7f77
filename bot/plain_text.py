"""Renders a reply as plain text: the form of the command line, of tests, and of channels without markup."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.turn import Line, Reply, Section


def render(reply: Reply, *, choices: bool = True) -> str:
    """The whole reply as text, sections apart by blank lines; `choices` as numbered lines at the end.

    A file is told by its name, as the files that citizens send are.
    """
    blocks = ["\n".join(text for _, text in section_lines(section)) for section in reply.sections]
    blocks += reply.source_lines
    if reply.file is not None:
        blocks.append(f"📎 {reply.file.name}")
    if choices and reply.choices:
        blocks.append("\n".join(f"{number}. {choice.label}" for number, choice in enumerate(reply.choices, 1)))
    return "\n\n".join(block for block in blocks if block)


def section_lines(section: Section) -> Iterator[tuple[bool, str]]:
    """A section line by line as every channel of words shows it; True marks the heading."""
    if section.heading:
        yield from ((True, each) for each in section.heading.split("\n"))
    words = (*section.paragraphs, *(each for line in section.lines for each in _line(line, "")), *section.closing)
    yield from ((False, each) for text in words for each in text.split("\n"))


def _line(line: Line, indent: str) -> Iterator[str]:
    yield f"{indent}{bullet(line.mark)} {line.text}"
    for each in line.lines:
        yield from _line(each, f"{indent}   ")


def bullet(mark: str | None) -> str:
    """How an item is marked in text: "14." or a dash."""
    return f"{mark}." if mark else "-"
