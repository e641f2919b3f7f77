"""The terminal as a channel: colour, choices by number, history of lines, and a transcript on request."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import click

from bot.arrival import Address, Arrival
from bot.chance import fresh_code, fresh_symbols
from bot.clock import now
from bot.papers.doors import Doors
from bot.papers.paper import NoPaper, Paper, Wanted
from bot.papers.rendering import render, speaking
from bot.plain_text import bullet
from bot.plain_text import render as render_plain
from bot.reply_json import load
from bot.store.conversations import look
from bot.store.memory import MemoryStore
from bot.store.reading import talk_after
from bot.store.recording import LoadFacts, record_turn
from bot.store.unit import Unit
from handlers.dialogue import complete
from handlers.ticket_limits import recompute
from handlers.turn import Conversation, FileRef, Line, Message, Outcome, Reply, Section, Turn
from knowledge.search import Search

_ADDRESS = Address("terminal", "terminal", "keyboard")
_MOST_REPLIES = 20
_LEAVE = frozenset({"keluar", "exit", "quit", "selesai"})


class Terminal:
    """One conversation at the keyboard; what it files is kept as long as it lasts.

    Files that it is sent are written into the folder `papers`.
    """

    def __init__(
        self, search: Search, office: str | None, papers: Path, doors: Doors, save: Path | None = None
    ) -> None:
        self._search = search
        self._papers = papers
        self._doors = doors
        self._office = office
        self._store = MemoryStore()
        self._keys = itertools.count(1)
        self._save = save
        self._said: list[str] = [f"# Chosen: {office or 'none'}"]

    def run(self) -> None:
        """Talks until "keluar", end of input, or Ctrl-C; a transcript asked for is always written."""
        with contextlib.suppress(ImportError):
            import readline  # noqa: F401 - its import gives input() line editing and history
        click.secho("Tanya Dinas. Tulis pertanyaan Anda; keluar dengan “keluar”.", bold=True)
        try:
            self._answer("halo", echo=False)
            while (text := input("\n> ").strip()).lower() not in _LEAVE:
                self._answer(text)
        except (EOFError, KeyboardInterrupt):
            click.echo()
        finally:
            self._store.close()
            self.write()
            if self._save is not None:
                click.echo(f"Percakapan disimpan: {self._save}")

    def _answer(self, text: str, *, echo: bool = True) -> None:
        if echo:
            self._said.append(f"U: {text}")
        for reply in self._store.write(partial(self._take, text=text)):
            click.echo("\n" + "\n".join(_coloured(reply)))
            if reply.file is not None:
                click.secho(f"📎 {self._write_paper(reply.file)}", fg="cyan")
            if echo:
                self._said += [f"B: {line}".rstrip() for line in render_plain(reply).splitlines()]

    def _take(self, unit: Unit, text: str) -> list[Reply]:
        """One turn, recorded as the service records it."""
        arrival = Arrival(_ADDRESS, str(next(self._keys)), Message("text", text), office=self._office)
        moment = now()

        def take(conversation: Conversation, load_facts: LoadFacts) -> Outcome:
            turn = Turn(arrival.message, conversation, moment, fresh=fresh_symbols(), rings=False, code=fresh_code())
            return complete(turn, self._search, load_facts)

        receipt = record_turn(unit, arrival, take, moment, partial(recompute, self._search.library))
        talk = talk_after(unit.connection, _ADDRESS, receipt.event or 0, _MOST_REPLIES)
        return [load(said.body) for said in talk.said]

    def _write_paper(self, ref: FileRef) -> str:
        """Writes a file; returns where, or why there is none."""

        def make(unit: Unit) -> Paper:
            held = look(unit.connection, _ADDRESS)
            if held is None:
                raise LookupError("nothing was said")
            context = speaking(held.conversation.language, self._search, now())
            return render(Wanted(ref, unit, held.id, context, self._doors))

        try:
            paper = self._store.write(make)
            self._papers.mkdir(parents=True, exist_ok=True)
            path = self._papers / paper.name
            path.write_bytes(paper.content)
        except NoPaper as missing:
            return str(missing)
        except OSError as error:
            return f"{self._papers}: {error.strerror}"
        return str(path)

    def write(self) -> None:
        """Writes the transcript so far, where one was asked for; called before the talk too, to fail early."""
        if self._save is not None:
            self._save.write_text("\n".join(self._said) + "\n", "utf-8")


def _coloured(reply: Reply) -> Iterator[str]:
    for number, section in enumerate(reply.sections):
        if number:
            yield ""
        yield from _coloured_section(section)
    if reply.source_lines:
        yield ""
        for source in reply.source_lines:
            yield click.style(source, dim=True)
    if reply.choices:
        yield ""
        for number, choice in enumerate(reply.choices, 1):
            yield f"{click.style(f'[{number}]', fg='cyan')} {choice.label}"


def _coloured_section(section: Section) -> Iterator[str]:
    if section.heading:
        yield click.style(section.heading, fg="green", bold=True)
    yield from section.paragraphs
    for line in section.lines:
        yield from _coloured_line(line, "")
    yield from section.closing


def _coloured_line(line: Line, indent: str) -> Iterator[str]:
    yield f"{indent}{click.style(bullet(line.mark), fg='yellow')} {line.text}"
    for each in line.lines:
        yield from _coloured_line(each, f"{indent}   ")
