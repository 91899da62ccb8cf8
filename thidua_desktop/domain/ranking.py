"""Ranking (xếp hạng): groups, ties, prizes, readings.

`rank` is one pure function; every screen, document and command shows its result, so they
cannot disagree. Equal scores share a rank; a tie that decides a prize is left to the council.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import groupby
from typing import Final

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.campaigns import Campaign, Group, Prize, RankingRule
from thidua_desktop.domain.confirmations import Confirmations
from thidua_desktop.domain.criteria import judge
from thidua_desktop.domain.figures import FigureBook
from thidua_desktop.domain.indicators import Scope
from thidua_desktop.domain.judgements import Judgement, State
from thidua_desktop.domain.memory import uncollected
from thidua_desktop.domain.placing import (
    Attainment,
    Computed,
    Counted,
    compute,
    judged_of,
    tie_keys,
)
from thidua_desktop.domain.prizes import Contender, Handed, Undecided, Vacant, hand_out
from thidua_desktop.domain.readings import Readings
from thidua_desktop.domain.scoring import Line
from thidua_desktop.domain.subjects import Kind, Participant

__all__ = [
    "Attainment",
    "Field",
    "GroupRanking",
    "NotRanked",
    "Ranking",
    "Row",
    "Undecided",
    "Vacant",
    "rank",
    "scope_of",
]

SAME_RANK: Final = "đồng hạng, thứ tự theo tiêu chí phụ"
ALL_EQUAL: Final = "đồng hạng, bằng nhau ở mọi tiêu chí phụ"
COUNCIL_DECIDES: Final = f"{ALL_EQUAL}, Hội đồng quyết định giải"
_FINE: Final = 10**6


@dataclass(frozen=True, slots=True)
class Row:
    """One ranked subject, with everything that explains its place.

    `order_key` is what it is ordered by, larger first: the score, then tie-breaks where scores
    are equal. `tie` is true when even those are.
    """

    participant: Participant
    rank: int
    score: Fraction | None
    lines: tuple[Line, ...]
    counted: tuple[Counted, ...]
    """The targets or criteria it is ordered by, where a campaign counts them."""
    considered: Judgement | None
    conditions: Mapping[str, Judgement]
    """The judgement of each prize's own condition, by prize id."""
    order_key: tuple[Fraction, ...]
    tie: bool = False
    prize: Prize | None = None
    tie_note: str = ""

    @property
    def judged(self) -> tuple[Judgement, ...]:
        """Return how each target or criterion it is ordered by stands."""
        return judged_of(self.counted)

    @property
    def attainments(self) -> tuple[Attainment, ...]:
        """Return the targets it is ordered by, those left out where nothing arose."""
        return tuple([one for one in self.counted if isinstance(one, Attainment)])

    @property
    def criteria(self) -> tuple[Judgement, ...]:
        """Return every single criterion judged for this row, the considered ones first."""
        return _singles(self.considered, *self.judged, *self.conditions.values())

    @property
    def tally(self) -> tuple[int, int]:
        """Return how many targets or criteria are met, of how many that apply."""
        held = [
            one.met if isinstance(one, Attainment) else one.state is State.MET
            for one in self.counted
            if isinstance(one, Attainment) or one.state is not State.NOT_APPLICABLE
        ]
        return sum(held), len(held)


@dataclass(frozen=True, slots=True)
class NotRanked:
    """A subject outside the ranking, and why: not met, no data or nothing arose."""

    participant: Participant
    state: State
    why: str
    considered: Judgement | None = None
    counted: tuple[Counted, ...] = ()
    """The targets or criteria it would be ordered by, as far as they are known."""

    @property
    def judged(self) -> tuple[Judgement, ...]:
        """Return how each of them stands."""
        return judged_of(self.counted)

    @property
    def criteria(self) -> tuple[Judgement, ...]:
        """Return every single criterion judged, the considered ones first."""
        return _singles(self.considered, *self.judged)


def _singles(*judged: Judgement | None) -> tuple[Judgement, ...]:
    """Return the single criteria of all, each once."""
    leaves = (leaf for one in judged if one for leaf in one.leaves())
    return tuple({leaf.id: leaf for leaf in leaves}.values())


