"""Whatever a citizen writes and presses while a form is open, in any order: nothing raises, nothing given is lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.draft import Draft
from handlers.effects import OpenTicket
from handlers.forms.controls import control
from handlers.forms.readers import FREE
from handlers.forms.steps import asked_steps, next_step, open_step
from handlers.turn import Choice
from knowledge.form_model import Form, Step, StepKind
from knowledge.search import Search
from locales.catalogue import LANGUAGES, translate
from tests.handlers.forms.answers import right_answers
from tests.handlers.forms.talking import Talk, opened, openings

WRONG = (
    "31 juni", "kemarin lusa", "0812abc", "jam 9", "jam 12 sampai 9", "minggu depan", "12345", "0", "900", "asdfgh",
    "belum tau", "terserah", "depok", "mau pinjem ruang balatkop", "2 atau 3", "tgl 12 juli 2020", "umi@contoh", "08", "ktp bogor", "nanti dulu",
)  # fmt: skip
"""What some step or other does not take."""
STEERING = (
    "kembali", "lewati", "batal", "ulangi", "perbaiki", "lanjutkan", "kirim", "ya", "tidak", "anonim", "ga usah", "-",
    "balik dong", "skip aja", "oke kirim", "lanjut", "ga jadi", "cancel", "back",
)  # fmt: skip
OUTSIDE = (
    "menu", "bantuan", "/start", "halo", "assalamualaikum", "makasih", "eh biaya minta data berapa?",
    "syarat buka kantor cabang apa aja?", "jam buka kantor?", "bandingkan dengan muba", "alamat kantor dimana?",
    "tiket saya", "kalo tiket 99999?", "ganti kantor", "mau ngadu",
    "how long does a data request take?", "pira suwene njaluk data?", "sabaraha biayana?", "english please",
)  # fmt: skip
"""What is for nobody's form."""
JUNK = (
    "",
    "   ",
    "?",
    "...",
    "👍",
    "🙏🙏",
    "\u200b",
    "&<b>%s{0}</b>",
    "{office}",
    "•••••",
    "\n\n",
    "@",
    "/",
    "1",
    "2",
    "99",
)
SEVERAL = (
    "12 juli, 40 orang, 081200001111", "rapat anggota, umkm melati, jam 9 sampai 12, 081200002222",
    "Yanti, umi@contoh.id", "40 orang tanggal 12 juli", "tgl 5 maret jam 10-12 buat 30 orang",
)  # fmt: skip
CORRECTIONS = (
    "tanggalnya ganti 13 juli", "nomornya 081299998888", "namanya bukan Yanti tapi Yanti Kusuma", "pesertanya jadi 35",
    "yang bener 4 minggu, bukan 3", "jamnya jam 1 siang sampai jam 3", "eh salah, harusnya jumat",
    "hapus kontak", "namanya salah", "ubah tanggal",
)  # fmt: skip
LONG = ("tolong dibantu ya, " * 215)[:4096]
DAYS = (1, 6, 8)


@dataclass(frozen=True)
class Before:
    """What stood before a message."""

    draft: Draft | None
    text: str
    filed: int
    shown: tuple[Choice, ...]

    def swaps(self, text: str, pressed: str | None) -> bool:
        """Whether another matter, typed before, is begun in the form's place."""
        meant = {str(place) for place, choice in enumerate(self.shown, 1) if choice.id == "draft:swap"}
        labels = {choice.label for choice in self.shown if choice.id == "draft:swap"}
        return bool(labels) and (pressed == "draft:swap" or text in meant | labels)


