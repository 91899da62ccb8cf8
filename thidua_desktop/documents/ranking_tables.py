"""What a printed ranking says, as tables of plain values: for the workbook and for paper."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

from thidua_desktop.documents.basis import UNSTATED, Basis, readings_in_force
from thidua_desktop.domain import scoring, vietnamese
from thidua_desktop.domain.campaigns import Prize, RankBy
from thidua_desktop.domain.criteria import Judgement, State
from thidua_desktop.domain.figures import Figure, Ratio
from thidua_desktop.domain.indicators import Indicator
from thidua_desktop.domain.ranking import GroupRanking, NotRanked, Ranking, Row


@dataclass(frozen=True, slots=True)
class Share:
    """An exact share (1 = 100 %) and the digits that show on which side of a threshold it is."""

    value: Fraction
    digits: int = 2

    @property
    def words(self) -> str:
        """Return it as printed: `96,08%`, `64,996%`."""
        return f"{vietnamese.decimal(self.value * vietnamese.PERCENT, self.digits)}%"


Value = str | int | Fraction | Share | None
"""A cell: text, a count, an exact number or share, or nothing where nothing is known."""


class CellKind(StrEnum):
    """How a column's values are shown."""

    TEXT = "text"
    WRAPPED = "wrapped"
    COUNT = "count"
    SHARE = "share"
    SCORE = "score"


@dataclass(frozen=True, slots=True)
class Col:
    """A column: its heading, how it is shown, its width in characters."""

    title: str
    kind: CellKind
    width: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of values."""

    cols: tuple[Col, ...]
    rows: tuple[tuple[Value, ...], ...]


STATE_WORDS: Final = {
    State.MET: "Đạt",
    State.NOT_MET: "Không đạt",
    State.NO_DATA: "Chưa có số liệu",
    State.COUNCIL: "Chờ Hội đồng",
    State.NOT_APPLICABLE: "Không phát sinh",
}

_STATE_COLUMN: Final = 3
_Maker = tuple[Col, Callable[[Row], Value]]


def ranked_grid(ranking: Ranking, group: GroupRanking, measure_names: Mapping[str, str]) -> Grid:
    """Return every ranked row with the figures, rates and steps behind its place."""
    makers: list[_Maker] = [
        (Col("Hạng", CellKind.COUNT, 7), lambda row: row.rank),
        (Col("Đơn vị, cá nhân", CellKind.WRAPPED, 38), lambda row: row.participant.subject.label),
        *_figures(group.rows, measure_names),
        *_rates(ranking, group.rows),
    ]
    points = ranking.campaign.ranking.by is RankBy.POINTS
    makers += _points(group.rows) if points else _attainments(ranking, group.rows)
    if has_prizes(ranking, group):
        makers += [
            (Col("Giải", CellKind.TEXT, 18), lambda row: row.prize.name if row.prize else ""),
            (Col("Tiền thưởng (đồng)", CellKind.COUNT, 15), _amount),
        ]
    makers.append((Col("Ghi chú", CellKind.WRAPPED, 30), lambda row: row.tie_note))
    rows = tuple(tuple(value(row) for _, value in makers) for row in group.rows)
    return Grid(tuple(col for col, _ in makers), rows)


def not_ranked_grid(group: GroupRanking) -> Grid:
    """Return who is not ranked, and why."""
    cols = (
        Col("TT", CellKind.COUNT, 7),
        Col("Đơn vị, cá nhân", CellKind.WRAPPED, 38),
        Col("Tình trạng", CellKind.TEXT, 18),
        Col("Lý do", CellKind.WRAPPED, 60),
    )
    rows = tuple(_outside(place, one) for place, one in enumerate(group.not_ranked, start=1))
    return Grid(cols, rows)


def readings_grid(ranking: Ranking, basis: Basis = UNSTATED) -> Grid:
    """Return every ambiguous rule, how it is read here, decided or not, and how else it could."""
    found = readings_in_force(ranking, basis)
    cols = [
        Col("Quy định", CellKind.WRAPPED, 26),
        Col("Câu hỏi", CellKind.WRAPPED, 50),
        Col("Cách hiểu đang dùng", CellKind.WRAPPED, 50),
        Col("Cách hiểu khác", CellKind.WRAPPED, 60),
    ]
    rows: list[list[Value]] = []
    for one in found:
        reading, used = one.reading, ranking.readings[one.reading.key]
        others = "; ".join(other.text for other in reading.options if other.value != used)
        rows.append([reading.name, reading.question, one.text, others])
    if basis.decided is not None:
        cols.insert(_STATE_COLUMN, Col("Tình trạng", CellKind.WRAPPED, 30))
        for row, one in zip(rows, found, strict=True):
            row.insert(_STATE_COLUMN, one.state)
    return Grid(tuple(cols), tuple(tuple(row) for row in rows))


def has_prizes(ranking: Ranking, group: GroupRanking) -> bool:
    """Say whether the campaign has prizes for a group."""
    return any(prize.group == group.group.id for prize in ranking.campaign.prizes)


def heading_words(ranking: Ranking) -> str:
    """Return what the ranking is headed; only points are an official score."""
    by_targets = ranking.campaign.ranking.by is RankBy.TARGETS
    return "Xếp hạng so với chỉ tiêu" if by_targets else "Xếp hạng"


def met_title(ranking: Ranking) -> str:
    """Return the heading of the count that orders a ranking without points."""
    by_criteria = ranking.campaign.ranking.by is RankBy.CRITERIA
    return "Số tiêu chuẩn đạt" if by_criteria else "Số chỉ tiêu đạt"


def met_counts(row: Row) -> tuple[int, int]:
    """Return how many targets or criteria a row meets, and of how many."""
    return row.tally


def prize_notes(group: GroupRanking) -> tuple[str, ...]:
    """Return a sentence for each prize left to the council and each prize nobody gets."""
    left = [
        f"{_prizes(one.prizes)}: Hội đồng quyết định giữa "
        f"{', '.join(who.subject.label for who in one.rows)}."
        for one in group.undecided
    ]
    return (*left, *(f"{one.prize.name}: không trao, {one.why}." for one in group.vacant))


def period_words(ranking: Ranking) -> str:
    """Return which figures were used: `số liệu đến tháng 12/2023, tính ngày 08/01/2024`."""
    made = f"tính ngày {vietnamese.day(ranking.as_of)}"
    if ranking.period is None:
        return f"chưa có số liệu, {made}"
    year, month = ranking.period.split("-")
    return f"số liệu đến tháng {month}/{year}, {made}"


def rate_of(row: Row, indicator: Indicator, readings: Mapping[str, str]) -> Share | None:
    """Return an indicator's rate from the figures that explain `row`; None if not among them."""
    pair = counts_of(row, indicator, readings)
    if pair is None:
        return None
    share = Fraction(*pair)
    return Share(share, max([2, *(_digits(one, share) for one in row.criteria)]))


