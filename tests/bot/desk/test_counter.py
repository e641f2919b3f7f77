"""Tickets that officers file for people who come or call."""

from __future__ import annotations

import re
from io import BytesIO

import pypdfium2
import pytest

import bot.turns
from handlers.dialogue import complete
from handlers.tickets import find_number
from tests.bot.desk.colleagues import at_desk, employ
from tests.bot.desk.conftest import Desk
from tests.bot.service import visiting
from tests.bot.telegram import stored

STORY = {"s-story": "Izin belum terbit, NIK 3174012345678901", "s-name": "Bu Ani", "s-contact": "0812 3456 7890"}


async def fills(desk: Desk, **fields: str) -> tuple[int, str, str]:
    """Rina sends the form."""
    token = (await desk.rina.hidden("/desk"))["form_token"]
    given = {"form_token": token, "office": "kalbar", "form": "complaint", "how": "telepon", "noticed": "1", **fields}
    return await desk.rina.post("/desk/counter/new", given)


async def filed(desk: Desk, **fields: str) -> str:
    """The number of the ticket that Rina files."""
    status, text, led = await fills(desk, **fields)
    number = find_number(led)
    assert (status, led) == (303, f"/desk/tickets/{number}?done=filed"), text
    assert number is not None
    return number


async def test_a_complaint_by_telephone(desk: Desk) -> None:
    """Has a number, a limit and its line in the history; identity numbers are hidden; nobody is written to."""
    _, text = await desk.rina.get("/desk/counter")
    assert "/desk/counter/new?office=kalbar&amp;form=complaint" in text
    _, text = await desk.rina.get("/desk/counter/new?office=kalbar&form=complaint")
    assert "Apa yang terjadi?" in text
    number = await filed(desk, **STORY)
    _, text = await desk.rina.get(f"/desk/tickets/{number}?done=filed")
    for part in (
        "Ditambahkan oleh petugas Rina Wati, lewat telepon",
        "Bu Ani",
        "0812",
        "tidak punya obrolan",
        "Batas:",
    ):
        assert part in text
    assert "3174012345678901" not in text
    assert number in (await desk.rina.get("/desk"))[1]
    assert stored(desk.folder, "SELECT notice FROM tickets WHERE id = 2") != [""]
    assert ("rina.wati", "ticket-filed", f"ticket:{number}") in [
        (each.who, each.what, each.object) for each in await desk.officers.audit()
    ]
    status, _, led = await desk.rina.sends(number, "answered", "Sudah kami telepon.")
    assert (status, led.partition("?")[2]) == (303, "done=untold")


async def test_a_request_with_its_steps(desk: Desk) -> None:
    """Dates, numbers and times are read as in a chat, conditions stand beside their steps; the service is kept."""
    dewi = {"office": "depok", "form": "balatkop", "service": "depok/peminjaman-balatkop"}
    token = (await desk.dewi.hidden("/desk"))["form_token"]
    _, text = await desk.dewi.get("/desk/counter/new", params=dewi)
    names = set(re.findall(r'name="s-([^"]+)"', text))
    assert {"participants", "date", "times", "name", "contact"} <= names
    given = {
        **dewi, "form_token": token, "how": "loket", "noticed": "1", "s-date": "2026-12-10", "s-participants": "40",
        "s-times": "09.00 sampai 12.00", "s-purpose": "pelatihan", "s-name": "Koperasi Mawar",
        "s-contact": "0812 3456 7890",
    }  # fmt: skip
    status, text, _ = await desk.dewi.post("/desk/counter/new", {**given, "s-date": "2020-01-01", "s-times": "pagi"})
    assert status == 400
    for part in ("sudah lewat", "Koperasi Mawar", "pagi"):
        assert part in text
    status, text, led = await desk.dewi.post("/desk/counter/new", given)
    assert status == 303, text
    _, text = await desk.dewi.get(led)
    for part in ("10 Desember 2026", "09.00–12.00", "Koperasi Mawar", "Peminjaman"):
        assert part in text
    assert stored(desk.folder, "SELECT service FROM tickets WHERE id = 2") == ["depok/peminjaman-balatkop"]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({**STORY, "s-story": " "}, "Bagian ini perlu diisi."),
        ({**STORY, "s-contact": "12"}, "Tulis nomor telepon"),
        ({**STORY, "how": ""}, "Pilih bagaimana warga datang"),
        ({**STORY, "how": "merpati"}, "Pilih bagaimana warga datang"),
    ],
)
async def test_what_is_missing_is_told(desk: Desk, fields: dict[str, str], told: str) -> None:
    """And what was typed is still there."""
    status, text, _ = await fills(desk, **fields)
    assert (status, told in text, "Bu Ani" in text) == (400, True, True)
    assert stored(desk.folder, "SELECT count(*) FROM tickets") == [1]


async def test_an_anonymous_caller(desk: Desk) -> None:
    """Leaves out the name."""
    number = await filed(desk, **{"s-story": "Petugas tidak ramah"})
    assert stored(desk.folder, f"SELECT anonymous FROM tickets WHERE number = '{number}'") == [1]


