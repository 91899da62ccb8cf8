"""Use cases on tables of figures going out: blank ones for the units, filled ones to keep or send.

What goes out is what the import reads back without a question, one sheet for every span of days.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Final

from thidua_desktop.documents.figure_table import (
    FigureColumn,
    FigureGroup,
    FigureLine,
    FigureSheet,
    Guide,
)
from thidua_desktop.documents.files import write_file
from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.campaigns import Campaign
from thidua_desktop.domain.figures import Figure, Period
from thidua_desktop.domain.measures import OWN_TABLE, Catalogue, Measure, MeasureUnit
from thidua_desktop.domain.subjects import Kind, Participant, Person, SubjectId
from thidua_desktop.errors import AmbiguousChoiceError, NothingToPrintError, UnknownChoiceError
from thidua_desktop.importing.periods import month_period, stated_period
from thidua_desktop.services.figures import month_ends
from thidua_desktop.services.loading import Loaded, asked_of, catalogue, load, measures_needed
from thidua_desktop.services.units import find_participant
from thidua_desktop.store.workspace import Workspace

TARGETS_SHEET: Final = "Mức giao"
_KIND_ENDING: Final = {Kind.UNIT: "", Kind.PERSON: " cá nhân"}
_UNREPORTED: Final = "chưa có"
"""Stands in a table that goes out where a cell was blank in the table that came in."""
_EXAMPLE_COUNT: Final = 240
_EXAMPLE_PERCENT: Final = Decimal("65.5")
_GUIDE: Final = (
    "Ghi số vào các ô màu vàng nhạt. Các ô khác đã khóa (không có mật khẩu) để bảng đọc lại được.",
    "Ô để trống nghĩa là chưa có số liệu. Không phát sinh thì ghi 0.",
    "Số đếm là số nguyên, ghi liền không dấu chấm: 1234. Tỷ lệ ghi theo phần trăm: 65,5.",
    "Dòng ví dụ chỉ để xem, không được tính. Trỏ chuột vào tiêu đề cột để xem giải thích.",
    "Không thêm, bớt, đổi chỗ cột; không đổi tên trang. Ý kiến khác ghi ở cột Ghi chú.",
    "Lưu dạng .xlsx rồi gửi lại tệp này, không cần in hay chụp.",
)
_FOOT: Final = "Ghi chú: ô để trống là chưa có số liệu; không phát sinh thì ghi 0."


@dataclass(frozen=True, slots=True)
class _Span:
    """Measures that cover the same days; none for what has no period."""

    period: Period | None
    measures: tuple[str, ...]


Cells = Mapping[tuple[SubjectId, str], Figure]


class FigureTables:
    """Tables of figures of one open file, on their way out."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def period_end(self, key: str, month: str | None, today: date) -> date:
        """Return the last day of the month meant, `2023-12`.

        Without one it is the latest that was reported, or the latest month there is by today.
        """
        loaded = load(self._workspace, key)
        ends = month_ends(loaded.campaign)
        if month is not None:
            return next(
                (one for one in ends if f"{one:%Y-%m}" == month), month_period(month, None).end
            )
        reported = [one.period.end for one in loaded.figures if one.period]
        past = [one for one in ends if one <= today]
        return max(reported) if reported else max(past, default=ends[0])

    def named(self, key: str, name: str) -> frozenset[SubjectId]:
        """Return whom a name means: a subject, or everybody who works in an office.

        UnknownChoiceError or AmbiguousChoiceError name the choices.
        """
        everyone = tuple(load(self._workspace, key).data.participants)
        wanted = vietnamese.match_key(name)
        staff = [
            one.subject.id
            for one in everyone
            if isinstance(one.subject, Person)
            and vietnamese.match_key(one.subject.office) == wanted
        ]
        try:
            return frozenset({find_participant(everyone, name).subject.id})
        except (UnknownChoiceError, AmbiguousChoiceError):
            if not staff:
                raise
            return frozenset(staff)

    def template(self, key: str, end: date, only: Collection[SubjectId] | None = None) -> bytes:
        """Return the blank table of a period as .xlsx, for everybody or `only` some.

        NothingToPrintError while nobody takes part. One for single units leaves out the targets:
        those are assigned, not reported.
        """
        from thidua_desktop.documents.figure_book import blank_workbook

        loaded = load(self._workspace, key)
        spans = [one for one in _asked_spans(loaded, end) if one.period is not None or only is None]
        sheets = [
            sheet for span in spans for sheet in _sheets(loaded, span, {}, only, is_blank=True)
        ]
        if not sheets:
            raise NothingToPrintError("chưa có đơn vị, cá nhân nào trong danh sách")
        columns = {column.title: column for sheet in sheets for column in sheet.columns}
        title = f"Bảng mẫu nhập số liệu: {loaded.campaign.short}"
        guide = Guide("HƯỚNG DẪN ĐIỀN BẢNG SỐ LIỆU", _GUIDE, tuple(columns.values()))
        return blank_workbook(title, sheets, guide)

    def save_template(
        self,
        key: str,
        end: date,
        path: Path,
        *,
        only: Collection[SubjectId] | None = None,
        replace: bool,
    ) -> None:
        """Write the blank table; an existing file only when `replace` says so."""
        write_file(path, self.template(key, end, only), replace=replace)

    def figures(self, key: str, end: date) -> bytes:
        """Return what is stored for one period end, and the targets, as .xlsx.

        NothingToPrintError where nothing is.
        """
        from thidua_desktop.documents.figure_book import filled_workbook

        loaded = load(self._workspace, key)
        stored = (one for one in loaded.figures if one.period is None or one.period.end == end)
        sheets = figure_sheets(loaded, stored)
        if not sheets:
            until = vietnamese.day(end)
            raise NothingToPrintError(f"chưa có số liệu nào đến hết ngày {until}")
        return filled_workbook(f"Bảng số liệu: {loaded.campaign.short}", sheets)

    def save_figures(self, key: str, end: date, path: Path, *, replace: bool) -> None:
        """Write what is stored for one period end; an existing file only when told so."""
        write_file(path, self.figures(key, end), replace=replace)


