"""Speed of understanding beside its peers: `python -m benchmarks.search`.

Every question of the dev set is asked once in a fresh process, nothing remembered of whole questions. Peers in the same
run: SQLite FTS5 (bm25, unicode61) over one document a service and component, and rapidfuzz over all service titles.
"""

from __future__ import annotations

import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from benchmarks.nation import build_nation
from benchmarks.understanding import CASES, read_questions
from bot.export import item_texts
from knowledge.library import Library
from knowledge.loading import open_library, read_library
from knowledge.search import Search

Ask = Callable[[str, str | None], Any]


def percentile(values: list[float], share: float) -> float:
    """The value below which a share of the values lies."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def timed(ask: Ask, questions: list[dict[str, Any]], *, chosen: bool) -> list[float]:
    """Milliseconds of each question, asked once."""
    taken = []
    for question in questions:
        office = question["office"] if chosen else None
        started = time.perf_counter()
        ask(question["question"], office)
        taken.append((time.perf_counter() - started) * 1000)
    return taken


def fts5(library: Library) -> Ask:
    """SQLite's full text search with bm25 over one document a service and component, the office as a filter."""
    connection = sqlite3.connect(":memory:")
    connection.execute(
        "create virtual table documents using fts5(office unindexed, service unindexed, text, tokenize='unicode61')"
    )
    for service in library.services.values():
        for component in service.components.values():
            text = " ".join(text for _mark, text in item_texts(component))
            row = (service.office, service.id, f"{service.name} {component.id} {text}")
            connection.execute("insert into documents values (?, ?, ?)", row)

    def ask(text: str, office: str | None) -> list[Any]:
        words = [word for word in "".join(c if c.isalnum() else " " for c in text.lower()).split() if word]
        query = " OR ".join(f'"{word}"' for word in words)
        sql = "select service from documents where documents match ?"
        if office:
            sql += " and office = ?"
        arguments = (query, office) if office else (query,)
        return connection.execute(f"{sql} order by bm25(documents) limit 10", arguments).fetchall()

    return ask


def titles(library: Library) -> Ask:
    """rapidfuzz over every title, or over those of the chosen office."""
    by_office = {slug: [service.name for service in library.of_office(slug)] for slug in library.offices}
    everything = [service.name for service in library.services.values()]

    def ask(text: str, office: str | None) -> Any:  # noqa: ANN401 - the peer's own result
        names = by_office[office] if office else everything
        return process.extract(text, names, scorer=fuzz.WRatio, limit=10)

    return ask


def report(name: str, taken: list[float], floor: list[float]) -> None:
    """One line: median, p95, the slowest, and the ratio of its p95 to the floor's."""
    ratio = percentile(taken, 0.95) / percentile(floor, 0.95)
    print(
        f"  {name:34} p50 {statistics.median(taken):8.3f} ms   p95 {percentile(taken, 0.95):8.3f} ms"
        f"   max {max(taken):8.3f} ms   p95 / FTS5 p95 = {ratio:.2f}"
    )


def compare(search: Search, questions: list[dict[str, Any]]) -> None:
    """The table of one library, with the office chosen as labelled and with none chosen."""
    peers = {"FTS5 bm25 unicode61": fts5(search.library), "rapidfuzz over titles": titles(search.library)}
    for chosen in (True, False):
        print(f" office {'as labelled' if chosen else 'never chosen'}:")
        own = timed(search.understand, questions, chosen=chosen)
        floor = timed(peers["FTS5 bm25 unicode61"], questions, chosen=chosen)
        report("tanya, whole understanding", own, floor)
        report("FTS5 bm25 unicode61", floor, floor)
        report("rapidfuzz over titles", timed(peers["rapidfuzz over titles"], questions, chosen=chosen), floor)


def peak_memory() -> float:
    """The most memory this process has held, in MB; ru_maxrss would count the parent's before the exec."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text("ascii").splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def is_placed(search: Search, question: dict[str, Any]) -> bool:
    """Whether a question has its office chosen or names a place."""
    return question["office"] is not None or bool(search.understand(question["question"]).named)


def run(scale: str, database: Path) -> None:
    """Measures one scale in this process."""
    questions = read_questions(CASES / "questions-dev.jsonl")
    started = time.perf_counter()
    library = read_library(database)
    search = Search(library)
    search.understand("syarat izin kantor cabang", None)
    ready = time.perf_counter() - started
    memory = peak_memory()
    print(
        f"{scale}: {len(library.offices)} offices, {len(library.services)} services;"
        f" ready in {ready:.2f} s, {memory:.0f} MB"
    )
    placed = [each for each in questions if each["intent"] == "answer" and is_placed(search, each)]
    right = [
        search.understand(each["question"], each["office"]).services[:1] == (each["services"][0],) for each in placed
    ]
    print(
        f" right office and service first, place named or chosen: {100 * sum(right) / len(right):.1f} % of {len(right)}"
    )
    compare(search, questions)


def cold_start(folder: str) -> None:
    """Wall time of `tanya ask` from a cold start, knowledge.db built."""
    code = "from bot.cli import main; main()"
    command = [sys.executable, "-c", code, "ask", "syarat izin kantor cabang", "--office", "kalbar"]
    taken = []
    for _ in range(5):
        started = time.perf_counter()
        subprocess.run(command, env={"TANYA_DATA_DIR": folder}, check=True, capture_output=True)
        taken.append(time.perf_counter() - started)
    print(f"tanya ask from a cold start: median {statistics.median(taken):.2f} s of 5 (target 1 s)")


def main() -> None:
    """Builds both databases, then measures each in a fresh process."""
    if len(sys.argv) == 3:
        run(sys.argv[1], Path(sys.argv[2]))
        return
    with tempfile.TemporaryDirectory() as folder:
        small, nation = Path(folder) / "knowledge.db", Path(folder) / "nation.db"
        open_library(small)
        build_nation(nation)
        for scale, database in (("five offices", small), ("nation", nation)):
            subprocess.run([sys.executable, "-m", "benchmarks.search", scale, str(database)], check=True)
        cold_start(folder)


if __name__ == "__main__":
    main()