async def test_the_receipt_leads_to_the_ticket_in_a_chat(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its code makes the ticket the citizen's; from then on the answer comes there, and no officer prints a code."""
    number = await filed(desk, **STORY)
    path = f"/desk/tickets/{number}/receipt"
    token = (await desk.rina.hidden("/desk"))["form_token"]
    async with desk.rina.session.post(
        desk.url + path, data={"form_token": token}, headers=desk.rina.headers
    ) as response:
        assert (response.status, response.content_type) == (200, "application/pdf")
        content = await response.read()
    text = pypdfium2.PdfDocument(BytesIO(content))[0].get_textpage().get_text_bounded()
    assert number in text
    for part in ("Bu Ani", "0812"):
        assert part not in text
    code = re.search(r"Kode klaim: ([A-Z0-9]{5}-[A-Z0-9]{5})", text)
    assert code is not None
    assert code[1].replace("-", "") not in str(stored(desk.folder, "SELECT hash FROM claims"))
    monkeypatch.setattr(bot.turns, "complete", complete)  # only the real core knows codes
    async with visiting(desk.url) as ani:
        await ani.say(f"klaim {code[1]}")
        assert number in (await ani.history())[-1]["text"]
        await ani.say("1")
        assert (await desk.rina.sends(number, "answered", "Izinnya sudah terbit."))[2].endswith("done=web")
        assert "Izinnya sudah terbit." in (await ani.history())[-1]["text"]
    assert (await desk.rina.post(path, {"form_token": token}))[0] == 404, "its chat has it now"
    assert (await desk.rina.post(f"/desk/tickets/{desk.number}/receipt", {"form_token": token}))[0] == 404
    assert ("receipt-given", f"ticket:{number}") in [(each.what, each.object) for each in await desk.officers.audit()]


async def test_only_ones_own_offices_forms(desk: Desk) -> None:
    """Another office's are like none, and a viewer files nothing."""
    token = (await desk.dewi.hidden("/desk"))["form_token"]
    given = {"form_token": token, "office": "kalbar", "form": "complaint", "how": "loket", "noticed": "1", **STORY}
    assert (await desk.dewi.post("/desk/counter/new", given))[0] == 404
    for query in (
        "office=kalbar&form=complaint", "office=depok&form=tidak-ada", "office=&form=complaint", "office=depok",
        "office=depok&form=complaint&service=depok/kios", "office=depok&form=balatkop",
        "office=atlantis&form=complaint",
    ):  # fmt: skip
        assert (await desk.dewi.get(f"/desk/counter/new?{query}"))[0] == 404
    async with at_desk(desk.url, await employ(desk.officers, desk.url, "Tamu", role="viewer")) as viewer:
        token = (await viewer.hidden("/desk"))["form_token"]
        assert (await viewer.get("/desk/counter"))[0] == 403
        assert (await viewer.post("/desk/counter/new", {**given, "form_token": token}))[0] == 403
        assert "Tambah tiket" not in (await viewer.get("/desk"))[1]
    assert stored(desk.folder, "SELECT count(*) FROM tickets") == [1]


async def test_what_officers_typed_is_shown_as_text(desk: Desk) -> None:
    """Markup is nothing but characters."""
    number = await filed(desk, **{**STORY, "s-story": "<script>alert(1)</script>"})
    _, text = await desk.rina.get(f"/desk/tickets/{number}")
    assert "<script>alert" not in text


async def test_asking_stops_the_clock_and_the_sum_says_so(desk: Desk) -> None:
    """While it waits and afterwards; a rejection tells the reason and where else to turn."""
    await desk.rina.sends(desk.number, "class", "normatif")
    path, before = f"/desk/tickets/{desk.number}", len(await desk.citizen.history())
    fields = {**await desk.rina.hidden(path), "kind": "asked", "text": "Kirim foto suratnya."}
    _, preview, _ = await desk.rina.post(f"{path}/preview", fields)
    assert "petugas meminta keterangan" in preview
    await desk.rina.sends(desk.number, "asked", "Kirim foto suratnya.")
    _, text = await desk.rina.get(path)
    for part in ("Waktu berhenti sejak Rabu, 18 November 2026", "menunggu jawaban pengirim", "menunggu warga"):
        assert part in text
    assert desk.number in (await desk.rina.get("/desk?view=waiting"))[1]
    desk.clock.pass_by(1200)
    await desk.citizen.say(f"tambah {desk.number} ini suratnya")
    _, text = await desk.rina.get(path)
    assert "Tidak dihitung, karena menunggu jawaban pengirim:" in text
    assert (await desk.rina.sends(desk.number, "rejected", ""))[0] == 400
    await desk.rina.sends(desk.number, "rejected", "Sudah ditangani OSS.")
    told = (await desk.citizen.history())[-1]["text"]
    for part in ("tidak dapat ditindaklanjuti", "Sudah ditangani OSS.", "(0561)"):
        assert part in told
    assert len(await desk.citizen.history()) == before + 4
