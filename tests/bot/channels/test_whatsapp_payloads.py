"""What WhatsApp's webhooks mean: tables of payloads in Meta's shapes, and what each asks of us."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from bot.channels.whatsapp.batch import Batch, Happening, Renumbered, Said, Stopped
from bot.channels.whatsapp.contents import IGNORED, SORTS
from bot.channels.whatsapp.payloads import read
from bot.store.whatsapp_messages import StatusTold

PAYLOADS = Path(__file__).parents[2] / "payloads" / "whatsapp"
OFFICES = {"106540352242922": "depok", "106540352242923": "kalbar"}
CASES = [
    pytest.param(case, id=f"{file.stem}: {case['name']}")
    for file in sorted(PAYLOADS.glob("*.json"))
    for case in json.loads(file.read_text())
]


def shown(happening: Happening) -> dict[str, Any]:
    """What happened, as the tables write it."""
    match happening:
        case Renumbered(before=before, after=after):
            return {"renumbered": [list(before), list(after)]}
        case Stopped(ids=ids):
            return {"stopped": list(ids)}
        case Said(arrival=arrival):
            address, message = arrival.address, arrival.message
            told: dict[str, Any] = {
                "account": address.account, "office": arrival.office, "who": address.external_id, "key": arrival.key,
            }  # fmt: skip
            if arrival.also is not None:
                told["also"] = arrival.also
            match message.kind:
                case "press":
                    told["press"] = message.choice
                case "unreadable":
                    told["unreadable"] = message.sort
                case _:
                    told["text"] = message.text
            if message.file is not None and arrival.file is not None:
                note = message.file
                told["source"] = arrival.file.source
                told["file"] = {"state": note.state, "kind": note.kind, "name": note.name, "problem": note.problem}
            return told


def status_shown(told: StatusTold, wanted: dict[str, Any]) -> dict[str, Any]:
    """A status, as the tables write it; the words of a failure are the error table's matter."""
    return {name: getattr(told, name) if name != "reason" else None for name in wanted}


def batch_of(case: dict[str, Any]) -> Batch:
    """What a payload of the tables means."""
    return read(case["webhook"], OFFICES)


@pytest.mark.parametrize("case", CASES)
def test_what_a_webhook_means(case: dict[str, Any]) -> None:
    batch = batch_of(case)
    assert [shown(each) for each in batch.happenings] == case.get("wanted", [])
    told = [each for account in batch.statuses.values() for each in account]
    wanted = case.get("statuses", [])
    assert len(told) == len(wanted)
    assert [status_shown(each, row) for each, row in zip(told, wanted, strict=True)] == wanted
    assert batch.skipped == case.get("skipped", 0)
    assert sorted(batch.unknown) == case.get("unknown", [])
    assert sorted(batch.templates) == case.get("templates", [])
    assert batch.trouble == case.get("trouble", [])


def test_the_tables_have_every_type_of_message() -> None:
    """A type that is sorted or ignored has a payload to show it."""
    recorded = {
        message.get("type")
        for file in PAYLOADS.glob("*.json")
        for case in json.loads(file.read_text())
        for entry in case["webhook"].get("entry", [])
        if isinstance(entry, dict) and isinstance(entry.get("changes"), list)
        for change in entry["changes"]
        if isinstance(change, dict) and isinstance(change.get("value"), dict)
        for message in change["value"].get("messages", [])
        if isinstance(message, dict)
    }
    assert set(SORTS) | IGNORED <= recorded


def test_every_message_opens_the_window_from_its_own_moment() -> None:
    """However late it comes."""
    for case in (each.values[0] for each in CASES):
        assert isinstance(case, dict)
        for happening in batch_of(case).happenings:
            if isinstance(happening, Said):
                assert happening.arrival.window_until == happening.at + dt.timedelta(hours=24)
                assert happening.arrival.most_choices == 10


def test_a_failed_status_is_told_in_an_officers_words() -> None:
    """By WhatsApp's code."""
    case = next(each.values[0] for each in CASES if each.id == "statuses: window shut")
    assert isinstance(case, dict)
    [told] = batch_of(case).statuses["106540352242922"]
    assert told.reason == "sudah lebih dari 24 jam sejak warga terakhir menulis"


def test_the_same_file_has_the_same_name_here_whenever_it_comes() -> None:
    """So that a repeat is a repeat."""
    case = next(each.values[0] for each in CASES if each.id == "messages: document")
    assert isinstance(case, dict)
    first, second = (batch_of(case).happenings[0] for _ in range(2))
    assert isinstance(first, Said)
    assert first == second
    assert first.arrival.message.file is not None
    assert "1003383421387256" not in first.arrival.message.file.id
