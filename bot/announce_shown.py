"""What the commands on announcements share: which one is meant, who acts, and its preview."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from bot.announcing import Announcing

_Command = TypeVar("_Command", bound=Callable[..., object])


def numbered(command: _Command) -> _Command:
    """What everything done with one announcement takes."""
    command = click.option("--office", metavar="KANTOR", help="Hanya pengumuman kantor ini.")(command)
    return click.argument("number", metavar="NO", type=int)(command)


OFFICER = click.option("--officer", metavar="NAMA", help="Petugas; bawaan nama pengguna komputer ini.")


def show(announcing: Announcing, number: int, office: str | None) -> int:
    """Shows what would arrive, and with how many; returns the version that was shown."""
    from bot.announce_texts import preview_lines

    preview = asyncio.run(announcing.preview(number, office))
    for each in preview_lines(preview):
        click.echo(each)
    return preview.kept.version
