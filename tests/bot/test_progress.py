"""The progress bar: drawn on a terminal's error stream while a build runs, and gone when it ends."""

from __future__ import annotations

import os
import pty
import subprocess
from pathlib import Path

from tests.bot.test_process import ROOT, TANYA


def test_a_terminal_sees_the_progress(tmp_path: Path) -> None:
    """On a terminal the bar names what is at work; the output stream stays clean."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TANYA_DATA_DIR": str(tmp_path), "PYTHONPATH": str(ROOT), "TERM": "xterm"}
    with subprocess.Popen(
        [*TANYA, "build"], stdout=subprocess.PIPE, stderr=theirs, env=environment, cwd=tmp_path
    ) as process:
        os.close(theirs)
        drawn = _all(ours)
        assert process.stdout is not None
        assert process.stdout.read().decode() == f"Selesai: {tmp_path / 'knowledge.db'}\n"
    assert process.returncode == 0
    assert "Menyusun" in drawn


def _all(terminal: int) -> str:
    """What was written to a terminal until its other end closed (Linux then raises EIO)."""
    seen = b""
    try:
        while part := os.read(terminal, 4096):
            seen += part
    except OSError:
        pass
    finally:
        os.close(terminal)
    return seen.decode("utf-8", "replace")
