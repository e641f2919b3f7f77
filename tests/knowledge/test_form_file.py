"""A broken form file is refused with file, line, what is wrong and what to do; a whole one becomes frozen forms."""

from __future__ import annotations

import pytest

from knowledge.decree_file import DecreeFile
from knowledge.errors import BrokenFile, Problem
from knowledge.form_file import FormsFile, made_forms
from knowledge.form_model import Condition, Form, Option, Step
from knowledge.item_refs import named_items
from knowledge.yaml_lines import read_yaml
from tests.knowledge.small import DECREE, line_of

FORMS = """\
steps:
  name: {kind: name, label: Nama, question: Siapa nama Anda?}
forms:
  kiosk:
    kind: request
    title: Kios
    services: [kecil/kios]
    opening: [Layanan ini gratis.]
    steps:
      - key: sort
        kind: choice
        label: Jenis
        question: Kios yang mana?
        options:
          - {id: small, label: Kecil, words: [mini]}
          - {id: large, label: Besar}
      - key: people
        kind: number
        label: Orang
        question: Berapa orang?
        when: {step: sort, values: [large]}
        least: 2
        most: 9
        beyond: Muat 2-9 orang. Lanjut?
      - key: owner
        kind: yes-no
        label: Pemilik
        question: Punya sendiri?
      - name
    hand_in: [persyaratan/1.a, jangka-waktu]
    closing: [Tunggu kabar.]
  permit:
    kind: request
    title: Izin
    services: [kecil/kios]
    instead: Izin lewat OSS.
    offers: kiosk
"""
_PEOPLE = "        when: {step: sort, values: [large]}\n"

# name: (passage, put in its place, passage whose line is named, what is said, what is advised)
# fmt: off
SLIPS = {
    "unknown key": ("title: Kios", "title: Kios\n    judul: x", "judul:", "judul: kunci tidak dikenal", "ejaan"),
    "unknown key of a step": ("        least: 2", "        lesat: 2", "lesat:", "lesat: kunci tidak dikenal", "ejaan"),
    "missing key of a step": ("        kind: number\n", "", "key: people", "steps.1.kind: wajib ada", "tambahkan"),
    "step of no sort": ("      - name\n", "      - 7\n", "- 7", "steps.3: harus berupa pasangan", "kunci: nilai"),
    "badly written key": ("      - name\n", "      - Nama\n", "- Nama", "steps.3: tidak sesuai pola", "pola"),
    "unknown kind": ("kind: number", "kind: angka", "kind: angka", "steps.1.kind: bukan salah satu", "salah satu"),
    "long label": ("label: Besar", "label: Besar sekali dan bagus pula", "Besar sekali", "lebih dari 24", "singkat"),
    "word in capitals": ("[mini]", "[Mini]", "Mini", "words.0: tidak sesuai pola", "pola"),
    "unknown shared step": ("      - name\n", "      - nmae\n", "- nmae", "langkah 'nmae' tidak ada", "ejaan"),
    "step given twice": ("      - name\n", "      - name\n      - name\n", "  kiosk:", "'name' diberikan dua kali", ""),
    "options on a text": ("kind: choice", "kind: text", "key: sort", "`options` hanya ada", ""),
    "choice without options": ("kind: yes-no", "kind: choice", "key: owner", "`options` hanya ada", ""),
    "option given twice": ("id: large", "id: small", "key: sort", "`options` punya id yang sama", ""),
    "bound on a text": ("kind: number", "kind: text", "key: people", "hanya ada pada langkah number", ""),
    "bounds the wrong way": ("least: 2", "least: 10", "key: people", "`least` lebih besar dari `most`", ""),
    "beyond no bound": ("        least: 2\n        most: 9\n", "", "key: people", "`beyond` butuh", ""),
    "past of no date": ("kind: yes-no", "kind: text\n        past: true", "key: owner", "`past` hanya", ""),
    "when of no step": ("step: sort", "step: sotr", "key: people", "syarat 'sotr' tidak ada", "ejaan"),
    "when of a later step": ("step: sort, values: [large]", "step: owner, values: ['yes']", "key: people",
                             "syarat 'owner' tidak ada di antara langkah sebelumnya", "pindahkan"),
    "when of no option": ("values: [large]", "values: [huge]", "key: people", "huge bukan jawaban 'sort'", "large"),
    "when of a free answer": (_PEOPLE, "        when: {step: about, values: [large]}\n", "key: people",
                              "large bukan jawaban 'about'", "pakai choice atau yes-no"),
    "no unquoted": ("values: [large]", "values: [no]", "values:", "when.values.0: harus berupa teks", "tanda kutip"),
    "neither asks nor points": ("    instead: Izin lewat OSS.\n", "", "  permit:", "`steps`, atau `instead`", ""),
    "asks and points": ("    closing:", "    instead: Di sana.\n    closing:", "  kiosk:", "atau `instead`", ""),
    "offer beside steps": ("    closing:", "    offers: permit\n    closing:", "  kiosk:", "`offers` hanya", ""),
    "offer of no form": ("offers: kiosk", "offers: kios", "offers: kios", "formulir 'kios' tidak ada", "ejaan"),
    "offer of a pointer": ("offers: kiosk", "offers: permit", "offers: permit", "tidak menanyakan", "punya steps"),
    "service given twice": ("[kecil/kios]\n    opening", "[kecil/kios, kecil/kios]\n    opening", "  kiosk:",
                            "'kecil/kios' diberikan dua kali", ""),
    "service without office": ("[kecil/kios]\n    opening", "[kios]\n    opening", "[kios]", "pola", "pola"),
    "unknown service": ("[kecil/kios]\n    opening", "[kecil/kois]\n    opening", "kecil/kois",
                        "layanan 'kecil/kois' tidak ada", "ejaan"),
    "unknown item": ("persyaratan/1.a", "persyaratan/1.c", "persyaratan/1.c",
                     "butir 'persyaratan/1.c' tidak ada", "prosedur/1"),
    "unknown component": ("jangka-waktu]", "biaya]", "hand_in:", "butir 'biaya' tidak ada", "prosedur/1"),
}
# fmt: on
WITH_ABOUT = (
    "      - key: people",
    "      - {key: about, kind: text, label: Hal, question: Apa?}\n      - key: people",
)


