"""Reads a correction said in words: "yang bener 4 minggu, bukan 3", "pesertanya jadi 90", "hapus nomor saya"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from handlers.draft import Draft
from handlers.forms.attachments import without_files
from handlers.forms.bounds import Needed, checked
from handlers.forms.clock_ends import with_end
from handlers.forms.courtesy import says_nothing, words
from handlers.forms.filling import Filled, assigned
from handlers.forms.own_words import called
from handlers.forms.readers import FREE, Mention, read
from handlers.forms.steps import correctable_steps
from handlers.forms.swaps import Swap, put_right, stripped, swaps
from knowledge.form_model import Form, Step
from locales.reading.found import rest
from locales.reading.refusals import NothingRead, OpenEnd, Refused

_SETS = (
    r"(?:(?:(?:di)?(?:ganti|ubah|rubah|koreksi|perbaiki|edit|betulin|benerin|pindah|undur|majukan|mundur|nambah|tambah|"
    r"bertambah|berkurang|kurangi)(?:in|kan)?\s+)?(?:jadi|menjadi|dadi|ke|dengan|adalah|yaitu|"
    r"(?:yang|yg)\s+(?:bener|benar|betul)|"
    r"(?:se)?harusnya|mestinya|maksudnya)(?:\s*[:=])?|(?:di)?(?:ganti|ubah|rubah|koreksi|edit)|[:=]|->)"
)
_WRONG = r"(?:salah|keliru|typo)"
_FLAWED = (
    r"(?:salah(?:\s+(?:ketik|tulis))?|keliru|typo|kurang(?:\s+(?:lengkap|tepat|jelas|benar|bener|"
    r"pas))?|belum\s+(?:benar|bener|"
    r"lengkap|tepat|pas)|(?:mau|perlu|minta|tolong|harus)?\s*(?:di)?(?:ganti|ubah|rubah|perbaiki|"
    r"koreksi|edit|betulin|benerin)(?:in)?)"
)
_TO_MEND = (
    r"(?:(?:di)?(?:perbaiki|perbaikin|ubah|rubah|ganti|koreksi|ralat|edit|betulin|"
    r"benerin)|salah(?:\s+di)?|change|fix|edit)"
)
_WITHOUT = (
    r"(?:(?:di)?(?:hapus|kosongkan|kosongin|hilangkan|buang)(?:\s+(?:aja|saja))?|anonim|(?:di)?rahasia(?:kan|in)?)"
)
_NOT_NEEDED = r"(?:ga|gak|nggak|ngga|tidak|tdk)\s+(?:usah|perlu|ada|jadi)|jangan(?:\s+(?:pakai|pake|dipakai|ditulis))?"
_MORE = re.compile(
    r"^(?:tambah(?:an(?:nya)?|in|kan|i)?|ditambah|plus|nambah|sekalian|satu lagi|oh ya|"
    r"oya)\s*[:,]?\s+(?P<more>\S.{7,})$",
    re.IGNORECASE | re.DOTALL,
)
_BY = re.compile(
    r"\b(?P<less>(?:di)?kurang(?:i|in|kan)?|berkurang)\b|\b(?P<more>(?:di|ber|me)?n?tambah(?:in|kan|"
    r"i)?|nambah(?:in)?)\b",
    re.IGNORECASE,
)
_TO = re.compile(r"\b(?:jadi|menjadi|dadi|ke)\b", re.IGNORECASE)
_MARKED = re.compile(
    r"\b(?:maksud(?:nya|ku)|(?:se)?harusnya|mestinya|(?:yang|yg) (?:bener|benar|betul)|bukan|bkn|"
    r"ralat|koreksi|dudu|sanes)\b",
    re.IGNORECASE,
)
"""Words that say that something earlier is put right."""
_PUT_OFF = re.compile(
    r"(?:(?:acara|tanggal|hari|jadwal)nya\s+)?(?:di)?(?:undur|mundur|maju|geser)\w*"
    r"(?:\s+(?:se(?:hari|minggu|bulan)|\d+\s+(?:hari|minggu|bulan)))?(?:\s+(?:aja|saja|ya|dong|kak|deh|lagi))*[.!\s]*"
)
"""A date moved by as much as nobody knows from when: the new date is asked."""
_CORRECTING = (
    "salah keliru ketik tulis typo yang yg bener benar betul harusnya seharusnya mestinya maksudnya "
    "maksud ganti diganti "
    "ubah diubah rubah dirubah jadi menjadi dadi ke ralat koreksi perbaiki diperbaiki nambah tambah bertambah ditambah "
    "berkurang kurangi dikurangi pindah dipindah pindahkan undur diundur mundur dimundurkan maju dimajukan adalah itu "
    "tgl pukul mulai selesai selesainya dari sampai sampe hingga nomornya lewat eh tapi bukan ding orangnya totalnya "
    "ternyata cuma hanya sing nu leres kudune kuduna wong the should be is it date name number"
)
_FEW = 4
"""Words of a correction that only names its step: "nama Budi"."""
_FEWEST_OF_A_STORY = 5
"""Words that may be a story told anew; fewer put a word of it right."""
_SHORT = 8
"""Words of a correction in the middle of other questions; longer ones answer those."""


def correct(form: Form, draft: Draft, text: str, today: dt.date) -> Filled | None:
    """The draft corrected, or None when the text corrects nothing, or only says what is wrong."""
    steps = correctable_steps(form, draft)
    if named_step(form, draft, text) is not None:
        return None
    said, _ = stripped(text)
    return (
        _left_out(steps, draft, said)
        or _changed_by(steps, draft, said, today)
        or _typed(steps, draft, text, today)
        or _named(steps, draft, said, today, plainly=True)
        or _swapped(steps, draft, text, today)
        or _named(steps, draft, said, today, plainly=False)
        or _more_told(steps, draft, said)
    )


def correct_meanwhile(form: Form, draft: Draft, step: Step, text: str, today: dt.date) -> Filled | None:
    """An earlier answer put right while another step is open; None where the text is for that step."""
    answered = tuple(
        each for each in correctable_steps(form, draft) if each.key != step.key and draft.value(each.key) is not None
    )
    if len(words(text)) > _SHORT or "?" in text:
        return None
    said, _ = stripped(text)
    corrected = _named(answered, draft, said, today, plainly=True) or _more_told(answered, draft, said)
    if corrected is None and _MARKED.search(text):
        corrected = _swapped(answered, draft, text, today)
    if corrected is None and step.kind in FREE and step.kind != "story":
        corrected = _typed(answered, draft, text, today) if _says_what(answered, text, today) else None
    return corrected if corrected is not None and corrected.refused is None else None


def named_step(form: Form, draft: Draft, text: str) -> Step | None:
    """The step that a text only names, or calls wrong: "nomornya salah", "perbaiki tanggal", "diundur seminggu"."""
    said, _ = stripped(text)
    said = said.strip().lower()
    steps = correctable_steps(form, draft)
    for step in steps:
        name = rf"(?:{called(step)})(?:\s+(?:{called(step)}))?(?:\s?nya|ku|\s+saya|\s+kami)?"
        beside = rf"(?:\s*(?:sama|dan|&|,)\s*(?:{'|'.join(called(each) for each in steps)})(?:nya)?)?"
        if re.fullmatch(
            rf"(?:{_TO_MEND}\s+)?(?:bagian\s+|di\s+|isian\s+)?{name}{beside}(?:\s+(?:masih|itu|ini|saya))?"
            rf"(?:\s+{_FLAWED})?(?:\s+(?:aja|saja|ya|dong|kak|dulu|bisa|boleh|ga|gak))*[?.!\s]*",
            said,
        ):
            return step
    put_off = _PUT_OFF.fullmatch(said)
    return next((step for step in steps if step.kind == "date"), None) if put_off else None


def step_to_mend(form: Form, draft: Draft, step: Step, text: str) -> Step | None:
    """An earlier step that a text wants to answer anew while another is open: "perbaiki ceritanya"."""
    named = named_step(form, draft, text)
    said = stripped(text)[0].lower()
    mends = re.match(rf"{_TO_MEND}\s", said) or re.search(rf"\s{_FLAWED}[.!\s]*$", said)
    return named if named is not None and named.key != step.key and mends and draft.value(named.key) else None


def _left_out(steps: Sequence[Step], draft: Draft, said: str) -> Filled | None:
    """An answer taken back: "hapus nomor saya", "namanya dikosongkan aja"."""
    tail = r"(?:\s+(?:saya|aja|saja|ya|dong|kak|deh|usah))*[.!\s]*"
    for step in steps:
        if draft.value(step.key) is None:
            continue
        name = rf"(?:{called(step)})(?:nya|ku|\s+saya|\s+aku)?"
        taken = rf"(?:{_WITHOUT}|{_NOT_NEEDED}|tanpa)\s+(?:pakai\s+|pake\s+|cantumkan\s+|tulis\s+)?{name}{tail}"
        if re.fullmatch(taken, said, re.IGNORECASE) or re.fullmatch(
            rf"{name}\s+(?:{_WITHOUT}|{_NOT_NEEDED}){tail}", said, re.IGNORECASE
        ):
            if not step.optional:
                return Filled(replace(draft, step=step.key), refused=Needed())
            return Filled(without_files(draft, step), (step.key,))
    return None


def _changed_by(steps: Sequence[Step], draft: Draft, said: str, today: dt.date) -> Filled | None:
    """A number told by how much it changes: "pesertanya nambah 10"."""
    by = _BY.search(said)
    if by is None or _TO.search(said):
        return None
    for step, mention in _values(steps, said, today):
        value = draft.value(step.key)
        if step.kind == "number" and value is not None and not isinstance(mention.value, Refused):
            change = int(mention.value) * (-1 if by["less"] else 1)
            return Filled(draft).set(step, checked(step, str(max(0, int(value) + change)), today))
    return None


def _typed(steps: Sequence[Step], draft: Draft, text: str, today: dt.date) -> Filled | None:
    """Values that say by themselves what they are, in a text that says nothing else."""
    found = _values(steps, text, today)
    if not found:
        return None
    besides = (_CORRECTING, *(word for step, _ in found for word in (step.label, *step.words)))
    if not says_nothing(" ".join(rest(text, [mention.found for _, mention in found])), *besides):
        return None
    filled = Filled(draft)
    for step, mention in found:
        value = mention.value
        if isinstance(value, OpenEnd):
            value = with_end(draft.value(step.key), value, text)
        filled = filled.set(step, value)
    return filled


def _says_what(steps: Sequence[Step], text: str, today: dt.date) -> bool:
    """Whether every value in a text says what it is: "50 orang", not "50"."""
    return all(mention.kind != "number" or mention.is_named(text) for _, mention in _values(steps, text, today))


def _values(steps: Sequence[Step], text: str, today: dt.date) -> list[tuple[Step, Mention]]:
    numbers = [step for step in steps if step.kind == "number"]
    return assigned(steps, text, today, open_step=numbers[0] if len(numbers) == 1 else None)


def _named(steps: Sequence[Step], draft: Draft, said: str, today: dt.date, *, plainly: bool) -> Filled | None:
    """A step by its name and what it should be; `plainly` with a word that says so."""
    for step in steps:
        name = rf"(?:{called(step)})(?:\s+(?:{called(step)}))?"
        sets = rf"(?:\s*,?\s*{_WRONG})?\s*,?\s*{_SETS}\s+" if plainly else r"(?:\s+itu)?\s+"
        owns = r"(?:\s?nya|ku|\s+saya|\s+aku|\s+kami)?"
        found = re.match(
            rf"(?:(?P<mends>{_TO_MEND})\s+)?{name}(?P<owns>{owns}){sets}(?P<new>\S.*)$", said, re.IGNORECASE | re.DOTALL
        )
        if found is None:
            continue
        new = found["new"].strip(" .!")
        if not plainly and (step.kind == "story" or not (found["owns"] or found["mends"] or len(said.split()) <= _FEW)):
            continue
        if step.kind in FREE:
            typed = _typed([each for each in steps if each.kind not in FREE], draft, new, today)
            if typed is not None and step.kind == "story":
                return typed
        if step.kind == "story" and len(words(new)) < _FEWEST_OF_A_STORY:
            continue
        value = checked(step, read(step, new, today), today)
        if isinstance(value, OpenEnd):
            value = with_end(draft.value(step.key), value, said)
        if not plainly and isinstance(value, NothingRead):
            continue
        return Filled(draft).set(step, value)
    return None


def _swapped(steps: Sequence[Step], draft: Draft, text: str, today: dt.date) -> Filled | None:
    """One thing in the place of another: inside an answer in free words, or a value for a value."""
    for swap in swaps(text):
        for step in steps:
            value = draft.value(step.key)
            if step.kind in FREE and value is not None:
                right = put_right(value, swap)
                if right is not None and right != value:
                    return Filled(draft.with_value(step.key, right), (step.key,))
        typed = _typed_swap(steps, draft, swap, today)
        if typed is not None:
            return typed
    return None


def _typed_swap(steps: Sequence[Step], draft: Draft, swap: Swap, today: dt.date) -> Filled | None:
    """A value for a value; an end of a time range for that end."""
    typed = _typed(steps, draft, swap.new, today)
    if typed is None or not isinstance(typed.refused, OpenEnd):
        return typed
    for step, mention in _values(steps, swap.new, today):
        if isinstance(mention.value, OpenEnd):
            return Filled(draft).set(step, with_end(draft.value(step.key), mention.value, swap.new, swap.old))
    return typed


def _more_told(steps: Sequence[Step], draft: Draft, said: str) -> Filled | None:
    """More of the story: "tambahan, petugasnya juga kasar"."""
    found = _MORE.match(said)
    story = next((step for step in steps if step.kind == "story" and draft.value(step.key) is not None), None)
    if found is None or story is None:
        return None
    told = str(draft.value(story.key)).rstrip()
    joined = f"{told} {found['more']}" if told[-1:] in ".!?" else f"{told}. {found['more']}"
    return Filled(draft.with_value(story.key, joined), (story.key,))