class Walk:
    """A random walk through one form, and what must hold after every message of it."""

    def __init__(self, talk: Talk, form: Form) -> None:
        self.talk = talk
        self.form = form
        self.late: list[str] = []
        """Choices shown at any time, to be pressed late."""

    def before(self) -> Before:
        """What stands now."""
        return Before(self.talk.conversation.draft, self.talk.text, len(self.talk.filed), self.talk.conversation.shown)

    def step(self) -> Step | None:
        """The step that is open, where one is."""
        draft = self.talk.conversation.draft
        return open_step(self.talk.search.library.forms[draft.form], draft) if draft is not None else None

    def say(self, text: str, corrects: bool = False) -> None:
        """Types a text and looks at what came of it."""
        before = self.before()
        self.talk.say(text)
        self._hold(before, text, pressed=None, corrects=corrects)

    def press(self, choice: str) -> None:
        """Presses a choice and looks at what came of it."""
        before = self.before()
        self.talk.press(choice)
        self._hold(before, "", pressed=choice, corrects=True)

    def wait(self, days: int) -> None:
        """Lets days pass."""
        self.talk.wait(days=days)

    def _hold(self, before: Before, text: str, pressed: str | None, corrects: bool) -> None:
        self.late += [choice.id for choice in self.talk.shown]
        draft = self.talk.conversation.draft
        if len(self.talk.filed) > before.filed:
            assert draft is None
            self._filed(before, text, pressed, self.talk.filed[-1])
        elif (before.draft is not None and self._expired(before.draft)) or (
            before.draft is not None and before.swaps(text, pressed)
        ):
            assert draft is None or draft.begun_at == self.talk.now
        elif before.draft is not None and draft is not None:
            assert (draft.form, draft.office) == (before.draft.form, before.draft.office)
            self._kept(before.draft, draft, text, pressed, corrects)
        elif before.draft is not None:
            self._dropped(before.draft, text, pressed)

    def _filed(self, before: Before, text: str, pressed: str | None, ticket: OpenTicket) -> None:
        """A ticket comes of *kirim* at the review alone, and holds what the review showed."""
        draft = before.draft
        assert draft is not None
        assert draft.asking == "review"
        assert (pressed or "").startswith("draft:send") or control(text) in {"send", "yes"} or text in {"1", "Kirim"}
        assert next_step(self.form, draft) is None
        required = {step.key for step in asked_steps(self.form, draft) if not step.optional}
        assert required <= {answer.key for answer in ticket.answers}
        assert (ticket.form, ticket.office, ticket.service) == (draft.form, draft.office, draft.service)
        for answer in ticket.answers:
            label = translate(self.talk.conversation.language, answer.label)
            shown = next((line for line in before.text.split("\n- ") if line.startswith(f"{label}: ")), None)
            assert shown is not None, (answer, before.text)
            value = shown.split("\n\n")[0].removeprefix(f"{label}: ") if "\n\n" not in answer.text else answer.text
            assert answer.text == value or (value.endswith("…") and answer.text.startswith(value[:-1]))

    def _kept(self, before: Draft, after: Draft, text: str, pressed: str | None, corrects: bool) -> None:
        """An answer changes only where it was asked or is put right; it goes only where the citizen says so."""
        if control(text) == "restart":
            return
        gone = {key for key, _ in before.answers} - {key for key, _ in after.answers}
        changed = {key for key, value in before.answers if not _kept_or_gone(value, after.value(key))}
        asked = {before.step} if before.asking in {"step", "away", "beyond", "drop"} else set()
        if pressed is not None:
            key = pressed.split(":")[1] if pressed.startswith("step:") else None
            assert gone <= {key}
            assert changed <= {key}
        elif before.step is not None and before.asking in {"step", "away", "beyond", "drop"} and not corrects:
            told = (
                text in WRONG and self.kind(before.step) in FREE
            )  # "50 orang" where a name is asked puts the number right
            assert changed <= asked or told, (text, before, after)
            assert gone <= asked or (control(text) == "empty" and gone <= {"name"})
        told = self.kind(before.step) == "story" and self.form.kind == "request"
        if (text in OUTSIDE and not told) or not any(each.isalnum() for each in text + (pressed or "")):
            assert changed == set(), (text, before, after)
            assert gone == set() or text == "-", (text, before, after)

    def _dropped(self, before: Draft, text: str, pressed: str | None) -> None:
        """A form goes only when the citizen drops it."""
        yes = pressed == "draft:yes" or control(text) == "yes" or text in {"1", "Ya, batalkan"}
        again = pressed == "draft:drop" or control(text) == "drop"
        assert (
            (before.asking == "drop" and (yes or again))
            or (not before.answers and again)
            or (not before.answers and text.isdecimal())
        ), (text, pressed, before)

    def _expired(self, draft: Draft) -> bool:
        assert draft.touched_at is not None
        return self.talk.now - draft.touched_at >= dt.timedelta(days=7)

    def kind(self, key: str | None) -> StepKind | None:
        """The kind of a step of the form."""
        step = self.form.step(key) if key is not None else None
        return step.kind if step is not None else None

    def finish(self) -> None:
        """From wherever it is, answering what is asked leads to the review, and sending it to one ticket."""
        draft = self.talk.conversation.draft
        if draft is None or self._expired(draft):
            return
        for _ in range(2 * len(self.form.steps) + 4):
            draft, step = self.talk.draft, self.step()
            if draft.asking == "review":
                break
            if draft.asking == "step" and step is not None:
                answer = right_answers(step)[0]
                self.say(answer)
                after = self.talk.draft
                assert after.value(step.key) is not None or step.key in {"service", "files"}, (
                    answer,
                    step.key,
                    self.talk.text,
                )
            else:
                self.say({"beyond": "ya", "drop": "tidak", "correct": "kembali"}.get(draft.asking, "lanjutkan"))
        assert self.talk.draft.asking == "review", self.talk.text
        count = len(self.talk.filed)
        self.say("kirim")
        assert len(self.talk.filed) == count + 1
        self.say("kirim")
        self.press("draft:send")
        assert len(self.talk.filed) == count + 1