# --- which measures, which days ---


def _asked_spans(loaded: Loaded, end: date) -> Iterator[_Span]:
    """Yield what is asked of the subjects: the campaign's own days first, the targets last."""
    campaign = loaded.campaign
    needed = measures_needed(campaign, campaign.readings_with(loaded.decided))
    timed = [one for one in needed if not _is_percent(one)]
    spans: dict[date | None, dict[str, None]] = {campaign.start: {}}
    for indicator in campaign.indicators.values():
        start = indicator.starts[0] if indicator.starts else campaign.start
        spans.setdefault(start, {}).update(dict.fromkeys(indicator.measures))
    read_alone = set(timed) - {one for found in spans.values() for one in found}
    read_alone |= campaign.ranking.measures
    spans[campaign.start].update(dict.fromkeys(read_alone))
    for start, found in spans.items():
        measures = tuple(one for one in timed if one in found)
        if measures:
            yield _Span(Period(start, end), measures)
    targets = tuple(one for one in needed if _is_percent(one))
    if targets:
        yield _Span(None, targets)


def _is_percent(measure: str) -> bool:
    return catalogue().measures[measure].unit is MeasureUnit.PERCENT


def figure_sheets(loaded: Loaded, figures: Iterable[Figure]) -> list[FigureSheet]:
    """Return figures as tables, one for every span of days: the campaign's own, the latest, first.

    Bodies and persons do not share one.
    """
    spans: dict[Period | None, dict[tuple[SubjectId, str], Figure]] = {}
    for one in figures:
        spans.setdefault(one.period, {})[one.subject, one.measure] = one

    def order(period: Period | None) -> tuple[bool, int, bool, date]:
        if period is None:
            return True, 0, True, date.max
        own = period.start == loaded.campaign.start
        return False, -period.end.toordinal(), not own, period.start or date.min

    sheets: list[FigureSheet] = []
    latest = max((one.end for one in spans if one), default=None)
    for period in sorted(spans, key=order):
        there = {measure for _, measure in spans[period]}
        measures = tuple(one for one in catalogue().measures if one in there)
        name = _sheet_title(loaded.campaign, period, latest)
        span = _Span(period, measures)
        sheets += _sheets(loaded, span, spans[period], None, is_blank=False, name=name)
    return sheets


# --- the tables ---


def _sheets(
    loaded: Loaded,
    span: _Span,
    cells: Cells,
    only: Collection[SubjectId] | None,
    *,
    is_blank: bool,
    name: str = "",
) -> Iterator[FigureSheet]:
    """Yield the tables of a span: bodies and persons do not share one."""
    campaign = loaded.campaign
    columns = _columns(campaign, span.measures)
    having = {who for who, _ in cells}
    titles, notes = _titles(campaign, span.period)
    for kind in Kind:
        groups = []
        for group in campaign.groups:
            members = [
                one
                for one in loaded.data.participants
                if one.group == group.id
                and one.subject.kind is kind
                and (only is None or one.subject.id in only)
                and ((group.ranked and is_blank) or one.subject.id in having)
            ]
            line = partial(_line, span.measures, cells, asked_of(campaign, group))
            groups.append(FigureGroup(group.name, tuple(line(one) for one in members)))
        if any(one.lines for one in groups):
            below = (*notes, _FOOT) if is_blank else notes
            yield FigureSheet(
                (name or _sheet_title(campaign, span.period)) + _KIND_ENDING[kind],
                titles,
                kind,
                columns,
                tuple(groups),
                below,
            )


