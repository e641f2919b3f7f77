"""Scores the understanding of labelled questions: `python -m benchmarks.understanding [FILE ...]`.

Prints the table by style and lists every miss. Without files it scores all sets of tests/cases.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import statistics
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.facts import holds
from bot.questions import answer
from knowledge.loading import open_library
from knowledge.search import Search

CASES = Path(__file__).parent.parent / "tests" / "cases"
SETS = (
    "questions-dev",
    "questions-own",
    "questions-varied",
    "questions-near-misses",
    "questions-check",
    "questions-fresh",
)
NOW = dt.datetime(2026, 11, 20, 9, 0, tzinfo=dt.UTC)

Question = dict[str, Any]


@dataclass(frozen=True)
class Scored:
    """One question with its answer and what was right about it (None: not asked of this question)."""

    question: Question
    found: dict[str, Any]
    service: bool | None
    joint: bool | None
    facts: tuple[bool, ...]
    intent: bool
    offered: bool | None

    @property
    def missed(self) -> bool:
        """Whether anything at all was wrong."""
        return not self.intent or False in (self.service, self.joint, self.offered) or not all(self.facts)


def read_questions(path: Path) -> list[Question]:
    """The questions of a JSONL file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def score(search: Search, question: Question) -> Scored:
    """Asks one question and compares the answer with its label."""
    found = answer(search, question["question"], question["office"], NOW)
    right = question["services"]
    service = joint = offered = None
    if question["intent"] == "answer":
        service = bool(found["services"]) and found["services"][0] == right[0]
        if question["component"] is not None:
            joint = service and found["component"] == question["component"]
    if question["intent"] == "clarify":
        offered = set(right) <= set(found["services"]) or (
            found["intent"] == "clarify" and set(right[:2]) <= set(found["services"])
        )
    facts = tuple(holds(found["text"], fact) for fact in question["facts"])
    return Scored(question, found, service, joint, facts, found["intent"] == question["intent"], offered)


def rate(values: Iterable[bool | None]) -> str:
    """A share in percent over the values that are not None, with how many there are."""
    counted = [value for value in values if value is not None]
    return f"{100 * sum(counted) / len(counted):6.1f}" if counted else "     –"


def refusals(scored: list[Scored]) -> tuple[str, str]:
    """Share of out-of-scope questions refused, and share of answerable ones refused."""
    outside = [each.found["intent"] == "out-of-scope" for each in scored if each.question["intent"] == "out-of-scope"]
    inside = [
        each.found["intent"] == "out-of-scope" for each in scored if each.question["intent"] in {"answer", "clarify"}
    ]
    return rate(outside), rate(inside)


def print_table(name: str, scored: list[Scored]) -> None:
    """The rates of one set, by style and in all."""
    by_style: dict[str, list[Scored]] = defaultdict(list)
    for each in scored:
        by_style[each.question["style"]].append(each)
    print(f"\n{name}: {len(scored)} questions")
    print(f"{'style':10}{'n':>5} service  joint  facts intent offered refused wrongly")
    for style, group in [*sorted(by_style.items()), ("all", scored)]:
        refused, wrongly = refusals(group)
        facts = rate(fact for each in group for fact in each.facts)
        print(
            f"{style:10}{len(group):5}  {rate(each.service for each in group)} {rate(each.joint for each in group)}"
            f" {facts} {rate(each.intent for each in group)}  {rate(each.offered for each in group)}"
            f"  {refused}  {wrongly}"
        )
    answers = [len(each.found["text"]) for each in scored if each.found["intent"] == "answer"]
    if answers:
        print(f"median reply {statistics.median(answers):.0f} characters, longest {max(answers)}")


def print_misses(scored: list[Scored]) -> None:
    """Every question with something wrong: what was wanted, what came."""
    for each in scored:
        if each.missed:
            asked, found = each.question, each.found
            lost = [fact for fact, held in zip(asked["facts"], each.facts, strict=True) if not held]
            print(f"\n{asked['id']} [{asked['style']}] office={asked['office']}: {asked['question'][:300]}")
            print(f"   wanted {asked['intent']} {asked['services'][:4]} {asked['component']} {lost or ''}")
            print(f"   came   {found['intent']} {found['services'][:4]} {found['component']}")


def main() -> None:
    """Scores the files named, or every set there is."""
    quiet = "--quiet" in sys.argv
    names = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    paths = [Path(name) for name in names] or [CASES / f"{name}.jsonl" for name in SETS]
    with tempfile.TemporaryDirectory() as folder:
        overlay = os.environ.get("TANYA_KNOWLEDGE")
        search = Search(open_library(Path(folder) / "knowledge.db", Path(overlay) if overlay else None))
    for path in paths:
        scored = [score(search, question) for question in read_questions(path)]
        if not quiet:
            print_misses(scored)
        print_table(path.stem, scored)


if __name__ == "__main__":
    main()
