"""Use cases on the ranking: compute it, show it, explain it, try other readings."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

from thidua_desktop.documents.files import write_file
from thidua_desktop.domain import scoring, vietnamese
from thidua_desktop.domain.campaigns import Campaign, Prize
from thidua_desktop.domain.criteria import (
    Comparison,
    CountCriterion,
    Criterion,
    Judgement,
    RateCriterion,
    State,
    threshold_words,
)
from thidua_desktop.domain.figures import Figure, Known
from thidua_desktop.domain.indicators import Scope, measure
from thidua_desktop.domain.ranking import (
    GroupRanking,
    NotRanked,
    Ranking,
    Row,
    Sensitivity,
    rank,
    scope_of,
    sensitivity,
)
from thidua_desktop.domain.readings import Readings
from thidua_desktop.domain.subjects import Participant, Subject, Unit
from thidua_desktop.services.basis import basis_of
from thidua_desktop.services.campaigns import check_readings
from thidua_desktop.services.loading import Loaded, catalogue, load
from thidua_desktop.services.progress import Progress
from thidua_desktop.store.workspace import Workspace

STATE_WORDS = {
    State.MET: "Đạt",
    State.NOT_MET: "Không đạt",
    State.NO_DATA: "Chưa có số liệu",
    State.COUNCIL: "Hội đồng xác nhận",
    State.NOT_APPLICABLE: "Không phát sinh",
}


@dataclass(frozen=True, slots=True)
class RateColumn:
    """A column of rates: its heading in two lines, and the indicator it shows."""

    indicator: str
    title: str
    subtitle: str
    near: Fraction | None = None
    """The threshold for being considered: rates close to it show enough digits."""


@dataclass(frozen=True, slots=True)
class CriterionColumn:
    """A column of criteria: its heading in two lines, e.g. `Xét giải` / `từ 65%`."""

    id: str
    title: str
    subtitle: str


@dataclass(frozen=True, slots=True)
class CriterionCell:
    """How one criterion stands, as a word."""

    state: State
    word: str
    why: str


@dataclass(frozen=True, slots=True)
class PrizeView:
    """A prize as shown: its tone is `gold`, `silver`, `bronze` or `plain`."""

    name: str
    short: str
    tone: str
    amount: int


@dataclass(frozen=True, slots=True)
class RowView:
    """One row of the table on screen."""

    participant: Participant
    rank: int
    name: str
    full_name: str
    score: Fraction | None
    score_text: str
    share: Fraction
    """What the bar shows, 1 = its full length; negative scores stay negative."""
    rates: tuple[str, ...]
    rate_shares: tuple[Fraction | None, ...]
    """The rates before they were rounded to be shown; None where there is no figure."""
    criteria: tuple[CriterionCell, ...]
    prize: PrizeView | None
    tie_note: str


@dataclass(frozen=True, slots=True)
class NotRankedView:
    """One subject below the table, and why it is not ranked."""

    participant: Participant
    name: str
    full_name: str
    state: State
    state_word: str
    why: str
    rates: tuple[str, ...]
    rate_shares: tuple[Fraction | None, ...]


@dataclass(frozen=True, slots=True)
class GroupView:
    """One tab: a group's table. `considered` of `total` members are ranked."""

    id: str
    title: str
    short: str
    considered: int
    total: int
    members_word: str
    score_title: str
    score_subtitle: str
    rate_columns: tuple[RateColumn, ...]
    criterion_columns: tuple[CriterionColumn, ...]
    rows: tuple[RowView, ...]
    not_ranked: tuple[NotRankedView, ...]
    notes: tuple[str, ...]
    """What the council must know: undecided ties, prizes nobody gets."""


@dataclass(frozen=True, slots=True)
class OptionView:
    """One way to read a rule."""

    value: str
    text: str
    short: str


@dataclass(frozen=True, slots=True)
class ReadingView:
    """One ambiguous rule with its options, the one in force and what the others change."""

    key: str
    name: str
    question: str
    options: tuple[OptionView, ...]
    value: str
    decided: bool
    effects: tuple[str, ...]
    """One sentence per other option that changes a rank or a prize."""
    changes_prizes: bool