def read(text: str) -> tuple[Form, ...]:
    """The forms of one file, held against the small decree."""
    decree = read_yaml(DECREE, "decrees/kecil.yaml", DecreeFile)
    return made_forms(
        {"forms/kecil.yaml": read_yaml(text, "forms/kecil.yaml", FormsFile)}, [decree], {"forms/kecil.yaml": text}
    )


def refused(text: str) -> Problem:
    """The one problem of a broken file."""
    with pytest.raises(BrokenFile) as caught:
        read(text)
    [problem] = caught.value.problems
    return problem


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_named(slip: str) -> None:
    """One problem, at its line, with what to do."""
    old, new, place, wrong, remedy = SLIPS[slip]
    text = FORMS.replace(*WITH_ABOUT) if "about" in new else FORMS
    assert text.count(old) == 1, old
    text = text.replace(old, new)
    problem = refused(text)
    assert wrong in problem.wrong
    assert remedy in problem.remedy
    assert problem.remedy
    assert (problem.file, problem.line) == ("forms/kecil.yaml", line_of(text, place))


def test_all_slips_are_told_at_once() -> None:
    """Nobody wants to build five times for five faults."""
    text = FORMS.replace("persyaratan/1.a", "persyaratan/9").replace("offers: kiosk", "offers: kios")
    with pytest.raises(BrokenFile) as caught:
        read(text)
    assert len(caught.value.problems) == 2


@pytest.mark.parametrize(
    ("second", "wrong"),
    [
        ("steps:\n  name: {kind: name, label: Nama, question: Siapa?}\n", "'name' sudah ada di a.yaml"),
        ("forms:\n  kiosk: {kind: request, title: Kios, instead: Di sana.}\n", "'kiosk' sudah ada di a.yaml"),
    ],
)
def test_a_key_is_given_in_one_file_only(second: str, wrong: str) -> None:
    """Which of two would hold must not depend on the names of their files."""
    texts = {"a.yaml": FORMS, "b.yaml": second}
    with pytest.raises(BrokenFile) as caught:
        made_forms({name: read_yaml(text, name, FormsFile) for name, text in texts.items()}, (), texts)
    assert [(found.file, found.line, found.wrong) for found in caught.value.problems] == [("b.yaml", 2, wrong)]


def test_an_offered_form_serves_the_same_office() -> None:
    """A citizen of one office is never led to another's form."""
    text = FORMS.replace("services: [kecil/kios]\n    instead", "services: [besar/kios]\n    instead")
    forms = read_yaml(text, "a.yaml", FormsFile)
    with pytest.raises(BrokenFile, match="formulir 'kiosk' tidak ada untuk kantor besar"):
        made_forms({"a.yaml": forms})


def test_services_are_looked_up_only_where_decrees_are_given() -> None:
    """A form can be read by itself."""
    text = FORMS.replace("persyaratan/1.a", "persyaratan/9")
    assert len(made_forms({"a.yaml": read_yaml(text, "a.yaml", FormsFile)})) == 2


def test_forms_are_made_as_written() -> None:
    """Shared steps filled in where they stand; everything else as it is in the file."""
    kiosk, permit = read(FORMS)
    assert [step.key for step in kiosk.steps] == ["sort", "people", "owner", "name"]
    assert kiosk.step("name") == Step("name", "name", "Nama", "Siapa nama Anda?")
    people = kiosk.step("people")
    assert people is not None
    assert people.when == Condition("sort", ("large",))
    assert (people.least, people.most, people.beyond) == (2, 9, "Muat 2-9 orang. Lanjut?")
    assert kiosk.steps[0].options == (Option("small", "Kecil", ("mini",)), Option("large", "Besar"))
    assert (kiosk.services, kiosk.hand_in) == (("kecil/kios",), ("persyaratan/1.a", "jangka-waktu"))
    assert (permit.instead, permit.offers, permit.steps) == ("Izin lewat OSS.", "kiosk", ())


def test_items_go_by_their_mark_or_their_place() -> None:
    """A path of marks; the place, from 1, where there is none; of two with one mark the first."""
    text = DECREE.replace('mark: "1", text: 3 hari kerja', "text: 3 hari kerja").replace(', item: "1"', "")
    [service] = read_yaml(text, "decrees/kecil.yaml", DecreeFile).services
    names = {name for key, part in service.components.items() for name in named_items(key, part.items)}
    assert names >= {"persyaratan", "persyaratan/1", "persyaratan/1.b", "persyaratan/2", "jangka-waktu/1"}
    whole = service.components["persyaratan"].items
    assert named_items("persyaratan", [*whole, *whole])["persyaratan/2"] == (whole[1],)
