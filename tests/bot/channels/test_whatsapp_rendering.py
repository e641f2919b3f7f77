"""Replies as WhatsApp messages: the fewest that hold them, and nothing that WhatsApp refuses."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.whatsapp.preview import shown
from bot.channels.whatsapp.rendering import Media, addressed, rendered
from bot.channels.whatsapp.wording import harmless
from bot.plain_text import render
from handlers.dialogue import complete
from handlers.turn import Choice, Conversation, FileRef, Line, Message, Reply, Section, Turn
from knowledge.model import COMPONENTS
from knowledge.search import Search
from tests.fakes.graph_api_rules import check_content
from tests.transcripts import player

_MIMES = {"1": "application/pdf", "2": "image/png"}
_LETTER = Media("document", "1", "surat.pdf")
_PICTURE = Media("image", "2", "foto.png")
_LEAVE = str.maketrans("", "", "*_~`∗ˍ∼ˋ>› \n\t")
"""What is not compared: marks, their likenesses, and white space."""


def _taken(reply: Reply, media: Media | None = None) -> list[dict[str, Any]]:
    """The messages of a reply, none of which WhatsApp refuses."""
    bodies = rendered(reply, media)
    for body in bodies:
        check_content(body, _MIMES.__getitem__)
    return bodies


def _words(body: dict[str, Any]) -> str:
    told = body[body["type"]]
    return str(told["body"]["text"] if body["type"] == "interactive" else told.get("body", told.get("caption", "")))


def _all_words(bodies: list[dict[str, Any]]) -> str:
    return "\n".join(map(_words, bodies)).translate(_LEAVE)


def _offered(bodies: list[dict[str, Any]]) -> list[str]:
    """The ids of the choices that can be pressed."""
    actions = [each["interactive"]["action"] for each in bodies if each["type"] == "interactive"]
    found = [button["reply"]["id"] for action in actions for button in action.get("buttons", ())]
    return found + [row["id"] for action in actions for part in action.get("sections", ()) for row in part["rows"]]


def _said(text: str, *choices: Choice) -> Reply:
    return Reply((Section(paragraphs=(text,)),), choices=choices)


def _choices(count: int, label: str = "Pilihan") -> tuple[Choice, ...]:
    return tuple(Choice(f"c:{number}", f"{label} {number}") for number in range(1, count + 1))


@pytest.mark.parametrize("path", player.FILES, ids=lambda path: path.stem)
def test_every_reply_of_every_transcript(
    path: Path, search: Search, now: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One message each, with all the words and every choice to be pressed or typed; a file comes within it."""
    replies: list[Reply] = []

    def seen(reply: Reply) -> list[str]:
        replies.append(reply)
        return render(reply).splitlines()

    monkeypatch.setattr(player, "_lines", seen)
    player.play(path.read_text("utf-8"), search, now, 10)
    for reply in replies:
        for media in (None, _LETTER, _PICTURE):
            bodies = _taken(reply, media)
            assert len(bodies) <= (1 if media is None or len(render(reply)) <= 900 else 2)
            for line in render(reply, choices=False).splitlines():
                if not line.startswith("📎"):
                    assert line.translate(_LEAVE) in _all_words(bodies)
            labels = [] if _offered(bodies) else [each.label for each in reply.choices]
            assert set(_offered(bodies)) in ({each.id for each in reply.choices}, set())
            assert all(label.translate(_LEAVE) in _all_words(bodies) for label in labels)


def test_every_answer_is_one_message(search: Search, now: dt.datetime) -> None:
    """Each part of each service, with its choices."""
    for service in search.library.services.values():
        for component in () if service.listed_only else COMPONENTS:
            turn = Turn(Message("press", choice=f"ask:{service.id}:{component}"), Conversation(), now, 10)
            assert len(_taken(complete(turn, search).replies[-1])) == 1


