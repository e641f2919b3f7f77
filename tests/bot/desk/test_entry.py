"""Coming in: the first officer's link, set-up links, the second factor, and what the operator resets."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pyotp
import pytest
from yarl import URL

from bot.desk.passwords import password_trouble
from knowledge.search import Search
from tests.bot.clock import TestClock
from tests.bot.desk.colleagues import PASSWORD, Colleague, accounts, browsing, employ
from tests.bot.desk.conftest import Desk
from tests.bot.service import serving

STEP = dt.timedelta(seconds=30)


def fields(token: str, **more: str) -> dict[str, str]:
    """A set-up form as it is sent."""
    return {"token": token, "password": PASSWORD, "again": PASSWORD, **more}


async def test_the_first_officer_makes_the_own_account(tmp_path: Path, search: Search, clock: TestClock) -> None:
    """By a link that works once, while there is nobody; the account serves every office."""
    async with (
        serving(tmp_path, search, clock=clock) as url,
        accounts(tmp_path, search, clock) as officers,
        browsing(url) as browser,
    ):
        token, second = await officers.first_link(), await officers.first_link()
        assert token is not None
        assert second is not None
        assert "Petugas pertama" in (await browser.get(f"/desk/setup?token={token}"))[1]
        assert (await browser.post("/desk/setup", fields(token, name="...")))[0] == 400
        assert (await browser.post("/desk/setup", fields(token, name="Sri Mulyati")))[0] == 303
        for spent in (token, second):
            assert (await browser.post("/desk/setup", fields(spent, name="Lain")))[0] == 410
        assert await officers.first_link() is None
        assert (await browser.log_in("sri.mulyati"))[2] == "/desk"
        (only,) = await officers.all()
    assert (only.name, only.role, only.offices) == ("Sri Mulyati", "admin", None)


async def test_a_link_is_for_one_day_and_one_use(desk: Desk) -> None:
    """Looking at it uses nothing up; a newer one ends it."""
    old, new = await desk.officers.add("Budi", "officer", ("kalbar",)), await desk.officers.reset_password("budi")
    async with browsing(desk.url) as browser:
        assert (await browser.post("/desk/setup", fields(old.token)))[0] == 410
        for _ in range(2):
            assert "Selamat datang, Budi" in (await browser.get(f"/desk/setup?token={new.token}"))[1]
        desk.clock.pass_by(24 * 3600 + 1)
        assert (await browser.get(f"/desk/setup?token={new.token}"))[0] == 410
        assert (await browser.post("/desk/setup", fields(new.token)))[0] == 410
        again = await desk.officers.reset_password("Budi")
        assert (await browser.post("/desk/setup", fields(again.token)))[0] == 303
        assert (await browser.post("/desk/setup", fields(again.token)))[0] == 410
        assert (await browser.get("/desk/setup?token=tebakan"))[0] == 410


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"password": "pendek", "again": "pendek"}, "terlalu pendek"),
        ({"again": "lain sama sekali"}, "tidak sama"),
        ({"password": "budi.santoso 1", "again": "budi.santoso 1"}, "mudah ditebak"),
        ({"password": "aaaaaaaaaaaa", "again": "aaaaaaaaaaaa"}, "mudah ditebak"),
        ({"code": "000"}, "Kode dari aplikasi"),
    ],
)
async def test_what_cannot_be_chosen(desk: Desk, more: dict[str, str], told: str) -> None:
    """Is told, and the link stays good."""
    invited = await desk.officers.add("Budi Santoso", "officer", ("kalbar",))
    async with browsing(desk.url) as browser:
        status, text, _ = await browser.post("/desk/setup", fields(invited.token, **more))
        assert (status, told in text) == (400, True)
        assert (await browser.post("/desk/setup", fields(invited.token)))[0] == 303


async def with_code(desk: Desk, browser: Colleague) -> pyotp.TOTP:
    """Budi sets a second factor up; the app that makes the codes."""
    invited = await desk.officers.add("Budi", "officer", ("kalbar",))
    _, text = await browser.get(f"/desk/setup?token={invited.token}")
    assert "<svg" in text
    found = re.search(r'name="secret" value="([A-Z2-7]{32})"', text)
    assert found is not None
    app = pyotp.TOTP(found[1])
    code = app.at(desk.clock())
    assert (await browser.post("/desk/setup", fields(invited.token, secret=found[1], code=code)))[0] == 303
    return app


async def test_a_second_factor(desk: Desk) -> None:
    """Is asked for from then on, each code counts once, and a phone's clock may be a little off."""
    async with browsing(desk.url) as browser:
        app = await with_code(desk, browser)
        assert (await browser.log_in("budi"))[0] == 401
        assert (await browser.log_in("budi", code=app.at(desk.clock() + 9 * STEP)))[0] == 401
        code = app.at(desk.clock())
        assert (await browser.log_in("budi", code=f"{code[:3]} {code[3:]}"))[0] == 303
        assert (await browser.log_in("budi", code=code))[0] == 401, "seen over the shoulder"
        assert (await browser.log_in("budi", code=app.at(desk.clock() + STEP)))[0] == 303


async def test_a_forgotten_password_leaves_the_second_factor(desk: Desk) -> None:
    """A link that fell into the wrong hands opens nothing without the code; a lost phone is the operator's to reset."""
    async with browsing(desk.url) as browser:
        app = await with_code(desk, browser)
        link = await desk.officers.reset_password("Budi")
        assert "<svg" not in (await browser.get(f"/desk/setup?token={link.token}"))[1]
        assert (await browser.post("/desk/setup", fields(link.token)))[0] == 400
        code = app.at(desk.clock())
        assert (await browser.post("/desk/setup", fields(link.token, code=code)))[0] == 303
        await desk.officers.reset_totp("Budi")
        assert (await browser.log_in("budi"))[0] == 303


async def test_a_new_password_ends_what_was_open(desk: Desk) -> None:
    """Sessions of the old one among them."""
    link = await desk.officers.reset_password("Rina Wati")
    async with browsing(desk.url) as browser:
        assert (await browser.log_in("rina.wati"))[0] == 401
        assert (await browser.post("/desk/setup", fields(link.token)))[0] == 303
        assert (await browser.log_in("RINA.WATI"))[0] == 303
    assert (await desk.rina.get("/desk"))[0] == 303


async def test_over_https_the_cookie_is_bound_to_the_site(tmp_path: Path, search: Search) -> None:
    """By its name, as browsers understand it; forms of the public address are taken behind the proxy."""
    public = "https://tanya.kota.go.id"
    async with serving(tmp_path, search, public_url=public) as url, accounts(tmp_path, search) as officers:
        login = await employ(officers, url)
        async with (
            browsing(url) as browser,
            browser.session.post(
                URL(f"{url}/desk/login"),
                data={"login": login, "password": PASSWORD},
                headers={"Origin": public, "Host": "dalam:8080"},
                allow_redirects=False,
            ) as response,
        ):
            cookie = response.headers["Set-Cookie"]
    assert cookie.startswith("__Host-tanya_desk=")
    for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert part in cookie
    assert "Domain" not in cookie


def test_passwords_that_are_fine() -> None:
    """No rules of composition, and long ones are welcome."""
    assert password_trouble(PASSWORD, "rina.wati", "rina", "wati") is None
    assert password_trouble("x1" * 150, "rina") is not None
