"""Canned replies: the shipped ones, an office's own, and how they get into an answer."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Any

import pytest

from tests.bot.desk.colleagues import at_desk, employ
from tests.bot.desk.conftest import Desk
from tests.bot.telegram import stored


async def save(desk: Desk, path: str = "new", **fields: str) -> tuple[int, str, str]:
    """Rina sends the form of a reply."""
    token = (await desk.rina.hidden("/desk"))["form_token"]
    given = {"form_token": token, "office": "kalbar", "title": "Terima kasih", "text": "Yth. {nama}", **fields}
    return await desk.rina.post(f"/desk/canned/{path}", given)


async def compose(desk: Desk, **fields: str) -> tuple[int, str]:
    """Rina presses a button beside the words."""
    path = f"/desk/tickets/{desk.number}"
    given: dict[str, Any] = {**await desk.rina.hidden(path), "kind": "answered", "text": "Halo,", **fields}
    return (await desk.rina.post(f"{path}/compose", given))[:2]


async def test_an_office_without_any_is_offered_the_shipped_ones(desk: Desk) -> None:
    """Until it has its own; they can be copied, once, to be changed."""
    _, text = await desk.rina.get("/desk/canned")
    assert "Kantor ini belum punya templat sendiri" in text
    assert "Minta kelengkapan berkas" in text
    token = (await desk.rina.hidden("/desk"))["form_token"]
    for _ in range(2):
        led = await desk.rina.post("/desk/canned/starters", {"form_token": token, "office": "kalbar"})
        assert led[::2] == (303, "/desk/canned?office=kalbar&done=copied")
    _, text = await desk.rina.get("/desk/canned")
    assert "belum punya templat sendiri" not in text
    assert len(set(stored(desk.folder, "SELECT title FROM canned_replies"))) == 6
    assert len(stored(desk.folder, "SELECT title FROM canned_replies")) == 6


async def test_a_reply_is_added_changed_and_deleted(desk: Desk) -> None:
    """Each is written down; a change of an old version is refused."""
    assert (await save(desk))[::2] == (303, "/desk/canned?office=kalbar&done=saved")
    assert (await save(desk, "1", title="Terima kasih banyak", version="1"))[0] == 303
    status, text, _ = await save(desk, "1", title="Versi lama", version="1")
    assert status == 409
    assert "Versi lama" in text
    assert "Terima kasih banyak" in (await desk.rina.get("/desk/canned"))[1]
    assert (await save(desk, "1/delete", version="1"))[0] == 409
    assert (await save(desk, "1/delete", version="2"))[0] == 303
    assert stored(desk.folder, "SELECT count(*) FROM canned_replies") == [0]
    done = [each.what for each in await desk.officers.audit() if each.object == "canned:1"]
    assert done == ["canned-added", "canned-changed", "canned-deleted"]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"text": "Tiket {nomer} siap"}, "Maksud Anda {nomor}?"),
        ({"text": "Tiket {xyzzy} siap"}, "Isian {xyzzy} tidak dikenal. Yang dapat dipakai"),
        ({"text": "  "}, "Tulis isinya"),
        ({"title": ""}, "Beri judul"),
        ({"title": "x" * 81}, "Beri judul"),
    ],
)
async def test_what_cannot_be_kept_is_said(desk: Desk, fields: dict[str, str], told: str) -> None:
    """And what was typed is still there."""
    status, text, _ = await save(desk, **fields)
    assert (status, told in text) == (400, True)
    assert fields.get("text", "Yth. {nama}") in text
    assert stored(desk.folder, "SELECT count(*) FROM canned_replies") == [0]


async def test_a_reply_is_shown_filled_in_before_it_is_kept(desk: Desk) -> None:
    """With made-up data and the own office."""
    status, text, _ = await save(desk, text="{nama} di {kantor}, oleh {petugas}", preview="1")
    assert status == 200
    assert "Bapak/Ibu di Dinas" in text
    assert "oleh Rina Wati" in text
    assert stored(desk.folder, "SELECT count(*) FROM canned_replies") == [0]


async def test_a_viewer_looks_only(desk: Desk) -> None:
    """No form, and none is taken."""
    async with at_desk(desk.url, await employ(desk.officers, desk.url, "Tamu", role="viewer")) as viewer:
        _, text = await viewer.get("/desk/canned")
        assert "Minta kelengkapan berkas" in text
        assert "Tambah templat" not in text
        token = (await viewer.hidden("/desk"))["form_token"]
        for path in ("new", "starters", "1", "1/delete"):
            assert (await viewer.post(f"/desk/canned/{path}", {"form_token": token, "office": "kalbar"}))[0] == 403


async def test_a_reply_is_filled_in_for_the_ticket(desk: Desk) -> None:
    """Behind what was written; the kind of answer stays chosen, and nothing is sent."""
    await save(desk, text="Yth. {nama}, tiket {nomor} ({perihal}): paling lambat {batas}. {petugas}")
    status, text = await compose(desk, use="1", canned="1", kind="asked")
    assert status == 200
    for part in (
        f"Halo,\n\nYth. Yanti, tiket {desk.number} (data tidak ditanggapi)",
        "12.30 WIB. Rina Wati</textarea>",
    ):
        assert part in text
    assert 'value="asked" checked' in text
    assert stored(desk.folder, "SELECT version FROM tickets") == [1]


async def test_a_reply_for_another_form_is_not_offered(desk: Desk) -> None:
    """Only those for all, and those for the ticket's own form."""
    forms = {"Untuk semua": "", "Untuk pengaduan": "complaint", "Untuk penelitian": "lain"}
    assert [(await save(desk, title=title, form=form))[0] for title, form in forms.items()] == [303, 303, 400]
    _, text = await desk.rina.get(f"/desk/tickets/{desk.number}")
    assert "Untuk semua" in text
    assert "Untuk pengaduan" in text


