"""Identity numbers are hidden; what people need to be reached or served is not."""

from __future__ import annotations

import pytest

from bot.masking import masked


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("nik 3174012345678901", "nik ••••••••••••8901"),
        ("3174 0123 4567 8901 ya", "••••••••••••8901 ya"),
        ("NPWP 01.234.567.8-901.234", "NPWP •••••••••••1234"),
        ("0123456789012345", "••••••••••••2345"),
        ("rekening BRI 1234-5678-90", "rekening BRI ••••••7890"),
        ("no. rek 123456789012", "no. rek ••••••••9012"),
    ],
)
def test_hidden(typed: str, kept: str) -> None:
    """All but the last four digits."""
    assert masked(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "telepon 081298765432",
        "wa +62 812-9876-5432",
        "modal Rp2.500.000.000,00",
        "Keputusan 903/61/kpts/DKUM/VII/2023",
        "tanggal 12-08-2026 jam 10.00, 50 orang",
        "tiket KLB-20261118-AB12CD",
        "nomor 12345678",
    ],
)
def test_left_as_typed(typed: str) -> None:
    """Telephone numbers, sums, dates and tickets."""
    assert masked(typed) == typed
