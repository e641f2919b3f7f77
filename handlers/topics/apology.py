"""The apology for a message that the program failed at."""

from __future__ import annotations

from handlers.turn import Reply, Section
from locales.catalogue import translate


def apologise(language: str, error_id: str) -> Reply:
    """Says plainly that it went wrong, that it is kept, and what to do; the id lets staff find it."""
    text = translate(
        language,
        "Maaf, pesan Anda tidak dapat diproses karena gangguan pada sistem. Pesannya kami simpan untuk diperiksa"
        " (kode {error_id}). Silakan coba dengan kalimat lain.",
    )
    return Reply((Section(paragraphs=(text.format(error_id=error_id),)),))
