"""`tanya ticket`: officers list, read and answer tickets from the command line, also beside a running service."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from bot.clock import now
from bot.command_line import IndonesianGroup

if TYPE_CHECKING:
    from bot.staff import Staff
    from bot.store.officer_acts import ActKind, OfficerAct, Recorded
    from handlers.ticket_alarms import Standing

_YES = frozenset({"ya", "y", "kirim", "yes"})

_Command = TypeVar("_Command", bound=Callable[..., object])


def _acting(command: _Command) -> _Command:
    """What every act on a ticket takes."""
    command = click.option("--office", metavar="KANTOR", help="Hanya tiket kantor ini.")(command)
    command = click.option("--officer", metavar="NAMA", help="Petugas; bawaan nama pengguna komputer ini.")(command)
    return click.argument("number", metavar="NOMOR")(command)


_WITHOUT_ASKING = click.option("--yes", is_flag=True, help="Kirim tanpa menunjukkannya dulu.")


@click.group(cls=IndonesianGroup)
def ticket() -> None:
    """Tiket warga: lihat, golongkan, jawab, tutup."""


@ticket.command("list")
@click.option("--office", metavar="KANTOR", help="Hanya tiket kantor ini.")
@click.option("--all", "done", is_flag=True, help="Juga yang sudah ditutup atau ditolak.")
@click.option("--due", type=click.Choice(("today", "overdue")), help="Hanya yang jatuh tempo hari ini, atau terlambat.")
def list_(office: str | None, done: bool, due: Standing | None) -> None:
    """Daftar tiket yang menunggu kantor, yang paling dekat batasnya lebih dulu."""
    from bot.officer_session import officer_session
    from bot.store.tickets import MOST_LISTED
    from bot.ticket_tables import show_list

    with officer_session(office) as staff:
        found = asyncio.run(staff.tickets(office, done=done, due=due))
        if not found:
            click.echo("Tidak ada tiket.")
        else:
            show_list(found, staff.search.library, now(), all_offices=office is None)
        if len(found) == MOST_LISTED:
            click.echo(f"Hanya {MOST_LISTED} yang pertama; persempit dengan --office.")


@ticket.command()
@click.argument("number", metavar="NOMOR")
@click.option("--office", metavar="KANTOR", help="Hanya tiket kantor ini.")
def show(number: str, office: str | None) -> None:
    """Satu tiket: isian, riwayat, batas waktu."""
    from bot.officer_session import checked_number, officer_session
    from bot.ticket_tables import show_ticket

    number = checked_number(number)
    with officer_session(office) as staff:
        file = asyncio.run(staff.file(number, office))
        show_ticket(file, staff.search.library)


@ticket.command("file")
@click.argument("number", metavar="NOMOR")
@click.argument("place", metavar="KE", type=click.IntRange(min=1))
@click.argument("target", metavar="TUJUAN", type=click.Path(path_type=Path))
@click.option("--office", metavar="KANTOR", help="Hanya tiket kantor ini.")
def file_(number: str, place: int, target: Path, office: str | None) -> None:
    """Simpan satu lampiran tiket ke TUJUAN, sebuah file baru atau folder."""
    from bot.command_line import read_settings
    from bot.officer_session import checked_number, officer_session
    from bot.ticket_files import save_file

    number = checked_number(number)
    with officer_session(office) as staff:
        saved = save_file(asyncio.run(staff.file(number, office)), place, target, read_settings())
    click.echo(f"Tersimpan: {saved}")


@ticket.command("class")
@_acting
@click.argument("ticket_class", metavar="GOLONGAN")
def class_(number: str, ticket_class: str, office: str | None, officer: str | None) -> None:
    """Golongkan pengaduan menurut keputusan kantor; batas waktunya dihitung lagi."""
    _act("class", number, ticket_class, office, officer, ask=False)


@ticket.command()
@_acting
@click.argument("name", metavar="PETUGAS")
def assign(number: str, name: str, office: str | None, officer: str | None) -> None:
    """Serahkan tiket kepada seorang petugas."""
    _act("assigned", number, name, office, officer, ask=False)


@ticket.command()
@_acting
@click.argument("text", metavar="JAWABAN")
@_WITHOUT_ASKING
def answer(number: str, text: str, office: str | None, officer: str | None, yes: bool) -> None:
    """Jawab warga; jawabannya ditunjukkan dulu."""
    _act("answered", number, text, office, officer, ask=not yes)


@ticket.command()
@_acting
@click.argument("text", metavar="PERTANYAAN")
@_WITHOUT_ASKING
def ask(number: str, text: str, office: str | None, officer: str | None, yes: bool) -> None:
    """Minta keterangan dari warga; batas waktu berhenti sampai warga menjawab."""
    _act("asked", number, text, office, officer, ask=not yes)


@ticket.command()
@_acting
@click.argument("text", metavar="ALASAN")
@_WITHOUT_ASKING
def reject(number: str, text: str, office: str | None, officer: str | None, yes: bool) -> None:
    """Tolak tiket dengan alasannya."""
    _act("rejected", number, text, office, officer, ask=not yes)


@ticket.command()
@_acting
@click.argument("text", metavar="KATA", default="")
@_WITHOUT_ASKING
def close(number: str, text: str, office: str | None, officer: str | None, yes: bool) -> None:
    """Tutup tiket yang sudah dijawab atau tidak dijawab warganya."""
    _act("closed", number, text, office, officer, ask=not yes)


def _act(kind: ActKind, number: str, text: str, office: str | None, officer: str | None, *, ask: bool) -> None:
    """Does one thing with a ticket; where the citizen will read it, only as shown before."""
    from bot.officer_session import checked_number, officer_name, officer_session
    from bot.store.officer_acts import OfficerAct

    act = OfficerAct(kind, checked_number(number), officer_name(officer), text, office)
    with officer_session(office) as staff:
        if ask:
            act = replace(act, version=_agreed(staff, act))
        recorded = asyncio.run(staff.act(act))
    click.echo(f"{act.number}: {_outcome(kind, recorded)}")


def _agreed(staff: Staff, act: OfficerAct) -> int:
    """Shows what the citizen will get and asks; the ticket's version as it was shown."""
    from bot.plain_text import render
    from bot.ticket_tables import plain

    preview = asyncio.run(staff.preview(act))
    if preview.replies:
        click.secho("Warga akan membaca:", bold=True)
        for reply in preview.replies:
            click.echo(plain(render(reply)))
    else:
        click.echo("Obrolan warga sudah dihapus: ini hanya disimpan pada tiket.")
    if not confirmed():
        click.echo("Tidak dikirim.")
        raise SystemExit(1)
    return preview.version


def confirmed() -> bool:
    """Whether the officer agrees; the end of the input is no."""
    try:
        told = click.prompt("\nKirim? [ya/tidak]", default="tidak", show_default=False)
    except click.Abort:
        return False
    return str(told).strip().lower() in _YES


def _outcome(kind: ActKind, recorded: Recorded) -> str:
    if kind in {"class", "assigned"}:
        return "tersimpan."
    if recorded.channel is None:
        return "tersimpan, tetapi obrolan warga sudah dihapus. Hubungi warga lewat kontak pada isiannya."
    if recorded.unreachable_since is not None:
        since = f"{recorded.unreachable_since.astimezone():%d-%m-%Y}"
        return f"tersimpan, tetapi warga tidak dapat dijangkau sejak {since}. Ia membacanya saat menanyakan tiketnya."
    if recorded.channel == "web":
        return "tersimpan, dan tersedia di obrolan web saat warga membukanya."
    return f"tersimpan, dan dikirim lewat {recorded.channel}. Sampai tidaknya tampak di tanya ticket show."
