"""Which of the 14 components a question asks for: by its cues, and by the words it shares with the decreed items."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from knowledge import weights
from knowledge.model import COMPONENTS
from knowledge.phrases import Match

_USUAL = frozenset(COMPONENTS[:5])
_SECOND = 0.5
"""A second component is asked for too when its score comes this near to the first."""
_LIST = 2
"""Components named before a further one is only hinted at."""
_NEARLY_AS_WRITTEN = 0.8
"""Worth from which the words of a phrase are taken: one whose words stand far apart takes none from others."""
_ECHO_ALONE = 2.0
"""Echo from which a component is taken to be asked for without any cue: one word that stands nowhere else."""


def asked_components(
    matches: Iterable[Match], sentence_weights: tuple[float, ...], echoes: Mapping[str, float]
) -> tuple[tuple[str, ...], float]:
    """The components asked for, best first, and the score of the cues of the best.

    What the story before the question mentions counts only when the question itself names no component.
    """
    found = list(matches)
    asking = [match for match in found if sentence_weights[match.sentence] >= 1.0]
    by_component: dict[str, list[Match]] = defaultdict(list)
    for match in asking or found:
        by_component[match.cue.target].append(match)
    cued = {
        component: weights.score(cues, sentence_weights) + (0 if component in _USUAL else weights.RARE_COMPONENT)
        for component, cues in by_component.items()
    }
    scores = {component: score + weights.ECHO * echoes.get(component, 0.0) for component, score in cued.items()}
    for component, echo in echoes.items():
        if component not in scores and echo >= _ECHO_ALONE:
            scores[component] = weights.ECHO * echo
    if not scores:
        return (), 0.0
    best = max(scores.values())
    asked = [component for component in COMPONENTS if scores.get(component, 0.0) >= best * _SECOND]
    strong = [component for component in asked if _is_strong(by_component[component])]
    strong += [component for component in cued if component not in strong and _listed(component, strong, by_component)]
    first = max(asked, key=lambda component: scores[component])
    kept = strong if first in strong else [first]
    kept.sort(key=lambda component: -scores[component])
    return tuple(_apart(kept, by_component)), max(cued.values(), default=0.0)


def _is_strong(matches: Iterable[Match]) -> bool:
    return any(match.cue.strength == "strong" for match in matches)


def _listed(component: str, strong: list[str], by_component: Mapping[str, list[Match]]) -> bool:
    """Whether a hint stands in a list of components: "syarat, biaya, dan lama"."""
    if len(strong) < _LIST:
        return False
    named = {place for each in strong for match in by_component[each] for place in match.positions}
    return any(
        match.size == 1 and min(match.positions) - 1 in named and not match.positions & named
        for match in by_component[component]
    )


def _apart(components: list[str], by_component: Mapping[str, list[Match]]) -> Iterator[str]:
    """The components that rest on words of their own; one found in another's words is the same question."""
    taken: set[int] = set()
    for component in components:
        found = [match for match in by_component[component] if match.worth >= _NEARLY_AS_WRITTEN]
        positions = {place for match in found or by_component[component] for place in match.positions}
        if not positions & taken:
            taken |= positions
            yield component
