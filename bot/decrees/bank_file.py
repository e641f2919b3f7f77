"""The question bank as officers type it and as a YAML file in the form of the project's own question cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from bot.store.decree_questions import MOST_QUESTIONS, BankQuestion
from knowledge.library import Library
from knowledge.model import COMPONENTS

LONGEST_QUESTION = 500
_MOST_WORDS = 10
_LONGEST_WORDS = 200


class WrongBank(ValueError):
    """What cannot be taken into the bank; says why."""


def read_question(form: Mapping[str, str], office: str, library: Library) -> BankQuestion:
    """The question of a form; raises WrongBank."""
    component = form.get("component", "") or None
    words = [each for each in form.get("words", "").splitlines() if each.strip()]
    return _checked(form.get("question", ""), form.get("service", ""), component, words, office, library)


def bank_text(office: str, bank: Sequence[BankQuestion]) -> str:
    """The bank as YAML."""
    rows = [
        {
            "question": each.question, "office": office, "intent": "answer", "services": [each.service],
            "component": each.component, "facts": list(each.words),
        } | ({} if each.active else {"active": False})
        for each in bank
    ]  # fmt: skip
    return yaml.safe_dump(rows, allow_unicode=True, sort_keys=False, width=120) if rows else "[]\n"


def read_bank(text: str, office: str, library: Library) -> list[BankQuestion]:
    """The questions of a YAML text; raises WrongBank naming the one that is wrong, and YAMLError."""
    rows = yaml.load(text, Loader=yaml.CSafeLoader)
    if not isinstance(rows, list) or not rows:
        raise WrongBank("Teks itu harus berupa daftar pertanyaan, masing-masing diawali tanda hubung.")
    if len(rows) > MOST_QUESTIONS:
        raise WrongBank(f"Paling banyak {MOST_QUESTIONS} pertanyaan.")
    return [_row(number, row, office, library) for number, row in enumerate(rows, 1)]


def _row(number: int, row: Any, office: str, library: Library) -> BankQuestion:  # noqa: ANN401 - whatever YAML holds
    if not isinstance(row, dict):
        raise WrongBank(f"Pertanyaan {number}: harus berupa kunci dan nilai, misalnya question: syarat kios.")
    services, facts = row.get("services"), row.get("facts") or []
    service = services[0] if isinstance(services, list) and services else row.get("service")
    component, question = row.get("component"), row.get("question")
    texts = all(isinstance(each, str) for each in (question, service)) and isinstance(facts, list)
    if not texts or not isinstance(component, str | None):
        raise WrongBank(f"Pertanyaan {number}: perlu question dan services; component dan facts boleh kosong.")
    try:
        return _checked(str(question), str(service), component, [str(each) for each in facts], office, library)
    except WrongBank as error:
        raise WrongBank(f"Pertanyaan {number}: {error}") from None


def _checked(
    question: str, service: str, component: str | None, words: Sequence[str], office: str, library: Library
) -> BankQuestion:
    asked = " ".join(question.split())
    if not asked or len(asked) > LONGEST_QUESTION:
        raise WrongBank(f"Tulis pertanyaannya seperti warga menulisnya, paling panjang {LONGEST_QUESTION} karakter.")
    if not service.startswith(f"{office}/") or len(service) > 128:
        raise WrongBank("Pilih layanan kantor ini yang harus menjadi jawabannya.")
    known = library.services.get(service)
    if known is None or known.office != office:
        raise WrongBank(f"Layanan {service} tidak ada di kantor ini.")
    if component is not None and component not in COMPONENTS:
        raise WrongBank(f"Komponen {component!r} tidak dikenal.")
    wanted = tuple(" ".join(each.split()) for each in words if each.strip())
    if len(wanted) > _MOST_WORDS or any(len(each) > _LONGEST_WORDS for each in wanted):
        raise WrongBank(
            f"Kata dalam jawaban paling banyak {_MOST_WORDS} baris, masing-masing {_LONGEST_WORDS} karakter."
        )
    return BankQuestion(asked, service, component, wanted)
