"""What the desk's announcements must withstand: other offices, viewers, forms from elsewhere, markup in every field."""

from __future__ import annotations

from html import unescape

import pytest

from bot.desk.desk import PREFIX
from tests.bot.desk.cases import routes
from tests.bot.desk.colleagues import at_desk, employ
from tests.bot.desk.conftest import Desk
from tests.bot.desk.newsroom import NEWS, WUB, acts, drafts, fields, followers, uploads
from tests.bot.desk.test_attacks import CANARY
from tests.bot.files.samples import jpeg
from tests.bot.telegram import stored

ONE = sorted(each for each in routes() if "{announcement}" in each[1])
"""The routes about one announcement."""
POSTS = [path for method, path in ONE if method == "POST"]
ACTS = ("send", "schedule", "approve", "pause", "resume", "cancel", "retry", "retry-uncertain")
ASKED = {**WUB, "version": "1", "sure": "yes", "chat": "web", "at": "2026-12-01T09:00"}


def at(path: str, number: object) -> str:
    """A route's path for an announcement."""
    return PREFIX + path.replace("{announcement}", str(number))


@pytest.mark.parametrize(("method", "path"), ONE)
async def test_another_offices_announcement_is_like_none(desk: Desk, method: str, path: str) -> None:
    """On every route, and with everything that can be done there, word for word as for a number that nobody has."""
    number = await drafts(desk.dewi)
    await uploads(desk.dewi, number, jpeg(), "poster.jpg")
    token = (await desk.rina.hidden("/desk"))["form_token"]
    answers = []
    for wanted in (number, 999, "0", "x", "1%00", "٣", "99999999999999999999"):
        if method == "GET":
            answers.append(await desk.rina.get(at(path, wanted)))
            continue
        for act in ACTS if path.endswith("/act") else ("",):
            status, text, _ = await desk.rina.post(at(path, wanted), {**ASKED, "form_token": token, "act": act})
            answers.append((status, text))
    assert {status for status, _ in answers} == {404}
    assert len({text for _, text in answers}) == 1
    assert stored(desk.folder, "SELECT version FROM announcements") == [2]
    if method == "GET":
        assert (await desk.dewi.get(at(path, number)))[0] in {200, 303}, "the route works for the office's own officer"


async def test_another_offices_are_not_listed_copied_or_written_for(desk: Desk) -> None:
    """Nor are its subscribers counted."""
    await followers(desk.folder, desk.clock, {"depok": (1, 2, 3)})
    number = await drafts(desk.dewi)
    for query in ("", "?office=depok", "?view=draft&office=depok"):
        assert "Pelatihan Wirausaha Baru" not in (await desk.rina.get(f"{NEWS}{query}"))[1]
    assert (await desk.rina.get(f"{NEWS}/new?from={number}"))[0] == 404
    _, form = await desk.rina.get(f"{NEWS}/new?office=depok")
    assert "Depok" not in form
    typed = {**WUB, "form_token": (await desk.rina.hidden("/desk"))["form_token"]}
    for office in ("depok", "", "atlantis"):
        status, _, led = await desk.rina.post(f"{NEWS}/new", {**typed, "office": office})
        assert (status == 404) or (office == "" and status == 303), led
    assert set(stored(desk.folder, "SELECT office FROM announcements")) <= {"depok", "kalbar"}
    assert stored(desk.folder, "SELECT office FROM announcements WHERE created_by = 'rina.wati'") == ["kalbar"]
    assert '<strong class="big">0</strong>' in (await desk.rina.get(f"{NEWS}/2"))[1]


