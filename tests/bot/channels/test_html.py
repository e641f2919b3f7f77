"""Replies as HTML of the web chat: what can be tapped, and that nothing else becomes markup."""

from __future__ import annotations

import pytest

from bot.channels.web.html import render
from handlers.turn import Reply, Section


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("https://forms.gle/AbC?x=1&y=2", "https://forms.gle/AbC?x=1&amp;y=2"),
        ("Daftar di (https://bit.ly/wub-2026).", "https://bit.ly/wub-2026"),
        ("https://docs.google.com/a/b#c, lalu", "https://docs.google.com/a/b#c"),
        ("lihat dinkop.depok.go.id.", "https://dinkop.depok.go.id"),
        ("surel a@dinkop.go.id", "mailto:a@dinkop.go.id"),
    ],
)
def test_addresses_are_tapped(text: str, target: str) -> None:
    """Whole, without the full stop after them."""
    html = render(Reply((Section(paragraphs=(text,)),)))
    assert f'href="{target}"' in html
    assert html.count("<a ") == 1


@pytest.mark.parametrize(
    "text", ["javascript:alert(1)", 'https://x"onmouseover="alert(1)', "<a href=x>", "data:text/html,x"]
)
def test_nothing_else_becomes_markup(text: str) -> None:
    """Other schemes stay words, and quotation marks end an address."""
    html = render(Reply((Section(paragraphs=(text,)),)))
    assert "javascript:" not in html.partition("href=")[2]
    assert 'onmouseover="' not in html
    assert "<a href=x>" not in html


def test_an_empty_line_is_no_paragraph_of_its_own() -> None:
    """Paragraphs have their distance anyway."""
    assert render(Reply((Section(paragraphs=("a", "", "b")),))) == "<p>a</p><p>b</p>"
