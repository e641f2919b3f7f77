"""The fields of canned replies."""

from __future__ import annotations

import pytest

from bot.canned import Unfilled, UnknownField, check, fill, filled


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Yth. {nama}, tiket {nomor}", "Yth. Yanti, tiket KAL-1"),
        ("{ Nama } dan {NOMOR}", "Yanti dan KAL-1"),
        ("{batas}", "{batas}"),
        ("{} {bukan} {{nama}}", "{} {bukan} {Yanti}"),
        ("tanpa isian", "tanpa isian"),
    ],
)
def test_fields_are_filled_in(text: str, shown: str) -> None:
    """Whatever is no field, or has nothing on the ticket, stays as it was typed."""
    assert fill(text, {"nama": "Yanti", "nomor": "KAL-1"}) == shown


def test_a_value_is_not_read_again() -> None:
    """A citizen who is called like a field gets none."""
    assert fill("{nama}", {"nama": "{nomor}", "nomor": "KAL-1"}) == "{nomor}"


@pytest.mark.parametrize(("text", "name", "meant"), [("{nomer}", "nomer", "nomor"), ("{xyzzy}", "xyzzy", None)])
def test_an_unknown_field_is_told(text: str, name: str, meant: str | None) -> None:
    """With the one that was meant, where one is like it."""
    with pytest.raises(UnknownField) as refused:
        check(f"Yth. {{nama}}, {text}")
    assert (refused.value.name, refused.value.meant) == (name, meant)
    check("{nama} {batas} { petugas }")


def test_words_for_a_citizen_have_no_field_left() -> None:
    """A deadline that there is not must be put in other words; other braces are the officer's own."""
    with pytest.raises(Unfilled):
        filled("paling lambat {batas}", {})
    assert filled("{nomor} {catatan}", {"nomor": "KAL-1"}) == "KAL-1 {catatan}"