@dataclass(frozen=True, slots=True)
class WhyStep:
    """One step of «Vì sao?»: number, name, contribution at the right, the sentence below."""

    number: int
    title: str
    value: str
    text: str
    state: State | None = None
    negative: bool = False
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class WhyView:
    """Why one subject stands where it stands."""

    name: str
    score_text: str
    caption: str
    steps: tuple[WhyStep, ...]
    result_title: str
    result_value: str
    formula: str
    after: tuple[WhyStep, ...]
    """Steps behind the result: conditions of prizes."""
    prize: PrizeView | None
    prize_note: str
    note: str

    def as_text(self) -> str:
        """Return the explanation as plain text, to be copied or printed."""
        lines = [self.name, f"{self.score_text} {self.caption}".strip(), ""]
        for step in self.steps:
            lines += [f"{step.number}. {step.title}: {step.value}", f"   {step.text}"]
            lines += [f"   Nguồn: {source}" for source in sources(step.figures)]
        if self.result_value:
            lines += [f"{self.result_title}: {self.result_value} = {self.formula}"]
        for step in self.after:
            lines += [f"{step.number}. {step.title}: {step.value}", f"   {step.text}"]
        if self.prize:
            lines += [f"{self.prize.name}: {vietnamese.money(self.prize.amount)}"]
        if self.note:
            lines += [self.note]
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class RankingView:
    """Everything the page, the projector and the exports show."""

    ranking: Ranking
    loaded: Loaded
    title: str
    period_text: str
    have: int
    total: int
    groups: tuple[GroupView, ...]
    readings: tuple[ReadingView, ...]
    headline: str
    """The sensitivity in one sentence; empty when no other reading changes anything."""

    def why(self, participant: Participant) -> WhyView:
        """Explain one subject."""
        return explain(self.ranking, participant)


class RankingService:
    """Rankings of one open file."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def ranking(self, key: str, as_of: date, readings: Readings | None = None) -> Ranking:
        """Return the ranking on the figures known by `as_of`; `readings` hold for this call."""
        loaded = load(self._workspace, key)
        return ranking_of(loaded, as_of, dict(readings or {}))

    def view(
        self,
        key: str,
        as_of: date,
        readings: Readings | None = None,
        progress: Progress | None = None,
    ) -> RankingView:
        """Return the ranking with what the other readings would change."""
        loaded = load(self._workspace, key)
        ranking = ranking_of(loaded, as_of, dict(readings or {}))
        others = sum(len(one.options) - 1 for one in loaded.campaign.ranking_readings)
        done = 0

        def after_each() -> None:
            nonlocal done
            done += 1
            if progress:
                progress.step(done, others)

        found = sensitivity(loaded.campaign, loaded.data, ranking, after_each)
        return view_of(loaded, ranking, found)

    def save_workbook(
        self,
        key: str,
        as_of: date,
        readings: Readings,
        path: Path,
        *,
        replace: bool,
        snapshot: str = "",
    ) -> None:
        """Write the ranking as an .xlsx; an existing file only when `replace` says so.

        `snapshot` is the line that names the frozen result, or says that it is provisional.
        """
        from thidua_desktop.documents.workbook import ranking_workbook

        basis = basis_of(self._workspace, key, snapshot)
        ranking = self.ranking(key, as_of, readings)
        write_file(path, ranking_workbook(ranking, catalogue().names, basis=basis), replace=replace)

    def save_pdf(
        self,
        key: str,
        as_of: date,
        readings: Readings,
        path: Path,
        *,
        replace: bool,
        snapshot: str = "",
    ) -> None:
        """Write the ranking as a PDF to print; `replace` and `snapshot` as for the workbook."""
        from thidua_desktop.documents.ranking_list import ranking_pdf

        basis = basis_of(self._workspace, key, snapshot)
        pdf = ranking_pdf(self.ranking(key, as_of, readings), basis=basis)
        write_file(path, pdf, replace=replace)


def ranking_of(loaded: Loaded, as_of: date, readings: dict[str, str]) -> Ranking:
    """Rank what was loaded; readings given win over the decided ones."""
    check_readings(loaded.campaign, readings)
    return rank(loaded.campaign, loaded.data, as_of, {**loaded.decided, **readings})


def group_title(campaign: Campaign, group_id: str, *, short: bool = False) -> str:
    """Return `Nhóm 2 · UBND các xã, thị trấn`, without a number where one group is compared."""
    group = campaign.group(group_id)
    name = group.short if short else group.name
    compared = [one for one in campaign.groups if one.ranked]
    if len(compared) <= 1:
        return name
    return f"Nhóm {campaign.groups.index(group) + 1} · {name}"


def prize_view(campaign: Campaign, prize: Prize | None) -> PrizeView | None:
    """Return a prize with the tone of its place among its group's prizes."""
    if prize is None:
        return None
    places = [one.id for one in campaign.prizes if one.group == prize.group]
    tones = ("gold", "silver", "bronze")
    place = places.index(prize.id)
    tone = tones[place] if place < len(tones) and prize.count == 1 else "plain"
    short = prize.name.removeprefix("Giải ").capitalize() if tone == "plain" else prize.name
    return PrizeView(prize.name, short, tone, prize.amount)


