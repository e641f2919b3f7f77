"""Checklists in conversation: kept, asked about, ticked, shown whole on every channel, and never miscounted."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.plain_text import render
from handlers.choices import LONGEST_ID, LONGEST_LABEL
from handlers.turn import Reply
from knowledge.search import Search
from locales.catalogue import LANGUAGES
from tests.bot.keeping import SERVICE, Keeper, of_sixty

LONGEST_MESSAGE = 4096
AUDIENCE = "kalbar/rapat-audiensi"
DROPPED = {
    ("wakil", "ketua"): {3}, ("bentuk", "ksp"): {7, 18}, ("bentuk", "kspps"): {7}, ("bentuk", "usp"): {18},
}  # fmt: skip
"""By the decree of Kalbar, read by a person: what an answer drops of the permit's eighteen items."""


def fits(replies: list[Reply], most: int | None = 10) -> None:
    """Every reply fits every channel."""
    for reply in replies:
        assert len(render(reply)) <= LONGEST_MESSAGE
        assert most is None or len(reply.choices) <= most
        assert all(len(choice.label) <= LONGEST_LABEL for choice in reply.choices)
        assert all(len(choice.id.encode()) <= LONGEST_ID for choice in reply.choices)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_list_fits_every_channel(search: Search, now: dt.datetime, language: str) -> None:
    """Made, ticked half, shown, picked from, asked about, shared, in every language, for every service."""
    for service in search.library.services.values():
        component = service.components.get("persyaratan")
        if component is None or component.blank:
            continue
        keeper = Keeper(search, now)
        keeper.language = language
        fits(keeper.presses(f"checklist:{service.id}"))
        for question in search.library.checklist_of(service.id).questions:
            fits(keeper.presses(f"apply:{service.id}:{question.key}:-"))
        keeper.ticks_on_page(service.id, {item.name: True for item in keeper.of(service.id).items[::2]})
        for verb in ("list", "lacking", "mark", "share", "remind", "unlist", "adjust"):
            fits(keeper.presses(f"{verb}:{service.id}"))
        fits(keeper.presses("lists"))
        keeper.close()


def test_a_condition_drops_what_the_decree_says(search: Search, now: dt.datetime) -> None:
    """And "tidak tahu" drops nothing."""
    for (question, option), dropped in DROPPED.items():
        keeper = Keeper(search, now)
        keeper.presses(f"checklist:{SERVICE}")
        keeper.presses(f"apply:{SERVICE}:{question}:{option}")
        assert {item.number for item in keeper.of().skipped} == dropped
        keeper.presses(f"apply:{SERVICE}:{question}:-")
        assert keeper.of().skipped == ()
        keeper.close()


@pytest.mark.parametrize("most", [10, None], ids=["ten choices", "no limit"])
def test_sixty_items_are_all_there(
    tmp_path_factory: pytest.TempPathFactory, now: dt.datetime, most: int | None
) -> None:
    """Each whole and once, on pages that fit; ticked by range, by tapping, and shared."""
    keeper = Keeper(Search(of_sixty(tmp_path_factory.mktemp("sixty"))), now, most)
    replies = keeper.presses(f"checklist:{AUDIENCE}")
    assert sorted(turned(keeper, replies, most)) == list(range(1, 61))
    assert "40 dari 60 siap." in keeper.hears("sudah ada yang 1-40")
    assert sorted(turned(keeper, keeper.says("yang kurang apa?"), most)) == list(range(41, 61))
    assert sorted(turned(keeper, keeper.presses(f"list:{AUDIENCE}"), most)) == list(range(1, 61))
    shared = keeper.says("bagikan")
    fits(shared, most)
    assert all(not reply.choices for reply in shared[:-1])
    assert sorted(numbers(shared)) == list(range(1, 61))
    tapped, page = [], keeper.presses(f"mark:{AUDIENCE}")[-1]
    while True:
        fits([page], most)
        tapped += [choice.id.split(":")[2] for choice in page.choices if choice.id.startswith("tick:")]
        on = next((choice.id for choice in page.choices if choice.label == "Berikutnya"), None)
        if on is None:
            break
        page = keeper.presses(on)[-1]
    assert tapped == [str(number) for number in range(1, 61)]
    keeper.presses(f"tick:{AUDIENCE}:60:9")
    assert len(keeper.of(AUDIENCE).ready) == 41
    keeper.close()


