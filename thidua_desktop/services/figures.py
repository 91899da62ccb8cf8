"""Use cases on figures: the grid of one period, editing a cell, where a number came from."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.campaigns import Campaign, Group
from thidua_desktop.domain.criteria import Combined, CountCriterion, Criterion, RateCriterion
from thidua_desktop.domain.figures import Figure, Known, Period, Source
from thidua_desktop.domain.indicators import Indicator, Scope, measure
from thidua_desktop.domain.measures import MeasureUnit
from thidua_desktop.domain.memory import uncollected
from thidua_desktop.domain.subjects import Participant, SubjectId
from thidua_desktop.errors import InvalidValueError
from thidua_desktop.importing.cells import stands_for_nothing, typed_count, typed_percent
from thidua_desktop.services.changes import Changes
from thidua_desktop.services.doubts import Doubts, doubts_of
from thidua_desktop.services.figure_periods import (
    At,
    Cells,
    PeriodChoice,
    cells_at,
    other_spans,
    own_ends,
    own_words,
    scope_at,
    span_note,
    starts_for,
)
from thidua_desktop.services.figure_views import (
    FigureGrid,
    FreePeriods,
    GridGroup,
    GridRow,
    InputCell,
    InputColumn,
    Lacking,
    RateCell,
    RateColumn,
    TypedFigure,
)
from thidua_desktop.services.loading import (
    Loaded,
    catalogue,
    load,
    measures_needed,
    measures_of_members,
)
from thidua_desktop.services.provenance import (
    MISSING_WORD,
    Provenance,
    provenance_lines,
    value_text,
)
from thidua_desktop.services.ranking_tables import considered_of
from thidua_desktop.services.rankings import display_name, group_title, threshold_on
from thidua_desktop.services.reconciled import reconciled
from thidua_desktop.store.workspace import Workspace

_NONE = "–"
"""Stands where no figure is asked for, and no rate can be told."""
_MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class _Shown:
    """The figures of the period shown, what looks wrong among them, and what rates may read."""

    loaded: Loaded
    at: At | None
    cells: Cells
    doubts: Doubts
    scope: Scope
    needed: Mapping[SubjectId, frozenset[str]]


def percent_typed(field: str, text: str) -> Decimal:
    """Return a percentage as typed: `65`, `65,5`, `65.5`; InvalidValueError for anything else."""
    percent = typed_percent(text)
    if percent is None:
        raise InvalidValueError(field, text, "tỷ lệ từ 0 đến 100, ví dụ 65,5")
    return percent


def says_nothing(text: str) -> bool:
    """Say whether a pasted text is no figure at all: blank, a dash, «không»."""
    return stands_for_nothing(text)


class FigureService:
    """Figures of one open file."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    @uncollected()
    def grid(self, key: str, at: At | None = None) -> FigureGrid:
        """Return the figures of one period end (the latest unless told) or of another span.

        An end nobody reported for yet is an empty period, ready to be typed into.
        """
        loaded = load(self._workspace, key)
        ends = set(own_ends(loaded))
        if isinstance(at, date):
            ends.add(at)
        grid = _grid(loaded, tuple(sorted(ends)), at or max(ends, default=None))
        if grid.span is not None or grid.end is None:
            return grid
        found = reconciled(self._workspace, loaded, grid.end)
        return replace(grid, to_reconcile=found.problems)

    def lacking(self, key: str) -> Lacking:
        """Return how many subjects lack a figure at the latest end, without making the grid."""
        loaded = load(self._workspace, key)
        end = max(own_ends(loaded), default=None)
        if end is None:
            return Lacking(None, 0)
        campaign, cells = loaded.campaign, cells_at(loaded, end)
        needed = measures_of_members(loaded)
        members = [one for one in loaded.data.participants if one.subject.id in needed]
        full = (
            all(_is_there(cells, campaign, who, name) for name in needed[who.subject.id])
            for who in members
        )
        return Lacking(end, len(members) - sum(full))

    def set_figure(
        self, key: str, subject: SubjectId, measure_id: str, at: At, text: str
    ) -> Changes:
        """Store a figure typed by hand; an empty text removes the figure.

        InvalidValueError when the text is not what the measure takes.
        """
        loaded = load(self._workspace, key)
        who = next(one for one in loaded.data.participants if one.subject.id == subject)
        short = catalogue().measures[measure_id].short.lower()
        label = f"Sửa {short}, {display_name(who.subject)}"
        return self._store(loaded, at, (TypedFigure(subject, measure_id, text),), label)

    def set_figures(self, key: str, at: At, typed: Sequence[TypedFigure]) -> Changes:
        """Store what was pasted, all or nothing, as one action.

        InvalidValueError names the first value that its measure does not take, and whose it is.
        """
        loaded = load(self._workspace, key)
        return self._store(loaded, at, typed, f"Dán {len(typed)} số")

    def free_periods(self, key: str) -> FreePeriods:
        """Return the months of a campaign that nobody reported for, in their order.

        A campaign that states no first day offers the twelve months before its last one.
        """
        loaded = load(self._workspace, key)
        taken = set(own_ends(loaded))
        free = [one for one in month_ends(loaded.campaign) if one not in taken]
        latest = max(taken, default=date.min)
        proposed = next((one for one in free if one > latest), free[0] if free else None)
        return FreePeriods(tuple(PeriodChoice(one, own_words(one)) for one in free), proposed)

    def _store(self, loaded: Loaded, at: At, typed: Sequence[TypedFigure], label: str) -> Changes:
        source = Source(at=datetime.now().astimezone(), by=self._workspace.user)
        figures = [(one, _typed_figure(loaded, one, at, source)) for one in typed]
        with self._workspace.write(label, kind="edit-figure") as session:
            for one, figure in figures:
                if one.text.strip():
                    session.figures.put(figure)
                else:
                    session.figures.remove(one.subject, one.measure, figure.period)
        return Changes(session.changed, label)

    def provenance(self, key: str, subject: SubjectId, measure_id: str, at: At) -> Provenance:
        """Say where the number in a cell came from, and what stood there the period before."""
        loaded = load(self._workspace, key)
        who = next(one for one in loaded.data.participants if one.subject.id == subject)
        found = catalogue().measures[measure_id]
        shown = _shown_at(loaded, at)
        cell = _input_cell(shown, who, measure_id)
        return Provenance(
            cell.text,
            f"{found.noun} · {found.short}",
            who.subject.label,
            provenance_lines(cell.figure, loaded.figures, cell.doubt),
            cell.figure.source.import_id if cell.figure else None,
        )


