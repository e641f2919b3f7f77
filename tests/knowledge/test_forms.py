"""The packaged forms: one for every service, short, and true to the decree of each service that they name."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

import pytest

from knowledge.form_file import spoken_texts
from knowledge.form_model import Form, Step
from knowledge.item_refs import handed_in
from knowledge.library import Library
from knowledge.model import Item, Service
from locales.catalogue import LANGUAGES, translate
from locales.texts import source_texts
from tests.knowledge.packaged_forms import form_files, packaged_forms

SEVERAL = {"depok/tamu": ["consultation-depok", "data-depok"]}
"""Services that take several matters, with their forms in the order in which citizens choose among them."""
FEWEST, MOST = 3, 6
"""Steps that are asked of everybody; more would not be finished on a phone."""
LONGEST_LABEL = 24
"""Characters of a button."""
LONGEST_OPENING = 140

_COUNTED = re.compile(r"(?<!\d)(\d[\d.,-]*) +(\w+)")
_ADDRESS = re.compile(r"[a-z]+(?:\.[a-z]+)*\.(?:id|ly|com|org)\b(?:/\w+)*")
_IDENTITY = re.compile(r"\b(?:nik|npwp|nomor induk kependudukan)\b", re.IGNORECASE)
_PROMISE = re.compile(r"\b(?:menit|jam|hari|minggu|bulan|disetujui|dikabulkan|pasti|segera)\b", re.IGNORECASE)

all_forms = pytest.mark.parametrize("form", packaged_forms(), ids=lambda form: form.id)


def services(form: Form, library: Library) -> list[Service]:
    """The services of a form."""
    return [library.services[service] for service in form.services]


def decreed(service: Service) -> str:
    """Everything that a decree says of a service, in lower case."""
    said: list[str] = [service.name]
    for component in service.components.values():
        said += [component.intro or "", *component.flow, *_texts(component.items), component.remark or ""]
    return "\n".join(said).lower()


def _texts(items: tuple[Item, ...]) -> Iterator[str]:
    for item in items:
        yield item.text
        yield from item.flow
        yield from _texts(item.items)


def told(form: Form) -> list[str]:
    """What a form says of its services by itself; what is counted there must be decreed."""
    beyond = [step.beyond for step in form.steps if step.beyond is not None]
    questions = [step.question for step in form.steps]
    return [*form.opening, *form.closing, *beyond, *questions, *([form.instead] if form.instead else [])]


def _all_spoken() -> Iterator[str]:
    for file in form_files().values():
        for form in file.forms.values():
            yield from spoken_texts(form)
        for step in file.steps.values():
            yield from spoken_texts(step)


def asked(form: Form) -> list[Step]:
    """The steps that are asked of everybody."""
    return [step for step in form.steps if not step.in_review and step.when is None]


def test_every_service_has_its_form(library: Library) -> None:
    """One a service, listed-only ones too; where there are several, the order is the one given here."""
    found: dict[str, list[str]] = defaultdict(list)
    for form in packaged_forms():
        for service in form.services:
            found[service].append(form.id)
    assert set(found) == set(library.services)
    assert {service: ids for service, ids in found.items() if len(ids) > 1} == SEVERAL


def test_a_complaint_and_a_question_need_no_service() -> None:
    """They can be brought to every office; every other form is a request for named services."""
    without = {form.id: form.kind for form in packaged_forms() if not form.services}
    assert without == {"complaint": "complaint", "question": "request"}
    assert {form.kind for form in packaged_forms() if form.services} == {"request"}


def test_a_permit_is_never_filed_here(library: Library) -> None:
    """The forms of permits, and only those, say where to file and offer another form."""
    permits = {service.id for service in library.services.values() if service.permit}
    pointing = [form for form in packaged_forms() if form.instead is not None]
    assert {service for form in pointing for service in form.services} == permits
    assert {form.offers for form in pointing} == {"consultation"}


@all_forms
def test_a_permit_is_sent_where_its_decree_says(form: Form, library: Library) -> None:
    """The office that takes the file, and OSS exactly where the remark under the requirements names it."""
    if form.instead is None:
        return
    place = form.instead.partition("melalui ")[2].removeprefix("OSS ").rstrip(".")
    for service in services(form, library):
        remark = service.components["persyaratan"].remark or ""
        assert place in remark, service.id
        assert ("OSS" in form.instead) is ("OSS" in remark), service.id


@all_forms
def test_what_is_counted_is_decreed(form: Form, library: Library) -> None:
    """A number and the word after it stand together in the decree of each of the form's services."""
    for service in services(form, library):
        text = decreed(service)
        for number, word in _COUNTED.findall(" ".join(told(form)).lower()):
            assert re.search(rf"(?<![\d.,-]){re.escape(number)} {word}\b", text), (service.id, number, word)


@all_forms
def test_web_addresses_are_decreed(form: Form, library: Library) -> None:
    """No address that the decree does not give."""
    for service in services(form, library):
        missing = [each for each in _ADDRESS.findall(" ".join(told(form))) if each not in decreed(service)]
        assert missing == [], service.id


