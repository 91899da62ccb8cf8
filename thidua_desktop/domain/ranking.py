"""Ranking (xếp hạng): groups, ties, prizes, readings, what changes between two rankings.

`rank` is one pure function; every screen, document and command shows its result, so they
cannot disagree. Equal scores share a rank; a tie that decides a prize is left to the council.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from itertools import groupby

from thidua_desktop.domain import scoring, vietnamese
from thidua_desktop.domain.campaigns import (
    Better,
    Campaign,
    Group,
    Prize,
    RankBy,
    RankingRule,
    TieBreak,
    UnmetPrize,
)
from thidua_desktop.domain.criteria import Judgement, State, judge, lacking_words
from thidua_desktop.domain.figures import FigureBook, Known
from thidua_desktop.domain.indicators import Indicator, Scope, measure, target_of
from thidua_desktop.domain.readings import Readings, chosen
from thidua_desktop.domain.scoring import Line
from thidua_desktop.domain.subjects import Kind, Participant

NOTHING_AROSE = "không phát sinh hồ sơ, không có gì để xếp hạng"


@dataclass(frozen=True, slots=True)
class Attainment:
    """How one indicator stands against its target, for campaigns without points."""

    indicator: str
    name: str
    met: bool
    ratio: Fraction
    why: str


@dataclass(frozen=True, slots=True)
class Row:
    """One ranked subject, with everything that explains its place.

    `order_key` is what it is ordered by, larger first; the first `shared` entries make the rank.
    """

    participant: Participant
    rank: int
    score: Fraction | None
    lines: tuple[Line, ...]
    attainments: tuple[Attainment, ...]
    considered: Judgement | None
    conditions: Mapping[str, Judgement]
    """The judgement of each prize's own condition, by prize id."""
    order_key: tuple[Fraction, ...]
    tie: bool = False
    prize: Prize | None = None
    tie_note: str = ""

    @property
    def criteria(self) -> tuple[Judgement, ...]:
        """Return every single criterion judged for this row, the considered ones first."""
        first = self.considered.leaves() if self.considered else ()
        rest = tuple(leaf for one in self.conditions.values() for leaf in one.leaves())
        return first + tuple(leaf for leaf in rest if leaf not in first)


@dataclass(frozen=True, slots=True)
class NotRanked:
    """A subject outside the ranking, and why: not met, no data or nothing arose."""

    participant: Participant
    state: State
    why: str
    criteria: tuple[Judgement, ...]


@dataclass(frozen=True, slots=True)
class Undecided:
    """Prizes that hang on a tie the rules do not break: the council decides."""

    prizes: tuple[Prize, ...]
    rows: tuple[Participant, ...]


@dataclass(frozen=True, slots=True)
class Vacant:
    """A prize nobody gets, and why."""

    prize: Prize
    why: str


@dataclass(frozen=True, slots=True)
class GroupRanking:
    """The ranking of one group: best first, then who is not ranked."""

    group: Group
    rows: tuple[Row, ...]
    not_ranked: tuple[NotRanked, ...]
    undecided: tuple[Undecided, ...] = ()
    vacant: tuple[Vacant, ...] = ()


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
    confirmations: Mapping[tuple[int, str], bool] = field(default_factory=dict)


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


def rank(campaign: Campaign, data: Field, as_of: date, readings: Readings) -> Ranking:
    """Rank every group of `campaign` on the figures known by `as_of`."""
    scope = scope_of(campaign, data, as_of, readings)
    groups = tuple(
        _rank_group(campaign, group, [p for p in data.participants if p.group == group.id], scope)
        for group in campaign.groups
        if group.ranked
    )
    starts = {scope.start} | {start for one in campaign.indicators.values() for start in one.starts}
    ends = data.book.ends(tuple(starts), as_of)
    period = f"{ends[-1].year}-{ends[-1].month:02d}" if ends else None
    return Ranking(campaign, as_of, scope.readings, groups, period)


