"""`tanya privacy`: what officers must do with personal data within 3 × 24 hours, and the audit of all processing."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import click

from bot.clock import now
from bot.command_line import IndonesianGroup

if TYPE_CHECKING:
    from bot.privacy_desk import PrivacyDesk
    from bot.store.data_tasks import Settled, Settlement
    from handlers.facts import TaskState

_OFFICE = click.option("--office", metavar="KANTOR", help="Hanya permintaan kepada kantor ini.")
_OFFICER = click.option("--officer", metavar="NAMA", help="Petugas; bawaan nama pengguna komputer ini.")
_WITHOUT_ASKING = click.option("--yes", is_flag=True, help="Kirim tanpa menunjukkannya dulu.")
_TASK = click.argument("task", metavar="NO", type=click.IntRange(min=1))


@click.group(cls=IndonesianGroup)
def privacy() -> None:
    """Permintaan warga atas data pribadinya: batasnya 3 × 24 jam."""


@privacy.command("list")
@_OFFICE
@click.option("--all", "done", is_flag=True, help="Juga yang sudah selesai atau ditolak.")
def list_(office: str | None, done: bool) -> None:
    """Daftar permintaan yang menunggu petugas, yang paling dekat batasnya lebih dulu."""
    from bot.officer_session import privacy_session
    from bot.privacy_tables import show_tasks

    with privacy_session(office) as desk:
        found = asyncio.run(desk.tasks(office, done=done))
        if not found:
            click.echo("Tidak ada permintaan.")
        else:
            show_tasks(found, desk.search.library, now(), all_offices=office is None)


@privacy.command()
@_TASK
@_OFFICE
def show(task: int, office: str | None) -> None:
    """Satu permintaan dengan kata-kata warga."""
    from bot.officer_session import privacy_session
    from bot.privacy_tables import show_task

    with privacy_session(office) as desk:
        show_task(asyncio.run(desk.task(task, office)), desk.search.library, now())


@privacy.command()
@_TASK
@click.argument("words", metavar="JAWABAN")
@click.option(
    "--set", "changes", nargs=2, multiple=True, metavar="KUNCI ISI", help="Isian tiket yang diperbaiki; boleh berulang."
)
@_OFFICE
@_OFFICER
@_WITHOUT_ASKING
def done(
    task: int, words: str, changes: tuple[tuple[str, str], ...], office: str | None, officer: str | None, yes: bool
) -> None:
    """Permintaan sudah dikerjakan; warga diberi tahu."""
    _settle("done", task, words, office, officer, changes, ask=not yes)


@privacy.command()
@_TASK
@click.argument("words", metavar="ALASAN")
@_OFFICE
@_OFFICER
@_WITHOUT_ASKING
def refuse(task: int, words: str, office: str | None, officer: str | None, yes: bool) -> None:
    """Permintaan ditolak dengan alasannya; warga diberi tahu."""
    _settle("refused", task, words, office, officer, (), ask=not yes)


@privacy.command()
def audit() -> None:
    """Catatan pemrosesan data pribadi yang terakhir; tidak memuat data pribadi."""
    from bot.officer_session import privacy_session
    from bot.privacy_tables import show_audit

    with privacy_session(None) as desk:
        show_audit(asyncio.run(desk.audit()))


def _settle(
    state: TaskState,
    task: int,
    words: str,
    office: str | None,
    officer: str | None,
    changes: tuple[tuple[str, str], ...],
    *,
    ask: bool,
) -> None:
    """Ends a task; what the citizen will read is shown first."""
    from bot.officer_session import officer_name, privacy_session
    from bot.store.data_tasks import Settlement

    act = Settlement(task, state, officer_name(officer), words, office, changes)
    with privacy_session(office) as desk:
        if ask:
            _agree(desk, act)
        settled = asyncio.run(desk.settle(act))
    click.echo(f"{task}: {_outcome(settled)}")


def _agree(desk: PrivacyDesk, act: Settlement) -> None:
    """Shows what the citizen will get and asks."""
    from bot.plain_text import render
    from bot.ticket_commands import confirmed
    from bot.ticket_tables import plain

    click.secho("Warga akan membaca:", bold=True)
    for reply in asyncio.run(desk.preview(act)):
        click.echo(plain(render(reply)))
    if not confirmed():
        click.echo("Tidak dikirim.")
        raise SystemExit(1)


def _outcome(settled: Settled) -> str:
    if settled.unreachable_since is not None:
        return f"tersimpan, tetapi warga tidak dapat dijangkau sejak {settled.unreachable_since.astimezone():%d-%m-%Y}."
    if settled.channel == "web":
        return "tersimpan, dan tersedia di obrolan web saat warga membukanya."
    return f"tersimpan, dan dikirim lewat {settled.channel}."
