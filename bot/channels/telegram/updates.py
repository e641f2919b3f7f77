"""Reads Telegram's updates: what each asks of us, as plain values; nothing here talks to Telegram."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from bot.arrival import Address, Arrival, FileAt, file_id
from bot.channels.telegram.attached import CONTENTS, attached
from bot.channels.telegram.contents import is_news, sort, words
from handlers.officers.commands import OFFICERS_COMMANDS
from handlers.turn import Message

CHANNEL = "telegram"
WANTED = ("message", "edited_message", "callback_query", "my_chat_member", "inline_query")
"""The kinds of update that are asked for."""
MOST_CHOICES = 10
"""Buttons under a message that a small phone shows without hiding the message itself."""
_GROUPS = frozenset({"group", "supergroup"})
_LEFT = frozenset({"kicked", "left"})
_ASK = "tanya"
_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]+))?(?:\s+(.*))?$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Pressed:
    """A press, which Telegram wants to be answered within seconds, whatever comes of the turn."""

    query: str
    arrival: Arrival


@dataclass(frozen=True, slots=True)
class Reachability:
    """Someone blocked the bot or let it in again."""

    address: Address
    reachable: bool


@dataclass(frozen=True, slots=True)
class Moved:
    """A group became a supergroup and has another id from now on."""

    address: Address
    to: str


@dataclass(frozen=True, slots=True)
class InlineQuestion:
    """`@bot pertanyaan` typed in any chat, to insert the answer there."""

    query: str
    text: str
    language: str | None


Meaning = Arrival | Pressed | Reachability | Moved | InlineQuestion


def meaning(update: dict[str, Any], account: str, username: str) -> Meaning | None:
    """What an update asks of us; None for what is not for us (a group's own talk, a channel's posts)."""
    if query := update.get("callback_query"):
        return _pressed(query, account, username)
    if message := update.get("message"):
        return _said(message, account, username)
    if edited := update.get("edited_message"):
        return _corrected(edited, account, username)
    if member := update.get("my_chat_member"):
        status = member["new_chat_member"]["status"]
        return Reachability(_address(member["chat"], account), reachable=status not in _LEFT)
    if inline := update.get("inline_query"):
        return InlineQuestion(inline["id"], inline.get("query", ""), _language(inline.get("from")))
    return None


def _pressed(query: dict[str, Any], account: str, username: str) -> Pressed | None:
    """A press with the message it stood under, unless Telegram says by the date 0 that it is gone or too old."""
    message = query.get("message")
    if message is None or "data" not in query:
        return None
    pressed_in = str(message["message_id"]) if message.get("date") else None
    said = Message("press", choice=query["data"], pressed_in=pressed_in)
    arrival = _arrival(message["chat"], account, f"press:{query['id']}", said)
    return Pressed(query["id"], _in_public(arrival, message["chat"], username, query.get("from")))


def _corrected(message: dict[str, Any], account: str, username: str) -> Arrival | Moved | None:
    """A message whose words were changed is a new question.

    Telegram tells of more: a live location that moves, a preview that was added to a link. Those are not answered.
    """
    without_file = {field: value for field, value in message.items() if field not in CONTENTS}
    return _said(without_file, account, username) if words(message) else None


def _said(message: dict[str, Any], account: str, username: str) -> Arrival | Moved | None:
    chat = message["chat"]
    if message.get("migrate_to_chat_id"):
        return Moved(_address(chat, account), str(message["migrate_to_chat_id"]))
    if chat["type"] not in {"private", *_GROUPS} or is_news(message) or _is_our_own_answer(message, account):
        return None
    if chat["type"] == "private" and (file := _with_file(message, account)) is not None:
        return file
    text = words(message)
    if not text and chat["type"] == "private":
        said = Message("unreadable", sort=sort(message))
        return _arrival(chat, account, _album(message) or _wording(message, text), said, message.get("from"))
    addressed = _addressed(text, message, account, username) if chat["type"] in _GROUPS else text
    if addressed is None:
        return None
    arrival = _arrival(chat, account, _wording(message, text), _message(addressed), message.get("from"))
    return _in_public(arrival, chat, username, message.get("from"))


def _in_public(arrival: Arrival, chat: dict[str, Any], username: str, person: dict[str, Any] | None) -> Arrival:
    """An arrival that knows who wrote and where the private chat is, when it comes from a group.

    A person's id is that of the private chat with the person (core.telegram.org/bots/api#chat).
    """
    if chat["type"] not in _GROUPS:
        return arrival
    who = str(person["id"]) if person is not None else None
    return replace(arrival, private_at=f"https://t.me/{username}?start=", person=who)


def _with_file(message: dict[str, Any], account: str) -> Arrival | None:
    """A photo or document with the words under it; those sent together say so, and each is a message of its own."""
    key = f"file:{message['chat']['id']}:{message['message_id']}"
    found = attached(message, file_id(_address(message["chat"], account), key))
    if found is None:
        return None
    said = Message("file", _message(words(message)).text, file=found.note, album=message.get("media_group_id"))
    arrival = _arrival(message["chat"], account, key, said, message.get("from"))
    return replace(arrival, file=FileAt(found.source))


def _arrival(
    chat: dict[str, Any], account: str, key: str, message: Message, person: dict[str, Any] | None = None
) -> Arrival:
    return Arrival(_address(chat, account), key, message, language=_language(person), most_choices=MOST_CHOICES)


def _wording(message: dict[str, Any], text: str) -> str:
    """The key of what was written: the same words of the same message are the same question, edited or not."""
    return f"words:{message['chat']['id']}:{message['message_id']}:{text}"


def _album(message: dict[str, Any]) -> str | None:
    """The key of an album: ten pictures sent together come as ten messages, and get one answer."""
    return f"album:{message['media_group_id']}" if "media_group_id" in message else None


def _is_our_own_answer(message: dict[str, Any], account: str) -> bool:
    """Whether someone inserted our inline answer in the chat with us."""
    return str((message.get("via_bot") or {}).get("id")) == account


def _message(text: str) -> Message:
    """A command as the choice it stands for, everything else as typed."""
    command = _COMMAND.match(text)
    if command is None:
        return Message("text", text)
    name, rest = command[1].lower(), (command[3] or "").strip()
    if name == "start":
        return Message("press", choice=f"start:{way_in(rest)}" if rest else "start")
    if name == _ASK and rest:
        return Message("text", rest)
    if name in OFFICERS_COMMANDS:
        return Message("text", f"/{name} {rest}".strip())
    return Message("text", f"/{name}")


def way_in(payload: str) -> str:
    """The office or service of a deep link: `kalbar--izin-kantor-cabang` is kalbar/izin-kantor-cabang."""
    return payload.replace("--", "/", 1)


def _addressed(text: str, message: dict[str, Any], account: str, username: str) -> str | None:
    """What a group's message says to the bot; None for what it says to others."""
    command = _COMMAND.match(text)
    if command is not None:
        return text if command[2] is None or command[2].lower() == username.lower() else None
    mention = re.compile(rf"@{re.escape(username)}\b", re.IGNORECASE)
    if mention.search(text):
        return mention.sub("", text).strip()
    answered = (message.get("reply_to_message") or {}).get("from") or {}
    return text if str(answered.get("id")) == account and text else None


def _address(chat: dict[str, Any], account: str) -> Address:
    return Address(CHANNEL, account, str(chat["id"]))


def _language(person: dict[str, Any] | None) -> str | None:
    """The language of someone's app where it is one of ours; a foreign app alone does not switch from Indonesian."""
    code = (person or {}).get("language_code", "")
    return code if code in {"jv", "su"} else None
