"""Admins at the accounts: new officers, those who leave, those locked out; never beyond an admin's own offices."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from functools import partial

import pytest

from bot.officers import LastAdmin, NotAllowed, Officers
from bot.store.officers import Officer, change_officer
from bot.store.store import Store
from bot.store.unit import Unit
from knowledge.search import Search
from tests.bot.clock import TestClock
from tests.bot.desk.colleagues import PASSWORD, Colleague, at_desk, browsing, employ
from tests.bot.desk.conftest import Desk
from tests.bot.telegram import stored


@pytest.fixture
async def chiefs(desk: Desk) -> AsyncIterator[tuple[Colleague, Colleague]]:
    """An admin of the whole service, and one of Kalbar."""
    async with AsyncExitStack() as opened:
        logins = [
            await employ(desk.officers, desk.url, name, office, "admin")
            for name, office in (("Pusat", None), ("Sari", "kalbar"))
        ]
        pusat, sari = [await opened.enter_async_context(at_desk(desk.url, login)) for login in logins]
        yield pusat, sari


async def sends(browser: Colleague, path: str, **fields: str) -> tuple[int, str, str]:
    """A form of the staff pages."""
    token = (await browser.hidden("/desk/staff"))["form_token"]
    return await browser.post(f"/desk/staff{path}", {"form_token": token, **fields})


def link_in(text: str) -> str:
    """The one-time link of a page."""
    found = re.search(r"<code>http[^<]*(/desk/setup\?token=[\w-]+)</code>", text)
    assert found is not None
    return found[1]


async def test_a_new_officer(desk: Desk, chiefs: tuple[Colleague, Colleague]) -> None:
    """Gets a link, shown once with its code, and works at once with the offices and the role given."""
    status, text, _ = await sends(chiefs[1], "/add", name="Budi <b>", role="head", office="kalbar")
    assert status == 200
    for part in ("Budi &lt;b&gt;", "budi.b", "<svg", "hanya ditampilkan sekali"):
        assert part in text
    link = link_in(text)
    assert link not in str(await desk.officers.audit())
    async with browsing(desk.url) as budi:
        fields = {"token": link.partition("=")[2], "password": PASSWORD, "again": PASSWORD}
        assert (await budi.post("/desk/setup", fields))[0] == 303
        assert (await budi.log_in("budi.b"))[0] == 303
        assert desk.number in (await budi.get("/desk"))[1]
        _, own = await budi.get("/desk/account")
        assert "kepala" in own
    listed = (await chiefs[1].get("/desk/staff"))[1]
    assert "Budi &lt;b&gt;" in listed
    assert "tanya.db" not in listed
    added = [each for each in await desk.officers.audit() if each.what == "officer-added"]
    assert (added[-1].who, added[-1].object) == ("sari", "officer:budi.b")


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"name": "RINA wati", "office": "kalbar"}, "sudah dipakai"),
        ({"name": "!!!", "office": "kalbar"}, "tidak dapat dipakai"),
        ({"name": "Budi"}, "Pilih kantor"),
        ({"name": "Budi", "office": "atlantis"}, "tidak ada lagi"),
    ],
)
async def test_who_cannot_be_added(desk: Desk, fields: dict[str, str], told: str) -> None:
    """Is told why, and what was typed stays."""
    async with at_desk(desk.url, await employ(desk.officers, desk.url, "Sari", "kalbar", "admin")) as sari:
        status, text, _ = await sends(sari, "/add", role="head", **fields)
    assert (status, told in text) == (400, True)
    assert f'value="{fields["name"]}"' in text
    assert 'value="head" checked' in text


async def test_an_admin_of_some_offices_stays_within_them(desk: Desk, chiefs: tuple[Colleague, Colleague]) -> None:
    """Grants no other office, and neither the whole service; who also serves another office is not theirs to change."""
    pusat, sari = chiefs
    await desk.officers.add("Dua Kantor", "officer", ("kalbar", "depok"))
    for office in ("depok", "*"):
        assert (await sends(sari, "/add", name="Budi", role="admin", office=office))[0] == 403
    _, text = await sari.get("/desk/staff")
    assert "Dewi" not in text
    assert "seluruh layanan</span>" not in text
    assert 'href="/desk/staff/rina.wati"' in text
    for login, name in (("dua.kantor", "Dua Kantor"), ("pusat", "Pusat")):
        assert name in text, "they work for the office, too"
        assert f'href="/desk/staff/{login}"' not in text
    for login in ("dewi", "dua.kantor", "pusat", "siapa"):
        assert (await sari.get(f"/desk/staff/{login}"))[0] == 404
        for order in ("deactivate", "password", "totp"):
            assert (await sends(sari, f"/{login}/{order}"))[0] == 404
    assert (await pusat.get("/desk"))[0] == 200
    assert (await sends(pusat, "/dua.kantor/password"))[0] == 200
    assert (await sends(pusat, "/add", name="Budi", role="admin", office="*"))[0] == 200


async def test_who_leaves_hands_the_tickets_over(desk: Desk, chiefs: tuple[Colleague, Colleague]) -> None:
    """To one who serves the office; the sessions end, and a new link lets the officer come back."""
    _, sari = chiefs
    await desk.rina.sends(desk.number, "assigned", "Rina Wati")
    assert "memegang 1 tiket" in (await sari.get("/desk/staff/rina.wati"))[1]
    for to, told in (("", "Masih memegang 1 tiket"), ("Dewi", "tidak dapat menerima"), ("Rina Wati", "tidak dapat")):
        status, text, _ = await sends(sari, "/rina.wati/deactivate", to=to)
        assert (status, told in text) == (409, True)
    assert (await desk.rina.get("/desk"))[0] == 200
    done = await sends(sari, "/rina.wati/deactivate", to="Sari")
    assert done[::2] == (303, "/desk/staff/rina.wati?done=1")
    assert (await desk.rina.get("/desk"))[0] == 303
    assert stored(desk.folder, "SELECT assigned_to FROM tickets") == ["Sari"]
    _, text = await sari.get(done[2])
    assert "1 tiket diserahkan" in text
    status, text, _ = await sends(sari, "/rina.wati/password")
    assert status == 200
    async with browsing(desk.url) as browser:
        assert "Selamat datang, Rina Wati" in (await browser.get(link_in(text)))[1]


async def test_the_last_admin_stays(desk: Desk) -> None:
    """Until there is another who could manage the same offices; one who has not come in yet is none."""
    async with at_desk(desk.url, await employ(desk.officers, desk.url, "Pusat", None, "admin")) as pusat:
        await employ(desk.officers, desk.url, "Sari", "kalbar", "admin")
        await desk.officers.add("Nanti", "admin", None)
        status, text, _ = await sends(pusat, "/pusat/deactivate")
        assert (status, "pengelola terakhir" in text) == (409, True)
        for order in ("password", "totp"):
            assert (await sends(pusat, f"/pusat/{order}"))[0] == 409, "the own account is changed elsewhere"
        assert (await pusat.get("/desk"))[0] == 200
        await employ(desk.officers, desk.url, "Wakil", None, "admin")
        assert (await sends(pusat, "/pusat/deactivate"))[0] == 303
        assert (await pusat.get("/desk"))[0] == 303


async def test_an_order_of_who_was_ended_meanwhile(store: Store, search: Search, clock: TestClock) -> None:
    """Does nothing, on either database: the account is looked at again, and two cannot end each other."""
    operator = Officers(store, search, clock, "perintah:uji")
    chiefs: list[Officer] = []
    for name in ("Satu", "Dua"):
        await operator.add(name, "admin", None)
        officer, _ = await operator.one(name)
        await store.write(partial(_give_password, officer=officer.id))
        chiefs.append((await operator.one(name))[0])
    one, two = (Officers(store, search, clock, chief.login, chief) for chief in chiefs)
    await one.deactivate("dua", None)
    with pytest.raises(NotAllowed):
        await two.deactivate("satu", None)
    with pytest.raises(NotAllowed):
        await two.add("Budi", "officer", ("kalbar",))
    with pytest.raises(LastAdmin):
        await one.deactivate("satu", None)


def _give_password(unit: Unit, officer: int) -> None:
    change_officer(unit.connection, officer, password="x")
