"""Criteria (tiêu chuẩn): all, any or at least n of; met, not met, no data, for the council."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.comparisons import (
    Comparison,
    compare,
    compare_ratio,
    threshold_words,
)
from thidua_desktop.domain.figures import Known, Measured, Period
from thidua_desktop.domain.indicators import (
    Indicator,
    Scope,
    TargetValue,
    measure_each,
    target_of,
)
from thidua_desktop.domain.judgements import (
    NOTHING_AROSE,
    Counted,
    Held,
    Judgement,
    Said,
    State,
)
from thidua_desktop.domain.readings import Choice, chosen
from thidua_desktop.domain.subjects import Participant

__all__ = [
    "Combined",
    "Comparison",
    "CouncilCriterion",
    "CountCriterion",
    "Counted",
    "Criterion",
    "Held",
    "Judgement",
    "OfficeCriterion",
    "RateCriterion",
    "Said",
    "State",
    "TargetCriterion",
    "combine",
    "compare",
    "judge",
    "lacking_words",
    "measures_in",
    "reached",
    "threshold_words",
    "with_targets",
]


@dataclass(frozen=True, slots=True)
class RateCriterion:
    """An indicator against a fixed share."""

    id: str
    text: str
    indicator: str
    comparison: Comparison | Choice[Comparison]
    share: Fraction


@dataclass(frozen=True, slots=True)
class TargetCriterion:
    """An indicator against the subject's own target.

    Without a `comparison` it is met as the target is. A target cut at the cap counts as exceeded
    when the cap is reached.
    """

    id: str
    text: str
    indicator: str
    comparison: Comparison | Choice[Comparison] | None = None


@dataclass(frozen=True, slots=True)
class CountCriterion:
    """A count against a fixed number."""

    id: str
    text: str
    measure: str
    comparison: Comparison | Choice[Comparison]
    count: int


@dataclass(frozen=True, slots=True)
class CouncilCriterion:
    """A quality that the council confirms with evidence (tiêu chuẩn định tính)."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Combined:
    """Several criteria: all of them (`need` None) or at least `need`; 1 is any."""

    id: str
    text: str
    members: tuple["Criterion", ...]
    need: int | None = None


@dataclass(frozen=True, slots=True)
class OfficeCriterion:
    """A criterion held against the unit a person works in; a unit is its own."""

    id: str
    text: str
    member: "Criterion"


Criterion = (
    RateCriterion | TargetCriterion | CountCriterion | CouncilCriterion | OfficeCriterion | Combined
)


def judge(criterion: Criterion, scope: Scope, participant: Participant) -> Judgement:
    """Say how `criterion` stands for one subject."""
    match criterion:
        case RateCriterion():
            return _overruled(_judge_rate(criterion, scope, participant), scope, participant)
        case TargetCriterion():
            return _overruled(_judge_target(criterion, scope, participant), scope, participant)
        case CountCriterion():
            return _judge_count(criterion, scope, participant)
        case CouncilCriterion():
            return _judge_council(criterion, scope, participant)
        case OfficeCriterion():
            return _judge_office(criterion, scope, participant)
        case _:
            members = tuple([judge(one, scope, participant) for one in criterion.members])
            state = combine([one.state for one in members], criterion.need)
            return Judgement(criterion.id, criterion.text, state, members=members)


def combine(states: Sequence[State], need: int | None) -> State:
    """Return the state of a combination; members that are not applicable are left out.

    `need` None asks for all of them. See `campaigns.md`: no data is never «không đạt» as long
    as the missing figures could still decide.
    """
    there = [state for state in states if state is not State.NOT_APPLICABLE]
    if not there:
        return State.NOT_APPLICABLE
    if need is None:
        return _all(there)
    return _any(there) if need == 1 else _at_least(there, need)


def _all(states: Sequence[State]) -> State:
    for worst in (State.NOT_MET, State.NO_DATA, State.COUNCIL):
        if worst in states:
            return worst
    return State.MET


