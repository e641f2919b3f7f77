"""Following a ticket from another chat, through the real service: links, codes, and how many may be tried."""

from __future__ import annotations

import re
from pathlib import Path

from handlers.tickets import find_number
from knowledge.search import Search
from tests.bot.service import Visitor, serving, visiting
from tests.bot.telegram import polling
from tests.fakes.bot_api import FakeBotApi

STORY = ("mau mengadu, petugas loket di kalbar minta uang", "Siti", "081200001111", "kirim")
_CODE = re.compile(r"klaim (\w{5})-(\w{5})")


async def filed(visitor: Visitor) -> tuple[dict[str, str], str, str]:
    """Files a complaint; returns what was answered, its number and its code."""
    for text in STORY:
        await visitor.say(text)
    told = (await visitor.history())[-1]
    number, code = find_number(told["text"]), _CODE.search(told["text"])
    assert number is not None
    assert code is not None
    return told, number, code[1] + code[2]


async def test_the_web_chat_says_that_it_cannot_ring_and_leads_to_telegram(
    tmp_path: Path, search: Search, telegram: FakeBotApi
) -> None:
    """The link opens the ticket there; once it is followed, answers come by Telegram."""
    async with polling(tmp_path, search, telegram) as url, visiting(url) as visitor:
        await telegram.until_called("getMe")
        told, number, code = await filed(visitor)
        link = f"https://t.me/TanyaDinasBot?start=klaim-{code}"
        assert "tidak dapat memberi tahu Anda" in told["text"]
        assert f'<a href="{link}"' in told["html"]
        telegram.says(f"/start klaim-{code}")
        shown = (await telegram.until_sent(1))[0]
        assert number in shown["text"]
        telegram.presses(f"follow:{code}")
        assert "sekarang diikuti di percakapan ini" in (await telegram.until_sent(2))[1]["text"]
        assert "diikuti dari percakapan lain" in (await visitor.history())[-1]["text"]


async def test_without_telegram_there_is_the_code_alone(tmp_path: Path, search: Search) -> None:
    """Nothing leads to where nobody is."""
    async with serving(tmp_path, search) as url, visiting(url) as visitor:
        told, _, _ = await filed(visitor)
        assert "t.me" not in told["text"]


async def test_codes_cannot_be_tried_by_many_visitors_of_one_address(tmp_path: Path, search: Search) -> None:
    """A fresh cookie for each try helps nobody; other messages still pass."""
    async with serving(tmp_path, search) as url, visiting(url) as visitor:
        statuses = []
        for count in range(12):
            await visitor.become_another()
            choice = "start:klaim-34679ACDEF" if count % 2 else "follow:34679ACDEF"
            statuses.append((await visitor.post({"id": f"c{count}", "choice": choice}))[0])
        assert statuses == [200] * 10 + [429] * 2
        assert (await visitor.say("klaim 34679-ACDEF"))[0] == 429
        assert (await visitor.say("syarat kios depok"))[0] == 200
