"""A draft of a decree beside its source: looked through, corrected piece by piece, settled, taken along as YAML."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from bot.decrees.editing import LONGEST_TEXT, WrongEdit
from bot.decrees.heads import (
    DECREE_FIELDS,
    LEVELS,
    LONGEST_LABEL,
    OFFICE_FIELDS,
    OFFICE_LISTS,
    TIMEZONES,
)
from bot.decrees.page_pictures import NoPicture, PagePictures
from bot.decrees.spots import Spot, UnknownSpot, read_spot
from bot.decrees.texts import text_of
from bot.desk.decree_desk import NEW, DecreeDesk, content_of
from bot.desk.decree_pages import yaml_file
from bot.desk.decree_source import Place, place_of, source_of
from bot.desk.decree_view import ComponentRow, component_rows, doubts_rows, left_lines, review_of, service_lines
from bot.desk.forms import number_of
from bot.desk.pages import fields_of, managing, page, visit_of
from bot.desk.safe_files import to_be_saved
from bot.store.decree_drafts import DecreeDraft, StaleDraft, UnknownDraft
from handlers.names import COMPONENT_NAMES
from knowledge.draft_file import DraftFile

_PATH = "/decrees/drafts/{draft}"
_MOST_LEFT = 300
"""Left-out lines shown at once; the YAML file has them all."""
_MOST_TOLD = 8
_Field = tuple[str, str, str, str, tuple[str, ...]]


class DraftPages:
    """Eight routes."""

    def __init__(self, desk: DecreeDesk) -> None:
        self._desk = desk
        self._pictures = PagePictures()

    def routes(self) -> list[web.RouteDef]:
        """Below the desk's prefix."""
        return [
            web.get(_PATH, self.show, allow_head=False),
            web.get(f"{_PATH}/progress", self.progress, allow_head=False),
            web.get(f"{_PATH}/services/{{service}}", self.service, allow_head=False),
            web.get(f"{_PATH}/pages/{{place}}", self.picture, allow_head=False),
            web.get(f"{_PATH}/file", self.file, allow_head=False),
            web.get(f"{_PATH}/yaml", self.text, allow_head=False),
            web.post(f"{_PATH}/act", self.act),
            web.post(f"{_PATH}/drop", self.drop),
        ]

    async def show(self, request: web.Request) -> web.Response:
        """The draft as a whole, or how far its document is read, or what became of it."""
        kept = await kept_draft(self._desk, request)
        if kept.state != "open":
            return page(request, "decree_waiting.html", kept=kept, back=_back(kept, self._desk))
        return await self._overview(request, kept)

    async def progress(self, request: web.Request) -> web.Response:
        """How far the document is read, as a part of the page that a script puts in the place of the older one."""
        return page(request, "decree_progress.html", kept=await kept_draft(self._desk, request))

    async def service(self, request: web.Request) -> web.Response:
        """One service beside its source."""
        kept = await kept_draft(self._desk, request)
        if kept.state != "open":
            return _to(kept)
        return await self._service(request, kept, request.match_info["service"])

    async def picture(self, request: web.Request) -> web.Response:
        """A page of the PDF as it looks."""
        kept, place = await kept_draft(self._desk, request), number_of(request.match_info["place"])
        path = self._desk.document(kept)
        if path is None or kept.kind != "pdf" or not place:
            raise web.HTTPNotFound
        try:
            content = await self._pictures.page(path, place)
        except NoPicture:
            raise web.HTTPNotFound from None
        return web.Response(body=content, content_type="image/png")

    async def file(self, request: web.Request) -> web.Response:
        """The document itself, to be saved."""
        kept = await kept_draft(self._desk, request)
        path = self._desk.document(kept)
        if path is None:
            raise web.HTTPNotFound
        return to_be_saved(await asyncio.to_thread(path.read_bytes), kept.name, kept.kind)

    async def text(self, request: web.Request) -> web.Response:
        """The draft as a YAML file."""
        kept = await kept_draft(self._desk, request)
        if kept.draft is None:
            raise web.HTTPNotFound
        return yaml_file(await asyncio.to_thread(text_of, content_of(kept)), f"draf-{kept.id}.yaml")

    async def act(self, request: web.Request) -> web.Response:
        """Makes one change; the page is then shown anew at what was changed, so that a reload repeats nothing."""
        visit, form = managing(request), await fields_of(request)
        kept = await kept_draft(self._desk, request)
        act, revision = form.get("act", ""), number_of(form.get("revision", ""))
        if revision is None:
            raise web.HTTPBadRequest
        try:
            spot = read_spot(form.get("spot", "services"))
            if revision != kept.revision or kept.state != "open":
                raise StaleDraft(kept.id)
            edited = await self._desk.edit(visit, kept, act, spot, form)
        except WrongEdit as error:
            return await self._again(request, kept, form, 400, str(error))
        except (StaleDraft, UnknownSpot):
            kept = await kept_draft(self._desk, request)
            return await self._again(request, kept, form, 409, await self._stale(kept, revision))
        at = place_of(form.get("at"))
        return _to(kept, spot=edited.spot, at=at if at.page or at.line else None)

    async def drop(self, request: web.Request) -> web.Response:
        """Throws the draft away."""
        visit, form = managing(request), await fields_of(request)
        kept = await kept_draft(self._desk, request)
        if form.get("sure") != "yes":
            raise web.HTTPBadRequest
        try:
            await self._desk.drop(visit, kept)
        except StaleDraft:
            return _to(kept)
        return web.Response(status=303, headers={"Location": f"{_back(kept, self._desk)}?done=dropped"})

    async def _stale(self, kept: DecreeDraft, revision: int) -> str:
        """What happened to the draft since it was seen."""
        if kept.state != "open":
            return "Draf ini sudah tidak dapat diubah lagi: sudah diterbitkan atau dibuang. Belum ada yang disimpan."
        edits = await self._desk.edits(kept, revision)
        told = [f"{each.by}: {each.what}." for each in edits[-_MOST_TOLD:]]
        more = f" (dan {len(edits) - _MOST_TOLD} sebelumnya)" if len(edits) > _MOST_TOLD else ""
        first = "Draf ini berubah sejak Anda membukanya; yang Anda kirim belum disimpan."
        last = "Periksa yang baru. Yang Anda ketik masih ada di bawah; simpan sekali lagi bila masih benar."
        return "\n".join([f"{first}{more}", *told, last])

    async def _again(
        self, request: web.Request, kept: DecreeDraft, typed: Mapping[str, str], status: int, told: str
    ) -> web.Response:
        """The page from which a form was sent, with what was typed in it."""
        if kept.state != "open":
            return page(request, "decree_waiting.html", status, kept=kept, back=_back(kept, self._desk), told=told)
        service = typed.get("spot", "").partition("/")[0]
        if any(each.id == service for each in content_of(kept).services) and typed.get("act") != "service-add":
            return await self._service(request, kept, service, status, told, typed)
        return await self._overview(request, kept, status, told, typed)

    async def _overview(
        self, request: web.Request, kept: DecreeDraft, status: int = 200, told: str = "",
        typed: Mapping[str, str] | None = None,
    ) -> web.Response:  # fmt: skip
        draft = content_of(kept)
        left = left_lines(draft)
        chosen = (typed or {}).get("spot") or request.query.get("edit", "")
        doubts = [(each, doubts_rows(each.doubts)) for each in (draft.office, draft.decree)]
        return page(
            request, "decree_draft.html", status,
            kept=kept, back=_back(kept, self._desk), told=told, typed=typed or {}, chosen=chosen,
            review=review_of(draft, kept.total), services=service_lines(draft),
            components=COMPONENT_NAMES, left=left[:_MOST_LEFT], left_count=len(left), new_office=kept.office == NEW,
            heads=_heads(draft, typed or {}), head_doubts={"office": doubts[0][1], "decree": doubts[1][1]},
            longest_label=LONGEST_LABEL, **await self._beside(request, kept, Place()),
        )  # fmt: skip

    async def _service(
        self, request: web.Request, kept: DecreeDraft, wanted: str, status: int = 200, told: str = "",
        typed: Mapping[str, str] | None = None,
    ) -> web.Response:  # fmt: skip
        draft = content_of(kept)
        place = next((number for number, each in enumerate(draft.services) if each.id == wanted), None)
        if place is None:
            if request.method == "GET":
                return _to(kept)
            raise web.HTTPNotFound
        service, rows = draft.services[place], component_rows(draft.services[place])
        chosen = (typed or {}).get("spot") or request.query.get("edit", "")
        first = next((row.place for each in rows for row in each.items if row.doubts), place_of(service.place))
        item = next((row for each in rows for row in each.items if str(row.spot) == chosen), None)
        if item is not None and item.place != Place():
            first = item.place
        return page(
            request, "decree_service.html", status,
            kept=kept, told=told, typed=typed or {}, chosen=chosen, service=service, rows=rows,
            review=review_of(draft, kept.total), doubts=doubts_rows(service.doubts), spot=Spot(service.id),
            count=sum(row.count for row in rows) + len(service.doubts),
            before=draft.services[place - 1] if place else None,
            after=draft.services[place + 1] if place + 1 < len(draft.services) else None,
            components=COMPONENT_NAMES, first_doubt=_first_doubt(rows), longest=LONGEST_TEXT,
            longest_label=LONGEST_LABEL,
            **await self._beside(request, kept, first),
        )  # fmt: skip

    async def _beside(self, request: web.Request, kept: DecreeDraft, usual: Place) -> dict[str, Any]:
        """The source at the place that the address names, else at the usual one."""
        if kept.sha256 is None:
            return {"source": None, "last": 0}
        page_, line = (number_of(request.query.get(name, "0")) or 0 for name in ("page", "line"))
        wanted = Place(page_, line) if page_ or line else usual
        lines = await self._desk.lines(kept)
        return {"source": source_of(kept, lines, wanted), "last": lines[-1].number if lines else 0}


