"""Common goals (mục tiêu chung): what all members reach together, for the page and the report."""

from collections.abc import Iterable
from dataclasses import dataclass

from thidua_desktop.domain.campaigns import Goal
from thidua_desktop.domain.comparisons import compare_ratio
from thidua_desktop.domain.figures import Known, Rate, measure_rate
from thidua_desktop.domain.indicators import Scope
from thidua_desktop.domain.judgements import Held, State
from thidua_desktop.domain.subjects import Kind, Participant


@dataclass(frozen=True, slots=True)
class GoalStanding:
    """How a goal stands: the counts of members added up, and of how many units and people."""

    goal: Goal
    state: State
    held: Held | None = None
    units: int = 0
    people: int = 0


def goal_standing(goal: Goal, scope: Scope, members: Iterable[Participant]) -> GoalStanding:
    """Add up the counts of everybody who reported them; words without a rate are the council's."""
    if goal.ratio is None:
        return GoalStanding(goal, State.COUNCIL)
    starts = scope.starts_of(None)
    rates, kinds = [], []
    for member in members:
        measured = measure_rate(scope.book, member.subject.id, goal.ratio, starts, scope.as_of)
        if measured.known is not Known.NO_DATA and measured.rate:
            rates.append(measured.rate)
            kinds.append(member.subject.kind)
    if not rates:
        return GoalStanding(goal, State.NO_DATA)
    figures = tuple(figure for rate in rates for figure in rate.figures)
    part, whole = sum(one.part for one in rates), sum(one.whole for one in rates)
    latest = max((one.period for one in rates if one.period), key=lambda one: one.end, default=None)
    units, people = kinds.count(Kind.UNIT), kinds.count(Kind.PERSON)
    held = Held(Rate(part, whole, figures, latest), goal.comparison, goal.share)
    if whole == 0:
        return GoalStanding(goal, State.NOT_APPLICABLE, held, units, people)
    met = compare_ratio(part, whole, goal.comparison, goal.share)
    return GoalStanding(goal, State.MET if met else State.NOT_MET, held, units, people)
