"""The knowledge as it would be with another decree in force, built aside: nothing of the running one is touched."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from bot.decrees.overlay import write_whole
from knowledge.loading import open_library
from knowledge.search import Search


def candidate(overlay: Path, file: str, text: str | None) -> Search:
    """The search with a decree file replaced, or with the packaged one where there is no text.

    Takes two seconds of work: call it from a thread. Raises KnowledgeError where it cannot be built.
    """
    with tempfile.TemporaryDirectory(prefix="tanya-candidate-") as folder:
        copy = Path(folder, "knowledge")
        if overlay.is_dir():
            shutil.copytree(overlay, copy)
        path = copy / "decrees" / file
        if text is None:
            path.unlink(missing_ok=True)
        else:
            write_whole(path, text)
        return Search(open_library(Path(folder, "knowledge.db"), copy))