def _digits(judgement: Judgement, share: Fraction) -> int:
    """Return how many decimals a criterion needed to tell `share` from its threshold."""
    whole, _, decimals = judgement.value.rstrip("%").partition(",")
    shown = vietnamese.decimal(share * vietnamese.PERCENT, len(decimals))
    return len(decimals) if f"{shown}%" == judgement.value and whole else 0


def counts_of(
    row: Row, indicator: Indicator, readings: Mapping[str, str]
) -> tuple[int, int] | None:
    """Return part and whole of the rate that counts: of several the lowest."""
    used = _used(row)
    pairs = [_pair(used, ratio) for ratio in indicator.ratios_under(readings)]
    known = [pair for pair in pairs if pair and pair[1]]
    if None in pairs or not known:
        return None
    return min(known, key=lambda pair: Fraction(*pair))


def explanation(row: Row) -> str:
    """Return the sentences behind a row's score or place."""
    if row.lines:
        steps = (f"{line.name}: {line.why} → {line.value}" for line in row.lines)
        return "; ".join(steps)
    return "; ".join(f"{one.text}: {one.why or STATE_WORDS[one.state]}" for one in row.judged)


def _outside(place: int, one: NotRanked) -> tuple[Value, ...]:
    return place, one.participant.subject.label, STATE_WORDS[one.state], one.why


def _prizes(prizes: Sequence[Prize]) -> str:
    return ", ".join(dict.fromkeys(prize.name for prize in prizes))


