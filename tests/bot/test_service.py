"""The service as an operator meets it: starting, refusing to start, being watched, being stopped."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import socket
import sqlite3
import subprocess
import sys
from contextlib import AsyncExitStack, closing
from pathlib import Path

import pytest
import structlog
from aiohttp import ClientSession

from knowledge.search import Search
from tests.bot.service import serving, visiting

ROOT = Path(__file__).parent.parent.parent


def serve(folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """`tanya serve` that is expected to refuse."""
    environment = {**os.environ, "TANYA_DATA_DIR": str(folder), "TANYA_PORT": "0", **settings}
    return subprocess.run(
        [sys.executable, "-c", "from bot.cli import main; main()", "serve"],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=30, check=False,
    )  # fmt: skip


async def test_a_number_of_an_office_that_is_not_known_is_refused(tmp_path: Path) -> None:
    """With the offices that there are: citizens would be greeted by nobody's office."""
    refused = await asyncio.to_thread(
        serve,
        tmp_path,
        TANYA_WHATSAPP_APP_SECRET="rahasia",
        TANYA_WHATSAPP_VERIFY_TOKEN="sandi",
        TANYA_WHATSAPP_TOKEN="EAAG",
        TANYA_WHATSAPP_NUMBERS="106540352242922=atlantis",
    )
    assert refused.returncode == 2
    assert "TANYA_WHATSAPP_NUMBERS: kantor atlantis tidak dikenal" in refused.stderr
    assert "kalbar" in refused.stderr