def _rank_group(
    campaign: Campaign, group: Group, members: Sequence[Participant], scope: Scope
) -> GroupRanking:
    prizes = [prize for prize in campaign.prizes if prize.group == group.id]
    rows: list[Row] = []
    outside: list[NotRanked] = []
    for member in sorted(members, key=lambda one: vietnamese.match_key(one.subject.label)):
        found = _place(campaign.ranking, group, prizes, member, scope)
        if isinstance(found, Row):
            rows.append(found)
        else:
            outside.append(found)
    ordered = _ordered(rows, 1 if campaign.ranking.by is RankBy.POINTS else None)
    return _award(group, ordered, tuple(outside), prizes, scope.readings)


def _place(
    rule: RankingRule,
    group: Group,
    prizes: Sequence[Prize],
    member: Participant,
    scope: Scope,
) -> Row | NotRanked:
    considered = judge(group.considered, scope, member) if group.considered else None
    criteria = considered.leaves() if considered else ()
    computed = _compute(rule, member, scope)
    if isinstance(computed, _Uncomputed) and computed.state is State.NOT_APPLICABLE:
        return NotRanked(member, computed.state, computed.why, criteria)
    if considered and considered.state is not State.MET:
        return NotRanked(member, _outside(considered.state), _reason(considered), criteria)
    if isinstance(computed, _Uncomputed):
        return NotRanked(member, computed.state, computed.why, criteria)
    conditions = {
        prize.id: judge(prize.condition, scope, member) for prize in prizes if prize.condition
    }
    return Row(
        member,
        0,
        computed.score,
        computed.lines,
        computed.attainments,
        considered,
        conditions,
        computed.key,
    )


def _outside(state: State) -> State:
    return State.NO_DATA if state is State.COUNCIL else state


def _reason(considered: Judgement) -> str:
    failing = [leaf for leaf in considered.leaves() if leaf.state is considered.state]
    return "; ".join(f"{leaf.text}: {leaf.why}" for leaf in failing or considered.leaves())


@dataclass(frozen=True, slots=True)
class _Computed:
    score: Fraction | None
    lines: tuple[Line, ...]
    attainments: tuple[Attainment, ...]
    key: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class _Uncomputed:
    state: State
    why: str


def _compute(rule: RankingRule, member: Participant, scope: Scope) -> _Computed | _Uncomputed:
    if rule.scoring is not None:
        return _points(rule, rule.scoring, member, scope)
    return _targets(rule, member, scope)


def _points(
    rule: RankingRule, steps: scoring.Scoring, member: Participant, scope: Scope
) -> _Computed | _Uncomputed:
    scored = scoring.score(steps, scope, member)
    if scored.known is Known.NOT_APPLICABLE:
        return _Uncomputed(State.NOT_APPLICABLE, NOTHING_AROSE)
    if scored.known is Known.NO_DATA:
        return _Uncomputed(State.NO_DATA, lacking_words(scope, scored.lacking))
    breaks = [_tie_key(one, member, scope) for one in rule.tie_breaks]
    return _Computed(scored.score, scored.lines, (), (scored.score, *breaks))


def _tie_key(tie_break: TieBreak, member: Participant, scope: Scope) -> Fraction:
    """Return a key that is larger for the better of two; what is unknown counts as worst."""
    worst = Fraction(-(10**18))
    if tie_break.indicator:
        measured = measure(scope, member, scope.indicators[tie_break.indicator])
        if measured.known is not Known.KNOWN or measured.rate is None:
            return worst
        value = measured.rate.share
    else:
        found = scope.book.latest(
            member.subject.id, (tie_break.measure,), scope.starts_of(None), scope.as_of
        )
        if found is None:
            return worst
        value = Fraction(found[tie_break.measure].count or 0)
    return value if tie_break.better is Better.LARGER else -value