@dataclass(frozen=True, slots=True)
class GroupRanking:
    """The ranking of one group: best first, then who is not ranked."""

    group: Group
    rows: tuple[Row, ...]
    not_ranked: tuple[NotRanked, ...]
    undecided: tuple[Undecided, ...] = ()
    vacant: tuple[Vacant, ...] = ()
    remarkable: Mapping[Participant, Row | NotRanked] = field(init=False, compare=False, repr=False)
    """Who has a prize and who is not ranked, to look up."""

    def __post_init__(self) -> None:
        found: dict[Participant, Row | NotRanked] = {
            row.participant: row for row in self.rows if row.prize
        }
        found |= {one.participant: one for one in self.not_ranked}
        object.__setattr__(self, "remarkable", found)


@dataclass(frozen=True, slots=True)
class Ranking:
    """The rankings of every group that is ranked, in the campaign's order."""

    campaign: Campaign
    as_of: date
    readings: Readings
    groups: tuple[GroupRanking, ...]
    period: str | None
    """The latest month in use: `2023-12`; None without figures."""

    @property
    def participants(self) -> tuple[Participant, ...]:
        """Return everybody, ranked or not, in the order of the groups."""
        ranked = [row.participant for group in self.groups for row in group.rows]
        outside = [one.participant for group in self.groups for one in group.not_ranked]
        return (*ranked, *outside)

    @property
    def money(self) -> int:
        """Return what the prizes given cost, in đồng."""
        return sum(row.prize.amount for group in self.groups for row in group.rows if row.prize)


@dataclass(frozen=True, slots=True)
class Field:
    """What a ranking is made from, besides the campaign itself."""

    participants: Sequence[Participant]
    book: FigureBook
    measure_names: Mapping[str, str]
    confirmations: Confirmations = field(default_factory=dict)


def scope_of(campaign: Campaign, data: Field, as_of: date, readings: Readings) -> Scope:
    """Return what the rules may look at on `as_of`, missing readings filled with defaults."""
    return Scope(
        campaign.indicators,
        data.measure_names,
        data.book,
        campaign.readings_with(readings),
        campaign.start,
        as_of,
        data.confirmations,
        _offices(data.participants),
    )


def _offices(participants: Sequence[Participant]) -> dict[str, Participant]:
    """Return the units by name, for the people who work in them; none where nobody does."""
    if all(one.subject.kind is Kind.UNIT for one in participants):
        return {}
    units = (one for one in participants if one.subject.kind is Kind.UNIT)
    return {vietnamese.match_key(one.subject.name): one for one in units}


@uncollected()
def rank(campaign: Campaign, data: Field, as_of: date, readings: Readings) -> Ranking:
    """Rank every group of `campaign` on the figures known by `as_of`."""
    scope = scope_of(campaign, data, as_of, readings)
    groups = tuple(
        _rank_group(campaign, group, [p for p in data.participants if p.group == group.id], scope)
        for group in campaign.groups
        if group.ranked
    )
    starts = {scope.start} | {start for one in campaign.indicators.values() for start in one.starts}
    ends = data.book.ends(tuple(starts), as_of, campaign.measures)
    period = f"{ends[-1].year}-{ends[-1].month:02d}" if ends else None
    return Ranking(campaign, as_of, scope.readings, groups, period)


def _rank_group(
    campaign: Campaign, group: Group, members: Sequence[Participant], scope: Scope
) -> GroupRanking:
    prizes = [prize for prize in campaign.prizes if prize.group == group.id]
    candidates: list[_Candidate] = []
    outside: list[NotRanked] = []
    for member in sorted(members, key=lambda one: vietnamese.match_key(one.subject.label)):
        found = _place(campaign.ranking, group, member, scope)
        if isinstance(found, NotRanked):
            outside.append(found)
        else:
            candidates.append(found)
    places = _ordered(campaign.ranking, candidates, scope)
    conditions = [_conditions(prizes, one.candidate.participant, scope) for one in places]
    contenders = [
        Contender(one.candidate.participant, one.order_key, judged)
        for one, judged in zip(places, conditions, strict=True)
    ]
    handed = hand_out(contenders, prizes, scope.readings)
    return GroupRanking(
        group,
        _rows(places, conditions, handed),
        tuple(outside),
        tuple(handed.undecided),
        tuple(handed.vacant),
    )