Move = Callable[[Walk, st.DataObject], None]


def _right(walk: Walk, data: st.DataObject) -> None:
    step = walk.step()
    walk.say(data.draw(st.sampled_from(right_answers(step) if step is not None else WRONG)))


def _shown(walk: Walk, data: st.DataObject) -> None:
    if walk.talk.shown:
        walk.press(data.draw(st.sampled_from(walk.talk.shown)).id)


def _late(walk: Walk, data: st.DataObject) -> None:
    if walk.late:
        walk.press(data.draw(st.sampled_from(walk.late)))


def _one_of(*texts: str, corrects: bool = False) -> Move:
    return lambda walk, data: walk.say(data.draw(st.sampled_from(texts)), corrects)


MOVES: tuple[Move, ...] = (
    _right,
    _right,
    _right,
    _shown,
    _shown,
    _late,
    _one_of(*STEERING),
    _one_of(*STEERING),
    _one_of(*WRONG),
    _one_of(*OUTSIDE),
    _one_of(*JUNK, LONG),
    _one_of(*SEVERAL, corrects=True),
    _one_of(*CORRECTIONS, corrects=True),
    lambda walk, data: walk.say(data.draw(st.text(max_size=40)), True),
    lambda walk, data: walk.wait(data.draw(st.sampled_from(DAYS))),
)


def _kept_or_gone(value: str, after: str | None) -> bool:
    """Whether an answer is not another one now: what is told besides makes a story or a note longer."""
    return after is None or after == value or after.startswith(f"{value}\n")


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_walk_through_any_form(search: Search, now: dt.datetime, data: st.DataObject) -> None:
    """Nothing raises or is silent, no answer is lost, nothing is filed unseen, and the form can still be finished."""
    form, office, opening = data.draw(st.sampled_from(list(openings(search))))
    talk = Talk(search, now, office, data.draw(st.sampled_from(sorted(LANGUAGES))))
    walk = Walk(opened(talk, opening), search.library.forms[form])
    for _ in range(data.draw(st.integers(1, 60))):
        if talk.conversation.draft is None or talk.conversation.draft.form != form:
            break
        data.draw(st.sampled_from(MOVES))(walk, data)
    if talk.conversation.draft is not None and talk.conversation.draft.form == form:
        walk.finish()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_is_filled_in_and_sent(search: Search, now: dt.datetime, language: str) -> None:
    """Answering each question once leads through every form, at every office, in every language."""
    for form, office, opening in openings(search):
        talk = Talk(search, now, office, language)
        walk = Walk(opened(talk, opening), search.library.forms[form])
        walk.finish()
        assert [ticket.form for ticket in talk.filed] == [form]
