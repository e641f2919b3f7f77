"""The last page before a draft is in force: what it changes, what the question bank says of it, and the button."""

from __future__ import annotations

from aiohttp import web

from bot.decrees.counting import doubts_of_service
from bot.decrees.publishing import Trial
from bot.decrees.spots import Spot
from bot.desk.decree_desk import TYPED, DecreeDesk, NotReady, content_of
from bot.desk.decree_view import review_of
from bot.desk.draft_pages import kept_draft
from bot.desk.forms import number_of, text_of
from bot.desk.pages import managing, page
from bot.store.decree_drafts import DecreeDraft, StaleDraft
from bot.store.decree_versions import NotNewest
from knowledge.draft_file import DraftFile

_PATH = "/decrees/drafts/{draft}"
_LONGEST_NOTE = 1000
_STALE = "Draf ini berubah sejak Anda membukanya. Belum ada yang diterbitkan; periksa lagi."
_NOT_NEWEST = "Versi lain baru saja diterbitkan. Belum ada yang berubah; periksa lagi terhadap versi itu."
_MOST_SHOWN = 300


class PublishPages:
    """Three routes."""

    def __init__(self, desk: DecreeDesk) -> None:
        self._desk = desk

    def routes(self) -> list[web.RouteDef]:
        """Below the desk's prefix."""
        return [
            web.get(f"{_PATH}/publish", self.show, allow_head=False),
            web.post(f"{_PATH}/check", self.check),
            web.post(f"{_PATH}/publish", self.publish),
        ]

    async def show(self, request: web.Request) -> web.Response:
        """What is left to do, and what the last trial found."""
        return await self._page(request, await kept_draft(self._desk, request))

    async def check(self, request: web.Request) -> web.Response:
        """Tries the draft."""
        managing(request)
        kept, form = await kept_draft(self._desk, request), await request.post()
        try:
            if number_of(text_of(form, "revision")) != kept.revision:
                raise StaleDraft(kept.id)
            await self._desk.run_trial(kept)
        except NotReady as error:
            return await self._page(request, kept, 409, str(error))
        except StaleDraft:
            return await self._page(request, await kept_draft(self._desk, request), 409, _STALE)
        return web.Response(status=303, headers={"Location": f"/desk/decrees/drafts/{kept.id}/publish"})

    async def publish(self, request: web.Request) -> web.Response:
        """Brings it into force."""
        visit, form = managing(request), await request.post()
        kept = await kept_draft(self._desk, request)
        note = " ".join(text_of(form, "note").split())[:_LONGEST_NOTE]
        try:
            if number_of(text_of(form, "revision")) != kept.revision or kept.state != "open":
                raise StaleDraft(kept.id)
            number = await self._desk.publish(visit, kept, note, text_of(form, "typed"))
        except NotReady as error:
            return await self._page(request, kept, 409, str(error), note)
        except NotNewest:
            return await self._page(request, kept, 409, _NOT_NEWEST, note)
        except StaleDraft:
            return await self._page(request, await kept_draft(self._desk, request), 409, _STALE, note)
        path = f"/desk/decrees/{kept.office}/versions/{number}?done=published"
        if kept.office not in self._desk.library.offices:  # a new one, known in a few seconds
            path = f"/desk/decrees/drafts/{kept.id}"
        return web.Response(status=303, headers={"Location": path})

    async def _page(
        self, request: web.Request, kept: DecreeDraft, status: int = 200, told: str = "", note: str = ""
    ) -> web.Response:
        if kept.state != "open":
            return web.Response(status=303, headers={"Location": f"/desk/decrees/drafts/{kept.id}"})
        draft, trial = content_of(kept), self._desk.trial(kept)
        left = await self._desk.troubles(kept)
        return page(
            request, "decree_publish.html", status,
            kept=kept, told=told, note=note, review=review_of(draft, kept.total),
            troubles=[(each.words, _href(kept, draft, each.spot)) for each in left],
            trial=trial, shown=_shown(trial), longest=_LONGEST_NOTE, word=TYPED, most=_MOST_SHOWN,
            office=kept.office or draft.office.slug or "",
        )  # fmt: skip


def _shown(trial: Trial | None) -> list[str]:
    return list(trial.changes[:_MOST_SHOWN]) if trial is not None else []


def _href(kept: DecreeDraft, draft: DraftFile, spot: Spot) -> str:
    """Where a trouble is mended; that of doubts is where the first of them stands."""
    path = f"/desk/decrees/drafts/{kept.id}"
    if spot.part == "doubts":
        service = next((each.id for each in draft.services if doubts_of_service(each)), None)
        head = "office" if draft.office.doubts else "decree" if draft.decree.doubts else "left"
        return f"{path}/services/{service}" if service is not None else f"{path}#{head}"
    if spot.part in {"office", "decree", "services"}:
        return f"{path}#{spot.part}"
    return f"{path}/services/{spot.part}#{spot.anchor}"
