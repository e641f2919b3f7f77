"""Shows the progress of long work on the terminal, on the error stream so that output stays clean."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from knowledge.progress import Progress

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID


@contextmanager
def shown_progress(doing: str = "Menyusun") -> Iterator[Progress]:
    """A progress callback that draws a bar once there is something to report; in a pipe or a log it draws nothing."""
    if not sys.stderr.isatty():
        yield lambda _what, _done, _steps: None
        return
    bar = _Bar(doing)
    try:
        yield bar.report
    finally:
        bar.close()


class _Bar:
    """A rich progress bar made at the first report, so that commands with nothing to do load nothing."""

    def __init__(self, doing: str) -> None:
        self._doing = doing
        self._shown: tuple[RichProgress, TaskID] | None = None

    def report(self, what: str, done: int, steps: int) -> None:
        """Draws that `done` of `steps` are done and `what` is at work."""
        if self._shown is None:
            self._shown = _start(steps)
        progress, task = self._shown
        progress.update(task, description=f"{self._doing} {what}", completed=done)

    def close(self) -> None:
        """Takes the bar off the screen."""
        if self._shown is not None:
            self._shown[0].stop()


def _start(steps: int) -> tuple[RichProgress, TaskID]:
    from rich.console import Console
    from rich.progress import Progress as RichProgress

    progress = RichProgress(console=Console(stderr=True), transient=True)
    task = progress.add_task("", total=steps)
    progress.start()
    return progress, task
