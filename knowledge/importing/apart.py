"""Reads a document in a process of its own, which may use only so much memory and time."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import astuple
from pathlib import Path
from threading import Timer
from typing import IO

from knowledge.importing import refusing
from knowledge.importing.limits import Limits
from knowledge.importing.parcels import Found, unpacked
from knowledge.progress import Progress

_ROOT = Path(__file__).parents[2]
_OUT_OF_MEMORY = {-signal.SIGABRT, -signal.SIGTRAP, -signal.SIGSEGV, -9}
"""How a parser ends that got no memory: it aborts, traps or faults, or the system kills it."""


def read_apart(path: Path, task: str, progress: Progress | None, limits: Limits, seconds: float | None = None) -> Found:
    """What a child process found in the file by `task` (a Format's value, or "OCR"); raises Unreadable.

    `seconds` bounds its wall time, by default as `limits` says.
    """
    allowed = limits.seconds if seconds is None else seconds
    child = subprocess.Popen(  # noqa: S603 - our own module with our own arguments
        [sys.executable, "-m", "knowledge.importing.child", task, str(path), json.dumps(astuple(limits))],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True,
        encoding="utf-8", env=_environment(),
    )  # fmt: skip
    late = _Late(child)
    timer = Timer(allowed, late.end)
    timer.start()
    try:
        with child:
            found = _followed(path.name, child.stdout, progress)
    except BaseException:
        late.end()
        raise
    finally:
        timer.cancel()
    if found is not None:
        return found
    if late.ended:
        raise refusing.too_slow(path.name, allowed)
    if child.returncode in _OUT_OF_MEMORY:
        raise refusing.too_heavy(path.name)
    raise refusing.damaged(path.name, task)


class _Late:
    """Ends a child that takes too long, with all that it started."""

    def __init__(self, child: subprocess.Popen[str]) -> None:
        self._child = child
        self.ended = False

    def end(self) -> None:
        self.ended = True
        with suppress(ProcessLookupError, PermissionError):
            if hasattr(os, "killpg"):
                os.killpg(self._child.pid, signal.SIGKILL)
            else:
                self._child.kill()


def _followed(name: str, lines: IO[str] | None, progress: Progress | None) -> Found | None:
    """The child's words until it is done; None if it ended without saying how."""
    for line in lines or ():
        try:
            parcel = json.loads(line)
        except ValueError:
            return None
        if parcel[0] == "found":
            return unpacked(parcel)
        if parcel[0] == "refused":
            raise refusing.refusal(name, parcel[2], parcel[3])
        if progress is not None:
            progress(parcel[1], parcel[2], parcel[3])
    return None


def _environment() -> dict[str, str]:
    """This process's environment, with this very package first on the child's path; UTF-8 everywhere."""
    paths = [str(_ROOT), *(os.environ.get("PYTHONPATH") or "").split(os.pathsep)]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths)), "PYTHONUTF8": "1"}
