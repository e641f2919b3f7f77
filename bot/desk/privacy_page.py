"""What citizens ask about their data: the list by its limit of 3 × 24 hours, one of them, and how it ends."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from aiohttp import web

from bot.clock import Clock
from bot.desk.access import Visit
from bot.desk.clock_words import span
from bot.desk.pages import acting, fields_of, page, visit_of
from bot.privacy_desk import PrivacyDesk
from bot.privacy_words import KINDS, STATES
from bot.staff import LONGEST_WORDS, Staff, WrongWords
from bot.store.data_tasks import ABOUT, DataTask, Settled, Settlement, TaskSettled, UnknownAnswer, UnknownTask
from bot.store.desk_audit import keep
from bot.store.officer_acts import UnknownTicket
from bot.store.store import Store
from handlers.facts import TaskState
from knowledge.library import Library
from locales.formats import long_moment

LONGEST_ANSWER = 2000
"""Characters of a corrected answer: as many as a citizen may have written."""
_SET = "set:"
_SOON = dt.timedelta(days=1)
_VERBS: dict[TaskState, str] = {"done": "Sudah dikerjakan", "refused": "Tolak dengan alasan"}
_SENT = {
    "sent": "Tersimpan dan dikirim kepada warga.",
    "web": "Tersimpan, dan tersedia di obrolan web saat warga membukanya.",
    "unreachable": "Tersimpan, tetapi warga tidak dapat dijangkau. Ia membacanya saat membuka obrolan lagi.",
}


@dataclass(frozen=True, slots=True)
class _Draft:
    """What an officer filled in; nothing of it is lost by a refusal. `answers` are by key as they are to be."""

    state: TaskState = "done"
    words: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Opened:
    """A task with the answers of its ticket: key, name, and text as it is."""

    task: DataTask
    answers: tuple[tuple[str, str, str], ...]

    def changes(self, draft: _Draft) -> tuple[tuple[str, str, str, str], ...]:
        """What a draft changes: key, name, before, after."""
        if draft.state != "done":
            return ()
        given = ((key, label, old, draft.answers.get(key, old).strip()) for key, label, old in self.answers)
        return tuple(each for each in given if each[3] != each[2].strip())


class PrivacyPage:
    """Four routes; a task of an office that an officer does not serve is as unknown as none."""

    def __init__(self, store: Store, staff: Staff, desk: PrivacyDesk, clock: Clock) -> None:
        self._store = store
        self._staff = staff
        self._desk = desk
        self._clock = clock

    def routes(self) -> list[web.RouteDef]:
        """Below the desk's prefix."""
        return [
            web.get("/privacy", self.list, allow_head=False),
            web.get("/privacy/{task}", self.show, allow_head=False),
            web.post("/privacy/{task}/preview", self.preview),
            web.post("/privacy/{task}/settle", self.settle),
        ]

    async def list(self, request: web.Request) -> web.Response:
        """The tasks of the officer's offices, first due first; that they were looked at is written down."""
        visit, done = visit_of(request), "all" in request.query
        found = await self._desk.tasks(None, done=done, offices=visit.officer.offices)
        await self._looked(visit, "privacy-listed", "task:", None)
        rows = [_row(each, self._desk.search.library, self._clock()) for each in found]
        officer = visit.officer
        return page(
            request, "privacy.html",
            rows=rows, all=done, many_offices=officer.offices is None or len(officer.offices) > 1,
        )  # fmt: skip

    async def show(self, request: web.Request) -> web.Response:
        """One task."""
        opened = await self._opened(request)
        await self._looked(visit_of(request), "privacy-seen", f"task:{opened.task.id}", opened.task.office)
        return self._page(request, opened, done=_SENT.get(request.query.get("done", ""), ""))

    async def preview(self, request: web.Request) -> web.Response:
        """What changes and what the citizen will read, with the button that does it."""
        visit = acting(request)
        opened, draft = await self._opened(request), await _draft(request)
        try:
            act = _act(visit, opened, draft)
            replies = await self._desk.preview(act)
        except (TaskSettled, UnknownAnswer, WrongWords) as error:
            return await self._refused(request, draft, error)
        return page(
            request, "privacy_confirm.html",
            task=_row(opened.task, self._desk.search.library, self._clock()), verb=_VERBS[draft.state], draft=draft,
            changes=opened.changes(draft), replies=replies, longest=LONGEST_WORDS, longest_answer=LONGEST_ANSWER,
        )  # fmt: skip

    async def settle(self, request: web.Request) -> web.Response:
        """Ends the task, with its line of the audit in the same transaction."""
        visit = acting(request)
        opened, draft = await self._opened(request), await _draft(request)
        login, now, task = visit.officer.login, self._clock(), opened.task
        try:
            settled = await self._desk.settle(
                _act(visit, opened, draft),
                lambda unit: keep(
                    unit.connection, login, f"privacy-{draft.state}", f"task:{task.id}", now, office=task.office
                ),
            )
        except (TaskSettled, UnknownAnswer, WrongWords) as error:
            return await self._refused(request, draft, error)
        except UnknownTask:
            raise web.HTTPNotFound from None
        return web.Response(status=303, headers={"Location": f"/desk/privacy/{task.id}?done={_outcome(settled)}"})

    async def _refused(self, request: web.Request, draft: _Draft, error: Exception) -> web.Response:
        opened = await self._opened(request)
        if isinstance(error, TaskSettled):
            return self._page(request, opened, 409, told="Permintaan ini sudah diakhiri; tidak ada yang berubah.")
        told = f"Tulis kata-katanya, paling banyak {LONGEST_WORDS} karakter."
        if isinstance(error, UnknownAnswer):
            told = f"Isian yang diperbaiki tidak boleh kosong, dan paling banyak {LONGEST_ANSWER} karakter."
        return self._page(request, opened, 400, told=told, draft=draft)

    def _page(
        self,
        request: web.Request,
        opened: _Opened,
        status: int = 200,
        *,
        told: str = "",
        done: str = "",
        draft: _Draft = _Draft(),
    ) -> web.Response:
        library = self._desk.search.library
        task, zone = opened.task, library.zone(opened.task.office)
        return page(
            request, "privacy_task.html", status,
            task=_row(task, library, self._clock()), told=told, done=done, draft=draft, verbs=_VERBS,
            asked=long_moment(task.asked_at, zone), words=task.words, by=task.settled_by,
            settled=long_moment(task.settled_at, zone) if task.settled_at is not None else None,
            answers=[(key, label, draft.answers.get(key, text)) for key, label, text in opened.answers],
            longest=LONGEST_WORDS, longest_answer=LONGEST_ANSWER,
        )  # fmt: skip

    async def _opened(self, request: web.Request) -> _Opened:
        """The task that a request is about; raises HTTPNotFound."""
        text, officer = request.match_info["task"], visit_of(request).officer
        if not (text.isascii() and text.isdecimal() and len(text) < 10):
            raise web.HTTPNotFound
        try:
            task = await self._desk.task(int(text), None)
        except UnknownTask:
            raise web.HTTPNotFound from None
        if not officer.knows(task.office):
            raise web.HTTPNotFound
        if task.ticket is None or task.kind != "correct" or task.state != "open":
            return _Opened(task, ())
        try:
            file = await self._staff.file(task.ticket, task.office)
        except UnknownTicket:
            return _Opened(task, ())
        answers = tuple((each.key, each.label, each.text) for each in file.answers)
        return _Opened(task, (*answers, (ABOUT, "Perihal dalam daftar", file.filed.ticket.about)))

    async def _looked(self, visit: Visit, what: str, about: str, office: str | None) -> None:
        login, now = visit.officer.login, self._clock()
        await self._store.write(lambda unit: keep(unit.connection, login, what, about, now, office=office))


