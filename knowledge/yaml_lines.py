"""Reads a YAML file together with the line of every value, so that a refusal can name the line."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from knowledge.errors import BrokenFile, Problem

Location = tuple[int | str, ...]

Model = TypeVar("Model", bound=BaseModel)

_EXPLANATIONS = {
    "missing": ("wajib ada", "tambahkan kunci ini"),
    "extra_forbidden": ("kunci tidak dikenal", "hapus kunci ini atau perbaiki ejaannya"),
    "literal_error": ("bukan salah satu dari {expected}", "pakai salah satu nilai itu"),
    "string_too_long": ("lebih dari {max_length} karakter", "persingkat teksnya"),
    "string_too_short": ("kosong", "isi teksnya"),
    "string_type": ("harus berupa teks", "apit nilainya dengan tanda kutip"),
    "string_pattern_mismatch": ("tidak sesuai pola {pattern}", "ikuti pola itu, tanpa spasi di ujung"),
    "int_type": ("harus berupa bilangan bulat", "tulis angkanya tanpa tanda kutip"),
    "int_parsing": ("harus berupa bilangan bulat", "tulis angkanya tanpa tanda kutip"),
    "int_from_float": ("harus berupa bilangan bulat", "tulis angkanya tanpa koma"),
    "greater_than": ("harus lebih dari {gt}", "perbaiki angkanya"),
    "greater_than_equal": ("harus {ge} atau lebih", "perbaiki angkanya"),
    "bool_type": ("harus true atau false", "tulis true atau false tanpa tanda kutip"),
    "date_type": ("harus berupa tanggal", "tulis sebagai 2023-07-11 tanpa tanda kutip"),
    "list_type": ("harus berupa daftar", "tulis sebagai daftar YAML, dengan tanda hubung"),
    "tuple_type": ("harus berupa pasangan", 'tulis sebagai ["12:00", "13:00"]'),
    "too_short": ("harus berisi paling sedikit {min_length}", "tambahkan isinya"),
    "too_long": ("harus berisi paling banyak {max_length}", "hapus kelebihannya"),
    "dict_type": ("harus berupa pasangan kunci dan nilai", "tulis sebagai kunci: nilai"),
    "model_type": ("harus berupa pasangan kunci dan nilai", "tulis sebagai kunci: nilai"),
}
_DEFAULT_REMEDY = "perbaiki nilainya, lalu jalankan lagi `tanya build`"
_DEEPEST = 40
"""Levels of nesting that lines are told for; an alias that holds itself would nest without end."""


class _StrictLoader(yaml.CSafeLoader):
    """A safe loader that refuses what plain YAML lets pass: a key given twice, `no` read as false, 30 February."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key_node, _ in node.value:
            if key_node.tag == "tag:yaml.org,2002:merge":
                continue
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, str):
                raise _refusal(key_node, f"kunci harus berupa teks, bukan {key!r}", "apit dengan tanda kutip")
            if key in seen:
                raise _refusal(key_node, f"kunci {key!r} diberikan dua kali", "hapus salah satunya")
            seen.add(key)
        return super().construct_mapping(node, deep=deep)

    def construct_object(self, node: yaml.Node, deep: bool = False) -> object:
        try:
            return super().construct_object(node, deep=deep)
        except ValueError as error:
            raise _refusal(node, f"nilai tidak sah ({error})", _DEFAULT_REMEDY) from None


def _refusal(node: yaml.Node, wrong: str, remedy: str) -> yaml.constructor.ConstructorError:
    return yaml.constructor.ConstructorError(None, None, wrong, node.start_mark, note=remedy)


def read_yaml(text: str, file: str, model: type[Model]) -> Model:
    """The checked content of a YAML text; raises BrokenFile naming file, line and remedy."""
    try:
        content = yaml.load(text, Loader=_StrictLoader)  # noqa: S506 - a subclass of the safe loader
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        if error.note:
            raise BrokenFile(Problem(file, line, str(error.problem), error.note)) from None
        wrong = f"bukan YAML yang sah ({error.problem})"
        raise BrokenFile(Problem(file, line, wrong, "periksa indentasi, tanda kutip dan titik dua")) from None
    except yaml.reader.ReaderError as error:
        line = text.encode()[: error.position].count(b"\n") + 1
        remedy = "hapus karakter itu dan simpan file sebagai teks UTF-8"
        raise BrokenFile(Problem(file, line, "ada karakter yang tidak terlihat", remedy)) from None
    try:
        return model.model_validate(content)
    except ValidationError as error:
        lines = _line_map(text)
        raise BrokenFile(*(_problem(file, lines, detail) for detail in error.errors())) from None


def line_at(text: str, location: Location) -> int:
    """The line, from 1, of a place in a YAML text that has been read, or of the nearest thing around it."""
    return line_finder(text)(location)


def line_finder(text: str) -> Callable[[Location], int]:
    """Tells lines of many places of one YAML text, which is read through once; see `line_at`."""
    lines = _line_map(text)
    return lambda location: _line_of(lines, location)


def _problem(file: str, lines: dict[Location, int], detail: ErrorDetails) -> Problem:
    location: Location = detail["loc"]
    name = ".".join(str(part) for part in location if not _is_tag(part)) or "isi file"
    wrong, remedy = _explained(detail)
    if detail["input"] is None and detail["type"] != "missing":  # a draft holds null where its source says nothing
        expected = detail.get("ctx", {}).get("expected")
        wrong = f"belum diisi ({expected})".replace("' or '", "' atau '") if expected else "belum diisi"
        remedy = (
            "isi nilainya; angka diapit tanda kutip" if detail["type"] == "string_type" else f"isi nilainya, {remedy}"
        )
    return Problem(file, _line_of(lines, location), f"{name}: {wrong}", remedy)


def _explained(detail: ErrorDetails) -> tuple[str, str]:
    if detail["type"] not in _EXPLANATIONS:
        return detail["msg"].removeprefix("Value error, "), _DEFAULT_REMEDY
    wrong, remedy = _EXPLANATIONS[detail["type"]]
    return wrong.format(**detail.get("ctx", {})).replace("' or '", "' atau '"), remedy


def _is_tag(part: int | str) -> bool:
    """Whether pydantic put a part into a location that the file does not have: `[key]`, or the tag of a union."""
    return isinstance(part, str) and part.startswith("[")


def _line_of(lines: dict[Location, int], location: Location) -> int:
    location = tuple(part for part in location if not _is_tag(part))
    for length in range(len(location), -1, -1):
        line = lines.get(location[:length])
        if line is not None:
            return line
    return 1


def _line_map(text: str) -> dict[Location, int]:
    lines: dict[Location, int] = {}

    def walk(node: yaml.Node | None, path: Location) -> None:
        if node is None or len(path) > _DEEPEST:
            return
        lines[path] = node.start_mark.line + 1
        if isinstance(node, yaml.MappingNode):
            for key_node, value_node in node.value:
                walk(value_node, (*path, key_node.value))
                lines[(*path, key_node.value)] = key_node.start_mark.line + 1
        elif isinstance(node, yaml.SequenceNode):
            for position, child in enumerate(node.value):
                walk(child, (*path, position))

    walk(yaml.compose(text, Loader=yaml.CSafeLoader), ())
    return lines
