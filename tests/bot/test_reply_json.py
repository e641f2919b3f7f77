"""Replies in the store: what waits there comes out as it went in."""

from __future__ import annotations

from bot.reply_json import dump, load
from handlers.turn import FileRef, Reply, Section


def test_a_file_waits_as_its_reference() -> None:
    """Never as bytes; a reply without one says nothing of it."""
    reply = Reply((Section(None, ("Ini.",)),), file=FileRef("leaflet", "depok/kios", "kios.pdf"))
    assert load(dump(reply)) == reply
    assert '"file"' not in dump(Reply((Section(None, ("Ini.",)),)))
