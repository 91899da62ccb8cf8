"""Near misses (suýt đạt): by how much a criterion was missed, exactly, and what would have done.

Gaps are exact fractions; what would have done is a whole number of dossiers.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from thidua_desktop.domain.comparisons import Comparison
from thidua_desktop.domain.figures import Figure
from thidua_desktop.domain.judgements import Counted, Held, Judgement, State


@dataclass(frozen=True, slots=True)
class Shortfall:
    """How far one value is from its threshold.

    `gap` is a share of 1 for a rate, a number for a count. `fewer` says that the value is too
    large. `alone` is the smallest number of dossiers counted in the part, or out of it, that
    reaches the threshold while the whole stays; `growing` the smallest when each of them is a new
    one that adds to the whole too. None where no number does.
    """

    gap: Fraction
    closeness: Fraction
    """The gap beside the threshold: what near misses are sorted by."""
    fewer: bool
    alone: int | None
    growing: int | None = None


def missed(judgement: Judgement) -> tuple[Judgement, ...]:
    """Return the single criteria, decided by figures, that a missed one was missed by."""
    if judgement.state is not State.NOT_MET:
        return ()
    if judgement.members:
        return tuple(leaf for member in judgement.members for leaf in missed(member))
    return (judgement,) if isinstance(judgement.basis, Held | Counted) else ()


def is_last_one(whole: Judgement, leaf: Judgement) -> bool:
    """Say whether `leaf` is all that still stands between a subject and `whole`."""
    settled = (State.MET, State.NOT_APPLICABLE)
    return all(one == leaf or one.state in settled for one in whole.leaves())


def shortfall(basis: Held | Counted) -> Shortfall:
    """Return how far a missed value is from its threshold."""
    if isinstance(basis, Held):
        return _of_rate(basis.rate.part, basis.rate.whole, basis.comparison, basis.limit)
    count, limit = Fraction(basis.figure.count or 0), Fraction(basis.limit)
    fewer = count > limit or basis.comparison is Comparison.LESS
    gap = abs(limit - count)
    return Shortfall(gap, _beside(gap, limit), fewer, _least(gap, basis.comparison))


def remedy(basis: Held | Counted, short: Shortfall) -> Figure | None:
    """Return the figure as it should have been, the whole unchanged; None where none would do.

    A measure that is counted in the whole too has no such figure: changing it changes the whole.
    """
    if short.alone is None:
        return None
    figure = basis.figure if isinstance(basis, Counted) else _largest_part(basis)
    if figure is None:
        return None
    count = (figure.count or 0) + (-short.alone if short.fewer else short.alone)
    return figure._replace(count=count) if count >= 0 else None


def _largest_part(basis: Held) -> Figure | None:
    parts, rest = basis.rate.figures[: basis.rate.added], basis.rate.figures[basis.rate.added :]
    if sum(one.count or 0 for one in rest) != basis.rate.whole:
        return None
    return max(parts, key=lambda one: one.count or 0)


def _of_rate(part: int, whole: int, comparison: Comparison, limit: Fraction) -> Shortfall:
    share = Fraction(part, whole)
    fewer = share > limit or comparison is Comparison.LESS
    gap = abs(limit - share)
    alone = _least(gap * whole, comparison)
    room = part if fewer else whole - part
    return Shortfall(
        gap,
        _beside(gap, limit),
        fewer,
        alone if alone is not None and alone <= room else None,
        _growing(part, whole, comparison, limit, fewer=fewer),
    )


def _growing(
    part: int, whole: int, comparison: Comparison, limit: Fraction, *, fewer: bool
) -> int | None:
    if fewer:
        return _least(part / limit - whole, comparison) if limit else None
    return _least((limit * whole - part) / (1 - limit), comparison) if limit < 1 else None


def _least(needed: Fraction, comparison: Comparison) -> int | None:
    """Return the smallest whole number that closes a gap of `needed`."""
    if comparison in (Comparison.MORE, Comparison.LESS):
        return floor(needed) + 1
    if comparison is Comparison.EQUAL:
        return int(needed) if needed.denominator == 1 else None
    return ceil(needed)


def _beside(gap: Fraction, limit: Fraction) -> Fraction:
    return gap / limit if limit else gap