def display_name(subject: Subject) -> str:
    """Return the name for narrow places."""
    return (subject.short_name or subject.name) if isinstance(subject, Unit) else subject.name


def sources(figures: tuple[Figure, ...]) -> tuple[str, ...]:
    """Say where figures came from: `tong-hop.xlsx, trang «Tổng hợp», ô C34`."""
    return tuple(dict.fromkeys(source_words(one) for one in figures))


def source_words(figure: Figure) -> str:
    """Say where one figure came from."""
    source = figure.source
    if figure.by_hand or not source.file:
        return f"nhập tay, {source.by}" if source.by else "nhập tay"
    return f"{source.file}, trang «{source.sheet}», ô {source.cell}"


def period_words(loaded: Loaded, ranking: Ranking) -> str:
    """Say up to which day the figures go: `Số liệu lũy kế đến 31/12/2023`."""
    ends = [
        one.period.end
        for one in loaded.figures
        if one.period and one.period.end <= ranking.as_of and one.period.month == ranking.period
    ]
    return f"Số liệu lũy kế đến {vietnamese.day(max(ends))}" if ends else "Chưa có số liệu"


def view_of(loaded: Loaded, ranking: Ranking, found: tuple[Sensitivity, ...]) -> RankingView:
    """Show a ranking of what was loaded, with what other readings would change."""
    scope = scope_of(loaded.campaign, loaded.data, ranking.as_of, ranking.readings)
    groups = tuple(_group_view(loaded.campaign, group, scope) for group in ranking.groups)
    having = {one.subject for one in loaded.figures if one.count is not None}
    readings = _reading_views(loaded, ranking, found)
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
        _headline(readings),
    )


def _group_view(campaign: Campaign, found: GroupRanking, scope: Scope) -> GroupView:
    columns = _rate_columns(campaign, found)
    criteria = _criterion_columns(campaign, found)
    total = len(found.rows) + len(found.not_ranked)
    points = campaign.ranking.scoring is not None
    return GroupView(
        found.group.id,
        group_title(campaign, found.group.id),
        found.group.short,
        len(found.rows),
        total,
        f"{total} {found.group.members}",
        "Điểm" if points else "Đạt chỉ tiêu",
        "thang điểm 100" if points else "so với chỉ tiêu",
        columns,
        tuple(column for column, _ in criteria),
        tuple(_row_view(campaign, row, columns, criteria, scope) for row in found.rows),
        tuple(_not_ranked_view(one, columns, scope) for one in found.not_ranked),
        _notes(found),
    )


