"""The pages on which an announcement is written: a new one, another version of a draft, a correction.

Whatever is refused is shown again as it was typed.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from aiohttp import web

from bot.announce_words import PROBLEMS, STATES
from bot.announcing import LONGEST_TEXT, LONGEST_TITLE, Composed, NotNow, WrongAnnouncement
from bot.desk.announce_desk import AnnounceDesk
from bot.desk.announcement_form import Typed, composed, read, typed_of, what_opens
from bot.desk.forms import number_of, version_of
from bot.desk.pages import acting, page, visit_of
from bot.store.announcements import Kept, StaleAnnouncement, UnknownAnnouncement
from bot.store.officers import Officer
from bot.ticket_words import CHANNELS
from handlers.announcement import TOPICS
from handlers.announcing import TOPIC_NAMES
from handlers.choices import LONGEST_LABEL
from knowledge.model import Office
from locales.catalogue import LANGUAGES

ANNOUNCEMENTS = "/desk/announcements"
_PROBLEMS = {
    **PROBLEMS,
    "link": "Tautan harus alamat web lengkap yang dimulai dengan https:// atau http://, tanpa spasi.",
    "choices": "Periksa tombolnya: pilih apa yang dibuka, dan beri label paling panjang 24 karakter.",
    "keepers": "Layanan itu bukan layanan kantor ini; pilih salah satu dari daftarnya.",
    "past": "Hari terakhir itu sudah lewat.",
    "until": "Hari terakhir itu bukan tanggal.",
}
_FIELDS = {"past": "until", "ended": "until", "long": "text", "keepers": "keepers_of"}
"""Where a problem is mended, when the field is called otherwise."""
Prepared = Callable[[str, int, str], Awaitable[Typed | None]]
"""What is to be announced of what a version of an office's decree changed in one service; None where nothing is."""


@dataclass(frozen=True, slots=True)
class _Writing:
    """What is written: a new announcement, or another version or a correction (`of`) of one there is."""

    office: Office
    action: str
    heading: str
    of: Kept | None = None
    correcting: bool = False


