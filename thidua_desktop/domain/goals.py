"""Common goals (mục tiêu chung): what all members reach together, for the page and the report."""

from collections.abc import Iterable
from dataclasses import dataclass

from thidua_desktop.domain.campaigns import Goal
from thidua_desktop.domain.comparisons import compare_ratio
from thidua_desktop.domain.figures import Known, Rate, measure_rate
from thidua_desktop.domain.indicators import Scope
from thidua_desktop.domain.judgements import Held, State
from thidua_desktop.domain.subjects import Participant


@dataclass(frozen=True, slots=True)
class GoalStanding:
    """How a goal stands: the counts of the `known` members added up, and from how many."""

    goal: Goal
    state: State
    held: Held | None = None
    known: int = 0


def goal_standing(goal: Goal, scope: Scope, members: Iterable[Participant]) -> GoalStanding:
    """Add up the counts of everybody who reported them; words without a rate are the council's."""
    if goal.ratio is None:
        return GoalStanding(goal, State.COUNCIL)
    starts = scope.starts_of(None)
    measured = [
        measure_rate(scope.book, one.subject.id, goal.ratio, starts, scope.as_of) for one in members
    ]
    rates = [one.rate for one in measured if one.known is not Known.NO_DATA and one.rate]
    if not rates:
        return GoalStanding(goal, State.NO_DATA)
    figures = tuple(figure for rate in rates for figure in rate.figures)
    part, whole = sum(one.part for one in rates), sum(one.whole for one in rates)
    latest = max((one.period for one in rates if one.period), key=lambda one: one.end, default=None)
    held = Held(Rate(part, whole, figures, latest), goal.comparison, goal.share)
    if whole == 0:
        return GoalStanding(goal, State.NOT_APPLICABLE, held, len(rates))
    met = compare_ratio(part, whole, goal.comparison, goal.share)
    return GoalStanding(goal, State.MET if met else State.NOT_MET, held, len(rates))