def turned(keeper: Keeper, replies: list[Reply], most: int | None) -> list[int]:
    """The numbers of the items on all pages, turned to the end."""
    seen = numbers(replies)
    while True:
        fits(replies, most)
        on = next((choice.id for choice in replies[-1].choices if choice.label == "Berikutnya"), None)
        if on is None:
            return seen
        replies = keeper.presses(on)
        seen += numbers(replies)


def numbers(replies: list[Reply]) -> list[int]:
    """The numbers of the items in some replies; each stands there with all its words."""
    lines = [line for reply in replies for section in reply.sections for line in section.lines if line.mark]
    found = [(int(str(line.mark).split()[-1]), line.text) for line in lines]
    assert all(text.startswith(f"Berkas nomor {number} ") and text.endswith(str(number)) for number, text in found)
    return [number for number, _text in found]


ACTS = st.one_of(
    st.tuples(st.just("say"), st.lists(st.integers(1, 18), min_size=2, max_size=5), st.booleans()),
    st.tuples(st.just("tap"), st.integers(1, 18)),
    st.tuples(st.just("page"), st.integers(1, 18), st.booleans(), st.integers(0, 90)),
    st.tuples(
        st.just("answer"), st.sampled_from(["wakil:ketua", "wakil:kuasa", "wakil:-", "bentuk:ksp", "bentuk:uspps"])
    ),
    st.tuples(st.just("undo")),
    st.tuples(st.just("aside"), st.sampled_from(["biayanya?", "yang kurang apa", "bagikan", "halo", "3", "batal"])),
    st.tuples(st.just("wait"), st.integers(1, 100)),
)


class Model:
    """What a person with pencil and paper would have."""

    def __init__(self) -> None:
        self.ready = dict.fromkeys(range(1, 19), False)
        self.moments = dict.fromkeys(range(1, 19), 0)
        self.answers: dict[str, str] = {}
        self.last: dict[int, bool] = {}
        self.now = 0

    @property
    def dropped(self) -> set[int]:
        """The items that do not apply."""
        found = {"ksp": {7, 18}, "kspps": {7}, "usp": {18}}.get(self.answers.get("bentuk", ""), set())
        return found | ({3} if self.answers.get("wakil") == "ketua" else set())

    def tick(self, ready: dict[int, bool]) -> None:
        """Ticks in the chat; what they changed can be undone."""
        self.last = {number: self.ready[number] for number in ready if self.ready[number] is not ready[number]}
        self.ready |= ready
        self.moments |= dict.fromkeys(ready, self.now)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ACTS, max_size=14))
def test_no_sequence_loses_a_tick_or_miscounts(
    search: Search, now: dt.datetime, acts: list[tuple[object, ...]]
) -> None:
    """Ticked, unticked, answered, undone, on the page with and without delay, and talked about other things between."""
    keeper, model = Keeper(search, now), Model()
    keeper.presses(f"checklist:{SERVICE}")
    for act in acts:
        do(keeper, model, *act)
        kept = keeper.of()
        assert {item.number: item.ready for item in kept.items} == model.ready, act
        assert {item.number for item in kept.skipped} == model.dropped, act
        text = "\n".join(render(reply) for reply in keeper.presses(f"list:{SERVICE}"))
        model.last = {}
        applying = set(model.ready) - model.dropped
        ready = {number for number in applying if model.ready[number]}
        assert f"{len(ready)} dari {len(applying)} siap." in text
        assert {int(each) for each in re.findall(r"^✓ (\d+)\.", text, re.MULTILINE)} == ready
        assert {int(each) for each in re.findall(r"^☐ (\d+)\.", text, re.MULTILINE)} == applying - ready
    keeper.close()


