"""The process that parses one document with bounded memory: `python -m knowledge.importing.child`.

A parser of PDF or pictures that runs out of memory, hangs or crashes ends this process, not the service.
"""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from dataclasses import fields
from pathlib import Path

from knowledge.importing import refusing
from knowledge.importing.limits import Limits
from knowledge.importing.parcels import Found, packed
from knowledge.progress import Progress

_NEARLY = 0.9


def main() -> None:
    """Reads the file named by the arguments (task, path, limits as JSON) and writes lines of JSON."""
    task, path, given = sys.argv[1:]
    limits = Limits(**dict(zip((one.name for one in fields(Limits)), json.loads(given), strict=True)))
    _bound(limits.memory)
    source = Path(path)
    try:
        line = packed(_read(task, source, limits, _tell))
    except refusing.Unreadable as refused:
        line = _refused(refused)
    except MemoryError:
        line = _refused(refusing.too_heavy(source.name))
    except RecursionError:
        line = _refused(refusing.too_deep(source.name))
    except Exception:
        # Libraries that get no memory fail in many ways.
        if not _full(limits.memory):
            raise
        line = _refused(refusing.too_heavy(source.name))
    sys.stdout.write(line + "\n")


def _read(task: str, path: Path, limits: Limits, progress: Progress) -> Found:
    if task == "DOCX":
        from knowledge.importing.docx import read_docx

        return Found(read_docx(path, limits))
    if task == "HTML":
        from knowledge.importing.html import read_html

        return Found(read_html(path, limits))
    if task == "PDF":
        from knowledge.importing.pdf import read_pdf

        return read_pdf(path, limits, progress)
    from knowledge.importing.pictures import read_pictures

    return read_pictures(path, limits, progress)


def _tell(what: str, done: int, steps: int) -> None:
    sys.stdout.write(json.dumps(["progress", what, done, steps]) + "\n")
    sys.stdout.flush()


def _refused(refused: refusing.Unreadable) -> str:
    problem = refused.problems[0]
    return json.dumps(["refused", problem.file, problem.wrong, problem.remedy])


def _bound(memory: int) -> None:
    """Bounds this process's address space, where the platform can (not on Windows, and macOS refuses)."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _full(memory: int) -> bool:
    """Whether this process has come near its bound, where the system tells (Linux)."""
    with suppress(OSError, ValueError, IndexError):
        status = Path("/proc/self/status").read_text("ascii")
        peak = int(status.split("VmPeak:")[1].split()[0]) * 1024
        return peak > _NEARLY * memory
    return False


if __name__ == "__main__":
    main()
