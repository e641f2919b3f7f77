"""`tanya` as a process of its own: bytes in, bytes out, in a terminal that is no UTF-8 terminal."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
TANYA = [sys.executable, "-W", "error", "-c", "from bot.cli import main; main(prog_name='tanya')"]


def tanya(*arguments: str, folder: Path, said: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Runs the command line in a new process."""
    own = {"TANYA_DATA_DIR": str(folder), "PYTHONPATH": str(ROOT), **environment}
    return subprocess.run(
        [*TANYA, *arguments], input=said, capture_output=True, env={**os.environ, **own}, cwd=folder, timeout=120,
        check=False,
    )  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "utf-16"])
def test_jsonl_is_utf8_whatever_the_terminal(data_dir: Path, encoding: str) -> None:
    """Bytes that are no UTF-8 spoil nothing but themselves, and what comes out is UTF-8."""
    lines = [
        b'\xef\xbb\xbf{"id": "\xc3\xa9", "question": "syarat kios", "office": "depok"}',
        b'{"id": 2, "question": "biaya \xff\xfe kios", "office": "depok"}',
        b"\xff\xfe\x00",
        b'{"id": 4, "question": "halo"}\r',
    ]
    done = tanya("ask", "--jsonl", folder=data_dir, said=b"\n".join(lines), PYTHONIOENCODING=encoding)
    assert (done.returncode, done.stderr) == (0, b"")
    found = [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
    assert [each["id"] for each in found] == ["é", 2, None, 4]
    assert ["error" in each for each in found] == [False, False, True, False]
    assert [each["component"] for each in found[:2]] == ["persyaratan", "biaya"]


def test_no_lines_give_no_lines(data_dir: Path) -> None:
    """An empty input is no error."""
    done = tanya("ask", "--jsonl", folder=data_dir)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_a_terminal_without_the_letters(data_dir: Path) -> None:
    """Signs that the terminal lacks become a question mark, and the talk goes on."""
    done = tanya("chat", folder=data_dir, said=b"\xff\xfe\nsyarat kios depok\n", PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"Warga ber-KTP Depok" in done.stdout


def test_bytes_in_an_argument(data_dir: Path) -> None:
    """A question on the command line in another encoding is answered as far as it can be read."""
    done = subprocess.run(
        [*map(os.fsencode, TANYA), b"ask", b"syarat \xff kios depok"],
        capture_output=True, env={**os.environ, "TANYA_DATA_DIR": str(data_dir), "PYTHONPATH": str(ROOT)},
        cwd=data_dir, timeout=120, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"Warga ber-KTP Depok" in done.stdout


def test_a_reader_that_leaves(data_dir: Path) -> None:
    """`tanya services | head -1` ends without a traceback."""
    environment = {**os.environ, "TANYA_DATA_DIR": str(data_dir), "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [*TANYA, "services"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, cwd=data_dir
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()


def test_the_first_answer_builds_and_keeps_output_clean(tmp_path: Path) -> None:
    """The data folder is ./data where nothing is set; the building leaves no trace in a pipe."""
    done = tanya("ask", "syarat kios depok", folder=tmp_path, TANYA_DATA_DIR="")
    assert (done.returncode, done.stderr) == (0, b"")
    assert "Kios usaha mikro · Persyaratan" in done.stdout.decode("utf-8")
    assert [str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.db")] == ["data/knowledge.db"]