def _rate_columns(campaign: Campaign, found: GroupRanking) -> tuple[RateColumn, ...]:
    names = campaign.ranking.columns or campaign.ranking.indicators
    shown = [campaign.indicators[name] for name in names]
    return tuple(
        RateColumn(one.id, one.short, one.about, threshold_on(found.group.considered, one.id))
        for one in shown
    )


def _criterion_columns(
    campaign: Campaign, found: GroupRanking
) -> tuple[tuple[CriterionColumn, str], ...]:
    """Return the columns with the id of what is judged: the considered one, then prizes'."""
    columns: list[tuple[CriterionColumn, str]] = []
    if found.group.considered is not None:
        words = _threshold(found.group.considered)
        columns.append((CriterionColumn("considered", "Xét giải", words), "considered"))
    for prize in campaign.prizes:
        if prize.group == found.group.id and prize.condition is not None:
            words = _threshold(prize.condition)
            columns.append((CriterionColumn(prize.id, prize.name, words), prize.id))
    return tuple(columns)


def _threshold(criterion: Criterion) -> str:
    if isinstance(criterion, RateCriterion) and isinstance(criterion.comparison, Comparison):
        amount = vietnamese.threshold_percent(criterion.share)
        return threshold_words(criterion.comparison, amount)
    if isinstance(criterion, CountCriterion) and isinstance(criterion.comparison, Comparison):
        return threshold_words(criterion.comparison, vietnamese.count(criterion.count))
    members = getattr(criterion, "members", ())
    return ", ".join(filter(None, (_threshold(one) for one in members)))


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
        _rate_texts(columns, shares),
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
    """Return the bar's length: points of 100, or mean attainment of 150 %."""
    if row.score is not None:
        return row.score / vietnamese.PERCENT
    if row.judged:
        return Fraction(*row.tally)
    ratios = [one.ratio for one in row.attainments]
    return sum(ratios, Fraction(0)) / len(ratios) / Fraction(3, 2) if ratios else Fraction(0)


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
    columns: tuple[RateColumn, ...], shares: tuple[Fraction | None, ...]
) -> tuple[str, ...]:
    return tuple(
        "–" if share is None else vietnamese.percent(share, near=column.near)
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


def _notes(found: GroupRanking) -> tuple[str, ...]:
    notes = []
    for undecided in found.undecided:
        prizes = ", ".join(prize.name.lower() for prize in undecided.prizes)
        units = ", ".join(who.subject.label for who in undecided.rows)
        notes.append(f"Hội đồng quyết định {prizes}: {units} bằng nhau ở mọi tiêu chí.")
    notes += [f"Chưa trao {one.prize.name.lower()}: {one.why}." for one in found.vacant]
    return tuple(notes)


def _reading_views(
    loaded: Loaded, ranking: Ranking, found: tuple[Sensitivity, ...]
) -> tuple[ReadingView, ...]:
    views = []
    for reading in loaded.campaign.ranking_readings:
        mine = [one for one in found if one.reading == reading.key and one.changes]
        effects = tuple(f"{reading.option(one.value).text}: {effect_words(one)}" for one in mine)
        views.append(
            ReadingView(
                reading.key,
                reading.name,
                reading.question,
                tuple(
                    OptionView(one.value, one.text, one.short or one.text)
                    for one in reading.options
                ),
                ranking.readings[reading.key],
                reading.key in loaded.decided,
                effects,
                any(one.prizes_change for one in mine),
            )
        )
    return tuple(views)


_MOST_NAMED = 2


def effect_words(found: Sensitivity) -> str:
    """Say what a reading changes: who gains or loses a prize, or how many places move."""
    other = [one for one in found.changes if one.prize_after != one.prize_before]
    if not other:
        return f"{len(found.changes)} đơn vị đổi hạng, không đổi giải"
    ordered = sorted(other, key=lambda one: (one.prize_after is None, one.rank_after or 0))
    said = [
        f"{display_name(one.participant.subject)} "
        + (f"nhận {one.prize_after.lower()}" if one.prize_after else "không còn giải")
        for one in ordered[:_MOST_NAMED]
    ]
    rest = len(ordered) - len(said)
    return ", ".join(said) + (f" và {rest} thay đổi giải khác" if rest else "")


def _headline(readings: tuple[ReadingView, ...]) -> str:
    deciding = [one for one in readings if one.changes_prizes]
    if not deciding:
        moving = [one.name.lower() for one in readings if one.effects]
        return f"{', '.join(moving)} làm đổi hạng, không đổi giải" if moving else ""
    names = ", ".join(one.name[0].lower() + one.name[1:] for one in deciding)
    return f"{names} làm thay đổi giải thưởng"


def explain(ranking: Ranking, participant: Participant) -> WhyView:
    """Explain why a subject stands where it stands, or why it does not stand anywhere."""
    for group in ranking.groups:
        for row in group.rows:
            if row.participant == participant:
                return _why_ranked(ranking.campaign, row)
        for one in group.not_ranked:
            if one.participant == participant:
                return _why_not(one)
    raise KeyError(participant)


def _why_ranked(campaign: Campaign, row: Row) -> WhyView:
    steps: list[WhyStep] = []
    for leaf in row.considered.leaves() if row.considered else ():
        steps.append(_judged_step(len(steps) + 1, "Điều kiện xét", leaf))
    for line in row.lines:
        negative = line.effect is scoring.Effect.SUBTRACT and bool(line.amount)
        steps.append(
            WhyStep(len(steps) + 1, line.name, line.value, line.why, None, negative, line.figures)
        )
    for one in row.attainments:
        state = State.MET if one.met else State.NOT_MET
        steps.append(WhyStep(len(steps) + 1, one.name, STATE_WORDS[state], one.why, state))
    for judged in row.judged:
        steps += [
            _judged_step(len(steps) + place, leaf.text, leaf)
            for place, leaf in enumerate(judged.leaves(), 1)
        ]
    after = [
        _judged_step(len(steps) + 1 + place, f"Điều kiện {_prize_name(campaign, prize)}", leaf)
        for place, (prize, leaf) in enumerate(
            (prize, leaf) for prize, found in row.conditions.items() for leaf in found.leaves()
        )
    ]
    points = row.score is not None
    prize = prize_view(campaign, row.prize)
    return WhyView(
        row.participant.subject.label,
        score_text(row),
        f"{'điểm' if points else f'{_counted_word(row)} đạt'} · hạng {row.rank}",
        tuple(steps),
        "Điểm xếp hạng" if points else f"Số {_counted_word(row)} đạt",
        score_text(row),
        scoring.formula(row.lines) if points else _mean_words(row),
        tuple(after),
        prize,
        campaign.prize_note,
        row.tie_note,
    )


def _prize_name(campaign: Campaign, prize_id: str) -> str:
    return next(one.name for one in campaign.prizes if one.id == prize_id).lower()


def _counted_word(row: Row) -> str:
    return "tiêu chuẩn" if row.judged else "chỉ tiêu"


def _mean_words(row: Row) -> str:
    if row.judged:
        return "số tiêu chuẩn đạt trên số tiêu chuẩn được xét"
    ratios = [one.ratio for one in row.attainments]
    mean = sum(ratios, Fraction(0)) / len(ratios)
    return f"mức đạt trung bình {vietnamese.percent(mean)} so với chỉ tiêu"


def _judged_step(number: int, title: str, leaf: Judgement) -> WhyStep:
    text = leaf.why or leaf.text
    return WhyStep(number, title, STATE_WORDS[leaf.state], text, leaf.state, False, leaf.figures)


def _why_not(one: NotRanked) -> WhyView:
    steps = tuple(
        _judged_step(number, leaf.text, leaf) for number, leaf in enumerate(one.criteria, 1)
    )
    return WhyView(
        one.participant.subject.label,
        "–",
        "không xếp hạng",
        steps,
        "Không xếp hạng",
        "",
        "",
        (),
        None,
        "",
        one.why,
    )
