"""Whatever is typed, a turn gives an answer that a phone can show, and a conversation that can be stored."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.plain_text import render
from handlers.dialogue import complete
from handlers.state import dump, load
from handlers.turn import Conversation, Message, Outcome, Turn
from knowledge.search import Search

LONGEST_MESSAGE = 4096
"""Telegram's limit for one message."""

BAD = {
    "empty": "",
    "spaces": " \t\n\r\n \u00a0\u3000 ",
    "10,000 characters": "syarat buka kantor cabang koperasi di kalbar berapa lama dan biayanya? " * 143,
    "10,000 characters without a space": "syarat" * 1_667,
    "one letter 10,000 times": "a" * 10_000,
    "only emoji": "😀👍🏽👨‍👩‍👧🇮🇩❤️" * 20,
    "zero-width marks": "\u200b\u200c\u200d\u2060\ufeff",
    "right-to-left marks": "\u202esyarat kios depok\u202c \u200f\u200e\u2066x\u2069",
    "control characters": "\x00\x01\x07\x08\x1b[31mbiaya\x1b[0m\x7f\x9b",
    "HTML": "<script>alert(1)</script><b>syarat</b> &lt;kios&gt; <img src=x onerror=alert(1)>",
    "SQL": "'; DROP TABLE items; -- \" OR 1=1 UNION SELECT * FROM offices",
    "format strings": "{0} {office} %s %(name)s {{x}} ${PATH} $(reboot)",
    "a pattern": "(a+)+$ [z-a] \\1 (?P<x>",
    "a number": "123456789012345678901234567890",
    "numbers only": "1 2 3 4.5 6,7 -8",
    "a number of another script": "١٢٣ ੫ ② ½ 四",
    "a choice that was not shown": "99",
    "Arabic": "ما هي شروط فتح فرع للتعاونية؟",
    "Chinese": "开设分社需要什么条件？",
    "Javanese script": "ꦱꦾꦫꦠ꧀ꦲꦥꦏꦲꦺ",
    "combining marks": "s" + "\u0301" * 3_000,
    "a lone surrogate": "syarat \ud800 izin \udfff simpan pinjam",
    "only a surrogate": "\udc80",
    "no characters": "\uffff\ufffe\ufdd0\U0010ffff",
    "2,000 question marks": "?" * 2_000,
    "2,000 line breaks": "\n" * 2_000 + "biaya",
    "2,000 short sentences": "ya. " * 2_000,
    "every office 300 times": "depok kalbar muba palembang pasuruan " * 300,
}


def turn(search: Search, text: str, conversation: Conversation, now: dt.datetime) -> Outcome:
    """One turn, with everything checked that every turn promises."""
    outcome = complete(Turn(Message("text", text), conversation, now), search)
    rendered = [render(reply) for reply in outcome.replies]
    assert rendered
    assert all(each.strip() for each in rendered)
    assert max(map(len, rendered)) <= LONGEST_MESSAGE
    for each in rendered:
        each.encode("utf-8")
    assert load(dump(outcome.conversation)) == outcome.conversation
    return outcome


@pytest.mark.parametrize("office", [None, "depok"])
@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
def test_bad_input(search: Search, now: dt.datetime, text: str, office: str | None) -> None:
    """It is answered, twice, and the chat goes on: a real question after it gets its real answer."""
    outcome = turn(search, text, Conversation(office=office), now)
    outcome = turn(search, text, load(dump(outcome.conversation)), now)
    outcome = turn(search, "syarat kios depok", load(dump(outcome.conversation)), now)
    assert "Warga ber-KTP Depok" in render(outcome.replies[-1])


@pytest.mark.parametrize("mark", ["\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u200f", "\u202e", "\u2066"])
def test_marks_inside_words_are_not_read(search: Search, mark: str) -> None:
    """Zero-width and direction marks that a phone slips into words change nothing."""
    question = "syarat kios depok"
    assert search.understand(mark.join(question)) == search.understand(question)


def test_what_was_typed_is_never_given_back_as_markup(search: Search, now: dt.datetime) -> None:
    """A citizen's HTML does not stand in a reply."""
    outcome = turn(search, BAD["HTML"], Conversation(), now)
    assert not any("<" in render(reply) for reply in outcome.replies)


def test_what_is_remembered_can_be_stored() -> None:
    """The question kept until an office is chosen is text that a file or database can hold."""
    assert dump(Conversation(question=BAD["a lone surrogate"])).encode("utf-8")


@given(st.text(max_size=200), st.sampled_from([None, "depok", "gone"]), st.booleans())
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text(search: Search, now: dt.datetime, text: str, office: str | None, again: bool) -> None:
    """Any text at all, also one said after a list of choices was shown, and with an office that is no more."""
    conversation = Conversation(office=office)
    if again:
        conversation = turn(search, "halo", conversation, now).conversation
    turn(search, text, conversation, now)


WORDS = ["syarat", "biaya", "kios", "izin", "simpan", "pinjam", "depok", "kalbar", "batal", "kembali", "menu", "1", "2"]


@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join), min_size=1, max_size=6))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_conversation(search: Search, now: dt.datetime, said: list[str]) -> None:
    """Any order of words that mean something, turn after turn, the conversation stored between turns."""
    conversation = Conversation()
    for text in said:
        conversation = load(dump(turn(search, text, conversation, now).conversation))