def _typed_figure(loaded: Loaded, typed: TypedFigure, at: At, source: Source) -> Figure:
    measure_id, text = typed.measure, typed.text
    found = catalogue().measures[measure_id]
    timed = found.unit is not MeasureUnit.PERCENT
    period = _period_of(loaded, typed, at) if timed else None
    who = next(one for one in loaded.data.participants if one.subject.id == typed.subject)
    field = f"ô {found.short.lower()}, {display_name(who.subject)}"
    count, percent = _typed(field, text, timed=timed) if text.strip() else (0, None)
    return Figure(typed.subject, measure_id, period, count, percent, None, True, source)


def _period_of(loaded: Loaded, typed: TypedFigure, at: At) -> Period:
    """Return the span a typed figure belongs to: that of the subject's others at this end.

    An open start may have been stated by a table: a correction must meet its figures, for the
    parts of a rate never mix spans.
    """
    if isinstance(at, Period):
        return at
    start = starts_for(loaded.campaign, typed.measure)[0]
    mine = [
        one
        for one in loaded.figures
        if one.subject == typed.subject
        and one.period is not None
        and one.period.end == at
        and loaded.data.book.reads(start, one.period)
    ]
    mine.sort(key=lambda one: one.measure != typed.measure)
    return next((one.period for one in mine if one.period), Period(start, at))


def _typed(field: str, text: str, *, timed: bool) -> tuple[int | None, Decimal | None]:
    if not timed:
        return None, percent_typed(field, text)
    count = typed_count(text)
    if count is None:
        raise InvalidValueError(field, text, "số nguyên không âm, ví dụ 1.234")
    return count, None


def month_ends(campaign: Campaign) -> tuple[date, ...]:
    """Return the last day of each month of a campaign; its own last day ends the last one."""
    last = campaign.end
    start = campaign.start
    ends = [last]
    while len(ends) < _MONTHS_A_YEAR or start is not None:
        first = ends[-1].replace(day=1)
        if start is not None and first <= start:
            break
        year, month = (first.year, first.month - 1) if first.month > 1 else (first.year - 1, 12)
        ends.append(date(year, month, monthrange(year, month)[1]))
    return tuple(reversed(ends))


def _input_cell(shown: _Shown, participant: Participant, measure_id: str) -> InputCell:
    key = (participant.subject.id, measure_id)
    figure = shown.cells.get(key)
    if figure is not None:
        return InputCell(value_text(figure), figure, doubt=shown.doubts.get(key, ""))
    inherited = _inherited(shown.loaded.campaign, participant, measure_id)
    if inherited is not None:
        return InputCell(vietnamese.threshold_percent(inherited), None, inherited=True)
    asked = measure_id in shown.needed.get(participant.subject.id, ())
    return InputCell(MISSING_WORD if asked else _NONE, None, asked=asked)


def _is_there(cells: Cells, campaign: Campaign, participant: Participant, measure_id: str) -> bool:
    """Say whether the cell would not be `missing`."""
    figure = cells.get((participant.subject.id, measure_id))
    if figure is not None:
        return figure.missing is None
    return _inherited(campaign, participant, measure_id) is not None


