"""Shows the tasks on personal data, and the audit, on an officer's terminal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from zoneinfo import ZoneInfo

import click
from rich.console import Console
from rich.table import Table

from bot.privacy_words import KINDS, STATES
from bot.store.auditing import Noted
from bot.store.data_tasks import DataTask
from bot.ticket_tables import plain
from knowledge.library import Library


def show_tasks(tasks: Iterable[DataTask], library: Library, now: dt.datetime, *, all_offices: bool) -> None:
    """The list, the limits in each office's time."""
    table = Table(box=None, pad_edge=False)
    for heading in ("No", *(["Kantor"] if all_offices else []), "Permintaan", "Tiket", "Keadaan", "Batas"):
        table.add_column(heading, no_wrap=heading in {"No", "Tiket", "Batas"})
    for task in tasks:
        cells = [str(task.id), *([task.office] if all_offices else []), KINDS[task.kind], task.ticket or ""]
        table.add_row(*map(plain, [*cells, STATES[task.state], due_text(task, library, now)]))
    Console(markup=False, emoji=False, highlight=False).print(table)


def show_task(task: DataTask, library: Library, now: dt.datetime) -> None:
    """One task with the citizen's words, and how it ended."""
    click.echo(f"{task.id}: {KINDS[task.kind]}, {STATES[task.state]}")
    click.echo(f"Kantor    {task.office}")
    if task.ticket is not None:
        click.echo(f"Tiket     {task.ticket}")
    click.echo(f"Diminta   {_moment(task.asked_at, task, library)}")
    click.echo(f"Batas     {due_text(task, library, now)}")
    if task.text:
        click.echo(f"Isi       {plain(task.text)}")
    if task.settled_at is not None:
        click.echo(f"Diakhiri  {_moment(task.settled_at, task, library)} oleh {plain(task.settled_by or '')}")
        click.echo(f"Jawaban   {plain(task.words or '')}")


def show_audit(lines: Iterable[Noted]) -> None:
    """The audit, newest first."""
    for line in lines:
        count = f"  ({line.count})" if line.count is not None else ""
        who = line.who or "layanan"
        click.echo(f"{line.at.astimezone():%Y-%m-%d %H.%M}  {who:32}  {line.what}: {line.outcome}{count}")


def due_text(task: DataTask, library: Library, now: dt.datetime) -> str:
    """The limit, and whether it was missed."""
    late = task.state == "open" and now > task.due_at
    return f"{'TERLAMBAT: ' if late else ''}{_moment(task.due_at, task, library)}"


def _moment(moment: dt.datetime, task: DataTask, library: Library) -> str:
    office = library.offices.get(task.office)
    local = moment.astimezone(ZoneInfo(office.timezone)) if office is not None else moment
    return f"{local:%d-%m-%Y %H.%M}"