async def kept_draft(desk: DecreeDesk, request: web.Request) -> DecreeDraft:
    """The draft that a request is about; raises HTTPNotFound."""
    try:
        return await desk.draft(visit_of(request).officer, request.match_info["draft"])
    except UnknownDraft:
        raise web.HTTPNotFound from None


def _heads(draft: DraftFile, typed: Mapping[str, str]) -> dict[str, list[_Field]]:
    """The forms of office and decree: field, its name, its value, how it is typed, and what may be chosen."""

    def field(part: str, name: str, words: str, kind: str = "line", choices: tuple[str, ...] = ()) -> _Field:
        value = getattr(getattr(draft, part), name)
        shown = "\n".join(value) if isinstance(value, list) else str(value or "")
        if typed.get("spot") == part:
            shown = typed.get(name, shown)
        return name, words, shown, kind, choices

    office = [field("office", name, words) for name, words in OFFICE_FIELDS.items()]
    office.append(field("office", "level", "Tingkat", "choice", LEVELS))
    office.append(field("office", "timezone", "Zona waktu", "choice", TIMEZONES))
    office += [field("office", name, f"{words}, satu pada tiap baris", "lines") for name, words in OFFICE_LISTS.items()]
    decree = [field("decree", name, words) for name, words in DECREE_FIELDS.items()]
    decree.insert(1, field("decree", "date", "Tanggal", "date"))
    slug = field("office", "slug", "Nama pendek, misalnya kota-bogor; tidak dapat diubah sesudah terbit")
    return {"office": office, "decree": decree, "slug": [slug]}


def _first_doubt(rows: list[ComponentRow]) -> str:
    """The anchor of the first doubt of a service, "" where there is none."""
    for row in rows:
        if row.doubts:
            return row.spot.anchor
        if found := next((item for item in row.items if item.doubts), None):
            return found.spot.anchor
    return ""


def _back(kept: DecreeDraft, desk: DecreeDesk) -> str:
    known = kept.office in desk.library.offices
    return f"/desk/decrees/{kept.office}" if known else "/desk/decrees"


def _to(kept: DecreeDraft, spot: Spot | None = None, at: Place | None = None) -> web.Response:
    path = f"/desk/decrees/drafts/{kept.id}"
    if spot is not None and spot.left < 0 and spot.part not in {"office", "decree", "services", ""}:
        path += f"/services/{spot.part}"
    query = f"?{at.query}" if at is not None else ""
    anchor = f"#{spot.anchor}" if spot is not None else ""
    return web.Response(status=303, headers={"Location": f"{path}{query}{anchor}"})
