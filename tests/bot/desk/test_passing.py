"""Tickets that are handed on: to a unit, to another office, and as duplicates of another ticket."""

from __future__ import annotations

import pytest

from tests.bot.desk.colleagues import at_desk, employ
from tests.bot.desk.conftest import Desk, files
from tests.bot.service import visiting
from tests.bot.telegram import stored


async def previews(desk: Desk, number: str, kind: str, **fields: str) -> tuple[int, str]:
    """What Rina is shown before she does something."""
    path = f"/desk/tickets/{number}"
    given = {**await desk.rina.hidden(path), "kind": kind, "text": "", **fields}
    return (await desk.rina.post(f"{path}/preview", given))[:2]


async def test_a_unit_gets_a_ticket(desk: Desk) -> None:
    """With an instruction that stays in the office; the unit is a filter, and offered from then on."""
    other = await files(desk.citizen, "hal lain")
    await desk.rina.sends(desk.number, "assigned", "Rina Wati")
    said = len(await desk.citizen.history())
    assert (await desk.rina.sends(desk.number, "unit", "Cek arsip 2025.", target="Bidang  Kelembagaan"))[0] == 303
    _, text = await desk.rina.get(f"/desk/tickets/{desk.number}")
    for part in ("Rina Wati meneruskan ke Bidang Kelembagaan", "Cek arsip 2025.", "belum ada"):
        assert part in text
    assert "<option>Bidang Kelembagaan</option>" in (await desk.rina.get(f"/desk/tickets/{other}"))[1]
    for unit, shown in (("Bidang Kelembagaan", True), ("Bidang UMKM", False)):
        _, text = await desk.rina.get("/desk", params={"unit": unit})
        assert (desk.number in text, other in text) == (shown, False)
    assert len(await desk.citizen.history()) == said


@pytest.mark.parametrize("unit", ["", "  ", "x" * 81])
async def test_a_unit_has_a_name(desk: Desk, unit: str) -> None:
    """Or the instruction waits in the form."""
    status, text, _ = await desk.rina.sends(desk.number, "unit", "Tolong dicek.", target=unit)
    assert (status, "Tulis nama bagiannya" in text, "Tolong dicek." in text) == (400, True, True)


async def test_another_office_gets_a_ticket(desk: Desk) -> None:
    """Shown first, then told to the citizen in one message; the number stays, the class and limits begin anew."""
    await desk.rina.sends(desk.number, "class", "normatif")
    await desk.rina.sends(desk.number, "noted", "Catatan kantor lama.")
    desk.clock.pass_by(24 * 3600 - 60)
    async with at_desk(desk.url, "rina.wati") as rina:
        path, before = f"/desk/tickets/{desk.number}", len(await desk.citizen.history())
        fields = {**await rina.hidden(path), "kind": "moved", "text": "Usahanya di Depok.", "target": "depok"}
        status, text, _ = await rina.post(f"{path}/preview", fields)
        assert status == 200
        assert "sekarang ditangani Dinas Koperasi dan Usaha Mikro" in text
        assert len(await desk.citizen.history()) == before, "looking sends nothing"
        assert (await rina.post(f"{path}/act", fields))[::2] == (303, f"{path}?done=web")
        (told,) = (await desk.citizen.history())[before:]
        assert f"Tiket {desk.number} diteruskan" in told["text"]
        assert "Usahanya di Depok." not in told["text"]
        _, trace = await rina.get(path)
        assert "Usahanya di Depok." in trace
        for part in ("Yanti", "ditanggapi", "Catatan kantor lama.", "0812"):
            assert part not in trace
        assert (await rina.post(f"{path}/act", fields))[0] == 404
        assert desk.number not in (await rina.get("/desk?view=open"))[1]
        assert desk.number in (await rina.get("/desk/moved"))[1]
    assert stored(desk.folder, "SELECT office FROM tickets") == ["depok"]
    assert stored(desk.folder, "SELECT ticket_class FROM tickets") == [None]
    async with at_desk(desk.url, "dewi") as dewi:
        assert desk.number in (await dewi.get("/desk"))[1]
        _, text = await dewi.get(path)
        for part in (
            "Rina Wati meneruskan ke", "Usahanya di Depok.", "Catatan kantor lama.",
            "Dihitung sejak tiket ini diteruskan", "Yanti",
        ):  # fmt: skip
            assert part in text
        assert (await dewi.sends(desk.number, "answered", "Kami tangani."))[0] == 303
    lines = [(each.who, each.what, each.office) for each in await desk.officers.audit()]
    assert ("rina.wati", "ticket-moved", "kalbar") in lines
    assert ("rina.wati", "trace-seen", "kalbar") in lines


@pytest.mark.parametrize("office", ["kalbar", "atlantis", ""])
async def test_a_ticket_goes_to_another_office_that_there_is(desk: Desk, office: str) -> None:
    """And to no other; the reason waits in the form."""
    status, text = await previews(desk, desk.number, "moved", target=office, text="Salah alamat.")
    assert (status, "Pilih kantor lain" in text, "Salah alamat." in text) == (400, True, True)