@all_forms
def test_what_is_free_is_decreed_free(form: Form, library: Library) -> None:
    """A form says so of exactly those services whose fee is nought; nothing is said where the decree is silent."""
    says = "gratis" in " ".join(form.opening)
    for service in services(form, library):
        fees = [value.amount for value in service.components["biaya"].values] if service.components else []
        assert says is (fees == [0] and form.instead is None), service.id


@all_forms
def test_bounds_are_decreed(form: Form, library: Library) -> None:
    """Ages, capacities, and limits of capital and turnover are the typed values of the decree."""
    for step in form.steps:
        if step.least is None and step.most is None:
            continue
        for service in services(form, library):
            values = [value for component in service.components.values() for value in component.values]
            limits = [(None, value.amount) for value in values if value.kind.startswith("maximum_")]
            ranges = [(value.amount, value.upto) for value in values if value.upto is not None]
            assert (step.least, step.most) in [*limits, *ranges], (service.id, step.key)


@all_forms
def test_outside_a_bound_one_may_go_on(form: Form) -> None:
    """The office decides on exceptions, not the bot."""
    assert [step.key for step in form.steps if step.most is not None and step.beyond is None] == []


@all_forms
def test_what_is_to_be_handed_in_is_decreed(form: Form, library: Library) -> None:
    """Every reference leads to items of every service of the form."""
    for service in services(form, library):
        assert [ref for ref in form.hand_in if not handed_in(service, ref)] == [], service.id


@all_forms
def test_listed_services_are_said_nothing_of(form: Form, library: Library) -> None:
    """A decree that only names a service gives nothing to say of it."""
    if any(service.listed_only for service in services(form, library)):
        assert (form.opening, form.hand_in, form.closing) == ((), (), ())


@all_forms
def test_a_closing_promises_nothing(form: Form) -> None:
    """No time and no consent."""
    assert [text for text in form.closing if _PROMISE.search(text)] == []


@all_forms
def test_a_form_is_short(form: Form) -> None:
    """Few steps, a short opening; who asks and how to answer come last, papers in the review."""
    assert len(form.opening) <= 2
    assert len(" ".join(form.opening)) <= LONGEST_OPENING
    if form.instead is None:
        assert FEWEST <= len(asked(form)) <= MOST
        assert [step.key for step in asked(form)][-2:] == ["name", "contact"]
        assert [step.key for step in form.steps if step.kind == "files"] == ["files"]


@all_forms
def test_only_a_complaint_may_be_anonymous(form: Form) -> None:
    """A request that cannot be answered helps nobody."""
    optional = {step.key for step in asked(form) if step.optional}
    assert {"name", "contact"} & optional == ({"name", "contact"} if form.kind == "complaint" else set())


@all_forms
def test_what_is_not_asked_may_stay_empty(form: Form) -> None:
    """A step of the review, or one that follows an answer outside the requirements, is never needed."""
    assert [step.key for step in form.steps if (step.in_review or step.when) and not step.optional] == []


@all_forms
def test_steps_are_told_apart(form: Form) -> None:
    """Within a form no two steps have the same name, or are called by the same word."""
    labels = Counter(step.label for step in form.steps)
    words = Counter(word for step in form.steps for word in {*step.words, step.label.lower()})
    assert [name for name, count in (*labels.items(), *words.items()) if count > 1] == []
    for step in form.steps:
        options = Counter(word for option in step.options for word in {*option.words, option.label.lower()})
        assert [word for word, count in options.items() if count > 1] == []


def test_a_key_means_the_same_in_every_form() -> None:
    """The desk lists answers by key: one key, one kind and one name."""
    meanings: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for form in packaged_forms():
        for step in form.steps:
            meanings[step.key].add((step.kind, step.label))
    assert {key: found for key, found in meanings.items() if len(found) > 1} == {}


def test_every_shared_step_is_used() -> None:
    """A step that no form asks would be translated for nothing."""
    shared = {key for file in form_files().values() for key in file.steps}
    steps = [step for file in form_files().values() for form in file.forms.values() for step in form.steps]
    assert shared - {step for step in steps if isinstance(step, str)} == set()


def test_no_form_asks_for_identity_numbers() -> None:
    """Neither NIK nor NPWP is needed to take a matter to an officer."""
    assert [text for text in _all_spoken() if _IDENTITY.search(text)] == []


def test_every_text_is_in_the_catalogue_check() -> None:
    """What a citizen may see of a form is collected for translation, and nothing else of it."""
    collected = {text for text, file in source_texts().items() if file.startswith("knowledge/forms/")}
    spoken = set(_all_spoken())
    assert spoken - set(source_texts()) == set()
    assert collected - spoken == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_fit_and_keep_their_numbers(language: str) -> None:
    """A name fits a button in every language, and no figure is lost or changed on the way."""
    steps = [step for form in packaged_forms() for step in form.steps]
    labels = [step.label for step in steps] + [option.label for step in steps for option in step.options]
    labels += [form.title for form in packaged_forms() if set(form.services) & set(SEVERAL)]
    assert [label for label in labels if len(translate(language, label)) > LONGEST_LABEL] == []
    for text in {text for form in packaged_forms() for text in told(form)}:
        assert re.findall(r"\d+", translate(language, text)) == re.findall(r"\d+", text), text
