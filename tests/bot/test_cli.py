"""The command line, as a person uses it: help, answers, lists, and refusals without a traceback."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

import bot.channels.terminal
from bot.cli import main
from handlers.tickets import find_number
from knowledge.library import Library
from tests.bot.ticket_core import complete

Run = Callable[..., Result]


@pytest.fixture
def run(data_dir: Path) -> Run:
    """Runs `tanya` on the shared data folder, or on the folder given; a traceback fails the test."""

    def run(*arguments: str, folder: Path = data_dir, said: str | bytes = "") -> Result:
        result = CliRunner().invoke(main, arguments, input=said, env={"TANYA_DATA_DIR": str(folder)})
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return run


def refusal(result: Result) -> str:
    """The message of a command that refused: on the error stream alone, exit code 2."""
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    return result.stderr


def test_help_has_examples(run: Run) -> None:
    """`tanya --help` shows an example of every command."""
    shown = run("--help").stdout
    assert "Contoh:" in shown
    assert [name for name in main.commands if f"  tanya {name} " not in shown] == []


@pytest.mark.parametrize("command", main.commands.values(), ids=main.commands)
def test_every_command_and_option_has_help(run: Run, command: click.Command) -> None:
    """Every command says what it does, and every option of it."""
    assert command.name is not None
    assert run(command.name, "--help").exit_code == 0
    assert (command.help or "").endswith(".")
    options = [option for option in command.params if isinstance(option, click.Option)]
    assert [option.name for option in options if not option.help] == []


def test_ask_prints_the_answer_with_its_source(run: Run) -> None:
    """The answer is the decree's items, then office, number, date, service and component."""
    result = run("ask", "syarat kios", "--office", "depok")
    assert result.exit_code == 0
    assert "1. Warga ber-KTP Depok" in result.stdout
    source = next(line for line in result.stdout.splitlines() if line.startswith("Sumber: "))
    for part in ("903/61/kpts/DKUM/VII/2023", "11 Juli 2023", "Kota Depok", "layanan 9", "Persyaratan"):
        assert part in source
    assert result.stderr == ""


def test_ask_without_a_question(run: Run) -> None:
    """The message shows how to ask."""
    assert 'tanya ask "' in refusal(run("ask"))


@pytest.mark.parametrize("command", [("ask", "halo"), ("chat",), ("services",)], ids=lambda command: command[0])
def test_an_unknown_office(run: Run, library: Library, command: tuple[str, ...]) -> None:
    """The message names the offices that there are."""
    message = refusal(run(*command, "--office", "atlantis"))
    assert "'atlantis' tidak dikenal" in message
    assert [office for office in library.offices if office not in message] == []


def test_an_unknown_command(run: Run) -> None:
    """The message names the commands that there are."""
    message = refusal(run("jawab"))
    assert "Perintah 'jawab' tidak ada" in message
    assert [name for name in main.commands if name not in message] == []


def test_services_of_all_offices(run: Run, library: Library) -> None:
    """Every service has its line, those only listed are marked."""
    lines = run("services").stdout.splitlines()
    assert [service.id for service in library.services.values() if not any(service.id in line for line in lines)] == []
    assert sum("(hanya disebut" in line for line in lines) == sum(
        service.listed_only for service in library.services.values()
    )


def test_services_of_one_office(run: Run, library: Library) -> None:
    """One heading with the decree, then the services of that office in decreed order."""
    heading, *lines = run("services", "--office", "depok").stdout.splitlines()
    assert heading == "Kota Depok (depok), Keputusan Nomor 903/61/kpts/DKUM/VII/2023"
    assert [line.split()[0] for line in lines] == [service.id for service in library.of_office("depok")]


def test_build(run: Run, tmp_path: Path) -> None:
    """`tanya build` makes knowledge.db and says where; a second time it makes it again."""
    for _ in range(2):
        result = run("build", folder=tmp_path)
        assert result.exit_code == 0
        assert result.stdout == f"Selesai: {tmp_path / 'knowledge.db'}\n"
    assert [path.name for path in tmp_path.iterdir()] == ["knowledge.db"]


