"""How near imported documents come to what a careful person makes of them: the targets of the import benchmark."""

from __future__ import annotations

import pytest

from benchmarks.import_gold import content_of
from benchmarks.import_score import Score, score
from benchmarks.importing import TARGETS, Case
from benchmarks.importing import importer as importer_of
from knowledge.importing.flat import as_json
from tests.knowledge.importing.drafts import ALL, drafted

LEAST = 0.75
"""The item F1 asked of a document in any other layout."""
SERVICES = 32
"""Services of the five decrees together."""
NOT_YET = {"28-docx-c", "62-pdf-alir"}
"""Cases below that, for which rules are still to be found."""

DECREES = [ALL[name] for name in TARGETS]
OTHERS = [
    pytest.param(case, id=name, marks=[pytest.mark.xfail(strict=True)] if name in NOT_YET else [])
    for name, case in ALL.items()
    if name not in TARGETS
]


def scored(case: Case) -> Score:
    return score(case.gold, content_of(as_json(drafted(case.source))))


def test_the_services_of_the_five_decrees() -> None:
    """All of them, and none that is no service."""
    found = [scored(case).services for case in DECREES]
    assert (sum(each.right for each in found), sum(each.missed for each in found)) == (SERVICES, 0)
    assert sum(each.false for each in found) == 0


@pytest.mark.parametrize("case", DECREES, ids=lambda case: case.name)
def test_the_items_of_the_five_decrees(case: Case) -> None:
    """The target of each."""
    assert scored(case).items.f1 >= TARGETS[case.name]


@pytest.mark.parametrize("case", OTHERS)
def test_other_layouts(case: Case) -> None:
    """Every service is found, none is made up, most items are right."""
    whole = scored(case)
    assert (whole.services.missed, whole.services.false) == (0, 0)
    assert whole.items.f1 >= LEAST


def test_words_of_the_decree_itself_do_not_carry_it() -> None:
    """The scanned decree reaches its target with the words of the other decrees alone."""
    case = ALL["depok-2023"]
    whole = score(case.gold, importer_of(leave_one_out=True)(case))
    assert whole.services.missed == whole.services.false == 0
    assert whole.items.f1 >= TARGETS[case.name]
