"""What the operator sets: read once from the environment, refused at the start when wrong."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """`data_dir` (TANYA_DATA_DIR): the one folder that holds everything the program writes."""

    data_dir: Path

    @property
    def database(self) -> Path:
        """Where knowledge.db lies."""
        return self.data_dir / "knowledge.db"

    @property
    def overlay(self) -> Path:
        """Where the office puts its own decree and lexicon files; they win over the packaged ones by name."""
        return self.data_dir / "knowledge"


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of an environment; the data folder is ./data unless TANYA_DATA_DIR names another."""
    return Settings(Path(environment.get("TANYA_DATA_DIR") or "data"))
