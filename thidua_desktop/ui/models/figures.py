"""Columns, filters and copied text of the grid of figures (Số liệu)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from thidua_desktop.domain.subjects import Kind
from thidua_desktop.services.figure_views import (
    FigureGrid,
    GridGroup,
    GridRow,
    InputCell,
    InputColumn,
    RateCell,
)
from thidua_desktop.ui.models.cells import Cell, Heading, Tone
from thidua_desktop.ui.models.rows import Column, RowGroup

FROZEN: Final = 2
"""Number and name stay when the table scrolls sideways."""
UNIT_BAND: Final = "Đơn vị"
INPUT_BAND: Final = "Số nhập"
_DOSSIERS: Final = "hồ sơ"
RATE_BAND: Final = "Tỷ lệ, tự tính"
_ONE_LINE: Final = 11
_LETTER: Final = 6.5
_SIDES: Final = 18
_NARROWEST, _NARROWEST_COMPACT = 96, 74


@dataclass(frozen=True, slots=True)
class Filter:
    """One chip above the grid: which rows it keeps, and how many they are."""

    key: str
    title: str
    count: int
    keep: Callable[[GridRow], bool] | None = None
    is_warning: bool = False
    short: str = ""
    """The title where there is little room, the same unless given."""


def figure_columns(grid: FigureGrid) -> tuple[Column[GridRow], ...]:
    """Return the columns: number, name, each reported figure, each computed rate."""
    people = any(row.participant.subject.kind is Kind.PERSON for row in grid.rows)
    name = "Họ và tên" if people else "Tên đơn vị"
    number: Column[GridRow] = Column(
        Heading("TT", band=UNIT_BAND, right=True), _number, right=True, width=44, compact_width=38
    )
    names: Column[GridRow] = Column(
        Heading(name, band=UNIT_BAND), _name, width=288, compact_width=236, stretch=True
    )
    dossiers = all(one.noun == _DOSSIERS and not one.percent for one in grid.inputs)
    band = f"{INPUT_BAND} ({_DOSSIERS})" if dossiers else INPUT_BAND
    inputs = [_input_column(place, column, band) for place, column in enumerate(grid.inputs)]
    rates = [_rate_column(position, one.title) for position, one in enumerate(grid.rates)]
    return (number, names, *inputs, *rates)


def input_at(grid: FigureGrid, column: int) -> InputColumn | None:
    """Return the reported figure a column of the table shows, None for any other column."""
    position = column - FROZEN
    return grid.inputs[position] if 0 <= position < len(grid.inputs) else None


def target_column(grid: FigureGrid) -> int | None:
    """Return the first column of targets given to each unit (mức giao), None without any."""
    places = [place for place, column in enumerate(grid.inputs) if column.percent]
    return places[0] + FROZEN if places else None


def figure_groups(grid: FigureGrid) -> tuple[RowGroup[GridRow], ...]:
    """Return the rows under the headings of their groups."""
    return tuple(
        RowGroup(group.title, group.rows, caption=group.note, key=group.id) for group in grid.groups
    )


def filters_of(grid: FigureGrid) -> tuple[Filter, ...]:
    """Return the chips above the grid, each with its count."""
    rows = grid.rows
    groups = [
        Filter(f"group:{group.id}", _group_word(group), len(group.rows), _in_group(group.id))
        for group in grid.groups
    ]
    lacking = sum(not row.complete for row in rows)
    below = sum(row.below for row in rows)
    doubted = sum(row.doubted for row in rows)
    return (
        Filter("all", "Tất cả", len(rows)),
        *(groups if len(groups) > 1 else ()),
        Filter(
            "lacking",
            "Chưa có số liệu",
            lacking,
            _is_lacking,
            is_warning=lacking > 0,
            short="Chưa có",
        ),
        *([Filter("below", "Dưới ngưỡng", below, _is_below)] if below else ()),
        *([_doubts(doubted)] if doubted else ()),
    )


def completeness(grid: FigureGrid) -> str:
    """Say how many have every figure: `25 / 28 đơn vị đủ số liệu`."""
    rows = grid.rows
    people = any(row.participant.subject.kind is Kind.PERSON for row in rows)
    complete = sum(row.complete for row in rows)
    return f"{complete} / {len(rows)} {'người' if people else 'đơn vị'} đủ số liệu"


def tab_separated(cells: Sequence[Sequence[str]]) -> str:
    """Return cells as Excel takes them from the clipboard."""
    return "\n".join("\t".join(row) for row in cells)


def _number(row: GridRow) -> Cell:
    return Cell(str(row.number), tone=Tone.NEUTRAL)


def _name(row: GridRow) -> Cell:
    mark = "" if row.complete else "exclamation-triangle-fill"
    tip = row.full_name if row.complete else f"{row.full_name}: chưa có đủ số liệu"
    return Cell(row.full_name, mark=mark, mark_tone=Tone.AMBER, tip=tip)


def _input_column(position: int, column: InputColumn, band: str) -> Column[GridRow]:
    title = two_lines(column.title)

    def cell(row: GridRow) -> Cell:
        return _input_cell(row.inputs[position])

    return Column(
        Heading(title, band=band, right=True),
        cell,
        right=True,
        width=_width(title, _NARROWEST),
        compact_width=_width(title, _NARROWEST_COMPACT),
        editable=lambda _row: True,
    )


def _input_cell(cell: InputCell) -> Cell:
    figure = cell.figure
    by_hand = figure is not None and figure.by_hand
    if cell.inherited:
        return Cell(cell.text, Tone.MUTED, tip="mức chung của cả cơ quan", edit="")
    return Cell(
        cell.text,
        missing=cell.missing,
        corner=by_hand,
        edit=_editable_text(cell),
        icon="exclamation-triangle-fill" if cell.doubt else "",
        icon_tone=Tone.AMBER,
        tip=cell.doubt,
    )


def _editable_text(cell: InputCell) -> str:
    """Return what the editor starts with: digits as they are typed, no dots between thousands."""
    figure = cell.figure
    if figure is None:
        return ""
    if figure.count is not None:
        return str(figure.count)
    return "" if figure.percent is None else _comma(figure.percent)


def _comma(value: Decimal) -> str:
    return f"{value:f}".replace(".", ",")


def _rate_column(position: int, name: str) -> Column[GridRow]:
    title = two_lines(name)

    def cell(row: GridRow) -> Cell:
        return _rate_cell(row.rates[position])

    return Column(
        Heading(title, band=RATE_BAND, right=True, calculated=True),
        cell,
        right=True,
        width=_width(title, _NARROWEST + 8),
        compact_width=_width(title, _NARROWEST_COMPACT),
    )


def _rate_cell(cell: RateCell) -> Cell:
    if not cell.below:
        return Cell(cell.text, calculated=True, tip=cell.why)
    tip = f"{cell.why}, dưới ngưỡng xét giải"
    return Cell(cell.text, tone=Tone.RED, icon="x-lg", icon_tone=Tone.RED, calculated=True, tip=tip)


def two_lines(title: str) -> str:
    """Return a heading broken where its two lines are most alike, if it is long."""
    words = title.split(" ")
    if len(title) <= _ONE_LINE or len(words) == 1:
        return title
    breaks = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    upper, lower = min(breaks, key=lambda pair: max(len(pair[0]), len(pair[1])))
    return f"{upper}\n{lower}"


def _width(title: str, narrowest: int) -> int:
    longest = max(len(line) for line in title.split("\n"))
    return max(narrowest, round(longest * _LETTER) + _SIDES)


def _group_word(group: GridGroup) -> str:
    """Return `Nhóm 1` of `Nhóm 1 · Các cơ quan chuyên môn`; there is no room for more."""
    number, dot, _name = group.title.partition(" · ")
    return number if dot else group.short


def _in_group(group: str) -> Callable[[GridRow], bool]:
    return lambda row: row.participant.group == group


def _is_lacking(row: GridRow) -> bool:
    return not row.complete


def _is_below(row: GridRow) -> bool:
    return row.below


def _doubts(count: int) -> Filter:
    return Filter("doubted", "Cần xem lại", count, lambda row: row.doubted, is_warning=True)
