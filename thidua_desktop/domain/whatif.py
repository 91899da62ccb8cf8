"""What-if scenarios (nếu… thì…): a campaign and its figures with some things otherwise.

Values in, values out: nothing here can reach the file.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from thidua_desktop.domain.campaigns import Award, Campaign
from thidua_desktop.domain.criteria import (
    Combined,
    CountCriterion,
    Criterion,
    OfficeCriterion,
    RateCriterion,
)
from thidua_desktop.domain.figures import Figure, Period
from thidua_desktop.domain.indicators import Indicator
from thidua_desktop.domain.readings import Readings
from thidua_desktop.domain.subjects import SubjectId
from thidua_desktop.domain.usage import FigureKey, key_of

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class FigureTry:
    """Another value at one place: a count or a percentage; neither takes the figure away."""

    subject: SubjectId
    measure: str
    period: Period | None
    count: int | None = None
    percent: Decimal | None = None

    @property
    def key(self) -> FigureKey:
        """Return what the figure stands at."""
        return self.subject, self.measure, self.period

    @property
    def figure(self) -> Figure | None:
        """Return the figure as tried; None takes it away."""
        if self.count is None and self.percent is None:
            return None
        return Figure(*self.key, self.count, self.percent, by_hand=True)


@dataclass(frozen=True, slots=True)
class TargetTry:
    """Another target of an indicator, of one group or of all; a share of 1.

    A unit's own target stays what it is.
    """

    indicator: str
    share: Fraction
    group: str = ""


@dataclass(frozen=True, slots=True)
class ThresholdTry:
    """Another threshold of a criterion: a share of 1 for a rate, a number for a count."""

    criterion: str
    value: Fraction


@dataclass(frozen=True, slots=True)
class ReadingTry:
    """Another reading of an ambiguous rule."""

    reading: str
    value: str


@dataclass(frozen=True, slots=True)
class Drop:
    """A criterion or an indicator left out."""

    name: str


Part = FigureTry | TargetTry | ThresholdTry | ReadingTry | Drop
"""One thing that is otherwise."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """What is to be otherwise, all at once; `dropped` names criteria and indicators left out."""

    figures: tuple[FigureTry, ...] = ()
    targets: tuple[TargetTry, ...] = ()
    thresholds: tuple[ThresholdTry, ...] = ()
    readings: Readings = field(default_factory=dict)
    dropped: tuple[str, ...] = ()

    @property
    def parts(self) -> tuple[Part, ...]:
        """Return one by one what is otherwise."""
        readings = (ReadingTry(key, value) for key, value in self.readings.items())
        dropped = (Drop(name) for name in self.dropped)
        return (*self.figures, *self.targets, *self.thresholds, *readings, *dropped)

    def plus(self, part: Part) -> "Scenario":
        """Return the scenario with one thing more, in the place of what was said of the same."""
        there = _place(part)
        return scenario_of([*(one for one in self.parts if _place(one) != there), part])

    def minus(self, part: Part) -> "Scenario":
        """Return the scenario without what it says of the place of `part`."""
        there = _place(part)
        return scenario_of(one for one in self.parts if _place(one) != there)


def scenario_of(parts: Iterable[Part]) -> Scenario:
    """Return the scenario of these parts."""
    each = tuple(parts)
    return Scenario(
        tuple(one for one in each if isinstance(one, FigureTry)),
        tuple(one for one in each if isinstance(one, TargetTry)),
        tuple(one for one in each if isinstance(one, ThresholdTry)),
        {one.reading: one.value for one in each if isinstance(one, ReadingTry)},
        tuple(one.name for one in each if isinstance(one, Drop)),
    )


def _place(part: Part) -> tuple[object, ...]:
    """Return what a part speaks of: two of one place cannot both hold."""
    match part:
        case FigureTry():
            return FigureTry, part.subject, part.measure
        case TargetTry():
            return TargetTry, part.indicator, part.group
        case ThresholdTry():
            return ThresholdTry, part.criterion
        case ReadingTry():
            return ReadingTry, part.reading
    return Drop, part.name


def figures_under(scenario: Scenario, figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """Return the figures with those of the scenario in their places."""
    tried = {one.key: one.figure for one in scenario.figures}
    whose = {one.subject for one in scenario.figures}
    kept = [one for one in figures if one.subject not in whose or key_of(one) not in tried]
    return (*kept, *(one for one in tried.values() if one is not None))


def campaign_under(scenario: Scenario, campaign: Campaign) -> Campaign:
    """Return the campaign with the targets, thresholds and criteria of the scenario."""
    indicators = dict(campaign.indicators)
    for one in scenario.targets:
        indicators[one.indicator] = _with_target(indicators[one.indicator], one)
    rule = campaign.ranking
    return replace(
        campaign,
        indicators=indicators,
        groups=tuple(
            replace(one, considered=_under(scenario, one.considered)) for one in campaign.groups
        ),
        prizes=tuple(
            replace(one, condition=_under(scenario, one.condition)) for one in campaign.prizes
        ),
        awards=tuple(_award(scenario, one) for one in campaign.awards),
        ranking=replace(
            rule,
            indicators=tuple(one for one in rule.indicators if one not in scenario.dropped),
            columns=rule.columns or rule.indicators,
            criteria=_each(scenario, rule.criteria),
        ),
    )


def criteria_of(campaign: Campaign) -> dict[str, Criterion]:
    """Return every criterion of a campaign by id, combinations and their members alike."""
    given = [
        *(one.considered for one in campaign.groups),
        *(one.condition for one in campaign.prizes),
        *campaign.ranking.criteria.values(),
        *(one for award in campaign.awards for one in award.all_criteria),
    ]
    return {one.id: one for each in given if each is not None for one in _all(each)}


def _all(criterion: Criterion) -> Iterator[Criterion]:
    yield criterion
    if isinstance(criterion, Combined):
        for member in criterion.members:
            yield from _all(member)
    elif isinstance(criterion, OfficeCriterion):
        yield from _all(criterion.member)


def _with_target(indicator: Indicator, tried: TargetTry) -> Indicator:
    target = indicator.target
    if target is None:
        return indicator
    if tried.group:
        by_group = {**(target.by_group or {}), tried.group: tried.share}
        return replace(indicator, target=replace(target, by_group=by_group))
    return replace(indicator, target=replace(target, share=tried.share, by_group=None))


def _award(scenario: Scenario, award: Award) -> Award:
    return replace(
        award,
        criteria=_each(scenario, award.criteria),
        by_group=_each(scenario, award.by_group),
    )


def _each(scenario: Scenario, given: Mapping[Key, Criterion]) -> dict[Key, Criterion]:
    changed = {key: _under(scenario, one) for key, one in given.items()}
    return {key: one for key, one in changed.items() if one is not None}


def _under(scenario: Scenario, criterion: Criterion | None) -> Criterion | None:
    """Return a criterion under a scenario; None where it, or all it is made of, is dropped."""
    if criterion is None or criterion.id in scenario.dropped:
        return None
    if isinstance(criterion, Combined):
        changed = [_under(scenario, one) for one in criterion.members]
        members = tuple(one for one in changed if one is not None)
        need = criterion.need if criterion.need is None else min(criterion.need, len(members))
        return replace(criterion, members=members, need=need) if members else None
    if isinstance(criterion, OfficeCriterion):
        member = _under(scenario, criterion.member)
        return replace(criterion, member=member) if member else None
    return _with_threshold(scenario, criterion)


def _with_threshold(scenario: Scenario, criterion: Criterion) -> Criterion:
    for one in scenario.thresholds:
        if one.criterion == criterion.id:
            if isinstance(criterion, RateCriterion):
                return replace(criterion, share=one.value)
            if isinstance(criterion, CountCriterion):
                return replace(criterion, count=int(one.value))
    return criterion
