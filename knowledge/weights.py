"""How much a phrase counts, and where: every number that understanding rests on, with its reason."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.phrases import Match

STRONG = 3.0
"""A phrase that by itself shows what is meant."""
WEAK = 1.0
"""A hint; two of them together are still less than one strong phrase."""
LONGER_WORD = 0.8
"""Added for each further word of a strong phrase: "kantor cabang pembantu" says more than "cabang"."""
ASKED = 0.6
"""Added to a phrase that holds "berapa", "siapa" or "kapan": it is the question itself."""
REPEATED = 0.35
"""Share at which further strong phrases of the same target add to the best one."""
MOST_REPEATED = 1.5
"""Most that further strong phrases add: a story that says "koperasi" five times asks nothing more by it."""
MOST_WEAK = 2.0
"""Most that weak phrases add."""
WEAK_BESIDE_STRONG = 0.4
"""Share at which weak phrases add to a strong one."""
RARE_COMPONENT = 0.5
"""Added to the components that few ask about: who uses their words at all means them."""
STORY = 0.6
"""Weight of the sentences of a long message that neither ask nor end it: the story before the question."""
BESIDE_THE_ASK = ((2, 0.9), (4, 0.5))
"""Added to a subject that stands within so many words of what is asked of it: "sudah ikut WUB, syarat kios apa"."""
NAMED_FIRST = 0.4
"""Added to the subject named first: what comes later is more often a condition or an aside."""
SURELY = 0.97
"""Between services of different subjects the better is answered, unless the other is within this share of it."""
BEYOND = 1.25
"""Weight of phrases for matters beyond the decrees: KUR and SIM are said to mean nothing else."""
AS_SURELY = 0.45
"""A narrower subject hides a broad one only when it is named about as surely."""
ECHO = 0.8
"""Share at which words shared with the decreed items count beside the cues of a component."""
RELATED = 0.55
"""Share of a subject's score that a merely related service gets."""
AS_GOOD = 0.82
"""Services within this share of the best one are offered beside it."""
ENOUGH = STRONG * STORY
"""Score from which a service is taken to be what was asked about: one strong phrase, be it in the story."""
NEARLY = 0.56
"""An office lacks what is asked when its best service stays below this share of the best service anywhere."""


def sentence_weights(asks: tuple[bool, ...]) -> tuple[float, ...]:
    """The weight of each sentence: those that ask and the last count whole, the story before them less."""
    last = len(asks) - 1
    return tuple(1.0 if asking or number == last else STORY for number, asking in enumerate(asks))


def score(matches: Iterable[Match], weights: tuple[float, ...]) -> float:
    """The score of one target from its matches."""
    strong_at: dict[frozenset[int], float] = {}
    weak_at: dict[frozenset[int], float] = {}
    for match in matches:
        weight = weights[match.sentence] * match.worth
        if match.cue.strength == "strong":
            worth = (STRONG + LONGER_WORD * (match.size - 1) + (ASKED if match.cue.asks else 0.0)) * weight
            strong_at[match.positions] = max(worth, strong_at.get(match.positions, 0.0))
        else:
            weak_at[match.positions] = max(WEAK * weight, weak_at.get(match.positions, 0.0))
    strong = list(strong_at.values())
    weak = min(sum(weak_at.values()), MOST_WEAK)
    if not strong:
        return weak
    best = max(strong)
    return best + min((sum(strong) - best) * REPEATED, MOST_REPEATED) + weak * WEAK_BESIDE_STRONG