async def test_a_duplicate_is_closed_and_answered_with_the_other(desk: Desk) -> None:
    """Two citizens, neither learns of the other; the content is read from the main ticket."""
    async with visiting(desk.url) as budi:
        twin = await files(budi, "data juga tidak ditanggapi")
        status, text = await previews(desk, twin, "merged", target=desk.number.lower())
        assert status == 200
        for part in ("tidak dapat dibatalkan", desk.number, "sudah menangani hal yang sama"):
            assert part in text
        assert (await desk.rina.sends(twin, "merged", "", target=desk.number))[0] == 303
        told = (await budi.history())[-1]["text"]
        assert f"Tiket {twin} digabungkan" in told
        assert desk.number not in told
        _, main = await desk.rina.get(f"/desk/tickets/{desk.number}")
        for part in ("Duplikat yang digabungkan", twin, "data juga tidak ditanggapi"):
            assert part in main
        words = f"Yth. Yanti (0812), tiket {desk.number} selesai."
        _, preview = await previews(desk, desk.number, "answered", text=words)
        assert f"tiket {twin} selesai" in preview
        await desk.rina.sends(desk.number, "answered", words)
        assert f"tiket {desk.number} selesai" in (await desk.citizen.history())[-1]["text"]
        told = (await budi.history())[-1]["text"]
        assert f"Jawaban untuk tiket {twin}" in told
        assert f"Yth. Bapak/Ibu (•••), tiket {twin} selesai." in told
        for part in (desk.number, "Yanti", "0812"):
            assert part not in told
        assert len(await budi.history()) == 4
    kinds = "SELECT kind FROM ticket_events WHERE ticket_id = {} ORDER BY position"
    assert stored(desk.folder, kinds.format(1)) == ["opened", "joined", "answered"]
    assert stored(desk.folder, kinds.format(2)) == ["opened", "merged", "answered"]
    assert stored(desk.folder, "SELECT state FROM tickets ORDER BY id") == ["answered", "closed"]


async def test_one_citizens_two_tickets_are_answered_once(desk: Desk) -> None:
    """The own main ticket is named."""
    twin = await files(desk.citizen, "data tidak ditanggapi lagi")
    await desk.rina.sends(twin, "merged", "", target=desk.number)
    assert f"sama dengan tiket {desk.number} Anda" in (await desk.citizen.history())[-1]["text"]
    before = len(await desk.citizen.history())
    await desk.rina.sends(desk.number, "answered", "Sudah siap.")
    assert len(await desk.citizen.history()) == before + 1


async def test_a_duplicate_that_comes_back_stands_on_its_own(desk: Desk) -> None:
    """By its citizen's word; the answer to the other is then none of its business."""
    async with visiting(desk.url) as budi:
        twin = await files(budi, "data juga")
        await desk.rina.sends(twin, "merged", "", target=desk.number)
        await budi.say(f"tambah {twin} punya saya lain")
        before = len(await budi.history())
        await desk.rina.sends(desk.number, "answered", "Sudah siap.")
        assert len(await budi.history()) == before
    assert stored(desk.folder, "SELECT state FROM tickets ORDER BY id") == ["answered", "reopened"]


async def test_a_duplicate_does_not_wait_for_an_answer_that_never_comes(desk: Desk) -> None:
    """When the citizen of the main ticket closes it, the duplicate is the office's to act on again."""
    async with visiting(desk.url) as budi:
        twin = await files(budi, "data juga")
        await desk.rina.sends(twin, "merged", "", target=desk.number)
        await desk.citizen.say(f"selesai {desk.number}")
        assert twin in (await desk.rina.get("/desk"))[1]
        _, text = await desk.rina.get(f"/desk/tickets/{twin}")
    assert "ditutup tanpa jawaban" in text
    assert "Duplikat dari tiket" not in text


async def test_duplicates_go_along_to_another_office(desk: Desk) -> None:
    """With their main ticket, and their citizens are told as well."""
    async with visiting(desk.url) as budi:
        twin = await files(budi, "data juga")
        await desk.rina.sends(twin, "merged", "", target=desk.number)
        await desk.rina.sends(desk.number, "moved", "Salah alamat.", target="depok")
        assert f"Tiket {twin} diteruskan" in (await budi.history())[-1]["text"]
    assert stored(desk.folder, "SELECT office FROM tickets") == ["depok", "depok"]
    assert "data juga" in (await desk.dewi.get(f"/desk/tickets/{desk.number}"))[1]


async def test_what_cannot_be_the_main_ticket(desk: Desk) -> None:
    """The same one, none, one of another office, one that was answered."""
    twin = await files(desk.citizen, "hal lain")
    elsewhere = await files(desk.citizen, "hal ketiga")
    await desk.rina.sends(elsewhere, "moved", "Salah alamat.", target="depok")
    await desk.rina.sends(twin, "answered", "Siap.")
    for target in (desk.number, "", "KAL-334467-4", elsewhere, twin):
        for send in ("preview", "act"):
            path = f"/desk/tickets/{desk.number}"
            fields = {**await desk.rina.hidden(path), "kind": "merged", "text": "", "target": target}
            status, text, _ = await desk.rina.post(f"{path}/{send}", fields)
            assert (status, "tidak dapat dipakai" in text) == (400, True)
    assert stored(desk.folder, "SELECT count(*) FROM ticket_merges") == [0]


async def test_an_officer_of_two_offices_follows_the_ticket(desk: Desk) -> None:
    """What moved is simply there."""
    login = await employ(desk.officers, desk.url, "Sri", None)
    async with at_desk(desk.url, login) as sri:
        await sri.sends(desk.number, "moved", "Salah alamat.", target="depok")
        _, text = await sri.get(f"/desk/tickets/{desk.number}?done=web")
        assert "Yanti" in text
