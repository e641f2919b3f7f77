"""Conditions of checklists: refused with file and line where they lead nowhere, never without the decree's words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from knowledge.build import build
from knowledge.checklist_file import ChecklistsFile, made_checklists
from knowledge.checklist_model import Condition
from knowledge.checklist_rules import borne_out, service_lists
from knowledge.errors import BrokenFile, KnowledgeError
from knowledge.files import KnowledgeFile, KnowledgeFiles, find_files
from knowledge.item_refs import leaves
from knowledge.library import Library
from knowledge.model import Component, Item, Service
from knowledge.yaml_lines import read_yaml
from tests.knowledge.small import DECREE, line_of

LISTS = """\
questions:
  wakil:
    question: Siapa yang mengurus?
    options:
      - {id: sendiri, label: Saya sendiri, words: [saya]}
      - {id: kuasa, label: Dikuasakan}
conditions:
  - question: wakil
    answers: [kuasa]
    because: Bermeterai
    items:
      kecil/kios: persyaratan/1.a
"""
# fmt: off
SLIPS = {
    "unknown question": ("- question: wakil", "- question: wakli", "question: wakli", "pertanyaan 'wakli' tidak ada"),
    "unknown answer": ("answers: [kuasa]", "answers: [kuas]", "answers: [kuas]", "kuas bukan jawaban 'wakil'"),
    "every answer": ("answers: [kuasa]", "answers: [kuasa, sendiri]", "answers: [kuasa", "semua jawaban"),
    "unknown key": ("    because:", "    karena: x\n    because:", "karena:", "kunci tidak dikenal"),
    "no words": ("    because: Bermeterai\n", "", "- question: wakil", "because: wajib ada"),
    "one option": ("      - {id: kuasa, label: Dikuasakan}\n", "", "options:", "paling sedikit 2"),
    "an option twice": ("id: kuasa, label", "id: sendiri, label", "wakil:", "pilihan 'sendiri' diberikan dua kali"),
    "no reference": ("persyaratan/1.a", "1/a?", "kecil/kios:", "tidak sesuai pola"),
    "too long for a button": ("kecil/kios:", f"kecil/{'k' * 50}:", "kecil/kkk", "terlalu panjang untuk sebuah tombol"),
}
# fmt: on


def read(text: str) -> object:
    """The conditions of a file."""
    name = "checklists/test.yaml"
    return made_checklists({name: read_yaml(text, name, ChecklistsFile)}, {name: text})


@pytest.mark.parametrize(("old", "new", "at", "wrong"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_refused_with_its_line(old: str, new: str, at: str, wrong: str) -> None:
    """File, line and remedy, as for every other data file."""
    assert LISTS.count(old) >= 1
    text = LISTS.replace(old, new, 1)
    with pytest.raises(KnowledgeError) as refused:
        read(text)
    (problem,) = refused.value.problems
    assert wrong in problem.wrong
    assert (problem.file, problem.line) == ("checklists/test.yaml", line_of(text, at))
    assert problem.remedy


def test_a_question_is_asked_in_one_file_only() -> None:
    """Two of the same key would be two meanings of one answer."""
    files = {name: read_yaml(LISTS, name, ChecklistsFile) for name in ("a.yaml", "b.yaml")}
    with pytest.raises(BrokenFile, match=r"b\.yaml:2: pertanyaan 'wakil' diberikan dua kali"):
        made_checklists(files, dict.fromkeys(files, LISTS))


def test_the_build_refuses_a_broken_file_and_leaves_what_stands(tmp_path: Path) -> None:
    """As `tanya build` does for decrees."""
    broken = KnowledgeFile("checklists/x.yaml", LISTS.replace("answers: [kuasa]", "answers: [x]"))
    files = KnowledgeFiles(
        (KnowledgeFile("decrees/kecil.yaml", DECREE),), find_files().lexicon, "x", checklists=(broken,)
    )
    with pytest.raises(BrokenFile, match=r"checklists/x\.yaml:9"):
        build(files, tmp_path / "knowledge.db")
    assert list(tmp_path.iterdir()) == []


PACKAGED = [
    condition
    for file in find_files().checklists
    for condition in made_checklists(
        {file.name: read_yaml(file.text, file.name, ChecklistsFile)}, {file.name: file.text}
    )[1]
]


@pytest.mark.parametrize("condition", PACKAGED, ids=lambda each: f"{each.service} {each.item}")
def test_every_condition_is_in_the_words_of_the_decree(library: Library, condition: Condition) -> None:
    """At the very item that the file names, which is a requirement."""
    assert condition.item.startswith("persyaratan/")
    assert borne_out(condition, library.services[condition.service]) == condition.item


_CONDITIONAL = re.compile(
    r"\bjika\b|\bbagi (?:KSPPS|USPPS|koperasi)|\buntuk koperasi (?:primer|sekunder)|\bapabila\b|\bkhusus\s+bagi\b|"
    r"\bkepada USP", re.IGNORECASE,
)  # fmt: skip
_ALWAYS = {
    ("jika dikuasakan", "the applicant's own card is asked for in the same item"),
    ("Perizinan Jika sudah ada", "one of many parts of a profile that is always asked for"),
}
"""Wordings that look conditional and are not: the item stays for everybody."""


def test_no_conditional_wording_is_overlooked(library: Library) -> None:
    """Each item that says "jika", "bagi KSPPS", "untuk Koperasi Primer" has a condition, or a reason for none."""
    conditions = {(each.service, each.item) for each in PACKAGED}
    for service in library.services.values():
        component = service.components.get("persyaratan")
        for leaf in leaves("persyaratan", component.items) if component else ():
            if _CONDITIONAL.search(leaf.item.text) and not any(words in leaf.item.text for words, _ in _ALWAYS):
                assert (service.id, leaf.name) in conditions, leaf.item.text


def test_questions_are_few(library: Library) -> None:
    """Nobody answers more than three before a list."""
    counts = {service: len(library.checklist_of(service).questions) for service in library.services}
    assert {count for count in counts.values() if count} == {1, 2, 3}


def small_service(*texts: str) -> Service:
    """A service with these requirements, numbered."""
    items = tuple(Item(str(number), text) for number, text in enumerate(texts, 1))
    component = Component("persyaratan", None, (), items, None, False, (), ())
    return Service("x/y", "x", "y", 1, "Y", "Y", (), False, False, {"persyaratan": component})


CONDITION = Condition("x/y", "persyaratan/2", "wakil", ("kuasa",), "jika dikuasakan")


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (("KTP", "Surat kuasa jika dikuasakan"), "persyaratan/2"),
        (("Surat Kuasa  JIKA dikuasakan", "KTP"), "persyaratan/1"),
        (("KTP", "NIB", "Surat kuasa jika dikuasakan"), "persyaratan/3"),
        (("KTP", "Surat kuasa"), None),
        (("KTP jika dikuasakan", "NIB", "Surat jika dikuasakan"), None),
        ((), None),
    ],
    ids=["as named", "moved up", "moved down", "reworded", "several", "gone"],
)
def test_a_condition_follows_its_words_and_not_a_number(texts: tuple[str, ...], found: str | None) -> None:
    """A decree that an office replaced never loses an item to a condition of the old one."""
    service = small_service(*texts)
    assert borne_out(CONDITION, service) == found
    lists = service_lists((), (CONDITION,), {"x/y": service})
    assert [each.item for of in lists.values() for each in of.conditions] == ([found] if found else [])


def test_leaves_have_names_of_their_own() -> None:
    """Also where the decree gives a mark twice, or none."""
    items = (Item("a", "A", (Item("1", "x"), Item("1", "y"))), Item(None, "B"), Item("b", "C"))
    assert [leaf.name for leaf in leaves("p", items)] == ["p/a.1", "p/a.1~2", "p/2", "p/b"]
    assert [len(leaf.above) for leaf in leaves("p", items)] == [1, 1, 0, 0]
