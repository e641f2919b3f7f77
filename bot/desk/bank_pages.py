"""An office's question bank: what must stay rightly answered whatever is published; listed, edited, tried at once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from aiohttp import web
from yaml import YAMLError

from bot.clock import Clock
from bot.decrees.bank_file import LONGEST_QUESTION, WrongBank, bank_text, read_bank, read_question
from bot.decrees.replaying import answered, first_questions
from bot.desk.access import Visit
from bot.desk.decree_pages import yaml_file
from bot.desk.forms import number_of
from bot.desk.offices import known_offices, office_of
from bot.desk.pages import fields_of, managing, page
from bot.staff import Staff
from bot.store.decree_questions import (
    BankQuestion,
    KeptQuestion,
    StaleQuestion,
    UnknownQuestion,
    add_questions,
    bank_of,
    change_question,
    remove_question,
)
from bot.store.desk_audit import keep
from bot.store.store import Store
from bot.store.unit import Unit
from handlers.names import COMPONENT_NAMES
from knowledge.model import Office

_DONE = {
    "added": "Pertanyaan tersimpan.",
    "changed": "Pertanyaan diubah.",
    "removed": "Pertanyaan dihapus.",
    "imported": "Pertanyaan baru dari teks itu sudah masuk.",
    "nothing": "Tidak ada yang baru: semuanya sudah ada di bank.",
}
_STALE = "Pertanyaan itu berubah sejak Anda membukanya. Yang Anda ketik belum disimpan; periksa, lalu simpan lagi."
_MOST_TRIED = 2000
_Act = Callable[[Visit, Office, Mapping[str, str]], Awaitable[str]]


class BankPages:
    """Three routes."""

    def __init__(self, store: Store, staff: Staff, clock: Clock) -> None:
        self._store = store
        self._staff = staff
        self._clock = clock
        self._acts: dict[str, _Act] = {
            "add": self._add,
            "change": self._change,
            "remove": self._remove,
            "import": self._import,
            "starters": self._starters,
        }

    def routes(self) -> list[web.RouteDef]:
        """Below the desk's prefix."""
        return [
            web.get("/decrees/{office}/questions", self.show, allow_head=False),
            web.get("/decrees/{office}/questions/yaml", self.text, allow_head=False),
            web.post("/decrees/{office}/questions", self.act),
        ]

    async def show(self, request: web.Request) -> web.Response:
        """The bank; with `try` each question as it is answered now."""
        return await self._page(request, done=_DONE.get(request.query.get("done", ""), ""))

    async def text(self, request: web.Request) -> web.Response:
        """The bank as a YAML file."""
        office = office_of(request, self._staff.search.library)
        bank = await self._bank(office)
        return yaml_file(bank_text(office.slug, [each.told for each in bank]), f"pertanyaan-{office.slug}.yaml")

    async def act(self, request: web.Request) -> web.Response:
        """Adds, changes or removes a question, or takes many in."""
        visit, office = managing(request), office_of(request, self._staff.search.library)
        form = await fields_of(request)
        act = self._acts.get(form.get("act", ""))
        if act is None:
            raise web.HTTPBadRequest
        try:
            done = await act(visit, office, form)
        except (WrongBank, YAMLError) as error:
            told = str(error) if isinstance(error, WrongBank) else "Teks itu bukan YAML yang sah. Periksa indentasinya."
            return await self._page(request, 400, told, typed=form)
        except UnknownQuestion:
            raise web.HTTPNotFound from None
        except StaleQuestion:
            return await self._page(request, 409, _STALE, typed=form)
        return web.Response(status=303, headers={"Location": f"/desk/decrees/{office.slug}/questions?done={done}"})

    async def _add(self, visit: Visit, office: Office, form: Mapping[str, str]) -> str:
        question = read_question(form, office.slug, self._staff.search.library)
        return "added" if await self._put_in(visit, office, [question]) else "nothing"

    async def _import(self, visit: Visit, office: Office, form: Mapping[str, str]) -> str:
        read = read_bank(form.get("text", ""), office.slug, self._staff.search.library)
        return "imported" if await self._put_in(visit, office, read) else "nothing"

    async def _starters(self, visit: Visit, office: Office, _form: Mapping[str, str]) -> str:
        made = list(first_questions(self._staff.search.library, office.slug))
        return "imported" if await self._put_in(visit, office, made) else "nothing"

    async def _put_in(self, visit: Visit, office: Office, questions: list[BankQuestion]) -> int:
        def work(unit: Unit) -> int:
            count = add_questions(unit, office.slug, questions, visit.officer.name, self._clock())
            if count:
                self._note(unit, visit, office, "bank-added", str(count))
            return count

        return await self._store.write(work)

    async def _change(self, visit: Visit, office: Office, form: Mapping[str, str]) -> str:
        number, version = (number_of(form.get(name, "")) or 0 for name in ("question-id", "version"))
        question = read_question(form, office.slug, self._staff.search.library)

        def work(unit: Unit) -> None:
            change_question(unit, office.slug, number, version, question, visit.officer.name, self._clock())
            self._note(unit, visit, office, "bank-changed", str(number))

        await self._store.write(work)
        return "changed"

    async def _remove(self, visit: Visit, office: Office, form: Mapping[str, str]) -> str:
        number = number_of(form.get("question-id", "")) or 0

        def work(unit: Unit) -> None:
            remove_question(unit, office.slug, number)
            self._note(unit, visit, office, "bank-removed", str(number))

        await self._store.write(work)
        return "removed"

    def _note(self, unit: Unit, visit: Visit, office: Office, what: str, about: str) -> None:
        keep(unit.connection, visit.officer.login, what, f"bank:{about}", self._clock(), office=office.slug)

    async def _bank(self, office: Office) -> list[KeptQuestion]:
        return await self._store.read(partial(bank_of, office=office.slug))

    async def _page(
        self, request: web.Request, status: int = 200, told: str = "", done: str = "",
        typed: Mapping[str, str] | None = None,
    ) -> web.Response:  # fmt: skip
        search = self._staff.search
        office = office_of(request, search.library)
        bank = await self._bank(office)
        results: dict[int, str] = {}
        tried = "try" in request.query
        if tried:
            now = self._clock()
            results = await asyncio.to_thread(
                lambda: {each.id: answered(search, office.slug, each.told, now).wrong for each in bank[:_MOST_TRIED]}
            )
            bank = sorted(bank, key=lambda each: not results.get(each.id))
        chosen = (typed or {}).get("question-id") or request.query.get("edit", "")
        return page(
            request, "decree_questions.html", status,
            office=office, offices=known_offices(request, search.library), bank=bank, told=told, done=done,
            typed=typed or {}, chosen=chosen, tried=tried, results=results,
            wrong=sum(bool(each) for each in results.values()),
            services=[(each.id, each.label) for each in search.library.of_office(office.slug)],
            labels={each.id: each.label for each in search.library.of_office(office.slug)},
            components=COMPONENT_NAMES, longest=LONGEST_QUESTION,
        )  # fmt: skip
