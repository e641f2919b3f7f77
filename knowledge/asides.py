"""What a citizen mentions without meaning it: what they deny, where they come from, words that only ask to be told."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.phrases import Match
from knowledge.reading import Reading

_NOT_THAT = "bukan"
_PAPERS = frozenset({"ktp", "kk", "domisili"})
"""After these a place says whose papers someone has, never which office is asked."""
_FROM = _PAPERS | {"alamat", "warga", "asal", "dari", "tinggal", "penduduk", "orang", "kuliah", "kampus", "lahir"}
"""After these a place says where someone is from, once it is known which office is asked."""
_JOURNEYS = frozenset({"obat", "berobat", "mudik", "rantau", "merantau", "pulang", "kuliah", "lahir", "ktp"})
"""After these even the place of another office is a journey: "ketua sedang berobat ke Palembang"."""


def denied(reading: Reading) -> frozenset[int]:
    """The positions that the citizen says are not meant: "kios, bukan dkerens"."""
    return frozenset(
        position + step
        for position, token in enumerate(reading.tokens)
        if token.root == _NOT_THAT
        for step in (1, 2, 3)
    )


def not_denied(matches: list[Match], positions: frozenset[int]) -> list[Match]:
    """The matches without those denied, where something else is left."""
    return [match for match in matches if not match.positions <= positions] or matches


def not_of_asking(subjects: list[Match], intents: Iterable[Match]) -> list[Match]:
    """The subjects without the hints in "mohon informasi", which asks to be told and names no service."""
    asking = {place for match in intents if match.cue.target == "ask" for place in match.positions}
    return [match for match in subjects if match.cue.strength == "strong" or not match.positions <= asking]


def places_meant(
    places: Iterable[Match], reading: Reading, sentence_weights: tuple[float, ...], *, office_known: bool
) -> list[Match]:
    """The places whose office may be asked; a story tells where someone is from when the office is known."""
    return [
        match
        for match in places
        if not _is_after(match, reading, _PAPERS, within=2)
        and not (office_known and (sentence_weights[match.sentence] < 1.0 or _is_after(match, reading, _FROM)))
    ]


def offices_meant(offices: Iterable[Match], reading: Reading, *, office_known: bool) -> list[Match]:
    """The offices named, without the journeys told while another office is known to be asked."""
    return [match for match in offices if not (office_known and _is_after(match, reading, _JOURNEYS))]


def _is_after(match: Match, reading: Reading, words: frozenset[str], within: int = 1) -> bool:
    first = min(match.positions)
    return any(reading.tokens[place].root in words for place in range(max(0, first - within), first))
