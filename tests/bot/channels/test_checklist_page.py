"""The page of a checklist: the visitor's own and nobody else's, ticked over HTTP as the page's script does it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession

from knowledge.search import Search
from tests.bot.keeping import KANTOR_KAS, SERVICE, changed_library
from tests.bot.service import Visitor, serving, visiting

PAGE = f"/daftar-periksa/{SERVICE}"


async def keeping(visitor: Visitor) -> None:
    """Makes a list and ticks two items."""
    for number, choice in enumerate(
        (f"checklist:{SERVICE}", f"apply:{SERVICE}:wakil:ketua", f"apply:{SERVICE}:bentuk:-")
    ):
        await visitor.post({"id": f"p{number}", "choice": choice, "office": "kalbar"})
    await visitor.say("1 dan 5 sudah")


async def got(visitor: Visitor, path: str) -> tuple[int, str]:
    """A page's status and text."""
    async with visitor.session.get(f"{visitor.url}{path}") as response:
        return response.status, await response.text()


async def ticked(visitor: Visitor, document: Any, path: str = PAGE) -> tuple[int, dict[str, Any]]:
    """What ticks of the page are answered with."""
    headers = {"Content-Type": "application/json"}
    async with visitor.session.post(f"{visitor.url}{path}", data=json.dumps(document), headers=headers) as response:
        return response.status, await response.json()


def tick(name: str, ready: bool, age: float = 0, text: str = "") -> dict[str, Any]:
    """One tick as the script sends it."""
    return {"name": f"persyaratan/{name}", "text": text, "ready": ready, "age": age}


def version(page: str) -> str:
    """Which knowledge a page came from."""
    found = re.search(r'data-version="(\w+)"', page)
    assert found
    return found[1]


async def test_the_page_shows_the_own_list(tmp_path: Path, search: Search) -> None:
    """Boxes with names, the count, what does not apply, the decree, and the rules of every page."""
    async with serving(tmp_path, search) as url, visiting(url) as visitor:
        await keeping(visitor)
        async with visitor.session.get(f"{url}{PAGE}") as response:
            page = await response.text()
            policy = response.headers["Content-Security-Policy"]
            assert (response.status, response.headers["Cache-Control"]) == (200, "no-store")
        assert policy.startswith("default-src 'none'; script-src 'self'")
        assert "<script>" not in page
        assert " style=" not in page
        assert '<html lang="id">' in page
        assert "2 dari 17 siap." in page
        assert len(re.findall(r'<input type="checkbox" data-name="[\w/]+"', page)) == 17
        assert len(re.findall(r'data-name="persyaratan/[15]" checked', page)) == 2
        assert "Tidak berlaku menurut jawaban Anda" in page
        assert "631/DISKOPUKM.A/2023" in page
        assert "oss.go.id" in page
        status, index = await got(visitor, "/daftar-periksa")
        assert (status, f'href="{PAGE}"' in index, "2 dari 17 siap." in index) == (200, True, True)
        (last, *_) = [each for each in await visitor.history() if f'<a href="{PAGE}">' in each.get("html", "")]
        assert "Buka sebagai halaman" in last["html"]


async def test_another_visitor_finds_nothing(tmp_path: Path, search: Search) -> None:
    """Not by the address, not by posting, not without a cookie, and not a list that was deleted."""
    async with serving(tmp_path, search) as url, visiting(url) as visitor, visiting(url) as stranger:
        await keeping(visitor)
        await stranger.say("halo")
        for path in (PAGE, f"/daftar-periksa/{KANTOR_KAS}", "/daftar-periksa/x/y", "/daftar-periksa/x"):
            assert (await got(stranger, path))[0] == 404
        assert (await got(visitor, f"/daftar-periksa/{KANTOR_KAS}"))[0] == 404
        assert (await ticked(stranger, {"version": "", "ticks": [tick("2", True)]}))[0] == 404
        stranger.session.cookie_jar.clear()
        assert (await got(stranger, PAGE))[0] == 404
        assert (await got(stranger, "/daftar-periksa"))[0] == 404
        assert "2 dari 17 siap." in (await got(visitor, PAGE))[1]
        await visitor.post({"id": "d", "choice": f"unlist:{SERVICE}:yes"})
        assert (await got(visitor, PAGE))[0] == 404
        assert "Anda belum punya daftar periksa." in (await got(visitor, "/daftar-periksa"))[1]


async def test_ticks_of_the_page_are_seen_in_the_chat(tmp_path: Path, search: Search) -> None:
    """And the other way round; the later word of an item stands."""
    async with serving(tmp_path, search) as url, visiting(url) as visitor:
        await keeping(visitor)
        known = version((await got(visitor, PAGE))[1])
        ticks = [tick("2", True), tick("1", False, 3.6e6)]
        status, list_ = await ticked(visitor, {"version": known, "ticks": ticks})
        assert status == 200
        assert [name for name, ready in list_["items"].items() if ready] == [f"persyaratan/{n}" for n in (1, 2, 5)]
        assert (list_["version"], list_["skipped"]) == (known, ["persyaratan/3"])
        await visitor.say("yang kurang apa?")
        assert "3 dari 17 siap." in (await visitor.history())[-1]["text"]


