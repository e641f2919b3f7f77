"""Meta's error codes: what a reply that was refused, or failed later, comes to."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from bot.channels.whatsapp.errors import MEANINGS, failed, refusal
from bot.delivery import Deferred, Delivery, Halted, Held, Refused, Unreachable


@dataclass(frozen=True)
class Answered:
    """An error as Meta answers it."""

    code: int | None
    status: int = 400
    subcode: int | None = None


@pytest.mark.parametrize(
    ("error", "wanted"),
    [
        (Answered(131047), Held),
        (Answered(131026), Unreachable),
        (Answered(190, 401), Halted),
        (Answered(200, 403), Halted),
        (Answered(299, 403), Halted),
        (Answered(100, 400, 33), Halted),
        (Answered(131042), Halted),
        (Answered(100), Refused),
        (Answered(131050), Refused),
        (Answered(132001, 404), Refused),
        (Answered(131056), Deferred),
        (Answered(131048), Deferred),
        (Answered(131000, 500), Deferred),
        (Answered(None, 502), Deferred),
        (Answered(None, 429), Deferred),
        (Answered(None, 401), Halted),
        (Answered(999_999), Refused),
    ],
)
def test_a_refusal_says_whether_to_try_again(error: Answered, wanted: type[Delivery]) -> None:
    assert isinstance(refusal(error), wanted)


@pytest.mark.parametrize("code", [4, 80007, 130429, 131057])
def test_the_pace_of_the_account_makes_everyone_wait(code: int) -> None:
    found = refusal(Answered(code))
    assert isinstance(found, Deferred)
    assert found.everyone


def test_the_pace_of_one_chat_waits_longer_each_time_and_holds_nobody_else() -> None:
    waits = [refusal(Answered(131056), times) for times in (0, 1, 2, 9)]
    assert waits == [Deferred(MEANINGS[131056].words, seconds) for seconds in (4.0, 16.0, 64.0, 1024.0)]


@pytest.mark.parametrize(
    ("code", "blame"),
    [(131047, "window"), (131026, "chat"), (131050, "optout"), (131049, "message"), (131053, "message")],
)
def test_a_failure_says_what_is_to_blame(code: int, blame: str) -> None:
    words, found = failed(code)
    assert found == blame
    assert words


def test_a_failure_without_a_code_is_told_too() -> None:
    assert failed(None) == ("tidak dapat disampaikan WhatsApp", "message")


def test_an_unknown_code_is_named_so_that_it_can_be_looked_up() -> None:
    assert refusal(Answered(134_999)) == Refused("ditolak WhatsApp (kode 134999)")
