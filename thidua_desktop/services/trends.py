"""How the figures of every subject went, month by month: running totals, or months by themselves.

A month nobody reported for is a gap, never zero. A running total that fell is told.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.campaigns import Group
from thidua_desktop.domain.figures import Figure, Known
from thidua_desktop.domain.indicators import Indicator, Scope, measure, target_of
from thidua_desktop.domain.measures import MeasureUnit
from thidua_desktop.domain.subjects import Participant, SubjectId
from thidua_desktop.services.doubts import Earlier
from thidua_desktop.services.figure_periods import (
    At,
    Cells,
    cells_at,
    other_spans,
    own_ends,
    scope_at,
)
from thidua_desktop.services.loading import Loaded, catalogue, load, measures_needed
from thidua_desktop.services.provenance import MISSING_WORD
from thidua_desktop.services.ranking_tables import threshold_on
from thidua_desktop.services.rankings import display_name, group_title, source_words
from thidua_desktop.store.workspace import Workspace

NO_RATE: Final = "–"
_MONTHS_A_YEAR: Final = 12


class Kind(StrEnum):
    """What a month's point is: the total since the start, or the month by itself."""

    TOTAL = "total"
    MONTH = "month"


KIND_WORDS: Final = {Kind.TOTAL: "Lũy kế", Kind.MONTH: "Riêng từng tháng"}


@dataclass(frozen=True, slots=True)
class TrendChoice:
    """One thing to follow: an indicator, or a reported count."""

    key: str
    label: str
    is_rate: bool


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One month of one subject; no `value` where there is no data, and the line breaks.

    `why` are the counts of a rate; `fell` says that a running total is smaller than before.
    """

    value: Fraction | None
    text: str
    why: str = ""
    fell: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitTrend:
    """One subject, a point for every month."""

    subject: SubjectId
    name: str
    full_name: str
    points: tuple[TrendPoint, ...]
    change: str
    target: Fraction | None
    target_words: str


@dataclass(frozen=True, slots=True)
class TrendGroup:
    """The subjects of one group."""

    id: str
    title: str
    units: tuple[UnitTrend, ...]


@dataclass(frozen=True, slots=True)
class TrendBoard:
    """One indicator or count over the months, for everybody."""

    choices: tuple[TrendChoice, ...]
    chosen: TrendChoice | None
    kinds: tuple[Kind, ...]
    """Those there are figures of."""
    kind: Kind
    months: tuple[str, ...]
    """`T6`, and the year where there are two."""
    month_names: tuple[str, ...]
    groups: tuple[TrendGroup, ...]

    @property
    def units(self) -> tuple[UnitTrend, ...]:
        """Return every subject, in the order of the groups."""
        return tuple(one for group in self.groups for one in group.units)

    @property
    def about(self) -> str:
        """Say whether the figures are running totals."""
        if self.kind is Kind.TOTAL:
            return "Số lũy kế từ đầu kỳ đến hết từng tháng"
        return "Số riêng của từng tháng, không cộng dồn, không dùng để xếp hạng"


class TrendService:
    """Trends of the campaigns of one open file."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def board(self, key: str, chosen: str | None = None, kind: Kind | None = None) -> TrendBoard:
        """Return the trend of an indicator or count; the first indicator unless told."""
        return board_of(load(self._workspace, key), chosen, kind)


_Months = Mapping[tuple[int, int], At]


def board_of(loaded: Loaded, chosen: str | None, kind: Kind | None) -> TrendBoard:
    """Return the trend of one thing over every month from the first to the last reported."""
    choices = _choices(loaded)
    found = next((one for one in choices if one.key == chosen), choices[0] if choices else None)
    every = {Kind.TOTAL: _totals(loaded), Kind.MONTH: _single_months(loaded)}
    kinds = tuple(one for one in Kind if every[one])
    kind = kind if kind in kinds else next(iter(kinds), Kind.TOTAL)
    months = _between(every[kind])
    years = len({year for year, _ in months}) > 1
    return TrendBoard(
        choices,
        found,
        kinds,
        kind,
        tuple(f"T{month}/{year % 100:02d}" if years else f"T{month}" for year, month in months),
        tuple(f"tháng {month}/{year}" for year, month in months),
        _groups(loaded, found, kind, [every[kind].get(one) for one in months]) if found else (),
    )


def _choices(loaded: Loaded) -> tuple[TrendChoice, ...]:
    campaign = loaded.campaign
    needed = measures_needed(campaign, campaign.readings_with(loaded.decided))
    kinds = catalogue().measures
    counts = [one for one in needed if kinds[one].unit is not MeasureUnit.PERCENT]
    return (
        *(TrendChoice(one.id, f"Tỷ lệ: {one.short}", True) for one in campaign.indicators.values()),
        *(TrendChoice(f"#{one}", f"Số đếm: {kinds[one].short}", False) for one in counts),
    )


def _totals(loaded: Loaded) -> _Months:
    """Return the last end of each month there are running totals for."""
    return {(end.year, end.month): end for end in own_ends(loaded)}