async def test_a_field_typed_by_hand_is_filled_in_too(desk: Desk) -> None:
    """In the preview; one that the ticket has nothing for is refused, and the words stay."""
    path = f"/desk/tickets/{desk.number}"
    fields = {**await desk.rina.hidden(path), "kind": "answered", "text": "Tiket {nomor} selesai."}
    status, text, _ = await desk.rina.post(f"{path}/preview", fields)
    assert (status, f"Tiket {desk.number} selesai." in text) == (200, True)
    with closing(sqlite3.connect(desk.folder / "tanya.db")) as database, database:
        database.execute("UPDATE tickets SET due_at = NULL, law_due_at = NULL")
    fields["text"] = "Sebelum {batas} ya."
    for form in ("preview", "act"):
        status, text, _ = await desk.rina.post(f"{path}/{form}", fields)
        assert (status, "tidak punya batas waktu" in text, "Sebelum {batas} ya." in text) == (400, True, True)


async def test_words_and_changes_survive_a_ticket_that_went_on(desk: Desk) -> None:
    """What the citizen wrote meanwhile is shown, and what the officer typed is kept."""
    path = f"/desk/tickets/{desk.number}"
    fields = {**await desk.rina.hidden(path), "kind": "answered", "text": "Kata saya.", "find": "1", "q": "biaya"}
    await desk.citizen.say(f"tambah {desk.number} sudah beres sendiri")
    _, text, _ = await desk.rina.post(f"{path}/compose", fields)
    for part in ("berubah sejak Anda membukanya", "Yang baru", "sudah beres sendiri", "Kata saya."):
        assert part in text


async def test_a_passage_is_found_by_a_question(desk: Desk) -> None:
    """As the bot gives it, with its source, of the office's own decree alone."""
    status, text = await compose(desk, find="1", q="apa syarat izin kantor cabang koperasi?")
    assert status == 200
    for part in (
        "· Persyaratan",
        "Sumber: Keputusan Kepala Dinas Nomor",
        'value="kalbar/izin-kantor-cabang|persyaratan"',
    ):
        assert part in text
    assert ">Halo,</textarea>" in text
    _, none = await compose(desk, find="1", q="qwrtzp")
    assert "Tidak ditemukan dalam keputusan kantor ini." in none


async def test_a_passage_is_chosen_from_lists_and_quoted(desk: Desk) -> None:
    """Its wording and source stand in the answer, and the citizen gets them."""
    chosen = "kalbar/izin-kantor-cabang|biaya"
    _, text = await compose(desk, find="1", service="kalbar/izin-kantor-cabang", component="biaya")
    assert f'value="{chosen}"' in text
    _, text = await compose(desk, quote=chosen)
    words = text.partition('id="words"')[2].partition(">")[2].partition("</textarea>")[0]
    assert words.startswith("Halo,\n\n")
    assert "Biaya" in words
    assert "Sumber: Keputusan Kepala Dinas Nomor" in words
    assert (await desk.rina.sends(desk.number, "answered", words))[0] == 303
    assert "Sumber: Keputusan Kepala Dinas Nomor" in (await desk.citizen.history())[-1]["text"]


@pytest.mark.parametrize("value", ["depok/peminjaman-balatkop|biaya", "kalbar/tidak-ada|biaya", "x", "a|b"])
async def test_nothing_else_is_quoted(desk: Desk, value: str) -> None:
    """Another office's decree is not this office's word."""
    status, text = await compose(desk, quote=value)
    assert (status, ">Halo,</textarea>" in text) == (200, True)


async def test_another_offices_templates_are_like_none(desk: Desk) -> None:
    """None of them is shown, changed or deleted, and none is added there."""
    fields = {"office": "kalbar", "title": "Milik Kalbar", "text": "Yth. {nama}", "version": "1"}
    assert (await desk.rina.post("/desk/canned/new", {**fields, **await desk.rina.hidden("/desk")}))[0] == 303
    fields |= {"form_token": (await desk.dewi.hidden("/desk"))["form_token"], "title": "Diubah Dewi"}
    for path in ("/desk/canned/1", "/desk/canned/2"):
        answers = [await desk.dewi.get(path), (await desk.dewi.post(path, fields))[:2]]
        answers.append((await desk.dewi.post(f"{path}/delete", fields))[:2])
        assert {status for status, _ in answers} == {404}
    for path in ("/desk/canned/new", "/desk/canned/starters"):
        assert (await desk.dewi.post(path, fields))[0] == 404
    assert (await desk.dewi.get("/desk/canned?office=kalbar"))[0] == 404
    assert "Milik Kalbar" not in (await desk.dewi.get("/desk/canned"))[1]
    assert stored(desk.folder, "SELECT title FROM canned_replies") == ["Milik Kalbar"]