def _any(states: Sequence[State]) -> State:
    for best in (State.MET, State.COUNCIL, State.NO_DATA):
        if best in states:
            return best
    return State.NOT_MET


def _at_least(states: Sequence[State], need: int) -> State:
    met, council = states.count(State.MET), states.count(State.COUNCIL)
    if met >= need:
        return State.MET
    if met + council + states.count(State.NO_DATA) < need:
        return State.NOT_MET
    return State.NO_DATA if met + council < need else State.COUNCIL


def lacking_words(scope: Scope, lacking: tuple[str, ...], elsewhere: Period | None = None) -> str:
    """Name the figures that are not there, and the other span in which there are some."""
    names = ", ".join(scope.measure_names.get(name, name) for name in lacking)
    said = f"chưa có số liệu: {names}"
    if elsewhere is None:
        return said
    start = f"{vietnamese.day(elsewhere.start)} – " if elsewhere.start else "đến "
    return f"{said} (có số liệu {start}{vietnamese.day(elsewhere.end)}, khác kỳ cần tính)"


def measures_in(criterion: Criterion, indicators: Mapping[str, Indicator]) -> Iterator[str]:
    """Yield every measure a criterion reads."""
    match criterion:
        case RateCriterion() | TargetCriterion():
            yield from indicators[criterion.indicator].measures
        case CountCriterion():
            yield criterion.measure
        case OfficeCriterion():
            yield from measures_in(criterion.member, indicators)
        case Combined():
            for member in criterion.members:
                yield from measures_in(member, indicators)


def with_targets(
    criterion: Criterion, indicators: Mapping[str, Indicator], group: str
) -> Criterion:
    """Return a criterion with the targets that are the same for a whole group written into it.

    For headings, which speak of nobody in particular; targets of single subjects stay out.
    """
    if isinstance(criterion, Combined):
        members = (with_targets(one, indicators, group) for one in criterion.members)
        return replace(criterion, members=tuple(members))
    if not isinstance(criterion, TargetCriterion):
        return criterion
    target = indicators[criterion.indicator].target
    share = (target.by_group or {}).get(group, target.share) if target else None
    if target is None or share is None or target.measure or target.uplift:
        return criterion
    comparison = criterion.comparison or target.comparison
    return RateCriterion(criterion.id, criterion.text, criterion.indicator, comparison, share)


def _judge_rate(criterion: RateCriterion, scope: Scope, participant: Participant) -> Judgement:
    comparison = chosen(criterion.comparison, scope.readings)
    each = measure_each(scope, participant, scope.indicators[criterion.indicator])
    return _hold_all(criterion, scope, each, _Limit(comparison, criterion.share))


def _judge_target(criterion: TargetCriterion, scope: Scope, participant: Participant) -> Judgement:
    indicator = scope.indicators[criterion.indicator]
    each = measure_each(scope, participant, indicator)
    rule = indicator.target
    target = target_of(scope, participant, rule) if rule else None
    if rule is None or target is None:
        nothing = all(one.known is Known.NOT_APPLICABLE for one in each)
        state = State.NOT_APPLICABLE if nothing else State.NO_DATA
        why = NOTHING_AROSE if nothing else f"chưa có mức giao: {indicator.name}"
        return Judgement(criterion.id, criterion.text, state, Said(why))
    asked = rule.comparison if criterion.comparison is None else criterion.comparison
    comparison = reached(chosen(asked, scope.readings), target)
    return _hold_all(criterion, scope, each, _Limit(comparison, target.share, target))


def reached(comparison: Comparison, target: TargetValue) -> Comparison:
    """Return how a target is held: one at the cap cannot be exceeded, reaching it is enough."""
    if target.capped and comparison is Comparison.MORE:
        return Comparison.AT_LEAST
    return comparison


@dataclass(frozen=True, slots=True)
class _Limit:
    comparison: Comparison
    share: Fraction
    target: TargetValue | None = None