def do(keeper: Keeper, model: Model, what: object, *given: object) -> None:
    """One act, by the citizen and on paper."""
    match what, *given:
        case "say", list(said), bool(ready):
            keeper.says(f"{', '.join(map(str, said))} {'sudah' if ready else 'belum'}")
            model.tick(dict.fromkeys(said, ready))
            if model.last:
                keeper.says("urungkan")
                model.tick(dict(model.last))
                keeper.says(f"{', '.join(map(str, said))} {'sudah' if ready else 'belum'}")
                model.tick(dict.fromkeys(said, ready))
        case "tap", int(number):
            keeper.presses(f"tick:{SERVICE}:{number}:1")
            model.tick({number: not model.ready[number]})
        case "page", int(number), bool(ready), int(ago):
            keeper.ticks_on_page(SERVICE, {f"persyaratan/{number}": ready}, ago)
            if model.now - ago >= model.moments[number]:
                model.ready[number], model.moments[number] = ready, model.now - ago
        case "answer", str(answer):
            keeper.presses(f"apply:{SERVICE}:{answer}")
            question, option = answer.split(":")
            model.answers[question] = option
        case "undo", *_:
            keeper.says("urungkan")
        case "aside", str(text):
            keeper.says(text)
        case "wait", int(seconds):
            keeper.now += dt.timedelta(seconds=seconds)
            model.now += seconds


def test_a_form_that_waits_is_not_disturbed(search: Search, now: dt.datetime) -> None:
    """The list is asked for and ticked meanwhile; the answers of the form go to the form."""
    keeper = Keeper(search, now)
    keeper.presses(f"checklist:{SERVICE}")
    keeper.says("mau mengadu, petugas loket minta uang")
    assert keeper.conversation().draft is not None
    assert "0 dari 18 siap." in keeper.hears("daftar periksa saya")
    assert "2 dari 18 siap." in keeper.hears("1 dan 2 sudah")
    (reply,) = keeper.presses("draft:go-on")
    assert "nama" in render(reply).lower()
    keeper.says("NIB sudah Yanti")
    assert len(keeper.of().ready) == 2
    keeper.close()


def test_a_number_is_an_item_a_choice_or_asked_about(search: Search, now: dt.datetime) -> None:
    """Where buttons carry no numbers an item is meant, where they do a choice: so both are offered."""
    keeper = Keeper(search, now)
    keeper.presses(f"checklist:{SERVICE}")
    keeper.presses(f"apply:{SERVICE}:wakil:kuasa")
    keeper.presses(f"apply:{SERVICE}:bentuk:kspps")
    assert "✓ 12." in keeper.hears("12")
    keeper.presses(f"list:{SERVICE}")
    (reply,) = keeper.says("2")
    assert [choice.label for choice in reply.choices] == ["Butir 2 siap", "Bagikan"]
    assert "✓ 2." in keeper.hears("1")
    keeper.close()


def test_lists_of_several_services_are_kept_apart(search: Search, now: dt.datetime) -> None:
    """Asked for as "daftar periksa saya", chosen, ticked, and one deleted."""
    keeper = Keeper(search, now)
    for service in (SERVICE, "kalbar/izin-kantor-kas"):
        keeper.presses(f"checklist:{service}")
    (reply,) = keeper.says("daftar periksa saya")
    assert [choice.label for choice in reply.choices] == ["Izin simpan pinjam", "Izin kantor kas"]
    keeper.says("1")
    keeper.says("1 dan 2 sudah")
    assert [len(each.ready) for each in keeper.lists()] == [2, 0]
    keeper.says("hapus daftar periksa")
    assert len(keeper.lists()) == 2
    keeper.says("ya")
    assert [each.service for each in keeper.lists()] == ["kalbar/izin-kantor-kas"]
    assert keeper.conversation().lists == ("kalbar/izin-kantor-kas",)
    assert "sudah tidak ada" in render(keeper.presses(f"list:{SERVICE}")[0])
    keeper.close()


@pytest.mark.parametrize(
    ("service", "text"), [("kalbar/tidak-ada", "tidak"), ("pasuruan/audiensi", "tidak merinci persyaratan")]
)
def test_a_service_without_requirements_has_no_list(search: Search, now: dt.datetime, service: str, text: str) -> None:
    """That is said."""
    keeper = Keeper(search, now)
    assert text in render(keeper.presses(f"checklist:{service}")[0]).lower()
    assert keeper.lists() == ()
    keeper.close()


def test_a_changed_decree_is_told_at_the_next_look(search: Search, now: dt.datetime, tmp_path: Path) -> None:
    """Before what was asked, and once."""
    keeper = Keeper(search, now)
    keeper.presses(f"checklist:{AUDIENCE}")
    keeper.search = Search(of_sixty(tmp_path))
    first = keeper.hears("daftar periksa saya")
    assert first.index("Persyaratan berubah: Rapat dan audiensi") < first.index("0 dari 60 siap.")
    assert "Persyaratan berubah" not in keeper.hears("daftar periksa saya")
    keeper.close()
