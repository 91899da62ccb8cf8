"""What a subject is ordered by: its points, its targets met, or its criteria met."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, NamedTuple

from thidua_desktop.domain import scoring, vietnamese
from thidua_desktop.domain.campaigns import Better, RankBy, RankingRule, TieBreak
from thidua_desktop.domain.comparisons import Comparison, compare_ratio
from thidua_desktop.domain.criteria import judge, lacking_words, reached
from thidua_desktop.domain.figures import Known, Measured, Rate
from thidua_desktop.domain.indicators import (
    Indicator,
    Scope,
    TargetValue,
    attained_parts,
    measure,
    target_of,
)
from thidua_desktop.domain.judgements import NOTHING_AROSE, Held, Judgement, Said, State
from thidua_desktop.domain.scoring import Line
from thidua_desktop.domain.subjects import Participant

NOTHING_TO_RANK: Final = "không phát sinh hồ sơ, không có gì để xếp hạng"
NO_TARGET: Final = "chưa có mức giao"
_WORST: Final = Fraction(-(10**18))


class Attainment(NamedTuple):
    """How one indicator stands against its target, for campaigns without points."""

    indicator: str
    name: str
    met: bool
    given: Rate
    target: TargetValue
    comparison: Comparison
    cap: Fraction
    """The most the result may count for: 1.2 = 120 % of the target."""

    @property
    def parts(self) -> tuple[int, int]:
        """Return result ÷ target as two integers, at most the cap; see `attained`."""
        return attained_parts(self.given, self.target.share, self.comparison, self.cap)

    @property
    def ratio(self) -> Fraction:
        """Return result ÷ target, 1 = 100 %, at most the cap."""
        return Fraction(*self.parts)

    @property
    def judged(self) -> Judgement:
        """Return it as a judgement; made only when somebody asks, most are never read."""
        held = Held(self.given, self.comparison, self.target.share, self.target)
        state = State.MET if self.met else State.NOT_MET
        return Judgement(_id_of(self.indicator), self.name, state, held)

    @property
    def share(self) -> Fraction:
        """Return the result, 1 = 100 %."""
        return self.given.share

    @property
    def why(self) -> str:
        """Return the sentence: `76,46% / 70%, mức giao 70%`."""
        reached_ = vietnamese.percent(self.share, near=self.target.share)
        return f"{reached_} / {vietnamese.threshold_percent(self.target.share)}, {self.target.why}"


Counted = Attainment | Judgement
"""One of the targets or criteria that are counted: how it stands, or why that is not known."""


def judged_of(counted: Sequence[Counted]) -> tuple[Judgement, ...]:
    """Return how every target or criterion stands, as judgements."""
    return tuple([one.judged if isinstance(one, Attainment) else one for one in counted])


class Computed(NamedTuple):
    """What a subject is ordered by, larger first, and how it came about."""

    key: tuple[Fraction, ...]
    score: Fraction | None = None
    lines: tuple[Line, ...] = ()
    counted: tuple[Counted, ...] = ()
    """Every target or criterion it was held against, also those where nothing arose."""


@dataclass(frozen=True, slots=True)
class Uncomputed:
    """Why a subject cannot be ordered; `counted` as in `Computed`."""

    state: State
    why: str
    counted: tuple[Counted, ...] = ()


def compute(rule: RankingRule, member: Participant, scope: Scope) -> Computed | Uncomputed:
    """Work out what `member` is ordered by."""
    if rule.scoring is not None:
        return _points(rule.scoring, member, scope)
    if rule.by is RankBy.CRITERIA:
        return _criteria(rule, member, scope)
    return _targets(rule, member, scope)


def tie_keys(rule: RankingRule, member: Participant, scope: Scope) -> tuple[Fraction, ...]:
    """Return what separates `member` from its equals, larger first; unknown counts as worst."""
    return tuple(_tie_key(one, member, scope) for one in rule.tie_breaks)


def _points(steps: scoring.Scoring, member: Participant, scope: Scope) -> Computed | Uncomputed:
    scored = scoring.score(steps, scope, member)
    if scored.known is Known.NOT_APPLICABLE:
        return Uncomputed(State.NOT_APPLICABLE, NOTHING_TO_RANK)
    if scored.known is Known.NO_DATA:
        return Uncomputed(State.NO_DATA, lacking_words(scope, scored.lacking))
    return Computed((scored.score,), scored.score, scored.lines)


def _tie_key(tie_break: TieBreak, member: Participant, scope: Scope) -> Fraction:
    if tie_break.indicator:
        measured = measure(scope, member, scope.indicators[tie_break.indicator])
        if measured.known is not Known.KNOWN or measured.rate is None:
            return _WORST
        value = measured.rate.share
    else:
        count = _count(tie_break.measure, member, scope)
        if count is None:
            return _WORST
        value = count
    return value if tie_break.better is Better.LARGER else -value


def _targets(rule: RankingRule, member: Participant, scope: Scope) -> Computed | Uncomputed:
    counted: list[Counted] = []
    lacking: list[str] = []
    for name in rule.indicators:
        stands, lacks = _stand(scope.indicators[name], rule, member, scope)
        counted.append(stands)
        if lacks:
            lacking.append(f"{scope.indicators[name].name}: {lacks}")
    every = tuple(counted)
    if lacking:
        return Uncomputed(State.NO_DATA, "; ".join(lacking), every)
    attainments = [one for one in every if isinstance(one, Attainment)]
    if not attainments:
        return Uncomputed(State.NOT_APPLICABLE, NOTHING_TO_RANK, every)
    met = Fraction(sum(one.met for one in attainments))
    mean = _mean([one.parts for one in attainments])
    counts = (_count(name, member, scope) for name in rule.volume)
    volume = next((count for count in counts if count is not None), Fraction(0))
    return Computed((met, mean, volume), counted=every)


def _stand(
    indicator: Indicator, rule: RankingRule, member: Participant, scope: Scope
) -> tuple[Counted, str]:
    """Return how the indicator stands, and what lacks to say so."""
    measured = measure(scope, member, indicator)
    target = target_of(scope, member, indicator.target) if indicator.target else None
    if indicator.target is None or target is None:
        return _untargeted(indicator, measured, scope)
    comparison = reached(indicator.target.comparison, target)
    given = measured.rate
    if given is None:
        lacking = lacking_words(scope, measured.lacking, measured.elsewhere)
        threshold = f"{comparison} {vietnamese.threshold_percent(target.share)}"
        said = Said(f"{lacking}; {target.why}", threshold)
        return _judgement(indicator, State.NO_DATA, said), lacking
    if measured.known is Known.NOT_APPLICABLE:
        held = Held(given, comparison, target.share, target)
        return _judgement(indicator, State.NOT_APPLICABLE, held), ""
    met = compare_ratio(given.part, given.whole, comparison, target.share)
    return Attainment(indicator.id, indicator.name, met, given, target, comparison, rule.cap), ""


def _untargeted(indicator: Indicator, measured: Measured, scope: Scope) -> tuple[Counted, str]:
    """Say how an indicator stands that nobody assigned a target for; what is known is shown."""
    if measured.known is Known.NOT_APPLICABLE:
        return _judgement(indicator, State.NOT_APPLICABLE, Said(NOTHING_AROSE)), ""
    given = measured.rate
    if given is None:
        lacking = lacking_words(scope, measured.lacking, measured.elsewhere)
        return _judgement(indicator, State.NO_DATA, Said(lacking)), lacking
    value = vietnamese.percent(given.share)
    counts = f"{vietnamese.count(given.part)} / {vietnamese.count(given.whole)} = {value}"
    said = Said(f"{counts}; {NO_TARGET}", "", value, given.period, given.figures)
    return _judgement(indicator, State.NO_DATA, said), NO_TARGET


def _judgement(indicator: Indicator, state: State, basis: Held | Said) -> Judgement:
    return Judgement(_id_of(indicator.id), indicator.name, state, basis)


def _id_of(indicator: str) -> str:
    """Return the id of a target: a criterion may be named like an indicator."""
    return f"target:{indicator}"


def _mean(shares: Sequence[tuple[int, int]]) -> Fraction:
    """Return the mean of quotients, brought to lowest terms only once: lists are long."""
    part, whole = 0, 1
    for over, under in shares:
        part, whole = part * under + over * whole, whole * under
    return Fraction(part, whole * len(shares))


def _criteria(rule: RankingRule, member: Participant, scope: Scope) -> Computed | Uncomputed:
    """Count the criteria met; what the council has not confirmed yet does not count."""
    criterion = rule.criteria.get(member.group)
    if criterion is None:
        return Uncomputed(State.NOT_APPLICABLE, "nhóm này không xếp thứ tự")
    whole = judge(criterion, scope, member)
    judged = whole.members or (whole,)
    lacking = [one for one in judged if one.state is State.NO_DATA]
    if lacking:
        said = (leaf for one in lacking for leaf in one.leaves() if leaf.state is State.NO_DATA)
        why = "; ".join(f"{leaf.text}: {leaf.why}" for leaf in said)
        return Uncomputed(State.NO_DATA, why, judged)
    if all(one.state is State.NOT_APPLICABLE for one in judged):
        return Uncomputed(State.NOT_APPLICABLE, NOTHING_TO_RANK, judged)
    met = Fraction(sum(one.state is State.MET for one in judged))
    return Computed((met,), counted=judged)


def _count(measure_id: str, member: Participant, scope: Scope) -> Fraction | None:
    starts = scope.starts_of(None)
    found = scope.book.latest(member.subject.id, (measure_id,), starts, scope.as_of)
    return None if found is None else Fraction(found[measure_id].count or 0)