def _hold_all(
    criterion: RateCriterion | TargetCriterion,
    scope: Scope,
    each: tuple[Measured, ...],
    limit: _Limit,
) -> Judgement:
    """Hold every rate of an indicator; each must meet the limit, the deciding one is shown."""
    if len(each) == 1:
        return _hold(criterion, scope, each[0], limit)
    judged = [_hold(criterion, scope, one, limit) for one in each]
    state = combine([one.state for one in judged], None)
    deciding = [one for one in judged if one.state is state]
    return min(deciding, key=_shown_first)


def _shown_first(judged: Judgement) -> Fraction:
    held = judged.basis
    return held.rate.share if isinstance(held, Held) and held.rate.whole else Fraction(0)


def _hold(
    criterion: RateCriterion | TargetCriterion, scope: Scope, measured: Measured, limit: _Limit
) -> Judgement:
    rate = measured.rate
    if rate is None:
        why = lacking_words(scope, measured.lacking, measured.elsewhere)
        threshold = f"{limit.comparison} {vietnamese.threshold_percent(limit.share)}"
        return Judgement(criterion.id, criterion.text, State.NO_DATA, Said(why, threshold))
    held = Held(rate, limit.comparison, limit.share, limit.target)
    if measured.known is Known.NOT_APPLICABLE:
        state = State.NOT_APPLICABLE
    else:
        met = compare_ratio(rate.part, rate.whole, limit.comparison, limit.share)
        state = State.MET if met else State.NOT_MET
    return Judgement(criterion.id, criterion.text, state, held)


def _judge_count(criterion: CountCriterion, scope: Scope, participant: Participant) -> Judgement:
    comparison = chosen(criterion.comparison, scope.readings)
    wanted = (criterion.measure,)
    found = scope.book.latest(participant.subject.id, wanted, scope.starts_of(None), scope.as_of)
    if found is None:
        threshold = f"{comparison} {vietnamese.count(criterion.count)}"
        elsewhere = scope.book.elsewhere(participant.subject.id, wanted, scope.as_of)
        said = Said(lacking_words(scope, wanted, elsewhere), threshold)
        return Judgement(criterion.id, criterion.text, State.NO_DATA, said)
    counted = Counted(found[criterion.measure], comparison, criterion.count)
    count = counted.figure.count or 0
    met = compare_ratio(count, 1, comparison, Fraction(criterion.count))
    state = State.MET if met else State.NOT_MET
    return Judgement(criterion.id, criterion.text, state, counted)


def _judge_council(
    criterion: CouncilCriterion, scope: Scope, participant: Participant
) -> Judgement:
    confirmed = scope.confirmations.get((participant.subject.id, criterion.id))
    if confirmed is None:
        said = Said("chờ Hội đồng xác nhận")
        return Judgement(criterion.id, criterion.text, State.COUNCIL, said)
    state = State.MET if confirmed.met else State.NOT_MET
    text = criterion.text
    said = Said(confirmed.why_of(text), old_words=confirmed.old_words(text))
    return Judgement(criterion.id, text, state, said)


def _overruled(judged: Judgement, scope: Scope, participant: Participant) -> Judgement:
    """Let the council's word count where nothing arose; a figure is never overruled."""
    if judged.state is not State.NOT_APPLICABLE:
        return judged
    said = scope.confirmations.get((participant.subject.id, judged.id))
    if said is None:
        return judged
    state = State.MET if said.met else State.NOT_MET
    words = f"{NOTHING_AROSE}; {said.why_of(judged.text)}"
    basis = Said(words, old_words=said.old_words(judged.text))
    return Judgement(judged.id, judged.text, state, basis)


def _judge_office(criterion: OfficeCriterion, scope: Scope, participant: Participant) -> Judgement:
    office = scope.office_of(participant)
    if office is None:
        said = Said("cơ quan, đơn vị của người này chưa có trong danh sách đơn vị")
        return Judgement(criterion.id, criterion.text, State.NO_DATA, said)
    member = judge(criterion.member, scope, office)
    return Judgement(criterion.id, criterion.text, member.state, members=(member,))
