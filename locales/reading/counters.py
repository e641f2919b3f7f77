"""The things that numbers count in forms, each with the spellings that people use."""

from __future__ import annotations

from locales.reading.spelled import spelled

COUNTERS = spelled(
    {
        "orang": "orang org orng oraang orangan wong urang jalma jiwa tiyang people person persons pax",
        "peserta": "peserta pesrta pserta psrta participants",
        "anggota": "anggota anggta members",
        "karyawan": "karyawan pegawai pekerja tenaga_kerja",
        "hari": "hari hr dina dinten poe day days",
        "minggu": "minggu mgg pekan week weeks",
        "bulan": "bulan bln sasi wulan month months",
        "tahun": "tahun thn taun year years",
        "jam": "jam hours hour",
        "menit": "menit mnt minutes minute",
        "kali": "kali x",
        "kursi": "kursi",
        "meja": "meja",
        "ruang": "ruang ruangan kamar",
        "unit": "unit",
        "buah": "buah bh biji bj pcs pc",
        "lembar": "lembar lbr helai rangkap",
        "bungkus": "bungkus bgks pack dus kotak karung ikat",
        "kilogram": "kg kilo kilogram",
        "gram": "gr gram",
        "liter": "liter ltr",
        "meter": "meter m m2 meteran",
        "persen": "% persen",
    }
)
"""Spelling to the name of the thing, in the spelling that a form would use."""

DAYS_COUNTED = {"hari": (1, 0), "minggu": (7, 0), "bulan": (0, 1), "tahun": (0, 12)}
"""A stretch of time as days and months."""
