"""Turns the checked lexicon files into rows of knowledge.db."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, cast

from pydantic import BaseModel

from knowledge import lexicon_file as shapes
from knowledge.decree_rows import Row, Rows
from knowledge.families import spelled_out


def lexicon_rows(files: Mapping[str, BaseModel]) -> Rows:
    """The rows of all lexicon files, by table; `files` maps a file's stem to its checked content."""
    rows: Rows = defaultdict(list)
    slang = cast(shapes.SlangFile, files["slang"])
    regional = cast(shapes.RegionalFile, files["regional"])
    roots = cast(shapes.RootsFile, files["roots"])
    fillers = cast(shapes.FillersFile, files["fillers"])
    for word, meaning in slang.words.items():
        rows["meanings"].append({"written": word, "meaning": meaning, "language": "slang"})
    for word, meaning in cast(shapes.SynonymsFile, files["synonyms"]).words.items():
        rows["synonyms"].append({"root": word, "meaning": meaning})
    for language, words in regional.root.items():
        for word, meaning in words.items():
            rows["meanings"].append({"written": word, "meaning": meaning, "language": language})
    for kind, plain in (("root", roots.roots), ("keep", roots.keep)):
        rows["words"] += _words(kind, plain)
    rows["words"] += _words("filler", fillers.fillers)
    rows["words"] += _words("general", fillers.general)
    rows["words"] += _words("everyday", cast(shapes.EverydayFile, files["everyday"]).words)
    for numbers in cast(shapes.NumbersFile, files["numbers"]).root.values():
        rows["numbers"] += [{"word": word, "value": value} for word, value in numbers.items()]
    _add_cues(rows, files)
    rows["places"] += _place_rows(cast(shapes.PlacesFile, files["places"]))
    return rows


def _words(kind: str, words: list[str]) -> list[Row]:
    return [{"kind": kind, "word": word} for word in dict.fromkeys(words)]


def _add_cues(rows: Rows, files: Mapping[str, BaseModel]) -> None:
    subjects = cast(shapes.SubjectsFile, files["subjects"]).subjects
    beyond = cast(shapes.BeyondFile, files["beyond"]).beyond
    kinds: tuple[tuple[str, Mapping[Any, shapes.Cues]], ...] = (
        ("component", cast(shapes.ComponentsFile, files["components"]).root),
        ("subject", subjects),
        ("intent", cast(shapes.IntentsFile, files["intents"]).intents),
        ("beyond", beyond),
    )
    families = cast(shapes.FamiliesFile, files["families"]).root
    for kind, targets in kinds:
        for target, cues in targets.items():
            rows["cues"] += _cue_rows(kind, target, cues, families)
    for subject_id, subject in subjects.items():
        for relation in ("services", "related", "yields_to"):
            for service in getattr(subject, relation):
                rows["subjects"].append(
                    {"subject": subject_id, "name": subject.name, "relation": relation, "service": service}
                )
    rows["doors"] += [{"matter": matter, "door": cues.door} for matter, cues in beyond.items()]


def _cue_rows(kind: str, target: str, cues: shapes.Cues, families: Mapping[str, list[str]]) -> list[Row]:
    """The phrases of one target, families spelled out; a phrase written out as it is wins over one from a family."""
    rows: dict[str, Row] = {}
    for written_out in (True, False):
        for strength in ("strong", "weak", "never"):
            for written in getattr(cues, strength):
                if ("<" not in written) is written_out:
                    for phrase in spelled_out(written, families):
                        rows.setdefault(
                            phrase, {"kind": kind, "target": target, "phrase": phrase, "strength": strength}
                        )
    return list(rows.values())


def _place_rows(places: shapes.PlacesFile) -> list[Row]:
    rows: list[Row] = []
    for regency in places.regencies:
        kinds = ("kota", "kabupaten") if regency.kind == "both" else (regency.kind,)
        phrases = [f"{kind} {regency.name}" for kind in kinds] + [regency.name] * (not regency.ambiguous)
        rows += [{"name": regency.name, "province": regency.province, "phrase": phrase} for phrase in phrases]
    for province in places.provinces:
        rows += [
            {"name": province.name, "province": province.name, "phrase": phrase}
            for phrase in dict.fromkeys((province.name, *province.names))
        ]
    provinces = {row["name"]: row["province"] for row in rows}
    for nickname, name in places.nicknames.items():
        rows.append({"name": name, "province": provinces.get(name, name), "phrase": nickname})
    return rows