def test_headings_are_bold_and_sources_italic() -> None:
    """The sections apart, items with their marks, links left alone."""
    lines = (Line("1", "Akta"), Line(None, "Fotokopi KTP", (Line("a", "yang *sah*"),)))
    reply = Reply(
        (Section("Syarat", ("Bawa ini:",), lines, ("Lihat https://a.id/x_y_z",)),), source_lines=("Sumber: A",)
    )
    (body,) = _taken(reply)
    assert _words(body) == (
        "*Syarat*\nBawa ini:\n1. Akta\n- Fotokopi KTP\n   a. yang ∗sah∗\nLihat https://a.id/x_y_z\n\n_Sumber: A_"
    )
    assert body["text"]["preview_url"] is False


@pytest.mark.parametrize(
    ("written", "shown_as"),
    [
        ("*tebal* dan _miring_", "∗tebal∗ dan ˍmiringˍ"),
        ("~coret~ dan `kode` dan ```blok```", "∼coret∼ dan ˋkodeˋ dan ˋˋˋblokˋˋˋ"),
        ("surel a_b_c@kota.go.id", "surel a_b_c@kota.go.id"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("*) wajib", "*) wajib"),
        ("https://a.id/_x_ tetap", "https://a.id/_x_ tetap"),
        ("> kutipan", "› kutipan"),
    ],
)
def test_marks_in_the_words_format_nothing(written: str, shown_as: str) -> None:
    """WhatsApp knows no escape: a mark that would format is shown by one that looks alike."""
    assert harmless(written) == shown_as


@pytest.mark.parametrize(
    ("count", "label", "sort"),
    [(1, "Ya", "button"), (3, "Pilihan", "button"), (4, "Pilihan", "list"), (2, "Lebih dari dua puluh", "list")],
)
def test_choices_under_few_words(count: int, label: str, sort: str) -> None:
    """Up to three short ones as buttons, else a list; the file stands over buttons."""
    reply = _said("Pilih satu.", *_choices(count, label))
    (body,) = _taken(reply)
    assert body["interactive"]["type"] == sort
    assert _offered([body]) == [each.id for each in reply.choices]
    (with_file,) = _taken(reply, _LETTER)
    if sort == "button":
        assert with_file["interactive"]["header"]["document"] == {"id": "1", "filename": "surat.pdf"}
    else:
        assert with_file["document"]["caption"].endswith(f"{count}. {label} {count}")


def test_choices_under_many_words_are_numbered() -> None:
    """One message of a text is cheaper than two."""
    (body,) = _taken(_said("kata " * 300, *_choices(5)))
    assert body["text"]["body"].endswith("\n\n1. Pilihan 1\n2. Pilihan 2\n3. Pilihan 3\n4. Pilihan 4\n5. Pilihan 5")


def test_more_choices_than_a_list_has_rows() -> None:
    """They are numbered."""
    (body,) = _taken(_said("Pilih satu.", *_choices(11)))
    assert "11. Pilihan 11" in body["text"]["body"]


def test_long_labels_are_shortened_with_the_whole_under_them() -> None:
    """In a row of a list; what even that does not hold is numbered."""
    long = "Penerbitan izin usaha simpan pinjam koperasi"
    (body,) = _taken(_said("Pilih satu.", Choice("a", f"{long} baru"), Choice("b", f"{long} lama")))
    (rows,) = [part["rows"] for part in body["interactive"]["action"]["sections"]]
    assert [row["title"] for row in rows] == ["1. Penerbitan izin usah…", "2. Penerbitan izin usah…"]
    assert [row["description"] for row in rows] == [f"{long} baru", f"{long} lama"]
    (longer,) = _taken(_said("Pilih satu.", Choice("a", long * 2)))
    assert longer["text"]["body"] == f"Pilih satu.\n\n1. {long * 2}"


@pytest.mark.parametrize("choices", [(Choice("a", "Sama"), Choice("b", "sama")), (Choice("a", "X"), Choice("a", "Y"))])
def test_choices_that_whatsapp_could_not_tell_apart_are_numbered(choices: tuple[Choice, ...]) -> None:
    """It refuses two of one label or one id."""
    assert [each["type"] for each in _taken(_said("Pilih.", *choices))] == ["text"]


def test_long_words_are_split_between_paragraphs() -> None:
    """Buttons stand under the last part, a file before the first; a line beyond all lengths is cut at a space."""
    paragraphs = tuple(f"{number} " + "kata " * 150 for number in range(8))
    reply = Reply((Section(paragraphs=paragraphs),), choices=_choices(2))
    bodies = _taken(reply, _LETTER)
    assert [each["type"] for each in bodies] == ["document", "text", "text"]
    assert all(_words(each).startswith(("0 kata", "5 kata", "")) for each in bodies)
    short = Reply((*reply.sections, Section(paragraphs=("x " * 900, "Selesai."))), choices=_choices(2))
    assert [each["type"] for each in _taken(short)][-1] in {"text", "interactive"}
    assert all(_words(each).rstrip().endswith("kata") for each in _taken(_said("kata " * 2000)))


def test_a_file_and_its_words() -> None:
    """Under it where they fit; else after it; alone where there are none."""
    assert _taken(_said("Ini suratnya."), _LETTER) == [
        {"type": "document", "document": {"id": "1", "filename": "surat.pdf", "caption": "Ini suratnya."}}
    ]
    assert _taken(_said("Ini fotonya."), _PICTURE) == [
        {"type": "image", "image": {"id": "2", "caption": "Ini fotonya."}}
    ]
    assert [each["type"] for each in _taken(_said("kata " * 300), _LETTER)] == ["document", "text"]
    assert _taken(Reply(()), _LETTER) == [{"type": "document", "document": {"id": "1", "filename": "surat.pdf"}}]
    assert [each["type"] for each in _taken(Reply((), choices=_choices(2)), _PICTURE)] == ["interactive"]


def test_who_it_is_for() -> None:
    """A telephone number, or the id of somebody who shows none."""
    assert addressed({"type": "text"}, "6281234567890")["to"] == "6281234567890"
    assert addressed({"type": "text"}, "ID.1349") == {
        "messaging_product": "whatsapp", "recipient": "ID.1349", "type": "text",
    }  # fmt: skip


def test_the_preview_escapes_what_it_shows() -> None:
    """As it looks there: bold, italic, and the labels under it."""
    reply = Reply(
        (Section("Judul", ("a < b & *c*",)),), source_lines=("Sumber",), choices=_choices(2),
        file=FileRef("announcement", "1", "foto.jpg"),
    )  # fmt: skip
    found = shown(reply)
    assert found.bubbles == ("<b>Judul</b>\na &lt; b &amp; ∗c∗\n\n<i>Sumber</i>",)
    assert found.rows == (("Pilihan 1",), ("Pilihan 2",))


_TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=1500) | st.sampled_from(
    ["*a* _b_ ~c~", "`x`", "> y", "kata " * 900, "👍🏽" * 700, "https://a.id/" + "x_" * 400]
)
_LINES = st.recursive(
    st.builds(Line, st.none() | st.just("1"), _TEXTS),
    lambda inner: st.builds(Line, st.just("a"), _TEXTS, st.tuples(inner)),
)
_SECTIONS = st.builds(
    Section, st.none() | _TEXTS, st.lists(_TEXTS, max_size=3).map(tuple), st.lists(_LINES, max_size=3).map(tuple)
)
_LABELS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=90).filter(str.strip)
_OFFERS = st.lists(st.builds(Choice, st.text("abc:", min_size=1, max_size=260), _LABELS), max_size=14)


@given(
    st.lists(_SECTIONS, max_size=3), st.lists(_TEXTS, max_size=1), _OFFERS, st.sampled_from([None, _LETTER, _PICTURE])
)
def test_whatever_is_said_is_within_the_limits(
    sections: list[Section], sources: list[str], choices: list[Choice], media: Media | None
) -> None:
    """Any words and choices: taken by WhatsApp, with nothing lost."""
    reply = Reply(tuple(sections), choices=tuple(choices), source_lines=tuple(sources))
    bodies = _taken(reply, media)
    offered = _offered(bodies)
    assert offered in ([each.id for each in choices], [])
    words = "".join(_all_words(bodies).split())
    for section in sections:
        for paragraph in section.paragraphs:
            assert "".join(paragraph.translate(_LEAVE).split()) in words
    if not offered:
        assert all("".join(each.label.translate(_LEAVE).split()) in words for each in choices)