@pytest.mark.parametrize("command", [("build",), ("ask", "halo"), ("services",)], ids=lambda command: command[0])
def test_a_broken_overlay(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    """The file and the line that are wrong are named."""
    (tmp_path / "knowledge" / "lexicon").mkdir(parents=True)
    (tmp_path / "knowledge" / "lexicon" / "slang.yaml").write_text("words:\n  brp: berapa\n  gmn: 5\n", "utf-8")
    assert refusal(run(*command, folder=tmp_path)).startswith("lexicon/slang.yaml:3: words.gmn: harus berupa teks → ")


@pytest.mark.parametrize("command", [("build",), ("ask", "halo"), ("services",)], ids=lambda command: command[0])
def test_a_data_folder_that_cannot_be_written(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    """The message names the place, the remedy and the setting."""
    (tmp_path / "file").write_text("in the way", "utf-8")
    message = refusal(run(*command, folder=tmp_path / "file"))
    assert str(tmp_path / "file") in message
    assert "izin tulis" in message
    assert "TANYA_DATA_DIR" in message


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + b"\xff" * 9_000])
def test_a_broken_database(run: Run, tmp_path: Path, content: bytes) -> None:
    """A damaged knowledge.db is built anew without a word."""
    (tmp_path / "knowledge.db").write_bytes(content)
    result = run("ask", "syarat kios depok", folder=tmp_path)
    assert result.exit_code == 0
    assert "Warga ber-KTP Depok" in result.stdout


def test_chat_with_choices_by_number(run: Run) -> None:
    """Choices are numbered, and a number takes one; the end of the input ends the talk."""
    result = run("chat", said="halo\n1\nsyarat kios\nkeluar\n")
    assert result.exit_code == 0
    assert "[1] Kota Depok" in result.stdout
    assert "Dinas Koperasi dan Usaha Mikro Kota Depok" in result.stdout
    assert "1. Warga ber-KTP Depok" in result.stdout
    assert "\x1b[" not in result.stdout, "a pipe gets no colours"
    assert run("chat", said="halo\n").exit_code == 0


def test_a_ticket_filed_in_the_terminal_is_known_there(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """As long as the talk lasts; the next talk begins with none."""
    monkeypatch.setattr(bot.channels.terminal, "complete", complete)
    filed, asked = run("chat", said="adukan kios bocor\ntiketku\n").stdout.split("> ")[1:3]
    number = find_number(filed)
    assert f"{number} kios bocor received" in asked
    assert "tidak ada" in run("chat", said="tiketku\n").stdout


def test_a_file_in_the_terminal_is_written_into_the_data_folder(run: Run, tmp_path: Path) -> None:
    """And its path is told."""
    said = "mau mengadu, petugas loket di kalbar minta uang\nSiti\n081200001111\nkirim\nUnduh tanda terima\n"
    told = run("chat", folder=tmp_path, said=said).stdout
    (paper,) = (tmp_path / "papers").iterdir()
    assert paper.name == f"tanda-terima-{find_number(told)}.pdf"
    assert f"📎 {paper}" in told


def test_chat_saves_a_transcript(run: Run, tmp_path: Path) -> None:
    """What was said by whom, in order, also when the talk ends without a farewell."""
    saved = tmp_path / "talk.txt"
    result = run("chat", "--office", "depok", "--save", str(saved), said="syarat kios\nbiayanya?\n")
    assert f"Percakapan disimpan: {saved}" in result.stdout
    lines = saved.read_text("utf-8").splitlines()
    assert lines[0] == "# Chosen: depok"
    assert [line for line in lines if line.startswith("U: ")] == ["U: syarat kios", "U: biayanya?"]
    assert lines.index("U: syarat kios") < lines.index("B: 1. Warga ber-KTP Depok") < lines.index("U: biayanya?")
    assert [line for line in lines[1:] if not line.startswith(("U: ", "B:"))] == []


def test_a_transcript_that_cannot_be_written_is_told_before_the_talk(run: Run, tmp_path: Path) -> None:
    """Nobody talks for an hour to learn then that nothing was kept."""
    message = refusal(run("chat", "--save", str(tmp_path / "no" / "talk.txt"), said="halo\n"))
    assert "Pilih file yang dapat ditulis" in message