def _single_months(loaded: Loaded) -> _Months:
    """Return the months by themselves; a first month that is a running total too is one of them."""
    if not any(one.span is not None and one.span.is_one_month for one in other_spans(loaded)):
        return {}
    members = {one.subject.id for one in loaded.data.participants}
    return {
        (one.period.end.year, one.period.end.month): one.period
        for one in loaded.figures
        if one.period is not None and one.period.is_one_month and one.subject in members
    }


def _between(months: _Months) -> list[tuple[int, int]]:
    """Return every month from the first to the last, those without figures too."""
    if not months:
        return []
    (year, month), last = min(months), max(months)
    found = [(year, month)]
    while found[-1] < last:
        year, month = found[-1]
        found.append((year, month + 1) if month < _MONTHS_A_YEAR else (year + 1, 1))
    return found


@dataclass(frozen=True, slots=True)
class _At:
    """One month's figures and what rates may read of them."""

    cells: Cells
    scope: Scope


def _groups(
    loaded: Loaded, chosen: TrendChoice, kind: Kind, months: Sequence[At | None]
) -> tuple[TrendGroup, ...]:
    shown = [
        None if at is None else _At(cells_at(loaded, at), scope_at(loaded, at)) for at in months
    ]
    reader = _Reader(loaded, chosen, kind, shown)
    return tuple(
        TrendGroup(
            group.id,
            group_title(loaded.campaign, group.id),
            tuple(
                reader.unit(one, group) for one in loaded.data.participants if one.group == group.id
            ),
        )
        for group in loaded.campaign.groups
        if group.ranked
    )


class _Reader:
    """Reads the points of one indicator or count."""

    def __init__(
        self, loaded: Loaded, chosen: TrendChoice, kind: Kind, months: Sequence[_At | None]
    ) -> None:
        self._loaded = loaded
        self._kind = kind
        self._indicator = loaded.campaign.indicators[chosen.key] if chosen.is_rate else None
        self._measure = chosen.key.removeprefix("#")
        self._months = months
        self._earlier = Earlier(loaded.figures)

    def unit(self, who: Participant, group: Group) -> UnitTrend:
        """Return one subject's months."""
        points = tuple(self._point(who, group, one) for one in self._months)
        target, words = self._target(who, group)
        return UnitTrend(
            who.subject.id,
            display_name(who.subject),
            who.subject.label,
            points,
            self._change(points),
            target,
            words,
        )

    def _point(self, who: Participant, group: Group, at: _At | None) -> TrendPoint:
        if at is None:
            return TrendPoint(None, MISSING_WORD)
        if self._indicator is not None:
            return self._rate(who, group, self._indicator, at)
        figure = at.cells.get((who.subject.id, self._measure))
        if figure is None or figure.count is None:
            return TrendPoint(None, MISSING_WORD, sources=_sources([figure] if figure else []))
        text = vietnamese.count(figure.count)
        return TrendPoint(
            Fraction(figure.count), text, "", self._earlier.fell(figure), _sources([figure])
        )

    def _rate(self, who: Participant, group: Group, indicator: Indicator, at: _At) -> TrendPoint:
        measured = measure(at.scope, who, indicator)
        if measured.rate is None:
            return TrendPoint(None, MISSING_WORD)
        rate = measured.rate
        sources = _sources(rate.figures)
        why = f"{vietnamese.count(rate.part)} / {vietnamese.count(rate.whole)}"
        if measured.known is not Known.KNOWN:
            return TrendPoint(None, NO_RATE, f"{why}, không phát sinh", sources=sources)
        fallen = [
            f"{catalogue().measures[one.measure].short}: {words}"
            for one in rate.figures
            if (words := self._earlier.fell(one))
        ]
        limit = threshold_on(group.considered, indicator.id)
        text = vietnamese.percent(rate.share, near=limit)
        return TrendPoint(rate.share, text, why, " ".join(fallen), sources)

    def _change(self, points: Sequence[TrendPoint]) -> str:
        """Say how the last value differs from the one before, gaps left out."""
        values = [one.value for one in points if one.value is not None]
        if len(values) < len("ab") or not points or points[-1].value is None:
            return ""
        moved = values[-1] - values[-2]
        if self._indicator is not None:
            words = vietnamese.decimal(moved * vietnamese.PERCENT)
        else:
            words = vietnamese.decimal(moved, 0)
        return f"+{words}" if moved > 0 else words

    def _target(self, who: Participant, group: Group) -> tuple[Fraction | None, str]:
        indicator = self._indicator
        if indicator is None or self._kind is Kind.MONTH:
            return None, ""
        scope = next((one.scope for one in reversed(self._months) if one is not None), None)
        if indicator.target is not None and scope is not None:
            value = target_of(scope, who, indicator.target)
            if value is not None:
                return value.share, f"Chỉ tiêu {vietnamese.threshold_percent(value.share)}"
        limit = threshold_on(group.considered, indicator.id)
        if limit is None:
            return None, ""
        return limit, f"Ngưỡng xét {vietnamese.threshold_percent(limit)}"


def _sources(figures: Iterable[Figure]) -> tuple[str, ...]:
    return tuple(
        f"{catalogue().measures[one.measure].short}: {source_words(one)}" for one in figures
    )
