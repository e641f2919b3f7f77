"""What is printed of letters that the font has and lacks."""

from __future__ import annotations

import pytest

from bot.papers.fonts import printable
from bot.papers.pdf import draw
from bot.papers.picture import draw as draw_picture
from bot.papers.sheet import Sheet
from handlers.turn import Section
from tests.bot.papers.opening import words

WRITTEN = [
    ("Léré – “sanès” … ± → •", "Léré – “sanès” … ± → •"),
    ("e\u0301", "é"),
    ("terima kasih 🙏🏽🙏🏽", "terima kasih ☐"),
    ("👨‍👩‍👧 kami", "☐ kami"),
    ("متن", "☐"),
    ("ꦗꦮꦶ lan ᮞᮥᮔ᮪ᮓ", "☐ lan ☐"),
    ("漢字 Кириллица Ελληνικά", "☐ Кириллица Ελληνικά"),
    ("a\u202eb\u200bc\x00d\ufeff", "abcd"),
    ("a\tb\u00a0c", "a b c"),
    ("\ud800x", "x"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "expected"), WRITTEN)
def test_printable(text: str, expected: str) -> None:
    """A run of letters that are lacking is one sign; what nobody sees is left out."""
    assert printable(text) == expected


@pytest.mark.parametrize(("text", "expected"), WRITTEN)
def test_nothing_that_is_written_breaks_a_paper(text: str, expected: str) -> None:
    """As a PDF and as a picture."""
    sheet = Sheet(text, text, text, (Section(text, (text,)),), (text,))
    assert " ".join(expected.split()) in words(draw(sheet))
    assert draw_picture(sheet).startswith(b"\x89PNG")