def _amount(row: Row) -> Value:
    return row.prize.amount if row.prize and row.prize.amount else None


def _judged(judgements: Iterable[Judgement]) -> Iterable[Figure]:
    return (figure for one in judgements for figure in one.figures)


def _used(row: Row) -> dict[str, Figure]:
    """Return the counts that explain a row, the score's own first."""
    found: dict[str, Figure] = {}
    for figure in (*(one for line in row.lines for one in line.figures), *_judged(row.criteria)):
        if figure.count is not None:
            found.setdefault(figure.measure, figure)
    return found


def _figures(rows: Sequence[Row], names: Mapping[str, str]) -> list[_Maker]:
    measures = dict.fromkeys(name for row in rows for name in _used(row))

    def maker(measure: str) -> _Maker:
        def value(row: Row) -> Value:
            figure = _used(row).get(measure)
            return figure.count if figure else None

        return Col(names[measure], CellKind.COUNT, 14), value

    return [maker(name) for name in measures]


def _pair(used: Mapping[str, Figure], ratio: Ratio) -> tuple[int, int] | None:
    if not all(name in used for name in ratio.measures):
        return None
    if len({used[name].period for name in ratio.measures}) > 1:
        return None
    return (
        sum(used[name].count or 0 for name in ratio.part),
        sum(used[name].count or 0 for name in ratio.whole),
    )


def _rates(ranking: Ranking, rows: Sequence[Row]) -> list[_Maker]:
    makers: list[_Maker] = []
    for indicator in ranking.campaign.indicators.values():
        if all(rate_of(row, indicator, ranking.readings) is None for row in rows):
            continue
        makers += _rate_pair(indicator, ranking)
    return makers


def _rate_pair(indicator: Indicator, ranking: Ranking) -> list[_Maker]:
    def share(row: Row) -> Value:
        return rate_of(row, indicator, ranking.readings)

    def exact(row: Row) -> str:
        pair = counts_of(row, indicator, ranking.readings)
        return f"{vietnamese.count(pair[0])}/{vietnamese.count(pair[1])}" if pair else ""

    return [
        (Col(indicator.name, CellKind.SHARE, 14), share),
        (Col(f"{indicator.short} (phân số)", CellKind.TEXT, 14), exact),
    ]


def _points(rows: Sequence[Row]) -> list[_Maker]:
    steps = {line.step: line.name for row in rows for line in row.lines}

    def maker(step: str, name: str) -> _Maker:
        def value(row: Row) -> Value:
            return next((line.value for line in row.lines if line.step == step), "")

        return Col(name, CellKind.TEXT, 12), value

    return [
        *(maker(step, name) for step, name in steps.items()),
        (Col("Cách tính", CellKind.TEXT, 26), lambda row: scoring.formula(row.lines)),
        (Col("Điểm", CellKind.SCORE, 10), lambda row: row.score),
        (Col("Điểm (phân số)", CellKind.TEXT, 20), _exact_score),
    ]


def _exact_score(row: Row) -> Value:
    return "" if row.score is None else fraction_words(row.score)


def _attainments(ranking: Ranking, rows: Sequence[Row]) -> list[_Maker]:
    names = {one.indicator: one.name for row in rows for one in row.attainments}

    def makers(indicator: str, name: str) -> list[_Maker]:
        def why(row: Row) -> Value:
            return next((one.why for one in row.attainments if one.indicator == indicator), "")

        def ratio(row: Row) -> Value:
            found = (one.ratio for one in row.attainments if one.indicator == indicator)
            return next((Share(one) for one in found), None)

        return [
            (Col(name, CellKind.WRAPPED, 30), why),
            (Col(f"{name}: so với chỉ tiêu", CellKind.SHARE, 14), ratio),
        ]

    pairs = [maker for indicator, name in names.items() for maker in makers(indicator, name)]
    return [*pairs, (Col(met_title(ranking), CellKind.COUNT, 10), lambda row: met_counts(row)[0])]


def fraction_words(value: Fraction) -> str:
    """Return an exact fraction as text: `1.173/15.000`, `65`."""
    top = vietnamese.count(value.numerator)
    return top if value.denominator == 1 else f"{top}/{vietnamese.count(value.denominator)}"