def _targets(rule: RankingRule, member: Participant, scope: Scope) -> _Computed | _Uncomputed:
    attainments: list[Attainment] = []
    lacking: list[str] = []
    for name in rule.indicators:
        found = _attain(scope.indicators[name], rule, member, scope)
        if isinstance(found, str):
            lacking.append(found)
        elif found is not None:
            attainments.append(found)
    if lacking:
        return _Uncomputed(State.NO_DATA, "; ".join(lacking))
    if not attainments:
        return _Uncomputed(State.NOT_APPLICABLE, NOTHING_AROSE)
    met = Fraction(sum(one.met for one in attainments))
    mean = sum((one.ratio for one in attainments), Fraction(0)) / len(attainments)
    return _Computed(None, (), tuple(attainments), (met, mean, _volume(rule, member, scope)))


def _attain(
    indicator: Indicator, rule: RankingRule, member: Participant, scope: Scope
) -> Attainment | str | None:
    """Return how the indicator stands, None if nothing arose, or what lacks."""
    measured = measure(scope, member, indicator)
    if measured.known is Known.NOT_APPLICABLE:
        return None
    if measured.rate is None:
        return f"{indicator.name}: {lacking_words(scope, measured.lacking)}"
    target = target_of(scope, member, indicator.target) if indicator.target else None
    if target is None or target.share == 0:
        return f"{indicator.name}: chưa có mức giao"
    share = measured.rate.share
    ratio = min(share / target.share, rule.cap)
    why = (
        f"{vietnamese.percent(share, near=target.share)} / "
        f"{vietnamese.threshold_percent(target.share)}, {target.why}"
    )
    return Attainment(indicator.id, indicator.name, share >= target.share, ratio, why)


def _volume(rule: RankingRule, member: Participant, scope: Scope) -> Fraction:
    for name in rule.volume:
        found = scope.book.latest(member.subject.id, (name,), scope.starts_of(None), scope.as_of)
        if found is not None:
            return Fraction(found[name].count or 0)
    return Fraction(0)


def _ordered(rows: Sequence[Row], shared: int | None) -> tuple[Row, ...]:
    """Order rows, best first; rank by the first `shared` keys, tie by all of them."""
    best_first = sorted(rows, key=lambda row: row.order_key, reverse=True)
    placed: list[Row] = []
    for key, same in groupby(best_first, key=lambda row: row.order_key[:shared]):
        together = list(same)
        place = 1 + sum(row.order_key[:shared] > key for row in rows)
        for row in together:
            twins = sum(other.order_key == row.order_key for other in together)
            note = _tie_note(together, twins)
            placed.append(replace(row, rank=place, tie=twins > 1, tie_note=note))
    return tuple(placed)


def _tie_note(together: Sequence[Row], twins: int) -> str:
    if len(together) == 1:
        return ""
    if twins > 1:
        return "bằng nhau ở mọi tiêu chí phụ, Hội đồng quyết định"
    return "đồng hạng, thứ tự theo tiêu chí phụ"


def _award(
    group: Group,
    rows: tuple[Row, ...],
    outside: tuple[NotRanked, ...],
    prizes: Sequence[Prize],
    readings: Readings,
) -> GroupRanking:
    slots = [prize for prize in prizes for _ in range(prize.count)]
    hand_out = _HandOut(list(rows), slots, readings)
    hand_out.run()
    given = hand_out.given
    final = tuple(
        replace(row, prize=given[row.participant]) if row.participant in given else row
        for row in rows
    )
    return GroupRanking(group, final, outside, tuple(hand_out.undecided), tuple(hand_out.vacant))


