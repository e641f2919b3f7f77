"""`tanya announce`: an announcement from a text file to its receivers, also beside a running service."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from bot.clock import now
from bot.command_line import IndonesianGroup, refuse
from handlers.announcement import TOPICS

if TYPE_CHECKING:
    from bot.announcing import Announcing, Composed
    from bot.store.announcements import Kept

_Command = TypeVar("_Command", bound=Callable[..., object])
_YES = frozenset({"ya", "y", "kirim", "yes"})
_TIME = click.DateTime(["%Y-%m-%d %H:%M"])


def _numbered(command: _Command) -> _Command:
    """What everything done with one announcement takes."""
    command = click.option("--office", metavar="KANTOR", help="Hanya pengumuman kantor ini.")(command)
    return click.argument("number", metavar="NO", type=int)(command)


_OFFICER = click.option("--officer", metavar="NAMA", help="Petugas; bawaan nama pengguna komputer ini.")
_FILE = click.argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))


def _content(command: _Command) -> _Command:
    """What an announcement may have besides its text."""
    for option in (
        click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Hari terakhir dikirim dan ditampilkan."),
        click.option("--link", help="Alamat web yang disertakan."),
        click.option(
            "--choice", "choices", multiple=True, metavar="LABEL=ID", help="Tombol: Daftar=form:wub-...:depok/..."
        ),
        click.option(
            "--file", "attached", metavar="BERKAS", type=click.Path(exists=True, dir_okay=False, path_type=Path),
            help="Gambar (JPEG, PNG, WebP) atau PDF yang disertakan, paling besar 10 MB.",
        ),
    ):  # fmt: skip
        command = option(command)
    return command


@click.group(cls=IndonesianGroup)
def announce() -> None:
    """Pengumuman kepada pelanggan: konsep, pratinjau, kirim, jeda, batal."""


@announce.command()
@_FILE
@click.option("--office", metavar="KANTOR", required=True, help="Kantor yang mengumumkan.")
@click.option("--topic", "topics", type=click.Choice(TOPICS), multiple=True, help="Topik; bawaan umum.")
@click.option("--language", "languages", multiple=True, help="Hanya pelanggan berbahasa ini.")
@click.option("--channel", "channels", multiple=True, help="Hanya saluran ini.")
@_content
@_OFFICER
def draft(
    file: Path, office: str, topics: tuple[str, ...], languages: tuple[str, ...], channels: tuple[str, ...],
    until: dt.datetime | None, link: str | None, choices: tuple[str, ...], attached: Path | None, officer: str | None,
) -> None:  # fmt: skip
    """Simpan konsep dari FILE: baris pertama judul, lalu isi. Belum ada yang dikirim."""
    from bot.officer_session import announcing_session, officer_name

    composed = _composed(file, office, topics or ("umum",), until, link, choices, languages, channels)
    with announcing_session(office) as announcing:
        kept = asyncio.run(_with_file(announcing.draft(composed, officer_name(officer)), announcing, attached, officer))
        _show(announcing, kept.id, office)
    click.echo(f"Konsep {kept.id} tersimpan. Kirim: tanya announce send {kept.id}")


@announce.command()
@_numbered
@_FILE
@_content
@_OFFICER
def correct(
    number: int, file: Path, office: str | None, until: dt.datetime | None, link: str | None,
    choices: tuple[str, ...], attached: Path | None, officer: str | None,
) -> None:  # fmt: skip
    """Konsep ralat, hanya untuk yang sudah menerima pengumuman NO."""
    from bot.officer_session import announcing_session, officer_name

    with announcing_session(office) as announcing:
        told_by = asyncio.run(announcing.progress(number, office)).kept.told
        composed = _composed(file, told_by.office, told_by.topics, until, link, choices)
        drafting = announcing.correct(number, composed, officer_name(officer), office)
        kept = asyncio.run(_with_file(drafting, announcing, attached, officer))
        _show(announcing, kept.id, office)
    click.echo(f"Konsep ralat {kept.id} tersimpan. Kirim: tanya announce send {kept.id}")


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
@_numbered
def show(number: int, office: str | None) -> None:
    """Pratinjau dan jumlah penerima."""
    from bot.officer_session import announcing_session

    with announcing_session(office) as announcing:
        _show(announcing, number, office)


@announce.command()
@_numbered
@click.option("--channel", required=True, metavar="SALURAN", help="Saluran obrolan Anda, misalnya telegram.")
@click.option("--chat", required=True, metavar="ID", help="Nomor obrolan Anda di saluran itu.")
def test(number: int, office: str | None, channel: str, chat: str) -> None:
    """Kirim hanya ke obrolan Anda sendiri."""
    from bot.officer_session import announcing_session, officer_name

    with announcing_session(office) as announcing:
        asyncio.run(announcing.test(number, channel, chat, office, who=officer_name(None)))
    click.echo("Dikirim ke obrolan itu saja.")


@announce.command()
@_numbered
@click.option("--at", type=_TIME, help="Waktu kirim menurut jam kantor, misalnya '2026-12-01 09:00'.")
@click.option("--yes", is_flag=True, help="Tanpa menunjukkannya dulu; penerima yang banyak tetap harus diketik.")
@_OFFICER
def send(number: int, office: str | None, at: dt.datetime | None, yes: bool, officer: str | None) -> None:
    """Kirim ke semua pelanggan; isi dan jumlah penerima ditunjukkan dulu."""
    from bot.announce_words import STATES
    from bot.announcing import MustConfirm
    from bot.officer_session import announcing_session, officer_name

    with announcing_session(office) as announcing:
        seen = None
        if not yes:
            seen = _show(announcing, number, office)
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
@_numbered
@_OFFICER
def approve(number: int, office: str | None, officer: str | None) -> None:
    """Setujui pengumuman yang dikirim orang lain."""
    from bot.announce_words import STATES
    from bot.officer_session import announcing_session, officer_name

    with announcing_session(office) as announcing:
        kept = asyncio.run(announcing.approve(number, officer_name(officer), office))
    click.echo(f"Pengumuman {number}: {STATES[kept.state]}.")


@announce.command()
@_numbered
def pause(number: int, office: str | None) -> None:
    """Jeda pengiriman."""
    _act(number, office, lambda announcing, who: announcing.pause(number, office, who=who))


@announce.command()
@_numbered
def resume(number: int, office: str | None) -> None:
    """Lanjutkan pengiriman yang dijeda."""
    _act(number, office, lambda announcing, who: announcing.resume(number, office, who=who))


@announce.command()
@_numbered
def cancel(number: int, office: str | None) -> None:
    """Batalkan: yang belum terkirim tidak akan dikirim."""
    _act(number, office, lambda announcing, who: announcing.cancel(number, office, who=who))


@announce.command()
@_numbered
@click.option("--uncertain", is_flag=True, help="Juga yang tidak pasti: sebagian warga mungkin menerimanya dua kali.")
def retry(number: int, office: str | None, uncertain: bool) -> None:
    """Coba lagi yang gagal sementara."""
    from bot.officer_session import announcing_session, officer_name

    with announcing_session(office) as announcing:
        found = asyncio.run(announcing.retry(number, office, uncertain=uncertain, who=officer_name(None)))
    click.echo(f"{found} dikirim lagi." if found else "Tidak ada yang dapat dicoba lagi.")


@announce.command()
@_numbered
def status(number: int, office: str | None) -> None:
    """Perkembangan: terkirim, sampai, diblokir, gagal, beserta sebabnya."""
    from bot.announce_texts import progress_lines
    from bot.officer_session import announcing_session

    with announcing_session(office) as announcing:
        progress = asyncio.run(announcing.progress(number, office))
    for each in progress_lines(progress, now()):
        click.echo(each)


async def _with_file(
    drafting: Coroutine[Any, Any, Kept], announcing: Announcing, attached: Path | None, officer: str | None
) -> Kept:
    """A draft with its file; where the file is refused there is no draft."""
    from bot.announcing import WrongAnnouncement
    from bot.officer_session import officer_name

    kept, who = await drafting, officer_name(officer)
    if attached is None:
        return kept
    try:
        return await announcing.attach(kept.id, attached.read_bytes(), attached.name, who)
    except WrongAnnouncement:
        await announcing.cancel(kept.id, who=who)
        raise


def _act(number: int, office: str | None, act: Callable[[Announcing, str], Coroutine[Any, Any, Kept]]) -> None:
    from bot.announce_words import STATES
    from bot.officer_session import announcing_session, officer_name

    with announcing_session(office) as announcing:
        kept = asyncio.run(act(announcing, officer_name(None)))
    click.echo(f"Pengumuman {number}: {STATES[kept.state]}.")


def _show(announcing: Announcing, number: int, office: str | None) -> int:
    """Shows what would arrive, and with how many; returns the version that was shown."""
    from bot.announce_texts import preview_lines

    preview = asyncio.run(announcing.preview(number, office))
    for each in preview_lines(preview):
        click.echo(each)
    return preview.kept.version


def _told(question: str) -> str:
    """What the officer types; the end of the input is nothing."""
    try:
        return str(click.prompt(question, default="", show_default=False)).strip()
    except click.Abort:
        return ""


def _composed(
    file: Path, office: str, topics: tuple[str, ...], until: dt.datetime | None, link: str | None,
    choices: tuple[str, ...], languages: tuple[str, ...] = (), channels: tuple[str, ...] = (),
) -> Composed:  # fmt: skip
    from bot.announce_texts import read_text
    from bot.announcing import Composed
    from handlers.announcement import Announcement

    try:
        title, paragraphs = read_text(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        refuse(f"{file}: tidak dapat dibaca sebagai teks UTF-8.")
    pairs = tuple((identity, label) for label, _, identity in (each.partition("=") for each in choices))
    known = tuple(topic for topic in TOPICS if topic in topics)
    ends_on = until.date() if until is not None else None
    return Composed(Announcement(office, known, title, paragraphs, link, pairs, ends_on), languages, channels)
