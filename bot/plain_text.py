"""Renders a reply as plain text: the form of the command line, of tests, and of channels without markup."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.turn import Line, Reply, Section


def render(reply: Reply, *, choices: bool = True) -> str:
    """The whole reply as text, sections apart by blank lines; `choices` as numbered lines at the end.

    A file is told by its name, as the files that citizens send are.
    """
    blocks = ["\n".join(_section(section)) for section in reply.sections]
    blocks += reply.source_lines
    if reply.file is not None:
        blocks.append(f"📎 {reply.file.name}")
    if choices and reply.choices:
        blocks.append("\n".join(f"{number}. {choice.label}" for number, choice in enumerate(reply.choices, 1)))
    return "\n\n".join(block for block in blocks if block)


def _section(section: Section) -> Iterator[str]:
    if section.heading:
        yield section.heading
    yield from section.paragraphs
    for line in section.lines:
        yield from _line(line, "")
    yield from section.closing


def _line(line: Line, indent: str) -> Iterator[str]:
    yield f"{indent}{bullet(line.mark)} {line.text}"
    for each in line.lines:
        yield from _line(each, f"{indent}   ")


def bullet(mark: str | None) -> str:
    """How an item is marked in text: "14." or a dash."""
    return f"{mark}." if mark else "-"
