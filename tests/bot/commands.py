"""What every group of officers' commands is held to."""

from __future__ import annotations

from collections.abc import Callable

import click
from click.testing import Result

Run = Callable[..., Result]


def refusal(result: Result) -> str:
    """The message of a command that refused: on the error stream, exit code 2."""
    assert result.exit_code == 2, result.output
    return result.stderr


def has_help(run: Run, command: click.Command) -> None:
    """Holds a command to saying what it does, and every option of it."""
    assert run(command.name, "--help").exit_code == 0
    assert (command.help or "").endswith(".")
    options = [option for option in command.params if isinstance(option, click.Option)]
    assert [option.name for option in options if not option.help] == []
