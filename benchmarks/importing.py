"""Scores the import of raw decrees: `python -m benchmarks.importing [--json FILE] [--cases FOLDER] [--only NAME]`.

The five reviewed decrees are read from their raw texts, then every case of tests/cases/imports (a source and its
gold.json). `--leave-one-out` repairs spelling by the words of the other decrees only; `--misses` lists what was wrong;
`--time PAGES` measures a generated decree instead. The exit code is 1 when a target is missed.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import yaml
from rich.console import Console
from rich.table import Table

from benchmarks.import_gold import Content, content_of, read_gold, reviewed, texts_without
from benchmarks.import_long import DECREES, long_text
from benchmarks.import_score import Score, Tally, score

CASES = DECREES.parent / "imports"
TARGETS = {"pasuruan-2024": 0.95, "palembang-2024": 0.95, "kalbar-2023": 0.95, "muba-2024": 0.95, "depok-2023": 0.85}
"""The item F1 that the import of each reviewed decree has to reach."""
CASE_TARGET = 0.85
"""The item F1 asked of a case in another layout."""
PAGES_A_SECOND = 200 / 60


@dataclass(frozen=True, slots=True)
class Case:
    """One document to import: its raw file, what it should become, the F1 asked, and which set it belongs to."""

    name: str
    source: Path
    gold: Content
    target: float
    kind: str


@dataclass(frozen=True, slots=True)
class Result:
    """A scored case; `error` where the import did not get through."""

    case: Case
    score: Score
    seconds: float
    error: str | None = None

    @property
    def passed(self) -> bool:
        """Whether every service was found, no false one, and the items reach the target."""
        services = self.score.services
        return not services.missed and not services.false and self.score.items.f1 >= self.case.target


Import = Callable[[Case], Content]


def cases(folder: Path, only: str | None) -> Iterator[Case]:
    """The five decrees, then the cases of a folder."""
    for name, target in TARGETS.items():
        if only in (None, name):
            yield Case(name, DECREES / f"{name}.txt", reviewed(name), target, "decree")
    listed = folder / "cases.yaml"
    held = yaml.safe_load(listed.read_text("utf-8")) if listed.exists() else {}
    for gold in sorted(folder.glob("*/gold.json")):
        name = gold.parent.name
        if only in (None, name):
            kind = "held" if held.get(name, {}).get("held") else "dev"
            yield Case(name, source_of(gold.parent), read_gold(gold), CASE_TARGET, kind)


def source_of(folder: Path) -> Path:
    """The document of a case: the one file beside its gold."""
    return next(path for path in sorted(folder.iterdir()) if path.stem == "source")


def importer(*, leave_one_out: bool) -> Import:
    """Reads and recognises a case's document; with `leave_one_out` the words of its own decree are unknown.

    The names of the components and the words of the lexicon, which come from no single decree, stay known.
    """
    from knowledge.importing.flat import as_json  # here, so that the cases can be read without the readers' libraries
    from knowledge.importing.reading import read_document
    from knowledge.importing.recognising import recognise
    from knowledge.importing.vocabulary import general, vocabulary

    def without_own_words(case: Case) -> Content:
        words = vocabulary([*texts_without(case.name), *general()])
        return content_of(as_json(recognise(read_document(case.source), words)))

    if leave_one_out:
        return without_own_words
    return lambda case: content_of(as_json(recognise(read_document(case.source))))


def run(case: Case, bring: Import) -> Result:
    """Imports one case and scores it; what breaks scores nothing."""
    started = time.perf_counter()
    try:
        found, error = bring(case), None
    except Exception:  # a broken case must not keep the others from being measured
        found, error = Content(None, None, None, ()), traceback.format_exc()
    return Result(case, score(case.gold, found), time.perf_counter() - started, error)


def table(results: Iterable[Result]) -> Table:
    """One line a case."""
    shown = Table(title=f"Import, items at ratio >= 90; target of a case in another layout {CASE_TARGET}")
    shown.add_column("case")
    for heading in ("services", "false", "components", "precision", "recall", "F1", "target", "head", "s"):
        shown.add_column(heading, justify="right")
    shown.add_column("")
    for each in results:
        shown.add_row(*_cells(each), style=None if each.passed else "red")
    return shown


def _cells(each: Result) -> tuple[str, ...]:
    services, components, items = each.score.services, each.score.components, each.score.items
    head = "".join(
        letter if right else "·"
        for letter, right in zip("OND", (each.score.office, each.score.number, each.score.year), strict=True)
    )
    verdict = "PASS" if each.passed else "ERROR" if each.error else "FAIL"
    return (
        f"{each.case.name} ({each.case.kind})",
        _of(services),
        str(services.false),
        f"{_of(components)}+{components.false}",
        f"{items.precision:.3f}",
        f"{items.recall:.3f}",
        f"{items.f1:.3f}",
        f"{each.case.target:.2f}",
        head,
        f"{each.seconds:.1f}",
        verdict,
    )


def _of(tally: Tally) -> str:
    return f"{tally.right}/{tally.right + tally.missed}"


def summary(results: list[Result]) -> Iterator[str]:
    """One line a set: services found, false, mean and least F1."""
    for kind in dict.fromkeys(each.case.kind for each in results):
        some = [each for each in results if each.case.kind == kind]
        services = sum((each.score.services for each in some), Tally())
        figures = [each.score.items.f1 for each in some]
        yield (
            f"{kind}: services {_of(services)}, {services.false} false; F1 mean {sum(figures) / len(figures):.3f},"
            f" least {min(figures):.3f}; {sum(each.passed for each in some)} of {len(some)} PASS"
        )


def tell_misses(console: Console, results: Iterable[Result], *, show_held: bool) -> None:
    """Every miss of every case, but for the held ones only how many unless they are to be shown."""
    for each in results:
        if each.error:
            console.print(f"{each.case.name}: {each.error}", markup=False)
        if each.case.kind == "held" and not show_held:
            console.print(f"{each.case.name}: {len(each.score.misses)} wrong (held: not shown)")
            continue
        for miss in each.score.misses:
            where = f"{each.case.name} | {miss.service} | {miss.component or 'service'}"
            console.print(f"{where} | {miss.kind}: {miss.text}", markup=False, highlight=False, soft_wrap=True)


def as_answer(each: Result, *, show_held: bool) -> dict[str, Any]:
    """A result for a machine; without the misses of a held case unless they are to be shown."""
    shown = asdict(each.score)
    if each.case.kind == "held" and not show_held:
        shown["misses"] = []
    return {
        "case": each.case.name,
        "set": each.case.kind,
        "target": each.case.target,
        "passed": each.passed,
        "seconds": round(each.seconds, 3),
        "precision": each.score.items.precision,
        "recall": each.score.items.recall,
        "f1": each.score.items.f1,
        "error": each.error,
        **shown,
    }


def timed(pages: int, console: Console) -> bool:
    """Whether a decree of so many pages is imported fast enough."""
    bring = importer(leave_one_out=False)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.txt"
        path.write_text(long_text(pages), "utf-8")
        started = time.perf_counter()
        found = bring(Case("long", path, Content(None, None, None, ()), 0.0, "long"))
        taken = time.perf_counter() - started
    speed = pages / taken
    verdict = "PASS" if speed >= PAGES_A_SECOND else "FAIL"
    console.print(
        f"{pages} pages, {len(found.services)} services in {taken:.1f} s: {speed:.1f} pages a second"
        f" (target {PAGES_A_SECOND:.1f}) {verdict}"
    )
    return speed >= PAGES_A_SECOND


def main() -> None:
    """Measures and leaves with 1 when a target is missed, with 2 when there is nothing to measure with."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", type=Path, help="write the scores and misses to this file too")
    parser.add_argument("--cases", type=Path, default=CASES, help="the folder of cases (NAME/source.*, NAME/gold.json)")
    parser.add_argument("--only", help="only the case of this name")
    parser.add_argument("--leave-one-out", action="store_true", help="repair spelling without the decree's own words")
    parser.add_argument("--misses", action="store_true", help="list what was missed and what was false")
    parser.add_argument("--show-held", action="store_true", help="list them for the held cases too")
    parser.add_argument("--time", type=int, metavar="PAGES", help="measure the speed on so many generated pages")
    options = parser.parse_args()
    console = Console(width=None if sys.stdout.isatty() else 150)
    try:
        bring = importer(leave_one_out=options.leave_one_out)
    except ImportError as error:
        console.print(f"nothing to measure with yet: {error}", markup=False)
        sys.exit(2)
    if options.time:
        sys.exit(0 if timed(options.time, console) else 1)
    results = [run(case, bring) for case in cases(options.cases, options.only)]
    console.print(table(results))
    for line in summary(results):
        console.print(line)
    if options.misses:
        tell_misses(console, results, show_held=options.show_held)
    if options.json:
        answers = [as_answer(each, show_held=options.show_held) for each in results]
        options.json.write_text(json.dumps(answers, ensure_ascii=False, indent=1), "utf-8")
    sys.exit(0 if results and all(each.passed for each in results) else 1)


if __name__ == "__main__":
    main()