def _inherited(campaign: Campaign, participant: Participant, measure_id: str) -> Fraction | None:
    """Return the target that holds for a unit without one of its own."""
    for indicator in campaign.indicators.values():
        target = indicator.target
        if target is not None and target.measure == measure_id:
            return (target.by_group or {}).get(participant.group, target.share)
    return None


def _grid(loaded: Loaded, ends: tuple[date, ...], at: At | None) -> FigureGrid:
    campaign = loaded.campaign
    shown = _shown_at(loaded, at)
    names = _measures_shown(shown)
    inputs = tuple(
        InputColumn(one.id, one.name, one.short, one.noun, one.unit is MeasureUnit.PERCENT)
        for one in (catalogue().measures[name] for name in names)
    )
    rates = tuple(
        RateColumn(one.id, one.short, one.about) for one in _indicators_shown(shown, names)
    )
    groups = tuple(
        _grid_group(shown, group, inputs, rates) for group in campaign.groups if group.ranked
    )
    total = sum(len(group.rows) for group in groups)
    subtitle = (
        f"{len(groups)} nhóm · {total} {campaign.groups[0].noun} · "
        f"{len(inputs)} số nhập, {len(rates)} tỷ lệ tính ra"
    )
    periods = tuple(PeriodChoice(one, own_words(one)) for one in reversed(ends))
    span = at if isinstance(at, Period) else None
    end = at.end if isinstance(at, Period) else at
    note = span_note(loaded, span) if span else ""
    choices = (*periods, *other_spans(loaded))
    return FigureGrid(choices, end, inputs, rates, groups, subtitle, span, note)


def _measures_shown(shown: _Shown) -> tuple[str, ...]:
    """Return the measures of the columns: of another span only those it has figures of."""
    campaign = shown.loaded.campaign
    needed = measures_needed(campaign, campaign.readings_with(shown.loaded.decided))
    if not isinstance(shown.at, Period):
        return needed
    there = {one.measure for one in shown.cells.values() if one.period is not None}
    return tuple(one for one in needed if one in there)


def _indicators_shown(shown: _Shown, measures: Sequence[str]) -> list[Indicator]:
    """Return the indicators of the columns: of another span those with all their measures."""
    campaign = shown.loaded.campaign
    readings = campaign.readings_with(shown.loaded.decided)
    return [
        one
        for one in campaign.indicators.values()
        if not isinstance(shown.at, Period)
        or any(set(ratio.measures) <= set(measures) for ratio in one.ratios_under(readings))
    ]


def _shown_at(loaded: Loaded, at: At | None) -> _Shown:
    cells = cells_at(loaded, at)
    doubts = doubts_of(cells, loaded.figures)
    return _Shown(loaded, at, cells, doubts, scope_at(loaded, at), measures_of_members(loaded))


def _grid_group(
    shown: _Shown,
    group: Group,
    inputs: tuple[InputColumn, ...],
    rates: tuple[RateColumn, ...],
) -> GridGroup:
    campaign = shown.loaded.campaign
    members = [one for one in shown.loaded.data.participants if one.group == group.id]
    # A month by itself is held against no threshold.
    considered = None if isinstance(shown.at, Period) else considered_of(campaign, group)
    rows = tuple(
        GridRow(
            member,
            number,
            display_name(member.subject),
            member.subject.label,
            tuple(_input_cell(shown, member, column.measure) for column in inputs),
            tuple(_rate_cell(column, member, considered, shown.scope) for column in rates),
        )
        for number, member in enumerate(members, 1)
    )
    words = considered_words(considered, campaign)
    note = f"{len(rows)} {group.noun}" + (f" · xét giải {words}" if words else "")
    return GridGroup(group.id, group_title(campaign, group.id), group.short, note, rows)


def considered_words(criterion: Criterion | None, campaign: Campaign) -> str:
    """Say a condition in a few words: `từ 70% trực tuyến và 100 hồ sơ`."""
    if isinstance(criterion, RateCriterion):
        short = campaign.indicators[criterion.indicator].short.lower()
        return f"từ {vietnamese.threshold_percent(criterion.share)} {short}"
    if isinstance(criterion, CountCriterion):
        noun = catalogue().measures[criterion.measure].noun
        return f"{vietnamese.count(criterion.count)} {noun}"
    if isinstance(criterion, Combined):
        return " và ".join(considered_words(one, campaign) for one in criterion.members)
    return ""


def _rate_cell(
    column: RateColumn, member: Participant, considered: Criterion | None, scope: Scope
) -> RateCell:
    measured = measure(scope, member, scope.indicators[column.indicator])
    if measured.rate is None or measured.known is not Known.KNOWN:
        return RateCell(_NONE, below=False)
    limit = threshold_on(considered, column.indicator)
    share = measured.rate.share
    part, whole = measured.rate.part, measured.rate.whole
    why = f"{vietnamese.count(part)} / {vietnamese.count(whole)}"
    below = limit is not None and share < limit
    return RateCell(vietnamese.percent(share, near=limit), below, why)