async def test_a_viewer_only_looks(desk: Desk) -> None:
    """No button is offered, and one that is pressed all the same is refused."""
    number = await drafts(desk.dewi)
    async with at_desk(desk.url, await employ(desk.officers, desk.url, "Tamu", "depok", role="viewer")) as viewer:
        status, page = await viewer.get(f"{NEWS}/{number}")
        assert status == 200
        assert page.count("<form") == 1, "only that which ends the session"
        assert "Tulis pengumuman" not in (await viewer.get(NEWS))[1]
        token = (await viewer.hidden("/desk"))["form_token"]
        for path in (*POSTS, "/announcements/new"):
            for act in ACTS if path.endswith("/act") else ("",):
                sent = {**ASKED, "form_token": token, "act": act, "office": "depok"}
                assert (await viewer.post(at(path, number), sent))[0] == 403, path
        for path in (
            "/announcements/new",
            "/announcements/{announcement}/edit",
            "/announcements/{announcement}/correct",
        ):
            assert (await viewer.get(at(path, number)))[0] == 403
    assert stored(desk.folder, "SELECT version FROM announcements") == [1]


@pytest.mark.parametrize("token", ["", "0" * 64, "token of Rina"])
async def test_a_form_needs_the_sessions_own_token(desk: Desk, token: str) -> None:
    """On every route that changes something."""
    number = await drafts(desk.dewi)
    given = (await desk.rina.hidden("/desk"))["form_token"] if token.startswith("token") else token
    for path in (*POSTS, "/announcements/new"):
        sent = {**ASKED, "form_token": given, "act": "send", "office": "depok"}
        assert (await desk.dewi.post(at(path, number), sent))[0] == 403
    assert stored(desk.folder, "SELECT version FROM announcements") == [1]


async def test_markup_stays_words(desk: Desk) -> None:
    """In the list, the form, the page and each look of the preview, in every field."""
    number = await drafts(desk.dewi, title=CANARY, text=CANARY, opens0="requests:depok", label0="<b>\"'><i>")
    for path in (NEWS, f"{NEWS}/{number}", f"{NEWS}/{number}/edit", f"{NEWS}/new?from={number}"):
        _, text = await desk.dewi.get(path)
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert "'><b>" not in text
        assert "'><i>" not in text
        assert CANARY in unescape(text)


async def test_refusals_show_markup_as_words_too(desk: Desk) -> None:
    """What was typed comes back escaped, also as a colleague's newer words and in a time that is none."""
    number = await drafts(desk.dewi)
    old = await fields(desk.dewi, f"{NEWS}/{number}/edit")
    assert (await desk.dewi.post(f"{NEWS}/{number}/edit", {**old, **WUB, "text": CANARY}))[0] == 303
    answers = [
        await desk.dewi.post(f"{NEWS}/{number}/edit", {**old, **WUB, "title": CANARY}),
        await desk.dewi.post(f"{NEWS}/new", {**old, **WUB, "office": "depok", "link": CANARY, "until": CANARY}),
        await acts(desk.dewi, number, "schedule", at=CANARY),
    ]
    for status, text, _ in answers:
        assert status in {400, 409}
        assert "<script>alert" not in text
        assert "<img src=x" not in text


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", " data:text/html,x", "//jahat.example", "https:jahat", "ftp://x"],
)
async def test_only_web_addresses_are_links(desk: Desk, link: str) -> None:
    """Nothing else is kept; the same as plain words is never made a link."""
    form = {**await fields(desk.dewi, f"{NEWS}/new"), **WUB, "office": "depok", "link": link}
    assert (await desk.dewi.post(f"{NEWS}/new", form))[0] == 400
    number = await drafts(desk.dewi, text=f"Buka {link}")
    assert 'href="javascript' not in (await desk.dewi.get(f"{NEWS}/{number}"))[1].lower()


async def test_a_form_without_its_version_does_nothing(desk: Desk) -> None:
    """Nor one that asks for what no page offers."""
    number = await drafts(desk.dewi)
    for more in ({"version": "", "act": "send"}, {"act": "erase"}, {"act": ""}):
        assert (await acts(desk.dewi, number, **{"act": "send", **more}))[0] == 400
    assert stored(desk.folder, "SELECT version FROM announcements") == [1]
