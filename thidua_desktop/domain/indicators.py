"""Indicators (chỉ tiêu): a rate worth following, what it is compared with, and its value."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.comparisons import Comparison
from thidua_desktop.domain.confirmations import Confirmations
from thidua_desktop.domain.figures import (
    Figure,
    FigureBook,
    Known,
    Measured,
    Rate,
    Ratio,
    Starts,
    measure_rate,
)
from thidua_desktop.domain.readings import Choice, Readings, chosen
from thidua_desktop.domain.subjects import Participant, Person, SubjectId

FULL = Fraction(1)


class Uplift(StrEnum):
    """How «tăng 5 %» is read: percentage points, or a share of the assigned target."""

    POINTS = "points"
    RELATIVE = "relative"


@dataclass(frozen=True, slots=True)
class Target:
    """What an indicator should reach (mức giao); shares, 1 = 100 %.

    A unit's own figure for `measure` comes first, then its group's, then the campaign's.
    The result is raised by `uplift` and never above `cap`; `comparison` says when it is met.
    """

    share: Fraction | None = None
    by_group: Mapping[str, Fraction] | None = None
    measure: str | None = None
    uplift: Fraction = Fraction(0)
    uplift_way: Uplift | Choice[Uplift] = Uplift.POINTS
    cap: Fraction = FULL
    comparison: Comparison = Comparison.AT_LEAST


class TargetValue(NamedTuple):
    """The target of one subject: a share, how it came about, and whether the cap cut it."""

    share: Fraction
    assigned: Fraction
    uplift: Fraction
    way: Uplift
    capped: bool
    figure: Figure | None = None

    @property
    def why(self) -> str:
        """Say how it came about: `mức giao 60%, tăng 5 điểm phần trăm thành 65%`."""
        given = vietnamese.threshold_percent(self.assigned)
        if not self.uplift:
            return f"mức giao {given}"
        raised = vietnamese.threshold_percent(self.share)
        if self.way is Uplift.POINTS:
            points = vietnamese.exact_decimal(self.uplift * vietnamese.PERCENT)
            return f"mức giao {given}, tăng {points} điểm phần trăm thành {raised}"
        factor = vietnamese.exact_decimal(1 + self.uplift)
        return f"mức giao {given} × {factor} thành {raised}"


@dataclass(frozen=True, slots=True)
class Indicator:
    """A rate followed by the campaign.

    With several ratios (one for each reading's part) the lowest one counts: each must meet the
    target. `starts` are the accepted beginnings of its span; empty means the campaign's.
    """

    id: str
    name: str
    short: str
    ratios: tuple[Ratio, ...] | Choice[tuple[Ratio, ...]]
    target: Target | None = None
    starts: Starts = ()
    smaller_is_better: bool = False
    about: str = ""
    """The second line of a table heading: `trên tổng số`."""

    def ratios_under(self, readings: Readings) -> tuple[Ratio, ...]:
        """Return the rates that count under `readings`."""
        return chosen(self.ratios, readings)

    @property
    def measures(self) -> tuple[str, ...]:
        """Return every measure any reading may need."""
        sets = self.ratios.values.values() if isinstance(self.ratios, Choice) else (self.ratios,)
        return tuple(dict.fromkeys(m for ratios in sets for r in ratios for m in r.measures))


@dataclass(frozen=True, slots=True)
class Scope:
    """All that a rule may look at: the indicators, figures, readings and day of a campaign."""

    indicators: Mapping[str, Indicator]
    measure_names: Mapping[str, str]
    book: FigureBook
    readings: Readings
    start: date | None
    as_of: date
    confirmations: Confirmations
    offices: Mapping[str, Participant] = field(default_factory=dict)
    """The units that take part, by the key of their name: where people work."""
    measured: dict[str, dict[SubjectId, tuple[Measured, ...]]] = field(
        init=False, default_factory=dict, compare=False, repr=False
    )
    """What `measure_each` has worked out already, by indicator; kept in the book."""
    common: dict[tuple[int, str], tuple[Target, TargetValue]] = field(
        init=False, default_factory=dict, compare=False, repr=False
    )
    """What a whole group should reach, by the identity of the target (kept with it) and group."""

    def starts_of(self, indicator: Indicator | None) -> Starts:
        """Return the accepted starts of an indicator's span, or the campaign's."""
        return indicator.starts if indicator and indicator.starts else (self.start,)

    def office_of(self, participant: Participant) -> Participant | None:
        """Return the unit a person works in, None if it does not take part; a unit is its own."""
        if isinstance(participant.subject, Person):
            return self.offices.get(vietnamese.match_key(participant.subject.office))
        return participant


def measure_each(
    scope: Scope, participant: Participant, indicator: Indicator
) -> tuple[Measured, ...]:
    """Return the value of every ratio that counts; worked out once per subject and book."""
    known = scope.measured.get(indicator.id)
    if known is None:
        ratios, starts = indicator.ratios_under(scope.readings), scope.starts_of(indicator)
        known = scope.measured[indicator.id] = scope.book.measured(ratios, starts, scope.as_of)
    subject = participant.subject.id
    found = known.get(subject)
    if found is None:
        starts, book = scope.starts_of(indicator), scope.book
        ratios = indicator.ratios_under(scope.readings)
        found = tuple([measure_rate(book, subject, one, starts, scope.as_of) for one in ratios])
        known[subject] = found
    return found


def measure(scope: Scope, participant: Participant, indicator: Indicator) -> Measured:
    """Return the value: of several ratios the worst one, those without a whole left out."""
    every = measure_each(scope, participant, indicator)
    if len(every) == 1:
        return every[0]
    lacking = tuple(name for one in every for name in one.lacking)
    if lacking:
        return Measured(Known.NO_DATA, lacking=tuple(dict.fromkeys(lacking)))
    known = [one for one in every if one.known is Known.KNOWN]
    if not known:
        return every[0]
    worst = max if indicator.smaller_is_better else min
    return worst(known, key=lambda one: one.rate.share if one.rate else FULL)


def target_of(scope: Scope, participant: Participant, target: Target) -> TargetValue | None:
    """Return what the subject should reach; None while no target is known."""
    if (own := _own(scope, participant, target)) is not None:
        return _raised(scope, target, *own)
    key = (id(target), participant.group)
    if (found := scope.common.get(key)) is not None:
        return found[1]
    groups = target.by_group or {}
    assigned = groups.get(participant.group, target.share)
    if assigned is None:
        return None
    value = _raised(scope, target, assigned)
    scope.common[key] = target, value
    return value


def attained(rate: Rate, target: Fraction, comparison: Comparison, cap: Fraction) -> Fraction:
    """Return result ÷ target, 1 = 100 %, at most `cap`; target ÷ result where less is better."""
    return Fraction(*attained_parts(rate, target, comparison, cap))


def attained_parts(
    rate: Rate, target: Fraction, comparison: Comparison, cap: Fraction
) -> tuple[int, int]:
    """Return `attained` as two integers, not in lowest terms: finding those takes long."""
    asked, whole = target.as_integer_ratio()
    over, under = rate.part * whole, rate.whole * asked
    if comparison is Comparison.LESS or comparison is Comparison.AT_MOST:
        over, under = under, over
    most, of = cap.as_integer_ratio()
    if over * of >= most * under:  # also where there is nothing to divide by
        return most, of
    return over, under


def _raised(
    scope: Scope, target: Target, assigned: Fraction, figure: Figure | None = None
) -> TargetValue:
    way = chosen(target.uplift_way, scope.readings)
    raised = assigned + target.uplift if way is Uplift.POINTS else assigned * (1 + target.uplift)
    share = min(raised, target.cap)
    return TargetValue(share, assigned, target.uplift, way, raised >= target.cap, figure)


def _own(scope: Scope, participant: Participant, target: Target) -> tuple[Fraction, Figure] | None:
    """Return what was assigned to the subject itself, and where that stands."""
    if not target.measure:
        return None
    figure = scope.book.timeless(participant.subject.id, target.measure)
    if figure is None or figure.percent is None:
        return None
    part, whole = figure.percent.as_integer_ratio()
    return Fraction(part, whole * vietnamese.PERCENT), figure
