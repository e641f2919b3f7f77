"""What all commands share: refusals in Indonesian, the settings, and the search."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import click

from bot.settings import Settings, WrongSetting
from bot.settings import read_settings as read_given_settings
from knowledge.errors import KnowledgeError
from knowledge.search import Search


class IndonesianGroup(click.Group):
    """Refuses wrong commands and options in Indonesian."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            names = ", ".join(self.list_commands(ctx))
            raise click.UsageError(f"Perintah {args[0]!r} tidak ada. Yang ada: {names}.", ctx)
        return super().resolve_command(ctx, args)


def refuse(message: str) -> NoReturn:
    """Ends the command with a word on the error stream."""
    click.echo(message, err=True)
    raise SystemExit(2)


def read_settings() -> Settings:
    """The settings, or a refusal that names each wrong one."""
    try:
        return read_given_settings()
    except WrongSetting as error:
        refuse(str(error))


def open_search(settings: Settings) -> Search:
    """The search over the decrees, built first where they changed; or a refusal."""
    from knowledge.loading import open_library

    try:
        from bot.progress import shown_progress

        with shown_progress() as progress, _no_collections():
            return Search(open_library(settings.database, settings.overlay, progress))
    except KnowledgeError as error:
        refuse(str(error))
    except OSError as error:
        refuse(f"{settings.data_dir}: {error.strerror}. Periksa izin tulis folder itu atau setel TANYA_DATA_DIR.")


@contextmanager
def _no_collections() -> Iterator[None]:
    """Reads without the garbage collector: what is made here stays, and looking through it takes time."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def checked_office(search: Search, office: str | None) -> str | None:
    """An office as given, or a refusal that names those there are."""
    from bot.questions import UnknownOffice, check_office

    try:
        return check_office(search, office)
    except UnknownOffice as error:
        refuse(str(error))
