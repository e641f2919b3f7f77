"""What Telegram's updates mean: words, things without words, corrections, and what is not for the bot."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from telegram.constants import MessageType

from bot.arrival import Arrival
from bot.channels.telegram.contents import NEWS, SORTS
from bot.channels.telegram.updates import Moved, Pressed, Reachability, meaning
from handlers.turn import Sort
from knowledge.search import Search
from tests.bot.telegram import polling, stored
from tests.fakes.bot_api import BOT, FakeBotApi, private

GROUP = {"id": -100, "type": "supergroup", "title": "Koperasi Maju"}
FILE: dict[str, Any] = {"file_id": "f", "file_unique_id": "u"}
PHOTO = [{**FILE, "width": 1, "height": 1}]
PLACE = {"latitude": 0.0, "longitude": 109.3}
OTHERS = {"checklist", "giveaway", "giveaway_winners", "invoice", "paid_media", "story"}
"""Things that can be sent and are answered as "other": nobody sends them to an office by intent."""
ABOUT = {"effect_id", "business_connection_id", "sender_business_bot", "sender_boost_count", "reply_to_story"}
"""Fields that say more about a message and are none of its content."""


def meant(update: dict[str, Any]) -> Any:
    """What an update means to the bot."""
    return meaning({"update_id": 1, **update}, str(BOT["id"]), str(BOT["username"]))


def message(**more: Any) -> dict[str, Any]:
    """A message in a private chat."""
    return {"message_id": 5, "date": 1763430000, "chat": private(7), "from": private(7), **more}


@pytest.mark.parametrize(
    ("update", "expected"),
    [
        ({"channel_post": {"chat": {"id": 1, "type": "channel"}}}, None),
        ({"message": message(chat=GROUP, new_chat_members=[BOT])}, None),
        ({"message": message(chat=GROUP, text="/menu@OtherBot")}, None),
        ({"message": message(chat=GROUP, migrate_to_chat_id=-200)}, Moved),
        ({"message": message(chat=GROUP, sticker=FILE)}, None),
        ({"message": message(chat_background_set={})}, None),
        ({"message": message(message_auto_delete_timer_changed={})}, None),
        ({"message": message(text="Sumber: Keputusan …", via_bot=BOT)}, None),
        ({"message": message(text="biaya kios", via_bot={"id": 5})}, Arrival),
        ({"message": message(something_new={})}, Arrival),
        ({"edited_message": message(text="biaya kios")}, Arrival),
        ({"edited_message": message(location={**PLACE, "live_period": 900})}, None),
        ({"callback_query": {"id": "q", "data": "menu", "message": message()}}, Pressed),
        ({"callback_query": {"id": "q", "data": "menu"}}, None),
        ({"my_chat_member": {"chat": private(1), "new_chat_member": {"status": "kicked"}}}, Reachability),
        ({"poll": {}}, None),
    ],
)
def test_what_an_update_means(update: dict[str, Any], expected: type | None) -> None:
    """Each kind as one value; what is not for the bot as none."""
    assert type(meant(update)) is (expected or type(None))


@pytest.mark.parametrize(
    ("content", "sort"),
    [
        ({"voice": FILE}, "voice"),
        ({"audio": FILE}, "voice"),
        ({"video": FILE}, "video"),
        ({"video_note": FILE}, "video"),
        ({"animation": FILE, "document": {**FILE, "mime_type": "video/mp4"}}, "sticker"),
        ({"dice": {"emoji": "🎲", "value": 3}}, "sticker"),
        ({"location": PLACE}, "place"),
        ({"venue": {"location": PLACE, "title": "Pasar"}, "location": PLACE}, "place"),
        ({"contact": {"phone_number": "0812", "first_name": "Ani"}}, "contact"),
        ({"poll": {"id": "1", "question": "?"}}, "poll"),
        ({"story": {"id": 1}}, "other"),
    ],
)
def test_the_sort_of_what_has_no_words(content: dict[str, Any], sort: Sort) -> None:
    """By what it is to who sent it, not by how it was sent."""
    found = meant({"message": message(**content)})
    assert (found.message.kind, found.message.sort) == ("unreadable", sort)


def test_every_content_that_telegram_knows_is_known() -> None:
    """A new kind of message in a new Bot API is put where it belongs."""
    known = {*SORTS, *NEWS, *OTHERS, *ABOUT, "text", "migrate_to_chat_id"}
    news = {each.value for each in MessageType if each.value.startswith("suggested_post_")}
    assert {each.value for each in MessageType} - known - news == set()


async def test_what_has_no_words_is_answered_by_its_sort(tmp_path: Path, search: Search, telegram: FakeBotApi) -> None:
    """What cannot be read, and what to do instead; a picture with words under it is read."""
    contents: list[tuple[dict[str, Any], str]] = [
        ({"sticker": FILE}, "Terima kasih!"),
        ({"voice": FILE}, "mendengarkan pesan suara. Tolong ketik"),
        ({"video_note": FILE}, "menonton video. Tolong ketik"),
        ({"photo": PHOTO}, "melihat gambar. Tolong ketik"),
        ({"document": FILE}, "membaca berkas. Tolong ketik"),
        ({"location": PLACE}, "ketik nama daerahnya"),
        ({"contact": {"phone_number": "081234567890", "first_name": "Ani"}}, "tidak menyimpannya"),
        ({"poll": {"id": "1", "question": "?"}}, "jajak pendapat"),
        ({"photo": PHOTO, "caption": "biaya kios depok"}, "Tidak dipungut biaya"),
    ]
    async with polling(tmp_path, search, telegram):
        for chat, (content, _) in enumerate(contents, 1):
            telegram.says("", chat, content)
        await telegram.until_sent(len(contents))
    by_chat = {answer["chat_id"]: answer["text"] for answer in telegram.sent}
    assert [part for chat, (_, part) in enumerate(contents, 1) if part not in by_chat[str(chat)]] == []
    assert [body for body in stored(tmp_path, "SELECT body FROM messages") if "081234567890" in body] == []


async def test_an_album_is_answered_once(tmp_path: Path, search: Search, telegram: FakeBotApi) -> None:
    """Ten pictures come as ten messages; the words under one of them are read all the same."""
    async with polling(tmp_path, search, telegram):
        for _ in range(4):
            telegram.says("", 1, {"photo": PHOTO, "media_group_id": "13"})
        telegram.says("", 1, {"photo": PHOTO, "media_group_id": "13", "caption": "biaya kios depok"})
        telegram.says("terima kasih", 1)
        await telegram.until_sent(3)
    assert ["melihat gambar" in each["text"] for each in telegram.sent] == [True, False, False]
    assert "Tidak dipungut biaya" in telegram.sent[1]["text"]


async def test_a_corrected_question_is_answered_anew(tmp_path: Path, search: Search, telegram: FakeBotApi) -> None:
    """Once for each wording; what Telegram changes by itself and a place that moves are no question."""
    async with polling(tmp_path, search, telegram):
        typed = telegram.says("biaya kios depok")["message"]
        await telegram.until_sent(1)
        telegram.does({"edited_message": {**typed, "edit_date": 1763430001, "link_preview_options": {}}}, 7)
        telegram.does({"edited_message": {**typed, "text": "syarat kios depok", "edit_date": 1763430002}}, 7)
        await telegram.until_sent(2)
        place = telegram.says("", more={"location": {**PLACE, "live_period": 900}})["message"]
        for _ in range(3):
            telegram.does({"edited_message": {**place, "location": {**PLACE, "live_period": 900}}}, 7)
        telegram.says("terima kasih")
        await telegram.until_sent(4)
    headings = ["Biaya", "Persyaratan", "Lokasi belum bisa", "Sama-sama"]
    assert [part for part, answer in zip(headings, telegram.sent, strict=True) if part not in answer["text"]] == []
