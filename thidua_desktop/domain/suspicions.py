"""What looks wrong with a figure though it can be read: it fell, it jumped, a part over its whole.

Whether it is wrong only the unit knows; the program asks. Counts of two periods are compared only
where both begin on the same day.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from thidua_desktop.domain.figures import Figure, Period
from thidua_desktop.domain.measures import PartRule
from thidua_desktop.domain.subjects import SubjectId

TIMES: Final = 10
"""A running total this many times last period's was probably typed with a digit too many."""
_LEAST_BEFORE: Final = 10
"""Below this a tenfold rise is nothing unusual."""


def fell(before: int, now: int) -> bool:
    """Say whether a running total is smaller than it was."""
    return now < before


def jumped(before: int, now: int) -> bool:
    """Say whether a running total is so much larger that a digit too many is likely."""
    return before >= _LEAST_BEFORE and now >= TIMES * before


@dataclass(frozen=True, slots=True)
class PartOver:
    """A part larger than its whole, in one period: a rate above 100 %."""

    subject: SubjectId
    part: int
    whole: int
    parts: tuple[Figure, ...]
    over: Figure
    """The figure of the whole."""

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Return every figure that takes part, the whole last."""
        return (*self.parts, self.over)


def parts_over(figures: Iterable[Figure], rules: Sequence[PartRule]) -> tuple[PartOver, ...]:
    """Return every part larger than its whole; sides of two periods are never compared."""
    counted: dict[tuple[SubjectId, Period | None], dict[str, Figure]] = {}
    for figure in figures:
        if figure.count is not None:
            counted.setdefault((figure.subject, figure.period), {})[figure.measure] = figure
    return tuple(
        over
        for (subject, _), found in counted.items()
        for rule in rules
        if (over := _over(subject, found, rule)) is not None
    )


def _over(subject: SubjectId, found: Mapping[str, Figure], rule: PartRule) -> PartOver | None:
    whole = found.get(rule.whole)
    if whole is None or whole.count is None:
        return None
    parts = tuple([found[name] for name in rule.parts if name in found])
    part = sum([one.count or 0 for one in parts])
    return PartOver(subject, part, whole.count, parts, whole) if part > whole.count else None
