"""`tanya announce draft` and `correct`: an announcement from a text file, with what may come with it."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable, Coroutine
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from bot.announce_shown import OFFICER, numbered, show
from bot.command_line import refuse
from handlers.announcement import TOPICS

if TYPE_CHECKING:
    from bot.announcing import Announcing, Composed
    from bot.store.announcements import Kept

_Command = TypeVar("_Command", bound=Callable[..., object])
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


@click.command()
@_FILE
@click.option("--office", metavar="KANTOR", required=True, help="Kantor yang mengumumkan.")
@click.option("--topic", "topics", type=click.Choice(TOPICS), multiple=True, help="Topik; bawaan umum.")
@click.option("--language", "languages", multiple=True, help="Hanya pelanggan berbahasa ini.")
@click.option("--channel", "channels", multiple=True, help="Hanya saluran ini.")
@click.option(
    "--keepers-of",
    metavar="LAYANAN",
    help="Hanya pelanggan yang menyimpan daftar periksa layanan ini, misalnya depok/kios.",
)
@_content
@OFFICER
def draft(
    file: Path, office: str, topics: tuple[str, ...], languages: tuple[str, ...], channels: tuple[str, ...],
    keepers_of: str | None, until: dt.datetime | None, link: str | None, choices: tuple[str, ...],
    attached: Path | None, officer: str | None,
) -> None:  # fmt: skip
    """Simpan konsep dari FILE: baris pertama judul, lalu isi. Belum ada yang dikirim."""
    from bot.officer_session import announcing_session, officer_name

    composed = _composed(file, office, topics or ("umum",), until, link, choices, languages, channels)
    composed = replace(composed, keepers_of=keepers_of)
    with announcing_session(office) as announcing:
        kept = asyncio.run(_with_file(announcing.draft(composed, officer_name(officer)), announcing, attached, officer))
        show(announcing, kept.id, office)
    click.echo(f"Konsep {kept.id} tersimpan. Kirim: tanya announce send {kept.id}")


@click.command()
@numbered
@_FILE
@_content
@OFFICER
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
        show(announcing, kept.id, office)
    click.echo(f"Konsep ralat {kept.id} tersimpan. Kirim: tanya announce send {kept.id}")


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