class ComposePages:
    """Three pages with a form each."""

    def __init__(self, desk: AnnounceDesk, prepared: Prepared) -> None:
        self._desk = desk
        self._prepared = prepared

    def routes(self) -> list[web.RouteDef]:
        """Below the desk's prefix."""
        return [
            web.get("/announcements/new", self.new, allow_head=False),
            web.post("/announcements/new", self.draft),
            web.get("/announcements/{announcement}/edit", self.edit, allow_head=False),
            web.post("/announcements/{announcement}/edit", self.revise),
            web.get("/announcements/{announcement}/correct", self.correction, allow_head=False),
            web.post("/announcements/{announcement}/correct", self.correct),
        ]

    async def new(self, request: web.Request) -> web.Response:
        """An empty form, or one filled in as an earlier announcement or with what a version of the decree changed.

        First its office, where there are several.
        """
        officer = acting(request).officer
        office = self._office(officer, request.query.get("office", ""))
        if source := request.query.get("from"):
            kept = await self._kept(request, source)
            writing = self._writing(kept.told.office)
            return self._form(request, writing, replace(typed_of(kept), until=""))
        if office is None:
            return page(request, "announcing_office.html", offices=self._known(officer))
        if version := number_of(request.query.get("version", "")):
            prepared = await self._prepared(office.slug, version, request.query.get("service", ""))
            return self._form(request, self._writing(office.slug), prepared or Typed())
        return self._form(request, self._writing(office.slug), Typed())

    async def draft(self, request: web.Request) -> web.Response:
        """Keeps a new draft."""
        visit, form = acting(request), await request.post()
        office = self._office(visit.officer, str(form.get("office", "")))
        if office is None:
            raise web.HTTPNotFound
        return await self._keep(
            request, self._writing(office.slug), read(form), lambda new: self._desk.draft(visit, new)
        )

    async def edit(self, request: web.Request) -> web.Response:
        """The draft in its form."""
        acting(request)
        kept = await self._kept(request)
        if kept.state != "draft":
            return _led(kept, "not-draft")
        return self._form(request, self._writing(kept.told.office, kept), typed_of(kept))

    async def revise(self, request: web.Request) -> web.Response:
        """Puts other words into the draft; one that changed meanwhile is shown beside what was typed."""
        visit = acting(request)
        kept, form = await self._kept(request), await request.post()
        version, typed = version_of(form), read(form)
        writing = self._writing(kept.told.office, kept)
        if kept.corrects is not None:  # it goes to those who got the first, whatever was ticked
            typed = replace(typed, topics=kept.told.topics)
        if kept.version != version:
            return self._stale(request, writing, typed)
        try:
            return await self._keep(request, writing, typed, lambda new: self._desk.revise(visit, kept, new))
        except StaleAnnouncement:
            kept = await self._kept(request)
            return self._stale(request, self._writing(kept.told.office, kept), typed)

    async def correction(self, request: web.Request) -> web.Response:
        """The words of the first, to be put right."""
        acting(request)
        kept = await self._kept(request)
        if kept.started_at is None:
            return _led(kept, "not-sent")
        return self._form(request, self._correcting(kept), typed_of(kept))

    async def correct(self, request: web.Request) -> web.Response:
        """Keeps the draft of a correction."""
        visit = acting(request)
        kept, form = await self._kept(request), await request.post()
        typed = replace(read(form), topics=kept.told.topics)
        return await self._keep(
            request, self._correcting(kept), typed, lambda new: self._desk.correct(visit, kept, new)
        )

    async def _keep(
        self,
        request: web.Request,
        writing: _Writing,
        typed: Typed,
        keep: Callable[[Composed], Awaitable[Kept]],
    ) -> web.Response:
        """Keeps what was typed and shows it as it will arrive; or the form again, with what is wrong."""
        office = writing.office.slug
        today = self._desk.now().astimezone(self._desk.library.zone(office)).date()
        try:
            kept = await keep(composed(typed, office, today))
        except WrongAnnouncement as error:
            return self._form(request, writing, typed, 400, wrong=error.problem)
        except NotNow as error:
            told = (
                f"Pengumuman ini {STATES[error.state]}; kata-katanya tidak dapat diubah lagi. Belum ada yang tersimpan."
            )
            return self._form(request, writing, typed, 409, told=told)
        return _led(kept, "saved")

    def _stale(self, request: web.Request, writing: _Writing, typed: Typed) -> web.Response:
        """What was typed, with what is kept by now: saving once more puts it in its place."""
        kept = writing.of
        if kept is None or kept.state != "draft":
            state = STATES[kept.state] if kept is not None else ""
            told = f"Pengumuman ini sudah {state} sejak Anda membukanya. Kata-kata Anda belum tersimpan."
            return self._form(request, writing, typed, 409, told=told)
        changed = _differences(typed, typed_of(kept))
        told = (
            "Konsep ini berubah sejak Anda membukanya. Kata-kata Anda belum tersimpan; bandingkan dulu."
            " Bila disimpan sekali lagi, kata-kata Anda menggantikan yang baru."
        )
        return self._form(request, writing, typed, 409, told=told, changed=changed)

    def _form(
        self,
        request: web.Request,
        writing: _Writing,
        typed: Typed,
        status: int = 200,
        *,
        told: str = "",
        wrong: str = "",
        changed: tuple[tuple[str, str], ...] = (),
    ) -> web.Response:
        library = self._desk.library
        channels = [each for each in dict.fromkeys((*self._desk.around.channels, *typed.channels)) if each in CHANNELS]
        corrects = writing.correcting or (writing.of is not None and writing.of.corrects is not None)
        return page(
            request, "compose.html", status,
            writing=writing, typed=typed, told=told or _PROBLEMS.get(wrong, ""), field=_FIELDS.get(wrong, wrong),
            changed=changed, corrects=corrects, opens=what_opens(library, writing.office.slug),
            topics=[(each, TOPIC_NAMES[each]) for each in TOPICS], languages=LANGUAGES.items(),
            channels=[(each, CHANNELS[each]) for each in channels],
            services=[(each.id, each.name) for each in library.of_office(writing.office.slug) if not each.listed_only],
            longest_title=LONGEST_TITLE, longest_text=LONGEST_TEXT, longest_label=LONGEST_LABEL,
            today=self._desk.now().astimezone(library.zone(writing.office.slug)).date().isoformat(),
        )  # fmt: skip

    async def _kept(self, request: web.Request, number: str | None = None) -> Kept:
        wanted = number if number is not None else request.match_info["announcement"]
        try:
            return await self._desk.kept(visit_of(request).officer, wanted)
        except UnknownAnnouncement:
            raise web.HTTPNotFound from None

    def _writing(self, office: str, kept: Kept | None = None) -> _Writing:
        known = self._desk.library.offices.get(office)
        if known is None:  # its decree is gone
            raise web.HTTPNotFound
        if kept is None:
            return _Writing(known, f"{ANNOUNCEMENTS}/new", "Pengumuman baru")
        heading = "Ubah ralat" if kept.corrects is not None else "Ubah konsep"
        return _Writing(known, f"{ANNOUNCEMENTS}/{kept.id}/edit", heading, kept)

    def _correcting(self, kept: Kept) -> _Writing:
        writing = self._writing(kept.told.office, kept)
        return replace(
            writing, action=f"{ANNOUNCEMENTS}/{kept.id}/correct", heading=f"Ralat untuk pengumuman {kept.id}",
            correcting=True,
        )  # fmt: skip

    def _known(self, officer: Officer) -> list[Office]:
        return [office for slug, office in self._desk.library.offices.items() if officer.knows(slug)]

    def _office(self, officer: Officer, slug: str) -> Office | None:
        """The office that was chosen, or the officer's only one."""
        known = self._known(officer)
        chosen = next((office for office in known if office.slug == slug), None)
        return chosen or (known[0] if len(known) == 1 and not slug else None)


def _differences(mine: Typed, kept: Typed) -> tuple[tuple[str, str], ...]:
    """What is kept by now where it is not what was typed: the field's name and its words."""
    pairs = {
        "Judul": (mine.title, kept.title),
        "Isi": (mine.text.strip(), kept.text),
        "Tautan": (mine.link, kept.link),
        "Topik": (", ".join(mine.topics), ", ".join(kept.topics)),
        "Bahasa": (", ".join(mine.languages), ", ".join(kept.languages)),
        "Saluran": (", ".join(mine.channels), ", ".join(kept.channels)),
        "Daftar periksa": (mine.keepers_of, kept.keepers_of),
        "Hari terakhir": (mine.until, kept.until),
        "Tombol": (_labels(mine), _labels(kept)),
    }
    return tuple((name, new or "(kosong)") for name, (old, new) in pairs.items() if old != new)


def _labels(typed: Typed) -> str:
    return ", ".join(label or opens for opens, label in typed.choices)


def _led(kept: Kept, done: str) -> web.Response:
    return web.Response(status=303, headers={"Location": f"{ANNOUNCEMENTS}/{kept.id}?done={done}"})
