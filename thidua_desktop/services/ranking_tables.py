"""From a ranking to the table on screen: columns, rows, readings and what they change."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.campaigns import Campaign, Group, RankBy
from thidua_desktop.domain.criteria import (
    Comparison,
    CountCriterion,
    Criterion,
    Judgement,
    RateCriterion,
    State,
    threshold_words,
    with_targets,
)
from thidua_desktop.domain.figures import Known
from thidua_desktop.domain.indicators import Scope, measure
from thidua_desktop.domain.ranking import (
    GroupRanking,
    NotRanked,
    Ranking,
    Row,
    scope_of,
)
from thidua_desktop.domain.ranking_changes import Sensitivity
from thidua_desktop.domain.subjects import Participant
from thidua_desktop.services.loading import Loaded, catalogue
from thidua_desktop.services.ranking_views import (
    STATE_WORDS,
    CriterionCell,
    CriterionColumn,
    GroupView,
    NotRankedView,
    RankingView,
    RateColumn,
    RowView,
    display_name,
    group_title,
    prize_view,
)
from thidua_desktop.services.reading_effects import (
    AwardShift,
    Key,
    headlines,
    reading_views,
)

_SCORES: Final = {
    RankBy.POINTS: ("Điểm", "thang điểm 100"),
    RankBy.TARGETS: ("Đạt chỉ tiêu", "so với chỉ tiêu"),
    RankBy.CRITERIA: ("Đạt tiêu chuẩn", "trên tổng số"),
}
"""What orders a ranking: its heading in two lines."""
_NO_TARGETS: Final[Mapping[str, Fraction]] = {}


def period_words(loaded: Loaded, ranking: Ranking) -> str:
    """Say up to which day the figures go: `Số liệu lũy kế đến 31/12/2023`."""
    ends = [
        one.period.end
        for one in loaded.figures
        if one.period and one.period.end <= ranking.as_of and one.period.month == ranking.period
    ]
    return f"Số liệu lũy kế đến {vietnamese.day(max(ends))}" if ends else "Chưa có số liệu"


def view_of(
    loaded: Loaded,
    ranking: Ranking,
    found: Sequence[Sensitivity],
    shifts: Mapping[Key, Sequence[AwardShift]] | None = None,
) -> RankingView:
    """Show a ranking of what was loaded, with what other readings would change."""
    scope = scope_of(loaded.campaign, loaded.data, ranking.as_of, ranking.readings)
    groups = tuple(_group_view(loaded.campaign, group, scope) for group in ranking.groups)
    having = {one.subject for one in loaded.figures if one.count is not None}
    readings = reading_views(loaded, ranking, found, shifts or {})
    compared = {group.id for group in loaded.campaign.groups if group.ranked}
    members = [one for one in loaded.data.participants if one.group in compared]
    total = len(members)
    have = sum(one.subject.id in having for one in members)
    return RankingView(
        ranking,
        loaded,
        loaded.campaign.name,
        period_words(loaded, ranking),
        have,
        total,
        groups,
        readings,
        *headlines(readings, has_prizes=bool(loaded.campaign.prizes)),
    )


def _group_view(campaign: Campaign, found: GroupRanking, scope: Scope) -> GroupView:
    columns = _rate_columns(campaign, found)
    criteria = _criterion_columns(campaign, found)
    total = len(found.rows) + len(found.not_ranked)
    scale = _SCORES[campaign.ranking.by][1]
    return GroupView(
        found.group.id,
        group_title(campaign, found.group.id),
        found.group.short,
        len(found.rows),
        total,
        f"{total} {found.group.members}",
        score_title(campaign),
        scale,
        columns,
        tuple(column for column, _ in criteria),
        tuple(_row_view(campaign, row, columns, criteria, scope) for row in found.rows),
        tuple(_not_ranked_view(one, columns, scope) for one in found.not_ranked),
        group_notes(found),
    )


def score_title(campaign: Campaign) -> str:
    """Return the heading of what orders a ranking: `Điểm`."""
    return _SCORES[campaign.ranking.by][0]


def _rate_columns(campaign: Campaign, found: GroupRanking) -> tuple[RateColumn, ...]:
    names = campaign.ranking.columns or campaign.ranking.indicators
    own = campaign.ranking.criteria.get(found.group.id)
    held = found.group.considered if own is None else own
    held = _with_targets(campaign, found.group, held)
    return tuple(
        RateColumn(one.id, one.short, one.about, near)
        for one in (campaign.indicators[name] for name in names)
        # Where each group has criteria of its own, another group's rates are none of theirs.
        if (near := threshold_on(held, one.id)) is not None or own is None
    )


def considered_of(campaign: Campaign, group: Group) -> Criterion | None:
    """Return the condition for being considered, with the group's own targets in it."""
    return _with_targets(campaign, group, group.considered)


def _with_targets(campaign: Campaign, group: Group, held: Criterion | None) -> Criterion | None:
    return None if held is None else with_targets(held, campaign.indicators, group.id)


