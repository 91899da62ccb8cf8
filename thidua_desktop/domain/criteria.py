"""Criteria (tiêu chuẩn): all, any or at least n of; met, not met, no data, for the council."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.comparisons import Comparison, compare, threshold_words
from thidua_desktop.domain.figures import Figure, Known, Measured, Period
from thidua_desktop.domain.indicators import Scope, measure, target_of
from thidua_desktop.domain.readings import Choice, chosen
from thidua_desktop.domain.subjects import Participant

__all__ = [
    "Combined",
    "Comparison",
    "CouncilCriterion",
    "CountCriterion",
    "Criterion",
    "Judgement",
    "OfficeCriterion",
    "RateCriterion",
    "State",
    "TargetCriterion",
    "combine",
    "compare",
    "judge",
    "lacking_words",
    "threshold_words",
]


class State(StrEnum):
    """How a criterion stands."""

    MET = "met"
    NOT_MET = "not_met"
    NO_DATA = "no_data"
    COUNCIL = "council"
    NOT_APPLICABLE = "not_applicable"


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

    A target cut at the cap counts as exceeded when the cap is reached.
    """

    id: str
    text: str
    indicator: str
    comparison: Comparison | Choice[Comparison]


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


@dataclass(frozen=True, slots=True)
class Judgement:
    """How one criterion stands for one subject, and from which figures."""

    id: str
    text: str
    state: State
    value: str = ""
    threshold: str = ""
    why: str = ""
    period: Period | None = None
    figures: tuple[Figure, ...] = ()
    members: tuple["Judgement", ...] = ()

    def leaves(self) -> tuple["Judgement", ...]:
        """Return the single criteria this one is made of."""
        if not self.members:
            return (self,)
        return tuple(leaf for member in self.members for leaf in member.leaves())


def judge(criterion: Criterion, scope: Scope, participant: Participant) -> Judgement:
    """Say how `criterion` stands for one subject."""
    match criterion:
        case RateCriterion():
            return _judge_rate(criterion, scope, participant)
        case TargetCriterion():
            return _judge_target(criterion, scope, participant)
        case CountCriterion():
            return _judge_count(criterion, scope, participant)
        case CouncilCriterion():
            return _judge_council(criterion, scope, participant)
        case OfficeCriterion():
            return _judge_office(criterion, scope, participant)
        case Combined():
            members = tuple(judge(one, scope, participant) for one in criterion.members)
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


def lacking_words(scope: Scope, lacking: tuple[str, ...]) -> str:
    """Name the figures that are not there."""
    names = ", ".join(scope.measure_names.get(name, name) for name in lacking)
    return f"chưa có số liệu: {names}"


def _judge_rate(criterion: RateCriterion, scope: Scope, participant: Participant) -> Judgement:
    indicator = scope.indicators[criterion.indicator]
    measured = measure(scope, participant, indicator)
    comparison = chosen(criterion.comparison, scope.readings)
    return _held(criterion.id, criterion.text, scope, measured, comparison, criterion.share)


def _judge_target(criterion: TargetCriterion, scope: Scope, participant: Participant) -> Judgement:
    indicator = scope.indicators[criterion.indicator]
    target = target_of(scope, participant, indicator.target) if indicator.target else None
    measured = measure(scope, participant, indicator)
    if target is None:
        state = State.NOT_APPLICABLE if measured.known is Known.NOT_APPLICABLE else State.NO_DATA
        return Judgement(
            criterion.id, criterion.text, state, why=f"chưa có mức giao: {indicator.name}"
        )
    comparison = chosen(criterion.comparison, scope.readings)
    if target.capped and comparison is Comparison.MORE:
        comparison = Comparison.AT_LEAST
    found = _held(criterion.id, criterion.text, scope, measured, comparison, target.share)
    return _with_target(found, target.why, target.figure)


def _with_target(found: Judgement, why: str, figure: Figure | None) -> Judgement:
    figures = (*found.figures, figure) if figure else found.figures
    sentence = f"{found.why}; {why}" if found.why else why
    return Judgement(
        found.id,
        found.text,
        found.state,
        found.value,
        found.threshold,
        sentence,
        found.period,
        figures,
    )


def _held(
    id: str,  # noqa: A002 - the criterion's own field
    text: str,
    scope: Scope,
    measured: Measured,
    comparison: Comparison,
    limit: Fraction,
) -> Judgement:
    amount = vietnamese.threshold_percent(limit)
    threshold = f"{comparison} {amount}"
    rate = measured.rate
    if rate is None:
        why = lacking_words(scope, measured.lacking)
        return Judgement(id, text, State.NO_DATA, threshold=threshold, why=why)
    if measured.known is Known.NOT_APPLICABLE:
        return Judgement(
            id,
            text,
            State.NOT_APPLICABLE,
            threshold=threshold,
            why="không phát sinh hồ sơ (mẫu số bằng 0)",
            period=rate.period,
            figures=rate.figures,
        )
    value = vietnamese.percent(rate.share, near=limit)
    why = (
        f"{vietnamese.count(rate.part)} / {vietnamese.count(rate.whole)} = {value}; "
        f"cần {threshold_words(comparison, amount)}"
    )
    state = State.MET if compare(rate.share, comparison, limit) else State.NOT_MET
    return Judgement(id, text, state, value, threshold, why, rate.period, rate.figures)


def _judge_count(criterion: CountCriterion, scope: Scope, participant: Participant) -> Judgement:
    comparison = chosen(criterion.comparison, scope.readings)
    amount = vietnamese.count(criterion.count)
    threshold = f"{comparison} {amount}"
    found = scope.book.latest(
        participant.subject.id, (criterion.measure,), scope.starts_of(None), scope.as_of
    )
    if found is None:
        why = lacking_words(scope, (criterion.measure,))
        return Judgement(criterion.id, criterion.text, State.NO_DATA, threshold=threshold, why=why)
    figure = found[criterion.measure]
    count = figure.count or 0
    met = compare(Fraction(count), comparison, Fraction(criterion.count))
    why = f"{vietnamese.count(count)}; cần {threshold_words(comparison, amount)}"
    return Judgement(
        criterion.id,
        criterion.text,
        State.MET if met else State.NOT_MET,
        vietnamese.count(count),
        threshold,
        why,
        figure.period,
        (figure,),
    )


def _judge_council(
    criterion: CouncilCriterion, scope: Scope, participant: Participant
) -> Judgement:
    confirmed = scope.confirmations.get((participant.subject.id, criterion.id))
    if confirmed is None:
        return Judgement(criterion.id, criterion.text, State.COUNCIL, why="chờ Hội đồng xác nhận")
    state = State.MET if confirmed else State.NOT_MET
    why = "Hội đồng đã xác nhận" if confirmed else "Hội đồng không xác nhận"
    return Judgement(criterion.id, criterion.text, state, why=why)


def _judge_office(criterion: OfficeCriterion, scope: Scope, participant: Participant) -> Judgement:
    office = scope.office_of(participant)
    if office is None:
        why = "cơ quan, đơn vị của người này chưa có trong danh sách đơn vị"
        return Judgement(criterion.id, criterion.text, State.NO_DATA, why=why)
    member = judge(criterion.member, scope, office)
    return Judgement(criterion.id, criterion.text, member.state, members=(member,))
