"""Refuses incomplete catalogues: `python -m locales.check` names every text that is missing, copied, or broken."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator

from babel.messages.pofile import read_po

from locales.texts import ROOT, TRANSLATED, catalogue_path, source_texts

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_SAME_IN_ALL = re.compile(r"^[\W\d]*$|^\{\w+\}$")
MAY_BE_EQUAL = frozenset({"Status", "Audit", "WhatsApp", "Instagram", "Biaya", "Prosedur", "Kontak"})
"""Words that are the same in a regional language; everything else equal to its source is a forgotten copy."""
_KINSHIP = {"en": 1, "jv": 3, "su": 3}
"""Texts of fewer words than this may equal the Indonesian: Javanese and Sundanese share many single words with it."""


def problems(language: str) -> Iterator[str]:
    """What is wrong with a language's catalogue."""
    path = catalogue_path(language)
    if not path.exists():
        yield f"{path}: tidak ada"
        return
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language)
    entries = {str(message.id): message for message in catalogue if message.id}
    for text in source_texts():
        message = entries.pop(text, None)
        translation = str(message.string) if message else ""
        if not translation:
            yield f"{language}: belum diterjemahkan: {text!r}"
        elif message is not None and message.fuzzy:
            yield f"{language}: masih bertanda fuzzy: {text!r}"
        elif sorted(_PLACEHOLDER.findall(text)) != sorted(_PLACEHOLDER.findall(translation)):
            yield f"{language}: isian dalam kurung kurawal berbeda: {text!r}"
        elif translation == text and not _may_equal(language, text):
            yield f"{language}: sama dengan teks sumber: {text!r}"
    yield from (f"{language}: teks ini tidak dipakai lagi: {text!r}" for text in entries)


def _may_equal(language: str, text: str) -> bool:
    return bool(_SAME_IN_ALL.match(text)) or text in MAY_BE_EQUAL or len(text.split()) < _KINSHIP[language]


def unseen() -> Iterator[str]:
    """Texts that the collection passes over: before Python 3.12 nobody sees into an f-string."""
    known = source_texts()
    for package in ("handlers", "bot"):
        for path in sorted((ROOT / package).rglob("*.py")):
            for call in (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)):
                name = getattr(call.func, "attr", getattr(call.func, "id", None))
                text = call.args[0] if name in {"say", "mark"} and call.args else None
                if isinstance(text, ast.Constant) and isinstance(text.value, str) and text.value not in known:
                    yield f"{path.relative_to(ROOT)}:{call.lineno}: keluarkan dari f-string: {text.value!r}"


def main() -> int:
    """The exit code: 0 when every catalogue is whole."""
    found = [*unseen(), *(problem for language in TRANSLATED for problem in problems(language))]
    for problem in found:
        print(problem)
    print(f"{len(source_texts())} texts, {len(TRANSLATED)} languages, {len(found)} problems")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
