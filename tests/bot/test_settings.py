"""Settings: one folder for everything that is written, ./data unless the environment names another."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import read_settings


@pytest.mark.parametrize(
    ("environment", "folder"),
    [({}, "data"), ({"TANYA_DATA_DIR": ""}, "data"), ({"TANYA_DATA_DIR": "/srv/tanya"}, "/srv/tanya")],
    ids=["unset", "empty", "set"],
)
def test_the_data_folder(environment: dict[str, str], folder: str) -> None:
    """knowledge.db and the office's own files lie inside it."""
    settings = read_settings(environment)
    assert settings.data_dir == Path(folder)
    assert settings.database == Path(folder, "knowledge.db")
    assert settings.overlay == Path(folder, "knowledge")
