"""An officer answers from the command line beside the running service, and the citizen gets it without having asked."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main
from handlers.tickets import find_number
from knowledge.search import Search
from tests.bot.service import serving, visiting
from tests.bot.telegram import polling, stored
from tests.bot.ticket_core import use_ticket_core
from tests.fakes.bot_api import FakeBotApi


@pytest.fixture(autouse=True)
def ticket_core(monkeypatch: pytest.MonkeyPatch) -> None:
    """Citizens' turns go to the small core, officers' to the real one."""
    use_ticket_core(monkeypatch)


async def officer(folder: Path, *arguments: str) -> str:
    """Runs `tanya ticket` beside the service; what it said."""

    def run() -> str:
        result = CliRunner().invoke(main, ["ticket", *arguments], env={"TANYA_DATA_DIR": str(folder)})
        assert result.exit_code == 0, result.output
        return result.stdout

    return await asyncio.to_thread(run)


async def test_an_answer_reaches_telegram(tmp_path: Path, search: Search, telegram: FakeBotApi) -> None:
    """With number, office and buttons; the next message finds its place behind it, and the officer sees it arrived."""
    async with polling(tmp_path, search, telegram):
        telegram.says("adukan data 3 minggu tidak ditanggapi")
        number = find_number((await telegram.until_sent(1))[0]["text"])
        assert number is not None
        assert "lewat telegram" in await officer(tmp_path, "answer", number, "Datanya <siap> & lengkap.", "--yes")
        answer = (await telegram.until_sent(2))[1]
        for part in (number, "Provinsi Kalimantan Barat", "Datanya &lt;siap&gt; &amp; lengkap."):
            assert part in answer["text"]
        buttons = [button for row in answer["reply_markup"]["inline_keyboard"] for button in row]
        assert [button["callback_data"] for button in buttons] == [f"settled:{number}", f"unsettled:{number}"]
        telegram.says(f"tambah {number} bisa lewat email?")
        await telegram.until_sent(3)
        shown = await officer(tmp_path, "show", number)
    assert "[terkirim ke Telegram, " in shown
    assert "bisa lewat email?" in shown
    assert stored(tmp_path, "SELECT kind FROM messages ORDER BY event") == ["text", "reply", "staff", "text", "reply"]


async def test_an_officer_learns_that_an_answer_did_not_arrive(
    tmp_path: Path, search: Search, telegram: FakeBotApi
) -> None:
    """Someone who has blocked the bot: the answer stays with the ticket, the list of its history says so."""
    async with polling(tmp_path, search, telegram):
        telegram.says("adukan lambat")
        number = find_number((await telegram.until_sent(1))[0]["text"]) or ""
        telegram.blocked.add("7")
        await officer(tmp_path, "answer", number, "Sudah siap.", "--yes")
        async with asyncio.timeout(10):
            while "failed" not in stored(tmp_path, "SELECT status FROM outbox"):
                await asyncio.sleep(0.02)
        assert "GAGAL dikirim" in await officer(tmp_path, "show", number)
        assert "tidak dapat dijangkau" in await officer(tmp_path, "answer", number, "Sekali lagi.", "--yes")


async def test_an_answer_is_in_the_web_chat(tmp_path: Path, search: Search) -> None:
    """In its place among the messages, as the office's words and not the citizen's; then it counts as delivered."""
    async with serving(tmp_path, search) as url, visiting(url) as visitor:
        await visitor.say("adukan lambat")
        number = find_number((await visitor.history())[-1]["text"]) or ""
        assert "obrolan web" in await officer(tmp_path, "answer", number, "Datanya sudah siap.", "--yes")
        assert "belum dibuka" in await officer(tmp_path, "show", number)
        (answer,) = await visitor.history(after=2)
        assert (answer["event"], "you" in answer) == (3, False)
        assert "Datanya sudah siap." in answer["text"]
        assert [choice["label"] for choice in answer["choices"]] == ["Sudah selesai", "Belum selesai"]
        assert "[diterima di obrolan web, " in await officer(tmp_path, "show", number)


async def test_an_open_web_chat_is_told_at_once(tmp_path: Path, search: Search) -> None:
    """The stream of a page that is open brings what another process wrote."""
    async with serving(tmp_path, search) as url, visiting(url) as visitor:
        await visitor.say("adukan lambat")
        number = find_number((await visitor.history())[-1]["text"]) or ""
        async with visitor.session.get(f"{url}/chat/events", params={"after": 2}) as stream:
            await officer(tmp_path, "answer", number, "Datanya sudah siap.", "--yes")
            async with asyncio.timeout(10):
                while b"Datanya sudah siap." not in await stream.content.readline():
                    pass