@pytest.mark.parametrize(
    "document",
    [
        None, [], {}, {"version": 1, "ticks": []}, {"version": "x"}, {"version": "x", "ticks": {}},
        {"version": "x", "ticks": [1]}, {"version": "x", "ticks": [tick("1", True) | {"age": "9"}]},
        {"version": "x", "ticks": [tick("1", True) | {"age": True}]},
        {"version": "x", "ticks": [tick("1", True)] * 501},
        {"version": "x", "ticks": [{"name": "persyaratan/1"}]},
    ],
    ids=range(11),
)  # fmt: skip
async def test_what_is_no_tick_is_refused(tmp_path: Path, search: Search, document: Any) -> None:
    """In words, and nothing changes."""
    async with serving(tmp_path, search) as url, visiting(url) as visitor:
        await keeping(visitor)
        status, told = await ticked(visitor, document)
        assert (status, set(told)) == (400, {"problem"})
        assert "2 dari 17 siap." in (await got(visitor, PAGE))[1]


async def test_a_form_of_another_site_cannot_tick(tmp_path: Path, search: Search) -> None:
    """It can send no JSON."""
    async with serving(tmp_path, search) as url, visiting(url) as visitor:
        await keeping(visitor)
        body = '{"version": "x", "ticks": []}'
        headers = {"Content-Type": "text/plain"}
        async with visitor.session.post(f"{url}{PAGE}", data=body, headers=headers) as response:
            assert response.status == 415


async def test_strange_ages_are_taken_for_what_they_can_be(tmp_path: Path, search: Search) -> None:
    """A clock that is wrong never makes a tick of tomorrow, nor one that no database can hold."""
    async with serving(tmp_path, search) as url, visiting(url) as visitor:
        await keeping(visitor)
        known = version((await got(visitor, PAGE))[1])
        ticks = [tick("2", True, -1e12), tick("4", True, 1e300), tick("6", True, 0)]
        status, list_ = await ticked(visitor, {"version": known, "ticks": ticks})
        assert status == 200
        assert [name for name, ready in list_["items"].items() if ready] == [f"persyaratan/{n}" for n in (1, 2, 5, 6)]


async def test_a_page_opened_after_a_build_is_of_the_new_decree(
    tmp_path: Path, search: Search, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """After a restart, too, the ticks stay and the chat says what changed, once."""
    change = ("Mempunyai peraturan tentang prinsip mengenali pengguna jasa;", "Denah kantor simpan pinjam;")
    folder = tmp_path_factory.mktemp("later")
    later = Search(changed_library(folder, change, service="izin-usaha-simpan-pinjam"))
    async with serving(tmp_path, search) as url, visiting(url) as visitor:
        await keeping(visitor)
        before = version((await got(visitor, PAGE))[1])
        jar = visitor.session.cookie_jar
    async with serving(tmp_path, later) as url, ClientSession(cookie_jar=jar) as kept:
        visitor = Visitor(kept, url)
        page = (await got(visitor, PAGE))[1]
        assert version(page) != before
        assert ("Denah kantor" in page, "mengenali pengguna jasa" in page) == (True, False)
        assert "2 dari 17 siap." in page
        told = [each["text"] for each in await visitor.history() if "Persyaratan berubah" in each.get("text", "")]
        assert len(told) == 1


async def test_the_page_speaks_the_language_of_the_chat(tmp_path: Path, search: Search) -> None:
    """The decree stays Indonesian."""
    async with serving(tmp_path, search) as url, visiting(url) as visitor:
        await keeping(visitor)
        await visitor.say("english please")
        page = (await got(visitor, PAGE))[1]
        assert ('<html lang="en">' in page, "2 of 17 ready." in page) == (True, True)


async def test_texts_of_a_decree_are_no_markup(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """What an office wrote is escaped."""
    change = ("Nomor Induk Berusaha (NIB);", '\'<b onclick="x">NIB</b> & "lain";\'')
    folder = tmp_path_factory.mktemp("marked")
    search = Search(changed_library(folder, ('text: Nomor Induk Berusaha (NIB);', f"text: {change[1]}"),
                                    service="izin-usaha-simpan-pinjam"))  # fmt: skip
    async with serving(tmp_path, search) as url, visiting(url) as visitor:
        await keeping(visitor)
        page = (await got(visitor, PAGE))[1]
        assert "<b onclick" not in page
        assert "&lt;b onclick=&quot;x&quot;&gt;NIB&lt;/b&gt; &amp; &quot;lain&quot;" in page
