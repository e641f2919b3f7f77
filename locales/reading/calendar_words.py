"""The words of the calendar in Indonesian with its SMS spelling, Javanese, Sundanese and English."""

from __future__ import annotations

from typing import Literal, TypeAlias

from rapidfuzz import process
from rapidfuzz.distance import OSA

from locales.reading.spelled import Spellings, spelled

Wide: TypeAlias = Literal["week", "month", "year"]
Edge: TypeAlias = Literal["", "early", "middle", "late"]

MONTHS = spelled(
    {
        1: "januari jan jnr januarinya january janwari",
        2: "februari pebruari feb peb pebr febr febuari febuary february pebuari",
        3: "maret mar mrt mart march",
        4: "april apr apl",
        5: "mei may",
        6: "juni jun june juny jni junni",
        7: "juli jul july jli julli jully",
        8: "agustus agustusan agust agus agt agu ags agst aug august agts",
        9: "september sept sep sptmbr septembr",
        10: "oktober okt oct october oktb oktbr oktobr",
        11: "november nopember nov nop nvmbr novembr",
        12: "desember des dec december dsmbr disember desembr",
    }
)
_LONG_MONTHS = {name: month for name, month in MONTHS.items() if len(name) >= len("april")}

WEEKDAYS = spelled(
    {
        0: "senin snin snen senen senein sennin seniin monday",
        1: "selasa slasa slsa selas salasa selase selsa slesa sellasa selasaa tuesday",
        2: "rabu rbu rebo rabuu rabbu rbau wednesday",
        3: "kamis kms kmis kemis kamiss kamsi kmais kammis thursday",
        4: "jumat jmat jmt jumaat jumah jumaah jumuah jumt juamt jumatt friday",
        5: "sabtu sbtu sbt saptu sabtuu sbatu saturday",
        6: "minggu mgg mggu mnggu mingu mimggu minngu mingggu ahad sunday",
    }
)
"""Typing errors are listed, not guessed: "kami", "seni", "selama" and "selesai" are one letter from a weekday."""
WEEK_WORDS = frozenset({"minggu", "mgg", "mggu", "mnggu", "mingu"})
"""Spellings that mean both Sunday and week."""

RELATIVE_DAYS = spelled(
    {
        -2: "kemarin_lusa kmrn_lusa kemaren_lusa kemarin_dulu kemaren_dulu lusa_kemarin mangkukna wingenane "
        "the_day_before_yesterday day_before_yesterday",
        -1: "kemarin kmrn kemaren kmren kmarin kemrin wingi kamari yesterday semalam smlm tadi_malam td_malam td_mlm "
        "tadi_malem mau_bengi mau_mbengi tadi_peuting last_night",
        0: "hari_ini hr_ini hri_ini hari_ni hariini dina_iki dinten_niki dinten_punika poe_ieu dinten_ieu today "
        "nanti_malam ntar_malam nanti_malem nanti_sore ntar_sore nanti_siang ntar_siang malam_ini malem_ini pagi_ini "
        "siang_ini sore_ini tadi_pagi tadi_siang tadi_sore td_pagi td_siang td_sore tonight mau_esuk",
        1: "besok bsk bsok besuk esok esok_hari besok_hari sesuk mbenjing benjing isukan tomorrow keesokan_hari",
        2: "lusa besok_lusa bsk_lusa suk_emben sesuk_emben pageto day_after_tomorrow the_day_after_tomorrow",
        3: "tulat",
    }
)

WEEK: Spellings[Wide] = spelled({"week": "minggu mgg mnggu pekan week"})
MONTH: Spellings[Wide] = spelled({"month": "bulan bln bulannya sasi wulan month"})
YEAR: Spellings[Wide] = spelled({"year": "tahun thn taun year"})
WIDE: Spellings[Wide] = Spellings({**WEEK, **MONTH, **YEAR})
"""The words of stretches that are too wide to be a date."""

SHIFTS = spelled(
    {
        1: "depan dpn dpan dpen depannya mendatang yang_akan_datang yg_akan_datang yad yang_depan ngarep "
        "ngajeng payun hareup",
        0: "ini ni iki ieu niki punika",
        -1: "lalu kemarin kmrn kemaren yang_lalu yg_lalu lampau silam wingi kamari kepungkur",
    }
)
"""Which week, month or year: the next, this, the last."""
SHIFTS_BEFORE = spelled({1: "next", 0: "this", -1: "last"})

AHEAD = spelled(
    {
        1: "lagi lg lgi kemudian mendatang ke_depan kedepan yang_akan_datang yg_akan_datang dari_sekarang dr_sekarang "
        "maneh malih engkas deui from_now",
        -1: "lalu yang_lalu yg_lalu yang_lewat yg_lewat silam yang_silam yg_silam kemarin kmrn kepungkur kapengker "
        "katukang ka_tukang ago lampau",
    }
)
"""What makes a stretch of time a date: from today on, or back from today."""

ONE_STRETCH = spelled(
    {
        (1, 0): "sehari sedina sapoe sadinten",
        (7, 0): "seminggu sepekan semingguan saminggu sakminggu",
        (0, 1): "sebulan sesasi sabulan sakwulan",
        (0, 12): "setahun sataun setaun",
    }
)
"""One day, week, month or year as days and months."""

EDGES: Spellings[Edge] = spelled(
    {"early": "awal early", "middle": "pertengahan tengah mid", "late": "akhir ahir end_of late"}
)


def month_of(word: str, exact: bool = False) -> int | None:
    """The month that a word names, typing errors forgiven in long names where the word follows a day's number."""
    return MONTHS.get(word) or (None if exact else _nearest(word, _LONG_MONTHS))


def _nearest(word: str, names: dict[str, int]) -> int | None:
    """The meaning of the nearest name with the same first letter, or with the same consonants ("agsts").

    One edit is allowed, two from seven letters on.
    """
    if len(word) < 4 or not word.isalpha():
        return None
    allowed = 1 if len(word) < 7 else 2
    near = [name for name in names if name[0] == word[0]]
    found = process.extractOne(word, near, scorer=OSA.distance, score_cutoff=allowed)
    alike = found[0] if found else next((name for name in near if _consonants(name) == word), None)
    return names[alike] if alike else None


def _consonants(word: str) -> str:
    return word[0] + "".join(letter for letter in word[1:] if letter not in "aeiou")