async def _draft(request: web.Request) -> _Draft:
    form = await fields_of(request)
    state: TaskState = "refused" if form.get("state") == "refused" else "done"
    answers = {name[len(_SET) :]: value for name, value in form.items() if name.startswith(_SET)}
    return _Draft(state, form.get("words", ""), {key: text.replace("\r\n", "\n") for key, text in answers.items()})


def _act(visit: Visit, opened: _Opened, draft: _Draft) -> Settlement:
    """The draft as an order bound to the task's own office; raises UnknownAnswer for an answer that cannot be one."""
    changes = opened.changes(draft)
    for key, _, _, after in changes:
        if not 0 < len(after) <= LONGEST_ANSWER:
            raise UnknownAnswer(key, ())
    task = opened.task
    pairs = tuple((key, after) for key, _, _, after in changes)
    return Settlement(task.id, draft.state, visit.officer.name, draft.words, task.office, pairs)


def _row(task: DataTask, library: Library, now: dt.datetime) -> dict[str, object]:
    """A task in words, with its limit by the clock: 3 × 24 hours, not working days."""
    left = task.due_at - now
    if task.state != "open":
        due, tone = STATES[task.state], "still"
    elif left < dt.timedelta(0):
        due, tone = f"terlambat {span(-left)}", "late"
    else:
        due, tone = f"sisa {span(left)}", "today" if left < _SOON else "calm"
    return {
        "id": task.id,
        "kind": KINDS[task.kind],
        "office": library.place(task.office),
        "ticket": task.ticket,
        "text": task.text,
        "open": task.state == "open",
        "due": due,
        "tone": tone,
        "exact": long_moment(task.due_at, library.zone(task.office)),
    }


def _outcome(settled: Settled) -> str:
    if settled.unreachable_since is not None:
        return "unreachable"
    return "web" if settled.channel == "web" else "sent"
