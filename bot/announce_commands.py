"""`tanya announce`: an announcement from a text file to its receivers, also beside a running service."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, TypeVar

import click

from bot.announce_drafts import correct, draft
from bot.announce_shown import OFFICER, numbered
from bot.announce_shown import show as shown
from bot.clock import now
from bot.command_line import IndonesianGroup, refuse

if TYPE_CHECKING:
    from bot.announcing import Announcing
    from bot.store.announcements import Kept

_Command = TypeVar("_Command", bound=Callable[..., object])
_YES = frozenset({"ya", "y", "kirim", "yes"})
_TIME = click.DateTime(["%Y-%m-%d %H:%M"])


@click.group(cls=IndonesianGroup)
def announce() -> None:
    """Pengumuman kepada pelanggan: konsep, pratinjau, kirim, jeda, batal."""


announce.add_command(draft)
announce.add_command(correct)


@announce.command("list")
@click.option("--office", metavar="KANTOR", help="Hanya pengumuman kantor ini.")
def list_(office: str | None) -> None:
    """Daftar pengumuman, yang terbaru lebih dulu."""
    from bot.announce_texts import line
    from bot.officer_session import announcing_session

    with announcing_session(office) as announcing:
        found = asyncio.run(announcing.every(office))
    for kept in found:
        click.echo(line(kept))
    if not found:
        click.echo("Tidak ada pengumuman.")


@announce.command()
@numbered
def show(number: int, office: str | None) -> None:
    """Pratinjau dan jumlah penerima."""
    from bot.officer_session import announcing_session

    with announcing_session(office) as announcing:
        shown(announcing, number, office)


@announce.command()
@numbered
@click.option("--channel", required=True, metavar="SALURAN", help="Saluran obrolan Anda, misalnya telegram.")
@click.option("--chat", required=True, metavar="ID", help="Nomor obrolan Anda di saluran itu.")
def test(number: int, office: str | None, channel: str, chat: str) -> None:
    """Kirim hanya ke obrolan Anda sendiri."""
    from bot.officer_session import announcing_session, officer_name

    with announcing_session(office) as announcing:
        asyncio.run(announcing.test(number, channel, chat, office, who=officer_name(None)))
    click.echo("Dikirim ke obrolan itu saja.")


@announce.command()
@numbered
@click.option("--at", type=_TIME, help="Waktu kirim menurut jam kantor, misalnya '2026-12-01 09:00'.")
@click.option("--yes", is_flag=True, help="Tanpa menunjukkannya dulu; penerima yang banyak tetap harus diketik.")
@OFFICER
def send(number: int, office: str | None, at: dt.datetime | None, yes: bool, officer: str | None) -> None:
    """Kirim ke semua pelanggan; isi dan jumlah penerima ditunjukkan dulu."""
    from bot.announce_words import STATES
    from bot.announcing import MustConfirm
    from bot.officer_session import announcing_session, officer_name

    with announcing_session(office) as announcing:
        seen = None
        if not yes:
            seen = shown(announcing, number, office)
            if _told("\nKirim? [ya/tidak]").lower() not in _YES:
                click.echo("Tidak dikirim.")
                raise SystemExit(1)
        moment = asyncio.run(announcing.at_office(number, at, office)) if at is not None else None
        who = officer_name(officer)
        try:
            kept = asyncio.run(announcing.send(number, who, office, at=moment, seen=seen))
        except MustConfirm as asked:
            told = _told(f"Penerimanya banyak. Ketik jumlahnya ({asked.count}) untuk mengirim")
            if told.replace(".", "") != str(asked.count):
                refuse("Jumlah itu tidak sama. Tidak dikirim.")
            kept = asyncio.run(announcing.send(number, who, office, at=moment, confirmed=asked.count, seen=seen))
    click.echo(f"Pengumuman {number}: {STATES[kept.state]}. Perkembangannya: tanya announce status {number}")


@announce.command()
@numbered
@OFFICER
def approve(number: int, office: str | None, officer: str | None) -> None:
    """Setujui pengumuman yang dikirim orang lain."""
    from bot.announce_words import STATES
    from bot.officer_session import announcing_session, officer_name

    with announcing_session(office) as announcing:
        kept = asyncio.run(announcing.approve(number, officer_name(officer), office))
    click.echo(f"Pengumuman {number}: {STATES[kept.state]}.")


@announce.command()
@numbered
def pause(number: int, office: str | None) -> None:
    """Jeda pengiriman."""
    _act(number, office, lambda announcing, who: announcing.pause(number, office, who=who))


@announce.command()
@numbered
def resume(number: int, office: str | None) -> None:
    """Lanjutkan pengiriman yang dijeda."""
    _act(number, office, lambda announcing, who: announcing.resume(number, office, who=who))


@announce.command()
@numbered
def cancel(number: int, office: str | None) -> None:
    """Batalkan: yang belum terkirim tidak akan dikirim."""
    _act(number, office, lambda announcing, who: announcing.cancel(number, office, who=who))


@announce.command()
@numbered
@click.option("--uncertain", is_flag=True, help="Juga yang tidak pasti: sebagian warga mungkin menerimanya dua kali.")
def retry(number: int, office: str | None, uncertain: bool) -> None:
    """Coba lagi yang gagal sementara."""
    from bot.officer_session import announcing_session, officer_name

    with announcing_session(office) as announcing:
        found = asyncio.run(announcing.retry(number, office, uncertain=uncertain, who=officer_name(None)))
    click.echo(f"{found} dikirim lagi." if found else "Tidak ada yang dapat dicoba lagi.")


@announce.command()
@numbered
def status(number: int, office: str | None) -> None:
    """Perkembangan: terkirim, sampai, diblokir, gagal, beserta sebabnya."""
    from bot.announce_texts import progress_lines
    from bot.officer_session import announcing_session

    with announcing_session(office) as announcing:
        progress = asyncio.run(announcing.progress(number, office))
    for each in progress_lines(progress, now()):
        click.echo(each)


def _act(number: int, office: str | None, act: Callable[[Announcing, str], Coroutine[Any, Any, Kept]]) -> None:
    from bot.announce_words import STATES
    from bot.officer_session import announcing_session, officer_name

    with announcing_session(office) as announcing:
        kept = asyncio.run(act(announcing, officer_name(None)))
    click.echo(f"Pengumuman {number}: {STATES[kept.state]}.")


def _told(question: str) -> str:
    """What the officer types; the end of the input is nothing."""
    try:
        return str(click.prompt(question, default="", show_default=False)).strip()
    except click.Abort:
        return ""
