"""What tells who wrote a text is taken out of it; the matter stays."""

from __future__ import annotations

import pytest

from handlers.redaction import for_another, without_person


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("petugas minta uang 50 ribu", "petugas minta uang 50 ribu"),
        ("saya Siti Rahma, hubungi 0812-3456-7890", "saya •••, hubungi •••"),
        ("SITI dimarahi, kata siti", "••• dimarahi, kata •••"),
        ("Sitika bukan Siti", "Sitika bukan •••"),
        ("surel siti.rahma@example.com ya", "surel ••• ya"),
        ("NIK 6171 0123 4567 8901", "NIK •••"),
        ("rekening 1234567890123", "rekening •••"),
        ("Rp2.500.000 pada 12-11-2026 pukul 09.30", "Rp2.500.000 pada 12-11-2026 pukul 09.30"),
        ("tiket KAL-7Q4M9X-T, keputusan 631/DISKOPUKM.A/2023", "tiket KAL-7Q4M9X-T, keputusan 631/DISKOPUKM.A/2023"),
    ],
)
def test_without_person(text: str, expected: str) -> None:
    """Each part of the name in any case, telephones, e-mail addresses, and long numbers."""
    assert without_person(text, ["Siti Rahma"]) == expected


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Yth. Yanti Kusuma, selesai.", "Yth. Bapak/Ibu, selesai."),
        ("Bu Yanti dapat datang.", "Bu ••• dapat datang."),
        ("Kami telepon 0812-3456 7890.", "Kami telepon •••."),
        ("Hubungi kantor di (0561) 736201.", "Hubungi kantor di (0561) 736201."),
    ],
)
def test_words_to_one_may_go_to_another(text: str, shown: str) -> None:
    """Nothing of the first one's name and contact is left; the office's telephone is."""
    assert for_another(text, ["Yanti Kusuma"], ["081234567890"]) == shown
