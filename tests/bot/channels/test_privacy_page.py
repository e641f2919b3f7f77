"""`/privasi` through the real service: made from the settings, in four languages, versioned, linked from the chat."""

from __future__ import annotations

from pathlib import Path

import pytest
from aiohttp import ClientSession

from knowledge.search import Search
from locales.catalogue import LANGUAGES
from tests.bot.channels.test_telegram import IN_GROUP
from tests.bot.service import serving, visiting
from tests.bot.telegram import polling, stored
from tests.fakes.bot_api import TOKEN, FakeBotApi


async def page(url: str, language: str = "id") -> str:
    """The page as a browser gets it."""
    async with ClientSession() as session, session.get(f"{url}/privasi", params={"bahasa": language}) as response:
        assert (response.status, response.content_type) == (200, "text/html")
        assert "script-src 'self'" in response.headers["Content-Security-Policy"]
        return await response.text()


async def test_what_the_page_says(tmp_path: Path, search: Search, telegram: FakeBotApi) -> None:
    """Offices, officer, days and messengers as they are set; nothing that a visitor sends comes back as markup."""
    settings = {
        "retention_days": 91,
        "ticket_retention_days": 92,
        "backup_days": 93,
        "dpo_name": "Sekretaris <Dinas>",
        "dpo_contact": "ppid@kalbar.go.id",
        "telegram_token": TOKEN,
        "telegram_api_url": telegram.url,
    }
    async with serving(tmp_path, search, **settings) as url:
        shown = await page(url)
        for part in ("91 hari", "92 hari", "93 hari", "Sekretaris &lt;Dinas&gt;", "ppid@kalbar.go.id", "Telegram"):
            assert part in shown
        assert all(office.name in shown for office in search.library.offices.values())
        assert (await page(url, "<script>"))[:40] == shown[:40]
    (version,) = stored(tmp_path, "SELECT version FROM notices")
    assert version in shown


@pytest.mark.parametrize("language", LANGUAGES)
async def test_four_languages(tmp_path: Path, search: Search, language: str) -> None:
    """Each page says which language it is in, and leads to the others."""
    async with serving(tmp_path, search) as url:
        shown = await page(url, language)
    assert f'<html lang="{language}">' in shown
    assert "Telegram" not in shown, "it is not used here"
    assert all(f"/privasi?bahasa={other}" in shown for other in LANGUAGES)
    assert ("Siapa yang menerima" in shown) is (language == "id")


async def test_a_changed_notice_asks_again_after_a_restart(tmp_path: Path, search: Search) -> None:
    """The citizen who filed under the old one agrees first; the ticket says under which it was filed."""
    filing = ("mau mengadu, petugas loket di kalbar minta uang", "Siti", "081200001111", "kirim")
    cookies: dict[str, str] = {}
    async with serving(tmp_path, search, public_url="http://tanya.kalbar.go.id") as url, visiting(url) as visitor:
        for text in filing:
            await visitor.say(text)
        opened = (await visitor.history())[1]["text"]
        assert "Pemberitahuan privasi: http://tanya.kalbar.go.id/privasi" in opened
        cookies = {each.key: each.value for each in visitor.session.cookie_jar}
    (first,) = stored(tmp_path, "SELECT version FROM notices")
    assert stored(tmp_path, "SELECT notice FROM tickets") == [first]
    async with serving(tmp_path, search, retention_days=30) as url, visiting(url) as visitor:
        visitor.session.cookie_jar.clear()
        visitor.session.cookie_jar.update_cookies(cookies)
        await visitor.post({"id": "again", "choice": "complain:kalbar:new"})
        asked = (await visitor.history())[-1]
        assert "berubah sejak terakhir" in asked["text"]
        for number, text in enumerate(("setuju", "antrean diserobot orang dalam", "anonim", "lewati", "kirim")):
            await visitor.say(text, f"second {number}")
    versions = stored(tmp_path, "SELECT version FROM notices ORDER BY since, version")
    assert len(versions) == 2
    assert set(stored(tmp_path, "SELECT notice FROM tickets")) == set(versions)
    assert stored(tmp_path, "SELECT outcome FROM consents ORDER BY at") == ["shown", "agreed"]


async def test_a_group_is_sent_to_the_private_chat(tmp_path: Path, search: Search, telegram: FakeBotApi) -> None:
    """By a link that begins there."""
    async with polling(tmp_path, search, telegram):
        telegram.says("/tanya data saya", -100, IN_GROUP)
        moved = (await telegram.until_sent(1))[0]["text"]
        assert "https://t.me/TanyaDinasBot?start=privasi" in moved
        telegram.says("/start privasi")
        assert "apa yang ingin Anda lakukan?" in (await telegram.until_sent(2))[1]["text"]
