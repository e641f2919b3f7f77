"""The picture or document of an announcement, as it lies on the shelf."""

from __future__ import annotations

from bot.papers.paper import Draw, NoPaper, Wanted
from bot.store.announcement_files import content_of


def read(wanted: Wanted) -> Draw:
    """The file; raises NoPaper when the announcement is gone, or has none."""
    number = wanted.ref.id
    digest = content_of(wanted.unit.connection, int(number)) if number.isdecimal() else None
    if digest is None or wanted.shelf is None:
        raise NoPaper(wanted.context.say("Berkas itu sudah tidak ada."))
    return wanted.shelf.path(digest).read_bytes