async def test_a_second_service_on_the_same_folder_is_refused(tmp_path: Path, search: Search) -> None:
    """Two writers would break each other's promises; the running one is not disturbed."""
    from bot.app import only_service
    from bot.settings import Settings

    settings = Settings(data_dir=tmp_path)
    with only_service(settings):
        refused = await asyncio.to_thread(serve, tmp_path)
        async with serving(tmp_path, search) as url, visiting(url) as visitor:
            assert (await visitor.say("halo"))[0] == 200
    assert refused.returncode == 2
    assert "sudah dipakai layanan lain" in refused.stderr
    assert "TANYA_DATA_DIR" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_taken_port_is_told(tmp_path: Path) -> None:
    """With the setting to change."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        refused = serve(tmp_path, TANYA_PORT=str(taken.getsockname()[1]))
    assert refused.returncode == 2
    assert "TANYA_PORT" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_database_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    """Rather than written in a form that loses what it does not know."""
    with closing(sqlite3.connect(tmp_path / "tanya.db")) as database:
        database.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        database.execute("INSERT INTO alembic_version VALUES ('9999')")
        database.commit()
    refused = serve(tmp_path)
    assert refused.returncode == 2
    assert "versi yang lebih baru" in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"TANYA_PORT": "x"}, "TANYA_PORT: bukan nomor port"),
        ({"TANYA_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}, "TANYA_DATABASE_URL"),
        ({"TANYA_DATA_DIR": "/proc/tanya"}, "TANYA_DATA_DIR"),
    ],
    ids=["wrong setting", "no such database", "no such folder"],
)
def test_what_cannot_work_is_refused_at_the_start(tmp_path: Path, settings: dict[str, str], told: str) -> None:
    """With the setting to change and no traceback."""
    refused = serve(tmp_path, **settings)
    assert refused.returncode == 2
    assert told in refused.stderr
    assert "Traceback" not in refused.stderr


async def test_health_and_metrics(tmp_path: Path, search: Search) -> None:
    """Monitors see that it lives, that it is ready, and what it counted, with nothing of a citizen."""
    async with serving(tmp_path, search) as url, visiting(url) as visitor:
        await visitor.say("biaya kios depok, nama saya Sutrisnawati")
        await visitor.history()
        async with ClientSession() as session:
            for path in ("live", "ready"):
                async with session.get(f"{url}/health/{path}") as response:
                    assert response.status == 200
            async with session.get(f"{url}/metrics") as response:
                text = await response.text()
    assert 'tanya_turns_total{channel="web",status="done"}' in text
    assert 'tanya_outbox{channel="web",status="sent"} 1.0' in text
    assert "tanya_turn_seconds_bucket" in text
    assert "Sutrisnawati" not in text


async def test_the_api_answers_as_the_command_line(tmp_path: Path, search: Search) -> None:
    """One object, with CORS for the sites that the operator named and none other."""
    allowed = "https://data.kota.go.id"
    async with serving(tmp_path, search, api_origins=(allowed,)) as url, ClientSession() as session:
        parameters = {"q": "biaya kios", "office": "depok"}
        headers = {"Origin": allowed}
        async with session.get(f"{url}/api/v1/ask", params=parameters, headers=headers) as response:
            answer = await response.json()
            assert response.headers["Access-Control-Allow-Origin"] == allowed
        async with session.get(f"{url}/api/v1/ask", params=parameters, headers={"Origin": "https://x.id"}) as response:
            assert "Access-Control-Allow-Origin" not in response.headers
        for wrong in ({}, {"q": " "}, {"q": "a", "office": "atlantis"}):
            async with session.get(f"{url}/api/v1/ask", params=wrong) as response:
                assert response.status == 400
                assert (await response.json())["problem"]
        async with session.get(f"{url}/api/v1/openapi.json") as response:
            described = await response.json()
    assert (answer["intent"], answer["services"][0], answer["component"]) == ("answer", "depok/kios", "biaya")
    assert set(described["components"]["schemas"]["Answer"]["required"]) == set(answer)


async def test_no_log_line_holds_anything_of_a_citizen(
    tmp_path: Path,
    search: Search,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    request: pytest.FixtureRequest,
) -> None:
    """A name, a telephone number and a NIK go through a conversation; no line of any log has them."""
    from bot.logs import set_up_logs

    set_up_logs("info")
    request.addfinalizer(structlog.reset_defaults)
    canaries = ("Sutrisnawati", "081298765432", "3174012345678901")
    with caplog.at_level(logging.INFO):
        async with serving(tmp_path, search) as url, visiting(url) as visitor:
            await visitor.say(f"saya {' '.join(canaries)}, biaya kios depok?")
            await visitor.post({"id": "x", "choice": f"ask:{canaries[0]}"})
            async with ClientSession() as session, session.get(f"{url}/api/v1/ask?q={canaries[0]}") as response:
                assert response.status == 200
    captured = capfd.readouterr()
    logged = captured.err + captured.out + caplog.text
    assert "stopped" in logged
    assert [canary for canary in canaries if canary in logged] == []


async def test_stopping_finishes_what_is_in_hand(tmp_path: Path, search: Search) -> None:
    """An open stream ends at once, and what was being written is written and acknowledged."""
    async with AsyncExitStack() as visitors:
        async with serving(tmp_path, search) as url:
            visitor = await visitors.enter_async_context(visiting(url))
            await visitor.say("halo")
            stream = await visitor.session.get(f"{url}/chat/events")
            talking = asyncio.create_task(visitor.say("terima kasih"))
            await asyncio.sleep(0.005)
        async with asyncio.timeout(5):
            assert (await talking)[0] == 200
            await stream.content.read()
    with closing(sqlite3.connect(tmp_path / "tanya.db")) as database:
        (body,) = database.execute("SELECT body FROM messages WHERE direction = 'in' AND event = 3").fetchone()
    assert json.loads(body) == {"text": "terima kasih"}


async def test_a_visitor_of_an_office_page_starts_there(tmp_path: Path, search: Search) -> None:
    """The link says the office, or one of its services; an unknown one is ignored."""
    async with serving(tmp_path, search) as url:
        for way_in, expected in (
            ("start:depok", "Kota Depok"),
            ("start:kalbar/izin-kantor-cabang", "Izin kantor cabang"),
            ("start:atlantis", "Pilih kantornya"),
            ("start", "Pilih kantornya"),
        ):
            async with visiting(url) as visitor:
                await visitor.post({"id": "s", "choice": way_in})
                assert expected in (await visitor.history())[-1]["text"]