class _HandOut:
    """Hands out the prizes of one group in order, best rows first."""

    def __init__(self, rows: list[Row], slots: list[Prize], readings: Readings) -> None:
        self._remaining = rows
        self._slots = slots
        self._readings = readings
        self.given: dict[Participant, Prize] = {}
        self.undecided: list[Undecided] = []
        self.vacant: list[Vacant] = []

    def run(self) -> None:
        while self._slots:
            prize = self._slots[0]
            eligible = [row for row in self._remaining if _meets(row, prize)]
            if not eligible:
                self._leave_vacant("không còn đơn vị nào đủ điều kiện")
            elif self._withheld(prize, eligible[0]):
                self._leave_vacant("đơn vị xếp đầu không đủ điều kiện của giải")
            else:
                self._give([row for row in eligible if row.order_key == eligible[0].order_key])

    def _leave_vacant(self, why: str) -> None:
        self.vacant.append(Vacant(self._slots.pop(0), why))

    def _withheld(self, prize: Prize, best: Row) -> bool:
        vacant = chosen(prize.if_unmet, self._readings) is UnmetPrize.VACANT
        return vacant and best.order_key != self._remaining[0].order_key

    def _give(self, cluster: Sequence[Row]) -> None:
        prize = self._slots[0]
        same = sum(slot.id == prize.id for slot in self._slots)
        if len(cluster) <= same:
            for row in cluster:
                self.given[row.participant] = self._slots.pop(0)
        else:
            self._leave_to_council(cluster)
        settled = {row.participant for row in cluster}
        self._remaining = [row for row in self._remaining if row.participant not in settled]

    def _leave_to_council(self, cluster: Sequence[Row]) -> None:
        prizes: list[Prize] = []
        while (
            self._slots
            and len(prizes) < len(cluster)
            and all(_meets(row, self._slots[0]) for row in cluster)
        ):
            prizes.append(self._slots.pop(0))
        rows = tuple(row.participant for row in cluster)
        self.undecided.append(Undecided(tuple(prizes), rows))


def _meets(row: Row, prize: Prize) -> bool:
    condition = row.conditions.get(prize.id)
    return condition is None or condition.state is State.MET


@dataclass(frozen=True, slots=True)
class Change:
    """One subject whose place or prize differs between two rankings."""

    participant: Participant
    group: str
    rank_before: int | None
    rank_after: int | None
    prize_before: str | None
    prize_after: str | None


def compare(before: Ranking, after: Ranking) -> tuple[Change, ...]:
    """Return who moved, gained or lost a prize; empty when both rankings agree."""
    changes: list[Change] = []
    for old_group, new_group in zip(before.groups, after.groups, strict=True):
        old, new = _places(old_group.rows), _places(new_group.rows)
        changes += [
            Change(participant, new_group.group.id, *_sides(old, new, participant))
            for participant in dict.fromkeys([*new, *old])
            if old.get(participant) != new.get(participant)
        ]
    return tuple(changes)


_Place = tuple[int, str | None]


def _places(rows: Iterable[Row]) -> dict[Participant, _Place]:
    return {row.participant: (row.rank, row.prize.name if row.prize else None) for row in rows}


def _sides(
    old: Mapping[Participant, _Place], new: Mapping[Participant, _Place], who: Participant
) -> tuple[int | None, int | None, str | None, str | None]:
    rank_before, prize_before = old.get(who, (None, None))
    rank_after, prize_after = new.get(who, (None, None))
    return rank_before, rank_after, prize_before, prize_after


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """What one other way of reading a rule would change."""

    reading: str
    value: str
    changes: tuple[Change, ...]

    @property
    def prizes_change(self) -> bool:
        """Say whether any prize would go to somebody else."""
        return any(one.prize_before != one.prize_after for one in self.changes)


def sensitivity(
    campaign: Campaign,
    data: Field,
    current: Ranking,
    after_each: Callable[[], None] = lambda: None,
) -> tuple[Sensitivity, ...]:
    """Rank again under each other option of each reading and say what changes."""
    found: list[Sensitivity] = []
    for reading in campaign.readings:
        for option in reading.options:
            if option.value == current.readings[reading.key]:
                continue
            tried = {**current.readings, reading.key: option.value}
            other = rank(campaign, data, current.as_of, tried)
            found.append(Sensitivity(reading.key, option.value, compare(current, other)))
            after_each()
    return tuple(found)
