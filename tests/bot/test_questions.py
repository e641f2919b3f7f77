"""`tanya ask --jsonl`: one object a line, in order, with exactly the promised keys; a bad line costs only itself."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from bot.questions import UnknownOffice, answer_lines, check_office
from knowledge.library import Library
from knowledge.model import COMPONENTS
from knowledge.search import Search

KEYS = ["id", "intent", "services", "component", "text", "source", "micros"]
INTENTS = {"answer", "clarify", "complaint", "request", "status", "contact", "greeting", "out-of-scope"}

BAD_LINES = {
    "not JSON": ("not JSON", None, "bukan JSON yang sah"),
    "half an object": ('{"id": 1, "question": "halo"', None, "bukan JSON yang sah"),
    "a list": ('["halo"]', None, "harus berupa objek JSON"),
    "a text": ('"halo"', None, "harus berupa objek JSON"),
    "null": ("null", None, "harus berupa objek JSON"),
    "no question": ('{"id": "a"}', "a", '"question" harus ada'),
    "question null": ('{"id": "a", "question": null}', "a", "berupa teks"),
    "question a number": ('{"id": 7, "question": 5}', 7, "berupa teks"),
    "office a number": ('{"id": "a", "question": "halo", "office": 3}', "a", '"office" harus berupa teks'),
    "office a list": ('{"id": "a", "question": "halo", "office": ["depok"]}', "a", '"office" harus berupa teks'),
    "office unknown": ('{"id": "a", "question": "halo", "office": "atlantis"}', "a", "'atlantis' tidak dikenal"),
    "office of no letters": ('{"id": "a", "question": "halo", "office": ""}', "a", "tidak dikenal"),
    "a number without end": ('{"id": 1e999, "question": "halo"}', None, "bukan JSON yang sah"),
    "no number": ('{"id": NaN, "question": "halo"}', None, "bukan JSON yang sah"),
    "5,000 digits": ('{"id": ' + "1" * 5_000 + ', "question": "halo"}', None, "bukan JSON yang sah"),
    "100,000 brackets": ("[" * 100_000, None, "bukan JSON yang sah"),
}


def answers(search: Search, now: dt.datetime, *lines: str) -> list[dict[str, Any]]:
    """What comes back for lines, each read as strict JSON."""
    return [json.loads(line, parse_constant=pytest.fail) for line in answer_lines(search, lines, now)]


def asked(question: str, office: str | None = None, identity: object = "q") -> str:
    """One line to ask."""
    return json.dumps({"id": identity, "question": question, "office": office})


@pytest.mark.parametrize(("line", "identity", "wrong"), BAD_LINES.values(), ids=BAD_LINES)
def test_a_bad_line(search: Search, now: dt.datetime, line: str, identity: object, wrong: str) -> None:
    """It gives its id and what is wrong with its line number; the lines about it are answered."""
    before, bad, after = answers(search, now, asked("halo", identity=1), line, asked("halo", identity=3))
    assert list(bad) == ["id", "error"]
    assert bad["id"] == identity
    assert wrong in bad["error"]
    assert bad["error"].startswith("baris 2: ")
    assert [(each["id"], each["intent"]) for each in (before, after)] == [(1, "greeting"), (3, "greeting")]


def test_an_answer(search: Search, now: dt.datetime) -> None:
    """Keys in the promised order, each of its promised kind, and the source of the text."""
    [found] = answers(search, now, asked("syarat kios", "depok"))
    assert list(found) == KEYS
    assert found["intent"] == "answer"
    assert found["services"][0] == "depok/kios"
    assert found["component"] == "persyaratan"
    assert "Warga ber-KTP Depok" in found["text"]
    assert isinstance(found["micros"], int)
    assert found["source"] == {
        "office": "depok",
        "decree": "903/61/kpts/DKUM/VII/2023",
        "date": "2023-07-11",
        "service": "depok/kios",
        "component": "persyaratan",
    }


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("halo", "greeting"),
        ("terima kasih ya", "greeting"),
        ("alamat kantor", "contact"),
        ("kantor buka jam berapa", "answer"),
        ("petugasnya minta uang rokok, saya mau mengadu", "complaint"),
        ("cek status tiket saya", "status"),
        ("cara perpanjang SIM", "out-of-scope"),
        ("", "out-of-scope"),
    ],
)
def test_intents_of_the_interface(search: Search, now: dt.datetime, question: str, intent: str) -> None:
    """The finer intents of a chat come under the eight names of the interface."""
    [found] = answers(search, now, asked(question, "depok"))
    assert (found["intent"], found["intent"] in INTENTS) == (intent, True)


def test_order_and_ids_are_kept(search: Search, library: Library, now: dt.datetime) -> None:
    """Any JSON value may be an id; blank lines are passed over; office may be left out."""
    identities: list[object] = ["a", 1, None, 2.5, ["x", {"y": 1}], "\u2028é😀", "a"]
    lines = [asked(f"biaya layanan {number}", "depok", each) for number, each in enumerate(identities)]
    found = answers(search, now, *lines[:3], "\n", "  ", *lines[3:], '{"question": "halo"}')
    assert [each["id"] for each in found] == [*identities, None]
    assert {service for each in found for service in each["services"]} <= set(library.services)
    assert {each["component"] for each in found} <= {None, *COMPONENTS}
    assert max(len(each["services"]) for each in found) <= 10


def test_half_a_surrogate_pair_can_be_written(search: Search, now: dt.datetime) -> None:
    """JSON can carry what UTF-8 cannot; the id comes back all the same."""
    [line] = answer_lines(search, ['{"id": "\\ud800", "question": "syarat \\udfff kios", "office": "depok"}'], now)
    assert json.loads(line.encode("utf-8"))["id"] == "\ud800"


def test_check_office(search: Search) -> None:
    """An office is taken as given, none is none, and another is refused by name."""
    assert check_office(search, "depok") == "depok"
    assert check_office(search, None) is None
    with pytest.raises(UnknownOffice, match="depok"):
        check_office(search, "Depok")
