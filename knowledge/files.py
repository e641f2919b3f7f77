"""Finds the knowledge files: those packaged with the program, overlaid by name with the office's own."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from knowledge.errors import BrokenFile, Problem

FORMAT = "5"
"""Version of the compiled tables: a knowledge.db of another version is compiled anew."""


@dataclass(frozen=True, slots=True)
class KnowledgeFile:
    """One YAML file: its path below the knowledge folder (`decrees/kalbar-2023.yaml`) and its text."""

    name: str
    text: str

    @property
    def stem(self) -> str:
        """The file's name without folder and ending."""
        return self.name.rsplit("/", 1)[-1].removesuffix(".yaml")


@dataclass(frozen=True, slots=True)
class KnowledgeFiles:
    """All files of one build, in a fixed order, with a fingerprint of their content."""

    decrees: tuple[KnowledgeFile, ...]
    lexicon: tuple[KnowledgeFile, ...]
    fingerprint: str
    calendar: KnowledgeFile | None = None
    forms: tuple[KnowledgeFile, ...] = ()
    checklists: tuple[KnowledgeFile, ...] = ()


def find_files(overlay: Path | None = None) -> KnowledgeFiles:
    """The packaged files, with those in `overlay` (DATA_DIR/knowledge) added or taking their place by name."""
    decrees = _folder("decrees", overlay)
    lexicon = _folder("lexicon", overlay)
    calendar = _single("calendar.yaml", overlay)
    forms = _folder("forms", overlay)
    checklists = _folder("checklists", overlay)
    digest = hashlib.sha256(FORMAT.encode())
    for file in (*decrees, *lexicon, calendar, *forms, *checklists):
        digest.update(f"\0{file.name}\0{file.text}".encode())
    return KnowledgeFiles(decrees, lexicon, digest.hexdigest(), calendar, forms, checklists)


def find_laws(overlay: Path | None = None) -> KnowledgeFile:
    """The table of replaced laws, packaged or the office's own; no part of a build. Raises BrokenFile."""
    return _single("laws.yaml", overlay)


def _folder(folder: str, overlay: Path | None) -> tuple[KnowledgeFile, ...]:
    packaged = files("knowledge") / folder
    texts = {entry.name: entry.read_text("utf-8") for entry in packaged.iterdir() if entry.name.endswith(".yaml")}
    if overlay is not None and (overlay / folder).is_dir():
        texts |= {path.name: _read(path) for path in (overlay / folder).glob("*.yaml")}
    return tuple(KnowledgeFile(f"{folder}/{name}", texts[name]) for name in sorted(texts))


def _single(name: str, overlay: Path | None) -> KnowledgeFile:
    if overlay is not None and (overlay / name).exists():
        return KnowledgeFile(name, _read(overlay / name))
    return KnowledgeFile(name, (files("knowledge") / name).read_text("utf-8"))


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise BrokenFile(Problem(str(path), line, "bukan teks UTF-8", "simpan ulang file ini sebagai UTF-8")) from None
    except OSError as error:
        raise BrokenFile(Problem(str(path), 0, str(error), "periksa izin baca file ini")) from None
