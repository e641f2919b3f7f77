"""Settings: read from the environment and `.env`, each wrong one named with what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import SETTINGS, WrongSetting, read_settings

ROOT = Path(__file__).parent.parent.parent
NO_FILE = Path("/nowhere/.env")


@pytest.mark.parametrize(
    ("environment", "folder"),
    [({}, "data"), ({"TANYA_DATA_DIR": ""}, "data"), ({"TANYA_DATA_DIR": "/srv/tanya"}, "/srv/tanya")],
    ids=["unset", "empty", "set"],
)
def test_the_data_folder(environment: dict[str, str], folder: str) -> None:
    """knowledge.db, the conversations and the office's own files lie inside it."""
    settings = read_settings(environment, NO_FILE)
    assert settings.data_dir == Path(folder)
    assert settings.database == Path(folder, "knowledge.db")
    assert settings.overlay == Path(folder, "knowledge")
    assert settings.store_url == f"sqlite:///{Path(folder, 'tanya.db')}"


def test_every_setting_is_read() -> None:
    """Each in its own type."""
    settings = read_settings(
        {
            "TANYA_HOST": "0.0.0.0",
            "TANYA_PORT": "9090",
            "TANYA_DATABASE_URL": "postgresql://tanya@db/tanya",
            "TANYA_PUBLIC_URL": "https://tanya.kota.go.id/",
            "TANYA_TELEGRAM_TOKEN": "123456789:AAFakefakefakefakefakefakefakefake00",
            "TANYA_TELEGRAM_WEBHOOK_SECRET": "rahasia_1",
            "TANYA_TELEGRAM_API_URL": "http://127.0.0.1:8081",
            "TANYA_EMBED_ORIGINS": "https://dinas.kota.go.id, https://www.kota.go.id",
            "TANYA_API_ORIGINS": "https://data.kota.go.id",
            "TANYA_RETENTION_DAYS": "90",
            "TANYA_LOG_LEVEL": "WARNING",
        },
        NO_FILE,
    )
    assert (settings.host, settings.port, settings.retention_days) == ("0.0.0.0", 9090, 90)
    assert settings.store_url == "postgresql://tanya@db/tanya"
    assert settings.public_url == "https://tanya.kota.go.id"
    assert settings.telegram_api_url == "http://127.0.0.1:8081"
    assert settings.embed_origins == ("https://dinas.kota.go.id", "https://www.kota.go.id")
    assert settings.log_level == "warning"


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("TANYA_PORT", "banyak", "nomor port"),
        ("TANYA_PORT", "70000", "nomor port"),
        ("TANYA_DATABASE_URL", "mysql://x", "tidak dikenal"),
        ("TANYA_DATABASE_URL", "tanya.db", "bukan URL"),
        ("TANYA_PUBLIC_URL", "tanya.kota.go.id", "alamat web"),
        ("TANYA_TELEGRAM_TOKEN", "token", "BotFather"),
        ("TANYA_TELEGRAM_WEBHOOK_SECRET", "dua kata", "huruf, angka"),
        ("TANYA_EMBED_ORIGINS", "https://a.id, b", "alamat web"),
        ("TANYA_COOKIE_KEY", "rahasia", "paling sedikit 32"),
        ("TANYA_RETENTION_DAYS", "0", "jumlah hari"),
        ("TANYA_LOG_LEVEL", "ramai", "pilih salah satu"),
        ("TANYA_PROT", "8080", "maksudnya TANYA_PORT"),
    ],
)
def test_a_wrong_setting_is_named(name: str, value: str, told: str) -> None:
    """By its name, with what would be right; a misspelt one too."""
    with pytest.raises(WrongSetting, match=rf"^{name}: .*{told}"):
        read_settings({name: value}, NO_FILE)


def test_a_name_of_something_else_is_left_alone() -> None:
    """Other programs may have names that begin so."""
    assert read_settings({"TANYA_SAUDARA": "1"}, NO_FILE).port == 8080


def test_all_wrong_settings_are_told_at_once() -> None:
    """Nobody wants to start five times."""
    with pytest.raises(WrongSetting) as refused:
        read_settings({"TANYA_PORT": "x", "TANYA_LOG_LEVEL": "y"}, NO_FILE)
    assert len(str(refused.value).splitlines()) == 2


def test_a_file_completes_the_environment(tmp_path: Path) -> None:
    """What the environment says wins."""
    (tmp_path / ".env").write_text("# layanan\nTANYA_PORT=9000\nTANYA_HOST='0.0.0.0'\nLAIN=1\n")
    settings = read_settings({"TANYA_PORT": "9001"}, tmp_path / ".env")
    assert (settings.host, settings.port) == ("0.0.0.0", 9001)


def test_every_setting_is_documented() -> None:
    """docs/running.md has each with its help."""
    text = (ROOT / "docs" / "running.md").read_text("utf-8")
    assert [setting.name for setting in SETTINGS if f"`TANYA_{setting.name}`" not in text] == []


_WHATSAPP = {
    "TANYA_WHATSAPP_APP_SECRET": "rahasia",
    "TANYA_WHATSAPP_VERIFY_TOKEN": "sandi",
    "TANYA_WHATSAPP_TOKEN": "EAAG",
    "TANYA_WHATSAPP_NUMBERS": "1001234=depok, 2001234=kalbar",
}


def test_whatsapp_is_set_whole() -> None:
    """The numbers with their offices; a part of it alone is refused, since a webhook without its secret is open."""
    settings = read_settings(_WHATSAPP, NO_FILE)
    assert settings.whatsapp_numbers == (("1001234", "depok"), ("2001234", "kalbar"))
    for name in _WHATSAPP:
        with pytest.raises(WrongSetting, match=f"{name}: belum diisi"):
            read_settings({key: value for key, value in _WHATSAPP.items() if key != name}, NO_FILE)


@pytest.mark.parametrize("numbers", ["1001234", "depok=1001234", "1001234=depok,1001234=kalbar", "1=depok"])
def test_numbers_of_whatsapp_that_are_none(numbers: str) -> None:
    """The operator is told how they are written."""
    with pytest.raises(WrongSetting, match="TANYA_WHATSAPP_NUMBERS"):
        read_settings({**_WHATSAPP, "TANYA_WHATSAPP_NUMBERS": numbers}, NO_FILE)