def _criterion_columns(
    campaign: Campaign, found: GroupRanking
) -> tuple[tuple[CriterionColumn, str], ...]:
    """Return the columns with the id of what is judged: the considered one, then prizes'."""
    columns: list[tuple[CriterionColumn, str]] = []
    considered = considered_of(campaign, found.group)
    if considered is not None:
        words = _threshold(considered)
        columns.append((CriterionColumn("considered", "Xét giải", words), "considered"))
    for prize in campaign.prizes:
        if prize.group == found.group.id and prize.condition is not None:
            asked = with_targets(prize.condition, campaign.indicators, prize.group)
            words = _threshold(asked)
            columns.append((CriterionColumn(prize.id, prize.name, words), prize.id))
    return tuple(columns)


def _threshold(criterion: Criterion) -> str:
    if isinstance(criterion, RateCriterion) and isinstance(criterion.comparison, Comparison):
        amount = vietnamese.threshold_percent(criterion.share)
        return threshold_words(criterion.comparison, amount)
    if isinstance(criterion, CountCriterion) and isinstance(criterion.comparison, Comparison):
        noun = catalogue().measures[criterion.measure].noun
        return threshold_words(criterion.comparison, f"{vietnamese.count(criterion.count)} {noun}")
    members = getattr(criterion, "members", ())
    return "; ".join(filter(None, (_threshold(one) for one in members)))


def _row_view(
    campaign: Campaign,
    row: Row,
    columns: tuple[RateColumn, ...],
    criteria: tuple[tuple[CriterionColumn, str], ...],
    scope: Scope,
) -> RowView:
    subject = row.participant.subject
    cells = tuple(_criterion_cell(row, judged) for _, judged in criteria)
    shares = tuple(_rate_share(column, row.participant, scope) for column in columns)
    return RowView(
        row.participant,
        row.rank,
        display_name(subject),
        subject.label,
        row.score,
        score_text(row),
        bar_share(row),
        _rate_texts(columns, shares, {one.indicator: one.target.share for one in row.attainments}),
        shares,
        cells,
        prize_view(campaign, row.prize),
        row.tie_note,
    )


def score_text(row: Row) -> str:
    """Return the score as shown: points, or how many targets or criteria are met."""
    if row.score is not None:
        return vietnamese.decimal(row.score)
    met, of = row.tally
    return f"{met}/{of}"


def bar_share(row: Row) -> Fraction:
    """Return the bar's length: points of 100, or how much of what is asked is met."""
    if row.score is not None:
        return row.score / vietnamese.PERCENT
    met, asked = row.tally
    return Fraction(met, asked) if asked else Fraction(0)


def _criterion_cell(row: Row, judged: str) -> CriterionCell:
    found = row.considered if judged == "considered" else row.conditions.get(judged)
    if found is None:
        return CriterionCell(State.NOT_APPLICABLE, "–", "")
    word = "Dưới" if found.state is State.NOT_MET else STATE_WORDS[found.state]
    return CriterionCell(found.state, word, judged_why(found))


def judged_why(found: Judgement) -> str:
    """Return the sentences of a judgement and its members."""
    return "; ".join(leaf.why or leaf.text for leaf in found.leaves())


def _rate_share(column: RateColumn, participant: Participant, scope: Scope) -> Fraction | None:
    measured = measure(scope, participant, scope.indicators[column.indicator])
    if measured.rate is None or measured.known is not Known.KNOWN:
        return None
    return measured.rate.share


def _rate_texts(
    columns: tuple[RateColumn, ...],
    shares: tuple[Fraction | None, ...],
    targets: Mapping[str, Fraction] = _NO_TARGETS,
) -> tuple[str, ...]:
    """Return the rates as shown; just below a threshold or the own target with enough digits."""
    return tuple(
        "–"
        if share is None
        else vietnamese.percent(share, near=targets.get(column.indicator, column.near))
        for column, share in zip(columns, shares, strict=True)
    )


def threshold_on(criterion: Criterion | None, indicator: str) -> Fraction | None:
    """Return the first threshold a criterion puts on an indicator."""
    if isinstance(criterion, RateCriterion) and criterion.indicator == indicator:
        return criterion.share
    for member in getattr(criterion, "members", ()):
        found = threshold_on(member, indicator)
        if found is not None:
            return found
    return None


def _not_ranked_view(
    one: NotRanked, columns: tuple[RateColumn, ...], scope: Scope
) -> NotRankedView:
    subject = one.participant.subject
    shares = tuple(_rate_share(column, one.participant, scope) for column in columns)
    return NotRankedView(
        one.participant,
        display_name(subject),
        subject.label,
        one.state,
        STATE_WORDS[one.state],
        one.why,
        _rate_texts(columns, shares),
        shares,
    )


def group_notes(found: GroupRanking) -> tuple[str, ...]:
    """Say what the council must know of a group: undecided ties, prizes nobody gets."""
    notes = []
    for undecided in found.undecided:
        prizes = ", ".join(prize.name.lower() for prize in undecided.prizes)
        units = ", ".join(who.subject.label for who in undecided.rows)
        notes.append(f"Hội đồng quyết định {prizes}: {units} bằng nhau ở mọi tiêu chí.")
    notes += [f"Chưa trao {one.prize.name.lower()}: {one.why}." for one in found.vacant]
    return tuple(dict.fromkeys(notes))