def _line(
    measures: tuple[str, ...], cells: Cells, asked: Collection[str] | None, who: Participant
) -> FigureLine:
    return FigureLine(
        who.subject,
        tuple(_said(cells.get((who.subject.id, one))) for one in measures),
        tuple(asked is None or one in asked for one in measures),
    )


def _said(figure: Figure | None) -> int | Decimal | str | None:
    if figure is None:
        return None
    if figure.missing is not None:
        return figure.missing or _UNREPORTED
    return figure.percent if figure.count is None else figure.count


def _sheet_title(campaign: Campaign, period: Period | None, latest: date | None = None) -> str:
    """Return the name of a table; one that ends before the `latest` of a workbook says so."""
    if period is None:
        return TARGETS_SHEET
    own = period.start is None or period.start == campaign.start
    if latest is None or period.end == latest:
        return "Số liệu" if own else f"Số liệu từ {period.start:%d-%m-%Y}"
    if own:
        return f"Số liệu đến {period.end:%d-%m-%Y}"
    return f"Kỳ {period.start:%d-%m-%y}–{period.end:%d-%m-%y}"


def _titles(campaign: Campaign, period: Period | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what stands above a table and below it.

    The name of a campaign may hold days of its own (of an anniversary): then it goes below, so
    that only the period can be taken for the period.
    """
    said = (_period_title(period),)
    above = (OWN_TABLE, campaign.name, *said)
    if period is None or stated_period(above) == period:
        return above, ()
    return (OWN_TABLE, *said), (f"Ghi chú: bảng của {campaign.name}.",)


def _period_title(period: Period | None) -> str:
    if period is None:
        return "Mức giao cho từng đơn vị, không theo kỳ"
    until = f"đến hết ngày {vietnamese.day(period.end)}"
    if period.start is None:
        return f"Kỳ số liệu: lũy kế {until}"
    return f"Kỳ số liệu: từ ngày {vietnamese.day(period.start)} {until}"


def _columns(campaign: Campaign, measures: tuple[str, ...]) -> tuple[FigureColumn, ...]:
    known = catalogue()
    examples = _examples(known, measures)
    return tuple(
        FigureColumn(
            heading_of(found),
            _note(campaign, found),
            found.unit is MeasureUnit.PERCENT,
            _EXAMPLE_PERCENT if found.unit is MeasureUnit.PERCENT else examples[found.id],
        )
        for found in (known.measures[one] for one in measures)
    )


def heading_of(measure: Measure) -> str:
    """Return a measure's name with what it is counted in, unless the name says so itself."""
    unit = f"({measure.noun})"
    return measure.name if measure.name.endswith(unit) else f"{measure.name}\n{unit}"


def _note(campaign: Campaign, measure: Measure) -> str:
    lines = [f"{measure.name}. Đơn vị tính: {measure.noun}."]
    rates = [one.name for one in campaign.indicators.values() if measure.id in one.measures]
    targets = [
        one.name
        for one in campaign.indicators.values()
        if one.target and one.target.measure == measure.id
    ]
    if rates:
        lines.append(f"Dùng để tính: {'; '.join(rates)}.")
    if targets:
        lines.append(f"Mức giao của: {'; '.join(targets)}.")
    if measure.unit is MeasureUnit.PERCENT:
        lines.append("Ghi tỷ lệ phần trăm, ví dụ 65,5.")
    elif measure.cumulative:
        lines.append("Ghi số lũy kế từ đầu kỳ, số nguyên.")
    else:
        lines.append("Ghi số tại ngày cuối kỳ, số nguyên.")
    return "\n".join(lines)


def _examples(known: Catalogue, measures: Iterable[str]) -> Mapping[str, int]:
    """Return counts for the example that fit together: parts are smaller than their whole."""
    found = dict.fromkeys(measures, _EXAMPLE_COUNT)
    for _ in known.parts:
        for rule in known.parts:
            whole = found.get(rule.whole, _EXAMPLE_COUNT)
            for part in rule.parts:
                if part in found:
                    found[part] = min(found[part], whole // (len(rule.parts) + 1))
    return found
