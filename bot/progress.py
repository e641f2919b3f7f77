"""Shows the progress of long work on the terminal, on the error stream so that output stays clean."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from knowledge.build import Progress


@contextmanager
def shown_progress() -> Iterator[Progress]:
    """A progress callback that draws a bar once there is something to report, and nothing before."""
    bar = _Bar()
    try:
        yield bar.report
    finally:
        bar.close()


class _Bar:
    """A rich progress bar made at the first report, so that commands with nothing to do load nothing."""

    def __init__(self) -> None:
        self._progress = None
        self._task = None

    def report(self, what: str, done: int, steps: int) -> None:
        """Draws that `done` of `steps` are done and `what` is at work."""
        from rich.console import Console
        from rich.progress import Progress as RichProgress

        if self._progress is None:
            self._progress = RichProgress(console=Console(stderr=True), transient=True)  # type: ignore[assignment]
            self._progress.start()  # type: ignore[attr-defined]
            self._task = self._progress.add_task("", total=steps)  # type: ignore[attr-defined]
        self._progress.update(self._task, description=f"Menyusun {what}", completed=done)

    def close(self) -> None:
        """Takes the bar off the screen."""
        if self._progress is not None:
            self._progress.stop()
