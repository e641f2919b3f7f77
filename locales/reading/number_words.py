"""The words that numbers are made of, in Indonesian, its SMS spelling, Javanese, Sundanese and English."""

from __future__ import annotations

import re
from decimal import Decimal

from locales.reading.spelled import spelled, word_set

UNITS = spelled(
    {
        0: "nol zero",
        1: "satu stu satuu siji setunggal satunggal hiji sahiji sikok one",
        2: "dua duwa dwa loro duo two",
        3: "tiga tga telu tilu tigo three",
        4: "empat mpat empt papat opat sekawan four",
        5: "lima limo gangsal five",
        6: "enam enm anam enem nenem genep six",
        7: "tujuh tjh tujh pitu seven",
        8: "delapan dlpn dlapan delapn lapan dalapan wolu eight",
        9: "sembilan smbln smbilan sembiln salapan songo sanga nine",
    }
)
"""What counts one thing, and stands before a multiplier."""

BOUND = spelled({2: "rong kalih", 3: "telung tigang", 4: "patang", 5: "limang", 7: "pitung", 8: "wolung", 9: "sangang"})
"""Javanese forms that only stand before a multiplier or the thing counted."""

FIXED = spelled(
    {
        10: "sepuluh spuluh splh sepulh sapuluh sedoso sedasa",
        11: "sebelas seblas sblas sabelas sewelas eleven",
        12: "rolas twelve",
        13: "telulas thirteen",
        14: "patbelas fourteen",
        15: "limolas limalas fifteen",
        16: "nembelas sixteen",
        17: "pitulas seventeen",
        18: "wolulas eighteen",
        19: "songolas sangalas nineteen",
        21: "selikur salikur",
        22: "rolikur",
        23: "telulikur",
        24: "patlikur",
        25: "selawe selangkung",
        26: "nemlikur",
        27: "pitulikur",
        28: "wolulikur",
        29: "songolikur sangalikur",
    }
)
TENS = spelled(
    {20: "twenty", 30: "thirty", 40: "forty", 50: "seket fifty", 60: "sewidak sawidak sixty", 70: "seventy"}
    | {80: "eighty", 90: "ninety"}
)
"""Tens in one word, which a unit may follow."""

HUNDRED = word_set("seratus sratus srtus saratus satus")
TEEN = word_set("belas blas welas")
TEN_TIMES = word_set("puluh pulu puloh pulo plh dasa")
HUNDRED_TIMES = word_set("ratus rts atus hundred")

SCALES = {
    word: Decimal(value)
    for word, value in spelled(
        {
            10**3: "ribu rb rbu rebu ewu thousand",
            10**6: "juta jt jta jut jeti yuta million",
            10**9: "miliar milyar miliyar mlyr milyard billion",
            10**12: "triliun trilyun triliyun trillion",
        }
    ).items()
}
SHORT_SCALES = {"k": Decimal(10**3), "m": Decimal(10**9), "t": Decimal(10**12)}
"""Letters for thousand, *miliar* and *triliun*: "500k", "1,2 M"."""

ONE_SCALES = {
    word: Decimal(value)
    for word, value in spelled(
        {
            10**3: "seribu sribu serebu sarebu sewu",
            10**6: "sejuta sajuta sayuta",
            10**9: "semiliar semilyar",
            10**12: "setriliun setrilyun",
        }
    ).items()
}
COINS = {
    word: Decimal(value)
    for word, value in spelled(
        {500: "gopek", 1000: "seceng", 5000: "goceng", 10_000: "ceban", 20_000: "noban", 50_000: "goban"}
    ).items()
}
"""Hokkien sums of everyday slang; they count money only."""

DOZENS = spelled({12: "lusin dozen", 20: "kodi", 144: "gros"})
ONE_DOZENS = spelled({12: "selusin salusin", 20: "sekodi", 144: "segros"})

PEOPLE = spelled(
    {2: "berdua", 3: "bertiga", 4: "berempat", 5: "berlima", 6: "berenam", 7: "bertujuh", 8: "berdelapan"}
    | {9: "bersembilan", 10: "bersepuluh", 11: "bersebelas"}
)
"""So many people together."""
PARTS = spelled(
    {
        Decimal("0.5"): "setengah stengah stgh satengah separo half",
        Decimal("0.25"): "seperempat",
        Decimal("0.75"): "tiga_perempat",
    }
)
SLASHED = {"1/2": Decimal("0.5"), "1/4": Decimal("0.25"), "3/4": Decimal("0.75")}


def _either(*words: str) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_TIMES = _either(*TEEN, *TEN_TIMES, *HUNDRED_TIMES, *SCALES)
_WHOLE = _either("sepuluh", "seratus", "seribu", "sejuta", "selusin", "sapuluh", "saratus", "sarebu")
_ONES = _either(*UNITS)
_WRITTEN_AS_ONE = re.compile(rf"({_either(*UNITS, *BOUND)})({_TIMES})({_ONES}|an)?|({_WHOLE}|{_TIMES})({_ONES}|an)")


def split_word(word: str) -> tuple[str, ...]:
    """The parts of a number word written as one: "duapuluhan" is "dua", "puluh", "an"; another word is itself."""
    if not word.isalpha():
        return (word,)
    found = _WRITTEN_AS_ONE.fullmatch(word)
    return tuple(part for part in found.groups() if part) if found else (word,)
