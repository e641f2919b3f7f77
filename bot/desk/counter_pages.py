"""The pages of the counter: choosing a form, filling it in for somebody, and the receipt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from aiohttp import web

from bot.desk.counter_desk import CounterDesk
from bot.desk.pages import acting, page, visit_of
from bot.desk.ticket_desk import TicketDesk
from bot.staff import Staff
from bot.store.officer_acts import UnknownTicket
from handlers.forms.counter import Visit as Filling
from handlers.forms.counter import counter_steps
from handlers.notice import Notice
from knowledge.form_model import Form, Step

HOW = {"loket": "di loket", "telepon": "lewat telepon", "surat": "lewat surat"}
_LONGEST = 4096
"""Characters of one answer: as long as a message."""


@dataclass(frozen=True, slots=True)
class _Field:
    """A step as the page asks it: what was typed, why it was refused, and when it is asked."""

    step: Step
    value: str
    refused: str
    condition: str


@dataclass(frozen=True, slots=True)
class _Given:
    """What was sent: the answers by step, how the person came, whether the notice was told."""

    answers: Mapping[str, str] = field(default_factory=dict)
    how: str = ""
    noticed: bool = False


class CounterPages:
    """Four routes."""

    def __init__(self, counter: CounterDesk, desk: TicketDesk, staff: Staff, notice: Callable[[], Notice]) -> None:
        self._counter = counter
        self._desk = desk
        self._staff = staff
        self._notice = notice

    def routes(self) -> list[web.RouteDef]:
        """Below the desk's prefix."""
        return [
            web.get("/counter", self.choose, allow_head=False),
            web.get("/counter/new", self.new, allow_head=False),
            web.post("/counter/new", self.file),
            web.post("/tickets/{number}/receipt", self.receipt),
        ]

    async def choose(self, request: web.Request) -> web.Response:
        """The forms of the officer's offices."""
        officer, library = acting(request).officer, self._staff.search.library
        offices = [
            (office, [(form, self._services(form, slug)) for form in self._forms(slug)])
            for slug, office in library.offices.items()
            if officer.knows(slug)
        ]
        return page(request, "counter.html", offices=offices)

    async def new(self, request: web.Request) -> web.Response:
        """An empty form."""
        acting(request)
        return self._page(request, self._filling(request, request.query), _Given(how="loket"))

    async def file(self, request: web.Request) -> web.Response:
        """Files the ticket; refused answers are told beside their fields, and nothing typed is lost."""
        visit = acting(request)
        form = {name: text[:_LONGEST] for name, text in (await request.post()).items() if isinstance(text, str)}
        filling = self._filling(request, form)
        answers = {step.key: form.get(f"s-{step.key}", "") for step in counter_steps(filling.form)}
        given = _Given(answers, form.get("how", ""), "noticed" in form)
        if given.how not in HOW or not given.noticed:
            told = "Pilih bagaimana warga datang, dan sampaikan dulu pemberitahuan privasinya."
            return self._page(request, filling, given, told=told)
        filed = await self._counter.file(visit, filling, answers, HOW[given.how])
        if isinstance(filed, str):
            return web.Response(status=303, headers={"Location": f"/desk/tickets/{filed}?done=filed"})
        return self._page(request, filling, given, filed, told="Ada isian yang perlu diperbaiki.")

    async def receipt(self, request: web.Request) -> web.Response:
        """The receipt as a PDF with a new claim code; only for a ticket without a chat."""
        visit = acting(request)
        try:
            file = await self._desk.file(visit.officer, request.match_info["number"])
            content = await self._counter.receipt(visit, file)
        except UnknownTicket:
            raise web.HTTPNotFound from None
        name = f"tanda-terima-{file.filed.ticket.number}.pdf"
        headers = {"Content-Disposition": f'inline; filename="{name}"'}
        return web.Response(body=content, content_type="application/pdf", headers=headers)

    def _page(
        self,
        request: web.Request,
        filling: Filling,
        given: _Given,
        refused: Mapping[str, str] | None = None,
        *,
        told: str = "",
    ) -> web.Response:
        library, refused = self._staff.search.library, refused or {}
        fields = [
            _Field(step, given.answers.get(step.key, ""), refused.get(step.key, ""), _condition(filling.form, step))
            for step in counter_steps(filling.form)
        ]
        service = library.services.get(filling.service or "")
        return page(
            request, "counter_form.html", 400 if told else 200,
            form=filling.form, office=library.offices[filling.office], service=service, fields=fields, told=told,
            how=given.how, ways=HOW, noticed=given.noticed, longest=_LONGEST,
        )  # fmt: skip

    def _filling(self, request: web.Request, given: Mapping[str, str]) -> Filling:
        """The form that is meant; raises HTTPNotFound for one that the office does not have."""
        office, service = given.get("office", ""), given.get("service") or None
        form = self._staff.search.library.forms.get(given.get("form", ""))
        if not visit_of(request).officer.knows(office) or form is None or form not in self._forms(office):
            raise web.HTTPNotFound
        services = self._services(form, office)
        if service not in services and (services or service is not None):
            raise web.HTTPNotFound
        return Filling(form, office, service, self._notice().version)

    def _forms(self, office: str) -> list[Form]:
        library = self._staff.search.library
        if office not in library.offices:
            return []
        return [
            form
            for form in library.forms.values()
            if form.instead is None and (form.kind == "complaint" or self._services(form, office))
        ]

    def _services(self, form: Form, office: str) -> list[str]:
        """The services of an office that a form asks for; none for a complaint."""
        return [each for each in form.services if each.startswith(f"{office}/")]


def _condition(form: Form, step: Step) -> str:
    """When a step is asked, in words; "" for always."""
    other = form.step(step.when.step) if step.when is not None else None
    if step.when is None or other is None:
        return ""
    names = {"yes": "ya", "no": "tidak", **{option.id: option.label for option in other.options}}
    return f"{other.label}: {' atau '.join(names.get(value, value) for value in step.when.values)}"
