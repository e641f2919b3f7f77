"""The figures that a citizen told of themselves, as plain values that outlive a restart, and how they meet a bound."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from knowledge.thresholds import Measure, Threshold

State = Literal["meets", "short", "over", "unknown"]
"""How a figure stands to a bound; `unknown` also where what was said lies on both sides of it."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What was said of a measure: between `least` and `most`, both included; `most` None is "so many or more".

    In people, rupiah or years. A number said plainly has both ends the same; `about` is the one said with "sekitar".
    """

    measure: Measure
    least: int
    most: int | None
    about: int | None = None


@dataclass(frozen=True, slots=True)
class Readiness:
    """A reckoning under way: the figures told so far, the services it is about, and the measure asked for last."""

    figures: tuple[Figure, ...] = ()
    services: tuple[str, ...] = ()
    asking: Measure | None = None

    def of(self, measure: Measure) -> Figure | None:
        """The figure of a measure, or None while it has none."""
        return next((figure for figure in self.figures if figure.measure == measure), None)


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a figure stands to a bound; `by` is what is missing or too much, at least that where it was not `exact`."""

    threshold: Threshold
    state: State
    by: int = 0
    exact: bool = True


def judge(threshold: Threshold, figure: Figure | None) -> Verdict:
    """Holds a figure against a decreed bound."""
    if figure is None:
        return Verdict(threshold, "unknown")
    least, most, exact = threshold.least, threshold.most, figure.least == figure.most
    if least is not None and figure.most is not None and figure.most < least:
        return Verdict(threshold, "short", least - figure.most, exact)
    if most is not None and figure.least > most:
        return Verdict(threshold, "over", figure.least - most, exact)
    enough = least is None or figure.least >= least
    within = most is None or (figure.most is not None and figure.most <= most)
    return Verdict(threshold, "meets" if enough and within else "unknown", exact=exact)


def together(verdicts: tuple[Verdict, ...]) -> State:
    """How a service stands: one figure that does not meet its bound decides, then one that is not known."""
    states = [verdict.state for verdict in verdicts]
    return next(
        (state for state in states if state in {"short", "over"}), "unknown" if "unknown" in states else "meets"
    )
