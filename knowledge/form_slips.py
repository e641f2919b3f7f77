"""What can be wrong between a form and what it points at: other steps, other forms, services, items of decrees."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from knowledge.decree_file import DecreeFile
from knowledge.form_model import Form, Step
from knowledge.item_refs import named_items

_SPELLING = "perbaiki ejaannya"
_YES_NO = frozenset({"yes", "no"})


@dataclass(frozen=True, slots=True)
class Slip:
    """One fault: the form, where in it (as keys of its file), what is wrong and what to do."""

    form: str
    place: tuple[int | str, ...]
    wrong: str
    remedy: str


def item_refs(decrees: Iterable[DecreeFile]) -> dict[str, frozenset[str]]:
    """Every name of an item that a form may use, by service id (`office/service`)."""
    return {
        f"{decree.office.slug}/{service.id}": frozenset(
            name for component, part in service.components.items() for name in named_items(component, part.items)
        )
        for decree in decrees
        for service in decree.services
    }


def slips(forms: Collection[Form], refs: Mapping[str, Collection[str]]) -> Iterator[Slip]:
    """The faults of all forms; services and items are only looked up when `refs` holds any."""
    known = {form.id: form for form in forms}
    for form in forms:
        yield from _wrong_conditions(form)
        yield from _wrong_offer(form, known)
        if refs:
            yield from _wrong_services(form, refs)


def _wrong_conditions(form: Form) -> Iterator[Slip]:
    before: dict[str, Step] = {}
    for position, step in enumerate(form.steps):
        if step.when is not None:
            place, asked = ("steps", position), before.get(step.when.step)
            if asked is None:
                wrong = f"langkah {step.key!r}: syarat {step.when.step!r} tidak ada di antara langkah sebelumnya"
                yield Slip(form.id, place, wrong, f"{_SPELLING}, atau pindahkan langkahnya ke bawah")
            elif unknown := sorted(set(step.when.values) - _answers(asked)):
                wrong = f"langkah {step.key!r}: {', '.join(unknown)} bukan jawaban {step.when.step!r}"
                remedy = (
                    f"pakai {', '.join(sorted(_answers(asked)))}" if _answers(asked) else "pakai choice atau yes-no"
                )
                yield Slip(form.id, place, wrong, remedy)
        before[step.key] = step


def _answers(step: Step) -> frozenset[str]:
    return frozenset(option.id for option in step.options) or (_YES_NO if step.kind == "yes-no" else frozenset())


def _wrong_offer(form: Form, known: Mapping[str, Form]) -> Iterator[Slip]:
    if form.offers is None:
        return
    offered = known.get(form.offers)
    if offered is None:
        yield Slip(form.id, ("offers",), f"formulir {form.offers!r} tidak ada", _SPELLING)
    elif not offered.steps:
        wrong = f"formulir {form.offers!r} tidak menanyakan apa-apa"
        yield Slip(form.id, ("offers",), wrong, "tawarkan formulir yang punya steps")
    elif offered.services and (without := sorted(_offices(form) - _offices(offered))):
        wrong = f"formulir {form.offers!r} tidak ada untuk kantor {', '.join(without)}"
        yield Slip(form.id, ("offers",), wrong, "tawarkan formulir yang juga melayani kantor itu")


def _offices(form: Form) -> set[str]:
    return {service.partition("/")[0] for service in form.services}


def _wrong_services(form: Form, refs: Mapping[str, Collection[str]]) -> Iterator[Slip]:
    for position, service in enumerate(form.services):
        if service not in refs:
            wrong = f"layanan {service!r} tidak ada dalam file keputusan"
            yield Slip(form.id, ("services", position), wrong, _SPELLING)
    for position, ref in enumerate(form.hand_in):
        without = [service for service in form.services if ref not in refs.get(service, (ref,))]
        if without:
            wrong = f"butir {ref!r} tidak ada pada layanan {', '.join(without)}"
            remedy = "tulis komponen dan tanda butirnya seperti dalam keputusan, misalnya prosedur/1"
            yield Slip(form.id, ("hand_in", position), wrong, remedy)