@dataclass(frozen=True, slots=True)
class _Candidate:
    participant: Participant
    computed: Computed
    considered: Judgement | None


def _place(
    rule: RankingRule, group: Group, member: Participant, scope: Scope
) -> _Candidate | NotRanked:
    considered = judge(group.considered, scope, member) if group.considered else None
    computed = compute(rule, member, scope)
    missed = considered if considered and considered.state is not State.MET else None
    if isinstance(computed, Computed):
        if missed is None:
            return _Candidate(member, computed, considered)
    # where nothing arose there is nothing to hold against conditions either
    elif missed is None or computed.state is State.NOT_APPLICABLE:
        return NotRanked(member, computed.state, computed.why, considered, computed.counted)
    state, why = _outside(missed.state), _reason(missed)
    return NotRanked(member, state, why, considered, computed.counted)


def _outside(state: State) -> State:
    return State.NO_DATA if state is State.COUNCIL else state


def _reason(considered: Judgement) -> str:
    leaves = considered.leaves()
    failing = [leaf for leaf in leaves if leaf.state is considered.state]
    return "; ".join(f"{leaf.text}: {leaf.why}" for leaf in failing or leaves)


def _conditions(prizes: Sequence[Prize], member: Participant, scope: Scope) -> dict[str, Judgement]:
    return {prize.id: judge(prize.condition, scope, member) for prize in prizes if prize.condition}


@dataclass(frozen=True, slots=True)
class _Standing:
    candidate: _Candidate
    rank: int
    order_key: tuple[Fraction, ...]
    tie: bool
    note: str


def _ordered(rule: RankingRule, candidates: Sequence[_Candidate], scope: Scope) -> list[_Standing]:
    """Order candidates, best first; equal keys share a rank, tie-breaks only order within it."""
    best_first = sorted(candidates, key=_sort_key, reverse=True)
    places: list[_Standing] = []
    for _, same in groupby(best_first, key=_sort_key):
        together = list(same)
        rank_ = len(places) + 1
        if len(together) == 1:
            one = together[0]
            places.append(_Standing(one, rank_, one.computed.key, tie=False, note=""))
            continue
        keyed = [
            ((*one.computed.key, *tie_keys(rule, one.participant, scope)), one) for one in together
        ]
        keyed.sort(key=lambda one: one[0], reverse=True)
        twins = Counter(key for key, _ in keyed)
        places += [
            _Standing(one, rank_, key, twins[key] > 1, ALL_EQUAL if twins[key] > 1 else SAME_RANK)
            for key, one in keyed
        ]
    return places


def _sort_key(candidate: _Candidate) -> tuple[Fraction | int, ...]:
    return sort_key(candidate.computed.key)


def sort_key(values: Sequence[Fraction]) -> tuple[Fraction | int, ...]:
    """Return what sorts like `values`, integers settling most of it: fractions compare slowly.

    Each value stands behind its whole millionths, and whole numbers are taken as such.
    """
    found: list[Fraction | int] = []
    for value in values:
        over, under = value.as_integer_ratio()
        found += (over * _FINE // under, over if under == 1 else value)
    return tuple(found)


def _rows(
    places: Sequence[_Standing], conditions: Sequence[Mapping[str, Judgement]], handed: Handed
) -> tuple[Row, ...]:
    waiting = {one.subject.id for undecided in handed.undecided for one in undecided.rows}
    rows: list[Row] = []
    for position, (place, judged) in enumerate(zip(places, conditions, strict=True)):
        participant, computed = place.candidate.participant, place.candidate.computed
        row = Row(
            participant,
            place.rank,
            computed.score,
            computed.lines,
            computed.counted,
            place.candidate.considered,
            judged,
            place.order_key,
            place.tie,
            handed.given.get(position),
            COUNCIL_DECIDES if participant.subject.id in waiting else place.note,
        )
        rows.append(row)
    return tuple(rows)
